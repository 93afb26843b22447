import { describe, expect, it } from 'vitest'
import { findPeers } from '../../src/peers'
import { partOf } from '../../src/peers/concepts/columns'
import { CONCEPTS } from '../../src/peers/concepts/dictionary'
import { readContext } from '../../src/peers/context'
import { parseSettings, type SettingsInput } from '../../src/settings'
import { createRandom } from '../../src/statistics/random'
import { planted, school } from './schools'
import { adjustedRand } from './simulated'

type Cell = number | string | null
const read = (rows: readonly Record<string, Cell>[], settings: SettingsInput = {}) =>
  readContext(
    rows.map((row, i) => school(`${i}`, row)),
    parseSettings(settings),
  )
/** Rows from columns given as functions of the row. */
const rowsOf = (columns: Record<string, (i: number) => Cell>, count = 30) =>
  Array.from({ length: count }, (_, i) =>
    Object.fromEntries(Object.entries(columns).map(([header, cell]) => [header, cell(i)])),
  )
const valuesOf = (context: ReturnType<typeof read>, name: string) =>
  Array.from(context.variables.find((variable) => variable.name === name)!.values)

describe('the dictionary', () => {
  it('knows every concept by its canonical name, which is no other column', () => {
    const parts = CONCEPTS.map(({ id }) => partOf(id))
    for (const [i, part] of parts.entries()) {
      expect(part, CONCEPTS[i]!.id).not.toBeNull()
      const own = CONCEPTS[i]!.formulas.flatMap((formula) =>
        'of' in formula ? formula.of : 'parts' in formula ? formula.parts : [],
      )
      expect(own, CONCEPTS[i]!.id).toContain(part)
    }
  })

  it('has a label in both languages for each, and words for high and low', () => {
    for (const { label, high, low, kind } of CONCEPTS) {
      expect(label.en && label.ru).toBeTruthy()
      if (kind !== 'category') for (const words of [high, low]) expect(words?.en && words.ru).toBeTruthy()
    }
    expect(new Set(CONCEPTS.map(({ label }) => label.ru)).size).toBe(CONCEPTS.length)
  })
})

describe('a social passport', () => {
  const passport = rowsOf({
    '№': (i) => i + 1,
    'Всего обучающихся': (i) => 100 + 10 * i,
    'Малообеспеченные семьи': (i) => 10 + ((i * 7) % 23),
    'Неполные семьи': (i) => 5 + ((i * 5) % 17),
    'Дети-инвалиды / ОВЗ': (i) => i % 6,
    'Качество знаний, %': (i) => 40 + ((i * 3) % 31),
  })

  it('becomes shares of the pupils; numbers in sequence and results take no part', () => {
    const context = read(passport)
    expect(context.variables.map(({ name, kind }) => [name, kind])).toEqual([
      ['pupils', 'count'],
      ['low_income_share', 'share'],
      ['single_parent_share', 'share'],
      ['special_needs_share', 'share'],
    ])
    expect(valuesOf(context, 'low_income_share')[3]).toBeCloseTo((10 + 21) / 130, 12)
    expect(context.variables[1]!.columns).toEqual(['Малообеспеченные семьи', 'Всего обучающихся'])
    expect(context.leftOut).toEqual([
      { column: '№', reason: 'identifier' },
      { column: 'Качество знаний, %', reason: 'result' },
    ])
    expect(context.warnings).toContainEqual({
      code: 'outcomeInContext',
      details: { column: 'Качество знаний, %', correlation: null },
    })
  })

  it('divides families by families and parents by parents where these are counted', () => {
    const context = read(
      rowsOf({
        'Всего обучающихся': (i) => 100 + i,
        'Всего семей': (i) => 80 + i,
        'Малоимущие семьи': (i) => 8 + (i % 9),
        'Родители с высшим образованием': (i) => 90 + (i % 20) * 4,
      }),
    )
    expect(valuesOf(context, 'low_income_share')[0]).toBeCloseTo(8 / 80, 12)
    // Some schools have more such parents than pupils: there are two parents to each.
    const ofTwo = read(
      rowsOf({ 'Всего обучающихся': () => 100, 'Родители с высшим образованием': (i) => 30 + (i % 20) * 4 }),
    )
    expect(valuesOf(ofTwo, 'higher_education_share')[0]).toBeCloseTo(30 / 200, 12)
  })

  it('counts without the number of all are left out, shares are taken as they are', () => {
    const { variables, leftOut } = read(
      rowsOf({ 'Многодетные семьи': (i) => i % 13, 'Доля неполных семей': (i) => 10 + (i % 11) }),
    )
    expect(variables.map(({ name, unit }) => [name, unit])).toEqual([['single_parent_share', 100]])
    expect(leftOut).toEqual([{ column: 'Многодетные семьи', reason: 'countWithoutWhole' }])
  })

  it('full families are single-parent ones the other way round', () => {
    const context = read(rowsOf({ 'Всего семей': () => 100, 'Полные семьи': (i) => 60 + (i % 12) }))
    expect(valuesOf(context, 'single_parent_share')[1]).toBeCloseTo(0.39, 12)
  })
})

