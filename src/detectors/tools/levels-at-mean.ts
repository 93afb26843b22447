import { exp } from '../../elementary'
import type { Counts, Sitting } from '../../model'
import { fixed } from '../../setting'
import { levelsFromScores, poolCounts } from '../../sittings/counts'
import { meanOf } from '../../sittings/sitting'
import { tilt } from '../../statistics/exponential-tilting'
import { normalLower, normalQuantile } from '../../statistics/tails'
import type { DetectorView } from '../runner/detector'
import { pooledDistributions } from './measuring'
import { told } from './told'

export const levelReasons = {
  noLevelsAtThisMean: {
    en: 'no distribution of levels can be expected at this mean score',
    ru: 'при таком среднем балле о распределении отметок судить нельзя',
  },
}

/** The marks or levels of one sitting, and what pupils of the region show at the mean of this sitting. */
export interface LevelsAtMean {
  /** Pupils of the sitting. */
  readonly n: number
  /** Pupils per level, lowest first. */
  readonly counts: Counts
  /** Expected share of each level at this mean. */
  readonly share: readonly number[]
  /**
   * Correlation-like slope of each level on the score: cov(in level k, score) / SD(score). Given the mean of n pupils the
   * counts have covariance n (diag(share) - share share' - slope slope').
   */
  readonly slope: readonly number[]
}

const LEAST_SHARE = fixed(0.002, {
  reason: 'Levels rarer than this at a mean are taken as this rare: a single surprising pupil is no proof of anything.',
  origin: 'ours',
})

/**
 * Expected levels of every sitting of one assessment at its own mean, from the pooled region.
 *
 * - scores counted, cut-offs known: the region's scores, tilted to the mean (`tilt`), cut into marks;
 * - levels and a mean score: a normal model, P(level <= k) = Phi((cut_k - mean) / SD), whose cuts and SD are the weighted
 *   least-squares line of the probit of the region's cumulative shares on the mean;
 * - levels alone: as scores, with the number of the level as score.
 *
 * @param id of the detector
 * @returns `null` for a sitting of which nothing can be said (no levels, or a region that shows one level only)
 */
export function levelsAtMean(view: DetectorView, id: string): (LevelsAtMean | null)[] {
  const { sittings, assessmentOf } = view
  const { scores, levels } = pooledDistributions(view)
  const model = probitFrom(
    told(view, view.regionOf[0] ?? [], `${id}.probit`, () => {
      const made = fitProbit(sittings.filter(byLevels))
      return made === null ? [] : [made.sd, ...made.cuts]
    }),
  )
  return sittings.map((sitting, i) => {
    const cuts = assessmentOf[i]!.cuts
    if (sitting.scoreCounts !== null && cuts !== null && cuts.length > 0) return fromScores(sitting, scores, cuts)
    if (byLevels(sitting)) return model === null ? null : fromModel(sitting, model)
    return sitting.levelCounts === null ? null : fromLevels(sitting.levelCounts, levels)
  })
}

/** SD and cut-offs of the normal model; empty where the sittings do not show it. */
const probitFrom = ([sd, ...cuts]: readonly number[]): Probit | null => (sd === undefined ? null : { sd, cuts })

const byLevels = (s: Sitting): boolean => s.scoreCounts === null && s.levelCounts !== null && s.scores !== null
const totalOf = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0)

// ---------------------------------------------------------------- tilted distribution

function fromScores(sitting: Sitting, pooled: Counts, cuts: readonly number[]): LevelsAtMean | null {
  const levelOf = (t: number): number => cuts.filter((cut) => t >= cut).length
  return fromTilted(pooled, meanOf(sitting)!, levelsFromScores(sitting.scoreCounts!, cuts), levelOf)
}

function fromLevels(counts: Counts, pooled: Counts): LevelsAtMean | null {
  const n = totalOf(counts)
  if (n === 0) return null
  const mean = counts.reduce((sum, count, k) => sum + count * k, 0) / n
  return fromTilted(pooled, mean, counts, (k) => k)
}

