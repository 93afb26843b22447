/**
 * The words of the house: what the tables become, what the detectors return, what the result holds.
 * Nothing here computes; every other module imports its nouns from this file.
 */

/** One cell of a table given as objects: text as in a file, or a value of a script. */
export type Cell = string | number | boolean | null | undefined
export type Row = Readonly<Record<string, Cell>>

/** The tables of `docs/input.md`, as rows. Only `results` is needed; what is missing is said in the result. */
export interface Tables {
  readonly results: readonly Row[]
  readonly schools?: readonly Row[] | undefined
  readonly observers?: readonly Row[] | undefined
  readonly assessments?: readonly Row[] | undefined
  readonly participation?: readonly Row[] | undefined
  readonly rechecks?: readonly Row[] | undefined
  readonly earlier?: readonly Row[] | undefined
}
export type TableName = keyof Tables

// ---------------------------------------------------------------- what the tables become

export interface School {
  readonly id: string
  readonly name: string | null
  readonly municipality: string | null
  /** The peer group that the user gave in the column `cluster`. */
  readonly cluster: string | null
  readonly advancedProgram: boolean | null
  readonly confirmedByExam: boolean | null
  /** Socioeconomic context, never a result. A number, a category, or `null` where the cell was empty. */
  readonly context: Readonly<Record<string, number | string | null>>
  /** What the lists of earlier years say of the school, oldest first; absent = none was given. */
  readonly earlier?: readonly EarlierYear[]
}

/** Whether a school stood on the list of a year that was examined. */
export interface EarlierYear {
  readonly year: number
  readonly listed: boolean
}

/** One test: subject x grade x year. */
export interface Assessment {
  /** `assessmentId(...)`: year, grade and subject. */
  readonly id: string
  readonly subject: string
  readonly grade: number | null
  readonly year: number | null
  /** Highest possible primary score, in points. */
  readonly maxScore: number | null
  /** Lowest primary score of each higher mark, ascending: `[cut_3, cut_4, cut_5]`, in points. */
  readonly cuts: readonly number[] | null
  /** Maximum of each item, in points. */
  readonly itemMax: readonly number[] | null
  /** Level of each item as issued: `Б` (basic), `П` (raised), `В` (high). */
  readonly itemLevel: readonly string[] | null
  /** Names of the levels counted in `Sitting.levelCounts`, lowest first: `['2','3','4','5']` or `['1','2',...]`. */
  readonly levels: readonly string[] | null
  /** Where the scale comes from: the user's table, the built-in scales, or only what the data show. */
  readonly scaleSource: 'given' | 'builtIn' | 'observed'
}

/** Sum and sum of squares over `n` pupils: add up, and mean and variance follow. */
export interface Moments {
  /** Pupils; 1 where a summary gives a mean but not the number of pupils (`Sitting.participants` is then `null`). */
  readonly n: number
  readonly sum: number
  /** `null` where only the mean is known. */
  readonly sumOfSquares: number | null
}

/** Number of pupils by value: index = value, entry = pupils. */
export type Counts = readonly number[]

/**
 * Answers of the papers of one sitting, packed for person-level detectors: paper after paper, item after item.
 * `NOT_ATTEMPTED` marks an item left blank, `NOT_GIVEN` one that was not in the paper's booklet.
 */
export interface ResponseVectors {
  readonly items: number
  readonly papers: number
  readonly scores: Uint8Array
  /** Variant (booklet) of each paper; 0 where the file names none. */
  readonly variants: Uint8Array
}
export const NOT_ATTEMPTED = 254
export const NOT_GIVEN = 255

/**
 * One school's participation in one assessment (optionally one class of it): the unit of evidence and of recheck.
 * A bundle of count tables. Two bundles of the same sitting add up table by table (`mergeSittings`).
 */
