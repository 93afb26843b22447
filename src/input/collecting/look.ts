/** The first look at a file: its format, its sheets, and what each of them is, from their first rows. */

import type { FileMapping, Problem, TableName } from '../../model'
import { discreetHeading } from '../discreet'
import { ByteCsvReader } from '../formats/byte-csv'
import { CsvReader, type Delimiter, findDelimiter, type RowSink } from '../formats/csv'
import { detectEncoding, type Encoding } from '../formats/encoding'
import { isZip, openWorkbook } from '../formats/open-workbook'
import { refuseOtherFormats } from '../formats/other-formats'
import type { MergedRange, Sheet } from '../formats/workbook'
import {
  HEAD_ROWS,
  inspectSheet,
  type SheetAnswer,
  type SheetQuestion,
  type Understood,
} from '../headers/inspect-sheet'
import { mappingsOf } from '../headers/mapping'
import type { HeadRow } from '../headers/stacked'
import { type ProblemPlace, problem, stop } from '../problems'
import { clean } from '../text'

/** Bytes that are looked at to find what a file is, its encoding and its delimiter. */
const FIRST = 256 * 1024

/** One file of a table. */
export interface FileSource {
  /** Name as shown in messages. */
  readonly name: string
  /** Where it lies: its name and its folders speak of subject, grade and year. The same as `name` where it is not given. */
  readonly path?: string | undefined
  /** Its bytes: once, or anew at every call. */
  readonly pieces: AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>)
  /** True where every row must say how many equal papers it stands for. */
  readonly counted?: boolean | undefined
}

/** Under what a file was given. */
export interface LookRequest {
  readonly table: TableName
  /** True where it may be taken for another table than the one it was given for. */
  readonly others: boolean
  readonly mappings: readonly FileMapping[]
}

export interface LookedSheet {
  readonly sheet: string | null
  readonly hidden: boolean
  readonly head: readonly HeadRow[]
  readonly merged: readonly MergedRange[]
  readonly mappings: readonly FileMapping[]
  readonly answer: SheetAnswer
  /** Further tables below the first, as they are met in reading. */
  readonly further: Understood[]
}

