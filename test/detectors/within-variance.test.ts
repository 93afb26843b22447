import { describe, expect, it } from 'vitest'
import { pooledWithinVariance } from '../../src/detectors/tools/within-variance'
import type { Sitting } from '../../src/model'
import { createRandom } from '../../src/statistics/random'

/** Sittings of `schools` schools whose pupils are normal with SD 80 about school means with SD 50; cut-offs at 430, 560. */
function sittings(schools: number, keep: 'variance' | 'levels' | 'means'): Sitting[] {
  const random = createRandom(7, 'within')
  return Array.from({ length: schools }, () => {
    const n = 10 + random.integer(60)
    const mean = 500 + 50 * random.normal()
    const scores = Array.from({ length: n }, () => mean + 80 * random.normal())
    const levels = [0, 0, 0]
    for (const score of scores) levels[score < 430 ? 0 : score < 560 ? 1 : 2]!++
    const sum = scores.reduce((total, x) => total + x, 0)
    return {
      participants: n,
      scores: { n, sum, sumOfSquares: keep === 'variance' ? scores.reduce((total, x) => total + x * x, 0) : null },
      levelCounts: keep === 'levels' ? levels : null,
    } as unknown as Sitting
  })
}

describe('variance between the pupils of a sitting', () => {
  it('is pooled from the variances of the sittings', () => {
    // SD of a pooled variance with some 16 000 degrees of freedom: sqrt(2 / 16 000) = 1.1 %.
    expect(Math.sqrt(pooledWithinVariance(sittings(400, 'variance'))) / 80).toBeCloseTo(1, 1)
  })

  it('is read off the levels where no sitting has a variance', () => {
    const sd = Math.sqrt(pooledWithinVariance(sittings(400, 'levels')))
    expect(sd).toBeGreaterThan(70)
    expect(sd).toBeLessThan(90)
  })

  it('is read off the means alone, roughly', () => {
    const sd = Math.sqrt(pooledWithinVariance(sittings(3000, 'means')))
    expect(sd).toBeGreaterThan(40)
    expect(sd).toBeLessThan(130)
  })

  it('is 0 where the data say nothing of it', () => {
    expect(pooledWithinVariance([])).toBe(0)
    expect(pooledWithinVariance(sittings(3, 'means'))).toBe(0)
  })
})
