/** The files of a disk, as reading plans them. */
import { createReadStream } from 'node:fs'
import { READING_ORDER } from '../input/collecting/collect-tables'
import { type GivenFile, type Plan, type PlannedFile, planGiven } from '../input/collecting/plan'
import { gather } from '../input/collecting/read-rows'
import { unpackWith } from '../input/formats/zip'
import { InputError, problem } from '../input/problems'
import type { FileMapping, Inspection, Problem, TableName } from '../model'
import { digestOf, sizeOf, stampOf } from './content'
import { ENGINE_FILES } from './engines/duckdb'
import type { TablePaths } from './files'
import { besides, expandPaths, isFolderOrPattern, noFilesIn } from './paths'
import { NODE_UNPACKER } from './unpacker'

/** Bytes per piece. */
const PIECE = 256 * 1024

export interface PlanOptions {
  readonly files?: readonly FileMapping[] | undefined
  readonly shortNames?: boolean | undefined
}

/** Looks at all files. What cannot be read goes to `errors`. */
export async function planFiles(paths: TablePaths, options: PlanOptions, errors: Problem[]): Promise<Plan> {
  unpackWith(NODE_UNPACKER)
  const given = await givenFiles(paths, errors)
  const plan = await planGiven(given, options, errors)
  return { ...plan, notes: [...(await leftAlone(paths)), ...plan.notes] }
}

/** What a folder holds besides files, as notes. */
async function leftAlone(paths: TablePaths): Promise<Problem[]> {
  const notes: Problem[] = []
  for (const [table, of] of Object.entries(paths))
    for (const path of of === undefined ? [] : [of].flat())
      for (const file of await noFilesIn(path as string))
        notes.push(problem('linkLeftOut', { table: table === 'sittings' ? 'results' : (table as TableName), file }))
  return notes
}

/** Size and time of change of files, before they are looked at and after they have been read. */
export async function stampsOf(files: readonly PlannedFile[]): Promise<ReadonlyMap<PlannedFile, string>> {
  return new Map(await Promise.all(files.map(async (file) => [file, await stampOf(file.path)] as const)))
}

/**
 * What every file, or every file of a folder, is taken for. Nothing is read to its end.
 *
 * @throws InputError with the problems of the files that cannot be opened
 * @example
 * (await inspectFiles({ results: 'ВПР 2021' })).map(({ file, sheets }) => [file, sheets[0].tables[0]?.table])
 */
export async function inspectFiles(paths: TablePaths, options: PlanOptions = {}): Promise<readonly Inspection[]> {
  const errors: Problem[] = []
  const plan = await planFiles(paths, options, errors)
  if (errors.length > 0) throw new InputError(errors)
  return plan.inspections()
}

async function givenFiles(paths: TablePaths, errors: Problem[]): Promise<GivenFile[]> {
  const given: GivenFile[] = []
  const expand = async (
    table: TableName,
    of: string | readonly string[] | undefined,
    counted: boolean,
  ): Promise<void> => {
    for (const path of of === undefined ? [] : typeof of === 'string' ? [of] : of)
      await gather(errors, async () => {
        const found = await isFolderOrPattern(path)
        const more = await besides(path)
        const files = await expandPaths(path, table, more.length > 0)
        for (const file of [...files, ...more]) given.push(fileOf({ table, path: file, counted, found }))
      })
  }
  for (const table of READING_ORDER) {
    await expand(table, paths[table], false)
    if (table === 'results') await expand(table, paths.sittings, true)
  }
  return given
}

const fileOf = (given: Pick<GivenFile, 'table' | 'path' | 'counted' | 'found'>): GivenFile => ({
  ...given,
  asItIs: ENGINE_FILES.test(given.path) || (given.table === 'earlier' && /\.json$/i.test(given.path)),
  size: () => sizeOf(given.path),
  pieces: () => createReadStream(given.path, { highWaterMark: PIECE }),
  digest: () => digestOf(given.path),
})
