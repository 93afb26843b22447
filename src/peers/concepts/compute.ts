/** Columns -> concepts: one value per school and concept, however many columns it takes. */
import { fixed } from '../../setting'
import { type CleanCell, distinct, leadingNumber, naturalOrder, toNumber, yesNo } from '../cells'
import type { Part } from './columns'
import { CONCEPTS, type Concept, type Formula } from './dictionary'
import { CITY, settlementRank } from './settlement'

export interface Column {
  readonly header: string
  /** Its place in the file: a question may speak of the one before it. */
  readonly place: number
  /** One per school. */
  readonly cells: readonly CleanCell[]
}

/** A concept as the table at hand gives it. */
export interface Computed {
  readonly concept: Concept
  readonly columns: readonly string[]
  readonly cells: readonly CleanCell[]
  readonly kind: Concept['kind']
  /** Levels in the order of meaning, from little to much; `null` where they carry their order themselves. */
  readonly order: readonly string[] | null
}

export type ByPart = ReadonlyMap<Part, readonly Column[]>

const FEWEST_ANSWERS = fixed(3, {
  reason: 'A school without at least this many answers has not filled in the questionnaire: its blanks are no "no".',
  origin: 'ours',
})
const SHARE_HEADER = /share|percent|proportion|\bpct\b|_pct|_rate$|дол[яиюе]|процент|%/i

/** All concepts that the table holds, in the order of the dictionary. `answered` counts the filled cells of each school. */
export function computeConcepts(parts: ByPart, answered: readonly number[]): Computed[] {
  return CONCEPTS.flatMap((concept) => {
    for (const formula of concept.formulas) {
      const found = compute(concept, formula, parts, answered)
      if (found !== null) return [found]
    }
    return []
  })
}

type Evaluated = Pick<Computed, 'columns' | 'cells' | 'kind' | 'order'>

function compute(concept: Concept, formula: Formula, parts: ByPart, answered: readonly number[]): Computed | null {
  const evaluated = evaluate(concept, formula, parts, answered)
  return evaluated === null ? null : { concept, ...evaluated }
}

function evaluate(concept: Concept, formula: Formula, parts: ByPart, answered: readonly number[]): Evaluated | null {
  const { kind } = concept
  const schools = answered.length
  if (formula.as === 'ratio') return ratioOf(formula, parts, schools, kind)
  if (formula.as === 'levels') return highestGrade(formula.parts, parts, schools)
  if (formula.as === 'any') return anyOf(formula.of, parts, answered)
  const columns = parts.get(formula.of) ?? []
  if (columns.length === 0) return null
  if (formula.as === 'settlement') return settlementOf(columns[0]!)
  if (formula.as === 'answers') return answersOf(columns, formula, parts, schools)
  if (formula.as === 'value')
    return columns.length === 1 ? only(columns[0]!, kind) : meanOf(columns, columns.map(numbersOf), schools, kind)
  return portionOf(columns, formula, parts, schools)
}

const named = (columns: readonly Column[]): string[] => columns.map(({ header }) => header)
const numbersOf = ({ cells }: Column): number[] =>
  cells.map((cell) => (cell === null ? Number.NaN : toNumber(typeof cell === 'string' ? cell : cell)))
const toCells = (values: readonly number[]): CleanCell[] =>
  values.map((value) => (Number.isFinite(value) ? value : null))
const only = (column: Column, kind: Concept['kind'], order: readonly string[] | null = null): Evaluated => ({
  columns: [column.header],
  cells: column.cells,
  kind,
  order,
})

/** Mean over the columns in which a school has a number. */
function meanOf(
  columns: readonly Column[],
  values: readonly (readonly number[])[],
  schools: number,
  kind: Concept['kind'],
): Evaluated {
  const means = Array.from({ length: schools }, (_, school) => {
    const known = values.map((own) => own[school]!).filter((value) => Number.isFinite(value))
    return known.reduce((sum, value) => sum + value, 0) / known.length
  })
  return { columns: named(columns), cells: toCells(means), kind, order: null }
}

/**
 * Whether a column counts (rather than says a share), and by what to divide: `null` = it is a share already, `undefined` =
 * it counts, and the table does not have the number of all.
 */
