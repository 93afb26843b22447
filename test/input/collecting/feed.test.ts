import { describe, expect, it } from 'vitest'
import { createCollector, InputError } from '../../../src/input'
import type { SourceInfo } from '../../../src/input/collecting/source'
import { CELL } from '../../../src/input/formats/workbook'
import type { TableName } from '../../../src/model'

type Cells = readonly (string | number)[]
interface Table {
  readonly rows: readonly Cells[]
  readonly table?: TableName
  readonly info?: SourceInfo
  /** Kinds of the cells of a row, where they are not plain text. */
  readonly kinds?: (row: Cells) => Uint8Array
}
const HEADER = ['school_id', 'subject', 'grade', 'year', 'score']
const RESULTS: Table = { rows: [HEADER, ['001', 'Физика', 7, 2019, 3], ['002', 'Физика', 7, 2019, 4]] }

function read(...tables: Table[]) {
  const collector = createCollector()
  const passedOver = tables.map(({ rows, table = 'results', info, kinds }) => {
    const feed = collector.table(table, { file: 'a.xlsx', ...info })
    rows.forEach((row, i) => {
      feed.row(row.map(String), i + 1, kinds?.(row) ?? null)
    })
    feed.end()
    return feed.passedOver
  })
  const input = collector.finish()
  return {
    ...{ input, passedOver },
    sources: input.sources.map(({ file, rows, used, setAside, skipped = 0 }) => [file, rows, used, setAside, skipped]),
    told: input.problems.map(({ code, file, row, column, found, expected, count }) => [
      code,
      file,
      row,
      column,
      found,
      expected,
      count,
    ]),
    papers: input.sittings.map(({ schoolId, subject, participants }) => [schoolId, subject, participants]),
  }
}
const stopped = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ code, file, row }) => [code, file, row])
    throw error
  }
  return null
}
const formula = (row: Cells): Uint8Array =>
  Uint8Array.from(row, (cell) => (cell === '' ? CELL.formulaWithoutValue : CELL.text))

describe('rows of a sheet', () => {
  it('that are blank count for nothing, wherever they stand', () => {
    const [header, ...rows] = RESULTS.rows
    const { sources, papers } = read({
      rows: [[], ['', ' '], header!, ['\u00a0', ''], ...rows.flatMap((row) => [row, ['', '\u200b', '']])],
    })
    expect(sources).toEqual([['a.xlsx', 2, 2, 0, 0]])
    expect(papers).toEqual([
      ['001', 'Физика', 1],
      ['002', 'Физика', 1],
    ])
  })

  it('are known by their numbers also where the header was given apart', () => {
    const collector = createCollector()
    const feed = collector.table('results', { file: 'a.csv' })
    feed.header(HEADER)
    feed.row(['001', 'Физика', '7', '2019', '3'], 1)
    feed.row(['002', 'Физика', '7', '2019', 'x'], 2)
    feed.end()
    const { sources, problems } = collector.finish()
    expect(sources[0]).toMatchObject({ rows: 2, used: 1, setAside: 1 })
    expect(problems).toMatchObject([{ code: 'scoreNotNumber', row: 2 }])
  })

  it('have no number where an engine has counted them', () => {
    const { told } = read({ rows: [...RESULTS.rows, ['003', 'Физика', 7, 2019, 'x']], info: { numbered: false } })
    expect(told).toEqual([['scoreNotNumber', 'a.xlsx', null, 'score', 'x', null, undefined]])
  })

  it('with a cell beyond the header are set aside, unless it is blank', () => {
    const { told, sources } = read({
      rows: [
        ...RESULTS.rows,
        ['003', 'Физика', 7, 2019, 5, '', 'лишнее'],
        ['004', 'Физика', 7, 2019, 5, ' ', ''],
        ['005', 'Физика', 7, 2019, 5, 8],
      ],
    })
    expect(told).toEqual([
      ['cellsBeyondHeader', 'a.xlsx', 4, null, '[letters 6]', '5', undefined],
      ['cellsBeyondHeader', 'a.xlsx', 6, null, '8', '5', undefined],
    ])
    expect(sources).toEqual([['a.xlsx', 5, 3, 2, 0]])
  })
})

