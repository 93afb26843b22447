import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, largestListed } from '../../src/statistics/false-discovery-rate'
import { createRandom } from '../../src/statistics/random'

describe('the largest p-value that would be listed', () => {
  it('parts what Benjamini-Hochberg lists from what it does not, whatever the others are', () => {
    const random = createRandom(1, 'largestListed')
    for (let round = 0; round < 300; round++) {
      const others = Array.from({ length: random.integer(40) }, () =>
        random.uniform() < 0.1 ? null : random.uniform() * (random.uniform() < 0.3 ? 0.02 : 1),
      )
      const limit = largestListed(others, 0.1)
      const qOf = (p: number) => benjaminiHochberg([p, ...others])[0]!
      expect(qOf(limit * 0.999999)).toBeLessThanOrEqual(0.1)
      expect(qOf(limit * 1.000001)).toBeGreaterThan(0.1)
    }
  })
  it('counts another that stands exactly at the level, and is a probability', () => {
    // Two of .1 have a q-value of .1 each; with a level above 1 everything is listed.
    expect(largestListed([0.1], 0.1)).toBe(0.1)
    expect(largestListed([], 1.5)).toBe(1)
  })
})
