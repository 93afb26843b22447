import { describe, expect, it } from 'vitest'
import type { ConditionsRecord, Sitting } from '../../src/model'
import { conditionsOf } from '../../src/sittings/conditions'
import { addCounts, addTables, levelsFromScores, momentsOfCounts, poolCounts, totalOf } from '../../src/sittings/counts'
import { countedObserver } from '../../src/sittings/observers'
import { schoolMeans } from '../../src/sittings/school-means'
import { itemSharesOf, mergeSittings, sortVectors, varianceOf } from '../../src/sittings/sitting'
import { indexed, OBSERVED, school, sitting, UNOBSERVED } from '../recheck/sittings'

describe('count tables', () => {
  it('add up entry by entry, the shorter continued with zeros', () => {
    expect(totalOf([1, 0, 4])).toBe(5)
    expect(addCounts([1, 2], [3])).toEqual([4, 2])
    expect(addCounts([1], [3, 5])).toEqual([4, 5])
    expect(addTables([[1]], [[2, 3], [4]])).toEqual([[3, 3], [4]])
    expect(poolCounts([[1, 2], null, [0, 0, 7]])).toEqual([1, 2, 7])
    expect(poolCounts([])).toEqual([])
    // A table may have holes.
    expect(poolCounts([Object.assign([], { 2: 4 })])).toEqual([0, 0, 4])
  })

  it('hold the number, sum and sum of squares of their values', () => {
    expect(momentsOfCounts([5, 2, 0, 3])).toEqual({ n: 10, sum: 2 + 9, sumOfSquares: 2 + 27 })
    expect(momentsOfCounts([])).toEqual({ n: 0, sum: 0, sumOfSquares: 0 })
  })

  it('give marks by their lowest scores, passing over a mark that no score has', () => {
    expect(levelsFromScores([1, 2, 3, 4], [2, 2])).toEqual([3, 0, 7])
    expect(levelsFromScores([1, 2, 3, 4], [])).toEqual([10])
  })
})

describe('mean results by school', () => {
  const regionOf = (...tests: readonly (readonly (number | null)[])[]) => {
    const schools = Array.from({ length: 22 }, (_, s) => school(`s${s}`))
    const sittings = tests.flatMap((means, t) =>
      means.flatMap((mean, s) =>
        mean === null
          ? []
          : [sitting(`s${s}`, { subject: `T${t}`, scores: { n: 4, sum: 4 * mean, sumOfSquares: null } })],
      ),
    )
    return indexed({ schools, sittings })
  }
  const rising = Array.from({ length: 20 }, (_, s) => s)
  const absent = [null, null]

  it('are those of the one test, as they are', () => {
    expect(schoolMeans(regionOf(rising))).toEqual([[...rising, ...absent]])
    expect(schoolMeans(regionOf(rising.slice(1)))).toEqual([])
    expect(schoolMeans(regionOf())).toEqual([])
  })

  it('are first those of all tests, in standard deviations between schools', () => {
    const [together, first, second] = schoolMeans(regionOf(rising, [...rising.map((s) => 100 - 3 * s), 7]))
    expect(first).toEqual([...rising, ...absent])
    expect(second).toEqual([...rising.map((s) => 100 - 3 * s), 7, null])
    // Variance of 0 to 19: (20^2 - 1) / 12.
    const own = (s: number): number => (s - 9.5) / Math.sqrt(399 / 12)
    const values = [...rising.map((s) => 100 - 3 * s), 7]
    const centre = values.reduce((sum, v) => sum + v, 0) / 21
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / 21)
    for (const s of rising) expect(together![s]).toBeCloseTo((own(s) + (100 - 3 * s - centre) / sd) / 2, 12)
    expect(together![20]).toBeCloseTo((7 - centre) / sd, 12)
    expect(together![21]).toBeNull()
  })

  it('of a test in which all are equal say nothing, and a sitting without a mean none', () => {
    const [together] = schoolMeans(
      regionOf(
        rising,
        rising.map(() => 5),
      ),
    )
    for (const s of rising) expect(together![s]).toBeCloseTo((s - 9.5) / Math.sqrt(399 / 12), 12)
    const silent = regionOf(rising)
    const sittings = [...silent.sittings, sitting('s3', { subject: 'T0', className: 'А' })]
    expect(schoolMeans(indexed({ schools: silent.schools, sittings }))).toEqual([[...rising, ...absent]])
  })
})

