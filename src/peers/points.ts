/** Points as rows of one array of numbers. */

import { fixed } from '../setting'

export const ROUNDING = fixed(1e-9, {
  reason: 'Sums of squares that differ by less than this share are the same.',
  origin: 'computing',
})
export const AT_ONCE = fixed(4, { reason: 'Columns summed between two looks at a limit.', origin: 'computing' })

export interface Points {
  readonly count: number
  readonly columns: number
  readonly values: Float64Array
  /** Points that these were drawn from; absent = these are all. */
  readonly drawnFrom?: number
}

/** Squared Euclidean distance of row `i` of `a` from row `j` of `b`. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, columns: number): number {
  let sum = 0
  for (let x = i * columns, y = j * columns, end = x + columns; x < end; x++, y++) {
    const difference = a[x]! - b[y]!
    sum += difference * difference
  }
  return sum
}

/** The same, or some number that is at least `limit`: a sum of squares only grows, so beyond it none need be finished. */
export function squaredDistanceBelow(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  columns: number,
  limit: number,
): number {
  let sum = 0
  let x = i * columns
  let y = j * columns
  const end = x + columns
  // Four columns to a look at the limit, summed in their order.
  for (; x + AT_ONCE <= end; x += AT_ONCE, y += AT_ONCE) {
    const d0 = a[x]! - b[y]!
    const d1 = a[x + 1]! - b[y + 1]!
    const d2 = a[x + 2]! - b[y + 2]!
    const d3 = a[x + 3]! - b[y + 3]!
    sum = sum + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3
    if (sum >= limit) return sum
  }
  for (; x < end; x++, y++) {
    const difference = a[x]! - b[y]!
    sum += difference * difference
  }
  return sum
}

/** The points at `rows`, in that order. */
export function pointsAt(points: Points, rows: ArrayLike<number>): Points {
  const { columns } = points
  const values = new Float64Array(rows.length * columns)
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position]!
    values.set(points.values.subarray(row * columns, (row + 1) * columns), position * columns)
  }
  return { count: rows.length, columns, values, drawnFrom: points.drawnFrom ?? points.count }
}
