import { describe, expect, it } from 'vitest'
import { naturalOrder } from '../../src/peers/cells'
import { checkVariables, readContext } from '../../src/peers/context'
import { buildFeatures, transform } from '../../src/peers/features'
import { nearestSchools } from '../../src/peers/neighbours'
import { withoutTargetLeakage } from '../../src/peers/target-leakage'
import { parseSettings, type SettingsInput } from '../../src/settings'
import { SettingsError } from '../../src/settings-error'
import { school } from './schools'

type Cells = readonly (number | string | null)[]
const read = (columns: Record<string, Cells>, settings: SettingsInput = {}) => {
  const rows = Object.values(columns)[0]!.length
  const schools = Array.from({ length: rows }, (_, i) =>
    school(`${i}`, Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[i] ?? null]))),
  )
  return readContext(schools, parseSettings(settings))
}
const kindOf = (name: string, cells: Cells, settings: SettingsInput = {}) => {
  const [variable] = read({ [name]: cells }, settings).variables
  return variable === undefined ? null : [variable.kind, variable.unit]
}

describe('what a context column is taken for', () => {
  it('shares, as 0..1 or as percent', () => {
    expect(kindOf('anything', [0.1, 0.25, 0.9])).toEqual(['share', 1])
    expect(kindOf('low_income_share', [10, 25, 90])).toEqual(['share', 100])
    expect(kindOf('Доля неполных семей', ['10 %', '12,5 %', '3'])).toEqual(['share', 100])
  })
  it('counts, other numbers, yes or no', () => {
    expect(kindOf('pupils', [20, 300, 1500])).toEqual(['count', 1])
    expect(kindOf('численность обучающихся', ['1 278', '45', '300'])).toEqual(['count', 1])
    expect(kindOf('parent_education_index', [1.2, 3.4, 2.5])).toEqual(['number', 1])
    const tail = Array.from({ length: 40 }, (_, i) => Math.exp(i / 6) / 10)
    expect(kindOf('distance', tail)).toEqual(['count', 1])
    expect(kindOf('distance', [...tail, -1])).toEqual(['number', 1])
    expect(kindOf('hostel', ['да', 'нет', 'да'])).toEqual(['yesNo', 1])
    expect(kindOf('hostel', [0, 1, 1])).toEqual(['yesNo', 1])
  })
  it('categories, and those with an order of their own', () => {
    expect(kindOf('school_type', ['high', 'middle', 'high'])).toEqual(['category', 1])
    expect(naturalOrder(['2. Город', '10. Хутор', '1. Столица субъекта РФ'])).toEqual([
      '1. Столица субъекта РФ',
      '2. Город',
      '10. Хутор',
    ])
    expect(naturalOrder(['Более 680 тыс.', 'От 1 до 5 тыс.', 'Менее 1 тыс.', 'От 100 до 680 тыс.'])).toEqual([
      'Менее 1 тыс.',
      'От 1 до 5 тыс.',
      'От 100 до 680 тыс.',
      'Более 680 тыс.',
    ])
    expect(naturalOrder(['высокий', 'низкий', 'средний'])).toEqual(['низкий', 'средний', 'высокий'])
    expect(naturalOrder(['high', 'middle'])).toBeNull()
  })
  it('what the settings say instead', () => {
    const variables = {
      size: { order: ['S', 'M', 'L'] },
      wing: { kind: 'category' as const },
      phone: { role: 'ignore' as const },
    }
    const columns = { size: ['L', 'S', 'M', 'XL'], wing: [1, 2, 1, 2], phone: [1, 2, 3, 4] }
    const { variables: found, warnings } = read(columns, { peers: { variables } })
    expect(found.map(({ name, kind, levels }) => [name, kind, levels])).toEqual([
      ['size', 'ordered', ['S', 'M', 'L']],
      ['wing', 'category', ['1', '2']],
    ])
    expect(Array.from(found[0]!.values)).toEqual([2, 0, 1, Number.NaN])
    expect(warnings).toEqual([{ code: 'contextNotNumbers', details: { column: 'size', values: 1 } }])
  })
})

