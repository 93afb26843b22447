import { describe, expect, it } from 'vitest'
import { builtInDetectors, minimumPupilsOf } from '../../src/detectors'
import type { MonitorInput, Outcome, Sitting } from '../../src/model'
import { findPeers } from '../../src/peers'
import { simulateInput } from '../../src/simulate'
import { answers, bareSitting, byKey, fromScores, regionOf, settings, wholeRegion } from './region'

type Region = Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>

const { input: made } = simulateInput({ seed: 11, schools: 32, years: [2021, 2022] })
/** With lists of two earlier years, which name every fourth and every sixth school. */
const simulated = {
  ...made,
  schools: made.schools.map((school, i) => ({
    ...school,
    earlier: [
      { year: 2019, listed: i % 4 === 0 },
      { year: 2020, listed: i % 6 === 0 },
    ],
  })),
}

const peers = findPeers(simulated.schools, settings, { stability: false })

/** Frozen all the way down; typed arrays cannot be frozen and are compared instead. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value
  Object.values(value).forEach(freeze)
  return Object.freeze(value)
}

const isSound = (outcome: Outcome): boolean =>
  outcome.outcome === 'measured'
    ? [outcome.value, outcome.effect, outcome.n, outcome.p].every(Number.isFinite) && outcome.p >= 0 && outcome.p <= 1
    : outcome.outcome !== 'failed' && /^[a-zA-Z:]+$/.test(outcome.reason)
const detailsAreFinite = ({ details = {} }: Outcome): boolean =>
  Object.values(details).every((value) => typeof value !== 'number' || Number.isFinite(value))

/** Every measured outcome in one line, numbers to nine digits: sums may be taken in another order. */
function essence(outcome: Outcome): string {
  if (outcome.outcome !== 'measured') return `${outcome.outcome} ${outcome.reason}`
  return [outcome.value, outcome.effect, outcome.p, outcome.n].map((v) => v.toPrecision(7)).join(' ')
}

const equalSchools = (count: number): Region =>
  regionOf(
    Array.from({ length: count }, (_, i) =>
      bareSitting({
        schoolId: `s${i}`,
        ...fromScores([4, 6, 8, 10, 12, 14, 9, 9, 10, 11, 7, 8, 13, 12, 10, 9, 5, 6, 11, 10, 9, 8], 20),
        levelCounts: [2, 11, 9, 0],
        enrolled: 24,
        journalByMark: [[], [], [0, 0, 1, 1], [0, 0, 1, 9, 2], [0, 0, 0, 1, 7], []],
      }),
    ),
    { maxScore: 20, cuts: [6, 10, 15], levels: ['2', '3', '4', '5'] },
  )

const change = (own: (sitting: Sitting, i: number) => Partial<Sitting>): Region => ({
  ...simulated,
  sittings: simulated.sittings.map((sitting, i) => ({ ...sitting, ...own(sitting, i) })),
})

const odd: Record<string, Region> = {
  'no sittings': { ...simulated, sittings: [] },
  'one school': { ...simulated, sittings: simulated.sittings.filter((s) => s.schoolId === simulated.schools[0]!.id) },
  'three schools': regionOf(equalSchools(3).sittings, equalSchools(3).assessments[0] as never),
  'all schools equal': equalSchools(40),
  'all pupils equal': regionOf(
    Array.from({ length: 30 }, (_, i) =>
      bareSitting({ schoolId: `s${i}`, ...fromScores(new Array<number>(25).fill(7), 20), enrolled: 25 }),
    ),
    { maxScore: 20, cuts: [6, 10, 15] },
  ),
  'everybody at the maximum but one school': regionOf(
    Array.from({ length: 30 }, (_, i) =>
      bareSitting({ schoolId: `s${i}`, ...fromScores(new Array<number>(25).fill(i === 0 ? 19 : 20), 20) }),
    ),
    { maxScore: 20, cuts: [6, 10, 15] },
  ),
  'means without pupils': change(({ scores }) => ({
    participants: null,
    scores: { n: 1, sum: scores!.sum / scores!.n, sumOfSquares: null },
    scoreCounts: null,
    levelCounts: null,
    itemCounts: null,
    journalByScore: null,
    journalByMark: null,
    vectors: null,
    enrolled: null,
  })),
  'means and levels only': change(({ scores }) => ({
    scores: { ...scores!, sumOfSquares: null },
    scoreCounts: null,
    itemCounts: null,
    vectors: null,
  })),
  'levels only': change(() => ({ scores: null, scoreCounts: null, itemCounts: null, vectors: null })),
  'every second value missing': change((_, i) =>
    i % 2 === 0 ? { scores: null, scoreCounts: null, journalByMark: null, vectors: null, enrolled: null } : {},
  ),
  'more participants than enrolled': change(({ participants }) => ({ enrolled: participants! - 1 })),
  'nobody enrolled': change(() => ({ enrolled: 0 })),
  'no years, grades or cut-offs': {
    ...change(() => ({ year: null, grade: null })),
    assessments: simulated.assessments.map((a) => ({ ...a, year: null, grade: null, cuts: null, levels: null })),
  },
}

