/**
 * Alike papers: for every pair of papers of one sitting and form, how much more they share than their totals explain.
 * Sharing a rare answer counts for more than sharing a common one.
 */
import type { Random } from '../../statistics/random'
import { type Answers, answersOf, NO_ANSWER } from './answers'
import { skewedUpper } from './scalar'
import { exactTerm, type Papers } from './strata'

/** The most alike partner of a paper in its own sitting. */
export interface Partner {
  /** Running number of the partner in the sitting, from 0; -1 where nobody wrote the same form. */
  readonly partner: number
  /** Chance that the best of as many partners is at least as alike. */
  readonly p: number
}

/** Pairs whose shared answers can hardly vary (two nearly perfect papers) say nothing; nats squared. */
const LEAST_INFORMATION = 0.25
/** Pairs are compared with pairs of about the same information: classes of a factor 2. */
const CLASSES = 12
/** No p below this: the tail is an extrapolation there. */
const SMALLEST = 1e-12

export interface AlikeScale {
  readonly partnersOf: (members: Int32Array) => Partner[]
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
  const sums = Array.from({ length: CLASSES }, () => [0, 0, 0, 0] as [number, number, number, number])
  for (const members of shuffled)
    eachPair(papers, answers, table, members, (_p, _q, z, pairClass) => {
      const sum = sums[pairClass]!
      sum[0] += 1
      sum[1] += exactTerm(z)
      sum[2] += exactTerm(z * z)
      sum[3] += exactTerm(z * z * z)
    })
  const classes = sums.map(momentsOf)
  return { partnersOf: (members) => partnersOf(papers, answers, table, classes, members) }
}

function momentsOf([n, first, second, third]: [number, number, number, number]): PairClass {
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
  /** Class of information; 255 where a pair says nothing. */
  readonly pairClass: Uint8Array
}

export function pairTable({ items, form }: Papers, { kinds, blockOf, blocks, chance }: Answers): PairTable {
  const cost = chance.map((c) => -0.5 * Math.log(c))
  const mean = new Float64Array(blocks * blocks)
  const sd = new Float64Array(blocks * blocks)
  const pairClass = new Uint8Array(blocks * blocks).fill(255)
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
  return { cost, mean, sd, pairClass }
}

/** Likeness of all pairs among `members`, in standard deviations; pairs that say nothing are passed over. */
export function eachPair(
  { items, stratumOf }: Papers,
  { kinds, kindOf, blockOf, blocks }: Answers,
  { cost, mean, sd, pairClass }: PairTable,
  members: Int32Array,
  visit: (p: number, q: number, z: number, pairClass: number) => void,
): void {
  for (let a = 0; a < members.length; a++) {
    const p = members[a]!
    const blockP = blockOf[stratumOf[p]!]!
    for (let b = a + 1; b < members.length; b++) {
      const q = members[b]!
      const blockQ = blockOf[stratumOf[q]!]!
      const cell = blockP * blocks + blockQ
      const own = pairClass[cell]!
      if (own === 255) continue
      let shared = 0
      for (let j = 0; j < items; j++) {
        const kind = kindOf[p * items + j]!
        if (kind !== kindOf[q * items + j] || kind === NO_ANSWER) continue
        shared += cost[(blockP * items + j) * kinds + kind]! + cost[(blockQ * items + j) * kinds + kind]!
      }
      visit(a, b, (shared - mean[cell]!) / sd[cell]!, own)
    }
  }
}

function partnersOf(
  papers: Papers,
  answers: Answers,
  table: PairTable,
  classes: readonly PairClass[],
  members: Int32Array,
): Partner[] {
  const best = new Float64Array(members.length).fill(-Infinity)
  const bestClass = new Uint8Array(members.length)
  const partner = new Int32Array(members.length).fill(-1)
  const partners = new Int32Array(members.length)
  const offer = (a: number, b: number, standard: number, pairClass: number): void => {
    partners[a]! += 1
    if (standard <= best[a]!) return
    best[a] = standard
    bestClass[a] = pairClass
    partner[a] = b
  }
  eachPair(papers, answers, table, members, (a, b, z, pairClass) => {
    const standard = (z - classes[pairClass]!.mean) / classes[pairClass]!.sd
    offer(a, b, standard, pairClass)
    offer(b, a, standard, pairClass)
  })
  return Array.from(members, (_, a) => {
    if (partner[a] === -1) return { partner: -1, p: 1 }
    const single = Math.max(SMALLEST, skewedUpper(best[a]!, classes[bestClass[a]!]!.skewness, Infinity))
    return { partner: partner[a]!, p: -Math.expm1(partners[a]! * Math.log1p(-Math.min(single, 1 - 1e-12))) }
  })
}

/**
 * Papers change places between schools inside equal totals (and forms). Papers are first put into an order that
 * depends on their content alone, so that the order of files and rows does not matter.
 *
 * @returns papers of each sitting after the exchange
 */
export function shuffledPapers(papers: Papers, random: Random): Int32Array[] {
  const { stratumOf, start, size } = papers
  const key = contentKeys(papers)
  const order = Int32Array.from(stratumOf.keys()).sort((p, q) => stratumOf[p]! - stratumOf[q]! || key[p]! - key[q]!)
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
