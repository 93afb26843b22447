/**
 * The context of the schools table, understood: concepts where its columns are known, and of the columns that no rule
 * knows which are shares, counts, other numbers, ordered categories, categories or yes/no; and what takes no part.
 */

import { log } from '../elementary'
import type { School, Warning } from '../model'
import { fixed } from '../setting'
import { SettingsError, unknownName } from '../settings-error'
import {
  byCodeUnit,
  type CleanCell,
  cellOf,
  distinct,
  extent,
  leadingNumber,
  naturalOrder,
  toNumber,
  yesNo,
} from './cells'
import { type Column, type Computed, computeConcepts, countsWithoutWhole } from './concepts/compute'
import { conceptOf } from './concepts/dictionary'
import { type LeftOut, recognise } from './concepts/recognise'
import { settlementRank } from './concepts/settlement'
import { type SpecialKind, specialSchools } from './concepts/special'
import { shareVotes } from './concepts/votes'
import type { Settings } from './options'
import type { ContextVariable, KnownVariable, VariableKind } from './variables'

export interface Context {
  /** Concepts in the order of the dictionary, then unknown columns by name. */
  readonly variables: readonly ContextVariable[]
  /** Columns that take no part, each with its reason. */
  readonly leftOut: readonly LeftOut[]
  /** Kind of each school that fits no group; `null` for the others. */
  readonly special: readonly (SpecialKind | null)[]
  readonly warnings: readonly Warning[]
}

const LEAST_FILLED = fixed(0.2, {
  reason: 'Share of schools that must have a value before a column can say anything.',
  origin: 'ours',
})
const MOST_CATEGORIES = fixed(30, {
  reason: 'A column with more categories than this names schools rather than describing them.',
  origin: 'ours',
})
const MOSTLY_NUMBERS = fixed(0.9, {
  reason: 'Share of the values of a column that must be numbers for the rest to count as slips of the pen.',
  origin: 'ours',
})
const NEARLY_ALL = fixed(0.9, {
  reason: 'A concept whose answer is the same for this share of the schools cannot tell who is like whom.',
  origin: 'ours',
})

const SKEWED = fixed(1.5, {
  reason: 'Skewness from which a number from 0 up is compared on the log scale, if it takes this many values at least.',
  origin: 'ours',
})
const SCHOOLS_PER_CATEGORY = fixed(3, {
  reason: 'Where categories have fewer schools than this on average they tell schools, not kinds of schools.',
  origin: 'ours',
  unit: 'schools',
})
const LEAST_VALUES = fixed(10, {
  reason: 'A number that takes fewer values is not compared on the log scale.',
  origin: 'ours',
})

const SHARE_NAME = /share|percent|proportion|\bpct\b|_pct|_rate$|дол[яи]|процент|%/i
const COUNT_NAME =
  /^(pupils|students|enrol|teachers$|size$|number_of|n_)|pupils_|_count$|численн|колич|число|контингент/i

/**
 * Reads the context of schools: concepts, unknown columns, and what is wrong with them.
 *
 * Concepts are computed from the columns that are known (`concepts/`), each one vote. The kind of an unknown column is
 * recognised from its name and values; blocks of unknown columns that go together share one vote. Identifiers, contacts,
 * dates, results, constant and nearly empty columns and copies are left out, with a reason. `settings.peers.variables`
 * overrules by header or by concept.
 *
 * @example
 * readContext(schools, parseSettings()).variables.map(({ name }) => name) // ['settlement', 'pupils', 'low_income_share']
 */