describe('the federal questionnaires', () => {
  const rows = rowsOf({
    'Где расположена Ваша образовательная организация?': (i) =>
      i % 3 === 0 ? '2. Город' : '4. Населенный пункт сельского типа (село, хутор, деревня и пр.)',
    'Каков размер населенного пункта, в котором расположена ОО?': (i) =>
      i % 3 === 0 ? '6. 100–450 тыс. человек' : i % 2 === 0 ? '1. Менее 1 тыс. человек' : '2. 1–5 тыс. человек',
    'Существует ли регулярное транспортное сообщение между Вашим населенным пунктом и ближайшим крупным городом (численностью более 100 000 человек)?':
      (i) => (i % 3 === 0 ? null : i % 2 === 0 ? '3. Необходимо самостоятельно' : '1. Да, есть прямые рейсы'),
    'Укажите количество обучающихся в ОО в 2020/2021 учебном году (в сумме по всем классам)': (i) => 50 + 17 * i,
    '1 класс Классов/групп': (i) => 1 + (i % 3),
    '1 класс Обучающихся': (i) => 12 + 2 * i,
    '2 класс Классов/групп': () => 1,
    '2 класс Обучающихся': (i) => 9 + i,
    '"Общее количество обучающихся 2005 года рождения"': () => 10,
    'из них обучаются по адаптированным образовательным программам': (i) => i % 4,
    '"Общее количество обучающихся 2006 года рождения"': () => 20,
    'Сколько всего в школе учителей (работающих не менее чем на 0,5 ставки)?': (i) => 10 + i,
    'Сколько в школе  учителей высшей категории (работающих не менее чем на 0,5 ставки)?': (i) => i % 9,
    'Рассказ о профессиях во время классных часов': (i) => (i % 2 === 0 ? 'Да' : 'Нет'),
    'Русский язык': (i) => (i < 3 ? 10 : null),
    'Исходя из имеющегося опыта, как много родителей обучающихся обычно откликаются на приглашение': (i) =>
      ['1.Почти все', '2.Примерно половина', '3.Лишь некоторые родители'][i % 3]!,
  })
  const context = read(rows)

  it('become concepts, several columns one of them', () => {
    expect(context.variables.map(({ name }) => name)).toEqual([
      'settlement',
      'settlement_size',
      'remoteness',
      'pupils',
      'pupils_per_class',
      'pupils_per_teacher',
      'special_needs_share',
      'parents_involvement',
      'teachers_top_category_share',
    ])
    expect(valuesOf(context, 'pupils_per_class')[4]).toBeCloseTo((20 + 13) / (2 + 1), 12)
    expect(valuesOf(context, 'pupils_per_teacher')[2]).toBeCloseTo(84 / 12, 12)
    expect(valuesOf(context, 'teachers_top_category_share')[5]).toBeCloseTo(5 / 15, 12)
    // The share on adapted programmes speaks of those born in 2005, after whom it is asked.
    expect(valuesOf(context, 'special_needs_share')[3]).toBeCloseTo(0.3, 12)
    expect(context.leftOut).toContainEqual({
      column: 'Рассказ о профессиях во время классных часов',
      reason: 'activity',
    })
  })

  it('a city is not asked how far the city is: it is near', () => {
    expect(valuesOf(context, 'remoteness').slice(0, 3)).toEqual([1, 1, 3])
  })

  it('more is more: settlements grow, and parents of whom nearly all come stand highest', () => {
    expect(context.variables[0]!.levels[1]).toBe('2. Город')
    expect(context.variables[1]!.levels[0]).toBe('1. Менее 1 тыс. человек')
    expect(context.variables[7]!.levels[2]).toBe('1.Почти все')
  })
})

