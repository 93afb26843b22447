import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/input'
import { parseSettings } from '../../../src/settings'
import { observations } from '../../../src/sittings/observers'
import { listOfSchools, login, nameOf, type OfficeTable, protocols, read, SCHOOL_NUMBERS, SCHOOLS } from './district'

const passport: OfficeTable = {
  table: 'schools',
  file: 'паспорт.csv',
  rows: [
    ['Социальный паспорт школ района', '', ''],
    ['№', 'Наименование ОО', 'Малообеспеченные семьи'],
    ...SCHOOL_NUMBERS.map((s) => [String(s + 1), `МБОУ СОШ № ${s + 1}`, String(10 + s)]),
    ['', 'ИТОГО', '735'],
  ],
}
const sheet = (file: string, column: string, value: (s: number) => string): OfficeTable => ({
  table: 'schools',
  file,
  rows: [['Пользователь', column], ...SCHOOL_NUMBERS.map((s) => [login(s), value(s)])],
})
const papers = (school: string, ...more: string[]) => [school, 'Математика', '4', '2021', '12', ...more]
const HEADER = ['school_id', 'subject', 'grade', 'year', 'score']

describe('several tables of schools', () => {
  it('add up by login, in the order of the tables', () => {
    const input = read(
      sheet('а.csv', 'Где расположена', () => '2) Город'),
      sheet('б.csv', 'Обучающихся', (s) => String(s)),
      protocols,
    )
    expect(input.schools).toHaveLength(SCHOOLS)
    expect(input.schools[4]!.context).toEqual({ 'Где расположена': '2) Город', Обучающихся: 4 })
    expect(Object.keys(input.schools[4]!.context)).toEqual(['Где расположена', 'Обучающихся'])
    expect(input.problems).toEqual([])
    expect(input.sources.map(({ joinedSchools }) => joinedSchools)).toEqual([undefined, SCHOOLS, undefined])
  })

  it.each([
    ['the list first', [listOfSchools, passport, protocols]],
    ['the passport first', [passport, listOfSchools, protocols]],
  ])('add up by name, %s', (_, tables) => {
    const input = read(...tables)
    expect(input.schools.map(({ id }) => id)).toEqual(SCHOOL_NUMBERS.map(login))
    expect(input.schools.map(({ context }) => context)).toEqual(
      SCHOOL_NUMBERS.map((s) => ({ 'Малообеспеченные семьи': 10 + s })),
    )
    expect(input.sources.find(({ file }) => file === passport.file)?.names?.found).toHaveLength(SCHOOLS)
    expect(input.problems).toEqual([])
  })

  it('tell where they disagree, and set a repeated row aside only where its cells differ', () => {
    const again = sheet('ещё.csv', 'Обучающихся', (s) => String(s === 3 ? 99 : s))
    const input = read(
      sheet('а.csv', 'Обучающихся', (s) => String(s)),
      again,
      protocols,
    )
    expect(input.problems).toMatchObject([
      { code: 'schoolValuesDiffer', file: 'ещё.csv', row: 5, found: '99', expected: '3' },
    ])
    expect(input.schools[3]!.context).toEqual({ Обучающихся: 3 })
    const repeated: OfficeTable = {
      table: 'schools',
      rows: [
        ['Логин', 'Обучающихся', 'Учителей'],
        [login(0), '5', ''],
        [login(0), '5', '7'],
        [login(0), '6', '7'],
      ],
    }
    const one = read(repeated, protocols)
    expect(one.schools[0]!.context).toEqual({ Обучающихся: 5, Учителей: 7 })
    expect(one.problems.filter(({ severity }) => severity === 'setAside')).toMatchObject([
      { code: 'duplicateSchool', row: 4 },
    ])
  })
})

