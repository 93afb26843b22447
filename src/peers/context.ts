/**
 * The context columns of the schools table, understood: which are shares, counts, other numbers, ordered categories,
 * categories or yes/no, and which cannot help to say who is similar to whom.
 */
import { sampleSkewness } from 'simple-statistics'
import type { School, Warning } from '../model'
import type { Settings } from '../settings'

/** `count`: a quantity from 0 up with a long tail, compared on the log scale: pupils, but also a distance or an area. */
export type VariableKind = 'share' | 'count' | 'number' | 'ordered' | 'category' | 'yesNo'

export interface ContextVariable {
  readonly name: string
  readonly kind: VariableKind
  /** Shares: 1 where the column runs 0..1, 100 where it holds percent; 1 for every other kind. */
  readonly unit: 1 | 100
  /** Levels of a category, in the order of meaning (`ordered`) or of code units; `['no', 'yes']` for yes/no; else empty. */
  readonly levels: readonly string[]
  readonly weight: number
  /** One per school: the number in the user's unit, or the position in `levels`; NaN where nothing is known. */
  readonly values: Float64Array
}

/** A variable without its values: what is needed to read it again. */
export type KnownVariable = Omit<ContextVariable, 'values'>

export interface Context {
  readonly variables: readonly ContextVariable[]
  readonly warnings: readonly Warning[]
}

/** Share of schools that must have a value before a column can say anything. */
const LEAST_FILLED = 0.2
/** A column with more categories than this names schools rather than describing them. */
const MOST_CATEGORIES = 30
/** Share of the values of a column that must be numbers for the rest to count as slips of the pen. */
const MOSTLY_NUMBERS = 0.9

/** No quantity is as large as this; its square could not be added up. */
const ABSURD = 1e100
/** Skewness from which a number from 0 up is compared on the log scale, if it takes this many values at least. */
const SKEWED = 1.5
const LEAST_VALUES = 10

const SHARE_NAME = /share|percent|proportion|\bpct\b|_pct|_rate$|дол[яи]|процент|%/i
const COUNT_NAME =
  /^(pupils|students|enrol|teachers$|size$|number_of|n_)|pupils_|_count$|численн|колич|число|контингент/i
const EMPTY = new Set(['', '-', '—', '–', 'na', 'n/a', 'nan', 'null', 'нет данных', 'н/д', 'unknown', 'неизвестно'])
const YES = new Set(['yes', 'true', 'да', 'есть', 'имеется', '1'])
const NO = new Set(['no', 'false', 'нет', 'отсутствует', 'не имеется', '0'])
const KNOWN_ORDERS: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium', 'average', 'high', 'very high'],
  ['очень низкий', 'низкий', 'ниже среднего', 'средний', 'выше среднего', 'высокий', 'очень высокий'],
]

/**
 * Reads the context of schools: the kind of every column, its values, and what is wrong with it.
 *
 * The kind is taken from `settings.peers.variables` or recognised from the name and the values. Columns that are
 * constant, nearly empty, copies of another, or different for nearly every school are left out with a warning.
 *
 * @example
 * readContext(schools, parseSettings()).variables.map((variable) => variable.kind) // ['share', 'category']
 */
export function readContext(schools: readonly School[], settings: Settings): Context {
  const names = [...new Set(schools.flatMap((school) => Object.keys(school.context)))].sort(byCodeUnit)
  const warnings: Warning[] = []
  const variables: ContextVariable[] = []
  for (const name of names) {
    const own = Object.hasOwn(settings.peers.variables, name) ? settings.peers.variables[name] : undefined
    if (own?.role === 'ignore' || own?.weight === 0) continue
    const cells = schools.map((school) => cellOf(school, name))
    const read = readVariable(name, cells, own)
    const fault = faultOf(read.variable, variables)
    if (fault !== null) {
      warnings.push(fault)
      continue
    }
    if (read.slips > 0) warnings.push({ code: 'contextNotNumbers', details: { column: name, values: read.slips } })
    variables.push(read.variable)
  }
  for (const name of Object.keys(settings.peers.variables).sort(byCodeUnit))
    if (!names.includes(name)) warnings.push({ code: 'contextUnknownColumn', details: { column: name } })
  return { variables, warnings }
}

type OwnSettings = Settings['peers']['variables'][string] | undefined
type CleanCell = number | string | null

function readVariable(name: string, cells: readonly CleanCell[], own: OwnSettings) {
  const present = cells.filter((cell) => cell !== null)
  const numbers = present.map(toNumber).filter((value) => !Number.isNaN(value))
  const kind = own?.kind ?? recogniseKind(name, present, numbers, own?.order)
  const levels = levelsOf(kind, present, own?.order)
  const values = valuesOf(cells, kind, levels)
  const unit = kind === 'share' && numbers.some((value) => value > 1) ? 100 : 1
  const known = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const variable: ContextVariable = { name, kind, unit, levels, weight: own?.weight ?? 1, values }
  return { variable, slips: present.length - known }
}

