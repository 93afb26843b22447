/** One region of a country: judged by itself, or kept from an earlier run on the same files with the same settings. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { MonitorInput, MonitorResult } from '../../model'
import { monitor } from '../../monitor'
import { digestOf } from '../../node/content'
import { besidesEdited } from '../../node/edited-documents'
import { expandPaths } from '../../node/paths'
import type { Region } from '../../node/regions'
import { writeTogether } from '../../node/write'
import type { FileToWrite } from '../../node/writing/write-together'
import { outputFiles } from '../../outputs'
import { harmlessJson } from '../../report/readable'
import { type RegionRow, regionRow } from '../../report/regions'
import { version } from '../../version'
import { TABLE_FLAGS } from '../arguments'
import { errorLines } from '../errors'
import type { Options } from '../options'
import { readPeers } from '../peers-file'
import { readSettled } from '../settled-file'
import { readNamedTables } from '../tables'

/** What a region leaves for the country: a row, and the ids of its schools that have results. */
export interface FinishedRegion {
  readonly row: RegionRow
  readonly schools: readonly string[]
}

export type RegionOutcome =
  | { readonly name: string; readonly kept: boolean; readonly finished: FinishedRegion }
  | { readonly name: string; readonly problem: string }

/** Beside the region's reports: what they were made from, and what the country needs of them. */
const FINISHED = 'region.json'

/**
 * @param options of the command; `tables` are those of the whole country, `out` is the folder of all regions
 */
export async function judgeRegion(region: Region, options: Options, digests: Digests): Promise<RegionOutcome> {
  const { name } = region
  const out = join(options.out!, name)
  try {
    const own = { ...options, quiet: true, tables: bothTables(region, options) }
    const key = await keyOf(own, digests)
    const earlier = await finishedEarlier(join(out, FINISHED), key)
    if (earlier !== null) return { name, kept: true, finished: earlier }
    const { result, rosters, input } = await judge(own, options)
    const finished = {
      row: regionRow(name, result, options.locale),
      schools: [...new Set(result.sittings.map((sitting) => sitting.schoolId))],
    }
    const made = outputFiles(result, { ...options, rosters, input }).map(
      ({ name, content }): FileToWrite => [name, content],
    )
    const { files } = await besidesEdited(out, made)
    await writeTogether(out, [...files, [FINISHED, () => `${harmlessJson(JSON.stringify({ key, finished }))}\n`]])
    return { name, kept: false, finished }
  } catch (error) {
    return { name, problem: errorLines(error, options.locale) }
  }
}

/** Tables of the country and of the region itself; results are the region's alone. */
function bothTables({ tables: own }: Region, { tables: country }: Options): Options['tables'] {
  const shared: Options['tables'] = { ...country, results: [], sittings: [] }
  const both = TABLE_FLAGS.map((table) => [table, [own[table] ?? [], shared[table] ?? []].flat()] as const)
  return Object.fromEntries(both.filter(([, paths]) => paths.length > 0))
}

async function judge(
  own: Options,
  { tables: country }: Options,
): Promise<{
  readonly result: MonitorResult
  readonly rosters: MonitorInput['rosters']
  readonly input: MonitorInput
}> {
  const settled = own.settled === null ? [] : readSettled(own.settled)
  const extensions = own.peers === null ? { settled } : { settled, peers: readPeers(own.peers) }
  const { rosters, ...input } = await readNamedTables(own, null, undefined, own.documents)
  const part = ownPart(input, country)
  return { result: monitor(part, own.settings, extensions), rosters, input: part }
}

/** Notes on rows of schools that have their results in another region. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'schoolsWithoutResults',
  'observersWithoutSitting',
  'participationWithoutSitting',
  'recheckWithoutSitting',
  'earlierWithoutResults',
])

/** Of tables of the whole country, the schools that have results here. */
function ownPart(input: MonitorInput, country: Options['tables']): MonitorInput {
  const here = new Set(input.sittings.map((sitting) => sitting.schoolId))
  const kept = <T>(table: keyof Options['tables'], rows: readonly T[], idOf: (row: T) => string): readonly T[] =>
    country[table] === undefined ? rows : rows.filter((row) => here.has(idOf(row)))
  return {
    ...input,
    schools: kept('schools', input.schools, ({ id }) => id),
    observers: kept('observers', input.observers, ({ schoolId }) => schoolId),
    rechecks: kept('rechecks', input.rechecks, ({ schoolId }) => schoolId),
    problems: input.problems.filter(({ code, table }) => !ELSEWHERE.has(code) || country[table] === undefined),
  }
}

/** Stands for everything that a region's reports depend on. */
async function keyOf(
  { tables, settings, locale, tableName, peers, settled }: Options,
  digests: Digests,
): Promise<string> {
  const files: [string, string, string][] = []
  for (const table of TABLE_FLAGS)
    for (const path of tables[table] ?? [])
      for (const file of await expandPaths(path, table === 'sittings' ? 'results' : table))
        files.push([table, basename(file), await remembered(digests, file)])
  const more = await Promise.all([peers, settled].map((file) => (file === null ? null : remembered(digests, file))))
  return createHash('sha256')
    .update(JSON.stringify([version, settings, locale, tableName ?? null, more, files]))
    .digest('hex')
}

/** Digests of files, each read once per command: several regions share the tables of the country. */
export type Digests = Map<string, Promise<string>>

function remembered(digests: Digests, file: string): Promise<string> {
  const known = digests.get(file) ?? digestOf(file)
  digests.set(file, known)
  return known
}

/** `null` where the region was not finished, or from other files or settings. */
async function finishedEarlier(file: string, key: string): Promise<FinishedRegion | null> {
  try {
    const earlier = JSON.parse(await readFile(file, 'utf8')) as { key: string; finished: FinishedRegion }
    return earlier.key === key ? earlier.finished : null
  } catch {
    return null
  }
}
