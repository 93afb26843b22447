import type { Sitting } from '../../model'
import { fixed } from '../../setting'
import { meanOf, varianceOf } from '../../sittings/sitting'
import { normalQuantile } from '../../statistics/tails'
import { lineOverBins, robustVariance } from './bins'

/**
 * Variance of primary scores between the pupils of one sitting, in points squared, pooled over an assessment.
 *
 * Pooled because a school that lifted its weak pupils has a small SD of its own, which would make its mean look precise.
 * Where no sitting has a variance but levels are known, it is read off how the mean falls as the share of pupils below a
 * level rises: for normal scores, mean = cut-off - sigma x normal quantile of that share. With means alone, off how the squared distance of the means from their median
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
  return freedom > 0 ? weighted / freedom : (varianceFromLevels(sittings) ?? varianceFromMeans(sittings))
}

const LEAST_PUPILS = fixed(20, {
  reason: 'Smaller sittings have too coarse a share of pupils below a level.',
  origin: 'ours',
})
const INNER_SHARE = fixed(0.1, { reason: 'Shares nearer to 0 or 1 have too coarse a quantile.', origin: 'ours' })
const LEAST_SITTINGS = fixed(30, { reason: 'Fewer sittings give no sure slope.', origin: 'ours' })

function varianceFromLevels(sittings: readonly Sitting[]): number | null {
  const cuts = Math.max(0, ...sittings.map((s) => (s.levelCounts?.length ?? 0) - 1))
  const perCut = Array.from({ length: cuts }, (_, cut) => sittings.flatMap((sitting) => pointAt(sitting, cut)))
  const points = perCut.reduce((most, of) => (of.length > most.length ? of : most), [])
  if (points.length < LEAST_SITTINGS) return null
  const meanX = points.reduce((sum, p) => sum + p.x, 0) / points.length
  const meanY = points.reduce((sum, p) => sum + p.y, 0) / points.length
  const covariance = points.reduce((sum, p) => sum + (p.x - meanX) * (p.y - meanY), 0)
  const slope = covariance / points.reduce((sum, p) => sum + (p.x - meanX) * (p.x - meanX), 0)
  return slope < 0 ? slope * slope : null
}

/** Normal quantile of the share of pupils up to a level, and the mean, where both say something. */
function pointAt(sitting: Sitting, cut: number): { x: number; y: number }[] {
  const { levelCounts, participants } = sitting
  const mean = meanOf(sitting)
  if (levelCounts === null || mean === null || participants === null || participants < LEAST_PUPILS) return []
  const share = levelCounts.slice(0, cut + 1).reduce((sum, count) => sum + count, 0) / participants
  return share > INNER_SHARE && share < 1 - INNER_SHARE ? [{ x: normalQuantile(share), y: mean }] : []
}

const LEAST_PER_BIN = fixed(10, { reason: 'Fewer means in a bin do not show how they scatter.', origin: 'ours' })

function varianceFromMeans(sittings: readonly Sitting[]): number {
  const units = sittings
    .filter((s) => s.participants !== null && s.scores !== null)
    .map((s) => ({ x: 1 / s.participants!, y: meanOf(s)! }))
  return Math.max(0, lineOverBins(units, robustVariance, LEAST_PER_BIN)?.slope ?? 0)
}