describe('a table without rows', () => {
  it('is refused, of results also below a header', () => {
    expect(stopped(() => read({ rows: [] }))).toEqual([['emptyTable', 'a.xlsx', null]])
    expect(stopped(() => read({ rows: [HEADER] }))).toEqual([['emptyTable', 'a.xlsx', 1]])
    expect(stopped(() => read(RESULTS, { rows: [], table: 'schools' }))).toEqual([['emptyTable', 'a.xlsx', null]])
    expect(read({ rows: [['school_id', 'name']], table: 'schools' }, RESULTS).sources[0]).toEqual([
      'a.xlsx',
      0,
      0,
      0,
      0,
    ])
  })

  it('is passed over where the file may hold others', () => {
    const info = { optional: true }
    expect(read({ rows: [], info }, RESULTS).passedOver).toEqual([true, false])
    expect(read({ rows: [['Справка'], ['Работы проведены']], info }, RESULTS).passedOver).toEqual([true, false])
    expect(read({ rows: [HEADER], info }, RESULTS).passedOver).toEqual([false, false])
    expect(stopped(() => read({ rows: [['Справка'], ['Работы проведены']] }, RESULTS))).toEqual([
      ['notATable', 'a.xlsx', 1],
    ])
    // Passed over is passed over, however much comes after.
    const long = Array.from({ length: 80 }, (_, i): Cells => [`слово ${i}`])
    expect(read({ rows: long, info }, RESULTS).passedOver).toEqual([true, false])
  })
})

describe('a second table in a sheet', () => {
  const second: Cells[] = [
    ['ВПР 2019 Химия 8 класс'],
    ['school_id', 'class', 'score'],
    ['001', '8А', 5],
    ['003', '8А', 6],
  ]
  it('is one of its own, called by the cell where it begins', () => {
    const rows = [...RESULTS.rows, [], ...second]
    const files = (info: SourceInfo) => read({ rows, info }).sources.map(([file]) => file)
    expect(files({})).toEqual(['a.xlsx', 'a.xlsx [A6]'])
    expect(files({ sheet: 'Лист1' })).toEqual(['a.xlsx', 'a.xlsx [Лист1!A6]'])
    expect(files({ file: 'a.xlsx [Лист1]', sheet: 'Лист1' })).toEqual(['a.xlsx [Лист1]', 'a.xlsx [Лист1!A6]'])
    expect(files({ file: null })).toEqual([null, null])
    const { told, papers, sources } = read({ rows })
    expect(told).toEqual([['secondTable', 'a.xlsx [A6]', 6, null, null, null, 1]])
    expect(papers).toEqual([
      ['001', 'Физика', 1],
      ['001', 'Химия', 1],
      ['002', 'Физика', 1],
      ['003', 'Химия', 1],
    ])
    // The title of the second was a remark below the first.
    expect(sources.map(([, ...counts]) => counts)).toEqual([
      [2, 2, 0, 1],
      [2, 2, 0, 0],
    ])
  })

  it.each<[string, SourceInfo]>([
    ['its sheet', { sheet: 'Химия 8 класс 2019' }],
    ['its file', { file: 'Химия 8 класс 2019.xlsx' }],
    ['the place of its file', { file: 'a.xlsx', path: 'Химия 8 класс 2019/a.xlsx' }],
  ])('takes subject, grade and year from the name of %s', (_, info) => {
    const bare: Cells[] = [
      ['school_id', 'class', 'score'],
      ['001', '8А', 5],
      ['003', '8А', 6],
    ]
    expect(read({ rows: bare, info }).papers).toEqual([
      ['001', 'Химия', 1],
      ['003', 'Химия', 1],
    ])
    const { input } = read({ rows: [...RESULTS.rows, ['Ещё раз писали'], ...bare], info })
    expect(input.assessments.map(({ subject, grade, year }) => [subject, grade, year])).toEqual([
      ['Физика', 7, 2019],
      ['Химия', 8, 2019],
    ])
  })

  it('is found also where its rows are numbered', () => {
    const rows: Cells[] = [
      ['№', 'школа', 'предмет', 'класс', 'год', 'балл'],
      [1, '001', 'Физика', 7, 2019, 3],
      ['ВПР 2019 Химия 8 класс'],
      ['№', 'школа', 'класс', 'балл'],
      [1, '001', '8А', 5],
    ]
    expect(read({ rows }).papers).toEqual([
      ['001', 'Физика', 1],
      ['001', 'Химия', 1],
    ])
  })

  it('has merged cells of its own', () => {
    const rows: Cells[] = [
      ...RESULTS.rows,
      ['ВПР 2019 Химия 8 класс'],
      ['school_id', 'class', 'score'],
      ['001', '8А', 5],
      ['', '8А', 6],
    ]
    const merged = [{ firstRow: 6, lastRow: 7, firstColumn: 0, lastColumn: 0 }]
    expect(read({ rows, info: { merged } }).papers).toEqual([
      ['001', 'Физика', 1],
      ['001', 'Химия', 2],
      ['002', 'Физика', 1],
    ])
  })

  it('may be followed by a third', () => {
    const third: Cells[] = [['ВПР 2019 Биология 9 класс'], ['school_id', 'class', 'score'], ['004', '9А', 5]]
    const { papers, sources } = read({ rows: [...RESULTS.rows, ...second, ...third] })
    expect(papers.map(([, subject]) => subject)).toEqual(['Физика', 'Химия', 'Физика', 'Химия', 'Биология'])
    expect(sources.map(([file]) => file)).toEqual(['a.xlsx', 'a.xlsx [A5]', 'a.xlsx [A9]'])
  })

  it('is none where only the header stands once more, or a school is called by a word of a header', () => {
    expect(read({ rows: [...RESULTS.rows, HEADER, ['003', 'Физика', 7, 2019, 5]] }).sources).toEqual([
      ['a.xlsx', 3, 3, 0, 1],
    ])
    const { sources, told } = read({
      rows: [...RESULTS.rows, ['Школа', 'Физика', 7, 2019, 5], ['003', 'Физика', 7, 2019, 5]],
    })
    expect(sources).toEqual([['a.xlsx', 4, 4, 0, 0]])
    expect(told).toEqual([])
  })

  it('begins where the user says that it does', () => {
    const rows: Cells[] = [...RESULTS.rows, ['Ключ', 'Балл'], ['001', 5]]
    const mappings = [
      { file: 'a.xlsx', headerRow: 1 },
      { file: 'a.xlsx', headerRow: 4, subject: 'Химия', grade: 8, year: 2019, columns: { Ключ: 'school_id' } },
    ]
    const { papers } = read({ rows, info: { mappings } })
    expect(papers).toEqual([
      ['001', 'Физика', 1],
      ['001', 'Химия', 1],
      ['002', 'Физика', 1],
    ])
  })
})

