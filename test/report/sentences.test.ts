import { describe, expect, it } from 'vitest'
import { builtInDetectors } from '../../src/detectors'
import type { Details, WarningCode } from '../../src/model'
import { findingText, notMeasuredText, reasonTexts, warningText } from '../../src/report/sentences'
import { exampleResult, signal } from './example-result'

describe('sentences', () => {
  it('falls back to the code with its details', () => {
    expect(warningText({ code: 'somethingNew' as WarningCode, details: { schools: 3 } }, [], 'ru')).toBe(
      'somethingNew (schools: 3)',
    )
    expect(warningText({ code: 'toString' as WarningCode }, [], 'en')).toBe('toString')
    const [reason] = reasonTexts([{ code: 'somethingNew', details: { n: 2 } }], { detectors: [] }, 'en')
    expect(reason).toBe('SomethingNew (n: 2)')
  })

  it('says what the data lack', () => {
    expect(notMeasuredText({ reason: 'no:journal', details: null }, undefined, 'ru')).toBe(
      'в данных нет: отметки в журнале',
    )
    expect(notMeasuredText({ reason: 'no:somethingNew', details: null }, undefined, 'en')).toBe(
      'the data do not hold: somethingNew',
    )
  })

  it('says why nothing was measured in the words of the detector', () => {
    const [description] = exampleResult().detectors
    const own = { ...description!, reasons: { noScale: { en: 'no scale of {points}', ru: 'нет шкалы в {points}' } } }
    const signal = { reason: 'noScale', details: { points: 5 } }
    expect(notMeasuredText(signal, own, 'en')).toBe('no scale of 5')
    expect(notMeasuredText(signal, own, 'ru')).toBe('нет шкалы в 5')
    expect(notMeasuredText({ reason: 'tooFewPupils', details: null }, own, 'ru')).toBe('слишком мало участников')
  })

  it('calls a detector that failed by its question', () => {
    const { detectors } = exampleResult()
    const warning = { code: 'detectorFailed' as const, details: { detector: 'high-level', sittings: 3 } }
    expect(warningText(warning, detectors, 'ru')).toContain(detectors[0]!.question.ru)
    expect(warningText(warning, detectors, 'ru')).not.toContain('high-level')
  })

  it('tells a finding with the numbers of the locale', () => {
    const [detector] = exampleResult().detectors
    expect(findingText(signal(), detector, 'ru')).toBe('средний балл 31,3, ожидалось 24,8')
    expect(findingText(signal(), undefined, 'en')).toContain('high-level (value: 31.25')
  })

  it('makes sense where papers are alike as a whole, though no single pair is striking', () => {
    const { meta, reasons } = builtInDetectors.find(({ meta }) => meta.id === 'alike-answers')!
    const alike = { ...meta, reasons }
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
