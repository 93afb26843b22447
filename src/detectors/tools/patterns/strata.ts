/**
 * Strata of papers: those that wrote the same form and reached the same total. Inside a stratum papers may change places
 * between honest schools, which is the null hypothesis of all pattern detectors.
 */

import { type Counts, NOT_ATTEMPTED, NOT_GIVEN, type ResponseVectors, type Sitting } from '../../../model'
import { fixed } from '../../../setting'

export const paperReasons = {
  otherItems: {
    en: 'the items are not the same as in the other schools',
    ru: 'набор заданий не такой, как в других школах',
  },
  nothingToCompare: {
    en: 'no comparable sittings to learn the items from',
    ru: 'нет сопоставимых школ, по которым можно судить о заданиях',
  },
}

/** Papers of all sittings of an assessment by stratum. No object per paper: everything is a flat array. */
export interface Strata {
  /** Number of each sitting's first paper, one more entry at the end: papers of sitting i are start[i] .. start[i + 1]. */
  readonly start: Int32Array
  /** Stratum of each paper. */
  readonly stratumOf: Int32Array
  /** Papers per stratum. */
  readonly size: Float64Array
  /** Total score of each stratum, points. */
  readonly total: Int32Array
  /** Form of each stratum: variant and set of given items. */
  readonly form: Int32Array
  readonly forms: number
}

/** Strata whose papers are known answer by answer. */
export interface Papers extends Strata {
  /** Items of a paper. */
  readonly items: number
  /** The most points that any paper won on any item. */
  readonly most: number
  /** Name of each form: its variant and the items that were not in it. */
  readonly formNames: readonly string[]
  /** What a bigger run has told of these strata; `size` then counts its papers too. */
  readonly told?: ToldItems
  /** Response vectors of each sitting; `null` where it has none, or of another number of items. */
  readonly vectors: readonly (ResponseVectors | null)[]
}

/** Papers, points and squared points of a form in a bigger run, and how its levels vary between schools and inside. */
export interface FormMoments {
  readonly ratio: number
  readonly papers: number
  readonly sum: number
  readonly squares: number
}

/** Tables of a bigger run by stratum of these papers; 0 papers where it has told nothing. */
export interface ToldItems {
  readonly papers: Float64Array
  /** Mean of what the other papers of the school say about a pupil. */
  readonly level: Float64Array
  /** Points on each item, and products of the points on each pair of items, added up. */
  readonly sum: Float64Array
  readonly products: Float64Array
  readonly formMoments: readonly (FormMoments | null)[]
}

/**
 * Points for an answer: a blank or an item that was not in the booklet is worth nothing. The sign of the difference is a
 * mask, because no processor foresees who leaves what blank.
 */
export const pointsOf = (answer: number): number => answer & ((answer - NOT_ATTEMPTED) >> 31)

/** Made once per list of sittings, as long as it lives: several detectors look at the same one. */
const known = new WeakMap<readonly Sitting[], Papers | null>()

/**
 * Sorts the papers of one assessment into strata. Strata are numbered by form and total, forms in order of their
 * variant and given items, so the order of the sittings does not matter.
 *
 * @returns `null` where no sitting has response vectors
 * @example
 * stratify(sittings)?.size // papers per form and total
 */
export function stratify(sittings: readonly Sitting[]): Papers | null {
  let papers = known.get(sittings)
  if (papers === undefined) {
    papers = sortIntoStrata(sittings)
    known.set(sittings, papers)
  }
  return papers
}

function sortIntoStrata(sittings: readonly Sitting[]): Papers | null {
  const items = usualItems(sittings)
  if (items === 0) return null
  const vectors = sittings.map((s) => (s.vectors !== null && s.vectors.items === items ? s.vectors : null))
  const start = new Int32Array(sittings.length + 1)
  vectors.forEach((v, i) => {
    start[i + 1] = start[i]! + (v?.papers ?? 0)
  })
  const papers = start[sittings.length]!
  const totals = new Int32Array(papers)
  const formOf = new Int32Array(papers)
  const names = new FormNames()
  let most = 0
  vectors.forEach((v, i) => {
    if (v === null) return
    const { scores } = v
    for (let p = 0, k = 0; p < v.papers; p++) {
      let total = 0
      let complete = true
      for (const end = k + items; k < end; k++) {
        const points = pointsOf(scores[k]!)
        total += points
        if (points > most) most = points
        if (scores[k] === NOT_GIVEN) complete = false
      }
      totals[start[i]! + p] = total
      formOf[start[i]! + p] = names.numberOf(v, p, complete)
    }
  })
  return { items, most, vectors, start, formNames: names.sorted(), ...numberStrata(totals, formOf, names.order()) }
}

/**
 * Strata of sittings known by their score distribution alone: papers of equal total, one form.
 *
 * @param scoreCounts pupils per total and sitting; `null` = the sitting takes no part
 */
export function stratifyCounts(scoreCounts: readonly (Counts | null)[]): Strata {
  const start = new Int32Array(scoreCounts.length + 1)
  scoreCounts.forEach((counts, i) => {
    start[i + 1] = start[i]! + (counts ?? []).reduce((sum, c) => sum + c, 0)
  })
  const totals = new Int32Array(start[scoreCounts.length]!)
  scoreCounts.forEach((counts, i) => {
    let at = start[i]!
    counts?.forEach((c, t) => {
      totals.fill(t, at, at + c)
      at += c
    })
  })
  return { start, ...numberStrata(totals, new Int32Array(totals.length), Int32Array.of(0)) }
}

