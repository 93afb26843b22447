/** What the sittings of a run tell of honest schools, as numbers by name: what a detector learns from all of them. */

/** Lists of numbers by name, `detector.what`; what each holds: docs/reference.md. */
export type ToldNumbers = Readonly<Record<string, readonly number[]>>

/** What a bigger run has told, ready to be used by a smaller one. */
export interface ToldTables {
  /** By `Assessment.id`. */
  readonly assessments: Readonly<Record<string, ToldNumbers>>
  /** What all assessments tell together. */
  readonly region: ToldNumbers
}

/** Numbers on their way into a reference, with how many stand behind them. */
export interface ToldCell {
  /** `null` where all assessments tell it together. */
  readonly assessmentId: string | null
  readonly name: string
  readonly numbers: readonly number[]
  readonly schools: number
  readonly pupils: number
}

/** How the z-scores of honest sittings hang together, of all detectors that a run asked. */
export interface ToldDependence {
  /** Ids of the detectors, in the order of the lists. */
  readonly detectors: readonly string[]
  /** Correlation of detectors within a sitting, row by row. */
  readonly correlations: readonly number[]
  /** Per detector: correlation between any two sittings of a school, and how much higher between those of the same pupils. */
  readonly school: readonly number[]
  readonly cohort: readonly number[]
  /** Per detector: median of the z-scores, and the spread of their suspicious side. */
  readonly centre: readonly number[]
  readonly spread: readonly number[]
}

/** By whose reference a run judged, and what it could not judge by it. */
export interface ReferenceUsed {
  readonly name: string
  /** Year-month-day; `null` = not said. */
  readonly date: string | null
  readonly fingerprint: string
  /** Version of the program that made it. */
  readonly tool: string
  readonly schools: number
  readonly sittings: number
  readonly pupils: number
  /** Assessments judged by it, by `Assessment.id`. */
  readonly used: readonly string[]
  /** Assessments left to the run's own comparison, with the code of the reason. */
  readonly refused: readonly {
    readonly assessment: string
    readonly reason: string
    readonly found: string | null
    readonly expected: string | null
  }[]
  /** Detectors whose options differ from those of the reference. */
  readonly otherOptions: readonly string[]
  /** How detectors hang together there, by which the evidence was weighed. */
  readonly dependence: ToldDependence
}
