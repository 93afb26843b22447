/** Which files are read, as what, and in which order: all are looked at before the first is read. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { READING_ORDER } from '../input/collecting/collect-tables'
import { inspectionOf } from '../input/collecting/inspect'
import { type LookedFile, lookAt, problemsOfLook } from '../input/collecting/look'
import { gather } from '../input/collecting/read-rows'
import { unpackWith } from '../input/formats/zip'
import { checkMappings, namesFile } from '../input/headers/mapping'
import { InputError, problem, stop } from '../input/problems'
import type { FileMapping, Inspection, MonitorInput, Problem, TableName } from '../model'
import { digestOf, sizeOf } from './content'
import { ENGINE_FILES } from './engines/duckdb'
import type { TablePaths } from './files'
import { besides, expandPaths, isFolderOrPattern, shortNames, TABLES } from './paths'
import { NODE_UNPACKER } from './unpacker'

/** Bytes per piece. */
const PIECE = 256 * 1024

export interface PlannedFile {
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

interface GivenFile {
  readonly table: TableName
  readonly path: string
  readonly counted: boolean
  /** True where it was found in a folder or by a pattern. */
  readonly found: boolean
}

export interface PlanOptions {
  readonly files?: readonly FileMapping[] | undefined
  readonly shortNames?: boolean | undefined
}

/** Looks at all files. What cannot be read goes to `errors`. */
export async function planFiles(paths: TablePaths, options: PlanOptions, errors: Problem[]): Promise<Plan> {
  unpackWith(NODE_UNPACKER)
  const mappings = options.files ?? []
  const wrong = checkMappings(mappings)
  if (wrong.length > 0) throw new InputError(wrong)
  const given = withoutRepeated(await givenFiles(paths, errors))
  const short = options.shortNames === true ? shortNames(given.map(({ path }) => path)) : null
  const nameOf = (path: string) => short?.get(path) ?? path
  const notes: Problem[] = []
  const files: PlannedFile[] = []
  const left: { readonly file: GivenFile; readonly looked: LookedFile | null }[] = []
  for (const file of given)
    await gather(errors, async () => {
      const planned = await look(file, nameOf(file.path), mappings, notes)
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

/**
 * What every file, or every file of a folder, is taken for. Nothing is read to its end.
 *
 * @throws InputError with the problems of the files that cannot be opened
 * @example
 * (await inspectFiles({ results: 'ВПР 2021' })).map(({ file, sheets }) => [file, sheets[0].tables[0]?.table])
 */
export async function inspectFiles(paths: TablePaths, options: PlanOptions = {}): Promise<readonly Inspection[]> {
  const errors: Problem[] = []
  const plan = await planFiles(paths, options, errors)
  if (errors.length > 0) throw new InputError(errors)
  return plan.inspections()
}

async function givenFiles(paths: TablePaths, errors: Problem[]): Promise<GivenFile[]> {
  const given: GivenFile[] = []
  const expand = async (
    table: TableName,
    of: string | readonly string[] | undefined,
    counted: boolean,
  ): Promise<void> => {
    for (const path of of === undefined ? [] : typeof of === 'string' ? [of] : of)
      await gather(errors, async () => {
        const found = await isFolderOrPattern(path)
        const more = await besides(path)
        const files = await expandPaths(path, table, more.length > 0)
        for (const file of [...files, ...more]) given.push({ table, path: file, counted, found })
      })
  }
  for (const table of READING_ORDER) {
    await expand(table, paths[table], false)
    if (table === 'results') await expand(table, paths.sittings, true)
  }
  return given
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

/** Files that this program writes beside its tables, and workbooks of its own. */
const OWN =
  /^(?:report|annex|regions|power)\.html$|^(?:result|settled|verification|peers)\.json$|^(?:recheck|verification)\.xlsx$/i
/** Formats that hold no table, where they are found in a folder: told, and passed over. */
const NO_TABLE = new Set(['notATableFile', 'packedFiles', 'notText'])

/** `null` for a file that is left out without being opened. */
async function look(
  { table, path, counted, found }: GivenFile,
  name: string,
  mappings: readonly FileMapping[],
  notes: Problem[],
): Promise<PlannedFile | null> {
  const own = mappings.filter(({ file }) => namesFile(file, path))
  if (own.some(({ skip, sheet }) => skip === true && sheet === undefined)) return null
  const size = await sizeOf(path)
  const planned = { path, name, size, counted }
  if (ENGINE_FILES.test(path) || (table === 'earlier' && /\.json$/i.test(path)))
    return { ...planned, tables: [table], looked: null }
  if (found && OWN.test(basename(path))) {
    notes.push(problem('ownOutputLeftOut', { table, file: name }))
    return null
  }
  try {
    const source = { name, path, counted, pieces: () => createReadStream(path, { highWaterMark: PIECE }) }
    const others = table === 'results' && !counted
    const looked = await asProblem(table, name, () => lookAt(source, { table, others, mappings: own }))
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
    notes.push(problem('documentLeftOut', { table, file: name, found: format }))
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
    if (error instanceof InputError || (error as NodeJS.ErrnoException).code === undefined) throw error
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
    for (const { path, name, tables } of equal) {
      const digest = await digestOf(path)
      const first = seen.get(digest)
      if (first !== undefined) errors.push(problem('sameFileTwice', { table: tables[0]!, file: name, found: first }))
      seen.set(digest, name)
    }
  }
}
