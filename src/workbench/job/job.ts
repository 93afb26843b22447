/** What the worker does: looks, reads, runs, compares, explains. Knows neither a page nor a worker. */
import { FILE_OPTIONS, fileOptionsSchema } from '../../cli/settings-file'
import { explainSchool } from '../../explain'
import { type Collector, createCollector } from '../../input/collecting/collector'
import type { LookedFile } from '../../input/collecting/look'
import { planGiven, readPlan } from '../../input/collecting/plan'
import { InputError } from '../../input/problems'
import {
  type FileMapping,
  LOCALES,
  type Locale,
  type MonitorInput,
  type MonitorResult,
  type Problem,
} from '../../model'
import { monitor } from '../../monitor'
import { type Office, type OutputOptions, outputFiles } from '../../outputs'
import { findPeers, savePeers } from '../../peers'
import { explanationSections } from '../../report/explain'
import { answerSentence, groundSentences } from '../../report/html/answer'
import { warningText } from '../../report/sentences'
import { parseSettings, type SettingsInput } from '../../settings'
import { checkedSettings, describeSettingsProblem, SettingsError } from '../../settings-error'
import type { AnswerView, FileView, Message, OutputView, Remark, Request, Section, Task } from '../protocol'
import { blobOf } from './blobs'
import { both, fileView, linesOf, remarkOf } from './file-view'
import { givenFile } from './given'
import { extensionsOf, LeftFileError } from './left'
import { zipOf } from './pack'
import { readView } from './read-view'
import { verified } from './verified'

/** The name under which the settings are spoken of. */
const SETTINGS_FILE = 'objectivity.json'

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What was read last, for the request after it. */
interface Known {
  /** Equal for equal files and equal reading. */
  readonly key: string
  readonly input: MonitorInput
  readonly files: readonly FileView[]
}

/** What was read, and with what it is to be computed. */
interface Looked {
  readonly input: MonitorInput | null
  readonly settings: SettingsInput
  readonly office: Office
}

