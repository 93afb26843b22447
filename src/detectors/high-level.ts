import { fixed, pupils, setting } from '../setting'
import { meanOf } from '../sittings/sitting'
import { defineDetector } from './runner/define'
import { expectedInContext, outcomeOf } from './tools/measuring'
import { told } from './tools/told'
import { pooledWithinVariance } from './tools/within-variance'

export const highLevel = defineDetector({
  meta: {
    id: 'high-level',
    family: 'level',
    scope: 'assessment',
    question: {
      en: 'Is the mean score far above what comparable schools reach?',
      ru: 'Намного ли средний балл выше, чем у сопоставимых школ?',
    },
    needs: ['mean'],
    unit: { en: 'points', ru: 'баллов' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Spiegelhalter D. J. (2005) Handling over-dispersion of performance indicators. Quality and Safety in Health Care 14, 347-351',
      'Simon M. (2012) Local outlier detection in data forensics',
    ],
    innocent: [
      {
        en: 'A selective or specialised school, or a strong stream.',
        ru: 'Школа с отбором или профилем, сильный поток.',
      },
      {
        en: 'Good teaching that the context variables do not show.',
        ru: 'Сильная работа учителей, которую показатели условий не отражают.',
      },
      {
        en: 'Few pupils: a handful of able children moves the mean.',
        ru: 'Мало участников: несколько сильных учеников заметно сдвигают средний балл.',
      },
    ],
    finding: {
      en: 'mean score {mean}, {effect} points above the {expected} expected from comparable schools',
      ru: 'средний балл {mean} — на {effect} выше ожидаемого по сопоставимым школам ({expected})',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 2, {
      reason:
        "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  measure: (view) => {
    const all = view.regionOf[0] ?? []
    const within = told(view, all, 'high-level.within', () => [pooledWithinVariance(view.sittings)])[0]!
    const y = view.sittings.map((sitting) => meanOf(sitting)!)
    const variance = view.sittings.map((s) => (s.participants === null ? 0 : within * chanceOf(s.participants)))
    const reference = view.observerOf.map((observer) => observer === 'present')
    const expected = expectedInContext(view, 'high-level.expected', y, variance, { reference })
    return view.sittings.map((sitting, i) => {
      const e = expected[i]!
      const measured = { value: y[i]!, n: sitting.participants ?? 0, effect: y[i]! - (e?.expected ?? 0) }
      return outcomeOf(e, measured, { mean: y[i]!, expected: e?.expected ?? null })
    })
  },
})

const CLASS_SHARE = fixed(0.03, {
  reason: 'Share of the variance inside a school that lies between its classes, and the usual size of a class.',
  origin: 'ours',
})
const CLASS_SIZE = fixed(25, { reason: 'The usual size of a class.', origin: 'ours' })

/**
 * Sampling variance of a mean, in units of the variance inside a school. Pupils come in classes, and a school of one class
 * has one teacher's luck: without it the real differences found in small schools make large ones look too ordinary.
 */
const chanceOf = (pupils: number): number => 1 / pupils + CLASS_SHARE / Math.ceil(pupils / CLASS_SIZE)
