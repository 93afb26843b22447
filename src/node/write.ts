import { join, resolve } from 'node:path'
import type { MonitorResult, OutputFile } from '../model'
import { type OutputOptions, outputFiles } from '../outputs'
import { besidesEdited } from './edited-documents'
import { parquetFiles } from './engines/parquet'
import { type FileToWrite, type WritingOptions, writeTogether } from './writing/write-together'

export { OutputError } from './writing/output-error'
export { type EndedRun, writeTogether } from './writing/write-together'

/** How the files are written. */
export interface WriteOptions extends OutputOptions, Pick<WritingOptions, 'onEndedRun'> {
  /** True to write `signals`, `schools` and `cohorts` as Parquet too, where `@duckdb/node-api` is installed. */
  readonly parquet?: boolean | undefined
  /** Told which papers somebody had edited since they were written: they are kept under these names below the folder. */
  readonly onKept?: ((names: readonly string[]) => void) | undefined
}

/**
 * Writes all files of `docs/result.md` into a folder: all of them or none. They are written aside first and
 * moved in when every one is complete; if anything fails, what the folder held before is as it was. If the program is ended
 * meanwhile, the next writing finishes or removes what was begun. Other files in the folder are never touched; papers that
 * somebody has edited are kept in `documents/edited`.
 *
 * @returns the paths of the files
 * @throws OutputError where a file stands in the place of a folder, or a folder in the place of a file, another run is
 * writing into the folder, or the system refuses; InputError where `parquet` is asked for without DuckDB
 * @example
 * await writeReports(result, 'out', { locale: 'ru' }) // ['.../out/recheck.csv', ...]
 */
export async function writeReports(
  result: MonitorResult,
  directory: string,
  options: WriteOptions = {},
): Promise<readonly string[]> {
  return writeFiles(outputFiles(result, options), result, directory, options)
}

/** @param files of `outputFiles`, whoever makes them */
export async function writeFiles(
  files: readonly OutputFile[],
  result: MonitorResult,
  directory: string,
  { onEndedRun, onKept, parquet = false }: WriteOptions,
): Promise<readonly string[]> {
  const tables = parquet ? await parquetFiles(result) : []
  const all = [...files, ...tables].map(({ name, content }): FileToWrite => [name, content])
  const { files: toWrite, kept } = await besidesEdited(directory, all)
  const written = new Set(await writeTogether(directory, toWrite, { onEndedRun }))
  if (kept.length > 0) onKept?.(kept)
  return all.map(([name]) => join(resolve(directory), name)).filter((path) => written.has(path))
}
