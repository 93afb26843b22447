import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale, monitor } from '../../src'
import { summaryText } from '../../src/cli/summary'
import { bytesOf, documentFiles } from '../../src/outputs'
import { toAnnexHtml, toHtml } from '../../src/report'
import { bookSheets } from '../../src/report/book-tables'
import { simulateRegion } from '../../src/simulate'
import { wordsOf } from '../../src/words'
import { linesOf, visibleText } from './visible-text'

/** Words of statisticians, and single letters that stand for figures. */
const JARGON =
  /(?<![\p{L}\p{N}_])[pqz](?![\p{L}\p{N}_])|silhouette|силуэт|principal component|главн\S* компонент|standard deviation|стандартн\S* отклонени|quantile|квантил|bootstrap|бутстр|likelihood|правдоподоби|overdispersion|сверхразброс|p-value/iu
/** Folds that say in their head whom they are for. */
const FOR_STATISTICIANS = /<details class="statistics">[\s\S]*?<\/details>/g

const strong = { schools: 0.2, strength: 'strong' } as const
const result = monitor(simulateRegion({ seed: 3, schools: 40, manipulation: strong }).tables, { seed: 1 })
const spoken = (lines: readonly string[]): string[] => lines.filter((line) => JARGON.test(line))

describe.each(LOCALES)('words before the details: %s', (locale: Locale) => {
  it('the report leaves the words of statisticians to folds for them, and has such folds', () => {
    const page = toHtml(result, { locale })
    expect(page.match(FOR_STATISTICIANS)!.length).toBeGreaterThan(result.recheck.length)
    const read = page.replace(FOR_STATISTICIANS, '')
    const titleOfPaper = /\(\d{4}\) /
    expect(spoken(visibleText(read).split('\n')).filter((line) => !titleOfPaper.test(line))).toEqual([])
  })

  it('the terminal, the annex and the documents know none', async () => {
    expect(spoken(summaryText(result, [], locale).split('\n'))).toEqual([])
    expect(spoken(linesOf('annex.html', Buffer.from(toAnnexHtml(result, { locale }))))).toEqual([])
    for (const { name, content } of documentFiles(result, { locale }))
      expect([name, spoken(linesOf(name, Buffer.from(bytesOf(await content()))))]).toEqual([name, []])
  })

  it('the workbook keeps them on the sheet for statisticians', () => {
    const { sheet, column } = wordsOf(locale)
    for (const { title, table } of bookSheets(result, locale)) {
      const heads = table.columns.map((name) => (column as Readonly<Record<string, string>>)[name] ?? name)
      const found = spoken([title, ...heads, ...table.rows.flat().map(String)])
      if (title === sheet.statistics) expect(found).not.toEqual([])
      else expect([title, found]).toEqual([title, []])
    }
  })
})
