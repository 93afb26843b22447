/** Sheets as people make them: what they are taken for, and how many rows of them count. */
import { describe, expect, it } from 'vitest'
import { createCollector, InputError, inspect } from '../../src/input'
import { feedLooked } from '../../src/input/collecting/file-feed'
import { mappingOf } from '../../src/input/collecting/inspect'
import { lookAt } from '../../src/input/collecting/look'
import type { SourceInfo } from '../../src/input/collecting/source'
import { CELL } from '../../src/input/formats/workbook'
import type { FileMapping, MonitorInput, TableName } from '../../src/model'

type Cells = readonly (string | number)[]

function readSheet(rows: readonly Cells[], info: SourceInfo = {}, kindsOf?: (row: Cells) => Uint8Array): MonitorInput {
  const collector = createCollector()
  const feed = collector.table('results', { file: 'a.xlsx', ...info })
  rows.forEach((row, i) => {
    feed.row(row.map(String), i + 1, kindsOf?.(row) ?? null)
  })
  feed.end()
  return collector.finish()
}

const bytesOf = (rows: readonly Cells[]) =>
  new TextEncoder().encode(`\ufeff${rows.map((row) => row.join(';')).join('\n')}\n`)

async function readFile(rows: readonly Cells[], name: string, mappings: readonly FileMapping[] = []) {
  async function* pieces() {
    yield bytesOf(rows)
  }
  const looked = await lookAt({ name, pieces }, { table: 'results', others: true, mappings })
  const collector = createCollector()
  for (const table of ['schools', 'results'] as TableName[]) await feedLooked(collector, looked, table)
  return collector.finish()
}

/** Papers of `schools` schools, `pupils` each: login, code, items 1, 1, 2 points, total. */
const papers = (schools: number, pupils: number, digit = 4): Cells[] =>
  Array.from({ length: schools * pupils }, (_, i) => {
    const items = [i % 2, (i >> 1) % 2, i % 3]
    const school = `edu67${String(1 + Math.floor(i / pupils)).padStart(4, '0')}`
    return [school, `${digit}${String(i).padStart(4, '0')}`, ...items, items[0]! + items[1]! + items[2]!]
  })
const HEADER = ['Логин школы', 'Код участника', '1 (1б)', '2 (1б)', '3 (2б)', 'Первичный балл']
const TITLE = ['ВПР 2022 Математика 4 класс']
const counted = ({ sources }: MonitorInput) => sources.map(({ rows, used, skipped = 0 }) => [rows, used, skipped])

describe('headers', () => {
  it('of two rows: a heading over the numbers of items', () => {
    const input = readSheet([
      TITLE,
      ['Логин\nшколы', 'Код\nучастника', 'Баллы за задания', '', '', 'Первичный\nбалл'],
      ['', '', 1, 2, 3, ''],
      ...papers(3, 4),
    ])
    expect(counted(input)).toEqual([[12, 12, 0]])
    expect(input.assessments[0]).toMatchObject({ subject: 'Математика', grade: 4, year: 2022 })
    expect(input.sittings[0]!.itemCounts).toHaveLength(3)
  })

  it('with subjects beside each other: a sitting for each', () => {
    const rows = [
      ['Результаты ВПР, 4 класс, 2021 год'],
      ['ОО', 'Русский язык', '', '', '', '', 'Математика', '', '', '', ''],
      ['', 'Писали', 2, 3, 4, 5, 'Писали', 2, 3, 4, 5],
      ['Школа № 1', 10, 1, 4, 3, 2, 8, 0, 4, 3, 1],
      ['Школа № 2', 6, 1, 2, 3, 0, 7, 1, 2, 3, 1],
      ['Школа № 3', 6, 1, 2, 3, 0, 7, 1, 2, 3, 1],
      ['Итого по району', 22, 3, 8, 9, 2, 22, 2, 8, 9, 3],
    ]
    const { sittings, sources } = readSheet(rows)
    expect(
      sittings.map(({ schoolId, subject, participants, levelCounts }) => [
        schoolId,
        subject,
        participants,
        levelCounts,
      ]),
    ).toEqual([
      ['Школа № 1', 'Математика', 8, [0, 4, 3, 1]],
      ['Школа № 1', 'Русский язык', 10, [1, 4, 3, 2]],
      ['Школа № 2', 'Математика', 7, [1, 2, 3, 1]],
      ['Школа № 2', 'Русский язык', 6, [1, 2, 3, 0]],
      ['Школа № 3', 'Математика', 7, [1, 2, 3, 1]],
      ['Школа № 3', 'Русский язык', 6, [1, 2, 3, 0]],
    ])
    expect(sources[0]).toMatchObject({ rows: 6, used: 6, skipped: 1 })
  })

  it('that became dates, and a sheet by the name of a class', () => {
    const header = ['Логин школы', 'Код участника', '2022-01-01', '2022-01-02', '2022-02-01', 'Первичный балл']
    const input = readSheet([header, ...papers(2, 3)], { file: 'Математика ВПР 2022.xlsx', sheet: '4А' })
    expect(input.problems.map(({ code }) => code)).toEqual(['headersWereDates'])
    expect(input.sittings[0]).toMatchObject({ grade: 4, classes: ['А'] })
    expect(input.sittings[0]!.itemCounts).toHaveLength(3)
  })
})

