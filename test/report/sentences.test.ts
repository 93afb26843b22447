import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtInDetectors } from '../../src/detectors'
import type { Details, WarningCode } from '../../src/model'
import { findingText, notMeasuredText, reasonTexts, warningText } from '../../src/report/sentences'
import { NOT_MEASURED } from '../../src/words/reasons'
import { FAMILY, UNIT } from '../../src/words/terms'
import { exampleResult, signal } from './example-result'

/** Codes that the sources write down literally: `code: 'noContext'`. */
function codesIn(folders: readonly string[], pattern: RegExp): string[] {
  const root = join(import.meta.dirname, '../../src')
  const files = folders.flatMap((folder) =>
    folder.endsWith('.ts')
      ? [folder]
      : readdirSync(join(root, folder), { recursive: true })
          .map((name) => join(folder, String(name)))
          .filter((name) => name.endsWith('.ts')),
  )
  return [
    ...new Set(
      files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, code]) => code!)),
    ),
  ]
}

describe('every code has a sentence', () => {
  it('why nothing was measured', () => {
    const codes = [
      ...codesIn(['detectors', 'statistics'], /\b(?:reason: |failed\()'(\w+)'/g),
      ...codesIn(['detectors'], /'((?:no|too|few|one|other|more|unequal|unknown)[A-Z]\w+)'/g),
    ]
    expect(codes).toContain('tooFewPupils')
    for (const code of codes) expect(Object.keys(NOT_MEASURED)).toContain(code)
  })

  it('families and units of the built-in detectors', () => {
    for (const { meta } of builtInDetectors) {
      expect(Object.keys(FAMILY)).toContain(meta.family)
      expect(Object.keys(UNIT)).toEqual(expect.arrayContaining([meta.unit, meta.effectUnit]))
    }
  })
})

describe('sentences', () => {
  it('falls back to the code with its details', () => {
    expect(warningText({ code: 'somethingNew' as WarningCode, details: { schools: 3 } }, 'ru')).toBe(
      'somethingNew (schools: 3)',
    )
    expect(warningText({ code: 'toString' as WarningCode }, 'en')).toBe('toString')
    const [reason] = reasonTexts([{ code: 'somethingNew', details: { n: 2 } }], { detectors: [] }, 'en')
    expect(reason).toBe('SomethingNew (n: 2)')
  })

  it('says what the data lack', () => {
    expect(notMeasuredText({ reason: 'no:journal', details: null }, 'ru')).toBe('в данных нет: отметки в журнале')
    expect(notMeasuredText({ reason: 'no:somethingNew', details: null }, 'en')).toBe(
      'the data do not hold: somethingNew',
    )
  })

  it('tells a finding with the numbers of the locale', () => {
    const [detector] = exampleResult().detectors
    expect(findingText(signal(), detector, 'ru')).toBe('средний балл 31,3, ожидалось 24,8')
    expect(findingText(signal(), undefined, 'en')).toContain('high-level (value: 31.25')
  })

  it('makes sense where papers are alike as a whole, though no single pair is striking', () => {
    const alike = builtInDetectors.find(({ meta }) => meta.id === 'alike-answers')!.meta
    const of = (details: Details, locale: 'en' | 'ru') => findingText(signal({ details }), alike, locale)
    const none = { alike: 0, pupils: 62, expected: 0.62, groups: '—' }
    expect(of(none, 'en')).toBe(
      'papers are more alike than total scores explain: 0 of 62 strikingly alike to another (0.62 expected)',
    )
    expect(of(none, 'ru')).toBe(
      'работы похожи друг на друга сильнее, чем следует из общих баллов: резко совпадают с другой 0 из 62 (ожидалось 0,62)',
    )
    expect(of({ ...none, alike: 2, groups: '3-7' }, 'en')).toMatch(/; groups, by number in the order of the file: 3-7$/)
  })

  it('groups findings by sitting and missing observers by kind', () => {
    const texts = reasonTexts(
      [
        { code: 'high-level', details: { subject: 'Математика', grade: 4, mean: 9, expected: 5 } },
        { code: 'low-spread', details: { subject: 'Математика', grade: 4, value: 2, expected: 4 } },
        { code: 'noObserver', details: { subject: 'Математика', grade: 4 } },
        { code: 'noObserver', details: { subject: 'Русский язык', grade: 5, class: '5А' } },
      ],
      exampleResult(),
      'ru',
    )
    expect(texts).toEqual([
      'Математика, 4 класс: средний балл 9, ожидалось 5; разброс 2 вместо 4',
      'Не было общественного наблюдателя: Математика, 4 класс; Русский язык, 5 класс, 5А',
    ])
  })
})