describe('results under names', () => {
  const byName = (name: (s: number) => string): OfficeTable => ({
    table: 'results',
    file: 'по названиям.csv',
    rows: [['Школа', 'subject', 'grade', 'year', 'score'], ...SCHOOL_NUMBERS.map((s) => papers(name(s)))],
  })

  it('are those of the school with the login, whichever file comes first', () => {
    const named = byName((s) => `СОШ №${s + 1}`)
    const history: OfficeTable = {
      table: 'results',
      rows: [HEADER, ...SCHOOL_NUMBERS.map((s) => [`${nameOf(s)} (${login(s)})`, 'История', '5', '2021', '9'])],
    }
    for (const tables of [
      [named, history],
      [history, named],
      [named, listOfSchools],
    ]) {
      const input = read(...[...tables].sort((a, b) => Number(b.table === 'schools') - Number(a.table === 'schools')))
      expect(input.schools.map(({ id }) => id)).toEqual(SCHOOL_NUMBERS.map(login))
      expect(input.sittings.filter(({ subject }) => subject === 'Математика').map(({ schoolId }) => schoolId)).toEqual(
        SCHOOL_NUMBERS.map(login),
      )
    }
  })

  it('are enough where no file knows an id', () => {
    const input = read(
      byName((s) => `СОШ № ${s + 1}`),
      { table: 'observers', rows: [['Школа', 'Наблюдатель'], ...SCHOOL_NUMBERS.map((s) => [nameOf(s), 'да'])] },
    )
    expect(input.schools).toHaveLength(SCHOOLS)
    expect(observations(input, parseSettings({})).every(({ observed }) => observed)).toBe(true)
  })

  it('are refused where the same papers come under the login as well', () => {
    const tables = [listOfSchools, byName(nameOf), protocols]
    expect(() => read(...tables)).toThrow(InputError)
    expect(() => read(...tables)).toThrow(/sittingUnderTwoNames/)
  })
})

describe('names that fit several schools', () => {
  const twins: OfficeTable = {
    table: 'schools',
    rows: [
      ['Логин', 'Наименование', 'Муниципалитет'],
      ['edu770001', 'МБОУ СОШ № 1', 'Энский район'],
      ['edu770002', 'МБОУ СОШ № 1', 'Ивановский район'],
    ],
  }
  const results: OfficeTable = { table: 'results', rows: [HEADER, papers('edu770001'), papers('edu770002')] }
  const observers = (...rows: string[][]): OfficeTable => ({ table: 'observers', rows })

  it('are told apart by the municipality', () => {
    const table = observers(
      ['Школа', 'Район', 'Наблюдатель'],
      ['СОШ №1', 'Энский муниципальный район', 'да'],
      ['СОШ №1', 'Ивановский р-н', 'нет'],
    )
    expect(read(twins, results, table).observers.map(({ schoolId, observer }) => [schoolId, observer])).toEqual([
      ['edu770001', 'present'],
      ['edu770002', 'absent'],
    ])
  })

  it('are left alone and told without it', () => {
    const table = observers(['Школа', 'Наблюдатель'], ['edu770001', 'да'], ['СОШ №1', 'да'])
    const input = read(twins, results, table)
    expect(input.observers.map(({ schoolId }) => schoolId)).toEqual(['edu770001'])
    expect(input.problems).toMatchObject([
      { code: 'schoolAmbiguous', row: 3, found: 'СОШ №1', expected: 'edu770001, edu770002' },
    ])
  })

  it('are two schools in results that give the municipality, and are shown with it', () => {
    const named: OfficeTable = {
      table: 'results',
      rows: [[...HEADER, 'Муниципалитет'], papers('СОШ № 1', 'Энский район'), papers('СОШ № 1', 'Ивановский район')],
    }
    expect(read(named).sittings.map(({ schoolId }) => schoolId)).toEqual([
      'СОШ № 1 (Ивановский район)',
      'СОШ № 1 (Энский район)',
    ])
  })

  it('two names of one table never fall on one school', () => {
    const list: OfficeTable = {
      table: 'schools',
      rows: [
        ['Логин', 'Наименование'],
        ['edu770001', 'МБОУ СОШ № 1'],
        ['edu770002', 'МБОУ СОШ № 2'],
      ],
    }
    const table = observers(
      ['Школа', 'Наблюдатель'],
      ['СОШ № 1 г. Энска', 'да'],
      ['СОШ № 1 с. Ивановки', 'нет'],
      ['СОШ № 2', 'да'],
    )
    const input = read(list, results, table)
    expect(input.observers.map(({ schoolId }) => schoolId)).toEqual(['edu770002'])
    expect(input.problems.map(({ code }) => code)).toEqual(['schoolAmbiguous', 'schoolAmbiguous'])
  })
})

it('the digits of a login are the school of the login; a row number is no school', () => {
  const table: OfficeTable = {
    table: 'observers',
    rows: [
      ['№ п/п', 'Логин', 'Наблюдатель'],
      ['2', '770001', 'да'],
      ['1', login(1), 'нет'],
    ],
  }
  expect(read(protocols, table).observers.map(({ schoolId, observer }) => [schoolId, observer])).toEqual([
    ['edu770002', 'absent'],
    ['sch770001', 'present'],
  ])
})
