import type { Layout } from './layout'

const CHANGES = [
  'Понизили (Отметка < Отметка по журналу)',
  'Подтвердили (Отметка = Отметке по журналу)',
  'Повысили (Отметка > Отметка по журналу)',
]

/** "Сравнение отметок с отметками по журналу", wide: lowered, confirmed and raised marks beside each other. */
export const journalComparison: Layout = {
  id: 'journal-comparison',
  title: { en: '"Marks compared with journal marks"', ru: '«Сравнение отметок с отметками по журналу»' },
  table: 'results',
  kind: 'journalChange',
  signature: ['группы участников', 'понизили*', 'подтвердили*', 'повысили*'],
  columns: { school_id: 'группы участников', participants: 'Кол-во участников(всего)' },
  unread: ['кол-во оо'],
  rows: 'groups',
  example: [
    ...['Группы участников', 'Кол-во участников(всего)'],
    ...CHANGES.flatMap((change) => [`${change} %`, `${change} Кол-во участников`]),
  ],
}

/** The older form, long: under each group four rows, lowered, confirmed, raised and all. */
export const journalComparisonLong: Layout = {
  id: 'journal-comparison-long',
  title: {
    en: '"Marks compared with journal marks", older form',
    ru: '«Сравнение отметок с отметками по журналу», старый вид',
  },
  table: 'results',
  kind: 'journalChange',
  signature: ['группы участников', 'кол-во участников', '%'],
  columns: { school_id: 'группы участников', participants: 'кол-во участников' },
  unread: [],
  rows: 'groups',
  example: ['Группы участников', 'Кол-во участников', '%'],
}
