import { quantile } from 'simple-statistics'
import { fixed } from '../../setting'
import type { Expectation } from '../../statistics/expectation'
import { upperSpread } from '../../statistics/suspicious-side'
import { tUpper } from '../../statistics/tails'
import type { DetectorView } from '../runner/detector'
import { told } from './told'

const LARGEST_SHARE = fixed(3, {
  reason: 'Times tau^2: beyond it the suspicious side is not honest differences.',
  origin: 'ours',
})
const PRIOR = fixed(30, {
  reason: 'Sittings as whose weight tau^2 stays what the lower side says.',
  origin: 'ours',
  unit: 'sittings',
})
const HALVINGS = fixed(20, { reason: 'Halvings of the search: five digits.', origin: 'computing' })

/**
 * Where honest values have their longer tail on the side that nobody suspects, tau^2 of that side is too large for the other:
 * hardly anything would stand out. So it is made smaller until the bulk of the suspicious side - two quantiles of the upper
 * half, less the median - is as wide as theory says. Chance (the sampling variance) is never made smaller.
 *
 * @param name `detector.what`, one for each use
 * @param y of each sitting, and its sampling variance, as they were given to `expectations`
 */
export function onSuspiciousSide(
  view: DetectorView,
  name: string,
  y: readonly number[],
  variance: readonly number[],
  expected: readonly (Expectation | null)[],
): (Expectation | null)[] {
  const known = expected.flatMap((e, i) => (e === null ? [] : [i]))
  const zOf = (i: number, share: number): number => {
    const { expected: usual, tau2, se } = expected[i]!
    return (y[i]! - usual) / Math.sqrt(variance[i]! + share * tau2 + se * se)
  }
  const [share, centre] = told(view, [...expected.keys()], name, () => {
    if (known.length === 0) return [1, 0]
    const typical = quantile(
      known.map((i) => variance[i]!),
      0.5,
    )
    const telling = known.filter((i) => variance[i]! <= typical)
    const weight = known.length / (known.length + PRIOR)
    const found = 1 + weight * (shareOf((of) => telling.map((i) => zOf(i, of))) - 1)
    return [
      found,
      weight *
        quantile(
          known.map((i) => zOf(i, found)),
          0.5,
        ),
    ]
  }) as [number, number]
  return expected.map((e, i) => {
    if (e === null) return null
    const z = zOf(i, share) - centre
    const tau2 = share * e.tau2
    const usual = e.expected + centre * Math.sqrt(variance[i]! + tau2 + e.se * e.se)
    return { ...e, expected: usual, tau2, z, p: tUpper(z, e.df) }
  })
}

/** Share of tau^2 at which the suspicious side spreads as theory says. */
function shareOf(judged: (share: number) => number[]): number {
  const tooWide = (share: number): boolean => {
    const z = judged(share)
    const centre = quantile(z, 0.5)
    return upperSpread(z, centre) > 1
  }
  if (tooWide(LARGEST_SHARE)) return LARGEST_SHARE
  let [low, high] = [0, LARGEST_SHARE as number]
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (tooWide(middle)) low = middle
    else high = middle
  }
  return high
}
