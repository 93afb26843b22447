import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Locale } from '../../model'
import { fill } from '../../words/format'
import { PLACED } from '../../words/workbench'
import { UsageError } from '../arguments'
import { writeNamedFile } from '../named-file'
import type { Shell } from '../shell'

export const WORKBENCH_FILE = 'workbench.html'

export interface WorkbenchOptions {
  /** Where the page is put; `null` = it stays where it is installed. */
  readonly out: string | null
  /** False to leave it closed. */
  readonly open: boolean
  readonly quiet: boolean
}

/** Puts the one-page workbench where it is wanted, and opens it. */
export async function workbench({ out, open, quiet }: WorkbenchOptions, locale: Locale, shell: Shell): Promise<number> {
  const installed = installedPage(dirname(fileURLToPath(import.meta.url)))
  const page = out === null ? installed : resolve(shell.cwd, out)
  if (page !== installed) await writeNamedFile(page, () => readFileSync(installed))
  if (open) (shell.open ?? openInBrowser)(page)
  const { opened, placed } = PLACED
  if (!quiet) shell.print(`${fill((open ? opened : placed)[locale], { file: page }, locale)}\n`)
  return 0
}

/** The built page lies beside the built program; the sources lie two folders deeper than the folder of both. */
function installedPage(from: string): string {
  for (const folder of [from, join(from, '..', '..', '..', 'dist')]) {
    const page = join(folder, WORKBENCH_FILE)
    if (existsSync(page)) return page
  }
  throw new UsageError('noWorkbench')
}

/** What opens a file by its kind, by platform. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  win32: ['cmd', '/c', 'start', '""'],
  darwin: ['open'],
}

/** Asks the system to open a page. Where it has no browser nothing happens: the place of the page is said in any case. */
function openInBrowser(page: string): void {
  const [program, ...before] = OPENERS[process.platform] ?? ['xdg-open']
  const opened = spawn(program, [...before, pathToFileURL(page).href], { stdio: 'ignore', detached: true })
  opened.on('error', () => undefined)
  opened.unref()
}