function wholeOf(column: Column, wholes: readonly Part[], parts: ByPart): Column | null | undefined {
  const numbers = numbersOf(column).filter((value) => !Number.isNaN(value))
  const percents = column.cells.filter((cell) => typeof cell === 'string' && cell.endsWith('%')).length
  const high = numbers.reduce((most, value) => Math.max(most, value), 0)
  const whole = numbers.every((value) => Number.isInteger(value))
  if (SHARE_HEADER.test(column.header) || percents > 0 || (high <= 1 && !whole)) return null
  const found = wholes.map((part) => parts.get(part)?.[0]).find((one) => one !== undefined && one !== column)
  if (found !== undefined) return found
  return !whole && high <= 100 ? null : undefined
}

/** Columns of a portion that count something of which the table does not have the number of all. */
export function countsWithoutWhole(parts: ByPart): Column[] {
  return CONCEPTS.flatMap(({ formulas }) =>
    formulas.flatMap((formula) =>
      formula.as === 'portion' || formula.as === 'rest'
        ? (parts.get(formula.of) ?? []).filter((column) => wholeOf(column, formula.whole, parts) === undefined)
        : [],
    ),
  )
}

function portionOf(
  all: readonly Column[],
  formula: Formula & { as: 'portion' | 'rest' },
  parts: ByPart,
  schools: number,
): Evaluated | null {
  const columns = all.filter((column) => wholeOf(column, formula.whole, parts) !== undefined)
  if (columns.length === 0) return null
  const wholes = columns.map((column) => wholeOf(column, formula.whole, parts)!)
  if (formula.as === 'portion' && columns.length === 1 && wholes[0] === null) return only(columns[0]!, 'share')
  const shares = columns.map((column, c) => sharesOf(column, wholes[c]!))
  const values = formula.as === 'portion' ? shares : shares.map((own) => own.map((share) => 1 - share))
  const mean = meanOf(columns, values, schools, 'share')
  return { ...mean, columns: [...new Set([...mean.columns, ...wholes.flatMap((whole) => whole?.header ?? [])])] }
}

function sharesOf(column: Column, whole: Column | null): number[] {
  const numbers = numbersOf(column)
  if (whole === null) {
    const unit = numbers.some((value) => value > 1) ? 100 : 1
    return numbers.map((value) => value / unit)
  }
  const all = numbersOf(whole)
  // Every pupil may have two parents where parents are counted and pupils are the whole.
  const each = /родител|parent/i.test(column.header) && numbers.some((value, i) => value > all[i]!) ? 2 : 1
  return numbers.map((value, i) => (all[i]! > 0 ? Math.min(1, value / (each * all[i]!)) : Number.NaN))
}

function ratioOf(
  { part, whole, share }: Formula & { as: 'ratio' },
  parts: ByPart,
  schools: number,
  kind: Concept['kind'],
): Evaluated | null {
  const above = parts.get(part) ?? []
  const below = whole === 'one' ? [] : (parts.get(whole) ?? [])
  if (above.length === 0 || (whole !== 'one' && below.length === 0)) return null
  // Where some of the parts are missing, each stands after its own whole, as a questionnaire asks.
  const pairs = share && above.length < below.length ? above.map((column) => wholeBefore(column, below)) : below
  const sums = (columns: readonly Column[]) => {
    const numbers = columns.map(numbersOf)
    return Array.from({ length: schools }, (_, school) => {
      const known = numbers.map((own) => own[school]!).filter((value) => !Number.isNaN(value))
      return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0)
    })
  }
  const top = sums(above)
  const bottom = whole === 'one' ? null : sums(pairs)
  const values = top.map((value, school) => {
    if (bottom === null) return value
    if (!(bottom[school]! > 0)) return Number.NaN
    return share ? Math.min(1, value / bottom[school]!) : value / bottom[school]!
  })
  return { columns: named([...above, ...pairs]), cells: toCells(values), kind, order: null }
}

/** The last whole before the part in the file. */
const wholeBefore = (column: Column, wholes: readonly Column[]): Column =>
  wholes.filter(({ place }) => place < column.place).at(-1) ?? wholes[0]!

const LAST_GRADES = fixed([4, 9, 11] as const, {
  reason: 'The last grades of primary, basic and secondary general education.',
  origin: 'official',
})

function highestGrade(asked: readonly Part[], parts: ByPart, schools: number): Evaluated | null {
  const columns = asked.map((part) => parts.get(part)?.[0])
  const full = columns[2]
  if (full === undefined) return null
  if (columns[0] === undefined && columns[1] === undefined) return only(full, 'number')
  const cells = Array.from({ length: schools }, (_, school) => {
    const offered = LAST_GRADES.filter((_, i) => {
      const cell = columns[i]?.cells[school] ?? null
      return cell !== null && yesNo(cell) === 1
    })
    return offered.at(-1) ?? null
  })
  return { columns: named(columns.filter((column) => column !== undefined)), cells, kind: 'number', order: null }
}

