import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, parse as parsePath, relative, sep } from 'node:path'
import { HIDDEN, SETTINGS, TABLES } from '../input/collecting/file-names'
import { stop } from '../input/problems'
import { byCodeUnit } from '../input/text'
import type { TableName } from '../model'

/**
 * The files that a path names: itself; of a folder all tables in it and in its folders; of a pattern (`*`, `?`) all
 * that match. In the order of their names. Files that Excel keeps open (`~$...`) and hidden ones are left out.
 *
 * @throws InputError where nothing is found
 */
export async function expandPaths(path: string, table: TableName, mayBeEmpty = false): Promise<string[]> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || /[*?]/.test(path)) return null
    return stop('unreadableFile', { table, file: path, found: error.message })
  })
  if (entry?.isFile()) return [path]
  if (entry !== null && !entry.isDirectory())
    return stop('unreadableFile', { table, file: path, found: 'ENOTFILE: not a file' })
  const files = entry?.isDirectory() ? await tablesIn(path) : /[*?]/.test(path) ? await matches(path) : []
  if (files.length > 0 || mayBeEmpty) return files.sort(byCodeUnit)
  return stop('fileNotFound', { table, file: path, found: entry === null ? null : 'CSV, XLSX: 0' })
}

/** Whether a path may name several files. */
export async function isFolderOrPattern(path: string): Promise<boolean> {
  const entry = await stat(path).catch(() => null)
  return entry === null ? /[*?]/.test(path) : entry.isDirectory()
}

/** Files of a folder whose names do not look like tables: documents, old workbooks, archives. */
export async function besides(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => null)
  if (entry?.isDirectory() !== true) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((one) => one.isFile() && !TABLES.test(one.name) && !isHidden(path, one) && !SETTINGS.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort(byCodeUnit)
}

/** All tables in a folder and in its folders; hidden files and those that Excel keeps open are left out. */
export async function tablesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && TABLES.test(entry.name) && !isHidden(folder, entry))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Links, pipes and devices in a folder: they are left alone, for a link may lead round in a circle, and a pipe to no end. */
export async function noFilesIn(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => null)
  if (entry?.isDirectory() !== true) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((one) => !one.isFile() && !one.isDirectory() && !isHidden(path, one))
    .map((one) => join(one.parentPath, one.name))
    .sort(byCodeUnit)
}

/** Whether a file, or a folder on the way to it, is hidden: what a run has begun to write is no table of the user's. */
const isHidden = (folder: string, { parentPath, name }: Dirent): boolean =>
  relative(folder, join(parentPath, name))
    .split(sep)
    .some((part) => HIDDEN.test(part))

/** The path functions of a platform: `node:path`, or its `win32` in a test. */
export type PathFunctions = Pick<typeof import('node:path'), 'parse' | 'join'>
/** What is there: names in a folder (none where it cannot be read), and whether a path is a file. */
export interface Disk {
  readonly namesIn: (folder: string) => Promise<readonly string[]>
  readonly isFile: (path: string) => Promise<boolean>
}

const DISK: Disk = {
  namesIn: (folder) => readdir(folder).catch(() => []),
  isFile: async (path) => (await stat(path).catch(() => null))?.isFile() === true,
}

/**
 * The files that a pattern names, folder by folder; `*` and `?` do not cross folders. What stands before the first
 * folder stays as it is: `/`, `C:\` and `\\server\share\` are the roots of a path, and no folders of it.
 */
export async function matches(
  pattern: string,
  { parse, join: joined }: PathFunctions = { parse: parsePath, join },
  disk: Disk = DISK,
): Promise<string[]> {
  const { root } = parse(pattern)
  let found = [root]
  for (const part of pattern.slice(root.length).split(/[\\/]/)) {
    if (part === '') continue
    const next: string[] = []
    for (const folder of found) {
      const names = /[*?]/.test(part) ? await namesLike(part, folder === '' ? '.' : folder, disk) : [part]
      next.push(...names.map((name) => (folder === '' ? name : joined(folder, name))))
    }
    found = next
  }
  const files: string[] = []
  for (const path of found) if (await disk.isFile(path)) files.push(path)
  return files
}

async function namesLike(part: string, folder: string, { namesIn }: Disk): Promise<string[]> {
  const wanted = new RegExp(
    `^${part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'iu',
  )
  return (await namesIn(folder)).filter((name) => wanted.test(name) && !HIDDEN.test(name))
}
