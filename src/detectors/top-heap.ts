import { log } from '../elementary'
import type { Assessment, Counts, Outcome, Sitting } from '../model'
import { fixed, pupils, setting } from '../setting'
import { poolCounts } from '../sittings/counts'
import { meanOf } from '../sittings/sitting'
import { tilt } from '../statistics/exponential-tilting'
import { defineDetector } from './runner/define'
import { exactHeap, type HeapPart, shareGivenMean } from './tools/exact-heap'
import { outcomeOf } from './tools/measuring'
import { between } from './tools/neutral-share'
import { onRegionScale } from './tools/patterns/region-scale'
import { onSuspiciousSide } from './tools/suspicious-spread'
import { expectedBy, told, toldElsewhere } from './tools/told'

const TOP = fixed(0.9, {
  reason: 'The top are the papers with at least this share of the highest score: nine choices found the same.',
  origin: 'ours',
})
const MIDDLE = fixed(0.7, { reason: 'The middle reaches from here up to the top.', origin: 'ours' })
const HALF = fixed(0.5, {
  reason: 'Half a pupil is added to both counts, so that their logarithms exist (Haldane).',
  origin: 'paper',
  unit: 'pupils',
})

export const topHeap = defineDetector({
  meta: {
    id: 'top-heap',
    family: 'shape',
    scope: 'assessment',
    ownVote: true,
    question: {
      en: 'Are there too many papers at the very top for the number of those just below it?',
      ru: 'Не слишком ли много работ с баллом у самого максимума по сравнению с теми, что немного ниже?',
    },
    needs: ['scoreCounts'],
    unit: { en: 'log ratio', ru: 'логарифм отношения' },
    effectUnit: { en: 'papers', ru: 'работ' },
    sources: [
      'Ours: papers raised to the top, found first of 60 units in a re-marked fraud',
      'Haldane J. B. S. (1956) The estimation and significance of the logarithm of a ratio of frequencies. Annals of Human Genetics 20, 309-311',
    ],
    innocent: [
      {
        en: 'A specialised school or class, or pupils who prepare for competitions in the subject.',
        ru: 'Профильная школа или класс; ученики, которые готовятся к олимпиадам по предмету.',
      },
      {
        en: 'An easy test for this school: most of the able pupils reach nearly all points.',
        ru: 'Работа оказалась лёгкой для этой школы: большинство сильных учеников набрали почти все баллы.',
      },
    ],
    finding: {
      en: '{top} papers with {from} points or more and only {middle} in the {below} points below; where so many lie below, {expected} are usual',
      ru: 'работ с баллом от {from} — {top}, а в промежутке на {below|балл|балла|баллов} ниже — только {middle}; при таком числе обычно бывает {expected}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 5, {
      reason: 'Of fewer pupils none or one is near the top, whatever happened.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    nobodyNearTop: {
      en: 'nobody came near the highest score, or the scale is too short for a top and a middle',
      ru: 'никто не приблизился к высшему баллу, или шкала слишком короткая',
    },
  },
  measure: (view) => {
    const all = view.regionOf[0] ?? []
    const scores = told(view, all, SCORES, () => poolCounts(view.sittings.map(({ scoreCounts }) => scoreCounts)))
    const isElsewhere = toldElsewhere(view, all, SCORES) !== null
    const tops = view.sittings.map((sitting, i) =>
      topOf(sitting, view.assessmentOf[i]!, isElsewhere ? scores : without(scores, sitting)),
    )
    const exact = tops.map((top) => exactHeap(top === null ? [] : [top]))
    const means = view.sittings.map((sitting) => meanOf(sitting)!)
    const [mean, sd] = told(view, all, 'top-heap.levels', () => momentsOf(means))
    const levels = means.map((value) => (sd! > 0 ? (value - mean!) / sd! : 0))
    const y = tops.map((top, i) => (top === null ? Number.NaN : exact[i]!.z(top.top) / Math.sqrt(informationOf(top))))
    const variance = tops.map((top, i) =>
      top === null ? 0 : (exact[i]!.variance * top.givenMean) / informationOf(top),
    )
    const covariates = levels.map((level) => [level, level * level])
    const atLevel = expectedBy(view, 'top-heap.expected', { y, variance, covariates }, 'region')
    const expected = onSuspiciousSide(view, 'top-heap.side', y, variance, atLevel)
    return onRegionScale(
      view,
      'top-heap',
      tops.map((top, i): Outcome => {
        if (top === null) return { outcome: 'undecided', reason: 'nobodyNearTop' }
        const usual = top.near * top.share
        const measured = { value: log((top.top + HALF) / (top.middle + HALF)), n: top.n, effect: top.top - usual }
        const details = { top: top.top, middle: top.middle, from: top.from, below: top.below, expected: usual }
        return outcomeOf(expected[i]!, measured, details)
      }),
      'excellence',
    )
  },
})

/** Of so many papers on the scale of log odds, where honest schools differ alike whatever is usual for their level. */
const informationOf = ({ near, share }: Top): number => near * share * (1 - share)

/** Papers per score, over the whole assessment. */
const SCORES = 'top-heap.scores'

interface Top extends HeapPart {
  readonly n: number
  /** Papers at the top, and in the middle right below it; together `near`. */
  readonly top: number
  readonly middle: number
  /** Lowest score of the top, and points that the middle spans below it. */
  readonly from: number
  readonly below: number
  /** Share of the binomial variance that remains given the mean of the sitting. */
  readonly givenMean: number
}

/**
 * `null` where the scale has no room for a top and a middle, or nobody is in either.
 *
 * @param reference pupils per score elsewhere, whose share at the top is tilted to the mean of the sitting
 */
function topOf(sitting: Sitting, { maxScore }: Assessment, reference: Counts): Top | null {
  const counts: Counts = sitting.scoreCounts!
  if (maxScore === null) return null
  const from = Math.ceil(TOP * maxScore)
  const below = from - Math.ceil(MIDDLE * maxScore)
  if (below < 1) return null
  const top = between(counts, from, maxScore + 1)
  const middle = between(counts, from - below, from)
  if (top + middle === 0) return null
  const atMean = tilt(reference, meanOf(sitting)!)
  if (atMean === null) return null
  const [usualTop, usualMiddle] = [
    between(atMean.probability, from, maxScore + 1),
    between(atMean.probability, from - below, from),
  ]
  if (!(usualTop > 0 && usualMiddle > 0)) return null
  const part = { near: top + middle, share: usualTop / (usualTop + usualMiddle) }
  const givenMean = shareGivenMean(atMean, [part], [from], { below, above: maxScore + 1 - from })
  return { ...part, n: sitting.participants ?? 0, top, middle, from, below, givenMean }
}

const without = (pooled: Counts, sitting: Sitting): readonly number[] =>
  pooled.map((count, t) => count - (sitting.scoreCounts![t] ?? 0))

/** Mean and standard deviation. */
function momentsOf(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length)
  return [mean, sd]
}
