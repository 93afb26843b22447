/**
 * Pooled tables of an assessment: what the items look like inside each stratum (form and total), over all schools.
 * Derivation of what follows from them: `docs/method-patterns.md`.
 */
import { type Papers, pointsOf, type Strata } from './strata'

/** Item moments inside each stratum, points and points squared. */
export interface PooledItems {
  readonly items: number
  /** Mean of item j in stratum s: `mean[s * items + j]`. */
  readonly mean: Float64Array
  /** Which table of covariances each stratum uses. */
  readonly blockOf: Int32Array
  /** Covariances inside a stratum (divisor N - 1), upper triangle row by row: `covariance[block * pairs + pair]`. */
  readonly covariance: Float64Array
  /** Pairs j <= k of a triangle. */
  readonly pairs: number
}

/**
 * Fewest papers for a covariance table of its own. With fewer, the table is pooled with those of the neighbouring
 * totals of the same form; means stay those of the own total, so what is expected stays exact.
 */
const PAPERS_PER_BLOCK = 30

/** Position of the pair j <= k in an upper triangle of `items` rows. */
export const pairAt = (items: number, j: number, k: number): number => j * items - (j * (j - 1)) / 2 + (k - j)

/**
 * @returns means and covariances of the items inside each stratum
 * @example
 * const strata = stratify(sittings)!
 * poolItems(strata).mean[stratum * strata.items + item] // points
 */
export function poolItems(papers: Papers): PooledItems {
  const { items, size } = papers
  const pairs = (items * (items + 1)) / 2
  // Sums of whole numbers are exact, so the tables do not depend on the order of the papers.
  const sum = new Float64Array(size.length * items)
  const products = new Float64Array(size.length * pairs)
  const points = new Float64Array(items)
  eachPaper(papers, (s, scores, at) => {
    for (let j = 0; j < items; j++) {
      points[j] = pointsOf(scores[at + j]!)
      sum[s * items + j]! += points[j]!
    }
    let cell = s * pairs
    for (let j = 0; j < items; j++) {
      const x = points[j]!
      if (x !== 0) for (let k = j; k < items; k++) products[cell + k - j]! += x * points[k]!
      cell += items - j
    }
  })
  const mean = sum.map((value, cell) => value / size[Math.floor(cell / items)]!)
  const blockOf = blocksOf(papers)
  return { items, mean, blockOf, covariance: blockCovariances(papers, blockOf, sum, products, pairs), pairs }
}

/** Covariances pooled over the strata of each block, divisor sum of N - 1. */
function blockCovariances(
  { size }: Strata,
  blockOf: Int32Array,
  sum: Float64Array,
  products: Float64Array,
  pairs: number,
): Float64Array {
  const items = sum.length / size.length
  const blocks = blockOf.reduce((most, b) => Math.max(most, b), -1) + 1
  const covariance = new Float64Array(blocks * pairs)
  const freedom = new Float64Array(blocks)
  blockOf.forEach((b, s) => {
    freedom[b]! += size[s]! - 1
    let pair = 0
    for (let j = 0; j < items; j++)
      for (let k = j; k < items; k++, pair++)
        covariance[b * pairs + pair]! +=
          products[s * pairs + pair]! - (sum[s * items + j]! * sum[s * items + k]!) / size[s]!
  })
  return covariance.map((value, cell) => value / Math.max(1, freedom[Math.floor(cell / pairs)]!))
}

/** Neighbouring totals of a form share a block until it holds enough papers; a short rest joins the block before. */
export function blocksOf({ size, form }: Strata): Int32Array {
  const blockOf = new Int32Array(size.length)
  let block = -1
  let papers = 0
  for (let s = 0; s < size.length; s++) {
    const newForm = s === 0 || form[s] !== form[s - 1]
    let rest = 0
    for (let r = s; r < size.length && form[r] === form[s] && rest < PAPERS_PER_BLOCK; r++) rest += size[r]!
    if (newForm || (papers >= PAPERS_PER_BLOCK && rest >= PAPERS_PER_BLOCK)) {
      block++
      papers = 0
    }
    blockOf[s] = block
    papers += size[s]!
  }
  return blockOf
}

/** Calls `visit` with the stratum of every paper, and where its answers are. */
export function eachPaper(
  { vectors, start, stratumOf, items }: Papers,
  visit: (stratum: number, scores: Uint8Array, at: number, paper: number) => void,
): void {
  vectors.forEach((v, i) => {
    if (v === null) return
    for (let p = 0; p < v.papers; p++) visit(stratumOf[start[i]! + p]!, v.scores, p * items, start[i]! + p)
  })
}

/** The most points that any paper won on any item. */
export function mostPoints({ vectors }: Papers): number {
  let most = 0
  for (const v of vectors) {
    if (v === null) continue
    for (let k = 0; k < v.papers * v.items; k++) {
      const points = pointsOf(v.scores[k]!)
      if (points > most) most = points
    }
  }
  return most
}
