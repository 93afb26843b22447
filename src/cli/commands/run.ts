import type { Locale, MonitorInput, MonitorResult } from '../../model'
import { prepare, takeAll } from '../../monitor'
import { writeReports } from '../../node/write'
import { jsonPieces } from '../../report/json'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { checkPeersFit, readPeers, savedGroups, writeSavedPeers } from '../peers-file'
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

  const peers = options.peers === null ? null : readPeers(options.peers)
  const settled = options.settled === null ? [] : readSettled(options.settled)
  note(words.notes.reading)
  const input = await readNamedTables(options, shell)
  if (peers !== null) checkPeersFit(peers, options.peers!, input)
  const toSave = options.savePeers === null ? null : savedGroups(input.schools, options)
  note(fill(words.notes.measuring, { sittings: input.sittings.length, schools: input.schools.length }, locale))
  const bar = options.quiet ? null : progressBar(shell, locale)
  // Functions cannot be handed to another thread.
  const threads = options.detectors.length > 0 ? 1 : options.threads
  const second = secondThread(input, threads, shell.program)
  const job = prepare(input, options.settings, {
    settled,
    detectors: options.detectors,
    ...(peers === null ? {} : { peers }),
    ...(bar === null ? {} : { onProgress: bar.show }),
  })
  const measured = job.conclude(second === null ? takeAll(job) : await second.share(job))
  bar?.end()
  const elapsedMs = shell.now().getTime() - startedAt.getTime()
  const result: MonitorResult = { ...measured, run: { startedAt: startedAt.toISOString(), elapsedMs } }

  if (toSave !== null) await writeSavedPeers(options.savePeers!, toSave)
  if (options.out !== null) note(fill(words.notes.writing, { out: options.out }, locale))
  const files = options.out === null ? [] : await writeReports(result, options.out, options)
  if (options.json) for (const piece of jsonPieces(result)) shell.print(piece)
  if (!options.quiet) tell(input, result, files, locale, options.json ? shell.note : shell.print)
  return enoughListed(result.recheck.length, options, shell) ? 1 : 0
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
