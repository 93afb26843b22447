import { exp, log } from '../../elementary'
import type { Counts } from '../../model'
import { fixed } from '../../setting'
import { type LinearSystem, linearSystem, solveLinear } from '../../statistics/linear-system'

/** One cut-off of a distribution of scores, against the smooth curve through it. */
export interface CutShare {
  /** Lowest score of the higher mark. */
  readonly cut: number
  /** Pupils within the window below it, and those within the window from it on. */
  readonly below: number
  readonly above: number
  /** Share of `above` that a smooth distribution would have, 0..1. */
  readonly neutral: number
}

/** Points near a cut-off: so many below it, and so many from it on. */
export interface CutWindow {
  readonly below: number
  readonly above: number
}

const DEGREE = fixed(3, {
  reason: 'Degree of the polynomial in the score: bent twice, as distributions with a thin low tail and a ceiling are.',
  origin: 'ours',
})
const STEPS = fixed(8, {
  reason: 'Weighted least squares is repeated with weights from the fitted curve, as in Poisson regression.',
  origin: 'computing',
})

const SPARE = fixed(3, {
  reason: 'Scores with pupils that must be left after every coefficient has one of its own.',
  origin: 'ours',
})
const RIDGE = fixed(1e-6, { reason: 'A trace of ridge keeps a step that no pupil shows at 0.', origin: 'computing' })
const HIGHEST_LOG = fixed(40, {
  reason: 'Logarithm of the most pupils a fitted curve may have at one score on its way: e^40 is more than anybody.',
  origin: 'computing',
})

/**
 * What share of the pupils near each cut-off a distribution without any heap would have above it.
 *
 * Poisson regression of the counts on a cubic in the score, with one free step per cut-off: so much more just above, so
 * much less just below. The cubic alone, without the steps, is the neutral distribution.
 *
 * @param window points below a cut-off, and from it on, that belong to it
 * @returns `null` where the scale has too few scores to tell a heap from a curve
 */
export function neutralShares(counts: Counts, cuts: readonly number[], window: CutWindow): CutShare[] | null {
  const width = DEGREE + 1 + cuts.length
  const occupied = counts.filter((count) => count > 0).length
  if (occupied < width + SPARE) return null
  const rows = Array.from(counts, (_, t) => rowOf(t, counts.length, cuts, window))
  const fitted = poissonRegression(counts, rows, width)
  if (fitted === null) return null
  const smooth = rows.map(({ powers }) => {
    let sum = 0
    for (let a = 0; a <= DEGREE; a++) sum += powers[a]! * fitted[a]!
    return exp(sum)
  })
  return cuts.map((cut) => {
    const neutralBelow = between(smooth, cut - window.below, cut)
    const neutralAbove = between(smooth, cut, cut + window.above)
    return {
      cut,
      below: between(counts, cut - window.below, cut),
      above: between(counts, cut, cut + window.above),
      neutral: neutralAbove / (neutralBelow + neutralAbove),
    }
  })
}

/** What the curve is made of at one score: powers of the score on -1..1, and the steps that it lies in, +1 or -1. */
interface Row {
  readonly powers: readonly [number, number, number, number]
  readonly steps: readonly { readonly column: number; readonly sign: number }[]
}

function rowOf(t: number, scores: number, cuts: readonly number[], window: CutWindow): Row {
  const x = (2 * t) / Math.max(1, scores - 1) - 1
  const steps = cuts.map((cut, k) => ({
    column: DEGREE + 1 + k,
    sign: t >= cut ? 1 : -1,
    near: t >= cut - window.below && t < cut + window.above,
  }))
  return { powers: [1, x, x * x, x * x * x], steps: steps.filter(({ near }) => near) }
}

function poissonRegression(counts: Counts, rows: readonly Row[], width: number): Float64Array | null {
  const coefficients = new Float64Array(width)
  const mean = new Float64Array(counts.map((count) => count + 0.5))
  const system: LinearSystem = linearSystem(width)
  const { a: matrix, b: right } = system
  for (let step = 0; step < STEPS; step++) {
    matrix.fill(0)
    right.fill(0)
    rows.forEach(({ powers, steps }, t) => {
      const weight = mean[t]!
      const target = log(weight) + (counts[t]! - weight) / weight
      const x = powers[1]
      const square = powers[2]
      const cube = powers[3]
      for (let a = 0; a <= DEGREE; a++) {
        const weighted = weight * powers[a]!
        right[a]! += weighted * target
        const row = a * width
        matrix[row]! += weighted
        matrix[row + 1]! += weighted * x
        matrix[row + 2]! += weighted * square
        matrix[row + 3]! += weighted * cube
        for (const { column, sign } of steps) {
          matrix[a * width + column]! += weighted * sign
          matrix[column * width + a]! += weighted * sign
        }
      }
      for (const { column, sign } of steps) {
        right[column]! += weight * sign * target
        for (const other of steps) matrix[column * width + other.column]! += weight * sign * other.sign
      }
    })
    for (let a = 0; a < width; a++) matrix[a * width + a]! += RIDGE
    if (!solveLinear(system, width, coefficients) || !coefficients.every(Number.isFinite)) return null
    rows.forEach(({ powers, steps }, t) => {
      let sum = 0
      for (let a = 0; a <= DEGREE; a++) sum += powers[a]! * coefficients[a]!
      for (const { column, sign } of steps) sum += sign * coefficients[column]!
      mean[t] = exp(Math.min(HIGHEST_LOG, sum))
    })
  }
  return coefficients
}

/** Sum of the entries from `from` up to but without `to`. */
export function between(counts: Counts, from: number, to: number): number {
  let sum = 0
  for (let t = Math.max(0, from); t < Math.min(counts.length, to); t++) sum += counts[t]!
  return sum
}
