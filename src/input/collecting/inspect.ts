/** What a file was taken for, as data: for people who check it, and for programs. */

import type {
  FileMapping,
  InspectedColumn,
  InspectedSheet,
  InspectedTable,
  Inspection,
  Said,
  TableName,
} from '../../model'
import { discreet, looksLikeCode } from '../discreet'
import type { Understood } from '../headers/inspect-sheet'
import { columnKeys } from '../headers/mapping'
import { observerColumns } from '../headers/observer-columns'
import { clean, textOf } from '../text'
import { type FileSource, type LookedFile, type LookedSheet, type LookRequest, lookAt, problemsOfLook } from './look'
import { type BytesSource, isBytes, piecesOf, type RowsSource } from './read-rows'

export interface InspectOptions {
  /** The table that it is expected to be; any where it is not given. */
  readonly table?: TableName | undefined
  /** What is known of files better than by looking at them. */
  readonly files?: readonly FileMapping[] | undefined
}

/**
 * Looks at a file or at rows: what table it is, where its header is, what every column means, what its names say of
 * subject, grade and year. Reads no further than it must; a workbook is unpacked, its sheets are not read to their end.
 *
 * @throws InputError where it is of a format that is not read
 * @example
 * const { sheets } = await inspect(new File([bytes], 'ВПР 2021 Математика 4 класс.xlsx'))
 * sheets[0].tables[0].grade // { value: 4, origin: 'name' }
 */
export async function inspect(source: BytesSource | RowsSource, options: InspectOptions = {}): Promise<Inspection> {
  const request: LookRequest = {
    table: options.table ?? 'results',
    others: options.table === undefined,
    mappings: options.files ?? [],
  }
  if (!isBytes(source)) return inspectRows(source, request)
  const name = 'name' in source && typeof source.name === 'string' ? source.name : 'data'
  const pieces = 'pieces' in source ? source.pieces : piecesOf(source)
  return inspectFile({ name, pieces }, request)
}

/** Looks at a file under the option for which it was given. */
export async function inspectFile(source: FileSource, request: LookRequest): Promise<Inspection> {
  return inspectionOf(await lookAt(source, request))
}

async function inspectRows(rows: RowsSource, request: LookRequest): Promise<Inspection> {
  const lines: string[][] = []
  let columns: readonly string[] | null = null
  for await (const row of rows) {
    if (Array.isArray(row)) lines.push(row.map(textOf))
    else {
      if (columns === null) {
        columns = Object.keys(row)
        lines.push([...columns])
      }
      lines.push(columns.map((name) => textOf((row as Readonly<Record<string, string>>)[name])))
    }
    if (lines.length > ROWS_LOOKED_AT) break
  }
  const text = lines.map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(';')).join('\n')
  const pieces = async function* () {
    yield new TextEncoder().encode(`\ufeff${text}\n`)
  }
  const looked = await lookAt({ name: 'rows', pieces }, request)
  return { ...inspectionOf(looked), file: null, format: 'rows', encoding: null, delimiter: null }
}

/** Rows of a script that are looked at. */
const ROWS_LOOKED_AT = 100

/** A look as data. */
export function inspectionOf(looked: LookedFile): Inspection {
  const { errors, notes } = problemsOfLook(looked, false)
  const { source, format, encoding, delimiter, sheets } = looked
  return {
    file: source.name,
    ...{ format, encoding, delimiter },
    sheets: sheets.map(inspectedSheet),
    problems: [...errors, ...notes],
  }
}

function inspectedSheet(looked: LookedSheet): InspectedSheet {
  const { sheet, hidden, answer, further } = looked
  if ('leftOut' in answer) return { sheet, hidden, leftOut: answer.leftOut, tables: [] }
  const tables = [answer.understood, ...further].map((understood) => inspectedTable(understood, looked))
  return { sheet, hidden, leftOut: null, tables }
}

/** Rows shown of every table. */
const SAMPLE = 3

