import { describe, expect, it } from 'vitest'
import { type MonitorResult, monitor } from '../../src'
import { summaryText } from '../../src/cli/summary'
import { toHtml, toRecheckCsv } from '../../src/report'
import { simulateRegion } from '../../src/simulate'
import { exampleResult } from '../report/example-result'

describe('look at first, in a run', () => {
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
