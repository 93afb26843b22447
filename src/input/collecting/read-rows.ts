import { expectArguments, isByName } from '../../arguments-error'
import type { MonitorInput, Problem, Rows, TableName } from '../../model'
import { InputError, stop } from '../problems'
import { READING_ORDER } from './collect-tables'
import { type Collector, type CollectorOptions, createCollector } from './collector'
import { feedFile } from './file-feed'
import { cellText, fieldsOf } from './rows'

/** Rows as arrays of cells (the header among the first of them) or as objects; at once or as they come. */
export type RowsSource = Rows | AsyncIterable<object>

/** What is used of a `ReadableStream`: said here, so that programs without the types of the web can be checked too. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
    releaseLock(): void
  }
}

/** What is used of a `Blob` or `File`. */
export interface ByteBlob {
  readonly size: number
  readonly name?: string | undefined
  stream(): ByteStream
}

/** A file of the web: `File`, `Blob`, a stream of bytes, or bytes with a name. */
export type BytesSource = ByteBlob | ByteStream | { readonly name: string; readonly pieces: AsyncIterable<Uint8Array> }

export type TableSource = RowsSource | BytesSource
export type TableSources = { readonly [name in TableName]?: TableSource | readonly TableSource[] | undefined } & {
  readonly results: TableSource | readonly TableSource[]
}

/**
 * Reads tables from files of the web (`File`, `ReadableStream`) or from any iterable of rows; runs in a browser as well
 * as in Node. Files are read in pieces; rows are not kept.
 *
 * @throws ArgumentError for what are no sources by table, InputError with the problems of all files that cannot be read
 * @example
 * const input = await readRows({ results: fileInput.files[0], schools: rowsOfADatabase })
 */
export async function readRows(sources: TableSources, options: CollectorOptions = {}): Promise<MonitorInput> {
  expectArguments('readRows', { sources: [sources, isByName(sources), 'sources'] })
  const collector = createCollector(options)
  const errors: Problem[] = []
  for (const table of READING_ORDER)
    for (const [index, source] of listOf(sources[table]).entries())
      await gather(errors, () => feedSource(collector, table, source, `${table} ${index + 1}`))
  if (errors.length > 0) throw new InputError(errors)
  return collector.finish()
}

/** Runs a reading; the problems of a file that cannot be read wait until all files have been tried. */
export async function gather(errors: Problem[], read: () => Promise<void>): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    errors.push(...error.problems)
  }
}

/** One source or several. An array of rows is one source; an array of sources holds files or iterables. */
function listOf(given: TableSources[TableName]): readonly TableSource[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) return [given as TableSource]
  const first: unknown = given[0]
  const several = first !== undefined && (isBytes(first) || isRowsIterable(first))
  return several ? (given as readonly TableSource[]) : [given as RowsSource]
}

export function isBytes(source: unknown): source is BytesSource {
  return (
    typeof source === 'object' && source !== null && ('pieces' in source || 'stream' in source || 'getReader' in source)
  )
}

/** Rows, as against one row: an array of cells is a row, an array of arrays or objects are rows. */
function isRowsIterable(source: unknown): boolean {
  if (Array.isArray(source)) return typeof source[0] === 'object' && source[0] !== null
  return typeof source === 'object' && source !== null && (Symbol.iterator in source || Symbol.asyncIterator in source)
}

async function feedSource(
  collector: Collector,
  table: TableName,
  source: TableSource,
  fallbackName: string,
): Promise<void> {
  if (!isBytes(source)) return feedRows(collector, table, source)
  if ('pieces' in source) return feedFile(collector, table, source)
  const name = 'name' in source && typeof source.name === 'string' ? source.name : fallbackName
  return feedFile(collector, table, { name, pieces: piecesOf(source) })
}

export async function* piecesOf(source: ByteBlob | ByteStream): AsyncGenerator<Uint8Array> {
  const reader = ('getReader' in source ? source : source.stream()).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value!
  } finally {
    reader.releaseLock()
  }
}

async function feedRows(collector: Collector, table: TableName, rows: RowsSource): Promise<void> {
  const feed = collector.table(table)
  let columns: readonly string[] | null = null
  let number = 0
  for await (const row of rows) {
    number++
    if (Array.isArray(row)) {
      const place = number
      feed.row(
        row.map((cell, i) => cellText(cell, table, place, String(i + 1))),
        number,
      )
      continue
    }
    const fields = fieldsOf(row, table, columns === null ? number + 1 : number)
    if (columns === null) {
      columns = Object.keys(fields)
      feed.header(columns, number)
      number++
    }
    refuseNewColumns(Object.keys(fields), columns, table, number)
    feed.row(
      columns.map((name) => cellText(fields[name], table, number, name)),
      number,
    )
  }
  feed.end()
}

/** Rows that come one by one must all have the columns of the first: a later column would be lost in silence. */
function refuseNewColumns(
  names: readonly string[],
  columns: readonly string[],
  table: TableName,
  number: number,
): void {
  for (const name of names)
    if (!columns.includes(name)) stop('newColumn', { table, file: null, row: number, column: name })
}
