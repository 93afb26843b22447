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

/** Strength of each family and, last, of all together, for z-scores in the places of a block. */
export type StrengthMeter = (z: Float64Array) => Float64Array

/**
 * Prepares the measuring of blocks of one shape; the meter returns the same array at every call. It runs some millions
 * of times, so it keeps to flat arrays and makes no new ones.
 *
 * @param families family of each detector, numbered 0, 1, ...
 */
export function strengthMeter(
  { row, column, cohort, weight }: Block,
  families: readonly number[],
  familyCount: number,
  deviation: Float64Array,
): StrengthMeter {
  const weightOf = Float64Array.from(row, (i) => weight[i]!)
  const familyOf = Int32Array.from(column, (d) => families[d]!)
  const ends = Int32Array.from(cohort, (_, i) => firstAfter(row, i))
  const sums = new Float64Array(deviation.length)
  const squares = new Float64Array(familyCount + 1)
  const largest = new Float64Array(3 * (familyCount + 1))
  const strength = new Float64Array(familyCount + 1)
  return (z) => {
    sums.fill(0)
    largest.fill(0)
    for (let i = 0, k = 0; i < ends.length; i++) {
      squares.fill(0)
      for (const end = ends[i]!; k < end; k++) {
        const value = z[k]!
        sums[column[k]!]! += weightOf[k]! * value
        if (value > 0 && value * value > squares[familyOf[k]!]!) squares[familyOf[k]!] = value * value
      }
      for (let f = 0; f < familyCount; f++) squares[familyCount]! += squares[f]!
      for (let f = 0; f <= familyCount; f++) keepLargest(largest, 3 * f, squares[f]!)
    }
    squares.fill(0)
    for (let d = 0; d < sums.length; d++) {
      const whole = sums[d]! / deviation[d]!
      if (whole > 0 && whole * whole > squares[families[d]!]!) squares[families[d]!] = whole * whole
    }
    for (let f = 0; f < familyCount; f++) squares[familyCount]! += squares[f]!
    for (let f = 0; f <= familyCount; f++)
      strength[f] = squares[f]! + largest[3 * f]! + largest[3 * f + 1]! + largest[3 * f + 2]!
    return strength
  }
}

/** Where the z-scores of a row end: cells stand row after row. */
function firstAfter(row: Int32Array, i: number): number {
  const end = row.findIndex((other) => other > i)
  return end < 0 ? row.length : end
}

/**
 * Keeps the three largest values in descending order, from place `at` on. Three: a school is rarely dishonest in more
 * sittings, and in fewer the rest adds little. [ours]
 */
function keepLargest(largest: Float64Array, at: number, value: number): void {
  if (value <= largest[at + 2]!) return
  if (value <= largest[at + 1]!) {
    largest[at + 2] = value
    return
  }
  largest[at + 2] = largest[at + 1]!
  if (value <= largest[at]!) {
    largest[at + 1] = value
    return
  }
  largest[at + 1] = largest[at]!
  largest[at] = value
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