/** Cells as numbers in the user's unit, or as positions in `levels`; NaN for what is empty or cannot be read. */
function valuesOf(cells: readonly CleanCell[], kind: VariableKind, levels: readonly string[]): Float64Array {
  const place = new Map(levels.map((level, index) => [level, index]))
  return Float64Array.from(cells, (cell) => {
    if (cell === null) return Number.NaN
    if (kind === 'yesNo') return yesNo(cell) ?? Number.NaN
    if (kind === 'ordered' || kind === 'category') return place.get(String(cell)) ?? Number.NaN
    return toNumber(cell)
  })
}

/**
 * The context of other schools, read as the variables of an earlier reading were.
 *
 * Shares may have changed between 0..1 and percent: a column with a value over 1 holds percent, one of ten schools or
 * more without such a value does not. Levels that were not there before cannot be compared and count as unknown.
 */
export function readAgain(schools: readonly School[], variables: readonly KnownVariable[]): ContextVariable[] {
  return variables.map(({ name, kind, unit: before, levels, weight }) => {
    const values = valuesOf(
      schools.map((school) => cellOf(school, name)),
      kind,
      levels,
    )
    const known = values.filter((value) => !Number.isNaN(value))
    const percent = known.some((value) => value > 1) || (before === 100 && known.length < 10)
    return { name, kind, unit: kind === 'share' && percent ? 100 : 1, levels, weight, values }
  })
}

function recogniseKind(
  name: string,
  present: readonly (number | string)[],
  numbers: readonly number[],
  order: readonly string[] | undefined,
): VariableKind {
  if (order !== undefined) return 'ordered'
  if (present.length > 0 && present.every((cell) => yesNo(cell) !== null)) return 'yesNo'
  if (numbers.length < MOSTLY_NUMBERS * present.length || numbers.length === 0)
    return naturalOrder(distinct(present)) === null ? 'category' : 'ordered'
  const [low, high] = extent(numbers)
  const whole = numbers.every((value) => Number.isInteger(value))
  if (low >= 0 && high <= 1 && !whole) return 'share'
  if (low >= 0 && high <= 100 && SHARE_NAME.test(name)) return 'share'
  if (low >= 0 && COUNT_NAME.test(name)) return 'count'
  return low >= 0 && isSkewed(numbers) ? 'count' : 'number'
}

/** A long tail upwards that the logarithm shortens: sizes, areas, distances, money. */
function isSkewed(numbers: readonly number[]): boolean {
  if (new Set(numbers).size < LEAST_VALUES) return false
  const skewness = sampleSkewness([...numbers])
  return skewness > SKEWED && Math.abs(sampleSkewness(numbers.map((value) => Math.log(1 + value)))) < skewness
}

function levelsOf(kind: VariableKind, present: readonly (number | string)[], order: readonly string[] | undefined) {
  if (kind === 'yesNo') return ['no', 'yes']
  if (kind === 'category') return distinct(present)
  if (kind === 'ordered') return order ?? naturalOrder(distinct(present)) ?? distinct(present)
  return []
}

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

function leadingNumber(level: string): number | null {
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

function faultOf(variable: ContextVariable, earlier: readonly ContextVariable[]): Warning | null {
  const known = variable.values.filter((value) => !Number.isNaN(value))
  const details = { column: variable.name, known: known.length, schools: variable.values.length }
  if (known.length < LEAST_FILLED * variable.values.length || known.length === 0)
    return { code: 'contextNearlyEmpty', details }
  if (known.every((value) => value === known[0])) return { code: 'contextConstant', details }
  if (variable.kind === 'category' && variable.levels.length > Math.min(MOST_CATEGORIES, Math.max(2, known.length / 3)))
    return { code: 'contextTooManyCategories', details: { ...details, categories: variable.levels.length } }
  const twin = earlier.find((other) => other.values.every((value, index) => Object.is(value, variable.values[index])))
  return twin === undefined ? null : { code: 'contextDuplicated', details: { ...details, twin: twin.name } }
}

function cellOf(school: School, name: string): CleanCell {
  const cell = Object.hasOwn(school.context, name) ? (school.context[name] ?? null) : null
  if (cell === null || typeof cell === 'number') return cell !== null && Math.abs(cell) < ABSURD ? cell : null
  const text = cell.trim().replace(/\s+/g, ' ')
  return EMPTY.has(text.toLowerCase()) ? null : text
}

/** A number however it is written: `12,5`, `45 %`, `1 278`. NaN where it is none. */
function toNumber(cell: number | string): number {
  if (typeof cell === 'number') return cell
  const text = cell.replace(/\s/g, '').replace(/%$/, '').replace(',', '.')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number.NaN
  const number = Number(text)
  return Math.abs(number) < ABSURD ? number : Number.NaN
}

function yesNo(cell: number | string): 0 | 1 | null {
  const word = String(cell).toLowerCase()
  if (YES.has(word)) return 1
  return NO.has(word) ? 0 : null
}

const distinct = (cells: readonly (number | string)[]): string[] => [...new Set(cells.map(String))].sort(byCodeUnit)
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}