/** A file that has been looked at, and can be read. */
export interface LookedFile {
  readonly source: FileSource
  readonly request: LookRequest
  readonly format: 'CSV' | 'XLSX' | 'ODS'
  readonly encoding: string
  readonly delimiter: Delimiter | null
  readonly sheets: readonly LookedSheet[]
  /** All bytes once more, the first of them as they were looked at. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

/** @throws InputError where it is of a format that is not read, broken, or empty */
export async function lookAt(source: FileSource, request: LookRequest): Promise<LookedFile> {
  const place = { table: request.table, file: source.name }
  const { pieces } = source
  const iterator = (typeof pieces === 'function' ? pieces() : pieces)[Symbol.asyncIterator]()
  let goesOn = false
  try {
    const first = await firstBytes(iterator)
    if (first.length === 0) stop('emptyTable', place)
    if (isZip(first)) {
      const bytes = await allBytes(first, iterator)
      return await lookAtWorkbook(source, request, bytes)
    }
    refuseOtherFormats(first, place)
    goesOn = typeof pieces !== 'function'
    return lookAtText(source, request, first, goesOn ? () => continued(first, iterator) : (pieces as () => never))
  } finally {
    if (!goesOn) await iterator.return?.()
  }
}

async function* continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

function lookAtText(
  source: FileSource,
  request: LookRequest,
  first: Uint8Array,
  pieces: () => AsyncIterable<Uint8Array>,
): LookedFile {
  const { encoding, mark } = detectEncoding(first)
  const delimiter = findDelimiter(new TextDecoder(encoding).decode(first))
  const place = { table: request.table, file: source.name }
  const head: HeadRow[] = []
  const reader = textReader(encoding, delimiter, place, (cells, number) => {
    if (head.length < HEAD_ROWS && cells.some((cell) => clean(cell) !== '')) head.push({ number, cells: [...cells] })
  })
  reader.push(mark && encoding === 'utf-8' ? first.subarray(3) : first)
  if (first.length < FIRST) reader.end()
  const name = mark ? `${reader.encoding} BOM` : reader.encoding
  const sheet = lookAtSheet(source, request, { sheet: null, hidden: false, head, merged: [] })
  return { source, request, format: 'CSV', encoding: name, delimiter, sheets: [sheet], pieces }
}

async function lookAtWorkbook(source: FileSource, request: LookRequest, bytes: Uint8Array): Promise<LookedFile> {
  const workbook = await openWorkbook(bytes, { table: request.table, file: source.name })
  const looked: LookedSheet[] = []
  for (const sheet of workbook.sheets) {
    const { name, hidden } = sheet
    const head = await headOf(sheet)
    const merged = head.length === 0 ? [] : await sheet.merged()
    looked.push(lookAtSheet(source, request, { sheet: name, hidden, head, merged }))
  }
  const { pieces } = source
  const again = typeof pieces === 'function' ? pieces : () => once(bytes)
  const { format } = workbook
  return { source, request, format, encoding: format, delimiter: null, sheets: settled(looked), pieces: again }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function headOf(sheet: Sheet): Promise<HeadRow[]> {
  const head: HeadRow[] = []
  await sheet.rows(({ cells, number }) => {
    if (cells.some((cell) => clean(cell) !== '')) head.push({ number, cells: [...cells] })
    return head.length < HEAD_ROWS
  })
  // A label such as 1.13 became a month of a year: only how it is shown tells.
  return head.map(({ cells, number }) => ({
    number,
    cells: cells.map((cell, column) => {
      const shown = /^\d{4}-\d\d-\d\d/.test(cell) ? (sheet.shown?.(number, column) ?? null) : null
      return shown !== null && /^\d{1,2}\.(?:1[3-9]|[2-9]\d)$/.test(shown) ? shown : cell
    }),
  }))
}

function lookAtSheet(
  source: FileSource,
  request: LookRequest,
  seen: Pick<LookedSheet, 'sheet' | 'hidden' | 'head' | 'merged'>,
): LookedSheet {
  const path = source.path ?? source.name
  const mappings = mappingsOf(request.mappings, path, seen.sheet)
  const asked = mappings.some(({ sheet }) => sheet !== undefined)
  const question: SheetQuestion = {
    ...{ head: seen.head, merged: seen.merged, file: path, shownAs: source.name, sheet: seen.sheet },
    ...{ table: request.table, others: request.others, mapping: mappings[0] ?? null, counted: source.counted },
  }
  const answer: SheetAnswer =
    seen.head.length > 0 && seen.hidden && !asked ? { leftOut: 'hidden', problems: [] } : inspectSheet(question)
  return { ...seen, mappings, answer, further: [] }
}

const isUnderstood = ({ answer }: LookedSheet): boolean => 'understood' in answer

/**
 * Sheets of one workbook together: a hidden one is read where it is all there is, and beside results a sheet that merely
 * names schools is an aid of whoever made them.
 */
function settled(sheets: readonly LookedSheet[]): readonly LookedSheet[] {
  const tableOf = ({ answer }: LookedSheet) => ('understood' in answer ? answer.understood.table : null)
  const results = sheets.some((sheet) => tableOf(sheet) === 'results')
  return sheets.map((sheet) =>
    results && tableOf(sheet) === 'schools' && sheet.mappings.length === 0
      ? { ...sheet, answer: { leftOut: 'format', problems: [] } }
      : sheet,
  )
}

/** What is to be said of a file before it is read: errors, for which it cannot be, and notes. */
export function problemsOfLook(
  looked: LookedFile,
  found: boolean,
): { readonly errors: Problem[]; readonly notes: Problem[] } {
  const { sheets, source, request } = looked
  const place: ProblemPlace = { table: request.table, file: source.name }
  const understood = sheets.filter(isUnderstood)
  const left = sheets.flatMap(({ answer, sheet }) => ('leftOut' in answer ? [{ ...answer, sheet }] : []))
  const notes = left.flatMap(({ leftOut, sheet, problems }) => {
    if (leftOut === 'hidden') return [problem('hiddenSheet', { ...place, found: sheet })]
    if (leftOut === 'otherFlag') return problems
    if (leftOut === 'notUnderstood' && understood.length > 0)
      return [problem('sheetLeftOut', { ...place, found: sheet })]
    return []
  })
  if (understood.length > 0) return { errors: [], notes }
  const why = (reason: string) => left.find(({ leftOut }) => leftOut === reason)
  const skipped = why('skip') ?? why('otherFlag')
  if (skipped !== undefined) return { errors: [], notes }
  if (why('ownOutput') !== undefined) {
    const own = problem(found ? 'ownOutputLeftOut' : 'ownOutput', place)
    return found ? { errors: [], notes: [...notes, own] } : { errors: [own], notes }
  }
  const faults = why('notUnderstood')?.problems ?? []
  if (faults.length > 0) return { errors: [...faults], notes }
  const document = why('format')
  const cell = sheets.flatMap(({ head }) => head[0]?.cells ?? []).find((one) => clean(one) !== '')
  const first = cell === undefined ? undefined : discreetHeading(cell)
  if (found)
    return {
      errors: [],
      notes: [
        ...notes,
        problem(document === undefined ? 'emptyLeftOut' : 'documentLeftOut', { ...place, found: first }),
      ],
    }
  if (document !== undefined && document.problems.length > 0) return { errors: [...document.problems], notes }
  return { errors: [problem(first === undefined ? 'emptyTable' : 'notATable', { ...place, found: first })], notes }
}

/** Bytes of a text to rows. */
export function textReader(encoding: Encoding, delimiter: Delimiter, place: ProblemPlace, sink: RowSink): TextReader {
  return encoding === 'utf-8' || encoding === 'windows-1251'
    ? new ByteCsvReader(delimiter, encoding, place, sink)
    : new WideCsvReader(delimiter, encoding, place, sink)
}

export interface TextReader {
  readonly encoding: Encoding
  push(piece: Uint8Array): void
  end(): void
}

/** Bytes of UTF-16 to rows. */
class WideCsvReader implements TextReader {
  private readonly decoder: TextDecoder
  private readonly reader: CsvReader

  constructor(
    delimiter: Delimiter,
    readonly encoding: Encoding,
    place: ProblemPlace,
    sink: RowSink,
  ) {
    this.decoder = new TextDecoder(encoding)
    this.reader = new CsvReader(delimiter, place, sink)
  }

  push(piece: Uint8Array): void {
    this.reader.push(this.decoder.decode(piece, { stream: true }))
  }

  end(): void {
    this.reader.push(this.decoder.decode())
    this.reader.end()
  }
}

async function firstBytes(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const first: Uint8Array[] = []
  let size = 0
  while (size < FIRST) {
    const { done, value } = await pieces.next()
    if (done) break
    first.push(value)
    size += value.length
  }
  return joined(first)
}

/** Most bytes of a packed workbook. */
const LARGEST_PACKED = 200 * 1024 * 1024

/** All bytes of a file that cannot be read in pieces. */
export async function allBytes(first: Uint8Array, pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const all = [first]
  let size = first.length
  for (let next = await pieces.next(); !next.done && size <= LARGEST_PACKED; next = await pieces.next()) {
    all.push(next.value)
    size += next.value.length
  }
  return joined(all)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
