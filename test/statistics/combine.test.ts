import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/statistics-combine.json'
import { cauchyCombination } from '../../src/statistics/cauchy-combination'
import { benjaminiHochberg } from '../../src/statistics/false-discovery-rate'
import { createRandom } from '../../src/statistics/random'

describe('Cauchy combination', () => {
  it('equals R', () => {
    for (const { p, value } of reference.cauchy) expect(cauchyCombination(p)! / value).toBeCloseTo(1, 12)
  })
  it('is a half where two entries pull alike to either side', () => {
    // cot(.08 pi) = -cot(.92 pi): T = 0, and half of the Cauchy distribution lies above.
    expect(cauchyCombination([0.08, 0.92])).toBe(0.5)
  })
  it('does not let a p near 1 erase the rest, as it does without the cap', () => {
    expect(cauchyCombination([1e-4, 0.9999, 0.5])).toBeLessThan(4e-4)
    expect(cauchyCombination([1e-4, 0.9999, 0.5], 1)).toBeCloseTo(0.5, 2)
  })
  it('skips what was not measured, whatever the order, and stays inside (0, 1)', () => {
    expect(cauchyCombination([null, 0.2, null])).toBeCloseTo(0.2, 14)
    expect(cauchyCombination([null])).toBeNull()
    expect(cauchyCombination([])).toBeNull()
    expect(cauchyCombination([0.1, 0.37, 1e-9, 0.8])).toBe(cauchyCombination([0.8, 1e-9, 0.1, 0.37]))
    const random = createRandom(1, 'order')
    for (let round = 0; round < 50; round++) {
      const p = Array.from({ length: 6 }, () => random.uniform())
      expect(cauchyCombination(random.shuffle([...p]))).toBe(cauchyCombination(p))
    }
    expect(cauchyCombination([0, 0, 0])).toBeGreaterThan(0)
    expect(cauchyCombination([1, 1])).toBeCloseTo(0.99, 14)
    expect(() => cauchyCombination([1.2])).toThrow(RangeError)
    expect(() => cauchyCombination([Number.NaN])).toThrow(RangeError)
  })
})

describe('Benjamini-Hochberg', () => {
  const { p, q } = reference.bh
  it('equals p.adjust', () => {
    benjaminiHochberg(p).forEach((value, i) => {
      expect(value).toBeCloseTo(q[i]!, 15)
    })
  })
  it('does not count what was not tested', () => {
    expect(benjaminiHochberg([null, ...p, null])).toEqual([null, ...benjaminiHochberg(p), null])
    expect(benjaminiHochberg([])).toEqual([])
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => benjaminiHochberg([p])).toThrow(RangeError)
  })
})
