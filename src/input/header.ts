import type { TableName } from '../model'
import { nearest } from '../nearest'
import { COLUMNS, NUMBERED, type NumberedName } from './columns'
import { stop } from './problems'
import { clean, comparable, own } from './text'

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
  /** Position of a canonical column, or -1. */
  at(name: string): number
  readonly numbered: Readonly<Record<NumberedName, readonly NumberedColumn[]>>
  /** Columns that no canonical name claims. */
  readonly others: readonly { readonly header: string; readonly index: number }[]
}

/** Finds what each column of a table is. @throws InputError for an empty header or a column named twice. */
export function readHeader(table: TableName, file: string | null, raw: readonly string[], row: number): Header {
  const cells = raw.map((cell) => own(clean(cell)))
  if (cells.every((cell) => cell === '')) stop('emptyTable', { table, file, row })
  rejectDuplicates(table, file, cells, row)
  const columns = new Map<string, number>()
  const free = new Set(cells.keys())
  for (const column of COLUMNS[table]) {
    const index = claim(cells, free, [column.name, ...column.aliases])
    if (index === -1) continue
    columns.set(column.name, index)
    free.delete(index)
  }
  const numbered: Record<NumberedName, NumberedColumn[]> = { item: [], score: [], level: [], mark: [], itemPercent: [] }
  if (table === 'results') claimNumbered(cells, free, numbered)
  return {
    cells,
    at: (name) => columns.get(name) ?? -1,
    numbered,
    others: [...free].filter((index) => cells[index] !== '').map((index) => ({ header: cells[index]!, index })),
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

/** Earlier names win, so that `Логин, ОО` gives the login as the school and `ОО` as its name. */
function claim(cells: readonly string[], free: ReadonlySet<number>, names: readonly string[]): number {
  for (const name of names) {
    const wanted = comparable(name)
    for (const index of free) if (cells[index] !== '' && comparable(cells[index]!) === wanted) return index
  }
  return -1
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
  if (numbers.join() === '2,3,4,5') return 'mark'
  return numbers.length > 1 && numbers[0] === 0 && numbers.every((number, i) => number === i) ? 'score' : null
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
    const near = nearest(
      name,
      header.others.map((other) => other.header),
    )
    const present = header.cells.filter((cell) => cell !== '').slice(0, 30)
    stop('missingColumn', { table, file, row, column: name, found: present.join(', '), expected: near })
  }
}
