import { describe, expect, it } from 'vitest'
import { type MonitorResult, monitor } from '../../src'
import { summaryText } from '../../src/cli/summary'
import { lookAtFirst } from '../../src/recheck/look-at-first'
import { toHtml, toRecheckCsv } from '../../src/report'
import { simulateRegion } from '../../src/simulate'
import { exampleResult } from '../report/example-result'

const nobody = (): boolean => false

describe('look at first', () => {
  it('names the head of the order, without those that are listed or not measured', () => {
    const p = [0.3, 0.004, null, 0.2, 0.0001, 0.9]
    expect(lookAtFirst(p, nobody)?.schools).toEqual([4, 1, 3])
    expect(lookAtFirst(p, (school) => school === 4)?.schools).toEqual([1, 3, 0])
  })

  it('is not there beside a list of three or more, nor where nobody was measured', () => {
    const p = [0.001, 0.002, 0.003, 0.5]
    expect(lookAtFirst(p, (school) => school < 2)).not.toBeNull()
    expect(lookAtFirst(p, (school) => school < 3)).toBeNull()
    expect(lookAtFirst([null, null], nobody)).toBeNull()
  })

  it('tells the chance in districts of about this size, with an interval', () => {
    const of = (schools: number) =>
      lookAtFirst(
        Array.from({ length: schools }, (_, s) => (s + 1) / schools),
        nobody,
      )!
    const small = of(25)
    expect(small.simulated.schools).toBe(30)
    expect(small.low).toBeLessThan(small.chance)
    expect(small.high).toBeGreaterThan(small.chance)
    expect(of(16).simulated.schools).toBe(15)
  })

  it('lists nobody: neither grounds nor rows', () => {
    const result: MonitorResult = monitor(
      simulateRegion({ schools: 24, seed: 2, observers: null, manipulation: null }).tables,
      {
        seed: 1,
      },
    )
    const first = result.lookAtFirst!
    expect(first.schools.length).toBeGreaterThan(0)
    for (const id of first.schools) {
      expect(result.schools.find(({ schoolId }) => schoolId === id)?.grounds).not.toContain('signs')
      expect(toRecheckCsv(result)).not.toContain(id)
    }
  })

  it.each(['ru', 'en'] as const)('is said with its chance and without the word signs for them (%s)', (locale) => {
    const first = {
      schools: ['000003'],
      chance: 0.42,
      low: 0.31,
      high: 0.53,
      simulated: { schools: 30, regions: 80, manipulating: 0.1 },
    }
    const result = exampleResult({ lookAtFirst: first })
    for (const text of [toHtml(result, { locale }), summaryText(result, [], locale)]) {
      expect(text).toContain(locale === 'ru' ? 'С кого начать присматриваться' : 'Look at first')
      expect(text.replace(/\s+/g, ' ')).toMatch(/42\s?%/)
    }
    expect(toHtml(exampleResult(), { locale })).not.toContain('id="look-at-first"')
  })
})
