import { readFile as readText } from 'node:fs/promises'
import { feedRows, READING_ORDER } from '../input/collecting/collect-tables'
import { type Collector, type CollectorOptions, createCollector } from '../input/collecting/collector'
import { earlierRows } from '../input/collecting/earlier-rows'
import { feedLooked } from '../input/collecting/file-feed'
import { gather } from '../input/collecting/read-rows'
import { InputError, stop } from '../input/problems'
import type { FileMapping, Inspection, MonitorInput, MonitorResult, Problem, Row, TableName } from '../model'
import { DuckDb } from './engines/duckdb'
import { asProblem, type PlannedFile, planFiles } from './plan'

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
  for (const { code, ...place } of planned.notes) collector.note(code, place)
  const total = planned.files.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  let within = 0
  const reader = new FileReader(collector, options, (bytes) => {
    within += bytes
    options.onProgress?.({ done: before + within, total })
  })
  const read = new Set<PlannedFile>()
  try {
    for (const table of READING_ORDER)
      for (const file of planned.files.filter(({ tables }) => tables.includes(table))) {
        await gather(errors, () => reader.read(table, file))
        if (read.has(file)) continue
        read.add(file)
        before += file.size
        within = 0
        options.onProgress?.({ done: before, total })
      }
  } finally {
    reader.close()
  }
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
  const reader = new FileReader(collector, {}, () => undefined)
  try {
    const errors: Problem[] = []
    for (const file of (await planFiles({ schools: paths }, {}, errors)).files) await reader.read('schools', file)
    if (errors.length > 0) throw new InputError(errors)
  } finally {
    reader.close()
  }
  return collector.listedSchools()
}

/** Gives every file to the reader or to the engine. The engine is opened with the first file that needs it. */
class FileReader {
  private engine: DuckDb | null = null

  constructor(
    private readonly collector: Collector,
    private readonly options: ReadOptions,
    private readonly onBytes: (bytes: number) => void,
  ) {}

  async read(table: TableName, planned: PlannedFile): Promise<void> {
    const { tableName, engine } = this.options
    const { path, looked, counted } = planned
    if (looked === null || (engine === 'duckdb' && table === 'results' && looked.request.mappings.length === 0)) {
      if (/\.json$/i.test(path)) return readResult(this.collector, path)
      this.engine ??= await DuckDb.open(table, path)
      if (await this.engine.feed(this.collector, table, path, { tableName, counted })) return
    }
    await asProblem(table, planned.name, async () => {
      // A workbook is unpacked whole after its last byte: it has been read when all its rows are taken in, not before.
      const pieces = looked!.format === 'CSV' ? () => countedPieces(looked!.pieces(), this.onBytes) : looked!.pieces
      await feedLooked(this.collector, { ...looked!, pieces }, table)
    })
  }

  close(): void {
    this.engine?.close()
  }
}

async function* countedPieces(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    onBytes(piece.length)
  }
}

/** The result of an earlier run, as `result.json`. */
async function readResult(collector: Collector, file: string): Promise<void> {
  const text = await readText(file, 'utf8')
  let rows: Row[]
  try {
    rows = earlierRows(JSON.parse(text) as MonitorResult)
  } catch (error) {
    return stop('unreadableFile', { table: 'earlier', file, found: (error as Error).message })
  }
  const feed = collector.table('earlier', { file })
  feedRows(feed, rows)
}
