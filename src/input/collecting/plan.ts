/** Which files are read, as what, and in which order: all are looked at before the first is read. */
import type { FileMapping, Inspection, MonitorInput, MonitorResult, Problem, Row, TableName } from '../../model'
import { checkMappings, namesFile } from '../headers/mapping'
import { InputError, problem, stop } from '../problems'
import { feedRows, READING_ORDER } from './collect-tables'
import type { Collector } from './collector'
import { earlierRows } from './earlier-rows'
import { feedLooked } from './file-feed'
import { nameOf, OWN, shortNames, TABLES } from './file-names'
import { inspectionOf } from './inspect'
import { type LookedFile, lookAt, problemsOfLook } from './look'
import { gather } from './read-rows'

/** A file as it was given, wherever it lies. */
export interface GivenFile {
  /** The table under which it was given. */
  readonly table: TableName
  /** Where it lies: its name and its folders speak of subject, grade and year. */
  readonly path: string
  /** True where every row must say how many equal papers it stands for. */
  readonly counted: boolean
  /** True where it was found in a folder or by a pattern. */
  readonly found: boolean
  /** True where an engine or a reader of its own takes it as it is. */
  readonly asItIs: boolean
  /** Bytes; 0 where it cannot be told. */
  readonly size: () => Promise<number>
  /** Its bytes, anew at every call. */
  readonly pieces: () => AsyncIterable<Uint8Array>
  /** Equal for equal content. */
  readonly digest: () => Promise<string>
}

export interface PlannedFile {
  readonly given: GivenFile
  readonly path: string
  /** As it is called in messages. */
  readonly name: string
  readonly size: number
  /** True where every row must say how many equal papers it stands for. */
  readonly counted: boolean
  /** The tables that it holds. */
  readonly tables: readonly TableName[]
  /** `null` of files that an engine or a reader of its own takes as they are. */
  readonly looked: LookedFile | null
}

export interface Plan {
  readonly files: readonly PlannedFile[]
  readonly notes: readonly Problem[]
  /** What every file was taken for, after reading also the further tables in it. */
  inspections(): readonly Inspection[]
  /** A result in which files are called by the names of the plan. */
  named(input: MonitorInput): MonitorInput
}

export interface PlanOptions {
  /** What the user says of the files: `files` of `objectivity.json`. */
  readonly files?: readonly FileMapping[] | undefined
  /** True to call files by the shortest end of their paths that tells them apart. */
  readonly shortNames?: boolean | undefined
  /** Told every file that has been looked at, also one that cannot be read. */
  readonly onLooked?: ((file: LookedFile) => void) | undefined
}

/**
 * Looks at all files. What cannot be read goes to `errors`.
 *
 * @throws InputError where what the user says of the files cannot be
 */
export async function planGiven(all: readonly GivenFile[], options: PlanOptions, errors: Problem[]): Promise<Plan> {
  const mappings = options.files ?? []
  const wrong = checkMappings(mappings)
  if (wrong.length > 0) throw new InputError(wrong)
  const given = withoutRepeated(all)
  const short = options.shortNames === true ? shortNames(given.map(({ path }) => path)) : null
  const calledAs = (path: string) => short?.get(path) ?? path
  const notes: Problem[] = []
  const files: PlannedFile[] = []
  const left: { readonly file: GivenFile; readonly looked: LookedFile | null }[] = []
  for (const file of given)
    await gather(errors, async () => {
      const planned = await look(file, calledAs(file.path), options, notes)
      if (planned === null || planned.tables.length === 0) left.push({ file, looked: planned?.looked ?? null })
      else files.push(planned)
    })
  await refuseRepeated(files, errors)
  if (errors.length === 0 && !files.some(({ tables }) => tables.includes('results')))
    for (const { path, name, tables } of files)
      if (given.some((one) => one.path === path && one.table === 'results'))
        errors.push(problem('noResultsInFile', { table: 'results', file: name, found: tables[0]! }))
  for (const { file: pattern } of mappings)
    if (!given.some(({ path }) => namesFile(pattern, path)))
      notes.push(problem('mappingWithoutFile', { table: 'results', file: null, found: pattern }))
  return {
    files,
    notes,
    inspections: () => [
      ...files.flatMap(({ looked }) => (looked === null ? [] : [inspectionOf(looked)])),
      ...left.flatMap(({ looked }) => (looked === null ? [] : [inspectionOf(looked)])),
    ],
    named: (input) => {
      const named = <T extends { readonly file: string | null }>(entry: T): T =>
        entry.file === null || short === null ? entry : { ...entry, file: short.get(entry.file) ?? entry.file }
      return { ...input, sources: input.sources.map(named), problems: input.problems.map(named) }
    },
  }
}

/** A file that is named counts under its own option, not as one of a folder. */
function withoutRepeated(given: readonly GivenFile[]): GivenFile[] {
  const named = new Map(given.filter(({ found }) => !found).map((file) => [file.path, file]))
  const seen = new Set<string>()
  return given.filter((file) => {
    if (!file.found) return true
    if ((named.get(file.path)?.table ?? file.table) !== file.table || seen.has(`${file.table}\t${file.path}`))
      return false
    seen.add(`${file.table}\t${file.path}`)
    return true
  })
}

/** Formats that hold no table, where they are found in a folder: told, and passed over. */
const NO_TABLE = new Set(['notATableFile', 'packedFiles', 'notText'])

