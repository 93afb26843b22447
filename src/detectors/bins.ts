export interface Line {
  readonly intercept: number
  readonly slope: number
}

const BINS = 8

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
  const weight = points.map(({ y }) => 1 / Math.max(1e-6 * largest * largest, y * y, 1e-300))
  const total = weight.reduce((sum, w) => sum + w, 0)
  const meanX = points.reduce((sum, { x }, b) => sum + weight[b]! * x, 0) / total
  const meanY = points.reduce((sum, { y }, b) => sum + weight[b]! * y, 0) / total
  const xy = points.reduce((sum, { x, y }, b) => sum + weight[b]! * (x - meanX) * (y - meanY), 0)
  const xx = points.reduce((sum, { x }, b) => sum + weight[b]! * (x - meanX) * (x - meanX), 0)
  if (!(xx > 0)) return null
  const slope = xy / xx
  return { intercept: meanY - slope * meanX, slope }
}
