import { writeFileSync } from 'node:fs'
import type { Locale, MonitorInput, MonitorResult } from '../../model'
import { prepare, takeAll } from '../../monitor'
import { writeReports } from '../../node/write'
import { findPeers, savePeers } from '../../peers'
import { jsonPieces } from '../../report/json'
import { parseSettings } from '../../settings'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { readPeers } from '../peers-file'
import { progressBar } from '../progress'
import { secondThread } from '../second-thread'
import { readSettled } from '../settled-file'
import type { Shell } from '../shell'
import { summaryText, understoodText } from '../summary'
import { readNamedTables } from '../tables'

/** The whole job. Returns the exit code. */
export async function run(options: Options, shell: Shell): Promise<number> {
  if (options.out === null && !options.json) throw new UsageError('missingOut')
  const { locale } = options
  const words = cliWords(locale)
  const note = (text: string): void => (options.quiet ? undefined : shell.note(`${text}\n`))
  const startedAt = shell.now()

  note(words.notes.reading)
  const input = await readNamedTables(options, shell)
  note(fill(words.notes.measuring, { sittings: input.sittings.length, schools: input.schools.length }, locale))
  const peers = options.peers === null ? null : readPeers(options.peers)
  const settled = options.settled === null ? [] : readSettled(options.settled)
  const bar = options.quiet ? null : progressBar(shell, locale)
  const second = secondThread(input, options.threads, shell.program)
  const job = prepare(input, options.settings, {
    settled,
    ...(peers === null ? {} : { peers }),
    ...(bar === null ? {} : { onProgress: bar.show }),
  })
  const measured = job.conclude(second === null ? takeAll(job) : await second.share(job))
  bar?.end()
  const elapsedMs = shell.now().getTime() - startedAt.getTime()
  const result: MonitorResult = { ...measured, run: { startedAt: startedAt.toISOString(), elapsedMs } }

  if (options.savePeers !== null) writePeers(options.savePeers, input, options)
  if (options.out !== null) note(fill(words.notes.writing, { out: options.out }, locale))
  const files = options.out === null ? [] : await writeReports(result, options.out, { locale })
  if (options.json) for (const piece of jsonPieces(result)) shell.print(piece)
  if (!options.quiet) tell(input, result, files, locale, options.json ? shell.note : shell.print)
  return enoughListed(result.recheck.length, options, shell) ? 1 : 0
}

function writePeers(path: string, input: MonitorInput, options: Options): void {
  try {
    writeFileSync(path, `${JSON.stringify(savePeers(findPeers(input.schools, parseSettings(options.settings))))}\n`)
  } catch (error) {
    throw new UsageError('unreadable', { file: path }, error)
  }
}

function tell(
  input: MonitorInput,
  result: MonitorResult,
  files: readonly string[],
  locale: Locale,
  print: (text: string) => void,
): void {
  print(`\n${understoodText(input.sources, locale)}\n${summaryText(result, files, locale)}`)
}

/** True, and said, where `--fail-on-recheck` was asked to stop at so many schools. */
export function enoughListed(count: number, { failOnRecheck, locale }: Options, shell: Shell): boolean {
  if (failOnRecheck === null || count < failOnRecheck) return false
  shell.note(`${fill(cliWords(locale).fail, { count, limit: failOnRecheck }, locale)}\n`)
  return true
}
