import { pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { againstOtherYear, otherYearOf, yearReasons } from './tools/years'

export const yearJump = defineDetector({
  meta: {
    id: 'year-jump',
    family: 'history',
    scope: 'region',
    question: {
      en: 'Did the result rise from the year before more than results of comparable schools do?',
      ru: 'Не выросли ли результаты по сравнению с прошлым годом сильнее, чем это бывает у сопоставимых школ?',
    },
    needs: ['mean'],
    unit: { en: 'SD between pupils above peers', ru: 'стандартных отклонений между учениками сверх сопоставимых школ' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Jacob B. A., Levitt S. D. (2003) Rotten apples. Quarterly Journal of Economics 118, 843-877',
      'Ours: residual on the shrunken previous result',
    ],
    innocent: [
      {
        en: 'A new teacher, a new headmaster, pupils who moved in.',
        ru: 'Новый учитель или руководитель, приток сильных учеников.',
      },
      {
        en: 'Last year went badly for a reason of its own.',
        ru: 'В прошлом году результат был снижен по случайной причине.',
      },
      {
        en: 'Another group of pupils, where the cohort cannot be followed.',
        ru: 'Работу писали другие дети: проследить за одними и теми же учениками по данным нельзя.',
      },
    ],
    finding: {
      en: 'mean score {mean}, {effect} points above what the result of {otherYear} leads to expect',
      ru: 'средний балл {mean} — на {effect} выше, чем можно ожидать по результату {otherYear} года',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 5, {
      reason: 'Below five pupils a mean says more about the pupils than about the sitting.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: yearReasons,
  measure: (view) => againstOtherYear(view, 'year-jump', otherYearOf(view, -1)),
})
