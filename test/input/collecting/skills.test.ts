import { describe, expect, it } from 'vitest'
import { withSkills } from '../../../src/input/collecting/skills'
import { Source } from '../../../src/input/collecting/source'
import type { CodifierRow } from '../../../src/input/collecting/tables/codifier'
import { ProblemLog } from '../../../src/input/problems'
import type { Assessment, Sitting } from '../../../src/model'

const log = new ProblemLog()
const source = new Source('codifier', { file: 'к.csv' }, log)
const row = (items: readonly string[], name: string, more: Partial<CodifierRow> = {}): CodifierRow => ({
  ...{ subject: 'Математика', subjectKey: 'математика', grade: 4, year: null, items, code: null, name, row: 2, source },
  ...more,
})
const test = (more: Partial<Assessment> = {}): Assessment =>
  ({ id: 'maths', subject: 'Математика', grade: 4, year: 2021, itemMax: [1, 2, 1], ...more }) as Assessment
const skillsOf = (of: Assessment, rows: readonly CodifierRow[], sittings: readonly Partial<Sitting>[] = []) =>
  withSkills([of], sittings as Sitting[], rows)[0]!.skills?.map((skills) => skills.map(({ name }) => name))

describe('what the items of a test ask for', () => {
  it.each<[string, Partial<CodifierRow>, boolean]>([
    ['its subject, grade and every year', {}, true],
    ['its year', { year: 2021 }, true],
    ['another year', { year: 2020 }, false],
    ['every grade', { grade: null }, true],
    ['another grade', { grade: 5 }, false],
    ['another subject', { subjectKey: 'физика' }, false],
  ])('is said by a row of %s', (_, more, fits) => {
    expect(skillsOf(test(), [row(['2'], 'Счёт', more)])).toEqual(fits ? [[], ['Счёт'], []] : undefined)
  })

  it('is said by a row of any year where the year of the test is not known', () => {
    expect(skillsOf(test({ year: null }), [row(['2'], 'Счёт', { year: 2020 })])).toEqual([[], ['Счёт'], []])
  })

  it('is said by the row of the year alone, item by item, whatever their order', () => {
    const rows = [
      row(['1', '2'], 'Всегда'),
      row(['2'], 'В этом году', { year: 2021 }),
      row(['2'], 'И это', { year: 2021 }),
    ]
    for (const all of [rows, rows.toReversed()])
      expect(skillsOf(test(), all)?.map((names) => [...(names ?? [])].sort())).toEqual([
        ['Всегда'],
        ['В этом году', 'И это'],
        [],
      ])
  })

  it('is said once', () => {
    const rows = [row(['1'], 'Счёт'), row(['1'], 'Счёт'), row(['1'], 'Счёт', { code: '1.1' }), row(['1'], 'Чтение')]
    expect(withSkills([test()], [], rows)[0]!.skills![0]).toEqual([
      { code: null, name: 'Счёт' },
      { code: '1.1', name: 'Счёт' },
      { code: null, name: 'Чтение' },
    ])
  })

  it('of a whole item is said of all its parts, where none is called just so', () => {
    const labels = ['4К1', '4К2', '4(2)', '4.1', '41', '5']
    const of = test({ itemLabels: labels, itemMax: [1, 1, 1, 1, 1, 1] })
    expect(skillsOf(of, [row(['4'], 'Счёт')])).toEqual([['Счёт'], ['Счёт'], ['Счёт'], ['Счёт'], [], []])
    expect(skillsOf(of, [row(['4k1'], 'Счёт')])).toEqual([['Счёт'], [], [], [], [], []])
    expect(skillsOf(test({ itemLabels: ['4', '4К1'] }), [row(['4'], 'Счёт')])).toEqual([['Счёт'], []])
  })

  it('is said of the items of shares where no maxima are known, of the longest table', () => {
    const of = test({ itemMax: null })
    const share = (...itemShares: number[]) => ({ assessmentId: 'maths', itemShares })
    expect(skillsOf(of, [row(['3'], 'Счёт')], [share(1, 1, 1), share(1, 1)])).toEqual([[], [], ['Счёт']])
    expect(
      skillsOf(of, [row(['3'], 'Счёт')], [share(1, 1), { assessmentId: 'other', itemShares: [1, 1, 1] }]),
    ).toBeUndefined()
    expect(skillsOf(of, [row(['3'], 'Счёт')], [{ assessmentId: 'maths', itemShares: null }])).toBeUndefined()
  })

  it('is said of no item where no table has any', () => {
    for (const sittings of [
      [],
      [{ assessmentId: 'maths', itemShares: null }],
      [{ assessmentId: 'other', itemShares: [1] }],
    ])
      expect(skillsOf(test({ itemMax: null }), [row(['1'], 'Счёт')], sittings)).toBeUndefined()
  })

  it('that fits no item is told', () => {
    const own = new ProblemLog()
    const told = new Source('codifier', { file: 'к.csv' }, own)
    withSkills(
      [test()],
      [],
      [row(['1'], 'Счёт', { source: told }), row(['9', '10'], 'Чтение', { source: told, row: 5, year: 2021 })],
    )
    withSkills(
      [test()],
      [],
      [row(['1'], 'Счёт', { source: told, grade: null, subject: 'Физика', subjectKey: 'физика', row: 3 })],
    )
    expect(own.list().map(({ code, row: at, column, found }) => [code, at, column, found])).toEqual([
      ['codifierNotPlaced', 3, 'item', 'Физика 1'],
    ])
    const other = new ProblemLog()
    withSkills(
      [test()],
      [],
      [row(['9', '10'], 'Чтение', { source: new Source('codifier', {}, other), row: 5, year: 2021 })],
    )
    expect(other.list().map(({ found }) => found)).toEqual(['Математика 4 2021 9, 10'])
  })

  it('is nothing where there is no codifier', () => {
    const tests = [test()]
    expect(withSkills(tests, [], [])).toBe(tests)
  })
})
