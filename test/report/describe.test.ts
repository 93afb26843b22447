import { describe, expect, it } from 'vitest'
import { GROUNDS, LOCALES, TIERS } from '../../src/model'
import { describeGround, describeReason, describeSignal, describeTier, describeWarning } from '../../src/report'
import { exampleResult, signal } from './example-result'

describe('every code as a sentence', () => {
  const result = exampleResult()

  it('a reason: the finding of a detector with its sitting, or a ground', () => {
    const details = { subject: 'Математика', grade: 4, class: null, mean: 31.25, expected: 24.8 }
    expect(describeReason(result, { code: 'high-level', details }, 'en')).toBe(
      'Математика, grade 4: mean 31.3, expected 24.8',
    )
    expect(describeReason(result, { code: 'noObserver', details: {} }, 'ru')).toBe('Не было общественного наблюдателя')
  })

  it('a warning', () => {
    expect(describeWarning(result, { code: 'noSchoolsTable' }, 'en')).toMatch(/^No schools table was given\./)
  })

  it('a signal: what was found, or why nothing was measured', () => {
    expect(describeSignal(result, signal(), 'ru')).toBe('средний балл 31,3, ожидалось 24,8')
    const silent = { ...signal(), outcome: 'notApplicable' as const, p: null, reason: 'tooFewPupils' }
    expect(describeSignal(result, silent, 'en')).toBe('too few pupils')
  })

  it('tiers and grounds, all of them, in all languages, none by its code', () => {
    for (const locale of LOCALES) {
      const words = [...TIERS.map((t) => describeTier(t, locale)), ...GROUNDS.map((g) => describeGround(g, locale))]
      expect(new Set(words).size).toBe(TIERS.length + GROUNDS.length)
      for (const word of words) expect(word).not.toMatch(/notAssessable|noObserver/)
    }
  })
})
