/**
 * Alike papers: for every pair of papers of one sitting and form, how much more they share than their totals explain.
 * Sharing a rare answer counts for more than sharing a common one.
 */
import type { Random } from '../../statistics/random'
import { type Answers, answersOf, NO_ANSWER } from './answers'
import { skewedUpper } from './scalar'
import { exactTerm, type Papers } from './strata'

/** The most alike partner of each paper of a sitting. */
export interface Partners {
  /** Running number of the partner in the sitting, from 0; -1 where nobody wrote the same form. */
  readonly partner: Int32Array
  /** Chance that the best of as many partners is at least as alike; 1 without a partner. */
  readonly p: Float64Array
}

/** Pairs whose shared answers can hardly vary (two nearly perfect papers) say nothing; nats squared. */
const LEAST_INFORMATION = 0.25
/** Pairs are compared with pairs of about the same information: classes of a factor 2. */
const CLASSES = 12
/** Class of pairs that say nothing. */
const SILENT = 255
/** No p below this: the tail is an extrapolation there. */
const SMALLEST = 1e-12

export interface AlikeScale {
  readonly partnersOf: (members: Int32Array) => Partners
  /** Best partners of the papers of each shuffled sitting, on the same scale. */
  readonly shuffled: readonly Partners[]
}

interface PairClass {
  readonly mean: number
  readonly sd: number
  readonly skewness: number
}

/**
 * Measures likeness on the region's own scale: what pairs of papers from different schools with the same totals share.
 *
 * @param shuffled papers by sitting after changing places inside equal totals
 */
export function alikeScale(papers: Papers, shuffled: readonly Int32Array[]): AlikeScale {
  const answers = answersOf(papers)
  const table = pairTable(papers, answers)
  const pairs = pairComparer(papers, answers, table)
  const sums = new Float64Array(CLASSES * SUMS)
  // Pairs are compared once: the best of a class is the best on any scale of that class, which is known only afterwards.
  const found = shuffled.map((members) => {
    const best = new Nearest(members.length, table.classes)
    pairs(members, (a, z, pairClass) => {
      addPowers(sums, a, members.length, z, pairClass)
      best.offer(a, z, pairClass)
    })
    return best
  })
  const classes = Array.from({ length: CLASSES }, (_, own) => momentsOf(sums.subarray(own * SUMS, (own + 1) * SUMS)))
  return {
    partnersOf: (members) => {
      const best = new Nearest(members.length, table.classes)
      pairs(members, (a, z, pairClass) => best.offer(a, z, pairClass))
      return best.partners(classes)
    },
    shuffled: found.map((best) => best.partners(classes)),
  }
}

/** Pairs of a class, and sums of the first three powers of their likeness. */
const SUMS = 4

function addPowers(sums: Float64Array, a: number, papers: number, z: Float64Array, pairClass: Uint8Array): void {
  for (let b = a + 1; b < papers; b++) {
    if (pairClass[b] === SILENT) continue
    const value = z[b]!
    const at = pairClass[b]! * SUMS
    sums[at]! += 1
    sums[at + 1]! += exactTerm(value)
    sums[at + 2]! += exactTerm(value * value)
    sums[at + 3]! += exactTerm(value * value * value)
  }
}

function momentsOf(sums: Float64Array): PairClass {
  const [n, first, second, third] = sums as unknown as [number, number, number, number]
  // A class with hardly any pair has nothing to be compared with: far away, nothing stands out of it.
  if (n < 30) return { mean: 0, sd: Number.POSITIVE_INFINITY, skewness: 0 }
  const mean = first / n
  const variance = Math.max(1e-9, second / n - mean * mean)
  const central = third / n - 3 * mean * (second / n) + 2 * mean * mean * mean
  const sd = Math.sqrt(variance)
  return { mean, sd, skewness: central / (variance * sd) }
}

/** Mean and spread of what two papers of given blocks share if they answer independently: `[block * blocks + block]`. */
interface PairTable {
  readonly cost: Float64Array
  readonly mean: Float64Array
  readonly sd: Float64Array
  /** Class of information; `SILENT` where a pair says nothing. */
  readonly pairClass: Uint8Array
  /** Classes met. */
  readonly classes: readonly number[]
}

