import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cliWords } from '../../words/cli'
import { TABLE_FLAGS, UsageError } from '../arguments'
import { DEMO_FOLDER, type Options } from '../options'
import type { Shell } from '../shell'
import { run } from './run'

/** A complete run on the region that comes with the package. */
export async function demo(options: Options, shell: Shell): Promise<number> {
  const tables = demoTables()
  if (!options.quiet) shell.note(`${cliWords(options.locale).demo}\n`)
  const out = options.json ? options.out : (options.out ?? resolve(shell.cwd, DEMO_FOLDER))
  return run({ ...options, tables, out }, shell)
}

/** Files of the region by table: `fixtures/region/<table>*.csv`. */
function demoTables(): Options['tables'] {
  const folder = regionFolder(dirname(fileURLToPath(import.meta.url)))
  const files = readdirSync(folder).toSorted()
  return Object.fromEntries(
    TABLE_FLAGS.flatMap((table) => {
      const own = files.filter((file) => file.startsWith(table) && /\.(csv|xlsx)$/.test(file))
      return own.length === 0 ? [] : [[table, own.map((file) => join(folder, file))]]
    }),
  )
}

/** The sources and the built package lie at different depths below the folder that holds `fixtures`. */
function regionFolder(from: string): string {
  const folder = join(from, 'fixtures', 'region')
  if (existsSync(folder)) return folder
  const parent = dirname(from)
  if (parent === from) throw new UsageError('noDemo')
  return regionFolder(parent)
}
