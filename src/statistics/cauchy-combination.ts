/** Combining the p-values of several looks at the same school. Order never matters. */

import { atan, tan } from '../elementary'
import { fixed } from '../setting'
import { SMALLEST_P } from './tails'

const CAUCHY_CAP = fixed(0.99, {
  reason: 'One p near 1 would otherwise erase the rest: (1e-4, .9999, .5) gives .50 uncapped and 3e-4 capped.',
  origin: 'ours',
})

const sumInOrder = (terms: number[]): number => terms.sort((a, b) => a - b).reduce((sum, term) => sum + term, 0)

/**
 * Cauchy combination of p-values that may depend on each other in any way: T = mean of cot(pi p), p = P(Cauchy > T).
 * It answers "is anything here?": the smallest p decides, agreement hardly adds.
 *
 * @param p p-values in [0, 1]; `null` entries (not measured) take no part.
 * @param cap larger p-values count as this much.
 * @returns p in (0, 1), or `null` if nothing was measured. Exact down to 1e-300.
 * Source: Liu & Xie (2020), J. Am. Stat. Assoc. 115, 393-402; the cap is ours.
 * @throws RangeError if an entry is not in [0, 1].
 * @example
 * cauchyCombination([1e-4, 0.9999, 0.5]) // 3.0e-4
 */
export function cauchyCombination(p: readonly (number | null)[], cap: number = CAUCHY_CAP): number | null {
  const terms: number[] = []
  for (const value of p) {
    if (value === null) continue
    if (!(value >= 0 && value <= 1)) throw new RangeError(`cauchyCombination: p = ${value} is not in [0, 1]`)
    const angle = Math.PI * Math.max(Math.min(value, cap), SMALLEST_P)
    // tan(x) = x below 1e-9, so cot is 1 / (pi p) there: the asymptotic form without a special case.
    terms.push(1 / tan(angle))
  }
  if (terms.length === 0) return null
  const statistic = sumInOrder(terms) / terms.length
  if (statistic > 0) return atan(1 / statistic) / Math.PI
  return statistic === 0 ? 0.5 : 1 + atan(1 / statistic) / Math.PI
}
