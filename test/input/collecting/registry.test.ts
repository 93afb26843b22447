import { describe, expect, it } from 'vitest'
import {
  identityOf,
  knownMaximum,
  Registry,
  readSchoolCell,
  rememberMark,
  sittingsOf,
  subjectOf,
  withPart,
} from '../../../src/input/collecting/registry'
import { builtInScale } from '../../../src/input/collecting/scales'
import { Source } from '../../../src/input/collecting/source'
import { ProblemLog } from '../../../src/input/problems'

const source = (): Source => new Source('results', {}, new ProblemLog())

describe('the cell of a school', () => {
  it.each<[string, string, string, string | null]>([
    ['001234', '001234', '=001234', null],
    [' 001234 ', '001234', '=001234', null],
    ['EDU670001', 'edu670001', 'login 670001', null],
    ['sch670001', 'sch670001', 'login 670001', null],
    ['МБОУ «Школа № 1»(edu670001)', 'edu670001', 'login 670001', 'МБОУ «Школа № 1»'],
    ['edu670001 — МБОУ «Школа № 1»', 'edu670001', 'login 670001', 'МБОУ «Школа № 1»'],
    ['(edu670001), Школа 1', 'edu670001', 'login 670001', 'Школа 1'],
    ['Школа 1 |edu670001', 'edu670001', 'login 670001', 'Школа 1'],
    ['Школа 1 (edu670001)', 'edu670001', 'login 670001', 'Школа 1'],
    ['edu67000', 'edu67000', '=edu67000', null],
    ['edu6700012', 'edu6700012', '=edu6700012', null],
    ['reedu670001', 'reedu670001', '=reedu670001', null],
    ['edu670001, edu670002', 'edu670001, edu670002', '=edu670001, edu670002', null],
  ])('%j', (cell, id, key, name) => {
    expect(readSchoolCell(cell)).toEqual({ id, key, name })
  })

  it('may be empty', () => {
    expect([readSchoolCell(''), readSchoolCell(' \u00a0')]).toEqual([null, null])
  })
})

describe('schools of a registry', () => {
  it('are one under both prefixes of a login, shown by the smallest spelling until a table lists it', () => {
    const registry = new Registry()
    const school = registry.school('sch670001')!
    expect(registry.school('edu670001')).toBe(school)
    expect(school.id).toBe('edu670001')
    expect(registry.school('sch670001')!.id).toBe('edu670001')
    expect(registry.school('Б edu670001')!.name).toBe('Б')
    expect(registry.school('В edu670001')!.name).toBe('Б')
    expect(registry.school('А edu670001')!.name).toBe('А')
    expect([...school.names]).toEqual(['Б', 'В', 'А'])
    expect([school.byName, registry.schools.size, school.index]).toEqual([false, 1, 0])
    const listed = registry.school('sch670002')!
    listed.listed = true
    registry.school('edu670002')
    expect([listed.id, listed.index]).toEqual(['sch670002', 1])
  })

  it('of one name are told apart by the municipality, and remember who names them', () => {
    const registry = new Registry()
    const [a, b] = [source(), source()]
    const one = registry.school('СОШ № 1', 'Энский район', a)!
    expect(registry.school('СОШ № 1', 'Энский район', a)).toBe(one)
    expect(registry.school('«СОШ» №1', 'Энский район', b)).toBe(one)
    expect(registry.school('СОШ № 1', 'Энский район', b)).toBe(one)
    expect(registry.school('СОШ № 1', 'Энский район', a)).toBe(one)
    expect(one.namedIn).toEqual([a, b, a])
    expect(registry.school('СОШ № 1', 'Ивановский район')).not.toBe(one)
    expect([one.byName, [...one.names], [...one.areas]]).toEqual([true, ['СОШ № 1'], ['энс']])
    expect(registry.school('СОШ № 2')!.namedIn).toEqual([])
    expect(registry.school('СОШ № 2', '', a)!.namedIn).toEqual([a])
  })

  it('are none for an empty cell, asked once or twice', () => {
    const registry = new Registry()
    expect([registry.school(''), registry.school(''), registry.schools.size]).toEqual([null, null, 0])
  })

  it('take up names that are names, and municipalities', () => {
    const registry = new Registry()
    const school = registry.school('7')!
    registry.describe(school, ' Гимназия  № 7 ', 'Энский муниципальный район')
    registry.describe(school, '77', '')
    registry.describe(school, '', 'город Энск')
    expect([[...school.names], [...school.areas]]).toEqual([['Гимназия № 7'], ['энс']])
  })

  it('may turn out to be another, and that one another again', () => {
    const registry = new Registry()
    const [a, b, c] = ['1', '2', '3'].map((id) => registry.school(id)!)
    expect(identityOf(a!)).toBe(a)
    a!.same = b!
    b!.same = c!
    expect(identityOf(a!)).toBe(c)
  })
})

