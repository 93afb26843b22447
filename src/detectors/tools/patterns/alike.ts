/**
 * Alike papers: for every pair of papers of one sitting and form, how much more they share than their totals explain.
 * Sharing a rare answer counts for more than sharing a common one.
 */
import { binaryExponent, expm1, log, log1p } from '../../../elementary'
import { fixed } from '../../../setting'
import type { Random } from '../../../statistics/random'
import { type Answers, answersOf, NO_ANSWER } from './answers'
import { skewedUpper } from './scalar'
import { exactTerm, type Papers } from './strata'

/** The most alike partner of the paper in each place, among those of its sitting. */
export interface Partners {
  /** Place of the partner; -1 where nobody wrote the same form. */
  readonly partner: Int32Array
  /** Chance that the best of as many partners is at least as alike; 1 without a partner. */
  readonly p: Float64Array
}

const LEAST_INFORMATION = fixed(0.25, {
  reason: 'Pairs whose shared answers can hardly vary (two nearly perfect papers) say nothing; nats squared.',
  origin: 'ours',
})
const CLASSES = fixed(12, {
  reason: 'Pairs are compared with pairs of about the same information: classes of a factor 2.',
  origin: 'ours',
})
const SILENT = fixed(255, { reason: 'Class of pairs that say nothing.', origin: 'computing' })
const SMALLEST = fixed(1e-12, { reason: 'No p below this: the tail is an extrapolation there.', origin: 'computing' })

export interface AlikeScale {
  readonly own: Partners
  /** Best partners after each shuffle, on the same scale. */
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
 * @param shuffled which paper lies in each place after papers have changed places inside equal totals
 */
export function alikeScale(papers: Papers, shuffled: readonly Int32Array[]): AlikeScale {
  const answers = answersOf(papers)
  const table = pairTable(papers, answers)
  const pairs = pairComparer(papers, answers, table)
  const runs = runsOf(papers)
  const sums = new Float64Array(table.classes * SUMS)
  // Pairs are compared once: the best of a class is the best on any scale of that class, which is known only afterwards.
  const found = shuffled.map((paperAt) => {
    const best = new Nearest(paperAt.length, table.classes)
    for (const places of runs)
      pairs(
        places.map((place) => paperAt[place]!),
        (a, z, pairClass) => {
          addPowers(sums, a, places.length, z, pairClass)
          best.offer(places, a, z, pairClass)
        },
      )
    return best
  })
  const own = new Nearest(papers.stratumOf.length, table.classes)
  for (const places of runs) pairs(places, (a, z, pairClass) => own.offer(places, a, z, pairClass))
  const scale = Array.from({ length: table.classes }, (_, k) => momentsOf(sums.subarray(k * SUMS, (k + 1) * SUMS)))
  return { own: own.partners(scale), shuffled: found.map((best) => best.partners(scale)) }
}

/** Places of the papers of one sitting and form, ascending: only they are compared. A shuffle leaves the forms in place. */
function runsOf({ start, stratumOf, form }: Papers): Int32Array[] {
  const formAt = (place: number): number => form[stratumOf[place]!]!
  const order = stratumOf.map((_, place) => place)
  const runs: Int32Array[] = []
  for (let i = 0; i + 1 < start.length; i++) {
    const end = start[i + 1]!
    order.subarray(start[i], end).sort((p, q) => formAt(p) - formAt(q) || p - q)
    for (let first = start[i]!, k = first; k < end; k++) {
      if (k + 1 < end && formAt(order[k + 1]!) === formAt(order[k]!)) continue
      runs.push(order.subarray(first, k + 1))
      first = k + 1
    }
  }
  return runs
}

const SUMS = fixed(4, {
  reason: 'Pairs of a class, and sums of the first three powers of their likeness.',
  origin: 'computing',
})

function addPowers(sums: Float64Array, a: number, papers: number, z: Float64Array, pairClass: Uint8Array): void {
  for (let b = a + 1; b < papers; b++) {
    const kind = pairClass[b]!
    if (kind === SILENT) continue
    const value = z[b]!
    const at = kind * SUMS
    sums[at]! += 1
    sums[at + 1]! += exactTerm(value)
    sums[at + 2]! += exactTerm(value * value)
    sums[at + 3]! += exactTerm(value * value * value)
  }
}

const FEWEST_PAIRS = fixed(30, {
  reason: 'A class with fewer pairs has nothing to be compared with: nothing stands out of it.',
  origin: 'ours',
  unit: 'pairs',
})
const LEAST_VARIANCE = fixed(1e-9, {
  reason: 'Keeps rounding from making a variance 0 or negative.',
  origin: 'computing',
})

function momentsOf(sums: Float64Array): PairClass {
  const [n, first, second, third] = sums as unknown as [number, number, number, number]
  if (n < FEWEST_PAIRS) return { mean: 0, sd: Number.POSITIVE_INFINITY, skewness: 0 }
  const mean = first / n
  const variance = Math.max(LEAST_VARIANCE, second / n - mean * mean)
  const central = third / n - 3 * mean * (second / n) + 2 * mean * mean * mean
  const sd = Math.sqrt(variance)
  return { mean, sd, skewness: central / (variance * sd) }
}

/** Mean and spread of what two papers of given blocks share if they answer independently: `[block * blocks + block]`. */
interface PairTable {
  readonly cost: Float64Array
  readonly mean: Float64Array
  readonly sd: Float64Array
  /** Class of information, numbered as they are met; `SILENT` where a pair says nothing. */
  readonly pairClass: Uint8Array
  /** Classes met. */
  readonly classes: number
}

export function pairTable({ items, form }: Papers, { kinds, blockOf, blocks, chance }: Answers): PairTable {
  const cost = chance.map((c) => -0.5 * log(c))
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
        pairClass[b * blocks + c] = Math.min(CLASSES - 1, binaryExponent(variance / LEAST_INFORMATION))
    }
  const met = [...new Set(pairClass)].filter((own) => own !== SILENT)
  return {
    ...{ cost, mean, sd },
    pairClass: pairClass.map((own) => (own === SILENT ? SILENT : met.indexOf(own))),
    classes: met.length,
  }
}

