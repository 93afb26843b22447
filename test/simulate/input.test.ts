import { describe, expect, it } from 'vitest'
import { collectTables } from '../../src/input'
import type { ObserverRecord } from '../../src/model'
import { type RegionInput, simulateInput, simulateRegion } from '../../src/simulate'

const OPTIONS: RegionInput = { seed: 5, schools: 40, years: [2020, 2021], manipulation: { schools: 0.3 } }
const text = (record: ObserverRecord): string => JSON.stringify(record)

describe('simulateInput', () => {
  const read = collectTables(simulateRegion(OPTIONS).tables, { grain: 'school' })
  const { input, truth } = simulateInput(OPTIONS)

  it('gives the sittings that the rows are read into', () => {
    expect(input.sittings).toHaveLength(320)
    expect(input.sittings).toEqual(read.sittings)
  })

  it('tells the truth in the order of the sittings', () => {
    const name = (of: { schoolId: string; subject: string; grade: number | null; year: number | null }) =>
      [of.schoolId, of.subject, of.grade, of.year].join()
    const attended = truth.filter((sitting) => sitting.participants > 0)
    expect(attended.map(name)).toEqual(input.sittings.map(name))
    expect(attended.map((sitting) => sitting.participants)).toEqual(input.sittings.map((s) => s.participants))
    expect(simulateRegion(OPTIONS).truth).toEqual(truth)
  })

  it('gives the schools, assessments and observers that the rows are read into', () => {
    expect(input.schools).toEqual(read.schools)
    expect(input.assessments).toEqual(read.assessments)
    expect(input.observers.map(text).sort()).toEqual(read.observers.map(text).sort())
  })

  it('writes rows without a problem', () => {
    expect(read.problems).toEqual([])
    expect(read.sources.map((source) => source.setAside)).toEqual(read.sources.map(() => 0))
    expect(read.sources.map((source) => source.ignoredColumns)).toEqual(read.sources.map(() => []))
  })
})

describe('grain', () => {
  const pupils = collectTables(simulateRegion(OPTIONS).tables, { grain: 'school' })

  it('distributions hold the same counts of scores and marks', () => {
    const read = collectTables(simulateRegion({ ...OPTIONS, grain: 'distributions' }).tables, { grain: 'school' })
    const counts = (of: typeof read) => of.sittings.map((s) => [s.key, s.participants, trimmed(s.scoreCounts!)])
    expect(counts(read)).toEqual(counts(pupils))
    expect(read.problems).toEqual([])
  })

  it('summaries hold the same means and spreads', () => {
    const read = collectTables(simulateRegion({ ...OPTIONS, grain: 'summaries' }).tables, { grain: 'school' })
    expect(read.sittings).toHaveLength(pupils.sittings.length)
    for (const [i, sitting] of read.sittings.entries()) {
      const { n, sum, sumOfSquares } = pupils.sittings[i]!.scores!
      expect(sitting.participants).toBe(n)
      expect(Math.abs(sitting.scores!.sum / n - sum / n)).toBeLessThan(0.0006)
      if (n < 2) continue
      const variance = (moments: { sum: number; sumOfSquares: number | null }) =>
        (moments.sumOfSquares! - moments.sum ** 2 / n) / (n - 1)
      expect(variance(sitting.scores!)).toBeCloseTo(variance({ sum, sumOfSquares }), 1)
    }
  })
})

function trimmed(counts: readonly number[]): number[] {
  const last = counts.findLastIndex((count) => count > 0)
  return counts.slice(0, last + 1)
}
