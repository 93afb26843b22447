/**
 * The strength of evidence: one number that ranks units, made from all their z-scores.
 *
 * Two looks are added (method, section 7). The strongest sittings: per family the largest positive z-score, squared, summed
 * over the families, of the three sittings where that sum is largest - agreement of families counts, detectors of one
 * family share causes and are not counted twice, and nothing that speaks for a school cancels what speaks against it. And
 * the whole: per detector the weighted sum of its z-scores over all sittings, in its honest standard deviation; the largest
 * of each family, squared where positive - a little of the same in every sitting counts too.
 * docs/evidence.md compares this with Cauchy combination, Fisher's sum, conjunctions and others.
 */
import type { Block } from './block'

/** How z-scores of honest sittings hang together; see `dependence.ts`. */
export interface Dependence {
  /** Correlation of detectors within a sitting, row by row. */
  readonly detectors: Float64Array
  /** Per detector: correlation between any two sittings of a school. */
  readonly school: Float64Array
  /** Per detector: by how much it is higher between sittings of the same pupils. */
  readonly cohort: Float64Array
}

/** Strengths of each family and, last, of all together, one per draw: `[family][draw]`. */
export type Strengths = readonly Float64Array[]

/** z-scores of a block, many draws at once, each `[draw]`. */
export interface Draws {
  readonly count: number
  z(row: number, column: number): Float64Array
  /** Square of the largest positive z-score of a row among some columns. */
  square(row: number, columns: readonly number[]): Float64Array
}

/**
 * Strengths of many draws of the z-scores of a block. Cell after cell and, inside, draw after draw: the loops run some
 * hundred million times, so they hold one sum or comparison each.
 *
 * @param families family of each detector, numbered 0, 1, ...
 * @example
 * strengths(block, families, 2, honestDeviation(block, dependence), observed(block)) // of the block itself
 */
export function strengths(
  { row, column, cohort, weight }: Block,
  families: readonly number[],
  familyCount: number,
  deviation: Float64Array,
  draws: Draws,
): Strengths {
  const zeros = (length: number): Float64Array[] => Array.from({ length }, () => new Float64Array(draws.count))
  const sums = zeros(deviation.length)
  const largest = zeros(3 * (familyCount + 1))
  const all = new Float64Array(draws.count)
  const keep = (f: number, values: Float64Array): void =>
    keepLargest(largest[3 * f]!, largest[3 * f + 1]!, largest[3 * f + 2]!, values)
  for (let i = 0, k = 0; i < cohort.length; i++) {
    const columns: number[][] = Array.from({ length: familyCount }, () => [])
    for (const end = firstAfter(row, i); k < end; k++) {
      const d = column[k]!
      columns[families[d]!]!.push(d)
      add(sums[d]!, weight[i]!, draws.z(i, d))
    }
    all.fill(0)
    columns.forEach((own, f) => {
      if (own.length === 0) return
      const square = draws.square(i, own)
      add(all, 1, square)
      keep(f, square)
    })
    keep(familyCount, all)
  }
  const whole = sums.map((sum, d) => sum.map((value) => value / deviation[d]!))
  const strength = Array.from({ length: familyCount }, (_, f) =>
    largestSquare(whole.filter((_, d) => families[d] === f)),
  )
  all.fill(0)
  for (const square of strength) add(all, 1, square)
  strength.push(all)
  largest.forEach((values, at) => add(strength[Math.floor(at / 3)]!, 1, values))
  return strength
}

function add(sum: Float64Array, weight: number, values: Float64Array): void {
  for (let n = 0; n < sum.length; n++) sum[n]! += weight * values[n]!
}

/** Square of the largest positive value in each place. */
export function largestSquare(columns: readonly Float64Array[]): Float64Array {
  const largest = new Float64Array(columns[0]!.length)
  for (const values of columns)
    for (let n = 0; n < largest.length; n++) if (values[n]! > largest[n]!) largest[n] = values[n]!
  return largest.map((value) => value * value)
}

/** The z-scores of a block itself, as one draw. */
export function observed({ row, column, z }: Block): Draws {
  const cells = new Map(Array.from(row, (i, k) => [`${i} ${column[k]}`, z.slice(k, k + 1)]))
  const cell = (i: number, d: number): Float64Array => cells.get(`${i} ${d}`)!
  return { count: 1, z: cell, square: (i, columns) => largestSquare(columns.map((d) => cell(i, d))) }
}

/** Where the z-scores of a row end: cells stand row after row. */
function firstAfter(row: Int32Array, i: number): number {
  const end = row.findIndex((other) => other > i)
  return end < 0 ? row.length : end
}

/**
 * Keeps the three largest values of every draw in descending order. Three: a school is rarely dishonest in more
 * sittings, and in fewer the rest adds little. [ours]
 */
function keepLargest(first: Float64Array, second: Float64Array, third: Float64Array, values: Float64Array): void {
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!
    if (value <= third[n]!) continue
    if (value <= second[n]!) {
      third[n] = value
      continue
    }
    third[n] = second[n]!
    if (value <= first[n]!) {
      second[n] = value
      continue
    }
    second[n] = first[n]!
    first[n] = value
  }
}

/** Standard deviation, in honest schools, of each detector's weighted sum of z-scores over the sittings of a block. */
export function honestDeviation({ row, column, cohort, weight }: Block, dependence: Dependence): Float64Array {
  const variance = new Float64Array(dependence.school.length)
  for (let a = 0; a < row.length; a++)
    for (let b = 0; b < row.length; b++) {
      const d = column[a]!
      if (column[b] !== d) continue
      const i = row[a]!
      const j = row[b]!
      const shared = dependence.school[d]! + (cohort[i] === cohort[j] ? dependence.cohort[d]! : 0)
      variance[d]! += weight[i]! * weight[j]! * (i === j ? 1 : shared)
    }
  return variance.map((value) => Math.sqrt(Math.max(1e-12, value)))
}
