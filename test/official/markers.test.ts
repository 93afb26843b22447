import { describe, expect, it } from 'vitest'
import type { MonitorInput, Sitting } from '../../src/model'
import { journalCorrelation, officialMarkers } from '../../src/official'
import { bareSitting, fromScores, indexed, regionOf } from '../detectors/region'

const test = (
  school: string,
  scores: readonly number[],
  of: { grade?: number; subject?: string; year?: number } = {},
) =>
  bareSitting({ schoolId: school, ...fromScores(scores, 20) }, { grade: 4, subject: 'Математика', year: 2021, ...of })
type Region = Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>
const markersOf = (input: Region) =>
  Object.fromEntries(officialMarkers(indexed(input)).ofSchool.map((markers, i) => [input.schools[i]!.id, markers]))

describe('HIGH_MEAN', () => {
  // Region: 8, 10, 12, 14 four times each (schools a-d) and 16, 18, 16, 18 (school e).
  // n = 20, sum = 244, X = 12.2; S^2 = (3204 - 244^2/20) / 19 = 11.9579, S = 3.4580; upper bound 12.2 + 1.96 x .77324 = 13.7155.
  // School e: x = 17, s = 1.1547, m = 4; lower bound 17 - 1.96 x .57735 = 15.8684: marked. School f (9, 20): s = 7.78.
  const region = regionOf([
    ...['a', 'b', 'c', 'd'].map((school) => test(school, [8, 10, 12, 14])),
    test('e', [16, 18, 16, 18]),
  ])

  it('by hand', () => {
    expect(markersOf(region)).toEqual({ a: [], b: [], c: [], d: [], e: ['HIGH_MEAN MA4 2021'] })
    expect(officialMarkers(indexed(region)).index).toBe(80)
  })

  it('just below the bound is no marker', () => {
    // 15, 16, 12, 13: x = 14, s = 1.8257, bound 14 - 1.96 x .91287 = 12.2108, below the region's.
    const sittings = [...region.sittings.slice(0, 4), test('e', [15, 16, 12, 13])]
    expect(markersOf(regionOf(sittings)).e).toEqual([])
  })

  it('gives no verdict on one pupil or on equal pupils', () => {
    const { ofSchool, assessed } = officialMarkers(
      indexed(regionOf([...region.sittings, test('one', [20]), test('same', [20, 20])])),
    )
    expect(assessed).toEqual([true, true, true, true, true, false, false])
    expect(ofSchool.slice(5)).toEqual([[], []])
  })

  it('exempts an advanced programme only together with state exams', () => {
    const withSchool = (own: { advancedProgram: boolean; confirmedByExam: boolean }): Region => ({
      ...region,
      schools: region.schools.map((school) => (school.id === 'e' ? { ...school, ...own } : school)),
    })
    expect(markersOf(withSchool({ advancedProgram: true, confirmedByExam: false })).e).toHaveLength(1)
    expect(markersOf(withSchool({ advancedProgram: true, confirmedByExam: true })).e).toHaveLength(0)
  })

  it('adds up the classes of a school, and leaves other subjects alone', () => {
    const classes = ['А', 'Б'].map((className, k) => ({
      ...test('e', k === 0 ? [16, 18] : [16, 18]),
      className,
      key: `e${className}`,
    }))
    expect(markersOf(regionOf([...region.sittings.slice(0, 4), ...classes])).e).toEqual(['HIGH_MEAN MA4 2021'])
    const history = region.sittings.map((s) => ({ ...s, subject: 'История', assessmentId: '2021/4/История' }))
    expect(officialMarkers(indexed(regionOf(history)))).toMatchObject({ index: null })
  })
})

describe('JOURNAL', () => {
  it('by hand: 1 - 6 sum d^2 / (n (n^2 - 1))', () => {
    // Marks 3, 4, 5, 2 with scores 10, 8, 12, 9: ranks 2, 3, 4, 1 and 3, 1, 4, 2; d^2 = 1 + 4 + 0 + 1; r = 1 - 36/60 = .4.
    const table: number[][] = [[], [], [], [], [], []]
    for (const [mark, score] of [
      [3, 10],
      [4, 8],
      [5, 12],
      [2, 9],
    ] as const)
      table[mark]![score] = 1
    expect(journalCorrelation(table.map((row) => Array.from(row, (count) => count ?? 0)))).toBeCloseTo(0.4, 12)
  })

  it('shares ranks among ties', () => {
    // Marks 3, 3, 4 with scores 5, 6, 6: ranks 1.5, 1.5, 3 and 1, 2.5, 2.5; d^2 = .25 + 1 + .25; r = 1 - 9 / 24 = .625.
    expect(journalCorrelation([[], [], [], [0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 1]])).toBeCloseTo(0.625, 12)
  })

  it('marks a negative correlation, and passes over what is no mark', () => {
    const turned: Sitting = {
      ...test('a', [5, 15, 10]),
      journalByScore: [[9], [9], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [], [], [0, 0, 0, 0, 0, 1]],
    }
    expect(markersOf(regionOf([turned, test('b', [4, 9, 13])])).a).toEqual(['JOURNAL MA4 2021'])
    expect(journalCorrelation([[], [], [1]])).toBeNull()
  })
})

describe('GROWTH and DROP', () => {
  it('by hand: outside the quartiles by three interquartile ranges', () => {
    // Grade 4 at 10 everywhere; grade 5 a year later at 10, 10.5, 9.5, 10.2, 9.8 (K near 1), one at 5 (K = 2), one at 20 (K = .5).
    const later: Record<string, number[]> = {
      a: [10, 10],
      b: [10, 11],
      c: [9, 10],
      d: [10, 11],
      e: [9, 10],
      drop: [5, 5],
      growth: [19, 20],
    }
    const sittings = Object.entries(later).flatMap(([school, scores]) => [
      test(school, [10, 10]),
      test(school, scores, { grade: 5, year: 2022 }),
    ])
    const found = markersOf(regionOf(sittings, { maxScore: 20 }))
    // K: 1, .952, 1.053, .952, 1.053, 2, .513; quartiles (type 7) .952 and 1.053, fences .652 and 1.354.
    expect(found.drop).toEqual(['DROP MA 2022'])
    expect(found.growth).toContain('GROWTH MA 2022')
    for (const school of ['a', 'b', 'c', 'd', 'e']) expect(found[school]).toEqual([])
  })

  it('needs grade 4 and grade 5 of the next year', () => {
    const sittings = ['a', 'b', 'c', 'd'].flatMap((school, i) => [
      test(school, [10, 10]),
      test(school, i === 0 ? [20, 20] : [10, 10], { grade: 5, year: 2021 }),
    ])
    expect(Object.values(markersOf(regionOf(sittings, { maxScore: 20 }))).flat()).toEqual([])
  })
})
