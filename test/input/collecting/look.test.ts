import { describe, expect, it } from 'vitest'
import { madeWorkbook, sheetXml } from '../../../scripts/make-zip'
import { createCollector, InputError } from '../../../src/input'
import { contextOf, feedFile, feedLooked } from '../../../src/input/collecting/file-feed'
import { inspect, inspectionOf, mappingOf } from '../../../src/input/collecting/inspect'
import { allBytes, type FileSource, type LookRequest, lookAt, problemsOfLook } from '../../../src/input/collecting/look'
import { piecesOf } from '../../../src/input/collecting/read-rows'
import { HEAD_ROWS } from '../../../src/input/headers/inspect-sheet'
import type { FileMapping, TableName } from '../../../src/model'

type Cells = readonly (string | number)[]
const HEADER = ['school_id', 'subject', 'grade', 'year', 'score']
const RESULTS: Cells[] = [HEADER, ['001', 'Физика', 7, 2019, 12], ['002', 'Физика', 7, 2019, 3]]
const SCHOOLS: Cells[] = [
  ['school_id', 'name'],
  ['001', 'СОШ № 1'],
  ['002', 'СОШ № 2'],
]
const NOTE: Cells[] = [['Справка'], ['Все работы проведены в срок']]
const text = (rows: readonly Cells[]): string => `${rows.map((row) => row.join(';')).join('\n')}\n`
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content)

