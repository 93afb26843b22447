/** Where observers go next time. */
import type { Text } from '../model'
import { spoken } from './language'

export const OBSERVER_PLAN = {
  answer: {
    en: 'Observers for {places|school|schools}: {certain} for a reason, {drawn} drawn by chance.',
    ru: 'Наблюдатели в {places|школу|школы|школ}: по основаниям — {certain}, по жребию — {drawn}.',
  },
  noPlace: {
    en: '{noPlace|more school has|more schools have} a reason, but no place was left: three places in ten stay with chance. They took part in the draw.',
    ru: 'Ещё у {noPlace} школ есть основания, но мест не хватило: три места из десяти остаются за жребием. Эти школы участвовали в жребии.',
  },
  why: {
    en: 'Send observers to the drawn schools too: observed sittings show how honest results look only where chance, and no suspicion, sent the observer. What is observed there speaks of all schools if it is weighed by 1 / chance (inclusion_probability).',
    ru: 'Обязательно направьте наблюдателей и в школы по жребию: как выглядят честные результаты, видно только там, куда наблюдателя послал случай, а не подозрение. Чтобы судить по ним обо всех школах, берите результаты с весом 1 / вероятность (столбец inclusion_probability).',
  },
  spread: {
    en: 'The draw is spread over what schools are compared by, and can be repeated with the same seed ({seed}).',
    ru: 'Жребий распределён по условиям, по которым сравнивают школы; с тем же начальным числом ({seed}) он повторится.',
  },
  certainHead: { en: 'For a reason', ru: 'По основаниям' },
  drawnHead: { en: 'Drawn by chance', ru: 'По жребию' },
  chance: { en: 'chance {chance%}', ru: 'вероятность {chance%}' },
  more: { en: '… and {more} more: see the table', ru: '… и ещё {more}: смотрите таблицу' },
  place: {
    certain: { en: 'observe: reason', ru: 'направить: есть основание' },
    drawn: { en: 'observe: drawn', ru: 'направить: по жребию' },
    noPlace: { en: 'reason, but no place left', ru: 'есть основание, но мест не хватило' },
    notDrawn: { en: 'not drawn', ru: 'жребий не выпал' },
  },
  reason: {
    notConfirmed: { en: 'a recheck did not confirm results', ru: 'перепроверка не подтвердила результаты' },
    signs: { en: 'signs of unreliable results', ru: 'признаки необъективности' },
    repeated: { en: 'listed in several years', ru: 'в списках нескольких лет' },
    toCorrect: { en: 'the data could not be judged', ru: 'данные не удалось оценить' },
  },
} satisfies Readonly<Record<string, Text | Readonly<Record<string, Text>>>>

export const observerPlanWords = spoken(OBSERVER_PLAN)