describe('tests of a registry', () => {
  it('are one by subject, grade and year, under the smallest spelling', () => {
    const registry = new Registry()
    const test = registry.assessment('history', 5, 2019)
    expect(registry.assessment('History', 5, 2019)).toBe(test)
    expect(test.subject).toBe('History')
    expect(registry.assessment('history', 5, 2019).subject).toBe('History')
    const others = [
      registry.assessment('history', 6, 2019),
      registry.assessment('history', 5, 2020),
      registry.assessment('biology', 5, 2019),
      registry.assessment('history', null, 2019),
      registry.assessment('history', 5, null),
    ]
    expect(new Set([test, ...others]).size).toBe(6)
    expect(others.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5])
  })

  it('take the grade of a code of the subject', () => {
    const registry = new Registry()
    expect(registry.assessment('МА4', null, 2021)).toMatchObject({ subject: 'Математика', grade: 4 })
    expect(registry.assessment('МА4', 5, 2021)).toMatchObject({ subject: 'Математика', grade: 5 })
    expect(subjectOf(' математика ')).toEqual({ name: 'Математика', key: 'математика', grade: null })
    expect(subjectOf('Краеведение')).toEqual({ name: 'Краеведение', key: 'краеведение', grade: null })
  })

  it('have the scale that fits most exactly: grade and year, grade, year, none of them; else a built-in one', () => {
    const scale = (grade: number | null, year: number | null, maxScore: number) => ({
      ...{ subject: 'математика', grade, year, maxScore, cuts: null, itemMax: null, itemLevel: null },
    })
    const known = (...scales: ReturnType<typeof scale>[]) => {
      const registry = new Registry()
      registry.scales.push(...scales)
      const { scale: found } = registry.assessment('Математика', 4, 2021)
      return [found?.maxScore, found?.source]
    }
    const [exact, grade, year, any] = [scale(4, 2021, 1), scale(4, null, 2), scale(null, 2021, 3), scale(null, null, 4)]
    expect(known(any, year, grade, exact)).toEqual([1, 'given'])
    expect(known(any, year, grade)).toEqual([2, 'given'])
    expect(known(any, year)).toEqual([3, 'given'])
    expect(known(any)).toEqual([4, 'given'])
    expect(known(scale(5, 2021, 5), scale(4, 2020, 6), { ...exact, subject: 'физика' })).toEqual([20, 'builtIn'])
    const registry = new Registry()
    expect(registry.assessment('Математика', 4, 2020).scale).toBeNull()
    expect(registry.assessment('Математика', 4, 2021).scale).toMatchObject({
      ...{ subject: 'математика', grade: 4, year: 2021, maxScore: 20, cuts: [6, 10, 15], source: 'builtIn' },
    })
  })

  it('have a sitting for each school, and class where asked', () => {
    const registry = new Registry()
    const [a, b] = [registry.school('1')!, registry.school('2')!]
    const test = registry.assessment('Математика', 4, 2021)
    const whole = registry.sitting(b, test, null)
    expect(registry.sitting(b, test, null)).toBe(whole)
    expect(registry.sitting(b, test, 'А')).not.toBe(whole)
    expect(registry.sitting(a, test, null)).not.toBe(whole)
    expect(sittingsOf(test).map(({ school, className }) => [school.id, className])).toEqual([
      ['1', null],
      ['2', null],
      ['2', 'А'],
    ])
    expect(sittingsOf(registry.assessment('Физика', 7, 2021))).toEqual([])
  })

  it('know their highest score from a scale, else from a header', () => {
    const header = (maxScore: number | null) => ({ maxScore }) as never
    const of = (scale: number | null, ...headers: (number | null)[]) =>
      knownMaximum({ scale: scale === null ? null : { maxScore: scale }, headers: headers.map(header) } as never)
    expect([of(20, 30), of(null, null, 30, 40), of(null, null), of(null)]).toEqual([20, 30, null, null])
  })

  it('count marks by whole scores up to a thousand', () => {
    const test = new Registry().assessment('Математика', 4, 2021)
    rememberMark(test, 4, 2, 3)
    rememberMark(test, 4, 2, 1)
    rememberMark(test, 5, 0, 2)
    rememberMark(test, 0, 7, 1)
    rememberMark(test, 3, 2.5, 1)
    rememberMark(test, 3, 1001, 1)
    expect(test.markByScore).toEqual([[], [], [], [], [0, 0, 4], [2]])
    rememberMark(test, 2, 1000, 1)
    expect(test.markByScore[2]!.length).toBe(1001)
  })

  it('keep parts of a sitting by class', () => {
    const parts = withPart<number>(null, 'А', 1)
    expect(withPart(parts, 'Б', 2)).toBe(parts)
    expect([...parts]).toEqual([
      ['А', 1],
      ['Б', 2],
    ])
  })
})

describe('built-in scales', () => {
  it('are those of their subject, grade and year alone', () => {
    expect(builtInScale('Математика', 6, 2021)).toEqual({
      ...{ maxScore: 16, cuts: [6, 10, 14], itemMax: [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2] },
      itemLevel: ['Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'П', 'П', 'П', 'П', 'П', 'П', 'В'],
    })
    expect(builtInScale('История', 5, 2021)).toEqual({ maxScore: 15, cuts: [4, 8, 12], itemMax: null, itemLevel: null })
    expect(builtInScale('Русский язык', 4, 2026)?.cuts).toEqual([10, 16, 21])
    expect(builtInScale('Французский язык', 11, 2021)?.maxScore).toBe(32)
    for (const [subject, grade, year] of [
      ['Математика', 4, 2022],
      ['Математика', 9, 2021],
      ['Краеведение', 4, 2021],
      ['Математика', null, 2021],
      ['Математика', 4, null],
    ] as const)
      expect(builtInScale(subject, grade, year)).toBeNull()
  })
})
