/**
 * What the items look like at a given total, where papers are not known answer by answer: the partial credit model
 * (Masters 1982; Rasch 1960 for items of one point). In it the total is sufficient, so the chance of a score on an item
 * at a given total depends on the items alone, and the items are found from the pooled counts and the pooled totals.
 */
import { log, power } from '../../../elementary'
import { fixed } from '../../../setting'
import { type PooledItems, pairAt } from './pooled'
import type { Strata } from './strata'

/** What is known of an item over all schools: papers per score, or only the mean score. */
export interface ItemMargin {
  readonly max: number
  readonly counts: readonly number[] | null
  readonly mean: number
}

const SWEEPS = fixed(40, { reason: 'Rounds of proportional fitting; it settles in about ten.', origin: 'computing' })
const CLOSE = fixed(1e-6, { reason: 'Relative change at which proportional fitting has settled.', origin: 'computing' })
const HALF = fixed(0.5, {
  reason: 'Half a paper in every cell, so that a score nobody reached is rare, not impossible.',
  origin: 'ours',
})

/**
 * Fits the model by conditional maximum likelihood (item by item, until the expected counts equal the pooled ones) and
 * returns its means and covariances at every total of `strata`.
 */
export function conditionalItems(strata: Strata, margins: readonly ItemMargin[]): PooledItems {
  const items = margins.length
  const pairs = (items * (items + 1)) / 2
  const weights = fitWeights(strata, margins)
  const highest = margins.reduce((sum, m) => sum + m.max, 0)
  const mean = new Float64Array(strata.size.length * items)
  const covariance = new Float64Array(strata.size.length * pairs)
  const all = sumsOf(weights, highest)
  const without = weights.map((_, j) =>
    sumsOf(
      weights.filter((_, l) => l !== j),
      highest,
    ),
  )
  const at = (sums: Float64Array, t: number): number => (t < 0 ? 0 : sums[t]!)
  strata.total.forEach((t, s) => {
    for (let j = 0; j < items; j++) {
      const first = weights[j]!.reduce((sum, w, x) => sum + x * w * at(without[j]!, t - x), 0) / all[t]!
      const second = weights[j]!.reduce((sum, w, x) => sum + x * x * w * at(without[j]!, t - x), 0) / all[t]!
      mean[s * items + j] = first
      covariance[s * pairs + pairAt(items, j, j)] = second - first * first
    }
  })
  for (let j = 0; j < items; j++)
    for (let k = j + 1; k < items; k++) {
      const rest = sumsOf(
        weights.filter((_, l) => l !== j && l !== k),
        highest,
      )
      strata.total.forEach((t, s) => {
        let product = 0
        weights[j]!.forEach((v, x) => {
          weights[k]!.forEach((w, y) => {
            product += x * y * v * w * at(rest, t - x - y)
          })
        })
        covariance[s * pairs + pairAt(items, j, k)] = product / all[t]! - mean[s * items + j]! * mean[s * items + k]!
      })
    }
  return { items, mean, blockOf: Int32Array.from(strata.size.keys()), covariance, pairs }
}

/** Weight of each score of each item, score 0 weighing 1. */
function fitWeights(strata: Strata, margins: readonly ItemMargin[]): number[][] {
  const papers = strata.size.reduce((sum, n) => sum + n, 0)
  const highest = margins.reduce((sum, m) => sum + m.max, 0)
  const weights = margins.map(({ max, mean }) => binomialWeights(max, mean))
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let change = 0
    margins.forEach((margin, j) => {
      const own = weights[j]!
      const rest = sumsOf(
        weights.filter((_, l) => l !== j),
        highest,
      )
      const expected = own.map(() => 0)
      strata.total.forEach((t, s) => {
        let sum = 0
        own.forEach((w, x) => {
          sum += t >= x ? w * rest[t - x]! : 0
        })
        own.forEach((w, x) => {
          if (t >= x) expected[x]! += (strata.size[s]! * w * rest[t - x]!) / sum
        })
      })
      const factors = factorsToward(margin, expected, papers)
      factors.forEach((factor, x) => {
        change = Math.max(change, Math.abs(log(factor)))
        own[x]! *= factor
      })
    })
    if (change < CLOSE) break
  }
  return weights
}

/** What each score's weight must be multiplied by to bring the expected counts to the pooled ones. */
function factorsToward({ max, counts, mean }: ItemMargin, expected: readonly number[], papers: number): number[] {
  if (counts !== null) {
    const factor = expected.map((e, x) => ((counts[x] ?? 0) + HALF) / (e + HALF))
    return factor.map((f) => f / factor[0]!)
  }
  const points = expected.reduce((sum, e, x) => sum + e * x, 0)
  const odds = (sum: number): number => (sum + HALF) / (papers * max - sum + HALF)
  const step = odds(mean * papers) / odds(points)
  return expected.map((_, x) => power(step, x))
}

const ENDS = fixed(0.01, {
  reason: 'Points added at either end, so that an item that everybody or nobody solves has odds.',
  origin: 'ours',
})

function binomialWeights(max: number, mean: number): number[] {
  const odds = (mean + ENDS) / (max - mean + ENDS)
  const weights = [1]
  for (let x = 1; x <= max; x++) weights.push((weights[x - 1]! * odds * (max - x + 1)) / x)
  return weights
}

/** Sum over all ways to reach each total of the product of the items' weights (elementary symmetric functions). */
function sumsOf(weights: readonly (readonly number[])[], highest: number): Float64Array {
  let sums = new Float64Array(highest + 1)
  sums[0] = 1
  for (const item of weights) {
    const next = new Float64Array(highest + 1)
    item.forEach((w, x) => {
      for (let t = 0; t + x <= highest; t++) next[t + x]! += sums[t]! * w
    })
    sums = next
  }
  return sums
}
