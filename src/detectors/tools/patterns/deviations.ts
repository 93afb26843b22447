/** Items solved beyond what the totals explain, with their exact moments under shuffling inside equal totals. */
import { type PooledItems, pairAt } from './pooled'
import { Composition, type Papers, pointsOf, type Strata } from './strata'

/**
 * Points won on each item, less what the totals explain: D_j = sum over papers of (score of item j - mean of item j in
 * the paper's stratum).
 *
 * @returns points, `[sitting * items + item]`
 */
export function deviationsOf(papers: Papers, pooled: PooledItems): Float64Array {
  const { items, vectors } = papers
  const deviation = expectedOf(papers, pooled).map((points) => -points)
  vectors.forEach((v, i) => {
    if (v === null) return
    const { scores } = v
    const end = v.papers * items
    for (let j = 0; j < items; j++) {
      let points = 0
      for (let at = j; at < end; at += items) points += pointsOf(scores[at]!)
      deviation[i * items + j]! += points
    }
  })
  return deviation
}

/** Points expected of each sitting on each item from its totals: sum over strata of h mean, `[sitting * items + item]`. */
export function expectedOf(strata: Strata, { items, mean }: PooledItems): Float64Array {
  const sittings = strata.start.length - 1
  const expected = new Float64Array(sittings * items)
  const composition = new Composition(strata)
  for (let i = 0; i < sittings; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) {
      const h = composition.papersIn(k)
      const from = met[k]! * items
      for (let j = 0; j < items; j++) expected[i * items + j]! += h * mean[from + j]!
    }
  }
  return expected
}

/**
 * Variance of each deviation under shuffling: sum over strata of h (1 - h / N) S_jj.
 *
 * @returns points squared, `[sitting * items + item]`
 */
export function variancesOf(strata: Strata, pooled: PooledItems): Float64Array {
  const { items } = pooled
  const sittings = strata.start.length - 1
  const variance = new Float64Array(sittings * items)
  const composition = new Composition(strata)
  for (let i = 0; i < sittings; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) {
      const weight = composition.drawn(k)
      const table = pooled.blockOf[met[k]!]! * pooled.pairs
      for (let j = 0; j < items; j++)
        variance[i * items + j]! += weight * pooled.covariance[table + pairAt(items, j, j)]!
    }
  }
  return variance
}

/** Covariance matrix of the deviations of the sitting in `composition`, upper triangle, written into `out`. */
export function covarianceOf(pooled: PooledItems, composition: Composition, out: Float64Array): void {
  out.fill(0)
  const { met } = composition
  const { blockOf, pairs, covariance } = pooled
  for (let k = 0; k < met.length; k += 2) {
    const weight = composition.drawn(k)
    const next = k + 1 < met.length ? composition.drawn(k + 1) : 0
    const table = blockOf[met[k]!]! * pairs
    const other = next === 0 ? table : blockOf[met[k + 1]!]! * pairs
    addRows(out, 0, out.length, covariance, weight, table, next, other)
  }
}

/** Adds two rows of a matrix, each times a factor, to entries of `out`: in one go, because reading and writing takes longest. */
export function addRows(
  out: Float64Array,
  at: number,
  length: number,
  matrix: Float64Array,
  one: number,
  first: number,
  two: number,
  second: number,
): void {
  for (let c = 0; c < length; c++) out[at + c] = out[at + c]! + one * matrix[first + c]! + two * matrix[second + c]!
}
