import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObserverRecord, ObserverStatus, Sitting } from '../../src/model'
import { parseSettings } from '../../src/settings'
import { observations } from '../../src/sittings/observers'
import { record, sitting } from './sittings'

const settings = parseSettings()
const observe = (of: Sitting, records: readonly ObserverRecord[], chosen = settings) =>
  observations({ sittings: [of], observers: records }, chosen)[0]!

describe('observer of a sitting', () => {
  it('is unknown, and counts as absent, where no row mentions it', () => {
    expect(observe(sitting('1'), [record('2')])).toEqual({
      observer: 'unknown',
      conflictOfInterest: false,
      observed: false,
      unobservedClasses: [],
      notUnderstood: [],
      mentioned: false,
    })
  })

  it('counts as present where the setting says so of unknown ones', () => {
    const lenient = parseSettings({ recheck: { unknownObserver: 'present' } })
    expect(observe(sitting('1'), [], lenient).observed).toBe(true)
    expect(observe(sitting('1'), [record('1', { observer: 'absent' })], lenient).observed).toBe(false)
  })

  it('is what the most specific row says', () => {
    const rows = [record('1', { observer: 'absent' }), record('1', { grade: 4, observer: 'present' })]
    expect(observe(sitting('1'), rows).observed).toBe(true)
    expect(observe(sitting('1', { grade: 5 }), rows).observer).toBe('absent')
  })

  it('is what a row says that tells one thing more, be it the grade, the subject, the year or the class', () => {
    const of = sitting('1', { className: 'А' })
    const told = { grade: 4, subject: 'Math', year: 2021, className: 'А' }
    for (const name of Object.keys(told) as (keyof typeof told)[]) {
      const finer = record('1', { ...told, observer: 'absent' })
      const coarser = record('1', { ...told, [name]: null })
      expect(observe(of, [finer, coarser]).observer).toBe('absent')
      expect(
        observe(of, [
          { ...finer, observer: 'present' },
          { ...coarser, observer: 'absent' },
        ]).observer,
      ).toBe('present')
    }
  })

  it('is the worst of equally specific rows', () => {
    const rows = [record('1', { grade: 4 }), record('1', { subject: 'Math', observer: 'absent' })]
    expect(observe(sitting('1'), rows).observer).toBe('absent')
  })

  it('speaks of the year of the row, where the sitting has one', () => {
    const rows = [record('1', { year: 2021 })]
    expect(observe(sitting('1', { year: 2021 }), rows).mentioned).toBe(true)
    expect(observe(sitting('1', { year: 2022 }), rows).mentioned).toBe(false)
    expect(observe(sitting('1', { year: null }), rows).mentioned).toBe(true)
    expect(observe(sitting('1', { subject: 'Russian' }), [record('1', { subject: 'Math' })]).mentioned).toBe(false)
    expect(observe(sitting('1', { className: 'А' }), [record('1', { className: 'Б' })]).mentioned).toBe(false)
  })

  it('is the worst of equal rows: absent, then a conflict of interest, then unknown, then present', () => {
    const ranked = [
      record('1', { observer: 'absent' }),
      record('1', { observer: 'unknown', conflictOfInterest: true }),
      record('1', { conflictOfInterest: true }),
      record('1', { observer: 'unknown' }),
      record('1'),
    ]
    ranked.forEach((worse, k) => {
      for (const better of ranked.slice(k + 1))
        for (const rows of [
          [worse, better],
          [better, worse],
        ])
          expect(observe(sitting('1'), rows)).toMatchObject({
            ...{ observer: worse.observer, conflictOfInterest: worse.conflictOfInterest },
          })
    })
    // Where a conflict is no absence it only tells equals apart.
    const lenient = parseSettings({ recheck: { conflictIsAbsence: false } })
    const [, , conflict, unknown, present] = ranked as [
      ObserverRecord,
      ObserverRecord,
      ObserverRecord,
      ObserverRecord,
      ObserverRecord,
    ]
    for (const rows of [
      [conflict, unknown],
      [unknown, conflict],
    ])
      expect(observe(sitting('1'), rows, lenient).observer).toBe('unknown')
    for (const rows of [
      [conflict, present],
      [present, conflict],
    ])
      expect(observe(sitting('1'), rows, lenient).conflictOfInterest).toBe(true)
  })

  it('was in control where every class had independent observers and central marking', () => {
    const row = (changes: Partial<ObserverRecord>) => record('1', { controlled: true, ...changes })
    expect(observe(sitting('1'), [row({})]).controlled).toBe(true)
    expect(observe(sitting('1'), [record('1')])).not.toHaveProperty('controlled')
    expect(observe(sitting('1'), [row({}), record('1')])).not.toHaveProperty('controlled')
    const classes = [row({ className: 'А' }), row({ className: 'Б' })]
    expect(observe(sitting('1'), classes).controlled).toBe(true)
    expect(observe(sitting('1', { classes: ['А', 'Б', 'В'] }), classes)).not.toHaveProperty('controlled')
  })

  it('tells what was not understood, of sittings of which nothing else is known', () => {
    const riddle = record('1', { observer: 'unknown', notUnderstood: 'по графику' })
    expect(observe(sitting('1'), [riddle]).notUnderstood).toEqual(['по графику'])
    expect(observe(sitting('1'), [riddle, record('1', { grade: 4 })]).notUnderstood).toEqual([])
    expect(observe(sitting('1'), [record('1', { observer: 'unknown' })]).notUnderstood).toEqual([])
  })

  it('is looked for in the classes of the results, or where they name none in those of the table and the rest', () => {
    const rows = [record('1', { className: 'А' })]
    expect(observe(sitting('1', { classes: [] }), rows).observed).toBe(true)
    expect(observe(sitting('1', { classes: [] }), [record('2')]).observed).toBe(false)
    const rest = [...rows, record('1', { observer: 'absent' })]
    expect(observe(sitting('1'), rest)).toMatchObject({ observed: false, unobservedClasses: [] })
    const two = [
      ...rows,
      record('1', { className: 'Б', observer: 'absent' }),
      record('1', { className: 'В', observer: 'absent' }),
    ]
    expect(observe(sitting('1'), two).unobservedClasses).toEqual(['Б', 'В'])
    // Where no class had one, nothing is said of some of them.
    expect(observe(sitting('1'), two.slice(1))).toMatchObject({ observed: false, unobservedClasses: [] })
  })

  it('takes a conflict of interest for absence, unless the setting says otherwise', () => {
    const rows = [record('1', { conflictOfInterest: true })]
    expect(observe(sitting('1'), rows)).toMatchObject({
      observer: 'present',
      conflictOfInterest: true,
      observed: false,
    })
    const lenient = parseSettings({ recheck: { conflictIsAbsence: false } })
    expect(observe(sitting('1'), rows, lenient)).toMatchObject({ conflictOfInterest: true, observed: true })
  })

  it('needs one in every class of a sitting of the whole school', () => {
    const rows = [record('1', { className: 'А' }), record('1', { className: 'Б', observer: 'absent' })]
    expect(observe(sitting('1'), rows)).toMatchObject({
      observer: 'absent',
      observed: false,
      unobservedClasses: ['Б'],
    })
    expect(observe(sitting('1', { className: 'А' }), rows).observed).toBe(true)
    expect(observe(sitting('1', { className: 'Б' }), rows).observed).toBe(false)
  })

  it('is missing in a class that the table forgets, where the results name the classes', () => {
    const rows = [record('1', { className: 'А' })]
    expect(observe(sitting('1', { classes: ['А', 'Б'] }), rows)).toMatchObject({
      observer: 'unknown',
      observed: false,
      unobservedClasses: ['Б'],
    })
    expect(observe(sitting('1', { classes: ['А'] }), rows).observed).toBe(true)
    // A class of the table that has no results needs none.
    const other = record('1', { className: 'Б', observer: 'absent' })
    expect(observe(sitting('1', { classes: ['А'] }), [...rows, other]).observed).toBe(true)
    expect(observe(sitting('1', { classes: ['А', 'Б'] }), [...rows, record('1')]).observed).toBe(true)
  })

  it('of one class does not make up for a row that denies one for the school, but for the class itself it does', () => {
    const rows = [record('1', { observer: 'absent' }), record('1', { className: 'А' })]
    expect(observe(sitting('1'), rows)).toMatchObject({ observer: 'absent', observed: false })
    expect(observe(sitting('1', { className: 'А' }), rows)).toMatchObject({ observer: 'present', observed: true })
  })
})

const anyOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const someRecord = (observer: fc.Arbitrary<ObserverStatus>, conflict: fc.Arbitrary<boolean>) =>
  fc.record({
    schoolId: anyOf('1', '2'),
    grade: anyOf(null, 4, 5),
    subject: anyOf(null, 'Math', 'Russian'),
    year: anyOf(null, 2021, 2022),
    className: anyOf(null, 'А', 'Б', 'В'),
    observer,
    conflictOfInterest: conflict,
  })
const someTable = fc.array(someRecord(anyOf('present', 'absent', 'unknown'), fc.boolean()), { maxLength: 12 })
const someSetting = fc
  .record({ unknownObserver: anyOf('absent' as const, 'present' as const), conflictIsAbsence: fc.boolean() })
  .map((recheck) => parseSettings({ recheck }))
const everySitting = ['1', '2', '3'].flatMap((id) =>
  [4, 5].flatMap((grade) =>
    ['Math', 'Russian'].flatMap((subject) => [
      sitting(id, { grade, subject }),
      sitting(id, { grade, subject, year: null }),
      sitting(id, { grade, subject, classes: ['А', 'Б'] }),
      sitting(id, { grade, subject, className: 'А' }),
    ]),
  ),
)

describe('any observers table', () => {
  it('never loses an observed sitting when observers are added', () => {
    fc.assert(
      fc.property(
        someTable,
        fc.array(someRecord(fc.constant('present'), fc.constant(false)), { maxLength: 6 }),
        someSetting,
        (table, added, chosen) => {
          const before = observations({ sittings: everySitting, observers: table }, chosen)
          const after = observations({ sittings: everySitting, observers: [...table, ...added] }, chosen)
          expect(after.filter((o, i) => before[i]!.observed && !o.observed)).toEqual([])
        },
      ),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('observes nothing without a row that reports an observer', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const withoutPresent = table.filter((r) => r.observer !== 'present' || r.conflictOfInterest)
        const observed = observations({ sittings: everySitting, observers: withoutPresent }, settings)
        expect(observed.some((o) => o.observed)).toBe(false)
      }),
      { seed: 2 },
    )
  })

  it('does not depend on the order of its rows', () => {
    fc.assert(
      fc.property(someTable, someSetting, (table, chosen) => {
        const read = (observers: readonly ObserverRecord[]) =>
          observations({ sittings: everySitting, observers }, chosen)
        expect(read([...table].reverse())).toEqual(read(table))
      }),
      { seed: 3 },
    )
  })
})