export interface Sitting {
  readonly key: string
  readonly schoolId: string
  readonly assessmentId: string
  readonly subject: string
  readonly grade: number | null
  readonly year: number | null
  /** Class, where results are kept by class (`grain: 'class'`); else `null`. */
  readonly className: string | null
  /**
   * Where classes were added up to a sitting of the whole school and every paper names its class: their names, sorted.
   * Absent = not known. Decision 2.3 asks for an observer in each of them.
   */
  readonly classes?: readonly string[]
  /** Pupils with a result; `null` where a summary gives a mean without saying of how many pupils. */
  readonly participants: number | null
  /** Pupils who should have taken part; `null` if not known. */
  readonly enrolled: number | null
  /** Primary scores, in points. */
  readonly scores: Moments | null
  /** Pupils per primary score, index = score. */
  readonly scoreCounts: Counts | null
  /** Pupils per mark or level, lowest first, as `Assessment.levels`. May be shares x participants: see `exactLevels`. */
  readonly levelCounts: Counts | null
  /** False where `levelCounts` come from rounded percentages that do not determine whole pupils. */
  readonly exactLevels: boolean
  /** Pupils per item and item score, `[item][score]`. Blank answers count as 0 here and again in `itemBlanks`. */
  readonly itemCounts: readonly Counts[] | null
  /** Pupils per item who left it blank. */
  readonly itemBlanks: Counts | null
  /** Mean share of the maximum per item (0..1), where only percentages were given. */
  readonly itemShares: readonly number[] | null
  /** Pupils per journal mark (index = mark 0..5) and primary score: `[mark][score]`. */
  readonly journalByScore: readonly Counts[] | null
  /** Pupils per journal mark and test mark: `[journal mark][test mark]`, both 0..5. */
  readonly journalByMark: readonly Counts[] | null
  /** Pupils whose test mark is below, equal to and above their journal mark, where only a table of these was given. */
  readonly journalChange?: Counts
  readonly vectors: ResponseVectors | null
}

export type ObserverStatus = 'present' | 'absent' | 'unknown'

/** One row of the observers table. Empty grade / subject / year / class: the row speaks for all of them. */
export interface ObserverRecord {
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string | null
  readonly year: number | null
  readonly className: string | null
  readonly observer: ObserverStatus
  readonly conflictOfInterest: boolean
}

/** What came back from a recheck: of one paper (`original`, `rechecked`) or of a whole sitting (`confirmed`). */
export interface RecheckOutcome {
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string | null
  readonly year: number | null
  readonly className?: string | null
  /** Names the paper; `null` or absent = the row may speak of the whole sitting. */
  readonly pupilId?: string | null
  readonly original: number | null
  readonly rechecked: number | null
  readonly confirmed: boolean | null
  /** Day of the recheck as year-month-day; `null` or absent = not known. */
  readonly date?: string | null
}

/** A problem is data; its sentence is made in `report/words`. */
export interface Problem {
  /** Name of the sentence, e.g. `scoreAboveMaximum`. */
  readonly code: string
  /** `error`: nothing is read (`InputError` only). `setAside`: the row takes no part. `note`: it does, and the reader should know. */
  readonly severity: 'error' | 'setAside' | 'note'
  readonly table: TableName
  readonly file: string | null
  /** Row number as Excel shows it (the header is row 1 in a plain file). */
  readonly row: number | null
  readonly column: string | null
  readonly found: string | null
  readonly expected: string | null
  /** The number of rows it speaks for (of a note, `row` is the first of them); absent = one. */
  readonly count?: number
}

/** What was understood of one file or table of rows. */
export interface SourceSummary {
  readonly table: TableName
  readonly file: string | null
  /** Kind of a results table: `pupils`, `distributions`, `summaries`; of others the table's name. */
  readonly kind: string
  readonly layout: string | null
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly decimal: ',' | '.' | null
  readonly rows: number
  readonly used: number
  readonly setAside: number
  /** Rows that are no data: sections, and totals of municipalities and of the region. Absent = none. */
  readonly skipped?: number
  /** Subject, grade and year that the file name or a title gave, where the table has no column for them. */
  readonly context?: { readonly subject: string | null; readonly grade: number | null; readonly year: number | null }
  /** Columns that no rule reads. */
  readonly ignoredColumns: readonly string[]
}

/** Everything read, as the stages after it need it. Made by `collectTables` (core) and `readTables` (node). */
export interface MonitorInput {
  /** False where no schools table was given: then nothing is known of context. */
  readonly hasSchools: boolean
  /** False where no observers table was given: then decision 2.3 cannot be applied. */
  readonly hasObservers: boolean
  readonly schools: readonly School[]
  readonly assessments: readonly Assessment[]
  readonly sittings: readonly Sitting[]
  readonly observers: readonly ObserverRecord[]
  readonly rechecks: readonly RecheckOutcome[]
  readonly problems: readonly Problem[]
  readonly sources: readonly SourceSummary[]
  /** Hash of the content that was read, equal for equal content. */
  readonly fingerprint: string
}

// ---------------------------------------------------------------- peers

