import readXlsxFile from 'read-excel-file/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withoutClock } from '../../src/documents/zip'
import type { MonitorResult } from '../../src/model'
import { toRecheckXlsx } from '../../src/outputs'
import { exampleResult, school } from './example-result'
import { unzipped } from './unzipped'

const workbook = async (result: MonitorResult, locale: 'en' | 'ru' = 'ru') =>
  Buffer.from(await toRecheckXlsx(result, { locale }))
const sheets = async (result = exampleResult(), locale: 'en' | 'ru' = 'ru') => {
  const read = await readXlsxFile(await workbook(result, locale))
  return new Map(read.map(({ sheet, data }) => [sheet, data as unknown[][]]))
}
const column = (data: unknown[][], heading: string) => data.slice(1).map((row) => row[data[0]!.indexOf(heading)])

describe('recheck.xlsx', () => {
  afterEach(() => void vi.useRealTimers())

  it('has a sheet for each who works with it, with headings in the language of the reader', async () => {
    const names = [...(await sheets()).keys()]
    expect(names.slice(0, 4)).toEqual(['Школы для перепроверки', 'По предметам и классам', 'Экспертам', 'Все школы'])
    expect(names).toContain('Для статистика')
    expect(names).toContain('Показатели')
    expect(names.at(-1)).toBe('О файле')
    expect([...(await sheets(exampleResult(), 'en')).keys()]).toContain('Schools to recheck')
  })

  it('keeps ids as text with their zeros, numbers as numbers, absence as an empty cell', async () => {
    const list = (await sheets()).get('Школы для перепроверки')!
    expect(column(list, 'Код школы')).toEqual(['001234', '000002'])
    expect(column(list, 'Работ для перепроверки')).toEqual([11, 24])
    expect(column(list, 'В пределах бюджета')).toEqual([null, 'нет'])
    expect(column((await sheets()).get('Для статистика')!, 'p').slice(0, 2)).toEqual([0.0004, 0.5])
  })

  it('shows p and q to statisticians alone, and no column that is empty', async () => {
    for (const [name, data] of await sheets()) {
      if (['О файле', 'Для статистика', 'По параллелям'].includes(name)) continue
      expect([name, data[0]!.includes('p'), data[0]!.includes('q')]).toEqual([name, false, false])
      if (data.length === 1) continue
      for (const [i, heading] of data[0]!.entries())
        if (heading !== 'Сдано')
          expect([name, heading, data.slice(1).some((row) => row[i] !== null)]).toEqual([name, heading, true])
    }
  })

  it('holds no code of the program in a Russian book', async () => {
    for (const [name, data] of await sheets())
      for (const cell of data.flat())
        if (typeof cell === 'string' && name !== 'О файле')
          expect([
            name,
            cell.match(/\b(HIGH_MEAN|JOURNAL|noObserver|setAside|strong|moderate|scoreAboveMaximum)\b/),
          ]).toEqual([name, null])
  })

  it('prints on A4 as wide as a page, with its headings on each, and colours what is strong', async () => {
    const parts = unzipped(await workbook(exampleResult()))
    const sheet = parts.get('xl/worksheets/sheet1.xml')!
    expect(sheet).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
    // A narrow sheet stands upright, as the last one does that tells of the file.
    const sheets = [...parts.keys()].filter((path) => /worksheets\/sheet\d+\.xml$/.test(path))
    expect(parts.get(`xl/worksheets/sheet${sheets.length}.xml`)).toContain('orientation="portrait"')
    expect(sheet).toMatch(/<cfRule type="cellIs" dxfId="0"[^>]*><formula>"сильные признаки"<\/formula>/)
    const book = parts.get('xl/workbook.xml')!
    expect(book).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'Школы для перепроверки'!$1:$1<`)
    expect(book).toMatch(/_xlnm.Print_Area" localSheetId="0">'Школы для перепроверки'!\$A\$1:\$[A-Z]\$3</)
    // In the order of the schema: Excel calls a book broken that does not keep it.
    const order = [
      '<sheetPr>',
      '<sheetViews>',
      '<cols>',
      '<sheetData>',
      '<autoFilter',
      '<conditionalFormatting',
      '<pageMargins',
      '<pageSetup',
      '<headerFooter',
    ]
    const places = order.map((tag) => sheet.indexOf(tag))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.every((place) => place > 0)).toBe(true)
  })

  it('has a sheet for each municipality, under a name that Excel takes', async () => {
    const result = exampleResult()
    const named = (municipality: string, i: number) => ({ ...result.recheck[i]!, municipality })
    const names = [`Район [1]: ${'а'.repeat(40)}`, `Район [2]: ${'а'.repeat(40)}`]
    const book = await sheets({ ...result, recheck: names.map(named) })
    const own = [...book.keys()].filter((name) => name.startsWith('Район'))
    expect(own).toHaveLength(2)
    for (const name of own) {
      expect(name.length).toBeLessThanOrEqual(31)
      expect(name).not.toMatch(/[[\]:*?/\\]/)
      expect(book.get(name)![0]).toContain('Сдано')
    }
  })

  it('says codes in words', async () => {
    const list = (await sheets()).get('Школы для перепроверки')!
    expect(column(list, 'Основания')).toEqual([
      'признаки необъективности; не было общественного наблюдателя',
      'не было общественного наблюдателя',
    ])
    expect(column(list, 'Признаки')).toEqual(['умеренные признаки', 'признаков нет'])
    expect(column((await sheets()).get('По предметам и классам')!, 'Наблюдатель')).toEqual(['не было', 'нет сведений'])
    expect(column((await sheets()).get('Все школы')!, 'Официальные маркеры')[0]).toBe('высокие результаты МА 4')
  })

  it('says the answer and the warnings on the last sheet', async () => {
    const about = (await sheets()).get('О файле')!.flat().join('\n')
    expect(about).toContain('Перепроверить 35\u00a0работ')
    expect(about).toContain('Таблицы наблюдателей нет.')
    expect(about).toContain('abc123')
  })

  it('writes no formula and survives what XML may not hold', async () => {
    const name = '=cmd|"/C calc"!A0\u0000\ud800<b>&]]>'
    const result = exampleResult()
    const read = await sheets({ ...result, recheck: [{ ...result.recheck[0]!, name }], schools: [school({ name })] })
    expect(column(read.get('Школы для перепроверки')!, 'Школа')[0]).toBe('=cmd|"/C calc"!A0\ufffd\ufffd<b>&]]>')
    const bytes = await workbook({ ...result, recheck: [{ ...result.recheck[0]!, name: '=1+1' }] })
    for (const [path, part] of unzipped(bytes)) if (path.endsWith('.xml')) expect(part).not.toMatch(/<f[ >]/)
  })

  it('cuts text that Excel could not hold', async () => {
    const result = exampleResult()
    const name = 'Ш'.repeat(40_000)
    const read = await sheets({ ...result, recheck: [{ ...result.recheck[0]!, name }] })
    expect(String(column(read.get('Школы для перепроверки')!, 'Школа')[0])).toHaveLength(32_000)
  })

  it('freezes the headings and filters each table over its whole width and length', async () => {
    const first = unzipped(await workbook(exampleResult())).get('xl/worksheets/sheet1.xml')!
    expect(first).toContain('<autoFilter ref="A1:J3"/>')
    expect(first).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/)
    expect(first.indexOf('</sheetData>')).toBeLessThan(first.indexOf('<autoFilter'))
  })

  it('gives each column its look: text, whole numbers, small ones', async () => {
    const parts = unzipped(await workbook(exampleResult()))
    const [sheet, styles] = [parts.get('xl/worksheets/sheet1.xml')!, parts.get('xl/styles.xml')!]
    const looks = [...styles.matchAll(/<xf[ >].*?<\/xf>/g)].map(([xf]) => {
      const format = /numFmtId="(\d+)"/.exec(xf)?.[1]
      return [new RegExp(`numFmtId="${format}" formatCode="([^"]*)"`).exec(styles)?.[1], xf.includes('wrapText="1"')]
    })
    const lookOf = (cell: string) => looks[Number(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)![1])]
    expect(lookOf('A2')).toEqual(['0', false])
    expect(lookOf('B2')).toEqual(['@', true])
    expect(parts.get('xl/styles.xml')).toContain('[&lt;0.0001]0.0E+00;0.0000')
  })

  it('has no text in a cell whose text is empty', async () => {
    const result = exampleResult({ schools: [school(), school({ grounds: [] })] })
    const parts = unzipped(await workbook(result))
    const row = /<row r="3".*?<\/row>/.exec(parts.get('xl/worksheets/sheet4.xml')!)![0]
    expect(row).not.toContain('><is><t xml:space="preserve"></t>')
    expect(row).toMatch(/<c r="[A-Z]+3" s="\d+" \/>/)
  })

  it('has the same bytes at any time', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T10:00:00Z') })
    const early = await workbook(exampleResult())
    vi.setSystemTime(new Date('2031-05-05T23:00:00Z'))
    expect((await workbook(exampleResult())).equals(early)).toBe(true)
  })

  it('does not take other bytes for an archive', () => {
    expect(() => withoutClock(new Uint8Array(10))).toThrow(RangeError)
    expect(() => withoutClock(new Uint8Array(100))).toThrow(RangeError)
  })
})
