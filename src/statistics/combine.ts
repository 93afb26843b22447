/** Combining the p-values or z-scores of several looks at the same school. Order never matters. */

import { atan, tan } from '../elementary'
import { fixed } from '../setting'
import { SMALLEST_P } from './tails'

export const CAUCHY_CAP = fixed(0.99, {
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

/**
 * Weighted Stouffer sum: sum of w z / sqrt(sum of w^2), standard normal where the z are independent and honest.
 * It rewards agreement of several looks.
 *
 * @param z z-scores, positive = suspicious; `null` entries take no part.
 * @param weights one per entry, at least 0; equal by default.
 * @returns a z-score, or `null` if nothing was measured or all weights are 0.
 * Source: Stouffer et al. (1949), The American Soldier, vol. 1; weights: Lipták (1958).
 * @throws RangeError if the lengths differ, a weight is negative or an entry is not finite.
 * @example
 * stouffer([2, 1, null], [1, 1, 1]) // 2.1213...
 */
export function stouffer(z: readonly (number | null)[], weights?: readonly number[]): number | null {
  if (weights && weights.length !== z.length) throw new RangeError('stouffer: one weight per z-score')
  const weighted: number[] = []
  const squares: number[] = []
  z.forEach((value, i) => {
    const weight = weights ? weights[i]! : 1
    if (value === null) return
    if (!Number.isFinite(value) || !(weight >= 0)) throw new RangeError(`stouffer: z = ${value}, weight = ${weight}`)
    weighted.push(weight * value)
    squares.push(weight * weight)
  })
  const norm = Math.sqrt(sumInOrder(squares))
  return norm > 0 ? sumInOrder(weighted) / norm : null
}