export function readContext(schools: readonly School[], settings: Settings): Context {
  const columns = columnsOf(schools)
  const found = recognise(columns, settings.peers.variables)
  const answered = schools.map((_, row) => columns.filter(({ cells }) => cells[row] !== null).length)
  const special = specialSchools(schools, found.parts.get('special') ?? [], found.parts.get('school.type') ?? [])
  const reading = new Reading(settings, special)
  for (const { column, reason } of found.leftOut) reading.leave(column, reason)
  for (const { column, reason } of found.believed)
    reading.warnings.push({ code: 'contextAsSaid', details: { column, looks: reason } })
  for (const computed of computeConcepts(found.parts, answered)) reading.takeConcept(computed)
  for (const { header } of countsWithoutWhole(found.parts)) reading.leave(header, 'countWithoutWhole')
  reading.takeUnknown(found.unknown.toSorted((a, b) => byCodeUnit(a.header, b.header)))
  for (const [part, own] of found.parts)
    for (const { header } of own)
      if (!reading.mentions(header)) reading.leave(header, part === 'special' ? 'special' : 'repeats')
  return { variables: reading.variables, leftOut: reading.leftOut, special, warnings: reading.warnings }
}

/** Kind of each special school, `null` for the ordinary ones, however many of them there are. */
export function specialOf(schools: readonly School[]): (SpecialKind | null)[] {
  const { parts } = recognise(columnsOf(schools), {})
  return specialSchools(schools, parts.get('special') ?? [], parts.get('school.type') ?? [], 1)
}

/** @throws SettingsError for a name in `peers.variables` that is neither a column of the table nor a concept made of it */
export function checkVariables(schools: readonly School[], settings: Settings): void {
  const asked = Object.keys(settings.peers.variables)
  if (asked.length === 0) return
  const headers = new Set(schools.flatMap((school) => Object.keys(school.context)))
  const { parts } = recognise(columnsOf(schools), {})
  const concepts = computeConcepts(
    parts,
    schools.map(() => 0),
  ).map(({ concept }) => concept.id)
  const known = [...concepts, ...headers]
  const unknown = asked.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new SettingsError(unknown.map((name) => unknownName('peers.variables', name, known)))
}

function columnsOf(schools: readonly School[]): Column[] {
  const headers = [...new Set(schools.flatMap((school) => Object.keys(school.context)))]
  return headers.map((header, place) => ({ header, place, cells: schools.map((school) => cellOf(school, header)) }))
}

type OwnSettings = Settings['peers']['variables'][string] | undefined

/** What is gathered while the columns of a table are read. */
class Reading {
  readonly variables: ContextVariable[] = []
  readonly leftOut: LeftOut[] = []
  readonly warnings: Warning[] = []
  private readonly mentioned = new Set<string>()

  constructor(
    private readonly settings: Settings,
    /** A special school would stretch every scale. */
    private readonly special: readonly (SpecialKind | null)[],
  ) {}

  mentions = (header: string): boolean => this.mentioned.has(header)

  leave(column: string, reason: LeftOut['reason']): void {
    if (this.mentioned.has(column)) return
    this.mentioned.add(column)
    this.leftOut.push({ column, reason })
    if (reason === 'result') this.warnings.push({ code: 'outcomeInContext', details: { column, correlation: null } })
  }

  takeConcept({ concept, columns, cells, kind, order }: Computed): void {
    const own = this.ownOf(concept.id, columns)
    if (own?.role === 'ignore' || own?.weight === 0) {
      for (const header of columns) if (!this.sharesColumn(header)) this.leave(header, 'ignored')
      return
    }
    const read = readVariable(concept.id, columns, cells, {
      ...own,
      kind: own?.kind ?? kind,
      order: own?.order ?? order,
    })
    const nearlyAll = concept.kind === 'category' || concept.kind === 'yesNo' ? NEARLY_ALL : 1
    if (this.take(read, nearlyAll)) for (const header of columns) this.mentioned.add(header)
  }

