import { describe, expect, it } from 'vitest'
import { levelShape } from '../../src/detectors/level-shape'
import { oneTest, pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

describe('level-shape', () => {
  it('sees marks that do not fit the mean: everybody in the middle, or nobody', () => {
    const middle = oneTest(1, (scores) => scores.map((_, i) => (i % 2 === 0 ? 10 : 12)))
    const twoCamps = oneTest(1, (scores) => scores.map((_, i) => (i % 2 === 0 ? 3 : 19)))
    for (const input of [middle, twoCamps])
      expect(pOf(answers([levelShape], input, wholeRegion(60))[0]![0])).toBeLessThan(0.001)
    expect(pOf(answers([levelShape], oneTest(1), wholeRegion(60))[0]![0])).toBeGreaterThan(0.01)
  })

  it('works from a mean score and rounded level percentages', () => {
    // Normal pupils, SD 100, cuts 430, 570, 690: shares at each mean, as pnorm gives them.
    const shares: Record<number, readonly number[]> = {
      450: [0.42, 0.46, 0.11, 0.01],
      500: [0.24, 0.52, 0.21, 0.03],
      550: [0.12, 0.46, 0.34, 0.08],
    }
    const sittings = Array.from({ length: 60 }, (_, i) => {
      const m = [450, 500, 550][i % 3]!
      const usual = i === 0 ? [0, 1, 0, 0] : shares[m]!
      return bareSitting({
        schoolId: `s${i}`,
        participants: 50,
        scores: { n: 50, sum: 50 * m, sumOfSquares: null },
        levelCounts: usual.map((share) => share * 50),
        exactLevels: false,
      })
    })
    const input = regionOf(sittings, { levels: ['1', '2', '3', '4'] })
    const outcomes = answers([levelShape], input, wholeRegion(60))[0]!
    expect(pOf(outcomes[0])).toBeLessThan(0.001)
    // 23 of 50 would be usual at this mean; the sentence names the level and both numbers.
    expect(outcomes[0]).toMatchObject({ details: { level: '2', found: 50 } })
    expect(Number(outcomes[0]!.details!.usual)).toBeCloseTo(23, -1)
    expect(pOf(outcomes[1])).toBeGreaterThan(0.01)
  })
})
