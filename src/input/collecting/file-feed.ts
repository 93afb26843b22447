/** Files into the collector: what was looked at is read to its end. */

import type { TableName } from '../../model'
import { discreet } from '../discreet'
import { ByteCsvReader } from '../formats/byte-csv'
import { detectEncoding } from '../formats/encoding'
import { openWorkbook } from '../formats/open-workbook'
import { readTitle } from '../headers/title'
import { InputError } from '../problems'
import type { Collector, TableFeed } from './collector'
import {
  allBytes,
  type FileSource,
  type LookedFile,
  type LookedSheet,
  lookAt,
  problemsOfLook,
  textReader,
} from './look'
import type { SourceInfo } from './source'

export type { FileSource } from './look'

/** Looks at one file and reads it into the collector. */
export async function feedFile(collector: Collector, table: TableName, file: FileSource): Promise<void> {
  const looked = await lookAt(file, { table, others: false, mappings: [] })
  const { errors, notes } = problemsOfLook(looked, false)
  if (errors.length > 0) throw new InputError(errors)
  for (const { code, ...place } of notes) collector.note(code, place)
  await feedLooked(collector, looked, table)
}

/** Reads those sheets of a file that hold one table. */
export async function feedLooked(collector: Collector, looked: LookedFile, table: TableName): Promise<void> {
  const sheets = looked.sheets.filter(({ answer }) => 'understood' in answer && answer.understood.table === table)
  if (sheets.length === 0) return
  if (looked.format === 'CSV') await feedText(collector, looked, sheets[0]!)
  else await feedWorkbook(collector, looked, sheets)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function infoOf({ source, sheets, encoding, delimiter }: LookedFile, looked: LookedSheet): Mutable<SourceInfo> {
  const read = sheets.filter(({ answer }) => 'understood' in answer)
  const { sheet, merged, mappings, answer } = looked
  return {
    file: read.length > 1 ? `${source.name} [${sheet}]` : source.name,
    path: source.path ?? source.name,
    ...{ sheet, merged, mappings, encoding, delimiter },
    counted: source.counted,
    ...('understood' in answer ? { understood: answer.understood } : {}),
    optional: read.length > 1,
    onTable: (understood) => void looked.further.push(understood),
  }
}

function openFeed(collector: Collector, looked: LookedFile, sheet: LookedSheet, info: SourceInfo): TableFeed {
  const { answer } = sheet
  return collector.table('understood' in answer ? answer.understood.table : looked.request.table, info)
}

async function feedText(collector: Collector, looked: LookedFile, sheet: LookedSheet): Promise<void> {
  const place = { table: looked.request.table, file: looked.source.name }
  const info = infoOf(looked, sheet)
  const feed = openFeed(collector, looked, sheet, info)
  let reader: ReturnType<typeof textReader> | null = null
  for await (const piece of looked.pieces()) {
    if (reader === null) {
      const { encoding, mark } = detectEncoding(piece)
      reader = textReader(encoding, looked.delimiter!, place, (cells, row) => feed.row(cells, row))
      reader.push(mark && encoding === 'utf-8' ? piece.subarray(3) : piece)
    } else reader.push(piece)
  }
  if (reader === null) return
  reader.end()
  if (!looked.encoding.endsWith(' BOM')) info.encoding = reader.encoding
  feed.end()
  const ofPupils = place.table === 'results' || place.table === 'rechecks'
  if (reader instanceof ByteCsvReader)
    for (const { code, place: at, count } of reader.misfits.notes(reader.encoding, place))
      collector.note(code, ofPupils && typeof at.found === 'string' ? { ...at, found: discreet(at.found) } : at, count)
}

async function feedWorkbook(collector: Collector, looked: LookedFile, sheets: readonly LookedSheet[]): Promise<void> {
  const pieces = looked.pieces()[Symbol.asyncIterator]()
  const bytes = await allBytes(new Uint8Array(0), pieces)
  const workbook = await openWorkbook(bytes, { table: looked.request.table, file: looked.source.name })
  for (const looking of sheets) {
    const sheet = workbook.sheets.find(({ name }) => name === looking.sheet)!
    const feed = openFeed(collector, looked, looking, infoOf(looked, looking))
    await sheet.rows(({ cells, number, kinds }) => feed.row(cells, number, kinds))
    feed.end()
  }
}

/** What the name of the file (without its folders) and of the sheet say; the sheet first. */
export function contextOf(file: string, sheet = ''): SourceInfo['context'] {
  const name = readTitle(file.replace(/^.*[\\/]/, '').replace(/\.\w{2,5}$/, ''))
  const inner = readTitle(sheet)
  return { subject: inner.subject ?? name.subject, grade: inner.grade ?? name.grade, year: inner.year ?? name.year }
}
