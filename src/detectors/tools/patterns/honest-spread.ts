/**
 * What honest schools differ in beyond shuffling: a slope on the school's level, and a variance, because curricula
 * differ. Both are estimated so that a minority of manipulated schools hardly moves them.
 */
import { exp } from '../../../elementary'
import { fixed } from '../../../setting'
import { normalUpper } from '../../../statistics/tails'

export interface HonestSpread {
  /** Slope of D on the leaning. */
  readonly slope: number
  /** Variance of honest differences, in units of `unit` squared: Var D = variance + unit^2 spread. */
  readonly spread: number
}

/** One statistic over all sittings; entries with variance 0 take no part. */
export interface Statistic {
  readonly deviation: Float64Array
  /** Variance under shuffling. */
  readonly variance: Float64Array
  /** How much the statistic moves when the honest difference is one unit. */
  readonly unit: Float64Array
  readonly leaning: Float64Array
}

const CUT = fixed(1.5, {
  reason:
    'Squared residuals count up to this many standard deviations: one school in eight is cut even when all are honest.',
  origin: 'ours',
})
/** E min(Z^2, CUT^2), so that the estimate is right where all schools are honest. */
const EXPECTED =
  1 -
  2 * normalUpper(CUT) -
  2 * CUT * exp(-0.5 * CUT * CUT) * Math.sqrt(0.5 / Math.PI) +
  2 * CUT * CUT * normalUpper(CUT)
const ROUNDS = fixed(5, {
  reason: 'Rounds of cutting and estimating; the estimate settles in three.',
  origin: 'computing',
})
const HALVINGS = fixed(30, { reason: 'Steps of bisection: nine digits.', origin: 'computing' })

/**
 * Fits D = slope x leaning + error, Var error = variance + unit^2 spread. The slope by Huber weights; the spread as the
 * root of sum of w (min(r^2 / Var, CUT^2) - EXPECTED) = 0, with w = unit^2 / Var, so that those decide who can show it.
 */
export function honestSpread(of: Statistic): HonestSpread {
  const { deviation, variance, unit, leaning } = inOrder(of)
  const units = unit.map((u) => u * u)
  const residual = Float64Array.from(deviation)
  const squares = new Float64Array(deviation.length)
  let slope = 0
  for (let round = 0; round < ROUNDS; round++) {
    const spread = rootOfSpread(squaresOf(residual, squares), variance, units)
    let top = 0
    let bottom = 0
    for (let i = 0; i < deviation.length; i++) {
      const total = variance[i]! + units[i]! * spread
      const weight = 1 / Math.max(1, Math.abs(residual[i]!) / Math.sqrt(total) / CUT) / total
      top += weight * leaning[i]! * deviation[i]!
      bottom += weight * leaning[i]! * leaning[i]!
    }
    slope = bottom > 0 ? top / bottom : 0
    for (let i = 0; i < deviation.length; i++) residual[i] = deviation[i]! - slope * leaning[i]!
  }
  return { slope, spread: rootOfSpread(squaresOf(residual, squares), variance, units) }
}

/** Sittings in an order that depends on their numbers alone, so that every bit of the sums does too. */
function inOrder({ deviation, variance, unit, leaning }: Statistic): Statistic {
  const order: number[] = []
  for (let i = 0; i < deviation.length; i++) if (variance[i]! > 0) order.push(i)
  order.sort((a, b) => deviation[a]! - deviation[b]! || variance[a]! - variance[b]! || leaning[a]! - leaning[b]!)
  const pick = (values: Float64Array): Float64Array => new Float64Array(order.map((i) => values[i]!))
  return { deviation: pick(deviation), variance: pick(variance), unit: pick(unit), leaning: pick(leaning) }
}

function squaresOf(values: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) out[i] = values[i]! * values[i]!
  return out
}

const FIRST_TRY = fixed(1e-3, {
  reason: 'Where the bracket around the spread begins, in units of chance; it grows fourfold until it holds the root.',
  origin: 'computing',
})
const WIDEST = fixed(1e6, { reason: 'No real spread lies beyond this, in units of chance.', origin: 'computing' })

function rootOfSpread(squares: Float64Array, variance: Float64Array, units: Float64Array): number {
  const excess = (spread: number): number => excessOf(squares, variance, units, spread)
  if (excess(0) <= 0) return 0
  let low = 0
  let high = FIRST_TRY
  while (excess(high) > 0 && high < WIDEST) high *= 4
  for (let h = 0; h < HALVINGS; h++) {
    const middle = (low + high) / 2
    if (excess(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** How far the squares exceed what such a spread leads to expect. Hundreds of times per item over all sittings. */
function excessOf(squares: Float64Array, variance: Float64Array, units: Float64Array, spread: number): number {
  const most = CUT * CUT
  const usual = EXPECTED
  let sum = 0
  for (let i = 0; i < squares.length; i++) {
    const total = variance[i]! + units[i]! * spread
    sum += (units[i]! / total) * (Math.min(squares[i]! / total, most) - usual)
  }
  return sum
}
