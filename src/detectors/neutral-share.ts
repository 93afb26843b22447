import type { Counts } from '../model'
import { type LinearSystem, linearSystem, solveLinear } from '../statistics/linear'

/** One cut-off of a distribution of scores, against the smooth curve through it. */
export interface CutShare {
  /** Lowest score of the higher mark. */
  readonly cut: number
  /** Pupils within the window below it, and at or above it. */
  readonly below: number
  readonly above: number
  /** Share of `above` that a smooth distribution would have, 0..1. */
  readonly neutral: number
}

/** Degree of the polynomial in the score: bent twice, as distributions with a thin low tail and a ceiling are. [ours] */
const DEGREE = 3
/** Weighted least squares is repeated with weights from the fitted curve, as in Poisson regression. */
const STEPS = 8

/**
 * What share of the pupils near each cut-off a distribution without any heap would have above it.
 *
 * Poisson regression of the counts on a cubic in the score, with one free step per cut-off: so much more just above, so
 * much less just below. The cubic alone, without the steps, is the neutral distribution.
 *
 * @param window points on each side of a cut-off that belong to it
 * @returns `null` where the scale has too few scores to tell a heap from a curve
 */
export function neutralShares(counts: Counts, cuts: readonly number[], window: number): CutShare[] | null {
  const width = DEGREE + 1 + cuts.length
  const occupied = counts.filter((count) => count > 0).length
  if (occupied < width + 3) return null
  const scale = Math.max(1, counts.length - 1)
  const rows = counts.map((_, t) => {
    const x = (2 * t) / scale - 1
    const steps = cuts.map((cut) => (t >= cut && t < cut + window ? 1 : t >= cut - window && t < cut ? -1 : 0))
    return [1, x, x * x, x * x * x, ...steps]
  })
  const fitted = poissonRegression(counts, rows, width)
  if (fitted === null) return null
  const smooth = rows.map((row) => Math.exp(row.slice(0, DEGREE + 1).reduce((sum, x, a) => sum + x * fitted[a]!, 0)))
  return cuts.map((cut) => {
    const neutralBelow = between(smooth, cut - window, cut)
    const neutralAbove = between(smooth, cut, cut + window)
    return {
      cut,
      below: between(counts, cut - window, cut),
      above: between(counts, cut, cut + window),
      neutral: neutralAbove / (neutralBelow + neutralAbove),
    }
  })
}

function poissonRegression(counts: Counts, rows: readonly (readonly number[])[], width: number): Float64Array | null {
  const coefficients = new Float64Array(width)
  const x = Float64Array.from(rows.flat())
  const mean = Float64Array.from(counts, (count) => count + 0.5)
  const system: LinearSystem = linearSystem(width)
  const { a: matrix, b: right } = system
  for (let step = 0; step < STEPS; step++) {
    matrix.fill(0)
    right.fill(0)
    for (let t = 0, row = 0; t < mean.length; t++, row += width) {
      const weight = mean[t]!
      const target = Math.log(weight) + (counts[t]! - weight) / weight
      for (let a = 0, cell = 0; a < width; a++) {
        const weighted = weight * x[row + a]!
        right[a]! += weighted * target
        for (let b = 0; b < width; b++, cell++) matrix[cell]! += weighted * x[row + b]!
      }
    }
    // A trace of ridge keeps a step that no pupil shows at 0.
    for (let a = 0; a < width; a++) matrix[a * width + a]! += 1e-6
    if (!solveLinear(system, width, coefficients) || !coefficients.every(Number.isFinite)) return null
    for (let t = 0, row = 0; t < mean.length; t++, row += width) {
      let sum = 0
      for (let a = 0; a < width; a++) sum += x[row + a]! * coefficients[a]!
      mean[t] = Math.exp(Math.min(40, sum))
    }
  }
  return coefficients
}

/** Sum of the entries from `from` up to but without `to`. */
export function between(counts: Counts, from: number, to: number): number {
  let sum = 0
  for (let t = Math.max(0, from); t < Math.min(counts.length, to); t++) sum += counts[t]!
  return sum
}
