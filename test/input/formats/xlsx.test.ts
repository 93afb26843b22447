import { describe, expect, it } from 'vitest'
import { madeWorkbook, madeZip, sheetXml, workbookParts } from '../../../scripts/make-zip'
import { openWorkbook } from '../../../src/input/formats/open-workbook'
import { CELL } from '../../../src/input/formats/workbook'
import { cellsOf, readBack } from './read-back'

const one = (xml: string, rest: Partial<Parameters<typeof madeWorkbook>[0]> = {}) =>
  madeWorkbook({ sheets: [{ xml }], ...rest })
/** A cell of style `s` as the only one of a row. */
const row = (cells: string) => `<row r="1">${cells}</row>`

describe('cells', () => {
  it('of every type', async () => {
    const cells = [
      '<c r="A1"><v>12</v></c>',
      '<c r="B1" t="n"><v>0.1</v></c>',
      '<c r="C1" t="s"><v>1</v></c>',
      '<c r="D1" t="inlineStr"><is><t>слово</t></is></c>',
      '<c r="E1" t="str"><f>A1&amp;"x"</f><v>12x</v></c>',
      '<c r="F1" t="b"><v>1</v></c>',
      '<c r="G1" t="b"><v>0</v></c>',
      '<c r="H1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      '<c r="I1" t="d"><v>2021-04-15T00:00:00</v></c>',
      '<c r="J1"><f>A1+1</f><v>13</v></c>',
    ]
    const [{ rows } = { rows: [] }] = await readBack(
      one(row(cells.join('')), { strings: '<si><t>а</t></si><si><t>б</t></si>' }),
    )
    expect(rows[0]!.cells).toEqual(['12', '0.1', 'б', 'слово', '12x', 'true', 'false', '#DIV/0!', '2021-04-15', '13'])
    expect(rows[0]!.kinds).toEqual([
      CELL.number,
      CELL.number,
      CELL.text,
      CELL.text,
      CELL.text,
      CELL.boolean,
      CELL.boolean,
      CELL.error,
      CELL.date,
      CELL.number,
    ])
  })

  it('in either quote, any order of attributes, with prefixes, without references, in small letters', async () => {
    const spellings = [
      `<row r='1'><c t='s' r='A1'><v>0</v></c><c s="0"   r = "B1" ><v>2</v></c></row>`,
      '<row><c t="s"><v>0</v></c><c><v>2</v></c></row>',
      '<row r="1"><c r="a1" t="s"><v>0</v></c><c r="b1"><v>2</v></c></row>',
      '<row><c r="A1" t="s"><v>0</v></c><c><v>2</v></c></row>',
      '<row r="1" spans="1:2"><c r="B1"><v>2</v></c><c r="A1" t="s"><v>0</v></c></row>',
    ]
    const strings = '<si><t>да</t></si>'
    for (const xml of spellings) expect(await cellsOf(one(xml, { strings }))).toEqual([['да', '2']])
    const prefixed = sheetXml(spellings[1]!).replaceAll(/<(\/?)(?=\w)/g, '<$1x:')
    expect(await cellsOf(one(prefixed, { strings }))).toEqual([['да', '2']])
  })

  it('of rich text, without the reading aids of Japanese, with CDATA, comments and references', async () => {
    const strings =
      '<si><r><rPr><b/></rPr><t>Балл</t></r><r><t xml:space="preserve"> за 1</t></r><rPh><t>каки</t></rPh></si>' +
      '<si><t>&#1052;&#x411;&#1054;&#1059; &quot;СОШ&quot; &amp;amp; &lt;1&gt;</t></si>' +
      '<si><t><![CDATA[a<b]]>&amp;<!-- нет -->c</t></si><si><t>a_x000A_b_x005F_c&#10;d&#x1F600;</t></si><si><t/></si>'
    const cells = [0, 1, 2, 3, 4].map((i) => `<c t="s"><v>${i}</v></c>`).join('')
    expect(
      await cellsOf(one(row(`${cells}<c t="inlineStr"><is><r><t>а</t></r><r><t>б</t></r></is></c>`), { strings })),
    ).toEqual([['Балл за 1', 'МБОУ "СОШ" &amp; <1>', 'a<b&c', 'a\nb_c\nd😀', '', 'аб']])
  })

  it('of formulas that were saved without their values', async () => {
    const cells =
      '<c><f>A2</f></c><c><f>A2</f><v/></c><c><f>A2</f><v></v></c><c t="str"><f>A2</f><v></v></c><c><f>A2</f><v>0</v></c>'
    const kindsOf = async (properties: string) => (await readBack(one(row(cells), { properties })))[0]!.rows[0]!.kinds
    const { formulaWithoutValue: none } = CELL
    expect(await kindsOf('')).toEqual([none, none, none, CELL.empty, CELL.number])
    // A program that leaves calculating to Excel writes 0 for what it does not know.
    expect(await kindsOf('<calcPr fullCalcOnLoad="1"/>')).toEqual([none, none, none, CELL.empty, none])
  })

  it('that hold what their type does not allow are errors of their own', async () => {
    const cells = '<c><v>12а</v></c><c><v>1e999</v></c><c><v>nan</v></c><c t="b"><v>TRUE</v></c><c t="b"><v>да</v></c>'
    const [sheet] = await readBack(one(row(cells)))
    expect(sheet!.rows[0]!.cells).toEqual(['12а', '1e999', 'nan', 'true', 'да'])
    const { error, boolean } = CELL
    expect(sheet!.rows[0]!.kinds).toEqual([error, error, error, boolean, error])
  })

  it('of white space, and blank ones far away, make no row wider and no row', async () => {
    const xml =
      '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="2"><c r="XFD2" t="inlineStr"><is><t> \u00a0 </t></is></c></row>' +
      '<row r="1048576"><c r="A1048576" t="s"><v>0</v></c></row>'
    expect(await cellsOf(one(xml, { strings: '<si><t></t></si>' }))).toEqual([['1']])
  })

  it('keep their numbers of rows, and rows their being hidden', async () => {
    const xml =
      '<row r="3"><c><v>1</v></c></row><row r="7" hidden="1"><c><v>2</v></c></row><row><c><v>3</v></c></row><row><c r="B12"><v>4</v></c></row>'
    const [sheet] = await readBack(one(xml))
    expect(sheet!.rows.map(({ number, hidden, cells }) => [number, hidden, cells.join()])).toEqual([
      [3, false, '1'],
      [7, true, '2'],
      [8, false, '3'],
      [12, false, ',4'],
    ])
  })
})

