import { describe, expect, it } from 'vitest'
import { problem } from '../../src/input/problems'
import type {
  Assessment,
  ControlledReport,
  ObserverEffect,
  ObserverReport,
  Peers,
  Problem,
  ProblemCode,
} from '../../src/model'
import { observerDoubts } from '../../src/recheck/observer-doubts'
import { firstYardstick, regionWarnings, reportObservers } from '../../src/recheck/observer-report'
import { parseSettings } from '../../src/settings'
import type { Observation } from '../../src/sittings/observers'
import { indexed, OBSERVED, school, sitting, UNOBSERVED } from './sittings'

const settings = parseSettings()
const UNKNOWN: Observation = { ...UNOBSERVED, observer: 'unknown' }
const PARTLY: Observation = { ...UNOBSERVED, unobservedClasses: ['Б'] }
const CONFLICT: Observation = { ...OBSERVED, conflictOfInterest: true, observed: false }
const TEST: Assessment = {
  ...{ id: '2021/4/Math', subject: 'Math', grade: 4, year: 2021, maxScore: 20, cuts: null },
  ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
}

describe('report on observers', () => {
  const nobody: Peers = { method: 'none', groups: [], groupOf: [], neighboursOf: null, warnings: [] }
  const towns = ['West', 'North', null, 'North', 'West', 'North']
  const region = indexed(
    {
      schools: towns.map((municipality, i) => school(`s${i}`, { municipality })),
      sittings: [22, 22, 10, null, 30, 1].map((participants, i) => sitting(`s${i}`, { participants })),
      assessments: [TEST],
    },
    [OBSERVED, UNOBSERVED, UNKNOWN, CONFLICT, OBSERVED, PARTLY],
  )
  const report = reportObservers(region, nobody, settings)!

  it('counts who was there, and what a recheck of the others costs', () => {
    expect(report).toMatchObject({ observed: 2, absent: 2, unknown: 1, conflictOfInterest: 1, partlyObserved: 1 })
    // Of 22 papers 14 are needed, of 10 all but one, of very many 29 (log .05 / log .9 = 28.4), of one that one.
    expect(report.cost).toEqual({ sittings: 4, papersToRecheck: 14 + 10 + 29 + 1, allPapers: 22 + 10 + 0 + 1 })
  })

  it('counts coverage by municipality, by name, those without a name first', () => {
    expect(report.municipalities).toEqual([
      { municipality: null, sittings: 1, observed: 0 },
      { municipality: 'North', sittings: 3, observed: 0 },
      { municipality: 'West', sittings: 2, observed: 2 },
    ])
  })

  it('counts coverage by name in whatever order the schools come', () => {
    const names = ['B', 'D', null, 'A', 'C']
    const many = indexed({
      schools: names.map((municipality, i) => school(`s${i}`, { municipality })),
      sittings: names.map((_, i) => sitting(`s${i}`)),
      assessments: [TEST],
    })
    const found = reportObservers(many, nobody, settings)!.municipalities
    expect(found.map(({ municipality }) => municipality)).toEqual([null, 'A', 'B', 'C', 'D'])
  })

  it('is none without a table of observers, which is not the same as nobody observed', () => {
    expect(reportObservers({ ...region, hasObservers: false }, nobody, settings)).toBeNull()
  })
})

const effect = (of: Partial<ObserverEffect>): ObserverEffect => ({
  ...{ peerGroup: null, observed: 9, unobserved: 9, effect: -4, low: -6, high: -2 },
  ...of,
})
const withEffects = (own: ObserverEffect, controlled: ObserverEffect | null): ObserverReport => ({
  ...{ observed: 9, absent: 9, unknown: 0, conflictOfInterest: 0, partlyObserved: 0, municipalities: [] },
  ...{ cost: { sittings: 9, papersToRecheck: 0, allPapers: 0 }, effects: [own, effect({ effect: -99 })] },
  controlled: controlled === null ? null : ({ sittings: 9, effect: controlled, means: [] } satisfies ControlledReport),
})

describe('the first yardstick', () => {
  const ownEffect = effect({})
  it('is what controlled sittings say, where they suffice; else what observers say of the region', () => {
    const controlled = effect({ effect: -7 })
    expect(firstYardstick(withEffects(ownEffect, controlled))).toBe(controlled)
    expect(firstYardstick(withEffects(ownEffect, effect({ effect: null })))).toBe(ownEffect)
    expect(firstYardstick(withEffects(ownEffect, null))).toBe(ownEffect)
    expect(firstYardstick(null)).toBeNull()
  })
})

