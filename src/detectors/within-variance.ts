import { median } from 'simple-statistics'
import type { Sitting } from '../model'
import { meanOf, varianceOf } from '../sittings/sitting'

/**
 * Variance of primary scores between the pupils of one sitting, in points squared, pooled over an assessment.
 *
 * Pooled because a school that lifted its weak pupils has a small SD of its own, which would make its mean look precise.
 * Where no sitting has a variance (means only), it is read off how the squared distance of the means from their median
 * falls with the number of pupils: E (mean - centre)^2 = tau^2 + sigma^2 / n, fitted by non-negative least squares over
 * bins of n, with robust variances (MAD) in each bin.
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

const BINS = 8
const LEAST_PER_BIN = 10
/** MAD of a normal distribution is .6745 of its SD. */
const MAD_TO_SD = 1.4826

function varianceFromMeans(sittings: readonly Sitting[]): number {
  const units = sittings
    .filter((s) => s.participants !== null && s.scores !== null)
    .map((s) => ({ inverse: 1 / s.participants!, mean: meanOf(s)! }))
    .sort((a, b) => a.inverse - b.inverse || a.mean - b.mean)
  const bins = Math.min(BINS, Math.floor(units.length / LEAST_PER_BIN))
  if (bins < 2) return 0
  const points = Array.from({ length: bins }, (_, b) => {
    const bin = units.slice(Math.floor((b * units.length) / bins), Math.floor(((b + 1) * units.length) / bins))
    const centre = median(bin.map((u) => u.mean))
    const spread = MAD_TO_SD * median(bin.map((u) => Math.abs(u.mean - centre)))
    return { x: bin.reduce((sum, u) => sum + u.inverse, 0) / bin.length, y: spread * spread, weight: bin.length }
  })
  const total = points.reduce((sum, p) => sum + p.weight, 0)
  const meanX = points.reduce((sum, p) => sum + p.weight * p.x, 0) / total
  const meanY = points.reduce((sum, p) => sum + p.weight * p.y, 0) / total
  const covariance = points.reduce((sum, p) => sum + p.weight * (p.x - meanX) * (p.y - meanY), 0)
  const variance = points.reduce((sum, p) => sum + p.weight * (p.x - meanX) * (p.x - meanX), 0)
  return variance > 0 ? Math.max(0, covariance / variance) : 0
}