describe('merged cells', () => {
  const rows: Cells[] = [
    HEADER,
    ['001', 'Физика', 7, 2019, 3],
    ['', '', 7, 2019, 4],
    ['002', 'Химия', 7, 2019, 5],
    ['', 'Физика', 7, 2019, 6],
    ['', '', '', '', ''],
  ]
  const range = (firstRow: number, lastRow: number, firstColumn: number) => ({
    firstRow,
    lastRow,
    firstColumn,
    lastColumn: firstColumn,
  })

  it('speak for all rows that they span, of columns that say where a row belongs', () => {
    const merged = [range(2, 3, 0), range(2, 3, 1), range(4, 5, 0), range(4, 5, 1), range(2, 3, 4)]
    const { papers, told } = read({ rows, info: { merged } })
    expect(papers).toEqual([
      ['001', 'Физика', 2],
      ['002', 'Физика', 1],
      ['002', 'Химия', 1],
    ])
    expect(told).toEqual([['mergedCellsFilled', 'a.xlsx', 3, null, null, null, 2]])
  })

  it('say nothing beyond their rows, of one row alone, or in the header', () => {
    const school = (merged: SourceInfo['merged']) =>
      read({ rows: rows.slice(0, 4), info: { merged } }).told.map(([code, , row]) => [code, row])
    const missing = [['schoolMissing', 3]]
    expect(school([range(2, 2, 0), range(2, 3, 1)])).toEqual([...missing, ['mergedCellsFilled', 3]])
    expect(school([range(1, 3, 0), range(2, 3, 1)])).toEqual([...missing, ['mergedCellsFilled', 3]])
    expect(school([])).toEqual(missing)
    // Points that are merged are those of one paper.
    const points: Cells[] = [HEADER, ['001', 'Физика', 7, 2019, 3], ['001', 'Физика', 7, 2019, '']]
    expect(read({ rows: points, info: { merged: [range(2, 3, 4)] } }).told.map(([code, , row]) => [code, row])).toEqual(
      [['scoreMissing', 3]],
    )
    // A short row is filled up to the merged column.
    const short: Cells[] = [
      ['score', 'grade', 'year', 'subject', 'school_id'],
      [3, 7, 2019, 'Физика', '001'],
      [4, 7, 2019, 'Физика'],
    ]
    expect(read({ rows: short, info: { merged: [range(2, 3, 4)] } }).papers).toEqual([['001', 'Физика', 2]])
  })
})