describe('columns that cannot help', () => {
  it('are left out, and it is said why', () => {
    const { variables, warnings } = read({
      constant: Array(40).fill('x'),
      copy: Array.from({ length: 40 }, (_, i) => i % 7),
      empty: Array.from({ length: 40 }, (_, i) => (i < 7 ? i : null)),
      motto: Array.from({ length: 40 }, (_, i) => `School ${i}.`),
      original: Array.from({ length: 40 }, (_, i) => i % 7),
    })
    expect(variables.map((variable) => variable.name)).toEqual(['copy'])
    expect(warnings.map(({ code, details }) => [code, details!.column, details!.twin])).toEqual([
      ['contextConstant', 'constant', undefined],
      ['contextNearlyEmpty', 'empty', undefined],
      ['contextTooManyCategories', 'motto', undefined],
      ['contextDuplicated', 'original', 'copy'],
    ])
  })
  it('a setting for a column that is not there is an error with the nearest name', () => {
    const check = (name: string, columns: Record<string, number>) => () =>
      checkVariables([school('1', columns)], parseSettings({ peers: { variables: { [name]: { weight: 2 } } } }))
    expect(check('pupil', { pupils: 1 })).toThrow(/"pupil".*Did you mean "pupils"/)
    expect(check('low_income_share', { 'Малообеспеченные семьи': 3, 'Всего обучающихся': 9 })).not.toThrow()
    expect(check('low_income_share', { pupils: 3 })).toThrow(SettingsError)
  })
})

describe('results among the context', () => {
  const outcomes = Array.from({ length: 30 }, (_, i) => 400 + 3 * i)
  const leaks = (columns: Record<string, Cells>, settings: SettingsInput = {}) =>
    withoutTargetLeakage(read(columns, settings), parseSettings(settings), [outcomes])
  const other = Array.from({ length: 30 }, (_, i) => (i * 11) % 30)

  it('are noticed by name', () => {
    const results = [
      'mean_score',
      'Средний балл',
      'final_mark',
      'результаты ОГЭ',
      'Качество знаний, %',
      '% «2»',
      'Математика',
    ]
    for (const name of [...results, 'успеваемость', 'Доля 4 и 5'])
      expect(read({ [name]: other.map((value) => value / 7) }).leftOut).toEqual([{ column: name, reason: 'result' }])
    for (const name of ['marginality', 'market', 'bus', 'Индекс благополучия'])
      expect(read({ [name]: other.map((value) => value / 7) }).leftOut).toEqual([])
  })
  it('are noticed because they order the schools as the results do, either way round', () => {
    const near = outcomes.map((value, i) => value + (i % 3))
    const left = (columns: Record<string, Cells>, settings?: SettingsInput) => {
      const { variables, leftOut, warnings } = leaks(columns, settings)
      return [variables.map(({ name }) => name), leftOut, warnings.map(({ code }) => code)]
    }
    const same = ['outcomeAsContext']
    expect(left({ index: near, pupils: other })).toEqual([['pupils'], [{ column: 'index', reason: 'result' }], same])
    expect(left({ opposite: near.map((value) => 1 / value), pupils: other })[2]).toEqual(same)
    // What comes near is told and takes part: poverty goes far with results.
    const poverty = near.map((value, i) => value + 25 * (i % 2))
    expect(left({ poverty, pupils: other })).toEqual([['pupils', 'poverty'], [], ['outcomeLikeContext']])
    const said: SettingsInput = { peers: { variables: { index: { role: 'context' } } } }
    expect(left({ index: near, pupils: other }, said)).toEqual([['pupils', 'index'], [], []])
  })
  it('are believed to be context when the user says so', () => {
    const settings: SettingsInput = { peers: { variables: { mean_score: { role: 'context' } } } }
    const { variables, warnings } = read({ mean_score: other.map((value) => value / 7) }, settings)
    expect(variables).toHaveLength(1)
    expect(warnings).toEqual([{ code: 'contextAsSaid', details: { column: 'mean_score', looks: 'result' } }])
  })
})

