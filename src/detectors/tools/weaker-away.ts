import type { Away } from '../../model'
import { fixed } from '../../setting'
import { normalScore, normalUpper } from '../../statistics/tails'
import type { DetectorView } from '../runner/detector'
import { expectedInContext } from './measuring'
import { onSuspiciousSide } from './suspicious-spread'

const FEWEST_KNOWN = fixed(3, {
  reason:
    'Absent pupils of whom other tests are known: of fewer the mean says little, and would tell of single pupils.',
  origin: 'ours',
  unit: 'pupils',
})
const WEIGHT = fixed(0.7, {
  reason:
    'How much who was absent counts beside how many, as a z-score: of .4, .7, 1 and 1.4 the best order of single sittings, and of schools within .01 of it.',
  origin: 'ours',
})

/** How much weaker those who stayed away from a sitting are than those who came, by the other tests of their grade. */
export interface WeakerAway {
  /** Absent pupils who wrote other tests. */
  readonly known: number
  /** Share of pairs of an absent and a present pupil in which the absent one did better there, and what peers lead to expect. */
  readonly better: number
  readonly usual: number
  /** Above what is expected of the peers' absent, in standard deviations. */
  readonly z: number
}

/**
 * Weak pupils are absent more often everywhere; so the yardstick is by how much they are among the peers.
 *
 * @returns `null` where fewer than three of the absent are known, or too few sittings to compare with
 */
export function weakerAway(view: DetectorView): (WeakerAway | null)[] {
  const known = view.sittings.map(({ away }) => (away !== undefined && away.absent >= FEWEST_KNOWN ? away : null))
  const better = known.map((away) => (away === null ? Number.NaN : away.better / (away.present * away.absent)))
  const weaker = better.map((share) => 0.5 - share)
  const variance = known.map((away) => (away === null ? 0 : chanceVariance(away)))
  const inContext = expectedInContext(view, 'absence.who', weaker, variance)
  return onSuspiciousSide(view, 'absence.who.side', weaker, variance, inContext).map((e, i) =>
    e === null ? null : { known: known[i]!.absent, better: better[i]!, usual: 0.5 - e.expected, z: normalScore(e.p) },
  )
}

const TWELVE = fixed(12, {
  reason: 'Divisor in the variance of the U statistic of Mann and Whitney (1947).',
  origin: 'paper',
})

/** Variance of the share of pairs, where anybody may stay away. */
export const chanceVariance = ({ present, absent }: Away): number =>
  (present + absent + 1) / (TWELVE * present * absent)

/** p of so many absent together with how weak they are; the two do not depend on each other in honest sittings. */
export function withWeakness(p: number, who: WeakerAway | null): number {
  if (who === null) return p
  return normalUpper((normalScore(p) + WEIGHT * who.z) / Math.sqrt(1 + WEIGHT * WEIGHT))
}
