/** Cells of context columns as they come from files: numbers however they are written, answers, words with an order. */

import type { School } from '../model'
import { fixed } from '../setting'

export type CleanCell = number | string | null

const ABSURD = fixed(1e100, {
  reason: 'No quantity is as large as this; its square could not be added up.',
  origin: 'computing',
})
const EMPTY = new Set(['', '-', '—', '–', 'na', 'n/a', 'nan', 'null', 'нет данных', 'н/д', 'unknown', 'неизвестно'])
const YES = new Set(['yes', 'true', 'да', 'есть', 'имеется', '1'])
const NO = new Set(['no', 'false', 'нет', 'отсутствует', 'не имеется', '0'])
const KNOWN_ORDERS: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium', 'average', 'high', 'very high'],
  ['очень низкий', 'низкий', 'ниже среднего', 'средний', 'выше среднего', 'высокий', 'очень высокий'],
]

/**
 * The order that the words carry themselves: the numbered answers of the federal questionnaire («1. …», «2. …»),
 * low to high, or sizes («Менее 1 тыс.», «От 1 до 5 тыс.», «Более 680 тыс.»). `null` where there is none.
 */
export function naturalOrder(levels: readonly string[]): string[] | null {
  if (levels.length < 2) return null
  const sort = (rank: (level: string) => number | null): string[] | null => {
    const ranked = levels.map((level) => ({ level, rank: rank(level) }))
    if (ranked.some((entry) => entry.rank === null)) return null
    if (new Set(ranked.map((entry) => entry.rank)).size < ranked.length) return null
    return ranked.sort((a, b) => a.rank! - b.rank!).map((entry) => entry.level)
  }
  for (const words of KNOWN_ORDERS) {
    const found = sort((level) => {
      const index = words.indexOf(level.toLowerCase())
      return index < 0 ? null : index
    })
    if (found !== null) return found
  }
  return sort(leadingNumber) ?? sort(sizeOf)
}

export function leadingNumber(level: string): number | null {
  const match = /^(\d{1,2})[.)]\s*\D/.exec(level)
  return match === null ? null : Number(match[1])
}

function sizeOf(level: string): number | null {
  const match =
    /^(менее|до|не более|less than|under|от|from|с|более|свыше|over|more than)?\s*(\d[\d\s]*(?:[.,]\d+)?)/i.exec(level)
  if (match === null) return null
  const value = Number(match[2]!.replace(/\s/g, '').replace(',', '.'))
  const word = (match[1] ?? '').toLowerCase()
  const million = /млн|million/i.test(level) ? 1000 : 1
  if (/^(менее|до|не более|less than|under)$/.test(word)) return value * million - 0.5
  return value * million + (/^(более|свыше|over|more than)$/.test(word) ? 0.5 : 0)
}

export function cellOf(school: School, name: string): CleanCell {
  const cell = Object.hasOwn(school.context, name) ? (school.context[name] ?? null) : null
  if (cell === null || typeof cell === 'number') return cell !== null && Math.abs(cell) < ABSURD ? cell : null
  const text = cell.trim().replace(/\s+/g, ' ')
  return EMPTY.has(text.toLowerCase()) ? null : text
}

/** A number however it is written: `12,5`, `45 %`, `1 278`. NaN where it is none. */
export function toNumber(cell: number | string): number {
  if (typeof cell === 'number') return cell
  const text = cell.replace(/\s/g, '').replace(/%$/, '').replace(',', '.')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number.NaN
  const number = Number(text)
  return Math.abs(number) < ABSURD ? number : Number.NaN
}

export function yesNo(cell: number | string): 0 | 1 | null {
  const word = String(cell).toLowerCase()
  if (YES.has(word)) return 1
  return NO.has(word) ? 0 : null
}

export const distinct = (cells: readonly (number | string)[]): string[] =>
  [...new Set(cells.map(String))].sort(byCodeUnit)
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}
