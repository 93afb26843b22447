/** What a file was taken for, as data: for people who check it, and for programs. */
import type { Problem, TableKind, TableName, Text } from '../../model'
import type { LeftOut, Understood } from '../headers/inspect-sheet'
import { columnKeys, type FileMapping } from '../headers/mapping'
import { observerColumns } from '../headers/observer-columns'
import type { Said } from '../headers/said'
import { clean, textOf } from '../text'
import { type FileSource, type LookedFile, type LookedSheet, type LookRequest, lookAt, problemsOfLook } from './look'
import { type BytesSource, isBytes, piecesOf, type RowsSource } from './read-rows'

/** A column of a table, and what it was taken for. */
export interface InspectedColumn {
  /** From 1. */
  readonly column: number
  /** Its header; with all that stands above it where the lowest text is not the only one of its kind. */
  readonly header: string
  /** Canonical name (`item_3` and the like of numbered ones), `context`, `ignore`, or `null` where no rule reads it. */
  readonly meaning: string | null
  /** Highest points that the header of an item names. */
  readonly max: number | null
  /** Subject of a part of a wide table. */
  readonly subject: string | null
}

export interface InspectedTable {
  readonly table: TableName
  readonly kind: TableKind
  /** `said`: by the user; `sure`: an export that is known, or every column read; `likely`: by its columns. */
  readonly certainty: 'said' | 'sure' | 'likely'
  readonly layout: string | null
  readonly layoutTitle: Text | null
  /** First and last row of the header, as Excel shows them. */
  readonly headerRows: readonly [number, number]
  readonly columns: readonly InspectedColumn[]
  /** Subjects that stand beside each other. */
  readonly subjects: readonly string[]
  readonly subject: Said<string>
  readonly grade: Said<number>
  readonly year: Said<number>
  readonly className: Said<string>
  /** First rows below the header; codes of pupils as `•••`. */
  readonly sample: readonly (readonly string[])[]
  readonly problems: readonly Problem[]
}

export interface InspectedSheet {
  readonly sheet: string | null
  readonly hidden: boolean
  /** Why it is not read; `null` where it is. */
  readonly leftOut: LeftOut | null
  readonly tables: readonly InspectedTable[]
}

export interface Inspection {
  readonly file: string | null
  readonly format: 'CSV' | 'XLSX' | 'ODS' | 'rows'
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly sheets: readonly InspectedSheet[]
  readonly problems: readonly Problem[]
}

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
  const pieces = 'pieces' in source ? source.pieces : piecesOf(source instanceof Blob ? source.stream() : source)
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
  const secret = new Set(columns.flatMap(({ column, meaning }) => (meaning === 'pupil_id' ? [column - 1] : [])))
  const sample = head
    .filter(({ number }) => number > headerRows[1])
    .slice(0, SAMPLE)
    .map(({ cells }) => cells.map((cell, i) => (secret.has(i) && cell !== '' ? '•••' : clean(cell))))
  return {
    ...{ table, kind, certainty, headerRows, columns, sample, subject, grade, year, className, problems },
    layout: layout?.id ?? null,
    layoutTitle: layout?.title ?? null,
    subjects: blocks.flatMap((block) => (block.subject === null ? [] : [block.subject])),
  }
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
    const read = observers.has(index) ? 'observer' : columns.meaningOf(index)
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
