import type { TableName } from '../../model'
import { nearest } from '../../nearest'
import { stop } from '../problems'
import { clean, comparable, own } from '../text'
import { COLUMNS, NUMBERED, type NumberedName } from './columns'
import { type Layout, sameHeader } from './layouts'

export interface NumberedColumn {
  /** The number in its name: item 3, score 12, level 2, mark 5. */
  readonly number: number
  readonly index: number
  readonly header: string
  /** Maximum of an item that its header names, as in `4К1 (3б)`; else `null`. */
  readonly max: number | null
}

/** What the columns of a table are. */
export interface Header {
  readonly cells: readonly string[]
  readonly layout: Layout | null
  /** Position of a canonical column, or -1. */
  at(name: string): number
  /** A canonical column under the name that the file gives it, for messages. */
  nameOf(column: string): string
  readonly numbered: Readonly<Record<NumberedName, readonly NumberedColumn[]>>
  /** Columns that no canonical name claims. */
  readonly others: readonly { readonly header: string; readonly index: number }[]
}

/** Widest table: Excel ends at 16 384 columns, and no table of results has more than a few hundred. */
const WIDEST = 5000

/** Finds what each column of a table is. @throws InputError for an empty header or a column named twice. */
export function readHeader(
  table: TableName,
  file: string | null,
  raw: readonly string[],
  row: number,
  layout: Layout | null = null,
): Header {
  if (raw.length > WIDEST) stop('tooManyColumns', { table, file, row, found: raw.length, expected: String(WIDEST) })
  const cells = raw.map((cell) => own(clean(cell)))
  if (cells.every((cell) => cell === '')) stop('emptyTable', { table, file, row })
  if (layout?.kind !== 'journalChange') rejectDuplicates(table, file, cells, row)
  return headerOf(table, cells, layout)
}

/** The header without any check. */
export function headerOf(table: TableName, cells: readonly string[], layout: Layout | null): Header {
  const names = cells.map(comparable)
  const columns = new Map<string, number>()
  const free = new Set(cells.keys())
  for (const [column, header] of Object.entries(layout?.columns ?? {})) {
    const index = cells.findIndex((cell, i) => free.has(i) && cell !== '' && sameHeader(cell, header))
    if (index === -1) continue
    columns.set(column, index)
    free.delete(index)
  }
  for (const header of layout?.unread ?? []) {
    const index = cells.findIndex((cell) => cell !== '' && sameHeader(cell, header))
    if (index !== -1) free.delete(index)
  }
  // What a layout names is all it has; of other tables every column is looked for under its other names.
  if (layout === null) claimByName(table, names, free, columns)
  const numbered: Record<NumberedName, NumberedColumn[]> = { item: [], score: [], level: [], mark: [], itemPercent: [] }
  if (table === 'results') claimNumbered(cells, free, numbered)
  return {
    cells,
    layout,
    at: (name) => columns.get(name) ?? -1,
    nameOf: (column) => cells[columns.get(column) ?? -1] ?? column,
    numbered,
    others: [...free].filter((index) => cells[index] !== '').map((index) => ({ header: cells[index]!, index })),
  }
}

/** Earlier names win, so that `Логин, ОО` gives the login as the school and `ОО` as its name. */
function claimByName(
  table: TableName,
  names: readonly string[],
  free: Set<number>,
  columns: Map<string, number>,
): void {
  const byName = new Map<string, number>()
  names.forEach((name, index) => {
    if (name !== '' && !byName.has(name)) byName.set(name, index)
  })
  for (const column of COLUMNS[table])
    for (const name of [column.name, ...column.aliases]) {
      const index = byName.get(comparable(name))
      if (index === undefined || !free.has(index)) continue
      columns.set(column.name, index)
      free.delete(index)
      break
    }
}

function rejectDuplicates(table: TableName, file: string | null, cells: readonly string[], row: number): void {
  const seen = new Set<string>()
  for (const cell of cells) {
    if (cell === '') continue
    const name = cell.toLowerCase()
    if (seen.has(name)) stop('duplicateColumn', { table, file, row, column: cell })
    seen.add(name)
  }
}

const LABELLED_ITEM = /^(\d+(?:[.,]\d+)?(?:[КK]\d+)?)\s*\((\d+)\s*б\.?\)$/i

function claimNumbered(
  cells: readonly string[],
  free: Set<number>,
  into: Record<NumberedName, NumberedColumn[]>,
): void {
  const bare: NumberedColumn[] = []
  for (const index of [...free]) {
    const header = cells[index]!
    const labelled = LABELLED_ITEM.exec(header)
    if (labelled !== null) {
      into.item.push({ number: into.item.length + 1, index, header, max: Number(labelled[2]) })
      free.delete(index)
      continue
    }
    if (/^\d{1,4}$/.test(header)) {
      bare.push({ number: Number(header), index, header, max: null })
      continue
    }
    for (const { name, pattern } of NUMBERED) {
      const match = pattern.exec(header.toLowerCase())
      if (match === null) continue
      into[name].push({ number: Number(match[1]), index, header, max: null })
      free.delete(index)
      break
    }
  }
  const kind = bareKind(bare.map((column) => column.number))
  if (kind === null) return
  into[kind].push(...bare)
  for (const column of bare) free.delete(column.index)
}

/** Headers that are bare numbers: `2, 3, 4, 5` are marks, `0, 1, ...` primary scores. */
function bareKind(numbers: readonly number[]): 'mark' | 'score' | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  if (sorted.join() === '2,3,4,5') return 'mark'
  return sorted.length > 1 && sorted.every((number, i) => number === i) ? 'score' : null
}

/** The required columns that are missing end the reading, each with the nearest header that is there. */
export function requireColumns(
  table: TableName,
  file: string | null,
  header: Header,
  required: readonly string[],
  row: number,
): void {
  for (const name of required) {
    if (header.at(name) !== -1) continue
    const free = header.others.map((other) => other.header)
    const present = header.cells.filter((cell) => cell !== '').slice(0, 30)
    stop('missingColumn', {
      table,
      file,
      row,
      column: name,
      found: present.join(', '),
      expected: nearestHeader(table, name, free),
    })
  }
}

/** The header nearest to any name of a column. */
function nearestHeader(table: TableName, name: string, headers: readonly string[]): string | null {
  const column = COLUMNS[table].find((known) => known.name === name)
  for (const known of column === undefined ? [name] : [name, ...column.aliases]) {
    const near = known.length < 3 ? null : nearest(known, headers)
    if (near !== null) return near
  }
  return null
}

/** A distribution needs columns of scores, marks or levels, numbered without a gap. */
export function requireCounts(file: string | null, header: Header, row: number): void {
  const { score, mark, level } = header.numbered
  if (score.length + mark.length + level.length > 0) return
  const found = header.cells
    .filter((cell) => cell !== '')
    .slice(0, 30)
    .join(', ')
  stop('missingColumn', { table: 'results', file, row, column: 'score_0', found })
}
