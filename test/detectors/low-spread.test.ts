import { describe, expect, it } from 'vitest'
import { lowSpread } from '../../src/detectors/low-spread'
import { mean, oneTest, pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

/** Draws all scores towards their mean: 1 leaves them, 0 makes them equal. */
const squeeze = (factor: number) => (scores: number[]) => {
  const centre = mean(scores)
  return scores.map((t) => Math.round(centre + factor * (t - centre)))
}
const first = (factor: number, seed = 1) =>
  answers([lowSpread], oneTest(seed, squeeze(factor)), wholeRegion(60))[0]![0]!

describe('low-spread', () => {
  it('sees half the spread, and the less the surer', () => {
    const p = [1, 0.75, 0.5, 0].map((factor) => mean([1, 2, 3, 4].map((seed) => pOf(first(factor, seed)))))
    expect(p[2]).toBeLessThan(0.001)
    for (let k = 1; k < p.length; k++) expect(p[k]!).toBeLessThan(p[k - 1]!)
  })

  it('reports the ratio of SD', () => {
    const ratio = (factor: number) => {
      const outcome = first(factor)
      return outcome.outcome === 'measured' ? outcome.value : Number.NaN
    }
    expect(ratio(0.5) / ratio(1)).toBeCloseTo(0.5, 1)
    expect(ratio(0)).toBeLessThan(0.1)
  })

  it('does not take the ceiling for equality', () => {
    // All 19 or 20 points: no room to differ. The region shows what spread such a mean has.
    const top = answers(
      [lowSpread],
      oneTest(1, (scores) => scores.map((_, i) => (i % 4 === 0 ? 18 : 20))),
      wholeRegion(60),
    )[0]![0]!
    expect(pOf(top)).toBeGreaterThan(0.05)
  })

  it('works from mean and SD alone', () => {
    const sittings = Array.from({ length: 30 }, (_, i) => {
      const sd = i === 0 ? 1.5 : 3.6 + 0.02 * i
      const m = 10 + (i % 5)
      return bareSitting({
        schoolId: `s${i}`,
        participants: 30,
        scores: { n: 30, sum: 30 * m, sumOfSquares: 29 * sd * sd + 30 * m * m },
      })
    })
    const outcome = answers([lowSpread], regionOf(sittings), wholeRegion(30))[0]![0]!
    expect(pOf(outcome)).toBeLessThan(0.001)
    expect(outcome.outcome === 'measured' && outcome.value).toBeCloseTo(1.5 / 3.9, 1)
  })
})