function anyOf(asked: readonly Part[], parts: ByPart, answered: readonly number[]): Evaluated | null {
  const columns = asked.flatMap((part) => parts.get(part) ?? [])
  if (columns.length === 0) return null
  const cells = answered.map((count, school): CleanCell => {
    const own = columns.map(({ cells }) => cells[school]!).filter((cell) => cell !== null)
    if (own.some((cell) => yesNo(cell) === 1 || (yesNo(cell) === null && toNumber(cell) !== 0))) return 1
    return own.length > 0 || count >= FEWEST_ANSWERS ? 0 : null
  })
  return { columns: named(columns), cells, kind: 'yesNo', order: null }
}

/** Settlements in order where every answer is one that is known; else the answers as they stand. */
function settlementOf(column: Column): Evaluated {
  const answers = distinct(column.cells.filter((cell) => cell !== null))
  const ranks = new Map(answers.map((answer) => [answer, settlementRank(answer)]))
  if (answers.length === 0 || answers.some((answer) => ranks.get(answer) === null)) return only(column, 'category')
  // Answers of one rank («Город», «2. Город») are one level, under the first of their names.
  const nameOf = new Map<number, string>()
  for (const answer of answers) if (!nameOf.has(ranks.get(answer)!)) nameOf.set(ranks.get(answer)!, answer)
  const cells = column.cells.map((cell) => (cell === null ? null : nameOf.get(ranks.get(String(cell))!)!))
  const order = [...nameOf].sort(([a], [b]) => a - b).map(([, name]) => name)
  return { columns: [column.header], cells, kind: 'ordered', order }
}

function answersOf(
  columns: readonly Column[],
  { reversed, notAskedInTowns = false }: Formula & { as: 'answers' },
  parts: ByPart,
  schools: number,
): Evaluated | null {
  const [first] = columns
  if (columns.length === 1 && !notAskedInTowns) return orderedAnswers(first!, reversed)
  const positions = columns.map((column) => positionsOf(column, reversed))
  const usable = columns.filter((_, c) => positions[c] !== null)
  if (usable.length === 0) return null
  const settlement = parts.get('settlement')?.[0]
  const filled = positions.flatMap((own) => {
    if (own === null) return []
    if (!notAskedInTowns || settlement === undefined) return [own]
    return [own.map((value, school) => (Number.isNaN(value) && standsInCity(settlement, school) ? 1 : value))]
  })
  return meanOf(usable, filled, schools, 'number')
}

const standsInCity = ({ cells }: Column, school: number): boolean =>
  (settlementRank(String(cells[school] ?? '')) ?? 0) >= CITY

function orderedAnswers(column: Column, reversed: boolean): Evaluated {
  const present = column.cells.filter((cell) => cell !== null)
  if (present.length > 0 && present.every((cell) => !Number.isNaN(toNumber(cell)))) return only(column, 'number')
  const byNumber = new Map<number, string>()
  const answers = distinct(present)
  for (const answer of answers) {
    const number = leadingNumber(answer)
    if (number !== null && !byNumber.has(number)) byNumber.set(number, answer)
  }
  const numbered = answers.every((answer) => leadingNumber(answer) !== null)
  const cells = numbered
    ? column.cells.map((cell) => (cell === null ? null : byNumber.get(leadingNumber(String(cell))!)!))
    : column.cells
  const order = naturalOrder(numbered ? [...byNumber.values()] : answers)
  if (order === null) return { columns: [column.header], cells, kind: 'category', order: null }
  return { columns: [column.header], cells, kind: 'ordered', order: reversed ? order.toReversed() : order }
}

/** Numbers of the answers, from 1 = least; `null` where they carry no order. */
function positionsOf(column: Column, reversed: boolean): number[] | null {
  const present = column.cells.filter((cell) => cell !== null)
  if (present.length === 0) return null
  if (present.every((cell) => !Number.isNaN(toNumber(cell)))) return numbersOf(column)
  const order = naturalOrder(distinct(present))
  const numbers = column.cells.map((cell) => {
    if (cell === null) return Number.NaN
    return leadingNumber(String(cell)) ?? (order === null ? Number.NaN : order.indexOf(String(cell)) + 1)
  })
  if (numbers.every(Number.isNaN)) return null
  const most = numbers.reduce((high, value) => (Number.isNaN(value) ? high : Math.max(high, value)), 1)
  return reversed ? numbers.map((value) => most + 1 - value) : numbers
}
