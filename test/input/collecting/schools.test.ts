import { describe, expect, it } from 'vitest'
import { collectTables } from '../../../src/input'
import { readPresence, readPresenceTable } from '../../../src/input/collecting/presence'
import {
  compatible,
  differ,
  isSchoolName,
  municipalityKey,
  readSchoolName,
  sameName,
} from '../../../src/input/collecting/school-names'
import type { MonitorInput, Row } from '../../../src/model'

const paper = (school_id: string, more: Row = {}): Row => ({
  school_id,
  subject: 'История',
  grade: 5,
  year: 2019,
  score: 3,
  ...more,
})
const told = ({ problems }: MonitorInput) =>
  problems.map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
const read = (schools: readonly Row[], results: readonly Row[] = [paper('a'), paper('b')], more: object = {}) =>
  collectTables({ schools: [...schools], results: [...results], ...more })

describe('a table of schools', () => {
  it('says of each school its name, municipality, group, programme and exams', () => {
    const input = read([
      {
        school_id: 'a',
        name: 'СОШ № 1',
        municipality: 'Энск',
        cluster: '2',
        advanced_program: 'да',
        confirmed_by_exam: 'нет',
      },
      { school_id: 'b', name: '', municipality: '', cluster: '', advanced_program: '', confirmed_by_exam: 'да' },
    ])
    expect(input.schools).toEqual([
      {
        id: 'a',
        name: 'СОШ № 1',
        municipality: 'Энск',
        cluster: '2',
        advancedProgram: true,
        confirmedByExam: false,
        context: {},
      },
      {
        id: 'b',
        name: null,
        municipality: null,
        cluster: null,
        advancedProgram: null,
        confirmedByExam: true,
        context: {},
      },
    ])
    expect(input.hasSchools).toBe(true)
  })

  it('tells rows without a school, and words that are neither yes nor no', () => {
    const input = read([
      { school_id: 'a', advanced_program: 'иногда' },
      { school_id: '', advanced_program: 'нет' },
      { school_id: 'b', advanced_program: 'да' },
    ])
    expect(told(input)).toEqual([
      ['schoolMissing', 3, 'school_id', '', null],
      ['yesNoNotKnown', 2, 'advanced_program', 'иногда', null],
    ])
    expect(input.sources[0]).toMatchObject({ rows: 3, used: 2, setAside: 1 })
  })

  it('shows a school as the first table writes its id', () => {
    const results = [paper('edu670001')]
    expect(read([{ school_id: 'sch670001' }, { school_id: 'edu670001' }], results).schools.map(({ id }) => id)).toEqual(
      ['sch670001'],
    )
    expect(read([{ school_id: 'Школа 1 (edu670001)' }], results).schools[0]).toMatchObject({
      id: 'edu670001',
      name: 'Школа 1',
    })
  })

  it('may come in parts: what the first leaves empty the next says, and where they differ the first counts', () => {
    const collected = (...tables: Row[][]) => collectTables({ results: [paper('a')], schools: tables.flat() })
    const [one, two] = [
      {
        school_id: 'a',
        name: 'А',
        municipality: '',
        cluster: '',
        advanced_program: '',
        confirmed_by_exam: '',
        Учеников: '',
        Тип: 'город',
      },
      {
        school_id: 'a',
        name: 'А',
        municipality: 'Энск',
        cluster: '3',
        advanced_program: 'да',
        confirmed_by_exam: 'да',
        Учеников: 200,
        Тип: '',
      },
    ]
    expect(collected([one], [two]).schools[0]!.context).toEqual({ Учеников: 200, Тип: 'город' })
    expect(told(collected([one], [{ ...two, Тип: 'село' }]))).toEqual([['duplicateSchool', 3, 'school_id', 'a', null]])
    expect(told(collected([one], [{ ...two, name: 'Б' }]))).toEqual([['duplicateSchool', 3, 'school_id', 'a', null]])
    expect(told(collected([one], [{ ...two, name: '' }]))).toEqual([])
  })

  it('has columns of numbers where nineteen cells of twenty are numbers, else of words', () => {
    const of = (words: number, all = 20) =>
      read(
        Array.from({ length: all }, (_, i) => ({
          school_id: `s${i}`,
          Доля: i < words ? 'нет данных' : `${i} %`,
          Пусто: '',
        })),
        [paper('s0')],
      )
    const input = of(1)
    expect([input.schools[0]!.context, input.schools[1]!.context]).toEqual([
      { Доля: null, Пусто: null },
      { Доля: 1, Пусто: null },
    ])
    expect(told(input).filter(([code]) => code === 'contextNotNumber')).toEqual([
      ['contextNotNumber', 2, 'Доля', 'нет данных', null],
    ])
    expect(of(2).schools[2]!.context).toEqual({ Доля: '10 %', Пусто: null })
    expect(of(1, 19).schools[1]!.context).toEqual({ Доля: '1 %', Пусто: null })
  })

  it.each([
    [
      ['27,5 %', '0,25', '1', '0', '3%'],
      [0.275, 0.25, 1, 0, 0.03],
    ],
    // Nothing tells shares of one from percent, or all are percent.
    [
      ['27,5 %', '1', '0'],
      [27.5, 1, 0],
    ],
    [
      ['27,5 %', '0,25', '1,5'],
      [27.5, 0.25, 1.5],
    ],
    [
      ['27,5 %', '3 %', ''],
      [27.5, 3, null],
    ],
  ])('reads percentages beside shares of one as such shares: %j', (cells, expected) => {
    const input = read(
      cells.map((Доля, i) => ({ school_id: `s${i}`, Доля })),
      [paper('s0')],
    )
    expect(input.schools.map(({ context }) => context.Доля)).toEqual(expected)
  })

  it('of names that fit several schools is set aside', () => {
    const listed = read([
      { school_id: 'a', name: 'СОШ № 1', municipality: 'Энск', cluster: '1' },
      { school_id: 'b', name: 'СОШ № 1', municipality: 'Северск', cluster: '1' },
      { school_id: '', name: 'СОШ № 1', municipality: '', cluster: '1' },
    ])
    expect(told(listed)).toEqual([['schoolAmbiguous', 4, 'school_id', 'СОШ № 1', 'a, b']])
    expect(listed.schools.map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('names of schools in other tables', () => {
  const schools = [
    { school_id: 'a', name: 'МБОУ СОШ № 1' },
    { school_id: 'b', name: 'СОШ № 1 им. Пушкина' },
    { school_id: 'c', name: 'Гимназия № 2' },
    { school_id: 'd', name: 'МКОУ Ивановская СОШ' },
  ]
  const results = ['a', 'b', 'c', 'd'].map((id) => paper(id))
  const names = (...of: string[]) => {
    const observers = [...of.map((school_id) => ({ school_id, observer: 'да' })), { school_id: 'd', observer: 'да' }]
    return read(schools, results, { observers }).sources.find(({ table }) => table === 'observers')!.names
  }

  it('are found exactly, or as the only one that they can be', () => {
    expect(names('СОШ №1', 'гимназия 2')).toMatchObject({
      found: [
        { name: 'СОШ №1', schoolId: 'a', exact: true },
        { name: 'гимназия 2', schoolId: 'c', exact: true },
      ],
      ...{ ambiguous: [], notFound: [] },
    })
    expect(names('СОШ села Ивановка')).toMatchObject({
      found: [{ name: 'СОШ села Ивановка', schoolId: 'd', exact: false }],
    })
  })

  it('that two of a table claim, or that fit several, are left alone and told', () => {
    expect(names('Школа № 1')).toMatchObject({ found: [], ambiguous: [{ name: 'Школа № 1', schoolIds: ['a', 'b'] }] })
    expect(names('Школа № 2', 'Гимназия № 2')).toMatchObject({
      found: [{ schoolId: 'c' }],
      notFound: [{ name: 'Школа № 2', nearest: 'Гимназия № 2' }],
    })
    expect(names('Лицей № 77')!.notFound).toEqual([{ name: 'Лицей № 77', nearest: null }])
    expect(names('Гимназия № 22')!.notFound).toEqual([{ name: 'Гимназия № 22', nearest: 'Гимназия № 2' }])
  })

  it('that one name of the table takes are left to no other', () => {
    expect(names('СОШ №1', 'Школа № 1')!.found.map(({ name, schoolId, exact }) => [name, schoolId, exact])).toEqual([
      ['СОШ №1', 'a', true],
      ['Школа № 1', 'b', false],
    ])
  })

  it('are those of their municipality, and nearest by their number', () => {
    const listed = [
      { school_id: 'a', name: 'СОШ № 1', municipality: 'Энск' },
      { school_id: 'b', name: 'Лицей № 2', municipality: 'Энск' },
      { school_id: 'c', name: 'Гимназия № 3', municipality: 'Энск' },
    ]
    const of = (name: string, municipality: string) =>
      read(
        listed,
        ['a', 'b', 'c'].map((id) => paper(id)),
        {
          observers: [
            { school_id: name, municipality, observer: 'да' },
            { school_id: 'a', municipality: '', observer: 'да' },
          ],
        },
      ).sources.find(({ table }) => table === 'observers')!.names!
    expect(of('Школа № 1', 'Энск').found.map(({ schoolId }) => schoolId)).toEqual(['a'])
    expect(of('Школа № 1', 'Северск')).toMatchObject({ found: [], notFound: [{ nearest: 'СОШ № 1' }] })
    expect(of('СОШ № 1', 'Северск').found).toEqual([])
    expect(of('Лицей № 3', '').notFound).toEqual([{ name: 'Лицей № 3', nearest: 'Гимназия № 3' }])
  })

  it('that results have tied to a school are that school for every other table', () => {
    const input = collectTables({
      schools: [{ school_id: 'a', name: 'Школа «СОШ № 1» города Энска' }],
      results: [paper('СОШ № 1')],
      observers: [{ school_id: 'МБОУ СОШ № 1', observer: 'да' }],
    })
    expect(input.observers.map(({ schoolId }) => schoolId)).toEqual(['a'])
    expect(input.sittings.map(({ schoolId }) => schoolId)).toEqual(['a'])
  })

  it('that differ in form alone from several schools are those of the very name', () => {
    const twins = [
      { school_id: 'a', name: 'МБОУ СОШ № 1' },
      { school_id: 'b', name: 'СОШ № 1' },
    ]
    const of = (name: string) =>
      read(twins, [paper('a'), paper('b')], {
        observers: [
          { school_id: name, observer: 'да' },
          { school_id: 'a', observer: 'нет' },
        ],
      }).sources[2]!.names
    expect(of('СОШ № 1')).toMatchObject({ found: [{ schoolId: 'b', exact: true }], ambiguous: [] })
    expect(of('МОУ СОШ № 1')).toMatchObject({ found: [], ambiguous: [{ schoolIds: ['a', 'b'] }] })
  })

  it('tie what was read under them to the school; what its id says counts first', () => {
    const mean = (school_id: string, subject: string, mean_score: number) => ({
      school_id,
      subject,
      grade: 5,
      year: 2019,
      participants: 10,
      mean_score,
    })
    const input = collectTables({
      schools: [{ school_id: 'edu670001', name: 'СОШ № 1', municipality: 'Энск' }],
      results: [mean('edu670001', 'История', 3), mean('СОШ № 1', 'История', 4), mean('СОШ № 1', 'Физика', 5)],
      participation: [{ school_id: 'СОШ № 1', grade: 5, enrolled: 12 }],
    })
    expect(
      input.sittings.map(({ schoolId, subject, scores, enrolled }) => [schoolId, subject, scores!.sum, enrolled]),
    ).toEqual([
      ['edu670001', 'История', 30, 12],
      ['edu670001', 'Физика', 50, 12],
    ])
    expect(input.schools).toHaveLength(1)
    // A class that only the name has is added; of one that both have the id counts.
    const classes = collectTables({
      schools: [{ school_id: 'edu670001', name: 'СОШ № 1', municipality: 'Энск' }],
      results: [
        { ...mean('edu670001', 'История', 3), class: '5А' },
        { ...mean('СОШ № 1', 'История', 4), class: '5А' },
        { ...mean('СОШ № 1', 'История', 5), class: '5Б' },
      ],
    })
    expect(classes.sittings[0]).toMatchObject({ participants: 20, scores: { n: 20, sum: 80 }, classes: ['А', 'Б'] })
  })
})

describe('a name of a school', () => {
  it.each<[string, boolean]>([
    ['СОШ', true],
    ['интернат', true],
    ['ОУ № 5', true],
    ['Берёзовская', true],
    ['МБОУ', false],
    ['да', false],
    ['нет', false],
    ['001234', false],
    ['School No. 5', false],
    ['Дом', false],
  ])('%s: %s', (text, is) => {
    expect(isSchoolName(text)).toBe(is)
  })

  it.each<[string, Partial<ReturnType<typeof readSchoolName>>]>([
    [
      'МБОУ «СОШ № 007 им. А.С. Пушкина» г. Энска',
      { number: '7', kind: 'сош', owner: 'м', honour: ['пушкин'], places: ['энск'] },
    ],
    ['Школа-гимназия № 12', { number: '12', kind: 'гимназия' }],
    ['Гимназия, бывшая школа № 3', { kind: 'гимназия', number: '3' }],
    [
      'ЧОУ Лицей имени Гоголя села Ивановка',
      { owner: 'ч', kind: 'лицей', honour: ['гогол'], places: ['ивановк'], number: null },
    ],
    ['Вечерняя школа-интернат № 1', { sorts: ['вечерняя', 'интернат'], kind: 'школа' }],
    ['Начальная школа — детский сад № 5', { number: '5', kind: 'нош', sorts: ['сад'], places: [] }],
    ['Школа с детским садом № 5', { sorts: ['сад'], places: [] }],
    ['32-я гимназия', { number: '32', kind: 'гимназия' }],
    ['гимназия 32', { number: '32', kind: 'гимназия', places: [] }],
    ['Ивановская СОШ', { number: null, places: ['ивановск'] }],
    ['СОШ 1957 года № 4', { number: '4' }],
  ])('%s', (text, read) => {
    expect(readSchoolName(text)).toMatchObject(read)
  })

  it.each<[string, string, boolean, boolean]>([
    ['МБОУ СОШ № 1', 'СОШ №1', true, true],
    ['МБОУ СОШ № 1', 'ГБОУ СОШ № 1', false, false],
    ['СОШ № 1', 'СОШ № 2', false, false],
    ['СОШ № 1', 'ООШ № 1', false, false],
    ['Школа № 1', 'СОШ № 1', false, true],
    ['СОШ № 1', 'Школа № 1', false, true],
    ['Школа № 1', 'Гимназия № 1', false, false],
    ['СОШ № 1 Энска', 'СОШ № 1', false, true],
    ['СОШ № 1 Энска', 'СОШ № 1 Северска', false, false],
    ['СОШ № 1 им. Пушкина', 'СОШ № 1 им. Гоголя', false, false],
    ['СОШ № 1', 'СОШ № 1 филиал', false, false],
    ['Ивановская СОШ', 'СОШ с. Ивановка', false, true],
    ['СОШ', 'Ивановская СОШ', false, false],
    ['СОШ им. Пушкина', 'Ивановская СОШ им. Пушкина', false, true],
  ])('%s and %s', (a, b, same, possible) => {
    const [one, other] = [readSchoolName(a), readSchoolName(b)]
    expect([sameName(one, other), compatible(one, other), compatible(other, one)]).toEqual([same, possible, possible])
  })

  it('stands in a municipality without the words that all of them share', () => {
    const keys = ['Энский район', 'Энский муниципальный р-н', 'reg67_m001 | Энский район', 'город Энск'].map(
      municipalityKey,
    )
    expect(new Set(keys).size).toBe(1)
    expect([
      differ(keys[0]!, municipalityKey('Северский район')),
      differ(keys[0]!, ''),
      differ('', keys[0]!),
      differ(keys[0]!, keys[0]!),
    ]).toEqual([...[true, false, false, false]])
  })
})

describe('a cell about the observer', () => {
  it.each([
    ['не пришел', 'absent'],
    ['не пришел вместо', 'notUnderstood'],
    ['не был назначен', 'absent'],
    ['не знаю', 'notUnderstood'],
    ['без наблюдателя', 'absent'],
    ['без замечаний', 'notUnderstood'],
    ['нет, заболел', 'absent'],
    ['заболел', 'notUnderstood'],
    ['да, нет', 'notUnderstood'],
    ['да?', 'notUnderstood'],
    ['0 человек', 'absent'],
    ['0,5', 'notUnderstood'],
    ['2 чел.', 'present'],
    ['Иванова М.П.', 'present'],
    ['Иванова М.П., нет', 'absent'],
    ['15.04.2026', 'present'],
    ['...', 'notUnderstood'],
    ['', 'empty'],
    ['н/д', 'unknown'],
  ] as const)('%j: %s', (cell, said) => {
    expect(readPresence(cell)).toBe(said)
  })

  it('is read with all others: a lone cross, and an empty cell', () => {
    const table = (cells: Record<string, number>, every = true) =>
      readPresenceTable(new Map(Object.entries(cells)), every)
    expect([
      table({ да: 3, '': 2 }).emptyMeans,
      table({ да: 3, '': 2 }, false).emptyMeans,
      table({ да: 3, нет: 1, '': 2 }).emptyMeans,
      table({ '': 2 }).emptyMeans,
    ]).toEqual([...['absent', 'unknown', 'unknown', 'unknown']])
    expect([table({ да: 3, х: 1 }).take('х'), table({ х: 1 }).take('х')]).toEqual(['absent', 'notUnderstood'])
    expect(table({}).take('нет')).toBe('absent')
    expect(table({ да: 3, '': 2 }).take('')).toBe('absent')
    expect(table({ б: 1, нет: 2, а: 1, да: 2, '': 7 }).words).toEqual([
      { found: '', count: 7, taken: 'unknown' },
      { found: 'да', count: 2, taken: 'present' },
      { found: 'нет', count: 2, taken: 'absent' },
      { found: 'а', count: 1, taken: 'notUnderstood' },
      { found: 'б', count: 1, taken: 'notUnderstood' },
    ])
  })
})
