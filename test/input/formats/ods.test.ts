import { describe, expect, it } from 'vitest'
import { contentXml, madeOds } from '../../../scripts/make-ods'
import { CELL } from '../../../src/input/formats/workbook'
import { refusalOf } from './hostile'
import { readBack } from './read-back'

const table = (rows: string, name = 'Лист1', attributes = '') =>
  `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`
const text = (words: string) =>
  `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`
const read = async (tables: string, styles?: string) => readBack(madeOds(contentXml(tables, styles)))

describe('ODS', () => {
  it('gives cells of every type with their kinds', async () => {
    const cells = [
      text('да<text:s text:c="2"/><text:span>нет</text:span><text:line-break/>&#1052;'),
      '<table:table-cell office:value-type="float" office:value="9.000000000001"><text:p>9</text:p></table:table-cell>',
      '<table:table-cell office:value-type="percentage" office:value="0.531"><text:p>53%</text:p></table:table-cell>',
      '<table:table-cell office:value-type="date" office:date-value="2022-02-01T10:00:00"><text:p>01.фев</text:p></table:table-cell>',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ИСТИНА</text:p></table:table-cell>',
      '<table:table-cell office:value-type="currency" office:value="5"><text:p>5,00 ₽</text:p></table:table-cell>',
      '<table:table-cell table:formula="of:=FALSE()" office:value-type="float" office:value="0"><text:p>ЛОЖЬ</text:p></table:table-cell>',
      '<table:table-cell office:value-type="float" office:value="42"><text:p>000042</text:p></table:table-cell>',
      '<table:table-cell office:value-type="float" office:value="nan"><text:p>nan</text:p></table:table-cell>',
      '<table:table-cell table:formula="of:=[.A1]"/>',
      '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#ДЕЛ/0!</text:p></table:table-cell>',
      '<table:table-cell office:value-type="string"><office:annotation><text:p>примечание</text:p></office:annotation><text:p>две</text:p><text:p>строки</text:p></table:table-cell>',
      '<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"><text:p>09:30</text:p></table:table-cell>',
    ]
    const [sheet] = await read(table(`<table:table-row>${cells.join('')}</table:table-row>`))
    const [row] = sheet!.rows
    expect(row!.cells).toEqual([
      'да  нет\nМ',
      '9',
      '53.1%',
      '2022-02-01',
      'true',
      '5',
      'false',
      '000042',
      'nan',
      '',
      '#ДЕЛ/0!',
      'две\nстроки',
      '09:30',
    ])
    const { text: words, number, percent, date, boolean, formulaWithoutValue, error } = CELL
    expect(row!.kinds).toEqual([
      words,
      number,
      percent,
      date,
      boolean,
      number,
      boolean,
      words,
      error,
      formulaWithoutValue,
      error,
      words,
      words,
    ])
    expect(row!.shown[3]).toBe('1.2')
  })

  it('repeats cells and rows as the file says, and skips empty ones without end', async () => {
    const rows =
      `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>` +
      `<table:table-header-rows><table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row></table:table-header-rows>` +
      `<table:table-row table:visibility="filter"><table:table-cell/>${text('x')}</table:table-row>` +
      `<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
    const [sheet] = await read(table(rows))
    expect(sheet!.rows.map(({ number, hidden, cells }) => [number, hidden, cells])).toEqual([
      [1, false, ['1', '1', '1']],
      [2, false, ['1', '1', '1']],
      [7, true, ['', 'x']],
    ])
  })

  it('says what is merged and which sheets are hidden, and keeps sheets apart', async () => {
    const styles =
      '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>' +
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    const merged = `<table:table-row>${text('а')}<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3" office:value-type="string"><text:p>б</text:p></table:table-cell><table:covered-table-cell office:value-type="string"><text:p>скрыто</text:p></table:covered-table-cell></table:table-row>`
    const sheets = await read(
      table(merged, 'А', 'table:style-name="ta1"') +
        table(`<table:table-row>${text('в')}</table:table-row>`, 'Б', 'table:style-name="ta2"'),
      styles,
    )
    expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows.map(({ cells }) => cells)])).toEqual([
      ['А', false, [['а', 'б']]],
      ['Б', true, [['в']]],
    ])
    expect(sheets[0]!.merged).toEqual([{ firstRow: 1, lastRow: 3, firstColumn: 1, lastColumn: 2 }])
  })

  it('refuses cells repeated without end, torn content and locked files', async () => {
    const one = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    const rows = `<table:table-row table:number-rows-repeated="1048576">${one}</table:table-row>`
    expect(await refusalOf(madeOds(contentXml(table(rows))))).toBe('fileTooLarge')
    const wide = one.replace('16384', '99999999')
    await expect(read(table(`<table:table-row>${wide}</table:table-row>`))).rejects.toMatchObject({
      problems: [{ code: 'fileTooLarge' }],
    })
    const torn = contentXml(table(`<table:table-row>${text('а')}</table:table-row>`)).slice(0, -20)
    await expect(readBack(madeOds(torn))).rejects.toMatchObject({
      problems: [{ code: 'brokenWorkbook', found: 'content.xml' }],
    })
    await expect(readBack(madeOds('\u0000', '<manifest:encryption-data/>'))).rejects.toMatchObject({
      problems: [{ code: 'encryptedFile' }],
    })
  })
})
