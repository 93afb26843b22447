/** A document as data: what is said, in which order. `docx.ts` writes it down. */

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly look: Look }
  | { readonly kind: 'table'; readonly table: TableBlock }

/**
 * - `body`: justified, first line indented
 * - `item`: the same for a numbered item
 * - `title`, `heading`: centred, bold
 * - `right`: in the right half of the page
 * - `plain`: as it stands
 * - `signature`: a tab drives what follows to the right
 * - `note`: small
 */
export type Look = 'body' | 'item' | 'title' | 'heading' | 'right' | 'plain' | 'signature' | 'note'

export interface TableBlock {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** A last row in bold; absent = none. */
  readonly total?: readonly string[]
}

export interface Column {
  readonly heading: string
  /** In shares of the width of the page. */
  readonly width: number
  readonly align?: 'right' | 'left'
  /** True where an empty cell belongs to the one above it. */
  readonly joined?: boolean
}

/** Pages that begin anew. */
export interface Section {
  readonly blocks: readonly Block[]
  readonly landscape?: boolean
}

export interface DocumentContent {
  readonly title: string
  readonly sections: readonly Section[]
}

export const paragraph = (text: string, look: Look = 'body'): Block => ({ kind: 'paragraph', text, look })

/** A table whose columns without anything in them are left out. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total?: readonly string[],
): Block {
  const kept = [...columns.keys()].filter((i) => rows.some((row) => row[i] !== ''))
  const of = <T>(values: readonly T[]): T[] => kept.map((i) => values[i]!)
  const found = { columns: of(columns), rows: rows.map(of) }
  return { kind: 'table', table: total === undefined ? found : { ...found, total: of(total) } }
}

/** A column that stays though it is empty: somebody writes into it by hand. */
export function emptyTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total?: readonly string[],
): Block {
  return { kind: 'table', table: total === undefined ? { columns, rows } : { columns, rows, total } }
}