interface Made {
  readonly name: string
  readonly rows: readonly Cells[]
  readonly state?: string
}
function workbook(...sheets: readonly Made[]): Uint8Array {
  const cell = (value: string | number, r: number, c: number) =>
    `<c r="${'ABCDEFGH'[c]}${r + 1}" t="inlineStr"><is><t>${value}</t></is></c>`
  return madeWorkbook({
    sheets: sheets.map(({ name, rows, state }) => ({
      ...{ name, ...(state === undefined ? {} : { state }) },
      xml: sheetXml(
        rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`).join(''),
      ),
    })),
  })
}

async function* inPieces(content: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += length) yield content.slice(at, at + length)
}
const file = (content: string | Uint8Array, name = 'a.csv', length = 50) => {
  const all = typeof content === 'string' ? bytes(content) : content
  return { name, pieces: () => inPieces(all, length) }
}
const asked = (more: Partial<LookRequest> = {}): LookRequest => ({
  table: 'results',
  others: true,
  mappings: [],
  ...more,
})

/** What each sheet was taken for: its table, or why it is left out. */
async function sheets(source: FileSource, request: LookRequest = asked()) {
  const looked = await lookAt(source, request)
  return looked.sheets.map(({ sheet, answer }) => [
    sheet,
    'understood' in answer ? answer.understood.table : answer.leftOut,
  ])
}
const told = async (source: FileSource, found = false, request: LookRequest = asked()) => {
  const { errors, notes } = problemsOfLook(await lookAt(source, request), found)
  const brief = (of: typeof errors) => of.map(({ code, file: name, found: what }) => [code, name, what])
  return { errors: brief(errors), notes: brief(notes) }
}
async function readAll(source: FileSource, table: TableName = 'results', mappings: readonly FileMapping[] = []) {
  const collector = createCollector()
  await feedLooked(collector, await lookAt(source, asked({ mappings })), table)
  return collector.finish()
}

describe('a first look', () => {
  it('says what a text is: format, encoding and delimiter', async () => {
    const look = async (source: FileSource) => {
      const { format, encoding, delimiter } = await lookAt(source, asked())
      return [format, encoding, delimiter]
    }
    expect(await look(file(text(RESULTS)))).toEqual(['CSV', 'utf-8', ';'])
    expect(await look(file(`\ufeff${text(RESULTS).replaceAll(';', ',')}`))).toEqual(['CSV', 'utf-8 BOM', ','])
    expect(await look(file(text(RESULTS).replaceAll(';', '\t')))).toEqual(['CSV', 'utf-8', '\t'])
    const wide = (order: 'le' | 'be', mark: boolean, content = text(RESULTS)) => {
      const units = Uint16Array.from(`${mark ? '\ufeff' : ''}${content}`, (sign) => sign.charCodeAt(0))
      const all = new Uint8Array(units.buffer)
      return order === 'le' ? all : all.map((_, i) => all[i ^ 1]!)
    }
    expect(await look(file(wide('le', true)))).toEqual(['CSV', 'utf-16le BOM', ';'])
    expect(await look(file(wide('be', true)))).toEqual(['CSV', 'utf-16be BOM', ';'])
    expect(await look(file(wide('le', false)))).toEqual(['CSV', 'utf-16le', ';'])
    expect(await look(file(workbook({ name: 'А', rows: RESULTS }), 'a.xlsx'))).toEqual(['XLSX', 'XLSX', null])
    // The last line need not end.
    const unended = wide('le', true, text(RESULTS).trimEnd())
    for (const content of [wide('le', true), wide('be', true), wide('le', false), unended])
      expect((await readAll(file(content, 'a.csv', 7))).sittings.map(({ participants }) => participants)).toEqual([
        1, 1,
      ])
  })

  it('is enough of a file that can be opened anew; one that cannot is read from where the look ended', async () => {
    let [opened, closed] = [0, 0]
    const content = bytes(
      text([HEADER, ...Array.from({ length: 40_000 }, (_, i): Cells => [`s${i % 7}`, 'Физика', 7, 2019, i % 9])]),
    )
    async function* watched(): AsyncGenerator<Uint8Array> {
      opened++
      try {
        yield* inPieces(content, 100_000)
      } finally {
        closed++
      }
    }
    const anew = await lookAt({ name: 'a.csv', pieces: watched }, asked())
    expect([opened, closed]).toEqual([1, 1])
    const first = createCollector()
    await feedLooked(first, anew, 'results')
    expect([opened, closed]).toEqual([2, 2])
    const once = await lookAt({ name: 'a.csv', pieces: watched() }, asked())
    expect([opened, closed]).toEqual([3, 2])
    const second = createCollector()
    await feedLooked(second, once, 'results')
    expect([opened, closed]).toEqual([3, 3])
    const [a, b] = [first.finish(), second.finish()]
    expect(a.sources[0]!.used).toBe(40_000)
    expect(b.fingerprint).toBe(a.fingerprint)
  })

  it('may end within a quoted cell', async () => {
    const first = text([
      [...HEADER, 'note'],
      ['001', 'Физика', 7, 2019, 12, 'x'],
    ])
    const filler = 'x'.repeat(256 * 1024 - bytes(first).length - bytes('002;Физика;7;2019;3;"').length - 100)
    const content = bytes(`${first}002;Физика;7;2019;3;"${filler}${'y;'.repeat(200)}"\n`)
    const looked = await lookAt(file(content, 'a.csv', 256 * 1024), asked())
    expect(looked.sheets[0]!.head).toHaveLength(2)
  })

  it('closes a file that it refuses', async () => {
    let closed = 0
    async function* watched(content: string): AsyncGenerator<Uint8Array> {
      try {
        yield bytes(content)
        yield bytes('\n')
      } finally {
        closed++
      }
    }
    await expect(lookAt({ name: 'a.pdf', pieces: watched('%PDF-1.7') }, asked())).rejects.toThrow(InputError)
    await expect(lookAt({ name: 'a.csv', pieces: file('').pieces }, asked())).rejects.toMatchObject({
      problems: [{ code: 'emptyTable', table: 'results', file: 'a.csv' }],
    })
    expect(closed).toBe(1)
  })

  it('looks for the header below as many empty lines as there are', async () => {
    const far = `${'\n;;;\n'.repeat(200)}${text(RESULTS)}`
    expect(await sheets(file(far))).toEqual([[null, 'results']])
    const [looked] = (await lookAt(file(far), asked())).sheets
    expect(looked!.head[0]).toEqual({ number: 401, cells: HEADER })
    // And keeps no more rows than it takes to know a table.
    const long = text([HEADER, ...Array.from({ length: 200 }, (_, i): Cells => [`s${i}`, 'Физика', 7, 2019, 3])])
    expect((await lookAt(file(long), asked())).sheets[0]!.head).toHaveLength(HEAD_ROWS)
    expect(
      (await lookAt(file(workbook({ name: 'А', rows: RESULTS }), 'a.xlsx'), asked())).sheets[0]!.head,
    ).toHaveLength(3)
  })
})

describe('sheets of a workbook', () => {
  it('are each what they are; a hidden one is passed over where another is a table', async () => {
    const book = workbook(
      { name: 'Баллы', rows: RESULTS },
      { name: 'Старые', rows: RESULTS, state: 'hidden' },
      { name: 'Пусто', rows: [] },
    )
    expect(await sheets(file(book, 'a.xlsx'))).toEqual([
      ['Баллы', 'results'],
      ['Старые', 'hidden'],
      ['Пусто', 'empty'],
    ])
    expect(await told(file(book, 'a.xlsx'))).toEqual({ errors: [], notes: [['hiddenSheet', 'a.xlsx', 'Старые']] })
    const mappings = [{ file: 'a.xlsx', sheet: 'Старые' }]
    expect((await sheets(file(book, 'a.xlsx'), asked({ mappings })))[1]).toEqual(['Старые', 'results'])
    expect((await sheets(file(book, 'a.xlsx'), asked({ mappings: [{ file: 'a.xlsx' }] })))[1]).toEqual([
      'Старые',
      'hidden',
    ])
  })

  it('that merely name schools are an aid beside results, unless the user says otherwise', async () => {
    const book = workbook({ name: 'Баллы', rows: RESULTS }, { name: 'Школы', rows: SCHOOLS })
    expect(await sheets(file(book, 'a.xlsx'))).toEqual([
      ['Баллы', 'results'],
      ['Школы', 'format'],
    ])
    const mappings = [{ file: 'a.xlsx', sheet: 'Школы', table: 'schools' as const }]
    expect((await sheets(file(book, 'a.xlsx'), asked({ mappings })))[1]).toEqual(['Школы', 'schools'])
    expect(await sheets(file(workbook({ name: 'Школы', rows: SCHOOLS }), 'a.xlsx'))).toEqual([['Школы', 'schools']])
  })

  it('are read under the name of the file, with that of the sheet where several are', async () => {
    const more = RESULTS.map((row, r) => (r === 0 ? row : row.with(1, 'Химия')))
    const book = workbook({ name: 'Физика', rows: RESULTS }, { name: 'Химия', rows: more })
    const input = await readAll(file(book, 'a.xlsx'))
    expect(input.sources.map(({ file: name, encoding, used }) => [name, encoding, used])).toEqual([
      ['a.xlsx [Физика]', 'XLSX', 2],
      ['a.xlsx [Химия]', 'XLSX', 2],
    ])
    expect((await readAll(file(workbook({ name: 'Физика', rows: RESULTS }), 'a.xlsx'))).sources[0]!.file).toBe('a.xlsx')
  })

  it('have merged cells, which speak for all rows that they span', async () => {
    const cell = (value: string | number, at: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows = [HEADER, ['001', 'Физика', 7, 2019, 12], ['', 'Физика', 7, 2019, 3]].map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((value, c) => (value === '' ? '' : cell(value, `${'ABCDE'[c]}${r + 1}`))).join('')}</row>`,
    )
    const merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    const book = madeWorkbook({ sheets: [{ xml: sheetXml(rows.join(''), merged) }] })
    expect((await readAll(file(book, 'a.xlsx'))).sittings.map(({ participants }) => participants)).toEqual([2])
  })

  it('show a label that became a month as it was typed', async () => {
    // 41275 is the first of January 2013.
    const dated = (at: string, style: number) => `<c r="${at}" s="${style}"><v>41275</v></c>`
    const words = ['school_id', 'score'].map(
      (word, c) => `<c r="${'AB'[c]}1" t="inlineStr"><is><t>${word}</t></is></c>`,
    )
    const row = `<row r="1">${words.join('')}${dated('C1', 0)}${dated('D1', 1)}</row>`
    const book = madeWorkbook({ sheets: [{ xml: row }], formats: ['m.yy', 'dd.mm.yyyy'] })
    const [looked] = (await lookAt(file(book, 'a.xlsx'), asked())).sheets
    expect(looked!.head[0]!.cells).toEqual(['school_id', 'score', '1.13', '2013-01-01'])
  })

  it('are read once more where the bytes come once', async () => {
    const content = workbook({ name: 'Физика', rows: RESULTS })
    const looked = await lookAt({ name: 'a.xlsx', pieces: inPieces(content, 100) }, asked())
    const collector = createCollector()
    await feedLooked(collector, looked, 'results')
    expect(collector.finish().sittings).toHaveLength(2)
  })
})

describe('what is to be said of a file', () => {
  it.each<[string, FileSource, boolean, Awaited<ReturnType<typeof told>>]>([
    ['a table', file(text(RESULTS)), false, { errors: [], notes: [] }],
    ['a letter that was named', file(text(NOTE)), false, { errors: [['notATable', 'a.csv', 'Справка']], notes: [] }],
    [
      'a letter that was found',
      file(text(NOTE)),
      true,
      { errors: [], notes: [['documentLeftOut', 'a.csv', 'Справка']] },
    ],
    ['empty lines that were named', file('\n;;\n'), false, { errors: [['emptyTable', 'a.csv', null]], notes: [] }],
    ['empty lines that were found', file('\n;;\n'), true, { errors: [], notes: [['emptyLeftOut', 'a.csv', null]] }],
    [
      'a code in the first cell',
      file('400123\nслово\n'),
      false,
      { errors: [['notATable', 'a.csv', '[digits 6]']], notes: [] },
    ],
    [
      'a table that nobody understands, named or found',
      file('Код_ОО_в_системе;Дисц;Набранный_балл\nA1;Математика;12\n'),
      true,
      {
        errors: [
          ['missingColumn', 'a.csv', 'Код_ОО_в_системе, Дисц, Набранный_балл'],
          ['missingColumn', 'a.csv', 'Код_ОО_в_системе, Дисц, Набранный_балл'],
          ['missingColumn', 'a.csv', 'Код_ОО_в_системе, Дисц, Набранный_балл'],
        ],
        notes: [],
      },
    ],
  ])('%s', async (_, source, found, expected) => {
    expect(await told(source, found)).toEqual(expected)
  })

  it('a sheet beside a table is told where it was not understood, and passed over where it is a text', async () => {
    const odd: Cells[] = [
      ['Код_ОО_в_системе', 'Дисц', 'Набранный_балл'],
      ['A1', 'Математика', 12],
      ['A2', 'Математика', 7],
    ]
    const book = workbook({ name: 'Баллы', rows: RESULTS }, { name: 'Ещё', rows: odd }, { name: 'Справка', rows: NOTE })
    expect(await told(file(book, 'a.xlsx'))).toEqual({ errors: [], notes: [['sheetLeftOut', 'a.xlsx', 'Ещё']] })
  })

  it('what this program wrote is refused by name, and left out of a folder', async () => {
    const own = 'Отчёт objectivity-monitor\nschool_id;tier\n001;clear\n'
    const looked = await lookAt(file(own), asked())
    const answer = { leftOut: 'ownOutput', problems: [] } as const
    const written = { ...looked, sheets: [{ ...looked.sheets[0]!, answer }] }
    expect(problemsOfLook(written, false)).toMatchObject({ errors: [{ code: 'ownOutput' }], notes: [] })
    expect(problemsOfLook(written, true)).toMatchObject({ errors: [], notes: [{ code: 'ownOutputLeftOut' }] })
    // What the user leaves out is no error, whatever else is in the file.
    for (const leftOut of ['skip', 'otherFlag'] as const) {
      const skipped = {
        ...written,
        sheets: [...written.sheets, { ...looked.sheets[0]!, answer: { leftOut, problems: [] } }],
      }
      expect(problemsOfLook(skipped, false)).toEqual({ errors: [], notes: [] })
    }
    const [note] = problemsOfLook(await lookAt(file(text(NOTE)), asked()), true).notes
    const flag = {
      ...written,
      sheets: [{ ...looked.sheets[0]!, answer: { leftOut: 'otherFlag', problems: [note!] } as const }],
    }
    expect(problemsOfLook(flag, false)).toEqual({ errors: [], notes: [note] })
  })
})

describe('reading a file', () => {
  it('looks at it first, and refuses what is no table of the kind', async () => {
    const collector = createCollector()
    await feedFile(collector, 'schools', file(text(SCHOOLS), 's.csv'))
    await feedFile(collector, 'results', file(text(RESULTS)))
    expect(collector.finish().sources.map(({ table, file: name, used }) => [table, name, used])).toEqual([
      ['schools', 's.csv', 2],
      ['results', 'a.csv', 2],
    ])
    await expect(feedFile(createCollector(), 'results', file(text(SCHOOLS)))).rejects.toThrow(InputError)
    await expect(feedFile(createCollector(), 'results', file(text(NOTE)))).rejects.toMatchObject({
      problems: [{ code: 'notATable' }],
    })
    const book = workbook({ name: 'А', rows: RESULTS }, { name: 'Б', rows: RESULTS, state: 'hidden' })
    const hidden = createCollector()
    await feedFile(hidden, 'results', file(book, 'a.xlsx'))
    expect(hidden.finish().problems).toMatchObject([{ code: 'hiddenSheet', found: 'Б' }])
  })

  it('tells the encoding that was found, also of a mark and of letters that come late', async () => {
    const encodingOf = async (content: string | Uint8Array, length: number) => {
      const collector = createCollector()
      await feedFile(collector, 'results', file(content, 'a.csv', length))
      return collector.finish().sources[0]!.encoding
    }
    expect(await encodingOf(text(RESULTS), 3)).toBe('utf-8')
    expect(await encodingOf(`\ufeff${text(RESULTS)}`, 4)).toBe('utf-8 BOM')
    const latin = text(RESULTS.map((row, r) => (r === 0 ? row : row.with(1, 'Physics'))))
    expect(await encodingOf(latin, 1000)).toBe('utf-8')
  })

  it('says what names and sheets say, the sheet first', () => {
    expect(contextOf('2020/ВПР 2021 Математика 4 класс.xlsx')).toEqual({ subject: 'Математика', grade: 4, year: 2021 })
    expect(contextOf('a\\Математика 4 класс.xlsx', 'Физика 7 класс 2022')).toEqual({
      subject: 'Физика',
      grade: 7,
      year: 2022,
    })
    expect(contextOf('a.csv')).toEqual({ subject: null, grade: null, year: null })
  })

  it('holds no more of a packed file than can be read', async () => {
    const first = bytes('ab')
    const rest = inPieces(bytes('cdefg'), 2)
    expect(await allBytes(first, rest)).toEqual(bytes('abcdefg'))
    expect(await allBytes(first, inPieces(bytes(''), 1))).toEqual(first)
  })

  it('reads a stream to its end, and lets go of it', async () => {
    let released = 0
    const pieces = ['a', 'bc'].map(bytes)
    const stream = {
      getReader: () => ({
        read: async () => (pieces.length > 0 ? { done: false, value: pieces.shift()! } : { done: true }),
        releaseLock: () => void released++,
      }),
    }
    const all: Uint8Array[] = []
    for await (const piece of piecesOf(stream)) all.push(piece)
    expect([all, released]).toEqual([['a', 'bc'].map(bytes), 1])
  })
})

describe('a look as data', () => {
  it('shows columns with their meaning, and rows without the codes of pupils', async () => {
    const rows: Cells[] = [
      ['Логин', 'Код', 'ФИО', 'Предмет', 'Класс', 'Год', '1 (1б)', '2 (3б)', 'Балл', 'Заметка', ''],
      ['edu670001', '70001', 'Иванова М.П.', 'Физика', '7А', 2019, 1, 2, 3, 'болел', ''],
      ['edu670002', '70002', '', '70003', '7', 2019, 1, 400123, 4, '12,5 %', ''],
      ['edu670002', '', '', 'Физика', '7', 2019, 1, 3, 4, '', ''],
      ['edu670002', '70005', '', 'Физика', '7', 2019, 0, 3, 3, '', ''],
    ]
    const {
      sheets: looked,
      file: name,
      format,
      delimiter,
    } = await inspect({ name: 'a.csv', pieces: file(text(rows)).pieces() })
    expect([name, format, delimiter]).toEqual(['a.csv', 'CSV', ';'])
    const [table] = looked[0]!.tables
    expect(table!.columns.map(({ column, header, meaning, max }) => [column, header, meaning, max])).toEqual([
      [1, 'Логин', 'school_id', null],
      [2, 'Код', 'pupil_id', null],
      [3, 'ФИО', null, null],
      [4, 'Предмет', 'subject', null],
      [5, 'Класс', 'grade', null],
      [6, 'Год', 'year', null],
      [7, '1 (1б)', 'item_1', 1],
      [8, '2 (3б)', 'item_2', 3],
      [9, 'Балл', 'score', null],
      [10, 'Заметка', null, null],
    ])
    expect(table!.sample).toEqual([
      ['edu670001', '•••', '•••', 'Физика', '7А', '2019', '1', '2', '3', 'болел', ''],
      ['edu670002', '•••', '', '•••', '7', '2019', '1', '•••', '4', '12,5 %', ''],
      ['edu670002', '', '', 'Физика', '7', '2019', '1', '3', '4', '', ''],
    ])
    expect([table!.kind, table!.table, table!.headerRows]).toEqual(['pupils', 'results', [1, 1]])
  })

  it('of a table that holds no pupils shows every cell; what it does not read is context', async () => {
    const [looked] = (
      await inspect({
        name: 's.csv',
        pieces: file(
          text([
            ['school_id', 'Наименование', 'Учеников'],
            ['001', 'СОШ № 1', 400123],
          ]),
        ).pieces(),
      })
    ).sheets
    expect(looked!.tables[0]!.sample).toEqual([['001', 'СОШ № 1', '400123']])
    expect(looked!.tables[0]!.columns.map(({ meaning }) => meaning)).toEqual(['school_id', 'name', 'context'])
  })

  it('says why a sheet is left out', async () => {
    const book = workbook({ name: 'Баллы', rows: RESULTS }, { name: 'Старые', rows: RESULTS, state: 'hidden' })
    const inspection = inspectionOf(await lookAt(file(book, 'a.xlsx'), asked()))
    expect(
      inspection.sheets.map(({ sheet, hidden, leftOut, tables }) => [sheet, hidden, leftOut, tables.length]),
    ).toEqual([
      ['Баллы', false, null, 1],
      ['Старые', true, 'hidden', 0],
    ])
    expect(inspection.problems.map(({ code }) => code)).toEqual(['hiddenSheet'])
  })

  it('of rows of a script is called by no file; text with quotes and delimiters stays whole', async () => {
    const rows = [
      { school_id: '001', subject: 'Физика; "А"', grade: 7, year: 2019, score: 12 },
      { school_id: '002', subject: null, grade: 7, year: 2019, score: 3 },
    ]
    const inspection = await inspect(rows)
    expect([inspection.file, inspection.format, inspection.encoding, inspection.delimiter]).toEqual([
      null,
      'rows',
      null,
      null,
    ])
    const [table] = inspection.sheets[0]!.tables
    expect(table!.sample).toEqual([
      ['001', 'Физика; "А"', '7', '2019', '12'],
      ['002', '', '7', '2019', '3'],
    ])
    const cells = await inspect([HEADER, ...rows.map((row) => Object.values(row))] as never)
    expect(cells.sheets[0]!.tables[0]!.sample).toEqual(table!.sample)
    let read = 0
    async function* endless() {
      for (; ; read++) yield rows[0]!
    }
    await inspect(endless())
    // The header and a hundred rows; the last of them is not asked for another.
    expect(read).toBe(99)
    expect((await inspect([{ school_id: '1', pupils: 7 }], { table: 'schools' })).sheets[0]!.tables[0]!.table).toBe(
      'schools',
    )
    expect((await inspect(new Blob([text(RESULTS)]))).file).toBe('data')
    expect((await inspect(new File([text(RESULTS)], 'r.csv'))).file).toBe('r.csv')
  })

  it('makes the mapping with which it is read again', async () => {
    const named = async (content: string | Uint8Array, name: string) =>
      mappingOf([await inspect({ name, pieces: file(content, name).pieces() })])
    expect(
      await named(
        text([
          ['Логин', 'Класс', 'Балл', 'Заметка'],
          ['edu670001', '7', 3, 'x'],
          ['edu670002', '7', 4, 'y'],
        ]),
        'Физика 2021.csv',
      ),
    ).toEqual([
      {
        ...{ file: 'Физика 2021.csv', table: 'results', headerRow: 1, subject: 'Физика', year: 2021 },
        columns: { Логин: 'school_id', Класс: 'grade', Балл: 'score', Заметка: 'ignore' },
      },
    ])
    expect(
      (
        await named(
          text([
            ['Логин', 'Балл'],
            ['edu670001', 3],
            ['edu670002', 4],
          ]),
          'Физика 7 класс 2021.csv',
        )
      )[0],
    ).toMatchObject({
      ...{ subject: 'Физика', grade: 7, year: 2021 },
    })
    const book = workbook({ name: 'А', rows: RESULTS }, { name: 'Б', rows: RESULTS })
    expect((await named(book, 'a.xlsx')).map(({ sheet }) => sheet)).toEqual(['А', 'Б'])
    expect(
      (await named(workbook({ name: 'А', rows: RESULTS }, { name: 'Б', rows: [] }), 'a.xlsx')).map(
        (one) => 'sheet' in one,
      ),
    ).toEqual([false])
    expect(mappingOf([await inspect([{ school_id: '1', subject: 'x', score: 1 }])])).toEqual([])
  })
})