describe('rows that are no data', () => {
  it('totals and signatures between and below are counted apart', () => {
    const total = (name: string) => [name, '', '', '', '', '']
    const input = readSheet([
      TITLE,
      HEADER,
      ...papers(1, 5),
      total('Итого по школе'),
      ...papers(2, 5).slice(5),
      total('Средний балл'),
      total('Исполнитель: Иванова И.И., тел. 2-12-34'),
      total('Директор _________'),
    ])
    expect(counted(input)).toEqual([[10, 10, 4]])
    expect(input.schools.map(({ id }) => id)).toEqual(['edu670001', 'edu670002'])
  })

  it('a row that is the sum of the others is a total, whatever it is called', () => {
    const rows = [
      ['Школа', 'Предмет', 'Класс', 'Год', 'Участников', 2, 3, 4, 5],
      ...[1, 2, 3, 4].map((i) => [`СОШ ${i}`, 'Физика', 7, 2021, 10 + i, 1, 4, 3 + i, 2]),
      ['Энский', 'Физика', 7, 2021, 50, 4, 16, 22, 8],
    ]
    const input = readSheet(rows)
    expect(counted(input)).toEqual([[4, 4, 1]])
    expect(input.schools).toHaveLength(4)
  })

  it('a second table below the first is a table of its own; the header once more is none', () => {
    const input = readSheet([
      TITLE,
      HEADER,
      ...papers(1, 6),
      HEADER,
      ...papers(2, 6).slice(6),
      [],
      ['ВПР 2022 Русский язык 4 класс'],
      HEADER,
      ...papers(2, 6),
    ])
    expect(input.sources.map(({ file, rows, used }) => [file, rows, used])).toEqual([
      ['a.xlsx', 12, 12],
      ['a.xlsx [A18]', 12, 12],
    ])
    expect(input.assessments.map(({ subject }) => subject)).toEqual(['Математика', 'Русский язык'])
    expect(input.problems.map(({ code }) => code)).toEqual(['secondTable'])
  })

  it('a merged school speaks for all its rows', () => {
    const rows = papers(2, 5).map((row, i) => (i % 5 === 0 ? row : ['', ...row.slice(1)]))
    const merged = [3, 8].map((firstRow) => ({ firstRow, lastRow: firstRow + 4, firstColumn: 0, lastColumn: 0 }))
    const input = readSheet([TITLE, HEADER, ...rows], { merged })
    expect(input.sittings.map(({ participants }) => participants)).toEqual([5, 5])
    expect(input.problems).toMatchObject([{ code: 'mergedCellsFilled', count: 8 }])
    expect(counted(readSheet([TITLE, HEADER, ...rows]))).toEqual([[10, 2, 0]])
  })

  it('totals that are formulas without values are made of the items, or set aside', () => {
    const kinds = (row: Cells) => Uint8Array.from(row, (cell) => (cell === '' ? CELL.formulaWithoutValue : CELL.text))
    const rows = papers(2, 4).map((row) => [...row.slice(0, -1), ''])
    const whole = readSheet([TITLE, HEADER, ...papers(2, 4)])
    const made = readSheet([TITLE, HEADER, ...rows], {}, kinds)
    expect(made.sittings.map(({ scores }) => scores)).toEqual(whole.sittings.map(({ scores }) => scores))
    const without = rows.map(([school, code, , , , total]) => [school!, code!, total!])
    expect(() => readSheet([TITLE, ['Логин', 'Код', 'Балл'], ...without], {}, kinds)).toThrow(InputError)
  })
})

