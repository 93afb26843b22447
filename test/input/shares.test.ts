import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addsUpTo, pupilsFromShares, unitOf, wholePupils } from '../../src/input/collecting/shares'

const counts = fc.array(fc.nat(60), { minLength: 2, maxLength: 30 }).filter((all) => all.some((count) => count > 0))
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const rounded = (pupils: readonly number[], decimals: number, whole = 100) => {
  const n = total(pupils)
  return pupils.map((count) => Number(((whole * count) / n).toFixed(decimals)))
}

describe('pupilsFromShares', () => {
  it('never takes wrong numbers for exact, and finds the right ones where the rounding allows', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 3 }), (pupils, decimals) => {
        const n = total(pupils)
        const found = pupilsFromShares(rounded(pupils, decimals), n, 'percent', decimals)
        if (found.exact) expect(found.counts).toEqual(pupils)
        // One pupil is more than one unit of the last decimal: no second number fits.
        if (100 / n > 1.01 / Number(`1e${decimals}`)) expect(found.exact).toBe(true)
        expect(total(found.counts)).toBeCloseTo(n, 6)
      }),
      { numRuns: 1000 },
    )
  })

  it('goes no further than half a unit of the last decimal', () => {
    // 55 of 547 are 10.0548 %, which is not written 10.0.
    expect(pupilsFromShares([10, 90], 547, 'percent', 1)).toEqual({ counts: [54.7, 492.3], exact: false })
    expect(pupilsFromShares([10.1, 89.9], 547, 'percent', 1)).toEqual({ counts: [55, 492], exact: true })
  })

  it('takes no number of several that fit, and none that does not add up', () => {
    // Of 200, 101 and 102 pupils are 51 %; 99 and 100 are 50 %.
    const { counts: rough, exact } = pupilsFromShares([51, 50], 200, 'percent', 0)
    expect([exact, ...rough]).toEqual([false, (51 * 200) / 101, (50 * 200) / 101])
    // Of 7, one pupil is 14.3 % and four are 57.1 %; two are missing.
    expect(pupilsFromShares([14.3, 57.1], 7, 'percent', 1)).toMatchObject({ exact: false })
  })

  it('reads fractions', () => {
    expect(pupilsFromShares([0.143, 0.857], 7, 'fraction', 3)).toEqual({ counts: [1, 6], exact: true })
  })
})

describe('unitOf', () => {
  const rows = (...all: [number[], number | null][]) => all.map(([values, n]) => ({ values, n }))
  it.each([
    ['counts', rows([[1, 2, 3], 6], [[50, 50], 100]), 0],
    ['percent', rows([[33, 33, 33], 99], [[14, 29, 57], 7], [[50, 50, 0], 8]), 0],
    ['percent', rows([[14.3, 85.7], 7]), 1],
    ['fraction', rows([[0.25, 0.75], 4], [[0, 1], 1]), 2],
    ['counts', rows([[0, 1], 1], [[2, 3], 5]), 0],
    ['counts', [], 0],
    // One row does not add up to a hundred, and to one no row does.
    ['percent', rows([[33.3, 66.7], null], [[50, 20], null]), 1],
    // Whole numbers are no fractions, and of two decimals or one the numbers are as good.
    ['counts', rows([[1, 0], null]), 0],
    ['fraction', rows([[0.5, 0.5], 2]), 1],
    // As many rows are counts as are fractions, or percentages as fractions.
    ['counts', rows([[1, 0], 1]), 1],
    ['percent', rows([[50, 50], null], [[0.5, 0.5], null]), 1],
  ] as const)('%s', (unit, table, decimals) => {
    expect(unitOf(table, decimals)).toBe(unit)
  })
})

it('allows half a unit of the last decimal for every share, and no more', () => {
  expect(addsUpTo([50, 49], 100, 0)).toBe(true)
  expect(addsUpTo([50, 48], 100, 0)).toBe(false)
  expect(addsUpTo([33.3, 33.3, 33.3], 100, 1)).toBe(true)
  expect(addsUpTo([33.3, 33.3, 33.2], 100, 1)).toBe(false)
})

it.each([
  ['the largest rest takes the pupil', [3.2, 1.8, 1], [3, 2, 1]],
  ['then the next', [0.4, 1.9, 1.7], [0, 2, 2]],
  ['of equal rests the lower value', [1, 1.5, 1.5], [1, 2, 1]],
  ['nobody is missing', [2, 0, 2], [2, 0, 2]],
])('%s', (_, parts, whole) => {
  expect(wholePupils(parts, whole[0]! + whole[1]! + whole[2]!)).toEqual(whole)
})

it('finds the whole pupils nearest to fractional ones', () => {
  fc.assert(
    fc.property(counts, (pupils) => {
      const n = total(pupils)
      const shares = pupils.map(
        (count) => count + 0.4 * (count % 2) - (0.4 * pupils.filter((c) => c % 2 === 1).length) / pupils.length,
      )
      const positive = shares.map((share) => Math.max(0, share))
      const scaled = positive.map((share) => (share * n) / total(positive))
      const whole = wholePupils(scaled, n)
      expect(total(whole)).toBe(n)
      for (const [i, count] of whole.entries()) expect(Math.abs(count - scaled[i]!)).toBeLessThan(1 + 1e-9)
    }),
    { numRuns: 300 },
  )
})