/** The number of items of most papers; on a tie the larger one. */
function usualItems(sittings: readonly Sitting[]): number {
  const papers = new Map<number, number>()
  for (const { vectors } of sittings)
    if (vectors !== null) papers.set(vectors.items, (papers.get(vectors.items) ?? 0) + vectors.papers)
  let best = 0
  for (const [items, count] of papers) {
    const least = papers.get(best) ?? 0
    if (count > least || (count === least && items > best)) best = items
  }
  return best
}

export const BYTES = fixed(256, {
  reason: 'Values of a byte: one for every answer or variant that may be met.',
  origin: 'computing',
})

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : 1)

/** Numbers the forms met so far. Complete papers, nearly all, are looked up by variant without making a string. */
class FormNames {
  private readonly complete = new Int32Array(BYTES).fill(-1)
  private readonly numbers = new Map<string, number>()

  numberOf({ scores, items, variants }: ResponseVectors, paper: number, complete: boolean): number {
    const variant = variants[paper] ?? 0
    if (complete && this.complete[variant]! >= 0) return this.complete[variant]!
    let name = String(variant).padStart(3, '0')
    for (let j = 0; j < items; j++) if (scores[paper * items + j] === NOT_GIVEN) name += `,${j}`
    const number = this.named(name)
    if (complete) this.complete[variant] = number
    return number
  }

  private named(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.numbers.size)
    return this.numbers.size - 1
  }

  /** Names in order of rank. */
  sorted(): string[] {
    return [...this.numbers.keys()].sort(byCodeUnit)
  }

  /** Rank of each form by name: the same whatever the order in which they were met. */
  order(): Int32Array {
    const rank = new Int32Array(this.numbers.size)
    const byName = [...this.numbers].sort(([a], [b]) => byCodeUnit(a, b))
    byName.forEach(([, number], r) => {
      rank[number] = r
    })
    return rank
  }
}

function numberStrata(totals: Int32Array, formOf: Int32Array, rank: Int32Array) {
  const width = totals.reduce((most, t) => Math.max(most, t), 0) + 1
  const papersAt = new Float64Array(rank.length * width)
  const stratumOf = new Int32Array(totals.length)
  for (let p = 0; p < totals.length; p++) {
    const key = rank[formOf[p]!]! * width + totals[p]!
    stratumOf[p] = key
    papersAt[key]! += 1
  }
  const keys = [...papersAt.keys()].filter((key) => papersAt[key]! > 0)
  const numberOf = new Int32Array(papersAt.length)
  keys.forEach((key, s) => (numberOf[key] = s))
  for (let p = 0; p < totals.length; p++) stratumOf[p] = numberOf[stratumOf[p]!]!
  return {
    stratumOf,
    size: Float64Array.from(keys, (key) => papersAt[key]!),
    total: Int32Array.from(keys, (key) => key % width),
    form: Int32Array.from(keys, (key) => Math.floor(key / width)),
    forms: rank.length,
  }
}

/** The strata met in each sitting, and the papers in each: sitting i has the entries from[i] .. from[i + 1]. */
interface Tally {
  readonly from: Int32Array
  readonly stratum: Int32Array
  readonly papers: Int32Array
}

const tallies = new WeakMap<Strata, Tally>()

function tallyOf(strata: Strata): Tally {
  const known = tallies.get(strata)
  if (known !== undefined) return known
  const { start, stratumOf, size } = strata
  const sittings = start.length - 1
  const from = new Int32Array(sittings + 1)
  const stratum = new Int32Array(stratumOf.length)
  const papers = new Int32Array(stratumOf.length)
  const count = new Int32Array(size.length)
  let end = 0
  for (let i = 0; i < sittings; i++) {
    for (let p = start[i]!; p < start[i + 1]!; p++) {
      const s = stratumOf[p]!
      if (count[s]!++ === 0) stratum[end++] = s
    }
    const met = stratum.subarray(from[i]!, end).sort()
    for (let k = 0; k < met.length; k++) {
      papers[from[i]! + k] = count[met[k]!]!
      count[met[k]!] = 0
    }
    from[i + 1] = end
  }
  const tally = { from, stratum: stratum.slice(0, end), papers: papers.slice(0, end) }
  tallies.set(strata, tally)
  return tally
}

/** The strata met in one sitting and its papers in each. */
export class Composition {
  /** Strata met, ascending, so that sums over them do not depend on the order of the papers. */
  met: Int32Array = new Int32Array(0)
  private readonly tally: Tally
  private first = 0

  constructor(private readonly strata: Strata) {
    this.tally = tallyOf(strata)
  }

  /** Turns to the papers of sitting `i`. */
  of(i: number): this {
    this.first = this.tally.from[i]!
    this.met = this.tally.stratum.subarray(this.first, this.tally.from[i + 1]!)
    return this
  }

  /** Papers in the k-th stratum met. */
  papersIn(k: number): number {
    return this.tally.papers[this.first + k]!
  }

  /** Weight of the variance of the k-th stratum met: h (1 - h / N), of drawing h of its N papers without replacement. */
  drawn(k: number): number {
    const h = this.papersIn(k)
    return h * (1 - h / this.strata.size[this.met[k]!]!)
  }
}

/** Rounds to a multiple of 2^-30, so that a sum of many such terms is exact and does not depend on their order. */
export const exactTerm = (x: number): number => {
  const scaled = x * 0x40000000
  const up = Math.ceil(scaled)
  // Math.round jumps by the last half, which no processor foresees: three times as slow.
  return (up - Number(up - 0.5 > scaled)) / 0x40000000
}
