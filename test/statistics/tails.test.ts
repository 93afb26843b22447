import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/statistics-tails.json'
import * as tails from '../../src/statistics/tails'

/** Relative error that a function may have; the exponent of 1e-300 alone costs 690 roundings. */
const TOLERANCE = 2e-12
/** Quantiles are quotients of polynomials, good to a few roundings. */
const OF_QUANTILES = 1e-14

const functions = tails as unknown as Record<string, (...numbers: number[]) => number>

describe('tails against 60-digit values', () => {
  for (const name of [...new Set(reference.rows.map((row) => row.function))]) {
    it(name, () => {
      for (const row of reference.rows.filter((r) => r.function === name)) {
        const value = functions[name]!(...row.arguments)
        const scale = name === 'logGamma' ? Math.max(1, Math.abs(row.value)) : Math.abs(row.value)
        // Below 1e-300 doubles lose digits; there only the order of magnitude is asked for.
        const tolerance = name === 'normalQuantile' ? OF_QUANTILES : TOLERANCE
        const allowed = name === 'logGamma' ? 1e-14 * scale : scale > 1e-300 ? tolerance * scale : 1e-300
        expect(
          Math.abs(value - row.value),
          `${name}(${row.arguments}) = ${value}, want ${row.value}`,
        ).toBeLessThanOrEqual(allowed)
      }
    })
  }
})

