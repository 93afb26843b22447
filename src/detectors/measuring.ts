import type { Counts, Details, Outcome, Sitting } from '../model'
import { type Expectation, expectations } from '../statistics/expectation'
import type { DetectorView } from './detector'

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

/**
 * What the peers lead to expect, with what the cluster leaves of context and size removed.
 *
 * Context and size are many numbers for one cluster. So they become one: what a robust ridge regression over the whole
 * region, without the sitting itself, predicts from them. The slope on that number is then fitted inside the cluster.
 *
 * @param more further numbers per sitting on which honest values may depend
 */
export function expectedInContext(
  view: DetectorView,
  y: readonly number[],
  variance: readonly number[],
  more?: readonly (readonly number[])[],
): (Expectation | null)[] {
  const { peersOf, regionOf } = view
  const context = (i: number): readonly number[] => view.contextOf?.[i] ?? []
  const width = view.sittings.reduce((widest, _, i) => Math.max(widest, context(i).length), 0)
  const covariates = view.sittings.map(({ participants }, i) => [
    participants === null ? Number.NaN : Math.log(participants),
    // A declared advanced programme is compared with others of its kind, as far as there are any.
    view.schoolOf[i]!.advancedProgram === null ? Number.NaN : Number(view.schoolOf[i]!.advancedProgram),
    ...(more?.[i] ?? []),
    ...Array.from({ length: width }, (_, c) => context(i)[c] ?? Number.NaN),
  ])
  const inRegion = expectations({ y, variance, peersOf: regionOf, regionOf, covariates })
  const predicted = inRegion.map((e) => [e?.expected ?? Number.NaN])
  return expectations({ y, variance, peersOf, regionOf, covariates: predicted })
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
