/**
 * The contract of a detector: one question put to every sitting.
 *
 * `meta` declares what the detector needs; the runner (`run.ts`) hands over only the sittings that have it, answers
 * for the others (`notApplicable`, `undecided`), and contains a failure. `measure` is a pure function.
 */
import type { Assessment, Family, Need, ObserverStatus, Outcome, School, Sitting, Text } from '../../model'
import type { Settings } from '../../settings'

export interface DetectorMeta {
  /** The noun of the field, equal to the file name. */
  readonly id: string
  readonly family: Family
  /** `assessment`: sees the sittings of one assessment at a time; `region`: sees all of them together. */
  readonly scope: 'assessment' | 'region'
  readonly question: Text
  readonly needs: readonly Need[]
  /** Unit of `value`. */
  readonly unit: string
  /** Unit of `effect`: points, pupils, marks, ... */
  readonly effectUnit: string
  readonly sources: readonly string[]
  /** Innocent explanations to print with every finding. */
  readonly innocent: readonly Text[]
  /** The finding in one sentence; `{name}` stands for an entry of the outcome's `details`. */
  readonly finding: Text
  /** What follows it where single papers are named, by running number: in the files of sittings, not in the list of schools. */
  readonly papers?: Text
}

/** What a detector sees. All arrays are aligned with `sittings`. */
export interface DetectorView {
  /** Only sittings that have what `meta.needs` asks for and at least the minimum number of pupils. */
  readonly sittings: readonly Sitting[]
  readonly assessmentOf: readonly Assessment[]
  readonly schoolOf: readonly School[]
  readonly observerOf: readonly ObserverStatus[]
  /**
   * Positions (in `sittings`) of those with which a sitting may be compared, always of the same assessment. Members of
   * one cluster share one array, which then holds the sitting itself: leave it out when computing what is expected of it.
   */
  readonly peersOf: readonly (readonly number[])[]
  /** The whole region: positions of all sittings of the same assessment; one shared array per assessment. */
  readonly regionOf: readonly (readonly number[])[]
  /** Standardised context of the school, without missing values; empty where too little is known of it. */
  readonly contextOf?: readonly (readonly number[])[]
  readonly settings: Settings
}

export interface Detector {
  readonly meta: DetectorMeta
  /** Fewest pupils for a statement; below it the runner answers `undecided`. */
  readonly minimumPupils: (settings: Settings) => number
  /** One outcome per sitting of the view. Pure; inputs are frozen; must not throw on odd data. */
  readonly measure: (view: DetectorView) => readonly Outcome[]
}
