import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/statistics-random.json'
import { createRandom, type Random } from '../../src/statistics/random'
import { binomialPoint, chiSquaredUpper, gammaUpper, normalLower } from '../../src/statistics/tails'

const DRAWS = 40_000
const draw = (from: () => number): number[] => Array.from({ length: DRAWS }, from)

/** Chi-squared p of the values' places among 20 equally likely bins. */
function uniformity(places: readonly number[]): number {
  const bins = new Array<number>(20).fill(0)
  for (const place of places) bins[Math.min(19, Math.floor(place * 20))]!++
  const expected = places.length / 20
  return chiSquaredUpper(
    bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0),
    19,
  )
}

/** Mean within five standard errors: fails for an honest generator once in a million. */
function expectMean(values: readonly number[], mean: number, variance: number): void {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(variance / values.length))
}

describe('createRandom', () => {
  it('gives the same numbers for the same seed and stream, others for another', () => {
    const first = draw(createRandom(1, 'peers', 3).uniform)
    expect(draw(createRandom(1, 'peers', 3).uniform)).toEqual(first)
    for (const other of [createRandom(2, 'peers', 3), createRandom(1, 'peers', 4), createRandom(1, 'peer', 's3')])
      expect(other.uniform()).not.toBe(first[0])
  })
  it('gives the numbers that it always gave: what was drawn from a seed can be drawn again by a later version', () => {
    const random = createRandom(1, 'papers', 'school 12')
    expect(Array.from({ length: 8 }, () => random.integer(1000))).toEqual([649, 638, 51, 82, 211, 281, 667, 683])
    const other = createRandom(2021)
    expect(Array.from({ length: 4 }, () => other.integer(1000))).toEqual([575, 153, 900, 280])
    expect(other.uniform()).toBe(0.11340485861720606)
  })
  it('gives what the same algorithms, written once more in Python, give', () => {
    for (const { stream, value } of reference.names) {
      const [seed, ...names] = stream as [number, ...(string | number)[]]
      expect(createRandom(seed, ...names).uniform(), `${stream}`).toBe(value)
    }
    for (const { seed, stream, function: name, arguments: given, values } of reference.rows) {
      const random = createRandom(seed, ...stream)
      const draw = random[name as keyof Random] as (...of: number[]) => number
      // Logarithms and exponentials may differ by a unit of the last place.
      for (const value of values)
        expect(Math.abs(draw(...given) - value), `${stream}`).toBeLessThanOrEqual(1e-12 * Math.abs(value))
    }
    const counting = (size: number) => Array.from({ length: size }, (_, i) => i)
    for (const { arguments: given, values } of reference.shuffle) {
      const random = createRandom(3, 'shuffle')
      for (const value of values) expect(random.shuffle(counting(given[0]!))).toEqual(value)
    }
    for (const { arguments: given, values } of reference.sample) {
      const random = createRandom(3, 'sample')
      for (const value of values) expect(random.sample(counting(given[0]!), given[1]!)).toEqual(value)
    }
  })
  it('has unrelated streams under similar names', () => {
    const firsts = draw(() => 0).map((_, i) => createRandom(1, 'unit', i).uniform())
    expect(uniformity(firsts)).toBeGreaterThan(1e-6)
    // Correlation of neighbours, times sqrt(n), is standard normal.
    const r = firsts.slice(1).reduce((sum, value, i) => sum + (value - 0.5) * (firsts[i]! - 0.5), 0) * 12
    expect(Math.abs(r / Math.sqrt(DRAWS))).toBeLessThan(5)
  })
  it('follows the distributions', () => {
    const random = createRandom(5)
    expect(uniformity(draw(random.uniform))).toBeGreaterThan(1e-6)
    expect(uniformity(draw(() => normalLower(random.normal())))).toBeGreaterThan(1e-6)
    for (const shape of [0.3, 1, 7.5])
      expect(uniformity(draw(() => gammaUpper(random.gamma(shape, 3), shape, 3)))).toBeGreaterThan(1e-6)
    expect(uniformity(draw(() => (random.integer(20) + 0.5) / 20))).toBeGreaterThan(1e-6)
  })
  it('has the means and variances of beta, binomial and Poisson', () => {
    const random = createRandom(6)
    const square = (mean: number) => (value: number) => (value - mean) ** 2
    const beta = draw(() => random.beta(2, 5))
    expectMean(beta, 2 / 7, 10 / 392)
    // Both parts are nearly 0 as a rule: what counts is their ratio.
    const small = draw(() => random.beta(0.2, 0.3))
    expectMean(small, 0.4, 0.16)
    expectMean(small.map(square(0.4)), 0.16, 0.04)
    for (const [n, p] of [
      [30, 0.2],
      [1000, 0.7],
    ] as const) {
      const variance = n * p * (1 - p)
      const values = draw(() => random.binomial(n, p))
      expectMean(values, n * p, variance)
      expectMean(values.map(square(n * p)), variance, 3 * variance * variance)
    }
    for (const mean of [2, 90]) {
      const values = draw(() => random.poisson(mean))
      expectMean(values, mean, mean)
      expectMean(values.map(square(mean)), mean, mean + 2 * mean * mean)
    }
  })
  it('draws a binomial above 40 trials with the right chance of every count', () => {
    const random = createRandom(8)
    const counts = new Array<number>(61).fill(0)
    for (let i = 0; i < DRAWS; i++) counts[random.binomial(60, 0.5)]!++
    let statistic = 0
    for (let k = 22; k <= 38; k++) {
      const expected = DRAWS * binomialPoint(k, 60, 0.5)
      statistic += (counts[k]! - expected) ** 2 / expected
    }
    expect(chiSquaredUpper(statistic, 17)).toBeGreaterThan(1e-6)
  })
  it('shuffles and samples without loss, every place equally likely', () => {
    const random = createRandom(7)
    const first = [0, 0, 0, 0, 0]
    for (let i = 0; i < DRAWS; i++) first[random.shuffle([0, 1, 2, 3, 4])[0]!]!++
    const expected = DRAWS / 5
    expect(
      chiSquaredUpper(
        first.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0),
        4,
      ),
    ).toBeGreaterThan(1e-6)
    expect([...random.shuffle(Uint8Array.of(3, 1, 2))].sort()).toEqual([1, 2, 3])
    const given = Object.freeze([10, 20, 30, 40])
    expect(new Set(random.sample(given, 3)).size).toBe(3)
    expect(random.sample(given, 9).sort((a, b) => a - b)).toEqual([10, 20, 30, 40])
  })
})
