import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/input'
import { monitor } from '../../../src/monitor'
import { parseSettings } from '../../../src/settings'
import { observations } from '../../../src/sittings/observers'
import { createRandom } from '../../../src/statistics/random'
import {
  isObserved,
  listOfSchools,
  login,
  nameOf,
  OBSERVED,
  type OfficeTable,
  protocols,
  read,
  SCHOOL_NUMBERS,
  SCHOOLS,
} from './district'

const unobserved = SCHOOLS - OBSERVED

function listed(...tables: readonly OfficeTable[]): string[] {
  const input = read(listOfSchools, protocols, ...tables)
  const observed = observations(input, parseSettings({}))
  return [...new Set(input.sittings.flatMap(({ schoolId }, i) => (observed[i]!.observed ? [] : [schoolId])))].sort()
}
const RIGHT = SCHOOL_NUMBERS.filter((school) => !isObserved(school)).map(login)

const observers = (rows: readonly (readonly string[])[]): OfficeTable => ({
  table: 'observers',
  file: 'наблюдатели.csv',
  rows,
})

const YES = [
  'да',
  'Да',
  'был',
  'присутствовал',
  'V',
  '+',
  '✓',
  '1',
  '2',
  'Иванова М.П., родитель',
  '1 (Иванова М.П.)',
  '12.04.2021',
  'Да, присутствовал',
  'присутствие обеспечено',
]
const NO = ['нет', 'Нет', 'не был', 'отсутствовал', '-', '—', '0', 'не назначен', 'без наблюдателя', 'х']

