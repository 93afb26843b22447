import type { Locale, MonitorInput, MonitorResult } from '../../model'
import { inOneThread, prepare } from '../../monitor'
import { duckDbForParquet } from '../../node/engines/parquet'
import { writeFiles } from '../../node/write'
import { outputFiles } from '../../outputs'
import { type Reference, ReferenceMaker } from '../../reference'
import { jsonPieces } from '../../report/json'
import { warningText } from '../../report/sentences'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { checkPeersFit, readPeers, savedGroups, writeSavedPeers } from '../peers-file'
import { progressBar } from '../progress'
import { readReference, writeReference } from '../reference-file'
import { readSettled } from '../settled-file'
import type { Shell } from '../shell'
import { summaryText, understoodText } from '../summary'
import { readNamedTables } from '../tables'
import { withSecondThread } from '../two-threads/first'

/** The whole job. Returns the exit code. */
export async function run(options: Options, shell: Shell): Promise<number> {
  if (options.out === null && !options.json) throw new UsageError('missingOut')
  const { locale } = options
  const words = cliWords(locale)
  const note = (text: string): void => (options.quiet ? undefined : shell.note(`${text}\n`))
  const startedAt = shell.now()

  if (options.peers !== null && options.reference !== null) throw new UsageError('peersAndReference')
  const peers = options.peers === null ? null : readPeers(options.peers)
  const reference = options.reference === null ? null : readReference(options.reference)
  if (options.parquet) await duckDbForParquet()
  const settled = options.settled === null ? [] : readSettled(options.settled)
  note(words.notes.reading)
  const { rosters, ...input } = await readNamedTables(
    options,
    shell,
    undefined,
    options.documents && options.out !== null,
  )
  if (peers !== null) checkPeersFit(peers, options.peers!, input)
  const toSave = options.savePeers === null ? null : savedGroups(input.schools, options)
  note(fill(words.notes.measuring, { sittings: input.sittings.length, schools: input.schools.length }, locale))
  const bar = options.quiet ? null : progressBar(shell, locale)
  // Functions cannot be handed to another thread, nor does it hand on what it has learned.
  const maker = options.saveReference === null ? null : new ReferenceMaker()
  const threads = options.detectors.length > 0 || maker !== null ? 1 : options.threads
  const extensions = {
    settled,
    detectors: options.detectors,
    ...(peers === null ? {} : { peers }),
    ...(reference === null ? {} : { reference }),
    ...(bar === null ? {} : { onProgress: bar.show }),
  }
  const [result, files] = await withSecondThread(input, threads, shell.program, async (second) => {
    const job = prepare(input, options.settings, extensions, maker)
    for (const warning of job.idle) note(warningText(warning, [], locale))
    const measured = second === null ? inOneThread(job) : await second.conclude(job)
    bar?.end()
    const elapsedMs = shell.now().getTime() - startedAt.getTime()
    const result: MonitorResult = { ...measured, run: { startedAt: startedAt.toISOString(), elapsedMs } }

    if (toSave !== null) await writeSavedPeers(options.savePeers!, toSave)
    if (maker !== null)
      noteReference(await writeReference(maker, options, options.date ?? dayOf(startedAt)), options, note)
    if (options.out === null) return [result, []] as const
    note(fill(words.notes.writing, { out: options.out }, locale))
    const how = { ...options, rosters, input }
    const toMake = outputFiles(result, how)
    const files = await writeFiles(second?.making(toMake, result, how) ?? toMake, result, options.out, {
      ...how,
      onKept: (names) => note(fill(words.notes.editedKept, { files: names.length, names: names.join(', ') }, locale)),
    })
    return [result, files] as const
  })
  if (options.json) for (const piece of jsonPieces(result)) shell.print(piece)
  if (!options.quiet) tell(input, result, files, locale, options.json ? shell.note : shell.print)
  return enoughListed(result.recheck.length, options, shell) ? 1 : 0
}

/** Year-month-day where the run is. */
const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

function noteReference(made: Reference, { saveReference, locale }: Options, note: (text: string) => void): void {
  const { name, assessments, leftOut } = made
  const details = { file: saveReference!, name, tests: assessments.length, leftOut: leftOut.length }
  note(fill(cliWords(locale).reference.saved, details, locale))
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
