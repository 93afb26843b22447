import { describe, expect, it } from 'vitest'
import type { Detector } from '../../src/detectors'
import type { Ground, Outcome } from '../../src/model'
import type { RecheckList, SchoolOnList } from '../../src/recheck/list'
import { reasonsOf } from '../../src/recheck/reasons'
import type { Observation } from '../../src/sittings/observers'
import { OBSERVED, sitting, UNOBSERVED } from './sittings'

const detector = (id: string) => ({ meta: { id } }) as Detector
const measured = (p: number): Outcome => ({ outcome: 'measured', value: 7, effect: 2, p, n: 22, details: { item: 3 } })
const SILENT: Outcome = { outcome: 'notApplicable', reason: 'few' }
const PLACE = { subject: 'Math', grade: 4, class: null }
const told = (code: string, p: number) => ({ code, details: { item: 3, value: 7, effect: 2, p, n: 22, ...PLACE } })

/** Reasons of a school of one sitting per entry. */
function reasons(
  sittings: readonly { readonly grounds: readonly Ground[]; readonly observation?: Observation }[],
  detectors: readonly string[] = [],
  outcomes: readonly (readonly Outcome[])[] = [],
) {
  const list = { sittings: sittings.map(({ grounds }) => ({ grounds })) } as unknown as RecheckList
  const entry = { sittings: [...sittings.keys()] } as unknown as SchoolOnList
  const region = {
    sittings: sittings.map((_, i) => sitting('s', i === 0 ? {} : { className: `${i}` })),
    observations: sittings.map(({ observation = OBSERVED }) => observation),
  }
  return reasonsOf(entry, list, region, detectors.map(detector), outcomes)
}

describe('reasons of a listing', () => {
  it('are the two strongest findings of a sitting with signs, equal ones by name', () => {
    const outcomes = [[measured(0.02)], [SILENT], [measured(0.001)], [measured(0.02)], [measured(0.06)]]
    expect(reasons([{ grounds: ['signs'] }], ['d', 'a', 'e', 'c', 'b'], outcomes)).toEqual([
      told('e', 0.001),
      told('c', 0.02),
    ])
    expect(
      reasons([{ grounds: ['signs'] }], ['c', 'd'], [[measured(0.02)], [measured(0.02)]]).map((r) => r.code),
    ).toEqual(['c', 'd'])
  })

  it('tell a finding that one honest sitting in twenty shows, and none beyond', () => {
    const at = (p: number) => reasons([{ grounds: ['signs'] }], ['a'], [[measured(p)]])
    expect(at(0.05)).toEqual([told('a', 0.05)])
    expect(at(0.0501)).toEqual([{ code: 'schoolSigns', details: {} }])
  })

  it('are the signs of the school as a whole where no sitting has a finding; none where there are no signs', () => {
    expect(reasons([{ grounds: ['signs'] }, { grounds: ['signs'] }])).toEqual([{ code: 'schoolSigns', details: {} }])
    expect(reasons([{ grounds: [] }], ['a'], [[measured(1e-9)]])).toEqual([])
    expect(reasons([{ grounds: ['control'] }])).toEqual([{ code: 'control', details: PLACE }])
  })

  it('come sitting by sitting: findings, then observers, then the control sample', () => {
    const outcomes = [[measured(0.001), measured(0.01), measured(1e-6), measured(1e-6)]]
    const grounds = [['signs', 'noObserver'], ['signs'], ['control'], ['noObserver']] as const
    const codes = reasons(
      grounds.map((of) => ({ grounds: of, observation: UNOBSERVED })),
      ['a'],
      outcomes,
    ).map(({ code, details }) => [code, details.class])
    expect(codes).toEqual([
      ['a', null],
      ['a', '1'],
      ['noObserver', null],
      ['noObserver', '3'],
      ['control', '2'],
    ])
  })

  it.each<[string, Partial<Observation>]>([
    ['noObserver', { observer: 'absent' }],
    ['noObserver', { observer: 'absent', conflictOfInterest: true }],
    ['conflictOfInterest', { observer: 'present', conflictOfInterest: true }],
    ['unknownObserver', { observer: 'unknown' }],
  ])('say of the observer: %s', (code, of) => {
    const observation = { ...UNOBSERVED, conflictOfInterest: false, ...of }
    expect(reasons([{ grounds: ['noObserver'], observation }])).toEqual([{ code, details: PLACE }])
  })

  it('name the classes without an observer where others had one', () => {
    const observation = { ...UNOBSERVED, unobservedClasses: ['А', 'Б'] }
    expect(reasons([{ grounds: ['noObserver'], observation }])).toEqual([
      { code: 'partlyObserved', details: { ...PLACE, classes: 'А, Б' } },
    ])
    const one = { ...UNOBSERVED, unobservedClasses: ['Б'] }
    expect(reasons([{ grounds: ['noObserver'], observation: one }])).toEqual([
      { code: 'partlyObserved', details: { ...PLACE, classes: 'Б' } },
    ])
  })
})
