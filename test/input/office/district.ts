import { createCollector } from '../../../src/input/collecting/collector'
import type { MonitorInput, TableName } from '../../../src/model'
import { createRandom } from '../../../src/statistics/random'

/** One table of the district as rows of cells, titles and headers among them. */
export interface OfficeTable {
  readonly table: TableName
  readonly rows: readonly (readonly string[])[]
  readonly file?: string
}

export const SCHOOLS = 30
export const OBSERVED = 14
const random = createRandom(41, 'office')
const order = Array.from({ length: SCHOOLS }, (_, i) => ({ i, at: random.uniform() })).sort((a, b) => a.at - b.at)
const observed = new Set(order.slice(0, OBSERVED).map(({ i }) => i))
export const isObserved = (school: number): boolean => observed.has(school)
export const SCHOOL_NUMBERS = Array.from({ length: SCHOOLS }, (_, i) => i)

export const login = (school: number): string => `edu77${String(school + 1).padStart(4, '0')}`
export const nameOf = (school: number): string => `МБОУ «СОШ № ${school + 1}»`

export const protocols: OfficeTable = {
  table: 'results',
  file: 'протоколы.csv',
  rows: [
    ['school_id', 'subject', 'grade', 'year', 'score'],
    ...SCHOOL_NUMBERS.flatMap((school) =>
      ['Математика', 'Русский язык'].flatMap((subject) =>
        [7, 9, 12].map((score) => [login(school).replace('edu', 'sch'), subject, '4', '2021', String(score)]),
      ),
    ),
  ],
}
export const listOfSchools: OfficeTable = {
  table: 'schools',
  file: 'список.csv',
  rows: [['№ п/п', 'Наименование ОО', 'Логин'], ...SCHOOL_NUMBERS.map((s) => [String(s + 1), nameOf(s), login(s)])],
}

export function read(...tables: readonly OfficeTable[]): MonitorInput {
  const collector = createCollector()
  for (const { table, rows, file } of tables) {
    const feed = collector.table(table, { file: file ?? `${table}.csv` })
    rows.forEach((cells, i) => {
      feed.row(cells, i + 1)
    })
    feed.end()
  }
  return collector.finish()
}
