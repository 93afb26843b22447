import type { TableKind, TableName, Text } from '../../../model'
import { clean, comparable } from '../../text'

/** How a table is issued: its header, and how its rows are to be read. A layout is data; `recognise.ts` compares. */
export interface Layout {
  readonly id: string
  /** What it is called where people read of it. */
  readonly title: Text
  readonly table: TableName
  readonly kind: TableKind
  /** Headers that all must be there. Compared loosely; `*` at the end stands for any continuation. */
  readonly signature: readonly string[]
  /** Canonical column -> header, where the general names (`columns.ts`) would read it otherwise. */
  readonly columns: Readonly<Record<string, string>>
  /** Headers that are passed over on purpose. */
  readonly unread: readonly string[]
  /**
   * `plain`: every row is data. `sections`: rows between the data name the school of those that follow.
   * `groups`: rows of schools among rows of the region and its municipalities, which are passed over.
   */
  readonly rows: 'plain' | 'sections' | 'groups'
  /** Year in which it was issued, where no other has the same form. */
  readonly year?: number
  /** True where the pupils are one grade above the test that they wrote. */
  readonly gradeOneBelow?: boolean
  /** A header as issued, for the documentation and the fixtures. */
  readonly example: readonly string[]
}

/** Whether a header cell is the one that a layout names. */
export function sameHeader(cell: string, wanted: string): boolean {
  if (wanted.endsWith('*')) return comparable(cell).startsWith(comparable(wanted))
  const name = comparable(wanted)
  return name === '' ? clean(cell) === wanted : comparable(cell) === name
}

/** Whether a row is the header of a layout. */
export function hasSignature(cells: readonly string[], layout: Layout): boolean {
  return layout.signature.every((wanted) => cells.some((cell) => cell !== '' && sameHeader(cell, wanted)))
}
