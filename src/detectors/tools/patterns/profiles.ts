/**
 * Item profiles of the sittings of one assessment: how far each item was solved beyond what the totals explain, and how
 * far honest schools may differ in it. From response vectors where there are any, else from item counts (or item
 * percentages) and score counts.
 */

import type { Assessment, Sitting, Text } from '../../../model'
import { fixed } from '../../../setting'
import type { DetectorView } from '../../runner/detector'
import { told, toldElsewhere } from '../told'
import { conditionalItems, type ItemMargin } from './conditional-items'
import { addRows, covarianceOf, deviationsOf, expectedOf, variancesOf } from './deviations'
import { honestSpread } from './honest-spread'
import { leanings } from './lean'
import { type PooledItems, poolItems } from './pooled'
import { Composition, paperReasons, type Strata, stratify, stratifyCounts, type ToldItems } from './strata'
import { keepItems, withToldItems } from './told-items'

const FEWEST_SITTINGS = fixed(10, {
  reason: 'Fewest sittings from which the differences between honest schools can be told.',
  origin: 'ours',
})
const PUPILS_FOR_PERCENTAGES = fixed(26, {
  reason:
    'Percentages of items of several points do not tell how their points spread. Below this many pupils the guess shows: honest schools fire in 2-3 % of cases at a nominal 1 % (docs/method-patterns.md, section 5).',
  origin: 'ours',
})
export const LEAST_VARIANCE = fixed(1e-6, {
  reason: 'Less variance than this (points squared) and shuffling leaves nothing to compare with.',
  origin: 'computing',
})

/** Profiles of the sittings; matrices are `[sitting * items + item]`. */
export interface ItemProfiles {
  readonly items: number
  /** From response vectors; else from tables. */
  readonly byPapers: boolean
  /** Papers a sitting's profile rests on; 0 = not in these profiles. */
  readonly papers: Int32Array
  /** Points beyond what the totals and the school's level explain. */
  readonly deviation: Float64Array
  /** Variance under shuffling, points squared. */
  readonly shuffled: Float64Array
  /** Variance over honest schools of each item's own difficulty, logits squared. */
  readonly spread: Float64Array
  /** Share of the maximum reached on each item, all papers together. */
  readonly shares: Float64Array
  /** Covariance of the deviations of sitting `i` in honest schools, upper triangle; the next call writes over it. */
  readonly covariance: (i: number) => Float64Array
}

/** Why a sitting has no profile. */
export type ProfileGap =
  | 'tooFewPeers'
  | 'otherItems'
  | 'scoresBeyondItems'
  | 'unequalBooklets'
  | 'percentagesOfFewPupils'
  | 'nothingToCompare'

/** The same in words; too few peers is said alike by all detectors. */
export const profileReasons = {
  ...paperReasons,
  scoresBeyondItems: {
    en: 'the scores go beyond the items',
    ru: 'баллы выходят за пределы заданий',
  },
  unequalBooklets: {
    en: 'booklets of unequal length cannot be told apart',
    ru: 'варианты разной длины не различить',
  },
  percentagesOfFewPupils: {
    en: 'percentages of items of several points say too little for so few pupils',
    ru: 'процентов выполнения заданий на несколько баллов недостаточно при таком малом числе учеников',
  },
} satisfies Readonly<Record<Exclude<ProfileGap, 'tooFewPeers'>, Text>>

/** Where the profile of a sitting stands, or why it has none. */
export type ProfileOf = (i: number) => ItemProfiles | ProfileGap

/**
 * Profiles of all sittings of a view of one assessment. Sittings with response vectors are compared with each other;
 * those known by tables alone are compared with all sittings by their tables.
 */
export function profilesOf(view: DetectorView, assessment: Assessment): ProfileOf {
  const { sittings } = view
  let profiles = known.get(sittings)
  if (profiles === undefined) {
    profiles = makeProfiles(view, assessment)
    known.set(sittings, profiles)
  }
  return profiles
}

/** Made once per assessment: two detectors look at the same profiles. */
const known = new WeakMap<readonly Sitting[], ProfileOf>()