  takeUnknown(columns: readonly Column[]): void {
    const concepts = [...this.variables]
    for (const { header, cells } of columns) {
      const own = this.ownOf(header, [])
      if (own?.weight === 0) this.leave(header, 'ignored')
      else if (this.take(readVariable(header, [header], cells, own ?? {}), 1)) this.mentioned.add(header)
    }
    const unknown = this.variables.slice(concepts.length)
    const { weights, twins } = shareVotes(concepts, unknown)
    this.variables.length = concepts.length
    unknown.forEach((variable, u) => {
      const own = this.ownOf(variable.name, [])
      const twin = twins[u]!
      if (twin !== null && own?.role !== 'context') {
        this.mentioned.delete(variable.name)
        this.leave(variable.name, 'copy')
        this.warnings.push({ code: 'contextDuplicated', details: { column: variable.name, twin } })
      } else this.variables.push({ ...variable, weight: own?.weight ?? (weights[u]! || 1) })
    })
  }

  /** The settings of a concept: under its own name, or under that of its only column. */
  private ownOf(name: string, columns: readonly string[]): OwnSettings {
    const { variables } = this.settings.peers
    const key = [name, ...(columns.length === 1 ? columns : [])].find((one) => Object.hasOwn(variables, one))
    return key === undefined ? undefined : variables[key]
  }

  private sharesColumn = (header: string): boolean => this.variables.some(({ columns }) => columns.includes(header))

  private take({ variable, slips }: { variable: ContextVariable; slips: number }, nearlyAll: number): boolean {
    const fault = faultOf(variable, this.variables, this.special, nearlyAll)
    if (fault !== null) {
      this.warnings.push(fault.warning)
      for (const header of variable.columns) if (!this.sharesColumn(header)) this.leave(header, fault.reason)
      return false
    }
    if (slips > 0)
      this.warnings.push({ code: 'contextNotNumbers', details: { column: titleOf(variable), values: slips } })
    this.variables.push(variable)
    return true
  }
}

/** What a warning calls a variable: the header of its column, or the concept. */
const titleOf = ({ name, columns }: KnownVariable): string => (columns.length === 1 ? columns[0]! : name)

interface HowToRead {
  readonly kind?: VariableKind | undefined
  readonly order?: readonly string[] | null | undefined
  readonly weight?: number | undefined
}

function readVariable(name: string, columns: readonly string[], cells: readonly CleanCell[], own: HowToRead) {
  const present = cells.filter((cell) => cell !== null)
  const numbers = present.map(toNumber).filter((value) => !Number.isNaN(value))
  const kind = own.kind ?? recogniseKind(name, present, numbers, own.order ?? undefined)
  const levels = levelsOf(kind, present, own.order ?? undefined)
  const values = valuesOf(cells, name, kind, levels)
  const unit = kind === 'share' && numbers.some((value) => value > 1) ? 100 : 1
  const known = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const variable: ContextVariable = { name, columns, kind, unit, levels, weight: own.weight ?? 1, values }
  return { variable, slips: present.length - known }
}

/** Cells as numbers in the user's unit, or as positions in `levels`; NaN for what is empty or cannot be read. */
function valuesOf(
  cells: readonly CleanCell[],
  name: string,
  kind: VariableKind,
  levels: readonly string[],
): Float64Array {
  const place = new Map(levels.map((level, index) => [level, index]))
  return Float64Array.from(cells, (cell) => {
    if (cell === null) return Number.NaN
    if (kind === 'yesNo') return yesNo(cell) ?? Number.NaN
    if (kind === 'ordered' || kind === 'category')
      return place.get(String(cell)) ?? sameMeaning(String(cell), name, levels) ?? Number.NaN
    return toNumber(cell)
  })
}

/** Position of the level that says the same in other words: the answers of the questionnaires differ from year to year. */
function sameMeaning(cell: string, name: string, levels: readonly string[]): number | null {
  if (conceptOf(name) === undefined) return null
  const keyOf = name === 'settlement' ? settlementRank : leadingNumber
  const key = keyOf(cell)
  const found = key === null ? -1 : levels.findIndex((level) => keyOf(level) === key)
  return found < 0 ? null : found
}

/**
 * The context of other schools, read as the variables of an earlier reading were: concepts from whatever columns this
 * year's table has for them, unknown columns by their headers.
 *
 * Shares may have changed between 0..1 and percent: a column with a value over 1 holds percent, one of ten schools or
 * more without such a value does not. Levels that were not there before cannot be compared and count as unknown.
 */
