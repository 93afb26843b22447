import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { HIDDEN, TABLES } from '../input/collecting/file-names'
import { byCodeUnit } from '../input/text'
import type { TableName } from '../model'
import type { TablePaths } from './files'
import { expandPaths, tablesIn } from './paths'

/** A region of a country: its name, and the files that are its own. */
export interface Region {
  readonly name: string
  readonly tables: TablePaths
}

/** Files of a region's folder that are no results: their names begin with the name of their table. */
const NAMED: readonly (readonly [TableName | 'sittings', RegExp])[] = [
  ['schools', /^(?:schools|школы)/i],
  ['observers', /^(?:observers|наблюдатели)/i],
  ['assessments', /^(?:assessments|шкалы)/i],
  ['participation', /^(?:participation|участие)/i],
  ['rechecks', /^(?:rechecks|перепроверк)/i],
  ['earlier', /^(?:earlier|прежние)/i],
  ['codifier', /^(?:codifier|кодификатор)/i],
  ['sittings', /^(?:sittings|процедуры)/i],
]

/**
 * The regions that the given paths name: of a folder every file in it and every folder in it is a region; a file is one.
 *
 * @param onLink told the links in a folder, which are left alone: they may lead round in a circle
 * @returns in the order of their names
 * @throws InputError where a path names nothing
 * @throws SameRegionTwice where two paths give one name
 */
export async function findRegions(
  paths: readonly string[],
  onLink: (path: string) => void = () => undefined,
): Promise<Region[]> {
  const regions = new Map<string, Region>()
  const add = (region: Region): void => {
    if (regions.has(region.name)) throw new SameRegionTwice(region.name)
    regions.set(region.name, region)
  }
  for (const path of paths) {
    // Also says what is wrong where nothing is there.
    const files = await expandPaths(path, 'results')
    if (!(await isFolder(path))) {
      for (const file of files) add(ofFile(file))
      continue
    }
    for (const entry of await visible(path)) {
      const at = join(path, entry)
      if (await isLink(at)) onLink(at)
      else if (await isFolder(at)) add({ name: entry, tables: await tablesOf(at) })
      else if (files.includes(at)) add(ofFile(at))
    }
  }
  return [...regions.values()].sort((a, b) => byCodeUnit(a.name, b.name))
}

/** Two regions of one name: their files would overwrite each other. */
export class SameRegionTwice extends Error {
  override readonly name = 'SameRegionTwice'
  constructor(readonly region: string) {
    super(region)
  }
}

const ofFile = (file: string): Region => ({ name: basename(file, extname(file)), tables: { results: [file] } })

async function tablesOf(folder: string): Promise<TablePaths> {
  const tables: Partial<Record<TableName | 'sittings', string[]>> = {}
  for (const entry of await visible(folder)) {
    const [table] = NAMED.find(([, pattern]) => pattern.test(entry)) ?? ['results' as const]
    const at = join(folder, entry)
    if (await isLink(at)) continue
    // What is no table (a letter, a picture) lies there for people.
    const files = (await isFolder(at))
      ? (await tablesIn(at)).sort(byCodeUnit)
      : TABLES.test(entry) || /\.json$/i.test(entry)
        ? [at]
        : []
    if (files.length > 0) tables[table] = [...(tables[table] ?? []), ...files]
  }
  return tables
}

const visible = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => !HIDDEN.test(name)).sort(byCodeUnit)

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true

const isLink = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => null))?.isSymbolicLink() === true
