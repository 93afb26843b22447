import { type Collector, type CollectorOptions, createCollector } from '../input/collecting/collector'
import { type PlannedFile, readPlan } from '../input/collecting/plan'
import { InputError, problem } from '../input/problems'
import type { FileMapping, Inspection, MonitorInput, Problem, TableName } from '../model'
import { DuckDb } from './engines/duckdb'
import { planFiles, stampsOf } from './plan'

/** Files of each table: a path, a folder, a pattern (`results/*.csv`), or several of them. */
export type TablePaths = { readonly [name in TableName]?: string | readonly string[] | undefined } & {
  /** Counted papers: what the queries of `objectivity-monitor sql` give. They may take the place of `results`. */
  readonly sittings?: string | readonly string[] | undefined
}

export interface ReadOptions extends CollectorOptions {
  /**
   * Who reads CSV files of papers: this package, or DuckDB where `@duckdb/node-api` is installed. The results are equal.
   * Parquet and databases of DuckDB are read by DuckDB in any case.
   */
  readonly engine?: 'builtin' | 'duckdb' | undefined
  /** Table of papers in a database file. */
  readonly tableName?: string | undefined
  /** What is known of the files better than by looking at them: `files` of `objectivity.json`. */
  readonly files?: readonly FileMapping[] | undefined
  /** True to call files by the shortest end of their paths that tells them apart. */
  readonly shortNames?: boolean | undefined
  /** Told what every file was taken for, before errors are thrown. */
  readonly onInspection?: ((files: readonly Inspection[]) => void) | undefined
  /** Told after every piece of a CSV file, and after every workbook, how many bytes of all files have been read. */
  readonly onProgress?: ((bytes: { readonly done: number; readonly total: number }) => void) | undefined
}

/**
 * Reads the tables of an authority from files: CSV in any usual encoding, XLSX or ODS; in pieces, no CSV is held in
 * memory. All files are looked at before the first is read: what a file of a folder is, its columns decide.
 *
 * @throws InputError with the problems of all files that cannot be read, or where no result can be used
 * @example
 * const input = await readTables({ results: ['ВПР 2021/*.xlsx'], schools: 'schools.csv' })
 * const result = monitor(input)
 */
export async function readTables(paths: TablePaths, options: ReadOptions = {}): Promise<MonitorInput> {
  const collector = createCollector(options)
  const errors: Problem[] = []
  const planned = await planFiles(paths, options, errors)
  const before = await stampsOf(planned.files)
  const engine = new Engine(collector, options)
  try {
    await readPlan(planned, collector, { onProgress: options.onProgress, reader: engine.reader }, errors)
  } finally {
    engine.close()
  }
  const after = await stampsOf(planned.files)
  for (const file of planned.files)
    if (before.get(file) !== after.get(file))
      errors.push(problem('fileChanged', { table: file.tables[0] ?? 'results', file: file.name }))
  options.onInspection?.(planned.inspections())
  if (errors.length > 0) throw new InputError(errors)
  return planned.named(collector.finish())
}

/**
 * Ids of the schools in tables of schools, sorted.
 *
 * @throws InputError
 */
export async function readSchoolIds(paths: readonly string[]): Promise<readonly string[]> {
  const collector = createCollector()
  const engine = new Engine(collector, {})
  try {
    const errors: Problem[] = []
    const plan = await planFiles({ schools: paths }, {}, errors)
    await readPlan(plan, collector, { reader: engine.reader }, errors)
    if (errors.length > 0) throw new InputError(errors)
  } finally {
    engine.close()
  }
  return collector.listedSchools()
}

/** Reads what this package leaves to DuckDB. It is opened with the first file that needs it. */
class Engine {
  private engine: DuckDb | null = null

  constructor(
    private readonly collector: Collector,
    private readonly options: ReadOptions,
  ) {}

  readonly reader = async (table: TableName, { path, looked, counted }: PlannedFile): Promise<boolean> => {
    const { tableName, engine } = this.options
    const asked = engine === 'duckdb' && table === 'results' && looked?.request.mappings.length === 0
    if (looked === null ? /\.json$/i.test(path) : !asked) return false
    this.engine ??= await DuckDb.open(table, path)
    return this.engine.feed(this.collector, table, path, { tableName, counted })
  }

  close(): void {
    this.engine?.close()
  }
}