describe('warnings of the region', () => {
  const none = { sittings: [], assessments: [], byAssessment: new Map() }
  const warningsOf = (of: Partial<ObserverEffect>, controlled: ObserverEffect | null = null) =>
    regionWarnings(none, withEffects(effect(of), controlled), settings)

  it('tell of results far lower under observers, beyond chance', () => {
    expect(warningsOf({})).toEqual([{ code: 'largeObserverEffect', details: { effect: 4, low: 2, high: 6 } }])
    // The setting: three per cent of the maximum score.
    expect(warningsOf({ effect: -3 })).toHaveLength(1)
    for (const of of [{ effect: -2.99 }, { high: 0 }, { high: 0.1 }, { effect: 4, low: 2, high: 6 }])
      expect(warningsOf(of), JSON.stringify(of)).toEqual([])
    expect(warningsOf({ effect: null, low: null, high: null })).toEqual([])
    expect(regionWarnings(none, null, settings)).toEqual([])
  })

  it('tell first of controlled sittings', () => {
    expect(warningsOf({}, effect({ effect: -8, low: -9, high: -7 }))).toEqual([
      { code: 'largeControlEffect', details: { effect: 8, low: 7, high: 9 } },
    ])
    expect(warningsOf({}, effect({ effect: null })).map(({ code }) => code)).toEqual(['largeObserverEffect'])
    expect(warningsOf({}, effect({ effect: 1, low: -1, high: 3 }))).toEqual([])
  })

  /** Papers at each score from 4 on, over two sittings of a test whose marks begin at 5 and 8. */
  const heapsIn = (...tests: readonly (readonly number[] | null)[]) => {
    const assessments = tests.map((_, t): Assessment => ({ ...TEST, id: `t${t}`, subject: `Test ${t}`, cuts: [5, 8] }))
    const sittings = tests.flatMap((counts, t) => [
      sitting('s0', { assessmentId: `t${t}`, scoreCounts: counts && [0, 0, 0, 0, ...counts] }),
      sitting('s0', { assessmentId: `t${t}`, scoreCounts: null }),
      sitting('s0', { assessmentId: `t${t}`, scoreCounts: [0, 0, 0, 0, 10] }),
    ])
    const { sittings: of, assessments: by, byAssessment } = indexed({ schools: [school('s0')], sittings, assessments })
    return regionWarnings({ sittings: of, assessments: by, byAssessment }, null, settings)
  }

  it('tell of heaps at a cut-off, the highest of all tests', () => {
    //              4   5    6  7   8
    const heaped = [40, 150, 0, 40, 160]
    expect(heapsIn(heaped)).toEqual([
      { code: 'regionHeap', details: { assessments: 1, subject: 'Test 0', grade: 4, score: 8, at: 160, below: 40 } },
    ])
    expect(heapsIn([0, 0, 0, 60, 190], heaped, [40, 250])[0]!.details).toMatchObject({
      ...{ assessments: 3, subject: 'Test 2', score: 5, at: 250, below: 50 },
    })
    expect(heapsIn([0, 0, 0, 60, 190], heaped)[0]!.details).toMatchObject({
      assessments: 2,
      subject: 'Test 1',
      score: 8,
    })
  })

  it('tell of no heap among fewer than 200 papers, nor of one below the ratio', () => {
    expect(heapsIn([0, 0, 0, 40, 160])).toHaveLength(1)
    expect(heapsIn([0, 0, 0, 40, 159])).toEqual([])
    expect(heapsIn([0, 0, 0, 60, 180])).toHaveLength(1)
    expect(heapsIn([0, 0, 0, 60, 179])).toEqual([])
    expect(heapsIn(null)).toEqual([])
    // Nothing below: the whole is the heap; of two such the lower cut-off comes first.
    expect(heapsIn([-10, 200, 0, 0, 200])[0]!.details).toMatchObject({ score: 5, at: 200, below: 0 })
    // 300 over 1 are a higher heap than 400 over 2.
    expect(heapsIn([-8, 400], [-9, 300])[0]!.details).toMatchObject({ subject: 'Test 1', at: 300, below: 1 })
    expect(heapsIn([-10, 200, 0, 0, 201])[0]!.details).toMatchObject({ score: 8, at: 201, below: 0 })
  })
})

