import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { largest } from './tools/patterns/block'
import { pairAt, poolItems } from './tools/patterns/pooled'
import { type ItemProfiles, LEAST_VARIANCE, profileReasons, profilesOf } from './tools/patterns/profiles'
import { quadraticTail } from './tools/patterns/quadratic'
import { onRegionScale } from './tools/patterns/region-scale'
import { type SharedProfile, sharedProfiles } from './tools/patterns/shared-profile'
import { stratify } from './tools/patterns/strata'
import { withToldItems } from './tools/patterns/told-items'

const NAMED_ITEMS = fixed(5, { reason: 'Items named in the finding.', origin: 'ours' })

export const itemProfile = defineDetector({
  meta: {
    id: 'item-profile',
    family: 'pattern',
    scope: 'assessment',
    question: {
      en: 'Were the items solved in another proportion than by pupils of the same total scores elsewhere?',
      ru: 'Соотносятся ли результаты по отдельным заданиям с общими баллами так же, как у учеников других школ?',
    },
    needs: ['scoreCounts', 'items'],
    unit: { en: 'ratio', ru: 'отношение' },
    effectUnit: { en: 'ratio', ru: 'отношение' },
    sources: [
      'Permutation moments inside equal totals: docs/method-patterns.md',
      'Box G. E. P. (1954) Some theorems on quadratic forms applied in the study of analysis of variance problems. Annals of Mathematical Statistics 25, 290-302',
      'van der Linden W. J., Sotaridona L. (2006) Detecting answer copying when the regular response process follows a known response model. JEBS 31, 283-304',
    ],
    innocent: [
      {
        en: 'A topic taught earlier, later or better than elsewhere; another textbook.',
        ru: 'Тему прошли раньше, позже или основательнее, чем в других школах; другой учебник.',
      },
      {
        en: 'One assessor marked an item more strictly or more mildly than the criteria ask.',
        ru: 'Проверяющий трактовал критерии по заданию строже или мягче, чем принято.',
      },
    ],
    finding: {
      en: 'items solved out of line with the total scores of the same pupils; item numbers with points above or below what the totals explain: {items}',
      ru: 'результаты по заданиям не соответствуют общим баллам тех же учеников; номера заданий и отклонение в баллах от ожидаемого: {items}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 3, {
      reason:
        'Its null distribution is exact for any number of papers; measured to hold from three pupils on (docs/validation.md).',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: profileReasons,
  measure: (view) => {
    const assessment = view.assessmentOf[0]
    if (assessment === undefined) return []
    const profileOf = profilesOf(view, assessment)
    const shared = sharedProfilesOf(view)
    return onRegionScale(
      view,
      'item-profile',
      view.sittings.map((_, i) => {
        const profiles = profileOf(i)
        if (typeof profiles === 'string') return { outcome: 'undecided', reason: profiles }
        return profileOutcome(profiles, i, shared[i] ?? null)
      }),
    )
  },
})

function sharedProfilesOf(view: DetectorView): readonly (SharedProfile | null)[] {
  const own = stratify(view.sittings)
  if (own === null) return []
  const papers = withToldItems(view, own)
  return sharedProfiles(view, papers, poolItems(papers))
}

/** @param shared of the forms of the school, where the papers are known; tables are judged by the sum of their squares */
function profileOutcome(profiles: ItemProfiles, i: number, shared: SharedProfile | null): Outcome {
  const { items } = profiles
  const covariance = profiles.covariance(i)
  const deviation = profiles.deviation.subarray(i * items, (i + 1) * items)
  const weights = new Float64Array(items)
  for (let j = 0; j < items; j++) {
    const variance = covariance[pairAt(items, j, j)]!
    weights[j] = variance > LEAST_VARIANCE ? 1 / variance : 0
  }
  const q = deviation.reduce((sum, d, j) => sum + d * d * weights[j]!, 0)
  const tail = quadraticTail(q, weights, covariance)
  if (tail === null) return { outcome: 'undecided', reason: 'nothingToCompare' }
  const ratio = shared === null ? q / tail.mean : shared.distance / shared.directions
  return {
    outcome: 'measured',
    value: ratio,
    effect: ratio - 1,
    p: shared?.p ?? tail.p,
    n: profiles.papers[i]!,
    details: { items: strongestItems(deviation, weights), pupils: profiles.papers[i]! },
  }
}

/** The items farthest from what is expected, as `7 (+9), 12 (−4)`: number of the item, points. */
const strongestItems = (deviation: Float64Array, weights: Float64Array): string =>
  largest(
    deviation.map((d, j) => d * d * weights[j]!),
    NAMED_ITEMS,
  )
    .map((j) => `${j + 1} (${signed(deviation[j]!)})`)
    .join(', ')

const signed = (points: number): string => {
  const whole = Math.round(Math.abs(points))
  return `${points < 0 && whole > 0 ? '\u2212' : '+'}${whole}`
}
