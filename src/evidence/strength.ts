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

/** Strongest sittings that count on their own. [ours] */
const STRONGEST = 3

/** How z-scores of honest sittings hang together; see `honest.ts`. */
export interface Dependence {
  /** Correlation of detectors within a sitting, row by row. */
  readonly detectors: Float64Array
  /** Per detector: correlation between any two sittings of a school. */
  readonly school: Float64Array
  /** Per detector: what the correlation is higher between sittings of the same pupils. */
  readonly cohort: Float64Array
}

/**
 * @param families family of each detector, numbered 0, 1, ...
 * @param familyCount number of families
 * @param out receives the strength of each family, then that of all together: `familyCount + 1` numbers
 */
export function strengthOf(
  block: Block,
  z: Float64Array,
  deviation: Float64Array,
  families: readonly number[],
  familyCount: number,
  out: Float64Array,
): void {
  const { rows, columns, weight } = block
  const ofSitting = new Float64Array(rows)
  out.fill(0)
  for (let f = 0; f <= familyCount; f++) {
    ofSitting.fill(0)
    for (let d = 0; d < columns; d++) {
      if (f < familyCount && families[d] !== f) continue
      let sum = 0
      for (let row = 0; row < rows; row++) {
        const value = z[row * columns + d]!
        if (Number.isNaN(value)) continue
        sum += weight[row]! * value
        if (value > 0) ofSitting[row]! += value * value
      }
      if (deviation[d]! > 0 && sum > 0) out[f]! += (sum / deviation[d]!) * (sum / deviation[d]!)
    }
    out[f]! += sumOfLargest(ofSitting)
  }
}

function sumOfLargest(values: Float64Array): number {
  if (values.length <= STRONGEST) return values.reduce((sum, value) => sum + value, 0)
  const sorted = values.slice().sort()
  let sum = 0
  for (let k = 1; k <= STRONGEST; k++) sum += sorted[sorted.length - k]!
  return sum
}

/** Standard deviation, in honest schools, of each detector's weighted sum of z-scores over the rows of a block. */
export function honestDeviation({ rows, columns, z, cohort, weight }: Block, dependence: Dependence): Float64Array {
  const deviation = new Float64Array(columns)
  for (let d = 0; d < columns; d++) {
    let variance = 0
    for (let a = 0; a < rows; a++) {
      if (Number.isNaN(z[a * columns + d]!)) continue
      for (let b = 0; b < rows; b++) {
        if (Number.isNaN(z[b * columns + d]!)) continue
        const shared = dependence.school[d]! + (cohort[a] === cohort[b] ? dependence.cohort[d]! : 0)
        variance += weight[a]! * weight[b]! * (a === b ? 1 : shared)
      }
    }
    deviation[d] = Math.sqrt(Math.max(0, variance))
  }
  return deviation
}
