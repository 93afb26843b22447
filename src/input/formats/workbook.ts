/** A workbook as the rooms after it see it, whatever format it came in: sheets that are read row by row. */

/** What a cell was in the file; its text alone does not tell. Values of `SheetRow.kinds`. */
export const CELL = {
  empty: 0,
  text: 1,
  number: 2,
  /** A date; its text is year-month-day. */
  date: 3,
  /** A number shown with a percent sign; its text has the sign: `53.1%`. */
  percent: 4,
  boolean: 5,
  /** A formula that was saved without its value: its text is empty. */
  formulaWithoutValue: 6,
  /** `#N/A`, `#REF!`, ... */
  error: 7,
} as const

/** One row; valid only during the call. */
export interface SheetRow {
  /** Number as Excel shows it. */
  readonly number: number
  /** Texts by column, without empty cells at the end. Cells of white space only are empty. */
  readonly cells: readonly string[]
  /** `CELL` by column, at least as long as `cells`. */
  readonly kinds: Uint8Array
  /** True where the row is hidden in the sheet. */
  readonly hidden: boolean
}

/** A range of merged cells; rows as Excel shows them (from 1), columns from 0, both ends included. */
export interface MergedRange {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

export interface Sheet {
  readonly name: string
  /** Hidden or very hidden. */
  readonly hidden: boolean
  /** Merged ranges, in order of their first row, none over another. Known before any row is read. */
  merged(): Promise<readonly MergedRange[]>
  /**
   * Hands over the rows that hold something, in order; `false` from the callback ends the reading.
   *
   * @throws InputError where the sheet is broken or larger than any limit
   */
  rows(take: (row: SheetRow) => unknown): Promise<void>
  /**
   * What was typed into a cell that became a date and shows only two of its parts: `1.1` for a date shown as `1.1`,
   * `01.01` or `01.янв`, `1.13` for `янв.13`. `null` for whole dates and all other cells. Known for the first 200
   * rows, once `rows` has passed them.
   */
  shown?(row: number, column: number): string | null
}

export interface Workbook {
  readonly format: 'XLSX' | 'ODS'
  readonly sheets: readonly Sheet[]
}
