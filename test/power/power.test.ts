import { describe, expect, it } from 'vitest'
import type { Sitting } from '../../src/model'
import { detectableManipulation } from '../../src/power'
import { manipulate } from '../../src/power/manipulations'
import { papersOf, sittingOf } from '../../src/power/papers'
import { simulateInput } from '../../src/simulate'
import { totalOf } from '../../src/sittings/counts'
import { createRandom } from '../../src/statistics/random'

const { input } = simulateInput({ seed: 3, schools: 40, subjects: ['Математика'], grades: [4], manipulation: null })
const [assessment] = input.assessments
const largest = input.sittings.reduce((a, b) => ((b.participants ?? 0) > (a.participants ?? 0) ? b : a))

function changed(mechanism: Parameters<typeof manipulate>[0], sitting: Sitting, share: number) {
  const papers = papersOf(sitting)!
  const random = createRandom(1, mechanism)
  const hardest = assessment!.itemMax!.map((_, j) => j).reverse()
  const wanted = Math.round(share * papers.length)
  const done = manipulate(mechanism, { papers, wanted, assessment: assessment!, hardest, random })
  return { done, wanted, sitting: sittingOf(sitting, assessment!, papers, random) }
}

describe('papers of a sitting', () => {
  it('go back into the same tables when nothing is done to them', () => {
    for (const sitting of input.sittings) {
      const again = sittingOf(sitting, assessment!, papersOf(sitting)!, createRandom(1))
      expect(again.scoreCounts).toEqual(sitting.scoreCounts)
      expect(again.itemCounts).toEqual(sitting.itemCounts)
      expect(again.levelCounts).toEqual(sitting.levelCounts)
    }
  })
})

describe('a manipulation', () => {
  it.each(['lifting', 'leak', 'filling'] as const)(
    '%s changes papers, raises the mean and keeps the tables consistent',
    (mechanism) => {
      const { done, wanted, sitting } = changed(mechanism, largest, 0.3)
      expect(done).toBeGreaterThan(0)
      expect(done).toBeLessThanOrEqual(wanted)
      expect(sitting.participants).toBe(largest.participants)
      expect(sitting.scores!.sum).toBeGreaterThan(largest.scores!.sum)
      const fromItems = sitting.itemCounts!.flatMap((counts) => counts.map((pupils, points) => pupils * points))
      expect(fromItems.reduce((sum, points) => sum + points, 0)).toBe(sitting.scores!.sum)
      expect(totalOf(sitting.journalByScore!.map(totalOf))).toBe(totalOf(largest.journalByScore!.map(totalOf)))
      const columns = sitting.scoreCounts!.map((_, t) => totalOf(sitting.journalByScore!.map((row) => row[t] ?? 0)))
      expect(columns.every((marks, t) => marks <= sitting.scoreCounts![t]!)).toBe(true)
    },
  )

  it('lifts to a cut-off and no further', () => {
    const { sitting } = changed('lifting', { ...largest, vectors: null, itemCounts: null }, 1)
    const gained = sitting.scoreCounts!.flatMap((count, t) => (count > (largest.scoreCounts![t] ?? 0) ? [t] : []))
    expect(gained.length).toBeGreaterThan(0)
    expect(gained.every((score) => assessment!.cuts!.includes(score))).toBe(true)
  })

  it('keeps the weakest away, who stay enrolled', () => {
    const { done, sitting } = changed('absence', largest, 0.2)
    expect(sitting.participants).toBe(largest.participants! - done!)
    expect(sitting.enrolled).toBe(largest.enrolled)
    const lowest = sitting.scoreCounts!.findIndex((count) => count > 0)
    expect(lowest).toBeGreaterThanOrEqual(largest.scoreCounts!.findIndex((count) => count > 0))
  })

  it('is not possible where the data do not hold what it changes', () => {
    const scoresOnly = { ...largest, vectors: null, itemCounts: null }
    expect(changed('leak', scoresOnly, 0.3).done).toBeNull()
    expect(papersOf({ ...largest, scoreCounts: null })).toBeNull()
  })
})

describe('power', () => {
  it('sees what is large more often than what is small, leaves the input alone, and repeats itself', () => {
    const { input: region } = simulateInput({
      seed: 5,
      schools: 60,
      subjects: ['Математика'],
      grades: [4],
      manipulation: null,
    })
    const before = JSON.stringify(region.sittings[0])
    const progress: number[] = []
    const options = { mechanisms: ['filling'] as const, shares: [0.05, 0.6], repeats: 1 }
    const found = detectableManipulation(region, {}, { ...options, onProgress: (done) => progress.push(done) })
    const noticed = (share: number) =>
      found.rows.filter((row) => row.share === share).reduce((sum, row) => sum + row.noticed, 0)
    expect(noticed(0.6)).toBeGreaterThan(noticed(0.05))
    expect(progress).toEqual([1, 2, 3, 4, 5, 6])
    // Every school is tried once, in one cell, whatever the number of cells.
    expect(found.rows.reduce((sum, row) => sum + row.schools, 0)).toBeGreaterThan(50)
    expect(JSON.stringify(region.sittings[0])).toBe(before)
    expect(detectableManipulation(region, {}, options)).toEqual(found)
  })

  it('says what it could not try', () => {
    const means = input.sittings.map((s) => ({
      ...s,
      scoreCounts: null,
      vectors: null,
      itemCounts: null,
      levelCounts: null,
    }))
    const found = detectableManipulation({ ...input, sittings: means }, {}, { mechanisms: ['leak'], shares: [0.5] })
    expect(found).toEqual({ rows: [], smallest: [], notPossible: ['leak'] })
  })
})
