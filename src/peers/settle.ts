/** Lloyd's iteration without the distances that cannot matter: k-means from given centres on many points. */
import { fixed } from '../setting'
import { type Points, squaredDistance, squaredDistanceBelow } from './points'

const MOST_ITERATIONS = fixed(200, { reason: 'Rounds after which the placing of schools stops.', origin: 'computing' })

/**
 * Centres at which k-means comes to rest, starting from `start` (rows of one array).
 *
 * Hamerly's bounds (2010): a point whose distance to its own centre is under half the way to the next centre, or under
 * the known least distance to any other, keeps its group without another look. The result is Lloyd's. A centre that
 * loses all its points moves to the point that lies farthest from its own, so no group is empty while points differ.
 */
export function settle(points: Points, start: Float64Array): Float64Array {
  const state = begin(points, start)
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    if (!assign(points, state, iteration === 0)) break
    fillEmpty(points, state)
    move(points, state)
  }
  return state.centres
}

interface State {
  readonly groups: number
  readonly centres: Float64Array
  readonly groupOf: Int32Array
  /** Upper bound of the distance to the own centre, lower bound of that to any other. */
  readonly upper: Float64Array
  readonly lower: Float64Array
  readonly sums: Float64Array
  readonly sizes: Float64Array
}

function begin(points: Points, start: Float64Array): State {
  const groups = start.length / points.columns
  return {
    groups,
    centres: start.slice(),
    groupOf: new Int32Array(points.count),
    upper: new Float64Array(points.count),
    lower: new Float64Array(points.count),
    sums: new Float64Array(start.length),
    sizes: new Float64Array(groups),
  }
}

/** Gives every point to its nearest centre; true if any changed. */
function assign(points: Points, state: State, first: boolean): boolean {
  const { groupOf, upper, lower, centres } = state
  const half = halfWayToNext(state, points.columns)
  let changed = false
  for (let i = 0; i < points.count; i++) {
    const own = groupOf[i]!
    if (!first) {
      const safe = Math.max(half[own]!, lower[i]!)
      if (upper[i]! <= safe) continue
      upper[i] = Math.sqrt(squaredDistance(points.values, i, centres, own, points.columns))
      if (upper[i]! <= safe) continue
    }
    const best = nearestTwo(points, state, i)
    if (first) add(points, state, i, best, 1)
    else if (best !== own) {
      add(points, state, i, own, -1)
      add(points, state, i, best, 1)
    }
    if (first || best !== own) changed = true
    groupOf[i] = best
  }
  return changed
}

/** Position of the nearest centre; leaves both bounds exact. */
function nearestTwo({ columns, values }: Points, state: State, i: number): number {
  const { centres, groups } = state
  let best = 0
  let least = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (let group = 0; group < groups; group++) {
    const distance = squaredDistanceBelow(values, i, centres, group, columns, second)
    if (distance < least) {
      second = least
      least = distance
      best = group
    } else if (distance < second) second = distance
  }
  state.upper[i] = Math.sqrt(least)
  state.lower[i] = Math.sqrt(second)
  return best
}

function add(points: Points, state: State, i: number, group: number, sign: 1 | -1): void {
  const { columns, values } = points
  for (let c = 0; c < columns; c++) state.sums[group * columns + c]! += sign * values[i * columns + c]!
  state.sizes[group]! += sign
}

function halfWayToNext(state: State, columns: number): Float64Array {
  const { centres, groups } = state
  return Float64Array.from({ length: groups }, (_, group) => {
    let least = Number.POSITIVE_INFINITY
    for (let other = 0; other < groups; other++)
      if (other !== group) least = Math.min(least, squaredDistance(centres, group, centres, other, columns))
    return Math.sqrt(least) / 2
  })
}

function fillEmpty(points: Points, state: State): void {
  for (let group = 0; group < state.groups; group++) {
    if (state.sizes[group] !== 0) continue
    let far = -1
    let most = 0
    for (let i = 0; i < points.count; i++) {
      if (state.sizes[state.groupOf[i]!]! < 2) continue
      const distance = squaredDistance(points.values, i, state.centres, state.groupOf[i]!, points.columns)
      if (distance > most) {
        most = distance
        far = i
      }
    }
    if (far < 0) continue
    state.sums.fill(0, group * points.columns, (group + 1) * points.columns)
    add(points, state, far, state.groupOf[far]!, -1)
    add(points, state, far, group, 1)
    state.groupOf[far] = group
    state.upper[far] = Number.POSITIVE_INFINITY
    state.lower[far] = 0
  }
}

/** Moves the centres to the means of their points and loosens the bounds by what they moved. */
function move(points: Points, state: State): void {
  const { columns, count } = points
  const { centres, groups, sums, sizes } = state
  const moved = new Float64Array(groups)
  let farthest = 0
  for (let group = 0; group < groups; group++) {
    if (sizes[group] === 0) continue
    let sum = 0
    for (let c = group * columns; c < (group + 1) * columns; c++) {
      const mean = sums[c]! / sizes[group]!
      sum += (mean - centres[c]!) * (mean - centres[c]!)
      centres[c] = mean
    }
    moved[group] = Math.sqrt(sum)
    if (moved[group]! > moved[farthest]!) farthest = group
  }
  const others = moved.reduce((most, step, group) => (group === farthest ? most : Math.max(most, step)), 0)
  for (let i = 0; i < count; i++) {
    const own = state.groupOf[i]!
    state.upper[i]! += moved[own]!
    state.lower[i]! -= own === farthest ? others : moved[farthest]!
  }
}
