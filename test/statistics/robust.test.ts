import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/statistics/random'
import { HUBER_C, huberLocation, robustRegression, weightedMedian } from '../../src/statistics/robust'

const clip = (r: number): number => Math.max(-HUBER_C, Math.min(HUBER_C, r))

describe('weighted median', () => {
  it('is the value with half the weight on either side', () => {
    expect(weightedMedian([5, 1, 3])).toBe(3)
    expect(weightedMedian([1, 2, 3, 4])).toBe(2.5)
    expect(weightedMedian([1, 2, 10], [1, 1, 5])).toBe(10)
    expect(weightedMedian([7, 1], [0, 1])).toBe(1)
    expect(weightedMedian([1, 2, 3], [1, 0, 1])).toBe(2)
    expect(weightedMedian([1, 2.5, 3], [1, 0, 1])).toBe(2)
  })
  it('needs weight', () => {
    expect(() => weightedMedian([])).toThrow(RangeError)
    expect(() => weightedMedian([1], [0])).toThrow(RangeError)
    expect(() => weightedMedian([1], [1, 2])).toThrow(RangeError)
  })
})

describe('Huber location', () => {
  it('solves its equation', () => {
    const random = createRandom(3)
    const scales = Array.from({ length: 30 }, () => 0.2 + random.uniform())
    const y = scales.map((scale, i) => 3 + scale * random.normal() + (i % 9 === 0 ? 50 : 0))
    const theta = huberLocation(y, scales)
    const pull = y.reduce((sum, value, i) => sum + clip((value - theta) / scales[i]!) / scales[i]!, 0)
    expect(Math.abs(pull)).toBeLessThan(1e-9)
    expect(Math.abs(theta - 3)).toBeLessThan(0.5)
  })
  it('is the mean and one bounded pull where one value is far', () => {
    // (1.5 - t) + (2 - t) + (2.5 - t) + 1.345 = 0
    expect(huberLocation([1.5, 2, 2.5, 100], [1, 1, 1, 1])).toBeCloseTo((6 + HUBER_C) / 3, 9)
  })
  it('of one value is that value', () => {
    expect(huberLocation([5], [2])).toBe(5)
  })
  it('rejects what it cannot use', () => {
    expect(() => huberLocation([], [])).toThrow(RangeError)
    expect(() => huberLocation([1], [0])).toThrow(RangeError)
  })
})

describe('robust regression', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i / 10 - 2])
  const line = rows.map(([x], i) => 1 + 2 * x! + (i % 13 === 5 ? 30 : 0))
  const scales = rows.map(() => 0.5)
  it('holds a line that a few far values leave', () => {
    const [intercept, slope] = robustRegression(line, rows, scales)
    expect(Math.abs(intercept! - 1)).toBeLessThan(0.15)
    expect(Math.abs(slope! - 2)).toBeLessThan(0.15)
  })
  it('solves its equations, with ridge on the slope alone', () => {
    const ridge = 50
    const [intercept, slope] = robustRegression(line, rows, scales, ridge)
    const force = line.map((value, i) => clip((value - intercept! - slope! * rows[i]![0]!) / 0.5) / 0.5)
    expect(Math.abs(force.reduce((sum, f) => sum + f, 0))).toBeLessThan(1e-7)
    expect(force.reduce((sum, f, i) => sum + f * rows[i]![0]!, 0) - ridge * slope!).toBeCloseTo(0, 7)
    expect(Math.abs(slope!)).toBeLessThan(Math.abs(robustRegression(line, rows, scales)[1]!))
  })
  it.each([0, 1, 2, 3, 4, 5, 7, 8])('solves its equations with %i covariates, each of them', (covariates) => {
    const random = createRandom(covariates, 'columns')
    const many = Array.from({ length: 60 }, () => Array.from({ length: covariates }, () => random.normal()))
    const own = many.map(() => 0.5 + random.uniform())
    const y = many.map(
      (row, i) => row.reduce((sum, x, a) => sum + (a + 1) * x, 3) + own[i]! * random.normal() * (i % 7 === 0 ? 9 : 1),
    )
    for (const ridge of [0, 20]) {
      const [intercept, ...slopes] = robustRegression(y, many, own, ridge)
      expect(slopes).toHaveLength(covariates)
      const force = y.map((value, i) => {
        const rest = many[i]!.reduce((left, x, a) => left - slopes[a]! * x, value - intercept!)
        return clip(rest / own[i]!) / own[i]!
      })
      expect(force.reduce((sum, f) => sum + f, 0)).toBeCloseTo(0, 7)
      slopes.forEach((slope, a) => {
        expect(force.reduce((sum, f, i) => sum + f * many[i]![a]!, 0) - ridge * slope).toBeCloseTo(0, 7)
      })
    }
  })
  it('solves its equations with columns of 0 and 1: a mean for each group', () => {
    // Nobody is clipped: the first group has mean 2, the others 1, 4 and -3 more.
    const groups = [0, 0, 1, 1, 2, 2, 3, 3]
    const y = [1.5, 2.5, 3.5, 2.5, 6.5, 5.5, -0.5, -1.5]
    const columns = groups.map((group) => [1, 2, 3].map((own) => Number(own === group)))
    const found = robustRegression(
      y,
      columns,
      y.map(() => 1),
    )
    found.forEach((value, a) => expect(value).toBeCloseTo([2, 1, 4, -3][a]!, 9))
  })
  it.each([1e-4, 1e4])('does not mind the unit: all values and scales times %d', (unit) => {
    const random = createRandom(6, 'unit')
    const many = Array.from({ length: 40 }, () => Array.from({ length: 4 }, () => random.normal()))
    const y = many.map(
      (row, i) => row.reduce((sum, x, a) => sum + (a + 1) * x, 3) + random.normal() * (i % 9 === 0 ? 9 : 1),
    )
    const own = many.map(() => 0.5 + random.uniform())
    const found = robustRegression(y, many, own)
    robustRegression(
      y.map((value) => unit * value),
      many,
      own.map((scale) => unit * scale),
    ).forEach((value, a) => expect(value / unit).toBeCloseTo(found[a]!, 8))
  })
  it('shares a slope between two columns that say the same', () => {
    const twice = [1, 2, 3, 4, 5].map((x) => [x, x])
    const [intercept, ...slopes] = robustRegression([3, 5, 7, 9, 11], twice, [1, 1, 1, 1, 1])
    expect(intercept).toBeCloseTo(1, 6)
    for (const slope of slopes) expect(slope).toBeCloseTo(1, 6)
  })
  it('begins where it is told to, and ends at the same place', () => {
    const found = robustRegression(line, rows, scales)
    robustRegression(line, rows, scales, 0, [40, -7]).forEach((value, a) => expect(value).toBeCloseTo(found[a]!, 9))
  })
  it('rejects lengths that differ, rows and scales alike', () => {
    expect(() => robustRegression([1, 2], [[1]], [1, 1])).toThrow('lengths differ')
    expect(() => robustRegression([1, 2], [[1], [2]], [1])).toThrow('lengths differ')
    expect(() => robustRegression([], [], [])).toThrow('no values')
    expect(() => robustRegression([1, 2], [[1], [2]], [1, -1])).toThrow('above 0')
  })
  it('leaves a slope at 0 that nothing determines', () => {
    expect(
      robustRegression(
        [1, 2, 3],
        [[4], [4], [4]].map(() => [0]),
        [1, 1, 1],
      ),
    ).toEqual([2, 0])
  })
})
