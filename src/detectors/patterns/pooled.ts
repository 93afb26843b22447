/**
 * Pooled tables of an assessment: what the items look like inside each stratum (form and total), over all schools.
 * Derivation of what follows from them: `docs/method-patterns.md`.
 */
import { pointsOf, type Strata } from './strata'

/** Item moments inside each stratum, points and points squared. */
export interface PooledItems {
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
export function poolItems(strata: Strata): PooledItems {
  const { items, size } = strata
  const pairs = (items * (items + 1)) / 2
  const blockOf = blocksOf(strata)
  const mean = new Float64Array(size.length * items)
  eachPaper(strata, (s, scores, at) => {
    for (let j = 0; j < items; j++) mean[s * items + j]! += pointsOf(scores[at + j]!)
  })
  for (let s = 0; s < size.length; s++) for (let j = 0; j < items; j++) mean[s * items + j]! /= size[s]!
  const blocks = blockOf.reduce((most, b) => Math.max(most, b), -1) + 1
  const covariance = new Float64Array(blocks * pairs)
  const deviation = new Float64Array(items)
  eachPaper(strata, (s, scores, at) => {
    for (let j = 0; j < items; j++) deviation[j] = pointsOf(scores[at + j]!) - mean[s * items + j]!
    let cell = blockOf[s]! * pairs
    for (let j = 0; j < items; j++) {
      const d = deviation[j]!
      if (d === 0) {
        cell += items - j
        continue
      }
      for (let k = j; k < items; k++) covariance[cell++]! += d * deviation[k]!
    }
  })
  divideByFreedom(covariance, pairs, freedomOf(blockOf, size, blocks))
  return { mean, blockOf, covariance, pairs }
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

/** Sum of N - 1 over the strata of each block. */
export function freedomOf(blockOf: Int32Array, size: Float64Array, blocks: number): Float64Array {
  const freedom = new Float64Array(blocks)
  blockOf.forEach((b, s) => {
    freedom[b]! += size[s]! - 1
  })
  return freedom
}

function divideByFreedom(covariance: Float64Array, pairs: number, freedom: Float64Array): void {
  for (let c = 0; c < covariance.length; c++) covariance[c]! /= Math.max(1, freedom[Math.floor(c / pairs)]!)
}

/** Calls `visit` with the stratum of every paper, and where its answers are. */
export function eachPaper(
  { vectors, start, stratumOf, items }: Strata,
  visit: (stratum: number, scores: Uint8Array, at: number, paper: number) => void,
): void {
  vectors.forEach((v, i) => {
    if (v === null) return
    for (let p = 0; p < v.papers; p++) visit(stratumOf[start[i]! + p]!, v.scores, p * items, start[i]! + p)
  })
}
