import type { TableKind, TableName } from '../../model'
import type { MergedRange } from '../formats/workbook'
import { clean } from '../text'
import { CONDITIONS, REQUIRED } from './columns'
import { type Header, type HeaderHints, headerOf, WIDEST } from './header'
import { labelsFromDates } from './labels'
import { hasSignature, LAYOUTS, type Layout } from './layouts'
import { observerColumns } from './observer-columns'
import { type HeadRow, type StackedHeader, stackHeader } from './stacked'
import type { NamedSubject } from './subjects'

/** One part of a table: the whole of it, or in a wide table the columns of one subject with those that all share. */
export interface Block {
  readonly subject: string | null
  readonly grade: number | null
  readonly header: Header
}

/** A header that was understood. */
export interface Recognised {
  readonly layout: Layout | null
  readonly blocks: readonly Block[]
  /** Subjects of a wide table under which no known columns stand. */
  readonly unknownSubjects: readonly string[]
  readonly stacked: StackedHeader
  /** True where labels that had become dates were turned back. */
  readonly fromDates: boolean
}

/** What the user says of the columns: from the headers of a table to what they mean. */
export type GivenColumns = (stacked: StackedHeader) => ReadonlyMap<number, string>
const NOTHING_GIVEN: GivenColumns = () => new Map()

/** Whether a row is a header, and of which layout (`null` = the canonical columns). */
export function recogniseHeader(table: TableName, raw: readonly string[]): { layout: Layout | null } | undefined {
  const found = recogniseRows(table, [{ number: 1, cells: raw }], [])
  return found === null ? undefined : { layout: found.layout }
}

/** No export has nearly as many columns. */
const WIDEST_EXPORT = 1000

/** Reads rows as the header of a table; `null` where they are none. */
export function recogniseRows(
  table: TableName,
  rows: readonly HeadRow[],
  merged: readonly MergedRange[],
  given: GivenColumns = NOTHING_GIVEN,
): Recognised | null {
  if (rows.some(({ cells }) => cells.length > WIDEST)) return null
  const made = stackHeader(rows, merged)
  const labels = labelsFromDates(made.texts)
  const stacked = labels === null ? made : { ...made, texts: labels }
  if (stacked.texts.filter((cell) => cell !== '').length < (table === 'schools' ? 1 : 2)) return null
  const columns = given(stacked)
  const layout =
    rows.length > 1 || stacked.texts.length > WIDEST_EXPORT
      ? null
      : (LAYOUTS.find((known) => known.table === table && hasSignature(stacked.texts, known)) ?? null)
  const fromDates = labels !== null
  if (layout !== null) {
    const header = headerOf(table, stacked.texts, layout, { given: columns })
    return { layout, blocks: [{ subject: null, grade: null, header }], unknownSubjects: [], stacked, fromDates }
  }
  const blocks = blocksOf(table, stacked, columns)
  const good = blocks.filter((block) => isComplete(table, block, aboveOf(stacked)))
  if (good.length === 0) return null
  const unknownSubjects = blocks.filter((block) => !good.includes(block)).map(({ subject }) => subject ?? '')
  return { layout, blocks: good, unknownSubjects, stacked, fromDates }
}

/** Whether a header has what its kind of table cannot do without; the subject may stand elsewhere. */
function isComplete(table: TableName, { header }: Block, above: readonly string[] | null): boolean {
  if (table === 'observers')
    return (
      header.at('school_id') !== -1 &&
      (speaksOfObservers(header, above) || CONDITIONS.some((name) => header.at(name) !== -1))
    )
  const kind = table === 'results' ? resultsKind(header) : table
  if (kind === null) return false
  const required = REQUIRED[kind]!.filter((name) => name !== 'subject' || table === 'assessments')
  return required.every((name) => header.at(name) !== -1)
}

/** Whether any column says that somebody observed. */
export const speaksOfObservers = (header: Header, above: readonly string[] | null): boolean =>
  header.at('observer') !== -1 || observerColumns(header, above).length > 0

/** All that stands above the lowest texts of a header, by column; `null` where nothing does. */
export function aboveOf({ paths }: StackedHeader): readonly string[] | null {
  const above = paths.map((path) => path.slice(0, -1).join(' '))
  return above.some((text) => text !== '') ? above : null
}

/** Tables whose subjects may stand beside each other; observers have a reader of their own for that. */
const WIDE: ReadonlySet<TableName> = new Set<TableName>(['results', 'participation'])

