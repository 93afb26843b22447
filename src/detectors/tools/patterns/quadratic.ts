/** Tail of a quadratic form in nearly normal deviations. */
import { gammaUpper } from '../../../statistics/tails'
import { pairAt } from './pooled'

/**
 * P(Q > q) for Q = sum of weight_j d_j^2, d of covariance V: a gamma distribution with the mean tr(WV) and the variance
 * 2 tr(WVWV) (Satterthwaite 1946; Box 1954).
 *
 * @param covariance upper triangle of V
 * @returns the tail, and the mean of Q; `null` where no deviation can vary
 */
export function quadraticTail(
  q: number,
  weights: Float64Array,
  covariance: Float64Array,
): { readonly p: number; readonly mean: number } | null {
  const items = weights.length
  let mean = 0
  let variance = 0
  for (let j = 0; j < items; j++) {
    if (weights[j] === 0) continue
    let pair = pairAt(items, j, j)
    const own = covariance[pair]! * weights[j]!
    mean += own
    variance += 2 * own * own
    for (let k = j + 1; k < items; k++) {
      const shared = covariance[++pair]!
      variance += 4 * shared * shared * weights[j]! * weights[k]!
    }
  }
  if (mean <= 0 || variance <= 0) return null
  return { p: gammaUpper(q, (mean * mean) / variance, variance / mean), mean }
}