describe('formulas without values', () => {
  const items: Cells[] = [
    ['school_id', 'subject', 'grade', 'year', 'item_1', 'item_2', 'score'],
    ['001', 'Физика', 7, 2019, 1, 2, 3],
    ['001', 'Физика', 7, 2019, 0, 1, ''],
  ]

  it('in the total are made of the items, where all of them are there', () => {
    const { input, told, sources } = read({ rows: items, kinds: formula })
    expect(input.sittings[0]!.scores).toEqual({ n: 2, sum: 4, sumOfSquares: 10 })
    expect(told).toEqual([['totalFromItems', 'a.xlsx', 3, 'score', null, null, 1]])
    const lacking = read({ rows: [...items, ['001', 'Физика', 7, 2019, '', 1, '']], kinds: formula })
    expect(lacking.told.map(([code, , row, column]) => [code, row, column])).toEqual([
      ['formulaWithoutValue', 4, 'item_1'],
      ['totalFromItems', 3, 'score'],
    ])
    expect([sources, lacking.sources]).toEqual([[['a.xlsx', 2, 2, 0, 0]], [['a.xlsx', 3, 2, 1, 0]]])
  })

  it('may be made of one item alone', () => {
    const one: Cells[] = [
      ['school_id', 'subject', 'grade', 'year', 'item_1', 'score'],
      ['001', 'Физика', 7, 2019, 1, 1],
      ['001', 'Физика', 7, 2019, 1, ''],
    ]
    expect(read({ rows: one, kinds: formula }).input.sittings[0]!.scores).toMatchObject({ n: 2, sum: 2 })
  })

  it('elsewhere set the row aside, in columns that are read', () => {
    const { told, sources } = read({ rows: [...RESULTS.rows, ['003', 'Физика', '', 2019, 5]], kinds: formula })
    expect(told).toEqual([['formulaWithoutValue', 'a.xlsx', 4, 'grade', null, null, undefined]])
    expect(sources).toEqual([['a.xlsx', 3, 2, 1, 0]])
    const unread: Cells[] = RESULTS.rows.map((row, i) => [...row, i === 0 ? 'Заметка' : ''])
    expect(read({ rows: unread, kinds: formula }).told).toEqual([])
  })

  it('in a column of a table of schools that is context are told', () => {
    const schools: Cells[] = [
      ['school_id', 'name', 'Учеников'],
      ['001', 'СОШ № 1', 200],
      ['002', 'СОШ № 2', ''],
    ]
    const { told } = read({ rows: schools, table: 'schools', kinds: formula }, RESULTS)
    expect(told).toEqual([['formulaNotCalculated', 'a.xlsx', 3, 'Учеников', null, null, 1]])
    expect(read({ rows: schools, table: 'schools' }, RESULTS).told).toEqual([])
  })
})

describe('subjects beside each other', () => {
  const rows: Cells[] = [
    ['ВПР, 4 класс, 2021 год'],
    ['ОО', 'Русский язык', '', '', '', '', 'Математика', '', '', '', ''],
    ['', 'Писали', 2, 3, 4, 5, 'Писали', 2, 3, 4, 5],
    ['Школа № 1', 10, 1, 4, 3, 2, 8, 0, 4, 3, 1],
    ['Школа № 2', 6, 1, 2, 3, 0, '', '', '', '', ''],
    ['Школа № 3', '', '', '', '', '', 7, 1, 2, 3, 1],
    ['Школа № 4', '', '', '', '', '', '', '', '', '', ''],
    ['Школа № 5', 6, 1, 2, 3, 9, 7, 1, 2, 3, 1],
  ]
  it('are one row of the first subject where a school says nothing of any', () => {
    const { told, sources } = read({
      rows: [...rows.slice(0, 4), ['edu670009', '', '', '', '', '', '', '', '', '', '']],
    })
    expect(told.map(([code, , row]) => [code, row])).toEqual([['participantsMissing', 5]])
    expect(sources).toEqual([['a.xlsx', 3, 2, 1, 0]])
  })

  it('are each a row where they say anything; a row that says nothing is a heading', () => {
    const { papers, sources, told } = read({ rows })
    expect(papers).toEqual([
      ['Школа № 1', 'Математика', 8],
      ['Школа № 1', 'Русский язык', 10],
      ['Школа № 2', 'Русский язык', 6],
      ['Школа № 3', 'Математика', 7],
      ['Школа № 5', 'Математика', 7],
      // Its counts do not add up: the sitting stays, and is not judged.
      ['Школа № 5', 'Русский язык', 6],
    ])
    expect(told.map(([code, , row, , found, expected]) => [code, row, found, expected])).toContainEqual([
      'countsDoNotAddUp',
      8,
      '15',
      '6',
    ])
    expect(sources).toEqual([['a.xlsx', 6, 5, 1, 1]])
  })
})

