/** Robust location and regression with known scales (Huber 1964, 1973): far values pull with bounded force. */
import { fixed } from '../setting'
import { linearSystem, solveLinear } from './linear-system'

export const HUBER_C = fixed(1.345, {
  reason: 'Where scaled residuals are clipped: 95 % efficient for normal data (Huber 1964).',
  origin: 'paper',
})

/**
 * Weighted median: the value where half of the weight lies on either side; the midpoint where that is an interval.
 *
 * @param weights at least 0, one per value, not all 0; equal by default.
 * @throws RangeError if there is no weight or the lengths differ.
 * @example
 * weightedMedian([1, 2, 10], [1, 1, 5]) // 10
 */
export function weightedMedian(values: readonly number[], weights?: readonly number[]): number {
  if (weights && weights.length !== values.length) throw new RangeError('weightedMedian: one weight per value')
  const pairs = values.map((value, i) => ({ value, weight: weights ? weights[i]! : 1 })).filter((p) => p.weight > 0)
  pairs.sort((a, b) => a.value - b.value || a.weight - b.weight)
  const half = pairs.reduce((sum, pair) => sum + pair.weight, 0) / 2
  if (!(half > 0)) throw new RangeError('weightedMedian: nothing has weight')
  let below = 0
  for (let i = 0; ; i++) {
    below += pairs[i]!.weight
    if (below > half) return pairs[i]!.value
    if (below === half) return (pairs[i]!.value + pairs[i + 1]!.value) / 2
  }
}

/**
 * Huber's location: theta with sum psi((y_i - theta) / scale_i) / scale_i = 0.
 *
 * @param scales standard deviation of each value, above 0.
 * @returns in the unit of `y`.
 * @throws RangeError if there are no values, lengths differ or a scale is not above 0.
 * @example
 * huberLocation([1.5, 2, 2.5, 100], [1, 1, 1, 1]) // 2.448...: the mean of three and a pull of 1.345 upwards
 */
export function huberLocation(y: readonly number[], scales: readonly number[]): number {
  return robustRegression(
    y,
    y.map(() => []),
    scales,
  )[0]!
}

/**
 * Huber's regression with known scales, by iteratively reweighted least squares.
 *
 * @param rows covariates of each value, without the leading 1.
 * @param ridge shrinks the slopes, not the intercept: information (1 / scale^2 x covariate^2) that speaks for slope 0.
 * @param start coefficients near the solution, where they are known.
 * @returns intercept, then slopes. Slopes that the data do not determine are 0.
 * @throws RangeError as `huberLocation`.
 * @example
 * robustRegression([1, 3, 5, 70], [[0], [1], [2], [3]], [1, 1, 1, 1]) // a slope of 4.69, not 20.9
 */
export function robustRegression(
  y: readonly number[],
  rows: readonly (readonly number[])[],
  scales: readonly number[],
  ridge = 0,
  start: ArrayLike<number> | null = null,
): number[] {
  if (y.length === 0) throw new RangeError('robustRegression: no values')
  if (rows.length !== y.length || scales.length !== y.length) throw new RangeError('robustRegression: lengths differ')
  if (!scales.every((scale) => scale > 0)) throw new RangeError('robustRegression: scales must be above 0')
  const width = 1 + rows[0]!.length
  const coefficients = new Float64Array(width)
  if (start === null) coefficients[0] = weightedMedian(y)
  else coefficients.set(start)
  const stride = BLOCK * Math.ceil(width / BLOCK)
  const x = new Float64Array(y.length * stride)
  rows.forEach((row, i) => {
    x[i * stride] = 1
    x.set(row, i * stride + 1)
  })
  const [weights, weighted] = [new Float64Array(y.length), new Float64Array(y.length)]
  const units = { y: new Float64Array(y), x, stride, scales: new Float64Array(scales), weights, weighted }
  for (let i = 0; i < MOST_ROUNDS; i++) if (reweight(coefficients, units, ridge) < SETTLED) break
  return [...coefficients]
}

const MOST_ROUNDS = fixed(500, {
  reason: 'Rounds of reweighting after which it stops; about twenty settle.',
  origin: 'computing',
})
const SETTLED = fixed(1e-12, {
  reason: 'Movement, in typical standard deviations, at which reweighting has settled.',
  origin: 'computing',
})
export const TRACE_OF_RIDGE = fixed(1e-12, {
  reason: 'Share of the information that keeps undetermined slopes at 0 instead of making the system singular.',
  origin: 'computing',
})
const BLOCK = fixed(4, {
  reason: 'Sums of products taken in one go: as many as a processor holds.',
  origin: 'computing',
})

interface Units {
  readonly y: Float64Array
  /** 1 and the covariates of each unit; the rest of its `stride` places is 0. */
  readonly x: Float64Array
  readonly stride: number
  readonly scales: Float64Array
  /** Room for the weight of each unit, and for that times a covariate. */
  readonly weights: Float64Array
  readonly weighted: Float64Array
}

/** One weighted least-squares step, in place; returns how far it moved, in typical standard deviations. */
function reweight(
  coefficients: Float64Array,
  { y, x, stride, scales, weights, weighted }: Units,
  ridge: number,
): number {
  const width = coefficients.length
  const system = linearSystem(width)
  const { a: matrix, b: right } = system
  let information = 0
  for (let i = 0, row = 0; i < y.length; i++, row += stride) {
    let rest = y[i]!
    for (let a = 0; a < width; a++) rest -= coefficients[a]! * x[row + a]!
    const scale = scales[i]!
    const weight = Math.min(1, (HUBER_C * scale) / Math.abs(rest)) / (scale * scale)
    const pull = weight * rest
    information += 1 / (scale * scale)
    weights[i] = weight
    for (let a = 0; a < width; a++) right[a]! += pull * x[row + a]!
  }
  for (let a = 0; a < width; a++) {
    for (let i = 0, row = a; i < y.length; i++, row += stride) weighted[i] = weights[i]! * x[row]!
    for (let b = 0; b < width; b += BLOCK) {
      let sum0 = 0
      let sum1 = 0
      let sum2 = 0
      let sum3 = 0
      for (let i = 0, row = b; i < y.length; i++, row += stride) {
        const own = weighted[i]!
        sum0 += own * x[row]!
        sum1 += own * x[row + 1]!
        sum2 += own * x[row + 2]!
        sum3 += own * x[row + 3]!
      }
      matrix.set([sum0, sum1, sum2, sum3].slice(0, width - b), a * width + b)
    }
  }
  for (let a = 1; a < width; a++) {
    const penalty = Math.max(ridge, TRACE_OF_RIDGE * information)
    system.b[a]! -= penalty * coefficients[a]!
    system.a[a * width + a]! += penalty
  }
  const step = new Float64Array(width)
  if (!solveLinear(system, width, step)) return 0
  let largest = 0
  for (let a = 0; a < width; a++) {
    coefficients[a]! += step[a]!
    largest = Math.max(largest, Math.abs(step[a]!))
  }
  return largest * Math.sqrt(information / y.length)
}
