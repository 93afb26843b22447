/** k-means with many starts from seeded centres, the best of them kept. */

import { log } from '../elementary'
import { fixed } from '../setting'
import type { Random } from '../statistics/random'
import { kmeans } from './ml-kmeans'
import { type Points, ROUNDING, squaredDistance, squaredDistanceBelow } from './points'
import { settle } from './settle'
import { transferPoints } from './transfer'

export interface Partition {
  readonly groupOf: Int32Array
  /** Row after row, one per group. */
  readonly centres: Float64Array
  readonly sizes: readonly number[]
  /** Sum of squared distances of the points from their centres. */
  readonly sse: number
}

/** One run of k-means from given centres. */
export type Run = (start: Float64Array) => Partition

/** Runs of our own loop. */
export const ownRuns =
  (points: Points): Run =>
  (start) =>
    assess(points, settle(points, start))

const PACKAGE_UP_TO = fixed(2000, {
  reason: 'Above this many points a start of our own loop is several times as fast (docs/peers.md).',
  origin: 'computing',
})
const MOST_ITERATIONS = fixed(200, {
  reason: 'Rounds after which k-means stops; it settles in about twenty.',
  origin: 'computing',
})

/**
 * Runs of ml-kmeans; above 2 000 points, and on what is drawn from so many, of our own loop, which comes to rest at the
 * same place. Where the package leaves a
 * group without points (centres on copies of one point), our loop takes the run again, for it fills such groups.
 */
export function runsOf(points: Points): Run {
  const own = ownRuns(points)
  if ((points.drawnFrom ?? points.count) > PACKAGE_UP_TO) return own
  const rows = toRows(points.values, points.columns)
  return (start) => {
    const initialization = toRows(start, points.columns)
    if (initialization.length === 0 || initialization.length > rows.length) return own(start)
    const options = { initialization, maxIterations: MOST_ITERATIONS, tolerance: 0 }
    const { clusters } = kmeans(rows, initialization.length, options)
    const found = describe(points, Int32Array.from(clusters), initialization.length)
    return found.sizes.length < initialization.length ? own(start) : found
  }
}

const toRows = (values: Float64Array, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)))

/**
 * Best partition into `k` groups of `starts` starts from k-means++ centres (Arthur & Vassilvitskii 2007).
 *
 * Fewer than `k` groups come back where there are fewer than `k` different points. Groups are ordered by decreasing
 * size, equal ones by their centres, so that the numbering says nothing about the start that won.
 */
export function bestPartition(
  points: Points,
  k: number,
  starts: number,
  random: Random,
  run = runsOf(points),
): Partition {
  let best: Partition | null = null
  for (let start = 0; start < starts; start++) {
    const found = improve(points, run(seedCentres(points, k, random)))
    // Starts that reach the same optimum differ in the last digits only: the first of them stays.
    if (best === null || found.sse < best.sse * (1 - ROUNDING)) best = found
  }
  return inOrder(best!, points.columns)
}

/** The partition after single moves, where any makes it better. */
export function improve(points: Points, partition: Partition): Partition {
  const centres = partition.centres.slice()
  const groupOf = partition.groupOf.slice()
  if (!transferPoints(points, groupOf, centres, [...partition.sizes])) return partition
  return describe(points, groupOf, partition.sizes.length)
}

/**
 * k-means++: each further centre is a point drawn with probability proportional to its squared distance from the others;
 * of several draws the one that leaves the least sum of squares (the greedy form of the authors' own program).
 */
export function seedCentres(points: Points, k: number, random: Random): Float64Array {
  const { count, columns, values } = points
  const draws = 2 + Math.floor(log(k))
  const centres = new Float64Array(k * columns)
  let nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  let [best, tried] = [new Float64Array(count), new Float64Array(count)]
  let total = Number.POSITIVE_INFINITY
  for (let group = 0; group < k; group++) {
    if (total === 0) return centres.slice(0, group * columns)
    let chosen = -1
    let least = Number.POSITIVE_INFINITY
    for (let draw = 0; draw < (group === 0 ? 1 : draws); draw++) {
      const point = group === 0 ? random.integer(count) : drawPoint(nearest, total, random)
      let sum = 0
      for (let i = 0; i < count; i++) {
        const known = nearest[i]!
        tried[i] = Math.min(known, squaredDistanceBelow(values, i, values, point, columns, known))
        sum += tried[i]!
      }
      if (chosen >= 0 && sum >= least) continue
      chosen = point
      ;[best, tried] = [tried, best]
      least = sum
    }
    centres.set(values.subarray(chosen * columns, (chosen + 1) * columns), group * columns)
    ;[nearest, best] = [best, nearest]
    total = least
  }
  return centres
}

/** A point with probability proportional to its weight. */
function drawPoint(weights: Float64Array, total: number, random: Random): number {
  let left = random.uniform() * total
  let chosen = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue
    chosen = i
    left -= weights[i]!
    if (left < 0) break
  }
  return chosen
}

/** Assigns points to their nearest centres and moves the centres to the means, once; groups without points disappear. */
export const assess = (points: Points, centres: Float64Array): Partition =>
  describe(points, nearestGroups(points, centres), centres.length / points.columns)