/** Does one request after the other, and keeps what it has read and computed for the next. */
export function createJob(tell: (message: Message) => void, clock: Clock): (request: Request) => Promise<void> {
  let read: Known | null = null
  let result: MonitorResult | null = null
  /** Of the present result. */
  let basis: { readonly schools: MonitorInput['schools']; readonly settings: SettingsInput } | null = null

  return async (request) => {
    try {
      if (request.do === 'read') await look(request.task, request.whole)
      else if (request.do === 'run') await run(request.task, request.locale)
      else if (request.do === 'verify') await verify(request)
      else if (request.do === 'groups') keepGroups()
      else explain(request.schoolId)
    } catch (error) {
      tell({ is: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }

  /** @returns what was read, `null` where it was not to be; `null` alone where it was refused, which has been told */
  async function look(task: Task, whole: boolean): Promise<Looked | null> {
    const looked: LookedFile[] = []
    try {
      const { settings, mappings, office } = checkedOptions(task)
      const all = parseSettings(settings)
      const key = keyOf(task, mappings, all.grain)
      if (read?.key !== key) {
        read = null
        const { input, notes } = await readFiles(task, mappings, all.grain, whole, looked)
        const files = looked.map(fileView)
        if (input !== null) read = { key, input, files }
        else tell({ is: 'understood', files, remarks: notes.map(remarkOf), read: null })
      }
      const known = read as Known | null
      if (known !== null) tell({ is: 'understood', files: known.files, remarks: [], read: readView(known.input, all) })
      return { input: known?.input ?? null, settings, office }
    } catch (error) {
      const remarks = remarksOf(error)
      if (remarks === null) throw error
      tell({ is: 'refused', files: looked.length === 0 ? null : looked.map(fileView), remarks })
      return null
    }
  }

  async function readFiles(
    task: Task,
    files: readonly FileMapping[],
    grain: 'school' | 'class',
    whole: boolean,
    looked: LookedFile[],
  ): Promise<{ readonly input: MonitorInput | null; readonly notes: readonly Problem[] }> {
    const errors: Problem[] = []
    const total = task.files.reduce((sum, { file }) => sum + file.size, 0)
    let done = 0
    const onLooked = (file: LookedFile): void => {
      looked.push(file)
      done += task.files.find(({ path }) => path === file.source.path)?.file.size ?? 0
      tell({ is: 'looked', file: fileView(file) })
      tell({ is: 'progress', stage: 'looking', done, settled: 0, total })
    }
    const plan = await planGiven(task.files.map(givenFile), { files, shortNames: true, onLooked }, errors)
    if (errors.length > 0) throw new InputError(errors)
    if (!whole) return { input: null, notes: plan.notes }
    const collector: Collector = createCollector({ grain, rosters: true })
    const onProgress = seldom(clock, (bytes: { done: number; total: number }) =>
      tell({ is: 'progress', stage: 'reading', ...bytes, settled: 0 }),
    )
    await readPlan(plan, collector, { onProgress }, errors)
    if (errors.length > 0) throw new InputError(errors)
    return { input: plan.named(collector.finish()), notes: [] }
  }

  async function run(task: Task, locale: Locale): Promise<void> {
    const startedAt = clock.now()
    result = null
    let rosters: MonitorInput['rosters']
    const known = await look(task, true)
    if (known === null || known.input === null) return
    try {
      const onProgress = seldom(
        clock,
        (progress: { stage: 'peers' | 'detectors' | 'evidence'; done: number; settled: number }) =>
          tell({ is: 'progress', ...progress, total: 1 }),
      )
      const { rosters: of, ...input } = known.input
      rosters = of
      basis = { schools: input.schools, settings: known.settings }
      const extensions = await extensionsOf(task, input.schools)
      // All in one call, which lets go of what it needed on the way before the files are made.
      const measured = monitor(input, known.settings, { onProgress, ...extensions })
      const elapsedMs = clock.now() - startedAt
      result = { ...measured, run: { startedAt: new Date(startedAt).toISOString(), elapsedMs } }
    } catch (error) {
      const remarks = remarksOf(error)
      if (remarks === null) throw error
      tell({ is: 'refused', files: null, remarks })
      return
    }
    const outputs = await outputsOf(result, { locale, office: known.office, rosters, input: known.input })
    tell({ is: 'done', answer: answerOf(result, task, clock.now() - startedAt), outputs, locale })
    tell({ is: 'zip', zip: { name: 'objectivity.zip', file: await zipOf(outputs) } })
  }

  async function outputsOf(of: MonitorResult, options: OutputOptions): Promise<OutputView[]> {
    const files = outputFiles(of, options)
    const outputs: OutputView[] = []
    for (const { name, content } of files) {
      tell({ is: 'progress', stage: 'writing', done: outputs.length / files.length, settled: 0, total: 1 })
      outputs.push({ name, file: blobOf(name, await content()) })
    }
    return outputs
  }

  async function verify(request: Extract<Request, { do: 'verify' }>): Promise<void> {
    try {
      tell(await verified(request, new Date(clock.now()).toISOString().slice(0, 10)))
    } catch (error) {
      const remarks = remarksOf(error)
      if (remarks === null) throw error
      tell({ is: 'refused', files: null, remarks })
    }
  }

  function keepGroups(): void {
    if (basis === null) return
    const { schools, settings } = basis
    const saved = savePeers(findPeers(schools, parseSettings(settings)), schools)
    tell({ is: 'groups', groups: { name: 'peers.json', file: blobOf('peers.json', `${JSON.stringify(saved)}\n`) } })
  }

  function explain(schoolId: string): void {
    const explanation = result === null ? null : explainSchool(result, schoolId)
    if (result === null || explanation === null) return
    const of = result
    const said = new Map(LOCALES.map((locale) => [locale, explanationSections(explanation, of, locale)]))
    const sections = said.get('en')!.map(
      (_, i): Section => ({
        heading: both((locale) => said.get(locale)?.[i]?.heading ?? ''),
        lines: linesOf((locale) => said.get(locale)?.[i]?.lines ?? []),
      }),
    )
    tell({ is: 'explained', schoolId, sections })
  }
}

/** Options of `objectivity.json` as the command line takes them: the mapping apart, the budget among the settings. */
function checkedOptions({ options }: Task): Omit<Looked, 'input'> & { readonly mappings: readonly FileMapping[] } {
  const checked = checkedSettings(fileOptionsSchema, options, SETTINGS_FILE) as Readonly<Record<string, unknown>>
  const names: readonly string[] = FILE_OPTIONS
  const settings = Object.fromEntries(Object.entries(checked).filter(([name]) => !names.includes(name)))
  const { budget, files = [], office = {} } = checked as { budget?: number; files?: FileMapping[]; office?: Office }
  const recheck = settings.recheck as object | undefined
  return {
    settings: { ...settings, ...(budget === undefined ? {} : { recheck: { ...recheck, budget } }) } as SettingsInput,
    mappings: files,
    office,
  }
}

/** Equal for equal reading. */
const keyOf = ({ files }: Task, mappings: readonly FileMapping[], grain: string): string =>
  JSON.stringify([
    files.map(({ path, table, found, file }) => [path, table, found, file.size, (file as File).lastModified]),
    mappings,
    grain,
  ])

/** What was refused, in words; `null` for a defect of the program. */
function remarksOf(error: unknown): readonly Remark[] | null {
  if (error instanceof InputError) return error.problems.map(remarkOf)
  if (error instanceof SettingsError)
    return error.problems.map((problem) => ({
      severity: 'error',
      file: null,
      text: both((locale) => describeSettingsProblem(problem, locale)),
    }))
  if (error instanceof LeftFileError) return [{ severity: 'error', file: null, text: error.text }]
  return null
}

/** Milliseconds between two tellings of how far it has come. */
const EVERY = 100

function seldom<T>(clock: Clock, tell: (value: T) => void): (value: T) => void {
  let last = 0
  return (value) => {
    const now = clock.now()
    if (now - last < EVERY) return
    last = now
    tell(value)
  }
}

function answerOf(result: MonitorResult, { peers }: Task, elapsedMs: number): AnswerView {
  const warnings = [...result.warnings, ...result.region.warnings].map((warning) =>
    both((locale) => warningText(warning, result.detectors, locale)),
  )
  return {
    answer: both((locale) => answerSentence(result, locale)),
    grounds: linesOf((locale) => groundSentences(result, locale)),
    warnings: warnings.filter(({ ru }, i) => warnings.findIndex((other) => other.ru === ru) === i),
    schools: result.schools.map(({ schoolId: id, name, municipality }) => ({ id, name, municipality })),
    listed: result.recheck.length,
    papers: result.recheck.reduce((sum, { papersToRecheck }) => sum + papersToRecheck, 0),
    // Those of an earlier year are kept already.
    hasGroups: peers === null && result.peers.method === 'clusters' && result.reference === null,
    elapsedMs,
  }
}