describe('subject and grade', () => {
  const header2020 = ['user', 'code', 'otc', 'klass', 'var-1', 'sum', 'a-1-grade', 'a-2-grade', 'a-3-grade']
  const pupils2020 = papers(2, 4, 6).map(([school, code, a, b, c, sum]) => [
    school!,
    code!,
    4,
    '1',
    1,
    sum!,
    a!,
    b!,
    c!,
  ])

  it('of autumn 2020: the grade of the folder, else one below that of the codes; a class 1 is no grade', async () => {
    const look = (name: string) => inspect({ name, pieces: bytesIn([header2020, ...pupils2020]) })
    const grade = async (name: string) => (await look(name)).sheets[0]!.tables[0]!.grade
    expect(await grade('2020/5/Математика.csv')).toEqual({ value: 5, origin: 'folder' })
    expect(await grade('Математика.csv')).toEqual({ value: 5, origin: 'codes' })
    const input = await readFile([header2020, ...pupils2020], 'Математика.csv')
    expect(input.assessments).toMatchObject([{ subject: 'Математика', grade: 5, year: 2020 }])
  })

  it('a name that differs from the codes is told', async () => {
    const input = await readFile([header2020, ...pupils2020], 'Математика 7 класс.csv')
    expect(input.problems).toMatchObject([{ code: 'gradeDiffersFromCodes', found: '7', expected: '5' }])
  })
})

async function* bytesIn(rows: readonly Cells[]): AsyncGenerator<Uint8Array> {
  yield bytesOf(rows)
}

describe('what the user says of a file', () => {
  const ODD: Cells[] = [
    ['Код_ОО_в_системе', 'Дисц', 'Паралл', 'Набранный_балл', 'А', 'Б'],
    ['A1', 'Математика', 4, 3, 1, 2],
    ['A2', 'Математика', 4, 2, 1, 1],
  ]
  const COLUMNS = {
    Код_ОО_в_системе: 'school_id',
    Дисц: 'subject',
    Паралл: 'grade',
    Набранный_балл: 'score',
    А: 'item_1',
    Б: 'item_2',
  }

  it('needs no renamed header', async () => {
    await expect(readFile(ODD, 'odd.csv')).rejects.toThrow(InputError)
    const input = await readFile(ODD, 'odd.csv', [{ file: '*.csv', columns: COLUMNS, year: 2022 }])
    expect(input.sittings).toMatchObject([
      { schoolId: 'A1', subject: 'Математика', grade: 4, year: 2022, participants: 1 },
      { schoolId: 'A2', participants: 1 },
    ])
    expect(input.sittings[0]!.itemCounts).toHaveLength(2)
  })

  it('counts before what the columns say', async () => {
    const rows: Cells[] = [
      ['школа', 'предмет', 'класс', 'балл'],
      ['001', 'Физика', 7, 5],
    ]
    const input = await readFile(rows, 'a.csv', [{ file: 'a.csv', subject: 'Химия', grade: 8, year: 2020 }])
    expect(input.assessments).toMatchObject([{ subject: 'Химия', grade: 8, year: 2020 }])
  })

  it('as written from a look, reads the same again', async () => {
    for (const rows of [
      [TITLE, HEADER, ...papers(3, 5)],
      [TITLE, ['Логин\t', 'Код', 'Баллы за задания', '', '', 'Балл'], ['', '', 1, 2, 3, ''], ...papers(3, 5)],
      [
        ['№', 'школа', 'предмет', 'класс', 'год', 'участников', 'средний балл', 'заметка'],
        [1, 'a', 'Физика', 7, 2021, 20, '7,5', 'x'],
      ],
    ] as Cells[][]) {
      const plain = await readFile(rows, 'a.csv')
      const looked = await inspect({ name: 'a.csv', pieces: bytesIn(rows) })
      const again = await readFile(rows, 'a.csv', mappingOf([looked]))
      expect(again.fingerprint).toBe(plain.fingerprint)
      expect(again.sources[0]!.rows).toBe(plain.sources[0]!.rows)
    }
  })

  it('is shown without the codes of pupils', async () => {
    const looked = await inspect({ name: 'a.csv', pieces: bytesIn([TITLE, HEADER, ...papers(2, 2)]) })
    const { sample, columns } = looked.sheets[0]!.tables[0]!
    expect(sample).toHaveLength(3)
    expect(sample.every((row) => row[1] === '•••')).toBe(true)
    expect(columns.map(({ meaning }) => meaning)).toEqual([
      'school_id',
      'pupil_id',
      'item_1',
      'item_2',
      'item_3',
      'score',
    ])
    expect(columns[4]).toMatchObject({ header: '3 (2б)', max: 2 })
  })
})
