import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { stop } from '../input/problems'
import { byCodeUnit } from '../input/text'
import type { TableName } from '../model'

/** Names of files that may hold a table. */
export const TABLES = /\.(?:csv|tsv|txt|xlsx|xlsm|parquet)$/i
/** Names of files that nobody gave: hidden ones, and what Excel writes beside an open workbook. */
export const HIDDEN = /^(?:\.|~\$)/

/**
 * The files that a path names: itself; of a folder all tables in it and in its folders; of a pattern (`*`, `?`) all
 * that match. In the order of their names. Files that Excel keeps open (`~$...`) and hidden ones are left out.
 *
 * @throws InputError where nothing is found
 */
export async function expandPaths(path: string, table: TableName): Promise<string[]> {
  const entry = await stat(path).catch(() => null)
  if (entry?.isFile()) return [path]
  const files = entry?.isDirectory() ? await tablesIn(path) : /[*?]/.test(path) ? await matches(path) : []
  if (files.length > 0) return files.sort(byCodeUnit)
  return stop('fileNotFound', { table, file: path, found: entry === null ? null : 'CSV, XLSX: 0' })
}

/** All tables in a folder and in its folders; hidden files and those that Excel keeps open are left out. */
export async function tablesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && TABLES.test(entry.name) && !HIDDEN.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** A pattern, folder by folder; `*` and `?` do not cross folders. */
async function matches(pattern: string): Promise<string[]> {
  const parts = pattern.split(/[\\/]/)
  let found = [parts[0] === '' ? '/' : '']
  for (const [i, part] of parts.entries()) {
    if (part === '') continue
    const last = i === parts.length - 1
    const next: string[] = []
    for (const folder of found) {
      if (!/[*?]/.test(part)) next.push(folder === '' ? part : join(folder, part))
      else next.push(...(await namesIn(folder, part)))
    }
    found = last ? await onlyFiles(next) : next
  }
  return found
}

async function namesIn(folder: string, part: string): Promise<string[]> {
  const names = await readdir(folder === '' ? '.' : folder).catch(() => [])
  const wanted = new RegExp(
    `^${part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'iu',
  )
  return names.filter((name) => wanted.test(name) && !HIDDEN.test(name)).map((name) => join(folder, name))
}

async function onlyFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths)
    if ((await stat(path).catch(() => null))?.isFile() && basename(path) !== '') files.push(path)
  return files
}
