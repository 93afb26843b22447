import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/recheck.json'
import { tQuantileUpper, wilson } from '../../src/statistics/intervals'

describe('intervals', () => {
  it('wilson equals SciPy', () => {
    for (const { count, n, confidence, low, high } of reference.wilson) {
      const interval = wilson(count, n, confidence)
      expect(interval.low).toBeCloseTo(low, 12)
      expect(interval.high).toBeCloseTo(high, 12)
    }
  })

  it('wilson refuses what is no share', () => {
    expect(() => wilson(1, 0)).toThrow(RangeError)
    expect(() => wilson(3, 2)).toThrow(RangeError)
  })

  it('quantiles of t equal SciPy', () => {
    for (const { p, df, t } of reference.tQuantile) expect(tQuantileUpper(p, df) / t).toBeCloseTo(1, 9)
    expect(() => tQuantileUpper(0, 5)).toThrow(RangeError)
  })
})
