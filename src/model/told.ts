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
