/**
 * tau^2: how much honest units really differ, beyond what their sampling variances explain. Without it every large
 * school is an outlier. Both estimators stand a few units that are not honest.
 */

import { exp } from '../src/elementary'
import { fixed } from '../src/setting'
import {
  type Fit,
  fitBounded,
  fitGroup,
  fittedVariance,
  tau2Variance,
  type Units,
} from '../src/statistics/random-effects'
import { huberLocation } from '../src/statistics/robust'
import { normalQuantile } from '../src/statistics/tails'

export interface Overdispersion {
  /** Variance of real differences, in the unit of y squared; 0 where sampling variance explains all. */
  readonly tau2: number
  /** Location of the units, and its sampling variance. */
  readonly theta: number
  readonly thetaVariance: number
  /** Sampling variance of `tau2`; `null` where the method knows none. */
  readonly tau2Variance: number | null
}

function inOrder(y: readonly number[], variance: readonly number[]): Units {
  if (y.length < 2 || y.length !== variance.length)
    throw new RangeError('overdispersion: two or more y, one variance each')
  if (!y.every(Number.isFinite) || !variance.every((v) => v > 0 && v < Infinity))
    throw new RangeError('overdispersion: y must be finite and variances above 0')
  const order = Array.from(y.keys()).sort((a, b) => y[a]! - y[b]! || variance[a]! - variance[b]!)
  return {
    y: Float64Array.from(order, (i) => y[i]!),
    variance: Float64Array.from(order, (i) => variance[i]!),
    x: new Float64Array(y.length).fill(1),
    width: 1,
  }
}

const described = (fit: Fit): Overdispersion => ({
  tau2: fit.tau2,
  theta: fit.location[0]!,
  thetaVariance: fittedVariance(fit, [1]),
  tau2Variance: tau2Variance(fit),
})

/**
 * The default: the spread of the lower side, then without the units further than 2.5 standard deviations (`random-effects.ts`).
 *
 * @param variance sampling variance of each y, above 0.
 * @throws RangeError for fewer than two units, unequal lengths, y not finite or a variance not above 0.
 * @example
 * overdispersion([1, 2, 3, 4, 5, 40], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]).theta // 3: the sixth unit is forgotten
 */
export const overdispersion = (y: readonly number[], variance: readonly number[]): Overdispersion =>
  described(fitGroup(inOrder(y, variance)).fit)

/** The same without the second fit. */
export const firstFit = (y: readonly number[], variance: readonly number[]): Overdispersion =>
  described(fitBounded(inOrder(y, variance)).fit)

const WINSORISED = fixed(0.1, {
  reason: 'Share at either end that is pulled in: Spiegelhalter (2005).',
  origin: 'paper',
})

/**
 * Spiegelhalter's (2005) estimator: DerSimonian-Laird on z-scores winsorised at the shares t and 1 - t, here divided by
 * c(t), the variance that winsorising leaves of normal z. Kept for comparison: where n differs much it is too small.
 *
 * @throws RangeError as `overdispersion`.
 */
export function winsorisedDerSimonianLaird(
  y: readonly number[],
  variance: readonly number[],
  t = WINSORISED,
): Overdispersion {
  const units = inOrder(y, variance)
  const m = y.length
  const location = (tau2: number): number =>
    huberLocation(
      [...units.y],
      Array.from(units.variance, (v) => Math.sqrt(v + tau2)),
    )
  const centre = location(0)
  const z = Array.from(units.y, (value, i) => (value - centre) / Math.sqrt(units.variance[i]!)).sort((a, b) => a - b)
  const at = (share: number): number => {
    const position = (m - 1) * share
    const below = Math.floor(position)
    return z[below]! + (position - below) * (z[Math.min(m - 1, below + 1)]! - z[below]!)
  }
  const low = at(t)
  const high = at(1 - t)
  const cut = -normalQuantile(t)
  const density = exp((-cut * cut) / 2) / Math.sqrt(2 * Math.PI)
  const consistency = 1 - 2 * t - 2 * cut * density + 2 * t * cut * cut
  const winsorised = z.map((value) => Math.max(low, Math.min(high, value)))
  const phi = winsorised.reduce((sum, value) => sum + value * value, 0) / m / consistency
  const weight = units.variance.reduce((sum, v) => sum + 1 / v, 0)
  const squares = units.variance.reduce((sum, v) => sum + 1 / (v * v), 0)
  const tau2 = Math.max(0, (m * phi - (m - 1)) / (weight - squares / weight))
  const information = units.variance.reduce((sum, v) => sum + 1 / (v + tau2), 0)
  return { tau2, theta: location(tau2), thetaVariance: 1 / information, tau2Variance: null }
}
