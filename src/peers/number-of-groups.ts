/** How many groups: by the gap, beside silhouette and Calinski-Harabasz, among partitions whose groups are large enough. */
import { fixed } from '../setting'
import type { Random } from '../statistics/random'
import { bestPartition, mergeSmall, type Partition, partitionInto } from './kmeans'
import type { Points } from './points'
import {
  calinskiHarabasz,
  type Gap,
  gapStatistic,
  oneErrorRule,
  silhouettes,
  totalSquares,
  uniformLike,
} from './validity'

export interface NumberOfGroups {
  readonly groups: number
  /** What each criterion alone would choose; the gap may say 1 (no groups at all). */
  readonly votes: { readonly silhouette: number; readonly calinskiHarabasz: number; readonly gap: number }
  readonly candidates: readonly {
    readonly groups: number
    readonly silhouette: number
    /** Standard error of the silhouette from looking at a sample of the schools; 0 where all were looked at. */
    readonly silhouetteError: number
    readonly calinskiHarabasz: number
  }[]
  readonly gaps: readonly Gap[]
  /** Number of schools looked at. */
  readonly schools: number
}

export interface ChoiceLimits {
  readonly minimumSize: number
  readonly maximumGroups: number
  readonly starts: number
}

const GAP_REFERENCES = fixed(10, {
  reason: 'Reference sets behind the gap statistic (Tibshirani, Walther, Hastie 2001).',
  origin: 'paper',
})
const EQUAL = fixed(0.01, {
  reason: 'A criterion that is this close to its maximum (relative) counts as equal: then fewer groups are better.',
  origin: 'ours',
})

type Candidate = NumberOfGroups['candidates'][number] & { readonly partition: Partition }

/**
 * Chooses the number of groups for `points`, which are all of or a sample of `all` schools.
 *
 * Each criterion votes for the smallest number within 1 % of its best (silhouette, Calinski-Harabasz) or by the
 * one-error rule (gap). The gap decides; all votes are reported. Only partitions whose groups keep the minimum size after
 * merging stand for election; one group is left where there are none.
 */
export function chooseNumber(
  points: Points,
  all: number,
  limits: ChoiceLimits,
  random: Random,
): { readonly choice: NumberOfGroups | null; readonly partition: Partition } {
  const most = Math.min(limits.maximumGroups, Math.floor(points.count / limits.minimumSize))
  const sse = [totalSquares(points)]
  const found: Candidate[] = []
  for (let asked = 2; asked <= most; asked++) {
    const raw = bestPartition(points, asked, limits.starts, random)
    sse.push(raw.sse)
    const partition = mergeSmall(points, raw, limits.minimumSize)
    if (partition.sizes.length > 1) found.push(candidateOf(points, all, partition))
  }
  const candidates = tightestOfEach(found)
  if (candidates.length === 0)
    return { choice: null, partition: partitionInto(points, 2, limits.starts, limits.minimumSize, random) }
  const references = Array.from({ length: GAP_REFERENCES }, () => uniformLike(points, random))
  const gaps = gapStatistic(sse, references, random)
  const votes = {
    silhouette: fewestNearBest(candidates, (candidate) => candidate.silhouette),
    calinskiHarabasz: fewestNearBest(candidates, (candidate) => candidate.calinskiHarabasz),
    gap: gapRule(gaps),
  }
  const groups = elect(votes, candidates)
  const chosen = candidates.find((candidate) => candidate.groups === groups)!
  const shown = candidates.map(({ partition: _, ...numbers }) => numbers)
  return { choice: { groups, votes, candidates: shown, gaps, schools: points.count }, partition: chosen.partition }
}

/**
 * The gap decides: it finds planted groups in 16 of 20 data sets, where silhouette and Calinski-Harabasz, which see two
 * groups in any slope, find 6 (docs/peers.md). What it asks for may have shrunk by merging to the next smaller candidate.
 */
function elect(votes: NumberOfGroups['votes'], candidates: readonly Candidate[]): number {
  const numbers = candidates.map((candidate) => candidate.groups)
  return numbers.filter((groups) => groups <= votes.gap).at(-1) ?? numbers[0]!
}

const NEGLIGIBLE = fixed(0.02, {
  reason: 'A gain under this share of what grouping has gained so far is no reason for one more group.',
  origin: 'ours',
})

/** The one-error rule; and no group more for a gain beside which the earlier ones were fifty times as large. */
function gapRule(gaps: readonly Gap[]): number {
  const last = oneErrorRule(gaps)
  const first = gaps[0]?.gap ?? null
  for (let index = 1; index + 1 < last; index++) {
    const [here, next] = [gaps[index]!.gap, gaps[index + 1]!.gap]
    if (first === null || here === null || next === null) break
    if (next - here < NEGLIGIBLE * (here - first)) return gaps[index]!.k
  }
  return last
}

function candidateOf(points: Points, all: number, partition: Partition): Candidate {
  const each = silhouettes(points, partition.groupOf, partition.sizes.length)
  const mean = each.reduce((sum, value) => sum + value, 0) / points.count
  const variance = each.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / points.count
  return {
    groups: partition.sizes.length,
    silhouette: mean,
    silhouetteError: Math.sqrt((variance / points.count) * (1 - points.count / all)),
    calinskiHarabasz: calinskiHarabasz(points, partition),
    partition,
  }
}

/** Merging can make several requests end in the same number of groups: the tightest partition stands for it. */
function tightestOfEach(found: readonly Candidate[]): Candidate[] {
  const best = new Map<number, Candidate>()
  for (const candidate of found) {
    const other = best.get(candidate.groups)
    if (other === undefined || candidate.partition.sse < other.partition.sse) best.set(candidate.groups, candidate)
  }
  return [...best.values()].sort((a, b) => a.groups - b.groups)
}

function fewestNearBest(candidates: readonly Candidate[], value: (candidate: Candidate) => number): number {
  const best = Math.max(...candidates.map(value))
  const least = best === Number.POSITIVE_INFINITY ? best : best - EQUAL * Math.abs(best)
  return candidates.find((candidate) => value(candidate) >= least)!.groups
}