describe('numbers', () => {
  const numbers = async (values: readonly (string | number)[], format?: string, properties?: string) => {
    const cells = values.map((value) => `<c s="0"><v>${value}</v></c>`).join('')
    const rest = format === undefined ? {} : { formats: [format] }
    return (await readBack(one(row(cells), { ...rest, properties: properties ?? '' })))[0]!.rows[0]!
  }

  it('lose the noise beyond 12 digits; integers stay exact', async () => {
    const { cells } = await numbers([
      '9.000000000001',
      '0.30000000000000004',
      '1E3',
      '9.0',
      '-0.5',
      '007',
      '123456789012345',
      '4.5999999999999996',
      '1e-12',
    ])
    expect(cells).toEqual(['9', '0.3', '1000', '9', '-0.5', '7', '123456789012345', '4.6', '0'])
  })

  it.each([
    ['0%', [0.29, 0.531, 1], ['29%', '53.1%', '100%'], CELL.percent],
    ['0.0%;[Red]-0.0%', [0.07], ['7%'], CELL.percent],
    ['000000', [42, 1234567], ['000042', '1234567'], CELL.text],
    ['"sch"000000', [670001, 5, 12345678], ['sch670001', 'sch000005', 'sch12345678'], CELL.text],
    ['000\\-000', [1234], ['001-234'], CELL.text],
    ['000000', [0.5, -3], ['0.5', '-3'], CELL.number],
    ['General', [5], ['5'], CELL.number],
    ['@', [5], ['5'], CELL.number],
    ['#,##0.00" р."', [1234.5], ['1234.5'], CELL.number],
    ['0" балл"', [7], ['7'], CELL.number],
    ['[Red]#,##0 "день"', [7], ['7'], CELL.number],
    ['dd.mm.yyyy', [44301, 44301.75], ['2021-04-15', '2021-04-15'], CELL.date],
    ['[$-419]d mmm;@', [44562], ['2022-01-01'], CELL.date],
    ['ДД.ММ.ГГГГ', [44301], ['2021-04-15'], CELL.date],
    ['dd.mm.yyyy', [1, 59, 61], ['1900-01-01', '1900-02-28', '1900-03-01'], CELL.date],
    ['dd.mm.yyyy', [-1, 0, 3e6], ['-1', '0', '3000000'], CELL.number],
    ['h:mm', [0.5, 44301.25], ['12:00', '6:00'], CELL.text],
    ['[h]:mm:ss', [1.5001], ['36:00:09'], CELL.text],
  ])('of the format %s', async (format, values, texts, kind) => {
    const { cells, kinds } = await numbers(values, format)
    expect(cells).toEqual(texts)
    expect(new Set(kinds)).toEqual(new Set([kind]))
  })

  it('of every day are the dates of the calendar', async () => {
    const days = Array.from({ length: 4000 }, (_, i) => 61 + i * 739)
    const { cells } = await numbers(days, 'dd.mm.yyyy')
    const expected = days.map((day) => new Date((day - 25_569) * 86_400_000).toISOString().slice(0, 10))
    expect(cells).toEqual(expected)
  })

  it('count days from 1904 where the workbook does', async () => {
    expect((await numbers([42839], 'd.m.yyyy', '<workbookPr date1904="1"/>')).cells).toEqual(['2021-04-15'])
  })

  it('that became dates tell what was typed', async () => {
    const typed = async (value: number, format: string) => (await numbers([value], format)).shown[0]
    // The first of January and of February 2022, and the first of January 2013.
    expect(await typed(44562, 'd.m')).toBe('1.1')
    expect(await typed(44593, 'dd.mm')).toBe('1.2')
    expect(await typed(44593, 'dd.mmm')).toBe('1.2')
    expect(await typed(44593, '[$-419]d mmm;@')).toBe('1.2')
    expect(await typed(44593, 'm/d')).toBe('2.1')
    expect(await typed(41275, 'mmm.yy')).toBe('1.13')
    expect(await typed(44562, 'dd.mm.yyyy')).toBeNull()
    expect(await typed(44562, '0.0')).toBeNull()
  })
})