/** A group of schools that may be compared with each other. */
export interface PeerGroup {
  readonly id: string
  /** In words, by locale. */
  readonly label: { readonly en: string; readonly ru: string }
  readonly size: number
  /** Mean (numbers) or most frequent category of each context variable, in the user's own units. */
  readonly profile: Readonly<Record<string, number | string | null>>
  /** Mean bootstrap Jaccard similarity 0..1; `null` if not computed. Under .60 the group is unstable. */
  readonly stability: number | null
  /** Mean silhouette -1..1; `null` for a single group. */
  readonly silhouette: number | null
}

/** One number for the social context of schools, for looking and comparing; no school is listed by it. */
export interface ContextWeights {
  /** Share 0..1 of all differences in context that the index holds. */
  readonly explained: number
  /** What counts in it, the heaviest first; squares sum to 1. `level` is the value of a category, `null` for numbers. */
  readonly loadings: readonly { readonly column: string; readonly level: string | null; readonly loading: number }[]
}

export interface PeerGroupResult extends PeerGroup {
  /** Context index of its schools: a tenth of them lie below `low` and a tenth above `high`. `null` = not known. */
  readonly contextIndex: { readonly low: number; readonly median: number; readonly high: number } | null
}

/** Who may be compared with whom. Indices are positions in `MonitorInput.schools`. */
export interface Peers {
  readonly method: 'clusters' | 'neighbours' | 'given' | 'none'
  readonly groups: readonly PeerGroup[]
  /** Position in `groups` of each school; `null` = compared with the whole region. */
  readonly groupOf: readonly (number | null)[]
  /** With `neighbours`: the nearest schools of each school, most similar first; else `null`. */
  readonly neighboursOf: readonly (readonly number[])[] | null
  /** Standardised context of each school, missing values imputed; empty where too little is known of a school. */
  readonly contextOf?: readonly (readonly number[])[]
  readonly warnings: readonly Warning[]
}

// ---------------------------------------------------------------- detectors and evidence

export type Family = 'level' | 'shape' | 'pattern' | 'marking' | 'history' | (string & {})

/** Parameters of a sentence. */
export type Details = Readonly<Record<string, number | string | null>>

/** What a detector answers about one sitting. */
export type Outcome =
  | {
      readonly outcome: 'measured'
      /** The statistic, in `unit` of the detector's meta. */
      readonly value: number
      /** How far above what is expected, in `effectUnit` (points, pupils, ...); positive = the suspicious direction. */
      readonly effect: number
      /** One-sided p-value in [0, 1]; smaller = more surprising in an honest school. */
      readonly p: number
      /** Pupils the statement rests on. */
      readonly n: number
      readonly details?: Details
    }
  | { readonly outcome: 'notApplicable' | 'undecided' | 'failed'; readonly reason: string; readonly details?: Details }

export type Tier = 'strong' | 'moderate' | 'watch' | 'clear' | 'notAssessable'
export type Ground = 'signs' | 'noObserver' | 'control'

// ---------------------------------------------------------------- the result (docs/result.md)

export interface Warning {
  readonly code: string
  readonly details?: Details
}

export interface Signal {
  readonly detector: string
  readonly family: Family
  readonly outcome: 'measured' | 'notApplicable' | 'undecided' | 'failed'
  readonly value: number | null
  readonly unit: string
  readonly effect: number | null
  readonly effectUnit: string
  readonly p: number | null
  readonly n: number | null
  /** Code of the reason where nothing was measured; `null` where it was. */
  readonly reason: string | null
  readonly details: Details | null
}

export interface SittingResult {
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string
  readonly year: number | null
  readonly class: string | null
  readonly participants: number | null
  readonly mean: number | null
  /** `Assessment.id`. */
  readonly assessment: string
  /** Pupils per primary score, index = score. */
  readonly scoreCounts: Counts | null
  /** Pupils per mark or level, lowest first, as `Assessment.levels`. */
  readonly levelCounts: Counts | null
  /** Mean share 0..1 of the maximum of each item; `null` where items are not known. */
  readonly itemShares: readonly number[] | null
  readonly observer: ObserverStatus
  readonly conflictOfInterest: boolean
  readonly tier: Tier
  readonly p: number | null
  readonly q: number | null
  readonly families: Readonly<Record<string, number | null>>
  readonly grounds: readonly Ground[]
  readonly recheck: boolean
  /** Classes without an observer, where others of the sitting had one; empty where it was observed or not as a whole. */
  readonly unobservedClasses: readonly string[]
  readonly papersToRecheck: number
  /** Of those papers, at most so many may change before the rest of the sitting is rechecked too; `null` = not listed. */
  readonly acceptanceNumber: number | null
  /** Chance 0..1 with which this sitting came to be rechecked: 1 = on the list, m / M for sittings without grounds. */
  readonly inclusionProbability: number
  readonly withinBudget: boolean | null
  /** An earlier recheck of the same papers; absent = none is known. */
  readonly settled?: SettledMark
  readonly signals: readonly Signal[]
}

