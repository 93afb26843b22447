/** The session of the workbench: files, what they are taken for, settings, state. Knows no page; a worker does the work. */
import { HIDDEN, nameOf, SETTINGS, shortNames, TABLES } from '../input/collecting/file-names'
import { namesFile } from '../input/headers/mapping'
import { byCodeUnit } from '../input/text'
import type { FileMapping, Locale, TableName, Text } from '../model'
import { type Change, forget, mend, type Place } from './mapping'
import type {
  AnswerView,
  FileView,
  Message,
  OutputView,
  ReadView,
  Remark,
  Request,
  Section,
  Stage,
  Task,
  WorkFile,
} from './protocol'
import { TimeLeft } from './time-left'

/** The words by which other files of this program are told (`src/reference`, `src/peers`, which the page need not hold). */
const FORMATS = { reference: 'objectivity-monitor/reference', peers: 'objectivity-monitor/peers' } as const

export type State = 'idle' | 'reading' | 'understood' | 'running' | 'done' | 'failed'

/** What a file is to the session: a table, settings, or what an earlier run, its rechecks or a bigger region's run left. */
export type Role = 'table' | 'settings' | 'result' | 'settled' | 'peers' | 'reference'

export interface SessionFile {
  readonly path: string
  readonly role: Role
  /** True where a folder was given. */
  readonly found: boolean
  readonly file: Blob
}

export type Options = Readonly<Record<string, unknown>>

export interface Progress {
  readonly stage: Stage
  /** Bytes of `total` while files are read, shares of 1 in the other stages. */
  readonly done: number
  readonly total: number
  /** Seconds; `null` = too early to tell. */
  readonly left: number | null
}

/** What came of rechecks, in words and as files. */
export interface VerifiedView {
  readonly text: Text
  readonly outputs: readonly OutputView[]
}

/** Everything that a page shows. A new one after every change. */
export interface Snapshot {
  readonly state: State
  readonly files: readonly SessionFile[]
  /** The content of `objectivity.json`, with what was mended. */
  readonly options: Options
  /** True where something was said that is not in a file yet. */
  readonly unsaved: boolean
  /** Name of a file of settings that is no JSON. */
  readonly settingsFault: string | null
  readonly views: readonly FileView[]
  readonly remarks: readonly Remark[]
  /** What all rows gave; `null` before they are read. */
  readonly read: ReadView | null
  readonly progress: Progress | null
  readonly answer: AnswerView | null
  /** Language of the files. */
  readonly outputsLocale: Locale | null
  readonly outputs: readonly OutputView[]
  readonly zip: OutputView | null
  /** Groups to be kept for another year, once they were asked for. */
  readonly groups: OutputView | null
  readonly explained: { readonly schoolId: string; readonly sections: readonly Section[] } | null
  /** What came of rechecks. */
  readonly verified: VerifiedView | null
  /** A defect of the program, in its own words. */
  readonly broken: string | null
}

const EMPTY: Snapshot = {
  state: 'idle',
  files: [],
  options: {},
  unsaved: false,
  settingsFault: null,
  views: [],
  remarks: [],
  read: null,
  progress: null,
  answer: null,
  outputsLocale: null,
  outputs: [],
  zip: null,
  groups: null,
  explained: null,
  verified: null,
  broken: null,
}

const NO_RESULT = {
  answer: null,
  outputs: [],
  outputsLocale: null,
  zip: null,
  groups: null,
  explained: null,
  verified: null,
} as const

/** A worker that can be asked, and stopped in the middle of its work. */
export interface Port {
  post(request: Request): void
  stop(): void
}

export interface World {
  readonly start: (onMessage: (message: Message) => void) => Port
  /** Seconds. */
  readonly now: () => number
}

/** Bytes up to which all rows are read as soon as files are given: a minute or so. Above it the user asks for it. */
const READ_AT_ONCE = 60_000_000

export interface Added {
  readonly path: string
  readonly found: boolean
  readonly file: Blob
}

