import type { Counts } from '../model'

/** Pupils in a count table, over all its values. */
export function totalOf(counts: Counts): number {
  let total = 0
  for (const count of counts) total += count
  return total
}

/** Entry by entry; the shorter table is continued with zeros. */
export function addCounts(a: Counts, b: Counts): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))
}

/** All tables added up, in one pass; `null` entries are passed over. */
export function poolCounts(tables: Iterable<Counts | null>): number[] {
  const sum: number[] = []
  for (const table of tables) table?.forEach((count, t) => (sum[t] = (sum[t] ?? 0) + count))
  for (let t = 0; t < sum.length; t++) sum[t] ??= 0
  return sum
}

/** Row by row, entry by entry. */
export function addTables(a: readonly Counts[], b: readonly Counts[]): number[][] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => addCounts(a[i] ?? [], b[i] ?? []))
}

/** Sum and sum of squares of the values that a count table holds (index = value). */
export function momentsOfCounts(counts: Counts): { n: number; sum: number; sumOfSquares: number } {
  let n = 0
  let sum = 0
  let sumOfSquares = 0
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value]!
    n += count
    sum += count * value
    sumOfSquares += count * value * value
  }
  return { n, sum, sumOfSquares }
}

/**
 * Pupils per mark from pupils per score: `cuts` holds the lowest score of each higher mark, ascending.
 *
 * @example
 * levelsFromScores([1, 2, 3, 4], [1, 3]) // [1, 5, 4]
 */
export function levelsFromScores(scoreCounts: Counts, cuts: readonly number[]): number[] {
  const levels = new Array<number>(cuts.length + 1).fill(0)
  let level = 0
  for (let score = 0; score < scoreCounts.length; score++) {
    while (level < cuts.length && score >= cuts[level]!) level++
    levels[level]! += scoreCounts[score]!
  }
  return levels
}
