import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { expandPaths } from '../../node/paths'
import { writeTogether } from '../../node/write'
import { verifyRechecks } from '../../verify/outcomes'
import { type SettledCase, settledCases } from '../../verify/settled'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { problemsText } from '../problems'
import { readResult } from '../result-file'
import { keepSettled } from '../settled-file'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { readRechecks, verificationFiles, verificationJson, verificationText } from '../verification'

/** How well an earlier list did, from the rechecks that came back. */
export async function verify(options: Options, shell: Shell): Promise<number> {
  const { locale } = options
  const files = options.tables.rechecks
  if (files === undefined) throw new UsageError('missingRechecks')
  const folder = options.out ?? shell.cwd
  const result = readResult(folder)
  const tables = await tablesOfRechecks(files)
  const sources = tables.map((file) => ({ name: basename(file), pieces: createReadStream(file) }))
  const { rechecks, problems } = await readRechecks(sources, result)
  const verification = verifyRechecks(result, rechecks)
  const written = await writeTogether(
    folder,
    verificationFiles(verification, result, locale).map(({ name, content }) => [name, content]),
  )
  if (options.json) shell.print(verificationJson(verification))
  else if (!options.quiet)
    shell.print(`${verificationText(verification, result, locale)}\n${filesText(written, locale)}`)
  if (!options.quiet && problems.length > 0) shell.note(problemsText(problems, locale))
  if (options.settled !== null) await keep(options.settled, settledCases(result, verification, dayOf(options, shell)))
  return 0

  async function keep(file: string, fresh: readonly SettledCase[]): Promise<void> {
    const cases = await keepSettled(file, fresh)
    if (!options.quiet)
      shell.note(`${fill(cliWords(locale).notes.settledKept, { cases, out: basename(file) }, locale)}\n`)
  }
}

/** The day of the recheck: as given, else the day on which its outcome is entered. */
const dayOf = ({ date }: Options, shell: Shell): string => date ?? shell.now().toISOString().slice(0, 10)

/** Files, patterns and folders; of a folder those that the experts were given, where there are any. */
async function tablesOfRechecks(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const files = await expandPaths(path, 'rechecks')
      const given = files.filter((file) => /^rechecks-/.test(basename(file)))
      return given.length > 0 ? given : files
    }),
  )
  return [...new Set(found.flat())]
}