export function readAgain(
  schools: readonly School[],
  variables: readonly KnownVariable[],
  settings: Settings['peers']['variables'] = {},
): ContextVariable[] {
  const columns = columnsOf(schools)
  const answered = schools.map((_, row) => columns.filter(({ cells }) => cells[row] !== null).length)
  const { parts } = recognise(columns, settings)
  const computed = new Map(computeConcepts(parts, answered).map((one) => [one.concept.id, one]))
  const nothing = schools.map(() => null)
  return variables.map((variable) => {
    const { name, kind, unit: before, levels } = variable
    const again = computed.get(name) ?? columns.find(({ header }) => header === name)
    const values = valuesOf(again?.cells ?? nothing, name, kind, levels)
    const known = values.filter((value) => !Number.isNaN(value))
    const percent = known.some((value) => value > 1) || (before === 100 && known.length < LEAST_VALUES)
    const made = again !== undefined && 'columns' in again ? again.columns : [name]
    return { ...variable, columns: made, unit: kind === 'share' && percent ? 100 : 1, values }
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
  const skewness = sampleSkewness(numbers)
  return skewness > SKEWED && Math.abs(sampleSkewness(numbers.map((value) => log(1 + value)))) < skewness
}

/** Fisher-Pearson skewness, adjusted for the size of the sample; 0 where all values are equal. */
function sampleSkewness(values: readonly number[]): number {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  let [squares, cubes] = [0, 0]
  for (const value of values) {
    const distance = value - mean
    squares += distance * distance
    cubes += distance * distance * distance
  }
  const sd = Math.sqrt(squares / (n - 1))
  return sd > 0 ? (n * cubes) / ((n - 1) * (n - 2) * sd * sd * sd) : 0
}

function levelsOf(kind: VariableKind, present: readonly (number | string)[], order: readonly string[] | undefined) {
  if (kind === 'yesNo') return ['no', 'yes']
  if (kind === 'category') return distinct(present)
  if (kind === 'ordered') return order ?? naturalOrder(distinct(present)) ?? distinct(present)
  return []
}

interface Fault {
  readonly warning: Warning
  readonly reason: LeftOut['reason']
}

/** Why a variable cannot say who is like whom, among the schools that are to be grouped. */
function faultOf(
  variable: ContextVariable,
  earlier: readonly ContextVariable[],
  special: readonly (SpecialKind | null)[],
  nearlyAll: number,
): Fault | null {
  const ordinary = variable.values.filter((_, row) => special[row] === null)
  const known = ordinary.filter((value) => !Number.isNaN(value))
  const details = { column: titleOf(variable), known: known.length, schools: ordinary.length }
  if (known.length < LEAST_FILLED * ordinary.length || known.length === 0)
    return { warning: { code: 'contextNearlyEmpty', details }, reason: 'nearlyEmpty' }
  if (known.every((value) => value === known[0]))
    return { warning: { code: 'contextConstant', details }, reason: 'constant' }
  if (
    variable.kind === 'category' &&
    variable.levels.length > Math.min(MOST_CATEGORIES, Math.max(2, known.length / SCHOOLS_PER_CATEGORY))
  ) {
    const categories = variable.levels.length
    return {
      warning: { code: 'contextTooManyCategories', details: { ...details, categories } },
      reason: 'tooManyCategories',
    }
  }
  const twin = earlier.find((other) => other.values.every((value, index) => Object.is(value, variable.values[index])))
  if (twin !== undefined)
    return { warning: { code: 'contextDuplicated', details: { ...details, twin: titleOf(twin) } }, reason: 'copy' }
  if (nearlyAll === 1) return null
  const counts = new Map<number, number>()
  for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (Math.max(...counts.values()) < nearlyAll * known.length) return null
  return { warning: { code: 'contextNearlyConstant', details }, reason: 'nearlyConstant' }
}