describe('sheets', () => {
  it('say their names, whether they are hidden, and what is merged in them, before their rows', async () => {
    const after = '<mergeCells count="2"><mergeCell ref="B2:C9"/><mergeCell ref="$A$1:$D$1"/></mergeCells>'
    const bytes = madeWorkbook({
      sheets: [
        { name: 'Класс "4 А" & Б', xml: sheetXml(row('<c><v>1</v></c>'), after) },
        { name: 'черновик', state: 'hidden', xml: '' },
        {
          name: 'служебный',
          state: 'veryHidden',
          xml: sheetXml('', after).replace('<sheetData></sheetData>', '<sheetData/>'),
        },
      ],
    })
    const sheets = await readBack(bytes)
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Класс "4 А" & Б', false],
      ['черновик', true],
      ['служебный', true],
    ])
    const merged = [
      { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 3 },
      { firstRow: 2, lastRow: 9, firstColumn: 1, lastColumn: 2 },
    ]
    expect(sheets.map((sheet) => sheet.merged)).toEqual([merged, [], merged])
  })

  it('have no merged range over another', async () => {
    const refs = ['A1:B9', 'B2:C3', 'A1:A1', 'C1:C9', 'A10:XFD1048576', 'D20:D30', 'A1:B9']
    const after = `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    const [{ merged } = { merged: [] }] = await readBack(one(sheetXml(row('<c><v>1</v></c>'), after)))
    expect(merged.map(({ firstRow, firstColumn, lastRow }) => [firstRow, firstColumn, lastRow])).toEqual([
      [1, 0, 9],
      [1, 2, 9],
      [10, 0, 1_048_576],
    ])
  })

  it('are read again as often as wanted, and only as far as wanted', async () => {
    const xml = Array.from({ length: 5000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`).join(
      '',
    )
    const { sheets } = await openWorkbook(one(xml), { table: 'results', file: null })
    for (const wanted of [3, 5000, 60, 4999]) {
      const numbers: number[] = []
      await sheets[0]!.rows(({ number }) => numbers.push(number) < wanted)
      expect(numbers).toEqual(Array.from({ length: wanted }, (_, i) => i + 1))
      if (wanted === 60) await sheets[0]!.merged()
    }
  })

  it('are read as far as wanted also where much unpacks at once behind that', async () => {
    const bytes = one(`${row('<c><v>1</v></c>')}${'<row><c><v>2</v></c></row>'.repeat(200_000)}`)
    const { sheets } = await openWorkbook(bytes, { table: 'results', file: null })
    let rows = 0
    await sheets[0]!.rows(() => {
      rows++
      return false
    })
    expect(rows).toBe(1)
  })

  it('of UTF-16 and of ZIP64 files', async () => {
    const xml = sheetXml(row('<c t="inlineStr"><is><t>Школа № 1</t></is></c>'))
    const wide = Buffer.from(`\ufeff${xml.replace('?>', ' encoding="UTF-16"?>')}`, 'utf16le')
    for (const content of [wide, Buffer.from(wide).swap16()]) {
      expect(await cellsOf(one('', { sheets: [{ xml: new Uint8Array(content) }] }))).toEqual([['Школа № 1']])
    }
    expect(await cellsOf(madeZip(workbookParts({ sheets: [{ xml }] }), { zip64: true }))).toEqual([['Школа № 1']])
    expect(await cellsOf(one('', { sheets: [{ xml, part: { stored: true } }] }))).toEqual([['Школа № 1']])
  })

  it('of strict files', async () => {
    const strict = workbookParts({ sheets: [{ xml: row('<c><v>1</v></c>') }] }).map(({ name, content }) => ({
      name,
      content: String(content)
        .replaceAll(
          'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
          'http://purl.oclc.org/ooxml/spreadsheetml/main',
        )
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006',
          'http://purl.oclc.org/ooxml/officeDocument',
        ),
    }))
    expect(await cellsOf(madeZip(strict))).toEqual([['1']])
  })
})

