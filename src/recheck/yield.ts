import { log } from '../elementary'
import { SMALLEST_P } from '../statistics/tails'

/**
 * Chance that a sitting is affected, as far as its p-value can raise it: the upper bound of Sellke, Bayarri & Berger
 * (2001), posterior odds = prior odds / (-e p ln p). A p-value of 1/e and above says nothing, and neither does a sitting
 * about which nothing could be measured: both keep the prior.
 *
 * It only weighs sittings against each other for a budget. It is not reported: nobody is affected with a probability.
 *
 * @param p combined p-value of the sitting, or `null`
 * @param prior assumed share of affected sittings, 0..1
 * @example
 * chanceAffected(0.001, 0.05) // 0.737
 */
export function chanceAffected(p: number | null, prior: number): number {
  if (p === null || p >= 1 / Math.E) return prior
  const least = Math.max(p, SMALLEST_P)
  const bound = -Math.E * least * log(least)
  return prior / (prior + (1 - prior) * bound)
}
