import { createReadStream } from 'node:fs'
import { READING_ORDER } from '../input/collect-tables'
import { type Collector, type CollectorOptions, createCollector } from '../input/collector'
import { CsvReader, findDelimiter } from '../input/csv'
import { detectEncoding } from '../input/encoding'
import { InputError, stop } from '../input/problems'
import type { MonitorInput, TableName } from '../model'

/** Files of each table: a path, or several. */
export type TablePaths = { readonly [name in TableName]?: string | readonly string[] | undefined } & {
  readonly results: string | readonly string[]
}

/** Bytes of a file that are looked at to find its encoding and delimiter. */
const FIRST = 256 * 1024

/**
 * Reads the tables of an authority from files, in pieces; no file is held in memory.
 *
 * @throws InputError where a file cannot be read, a required column is missing, or no result can be used
 * @example
 * const input = await readTables({ results: 'results.csv', schools: 'schools.csv' })
 * const result = monitor(input)
 */
export async function readTables(paths: TablePaths, options: CollectorOptions = {}): Promise<MonitorInput> {
  const collector = createCollector(options)
  for (const table of READING_ORDER) {
    const given = paths[table]
    for (const path of typeof given === 'string' ? [given] : (given ?? [])) await readFileInto(collector, table, path)
  }
  return collector.finish()
}

async function readFileInto(collector: Collector, table: TableName, file: string): Promise<void> {
  try {
    await readCsv(collector, table, file)
  } catch (error) {
    if (error instanceof InputError) throw error
    stop('unreadableFile', { table, file, found: (error as Error).message })
  }
}

async function readCsv(collector: Collector, table: TableName, file: string): Promise<void> {
  const pieces = createReadStream(file, { highWaterMark: FIRST }) as AsyncIterable<Uint8Array>
  let decoder: TextDecoder | null = null
  let reader: CsvReader | null = null
  let feed: ReturnType<Collector['table']> | null = null
  let headerSeen = false
  for await (const piece of pieces) {
    if (decoder === null || reader === null) {
      const { encoding } = detectEncoding(piece)
      decoder = new TextDecoder(encoding)
      const text = decoder.decode(piece, { stream: true })
      const delimiter = findDelimiter(text)
      const table_ = collector.table(table, { file, encoding, delimiter })
      feed = table_
      reader = new CsvReader(delimiter, { table, file }, (cells, row) => {
        if (headerSeen) table_.row(cells, row)
        else if (cells.some((cell) => cell.trim() !== '')) {
          headerSeen = true
          table_.header(cells, row)
        }
      })
      reader.push(text)
    } else reader.push(decoder.decode(piece, { stream: true }))
  }
  if (decoder === null || reader === null || feed === null) return stop('emptyTable', { table, file })
  reader.push(decoder.decode())
  reader.end()
  feed.end()
}