describe('rows that are no data', () => {
  const table = (...more: Cells[]): Table => ({
    rows: [
      ['school_id', 'subject', 'grade', 'year', 'participants', 'mark_2', 'mark_3'],
      ...[1, 2, 3].map((i): Cells => [`СОШ № ${i}`, 'Физика', 7, 2021, 10 + i, 1, 9 + i]),
      ...more,
    ],
  })

  it.each<[string, Cells]>([
    ['a total', ['Итого', 'Физика', 7, 2021, 36, 3, 33]],
    ['the sum of the rows above, whatever it is called', ['Энск', 'Физика', 7, 2021, 36, 3, 33]],
    ['a signature', ['Директор _________', '', '', '', '', '', '']],
    ['the header once more', ['school_id', 'subject', 'grade', 'year', 'participants', 'mark_2', 'mark_3']],
  ])('%s is passed over', (_, row) => {
    expect(read(table(row)).sources).toEqual([['a.xlsx', 3, 3, 0, 1]])
    expect(read(table(row, ['СОШ № 4', 'Физика', 7, 2021, 5, 1, 4])).sources).toEqual([['a.xlsx', 4, 4, 0, 1]])
  })

  it.each([
    ['a line of text', 'Школы северной части района', 0, 1],
    ['a line that begins with a sign', ': школы северной части', 0, 1],
    ['a line that begins with a nought is data, as one that begins with any digit', '0 школа северной части', 1, 0],
    ['a line that begins with a nine is data', '9 школа северной части', 1, 0],
  ])('%s', (_, line, setAside, skipped) => {
    expect(read(table([line, '', '', '', '', '', ''])).sources).toEqual([
      ['a.xlsx', 3 + setAside, 3, setAside, skipped],
    ])
  })

  it('a school with a login is no sum, though it has as many pupils as all others', () => {
    const rows = table(['СОШ № 9 (edu670009)', 'Физика', 7, 2021, 36, 3, 33])
    expect(read(rows).sources).toEqual([['a.xlsx', 4, 4, 0, 0]])
  })

  it('a school with nothing beside it had no observer; elsewhere it is a heading', () => {
    const observers: Cells[] = [
      ['Школа', 'Наблюдатель'],
      ['СОШ № 1', 'да'],
      ['СОШ № 2', ''],
      ['Итого', ''],
    ]
    const { input, sources } = read(table(), { rows: observers, table: 'observers' })
    expect(input.observers.map(({ schoolId, observer }) => [schoolId, observer])).toEqual([
      ['СОШ № 1', 'present'],
      ['СОШ № 2', 'unknown'],
    ])
    expect(sources[1]).toEqual(['a.xlsx', 2, 2, 0, 1])
    expect(read(table(['СОШ № 7', '', '', '', '', '', ''])).sources).toEqual([['a.xlsx', 3, 3, 0, 1]])
  })
})

it('columns that were not read are named, except those of schools, which are context', () => {
  const rows = RESULTS.rows.map((row, i): Cells => [...row, i === 0 ? 'Заметка' : 'x', i === 0 ? 'Ещё' : 'y'])
  const schools: Cells[] = [
    ['school_id', 'Учеников'],
    ['001', 200],
    ['002', 300],
  ]
  const { input } = read({ rows: schools, table: 'schools' }, { rows })
  expect(input.sources.map(({ ignoredColumns }) => ignoredColumns)).toEqual([[], ['Заметка', 'Ещё']])
})
