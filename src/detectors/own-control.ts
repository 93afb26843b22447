import type { Detector, DetectorView } from './runner/detector'
import { againstControl, levels } from './tools/controlled'
import { groupBy } from './tools/standing'

export const ownControl: Detector = {
  meta: {
    id: 'own-control',
    family: 'level',
    scope: 'region',
    question: {
      en: "Is this result far above the school's other results of the same year?",
      ru: 'Намного ли этот результат выше остальных результатов той же школы за тот же год?',
    },
    needs: ['mean'],
    unit: 'SD between pupils',
    effectUnit: 'points',
    sources: [
      'Bertoni M., Brunello G., Rocco L. (2013) When the cat is near, the mice won’t play: the effect of external examiners in Italian schools. Journal of Public Economics 104, 65-77',
      'Method of the project, section 6: residuals from peers, observed sittings as control',
    ],
    innocent: [
      {
        en: 'A strong class or year in an ordinary school.',
        ru: 'Сильный класс или сильная параллель в обычной школе.',
      },
      { en: 'A very good teacher of this subject.', ru: 'Сильный учитель именно этого предмета.' },
      {
        en: 'The other sittings went badly for a reason of their own.',
        ru: 'Остальные работы школа написала слабее по причинам, не связанным с этой.',
      },
    ],
    finding: {
      en: 'mean score {mean}, {effect} points above what the school’s {controls} other results of the year lead to expect',
      ru: 'средний балл {mean} — на {effect} выше, чем можно ожидать по другим результатам школы за тот же год (работ для сравнения: {controls})',
    },
  },
  minimumPupils: (settings) => settings.detectors['own-control'].minimumPupils,
  measure: (view) => againstControl(view, levels(view), controlsOf(view)),
}

/** A single other sitting is no control: two results always differ. */
const LEAST_CONTROLS = 2

/** The school's other sittings of the year; of an unobserved sitting the observed ones alone, where there are enough. */
export function controlsOf(view: DetectorView): (i: number) => readonly number[] | string {
  const bySchool = groupBy(view.sittings, ({ schoolId, year }) => `${schoolId}\t${year}`)
  return (i) => {
    const { schoolId, year } = view.sittings[i]!
    const others = bySchool.get(`${schoolId}\t${year}`)!.filter((j) => j !== i)
    if (others.length < LEAST_CONTROLS) return 'tooFewOwnSittings'
    if (view.observerOf[i] === 'present') return others
    const observed = others.filter((j) => view.observerOf[j] === 'present')
    return observed.length >= LEAST_CONTROLS ? observed : others
  }
}
