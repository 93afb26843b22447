/** A file, as bytes in pieces, to rows: finds out what it is, decodes it, and feeds the collector. */
import type { TableName } from '../../model'
import { ByteCsvReader } from '../formats/byte-csv'
import { CsvReader, type Delimiter, findDelimiter, type RowSink } from '../formats/csv'
import { detectEncoding, type Encoding } from '../formats/encoding'
import { isZip, openWorkbook } from '../formats/open-workbook'
import { refuseOtherFormats } from '../formats/other-formats'
import type { Sheet } from '../formats/workbook'
import { readTitle } from '../headers/title'
import { type ProblemPlace, stop } from '../problems'
import type { Collector, TableFeed } from './collector'
import type { SourceInfo } from './source'

/** Bytes that are looked at to find what a file is, its encoding and its delimiter. */
const FIRST = 256 * 1024

/** One file of a table. */
export interface FileSource {
  /** Name as shown in messages; subject, grade and year are taken from it where the table does not say them. */
  readonly name: string
  readonly pieces: AsyncIterable<Uint8Array>
  /** True where every row must say how many equal papers it stands for. */
  readonly counted?: boolean | undefined
}

type Place = ProblemPlace & Pick<SourceInfo, 'counted'> & { readonly file: string }

/** Reads one file (CSV in any of the encodings, or XLSX) into the collector. */
export async function feedFile(collector: Collector, table: TableName, file: FileSource): Promise<void> {
  const place = { table, file: file.name, counted: file.counted }
  const pieces = file.pieces[Symbol.asyncIterator]()
  try {
    const first = await firstBytes(pieces)
    if (first.length === 0) stop('emptyTable', place)
    if (isZip(first)) await feedWorkbook(collector, place, await allBytes(first, pieces))
    else await feedText(collector, place, first, pieces)
  } finally {
    await pieces.return?.()
  }
}

async function feedText(
  collector: Collector,
  place: Place,
  first: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
): Promise<void> {
  refuseOtherFormats(first, place)
  const { encoding, mark } = detectEncoding(first)
  const delimiter = findDelimiter(new TextDecoder(encoding).decode(first))
  const info: Mutable<SourceInfo> = {
    file: place.file,
    encoding: mark ? `${encoding} BOM` : encoding,
    delimiter,
    counted: place.counted,
  }
  const feed = collector.table(place.table, info)
  const sink: RowSink = (cells, row) => feed.row(cells, row)
  const reader =
    encoding === 'utf-8' || encoding === 'windows-1251'
      ? new ByteCsvReader(delimiter, encoding, place, sink)
      : new WideCsvReader(delimiter, encoding, place, sink)
  reader.push(mark && encoding === 'utf-8' ? first.subarray(3) : first)
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) reader.push(next.value)
  reader.end()
  if (reader.encoding !== encoding) info.encoding = reader.encoding
  feed.end()
  if (reader instanceof ByteCsvReader)
    for (const { code, place: at, count } of reader.misfits.notes(reader.encoding, place))
      collector.note(code, at, count)
}

/** Bytes of UTF-16 to rows. */
class WideCsvReader {
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

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

async function feedWorkbook(collector: Collector, place: Place, bytes: Uint8Array): Promise<void> {
  const { sheets, format } = await openWorkbook(bytes, place)
  const filled: { sheet: Sheet; first: string }[] = []
  for (const sheet of sheets)
    await sheet.rows(({ cells }) => {
      filled.push({ sheet, first: cells.find((cell) => cell !== '') ?? '' })
      return false
    })
  if (filled.length === 0) stop('emptyTable', place)
  // A hidden sheet is a draft or an aid of whoever made the table; where nothing else holds anything it is the table.
  const shown = filled.filter(({ sheet }) => !sheet.hidden)
  const read = shown.length > 0 ? shown : filled
  const feeds: TableFeed[] = []
  for (const { sheet } of read) {
    const feed = collector.table(place.table, {
      file: read.length > 1 ? `${place.file} [${sheet.name}]` : place.file,
      path: place.file,
      sheet: sheet.name,
      merged: await sheet.merged(),
      encoding: format,
      optional: read.length > 1,
      counted: place.counted,
    })
    await sheet.rows(({ cells, number, kinds }) => feed.row(cells, number, kinds))
    feed.end()
    feeds.push(feed)
  }
  if (feeds.every((feed) => feed.passedOver)) stop('notATable', { ...place, found: read[0]!.first })
  for (const { sheet } of filled)
    if (sheet.hidden && shown.length > 0) collector.note('hiddenSheet', { ...place, found: sheet.name })
}

/** What the name of the file (without its folders) and of the sheet say; the sheet first. */
export function contextOf(file: string, sheet = ''): SourceInfo['context'] {
  const name = readTitle(file.replace(/^.*[\\/]/, '').replace(/\.\w{2,5}$/, ''))
  const inner = readTitle(sheet)
  return { subject: inner.subject ?? name.subject, grade: inner.grade ?? name.grade, year: inner.year ?? name.year }
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

async function allBytes(first: Uint8Array, pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
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