const NIBBLE = fixed(4, {
  reason: "Items per table of what a paper's answers cost: a nibble of the mask of shared answers.",
  origin: 'computing',
})
/** Sets of shared answers in such a table. */
const NIBBLES_IN_WORD = fixed(8, { reason: 'A word of 32 bits holds so many sets of four items.', origin: 'computing' })
const SETS = 1 << NIBBLE
const WORD = fixed(32, { reason: 'Bits of a word.', origin: 'computing' })

/**
 * Likeness of all pairs among `members`, papers of one form, in standard deviations: `visit` gets, paper by paper, what it
 * shares with each later one, `SILENT` (255) in place of the class where a pair says nothing. The arrays are used again
 * for the next paper.
 *
 * Answers stand as bit planes, so that one exclusive or per plane compares 32 items, and the cost of each set of four
 * shared answers is looked up, not added up: there are many times more pairs than papers.
 */
export function pairComparer(
  { items, stratumOf, start }: Papers,
  { kinds, kindOf, blockOf, blocks }: Answers,
  { cost, mean, sd, pairClass }: PairTable,
): (members: Int32Array, visit: (a: number, z: Float64Array, pairClass: Uint8Array) => void) => void {
  const planes = WORD - Math.clz32(kinds - 1)
  const stride = Math.ceil(items / WORD) * planes
  const bits = bitPlanes(kindOf, items, planes)
  const nibbles = Math.ceil(items / NIBBLE)
  const width = nibbles * SETS
  const most = start.reduce((size, end, i) => Math.max(size, end - (start[i - 1] ?? 0)), 0)
  const costs = new Float64Array(most * width)
  const block = new Int32Array(most)
  const z = new Float64Array(most)
  const own = new Uint8Array(most)

  /** Costs of all sets of shared answers of a paper, nibble by nibble. */
  const tabulate = (a: number, paper: number): void => {
    block[a] = blockOf[stratumOf[paper]!]!
    const answers = paper * items
    const cells = block[a]! * items * kinds
    // The last nibble may be short: items that do not exist are shared at no cost, as those that are not given.
    const costOf = (j: number): number => {
      const kind = j < items ? kindOf[answers + j]! : NO_ANSWER
      return kind === NO_ANSWER ? 0 : cost[cells + j * kinds + kind]!
    }
    for (let j = 0, from = a * width; j < items; j += NIBBLE, from += SETS) {
      // Doubled with every item: the sets without it, then the same ones with it.
      costs[from] = 0
      for (let k = 0, half = 1; k < NIBBLE; k++, half *= 2) {
        const value = costOf(j + k)
        for (let set = from; set < from + half; set++) costs[set + half] = costs[set]! + value
      }
    }
  }

  return (members, visit) => {
    members.forEach((paper, a) => tabulate(a, paper))
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
        let bitsA = members[a]! * stride
        let bitsB = members[b]! * stride
        for (let left = nibbles; left > 0; left -= NIBBLES_IN_WORD) {
          let differ = 0
          for (let plane = 0; plane < planes; plane++) differ |= bits[bitsA++]! ^ bits[bitsB++]!
          let same = ~differ
          for (let nibble = Math.min(left, NIBBLES_IN_WORD); nibble > 0; nibble--) {
            shared += costs[atA + (same & (SETS - 1))]! + costs[atB + (same & (SETS - 1))]!
            same >>>= NIBBLE
            atA += SETS
            atB += SETS
          }
        }
        z[b] = (shared - mean[cell]!) / sd[cell]!
      }
      visit(a, z, own)
    }
  }
}

