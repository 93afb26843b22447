import { describe, expect, it } from 'vitest'
import { regionBelief } from '../../src/evidence/belief'
import { createRandom } from '../../src/statistics/random'
import { normalUpper } from '../../src/statistics/tails'

/** p-values of schools whose z-scores are normal with this centre and spread. */
const schools = (count: number, centre: number, spread: number, seed = 1): number[] => {
  const random = createRandom(seed, 'belief')
  return Array.from({ length: count }, () => normalUpper(centre + spread * random.normal()))
}

describe('how far p-values can be believed', () => {
  it('takes them at their word where they are what they say', () => {
    const belief = regionBelief(schools(400, 0, 1), 0.1)!
    expect(belief.verdict).toBe('asTheory')
    expect(Math.abs(belief.typical - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(belief.spread - 1)).toBeLessThan(0.15)
  })

  it('says that they are too small where honest schools look odd, and how many the second opinion would list', () => {
    const belief = regionBelief(schools(400, 0.6, 1.4), 0.1)!
    expect(belief.verdict).toBe('tooSmall')
    expect(belief.typical).toBeLessThan(0.35)
    expect(belief.rareAs).toBeGreaterThan(0.04)
    expect(belief.listedSecond).toBeLessThan(belief.listed)
  })

  it('says that they are too large where they are', () => {
    expect(regionBelief(schools(400, -0.8, 0.8), 0.1)?.verdict).toBe('tooLarge')
  })

  it('takes the rarest of three votes for what it is, though its p-values pile up at 1', () => {
    const random = createRandom(3, 'votes')
    const rarer = Array.from({ length: 2000 }, () =>
      Math.min(1, ...[0.8, 0.1, 0.1].map((part) => random.uniform() / part)),
    )
    const belief = regionBelief(rarer, 0.1, 2)!
    expect(belief.verdict).toBe('asTheory')
    expect(Math.abs(belief.spread - 1)).toBeLessThan(0.1)
    expect(Math.abs(belief.typical - 0.5)).toBeLessThan(0.04)
    expect(rarer.filter((own) => own === 1).length).toBeGreaterThan(200)
  })

  it('hardly moves for a tenth of manipulating schools', () => {
    const honest = schools(360, 0, 1)
    const belief = regionBelief([...honest, ...schools(40, 4, 1, 2)], 0.1)!
    expect(belief.verdict).toBe('asTheory')
    expect(belief.listedSecond).toBeGreaterThan(25)
  })

  it('leans on theory in small regions, and says nothing of very small ones', () => {
    const spreads = [30, 400].map((count) => regionBelief(schools(count, 0.6, 1.4), 0.1)!.centre)
    expect(spreads[0]).toBeLessThan(spreads[1]!)
    expect(regionBelief([...schools(19, 0, 1), null, null], 0.1)).toBeNull()
  })

  it('stays finite where many p-values are 1 or 0', () => {
    const p = schools(100, 0, 1)
    for (const extreme of [0, 1]) {
      const { spread, centre, rareAs } = regionBelief([...p, ...Array(80).fill(extreme)], 0.1)!
      for (const value of [spread, centre, rareAs]) expect(Number.isFinite(value)).toBe(true)
    }
  })

  it('is what its definition says, of twenty schools by hand', () => {
    // z from -1.9 to 1.9 in steps of .2: median 0, lower quartile -.95 (between the 5th and 6th: R, type 7).
    const z = Array.from({ length: 20 }, (_, k) => -1.9 + 0.2 * k)
    const {
      schools: of,
      typical,
      below,
      centre,
      spread,
      rareAs,
    } = regionBelief(
      z.map((own) => normalUpper(own)),
      0.1,
    )!
    expect([of, below]).toEqual([20, 0])
    expect(typical).toBeCloseTo(0.5, 9)
    expect(centre).toBeCloseTo(0, 9)
    expect(spread).toBeCloseTo(1 + 0.25 * (0.95 / 0.6744897501960817 - 1), 9)
    expect(rareAs).toBeCloseTo(normalUpper(2.3263478740408408 / spread), 9)
    const shifted = regionBelief(
      z.map((own) => normalUpper(own + 1)),
      0.1,
    )!
    expect(shifted.centre).toBeCloseTo(0.25, 9)
    expect(shifted.below).toBe(3 / 20)
    expect(shifted.typical).toBeCloseTo(normalUpper(1), 9)
  })

  it('counts as listed whoever is at the limit', () => {
    // The first of twenty: q is twenty times its p, an eighth.
    const p = [1 / 160, ...Array.from({ length: 19 }, () => 0.75)]
    expect(regionBelief(p, 1 / 8)!.listed).toBe(1)
    expect(regionBelief(p, 0.1249)!.listed).toBe(0)
  })

  it('does not count schools in which nothing was measured', () => {
    const p = schools(100, 0, 1)
    expect(regionBelief([...p, ...p.map(() => null)], 0.1)).toEqual(regionBelief(p, 0.1))
  })
})
