/** What is known of a school's context: variables, and how their values are made comparable. */

/** `count`: a quantity from 0 up with a long tail, compared on the log scale: pupils, but also a distance or an area. */
export type VariableKind = 'share' | 'count' | 'number' | 'ordered' | 'category' | 'yesNo'

export interface ContextVariable {
  /** A concept's id, or the header of a column that no rule knows. */
  readonly name: string
  /** Headers of the columns that it is made of. */
  readonly columns: readonly string[]
  readonly kind: VariableKind
  /** Shares: 1 where the column runs 0..1, 100 where it holds percent; 1 for every other kind. */
  readonly unit: 1 | 100
  /** Levels of a category, in the order of meaning (`ordered`) or of code units; `['no', 'yes']` for yes/no; else empty. */
  readonly levels: readonly string[]
  readonly weight: number
  /** One per school: the number in the user's unit, or the position in `levels`; NaN where nothing is known. */
  readonly values: Float64Array
}

/** A variable without its values: what is needed to read it again. */
export type KnownVariable = Omit<ContextVariable, 'values'>

/** How one variable becomes columns; plain data, so that it can be saved and applied to new schools. */
export interface Encoder {
  readonly variable: string
  readonly kind: VariableKind
  readonly unit: 1 | 100
  readonly levels: readonly string[]
  /** Location and scale of the transformed value (numbers and ordered categories); 0 and 1 otherwise. */
  readonly centre: number
  readonly scale: number
  readonly weight: number
  /** First column of the variable and how many it has. */
  readonly column: number
  readonly columns: number
}