export function pairTable({ items, form }: Papers, { kinds, blockOf, blocks, chance }: Answers): PairTable {
  const cost = chance.map((c) => -0.5 * Math.log(c))
  const mean = new Float64Array(blocks * blocks)
  const sd = new Float64Array(blocks * blocks)
  const pairClass = new Uint8Array(blocks * blocks).fill(SILENT)
  const formOf = new Int32Array(blocks)
  blockOf.forEach((b, s) => {
    formOf[b] = form[s]!
  })
  for (let b = 0; b < blocks; b++)
    for (let c = 0; c < blocks; c++) {
      if (formOf[b] !== formOf[c]) continue
      let total = 0
      let variance = 0
      for (let j = 0; j < items; j++) {
        let first = 0
        let second = 0
        for (let x = 0; x < kinds; x++) {
          const cellB = (b * items + j) * kinds + x
          const cellC = (c * items + j) * kinds + x
          const both = chance[cellB]! * chance[cellC]!
          const value = cost[cellB]! + cost[cellC]!
          first += both * value
          second += both * value * value
        }
        total += first
        variance += Math.max(0, second - first * first)
      }
      mean[b * blocks + c] = total
      sd[b * blocks + c] = Math.sqrt(variance)
      if (variance >= LEAST_INFORMATION)
        pairClass[b * blocks + c] = Math.min(CLASSES - 1, Math.floor(Math.log2(variance / LEAST_INFORMATION)))
    }
  const classes = [...new Set(pairClass)].filter((own) => own !== SILENT)
  return { cost, mean, sd, pairClass, classes }
}

/** Items per table of what a paper's answers cost: a nibble of the mask of shared answers. */
const NIBBLE = 4
const WORD = 32

/**
 * Likeness of all pairs among `members`, in standard deviations: `visit` gets, paper by paper, what it shares with each
 * later one, `SILENT` (255) in place of the class where a pair says nothing. The arrays are used again for the next paper.
 *
 * Answers stand as bit planes, so that one exclusive or per plane compares 32 items, and the cost of each set of four
 * shared answers is looked up, not added up: there are many times more pairs than papers.
 */
export function pairComparer(
  { items, stratumOf }: Papers,
  { kinds, kindOf, blockOf, blocks }: Answers,
  { cost, mean, sd, pairClass }: PairTable,
): (members: Int32Array, visit: (a: number, z: Float64Array, pairClass: Uint8Array) => void) => void {
  // Answers not given come as one kind more; sharing them costs nothing.
  const planes = WORD - Math.clz32(kinds)
  const words = Math.ceil(items / WORD)
  const nibbles = Math.ceil(items / NIBBLE)
  const width = nibbles << NIBBLE
  let bits = new Int32Array(0)
  let costs = new Float64Array(0)
  let block = new Int32Array(0)
  let z = new Float64Array(0)
  let own = new Uint8Array(0)

  const prepare = (members: Int32Array): void => {
    const size = members.length
    if (size > block.length) {
      bits = new Int32Array(size * words * planes)
      costs = new Float64Array(size * width)
      block = new Int32Array(size)
      z = new Float64Array(size)
      own = new Uint8Array(size)
    }
    bits.fill(0, 0, size * words * planes)
    for (let a = 0; a < size; a++) {
      block[a] = blockOf[stratumOf[members[a]!]!]!
      for (let j = 0; j < items; j++) {
        const kind = kindOf[members[a]! * items + j]!
        const given = kind !== NO_ANSWER
        const code = given ? kind : kinds
        const word = (a * words + (j >> 5)) * planes
        for (let plane = 0; plane < planes; plane++) bits[word + plane]! |= ((code >> plane) & 1) << (j & 31)
        // Doubles the table of its nibble: the sets without this item, then the same ones with it.
        const from = a * width + ((j >> 2) << NIBBLE)
        const value = given ? cost[(block[a]! * items + j) * kinds + kind]! : 0
        const half = 1 << (j & 3)
        if (half === 1) costs[from] = 0
        for (let set = 0; set < half; set++) costs[from + half + set] = costs[from + set]! + value
      }
      // The last nibble may be short: items that do not exist are always shared.
      for (let j = items; j & 3; j++) {
        const half = 1 << (j & 3)
        const from = a * width + ((j >> 2) << NIBBLE)
        for (let set = 0; set < half; set++) costs[from + half + set] = costs[from + set]!
      }
    }
  }

  return (members, visit) => {
    prepare(members)
    const size = members.length
    for (let a = 0; a < size; a++) {
      const row = block[a]! * blocks
      for (let b = a + 1; b < size; b++) {
        const cell = row + block[b]!
        const kind = pairClass[cell]!
        own[b] = kind
        if (kind === SILENT) continue
        let shared = 0
        let atA = a * width
        let atB = b * width
        let bitsA = a * words * planes
        let bitsB = b * words * planes
        for (let left = nibbles; left > 0; left -= 8) {
          let differ = 0
          for (let plane = 0; plane < planes; plane++) differ |= bits[bitsA++]! ^ bits[bitsB++]!
          let same = ~differ
          for (let nibble = Math.min(left, 8); nibble > 0; nibble--) {
            shared += costs[atA + (same & 15)]! + costs[atB + (same & 15)]!
            same >>>= NIBBLE
            atA += 16
            atB += 16
          }
        }
        z[b] = (shared - mean[cell]!) / sd[cell]!
      }
      visit(a, z, own)
    }
  }
}

