/**
 * Pooled tables of an assessment: what the items look like inside each stratum (form and total), over all schools.
 * Derivation of what follows from them: `docs/method-patterns.md`.
 */
import { fixed } from '../../../setting'
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

const PAPERS_PER_BLOCK = fixed(30, {
  reason:
    'Fewest papers for a covariance table of its own. With fewer, the table is pooled with those of the neighbouring totals of the same form; means stay those of the own total, so what is expected stays exact.',
  origin: 'ours',
})

/** Position of the pair j <= k in an upper triangle of `items` rows. */
export const pairAt = (items: number, j: number, k: number): number => j * items - (j * (j - 1)) / 2 + (k - j)

/**
 * @returns means and covariances of the items inside each stratum
 * @example
 * const strata = stratify(sittings)!
 * poolItems(strata).mean[stratum * strata.items + item] // points
 */
export function poolItems(papers: Papers): PooledItems {
  const { items, size, told } = papers
  const pairs = pairsOf(items)
  const { sum, products } = sumsOf(papers)
  if (told !== undefined) {
    for (let cell = 0; cell < sum.length; cell++) sum[cell]! += told.sum[cell]!
    for (let cell = 0; cell < products.length; cell++) products[cell]! += told.products[cell]!
  }
  const mean = sum.map((value, cell) => value / size[Math.floor(cell / items)]!)
  const blockOf = blocksOf(papers)
  return { items, mean, blockOf, covariance: blockCovariances(papers, blockOf, sum, products, pairs), pairs }
}

/** Pairs j <= k of so many items. */
export const pairsOf = (items: number): number => (items * (items + 1)) / 2

/** Points on each item and products of the points on each pair of items, added up over the papers of each stratum. */
export function sumsOf(papers: Papers): { sum: Float64Array; products: Float64Array } {
  const { items, size } = papers
  // Sums of whole numbers are exact, so the tables do not depend on the order of the papers.
  const sum = new Float64Array(size.length * items)
  const products = new Float64Array(size.length * pairsOf(items))
  const chunks = new Chunks(papers, sum, products)
  eachPaper(papers, (s, scores, at) => chunks.add(s, scores, at))
  chunks.flush()
  return { sum, products }
}

const CHUNK = fixed(32, { reason: 'Papers of a stratum whose points are multiplied at a time.', origin: 'computing' })

/**
 * Adds up the points on every item and their products on every pair of items. The points of a chunk of papers stand as bits, one word for
 * each binary digit of the points on an item: what two words have in common is counted, not multiplied paper by paper.
 */
class Chunks {
  private readonly digits: number
  /** `[(stratum * items + item) * digits + digit]` */
  private readonly words: Int32Array
  private readonly waiting: Uint8Array

  constructor(
    private readonly papers: Papers,
    /** `[stratum * items + item]` */
    private readonly sum: Float64Array,
    /** `[stratum * pairs + pair]` */
    private readonly products: Float64Array,
  ) {
    this.digits = 32 - Math.clz32(papers.most)
    this.words = new Int32Array(papers.size.length * papers.items * this.digits)
    this.waiting = new Uint8Array(papers.size.length)
  }

  add(s: number, scores: Uint8Array, at: number): void {
    const { digits, words, waiting } = this
    const { items } = this.papers
    const bit = waiting[s]!++
    for (let j = 0, word = s * items * digits; j < items; j++, word += digits)
      for (let digit = 0; digit < digits; digit++)
        words[word + digit]! |= ((pointsOf(scores[at + j]!) >> digit) & 1) << bit
    if (waiting[s] === CHUNK) this.multiply(s)
  }

  flush(): void {
    for (let s = 0; s < this.waiting.length; s++) this.multiply(s)
  }

  private multiply(s: number): void {
    const { digits, words, waiting, sum, products } = this
    const { items } = this.papers
    const first = s * items * digits
    const end = first + items * digits
    for (let word = first; word < end; word++)
      sum[Math.floor(word / digits)]! += onesOf(words[word]!) << ((word - first) % digits)
    let pair = (s * items * (items + 1)) / 2
    for (let own = first; own < end; own += digits)
      for (let other = own; other < end; other += digits, pair++)
        for (let d = 0; d < digits; d++) {
          const word = words[own + d]!
          if (word !== 0)
            for (let e = 0; e < digits; e++) products[pair]! += onesOf(word & words[other + e]!) << (d + e)
        }
    words.fill(0, first, end)
    waiting[s] = 0
  }
}

/** Number of ones among the bits of a word. */
function onesOf(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555)
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
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