describe('how a sitting was held', () => {
  const row = (of: Partial<ConditionsRecord>): ConditionsRecord => ({
    ...{ schoolId: 's', grade: null, subject: null, year: null, className: null },
    ...{ expertsTrained: null, observerTrained: null, video: null, violations: null },
    ...of,
  })
  const told = (of: Partial<Sitting>, ...conditions: ConditionsRecord[]) =>
    conditionsOf({ sittings: [sitting('s', of)], conditions })[0]
  const nothing = { expertsTrained: null, observerTrained: null, video: null, violations: null }

  it('is unknown where no row speaks of it', () => {
    expect(conditionsOf({ sittings: [sitting('s')] })).toEqual([null])
    expect(told({}, row({ schoolId: 't', video: true }), row({ grade: 5, video: true }), row({}))).toBeNull()
  })

  it('is what the most specific row says of each condition, and the worst of equal ones', () => {
    const rows = [
      row({ video: false, violations: true, expertsTrained: true }),
      row({ grade: 4, video: true, observerTrained: true }),
      row({ subject: 'Math', observerTrained: false }),
    ]
    expect(told({}, ...rows)).toEqual({ expertsTrained: true, observerTrained: false, video: true, violations: true })
    expect(told({ grade: 5 }, ...rows)).toEqual({
      ...nothing,
      ...{ expertsTrained: true, observerTrained: false, video: false, violations: true },
    })
    expect(told({}, row({ violations: false }), row({ violations: true }))).toEqual({ ...nothing, violations: true })
    expect(told({}, row({ violations: false }))).toEqual({ ...nothing, violations: false })
  })

  it('of a whole school is the worst of its classes, of a class what its own row says', () => {
    const rows = [
      row({ video: false }),
      row({ className: 'А', video: true }),
      row({ className: 'Б', violations: true }),
    ]
    expect(told({}, ...rows)).toEqual({ ...nothing, video: false, violations: true })
    expect(told({ className: 'А' }, ...rows)).toEqual({ ...nothing, video: true })
    expect(told({ className: 'Б' }, ...rows)).toEqual({ ...nothing, video: false, violations: true })
  })
})

describe('an observer as a yardstick', () => {
  it('is none where it does not count', () => {
    expect(countedObserver(OBSERVED)).toBe('present')
    expect(countedObserver({ ...OBSERVED, conflictOfInterest: true, observed: false })).toBe('absent')
    expect(countedObserver(UNOBSERVED)).toBe('absent')
    expect(countedObserver({ ...UNOBSERVED, observer: 'unknown' })).toBe('unknown')
    expect(countedObserver({ ...UNOBSERVED, observer: 'unknown', observed: true })).toBe('unknown')
  })
})

describe('parts of a sitting together', () => {
  it('keep the class that both name, weigh shares by pupils, and are exact where both are', () => {
    const part = (of: Partial<Sitting>): Sitting => sitting('s', { className: 'А', ...of })
    const shares = (a: number | null, b: number | null) =>
      mergeSittings(part({ participants: a, itemShares: [0.5, 0.2] }), part({ participants: b, itemShares: [0.8] }))
        .itemShares
    expect(shares(10, 20)).toEqual([(0.5 * 10 + 0.8 * 20) / 30, (0.2 * 10) / 30])
    expect(shares(null, null)).toEqual([0.65, 0.1])
    expect(shares(3, null)).toEqual([(0.5 * 3 + 0.8) / 4, (0.2 * 3) / 4])
    expect(mergeSittings(part({}), part({}))).toMatchObject({ className: 'А', exactLevels: true, key: part({}).key })
    expect(mergeSittings(part({}), part({ className: 'Б' }))).toMatchObject({ className: null, key: sitting('s').key })
    for (const [a, b] of [
      [true, false],
      [false, true],
    ] as const)
      expect(mergeSittings(part({ exactLevels: a }), part({ exactLevels: b })).exactLevels).toBe(false)
    expect(mergeSittings(part({ itemShares: null }), part({ itemShares: [1] })).itemShares).toBeNull()
  })

  it('are refused where they are no parts of one sitting', () => {
    expect(() => mergeSittings(sitting('s'), sitting('s', { grade: 5 }))).toThrow(RangeError)
    const vectors = (items: number) => ({
      items,
      papers: 1,
      scores: new Uint8Array(items),
      variants: new Uint8Array(1),
    })
    expect(() => mergeSittings(sitting('s', { vectors: vectors(2) }), sitting('s', { vectors: vectors(3) }))).toThrow(
      '2 and of 3',
    )
  })

  it('have papers by variant, then by answers from the first item on', () => {
    const { scores, variants } = sortVectors({
      ...{ items: 2, papers: 5, variants: Uint8Array.of(2, 1, 1, 1, 2) },
      scores: Uint8Array.of(0, 0, 3, 1, 1, 9, 3, 0, 0, 0),
    })
    expect([...variants]).toEqual([1, 1, 1, 2, 2])
    expect([...scores]).toEqual([1, 9, 3, 0, 3, 1, 0, 0, 0, 0])
  })
})

describe('variance and shares', () => {
  it('of two pupils exist, and rounding makes no variance negative', () => {
    expect(varianceOf({ scores: { n: 2, sum: 4, sumOfSquares: 10 } })).toBe(2)
    expect(varianceOf({ scores: { n: 3, sum: 3, sumOfSquares: 2.9999999 } })).toBe(0)
    expect(varianceOf({ scores: null })).toBeNull()
  })

  it('of items are those given, or counted against their maximum, in ten-thousandths', () => {
    expect(itemSharesOf({ itemShares: [1 / 3, 0.5], itemCounts: [[1]] }, [9])).toEqual([0.3333, 0.5])
    expect(
      itemSharesOf(
        {
          itemShares: null,
          itemCounts: [
            [1, 0, 2],
            [0, 3],
            [0, 0],
          ],
        },
        [4, 1, 1],
      ),
    ).toEqual([0.3333, 1, 0])
    // Where the maximum is not known, the highest score that was seen.
    expect(itemSharesOf({ itemShares: null, itemCounts: [[1, 0, 2]] }, null)).toEqual([0.6667])
    expect(itemSharesOf({ itemShares: null, itemCounts: null }, [1])).toBeNull()
  })
})