/** The nearest partner of every paper, class by class: which class wins is known once all pairs have been seen. */
class Nearest {
  private readonly best: Float64Array
  private readonly partner: Int32Array
  private readonly partnerCount: Int32Array
  private readonly place = new Uint8Array(CLASSES)

  constructor(
    private readonly papers: number,
    private readonly classes: readonly number[],
  ) {
    this.best = new Float64Array(papers * classes.length).fill(-Infinity)
    this.partner = new Int32Array(papers * classes.length).fill(-1)
    this.partnerCount = new Int32Array(papers)
    classes.forEach((own, k) => (this.place[own] = k))
  }

  /** Likeness of paper `a` with each later one. */
  offer(a: number, z: Float64Array, pairClass: Uint8Array): void {
    const { best, partner, partnerCount, place } = this
    const width = this.classes.length
    const first = a * width
    let count = 0
    for (let b = a + 1; b < this.papers; b++) {
      const kind = pairClass[b]!
      if (kind === SILENT) continue
      const value = z[b]!
      const k = place[kind]!
      count++
      partnerCount[b]! += 1
      if (value > best[first + k]!) {
        best[first + k] = value
        partner[first + k] = b
      }
      const at = b * width + k
      if (value > best[at]!) {
        best[at] = value
        partner[at] = a
      }
    }
    partnerCount[a]! += count
  }

  partners(scale: readonly PairClass[]): Partners {
    const { classes, papers } = this
    const partner = new Int32Array(papers).fill(-1)
    const p = new Float64Array(papers).fill(1)
    for (let a = 0; a < papers; a++) {
      let nearest = -1
      let best = -Infinity
      let skewness = 0
      for (let k = 0; k < classes.length; k++) {
        const at = a * classes.length + k
        if (this.partner[at]! < 0) continue
        const own = scale[classes[k]!]!
        const standard = (this.best[at]! - own.mean) / own.sd
        // Equally alike in two classes: the first in the sitting, as inside a class.
        if (standard < best || (standard === best && this.partner[at]! > nearest)) continue
        best = standard
        nearest = this.partner[at]!
        skewness = own.skewness
      }
      if (nearest === -1) continue
      const single = Math.max(SMALLEST, skewedUpper(best, skewness, Infinity))
      partner[a] = nearest
      p[a] = -Math.expm1(this.partnerCount[a]! * Math.log1p(-Math.min(single, 1 - 1e-12)))
    }
    return { partner, p }
  }
}

/**
 * Papers change places between schools inside equal totals (and forms). Papers are first put into an order that
 * depends on their content alone, so that the order of files and rows does not matter.
 *
 * @returns at every call, papers of each sitting after another exchange
 */
export function paperShuffler(papers: Papers, random: Random): () => Int32Array[] {
  const { stratumOf, start, size } = papers
  const key = contentKeys(papers)
  const order = Int32Array.from(stratumOf.keys()).sort((p, q) => stratumOf[p]! - stratumOf[q]! || key[p]! - key[q]!)
  return () => {
    const place = new Int32Array(order.length)
    let first = 0
    size.forEach((n) => {
      const places = order.subarray(first, first + n)
      const moved = random.shuffle(places.slice())
      places.forEach((p, k) => {
        place[p] = moved[k]!
      })
      first += n
    })
    return Array.from({ length: start.length - 1 }, (_, i) => place.slice(start[i]!, start[i + 1]!).sort())
  }
}

/** A number that two papers share only if they have equal answers and lie in sittings of equal answers. */
function contentKeys({ vectors, start, items }: Papers): Float64Array {
  const key = new Float64Array(start[start.length - 1]!)
  vectors.forEach((v, i) => {
    if (v === null) return
    let all = 0
    for (let p = 0; p < v.papers; p++) {
      let hash = 0x811c9dc5 ^ (v.variants[p] ?? 0)
      for (let c = p * items; c < (p + 1) * items; c++) hash = Math.imul(hash ^ v.scores[c]!, 0x01000193)
      key[start[i]! + p] = hash >>> 0
      all = (all + (hash >>> 0)) % 0x100000
    }
    for (let p = start[i]!; p < start[i + 1]!; p++) key[p] = key[p]! * 0x100000 + all
  })
  return key
}