describe(`a district of ${SCHOOLS} schools, ${OBSERVED} observed`, () => {
  it.each(YES.flatMap((yes) => [...NO, ''].map((no) => [yes, no] as const)))('«%s» / «%s»', (yes, no) => {
    expect(RIGHT).toHaveLength(unobserved)
    const rows = SCHOOL_NUMBERS.map((school) => [login(school), isObserved(school) ? yes : no])
    expect(listed(observers([['Логин', 'Наблюдатель'], ...rows]))).toEqual(RIGHT)
  })

  it('is the same whatever mix of words says it, by login or by name', () => {
    const random = createRandom(7, 'notations')
    const one = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!
    for (let round = 0; round < 40; round++) {
      const rows = SCHOOL_NUMBERS.map((school) => {
        const n = school + 1
        const name = one([
          login(school),
          nameOf(school),
          `СОШ №${n}`,
          `МБОУ СОШ № ${n}`,
          `средняя школа N ${n}`,
          `СОШ ${n} г. Энска`,
        ])
        return [name, one(isObserved(school) ? YES : NO)]
      })
      expect(listed(observers([['Школа', 'Общественный наблюдатель'], ...rows]))).toEqual(RIGHT)
    }
  })

  it.each([
    'Общественный наблюдатель',
    'ФИО наблюдателя',
    'Наличие ОН',
    'Присутствие наблюдателя (да/нет)',
    'Кол-во наблюдателей',
    'Дата посещения общественным наблюдателем',
    'Дата',
  ])('under the header «%s», with a title above and totals below', (header) => {
    const mark = header.startsWith('Дата') ? '12.04.2021' : header.startsWith('ФИО') ? 'Иванова М.П.' : '1'
    const rows = SCHOOL_NUMBERS.map((s) => [String(s + 1), nameOf(s), isObserved(s) ? mark : ''])
    const table = [
      ['Общественное наблюдение при проведении ВПР', '', ''],
      ['№ п/п', 'Наименование ОО', header],
      ...rows,
      ['', 'ИТОГО', String(OBSERVED)],
      ['Исполнитель: Петрова А.А.', '', ''],
    ]
    expect(listed(observers(table))).toEqual(RIGHT)
  })

  it('reads a column per subject, and a pair of columns under a row of subjects', () => {
    const wide = SCHOOL_NUMBERS.map((s) => [nameOf(s), isObserved(s) ? 'да' : 'нет', isObserved(s) ? 'да' : 'нет'])
    expect(listed(observers([['Школа', 'Русский язык', 'Математика'], ...wide]))).toEqual(RIGHT)
    expect(listed(observers([['Школа', 'Русский язык 4 класс', 'МА4'], ...wide]))).toEqual(RIGHT)
    const marks = SCHOOL_NUMBERS.map((s) => [nameOf(s), isObserved(s) ? 'V' : '', isObserved(s) ? 'V' : ''])
    const marked = observers([['Школа', 'Русский язык', 'Математика'], ...marks])
    expect(listed(marked)).toEqual(RIGHT)
    expect(read(listOfSchools, protocols, marked).sources.at(-1)?.observers).toMatchObject({ absent: 2 * unobserved })
    const pairs = SCHOOL_NUMBERS.map((s) => {
      const one = ['12.04.2021', isObserved(s) ? 'Иванова М.П.' : '']
      return [String(s + 1), nameOf(s), ...one, ...one]
    })
    const subjects = ['№ п/п', 'Школа', 'Русский язык', '', 'Математика', '']
    const below = ['', '', 'Дата', 'ФИО наблюдателя', 'Дата', 'ФИО наблюдателя']
    expect(listed(observers([subjects, below, ...pairs]))).toEqual(RIGHT)
    const apart = [
      ['', '', 'Русский язык', '', 'Математика', ''],
      ['№ п/п', 'Школа', 'Дата', 'ФИО', 'Дата', 'ФИО'],
    ]
    expect(listed(observers([...apart, ...pairs]))).toEqual(RIGHT)
  })

  it.each(['4 класс/наблюдатели.csv', 'МА4/2020/наблюдатели.csv'])(
    'an empty cell speaks for all, in «%s» too',
    (file) => {
      const rows = SCHOOL_NUMBERS.map((s) => [login(s), isObserved(s) ? 'да' : 'нет', '', '', ''])
      const table = [['Логин', 'Наблюдатель', 'Класс', 'Предмет', 'Год'], ...rows]
      expect(listed({ ...observers(table), file })).toEqual(RIGHT)
    },
  )

  it('without a column of grades the folder says of which grade the table speaks', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [login(s), 'да'])
    const table = { ...observers([['Логин', 'Наблюдатель'], ...rows]), file: '5 класс/наблюдатели.csv' }
    expect(() => listed(table)).toThrow(InputError)
  })

  it('keeps the subjects of a wide table apart', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [login(s), 'да', isObserved(s) ? 'да' : 'нет'])
    const input = read(listOfSchools, protocols, observers([['Логин', 'Математика', 'Русский язык'], ...rows]))
    const observed = observations(input, parseSettings({}))
    const absent = input.sittings.filter((_, i) => !observed[i]!.observed)
    expect(absent.map(({ subject }) => subject)).toEqual(Array.from({ length: unobserved }, () => 'Русский язык'))
  })
})

