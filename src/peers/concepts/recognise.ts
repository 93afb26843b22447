/** What each column of a schools table is: a part of a concept, something that is never context, or unknown. */
import { fixed } from '../../setting'

import { extent, toNumber } from '../cells'
import type { Settings } from '../options'
import { type LeftOutReason, neverContext, type Part, partOf, plain, SUBJECT_HEADER } from './columns'
import type { Column } from './compute'

export interface LeftOut {
  readonly column: string
  readonly reason: LeftOutReason
}

export interface Recognised {
  readonly parts: ReadonlyMap<Part, readonly Column[]>
  readonly unknown: readonly Column[]
  readonly leftOut: readonly LeftOut[]
  /** Columns that take part because the user calls them context, with what they look like. */
  readonly believed: readonly LeftOut[]
}

type OwnSettings = Settings['peers']['variables']

/** Sorts columns by their names and, where these say nothing, by their values. What the user calls context is believed. */
export function recognise(columns: readonly Column[], own: OwnSettings): Recognised {
  const parts = new Map<Part, Column[]>()
  const unknown: Column[] = []
  const leftOut: LeftOut[] = []
  const believed: LeftOut[] = []
  for (const column of columns) {
    const role = Object.hasOwn(own, column.header) ? own[column.header]?.role : undefined
    const never = role === 'context' ? null : role === 'ignore' ? 'ignored' : neverContext(column.header)
    const part = never === null ? (partOf(column.header) ?? subjectPart(column)) : null
    if (role === 'context') {
      const looks = neverContext(column.header) ?? (partOf(column.header) === null ? byValues(column) : null)
      if (looks !== null) believed.push({ column: column.header, reason: looks })
    }
    const reason = never ?? (part === null && role !== 'context' ? byValues(column) : null)
    if (reason !== null) leftOut.push({ column: column.header, reason })
    else if (part === null) unknown.push(column)
    else if (parts.has(part)) parts.get(part)!.push(column)
    else parts.set(part, [column])
  }
  return { parts, unknown, leftOut, believed }
}

const LAST_GRADE = fixed(11, {
  reason: 'A column named after a subject holds the grades in which it is taught in depth; or else it is a result.',
  origin: 'ours',
})
const MOST_WITH_DEPTH = fixed(0.5, {
  reason: 'More schools than this share do not teach a subject in depth.',
  origin: 'ours',
})

function subjectPart(column: Column): Part | null {
  if (!SUBJECT_HEADER.test(plain(column.header))) return null
  const filled = column.cells.filter((cell) => cell !== null)
  const grades = filled.every((cell) => {
    const number = toNumber(cell)
    return Number.isInteger(number) && number >= 1 && number <= LAST_GRADE
  })
  return grades && filled.length <= MOST_WITH_DEPTH * column.cells.length ? 'inDepth.subject' : null
}

const FEWEST_VALUES = fixed(8, { reason: 'From this many values on their pattern says something.', origin: 'ours' })
const SEQUENCE = fixed(1.15, {
  reason:
    'Numbers in sequence leave few gaps; codes and numbers of telephones have equally many digits and much in common.',
  origin: 'ours',
})
const CODE_FROM = fixed(100_000, { reason: 'Smaller numbers are no codes.', origin: 'ours' })
const CODE_RANGE = fixed(1.3, {
  reason: 'Codes have equally many digits: the largest is at most this multiple of the smallest.',
  origin: 'ours',
})
const CODES_DIFFER = fixed(0.8, {
  reason: 'Share of the values that must differ where they are codes.',
  origin: 'ours',
})
const YEARS = fixed([1700, 2050] as const, {
  reason: 'Whole numbers of this range in every cell are years, of which none says how well off a school is.',
  origin: 'ours',
})

function byValues({ header, cells }: Column): LeftOutReason | null {
  if (SUBJECT_HEADER.test(plain(header))) return 'result'
  const filled = cells.filter((cell) => cell !== null)
  const numbers = filled.map(toNumber)
  if (numbers.length < FEWEST_VALUES || !numbers.every(Number.isInteger)) return null
  const [low, high] = extent(numbers)
  const different = new Set(numbers).size
  if (low >= YEARS[0] && high <= YEARS[1]) return 'date'
  if (different === numbers.length && high - low + 1 <= SEQUENCE * numbers.length) return 'identifier'
  if (low < CODE_FROM) return null
  const sameLength = String(low).length === String(high).length
  return sameLength && (high < CODE_RANGE * low || different >= CODES_DIFFER * numbers.length) ? 'identifier' : null
}
