/** How many groups: agreement of silhouette, Calinski-Harabasz and gap among partitions whose groups are large enough. */
import type { Random } from '../statistics/random'
import { bestPartition, mergeSmall, type Partition, type Points } from './kmeans'
import { calinskiHarabasz, gapStatistic, oneErrorRule, silhouettes, totalSquares } from './validity'

export interface Candidate {
  /** Groups asked of k-means, and groups left after too small ones were merged. */
  readonly asked: number
  readonly groups: number
  readonly partition: Partition
  readonly silhouette: number
  readonly calinskiHarabasz: number
}

export interface Choice {
  readonly groups: number
  /** What each criterion alone would choose; the gap may say 1 (no groups at all). */
  readonly votes: { readonly silhouette: number; readonly calinskiHarabasz: number; readonly gap: number }
  readonly candidates: readonly Candidate[]
}

export interface ChoiceLimits {
  readonly minimumSize: number
  readonly maximumGroups: number
  readonly starts: number
}

const GAP_REFERENCES = 20
/** A criterion that is this close to its maximum (relative) counts as equal: then fewer groups are better. */
const EQUAL = 0.01

/** Number of groups for `points`; `null` where not even two groups of the minimum size exist. */
export function chooseNumber(points: Points, limits: ChoiceLimits, random: Random): Choice | null {
  const most = Math.min(limits.maximumGroups, Math.floor(points.count / limits.minimumSize))
  const sse = [totalSquares(points)]
  const found: Candidate[] = []
  for (let asked = 2; asked <= most; asked++) {
    const raw = bestPartition(points, asked, limits.starts, random)
    sse.push(raw.sse)
    const partition = mergeSmall(points, raw, limits.minimumSize)
    if (partition.sizes.length > 1) found.push(candidateOf(points, asked, partition))
  }
  const candidates = bestOfEachNumber(found)
  if (candidates.length === 0) return null
  const gap = oneErrorRule(gapStatistic(points, sse, GAP_REFERENCES, random))
  const votes = {
    silhouette: fewestNearBest(candidates, (candidate) => candidate.silhouette),
    calinskiHarabasz: fewestNearBest(candidates, (candidate) => candidate.calinskiHarabasz),
    gap,
  }
  return { groups: agree(votes, candidates), votes, candidates }
}

/** The number that two criteria agree on; else the fewest groups that any of them asks for. */
function agree(votes: Choice['votes'], candidates: readonly Candidate[]): number {
  // The gap speaks of k-means as asked; what it asks for may have shrunk by merging to the next smaller candidate.
  const numbers = candidates.map((candidate) => candidate.groups)
  const gap = numbers.filter((groups) => groups <= votes.gap).at(-1) ?? numbers[0]!
  if (gap === votes.silhouette || gap === votes.calinskiHarabasz) return gap
  if (votes.silhouette === votes.calinskiHarabasz) return votes.silhouette
  return Math.min(votes.silhouette, votes.calinskiHarabasz, gap)
}

function candidateOf(points: Points, asked: number, partition: Partition): Candidate {
  const each = silhouettes(points, partition.groupOf, partition.sizes.length)
  const silhouette = each.reduce((sum, value) => sum + value, 0) / points.count
  const index = calinskiHarabasz(points, partition)
  return { asked, groups: partition.sizes.length, partition, silhouette, calinskiHarabasz: index }
}

/** Merging can make several requests end in the same number of groups: the tightest partition stands for it. */
function bestOfEachNumber(found: readonly Candidate[]): Candidate[] {
  const best = new Map<number, Candidate>()
  for (const candidate of found) {
    const other = best.get(candidate.groups)
    if (other === undefined || candidate.partition.sse < other.partition.sse) best.set(candidate.groups, candidate)
  }
  return [...best.values()].sort((a, b) => a.groups - b.groups)
}

function fewestNearBest(candidates: readonly Candidate[], value: (candidate: Candidate) => number): number {
  const best = Math.max(...candidates.map(value))
  const near = best === Number.POSITIVE_INFINITY ? best : best - EQUAL * Math.abs(best)
  return candidates.find((candidate) => value(candidate) >= near)!.groups
}
