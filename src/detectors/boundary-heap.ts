import type { Counts, Outcome, Sitting } from '../model'
import { fixed, pupils, setting, whole } from '../setting'
import { poolCounts } from '../sittings/counts'
import { meanOf } from '../sittings/sitting'
import { tilt } from '../statistics/exponential-tilting'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { exactHeap, shareGivenMean } from './tools/exact-heap'
import { outcomeOf } from './tools/measuring'
import { between, type CutWindow, neutralShares } from './tools/neutral-share'
import { onRegionScale } from './tools/patterns/region-scale'
import { expectedBy, groupPart, told, toldElsewhere } from './tools/told'

const ABOVE = fixed(1, {
  reason: 'Papers are lifted to the cut-off itself: the score above it only dilutes.',
  origin: 'ours',
  unit: 'points from the cut-off on',
})

/** Pupils near the cut-offs of one sitting, and how many of them peers would have at or above the cut-off. */
interface Heap {
  readonly near: number
  readonly above: number
  /** Share of the pupils near each cut-off that peers have at or above it, and the pupils near it here. */
  readonly cuts: readonly { readonly near: number; readonly share: number }[]
  /**
   * Pupils above the cut-offs beyond what a smooth distribution of this level would have: the absolute figure, which does
   * not shrink where the whole region lifts. `null` where the scale is too short to tell.
   */
  readonly excess: number | null
  /** Share of the binomial variance that remains given the mean of the sitting: more above means a higher mean. */
  readonly givenMean: number
}

export const boundaryHeap = defineDetector({
  meta: {
    id: 'boundary-heap',
    family: 'shape',
    scope: 'assessment',
    ownVote: true,
    question: {
      en: 'Are there too many pupils exactly at a mark cut-off and too few just below it?',
      ru: 'Не слишком ли много учеников набрали ровно столько баллов, сколько нужно для отметки, и слишком мало — чуть меньше?',
    },
    needs: ['scoreCounts', 'cuts'],
    unit: { en: 'share of pupils near the cut-offs', ru: 'доля участников вблизи границ отметок' },
    effectUnit: { en: 'pupils', ru: 'участников' },
    sources: [
      'Methodological recommendations of 2026: peaks at mark borders are a possible marker that needs analysis',
      'Ours: binomial against peers tilted to the level of the school',
    ],
    innocent: [
      {
        en: 'A marker who gives a doubtful point to pupils who are one point short; it happens in most schools.',
        ru: 'Эксперт трактует спорный балл в пользу ученика, которому не хватает одного балла: так бывает в большинстве школ.',
      },
      { en: 'Items whose points come in steps.', ru: 'Задания, за которые начисляется сразу несколько баллов.' },
    ],
    finding: {
      en: '{above} of the {near} pupils near the mark cut-offs have exactly the points of a cut-off; comparable schools would have {expected}',
      ru: 'из {near|ученика|учеников|учеников} вблизи границ отметок ровно на границе оказались {above}; у сопоставимых школ было бы {expected}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 5, {
      reason:
        'A histogram informs little below 20 pupils; together with the other sittings of the school small ones tell too.',
      origin: 'ours',
      unit: 'pupils',
    }),
    window: setting(whole(1, 10), 2, {
      reason: 'Lifting moves a paper by one or two points to the cut-off; a wider window dilutes it.',
      origin: 'ours',
      unit: 'points below a cut-off',
    }),
  },
  reasons: {
    tooFewNearCuts: {
      en: 'too few pupils near the mark cut-offs',
      ru: 'слишком мало участников вблизи границ отметок',
    },
  },
  measure: (view, { window }) => {
    const heaps = heapsOf(view, { below: window, above: ABOVE })
    // Standardised share: what the exact binomial tail of each sitting says, on a scale where one pupil more or less
    // weighs 1 / n, so that real differences between honest schools (tau^2) can be taken off by the engine.
    const exact = heaps.map(({ cuts }) => exactHeap(cuts))
    const z = heaps.map(({ above }, i) => exact[i]!.z(above))
    const canStandOut = heaps.map(({ near }) => near >= FEWEST_NEAR)
    const expected = expectedBy(view, 'boundary-heap.expected', {
      y: heaps.map(({ near }, i) => (canStandOut[i]! ? z[i]! / Math.sqrt(near) : Number.NaN)),
      variance: heaps.map(({ near, givenMean }, i) => (exact[i]!.variance * givenMean) / Math.max(1, near)),
    })
    return onRegionScale(
      view,
      'boundary-heap',
      heaps.map((heap, i): Outcome => {
        if (!canStandOut[i]!) return { outcome: 'undecided', reason: 'tooFewNearCuts', details: { near: heap.near } }
        const usual = heap.cuts.reduce((sum, cut) => sum + cut.near * cut.share, 0)
        const measured = { value: heap.above / heap.near, n: heap.near, effect: heap.above - usual }
        const details = { near: heap.near, above: heap.above, expected: usual, excess: heap.excess }
        return outcomeOf(expected[i]!, measured, details)
      }),
      'kindness',
    )
  },
})

