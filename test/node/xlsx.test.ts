import { constants, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { madeWorkbook } from '../../scripts/make-zip'
import { createCollector } from '../../src/input'
import { feedFile } from '../../src/input/collecting/file-feed'
import { readRows } from '../../src/input/collecting/read-rows'

type Sheets = readonly { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[]
const write = writeXlsxFile as unknown as (sheets: unknown) => { toBuffer(): Promise<Buffer> }
const workbook = (sheets: Sheets) =>
  write(
    sheets.map(({ sheet, data }) => ({
      sheet,
      data: data.map((row) => row.map((value) => (value === null ? null : { value }))),
    })),
  ).toBuffer()

async function read(bytes: Uint8Array, name = 'книга.xlsx') {
  const collector = createCollector()
  async function* pieces() {
    yield bytes
  }
  await feedFile(collector, 'results', { name, pieces: pieces() })
  return collector.finish()
}

const HEADER = ['Логин', 'Предмет', 'Класс', 'Год', 'Балл']

describe('workbooks', () => {
  it('reads several sheets, passes over those that are no results, and counts rows as Excel does', async () => {
    const bytes = await workbook([
      { sheet: 'Инструкция', data: [['Как заполнять'], ['Шаг 1', 'Шаг 2']] },
      {
        sheet: 'Город',
        data: [['Результаты'], [], HEADER, ['001', 'Физика', 7, 2019, 12], ['002', 'Физика', 7, 2019, '?']],
      },
      { sheet: 'Село', data: [HEADER, ['003', 'Физика', 7, 2019, 7.5]] },
    ])
    const input = await read(bytes)
    expect(input.sources.map(({ file, rows, used }) => [file, rows, used])).toEqual([
      ['книга.xlsx [Город]', 2, 1],
      ['книга.xlsx [Село]', 1, 1],
    ])
    // The only paper of 002 was not read: its sitting stays, and is not judged.
    expect(input.sittings.map(({ schoolId, scores }) => [schoolId, scores?.sum])).toEqual([
      ['001', 12],
      ['002', undefined],
      ['003', 7.5],
    ])
    expect(input.problems).toMatchObject([
      { code: 'scoreNotNumber', file: 'книга.xlsx [Город]', row: 5, column: 'Балл' },
    ])
  })

  it('gives numbers as Excel shows them, and dates as dates', async () => {
    const data = [
      [...HEADER, 'Дата'],
      ['001', 'Физика', 7, new Date(Date.UTC(2021, 3, 15)), 0.1 + 0.2, true],
    ]
    const bytes = await write([
      {
        data: data.map((row) =>
          row.map((value) => (value instanceof Date ? { value, format: 'dd.mm.yyyy' } : { value })),
        ),
      },
    ]).toBuffer()
    const input = await read(bytes)
    expect(input.sittings).toMatchObject([{ year: 2021, scores: { sum: 0.3 } }])
  })

  it('takes an optional percent sign and fractions for what they are', async () => {
    const header = ['Логин', 'Предмет', 'Год', 'Кол-во участников', 2, 3, 4, 5]
    const rows = [
      ['001', 'Физика', 2019, 8, 0.125, 0.375, 0.5, 0],
      ['002', 'Физика', 2019, 4, 0.25, 0.25, 0.25, 0.25],
    ]
    const input = await read(await workbook([{ sheet: 'Лист1', data: [header, ...rows] }]))
    expect(input.sittings.map(({ levelCounts }) => levelCounts)).toEqual([
      [1, 3, 4, 0],
      [1, 1, 1, 1],
    ])
  })

  it('says that a workbook without a table of results has none', async () => {
    const several = await workbook([
      { sheet: 'А', data: [['Справка', 'о работе']] },
      { sheet: 'Б', data: [['Пусто', 'и тут']] },
    ])
    await expect(read(several)).rejects.toMatchObject({ problems: [{ code: 'notATable', found: 'Справка' }] })
    const one = await workbook([
      {
        sheet: 'А',
        data: [
          ['Логин', 'Предмет'],
          ['001', 'Физика'],
        ],
      },
    ])
    await expect(read(one)).rejects.toMatchObject({ problems: [{ code: 'missingColumn', column: 'score' }] })
  })
})

/** `copies` blocks of 8 MB of nothing, packed to a few kilobytes each. */
function packedNothing(copies: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(8 * 1024 * 1024, 0x20), { finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([...Array(copies).fill(block), deflateRawSync(Buffer.alloc(0))])
}

describe('bombs', () => {
  it('are refused by the size they declare', async () => {
    const bomb = madeWorkbook({ sheets: [{ xml: '', part: { packed: packedNothing(1), declared: 2 ** 31 } }] })
    await expect(read(bomb)).rejects.toMatchObject({ problems: [{ code: 'fileTooLarge', found: '2048 MB' }] })
  })

  it('are refused where they hold more than they declare', async () => {
    const bomb = madeWorkbook({ sheets: [{ xml: '', part: { packed: packedNothing(60), declared: 1000 } }] })
    await expect(read(bomb)).rejects.toMatchObject({ problems: [{ code: 'brokenWorkbook' }] })
  })

  it('a torn workbook is said to be torn', async () => {
    const whole = await workbook([{ sheet: 'А', data: [HEADER, ['001', 'Физика', 7, 2019, 12]] }])
    for (const length of [4, 100, whole.length - 30])
      await expect(read(whole.subarray(0, length))).rejects.toMatchObject({ problems: [{ code: 'brokenWorkbook' }] })
  })
})

describe('readRows', () => {
  const rows = [
    { school_id: '001', subject: 'Физика', grade: 7, year: 2019, score: 12 },
    { school_id: '002', subject: 'Физика', grade: 7, year: 2019, score: 3 },
  ]
  const text = 'school_id;subject;grade;year;score\n001;Физика;7;2019;12\n002;Физика;7;2019;3\n'

  it('reads rows at once, rows that come one by one, arrays of cells, files and streams alike', async () => {
    async function* slowly() {
      yield* rows
    }
    const cells = [
      ['Отчёт'],
      ['school_id', 'subject', 'grade', 'year', 'score'],
      ...rows.map((row) => Object.values(row)),
    ]
    const sources = [
      rows,
      slowly(),
      new Set(rows),
      cells,
      new File([text], 'физика.csv'),
      new Blob([text]).stream(),
      [new Blob([text])],
    ]
    const inputs = await Promise.all(
      sources.map((results) => readRows({ results, schools: [{ school_id: '001' }, { school_id: '002' }] })),
    )
    expect(inputs.map(({ sources: [, source] }) => source!.used)).toEqual(Array(7).fill(2))
    expect(new Set(inputs.map(({ fingerprint }) => fingerprint)).size).toBe(1)
    expect(inputs[4]!.sources[1]).toMatchObject({ file: 'физика.csv', delimiter: ';' })
  })

  it('refuses a column that appears later, and gathers the problems of all files', async () => {
    const results = [...rows, { ...rows[0]!, mark: 5 }]
    await expect(readRows({ results })).rejects.toMatchObject({ problems: [{ code: 'newColumn', column: 'mark' }] })
    const files = [new File(['a;b\n1;2\n'], 'a.csv'), new File([''], 'b.csv')]
    await expect(readRows({ results: files })).rejects.toMatchObject({
      problems: [
        ...['school_id', 'subject', 'score'].map((column) => ({ code: 'missingColumn', file: 'a.csv', column })),
        { code: 'emptyTable', file: 'b.csv' },
      ],
    })
  })
})
