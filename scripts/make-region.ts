/**
 * Writes the example region that ships with the package: `npx tsx scripts/make-region.ts`. Everything in it is invented.
 *
 * `fixtures/region/` holds files as an office keeps them (Russian headers, semicolons, decimal commas, UTF-8 with BOM).
 * What was really done to the papers goes to `fixtures/reference/region-truth.csv`, which does not ship.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
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

export const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures')

function russian(name: string): string {
  const item = /^item_(\d+)$/.exec(name)
  return item === null ? (HEADERS[name] ?? name) : `задание ${item[1]}`
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'number' ? String(value).replace('.', ',') : String(value)
  return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csv(rows: readonly Row[], header: (name: string) => string): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns.map(header), ...rows.map((row) => columns.map((column) => cell(row[column])))]
  return `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`
}

/** The files of the example, by their path in `fixtures/`, and a sentence about them. */
export function exampleRegion(): { files: ReadonlyMap<string, string>; summary: string } {
  const { tables, truth } = simulateRegion({
    seed: 2033,
    schools: 120,
    municipalities: 6,
    observers: { schools: 0.72, partial: 0.2, unknown: 0.06, conflict: 0.05 },
    manipulation: { schools: 0.09, sittings: 0.7, strength: 'mixed' },
  })
  const files = new Map([
    ['region/schools.csv', csv(tables.schools!, russian)],
    ['region/observers.csv', csv(tables.observers!, russian)],
    ['region/participation.csv', csv(tables.participation!, russian)],
  ])
  for (const [subject, code] of Object.entries(CODES))
    for (const grade of [4, 5]) {
      const rows = tables.results.filter((row) => row.subject === subject && row.grade === grade)
      files.set(`region/results-${code}${grade}.csv`, csv(rows, russian))
    }
  const known = truth.map((sitting): Row => ({ ...sitting }))
  files.set(
    'reference/region-truth.csv',
    csv(known, (name) => name),
  )
  const manipulated = truth.filter((sitting) => sitting.manipulated)
  const schools = new Set(manipulated.map((sitting) => sitting.schoolId)).size
  const summary =
    `${tables.schools!.length} schools, ${truth.length} sittings, ${tables.results.length} papers; ` +
    `${schools} schools manipulated ${manipulated.length} sittings.`
  return { files, summary }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, summary } = exampleRegion()
  for (const [path, text] of files) {
    mkdirSync(join(FIXTURES, dirname(path)), { recursive: true })
    writeFileSync(join(FIXTURES, path), text)
  }
  console.log(summary)
}
