/** The result (docs/result.md): everything that the reports are views of. */

import type { ExplanationCode, ReasonCode } from './codes'
import type {
  Assessment,
  Counts,
  DataFault,
  EarlierYear,
  ObserverStatus,
  Problem,
  SittingConditions,
  SourceSummary,
} from './input'
import type {
  Basis,
  ComparedBy,
  ContextWeights,
  Details,
  Family,
  Ground,
  PeerGroupResult,
  Tier,
  Warning,
} from './outcome'
import type { Text } from './text'
import type { ReferenceUsed } from './told'

/**
 * What one detector says of one sitting. What is the same for all its signals stands once in `MonitorResult.detectors`
 * (`family`, `effectUnit`); what does not apply is absent or `null`.
 */
export interface Signal {
  readonly detector: string
  readonly outcome: 'measured' | 'notApplicable' | 'undecided' | 'failed'
  readonly value: number | null
  readonly unit?: string | null
  readonly effect?: number | null
  /** What p rests on where the common engine gave it; in a file without `judged` that is `value`. */
  readonly judged?: Basis['judged'] | null
  readonly variance?: Basis['variance'] | null
  readonly expected?: Basis['expected'] | null
  readonly se?: Basis['se'] | null
  readonly tau2?: Basis['tau2'] | null
  readonly df?: Basis['df'] | null
  readonly region?: NonNullable<Basis['region']> | null
  readonly p: number | null
  readonly n?: number | null
  /** Code of the reason where nothing was measured. */
  readonly reason?: string | null
  /** Parameters of its sentence, without those that the fields above say: `allDetails`. */
  readonly details?: Details | null
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
  /** How it was held; absent = no table tells it. */
  readonly conditions?: SittingConditions
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

/** A grade of a school in one year as a unit of evidence: its sittings share pupils and teachers. */
export interface CohortResult {
  readonly schoolId: string
  readonly grade: number | null
  readonly year: number | null
  /** Pupils of the largest sitting, over its classes; `null` where none is known. */
  readonly participants: number | null
  readonly tier: Tier
  /** Of its sittings together, supported by half of what the school's other grades say. */
  readonly p: number | null
  readonly q: number | null
  /** Of its own sittings alone. */
  readonly pAlone: number | null
  /** Of its own sittings, by kind of sign. */
  readonly families: Readonly<Record<string, number | null>>
  /** Positions in `MonitorResult.sittings`. */
  readonly sittings: readonly number[]
}

/** How far the p-values of this region's schools can be believed: a second opinion, by which nobody is listed or spared. */
export interface RegionBelief {
  /** Schools measured. */
  readonly schools: number
  /** p of a typical school (the median); about .5 where p-values are what they say. */
  readonly typical: number
  /** Share of the schools with p < .01. */
  readonly below: number
  /** Centre and spread of the schools' z-scores, told from their middle and their innocent side, drawn toward 0 and 1. */
  readonly centre: number
  readonly spread: number
  /** How rare a p of .01 is by that: .04 = four times as frequent as it says. */
  readonly rareAs: number
  /** Whether p-values are to be believed, are too small (more honest schools look odd), or too large (fewer do). */
  readonly verdict: 'asTheory' | 'tooSmall' | 'tooLarge'
  /** Schools listed for signs, and how many would be by the second opinion. */
  readonly listed: number
  readonly listedSecond: number
}

/** Where hardly anybody is listed for signs: the schools at the head of the order. They have no signs. */
export interface LookAtFirst {
  /** Ids, the most unusual first. */
  readonly schools: readonly string[]
  /** Share of such schools that manipulate in simulated districts of this size, with its 95 % interval. */
  readonly chance: number
  readonly low: number
  readonly high: number
  /** Those districts: schools in each, how many there were, and the share of all their schools that manipulate. */
  readonly simulated: { readonly schools: number; readonly regions: number; readonly manipulating: number }
}

/** Papers lifted over a cut-off, with a 95 % interval. */
export interface LiftedCount {
  /** The mark that they were lifted to; `null` = all marks together. */
  readonly mark: string | null
  readonly papers: number
  readonly low: number
  readonly high: number
  /** Papers of the tests that were looked at. */
  readonly of: number
}

/** How many papers were lifted over the cut-offs, against the smooth distribution of the region itself and not against peers. */
export interface LiftedPapers {
  /** By mark, and last all together; empty where no test could be looked at. */
  readonly region: readonly LiftedCount[]
  readonly tests: readonly { readonly assessment: string; readonly counts: readonly LiftedCount[] }[]
  /** Aligned with the schools; `null` = none of its tests could be looked at. */
  readonly schools: readonly (LiftedCount | null)[]
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
  /** Papers lifted over the cut-offs in all its sittings; `null` = none of its tests could be looked at. */
  readonly lifted: LiftedCount | null
  /** Standardised context as the peer groups saw it, missing values imputed; `null` where too little is known. */
  readonly context: readonly number[] | null
  /** In standard deviations from the mean of the region; `null` where nothing is known of the context. */
  readonly contextIndex: number | null
  /** What the lists of earlier years said of it, oldest first; absent = no such list examined it. */
  readonly earlier?: readonly EarlierYear[]
}

/** One sentence of the reasons, as data. Its code is one of ours, or the id of the detector whose finding it is. */
export interface Reason<Code extends string = ReasonCode | (string & {})> {
  readonly code: Code
  readonly details: Details
}

/** Who may be compared with whom, from a table of schools alone. */
export interface SchoolClusters extends Pick<MonitorResult, 'peers' | 'peerGroups' | 'warnings' | 'problems'> {
  readonly contextIndex: ContextWeights | null
  readonly schools: readonly Pick<
    SchoolResult,
    'schoolId' | 'name' | 'municipality' | 'peerGroup' | 'context' | 'contextIndex'
  >[]
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
  /** Items that lie far below comparable schools, sitting by sitting and where they are known class by class. */
  readonly items: readonly WeakItems[]
}

/** Items that a school, or a class of it, solves far worse than comparable schools. */
export interface WeakItems {
  /** Position in `MonitorResult.sittings`. */
  readonly sitting: number
  /** `null` = the sitting as a whole. */
  readonly class: string | null
  readonly participants: number
  /** The weakest first. */
  readonly weak: readonly WeakItem[]
}

export interface WeakItem {
  /** Position in the items of the assessment, from 0. */
  readonly item: number
  /** Mean shares 0..1 of the maximum: here, and in comparable schools. */
  readonly share: number
  readonly others: number
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
  /** `null` where no sitting was controlled. */
  readonly controlled: ControlledReport | null
}

/** What sittings under independent observers and central marking say of all the others. */
export interface ControlledReport {
  readonly sittings: number
  /** Controlled (`observed`) against all others (`unobserved`). */
  readonly effect: ObserverEffect
  /** Tests with enough controlled sittings: means in percent of the maximum score. */
  readonly means: readonly {
    readonly assessment: string
    /** Controlled sittings. */
    readonly controlled: number
    readonly mean: number
    /** The mean had all sittings been controlled, with its 95 % interval. */
    readonly corrected: number
    readonly low: number
    readonly high: number
  }[]
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
  readonly change: readonly Reason<ExplanationCode>[]
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
  readonly familyName: Text
  readonly question: Text
  readonly needs: readonly string[]
  /** Unit of the signals' `value`, and of their `effect`. */
  readonly unit: Text
  readonly effectUnit: Text
  readonly sources: readonly string[]
  readonly innocent: readonly Text[]
  /** The finding in one sentence; `{name}` stands for an entry of the signal's `details`. */
  readonly finding: Text
  /** What follows it where single papers are named by running number; absent = the detector names none. */
  readonly papers?: Text
  /** True where it also has a vote of its own, which the silence of other detectors cannot drown. */
  readonly ownVote?: boolean
  /** A sentence for each `reason` of its own for which nothing was measured; what all detectors say alike is not here. */
  readonly reasons: Readonly<Record<string, Text>>
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
    /** `null` with fewer than 20 schools measured. */
    readonly belief: RegionBelief | null
    /** Papers lifted over the cut-offs: by mark, and last all together; empty where no test could be looked at. */
    readonly lifted: readonly LiftedCount[]
    readonly liftedByTest: LiftedPapers['tests']
    /** `null` where nothing is known of context, or the schools do not differ. */
    readonly contextIndex: ContextWeights | null
    readonly warnings: readonly Warning[]
  }
  /** By what schools are compared (decision 2.1), in which way, and what was left out. */
  readonly peers: {
    readonly method: 'clusters' | 'neighbours' | 'given' | 'none'
    readonly comparedBy: readonly ComparedBy[]
    readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
    /** Schools that fit no group, with their kind; they are compared with the whole region. */
    readonly special: readonly { readonly schoolId: string; readonly kind: string }[]
  }
  /** Whose reference the schools were judged by, and where it did not fit; `null` = by none. */
  readonly reference: ReferenceUsed | null
  readonly peerGroups: readonly PeerGroupResult[]
  readonly assessments: readonly Assessment[]
  readonly detectors: readonly DetectorDescription[]
  readonly schools: readonly SchoolResult[]
  readonly sittings: readonly SittingResult[]
  /** Grades of schools, by school, year and grade. */
  readonly cohorts: readonly CohortResult[]
  readonly recheck: readonly RecheckEntry[]
  /** `null` where three schools or more are listed for signs. */
  readonly lookAtFirst: LookAtFirst | null
  readonly plan: RecheckPlan
  readonly support: readonly SupportEntry[]
  readonly fairness: readonly FairnessRow[]
  /** Data faults by school and sitting: to be mended, never evidence. */
  readonly toCorrect: readonly DataFault[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Warning[]
}
