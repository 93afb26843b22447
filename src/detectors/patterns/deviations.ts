/** Items solved beyond what the totals explain, with their exact moments under shuffling inside equal totals. */
import { type PooledItems, pairAt } from './pooled'
import { Composition, pointsOf, type Strata } from './strata'

/** Per sitting and item: `[sitting * items + item]`. */
export interface Deviations {
  /** Observed minus expected points of the sitting's pupils, D. */
  readonly deviation: Float64Array
  /** Variance of D under shuffling, points squared. */
  readonly variance: Float64Array
  /** Papers of each sitting. */
  readonly papers: Int32Array
}

/**
 * D_j = sum over papers of (score of item j - mean of item j in the paper's stratum), and Var D_j =
 * sum over strata of h (1 - h / N) S_jj.
 *
 * @example
 * deviationsOf(strata, poolItems(strata)).deviation[i * strata.items + j] // points
 */
export function deviationsOf(strata: Strata, pooled: PooledItems): Deviations {
  const { items, vectors, start, stratumOf } = strata
  const deviation = new Float64Array(vectors.length * items)
  const variance = new Float64Array(vectors.length * items)
  const composition = new Composition(strata)
  vectors.forEach((v, i) => {
    if (v === null) return
    for (let p = 0; p < v.papers; p++) {
      const s = stratumOf[start[i]! + p]!
      for (let j = 0; j < items; j++)
        deviation[i * items + j]! += pointsOf(v.scores[p * items + j]!) - pooled.mean[s * items + j]!
    }
    for (const s of composition.of(i).met) {
      const weight = composition.drawn(s)
      const table = pooled.blockOf[s]! * pooled.pairs
      for (let j = 0; j < items; j++)
        variance[i * items + j]! += weight * pooled.covariance[table + pairAt(items, j, j)]!
    }
  })
  return { deviation, variance, papers: Int32Array.from(vectors, (v) => v?.papers ?? 0) }
}

/** Covariance matrix of the deviations of sitting `i`, upper triangle, written into `out`. */
export function covarianceOf(pooled: PooledItems, composition: Composition, i: number, out: Float64Array): void {
  out.fill(0)
  for (const s of composition.of(i).met) {
    const weight = composition.drawn(s)
    if (weight === 0) continue
    const table = pooled.blockOf[s]! * pooled.pairs
    for (let c = 0; c < out.length; c++) out[c]! += weight * pooled.covariance[table + c]!
  }
}
