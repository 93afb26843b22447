import type { Layout } from './layout'

/** "Статистика по отметкам": percent of the marks, for the whole sample, the region, its municipalities and schools. */
export const markStatistics: Layout = {
  id: 'mark-statistics',
  title: { en: '"Statistics of marks"', ru: '«Статистика по отметкам»' },
  table: 'results',
  kind: 'distributions',
  signature: ['группы участников', 'кол-во участников', '2', '3', '4', '5'],
  columns: { school_id: 'группы участников', participants: 'кол-во участников' },
  unread: ['кол-во оо'],
  rows: 'groups',
  example: ['Группы участников', 'Кол-во ОО', 'Кол-во участников', '2', '3', '4', '5'],
}
