import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/input'
import { wrongLists } from '../../src/input/collecting/attendance'
import { FaultLog } from '../../src/input/collecting/faults'
import { shortNames } from '../../src/input/collecting/file-names'
import { cellText, fieldsOf, rowsAtHand } from '../../src/input/collecting/rows'
import { withSkills } from '../../src/input/collecting/skills'
import type { Assessment, Sitting } from '../../src/model'
import { sitting } from '../recheck/sittings'

describe('lists that cannot be right', () => {
  const held = (enrolled: number | null, participants: number | null, of: Partial<Sitting> = {}, id = 's') =>
    sitting(id, { enrolled, participants, ...of })
  const usual = Array.from({ length: 5 }, (_, i) => held(20, 20, {}, `u${i}`))

  it('hold more than twice the pupils who wrote, and ten more', () => {
    expect(wrongLists([...usual, held(41, 20)])).toEqual([5])
    expect(wrongLists([...usual, held(40, 20)])).toEqual([])
    expect(wrongLists([held(18, 8), ...usual])).toEqual([0])
    expect(wrongLists([held(17, 8), ...usual])).toEqual([])
    expect(wrongLists([held(null, 8), held(99, 0, {}, 'x'), held(99, null, {}, 'y'), ...usual])).toEqual([])
  })

  it('are measured by whoever wrote any test of the grade, and by what is usual in the region', () => {
    const other = held(30, 30, { subject: 'Russian' })
    expect(wrongLists([...usual, held(41, 20), other])).toEqual([])
    expect(wrongLists([...usual, held(61, 20), other])).toEqual([5])
    // Where all list twice as many as write, half were drawn by lot.
    const drawn = usual.map((own) => ({ ...own, enrolled: 40 }))
    expect(wrongLists([...drawn, held(80, 20)])).toEqual([])
    expect(wrongLists([...drawn, held(81, 20)])).toEqual([5])
    // A region that lists fewer than write changes nothing.
    const short = usual.map((own) => ({ ...own, enrolled: 10 }))
    expect(wrongLists([...short, held(41, 20)])).toEqual([5])
    expect(wrongLists([...short, held(40, 20)])).toEqual([])
  })

  it('are counted by school, year, grade and class', () => {
    for (const of of [{ grade: 5 }, { year: 2020 }, { className: 'А' }])
      expect(wrongLists([...usual, held(41, 20), held(60, 60, of)]), JSON.stringify(of)).toEqual([5])
  })
})

describe('faults of the data', () => {
  it('come by school, year, grade, subject, class and kind, each with its files once', () => {
    const log = new FaultLog()
    const tell = (
      school: string,
      year: number | null,
      grade: number | null,
      subject: string,
      className: string | null,
      code: 'otherForm' | 'strayCells',
    ) => {
      const entry = { school: { id: school }, assessment: { year, grade, subject }, className }
      const sources = [{ file: 'b.csv' }, { file: 'a.csv' }, { file: 'b.csv' }, { file: null }]
      log.of(entry as never, 30, sources as never)({ code, papers: 2, treatment: 'setAside' })
    }
    const order: readonly Parameters<typeof tell>[] = [
      ['a', null, null, 'X', null, 'otherForm'],
      ['a', null, null, 'Y', null, 'otherForm'],
      ['a', null, 5, 'X', null, 'otherForm'],
      ['a', 2021, null, 'X', null, 'otherForm'],
      ['a', 2021, 4, 'X', null, 'otherForm'],
      ['a', 2021, 4, 'X', null, 'strayCells'],
      ['a', 2021, 4, 'X', 'А', 'otherForm'],
      ['a', 2021, 4, 'Y', null, 'otherForm'],
      ['a', 2021, 10, 'X', null, 'otherForm'],
      ['a', 2022, 4, 'X', null, 'otherForm'],
      ['b', 2020, 4, 'X', null, 'otherForm'],
    ]
    for (const at of [6, 1, 10, 2, 8, 5, 9, 0, 3, 7, 4]) tell(...order[at]!)
    expect(log.list().map((of) => [of.schoolId, of.year, of.grade, of.subject, of.class, of.code])).toEqual(order)
    expect(log.list()[0]).toMatchObject({
      files: ['a.csv', 'b.csv'],
      papers: 2,
      of: 30,
      items: [],
      treatment: 'setAside',
    })
  })
})

