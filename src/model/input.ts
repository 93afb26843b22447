/** The nouns of reading: tables as rows, and what they become. Nothing here computes. */
import type { ProblemCode } from './codes'
import type { Text } from './text'

/** One cell of a table given as objects: text as in a file, or a value of a script. */
export type Cell = string | number | boolean | null | undefined
export type Row = Readonly<Record<string, Cell>>

/**
 * Rows of a table: arrays, generators and the like of objects (typed by an `interface` or a class too), maps, or arrays of
 * cells below a header. Keys are the column names of `docs/input.md`.
 */
export type Rows = Iterable<object>

/** The tables of `docs/input.md`, as rows. Only `results` is needed; what is missing is said in the result. */
export interface TablesOf<Given> {
  readonly results: Given
  readonly schools?: Given | undefined
  readonly observers?: Given | undefined
  readonly assessments?: Given | undefined
  readonly participation?: Given | undefined
  readonly rechecks?: Given | undefined
  readonly earlier?: Given | undefined
  readonly codifier?: Given | undefined
}
export type Tables = TablesOf<Rows>
export type TableName = keyof Tables

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
  /** What the results call the items (`4К1`, `5(1)`), where that is not their running number; absent = it is. */
  readonly itemLabels?: readonly string[]
  /** What each item asks for, as a codifier says it, empty where it says nothing; absent = none was given. */
  readonly skills?: readonly (readonly ItemSkill[])[]
  /** Names of the levels counted in `Sitting.levelCounts`, lowest first: `['2','3','4','5']` or `['1','2',...]`. */
  readonly levels: readonly string[] | null
  /** Where the scale comes from: the user's table, the built-in scales, or only what the data show. */
  readonly scaleSource: 'given' | 'builtIn' | 'observed'
}

/** A skill or an element of content that an item asks for; one of the two is there. */
export interface ItemSkill {
  readonly code: string | null
  readonly name: string | null
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
  /** Items class by class, where a sitting of the whole school has several and every paper names its own; absent = not known. */
  readonly classItems?: readonly ClassItems[]
  /** Pupils per journal mark (index = mark 0..5) and primary score: `[mark][score]`. */
  readonly journalByScore: readonly Counts[] | null
  /** Pupils per journal mark and test mark: `[journal mark][test mark]`, both 0..5. */
  readonly journalByMark: readonly Counts[] | null
  /** Pupils whose test mark is below, equal to and above their journal mark, where only a table of these was given. */
  readonly journalChange?: Counts
  readonly vectors: ResponseVectors | null
  /** Who of the pupils stayed away, by their results in other tests of the grade; absent = not known. */
  readonly away?: Away
  /** Its data are faulty (`MonitorInput.toCorrect`): they were left out of its tables, and nothing is said of it. */
  readonly withheld?: 'all' | 'items' | 'attendance'
}

/** Pupils who wrote other tests of the grade: those who came to this one, and those who did not. */
export interface Away {
  readonly present: number
  readonly absent: number
  /** Pairs of an absent and a present pupil in which the absent one did better in the other tests; equal ones count half. */
  readonly better: number
}

/** Mean share 0..1 of the maximum per item in one class; `null` where the item was in none of its booklets. */
export interface ClassItems {
  readonly className: string
  readonly participants: number
  readonly itemShares: readonly (number | null)[]
}

/** What is wrong with the data of a sitting: a fault of typing, of a form or of an export. Never a sign of anything else. */
export type DataFaultCode =
  /** Papers filled in on the form of another test. */
  | 'otherForm'
  /** Single cells with more points than the item gives, or in an item that the test does not have. */
  | 'strayCells'
  /** Totals above the highest score that the other schools show. */
  | 'scoresBeyond'
  /** The total leaves one or two items out in the whole sitting. */
  | 'totalsLeaveOut'
  /** The total is 0 in the whole sitting, though items are filled in. */
  | 'totalsZero'
  /** The total is not the sum of the items, without a pattern. */
  | 'totalsNotSums'
  /** Items of the test are empty in the whole sitting. */
  | 'itemsEmpty'
  /** Rows that could not be read. */
  | 'rowsNotRead'
  /** Far more pupils are listed than wrote any test of the grade. */
  | 'listTooLong'

/** Data that a school must mend before it is judged. Never evidence. */
export interface DataFault {
  readonly code: DataFaultCode
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string
  readonly year: number | null
  readonly class: string | null
  /** Files that hold the papers. */
  readonly files: readonly string[]
  /** Papers with the fault, of all papers of the sitting; of a list that is too long, pupils without a paper, of all listed. */
  readonly papers: number
  readonly of: number
  /** Items concerned, as the header names them. */
  readonly items: readonly string[]
  /**
   * What is done until it is mended: `itemSum` the sum of the items counts, `givenTotal` the total as given counts,
   * `setAside` these papers take no part, `withheld` the sitting takes no part, `itemsWithheld` its items take no part,
   * `attendanceWithheld` who was absent takes no part.
   */
  readonly treatment: 'itemSum' | 'givenTotal' | 'setAside' | 'withheld' | 'itemsWithheld' | 'attendanceWithheld'
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
  /** True where independent observers were present and the papers were marked centrally; absent = not said. */
  readonly controlled?: true
  /** What stands in the cell, where it could not be understood; `observer` is then `unknown`. */
  readonly notUnderstood?: string
}

