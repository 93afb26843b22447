import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../src/model'
import { allTexts } from './all-texts'

const gaps = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort()
const texts = await allTexts()

describe('every text', () => {
  it('is found in every room', () => {
    for (const path of ['words/report.ts', 'words/problems.ts', 'words/cli.ts', 'detectors/high-level', 'layouts/'])
      expect(texts.filter(([at]) => at.startsWith(path)).length).toBeGreaterThan(2)
  })

  it.each(texts)('%s says something in every language, with the same gaps', (_, text) => {
    expect(Object.keys(text).toSorted()).toEqual(LOCALES.toSorted())
    for (const locale of LOCALES) {
      expect(text[locale].trim()).not.toBe('')
      expect(gaps(text[locale])).toEqual(gaps(text.en))
    }
  })

  it.each(texts.filter(([path]) => !path.startsWith('words/help')))(
    '%s: Russian without straight quotes',
    (_, text) => {
      // A quote that is written twice inside a cell is an example, and a value between straight quotes is typed as it stands.
      expect(text.ru.replaceAll('""', '')).not.toMatch(/"|'/)
    },
  )
})
