import { median } from 'simple-statistics'
import { fixed } from '../../setting'

export interface Line {
  readonly intercept: number
  readonly slope: number
}

/** Intercept and slope; nothing where there is no line. */
export const numbersOfLine = (line: Line | null): readonly number[] =>
  line === null ? [] : [line.intercept, line.slope]

const BINS = fixed(8, {
  reason: 'Points of a line through robust heights: enough to see a slope, few enough that each bin holds sittings.',
  origin: 'ours',
})

const NO_HEIGHT = fixed(1e-300, { reason: 'Where every height is 0 all bins weigh the same.', origin: 'computing' })
const LIGHTEST = fixed(1e-6, {
  reason: 'No height counts as less than this share of the largest, squared: a height of 0 would weigh everything.',
  origin: 'computing',
})

/**
 * Line through robust heights of bins of equal numbers of units along `x`. Heights are scale estimates (variances,
 * medians of ratios), whose relative error is the same in every bin: a bin weighs by the inverse square of its height.
 *
 * @returns `null` for fewer than `fewest` units in a bin, or where `x` does not vary
 */
export function lineOverBins(
  units: readonly { readonly x: number; readonly y: number }[],
  heightOf: (y: readonly number[]) => number,
  fewest: number,
): Line | null {
  if (units.length < BINS * fewest) return null
  // Single precision: a last bit, which depends on the order of sums, must not move a unit to another bin.
  const single = Math.fround
  const sorted = units.slice().sort((a, b) => single(a.x) - single(b.x) || single(a.y) - single(b.y))
  const points = Array.from({ length: BINS }, (_, b) => {
    const bin = sorted.slice(Math.floor((b * sorted.length) / BINS), Math.floor(((b + 1) * sorted.length) / BINS))
    return { x: bin.reduce((sum, { x }) => sum + x, 0) / bin.length, y: heightOf(bin.map(({ y }) => y)) }
  })
  const largest = Math.max(...points.map(({ y }) => y))
  const weight = points.map(({ y }) => 1 / Math.max(LIGHTEST * largest * largest, y * y, NO_HEIGHT))
  const total = weight.reduce((sum, w) => sum + w, 0)
  const meanX = points.reduce((sum, { x }, b) => sum + weight[b]! * x, 0) / total
  const meanY = points.reduce((sum, { y }, b) => sum + weight[b]! * y, 0) / total
  const xy = points.reduce((sum, { x, y }, b) => sum + weight[b]! * (x - meanX) * (y - meanY), 0)
  const xx = points.reduce((sum, { x }, b) => sum + weight[b]! * (x - meanX) * (x - meanX), 0)
  if (!(xx > 0)) return null
  const slope = xy / xx
  return { intercept: meanY - slope * meanX, slope }
}

const LEAST_SPREAD = fixed(0.8, {
  reason: 'No chance variance is further off than by these factors; what is beyond is left to tau^2.',
  origin: 'ours',
})
const MOST_SPREAD = fixed(2, {
  reason: 'No chance variance is further off than by this factor; what is beyond is left to tau^2.',
  origin: 'ours',
})
const LEAST_PER_BIN = fixed(10, {
  reason: 'Fewer sittings in a bin do not show how far a statistic spreads.',
  origin: 'ours',
})

/**
 * How far a statistic really spreads in relation to its chance variance, by number of pupils: honest differences between
 * schools show the more, the more pupils there are. A line on the number of pupils through the robust variances (MAD).
 *
 * @returns intercept and slope; nothing where there are too few sittings to tell
 */
export function spreadLine(
  values: readonly { readonly n: number; readonly y: number; readonly variance: number }[],
): readonly number[] {
  const units = values
    .filter(({ y, variance }) => Number.isFinite(y) && variance > 0)
    .map(({ n, y, variance }) => ({ x: n, y: y / Math.sqrt(variance) }))
  return numbersOfLine(lineOverBins(units, robustVariance, LEAST_PER_BIN))
}

/** Factor for the chance variance of a sitting of n pupils, from what `spreadLine` found; 1 where that is nothing. */
export const usualSpread =
  ([intercept, slope]: readonly number[]) =>
  (n: number): number =>
    intercept === undefined ? 1 : Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, intercept + slope! * n))

const MAD_TO_SD = fixed(1.4826, { reason: 'MAD of a normal distribution is .6745 of its SD.', origin: 'computing' })

/** Variance from the median absolute deviation; consistent for the normal distribution. */
export function robustVariance(values: readonly number[]): number {
  const centre = median([...values])
  const spread = MAD_TO_SD * median(values.map((value) => Math.abs(value - centre)))
  return spread * spread
}
