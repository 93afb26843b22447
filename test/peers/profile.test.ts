import { describe, expect, it } from 'vitest'
import { readContext } from '../../src/peers/context'
import { fitEncoders } from '../../src/peers/features'
import { nameGroups, profileOf } from '../../src/peers/profile'
import { parseSettings } from '../../src/settings'
import { school } from './schools'

type Column = readonly (number | string | null)[]

/** Label of the first of two halves of 20 schools, from the values of the halves. */
function label(columns: Record<string, readonly [Column, Column]>) {
  const schools = Array.from({ length: 20 }, (_, i) =>
    school(
      `${i}`,
      Object.fromEntries(
        Object.entries(columns).map(([name, [own, other]]) => {
          const half = i < 10 ? own : other
          return [name, half[i % half.length] ?? null]
        }),
      ),
    ),
  )
  const { variables } = readContext(schools, parseSettings())
  const everybody = schools.map((_, i) => i)
  const members = everybody.slice(0, 10)
  return {
    ...nameGroups(variables, fitEncoders(variables), everybody, [members])[0]!,
    profile: profileOf(variables, members),
  }
}

describe('a group in words', () => {
  it('names the columns of the contract in words of the field, settlement and size first', () => {
    const { en, ru, profile } = label({
      low_income_share: [
        [0.5, 0.6],
        [0.1, 0.2],
      ],
      pupils: [
        [40, 60],
        [800, 1000],
      ],
      settlement: [['rural'], ['urban']],
    })
    expect(en).toBe('rural, small, low income')
    expect(ru).toBe('сельские, малочисленные, низкий доход')
    expect(profile).toEqual({ low_income_share: 0.55, pupils: 50, settlement: 'rural' })
  })

  it('understands the Russian headers and the answers of the federal questionnaire', () => {
    const { en, ru } = label({
      'Доля родителей с высшим образованием': [
        [0.5, 0.6],
        [0.1, 0.2],
      ],
      'тип населённого пункта': [['3. Населенный пункт городского типа'], ['4. Населенный пункт сельского типа']],
      'число обучающихся': [
        [800, 1000],
        [40, 60],
      ],
    })
    expect(en).toBe('small-town, large, parents with higher education')
    expect(ru).toBe('поселковые, многочисленные, родители с высшим образованием')
  })

  const unknown = {
    bus: [['да'], ['нет']],
    library_index: [
      [5, 6, 5, 5],
      [1, 2, 5, 5],
    ],
  } as const
  it('names columns that no rule knows as they stand, where no concept sets the group apart', () => {
    const { en, ru } = label(unknown)
    expect(en.split(', ').sort()).toEqual(['bus: yes', 'library_index: above average'])
    expect(ru.split(', ').sort()).toEqual(['bus: да', 'library_index: выше среднего'])
    expect(label({ ...unknown, pupils: [[40], [800]] }).ru).toBe('малочисленные')
  })

  it('takes one word of concepts that say nearly the same, and the type of school with its name', () => {
    const { ru } = label({
      settlement: [['2. Город'], ['4. Село']],
      settlement_size: [['3. 5–10 тыс. чел'], ['1. Менее 1 тыс. человек']],
      pupils: [
        [900, 800],
        [50, 60],
      ],
      pupils_per_class: [
        [25, 24],
        [9, 8],
      ],
      school_type: [['гимназия'], ['школа']],
    })
    expect(ru).toBe('городские, тип школы: гимназия, многочисленные')
  })

  it('gives no two groups one name', () => {
    const schools = Array.from({ length: 30 }, (_, i) =>
      school(`${i}`, { pupils: i < 10 ? 900 : 50 + i, low_income_share: i < 20 ? 0.2 + i / 1000 : 0.28 }),
    )
    const { variables } = readContext(schools, parseSettings())
    const rows = schools.map((_, i) => i)
    const groups = [rows.slice(0, 10), rows.slice(10, 20), rows.slice(20)]
    const names = nameGroups(variables, fitEncoders(variables), rows, groups).map(({ ru }) => ru)
    expect(new Set(names).size).toBe(3)
  })

  it('says so when nothing sets the group apart', () => {
    const same = [0.1, 0.5, 0.3]
    expect(label({ low_income_share: [same, same] })).toMatchObject({
      en: 'close to the average of the region',
      ru: 'близкие к среднему по региону',
    })
  })
})