function inspectedTable(understood: Understood, { head }: LookedSheet): InspectedTable {
  const { table, kind, certainty, layout, headerRows, blocks, subject, grade, year, className, problems } = understood
  const columns = columnsOf(understood)
  const meanings = new Map(columns.map(({ column, meaning }) => [column - 1, meaning]))
  const ofPupils = kind === 'pupils' || kind === 'rechecks'
  const shown = (cell: string, i: number): string =>
    cell !== '' && ofPupils && mayBeCode(clean(cell), meanings.get(i) ?? null) ? '•••' : clean(cell)
  const sample = head
    .filter(({ number }) => number > headerRows[1])
    .slice(0, SAMPLE)
    .map(({ cells }) => cells.map(shown))
  return {
    ...{ table, kind, certainty, headerRows, columns, sample, subject, grade, year, className, problems },
    layout: layout?.id ?? null,
    layoutTitle: layout?.title ?? null,
    subjects: blocks.flatMap((block) => (block.subject === null ? [] : [block.subject])),
  }
}

/** Columns whose cells are words of the school, not of the pupil. */
const WORDS: ReadonlySet<string> = new Set(['name', 'municipality', 'subject', 'grade', 'year', 'class'])

/** Whether a cell of a table of pupils may hold a code. */
function mayBeCode(cell: string, meaning: string | null): boolean {
  if (meaning === 'school_id') return false
  if (meaning === 'pupil_id') return true
  return meaning !== null && WORDS.has(meaning) ? looksLikeCode(cell) : discreet(cell) !== cell
}

function columnsOf({ table, blocks, paths, above }: Understood): InspectedColumn[] {
  const keys = columnKeys(paths)
  const observers = new Set(
    table === 'observers' ? observerColumns(blocks[0]!.header, above).flatMap(({ indices }) => indices) : [],
  )
  return keys.flatMap((header, index) => {
    if (header === '') return []
    const of = blocks.find((block) => ![null, 'ignore'].includes(block.header.meaningOf(index)))
    const { header: columns } = (of ?? blocks[0])!
    // A school that is named by its name alone: the name is what the column holds.
    const byName = columns.at('name') === index && columns.at('school_id') === index
    const read = observers.has(index) ? 'observer' : byName ? 'name' : columns.meaningOf(index)
    const max = columns.numbered.item.find((item) => item.index === index)?.max ?? null
    const shared = blocks.length > 1 && blocks.every((block) => block.header.meaningOf(index) === read)
    return [
      {
        ...{ column: index + 1, header, max },
        meaning: read ?? (table === 'schools' ? 'context' : null),
        subject: of === undefined || shared ? null : of.subject,
      },
    ]
  })
}

/** The `files` of `objectivity.json` with which the same is read again: a beginning for whoever wants to say it better. */
export function mappingOf(inspections: readonly Inspection[]): FileMapping[] {
  return inspections.flatMap(({ file, sheets }) =>
    file === null
      ? []
      : sheets.flatMap(({ sheet, tables }) => {
          const named = sheets.filter((other) => other.tables.length > 0).length > 1 && sheet !== null ? { sheet } : {}
          return tables.map((one) => mappingOfTable(file, named, one))
        }),
  )
}

function mappingOfTable(file: string, named: { sheet?: string }, one: InspectedTable): FileMapping {
  const { table, headerRows, subject, grade, year, columns, subjects } = one
  const says = <T>({ value, origin }: Said<T>): T | null => (origin === 'column' || subjects.length > 0 ? null : value)
  const given = { subject: says(subject), grade: grade.origin === 'column' ? null : grade.value, year: says(year) }
  const meanings = columns
    .filter(({ header }) => header !== '')
    .map(({ header, meaning }) => [header, meaning ?? 'ignore'])
  return {
    file,
    ...named,
    table,
    headerRow: headerRows[0],
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
    columns: Object.fromEntries(meanings) as Record<string, string>,
  }
}
