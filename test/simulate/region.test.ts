import { describe, expect, it } from 'vitest'
import type { Cell, Row } from '../../src/model'
import { type RegionInput, simulateRegion, type Truth } from '../../src/simulate'

const manipulated = (truth: readonly Truth[]): Truth[] => truth.filter((sitting) => sitting.manipulated)
const sittingOf = (row: Row): string => [row.school_id, row.subject, row.grade, row.year].join('/')
const ofTruth = (sitting: Truth): string => [sitting.schoolId, sitting.subject, sitting.grade, sitting.year].join('/')

/** Blanks count as 0: a paper whose blank became a 0 has not changed. */
function paper(row: Row): string {
  return JSON.stringify(Object.entries(row).map(([, value]): Cell => (value === 'X' ? 0 : value)))
}

describe('simulateRegion', () => {
  it('gives the same bytes for the same options and others for another seed', () => {
    const bytes = (seed: number) => JSON.stringify(simulateRegion({ seed, schools: 12 }))
    expect(bytes(3)).toBe(bytes(3))
    expect(bytes(3)).not.toBe(bytes(4))
  })

  it('leaves every number as it was when a subject is added', () => {
    const rows = (subjects: string[]) => simulateRegion({ schools: 10, subjects, manipulation: null }).tables.results
    const both = rows(['Русский язык', 'Математика']).filter((row) => row.subject === 'Математика')
    expect(both).toEqual(rows(['Математика']))
  })

  it('says truly which papers differ from those of the honest region', () => {
    const options: RegionInput = { seed: 11, schools: 60, manipulation: { schools: 0.5 } }
    const { tables, truth } = simulateRegion(options)
    const honest = simulateRegion({ ...options, manipulation: null })
    expect(manipulated(honest.truth)).toEqual([])
    expect(tables.schools).toEqual(honest.tables.schools)
    expect(tables.observers).toEqual(honest.tables.observers)

    const was = new Map(honest.tables.results.map((row) => [`${sittingOf(row)}/${row.pupil_id}`, paper(row)]))
    const changed = new Map<string, number>()
    const present = new Map<string, number>()
    for (const row of tables.results) {
      const sitting = sittingOf(row)
      present.set(sitting, (present.get(sitting) ?? 0) + 1)
      const before = was.get(`${sitting}/${row.pupil_id}`)
      if (paper(row) !== before) changed.set(sitting, (changed.get(sitting) ?? 0) + 1)
    }
    for (const [i, sitting] of truth.entries()) {
      const key = ofTruth(sitting)
      expect(sitting.participants).toBe(present.get(key) ?? 0)
      expect(sitting.changedPapers).toBe(changed.get(key) ?? 0)
      expect(sitting.keptAway).toBe(honest.truth[i]!.participants - sitting.participants)
      if (sitting.participants > 0) expect(sitting.changedShare).toBe(sitting.changedPapers / sitting.participants)
      if (!sitting.manipulated) expect(sitting).toMatchObject({ mechanism: null, strength: null, meanShift: 0 })
    }
    expect(truth.reduce((sum, sitting) => sum + sitting.changedPapers, 0)).toBeGreaterThan(200)
  })

  it('states the change of the mean score', () => {
    const options: RegionInput = {
      seed: 2,
      schools: 30,
      manipulation: { schools: 1, strength: 'strong', prevented: false },
    }
    const means = (input: RegionInput) => {
      const sums = new Map<string, { n: number; sum: number }>()
      for (const row of simulateRegion(input).tables.results) {
        const at = sums.get(sittingOf(row)) ?? { n: 0, sum: 0 }
        sums.set(sittingOf(row), { n: at.n + 1, sum: at.sum + Number(row.score) })
      }
      return sums
    }
    const now = means(options)
    const honest = means({ ...options, manipulation: null })
    for (const sitting of simulateRegion(options).truth) {
      const [a, b] = [now.get(ofTruth(sitting)), honest.get(ofTruth(sitting))]
      if (a !== undefined && b !== undefined) expect(sitting.meanShift).toBeCloseTo(a.sum / a.n - b.sum / b.n, 9)
    }
  })

  it('keeps totals and marks in step with the answers', () => {
    const { tables } = simulateRegion({ seed: 4, schools: 20, manipulation: { schools: 0.8, prevented: false } })
    const scale = new Map(tables.assessments!.map((row) => [`${row.subject}/${row.grade}`, row]))
    for (const row of tables.results) {
      const { item_max, cut_3, cut_4, cut_5, max_score } = scale.get(`${row.subject}/${row.grade}`)!
      const max = String(item_max).split('|').map(Number)
      const points = max.map((_, j) => (row[`item_${j + 1}`] === 'X' ? 0 : Number(row[`item_${j + 1}`])))
      expect(points.every((value, j) => value <= max[j]!)).toBe(true)
      expect(row.score).toBe(points.reduce((sum, value) => sum + value, 0))
      expect(max.reduce((sum, value) => sum + value, 0)).toBe(max_score)
      expect(row.mark).toBe(2 + [cut_3, cut_4, cut_5].filter((cut) => Number(row.score) >= Number(cut)).length)
    }
  })

  it('manipulates as many schools as asked, and only sittings that nobody independent watched', () => {
    const { tables, truth } = simulateRegion({
      seed: 6,
      schools: 300,
      grain: 'summaries',
      manipulation: { schools: 0.2 },
    })
    const touched = manipulated(truth)
    // Sixty try; where nobody is near a cut or weak enough, nothing comes of it.
    const schools = new Set(touched.map((sitting) => sitting.schoolId)).size
    expect(schools).toBeGreaterThanOrEqual(57)
    expect(schools).toBeLessThanOrEqual(60)
    for (const sitting of touched) {
      const rows = tables.observers!.filter(
        (row) =>
          row.school_id === sitting.schoolId &&
          (row.subject === undefined || (row.subject === sitting.subject && row.grade === sitting.grade)),
      )
      expect(rows).toHaveLength(1)
      const watched = rows[0]!.observer === 'да' && rows[0]!.conflict_of_interest === 'нет'
      expect(watched).toBe(false)
    }
  })

  it('manipulates observed sittings too where an observer prevents nothing', () => {
    const { tables, truth } = simulateRegion({
      schools: 40,
      grain: 'summaries',
      observers: { schools: 1, partial: 0, unknown: 0, conflict: 0 },
      manipulation: { schools: 0.5, sittings: 1, prevented: false },
    })
    expect(tables.observers!.every((row) => row.observer === 'да')).toBe(true)
    const tried = new Set(manipulated(truth).map((sitting) => sitting.schoolId))
    expect(tried.size).toBe(20)
    expect(manipulated(truth).length).toBeGreaterThan(0.9 * 20 * 4)
  })

  it('assigns observers in the shares asked for', () => {
    const observers = { schools: 0.6, partial: 0, unknown: 0.1, conflict: 0.2 }
    const rows = simulateRegion({ schools: 2000, grain: 'summaries', grades: [4], subjects: ['Математика'], observers })
      .tables.observers!
    const share = (test: (row: Row) => boolean) => rows.filter(test).length / rows.length
    // Four standard errors of a share in 2 000 schools: 4 * sqrt(.25 / 2000) = .045.
    expect(Math.abs(share((row) => row.observer === 'да') - 0.6 * 0.9)).toBeLessThan(0.045)
    expect(Math.abs(share((row) => row.observer === '') - 0.1)).toBeLessThan(0.027)
    expect(Math.abs(share((row) => row.conflict_of_interest === 'да') - 0.6 * 0.2)).toBeLessThan(0.029)
    expect(simulateRegion({ schools: 3, observers: null }).tables.observers).toBe(undefined)
  })

  it('can inflate the whole region, but for what was independently observed', () => {
    const options: RegionInput = {
      schools: 80,
      grain: 'summaries',
      observers: { schools: 0.5, partial: 0, unknown: 0, conflict: 0 },
      manipulation: null,
    }
    const { tables, truth } = simulateRegion({ ...options, inflation: 'medium' })
    const watched = new Set(tables.observers!.filter((row) => row.observer === 'да').map((row) => row.school_id))
    for (const sitting of truth) {
      expect(sitting.mechanism).toBe(sitting.manipulated ? 'inflation' : null)
      if (sitting.participants < 10) continue
      expect(sitting.manipulated).toBe(!watched.has(sitting.schoolId))
      expect(sitting.meanShift > 0.5).toBe(sitting.manipulated)
    }
  })

  it('inflates the more the stronger', () => {
    const shifts = (['weak', 'medium', 'strong'] as const).map((inflation) => {
      const { truth } = simulateRegion({
        schools: 60,
        grain: 'summaries',
        observers: null,
        manipulation: null,
        inflation,
      })
      expect(truth.every(({ manipulated, participants }) => manipulated || participants < 10)).toBe(true)
      return truth.reduce((sum, { meanShift }) => sum + meanShift, 0) / truth.length
    })
    expect(shifts[0]).toBeGreaterThan(0.3)
    expect(shifts[1]).toBeGreaterThan(1.2 * shifts[0]!)
    expect(shifts[2]).toBeGreaterThan(1.2 * shifts[1]!)
  })

  it('refuses what cannot be simulated, in words', () => {
    expect(() => simulateRegion({ intraclass: 1.2 })).toThrow('"intraclass" must be at least 0 and below 1.')
    expect(() => simulateRegion({ contextShare: 0.9 })).toThrow('"contextShare" must be between 0 and 0.6.')
    expect(() => simulateRegion({ schools: 0 })).toThrow('"schools" must be a whole number, at least 1.')
    expect(() => simulateRegion({ subjects: ['Химия'], grades: [4] })).toThrow('There is no scale for "Химия"')
    expect(() => simulateRegion({ subjects: ['История'], grades: [4, 5] }).tables.results).not.toThrow()
  })
})
