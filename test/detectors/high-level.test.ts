import { describe, expect, it } from 'vitest'
import { highLevel } from '../../src/detectors/high-level'
import { mean, oneTest, pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

const raise = (points: number) => (scores: number[]) => scores.map((t) => Math.min(20, t + points))
const first = (seed: number, points: number) =>
  answers([highLevel], oneTest(seed, raise(points)), wholeRegion(60))[0]![0]

describe('high-level', () => {
  it('by hand: nine schools of 100 pupils at 10 and 12, one at 19', () => {
    // Every pupil of a school differs from its mean by +-4: within-school variance 16 x 100 / 99, so s^2 = .1616.
    const sittings = [10, 12, 10, 12, 10, 12, 10, 12, 11, 19].map((m, i) =>
      bareSitting({
        schoolId: `s${i}`,
        participants: 100,
        scores: { n: 100, sum: 100 * m, sumOfSquares: 100 * m * m + 1600 },
      }),
    )
    const outcome = answers([highLevel], regionOf(sittings), wholeRegion(10))[0]![9]!
    expect(outcome).toMatchObject({ outcome: 'measured', value: 19, n: 100 })
    // The other nine have mean 11 and lie at most 1 from it; whatever tau^2, 19 is about 8 points above.
    expect(outcome.outcome === 'measured' && outcome.effect).toBeCloseTo(8, 0)
    expect(pOf(outcome)).toBeLessThan(0.001)
  })

  it('sees six points more, and the more the surer', () => {
    const p = [0, 1.5, 3, 6].map((points) => mean([1, 2, 3, 4, 5].map((seed) => pOf(first(seed, Math.round(points))))))
    expect(p[3]).toBeLessThan(0.005)
    for (let k = 1; k < p.length; k++) expect(p[k]!).toBeLessThan(p[k - 1]!)
  })

  it('says nothing of four pupils or of four schools', () => {
    expect(answers([highLevel], oneTest(1, undefined, 4), wholeRegion(60))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewPupils',
    })
    expect(answers([highLevel], oneTest(1, undefined, 30, 4), wholeRegion(4))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewPeers',
    })
  })
})
