/** How good a partition is: silhouette, Calinski-Harabasz index, gap statistic. */
import { log } from '../elementary'
import { fixed } from '../setting'
import type { Random } from '../statistics/random'
import { bestPartition, type Partition } from './kmeans'
import { type Points, squaredDistance } from './points'

/**
 * Silhouette of each point, -1..1 (Rousseeuw 1987): (b - a) / max(a, b), with a = mean distance to the rest of its own
 * group and b = mean distance to the nearest other group. 0 in a group of one. Needs two groups; O(n^2) time, O(n) memory.
 */
export function silhouettes(points: Points, groupOf: ArrayLike<number>, groups: number): Float64Array {
  const { count, columns, values } = points
  const sizes = new Float64Array(groups)
  for (let i = 0; i < count; i++) sizes[groupOf[i]!]!++
  const sums = new Float64Array(count * groups)
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j++) {
      const distance = Math.sqrt(squaredDistance(values, i, values, j, columns))
      sums[i * groups + groupOf[j]!]! += distance
      sums[j * groups + groupOf[i]!]! += distance
    }
  return Float64Array.from({ length: count }, (_, i) => {
    const own = groupOf[i]!
    if (sizes[own]! <= 1) return 0
    const a = sums[i * groups + own]! / (sizes[own]! - 1)
    let b = Number.POSITIVE_INFINITY
    for (let group = 0; group < groups; group++)
      if (group !== own && sizes[group]! > 0) b = Math.min(b, sums[i * groups + group]! / sizes[group]!)
    return a === b ? 0 : (b - a) / Math.max(a, b)
  })
}

/** Sum of squared distances of all points from their common mean. */
export function totalSquares(points: Points): number {
  const { count, columns, values } = points
  const mean = new Float64Array(columns)
  for (let i = 0; i < count; i++) for (let c = 0; c < columns; c++) mean[c]! += values[i * columns + c]! / count
  let sum = 0
  for (let i = 0; i < count; i++) sum += squaredDistance(values, i, mean, 0, columns)
  return sum
}

/**
 * Calinski-Harabasz index (1974): (between / (k - 1)) / (within / (n - k)); larger = better separated. 0 for one group;
 * infinite where every point lies on its centre.
 */
export function calinskiHarabasz(points: Points, partition: Partition): number {
  const k = partition.sizes.length
  if (k < 2 || points.count <= k) return 0
  const between = totalSquares(points) - partition.sse
  if (partition.sse === 0) return Number.POSITIVE_INFINITY
  return between / (k - 1) / (partition.sse / (points.count - k))
}

export interface Gap {
  readonly k: number
  /** Mean of log W over the reference sets minus log W of the data; `null` where W is 0. */
  readonly gap: number | null
  /** Standard error of the gap with the simulation error: sd * sqrt(1 + 1/B). */
  readonly error: number
}

/**
 * Gap statistic (Tibshirani, Walther & Hastie 2001) for k = 1, 2, ... up to the first k that satisfies the one-error
 * rule gap(k) >= gap(k+1) - error(k+1), or to the end of `sse`. W is the within-group sum of squares (`sse[k - 1]` of
 * the data), which k-means also makes small in the reference sets (`uniformLike`).
 */
export function gapStatistic(sse: readonly number[], sets: readonly Points[], random: Random): Gap[] {
  const gaps: Gap[] = []
  for (let k = 1; k <= sse.length; k++) {
    gaps.push(gapOf(k, sse[k - 1]!, sets, random))
    if (oneErrorRule(gaps) < k) break
  }
  return gaps
}

function gapOf(k: number, within: number, sets: readonly Points[], random: Random): Gap {
  const logs = sets.map((set) => log(k === 1 ? totalSquares(set) : bestPartition(set, k, REFERENCE_STARTS, random).sse))
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
  const deviation = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / logs.length)
  const known = within > 0 && Number.isFinite(mean)
  return {
    k,
    gap: known ? mean - log(within) : null,
    error: known ? deviation * Math.sqrt(1 + 1 / logs.length) : 0,
  }
}

const REFERENCE_STARTS = fixed(3, { reason: 'Starts of k-means on a reference set.', origin: 'ours' })

/** As many points, uniform over the range of each column. */
export function uniformLike(points: Points, random: Random): Points {
  const { count, columns, values } = points
  const drawn = new Float64Array(values.length)
  for (let c = 0; c < columns; c++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = 0; i < count; i++) {
      low = Math.min(low, values[i * columns + c]!)
      high = Math.max(high, values[i * columns + c]!)
    }
    for (let i = 0; i < count; i++) drawn[i * columns + c] = low + (high - low) * random.uniform()
  }
  return { count, columns, values: drawn, drawnFrom: points.drawnFrom ?? count }
}

/** Smallest k whose gap is within one standard error of the next one (or cannot be computed); the last k where there is none. */
export function oneErrorRule(gaps: readonly Gap[]): number {
  for (let index = 0; index + 1 < gaps.length; index++) {
    const [here, next] = [gaps[index]!, gaps[index + 1]!]
    if (here.gap === null || next.gap === null) return here.k
    if (here.gap >= next.gap - next.error) return here.k
  }
  return gaps.length
}
