/** Earlier runs that were ended while they wrote. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Locale } from '../model'
import { comingName } from '../node/writing/place'
import { settleEndedRun } from '../node/writing/write-together'
import { ENDED_RUNS } from '../words/files'
import { fill } from '../words/format'
import { DEMO_FOLDER, type Options } from './options'
import type { Shell } from './shell'
import { printable } from './text'

/** Finishes or removes what earlier runs have left where this command reads or writes, and says so. */
export function settleEndedRuns(command: string, options: Options, shell: Shell): void {
  const out = options.out ?? defaultFolder(command, shell)
  const files = [options.settled, options.savePeers, options.writeMapping].filter((file) => file !== null)
  const regions = command === 'country' && out !== null ? foldersIn(out) : []
  for (const folder of new Set([...(out === null ? [] : [out]), ...regions, ...files.map((file) => dirname(file))]))
    settleIn(folder, options.locale, shell)
}

function defaultFolder(command: string, { cwd }: Shell): string | null {
  if (command === 'demo') return join(cwd, DEMO_FOLDER)
  return command === 'explain' || command === 'verify' ? cwd : null
}

function settleIn(folder: string, locale: Locale, shell: Shell): void {
  const what = settleEndedRun(folder)
  if (what !== null) shell.note(`${printable(fill(ENDED_RUNS[what][locale], { path: folder }, locale))}\n`)
}

/** The folders in a folder, also those that were still being made when their run was ended. */
export function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    return entries.map(({ name }) => join(folder, comingName(name) ?? name))
  } catch {
    return [] // It is still to come; what is wrong with it is said where it is written to.
  }
}