describe('what is broken is said to be broken', () => {
  const refused = async (bytes: Uint8Array) =>
    expect(readBack(bytes)).rejects.toMatchObject({ problems: [{ code: 'brokenWorkbook' }] })
  const good = row('<c r="A1"><v>1</v></c>')

  it.each(['_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'])(
    'a workbook without %s',
    async (part) => refused(one(good, { without: [part] })),
  )

  it.each([
    ['a text that is not there', row('<c t="s"><v>0</v></c>')],
    ['an unknown type', row('<c t="x"><v>1</v></c>')],
    ['rows out of order', '<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>'],
    ['a row beyond the last', '<row r="1048577"><c><v>1</v></c></row>'],
    ['a column beyond the last', row('<c r="XFE1"><v>1</v></c>')],
    ['tags that cross', row('<c><v>1</c></v>')],
    ['an attribute without quotes', row('<c r=A1><v>1</v></c>')],
    ['a document type', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>${sheetXml(good).slice(21)}`],
  ])('%s', async (_, xml) => refused(one(xml)))

  it('bytes that do not fit their check sum, or their size', async () => {
    await refused(one('', { sheets: [{ xml: good, part: { crc: 1 } }] }))
    await refused(one('', { sheets: [{ xml: good, part: { declared: 10 } }] }))
    await refused(one('', { sheets: [{ xml: good, part: { declared: 100_000 } }] }))
  })
})
