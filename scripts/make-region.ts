/**
 * Writes the example region that ships with the package: `npx tsx scripts/make-region.ts`. Everything in it is invented.
 *
 * `fixtures/region/` holds files as an office keeps them (Russian headers, semicolons, decimal commas, UTF-8 with BOM).
 * What was really done to the papers goes to `fixtures/reference/region-truth.csv`, which does not ship.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Cell, Row } from '../src/model'
import { simulateRegion } from '../src/simulate'

const HEADERS: Readonly<Record<string, string>> = {
  school_id: 'логин школы',
  name: 'название',
  municipality: 'муниципалитет',
  advanced_program: 'углублённое изучение',
  confirmed_by_exam: 'подтверждено экзаменом',
  settlement: 'тип населённого пункта',
  pupils: 'число обучающихся',
  low_income_share: 'доля малообеспеченных',
  higher_education_share: 'доля родителей с высшим образованием',
  single_parent_share: 'доля неполных семей',
  non_native_share: 'доля обучающихся с неродным русским',
  special_needs_share: 'доля обучающихся с ОВЗ',
  teachers_top_category_share: 'доля учителей высшей категории',
  subject: 'предмет',
  grade: 'класс',
  year: 'год',
  class: 'литера',
  pupil_id: 'код участника',
  variant: 'вариант',
  score: 'первичный балл',
  mark: 'отметка',
  journal_mark: 'отметка по журналу',
  observer: 'общественный наблюдатель',
  conflict_of_interest: 'конфликт интересов',
  enrolled: 'по списку',
  participants: 'писали',
}
const CODES: Readonly<Record<string, string>> = { Математика: 'ma', 'Русский язык': 'ru' }

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures')

function russian(name: string): string {
  const item = /^item_(\d+)$/.exec(name)
  return item === null ? (HEADERS[name] ?? name) : `задание ${item[1]}`
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'number' ? String(value).replace('.', ',') : String(value)
  return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function write(folder: string, file: string, rows: readonly Row[], header: (name: string) => string): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns.map(header), ...rows.map((row) => columns.map((column) => cell(row[column])))]
  mkdirSync(join(fixtures, folder), { recursive: true })
  writeFileSync(join(fixtures, folder, file), `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`)
}

const { tables, truth } = simulateRegion({
  seed: 2021,
  schools: 120,
  municipalities: 6,
  observers: { schools: 0.72, partial: 0.2, unknown: 0.06, conflict: 0.05 },
  manipulation: { schools: 0.09, sittings: 0.7, strength: 'mixed' },
})

write('region', 'schools.csv', tables.schools!, russian)
write('region', 'observers.csv', tables.observers!, russian)
write('region', 'participation.csv', tables.participation!, russian)
for (const [subject, code] of Object.entries(CODES))
  for (const grade of [4, 5]) {
    const rows = tables.results.filter((row) => row.subject === subject && row.grade === grade)
    write('region', `results-${code}${grade}.csv`, rows, russian)
  }
const manipulated = truth.filter((sitting) => sitting.manipulated)
write(
  'reference',
  'region-truth.csv',
  truth.map((sitting): Row => ({ ...sitting })),
  (name) => name,
)

const schools = new Set(manipulated.map((sitting) => sitting.schoolId)).size
console.log(
  `${tables.schools!.length} schools, ${truth.length} sittings, ${tables.results.length} papers; ` +
    `${schools} schools manipulated ${manipulated.length} sittings.`,
)
