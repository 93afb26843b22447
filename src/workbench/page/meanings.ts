/** What a column can be declared to be. */
import { COLUMNS } from '../../input/headers/columns'
import type { Locale, TableName } from '../../model'
import { MEANING_TITLES } from '../../words/input'
import { CONTEXT } from '../../words/terms'

export const FAMILIES = ['item', 'score', 'mark', 'level', 'item_percent'] as const
export type Family = (typeof FAMILIES)[number]

/** Columns that a table can have. */
export const columnsOf = (table: TableName): readonly string[] => COLUMNS[table].map(({ name }) => name)

/** Concepts by which schools are compared, as far as a column can be one. */
export const CONCEPTS: readonly string[] = Object.keys(CONTEXT)

export function titleOf(meaning: string, locale: Locale): string {
  const texts: Readonly<Record<string, { readonly [L in Locale]: string }>> = { ...CONTEXT, ...MEANING_TITLES }
  return texts[meaning]?.[locale] ?? meaning
}

/** The family of a numbered column, and its number. */
export function numberedOf(meaning: string | null): { readonly family: Family; readonly number: number } | null {
  const match = /^(item|score|mark|level)_(\d{1,4})(_percent)?$/.exec(meaning ?? '')
  if (match === null || meaning === null) return null
  return { family: (match[3] === undefined ? match[1] : 'item_percent') as Family, number: Number(match[2]) }
}

export const numbered = (family: Family, number: number): string =>
  family === 'item_percent' ? `item_${number}_percent` : `${family}_${number}`

/** Number of a column that is declared to be one of a family: what its header says, else the next one. */
export function numberFor(header: string, family: Family, taken: readonly (string | null)[]): number {
  const said = /\d{1,3}/.exec(header)?.[0]
  if (said !== undefined && !taken.includes(numbered(family, Number(said)))) return Number(said)
  let number = family === 'score' ? 0 : 1
  while (taken.includes(numbered(family, number))) number++
  return number
}
