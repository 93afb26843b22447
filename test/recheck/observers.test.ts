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

  it('is the worst of equally specific rows', () => {
    const rows = [record('1', { grade: 4 }), record('1', { subject: 'Math', observer: 'absent' })]
    expect(observe(sitting('1'), rows).observer).toBe('absent')
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
    expect(observe(sitting('1', { classes: ['А', 'Б'] }), [...rows, record('1')]).observed).toBe(true)
  })

  it('of one class does not make up for a row that denies one for the school', () => {
    const rows = [record('1', { observer: 'absent' }), record('1', { className: 'А' })]
    expect(observe(sitting('1'), rows)).toMatchObject({ observer: 'absent', observed: false })
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