function makeProfiles(view: DetectorView, assessment: Assessment): ProfileOf {
  const { sittings } = view
  const byPapers = profilesFromPapers(view)
  const needTables = sittings.some((s) => s.vectors === null)
  const byTables = needTables ? profilesFromTables(sittings, assessment) : null
  return (i) => {
    const fromPapers = sittings[i]!.vectors !== null
    const gap = fromPapers ? null : (byTables?.gaps[i] ?? null)
    if (gap !== null) return gap
    const profiles = fromPapers ? byPapers : (byTables?.profiles ?? null)
    if (profiles === null) return 'tooFewPeers'
    if (profiles.papers[i] === 0) return 'otherItems'
    for (let j = 0; j < profiles.items; j++)
      if (profiles.shuffled[i * profiles.items + j]! > LEAST_VARIANCE) return profiles
    return 'nothingToCompare'
  }
}

function profilesFromPapers(view: DetectorView): ItemProfiles | null {
  const own = stratify(view.sittings)
  if (own === null) return null
  keepItems(view, own)
  const papers = withToldItems(view, own)
  const pooled = poolItems(papers)
  return assemble(papers, pooled, deviationsOf(papers, pooled), view)
}

function profilesFromTables(
  sittings: readonly Sitting[],
  assessment: Assessment,
): { profiles: ItemProfiles | null; gaps: (ProfileGap | null)[] } {
  const itemMax = assessment.itemMax ?? widestCounts(sittings)
  const highest = itemMax.reduce((sum, m) => sum + m, 0)
  const gaps = sittings.map((s) => tableGap(s, itemMax.length, highest))
  if (gaps.every((gap) => gap !== null)) return { profiles: null, gaps }
  const used = sittings.map((s, i) => (gaps[i] === null ? s : null))
  const strata = stratifyCounts(used.map((s) => s?.scoreCounts?.map(Math.round) ?? null))
  const points = used.map((s) => (s === null ? null : itemPoints(s, itemMax)))
  const pooled = conditionalItems(strata, marginsOf(used, points, strata, itemMax))
  const deviation = expectedOf(strata, pooled).map((expected) => -expected)
  points.forEach((own, i) => {
    own?.forEach((sum, j) => {
      deviation[i * itemMax.length + j]! += sum
    })
  })
  const guessed = itemMax.some((max) => max > 1) && used.some((s) => s !== null && s.itemCounts === null)
  return { profiles: assemble(strata, pooled, deviation), gaps: guessed ? withoutFewPupils(gaps, strata) : gaps }
}

const withoutFewPupils = (gaps: readonly (ProfileGap | null)[], { start }: Strata): (ProfileGap | null)[] =>
  gaps.map((gap, i) => gap ?? (start[i + 1]! - start[i]! < PUPILS_FOR_PERCENTAGES ? 'percentagesOfFewPupils' : null))

function tableGap(s: Sitting, items: number, highest: number): ProfileGap | null {
  const own = s.itemCounts?.length ?? s.itemShares?.length ?? 0
  if (s.scoreCounts === null || own !== items || items < 2) return 'otherItems'
  if (s.scoreCounts.some((c, t) => c > 0 && t > highest)) return 'scoresBeyondItems'
  const papers = s.scoreCounts.reduce((sum, c) => sum + c, 0)
  const answered = s.itemCounts?.every((counts) => counts.reduce((sum, c) => sum + c, 0) === papers) ?? true
  return answered ? null : 'unequalBooklets'
}

const widestCounts = (sittings: readonly Sitting[]): number[] => {
  const widths: number[] = []
  for (const s of sittings)
    s.itemCounts?.forEach((counts, j) => {
      widths[j] = Math.max(widths[j] ?? 1, counts.length - 1)
    })
  return widths
}

/** Points won on each item by all pupils of a sitting. */
function itemPoints(s: Sitting, itemMax: readonly number[]): number[] {
  const papers = s.scoreCounts!.reduce((sum, c) => sum + Math.round(c), 0)
  return itemMax.map((max, j) => {
    const counts = s.itemCounts?.[j]
    if (counts === undefined) return s.itemShares![j]! * max * papers
    return counts.reduce((sum, c, x) => sum + c * x, 0)
  })
}

function marginsOf(
  used: readonly (Sitting | null)[],
  points: readonly (readonly number[] | null)[],
  strata: Strata,
  itemMax: readonly number[],
): ItemMargin[] {
  const papers = strata.stratumOf.length
  const counted = used.every((s) => s === null || s.itemCounts !== null)
  return itemMax.map((max, j) => {
    const counts = new Array<number>(max + 1).fill(0)
    let sum = 0
    used.forEach((s, i) => {
      s?.itemCounts?.[j]?.forEach((c, x) => {
        counts[Math.min(x, max)]! += c
      })
      sum += points[i]?.[j] ?? 0
    })
    return { max, counts: counted ? counts : null, mean: papers > 0 ? sum / papers : 0 }
  })
}