export interface SettledMark {
  readonly verdict: 'confirmed' | 'notConfirmed'
  /** As given, e.g. `2021-11-30`; `null` = not known. */
  readonly date: string | null
  /** True where the results have changed since: the recheck was of other papers, and no longer counts. */
  readonly stale: boolean
}

export interface SchoolResult {
  readonly schoolId: string
  readonly name: string | null
  readonly municipality: string | null
  readonly peerGroup: string | null
  readonly tier: Tier
  readonly p: number | null
  readonly q: number | null
  readonly families: Readonly<Record<string, number | null>>
  readonly grounds: readonly Ground[]
  readonly recheck: boolean
  readonly officialMarkers: readonly string[]
  /** Standardised context as the peer groups saw it, missing values imputed; `null` where too little is known. */
  readonly context: readonly number[] | null
  /** In standard deviations from the mean of the region; `null` where nothing is known of the context. */
  readonly contextIndex: number | null
}

/** One sentence of the reasons, as data. */
export interface Reason {
  readonly code: string
  readonly details: Details
}

export interface RecheckEntry {
  readonly rank: number
  readonly schoolId: string
  readonly name: string | null
  readonly municipality: string | null
  readonly peerGroup: string | null
  readonly grounds: readonly Ground[]
  readonly decisionItems: readonly string[]
  readonly priority: number
  readonly tier: Tier
  readonly p: number | null
  readonly q: number | null
  readonly papersToRecheck: number
  /** Papers of those sittings that fit the budget; `null` without a budget. */
  readonly papersWithinBudget: number | null
  /** Whether all its sittings fit; `null` without a budget. */
  readonly withinBudget: boolean | null
  /** Share of the peer definitions under which the school has signs, 0..1; absent where not asked for (`peers.sensitivity`). */
  readonly sensitivity?: number
  readonly reasons: readonly Reason[]
  /** Positions in `MonitorResult.sittings`. */
  readonly sittings: readonly number[]
}

export interface SupportEntry {
  readonly schoolId: string
  readonly reasons: readonly Reason[]
}

