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
    expect(() => wilson(0, 0)).toThrow(RangeError)
  })

  it('wilson leaves none and all possible, to the last bit', () => {
    for (let n = 1; n <= 300; n++) {
      expect(wilson(0, n).low).toBe(0)
      expect(wilson(n, n).high).toBe(1)
    }
  })

  it('quantiles of t equal SciPy', () => {
    for (const { p, df, t } of reference.tQuantile) expect(tQuantileUpper(p, df) / t).toBeCloseTo(1, 9)
    expect(tQuantileUpper(0.5, 5)).toBeCloseTo(0, 15)
    for (const p of [0, 0.6, Number.NaN]) expect(() => tQuantileUpper(p, 5)).toThrow(RangeError)
  })
})