/** Per paper and word of 32 items, one mask for each binary digit of the kinds of answers. */
function bitPlanes(kindOf: Uint8Array, items: number, planes: number): Int32Array {
  const bits = new Int32Array((kindOf.length / items) * Math.ceil(items / WORD) * planes)
  let word = 0
  for (let paper = 0; paper < kindOf.length; paper += items)
    for (let first = 0; first < items; first += WORD) {
      const count = Math.min(WORD, items - first)
      for (let plane = 0; plane < planes; plane++) {
        let mask = 0
        for (let j = 0; j < count; j++) mask |= ((kindOf[paper + first + j]! >> plane) & 1) << j
        bits[word++] = mask
      }
    }
  return bits
}

/** The nearest partner of the paper in every place, class by class: which class wins is known once all pairs are seen. */
class Nearest {
  private readonly best: Float64Array
  private readonly partner: Int32Array
  private readonly partnerCount: Int32Array

  constructor(
    private readonly places: number,
    private readonly classes: number,
  ) {
    this.best = new Float64Array(places * classes).fill(-Infinity)
    this.partner = new Int32Array(places * classes).fill(-1)
    this.partnerCount = new Int32Array(places)
  }

  /** Likeness of the paper in `places[a]` with that in each later place. */
  offer(places: Int32Array, a: number, z: Float64Array, pairClass: Uint8Array): void {
    const { best, partner, partnerCount, classes } = this
    const place = places[a]!
    const first = place * classes
    let count = 0
    for (let b = a + 1; b < places.length; b++) {
      const kind = pairClass[b]!
      if (kind === SILENT) continue
      const value = z[b]!
      const other = places[b]!
      count++
      partnerCount[other]! += 1
      if (value > best[first + kind]!) {
        best[first + kind] = value
        partner[first + kind] = other
      }
      const at = other * classes + kind
      if (value > best[at]!) {
        best[at] = value
        partner[at] = place
      }
    }
    partnerCount[place]! += count
  }

  partners(scale: readonly PairClass[]): Partners {
    const { classes, places } = this
    const partner = new Int32Array(places).fill(-1)
    const p = new Float64Array(places).fill(1)
    const single = new Float64Array(places)
    for (let a = 0; a < places; a++) {
      let nearest = -1
      let best = -Infinity
      let skewness = 0
      for (let k = 0; k < classes; k++) {
        const at = a * classes + k
        if (this.partner[at]! < 0) continue
        const own = scale[k]!
        const standard = (this.best[at]! - own.mean) / own.sd
        // Equally alike in two classes: the first in the sitting, as inside a class.
        if (standard < best || (standard === best && this.partner[at]! > nearest)) continue
        best = standard
        nearest = this.partner[at]!
        skewness = own.skewness
      }
      if (nearest === -1) continue
      // Partners that chose each other are a single pair.
      const mutual = nearest < a && partner[nearest] === a
      single[a] = mutual ? single[nearest]! : Math.max(SMALLEST, skewedUpper(best, skewness, Infinity))
      partner[a] = nearest
      p[a] = -expm1(this.partnerCount[a]! * log1p(-Math.min(single[a]!, 1 - SMALLEST)))
    }
    return { partner, p }
  }
}

/**
 * Papers change places between schools inside equal totals (and forms). Papers are first put into an order that
 * depends on their content alone, so that the order of files and rows does not matter.
 *
 * @returns at every call, the paper in each place after another exchange
 */
export function paperShuffler(papers: Papers, random: Random): () => Int32Array {
  const { size } = papers
  const order = byContent(papers)
  return () => {
    const paperAt = new Int32Array(order.length)
    let first = 0
    size.forEach((n) => {
      const places = order.subarray(first, first + n)
      const moved = random.shuffle(places.slice())
      places.forEach((place, k) => {
        paperAt[place] = moved[k]!
      })
      first += n
    })
    return paperAt
  }
}

/** Papers by stratum, inside a stratum in an order that depends on their content. */
function byContent(papers: Papers): Int32Array {
  const { stratumOf, size } = papers
  const key = contentKeys(papers)
  const next = new Int32Array(size.length)
  for (let s = 1; s < size.length; s++) next[s] = next[s - 1]! + size[s - 1]!
  const order = new Int32Array(stratumOf.length)
  for (let paper = 0; paper < order.length; paper++) order[next[stratumOf[paper]!]!++] = paper
  next.forEach((end, s) => order.subarray(end - size[s]!, end).sort((p, q) => key[p]! - key[q]!))
  return order
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
