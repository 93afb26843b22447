import type { Layout } from './layout'

/**
 * Autumn 2020: 40 item columns, unused ones empty; `otc` is the journal mark. The subject stands in the file name; class
 * and code name the pupils' own grade, one above that of the test.
 */
export const pupils2020: Layout = {
  id: 'pupils-2020',
  title: { en: 'VPR, autumn 2020: pupils', ru: 'ВПР, осень 2020: протоколы участников' },
  table: 'results',
  kind: 'pupils',
  signature: ['user', 'otc', 'klass', 'sum', 'a-1-grade'],
  columns: { school_id: 'user', pupil_id: 'code', journal_mark: 'otc', class: 'klass', variant: 'var-1', score: 'sum' },
  unread: ['groups', 'id', 'gender', 'var-2', 'Учебник'],
  rows: 'plain',
  year: 2020,
  gradeOneBelow: true,
  example: [
    ...['groups', 'user', 'id', 'code', 'otc', 'gender', 'klass', 'var-1', 'var-2', 'sum'],
    ...Array.from({ length: 40 }, (_, i) => `a-${i + 1}-grade`),
    'Учебник',
  ],
}