describe('what is never context', () => {
  const junk = (random: ReturnType<typeof createRandom>, i: number): Record<string, Cell> => ({
    '№ п/п': i + 1,
    ИНН: 6600000000 + random.integer(99_999_999),
    Телефон: `8 (343) ${200 + random.integer(700)}-${10 + random.integer(90)}`,
    'Почтовый индекс': 620000 + random.integer(900),
    ОКПО: 10_000_000 + random.integer(80_000_000),
    'Год постройки': 1930 + random.integer(90),
    'e-mail ОО': `school${i}@example.org`,
  })

  it('numbers, codes, contacts and years beside a table leave its groups as they are', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const schools = planted(seed)
      const random = createRandom(seed, 'junk')
      const beside = schools.map((one, i) => ({ ...one, context: { ...junk(random, i), ...one.context } }))
      const find = (all: typeof schools) => findPeers(all, parseSettings(), { stability: false })
      const [plain, with7] = [find(schools), find(beside)]
      expect(adjustedRand(plain.groupOf, with7.groupOf)).toBe(1)
      expect(with7.basis!.leftOut).toHaveLength(7)
    }
  })

  it('is recognised by its values where the name says nothing', () => {
    const random = createRandom(1, 'values')
    const { leftOut } = read(
      rowsOf({
        a: (i) => 30 - i,
        b: () => 6_600_000_000 + random.integer(99_999_999),
        c: (i) => 1950 + (i % 40),
        d: (i) => 40 + ((i * 13) % 500),
      }),
    )
    expect(leftOut).toEqual([
      { column: 'a', reason: 'identifier' },
      { column: 'b', reason: 'identifier' },
      { column: 'c', reason: 'date' },
    ])
  })

  it('takes part all the same where the user says so', () => {
    const settings = { peers: { variables: { c: { role: 'context' as const } } } }
    expect(read(rowsOf({ c: (i) => 1950 + (i % 40) }), settings).variables.map(({ name }) => name)).toEqual(['c'])
  })
})

describe('columns that no rule knows', () => {
  it('share one vote where they go together, and copies have none', () => {
    const random = createRandom(2, 'votes')
    const size = Array.from({ length: 60 }, () => random.normal())
    const near = (noise: number) => size.map((value) => value + noise * random.normal())
    const [a, b, c] = [near(0.45), near(0.45), near(0.01)]
    const alone = size.map(() => random.normal())
    const { variables, leftOut } = read(
      rowsOf({ a: (i) => a[i]!, b: (i) => b[i]!, x: (i) => size[i]!, y: (i) => c[i]!, z: (i) => alone[i]! }, 60),
    )
    expect(variables.map(({ name, weight }) => [name, weight])).toEqual([
      ['a', 1 / 3],
      ['b', 1 / 3],
      ['x', 1 / 3],
      ['z', 1],
    ])
    expect(leftOut).toEqual([{ column: 'y', reason: 'copy' }])
  })
})

describe('schools that fit no group', () => {
  it('are set apart by the questions, the type or the name, and said', () => {
    const schools = planted(1).map((one, i) => ({
      ...one,
      name: i === 0 ? 'ГБОУ «Школа-интернат № 3»' : `Школа № ${i}`,
      context: {
        ...one.context,
        'ОО является специальной (коррекционной)?': i === 5 ? 'Да' : 'Нет',
        'Тип школы': i === 7 ? 'вечерняя школа' : 'школа',
      },
    }))
    const { groupOf, basis, warnings } = findPeers(schools, parseSettings(), { stability: false })
    expect(basis!.special).toEqual([
      { school: 0, kind: 'boarding' },
      { school: 5, kind: 'correctional' },
      { school: 7, kind: 'evening' },
    ])
    expect(groupOf.flatMap((group, i) => (group === null ? [i] : []))).toEqual([0, 5, 7])
    expect(warnings).toContainEqual({ code: 'specialSchools', details: { schools: 3 } })
  })

  it('are no exceptions where they are a third and more', () => {
    const schools = planted(1).map((one, i) => ({ ...one, name: i < 100 ? 'Школа-интернат' : 'Школа' }))
    expect(findPeers(schools, parseSettings(), { stability: false }).basis!.special).toEqual([])
  })
})
