import { exp, log } from '../elementary'
import type { Assessment, Counts, Outcome, Sitting } from '../model'
import { fixed, pupils, setting } from '../setting'
import { meanOf } from '../sittings/sitting'
import { defineDetector } from './runner/define'
import { outcomeOf } from './tools/measuring'
import { between } from './tools/neutral-share'
import { onRegionScale } from './tools/patterns/region-scale'
import { expectedBy, told } from './tools/told'

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
      'Method of the project, section 6: papers raised to the top, found first of 60 units in a re-marked fraud',
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
      ru: 'работ с баллом от {from} — {top}, а в промежутке на {below} баллов ниже — только {middle}; при таком числе обычно бывает {expected}',
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
    const tops = view.sittings.map((sitting, i) => topOf(sitting, view.assessmentOf[i]!))
    const means = view.sittings.map((sitting) => meanOf(sitting)!)
    const [mean, sd] = told(view, view.regionOf[0] ?? [], 'top-heap.levels', () => momentsOf(means))
    const levels = means.map((value) => (sd! > 0 ? (value - mean!) / sd! : 0))
    const expected = expectedBy(
      view,
      'top-heap.expected',
      {
        y: tops.map((top) => (top === null ? Number.NaN : log((top.top + HALF) / (top.middle + HALF)))),
        variance: tops.map((top) => (top === null ? 0 : 1 / (top.top + HALF) + 1 / (top.middle + HALF))),
        covariates: levels.map((level) => [level, level * level]),
      },
      'region',
    )
    return onRegionScale(
      view,
      'top-heap',
      tops.map((top, i): Outcome => {
        if (top === null) return { outcome: 'undecided', reason: 'nobodyNearTop' }
        const usual = Math.max(0, exp(expected[i]?.expected ?? 0) * (top.middle + HALF) - HALF)
        const measured = { value: log((top.top + HALF) / (top.middle + HALF)), n: top.n, effect: top.top - usual }
        const details = { top: top.top, middle: top.middle, from: top.from, below: top.below, expected: usual }
        return outcomeOf(expected[i]!, measured, details)
      }),
    )
  },
})

interface Top {
  readonly n: number
  /** Papers at the top, and in the middle right below it. */
  readonly top: number
  readonly middle: number
  /** Lowest score of the top, and points that the middle spans below it. */
  readonly from: number
  readonly below: number
}

/** `null` where the scale has no room for a top and a middle, or nobody is in either. */
function topOf(sitting: Sitting, { maxScore }: Assessment): Top | null {
  const counts: Counts = sitting.scoreCounts!
  if (maxScore === null) return null
  const from = Math.ceil(TOP * maxScore)
  const below = from - Math.ceil(MIDDLE * maxScore)
  if (below < 1) return null
  const top = between(counts, from, maxScore + 1)
  const middle = between(counts, from - below, from)
  return top + middle === 0 ? null : { n: sitting.participants ?? 0, top, middle, from, below }
}

/** Mean and standard deviation. */
function momentsOf(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length)
  return [mean, sd]
}