describe('features', () => {
  it('shares are compared as logits and counts as logarithms, each to the same size', () => {
    expect(transform('share', 100, 50)).toBeCloseTo(0, 12)
    expect(transform('share', 1, 0)).toBeCloseTo(-transform('share', 1, 1), 12)
    expect(transform('count', 1, 0)).toBe(0)
    expect(transform('count', 1, 999)).toBeCloseTo(Math.log(1000), 12)
  })

  it('another category is one standard deviation away, and a weight multiplies squared distances', () => {
    const context = read(
      { settlement: [...'abcaaabbbccc'], bus: Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 'yes' : 'no')) },
      { peers: { variables: { bus: { weight: 4 } } } },
    )
    const { values, columns } = buildFeatures(context, [0, 1, 2])
    const row = (i: number) => Array.from(values.subarray(i * columns, (i + 1) * columns))
    const distance = (a: number[], b: number[]) => a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0)
    expect(distance(row(0), row(1))).toBeCloseTo(1 + 4, 12)
    expect(distance(row(1), row(2))).toBeCloseTo(1, 12)
  })

  it('one absurd value does not change how the others are compared', () => {
    const regular = Array.from({ length: 60 }, (_, i) => i % 13)
    const features = (values: number[]) =>
      buildFeatures(
        read({ x: values }, { peers: { variables: { x: { kind: 'number' } } } }),
        values.map((_, i) => i),
      )
    const [without, absurd] = [features(regular), features([...regular, 1e9])]
    const ratio = absurd.encoders[0]!.scale / without.encoders[0]!.scale
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2)
    // It is four standard deviations from the middle, and not a hundred million.
    expect(absurd.values[60]).toBe(4)
  })

  it('a missing value comes from the most similar schools: the mean, or the most frequent category', () => {
    const near = Array.from({ length: 40 }, (_, i) => (i < 20 ? 10 : 1000) + i)
    const share = near.map((pupils, i) => (i === 3 ? null : pupils < 500 ? 0.2 : 0.8))
    const place = near.map((pupils, i) => (i === 3 ? null : pupils < 500 ? 'rural' : 'city'))
    const features = buildFeatures(
      read({ near, place, share }),
      near.map((_, i) => i),
    )
    const row = (i: number) => features.values.slice(i * features.columns, (i + 1) * features.columns).slice(1)
    row(3).forEach((value, c) => {
      expect(value).toBeCloseTo(row(4)[c]!, 12)
    })
    expect(features.imputed).toEqual([
      { variable: 'place', schools: 1 },
      { variable: 'share', schools: 1 },
    ])
  })

  it('an imputed category is one category, also where the similar schools are of several', () => {
    const near = Array.from({ length: 40 }, (_, i) => i)
    const place = near.map((i) => (i === 20 ? null : i % 3 === 0 ? 'rural' : 'city'))
    const bus = near.map((i) => (i === 20 ? null : i % 3 === 0 ? 'yes' : 'no'))
    const features = buildFeatures(read({ bus, near, place }), near)
    const row = (i: number) => Array.from(features.values.slice(i * features.columns, (i + 1) * features.columns))
    // Of the ten schools around number 20 seven are in cities and have no bus, as number 19 has none.
    expect([row(20)[0], ...row(20).slice(2)]).toEqual([row(19)[0], ...row(19).slice(2)])
  })
})

describe('neighbours', () => {
  it('are ordered by the mean difference in what both schools have', () => {
    // Standard deviation of x is 2, so the differences from school 0 are 1, 2 in x and 0 or 1 in place.
    const context = read(
      { place: ['a', 'b', 'a', 'b', null], x: [0, 2, 4, 4, 2] },
      { peers: { variables: { x: { kind: 'number' } } } },
    )
    const features = buildFeatures(context, [0, 1, 2, 3, 4])
    const { scale } = features.encoders[1]!
    const expected = [
      [1, (1 + 2 / scale) / 2],
      [2, 4 / scale / 2],
      [3, (1 + 4 / scale) / 2],
      [4, 2 / scale],
    ].sort((a, b) => a[1]! - b[1]!)
    expect(nearestSchools(features, 4)[0]).toEqual(expected.map(([other]) => other))
    expect(nearestSchools(features, 2)[0]).toEqual(expected.slice(0, 2).map(([other]) => other))
  })
})
