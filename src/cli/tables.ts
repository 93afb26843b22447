/** Reading for the commands that work on tables. */
import { basename } from 'node:path'
import type { MonitorInput } from '../model'
import { readTables } from '../node/files'
import { parseSettings } from '../settings'
import { UsageError } from './arguments'
import type { Options } from './options'
import { readingProgress } from './reading'
import type { Shell } from './shell'

/**
 * Reads the tables that the options name. The result calls files by their names alone, so that equal files give equal
 * bytes wherever they lie; where two files share a name, their paths stay.
 *
 * @param shell told how far reading has come; `null` to be told nothing
 */
export async function readNamedTables(options: Options, shell: Shell | null): Promise<MonitorInput> {
  const { tables, settings, engine, tableName } = options
  if (tables.results === undefined && tables.sittings === undefined) throw new UsageError('missingResults')
  const onProgress = options.quiet || shell === null ? undefined : readingProgress(shell, options.locale)
  const input = await readTables(tables, { grain: parseSettings(settings).grain, engine, tableName, onProgress })
  const paths = Object.values(tables).flat()
  const names = paths.map((path) => basename(path))
  if (new Set(names).size < names.length) return input
  const named = <T extends { readonly file: string | null }>(entry: T): T => ({
    ...entry,
    file: entry.file === null ? null : basename(entry.file),
  })
  return { ...input, sources: input.sources.map(named), problems: input.problems.map(named) }
}
