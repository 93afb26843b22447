/**
 * The strength of evidence: one number that ranks units, made from all their z-scores.
 *
 * Two looks are added (method, section 7). The strongest sittings: squares of positive z-scores, summed over detectors,
 * of the three sittings where that sum is largest - agreement of detectors counts, and nothing that speaks for a school
 * cancels what speaks against it. And the whole: per detector the weighted sum of its z-scores over all sittings, in its
 * honest standard deviation, squared where positive - a little of the same in every sitting counts too.
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

/** Strength of each family and, last, of all together, for z-scores in the places of a block. */
export type StrengthMeter = (z: Float64Array) => Float64Array

/**
 * Prepares the measuring of blocks of one shape; the meter returns the same array at every call.
 *
 * @param families family of each detector, numbered 0, 1, ...
 */
export function strengthMeter(
  { row, column, cohort, weight }: Block,
  families: readonly number[],
  familyCount: number,
  deviation: Float64Array,
): StrengthMeter {
  const rows = cohort.length
  const sums = new Float64Array(deviation.length)
  const squares = new Float64Array((familyCount + 1) * rows)
  const strength = new Float64Array(familyCount + 1)
  return (z) => {
    sums.fill(0)
    squares.fill(0)
    for (let k = 0; k < z.length; k++) {
      const value = z[k]!
      const d = column[k]!
      sums[d]! += weight[row[k]!]! * value
      if (value > 0) squares[families[d]! * rows + row[k]!]! += value * value
    }
    for (let f = 0; f < familyCount; f++)
      for (let i = 0; i < rows; i++) squares[familyCount * rows + i]! += squares[f * rows + i]!
    for (let f = 0; f <= familyCount; f++) strength[f] = sumOfThreeLargest(squares, f * rows, rows)
    for (let d = 0; d < sums.length; d++) {
      if (sums[d]! <= 0) continue
      const whole = sums[d]! / deviation[d]!
      strength[families[d]!]! += whole * whole
      strength[familyCount]! += whole * whole
    }
    return strength
  }
}

/** Three: a school is rarely dishonest in more sittings, and in fewer the rest adds little. [ours] */
function sumOfThreeLargest(values: Float64Array, from: number, count: number): number {
  let [first, second, third] = [0, 0, 0]
  for (let i = from; i < from + count; i++) {
    const value = values[i]!
    if (value > first) [first, second, third] = [value, first, second]
    else if (value > second) [second, third] = [value, second]
    else if (value > third) third = value
  }
  return first + second + third
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
