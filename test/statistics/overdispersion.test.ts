import { describe, expect, it } from 'vitest'
import { firstFit, overdispersion, winsorisedDerSimonianLaird } from '../../research/overdispersion-estimators'
import { createRandom } from '../../src/statistics/random'

const METHODS = [overdispersion, firstFit, winsorisedDerSimonianLaird]

/** Mean tau^2 over many groups of 60 units with n from 5 to 60. */
function meanOf(method: (typeof METHODS)[number], tau2: number, contamination: number): number {
  const random = createRandom(21, Math.round(tau2 * 100), Math.round(contamination * 100))
  let sum = 0
  for (let i = 0; i < 150; i++) {
    const variance = Array.from({ length: 60 }, () => 1 / (5 + random.integer(56)))
    const y = variance.map(
      (s2) =>
        Math.sqrt(tau2) * random.normal() +
        Math.sqrt(s2) * random.normal() +
        (random.uniform() < contamination ? 1 : 0),
    )
    sum += method(y, variance).tau2
  }
  return sum / 150
}

describe('overdispersion', () => {
  it('is near the truth on honest units', () => {
    for (const tau2 of [0.04, 0.25]) expect(Math.abs(meanOf(overdispersion, tau2, 0) / tau2 - 1)).toBeLessThan(0.12)
    expect(meanOf(overdispersion, 0, 0)).toBeLessThan(0.008)
  })
  it('forgets one-sided contamination better than the first fit alone', () => {
    const truth = 0.04
    const both = meanOf(overdispersion, truth, 0.08)
    expect(both).toBeLessThan(1.6 * truth)
    expect(both).toBeLessThan(meanOf(firstFit, truth, 0.08))
  })
  it('shows the bias of the winsorised estimator where n differs', () => {
    expect(meanOf(winsorisedDerSimonianLaird, 0.25, 0) / 0.25).toBeLessThan(0.9)
  })
  it('needs units that can be compared', () => {
    for (const method of METHODS) {
      expect(() => method([1], [1])).toThrow(RangeError)
      expect(() => method([1, 2], [1])).toThrow(RangeError)
      expect(() => method([1, 2], [1, 0])).toThrow(RangeError)
      expect(() => method([1, Number.NaN], [1, 1])).toThrow(RangeError)
      expect(method([2, 2, 2, 2], [1, 1, 1, 1])).toMatchObject({ tau2: 0, theta: 2 })
    }
  })
  it('does not care for the order of units', () => {
    const y = [3, 1, 4, 1, 5, 9, 2, 6]
    const variance = [0.1, 0.5, 0.2, 0.1, 0.4, 0.3, 0.2, 0.7]
    for (const method of METHODS) expect(method([...y].reverse(), [...variance].reverse())).toEqual(method(y, variance))
  })
})
