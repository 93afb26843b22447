import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { INPUT_DOCS, renewed } from '../../scripts/write-input-docs'
import {
  isNotAttempted,
  readGrade,
  readMark,
  readNumber,
  readPercent,
  readYear,
  readYesNo,
} from '../../src/input/cells'
import { readClass } from '../../src/input/collecting/place'
import { readSchoolCell } from '../../src/input/collecting/registry'
import { COLUMNS } from '../../src/input/headers/columns'
import { readTitle } from '../../src/input/headers/title'
import { MEANING_TITLES } from '../../src/words/input'

it('every column has a title in the words of the user', () => {
  const names = Object.values(COLUMNS).flatMap((columns) => columns.map(({ name }) => name))
  expect(names.filter((name) => MEANING_TITLES[name] === undefined)).toEqual([])
})

it.each(INPUT_DOCS)(
  '%s shows the columns and layouts that are read (renew: npx tsx scripts/write-input-docs.ts)',
  (file, locale) => {
    const text = readFileSync(file, 'utf8')
    expect(text).toBe(renewed(text, locale))
    expect(text).toContain('`балл за 1`')
  },
)

it('a cell means what the documentation says', () => {
  const keys = ['sch670001', 'edu670001', 'EDU670001 ', 'МБОУ «Школа № 1»(edu670001)'].map(
    (cell) => readSchoolCell(cell)!.key,
  )
  expect(new Set(keys).size).toBe(1)
  expect(readSchoolCell(' 001234 ')).toMatchObject({ id: '001234', name: null })
  expect(['X', 'x', 'Х', 'х', 'X ', 'H', 'не пройд.', 'Не пройдено', 'нет', '7'].map(isNotAttempted)).toEqual([
    ...Array(8).fill(true),
    false,
    false,
  ])
  expect(['', 'нет отметки', '1', '8', 'ж', '4', '4.0', '5 (отл.)'].map(readMark)).toEqual([
    null,
    null,
    undefined,
    undefined,
    undefined,
    4,
    4,
    5,
  ])
  expect(['4А', 'а', '4 «а»', '4-а', 'нет', '', '11б'].map(readClass)).toEqual(['А', 'А', 'А', 'А', null, null, 'Б'])
  expect(['4', '4 класс', '4А', 'Grade 4', '4.0', '', 'старшая', '21'].map(readGrade)).toEqual([
    4,
    4,
    4,
    4,
    4,
    null,
    undefined,
    undefined,
  ])
  expect(['2021', '2021 г.', '2020/2021', '2020-21', '15.04.2026', '', '21'].map(readYear)).toEqual([
    2021,
    2021,
    2021,
    2021,
    2026,
    null,
    undefined,
  ])
  expect(['12,5', '12.5', '1 278', '1\u00a0278,5', '−3', '5e2', '', '1,2,3', '1e999', '12 5'].map(readNumber)).toEqual([
    12.5,
    12.5,
    1278,
    1278.5,
    -3,
    500,
    null,
    undefined,
    undefined,
    undefined,
  ])
  expect(['25 %', '25%', '12,5%'].map(readPercent)).toEqual([25, 25, 12.5])
  expect(['да', 'Есть', 'ПРИСУТСТВОВАЛ', 'yes', '1', 'true', '+'].map(readYesNo)).toEqual(Array(7).fill(true))
  expect(['нет', 'отсутствует', 'no', '0', 'false', '-'].map(readYesNo)).toEqual(Array(6).fill(false))
  expect(['', 'н/д', 'может быть'].map(readYesNo)).toEqual([null, null, undefined])
})

it.each([
  [
    'Проведение работы по математике, 4 класс. ВПР 2021',
    { subject: 'Математика', grade: 4, year: 2021, maxScore: null },
  ],
  [
    'Математика 5 класс (по программе 4 класса), осень 2020',
    { subject: 'Математика', grade: 4, year: 2020, maxScore: null },
  ],
  [
    'ВПР 2026 Русский язык 4 класс ; Предмет: Русский язык ; Максимальный первичный балл: 24 ; Дата: 15.04.2026',
    { subject: 'Русский язык', grade: 4, year: 2026, maxScore: 24 },
  ],
  ['VPR_history_grade 6_2019', { subject: null, grade: 6, year: 2019, maxScore: null }],
  ['results-ma4', { subject: 'Математика', grade: 4, year: null, maxScore: null }],
  ['Окружающий мир, 4 кл., 2020-2021 учебный год', { subject: 'Окружающий мир', grade: 4, year: 2021, maxScore: null }],
])('reads the title %j', (title, expected) => {
  expect(readTitle(title)).toEqual(expected)
})