/** Observed minus unobserved sittings of the same assessment and peer group. */
export interface ObserverEffect {
  /** `null` = the whole region. */
  readonly peerGroup: string | null
  readonly observed: number
  readonly unobserved: number
  /** In percent of the maximum score, with its 95 % interval; negative = lower under an observer. `null` = too little data. */
  readonly effect: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface MunicipalityCoverage {
  readonly municipality: string | null
  readonly sittings: number
  readonly observed: number
}

/** Decision 2.3 over the region, in sittings. */
export interface ObserverReport {
  readonly observed: number
  readonly absent: number
  readonly unknown: number
  /** Present, but with a conflict of interest. */
  readonly conflictOfInterest: number
  /** Of the unobserved: with an observer in some classes. */
  readonly partlyObserved: number
  /** What it costs to recheck every unobserved sitting: by the sample of the list, and paper by paper. */
  readonly cost: { readonly sittings: number; readonly papersToRecheck: number; readonly allPapers: number }
  readonly municipalities: readonly MunicipalityCoverage[]
  /** The region first, then its peer groups. */
  readonly effects: readonly ObserverEffect[]
}

/** What the list costs and what may be expected of it. */
export interface RecheckPlan {
  /** In papers; `null` = no limit. */
  readonly budget: number | null
  readonly papersOnList: number
  readonly papersWithinBudget: number | null
  /** Of the changed papers that rechecking the whole list could be expected to find, the share that the budget reaches. */
  readonly yieldWithinBudget: number | null
  /** A share of affected papers from this on is found with this probability. */
  readonly affectedShare: number
  readonly confidence: number
  /** Random sample of the sittings without grounds: `drawn` of `frame`, each with the same probability. */
  readonly control: {
    readonly frame: number
    readonly drawn: number
    readonly papers: number
    readonly inclusionProbability: number
  }
}

/** Typical pupils per sitting of a school. */
export type SizeBand = '1-4' | '5-12' | '13-25' | '26-60' | '61+'

/**
 * - `lifting`: papers below a cut-off are raised to it, the nearest first
 * - `leak`: the hardest third of the items is known beforehand
 * - `filling`: papers of the weakest pupils are filled in, all much alike
 * - `absence`: the weakest pupils are kept away
 */
export type PowerMechanism = 'lifting' | 'leak' | 'filling' | 'absence'

/** Of the schools of one size in which something was injected, those that the list would name for signs. */
export interface PowerRow {
  readonly mechanism: PowerMechanism
  readonly band: SizeBand
  /** Share of the papers that the manipulation was to touch. */
  readonly share: number
  /** Share of the papers that it changed: fewer, where too few papers lie below a cut-off or are weak. */
  readonly changed: number
  readonly schools: number
  readonly noticed: number
  readonly rate: number
  readonly low: number
  readonly high: number
}

export interface Power {
  readonly rows: readonly PowerRow[]
  /** Smallest share from which on at least four schools of five are noticed; `null` = none of those tried. */
  readonly smallest: readonly {
    readonly mechanism: PowerMechanism
    readonly band: SizeBand
    readonly share: number | null
  }[]
  /** Mechanisms that could not be injected into any sitting: the data do not hold what they need. */
  readonly notPossible: readonly PowerMechanism[]
}

/** How often schools of one kind are listed; a share with its 95 % Wilson interval. */
export interface FairnessRow {
  readonly dimension: 'size' | 'settlement' | 'peerGroup' | 'municipality'
  readonly value: string | null
  readonly schools: number
  /** Schools listed for signs. */
  readonly signs: number
  readonly share: number
  readonly low: number
  readonly high: number
  /** Schools listed for any ground. */
  readonly listed: number
}

/** Everything that can be said about one school, as data; `report/explain` turns it into sentences. */
export interface SchoolExplanation {
  readonly school: SchoolResult
  /** Its entry on the list; `null` = not listed. */
  readonly entry: RecheckEntry | null
  /** Why it is listed, or else why it is not. */
  readonly why: readonly Reason[]
  /** What would change that. */
  readonly change: readonly Reason[]
  /** Detectors whose findings have innocent explanations to rule out, the most surprising first. */
  readonly innocent: readonly string[]
  /** Which papers to take. */
  readonly papers: readonly PapersToTake[]
}

export interface PapersToTake {
  /** Position in `MonitorResult.sittings`. */
  readonly sitting: number
  readonly papers: number
  /** Numbers 1..participants in a list in order of the pupils' codes; `null` where the size of the sitting is not known. */
  readonly numbers: readonly number[] | null
  readonly acceptanceNumber: number | null
}

export interface DetectorDescription {
  readonly id: string
  readonly family: Family
  readonly question: { readonly en: string; readonly ru: string }
  readonly needs: readonly string[]
  readonly sources: readonly string[]
  readonly innocent: readonly { readonly en: string; readonly ru: string }[]
  /** The finding in one sentence; `{name}` stands for an entry of the signal's `details`. */
  readonly finding: { readonly en: string; readonly ru: string }
  /** What follows it where single papers are named by running number; absent = the detector names none. */
  readonly papers?: { readonly en: string; readonly ru: string }
}

export interface MonitorResult {
  readonly schemaVersion: '1.0'
  readonly tool: { readonly name: string; readonly version: string }
  /** The only part that differs between equal runs; filled by the command line, `null` in the library. */
  readonly run: { readonly startedAt: string; readonly elapsedMs: number } | null
  readonly input: {
    readonly files: readonly SourceSummary[]
    readonly rows: number
    readonly used: number
    readonly setAside: number
    readonly fingerprint: string
  }
  readonly settings: unknown
  readonly seed: number
  readonly region: {
    readonly schools: number
    readonly sittings: number
    readonly papers: number
    readonly officialIndex: number | null
    /** Share of sittings with a public observer, 0..1; `null` without an observers table. */
    readonly observerCoverage: number | null
    /** Observed minus unobserved, in percent of the maximum score; its interval stands in `observers.effects`. */
    readonly observerEffect: number | null
    /** `null` without an observers table. */
    readonly observers: ObserverReport | null
    /** `null` where nothing is known of context, or the schools do not differ. */
    readonly contextIndex: ContextWeights | null
    readonly warnings: readonly Warning[]
  }
  readonly peerGroups: readonly PeerGroupResult[]
  readonly assessments: readonly Assessment[]
  readonly detectors: readonly DetectorDescription[]
  readonly schools: readonly SchoolResult[]
  readonly sittings: readonly SittingResult[]
  readonly recheck: readonly RecheckEntry[]
  readonly plan: RecheckPlan
  readonly support: readonly SupportEntry[]
  readonly fairness: readonly FairnessRow[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Warning[]
}