describe('doubts about the table of observers', () => {
  const source = (of: object) => ({ table: 'observers', file: 'o.csv', ...of }) as never
  let problems: readonly Problem[] = []
  const doubts = (observed: readonly Observation[], ...sources: readonly object[]) =>
    observerDoubts({
      input: {
        hasObservers: true,
        problems,
        sittings: observed.map((_, i) => sitting(`s${i % 3}`)),
        sources: [
          source({ table: 'schools', names: { notFound: [{ name: 'X', nearest: null }], ambiguous: [] } }),
          ...sources.map(source),
        ],
      },
      observed,
    })
  const riddle = (...notUnderstood: string[]): Observation => ({ ...UNKNOWN, notUnderstood })
  const UNNAMED: Observation = { ...UNKNOWN, mentioned: false }

  it('tell the words that were not understood, the commonest first, of sittings that count as unobserved', () => {
    expect(
      doubts([riddle('b'), riddle('b', 'a'), { ...OBSERVED, notUnderstood: ['c'] }, riddle('d'), UNOBSERVED]),
    ).toEqual([{ code: 'observersNotUnderstood', details: { sittings: 3, schools: 2, words: '«b», «a», «d»' } }])
    // Equally common ones by name.
    expect(doubts([riddle('c', 'd', 'a'), riddle('c', 'a', 'd')])[0]!.details!.words).toBe('«a», «c», «d»')
    const [warning] = doubts([riddle('1', '2', '3', '4', '5', '6', '7')])
    expect(warning!.details!.words).toBe('«1», «2», «3», «4», «5», … (+ 2)')
    expect(doubts([riddle('1', '2', '3', '4', '5')])[0]!.details!.words).toBe('«1», «2», «3», «4», «5»')
    expect(doubts([OBSERVED, UNOBSERVED])).toEqual([])
  })

  it('tell the names that were not found, where a sitting is not mentioned that might be meant', () => {
    const names = {
      notFound: [
        { name: 'Школа 5', nearest: 'Школа № 15' },
        { name: 'Лицей', nearest: null },
      ],
      ambiguous: [{ name: 'Школа 1', schoolIds: ['1', '11'] }],
    }
    expect(doubts([UNNAMED, OBSERVED, UNOBSERVED, UNNAMED], { names })).toEqual([
      {
        code: 'observersNotMatched',
        details: {
          ...{ sittings: 2, schools: 1, names: 3 },
          words: '«Школа 5» (Школа № 15?), «Лицей», «Школа 1» (1 / 11?)',
        },
      },
    ])
    expect(doubts([OBSERVED, UNNAMED], { names })[0]!.details).toMatchObject({ sittings: 1, schools: 1, names: 3 })
    expect(doubts([OBSERVED, UNOBSERVED], { names })).toEqual([])
    expect(doubts([UNNAMED], {})).toEqual([])
  })

  it('tell that nothing is filled in where that holds of every table', () => {
    const words = (...found: string[]) => ({ observers: { words: found.map((one) => ({ found: one })) } })
    for (const tables of [[words('')], [words('', '')], [words(''), words('')]])
      expect(doubts([UNOBSERVED], ...tables)).toEqual([{ code: 'observersEmpty' }])
    for (const tables of [[words('', 'да')], [words(''), words('да')], [words()], [{}], []])
      expect(doubts([UNOBSERVED], ...tables), JSON.stringify(tables)).toEqual([])
  })

  it('tell rows that were set aside, where a sitting is not mentioned that they may speak of', () => {
    const at = { table: 'observers', file: 'o.csv', row: 2 } as const
    const row = (code: ProblemCode, more: Partial<Problem> = {}): Problem => ({ ...problem(code, at), ...more })
    problems = [
      row('gradeNotKnown'),
      row('schoolMissing', { count: 2 }),
      row('moreOfTheSame', { found: 'gradeNotKnown', count: 10 }),
      row('duplicateParticipation', { count: 100 }),
      row('moreOfTheSame', { found: 'duplicateParticipation', count: 100 }),
      { ...row('gradeNotKnown'), table: 'results' },
    ]
    expect(doubts([UNNAMED, OBSERVED, UNOBSERVED, UNNAMED, UNNAMED])).toEqual([
      { code: 'observersSetAside', details: { sittings: 3, schools: 2, rows: 13 } },
    ])
    expect(doubts([OBSERVED, UNOBSERVED])).toEqual([])
    problems = [
      row('observersWithoutSitting', { found: 's8' }),
      row('observersWithoutSitting', { found: 's9', count: 4 }),
    ]
    expect(doubts([UNNAMED, OBSERVED, UNOBSERVED])).toEqual([
      { code: 'observersElsewhere', details: { sittings: 1, schools: 1, rows: 5, first: 's8' } },
    ])
    expect(doubts([OBSERVED, UNOBSERVED])).toEqual([])
    problems = []
    expect(doubts([UNNAMED])).toEqual([])
  })

  it('are none without a table of observers', () => {
    const input = { hasObservers: false, sittings: [sitting('s')], sources: [], problems: [] }
    expect(observerDoubts({ input, observed: [riddle('a')] })).toEqual([])
  })
})