/** Position of the nearest centre of each point. */
export function nearestGroups(points: Points, centres: Float64Array): Int32Array {
  const groupOf = new Int32Array(points.count)
  const groups = centres.length / points.columns
  for (let i = 0; i < points.count; i++) groupOf[i] = nearestCentre(points, i, centres, groups)
  return groupOf
}

/** Centres, sizes and squared error of a given assignment; groups without points disappear. */
export function describe(points: Points, groupOf: Int32Array, k: number): Partition {
  const { count, columns, values } = points
  const sizes = new Array<number>(k).fill(0)
  for (const group of groupOf) sizes[group]!++
  const place = new Int32Array(k)
  let groups = 0
  for (let group = 0; group < k; group++) place[group] = sizes[group]! > 0 ? groups++ : -1
  const centres = new Float64Array(groups * columns)
  const renamed = groupOf.map((group) => place[group]!)
  const kept = sizes.filter((size) => size > 0)
  for (let i = 0; i < count; i++) {
    const offset = renamed[i]! * columns
    for (let c = 0; c < columns; c++) centres[offset + c]! += values[i * columns + c]!
  }
  for (let group = 0; group < groups; group++)
    for (let c = 0; c < columns; c++) centres[group * columns + c]! /= kept[group]!
  let sse = 0
  for (let i = 0; i < count; i++) sse += squaredDistance(values, i, centres, renamed[i]!, columns)
  return { groupOf: renamed, centres, sizes: kept, sse }
}

function nearestCentre({ columns, values }: Points, i: number, centres: Float64Array, k: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let group = 0; group < k; group++) {
    const distance = squaredDistanceBelow(values, i, centres, group, columns, least)
    if (distance < least) {
      least = distance
      best = group
    }
  }
  return best
}

/**
 * Merges the smallest group under `minimum` into the one with the nearest centre and lets k-means settle again, until
 * none is left. So every school stays with its nearest centre.
 */
export function mergeSmall(points: Points, partition: Partition, minimum: number): Partition {
  let merged = partition
  while (merged.sizes.length > 1 && Math.min(...merged.sizes) < minimum) {
    const small = merged.sizes.indexOf(Math.min(...merged.sizes))
    const target = nearestOther(merged, small, points.columns)
    const groupOf = merged.groupOf.map((group) => (group === small ? target : group))
    merged = runsOf(points)(describe(points, groupOf, merged.sizes.length).centres)
  }
  return inOrder(merged, points.columns)
}

/** The best partition into at most `k` groups of at least `minimum` points: two of them where any are possible. */
export function partitionInto(points: Points, k: number, starts: number, minimum: number, random: Random): Partition {
  const merged = mergeSmall(points, bestPartition(points, k, starts, random), minimum)
  if (k < 2 || merged.sizes.length > 1 || points.count < 2 * minimum || !(merged.sse > 0)) return merged
  return fillUp(points, bestPartition(points, 2, starts, random), minimum)
}

/**
 * Two groups of which the smaller has at least `minimum` points: those whose move costs the least sum of squares come over,
 * one after the other.
 */
function fillUp(points: Points, partition: Partition, minimum: number): Partition {
  let filled = partition
  while (filled.sizes.length === 2 && filled.sizes[1]! < minimum) {
    const { centres, groupOf, sizes } = filled
    const [large, small] = sizes as [number, number]
    let cheapest = -1
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < points.count; i++) {
      if (groupOf[i] !== 0) continue
      const near = squaredDistance(points.values, i, centres, 0, points.columns)
      const far = squaredDistance(points.values, i, centres, 1, points.columns)
      const cost = (far * small) / (small + 1) - (near * large) / (large - 1)
      if (cost < least) {
        least = cost
        cheapest = i
      }
    }
    const moved = groupOf.slice()
    moved[cheapest] = 1
    filled = describe(points, moved, 2)
  }
  return inOrder(filled, points.columns)
}

function nearestOther(partition: Partition, own: number, columns: number): number {
  const { centres, sizes } = partition
  const distance = (group: number) => squaredDistance(centres, own, centres, group, columns)
  const others = sizes.map((_, group) => group).filter((group) => group !== own)
  return others.reduce((best, group) => (distance(group) < distance(best) ? group : best))
}

/** Groups by decreasing size; equal sizes by centre, column after column. */
function inOrder(partition: Partition, columns: number): Partition {
  const { centres, sizes } = partition
  const order = sizes
    .map((_, group) => group)
    .sort((a, b) => {
      if (sizes[a] !== sizes[b]) return sizes[b]! - sizes[a]!
      for (let c = 0; c < columns; c++) {
        const difference = centres[a * columns + c]! - centres[b * columns + c]!
        if (difference !== 0) return difference
      }
      return a - b
    })
  const place = new Int32Array(sizes.length)
  order.forEach((group, position) => {
    place[group] = position
  })
  const ordered = new Float64Array(centres.length)
  order.forEach((group, position) => {
    ordered.set(centres.subarray(group * columns, (group + 1) * columns), position * columns)
  })
  return {
    groupOf: partition.groupOf.map((group) => place[group]!),
    centres: ordered,
    sizes: order.map((group) => sizes[group]!),
    sse: partition.sse,
  }
}
