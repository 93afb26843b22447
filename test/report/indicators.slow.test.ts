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

  it('counts the municipalities that have results', () => {
    const all = new Set(municipalityOf.values())
    const silent = municipalityOf.get(tables.schools![0]!.school_id)
    const results = tables.results.filter(({ school_id }) => municipalityOf.get(school_id) !== silent)
    const shown = toIndicators(monitor({ ...tables, results }, {}))
    expect(find(shown, 'municipalitiesMonitored')).toMatchObject({ numerator: all.size - 1, denominator: all.size })
    expect(shown.filter(({ indicator }) => indicator === 'municipalitiesMonitored')).toHaveLength(1)
  })

  describe('of how sittings were held', () => {
    const VIOLATIONS = ['нет', 'не выявлены', '0', 'Нарушений не было', '2', '1, 4', 'выявлены', 'да', 'опоздание', '']
    /** A table of its own, by school and grade, of every second school; what stands in it, said a second time as data. */
    const held = tables.schools!.flatMap(({ school_id }, i) =>
      i % 2 === 1
        ? []
        : [4, 5].map((grade) => ({
            ...{ school_id, grade },
            ...{ experts: (i + grade) % 3 !== 0, video: i % 4 === 0, violation: VIOLATIONS[(i / 2) % 10]! },
          })),
    )
    const rows = held.map(({ school_id, grade, experts, video, violation }) => ({
      ...{ 'Логин ОО': school_id, Параллель: grade },
      'Эксперты прошли обучение': experts ? 'да' : 'нет',
      Видеонаблюдение: grade === 4 ? (video ? '+' : '-') : '',
      'Выявленные нарушения': violation,
    }))
    const sittings = [...new Map(tables.results.map((row) => [keyOf(row), row])).values()]
    const toldOf = ({ school_id, grade }: Row) =>
      held.find((own) => own.school_id === school_id && String(own.grade) === String(grade))

    it('takes trained experts, video and violations from a table of their own, and from nowhere else', () => {
      const all = toIndicators(monitor({ ...tables, observers: rows }, {}))
      const told = sittings.flatMap((row) => toldOf(row) ?? [])
      for (const municipality of [null, municipalityOf.get(held[0]!.school_id)!]) {
        const own = told.filter(
          ({ school_id }) => municipality === null || municipalityOf.get(school_id) === municipality,
        )
        const filmed = own.filter(({ grade }) => grade === 4)
        expect(find(all, 'sittingsVideo', municipality)).toMatchObject({
          ...{ numerator: filmed.filter(({ video }) => video).length, denominator: filmed.length },
        })
        const acts = own.filter(({ violation }) => !['', 'опоздание'].includes(violation))
        expect(find(all, 'sittingsWithoutViolations', municipality)).toMatchObject({
          numerator: acts.filter(({ violation }) => VIOLATIONS.indexOf(violation) < 4).length,
          denominator: acts.length,
        })
        const schools = new Set(own.map(({ school_id }) => school_id))
        expect(find(all, 'schoolsExpertsTrained', municipality)).toMatchObject({
          numerator: [...schools].filter((id) => own.every((row) => row.school_id !== id || row.experts)).length,
          denominator: schools.size,
        })
      }
      expect(find(all, 'sittingsObserverTrained')).toBeUndefined()
      // Nothing says who was there: item 2.3 was not applied.
      expect(find(all, 'sittingsObserved')).toBeUndefined()
    })

    it('reads them beside the observers, and does not understand what is no answer', () => {
      const observers = rows.map((row, i) => ({ ...row, Наблюдатель: i % 3 === 0 ? 'нет' : 'да' }))
      const found = monitor({ ...tables, observers }, {})
      expect(find(toIndicators(found), 'sittingsVideo')).toEqual(
        find(toIndicators(monitor({ ...tables, observers: rows }, {})), 'sittingsVideo'),
      )
      expect(find(toIndicators(found), 'sittingsObserved')!.numerator).toBeGreaterThan(0)
      expect(found.problems).toContainEqual(
        expect.objectContaining({ code: 'yesNoNotKnown', column: 'Выявленные нарушения', found: 'опоздание' }),
      )
    })
  })

  it('says nothing of what the tables do not hold', () => {
    const without = monitor({ results: tables.results }, {})
    const ids = new Set(toIndicators(without).map(({ indicator }) => indicator))
    for (const id of [
      ...(['sittingsObserved', 'schoolsObserved', 'papersConfirmed', 'schoolsListedRepeatedly'] as const),
      ...(['schoolsExpertsTrained', 'sittingsVideo', 'sittingsWithoutViolations', 'municipalitiesMonitored'] as const),
    ])
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
