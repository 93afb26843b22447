import { describe, expect, it } from 'vitest'
import { wrongLists } from '../../../src/input/collecting/attendance'
import type { Sitting } from '../../../src/model'

type Told = Partial<Pick<Sitting, 'schoolId' | 'year' | 'grade' | 'className' | 'assessmentId'>>
const sitting = (participants: number | null, enrolled: number | null, own: Told = {}): Sitting =>
  ({
    schoolId: 'a',
    year: 2021,
    grade: 4,
    className: null,
    assessmentId: 'maths',
    participants,
    enrolled,
    ...own,
  }) as Sitting
/** Schools whose lists are right: so many pupils wrote, so many are listed. */
const usual = (count: number, participants = 20, enrolled = 21): Sitting[] =>
  Array.from({ length: count }, (_, i) => sitting(participants, enrolled, { schoolId: `usual ${i}` }))

describe('lists of pupils that cannot be right', () => {
  it.each<[string, Sitting, boolean]>([
    // Usual: 21 of 20, so 1.05 pupils for each that wrote.
    ['a little more than twice the usual', sitting(20, 43), true],
    ['twice the usual, exactly', sitting(20, 42), false],
    ['more than twice, but fewer than ten too many', sitting(4, 13), false],
    ['more than twice, and ten too many', sitting(8, 19), true],
    ['nobody enrolled that is known', sitting(20, null), false],
    ['nobody wrote', sitting(0, 90), false],
    ['it is not known how many wrote', sitting(null, 90), false],
  ])('%s: %s', (_, own, wrong) => {
    expect(wrongLists([...usual(5), own])).toEqual(wrong ? [5] : [])
  })

  it('are ten too many, from ten on', () => {
    // Of a region that lists exactly whom it tests.
    const exact = usual(5, 20, 20)
    expect(wrongLists([...exact, sitting(9, 19)])).toEqual([5])
    expect(wrongLists([...exact, sitting(9, 18)])).toEqual([])
    expect(wrongLists([...exact, sitting(8, 17)])).toEqual([])
  })

  it('are judged by the test of the grade that most pupils wrote, in the same class and year', () => {
    const other = (own: Told) => sitting(40, 40, { assessmentId: 'russian', ...own })
    const listed = sitting(15, 60)
    expect(wrongLists([...usual(5), listed, other({})])).toEqual([])
    for (const own of [{ schoolId: 'b' }, { year: 2020 }, { grade: 5 }, { className: 'А' }])
      expect(wrongLists([...usual(5), listed, other(own)]), JSON.stringify(own)).toEqual([5])
    // And what was written before is not forgotten for what came later.
    expect(wrongLists([...usual(5), other({}), listed])).toEqual([])
  })

  it('are not wrong where the lists of the whole region hold as many; a region below one is taken for one', () => {
    expect(wrongLists([...usual(5, 10, 30), sitting(10, 32)])).toEqual([])
    expect(wrongLists([...usual(5, 40, 4), sitting(10, 20), sitting(10, 21, { schoolId: 'b' })])).toEqual([6])
  })

  it('are compared with the sitting in the middle of the region', () => {
    const region = [5, 1, 1, 5, 1, 1].map((times, i) => sitting(20, 20 * times, { schoolId: `r${i}`, grade: 9 - i }))
    expect(wrongLists([...region, sitting(20, 41)])).toEqual([0, 3, 6])
  })

  it('are measured test by test, and told in the order given', () => {
    const russian = usual(5, 20, 60).map((one) => ({ ...one, assessmentId: 'russian', year: 2020 }))
    const [maths, also] = [sitting(20, 60, { schoolId: 'c' }), sitting(20, 70, { schoolId: 'd' })]
    expect(wrongLists([also, ...russian, ...usual(5), maths])).toEqual([0, 11])
    const second = { ...sitting(20, 200, { schoolId: 'e' }), assessmentId: 'russian', year: 2020 }
    expect(wrongLists([...russian, second, also, ...usual(5)])).toEqual([5, 6])
    expect(wrongLists([also, second, ...usual(5), ...russian])).toEqual([0, 1])
    expect(wrongLists([also, second, ...russian, ...usual(5), maths])).toEqual([0, 1, 12])
    expect(wrongLists([])).toEqual([])
  })
})