function fromTilted(
  pooled: Counts,
  mean: number,
  counts: Counts,
  levelOf: (score: number) => number,
): LevelsAtMean | null {
  const tilted = tilt(pooled, mean)
  if (tilted === null || tilted.variance <= 0) return null
  const share = counts.map(() => 0)
  const slope = counts.map(() => 0)
  const sd = Math.sqrt(tilted.variance)
  tilted.probability.forEach((p, t) => {
    const k = levelOf(t)
    share[k]! += p
    slope[k]! += (p * (t - tilted.mean)) / sd
  })
  return { n: totalOf(counts), counts, share, slope }
}

// ---------------------------------------------------------------- normal model of levels on a scale

interface Probit {
  /** Cut-offs between the levels and SD between pupils of one school, in points of the mean. */
  readonly cuts: readonly number[]
  readonly sd: number
}

const BINS = fixed(40, { reason: 'Groups of sittings with similar means behind the line of cut-offs.', origin: 'ours' })
const LEAST_CUMULATIVE = fixed(0.005, {
  reason: 'Cumulative shares nearer to 0 or 1 say little of where the cut lies and much of who is odd.',
  origin: 'ours',
})

/** Lines of equal slope through the probits of the cumulative shares of `BINS` groups of sittings with similar means. */
function fitProbit(sittings: readonly Sitting[]): Probit | null {
  const bins = binsByMean(sittings)
  const cutCount = Math.max(0, (sittings[0]?.levelCounts?.length ?? 0) - 1)
  const lines = Array.from({ length: cutCount }, () => ({ w: 0, x: 0, y: 0, xx: 0, xy: 0 }))
  for (const { mean, counts } of bins) {
    const n = totalOf(counts)
    let below = 0
    lines.forEach((line, k) => {
      below += counts[k] ?? 0
      const cumulative = below / n
      if (cumulative < LEAST_CUMULATIVE || cumulative > 1 - LEAST_CUMULATIVE) return
      const probit = normalQuantile(cumulative)
      const density = exp((-probit * probit) / 2)
      const weight = (n * density * density) / (cumulative * (1 - cumulative))
      line.w += weight
      line.x += weight * mean
      line.y += weight * probit
      line.xx += weight * mean * mean
      line.xy += weight * mean * probit
    })
  }
  const fitted = lines.filter((line) => line.w > 0)
  const xx = fitted.reduce((sum, l) => sum + l.xx - (l.x * l.x) / l.w, 0)
  const xy = fitted.reduce((sum, l) => sum + l.xy - (l.x * l.y) / l.w, 0)
  if (fitted.length === 0 || fitted.length < cutCount || !(xx > 0) || !(xy < 0)) return null
  const sd = -xx / xy
  return { sd, cuts: lines.map((l) => (l.y / l.w) * sd + l.x / l.w) }
}

function binsByMean(sittings: readonly Sitting[]): { mean: number; counts: number[] }[] {
  const sorted = sittings
    .map((s) => ({ mean: meanOf(s)!, n: totalOf(s.levelCounts!), counts: s.levelCounts! }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => a.mean - b.mean || a.n - b.n)
  const all = sorted.reduce((sum, { n }) => sum + n, 0)
  const bins = Array.from({ length: BINS }, () => ({ n: 0, sum: 0, tables: [] as Counts[] }))
  let before = 0
  for (const { mean, n, counts } of sorted) {
    const bin = bins[Math.min(BINS - 1, Math.floor((BINS * (before + n / 2)) / all))]!
    bin.n += n
    bin.sum += n * mean
    bin.tables.push(counts)
    before += n
  }
  return bins.filter(({ n }) => n > 0).map(({ n, sum, tables }) => ({ mean: sum / n, counts: poolCounts(tables) }))
}

function fromModel(sitting: Sitting, { cuts, sd }: Probit): LevelsAtMean {
  const counts = sitting.levelCounts!
  const at = cuts.map((cut) => (cut - meanOf(sitting)!) / sd)
  const cumulative = [0, ...at.map(normalLower), 1]
  const density = [0, ...at.map((a) => exp((-a * a) / 2) / Math.sqrt(2 * Math.PI)), 0]
  const raw = counts.map((_, k) => Math.max(LEAST_SHARE, cumulative[k + 1]! - cumulative[k]!))
  const total = totalOf(raw)
  return {
    n: totalOf(counts),
    counts,
    share: raw.map((p) => p / total),
    slope: counts.map((_, k) => density[k]! - density[k + 1]!),
  }
}
