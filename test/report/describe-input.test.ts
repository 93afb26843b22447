import { expect, it } from 'vitest'
import { pupils2021 } from '../../src/input/headers/layouts/pupils-2021'
import type { Problem, ProblemCode, SourceSummary } from '../../src/model'
import { describeInput } from '../../src/report/describe-input'

const source: SourceSummary = {
  table: 'results',
  file: 'ВПР 2021.csv',
  kind: 'pupils',
  layout: pupils2021.id,
  layoutTitle: pupils2021.title,
  encoding: 'windows-1251',
  delimiter: ';',
  decimal: ',',
  rows: 4000,
  used: 3996,
  setAside: 4,
  skipped: 2,
  context: { subject: 'Математика', grade: 4, year: 2021 },
  ignoredColumns: ['Телефон'],
}
const problem = (code: ProblemCode, row: number, found: string, expected: string | null): Problem => ({
  code,
  severity: 'setAside',
  table: 'results',
  file: source.file,
  row,
  column: 'балл',
  found,
  expected,
})
const problems = [
  problem('scoreAboveMaximum', 12, '41', '38'),
  problem('scoreAboveMaximum', 40, '50', '38'),
  problem('scoreAboveMaximum', 41, '50', '38'),
  problem('scoreNotNumber', 7, 'x1', null),
  { ...problem('scoreNotNumber', 7, 'x1', null), file: 'another.csv' },
]

it('says what was understood of a file, and why rows were set aside', () => {
  expect(describeInput({ sources: [source], problems }, 'ru')).toEqual([
    [
      'ВПР 2021.csv: результаты участников, строка — работа, ВПР 2021: протоколы участников; windows-1251, разделитель: точка с запятой, десятичный знак: запятая; Математика, 4 класс, 2021 год (из названия)',
      'строк прочитано: 4000, учтено: 3996, отложено: 4, не данные (итоги, заголовки школ): 2',
      '3 строки (первая — 12): балл 41 выше максимального (38)',
      'строка 7: балл «x1» не является числом',
      'не используются столбцы: Телефон',
    ],
  ])
  expect(describeInput({ sources: [source], problems }, 'en')).toEqual([
    [
      'ВПР 2021.csv: results, a row per paper, VPR 2021: pupils; windows-1251, delimiter: semicolon, decimal sign: comma; Математика, grade 4, 2021 (from the title)',
      'rows read: 4000, used: 3996, set aside: 4, no data (totals, headings of schools): 2',
      '3 rows (first: 12): the score 41 is above the maximum of 38',
      'row 7: the score "x1" is not a number',
      'columns not used: Телефон',
    ],
  ])
})
