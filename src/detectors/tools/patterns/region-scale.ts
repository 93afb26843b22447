/**
 * Honest schools differ in their habits - what was taught, which exercise book, how a criterion is marked - and no theory
 * knows by how much. The region does: most of its sittings are honest, so the bulk of its own p-values shows how wide the
 * honest spread is. Outcomes are judged again on that scale. Measured on a real region: docs/method-patterns.md.
 */
import type { Outcome } from '../../../model'
import { fixed } from '../../../setting'
import { suspiciousSide } from '../../../statistics/suspicious-side'
import { normalScore, tUpper } from '../../../statistics/tails'
import type { DetectorView } from '../../runner/detector'
import { told } from '../told'

const FREEDOM_TIMES_EXCESS = fixed(6, {
  reason:
    'Habits have heavier tails than chance: the more of the spread is theirs, the fewer degrees of freedom has the tail. A spread of 1.3, usual in a real region, gives the 20 that its tail was seen to need.',
  origin: 'ours',
})

/**
 * The outcomes with p-values on the region's own scale: less the region's centre, divided by the spread of its suspicious
 * side (the larger of two quantiles of its upper half, never below what theory says).
 *
 * Quantiles of the middle, not of the tail: one school in ten that manipulates hardly moves them. Where a third of the
 * region does the same, they are the yardstick, and less stands out.
 *
 * @param id of the detector
 * @param outcomes of the sittings of one assessment
 * @returns the same outcomes, those measured with a new `p`
 */
export function onRegionScale(view: DetectorView, id: string, outcomes: readonly Outcome[]): Outcome[] {
  const z = outcomes.map((outcome) => (outcome.outcome === 'measured' ? normalScore(outcome.p) : Number.NaN))
  const [centre, spread] = told(view, [...outcomes.keys()], `${id}.scale`, () => {
    const side = suspiciousSide(z.filter((score) => Number.isFinite(score)))
    return [side.centre, side.spread]
  }) as [number, number]
  const freedom = spread > 1 ? FREEDOM_TIMES_EXCESS / (spread - 1) : Number.POSITIVE_INFINITY
  return outcomes.map((outcome, i) => {
    if (outcome.outcome !== 'measured') return outcome
    const { basis, ...rest } = outcome
    const scaled = { ...rest, p: tUpper((z[i]! - centre) / spread, freedom) }
    return basis === undefined ? scaled : { ...scaled, basis: { ...basis, region: { centre, spread } } }
  })
}
