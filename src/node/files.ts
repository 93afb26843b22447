import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { READING_ORDER } from '../input/collect-tables'
import { type Collector, type CollectorOptions, createCollector } from '../input/collector'
import { feedFile } from '../input/file-feed'
import { InputError, stop } from '../input/problems'
import { gather } from '../input/read-rows'
import type { MonitorInput, Problem, TableName } from '../model'
import { expandPaths } from './paths'

/** Files of each table: a path, a folder, a pattern (`results/*.csv`), or several of them. */
export type TablePaths = { readonly [name in TableName]?: string | readonly string[] | undefined } & {
  readonly results: string | readonly string[]
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
export async function readTables(paths: TablePaths, options: CollectorOptions = {}): Promise<MonitorInput> {
  const collector = createCollector(options)
  const errors: Problem[] = []
  for (const table of READING_ORDER) {
    const given = paths[table]
    if (given === undefined) continue
    const files: string[] = []
    for (const path of typeof given === 'string' ? [given] : given)
      await gather(errors, async () => void files.push(...(await expandPaths(path, table))))
    await gather(errors, () => refuseRepeated(table, files))
    for (const file of files) await gather(errors, () => readFile(collector, table, file))
  }
  if (errors.length > 0) throw new InputError(errors)
  return collector.finish()
}

async function readFile(collector: Collector, table: TableName, file: string): Promise<void> {
  try {
    await feedFile(collector, table, { name: file, pieces: createReadStream(file, { highWaterMark: PIECE }) })
  } catch (error) {
    if (error instanceof InputError || (error as NodeJS.ErrnoException).code === undefined) throw error
    stop('unreadableFile', { table, file, found: (error as Error).message })
  }
}

/** The same file given twice would count every paper twice. Only files of equal size are read for it. */
async function refuseRepeated(table: TableName, files: readonly string[]): Promise<void> {
  const bySize = new Map<number, string[]>()
  for (const file of files) {
    const size = await stat(file).then(
      (entry) => entry.size,
      () => -1,
    )
    if (size > 0) bySize.set(size, [...(bySize.get(size) ?? []), file])
  }
  for (const equal of bySize.values()) {
    if (equal.length < 2) continue
    const seen = new Map<string, string>()
    for (const file of equal) {
      const hash = createHash('sha256')
      for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array)
      const name = hash.digest('hex')
      const first = seen.get(name)
      if (first !== undefined) stop('sameFileTwice', { table, file, found: first })
      seen.set(name, file)
    }
  }
}
