import { describe, expect, it } from 'vitest'
import { tilt } from '../../src/statistics/exponential-tilting'
import { createRandom } from '../../src/statistics/random'
import { meanOfTwo, suspiciousSide, upperSpread, widerOfTwo } from '../../src/statistics/suspicious-side'

describe('a distribution tilted to another mean', () => {
  it('is as it was at its own mean, with its moments', () => {
    // 1/4, 1/2, 1/4: variance 1/2, fourth moment 1/2.
    expect(tilt([1, 2, 1], 1)).toEqual({ probability: [0.25, 0.5, 0.25], mean: 1, variance: 0.5, kurtosis: 2 })
  })

  it('gives neighbouring values weights in one ratio, more or less, and has the mean', () => {
    for (const mean of [0.3, 1.1, 1.7]) {
      const { probability, mean: reached, variance, kurtosis } = tilt([4, 1, 2, 0], mean)!
      expect(reached).toBeCloseTo(mean, 9)
      const ratio = probability[1]! / 1 / (probability[0]! / 4)
      expect(probability[2]! / 2 / (probability[1]! / 1)).toBeCloseTo(ratio, 9)
      expect(probability[3]).toBe(0)
      const moment = (power: number) => probability.reduce((sum, p, t) => sum + p * (t - reached) ** power, 0)
      expect(moment(0)).toBeCloseTo(1, 12)
      expect(variance).toBeCloseTo(moment(2), 12)
      expect(kurtosis).toBeCloseTo(moment(4) / moment(2) ** 2, 9)
    }
  })

  it('keeps a wished mean a thousandth of the range inside', () => {
    expect(tilt([0, 1, 0, 1], 9)!.mean).toBeCloseTo(2.998, 7)
    expect(tilt([0, 1, 0, 1], -9)!.mean).toBeCloseTo(1.002, 7)
    // One value, however often: nothing can be tilted.
    expect(tilt([0, 0, 7], 0)).toEqual({ probability: [0, 0, 1], mean: 2, variance: 0, kurtosis: 1 })
    expect(tilt([0, -3, 0], 1)).toBeNull()
    expect(tilt([], 1)).toBeNull()
  })

  it('settles within 1e-10 of its range, wherever the range lies', () => {
    const random = createRandom(1, 'settled')
    for (let round = 0; round < 1500; round++) {
      const mean = 0.01 + 0.98 * random.uniform()
      expect(Math.abs(tilt([1 + random.uniform(), 1], mean)!.mean - mean)).toBeLessThanOrEqual(2e-10)
    }
    const far = [...new Array<number>(2000).fill(0), 4, 1, 2]
    for (let mean = 2000.1; mean < 2001.9; mean += 0.1)
      expect(Math.abs(tilt(far, mean)!.mean - mean)).toBeLessThanOrEqual(3e-10)
  })

  it('reaches the far end from a heap at the other, where Newton alone runs away', () => {
    for (const scores of [5, 101])
      for (const heap of [10, 1e4, 1e9, 1e15]) {
        const low = [heap, ...new Array<number>(scores - 1).fill(1)]
        for (const part of [0.2, 0.5, 0.9]) {
          const mean = part * (scores - 1)
          expect(tilt(low, mean)!.mean).toBeCloseTo(mean, 7)
          expect(tilt(low.toReversed(), mean)!.mean).toBeCloseTo(mean, 7)
        }
      }
    // Of 2001 scores in a ratio of 3 to 2 the sum overflows unless it is counted from the heavy end: mean 2 from there.
    const even = new Array<number>(2001).fill(1)
    expect(tilt(even, 1998)!.mean).toBeCloseTo(1998, 6)
    expect(tilt(even, 2)!.mean).toBeCloseTo(2, 6)
  })

  it('takes a weight below 0 for none', () => {
    expect(tilt([4, -1, 2], 1.2)).toEqual(tilt([4, 0, 2], 1.2))
  })

  it('reaches means far from its own, on long scales too', () => {
    const bell = Array.from({ length: 101 }, (_, t) => Math.exp(-((t - 30) ** 2) / 50))
    for (const mean of [2, 30, 60, 97]) expect(tilt(bell, mean)!.mean).toBeCloseTo(mean, 6)
  })
})

describe('the suspicious side', () => {
  /** Places of a standard normal, times a spread above the median, moved by a centre. */
  const values = (n: number, centre: number, spread: number): number[] => {
    const random = createRandom(n, 'side')
    return Array.from({ length: n }, () => random.normal()).map((z) => centre + (z > 0 ? spread * z : z))
  }

  it('is as theory says where nothing is known', () => {
    expect(suspiciousSide([])).toEqual({ centre: 0, spread: 1 })
  })

  it('weighs what values say against 30 that say what theory does', () => {
    // Quantiles of 11 values by hand: .5 is the 6th, .9 the 10th, .841 between the 9th and 10th (R: quantile, type 7).
    const z = [-9, -2, -1.5, -1, -0.5, 0.41, 0.8, 1, 1.2, 1.61, 9]
    const centre = (11 / 41) * 0.41
    const inner = 1.2 + 0.413447460685429 * 0.41 - centre
    const outer = (1.61 - centre) / 1.2815515655446004
    expect(upperSpread(z, centre, (a) => a)).toBeCloseTo(inner, 12)
    expect(upperSpread(z, centre, (_, b) => b)).toBeCloseTo(outer, 12)
    const found = suspiciousSide(z)
    expect(found.centre).toBeCloseTo(centre, 12)
    expect(found.spread).toBeCloseTo(1 + (11 / 41) * (Math.min(1.5, inner) - 1), 12)
  })

  it('is never narrower than theory, nor wider than 1.5 of it', () => {
    expect(suspiciousSide(values(3000, 0, 0.7)).spread).toBe(1)
    expect(suspiciousSide(values(3000, 0, 3)).spread).toBeCloseTo(1 + (3000 / 3030) * 0.5, 12)
    const { centre, spread } = suspiciousSide(values(30_000, 0.3, 1.2))
    expect(centre).toBeCloseTo(0.3, 1)
    expect(Math.abs(spread - 1.2)).toBeLessThan(0.05)
  })

  it('believes the outer of its quantiles up to 1.15 times the inner', () => {
    expect(widerOfTwo(1.2, 1)).toBe(1.2)
    expect(widerOfTwo(1, 1.1)).toBe(1.1)
    expect(widerOfTwo(1, 4)).toBe(1.15)
    expect(widerOfTwo(1.2, 4)).toBe(1.15 * 1.2)
    expect(meanOfTwo(1.2, 1)).toBe(1.1)
    expect(meanOfTwo(1, 4)).toBe(1.075)
  })
})
