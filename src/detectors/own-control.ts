import { pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { againstControl, controlReasons, controlsOf, levels } from './tools/controlled'

export const ownControl = defineDetector({
  meta: {
    id: 'own-control',
    family: 'level',
    scope: 'region',
    question: {
      en: "Is this result far above the school's other results of the same year?",
      ru: 'Намного ли этот результат выше остальных результатов той же школы за тот же год?',
    },
    needs: ['mean'],
    unit: { en: 'SD between pupils', ru: 'стандартных отклонений между учениками' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Bertoni M., Brunello G., Rocco L. (2013) When the cat is near, the mice won’t play: the effect of external examiners in Italian schools. Journal of Public Economics 104, 65-77',
      'Ours: residuals from peers, observed sittings as control',
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
  options: {
    minimumPupils: setting(pupils(), 2, {
      reason:
        "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: controlReasons,
  measure: (view) => againstControl(view, 'own-control', levels(view, 'own-control'), controlsOf(view)),
})