/** What schools differ in item by item. */
const HONEST = 'items.honest'

/** @param view of papers, of whose habits a bigger run may have told; `null` for sittings known by tables */
function assemble(
  strata: Strata & { readonly told?: ToldItems },
  pooled: PooledItems,
  deviation: Float64Array,
  view: DetectorView | null = null,
): ItemProfiles | null {
  const { items } = pooled
  const sittings = strata.start.length - 1
  const papers = Int32Array.from({ length: sittings }, (_, i) => strata.start[i + 1]! - strata.start[i]!)
  const whole = view?.regionOf[0] ?? []
  const elsewhere = view === null ? null : toldElsewhere(view, whole, HONEST)
  const few = papers.reduce((count, n) => count + (n > 0 ? 1 : 0), 0) < FEWEST_SITTINGS
  if (few && elsewhere === null) return null
  const shuffled = variancesOf(strata, pooled)
  const leaning = leanings(strata)
  const column = (matrix: Float64Array, j: number): Float64Array => {
    const values = new Float64Array(sittings)
    for (let i = 0; i < sittings; i++) values[i] = matrix[i * items + j]!
    return values
  }
  /** Slopes on the leaning, then spreads. */
  const habits = (): readonly number[] => {
    const fits = Array.from({ length: items }, (_, j) => {
      const variance = column(shuffled, j).map((v) => (v > LEAST_VARIANCE ? v : 0))
      return honestSpread({ deviation: column(deviation, j), variance, unit: variance, leaning })
    })
    return [...fits.map(({ slope }) => slope), ...fits.map(({ spread }) => spread)]
  }
  const honest = view === null ? habits() : told(view, whole, HONEST, habits)
  const spread = Float64Array.from(honest.slice(items, 2 * items))
  for (let j = 0; j < items; j++)
    // An item that a school's booklets did not hold leans on nothing.
    for (let i = 0; i < sittings; i++)
      if (shuffled[i * items + j]! > LEAST_VARIANCE) deviation[i * items + j]! -= honest[j]! * leaning[i]!
  const composition = new Composition(strata)
  const own = new Float64Array(pooled.pairs)
  const full = new Float64Array(items * items)
  const covariance = (i: number): Float64Array => {
    covarianceOf(pooled, composition.of(i), own)
    addCurricula(own, spread, full)
    return own
  }
  return {
    ...{ items, byPapers: view !== null, papers, deviation, shuffled, spread },
    shares: sharesOf(strata, pooled),
    covariance,
  }
}

/**
 * Honest schools differ in how hard each item is for them. A shift of item l by d logits moves D by d times column l of
 * the covariance V, so the covariance grows by V diag(spread) V. On the diagonal the spread, which was fitted to the
 * item's own deviations, already stands for all of it.
 */
function addCurricula(covariance: Float64Array, spread: Float64Array, full: Float64Array): void {
  const items = spread.length
  for (let j = 0, cell = 0; j < items; j++)
    for (let k = j; k < items; k++, cell++) {
      full[j * items + k] = covariance[cell]!
      full[k * items + j] = covariance[cell]!
    }
  const shift = (j: number, l: number): number => full[j * items + l]! * spread[l]!
  for (let j = 0, cell = 0; j < items; j++) {
    const own = full[j * items + j]!
    covariance[cell++]! += spread[j]! * own * own
    const rest = items - j - 1
    for (let l = 0; l < items; l += 2) {
      const other = l + 1 < items ? l + 1 : l
      addRows(
        covariance,
        cell,
        rest,
        full,
        shift(j, l),
        l * items + j + 1,
        other > l ? shift(j, other) : 0,
        other * items + j + 1,
      )
    }
    cell += rest
  }
}

/** Mean of each item over all papers, relative to the highest mean in any stratum. */
function sharesOf({ size }: Strata, { items, mean }: PooledItems): Float64Array {
  const sum = new Float64Array(items)
  const most = new Float64Array(items)
  let papers = 0
  size.forEach((n, s) => {
    papers += n
    for (let j = 0; j < items; j++) {
      sum[j]! += n * mean[s * items + j]!
      most[j] = Math.max(most[j]!, mean[s * items + j]!)
    }
  })
  return sum.map((value, j) => (most[j]! > 0 ? value / papers / most[j]! : 0))
}
