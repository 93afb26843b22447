/** Single moves after k-means has come to rest: Hartigan's test finds better partitions than Lloyd's iteration can. */
import { fixed } from '../setting'
import { type Points, ROUNDING, squaredDistance, squaredDistanceBelow } from './points'

const MOST_PASSES = fixed(100, { reason: 'Passes after which single transfers stop.', origin: 'computing' })

/**
 * Moves points between groups while a move makes the sum of squares smaller (Hartigan & Wong 1979), changing `centres`
 * and `sizes` as it goes, and returns whether any moved.
 *
 * Leaving a group of n at squared distance d frees d n / (n - 1); joining one of m costs d m / (m + 1). Where no move pays,
 * every point is with its nearest centre, but not the other way round: so this goes further than k-means.
 */
export function transferPoints(points: Points, groupOf: Int32Array, centres: Float64Array, sizes: number[]): boolean {
  let any = false
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let moved = false
    for (let i = 0; i < points.count; i++) {
      const from = groupOf[i]!
      if (sizes[from]! < 2) continue
      const to = cheapestGroup(points, i, from, centres, sizes)
      if (to === from) continue
      shift(points, i, from, centres, sizes, -1)
      shift(points, i, to, centres, sizes, 1)
      groupOf[i] = to
      moved = true
    }
    if (!moved) break
    any = true
  }
  return any
}

function cheapestGroup(
  points: Points,
  i: number,
  from: number,
  centres: Float64Array,
  sizes: readonly number[],
): number {
  const { columns, values } = points
  const size = sizes[from]!
  // A gain in the last digits is rounding, and would let a point go round in circles.
  let least = (squaredDistance(values, i, centres, from, columns) * size * (1 - ROUNDING)) / (size - 1)
  let best = from
  for (let group = 0; group < sizes.length; group++) {
    if (group === from) continue
    const size = sizes[group]!
    // Clearly too dear is enough to know; the factor keeps rounding out of it.
    const limit = ((least * (size + 1)) / size) * (1 + ROUNDING)
    const distance = squaredDistanceBelow(values, i, centres, group, columns, limit)
    const cost = (distance * size) / (size + 1)
    if (cost < least) {
      least = cost
      best = group
    }
  }
  return best
}

/** Takes point `i` out of a group (-1) or into it (1). */
function shift(points: Points, i: number, group: number, centres: Float64Array, sizes: number[], sign: 1 | -1): void {
  const { columns, values } = points
  sizes[group]! += sign
  for (let c = 0; c < columns; c++) {
    const at = group * columns + c
    centres[at]! += (sign * (values[i * columns + c]! - centres[at]!)) / sizes[group]!
  }
}
