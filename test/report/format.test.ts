import { describe, expect, it } from 'vitest'
import { fill, formatNumber, formatP, formatPercent, plural } from '../../src/words/format'

describe('formatNumber', () => {
  it.each([
    [0, '0', '0'],
    [4, '4', '4'],
    [2021, '2021', '2021'],
    [12345, '12,345', '12\u00a0345'],
    [1234567, '1,234,567', '1\u00a0234\u00a0567'],
    [31.25, '31.3', '31,3'],
    [3.14179, '3.14', '3,14'],
    [3.5, '3.5', '3,5'],
    [0.045678, '0.046', '0,046'],
    [-1.5, '\u22121.5', '\u22121,5'],
    [-0.0000001, '\u22121e\u22127', '\u22121e\u22127'],
    [99.96, '100', '100'],
    [123.4, '123', '123'],
  ])('%f', (value, en, ru) => {
    expect(formatNumber(value, 'en')).toBe(en)
    expect(formatNumber(value, 'ru')).toBe(ru)
  })

  it('has no negative zero and no word for what is no number', () => {
    expect(formatNumber(-0.001, 'en', 1)).toBe('0.0')
    expect(formatNumber(Number.NaN, 'en')).toBe('—')
    expect(formatNumber(Number.POSITIVE_INFINITY, 'ru')).toBe('—')
  })
})

describe('shares and p-values', () => {
  it('prints shares as percentages', () => {
    expect(formatPercent(0.387, 'ru')).toBe('38,7\u00a0%')
    expect(formatPercent(0.1, 'en')).toBe('10%')
    expect(formatPercent(1, 'ru')).toBe('100\u00a0%')
  })

  it('never turns a small p into zero, and absence stays absence', () => {
    expect(formatP(1e-300, 'en')).toBe('<\u00a00.0001')
    expect(formatP(0, 'ru')).toBe('<\u00a00,0001')
    expect(formatP(0.0123, 'ru')).toBe('0,012')
    expect(formatP(null, 'en')).toBe('—')
  })
})

describe('plural', () => {
  it.each([
    [1, 'школа'],
    [2, 'школы'],
    [4, 'школы'],
    [5, 'школ'],
    [11, 'школ'],
    [12, 'школ'],
    [14, 'школ'],
    [21, 'школа'],
    [22, 'школы'],
    [111, 'школ'],
    [121, 'школа'],
    [0, 'школ'],
    [1.5, 'школы'],
  ])('%f %s', (count, word) => {
    expect(plural(count, ['школа', 'школы', 'школ'], 'ru')).toBe(word)
  })

  it('has two forms in English', () => {
    expect([0, 1, 2, 21].map((n) => plural(n, ['school', 'schools'], 'en'))).toEqual([
      'schools',
      'school',
      'schools',
      'schools',
    ])
  })
})

describe('fill', () => {
  it('fills every kind of gap', () => {
    expect(
      fill('{n|школа|школы|школ}, {share%}, p {p p}, {name}', { n: 3, share: 0.5, p: 0.02, name: 'А' }, 'ru'),
    ).toBe('3\u00a0школы, 50\u00a0%, p 0,02, А')
    expect(fill('{n?school|schools}', { n: 1 }, 'en')).toBe('school')
  })

  it('does not fill a gap that comes with a value, nor look up inherited names', () => {
    expect(fill('{name}', { name: '{other}', other: 'x' }, 'en')).toBe('{other}')
    expect(fill('{constructor} {missing}', {}, 'en')).toBe('— —')
  })
})
