import { beforeAll, describe, expect, it } from 'vitest'
import { type MonitorResult, monitor } from '../src'
import { simulateRegion } from '../src/simulate'

describe('the context index in the result', () => {
  const { tables } = simulateRegion({ seed: 3, schools: 40 })
  let result: MonitorResult
  beforeAll(() => {
    result = monitor(tables, { seed: 1 })
  })

  it('is standardised over the schools and rises with what favours results', () => {
    const index = result.schools.map(({ contextIndex }) => contextIndex!)
    const mean = index.reduce((sum, value) => sum + value, 0) / index.length
    const variance = index.reduce((sum, value) => sum + (value - mean) ** 2, 0) / index.length
    expect(mean).toBeCloseTo(0, 3)
    expect(variance).toBeCloseTo(1, 1)
    const { loadings, explained } = result.region.contextIndex!
    expect(explained).toBeGreaterThan(0.2)
    expect(loadings.reduce((sum, { loading }) => sum + loading ** 2, 0)).toBeCloseTo(1, 3)
    expect(loadings.map(({ loading }) => Math.abs(loading))).toEqual(
      loadings.map(({ loading }) => Math.abs(loading)).toSorted((a, b) => b - a),
    )
    expect(loadings.find(({ column }) => column === 'higher_education_share')!.loading).toBeGreaterThan(0)
  })

  it('of a group: one school in ten lies below, one above, and half below the median', () => {
    expect(result.peerGroups.length).toBeGreaterThan(1)
    for (const { id, contextIndex } of result.peerGroups) {
      const own = result.schools.filter((s) => s.peerGroup === id).map((s) => s.contextIndex!)
      const { low, median, high } = contextIndex!
      const share = (of: (value: number) => boolean) => own.filter(of).length / own.length
      const step = 1.5 / own.length
      expect(Math.abs(share((value) => value < low) - 0.1)).toBeLessThan(step)
      expect(Math.abs(share((value) => value < median) - 0.5)).toBeLessThan(step)
      expect(Math.abs(share((value) => value > high) - 0.1)).toBeLessThan(step)
    }
  })

  it('is absent where nothing is known of context', () => {
    const { region, schools } = monitor({ results: tables.results })
    expect(region.contextIndex).toBeNull()
    expect(schools.length).toBeGreaterThan(0)
    expect(new Set(schools.map(({ contextIndex }) => contextIndex))).toEqual(new Set([null]))
  })
})