describe.each(builtInDetectors.map((detector) => [detector.meta.id, detector] as const))('%s', (_, detector) => {
  const usual = byKey(detector, simulated, peers)

  it('measures something in an ordinary region', () => {
    expect([...usual.values()].filter((o) => o.outcome === 'measured').length).toBeGreaterThan(20)
  })

  it('answers soundly: no failure, p in [0, 1], finite numbers', () => {
    for (const outcome of usual.values()) {
      expect(outcome).toSatisfy(isSound)
      expect(outcome).toSatisfy(detailsAreFinite)
    }
  })

  it('fills in every name in its sentence', () => {
    const known = new Set(['value', 'effect', 'p', 'n', 'subject', 'grade', 'class'])
    const measured = [...usual.values()].find((o) => o.outcome === 'measured')!
    const { finding, papers } = detector.meta
    for (const sentence of [finding.en, finding.ru, papers?.en ?? '', papers?.ru ?? ''])
      for (const [, name] of sentence.matchAll(/\{(\w+)\}/g))
        expect([...known, ...Object.keys(measured.details ?? {})]).toContain(name)
  })

  it('leaves its input as it was', () => {
    const before = JSON.stringify(simulated.sittings)
    answers([detector], freeze({ ...simulated }), freeze(peers))
    expect(JSON.stringify(simulated.sittings)).toBe(before)
  })

  it('gives equal bytes for equal input', () => {
    expect(JSON.stringify([...byKey(detector, simulated, peers)])).toBe(JSON.stringify([...usual]))
  })

  it('does not mind the order of rows', () => {
    const turned = { ...simulated, sittings: simulated.sittings.toReversed(), schools: simulated.schools.toReversed() }
    const found = byKey(detector, turned)
    for (const [key, outcome] of usual) expect(`${key} ${essence(found.get(key)!)}`).toBe(`${key} ${essence(outcome)}`)
  })

  it('does not mind what schools are called', () => {
    const rename = (id: string): string => `school ${id.split('').reverse().join('')}`
    const renamed: Region = {
      ...simulated,
      schools: simulated.schools.map((s) => ({ ...s, id: rename(s.id), name: 'another name' })),
      sittings: simulated.sittings.map((s) => ({ ...s, schoolId: rename(s.schoolId) })),
      observers: simulated.observers.map((o) => ({ ...o, schoolId: rename(o.schoolId) })),
    }
    const found = byKey(detector, renamed, peers)
    for (const [key, outcome] of usual) expect(`${key} ${essence(found.get(key)!)}`).toBe(`${key} ${essence(outcome)}`)
  })

  it('says that there were too few pupils', () => {
    const minimum = minimumPupilsOf(detector, settings)
    for (const [key, outcome] of usual) {
      const sitting = simulated.sittings.find((s) => s.key === key)!
      if (outcome.outcome === 'measured') expect(sitting.participants).toBeGreaterThanOrEqual(minimum)
    }
  })

  it.each(Object.entries(odd))('stands %s', (_name, region) => {
    const outcomes = answers([detector], region, wholeRegion(region.schools.length))[0]!
    expect(outcomes).toHaveLength(region.sittings.length)
    for (const outcome of outcomes) {
      expect(outcome).toSatisfy(isSound)
      expect(outcome).toSatisfy(detailsAreFinite)
    }
  })

  it('finds nothing where all schools are equal', () => {
    for (const outcome of answers([detector], equalSchools(40), wholeRegion(40))[0]!)
      if (outcome.outcome === 'measured') expect(outcome.p).toBeGreaterThan(0.01)
  })
})