describe('rows of a script', () => {
  const refused = (run: () => unknown): string => {
    try {
      run()
    } catch (error) {
      if (error instanceof InputError) return error.problems[0]!.code
    }
    return 'taken'
  }

  it('are whatever can be gone through, but text and bytes', () => {
    expect([...rowsAtHand('results', new Set([1]))]).toEqual([1])
    for (const given of ['file.csv', null, 7, Promise.resolve([]), new Uint8Array(2), {}])
      expect(refused(() => rowsAtHand('results', given))).toBe('notRows')
  })

  it('hold fields: keys, entries of a map, and what a class computes, but what it keeps to itself', () => {
    class Base {
      readonly score = 3
      get grade(): number {
        return 4
      }
      get _secret(): number {
        return 9
      }
      method(): number {
        return 1
      }
    }
    class Own extends Base {
      get year(): number {
        return 2021
      }
    }
    expect(fieldsOf(new Map([['a', 1]]), 'results', 2)).toEqual({ a: 1 })
    expect(fieldsOf({ a: 1 }, 'results', 2)).toEqual({ a: 1 })
    expect(fieldsOf(Object.assign(Object.create(null), { a: 1 }), 'results', 2)).toEqual({ a: 1 })
    expect(fieldsOf(new Own(), 'results', 2)).toEqual({ score: 3, year: 2021, grade: 4 })
    for (const row of [null, 'text', 7, undefined]) expect(refused(() => fieldsOf(row, 'results', 2))).toBe('notRow')
    expect(cellText(' x ', 'results', 2, 'a')).toContain('x')
    expect(refused(() => cellText([1], 'results', 2, 'a'))).toBe('notCell')
  })
})

describe('names of files', () => {
  it('are as short as tells them apart', () => {
    const paths = ['in/a/x.csv', 'in/b/x.csv', 'in/y.csv', 'x.csv', 'in/y.csv']
    expect([...shortNames(paths)]).toEqual([
      ['in/a/x.csv', 'a/x.csv'],
      ['in/b/x.csv', 'b/x.csv'],
      ['in/y.csv', 'y.csv'],
      ['x.csv', 'x.csv'],
    ])
  })
})

describe('skills of items', () => {
  const test = (changes: Partial<Assessment> = {}): Assessment => ({
    ...{ id: '2021/4/Math', subject: 'Математика', grade: 4, year: 2021, maxScore: 5, cuts: null },
    ...{ itemMax: [1, 1, 2], itemLevel: null, levels: null, scaleSource: 'given' },
    ...changes,
  })
  const notes: string[] = []
  const row = (items: readonly string[], code: string, of: object = {}) =>
    ({
      ...{
        subject: 'Математика',
        subjectKey: 'математика',
        grade: null,
        year: null,
        items,
        code,
        name: `Skill ${code}`,
        row: 7,
      },
      source: { note: (...told: unknown[]) => void notes.push(told.join('|')) },
      ...of,
    }) as never
  const codes = (assessment: Assessment, sittings: readonly Sitting[], ...rows: never[]) =>
    withSkills([assessment], sittings, rows)[0]!.skills?.map((own) => own.map(({ code }) => code))

  it('are tied to the items that a row names, those of the year before those of every year', () => {
    const rows = [row(['1', '3'], 'a'), row(['1'], 'b', { year: 2021 }), row(['2'], 'c', { grade: 5 }), row(['3'], 'd')]
    expect(codes(test(), [], ...rows)).toEqual([['b'], [], ['a', 'd']])
    expect(codes(test({ year: 2022 }), [], ...rows)).toEqual([['a'], [], ['a', 'd']])
    expect(codes(test({ year: null }), [], ...rows)).toEqual([['b'], [], ['a', 'd']])
    expect(codes(test({ grade: 5 }), [], ...rows)).toEqual([['b'], ['c'], ['a', 'd']])
    expect(codes(test(), [], row(['1'], 'a'), row(['1'], 'a'))).toEqual([['a'], [], []])
  })

  it('of an item named whole are those of its parts, where no item is called just so', () => {
    const labels = { itemLabels: ['4К1', '4(2)', '41', '5', '5.1'] }
    expect(codes(test(labels), [], row(['4'], 'a'), row(['5'], 'b'))).toEqual([['a'], ['a'], [], ['b'], []])
  })

  it('are tied to running numbers where tables of shares alone have the items', () => {
    const shares = [[0.5], [0.5, 0.2]].map((itemShares) => sitting('s', { itemShares, assessmentId: '2021/4/Math' }))
    expect(codes(test({ itemMax: null }), shares, row(['2'], 'a'))).toEqual([[], ['a']])
    expect(codes(test({ itemMax: null }), [], row(['2'], 'a'))).toBeUndefined()
  })

  it('that fit no item are noted with their place, and leave the tests as they were', () => {
    notes.length = 0
    const as = [test()]
    expect(withSkills(as, [], [])).toBe(as)
    expect(
      withSkills(as, [], [row(['9', '10'], 'a', { grade: 4 }), row(['1'], 'b', { subjectKey: 'физика' })]),
    ).toEqual(as)
    expect(notes).toEqual(['codifierNotPlaced|7|item|Математика 4 9, 10|', 'codifierNotPlaced|7|item|Математика 1|'])
  })
})
