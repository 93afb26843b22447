/** What the data would reveal. */
import type { PowerMechanism, Text } from '../model'

export const POWER = {
  title: { en: 'What these tables would reveal', ru: 'Что было бы видно в этих данных' },
  about: {
    en: 'A manipulation of known size was injected into all sittings of one school at a time, as if all other schools had been left alone. Below: the share of papers from which on at least 8 such schools of 10 would be listed for signs.',
    ru: 'Во все процедуры одной школы внесено искажение известного размера; остальные школы при этом считались нетронутыми. Ниже — доля работ, начиная с которой не менее 8 таких школ из 10 попали бы в список по признакам.',
  },
  band: { en: 'Schools of {band} pupils per sitting', ru: 'Школы, где работу пишут {band} чел.' },
  noticed: {
    en: '{mechanism}: from {share%} of the papers ({noticed} of {schools} schools noticed; 95% interval {low%} to {high%})',
    ru: '{mechanism}: от {share%} работ (замечено школ: {noticed} из {schools}; 95-процентный интервал от {low%} до {high%})',
  },
  notNoticed: {
    en: '{mechanism}: no share tried was noticed often enough, up to {share%} ({noticed} of {schools} schools; 95% interval {low%} to {high%})',
    ru: '{mechanism}: ни одна из проверенных долей, до {share%}, не замечалась достаточно часто (замечено школ: {noticed} из {schools}; 95-процентный интервал от {low%} до {high%})',
  },
  tooFew: {
    en: '{mechanism}: tried in {schools|school|schools} only, too few to say',
    ru: '{mechanism}: проверено всего на {schools|школе|школах|школах} — слишком мало, чтобы судить',
  },
  bandColumn: { en: 'Pupils in a sitting', ru: 'Участников в работе' },
  shareColumn: { en: '{share%} of papers', ru: '{share%} работ' },
  often: { en: 'noticed', ru: 'заметно' },
  sometimes: { en: 'now and then', ru: 'иногда' },
  rarely: { en: 'hardly ever', ru: 'почти никогда' },
  fewSchools: { en: 'too few schools', ru: 'мало школ' },
  legend: {
    en: 'Dark: at least 8 schools of 10 would be listed; light: at least 3 of 10; a cell of fewer than ten schools says nothing.',
    ru: 'Тёмное — в список попали бы не меньше 8 школ из 10, светлое — не меньше 3 из 10; меньше десяти школ в клетке ни о чём не говорят.',
  },
  notPossible: {
    en: 'Cannot be tried, because the data do not hold what it changes: {mechanisms}',
    ru: 'Проверить нельзя, потому что в данных нет того, что при этом меняется: {mechanisms}',
  },
  chartX: { en: 'share of papers, %', ru: 'доля работ, %' },
  chartY: { en: 'schools noticed, %', ru: 'замечено школ, %' },
  chartCaption: {
    en: '{mechanism}: share of schools that would be listed, by share of papers and pupils per sitting, with 95% intervals',
    ru: '{mechanism}: какая доля школ попала бы в список — по доле работ и числу участников, с 95 %-ми интервалами',
  },
  key: { en: '{band} pupils', ru: '{band} чел.' },
  mechanism: {
    lifting: { en: 'Papers below a mark raised to it', ru: 'Работы подтянуты до границы отметки' },
    leak: { en: 'The hardest items known beforehand', ru: 'Самые трудные задания известны заранее' },
    filling: { en: 'Papers of weak pupils filled in', ru: 'Работы слабых учеников дописаны' },
    absence: { en: 'Weak pupils kept away', ru: 'Слабые ученики не допущены' },
  } satisfies Readonly<Record<PowerMechanism, Text>>,
}