/** How a sitting was held, beside who observed it, as the table of observers tells it; `null` = it does not say. */
export interface SittingConditions {
  /** Whether the experts who marked the papers had been trained. */
  readonly expertsTrained: boolean | null
  readonly observerTrained: boolean | null
  /** Whether there was video surveillance. */
  readonly video: boolean | null
  /** Whether the observer's act names a violation. */
  readonly violations: boolean | null
}

/** A row that tells conditions; empty grade, subject, year or class: it speaks for all of them. */
export interface ConditionsRecord
  extends SittingConditions,
    Pick<ObserverRecord, 'schoolId' | 'grade' | 'subject' | 'year' | 'className'> {}

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
  /** Item by item, where every one was entered; absent = the total alone is known. */
  readonly items?: readonly RecheckedItem[]
}

/** One item of a rechecked paper, in points. */
export interface RecheckedItem {
  /** As the results call it: `3`, `4К1`. */
  readonly label: string
  /** `null` = not known what was given before. */
  readonly original: number | null
  readonly rechecked: number
}

/** A problem is data; its sentence: `words/problems.ts`. */
export interface Problem {
  /** Name of the sentence, e.g. `scoreAboveMaximum`. */
  readonly code: ProblemCode
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

/** What a table holds: of a table of results what its rows are, of others the table's name. */
export type TableKind = 'pupils' | 'distributions' | 'summaries' | 'journalChange' | TableName

/** How the schools that a table calls by name alone were tied to the schools of the other tables. */
export interface SourceNames {
  /** `exact`: the names differ in form alone (abbreviations, №, quotes); else one says less than the other. */
  readonly found: readonly { readonly name: string; readonly schoolId: string; readonly exact: boolean }[]
  readonly ambiguous: readonly { readonly name: string; readonly schoolIds: readonly string[] }[]
  /** `nearest`: the known name that is most alike; `null` = none is. */
  readonly notFound: readonly { readonly name: string; readonly nearest: string | null }[]
}

/** How the cells of a table of observers were read; counts of cells. */
export interface ObserverSummary {
  readonly present: number
  readonly absent: number
  readonly unknown: number
  readonly notUnderstood: number
  /** What an empty cell stands for. */
  readonly emptyMeans: 'absent' | 'unknown'
  /** Every text met (the empty one too), the commonest first. */
  readonly words: readonly {
    readonly found: string
    readonly count: number
    readonly taken: ObserverStatus | 'notUnderstood'
  }[]
}

/** What was understood of one file or table of rows. */
export interface SourceSummary {
  readonly table: TableName
  readonly file: string | null
  readonly kind: TableKind
  /** Id of the layout that was recognised; `null` = the canonical columns. */
  readonly layout: string | null
  /** What that layout is called. */
  readonly layoutTitle?: Text
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
  /** Absent = the table calls no school by name alone. */
  readonly names?: SourceNames
  /** Schools that an earlier table of schools describes too. Absent = none. */
  readonly joinedSchools?: number
  /** Of a table of observers. */
  readonly observers?: ObserverSummary
}

/** One paper of a sitting, by the code of its pupil. */
export interface RosterPaper {
  readonly pupilId: string
  readonly className: string | null
  /** Primary score as given, in points. */
  readonly score: number
  /** Points of each item of the test, a blank as 0; absent = items are not known. */
  readonly items?: readonly number[]
}

/** Papers by `Sitting.key`, in the order of the pupils' codes. Reaches no result. */
export type RostersBySitting = ReadonlyMap<string, readonly RosterPaper[]>

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
  /** How sittings were held; absent = no table tells it. */
  readonly conditions?: readonly ConditionsRecord[]
  /** Data that schools must mend, by school and sitting; absent = none. */
  readonly toCorrect?: readonly DataFault[]
  /** Where asked for (`rosters`): who wrote which paper, for the experts who recheck some of them. */
  readonly rosters?: RostersBySitting
  /** Columns of the schools tables that the user calls context (`files[].columns`), whatever they look like; absent = none. */
  readonly saidContext?: readonly string[]
  readonly problems: readonly Problem[]
  readonly sources: readonly SourceSummary[]
  /** Hash of the content that was read, equal for equal content. */
  readonly fingerprint: string
}
