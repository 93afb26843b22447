import { describe, expect, it } from 'vitest'
import { topHeap } from '../../src/detectors/top-heap'
import { mean, oneTest, pOf } from './made-region'
import { answers, wholeRegion } from './region'

/** The first `count` papers of the middle (11..14 of 20) are raised to the top (19). */
const raise = (count: number) => (scores: number[]) => {
  let left = count
  return scores.map((t) => (t >= 11 && t <= 14 && left-- > 0 ? 19 : t))
}
const first = (seed: number, count: number) => answers([topHeap], oneTest(seed, raise(count)), wholeRegion(60))[0]![0]!

describe('top-heap', () => {
  it('sees papers raised to the top, and the more the surer', () => {
    const p = [0, 4, 10].map((count) => mean([1, 2, 3, 4].map((seed) => pOf(first(seed, count)))))
    expect(p[2]).toBeLessThan(0.01)
    for (let k = 1; k < p.length; k++) expect(p[k]!).toBeLessThan(p[k - 1]!)
  })

  it('counts top and middle by hand', () => {
    const { scoreCounts } = oneTest(1, raise(4)).sittings[0]!
    const between = (from: number, to: number) => scoreCounts!.slice(from, to).reduce((sum, n) => sum + n, 0)
    expect(first(1, 4).details).toMatchObject({ top: between(18, 21), middle: between(14, 18), from: 18, below: 4 })
  })

  it('says nothing where nobody comes near the top', () => {
    const low = oneTest(1, (scores) => scores.map((t) => Math.min(t, 10)))
    expect(answers([topHeap], low, wholeRegion(60))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'nobodyNearTop',
    })
  })
})
