import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MonitorResult, Row } from '../../src/model'
import { monitor } from '../../src/monitor'
import { type Indicator, type IndicatorId, toIndicators, toIndicatorsCsv } from '../../src/report/index'
import { simulateRegion } from '../../src/simulate'
import { verifyRechecks } from '../../src/verify'
import { exampleResult, school } from './example-result'

const { tables } = simulateRegion({ seed: 11, schools: 60, municipalities: 3, manipulation: { schools: 0.1 } })
let result: MonitorResult
beforeAll(() => {
  result = monitor(tables, { recheck: { budget: 500 } })
}, 60_000)

const find = (all: readonly Indicator[], indicator: IndicatorId, municipality: string | null = null) =>
  all.find((one) => one.indicator === indicator && one.municipality === municipality)

/** Counted from the rows themselves, without the product. */
const municipalityOf = new Map(tables.schools!.map((row) => [row.school_id, row.municipality as string]))
const keyOf = ({ school_id, subject, grade }: Row): string => [school_id, subject, grade].join('|')
const papers = tables.results.filter(({ score }) => score !== '' && score !== null)

describe('toIndicators', () => {
  it('counts observers as the table of observers has them', () => {
    const all = toIndicators(result)
    const sittings = new Map(tables.results.map((row) => [keyOf(row), row]))
    for (const municipality of [null, ...new Set(municipalityOf.values())]) {
      const own = [...sittings.values()].filter(
        (row) => municipality === null || municipalityOf.get(row.school_id as string) === municipality,
      )
      const seen = own.filter((sitting) => {
        const rows = tables.observers!.filter(
          (row) =>
            row.school_id === sitting.school_id &&
            (row.subject == null || row.subject === '' || row.subject === sitting.subject) &&
            (row.grade == null || row.grade === '' || row.grade === sitting.grade),
        )
        const exact = rows.filter((row) => row.subject != null && row.subject !== '')
        const telling = exact.length > 0 ? exact : rows
        return telling.length > 0 && telling.every((row) => row.observer === 'да' && row.conflict_of_interest !== 'да')
      })
      expect(find(all, 'sittingsObserved', municipality)).toMatchObject({
        numerator: seen.length,
        denominator: own.length,
      })
      const bySchool = new Map<unknown, boolean>()
      for (const sitting of own)
        bySchool.set(sitting.school_id, (bySchool.get(sitting.school_id) ?? true) && seen.includes(sitting))
      expect(find(all, 'schoolsObserved', municipality)).toMatchObject({
        numerator: [...bySchool.values()].filter(Boolean).length,
        denominator: bySchool.size,
      })
    }
  })

  it('counts papers and schools as the tables have them', () => {
    const all = toIndicators(result)
    expect(find(all, 'papersToRecheck')!.denominator).toBe(papers.length)
    expect(find(all, 'schoolsWithResults')).toMatchObject({
      numerator: new Set(papers.map(({ school_id }) => school_id)).size,
      denominator: tables.schools!.length,
    })
    const { officialIndex } = result.region
    expect(find(all, 'officialIndex')!.value).toBe(officialIndex)
    const { value, numerator, denominator } = find(all, 'schoolsWithMarkers')!
    expect(value).toBeCloseTo((100 * numerator!) / denominator!, 9)
  })

  it('counts what the experts found: papers and schools', () => {
    const listed = result.sittings.flatMap((sitting, i) => (sitting.recheck && i % 2 === 0 ? [sitting] : []))
    const outcomes = listed.flatMap(({ schoolId, subject, grade, year, papersToRecheck }, i) =>
      Array.from({ length: papersToRecheck }, (_, k) => ({
        ...{ schoolId, subject, grade, year, pupilId: String(k), confirmed: null },
        ...{ original: 10, rechecked: i % 3 === 0 && k < 4 ? 9 : 10 },
      })),
    )
    const all = toIndicators(result, verifyRechecks(result, outcomes).sittings)
    const same = outcomes.filter(({ original, rechecked }) => original === rechecked)
    expect(find(all, 'papersConfirmed')).toMatchObject({
      ...{ numerator: same.length, denominator: outcomes.length, target: 90 },
      value: (100 * same.length) / outcomes.length,
    })
    const municipality = municipalityOf.get(listed[0]!.schoolId)!
    const there = outcomes.filter(({ schoolId }) => municipalityOf.get(schoolId) === municipality)
    expect(find(all, 'papersConfirmed', municipality)!.denominator).toBe(there.length)
    const { numerator, denominator } = find(all, 'controlledSchoolsObjective')!
    expect(denominator).toBeGreaterThan(numerator!)
  })

  it('says nothing of what the tables do not hold', () => {
    const without = monitor({ results: tables.results }, {})
    const ids = new Set(toIndicators(without).map(({ indicator }) => indicator))
    for (const id of ['sittingsObserved', 'schoolsObserved', 'papersConfirmed', 'schoolsListedRepeatedly'] as const)
      expect(ids.has(id)).toBe(false)
  })

  it('counts schools listed for signs in two years of those known', () => {
    const base = exampleResult()
    const schools = [
      school({ schoolId: 'a', earlier: [{ year: 2020, listed: true }] }),
      school({
        schoolId: 'b',
        grounds: [],
        earlier: [
          { year: 2019, listed: true },
          { year: 2020, listed: true },
        ],
      }),
      school({ schoolId: 'c', grounds: [], earlier: [{ year: 2020, listed: true }] }),
      school({ schoolId: 'd' }),
    ]
    expect(find(toIndicators({ ...base, schools }), 'schoolsListedRepeatedly')).toMatchObject({
      ...{ numerator: 2, denominator: 3, year: 2021 },
    })
  })

  it('is a table that Excel opens, with the source of every figure', () => {
    const csv = toIndicatorsCsv(result, { locale: 'ru' }).replace(/^\ufeff/, '')
    const { data } = Papa.parse<Record<string, string>>(csv.trim(), { delimiter: ';', header: true })
    expect(Object.keys(data[0]!)).toEqual([
      ...['indicator', 'municipality', 'year', 'numerator', 'denominator', 'value', 'target', 'source', 'meaning'],
    ])
    expect(data.every(({ source, meaning }) => source !== '' && meaning !== '')).toBe(true)
    expect(data).toHaveLength(toIndicators(result).length)
  })
})
