/** Reading for the commands that work on tables. */
import type { Inspection, MonitorInput } from '../model'
import { readTables } from '../node/files'
import { parseSettings } from '../settings'
import { UsageError } from './arguments'
import type { Options } from './options'
import { readingProgress } from './reading'
import type { Shell } from './shell'

/**
 * Reads the tables that the options name. The result calls files by the shortest ends of their paths that tell them
 * apart, mostly their names alone, so that equal files give equal bytes wherever they lie.
 *
 * @param shell told how far reading has come; `null` to be told nothing
 * @param onInspection told what every file was taken for
 * @param rosters true to keep who wrote which paper, for the tables of the experts
 */
export async function readNamedTables(
  options: Options,
  shell: Shell | null,
  onInspection?: (files: readonly Inspection[]) => void,
  rosters = false,
): Promise<MonitorInput> {
  const { tables, settings, detectors, engine, tableName, files } = options
  if (tables.results === undefined && tables.sittings === undefined) throw new UsageError('missingResults')
  const onProgress = options.quiet || shell === null ? undefined : readingProgress(shell, options.locale)
  const { grain } = parseSettings(settings, detectors)
  return readTables(tables, { rosters, grain, engine, tableName, files, shortNames: true, onInspection, onProgress })
}
