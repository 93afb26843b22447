import { describe, expect, it } from 'vitest'
import { highLevel } from '../../src/detectors/high-level'
import { drawScores, mean, oneTest, pOf } from './made-region'
import { answers, bareSitting, fromScores, regionOf, wholeRegion } from './region'

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

  it('says nothing of one pupil or of four schools', () => {
    expect(answers([highLevel], oneTest(1, undefined, 1), wholeRegion(60))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewPupils',
    })
    expect(answers([highLevel], oneTest(1, undefined, 30, 4), wholeRegion(4))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewPeers',
    })
  })
})

describe('high-level, where observed sittings differ from the others', () => {
  /** Sixty schools; the first forty are three points too high; observers in the last twenty, or in none. */
  const inflated = (observers: boolean) => {
    const sittings = Array.from({ length: 60 }, (_, i) => {
      const scores = drawScores(5, i, 40, 11).map((t) => (i < 40 ? Math.min(20, t + 3) : t))
      return bareSitting({ schoolId: `s${i}`, ...fromScores(scores, 20) })
    })
    const region = regionOf(sittings, { maxScore: 20 })
    const record = (schoolId: string) => ({
      ...{ schoolId, subject: null, grade: null, year: null, className: null },
      ...{ observer: 'present' as const, conflictOfInterest: false },
    })
    const seen = region.schools.slice(40).map(({ id }) => record(id))
    const outcomes = answers([highLevel], { ...region, observers: observers ? seen : [] }, wholeRegion(60))[0]!
    return outcomes.slice(0, 40)
  }

  it('the observed ones are the yardstick', () => {
    const effects = (observers: boolean) =>
      mean(inflated(observers).map((o) => (o.outcome === 'measured' ? o.effect : 0)))
    expect(effects(true)).toBeCloseTo(3, 0)
    expect(effects(false)).toBeLessThan(1.5)
    const found = (observers: boolean) => inflated(observers).filter((o) => pOf(o) < 0.01).length
    expect(found(true)).toBeGreaterThan(10)
    expect(found(false)).toBe(0)
  })
})