describe('edges', () => {
  it('mirrors the normal and t tails', () => {
    expect(tails.normalLower(-3) / tails.normalUpper(3)).toBe(1)
    expect(tails.tUpper(-2, 7) + tails.tUpper(2, 7)).toBeCloseTo(1, 15)
    expect(tails.tUpper(1.3, Infinity)).toBe(tails.normalUpper(1.3))
    expect(tails.tUpper(Infinity, 5)).toBe(0)
    expect(tails.tUpper(0, 5)).toBe(0.5)
  })
  it('is continuous where Hill takes over from the beta function', () => {
    for (const t of [0.3, 2, 6, 20])
      expect(tails.tUpper(t, 5e4 * (1 + 1e-15)) / tails.tUpper(t, 5e4)).toBeCloseTo(1, 11)
  })
  it('counts outside the range are certain or impossible', () => {
    expect(tails.binomialUpper(0, 5, 0.2)).toBe(1)
    expect(tails.binomialUpper(6, 5, 0.2)).toBe(0)
    for (const k of [0, -1]) for (const p of [0, 0.05]) expect(tails.binomialUpper(k, 5, p)).toBe(1)
    for (const k of [6, 7]) expect(tails.binomialUpper(k, 5, 0.99)).toBe(0)
    for (const k of [-1, 6]) {
      expect(tails.binomialPoint(k, 5, 0.3)).toBe(0)
      for (const [alpha, beta] of [
        [2, 3],
        [0.5, 0.5],
      ] as const)
        expect(tails.betaBinomialPoint(k, 5, alpha, beta)).toBe(0)
    }
    expect(tails.binomialUpper(3, 5, 0)).toBe(0)
    expect(tails.binomialUpper(3, 5, 1)).toBe(1)
    expect(tails.betaBinomialUpper(0, 5, 1, 1)).toBe(1)
    expect(tails.betaBinomialUpper(6, 5, 1, 1)).toBe(0)
    expect(tails.hypergeometricPoint(-1, 10, 3, 4)).toBe(0)
    expect(tails.hypergeometricPoint(4, 10, 3, 4)).toBe(0)
    // Nobody drawn, and everybody: one count alone is possible.
    for (const k of [-1, 1]) expect(tails.hypergeometricPoint(k, 9, 4, 0)).toBe(0)
    for (const k of [3, 5]) expect(tails.hypergeometricPoint(k, 9, 4, 9)).toBe(0)
    expect(tails.hypergeometricPoint(0, 10, 0, 4)).toBe(1)
    expect(tails.hypergeometricPoint(4, 10, 10, 4)).toBeCloseTo(1, 12)
    expect(tails.hypergeometricPoint(0, 0, 0, 0)).toBe(1)
    // What nearly always happens, though the first of the sum has no chance that a double could hold.
    expect(tails.betaBinomialUpper(1, 5000, 1e6, 1e3)).toBe(1)
  })
  it('keeps nearly all digits of a mass in the middle: C(30, 15) / 2^30', () => {
    expect(Math.abs(tails.binomialPoint(15, 30, 0.5) / (155117520 / 2 ** 30) - 1)).toBeLessThan(1e-15)
  })
  it('masses at chances of 0 and 1, and of no trial at all', () => {
    for (const [k, p, mass] of [
      [0, 0, 1],
      [3, 0, 0],
      [5, 1, 1],
      [3, 1, 0],
    ] as const)
      expect(tails.binomialPoint(k, 5, p)).toBe(mass)
    for (const p of [0, 0.3, 1]) expect(tails.binomialPoint(0, 0, p)).toBe(1)
    for (const alpha of [0.3, 0.7, 2, 11])
      for (const beta of [0.1, 3, 7.7]) expect(tails.betaBinomialPoint(0, 0, alpha, beta)).toBe(1)
    // Chances so small that 1 less them is 1.
    expect(tails.binomialPoint(0, 5, 1e-17)).toBe(1)
    expect(tails.hypergeometricPoint(0, 9, 4, 0)).toBe(1)
    expect(tails.hypergeometricPoint(4, 9, 4, 9)).toBe(1)
    expect(tails.gammaUpper(0, 2, 1)).toBe(1)
    expect(tails.gammaUpper(-1, 2, 1)).toBe(1)
    expect(tails.gammaUpper(Infinity, 2, 1)).toBe(0)
  })
  it('tails are sums of masses, and never more than 1', () => {
    for (const n of [1, 7, 40])
      for (let k = 0; k <= n; k++) {
        const points = (of: (x: number) => number) =>
          Array.from({ length: n + 1 - k }, (_, i) => of(k + i)).reduce((a, b) => a + b, 0)
        expect(tails.binomialUpper(k, n, 0.4)).toBeCloseTo(
          points((x) => tails.binomialPoint(x, n, 0.4)),
          12,
        )
        expect(tails.betaBinomialUpper(k, n, 0.7, 1.9)).toBeCloseTo(
          points((x) => tails.betaBinomialPoint(x, n, 0.7, 1.9)),
          12,
        )
        expect(tails.betaBinomialUpper(k, n, 0.7, 1.9)).toBeLessThanOrEqual(1)
      }
    // All of all trials, nearly always: 1 up to rounding, which must not lead above it.
    for (let n = 1; n <= 40; n++)
      for (let beta = 2e-14; beta < 1e-10; beta *= 1.5) {
        const all = tails.betaBinomialUpper(n, n, 250, beta)
        expect(all).toBeLessThanOrEqual(1)
        expect(all).toBeGreaterThan(1 - 1e-9)
      }
  })
  it('says what it was given wrongly', () => {
    expect(() => tails.tUpper(1, 0)).toThrow(RangeError)
    expect(() => tails.tUpper(Number.NaN, 3)).toThrow(RangeError)
    expect(() => tails.chiSquaredUpper(1, -1)).toThrow(RangeError)
    for (const k of [1.5, -0.5, 3.5]) {
      expect(() => tails.binomialUpper(k, 3, 0.5)).toThrow(RangeError)
      expect(() => tails.binomialPoint(k, 3, 0.5)).toThrow(RangeError)
      expect(() => tails.betaBinomialPoint(k, 3, 1, 2)).toThrow(RangeError)
      expect(() => tails.betaBinomialUpper(k, 3, 1, 2)).toThrow(RangeError)
      expect(() => tails.hypergeometricPoint(k, 3, 1, 2)).toThrow(RangeError)
    }
    for (const p of [1.5, -0.1, Number.NaN]) {
      expect(() => tails.binomialUpper(1, 3, p)).toThrow(RangeError)
      expect(() => tails.binomialPoint(1, 3, p)).toThrow(RangeError)
    }
    for (const [alpha, beta] of [
      [0, 1],
      [1, 0],
      [1, Infinity],
      [Number.NaN, 1],
    ] as const)
      expect(() => tails.betaBinomialPoint(1, 3, alpha, beta)).toThrow(RangeError)
    expect(() => tails.binomialUpper(1, -1, 0.5)).toThrow(RangeError)
    expect(() => tails.gammaUpper(1, 1, 0)).toThrow(RangeError)
    expect(() => tails.gammaUpper(1, 0, 1)).toThrow(RangeError)
    expect(() => tails.hypergeometricPoint(1, 3, 1, 4)).toThrow(RangeError)
    expect(() => tails.hypergeometricPoint(1, 3, -1, 1)).toThrow(RangeError)
    expect(() => tails.hypergeometricPoint(1, 3, 4, 1)).toThrow(RangeError)
    for (const p of [1.1, -0.1, Number.NaN]) expect(() => tails.normalQuantile(p)).toThrow(RangeError)
    expect([tails.normalQuantile(0), tails.normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect(() => tails.logGamma(0)).toThrow(RangeError)
  })
  it('takes probabilities out of reach for the last within it', () => {
    expect(tails.normalScore(0.025)).toBeCloseTo(1.959963984540054, 12)
    expect(tails.normalScore(0)).toBe(tails.normalScore(1e-300))
    expect(tails.normalScore(1)).toBe(-tails.normalQuantile(1 - 1e-15))
  })
})