const FEWEST_NEAR = fixed(3, {
  reason: 'Fewer pupils near the cut-offs say nothing, not even together with the other sittings of the school.',
  origin: 'ours',
  unit: 'pupils',
})
const MANY = fixed(1e4, {
  reason: 'Pupils as which tilted shares are counted: the curve does not depend on how many.',
  origin: 'computing',
})
const LEAST_REFERENCE = fixed(200, {
  reason: "Pupils that peers need near the cut-offs before their share is used instead of the region's.",
  origin: 'ours',
})

function heapsOf(view: DetectorView, window: CutWindow): Heap[] {
  const pooled = new Map<readonly number[], Counts>()
  const pool = (members: readonly number[], name: string | null): Counts => {
    let counts = pooled.get(members)
    if (counts === undefined) {
      const ofMembers = () => poolCounts(members.map((i) => view.sittings[i]!.scoreCounts))
      counts = name === null ? ofMembers() : told(view, members, name, ofMembers)
      pooled.set(members, counts)
    }
    return counts
  }
  const peersOf = (i: number): Counts | null => {
    const members = view.peersOf[i]!
    const group = view.groupOf?.[i] ?? null
    const name = members === view.regionOf[i] ? SCORES : group === null ? null : groupPart(SCORES, group)
    if (isElsewhere(i)) return name === null ? null : toldElsewhere(view, members, name)
    return without(pool(members, name), members.includes(i) ? view.sittings[i]! : null)
  }
  const isElsewhere = (i: number): boolean => toldElsewhere(view, view.regionOf[i]!, SCORES) !== null
  return view.sittings.map((sitting, i) => {
    const cuts = view.assessmentOf[i]!.cuts!
    const peers = peersOf(i)
    const enough = peers !== null && nearCuts(peers, cuts, window) >= LEAST_REFERENCE
    const all = pool(view.regionOf[i]!, SCORES)
    return heapOf(sitting, enough ? peers : isElsewhere(i) ? all : without(all, sitting), cuts, window)
  })
}

/** Pupils per score, over the whole assessment. */
const SCORES = 'scores'

/** Where nobody is near a cut-off (it lies above every score), nothing is to be expected there. */
const usualAt = (near: number, neutral: number): number => (near === 0 ? 0 : near * neutral)

function heapOf(sitting: Sitting, reference: Counts, cuts: readonly number[], window: CutWindow): Heap {
  const atMean = tilt(reference, meanOf(sitting)!)
  const tilted = atMean?.probability ?? []
  let near = 0
  let above = 0
  const perCut = cuts.map((cut) => {
    const below = between(sitting.scoreCounts!, cut - window.below, cut)
    const atOrAbove = between(sitting.scoreCounts!, cut, cut + window.above)
    const usualBelow = between(tilted, cut - window.below, cut)
    const usualAbove = between(tilted, cut, cut + window.above)
    const all = usualBelow + usualAbove
    const counts = all > 0
    if (counts) {
      near += below + atOrAbove
      above += atOrAbove
    }
    return { near: counts ? below + atOrAbove : 0, share: counts ? usualAbove / all : 0.5 }
  })
  // The tilted shares as if of many pupils: the curve through them does not depend on how many.
  const neutral = neutralShares(
    tilted.map((p) => p * MANY),
    cuts,
    window,
  )
  const excess =
    neutral === null ? null : above - neutral.reduce((sum, cut, k) => sum + usualAt(perCut[k]!.near, cut.neutral), 0)
  return {
    near,
    above,
    cuts: perCut,
    excess,
    givenMean: atMean === null ? 1 : shareGivenMean(atMean, perCut, cuts, window),
  }
}

const nearCuts = (counts: Counts, cuts: readonly number[], window: CutWindow): number =>
  cuts.reduce((sum, cut) => sum + between(counts, cut - window.below, cut + window.above), 0)

function without(pooled: Counts, sitting: Sitting | null): readonly number[] {
  if (sitting === null) return pooled
  return pooled.map((count, t) => count - (sitting.scoreCounts![t] ?? 0))
}
