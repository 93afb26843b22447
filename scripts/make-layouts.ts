/**
 * Makes `fixtures/layouts`: one small invented region in every layout and encoding that the reader knows.
 * Seeded, so that it always gives the same files: `npx tsx scripts/make-layouts.ts`. No school, pupil or result in it
 * exists; the cell values (absence, X, topics not taught) are those that real exports were seen to hold.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import writeXlsxFile from 'write-excel-file/node'
import { createRandom } from '../src/statistics/random'

export type Cells = (string | number | null)[]
export interface Fixture {
  /** File name; its ending tells the format. */
  readonly name: string
  readonly layout: string | null
  readonly encoding: 'utf-8' | 'utf-8 BOM' | 'windows-1251' | 'utf-16le BOM' | 'utf-16be BOM' | 'XLSX'
  readonly delimiter: ';' | ',' | '\t' | null
  readonly sheets: readonly { readonly name: string; readonly rows: readonly Cells[] }[]
}

interface Paper {
  readonly school: number
  readonly className: string
  readonly code: string
  readonly variant: number
  readonly journal: number | null
  readonly items: readonly (number | 'X' | 'х ' | 'не пройд.')[]
  readonly absent: boolean
}

const ITEM_MAX = [1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2]
const ITEM_LEVEL = ['Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'П', 'Б', 'П']
/** Labels as issued; `К` Cyrillic in one and Latin in the other, as in real files. */
const ITEM_LABEL = ['1', '2', '3', '4', '5.1', '5.2', '6.1', '6.2', '7', '8', '9.1', '9.2', '10', '11К1', '11K2']
const CUTS = [6, 10, 15]
const SCHOOLS = 8
const MUNICIPALITIES = ['Северный район', 'г. Заречный']

const digits = (school: number) => `99${String(school * 37 + 11).padStart(4, '0')}`
const nameOf = (school: number) => `МБОУ «Средняя школа № ${school + 1}»`
const municipalityOf = (school: number) => MUNICIPALITIES[school % 2]!
const scoreOf = (paper: Paper) =>
  paper.items.reduce<number>((sum, item) => sum + (typeof item === 'number' ? item : 0), 0)
const markOf = (score: number) => 2 + CUTS.filter((cut) => score >= cut).length

export function makePapers(seed: number): Paper[] {
  const random = createRandom(seed, 'layouts')
  const upTo = (most: number) => random.integer(most + 1)
  const papers: Paper[] = []
  for (let school = 0; school < SCHOOLS; school++) {
    const pupils = 9 + upTo(22)
    const level = 35 + upTo(40)
    for (let i = 0; i < pupils; i++) {
      const ability = level - 20 + upTo(40)
      const items = ITEM_MAX.map((max, j) => {
        let points = 0
        for (let k = 0; k < max; k++) if (upTo(99) < ability + 12 - 2 * j) points++
        if (points > 0) return points
        const blank = upTo(30)
        return blank < 2 ? 'X' : blank === 2 ? 'х ' : blank === 3 && j === 10 ? 'не пройд.' : 0
      })
      const total = items.reduce<number>((sum, item) => sum + (typeof item === 'number' ? item : 0), 0)
      papers.push({
        school,
        className: i % 2 === 0 ? '4А' : '4Б',
        code: `4${String(school * 100 + i + 1).padStart(4, '0')}`,
        variant: 1 + upTo(1),
        journal: upTo(19) === 0 ? null : Math.min(5, Math.max(2, markOf(total) + upTo(2) - 1)),
        items,
        absent: upTo(11) === 0,
      })
    }
  }
  return papers
}

type Cut = (papers: readonly Paper[]) => Cells[]
const numbersOf = (papers: readonly Paper[], school: number) =>
  papers.filter((paper) => paper.school === school && !paper.absent)
const percent = (count: number, n: number, decimals: number) => ((100 * count) / n).toFixed(decimals).replace('.', ',')

const canonical: Cut = (papers) => [
  [
    'school_id',
    'subject',
    'grade',
    'year',
    'class',
    'pupil_id',
    'variant',
    'score',
    'journal_mark',
    ...ITEM_MAX.map((_, j) => `item_${j + 1}`),
  ],
  ...papers.map((p): Cells => {
    const start: Cells = [`sch${digits(p.school)}`, 'Математика', 4, 2021, p.className, p.code]
    if (p.absent) return [...start, 'отсутствовал', null, null, ...p.items.map(() => null)]
    return [...start, p.variant, scoreOf(p), p.journal, ...p.items]
  }),
]

const pupils2020: Cut = (papers) => [
  [
    ...['groups', 'user', 'id', 'code', 'otc', 'gender', 'klass', 'var-1', 'var-2', 'sum'],
    ...Array.from({ length: 40 }, (_, j) => `a-${j + 1}-grade`),
    'Учебник',
  ],
  ...papers.map((p, i): Cells => {
    // Pupils of grade 5 wrote the test of grade 4: their codes and classes are those of grade 5.
    const start: Cells = ['reg99', `sch${digits(p.school)}`, i + 1, `5${p.code.slice(1)}`]
    const klass = `5${p.className.slice(1).toLowerCase()}`
    if (p.absent)
      return [...start, null, 'ж', klass, 'не присутствовал', null, null, ...Array.from({ length: 41 }, () => null)]
    const items = Array.from({ length: 40 }, (_, j) => p.items[j] ?? null)
    return [...start, p.journal ?? 'нет отметки', 'м', klass, p.variant, null, scoreOf(p), ...items, 'Учебник 1']
  }),
]

const pupils2021: Cut = (papers) => [
  [
    ...['логин школы', 'регион', 'номер обучающегося', 'код обучающегося', 'отметка за предыдущую четверть/триместр'],
    ...['пол', 'класс', 'вариант', 'всего баллов'],
    ...ITEM_MAX.map((_, j) => `балл за ${j + 1}`),
    'Учебник',
  ],
  ...papers.map((p, i): Cells => {
    const start: Cells = [`sch${digits(p.school)}`, 99, i + 1, p.code]
    if (p.absent) return [...start, null, null, p.className, 'отсутствовал', null, ...p.items.map(() => null), null]
    return [
      ...start,
      p.journal ?? 'нет отметки',
      i % 2 ? 'М' : 'ж',
      p.className.at(-1)!,
      p.variant,
      scoreOf(p),
      ...p.items,
      'Учебник «2»; часть 1',
    ]
  }),
]

const protocol2022: Cut = (papers) => [
  [
    ...['Пользователь', 'Код региона', 'Регион', 'Муниципалитет', 'Школа', 'Дата загрузки', 'Код', 'Вариант'],
    ...ITEM_LABEL.map((label, j) => `${label} (${ITEM_MAX[j]}б)`),
    ...['Наименование  класса', 'Пол', 'Отметка за предыдущий\nтриместр/ четверть/полугодие', 'ИТОГО БАЛЛОВ'],
  ],
  ...papers.map((p): Cells => {
    const start: Cells = [
      `edu${digits(p.school)}`,
      99,
      'Край',
      municipalityOf(p.school),
      nameOf(p.school),
      '2022-10-03',
      p.code,
    ]
    if (p.absent) return [...start, 'отсутствовал', ...p.items.map(() => null), p.className, null, null, 0]
    return [...start, p.variant, ...p.items, p.className, 'М', p.journal, scoreOf(p)]
  }),
]

const individual2026: Cut = (papers) => {
  const header = [
    ...['ОО', 'Муниципалитет', 'Название ОО', 'Код участника', 'Класс', 'Вариант'],
    ...ITEM_LABEL.map((label, j) => `${label} (${ITEM_MAX[j]}б)`),
    ...['Первичный балл', 'Отметка', 'Отметка по журналу'],
  ]
  const rows: Cells[] = [
    ['ВПР 2026 Математика 4 класс'],
    ['Индивидуальные результаты участников'],
    ['Предмет:', 'Математика'],
    ['Максимальный первичный балл:', 20],
    ['Дата:', '15.04.2026'],
    [],
    [null, null, null, null, null, 'Уровень', ...ITEM_LEVEL],
    header,
  ]
  for (let school = 0; school < SCHOOLS; school++) {
    const own = papers.filter((paper) => paper.school === school && !paper.absent)
    rows.push([`${nameOf(school)}(edu${digits(school)})`, `Кол-во участников: ${own.length}`])
    // Half of the schools leave the login to the section row.
    const login = school % 2 === 0 ? `edu${digits(school)}` : null
    for (const p of own) {
      const score = scoreOf(p)
      rows.push([
        login,
        municipalityOf(school),
        nameOf(school),
        p.code,
        p.className,
        p.variant,
        ...p.items,
        score,
        markOf(score),
        p.journal,
      ])
    }
  }
  return rows
}

const groupRows = (papers: readonly Paper[], values: (own: readonly Paper[]) => Cells, counted: boolean): Cells[] => {
  const head = (name: string, schools: number | null, own: readonly Paper[]): Cells => [
    name,
    ...(counted ? [schools] : []),
    ...values(own),
  ]
  const present = papers.filter((paper) => !paper.absent)
  const rows = [head('Вся выборка', 41000, present), head('Край', SCHOOLS, present)]
  for (const municipality of MUNICIPALITIES) {
    const own = present.filter((paper) => municipalityOf(paper.school) === municipality)
    rows.push(head(municipality, SCHOOLS / 2, own))
    for (let school = 0; school < SCHOOLS; school++)
      if (municipalityOf(school) === municipality)
        rows.push(head(`${nameOf(school)}(edu${digits(school)})`, null, numbersOf(papers, school)))
  }
  return rows
}

const TITLE_2024: Cells[] = [
  ['ВПР 2024 Математика 4 класс'],
  [],
  ['Предмет:', 'Математика'],
  ['Максимальный первичный балл:', 20],
  [],
  ['Дата:', '17.04.2024'],
  [],
]

const markStatistics: Cut = (papers) => [
  ...TITLE_2024,
  ['Группы участников', 'Кол-во ОО', 'Кол-во участников', 2, 3, 4, 5],
  ...groupRows(
    papers,
    (own) => [
      own.length,
      ...[2, 3, 4, 5].map((mark) => percent(own.filter((p) => markOf(scoreOf(p)) === mark).length, own.length, 2)),
    ],
    true,
  ),
]

const CHANGES = [
  'Понизили (Отметка < Отметка по журналу)',
  'Подтвердили (Отметка = Отметке по журналу)',
  'Повысили (Отметка > Отметка по журналу)',
]
function changesOf(papers: readonly Paper[]): { n: number; counts: number[] } {
  const signs = papers.filter((p) => p.journal !== null).map((p) => Math.sign(markOf(scoreOf(p)) - p.journal!))
  return { n: signs.length, counts: [-1, 0, 1].map((sign) => signs.filter((s) => s === sign).length) }
}

const journalWide: Cut = (papers) => [
  ...TITLE_2024,
  [
    'Группы участников',
    'Кол-во участников(всего)',
    ...CHANGES.flatMap((change) => [`${change} %`, `${change} Кол-во участников`]),
  ],
  ...groupRows(
    papers,
    (own) => {
      const { n, counts } = changesOf(own)
      return [n, ...counts.flatMap((count): Cells => [percent(count, n, 2), count])]
    },
    false,
  ),
]

const journalLong: Cut = (papers) => {
  const rows: Cells[] = [...TITLE_2024, ['Группы участников', 'Кол-во участников', '%']]
  const block = (name: string, own: readonly Paper[]) => {
    const { n, counts } = changesOf(own)
    rows.push([name], ...CHANGES.map((change, k): Cells => [`${change} %`, counts[k]!, percent(counts[k]!, n, 2)]), [
      'Всего',
      n,
      100,
    ])
  }
  block(
    'Край',
    papers.filter((paper) => !paper.absent),
  )
  for (let school = 0; school < SCHOOLS; school++)
    block(`${nameOf(school)}(edu${digits(school)})`, numbersOf(papers, school))
  return rows
}

const SCHOOL_HEADER = ['Год', 'Класс', 'Предмет', 'Муниципалитет', 'Логин', 'ОО', 'Кол-во участников']
const table = (papers: readonly Paper[], values: readonly number[], of: (paper: Paper) => number): Cells[] => [
  [...SCHOOL_HEADER, ...values],
  ...Array.from({ length: SCHOOLS }, (_, school): Cells => {
    const own = numbersOf(papers, school)
    const percents = values.map((value) => percent(own.filter((p) => of(p) === value).length, own.length, 2))
    return [
      2024,
      4,
      'Математика',
      municipalityOf(school),
      `edu${digits(school)}`,
      nameOf(school),
      own.length,
      ...percents,
    ]
  }),
]
const scoreDistribution: Cut = (papers) =>
  table(
    papers,
    Array.from({ length: 21 }, (_, score) => score),
    scoreOf,
  )
const markDistribution: Cut = (papers) => table(papers, [2, 3, 4, 5], (paper) => markOf(scoreOf(paper)))

const assessments: Cells[] = [
  ['subject', 'grade', 'max_score', 'cut_3', 'cut_4', 'cut_5', 'item_max', 'item_level'],
  ['Математика', 4, 20, ...CUTS, ITEM_MAX.join('|'), ITEM_LEVEL.join('|')],
]

/** All files, as rows: what `fixtures/layouts` holds. */
export function layoutFixtures(seed = 1): Fixture[] {
  const papers = makePapers(seed)
  const text = (
    name: string,
    layout: string | null,
    encoding: Fixture['encoding'],
    delimiter: Fixture['delimiter'],
    rows: Cells[],
  ): Fixture => ({
    name,
    layout,
    encoding,
    delimiter,
    sheets: [{ name: '', rows }],
  })
  const book = (name: string, layout: string, ...sheets: [string, Cells[]][]): Fixture => ({
    name,
    layout,
    encoding: 'XLSX',
    delimiter: null,
    sheets: sheets.map(([sheet, rows]) => ({ name: sheet, rows })),
  })
  const title2021 = 'Проведение работы по математике, 4 класс. ВПР 2021'
  return [
    text('assessments.csv', null, 'utf-8', ',', assessments),
    text('canonical.csv', null, 'utf-8', ',', canonical(papers)),
    text(
      'Математика 5 класс (по программе 4 класса), осень 2020.csv',
      'pupils-2020',
      'windows-1251',
      ';',
      pupils2020(papers),
    ),
    text(`${title2021}.csv`, 'pupils-2021', 'windows-1251', ';', pupils2021(papers)),
    text(`${title2021} (UTF-8).csv`, 'pupils-2021', 'utf-8 BOM', ';', pupils2021(papers)),
    text(`${title2021} (текст Юникод).txt`, 'pupils-2021', 'utf-16le BOM', '\t', pupils2021(papers)),
    text(`${title2021} (UTF-16BE).csv`, 'pupils-2021', 'utf-16be BOM', ';', pupils2021(papers)),
    book(`${title2021}.xlsx`, 'pupils-2021', ['Лист1', pupils2021(papers)]),
    book(
      'ВПР 2022 Математика 4 класс.xlsx',
      'protocol-2022',
      ['Инструкция', [['Как заполнять'], ['Не меняйте столбцы', 'никогда']]],
      ['Протокол', protocol2022(papers)],
    ),
    text('ВПР 2022 Математика 4 класс.csv', 'protocol-2022', 'utf-8 BOM', ';', protocol2022(papers)),
    book('Индивидуальные результаты.xlsx', 'individual-2026', ['ВПР', individual2026(papers)]),
    text('Индивидуальные результаты.csv', 'individual-2026', 'windows-1251', ';', individual2026(papers)),
    book('Статистика по отметкам.xlsx', 'mark-statistics', ['Лист1', markStatistics(papers)]),
    text('Статистика по отметкам.csv', 'mark-statistics', 'windows-1251', ';', markStatistics(papers)),
    book('Сравнение отметок с отметками по журналу.xlsx', 'journal-comparison', ['Лист1', journalWide(papers)]),
    text('Сравнение отметок, старый вид.csv', 'journal-comparison-long', 'utf-8 BOM', ';', journalLong(papers)),
    text('Распределение первичных баллов.csv', 'score-distribution', 'windows-1251', ';', scoreDistribution(papers)),
    text('Распределение отметок.csv', 'mark-distribution', 'utf-8', '\t', markDistribution(papers)),
  ]
}

/** Bytes of a text fixture. */
export function bytesOf({ encoding, delimiter, sheets }: Fixture): Uint8Array {
  const text =
    sheets[0]!.rows.map((row) => row.map((cell) => quoted(cell, delimiter!)).join(delimiter!)).join('\r\n') + '\r\n'
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text)
    case 'utf-8 BOM':
      return Buffer.from(`\ufeff${text}`)
    case 'utf-16le BOM':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 'utf-16be BOM':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
    default:
      return windows1251(text)
  }
}

function quoted(cell: string | number | null, delimiter: string): string {
  const text = cell === null ? '' : String(cell)
  return /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replace(/"/g, '""')}"` : text
}

/** Windows-1251 by turning the decoder of the platform around. */
export function windows1251(text: string): Uint8Array {
  const letters = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from([...text], (letter) => {
    const byte = letters.indexOf(letter)
    if (byte === -1) throw new RangeError(`${letter} is not in windows-1251`)
    return byte
  })
}

export async function workbookOf({ sheets }: Fixture): Promise<Uint8Array> {
  const data = sheets.map(({ rows }) => rows.map((row) => row.map((cell) => (cell === null ? null : { value: cell }))))
  const write = writeXlsxFile as unknown as (sheets: unknown) => { toBuffer(): Promise<Buffer> }
  return write(sheets.map(({ name }, i) => ({ sheet: name, data: data[i] }))).toBuffer()
}

async function main(): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'fixtures', 'layouts')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const fixture of layoutFixtures())
    writeFileSync(
      join(folder, fixture.name),
      fixture.encoding === 'XLSX' ? await workbookOf(fixture) : bytesOf(fixture),
    )
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
