import type {
  FileMapping,
  ObserverSummary,
  ProblemCode,
  SourceNames,
  SourceSummary,
  TableKind,
  TableName,
} from '../../model'
import { described, discreet } from '../discreet'
import type { MergedRange } from '../formats/workbook'
import type { Understood } from '../headers/inspect-sheet'
import type { Layout } from '../headers/layouts'
import type { ProblemLog } from '../problems'
import type { NamesOfSource } from './join-schools'
import { identityOf, type SchoolEntry } from './registry'

/** What is known of a file besides its rows. */
export interface SourceInfo {
  readonly file?: string | null | undefined
  readonly encoding?: string | null | undefined
  readonly delimiter?: string | null | undefined
  /** What the file's name or title says, for columns that the table does not have. */
  readonly context?: Context | undefined
  /** True where a file holds other sheets too: one that is no table of this kind is passed over, not an error. */
  readonly optional?: boolean | undefined
  /** Where the file lies, where `file` is only the name that is shown: folders may speak of it. */
  readonly path?: string | null | undefined
  readonly sheet?: string | null | undefined
  /** Merged ranges of the sheet. */
  readonly merged?: readonly MergedRange[] | undefined
  /** What the user says of the tables of the sheet. */
  readonly mappings?: readonly FileMapping[] | undefined
  /** What the table is, where it has been looked at before. */
  readonly understood?: Understood | undefined
  /** Told of every further table that is met in the sheet. */
  readonly onTable?: ((understood: Understood) => void) | undefined
  /** True where every row must say how many equal papers it stands for (column `papers`). */
  readonly counted?: boolean | undefined
  /** False where an engine hands over rows that are already counted: then their numbers say nothing. */
  readonly numbered?: boolean | undefined
}
export interface Context {
  readonly subject?: string | null | undefined
  readonly grade?: number | null | undefined
  readonly year?: number | null | undefined
  /** Class of all rows, where no column names it. */
  readonly className?: string | null | undefined
  /** True where the codes of the pupils begin with their grade, and nothing else names it. */
  readonly gradeFromCodes?: boolean | undefined
  /** True where class and code name the pupils' own grade, one above that of the test. */
  readonly gradeOneBelow?: boolean | undefined
}

/** One file (or table of rows) while it is read: its counters, and what was understood of it. */
/** Problems in which a school is found, by its own code or name. */
const OF_SCHOOLS: ReadonlySet<ProblemCode> = new Set(['schoolNameNotKnown', 'schoolAmbiguous', 'recheckWithoutSitting'])

function discreetly(code: ProblemCode, found: string | number | null): string | number | null {
  if (typeof found !== 'string') return found
  return code === 'duplicatePaper' || code === 'rowShifted' ? described(found.trim()) : discreet(found)
}

export class Source {
  kind: TableKind
  understood: Understood | null = null
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
  /** The row right above the header, where it may group the columns. */
  above: readonly string[] | null = null
  /** What became of the names by which the table calls its schools. */
  names: NamesOfSource | null = null
  observers: ObserverSummary | null = null
  /** Schools of the table that an earlier table describes too. */
  joinedSchools = 0

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
    this.log.setAside(code, this.place(code, row, column, found, expected), this.weight)
    return false
  }

  note(
    code: ProblemCode,
    row: number | null,
    column: string | null,
    found: string | number | null,
    expected: string | null,
  ): void {
    this.log.note(code, this.place(code, row, column, found, expected), this.weight)
  }

  private place(
    code: ProblemCode,
    row: number | null,
    column: string | null,
    found: string | number | null,
    expected: string | null,
  ) {
    const { table, file, info } = this
    return {
      table,
      file,
      row: info.numbered === false ? null : row,
      column,
      found: this.isOfPupils && row !== null && !OF_SCHOOLS.has(code) ? discreetly(code, found) : found,
      expected,
    }
  }

  /** Whether the cells of a row may hold the code of a pupil. */
  private get isOfPupils(): boolean {
    return this.kind === 'pupils' || this.kind === 'rechecks'
  }

  /** The present row is no data: a total, a signature. */
  passOver(): void {
    this.rows--
    this.skipped++
  }

  /** The known name nearest to one that was not found, or the ids of the schools that it may be. */
  nearestName(school: SchoolEntry): string | null {
    const several = this.names?.ambiguous.find(({ name }) => name === school)
    if (several !== undefined) return several.schools.map(({ id }) => id).join(', ')
    return this.names?.notFound.find(({ name }) => name === school)?.nearest ?? null
  }

  /** True where the name can be of several schools. */
  isAmbiguous(school: SchoolEntry): boolean {
    return this.names?.ambiguous.some(({ name }) => name === school) === true
  }

  private namesSummary(): SourceNames | null {
    if (this.names === null) return null
    const { found, ambiguous, notFound } = this.names
    return {
      found: found.map(({ name, school, exact }) => ({ name: name.id, schoolId: identityOf(school).id, exact })),
      ambiguous: ambiguous.map(({ name, schools }) => ({
        name: name.id,
        schoolIds: schools.map((s) => identityOf(s).id),
      })),
      notFound: notFound.map(({ name, nearest }) => ({ name: name.id, nearest })),
    }
  }

  /** Remembers the decimal sign of a number that has one. */
  sawNumber(cell: string): void {
    if (this.decimal !== null) return
    if (cell.includes(',')) this.decimal = ','
    else if (cell.includes('.')) this.decimal = '.'
  }

  summary(): SourceSummary {
    const { subject = null, grade = null, year = null } = this.context
    const names = this.namesSummary()
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
      ...(names === null ? {} : { names }),
      ...(this.joinedSchools > 0 ? { joinedSchools: this.joinedSchools } : {}),
      ...(this.observers === null ? {} : { observers: this.observers }),
    }
  }
}

/** Reads the rows of one table after its header. */
export interface RowReader {
  /** `cells` is only valid during the call. */
  row(cells: readonly string[], row: number): void
  /** Told of a row that was set aside before it was read: as far as it names its sitting, that lacks a paper. */
  unread?(cells: readonly string[], code: ProblemCode): void
  end(): void
}
