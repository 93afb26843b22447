import { pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { againstOtherYear, otherYearOf, yearReasons } from './tools/years'

export const yearFall = defineDetector({
  meta: {
    id: 'year-fall',
    family: 'history',
    scope: 'region',
    question: {
      en: 'Did this result fall away in the next year more than results of comparable schools do?',
      ru: 'Не потерян ли этот результат на следующий год в большей мере, чем это бывает у сопоставимых школ?',
    },
    needs: ['mean'],
    unit: { en: 'SD between pupils above peers', ru: 'стандартных отклонений между учениками сверх сопоставимых школ' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Jacob B. A., Levitt S. D. (2003) Rotten apples. Quarterly Journal of Economics 118, 843-877: gains that do not last',
      'Ours: residual on the shrunken other result',
    ],
    innocent: [
      { en: 'A strong teacher or strong pupils left.', ru: 'Ушёл сильный учитель или сильные ученики.' },
      {
        en: 'The next year went badly for a reason of its own.',
        ru: 'На следующий год результат был снижен по случайной причине.',
      },
      {
        en: 'Another group of pupils, where the cohort cannot be followed.',
        ru: 'Работу писали другие дети: проследить за одними и теми же учениками по данным нельзя.',
      },
    ],
    finding: {
      en: 'mean score {mean}, {effect} points above what the result of {otherYear} confirms',
      ru: 'средний балл {mean} — на {effect} выше, чем подтверждает результат {otherYear} года',
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
  measure: (view) => againstOtherYear(view, 'year-fall', otherYearOf(view, 1)),
})
