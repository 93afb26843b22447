import type { Sitting } from '../model'
import { meanOf, varianceOf } from '../sittings/sitting'
import { lineOverBins, robustVariance } from './bins'

/**
 * Variance of primary scores between the pupils of one sitting, in points squared, pooled over an assessment.
 *
 * Pooled because a school that lifted its weak pupils has a small SD of its own, which would make its mean look precise.
 * Where no sitting has a variance (means only), it is read off how the squared distance of the means from their median
 * falls with the number of pupils: E (mean - centre)^2 = tau^2 + sigma^2 / n, a line through robust variances (MAD) in
 * bins of n.
 *
 * @returns a variance >= 0; 0 where the data say nothing of it.
 * @example
 * pooledWithinVariance(sittings) // 31.4 points^2
 */
export function pooledWithinVariance(sittings: readonly Sitting[]): number {
  let weighted = 0
  let freedom = 0
  for (const sitting of sittings) {
    const variance = varianceOf(sitting)
    const n = sitting.scores?.n ?? 0
    if (variance === null || n < 2) continue
    weighted += variance * (n - 1)
    freedom += n - 1
  }
  return freedom > 0 ? weighted / freedom : varianceFromMeans(sittings)
}

const LEAST_PER_BIN = 10

function varianceFromMeans(sittings: readonly Sitting[]): number {
  const units = sittings
    .filter((s) => s.participants !== null && s.scores !== null)
    .map((s) => ({ x: 1 / s.participants!, y: meanOf(s)! }))
  return Math.max(0, lineOverBins(units, robustVariance, LEAST_PER_BIN)?.slope ?? 0)
}
