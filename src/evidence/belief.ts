/**
 * How far the p-values of a region's schools can be believed: a second opinion from the schools themselves, shown beside the list.
 *
 * Most schools of a region are honest, so the middle and the innocent side of their p-values show what honest ones look like there. Where
 * a typical school has p = .28 instead of .5, or the innocent side spreads wider than chance, small p-values are less rare than
 * they say. Nobody is listed or spared by it: where a third of the schools manipulates, it would spare them all.
 */
import { quantile } from 'simple-statistics'
import { power } from '../elementary'
import type { RegionBelief } from '../model'
import { fixed } from '../setting'
import { benjaminiHochberg } from '../statistics/false-discovery-rate'
import { normalQuantile, normalUpper } from '../statistics/tails'
import { OWN_VOTE } from './index'

const AS_IF = fixed(60, {
  reason: 'The null of the schools is drawn toward theory as if so many more schools had shown what theory says.',
  origin: 'ours',
  unit: 'schools',
})
const FEWEST = fixed(20, {
  reason: 'Fewer schools show nothing of how far p-values can be believed.',
  origin: 'ours',
  unit: 'schools',
})
const INNOCENT = fixed(
  { share: 0.25, at: 0.6744897501960817 },
  {
    reason:
      'Lower quartile of the schools, and how far below the median a standard normal has it: further down p-values of two votes pile up at 1.',
    origin: 'computing',
  },
)
const EXAMPLE = fixed(0.01, { reason: 'The p-value that is told in the words of the second opinion.', origin: 'ours' })
const NARROWEST = fixed(0.5, { reason: 'No region is taken to be more regular than this.', origin: 'ours' })
const LIKE_THEORY = fixed(2.5, {
  reason: 'Up to two and a half times more or less rare than it says, a p-value of .01 is taken at its word.',
  origin: 'ours',
})
const EXTREME = fixed(1e-15, { reason: 'Smaller p-values are all alike here.', origin: 'computing' })

/**
 * @param p combined p-values of the schools; `null` where nothing was measured
 * @param limit q up to which a school is listed for signs
 * @param votes how many detectors with a vote of their own took part
 * @returns `null` with fewer than 20 schools measured
 * @example
 * regionBelief(p, .1) // { schools: 324, typical: .28, rareAs: .035, verdict: 'tooSmall', listed: 9, listedSecond: 4, ... }
 */
export function regionBelief(p: readonly (number | null)[], limit: number, votes = 0): RegionBelief | null {
  const known = p.filter((own) => own !== null)
  if (known.length < FEWEST) return null
  // The rarest of several votes, weighted, is a p-value that promises more than chance: so rare it is where all are independent.
  const chanceOf = (own: number): number =>
    votes > 0 ? 1 - (1 - (1 - OWN_VOTE) * own) * power(1 - (OWN_VOTE / votes) * own, votes) : own
  const zOf = (own: number): number => -normalQuantile(Math.min(1 - EXTREME, Math.max(EXTREME, chanceOf(own))))
  const z = known.map(zOf).sort((a, b) => a - b)
  const weight = z.length / (z.length + AS_IF)
  const median = quantile(z, 0.5)
  const centre = weight * median
  const lower = (median - quantile(z, INNOCENT.share)) / INNOCENT.at
  const spread = Math.max(NARROWEST, 1 + weight * (lower - 1))
  const second = (own: number): number => normalUpper((zOf(own) - centre) / spread)
  const listed = (of: readonly (number | null)[]): number =>
    benjaminiHochberg(of).filter((q) => q !== null && q <= limit).length
  const rareAs = second(EXAMPLE)
  return {
    schools: known.length,
    typical: normalUpper(median),
    below: known.filter((own) => own < EXAMPLE).length / known.length,
    centre,
    spread,
    rareAs,
    verdict: rareAs > LIKE_THEORY * EXAMPLE ? 'tooSmall' : rareAs < EXAMPLE / LIKE_THEORY ? 'tooLarge' : 'asTheory',
    listed: listed(p),
    listedSecond: listed(p.map((own) => (own === null ? null : second(own)))),
  }
}
