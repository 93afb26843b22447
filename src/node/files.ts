import { createReadStream } from 'node:fs'
import { readFile as readText } from 'node:fs/promises'
import { feedRows, READING_ORDER } from '../input/collecting/collect-tables'
import { type Collector, type CollectorOptions, createCollector } from '../input/collecting/collector'
import { earlierRows } from '../input/collecting/earlier-rows'
import { feedFile } from '../input/collecting/file-feed'
import { gather } from '../input/collecting/read-rows'
import { InputError, stop } from '../input/problems'
import type { MonitorInput, MonitorResult, Problem, Row, TableName } from '../model'
import { digestOf, sizeOf } from './content'
import { DuckDb, ENGINE_FILES } from './engines/duckdb'
import { expandPaths } from './paths'

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
  /** Told after every piece of a CSV file, and after every workbook, how many bytes of all files have been read. */
  readonly onProgress?: ((bytes: { readonly done: number; readonly total: number }) => void) | undefined
}

/** Bytes per piece. */
const PIECE = 256 * 1024

/**
 * Reads the tables of an authority from files: CSV in any usual encoding, or XLSX; in pieces, no CSV is held in memory.
 *
 * @throws InputError with the problems of all files that cannot be read, or where no result can be used
 * @example
 * const input = await readTables({ results: ['ВПР 2021/*.xlsx'], schools: 'schools.csv' })
 * const result = monitor(input)
 */
export async function readTables(paths: TablePaths, options: ReadOptions = {}): Promise<MonitorInput> {
  const collector = createCollector(options)
  const errors: Problem[] = []
  const plan: { readonly table: TableName; readonly file: string; readonly counted: boolean }[] = []
  for (const table of READING_ORDER) {
    const files: string[] = []
    const expand = async (given: string | readonly string[] = []): Promise<void> => {
      for (const path of typeof given === 'string' ? [given] : given)
        await gather(errors, async () => void files.push(...(await expandPaths(path, table))))
    }
    await expand(paths[table])
    const plain = files.length
    if (table === 'results') await expand(paths.sittings)
    await gather(errors, () => refuseRepeated(table, files))
    plan.push(...files.map((file, i) => ({ table, file, counted: i >= plain })))
  }
  const sizes = await Promise.all(plan.map(({ file }) => sizeOf(file)))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let before = 0
  let within = 0
  const reader = new FileReader(collector, options, (bytes) => {
    within += bytes
    options.onProgress?.({ done: before + within, total })
  })
  try {
    for (const [i, { table, file, counted }] of plan.entries()) {
      await gather(errors, () => reader.read(table, file, counted))
      before += sizes[i]!
      within = 0
      options.onProgress?.({ done: before, total })
    }
  } finally {
    reader.close()
  }
  if (errors.length > 0) throw new InputError(errors)
  return collector.finish()
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
    for (const path of paths)
      for (const file of await expandPaths(path, 'schools')) await reader.read('schools', file, false)
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

  /** @param counted true for files that must say how many papers a row stands for */
  async read(table: TableName, file: string, counted: boolean): Promise<void> {
    const { tableName, engine } = this.options
    if (ENGINE_FILES.test(file) || (engine === 'duckdb' && table === 'results')) {
      this.engine ??= await DuckDb.open(table, file)
      if (await this.engine.feed(this.collector, table, file, { tableName, counted })) return
    }
    await readFile(this.collector, table, file, counted, this.onBytes)
  }

  close(): void {
    this.engine?.close()
  }
}

async function readFile(
  collector: Collector,
  table: TableName,
  file: string,
  counted: boolean,
  onBytes: (bytes: number) => void,
): Promise<void> {
  try {
    if (table === 'earlier' && /\.json$/i.test(file)) return await readResult(collector, file)
    const stream = createReadStream(file, { highWaterMark: PIECE })
    // A workbook is unpacked whole after its last byte: it has been read when all its rows are taken in, not before.
    const pieces = /\.xlsx$/i.test(file) ? stream : countedPieces(stream, onBytes)
    await feedFile(collector, table, { name: file, pieces, counted })
  } catch (error) {
    if (error instanceof InputError || (error as NodeJS.ErrnoException).code === undefined) throw error
    stop('unreadableFile', { table, file, found: (error as Error).message })
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

/** The same file given twice would count every paper twice. Only files of equal size are read for it. */
async function refuseRepeated(table: TableName, files: readonly string[]): Promise<void> {
  const bySize = new Map<number, string[]>()
  for (const file of files) {
    const size = await sizeOf(file)
    if (size > 0) bySize.set(size, [...(bySize.get(size) ?? []), file])
  }
  for (const equal of bySize.values()) {
    if (equal.length < 2) continue
    const seen = new Map<string, string>()
    for (const file of equal) {
      const name = await digestOf(file)
      const first = seen.get(name)
      if (first !== undefined) stop('sameFileTwice', { table, file, found: first })
      seen.set(name, file)
    }
  }
}
