import type { ProblemCode, SourceSummary, TableKind, TableName } from '../../model'
import type { Layout } from '../headers/layouts'
import type { ProblemLog } from '../problems'

/** What is known of a file besides its rows. */
export interface SourceInfo {
  readonly file?: string | null | undefined
  readonly encoding?: string | null | undefined
  readonly delimiter?: string | null | undefined
  /** What the file's name or title says, for columns that the table does not have. */
  readonly context?: Context | undefined
  /** True where a file holds other sheets too: one that is no table of this kind is passed over, not an error. */
  readonly optional?: boolean | undefined
  /** True where every row must say how many equal papers it stands for (column `papers`). */
  readonly counted?: boolean | undefined
  /** False where an engine hands over rows that are already counted: then their numbers say nothing. */
  readonly numbered?: boolean | undefined
}
export interface Context {
  readonly subject?: string | null | undefined
  readonly grade?: number | null | undefined
  readonly year?: number | null | undefined
}

/** One file (or table of rows) while it is read: its counters, and what was understood of it. */
export class Source {
  kind: TableKind
  layout: Layout | null = null
  /** Papers, or rows of other tables, so far. */
  rows = 0
  /** Papers that the present row stands for. */
  weight = 1
  used = 0
  skipped = 0
  /** What the file's name, and before it a title, say of every row. */
  context: Context
  /** Highest score that a title names. */
  maxScore: number | null = null
  /** Levels of the items that a row above the header names. */
  itemLevel: readonly string[] | null = null
  setAsideRows = 0
  ignored: readonly string[] = []
  decimal: ',' | '.' | null = null

  constructor(
    readonly table: TableName,
    readonly info: SourceInfo,
    private readonly log: ProblemLog,
  ) {
    this.kind = table
    this.context = info.context ?? {}
  }

  get file(): string | null {
    return this.info.file ?? null
  }

  /** Sets the present row aside. Returns `false`, so that a reader can end with it. */
  setAside(
    code: ProblemCode,
    row: number,
    column: string | null,
    found: string | number | null,
    expected: string | null,
  ): false {
    this.setAsideRows += this.weight
    this.log.setAside(code, this.place(row, column, found, expected), this.weight)
    return false
  }

  note(
    code: ProblemCode,
    row: number | null,
    column: string | null,
    found: string | number | null,
    expected: string | null,
  ): void {
    this.log.note(code, this.place(row, column, found, expected), this.weight)
  }

  private place(row: number | null, column: string | null, found: string | number | null, expected: string | null) {
    const { table, file, info } = this
    return { table, file, row: info.numbered === false ? null : row, column, found, expected }
  }

  /** Remembers the decimal sign of a number that has one. */
  sawNumber(cell: string): void {
    if (this.decimal !== null) return
    if (cell.includes(',')) this.decimal = ','
    else if (cell.includes('.')) this.decimal = '.'
  }

  summary(): SourceSummary {
    const { subject = null, grade = null, year = null } = this.context
    const named = this.table === 'results' && (subject !== null || grade !== null || year !== null)
    return {
      table: this.table,
      file: this.file,
      kind: this.kind,
      layout: this.layout?.id ?? null,
      ...(this.layout === null ? {} : { layoutTitle: this.layout.title }),
      encoding: this.info.encoding ?? null,
      delimiter: this.info.delimiter ?? null,
      decimal: this.decimal,
      rows: this.rows,
      used: this.used,
      setAside: this.setAsideRows,
      ...(this.skipped > 0 ? { skipped: this.skipped } : {}),
      ...(named ? { context: { subject, grade, year } } : {}),
      ignoredColumns: this.ignored,
    }
  }
}

/** Reads the rows of one table after its header. */
export interface RowReader {
  /** `cells` is only valid during the call. */
  row(cells: readonly string[], row: number): void
  end(): void
}