/** `null` for a file that is left out without being opened. */
async function look(
  given: GivenFile,
  name: string,
  { files: mappings = [], onLooked }: PlanOptions,
  notes: Problem[],
): Promise<PlannedFile | null> {
  const { table, path, counted, found, pieces } = given
  const own = mappings.filter(({ file }) => namesFile(file, path))
  if (own.some(({ skip, sheet }) => skip === true && sheet === undefined)) return null
  const size = await given.size()
  const planned = { given, path, name, size, counted }
  if (given.asItIs) return { ...planned, tables: [table], looked: null }
  if (found && OWN.test(nameOf(path))) {
    notes.push(problem('ownOutputLeftOut', { table, file: name }))
    return null
  }
  try {
    const others = table === 'results' && !counted
    const request = { table, others, mappings: own }
    const looked = await asProblem(table, name, () => lookAt({ name, path, counted, pieces }, request))
    onLooked?.(looked)
    const told = problemsOfLook(looked, found)
    if (told.errors.length > 0) throw new InputError(told.errors)
    // A text without the name of a table may look like one by chance.
    if (found && !TABLES.test(path)) {
      notes.push(problem('documentLeftOut', { table, file: name }))
      return null
    }
    notes.push(...told.notes)
    const tables = looked.sheets.flatMap(({ answer }) => ('understood' in answer ? [answer.understood.table] : []))
    return { ...planned, tables: [...new Set(tables)], looked }
  } catch (error) {
    const [first] = error instanceof InputError ? error.problems : []
    if (!found || first === undefined || !isNoTable(first, path)) throw error
    const format = NO_TABLE.has(first.code) ? first.found : null
    const code = first.code === 'emptyTable' && TABLES.test(path) ? 'emptyLeftOut' : 'documentLeftOut'
    notes.push(problem(code, { table, file: name, found: format }))
    return null
  }
}

/** Whether a refused file of a folder is surely none of the tables: a document, a picture, a page, an empty file. */
function isNoTable({ code }: Problem, path: string): boolean {
  if (NO_TABLE.has(code) || code === 'emptyTable') return true
  const isWorkbook = code === 'otherWorkbook' || code === 'encryptedFile'
  return !TABLES.test(path) && (!isWorkbook || /\.(?:html?|xml|json|md)$/i.test(path))
}

/** What the system says of a file that cannot be opened is a problem of the file. */
export async function asProblem<T>(table: TableName, file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof InputError || (error as { code?: unknown }).code === undefined) throw error
    return stop('unreadableFile', { table, file, found: (error as Error).message })
  }
}

/** The same file given twice would count every paper twice. Only files of equal size are read for it. */
async function refuseRepeated(files: readonly PlannedFile[], errors: Problem[]): Promise<void> {
  const bySize = new Map<string, PlannedFile[]>()
  for (const file of files) {
    if (file.size === 0) continue
    const key = `${file.tables.join()}\t${file.size}`
    bySize.set(key, [...(bySize.get(key) ?? []), file])
  }
  for (const equal of bySize.values()) {
    if (equal.length < 2) continue
    const seen = new Map<string, string>()
    for (const { given, name, tables } of equal) {
      const digest = await given.digest()
      const first = seen.get(digest)
      if (first !== undefined) errors.push(problem('sameFileTwice', { table: tables[0]!, file: name, found: first }))
      seen.set(digest, name)
    }
  }
}

export interface PlanReading {
  /** Told after every piece of a CSV file, and after every workbook, how many bytes of all files have been read. */
  readonly onProgress?: ((bytes: { readonly done: number; readonly total: number }) => void) | undefined
  /** Reads files that are taken as they are; true where it has taken this one. */
  readonly reader?: ((table: TableName, file: PlannedFile) => Promise<boolean>) | undefined
}

/** Reads all files of a plan into the collector. What cannot be read goes to `errors`. */
export async function readPlan(
  { files, notes }: Plan,
  collector: Collector,
  { onProgress, reader }: PlanReading,
  errors: Problem[],
): Promise<void> {
  for (const { code, ...place } of notes) collector.note(code, place)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  let within = 0
  const onBytes = (bytes: number): void => {
    within += bytes
    onProgress?.({ done: before + within, total })
  }
  const read = new Set<PlannedFile>()
  for (const table of READING_ORDER)
    for (const file of files.filter(({ tables }) => tables.includes(table))) {
      await gather(errors, async () => {
        if ((await reader?.(table, file)) !== true) await readPlanned(collector, table, file, onBytes)
      })
      if (read.has(file)) continue
      read.add(file)
      before += file.size
      within = 0
      onProgress?.({ done: before, total })
    }
}

async function readPlanned(
  collector: Collector,
  table: TableName,
  { name, path, looked, given }: PlannedFile,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await asProblem(table, name, async () => {
    if (looked === null) return readResult(collector, path, await textOf(given.pieces()))
    // A workbook is unpacked whole after its last byte: it has been read when all its rows are taken in, not before.
    const pieces = looked.format === 'CSV' ? () => countedPieces(looked.pieces(), onBytes) : looked.pieces
    await feedLooked(collector, { ...looked, pieces }, table)
  })
}

async function* countedPieces(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    onBytes(piece.length)
  }
}

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true })
  return text + decoder.decode()
}

/** The result of an earlier run, as `result.json`. */
function readResult(collector: Collector, file: string, text: string): void {
  feedRows(collector.table('earlier', { file }), 'earlier', rowsOf())

  function rowsOf(): Row[] {
    try {
      return earlierRows(JSON.parse(text) as MonitorResult)
    } catch (error) {
      return stop('unreadableFile', { table: 'earlier', file, found: (error as Error).message })
    }
  }
}