describe('what was not understood or not found', () => {
  const table = (rows: readonly (readonly string[])[]) => observers([['Школа', 'Наблюдатель'], ...rows])
  const warningsOf = (of: OfficeTable) => monitor(read(listOfSchools, protocols, of), { seed: 1 }).warnings

  it('is the first warning, with the sittings concerned and the words found', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [login(s), s < 3 ? 'по графику' : s === 3 ? 'был/не был' : 'да'])
    expect(warningsOf(table(rows))[0]).toEqual({
      code: 'observersNotUnderstood',
      details: { sittings: 8, schools: 4, words: '«по графику», «был/не был»' },
    })
  })

  it('says how many rows were set aside, where their schools are listed for them', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [login(s), 'да', s < 3 ? 'четвёртый' : '4'])
    expect(warningsOf(observers([['Логин', 'Наблюдатель', 'Класс'], ...rows]))[0]).toEqual({
      code: 'observersSetAside',
      details: { rows: 3, sittings: 6, schools: 3 },
    })
  })

  it('says how many rows speak of other schools and tests, where schools are listed for want of a row', () => {
    const id = (s: number): string => (s < 3 ? `edu7700${s}` : login(s))
    const rows = SCHOOL_NUMBERS.map((s) => [id(s), 'да', s === 3 ? '2019' : '2021'])
    expect(warningsOf(observers([['Логин', 'Наблюдатель', 'Год'], ...rows]))[0]).toEqual({
      code: 'observersElsewhere',
      details: { rows: 4, first: 'edu77000', sittings: 8, schools: 4 },
    })
    const more = observers([['Логин', 'Наблюдатель'], ...SCHOOL_NUMBERS.map((s) => [login(s), 'да']), ['edu55', 'да']])
    expect(warningsOf(more).map(({ code }) => code)).not.toContain('observersElsewhere')
  })

  it.each(['еdu77', 'EDU 77', 'sсh77', 'ЕDU77'])('knows a login that was typed by hand: «%s0001»', (typed) => {
    const rows = SCHOOL_NUMBERS.map((s) => [login(s).replace('edu77', typed), isObserved(s) ? 'да' : 'нет'])
    expect(listed(observers([['Логин', 'Наблюдатель'], ...rows]))).toEqual(RIGHT)
  })

  it('names the schools that were not found, with the nearest', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [s === 4 ? 'МБОУ «Гимназия № 5»' : nameOf(s), 'да'])
    expect(warningsOf(table(rows))[0]).toMatchObject({
      code: 'observersNotMatched',
      details: { names: 1, sittings: 2, schools: 1, words: '«МБОУ «Гимназия № 5»» (МБОУ «СОШ № 5»?)' },
    })
  })

  it('is no warning where it changes nothing', () => {
    const rows = SCHOOL_NUMBERS.map((s) => [nameOf(s), 'да'])
    expect(warningsOf(table([...rows, ['МБОУ «СОШ № 99»', 'по графику']])).map(({ code }) => code)).not.toContain(
      'observersNotMatched',
    )
  })

  it('says that a table is not filled in', () => {
    expect(warningsOf(table(SCHOOL_NUMBERS.map((s) => [login(s), ''])))[0]).toEqual({ code: 'observersEmpty' })
  })

  const refusal = (of: OfficeTable, ...others: readonly OfficeTable[]) => {
    try {
      read(...(others.length > 0 ? others : [listOfSchools]), protocols, of)
    } catch (error) {
      if (error instanceof InputError) return error.problems[0]
      throw error
    }
    return undefined
  }

  it('ends the run where it is most of the table, only crosses, or nothing that fits', () => {
    const all = (cell: (s: number) => string) => table(SCHOOL_NUMBERS.map((s) => [login(s), cell(s)]))
    expect(refusal(all((s) => (s < 20 ? 'по графику' : 'да')))).toMatchObject({
      code: 'observersNotUnderstood',
      found: '«по графику» (20)',
      expected: '30',
    })
    expect(refusal(all((s) => (isObserved(s) ? 'х' : '')))).toMatchObject({
      code: 'observersOnlyCrosses',
      found: '«х» (14)',
    })
    expect(refusal(table([['МБОУ «Ивановская СОШ»', 'да']]))).toMatchObject({ code: 'observersFitNoSchool' })
    const byName = table(SCHOOL_NUMBERS.map((s) => [nameOf(s), 'да']))
    expect(refusal(byName, protocolsOnly)).toMatchObject({
      code: 'observersFitNoSchool',
      expected: 'sch770001; sch770002; sch770003',
    })
    const otherYear = observers([
      ['Логин', 'Год', 'Наблюдатель'],
      [login(0), '2019', 'да'],
    ])
    expect(refusal(otherYear)).toMatchObject({ code: 'observersFitNoSitting', found: '2019' })
    const days = observers([['Логин', 'Дата'], ...SCHOOL_NUMBERS.map((s) => [login(s), '12.04.2021'])])
    expect(refusal(days)).toMatchObject({ code: 'observersNotUnderstood' })
  })
})

const protocolsOnly: OfficeTable = {
  table: 'assessments',
  rows: [
    ['subject', 'grade', 'max_score'],
    ['Математика', '4', '20'],
  ],
}
