/**
 * The contract of a detector: one question put to every sitting. Everything about it stands in its own file, by
 * `defineDetector` (`define.ts`): what it asks and needs, what can be set, what it says, how it measures.
 *
 * `meta` declares what the detector needs; the runner (`run.ts`) hands over only the sittings that have it, answers
 * for the others (`notApplicable`, `undecided`), and contains a failure. `measure` is a pure function.
 */
import type * as z from 'zod'
import type {
  Assessment,
  Family,
  Need,
  ObserverStatus,
  Outcome,
  School,
  Sitting,
  Text,
  ToldCell,
  ToldTables,
} from '../../model'

export interface DetectorMeta<Id extends string = string> {
  /** The noun of the field, equal to the file name. */
  readonly id: Id
  /** Findings of one family count as one kind of sign: causes that show in one of its detectors show in the others. */
  readonly family: Family
  /** The family in words; of the built-in families it is known. */
  readonly familyName: Text
  /** `assessment`: sees the sittings of one assessment at a time; `region`: sees all of them together. */
  readonly scope: 'assessment' | 'region'
  readonly question: Text
  readonly needs: readonly Need[]
  /** Unit of `value`. */
  readonly unit: Text
  /** Unit of `effect`: points, pupils, marks, ... */
  readonly effectUnit: Text
  readonly sources: readonly string[]
  /** Innocent explanations to print with every finding. */
  readonly innocent: readonly Text[]
  /** The finding in one sentence; `{name}` stands for an entry of the outcome's `details`. */
  readonly finding: Text
  /** What follows it where pupils are spoken of, by running number or a few of them: in the files of sittings, not in the list of schools. */
  readonly papers?: Text
  /**
   * True where the manipulation it looks for moves nothing that other detectors see: it then also has a vote of its own,
   * which their silence cannot drown.
   */
  readonly ownVote?: boolean
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
  /** Id of the group that each sitting's school is in; `null` without one. */
  readonly groupOf?: readonly (string | null)[]
  /** What a bigger run has told: it stands in the place of what these sittings would tell (`tools/told.ts`). */
  readonly told?: ToldTables
  /** Is handed what these sittings tell, to be kept for smaller runs. */
  readonly keep?: (cell: ToldCell) => void
  /** Start of every random choice. */
  readonly seed: number
}

/** What can be set, by name: types made by `setting`. `minimumPupils` is looked at by the runner. */
export type OptionTypes = Readonly<Record<string, z.ZodType>>
/** The options as they were set. */
export type OptionsOf<T extends OptionTypes> = { readonly [K in keyof T]: z.output<T[K]> }

export interface Detector<Id extends string = string, T extends OptionTypes = OptionTypes> {
  readonly meta: DetectorMeta<Id>
  /**
   * Stand in the settings under `detectors.<id>`. Below `minimumPupils`, the fewest pupils for a statement, the runner
   * answers `undecided`; without that option every sitting with a pupil is measured.
   */
  readonly options: T
  /** A sentence for every `reason` that `measure` gives. */
  readonly reasons: Readonly<Record<string, Text>>
  /** One outcome per sitting of the view. Pure; inputs are frozen; must not throw on odd data. */
  measure(view: DetectorView, options: OptionsOf<T>): readonly Outcome[]
}
