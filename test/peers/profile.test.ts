import { describe, expect, it } from 'vitest'
import { readContext } from '../../src/peers/context'
import { fitEncoders } from '../../src/peers/features'
import { labelsAgainst, profileOf } from '../../src/peers/profile'
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
    ...labelsAgainst(variables, fitEncoders(variables), everybody)(members),
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

  it('names unknown columns as they stand', () => {
    const { en, ru } = label({
      bus: [['да'], ['нет']],
      library_index: [
        [5, 6],
        [1, 2],
      ],
      school_type: [['high'], ['middle']],
    })
    expect(en.split(', ').sort()).toEqual(['bus: yes', 'library_index: above average', 'school_type: high'])
    expect(ru.split(', ').sort()).toEqual(['bus: да', 'library_index: выше среднего', 'school_type: high'])
  })

  it('says so when nothing sets the group apart', () => {
    const same = [0.1, 0.5, 0.3]
    expect(label({ low_income_share: [same, same] })).toMatchObject({
      en: 'close to the average of the region',
      ru: 'близкие к среднему по региону',
    })
  })
})
