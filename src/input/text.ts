import type { Cell } from '../model'

/**
 * White space collapsed to single spaces, and none at the ends: no-break spaces, line breaks and tabs inside cells
 * come from Excel, never from what the cell means.
 */
export function clean(text: string): string {
  // Most cells are clean: look before copying.
  if (!/^\s|\s$|[\u0000-\u001f\u00a0\u200b\ufeff]|\s\s/.test(text)) return text
  return text
    .replace(/[\u200b\ufeff\u0000]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * A copy that stands alone. A string cut from a chunk of a file keeps the whole chunk in memory; every text that is
 * kept after its row passes through here.
 */
export function own(text: string): string {
  return text.length < 13 ? text : text.split('').join('')
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
}

/**
 * Form in which headers and names are compared: lower case, `ё` as `е`, Cyrillic letters that look Latin as Latin
 * (К and K are typed for one another), punctuation and spaces as a single space.
 */
export function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[авекмнорстух]/g, (letter) => LOOKALIKES[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Order by code unit: the same on every machine and in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Text of a cell of a script: numbers and truth values as they are written. */
export function textOf(cell: Cell): string {
  return cell === null || cell === undefined ? '' : String(cell)
}

/**
 * Text of any value of a script, as a file would hold it: days as `2021-04-15`, whole numbers of any length, numbers of a
 * library by their own words. `null` for what is no cell: lists, plain objects, functions.
 */
export function textOfValue(value: unknown): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return ''
  if (typeof value === 'function' || typeof value === 'symbol') return null
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  const worded = !Array.isArray(value) && value.toString !== Object.prototype.toString
  return worded ? String(value) : null
}
