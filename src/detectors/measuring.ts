import type { Counts, Details, Outcome, Sitting } from '../model'
import type { Expectation } from '../statistics/expectation'

/** The outcome of a comparison with peers; `undecided` where there were too few of them. */
export function outcomeOf(
  expected: Expectation | null,
  measured: { readonly value: number; readonly n: number; readonly effect: number },
  details: Details,
): Outcome {
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  return {
    outcome: 'measured',
    ...measured,
    p: expected.p,
    details: {
      ...details,
      effect: measured.effect,
      z: expected.z,
      peers: expected.peers,
      reference: expected.reference,
    },
  }
}

/** Sums count tables index by index; `null` entries are passed over. */
export function addCounts(tables: Iterable<Counts | null>): number[] {
  const sum: number[] = []
  for (const table of tables) table?.forEach((count, t) => (sum[t] = (sum[t] ?? 0) + count))
  for (let t = 0; t < sum.length; t++) sum[t] ??= 0
  return sum
}

/** Primary scores where they are counted, else marks or levels: the finest distribution that a sitting holds. */
export const distributionOf = (sitting: Sitting): Counts | null => sitting.scoreCounts ?? sitting.levelCounts