export class Session {
  private now: Snapshot = EMPTY
  private readonly listeners = new Set<() => void>()
  private port: Port | null = null
  private busy = false
  private timeLeft = new TimeLeft()
  /** Where cancelling leads back to. */
  private before: State = 'idle'

  constructor(private readonly world: World) {}

  get snapshot(): Snapshot {
    return this.now
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Adds files; one of a path that is there already takes its place. Settings are taken over at once. */
  async add(added: readonly Added[]): Promise<void> {
    const files: SessionFile[] = []
    // As the command line: what nobody gave is not taken.
    for (const one of added)
      if (!one.found || !HIDDEN.test(nameOf(one.path))) files.push({ ...one, role: await roleOf(one) })
    const fresh = new Set(files.map(({ path }) => path))
    const all = [...this.now.files.filter(({ path }) => !fresh.has(path)), ...files]
    const settings = files.filter(({ role }) => role === 'settings').at(-1)
    this.change({ files: all.sort(inOrder), settingsFault: null })
    if (settings !== undefined) {
      const options = await optionsOf(settings)
      this.change(options === null ? { settingsFault: settings.path } : { options, unsaved: false })
    }
    this.readAgain()
  }

  remove(path: string): void {
    this.change({
      files: this.now.files.filter((file) => file.path !== path),
      views: this.now.views.filter((view) => view.path !== path),
    })
    this.readAgain()
  }

  /** Begins anew. */
  clear(): void {
    this.stop()
    this.now = EMPTY
    this.change({})
  }

  /** Says something of a table better than it was found out. */
  mend(place: Place, change: Change): void {
    this.changeMapping(mend(this.mapping, place, change))
  }

  /** Takes back everything that was said of a table alone. */
  forget(place: Place): void {
    this.changeMapping(forget(this.mapping, place))
  }

  private changeMapping(files: readonly FileMapping[]): void {
    const { files: _, ...rest } = this.now.options
    this.change({ options: files.length === 0 ? rest : { ...rest, files }, unsaved: true })
    this.readAgain()
  }

  /** Sets an option of `objectivity.json`, such as `peers.variables`; `undefined` takes it back. */
  set(path: readonly string[], value: unknown): void {
    this.change({ options: withValue(this.now.options, path, value), unsaved: true, ...NO_RESULT })
    if (this.now.state === 'done' || this.now.state === 'failed') this.readAgain()
    // What is a sitting decides what is read.
    else if (path[0] === 'grain') this.readAgain()
  }

  get mapping(): readonly FileMapping[] {
    return (this.now.options.files ?? []) as readonly FileMapping[]
  }

  /** The content of `objectivity.json`, to be kept. */
  settingsText(): string {
    this.change({ unsaved: false })
    return `${JSON.stringify(this.now.options, null, 2)}\n`
  }

  /** Name of a file in messages and in the mapping. */
  nameOf(path: string): string {
    return shortNames(this.tables.map((file) => file.path)).get(path) ?? path
  }

  get tables(): readonly SessionFile[] {
    return this.now.files.filter(({ role }) => role === 'table')
  }

  /** Reads all rows now, however many they are. */
  readAll(): void {
    this.read(true)
  }

  run(locale: Locale): void {
    if (this.now.state === 'running') return
    this.stopIfBusy()
    this.before = 'understood'
    this.change({ state: 'running', remarks: [], broken: null, ...NO_RESULT })
    this.ask({ do: 'run', task: this.task(), locale })
  }

  /** The result with which rechecks can be compared: of an earlier run, or the present one. */
  get verifiable(): Blob | null {
    return this.lastOf('result') ?? this.now.outputs.find(({ name }) => name === 'result.json')?.file ?? null
  }

  /** Files that hold what came of rechecks: as they are said or seen to be, or by their names. */
  get rechecks(): readonly SessionFile[] {
    return this.tables.filter(({ path }) => this.isRechecks(path))
  }

  /** With the result of an earlier run and nothing but rechecks there is nothing to compute, only to compare. */
  get onlyRechecks(): boolean {
    const earlier = this.now.files.some(({ role }) => role === 'result')
    return earlier && this.tables.length > 0 && this.tables.length === this.rechecks.length
  }

  private isRechecks(path: string): boolean {
    const said = this.mapping.find(({ file, table }) => table !== undefined && namesFile(file, path))?.table
    if (said !== undefined) return said === 'rechecks'
    const sheets = this.now.views.find((view) => view.path === path)?.sheets ?? []
    const seen = sheets.some(({ tables }) => tables.some(({ table }) => table === 'rechecks'))
    return seen || /^rechecks-|перепровер/i.test(nameOf(path))
  }

  /** Compares what came of rechecks with the list. */
  verify(locale: Locale): void {
    const result = this.verifiable
    if (result === null || this.now.state === 'running') return
    this.stopIfBusy()
    this.before = 'understood'
    this.change({ state: 'running', remarks: [], broken: null, verified: null })
    const rechecks = this.rechecks.map((file) => plain({ ...file, table: 'rechecks' }))
    this.ask({ do: 'verify', rechecks, result, settled: this.settled, locale })
  }

  private get settled(): Blob | null {
    return this.lastOf('settled')
  }

  private lastOf(role: Role): Blob | null {
    return this.now.files.filter((file) => file.role === role).at(-1)?.file ?? null
  }

  explain(schoolId: string): void {
    this.port?.post({ do: 'explain', schoolId })
  }

  keepGroups(): void {
    this.port?.post({ do: 'groups' })
  }

  /** Stops what is being done. */
  cancel(): void {
    if (!this.busy) return
    this.stop()
    const looked = this.now.views.length > 0
    this.change({ state: this.before === 'understood' || looked ? 'understood' : 'idle', progress: null })
  }

  private readAgain(): void {
    this.stopIfBusy()
    if (this.tables.length === 0) {
      this.change({ state: 'idle', views: [], remarks: [], read: null, progress: null, ...NO_RESULT, broken: null })
      return
    }
    if (this.onlyRechecks) {
      this.change({ state: 'understood', remarks: [], read: null, progress: null, ...NO_RESULT, broken: null })
      return
    }
    const size = this.tables.reduce((sum, { file }) => sum + file.size, 0)
    this.read(size <= READ_AT_ONCE)
  }

  private read(whole: boolean): void {
    this.stopIfBusy()
    this.before = 'idle'
    this.change({ state: 'reading', remarks: [], broken: null, progress: null, read: null, ...NO_RESULT })
    this.ask({ do: 'read', task: this.task(), whole })
  }

  private task(): Task {
    const { files, options } = this.now
    const tables = this.tables.map((file): WorkFile => ({ ...file, table: this.tableOf(file.path) }))
    const earlier = files
      .filter(({ role }) => role === 'result')
      .map((file): WorkFile => ({ ...file, table: 'earlier' }))
    return {
      files: [...tables, ...earlier].map(plain),
      options,
      settled: this.settled,
      peers: this.lastOf('peers'),
      reference: this.lastOf('reference'),
    }
  }

  /** Under what a file is given: as `objectivity.json` names it, else as a table that is to be found out. */
  private tableOf(path: string): TableName {
    for (const table of TABLE_OPTIONS) {
      const named = this.now.options[table]
      const patterns = (Array.isArray(named) ? named : [named]).filter((one) => typeof one === 'string')
      if (patterns.some((pattern) => namesFile(pattern as string, path))) return table
    }
    return 'results'
  }

  private ask(request: Request): void {
    this.timeLeft = new TimeLeft()
    this.port ??= this.world.start((message) => this.hear(message))
    this.busy = true
    this.port.post(request)
  }

  private stopIfBusy(): void {
    if (this.busy) this.stop()
  }

  private stop(): void {
    this.port?.stop()
    this.port = null
    this.busy = false
  }

  private hear(message: Message): void {
    this.change(this.heard(message))
  }

  /** What a message changes. */
  private heard(message: Message): Partial<Snapshot> {
    switch (message.is) {
      case 'looked':
        return { views: replaced(this.now.views, message.file) }
      case 'progress': {
        const { stage, done, settled, total } = message
        const share = stage === 'detectors' ? settled : total === 0 ? 0 : done / total
        const left = this.timeLeft.of(stage, share, this.world.now())
        return { progress: { stage, done, total, left } }
      }
      case 'understood': {
        const { files: views, remarks, read } = message
        if (this.now.state === 'running') return { views, remarks, read }
        this.busy = false
        return { views, remarks, read, state: 'understood', progress: null }
      }
      case 'refused':
        this.busy = false
        return {
          ...(message.files === null ? {} : { views: message.files }),
          ...{ remarks: message.remarks, state: 'failed', progress: null },
        }
      case 'done': {
        const { answer, outputs, locale } = message
        this.busy = false
        return { answer, outputs, zip: null, outputsLocale: locale, state: 'done', progress: null }
      }
      case 'zip':
        return { zip: message.zip }
      case 'verified':
        this.busy = false
        return { verified: message, remarks: message.remarks, state: 'done', progress: null }
      case 'explained':
        return { explained: { schoolId: message.schoolId, sections: message.sections } }
      case 'groups':
        return { groups: message.groups }
      case 'broken':
        this.stop()
        return { broken: message.message, state: 'failed', progress: null }
    }
  }

  private change(part: Partial<Snapshot>): void {
    this.now = { ...this.now, ...part }
    for (const listener of this.listeners) listener()
  }
}

/** Options of `objectivity.json` that name files of a table. */
const TABLE_OPTIONS: readonly TableName[] = [
  'assessments',
  'schools',
  'results',
  'participation',
  'observers',
  'rechecks',
  'earlier',
  'codifier',
]

/** Without what the worker does not know. */
const plain = ({ path, table, found, file }: WorkFile): WorkFile => ({ path, table, found, file })

/** Tables by their paths, as the command line sorts a folder; documents of a folder after them. */
const inOrder = (a: SessionFile, b: SessionFile): number =>
  Number(!TABLES.test(a.path)) - Number(!TABLES.test(b.path)) || byCodeUnit(a.path, b.path)

const replaced = (views: readonly FileView[], fresh: FileView): readonly FileView[] =>
  views.some(({ path }) => path === fresh.path)
    ? views.map((view) => (view.path === fresh.path ? fresh : view))
    : [...views, fresh]

/** Characters by which a file of this program is told. */
const FIRST = 400

/** Of a folder only the settings are taken over: what else lies there is left out, and that is said. */
async function roleOf({ path, file, found }: Added): Promise<Role> {
  if (!/\.json$/i.test(path)) return 'table'
  if (found) return SETTINGS.test(nameOf(path)) ? 'settings' : 'table'
  const first = await file.slice(0, FIRST).text()
  for (const role of ['reference', 'peers'] as const) if (first.includes(`"${FORMATS[role]}"`)) return role
  if (/^\s*\{\s*"schemaVersion"/.test(first)) return 'result'
  if (/^\s*\[/.test(first)) return 'settled'
  return 'settings'
}

/** Settings of a file; `null` where it is no JSON object. */
async function optionsOf({ file }: SessionFile): Promise<Options | null> {
  try {
    const content: unknown = JSON.parse((await file.text()).replace(/^\ufeff/, ''))
    return content !== null && typeof content === 'object' && !Array.isArray(content) ? (content as Options) : null
  } catch {
    return null
  }
}

function withValue(options: Options, [name, ...rest]: readonly string[], value: unknown): Options {
  if (name === undefined) return options
  const { [name]: old, ...others } = options
  const fresh = rest.length === 0 ? value : withValue((old ?? {}) as Options, rest, value)
  const empty = fresh === undefined || (typeof fresh === 'object' && fresh !== null && Object.keys(fresh).length === 0)
  return empty ? others : { ...options, [name]: fresh }
}