function blocksOf(table: TableName, stacked: StackedHeader, given: ReadonlyMap<number, string>): Block[] {
  const { texts, groups } = stacked
  const subjects = WIDE.has(table) ? stacked.subjects : texts.map(() => null)
  const keys = [...new Set(subjects.flatMap((named) => (named === null ? [] : [keyOf(named)])))]
  const whole = (hints: HeaderHints) => headerOf(table, texts, null, { groups, ...hints })
  if (keys.length === 0) return [{ subject: null, grade: null, header: whole({ given }) }]
  return keys.map((key) => {
    const own = subjects.findIndex((named) => named !== null && keyOf(named) === key)
    const { subject, grade } = subjects[own]!
    const foreign = new Set([...subjects.keys()].filter((i) => subjects[i] !== null && keyOf(subjects[i]!) !== key))
    return { subject, grade, header: whole({ given, foreign }) }
  })
}

const keyOf = ({ subject, grade }: NamedSubject): string => `${subject}\t${grade ?? ''}`

/** Kind of a results table, by its columns; `null` where they tell of no result. */
export function resultsKind(header: Header): TableKind | null {
  const { numbered, layout } = header
  if (layout !== null) return layout.kind
  if (header.at('score') !== -1) return 'pupils'
  if (numbered.score.length > 0) return 'distributions'
  if (header.at('mean_score') !== -1) return 'summaries'
  return numbered.mark.length + numbered.level.length > 1 ? 'distributions' : null
}

/** Rows that may stand above a header: a title block, and no more. */
export const DEEPEST_HEADER = 40
/** Rows of which a header may be made. */
const TALLEST = 3

/** Where a header was found among the first rows of a sheet. */
export interface FoundHeader extends Recognised {
  /** Positions of its first and last row in the head. */
  readonly first: number
  readonly last: number
}

/** The header of a table among the first rows of a sheet; `null` where there is none. */
export function findHeader(
  table: TableName,
  head: readonly HeadRow[],
  merged: readonly MergedRange[],
  given: GivenColumns = NOTHING_GIVEN,
): FoundHeader | null {
  for (let first = 0; first < Math.min(head.length, DEEPEST_HEADER); first++) {
    const found = headerAt(table, head, first, merged, given)
    if (found !== null) return found
  }
  return null
}

/** The header that begins with a row: of as many rows as say more than its last row alone. */
export function headerAt(
  table: TableName,
  head: readonly HeadRow[],
  first: number,
  merged: readonly MergedRange[],
  given: GivenColumns = NOTHING_GIVEN,
): FoundHeader | null {
  let best: FoundHeader | null = null
  for (let rows = 1; rows <= TALLEST && first + rows <= head.length; rows++) {
    const last = first + rows - 1
    // What is wider than any table is not looked at cell by cell, again for every table that it might be.
    if (head[last]!.cells.length > WIDEST) break
    if (rows > 1 && !continues(head, first, last)) break
    const found = recogniseRows(table, head.slice(first, last + 1), merged, given)
    if (found === null) continue
    const below = rows === 1 ? null : recogniseRows(table, [head[last]!], merged, given)
    if (below !== null && columnsRead(below) >= columnsRead(found)) continue
    if (best === null || columnsRead(found) > columnsRead(best)) best = { ...found, first, last }
  }
  return best
}

/**
 * Whether a row can be the second or third of a header: it stands directly below, the row above has gaps that it fills,
 * and it is no row of data, which would fill the first columns as well.
 */
function continues(head: readonly HeadRow[], first: number, last: number): boolean {
  const [above, row] = [head[last - 1]!, head[last]!]
  if (row.number !== above.number + 1) return false
  if (filled(above).length < 2 && last - 1 === first) return false
  const gaps = filled(row).filter((column) => clean(above.cells[column] ?? '') === '')
  const [leftmost] = filled(head[first]!)
  return gaps.length > 0 && clean(row.cells[leftmost ?? 0] ?? '') === ''
}

const filled = ({ cells }: HeadRow): number[] => [...cells.keys()].filter((column) => clean(cells[column]!) !== '')

/** How many columns a header gives a meaning. */
function columnsRead({ blocks }: Recognised): number {
  return blocks.reduce((sum, { header }) => {
    const read = [...header.cells.keys()].filter((index) => ![null, 'ignore'].includes(header.meaningOf(index)))
    return sum + read.length
  }, 0)
}
