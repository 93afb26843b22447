import { describe, expect, it } from 'vitest'
import { toAnnexHtml } from '../../src/report'
import { exampleResult, sitting } from './example-result'

const rows = (page: string): string[][] =>
  [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  )

describe('toAnnexHtml', () => {
  it('lists every sitting with the item of the decision, and adds up the papers', () => {
    const page = toAnnexHtml(exampleResult(), { locale: 'ru' })
    expect(page).toContain('ПЕРЕЧЕНЬ')
    expect(rows(page)).toEqual([
      [
        '№ п/п',
        'Муниципалитет',
        'Образовательная организация',
        'Предмет, класс',
        'Работ для перепроверки',
        'Основание',
      ],
      ['1', 'Озёрный', 'Школа № 1 001234', 'Математика, 4 класс', '11', 'п. 2.2, 2.3'],
      ['2', 'Озёрный', '000002', 'Русский язык, 5 класс', '11', 'п. 2.3'],
      ['Итого', '35', ''],
    ])
    expect(page).toContain('не является выводом о недостоверности')
  })

  it('puts a school with several sittings into one block and marks what is beyond the budget', () => {
    const result = exampleResult()
    const more = sitting({ subject: 'Русский язык', grounds: ['control'], withinBudget: false })
    const page = toAnnexHtml({
      ...result,
      sittings: [...result.sittings, more],
      recheck: [{ ...result.recheck[0]!, sittings: [0, 4] }],
    })
    expect(page.match(/rowspan="2"/g)).toHaveLength(3)
    expect(rows(page)[2]).toEqual(['Русский язык, grade 4', '11', 'control sample (beyond budget)'])
  })

  it('holds neither scripts nor what Word does not know', () => {
    const page = toAnnexHtml(exampleResult())
    expect(page).not.toMatch(/<script|var\(|display:\s*(grid|flex)|https?:/)
  })

  it('escapes the data', () => {
    const result = exampleResult()
    const name = '</table><script>alert(1)</script>'
    const page = toAnnexHtml({ ...result, recheck: [{ ...result.recheck[0]!, name, municipality: name }] })
    expect(page).not.toMatch(/<script|<\/table>.*<\/table>/s)
  })
})
