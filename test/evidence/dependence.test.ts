import { describe, expect, it } from 'vitest'
import { cholesky, estimateDependence, type ScoredSitting, toldOf, withTold } from '../../src/evidence/dependence'

const held = (school: number, cohort: string, ...z: number[]): ScoredSitting => ({
  ...{ school, cohort, z: Float64Array.from(z) },
})
/** Quadrant correlation of so many pairs, drawn toward what is assumed as if of 40 pairs. */
const drawn = (sum: number, pairs: number, assumed: number): number =>
  (pairs * Math.sin(((Math.PI / 2) * sum) / Math.max(1, pairs)) + 40 * assumed) / (pairs + 40)

describe('dependence by hand', () => {
  it('of the sittings of a school: pairs of the same pupils and of others', () => {
    // The median is the upper one of the two in the middle, 3: signs -, -, 0, +.
    const { school, cohort } = estimateDependence(
      [held(0, '4', 1), held(0, '4', 2), held(0, '5', 3), held(0, '6', 4), held(1, '4', Number.NaN)],
      1,
    )
    // Apart: 1-3 0, 1-4 -1, 2-3 0, 2-4 -1, 3-4 0; together: 1-2, +1.
    expect(school[0]).toBeCloseTo(drawn(-2, 5, 0.2), 12)
    expect(cohort[0]).toBeCloseTo(drawn(1, 1, 0.3) - drawn(-2, 5, 0.2), 12)
  })

  it('of sittings that say nothing is what is assumed', () => {
    const { school, cohort, detectors, centre, spread } = estimateDependence([held(0, '4', 1, Number.NaN)], 2)
    for (const d of [0, 1]) {
      expect(school[d]).toBeCloseTo(0.2, 12)
      expect(cohort[d]).toBeCloseTo(0.1, 12)
    }
    expect([...detectors]).toEqual([1, 0, 0, 1])
    // One value beside the 30 that theory stands for.
    expect(centre[0]).toBeCloseTo(1 / 31, 12)
    expect(centre[1]).toBe(0)
    expect([...spread]).toEqual([1, 1])
  })

  it('of one value each is none: it is its own median', () => {
    expect([...estimateDependence([held(0, '4', 1, 2)], 2).detectors]).toEqual([1, 0, 0, 1])
  })

  it('is no less than nothing between sittings, and no more than .95 between detectors', () => {
    const apart = Array.from({ length: 200 }, (_, s) => [held(s, '4', s + 1), held(s, '5', -s - 1)]).flat()
    expect(estimateDependence(apart, 1).school[0]).toBe(0)
    const same = Array.from({ length: 2000 }, (_, s) => held(s, '4', s, s, -s))
    const { detectors } = estimateDependence(same, 3)
    for (const [cell, r] of [1, 0.95, -0.95, 0.95, 1, -0.95, -0.95, -0.95, 1].entries())
      expect(detectors[cell]).toBeCloseTo(r, 9)
  })

  it('of two detectors: their sittings that both measured', () => {
    // Medians 3 and 2: signs -, 0, +, + and +, 0, - and one not measured.
    const { detectors } = estimateDependence(
      [held(0, 'a', 1, 9), held(1, 'a', 3, 2), held(2, 'a', 5, 1), held(3, 'a', 7, Number.NaN), held(4, 'a', 2, 2)],
      2,
    )
    for (const cell of [1, 2]) expect(detectors[cell]).toBeCloseTo(drawn(-2, 4, 0), 12)
  })
})

describe('correlations that do not fit together', () => {
  const told = (size: number, r: number) => ({
    ...{ detectors: Array.from({ length: size }, (_, d) => `d${d}`), school: Array(size).fill(0.3) },
    correlations: Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : r)),
    ...{ cohort: Array(size).fill(0.1), centre: Array(size).fill(0.4), spread: Array(size).fill(1.1) },
  })
  const matrixOf = (size: number, r: number): Float64Array =>
    withTold(estimateDependence([], size), told(size, r), told(size, r).detectors).detectors

  it('are drawn toward 0 in steps of a twentieth until they do', () => {
    // Equal correlations of three fit together above -1/2: .95 x -.5 does, .55 x -.9 does, .6 x -.9 does not.
    expect([...matrixOf(3, -0.4)]).toEqual([1, -0.4, -0.4, -0.4, 1, -0.4, -0.4, -0.4, 1])
    for (const r of matrixOf(3, -0.5).filter((own) => own !== 1)) expect(r).toBeCloseTo(-0.475, 12)
    for (const r of matrixOf(3, -0.9).filter((own) => own !== 1)) expect(r).toBeCloseTo(-0.495, 12)
    expect(matrixOf(3, -0.9).filter((own) => own === 1)).toHaveLength(3)
  })

  it('are none where not even a tenth of them fits', () => {
    // Of 60 equal ones not below -1/59.
    expect([...matrixOf(60, -0.9)]).toEqual(told(60, 0).correlations)
  })
})

describe('what a bigger run has told', () => {
  const bigger = {
    ...{ detectors: ['a', 'b'], correlations: [1, 0.5, 0.5, 1], school: [0.3, 0.4], cohort: [0.1, 0.05] },
    ...{ centre: [0.2, -0.1], spread: [1.2, 1.3] },
  }

  it('stands in the place of what these sittings show, by detector; of unknown ones these say all', () => {
    const own = estimateDependence(
      Array.from({ length: 60 }, (_, s) => held(s, '4', s % 7, s % 5, s % 3)),
      3,
    )
    const both = withTold(own, bigger, ['b', 'c', 'a'])
    expect([...both.school]).toEqual([0.4, own.school[1], 0.3])
    expect([...both.cohort]).toEqual([0.05, own.cohort[1], 0.1])
    expect([...both.centre]).toEqual([-0.1, own.centre[1], 0.2])
    expect([...both.spread]).toEqual([1.3, own.spread[1], 1.2])
    expect(both.detectors[2]).toBe(0.5)
    expect(both.detectors[6]).toBe(0.5)
    for (const cell of [0, 1, 3, 4, 5, 7, 8]) expect(both.detectors[cell]).toBe(own.detectors[cell])
  })

  it('is written down and read back without a change', () => {
    const own = estimateDependence(
      Array.from({ length: 60 }, (_, s) => held(s >> 1, `${s % 2}`, s % 7, (s * 3) % 11)),
      2,
    )
    const written = toldOf(own, ['a', 'b'])
    expect(written).toMatchObject({ detectors: ['a', 'b'], correlations: [...own.detectors], school: [...own.school] })
    expect(withTold(estimateDependence([], 2), written, ['a', 'b'])).toEqual(own)
  })
})

describe('Cholesky factor', () => {
  it('times itself is the matrix', () => {
    const factor = cholesky(Float64Array.of(4, 2, -2, 2, 5, 1, -2, 1, 6), 3)!
    // By hand: 2; 1, 2; -1, 1, 2.
    expect([...factor]).toEqual([2, 0, 0, 1, 2, 0, -1, 1, 2])
  })
  it('is none of a matrix that is not safely positive definite', () => {
    expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeNull()
    expect(cholesky(Float64Array.of(9e-7), 1)).toBeNull()
    expect(cholesky(Float64Array.of(1.1e-6), 1)).not.toBeNull()
  })
})
