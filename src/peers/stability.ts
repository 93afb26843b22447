/** Would the groups come back if the region had drawn its schools again? Bootstrap after Hennig (2007). */
import type { Random } from '../statistics/random'
import { nearestGroups, type Partition, partitionInto } from './kmeans'
import { type Points, pointsAt } from './points'

export interface Stability {
  /** Mean Jaccard similarity 0..1 of each group with its most similar group in the resamples. Under .60: unstable. */
  readonly byGroup: readonly number[]
  /** For each point the mean share 0..1 of its group that stays in one group with it over the resamples. */
  readonly coassignment: Float64Array
}

export interface StabilityLimits {
  readonly resamples: number
  readonly starts: number
  /** Most points drawn in one resample. */
  readonly points: number
  readonly minimumSize: number
}

/**
 * Stability of a partition: points are drawn with replacement and grouped again in the same way.
 *
 * Jaccard compares the groups over the points that were drawn (each counted once); co-assignment looks at all points,
 * each given to its nearest centre of the resample.
 */
export function stabilityOf(points: Points, partition: Partition, limits: StabilityLimits, random: Random): Stability {
  const groups = partition.sizes.length
  const byGroup = new Array<number>(groups).fill(0)
  const coassignment = new Float64Array(points.count)
  for (let resample = 0; resample < limits.resamples; resample++) {
    const drawn = Int32Array.from({ length: Math.min(points.count, limits.points) }, () => random.integer(points.count))
    const sample = pointsAt(points, drawn)
    const found = partitionInto(sample, groups, limits.starts, limits.minimumSize, random)
    const again = nearestGroups(points, found.centres)
    const table = crossTable([...new Set(drawn)], partition.groupOf, again, groups)
    bestJaccard(table).forEach((value, group) => {
      byGroup[group]! += value / limits.resamples
    })
    addCoassignment(coassignment, partition, again, limits.resamples)
  }
  return { byGroup, coassignment }
}

/** Number of points by group before (rows) and after (columns). */
function crossTable(rows: ArrayLike<number>, before: Int32Array, after: Int32Array, groups: number): number[][] {
  const table = Array.from({ length: groups }, () => new Array<number>(groups).fill(0))
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position]!
    table[before[row]!]![after[row]!]!++
  }
  return table
}

/** Of each row the best intersection over union with a column; 0 for a row without points. */
function bestJaccard(table: readonly (readonly number[])[]): number[] {
  const columns = table.map((_, column) => table.reduce((sum, row) => sum + row[column]!, 0))
  return table.map((row) => {
    const size = row.reduce((sum, value) => sum + value, 0)
    return size === 0 ? 0 : Math.max(...row.map((both, column) => both / (size + columns[column]! - both)))
  })
}

function addCoassignment(into: Float64Array, partition: Partition, after: Int32Array, resamples: number): void {
  const groups = partition.sizes.length
  const { groupOf } = partition
  const together = new Float64Array(groups * groups)
  for (let i = 0; i < into.length; i++) together[groupOf[i]! * groups + after[i]!]!++
  const share = together.map((both, cell) => {
    const mates = partition.sizes[Math.floor(cell / groups)]! - 1
    return (mates === 0 ? 1 : (both - 1) / mates) / resamples
  })
  for (let i = 0; i < into.length; i++) into[i]! += share[groupOf[i]! * groups + after[i]!]!
}
