import { describe, expect, it } from 'vitest'
import { collectTables, createCollector, InputError } from '../../../src/input'
import type { CollectorOptions } from '../../../src/input/collecting/collector'
import type { SourceInfo } from '../../../src/input/collecting/source'
import type { MonitorInput, Row, TableName, Tables } from '../../../src/model'

const paper = (more: Row = {}): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, score: 3, ...more })
const read = (results: readonly Row[], more: Partial<Tables> = {}, options: CollectorOptions = {}) =>
  collectTables({ results: [...results], ...more }, options)
const told = ({ problems }: MonitorInput) =>
  problems.map(({ code, table, row, column, found, expected }) => [code, table, row, column, found, expected])
function stopped(run: () => unknown) {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError)
      return error.problems.map(({ code, table, file, row, column, found, expected }) => [
        code,
        table,
        file,
        row,
        column,
        found,
        expected,
      ])
    throw error
  }
  return null
}
/** Files of rows, each read under its own name. */
function readFiles(...files: readonly { rows: readonly Row[]; info?: SourceInfo; table?: TableName }[]): MonitorInput {
  const collector = createCollector()
  for (const { rows, info = {}, table = 'results' } of files) {
    const feed = collector.table(table, info)
    feed.header(Object.keys(rows[0]!))
    rows.forEach((row, i) => {
      feed.row(Object.values(row).map(String), i + 2)
    })
    feed.end()
  }
  return collector.finish()
}

describe('what was read', () => {
  it('is in the order of school, year, grade, subject and class; nothing known comes first', () => {
    const rows = [
      paper({ school_id: 'b' }),
      paper({ year: 2020 }),
      paper({ year: '' }),
      paper({ grade: 6 }),
      paper({ grade: '' }),
      paper({ grade: 1 }),
      paper({ year: 1990 }),
      paper({ subject: 'Биология' }),
      paper({ class: '5Б' }),
      paper({ class: '5А' }),
      paper({ year: '', subject: 'Биология', grade: 7 }),
      paper({ year: '', grade: 1 }),
      paper({ grade: '', subject: 'Биология' }),
    ].map((row) => ({ class: '', ...row }))
    const input = read(rows, {}, { grain: 'class' })
    expect(input.sittings.map((s) => [s.schoolId, s.year, s.grade, s.subject, s.className])).toEqual([
      ['a', null, 1, 'История', null],
      ['a', null, 5, 'История', null],
      ['a', null, 7, 'Биология', null],
      ['a', 1990, 5, 'История', null],
      ['a', 2019, null, 'Биология', null],
      ['a', 2019, null, 'История', null],
      ['a', 2019, 1, 'История', null],
      ['a', 2019, 5, 'Биология', null],
      ['a', 2019, 5, 'История', 'А'],
      ['a', 2019, 5, 'История', 'Б'],
      ['a', 2019, 6, 'История', null],
      ['a', 2020, 5, 'История', null],
      ['b', 2019, 5, 'История', null],
    ])
    const again = read(rows.toReversed(), {}, { grain: 'class' })
    expect(again.sittings).toEqual(input.sittings)
    expect(again.fingerprint).toBe(input.fingerprint)
    expect(input.assessments.map(({ id }) => id)).toEqual([...input.assessments.map(({ id }) => id)].sort())
  })

  it('holds nothing that was not given', () => {
    const input = read([paper(), paper({ score: 4 })])
    for (const name of ['toCorrect', 'conditions', 'saidContext', 'rosters'])
      expect(input, name).not.toHaveProperty(name)
    expect([input.hasSchools, input.hasObservers, input.observers, input.rechecks, input.problems]).toEqual([
      ...[false, false, [], [], []],
    ])
    const other = read([paper(), paper({ score: 5 })])
    expect(other.fingerprint).not.toBe(input.fingerprint)
  })

  it('is called a school by the smallest spelling of its subject in any result', () => {
    const rows = [
      paper({ subject: 'history' }),
      paper({ subject: 'History', grade: 6 }),
      paper({ subject: 'HISTORY', grade: 7 }),
    ]
    expect(new Set(read(rows).sittings.map(({ subject }) => subject))).toEqual(new Set(['HISTORY']))
  })

  it('names an optional sheet only where it had rows', () => {
    const collector = createCollector()
    const feed = (info: SourceInfo, ...rows: string[][]) => {
      const own = collector.table('results', info)
      rows.forEach((row, i) => {
        own.row(row, i + 1)
      })
      own.end()
    }
    feed({ file: 'a' }, ['school_id', 'subject', 'score'], ['1', 'Физика', '3'])
    feed({ file: 'b', optional: true }, ['school_id', 'subject', 'score'])
    feed({ file: 'c', optional: true })
    expect(collector.finish().sources.map(({ file }) => file)).toEqual(['a'])
  })
})

describe('a run without results', () => {
  it('is refused, unless schools alone are asked for', () => {
    const schools = [{ school_id: 'b' }, { school_id: 'a' }]
    expect(stopped(() => collectTables({ schools }))).toEqual([['noResults', 'results', null, null, null, null, null]])
    const alone = collectTables({ schools }, { schoolsAlone: true })
    expect([alone.schools.map(({ id }) => id), alone.problems]).toEqual([['a', 'b'], []])
  })

  it('that could be used names the first row that was refused', () => {
    const wrong = [paper({ score: 'x' }), paper({ score: '' })]
    expect(stopped(() => readFiles({ rows: wrong, info: { file: 'r.csv' } }))).toEqual([
      ['noUsableRows', 'results', 'r.csv', null, null, null, null],
      ['scoreNotNumber', 'results', 'r.csv', 2, 'score', 'x', null],
    ])
    // Pupils who were absent are a use of the table.
    expect(read([paper({ score: 'отсутствовал' })]).sittings).toHaveLength(1)
  })
})

describe('enrolment', () => {
  const enrolled = (
    participation: readonly Row[],
    results: readonly Row[] = [paper()],
    options: CollectorOptions = {},
  ) => read(results, { participation }, options).sittings.map((s) => s.enrolled)
  const rows = [
    paper(),
    paper({ subject: 'Биология' }),
    paper({ grade: 6 }),
    paper({ year: 2020 }),
    paper({ school_id: 'b' }),
  ]

  it('goes to every sitting that its row speaks of', () => {
    // In the order Биология 5, История 5, История 6, История 5 of 2020, and the other school.
    expect(enrolled([{ school_id: 'a', enrolled: 9 }], rows)).toEqual([9, 9, 9, 9, null])
    expect(enrolled([{ school_id: 'a', grade: 5, enrolled: 9 }], rows)).toEqual([9, 9, null, 9, null])
    expect(enrolled([{ school_id: 'a', year: 2020, enrolled: 9 }], rows)).toEqual([null, null, null, 9, null])
    expect(enrolled([{ school_id: 'a', subject: 'история', enrolled: 9 }], rows)).toEqual([null, 9, 9, 9, null])
    // A sitting whose grade or year is not known may be meant.
    expect(enrolled([{ school_id: 'a', grade: 5, year: 2019, enrolled: 9 }], [paper({ grade: '', year: '' })])).toEqual(
      [9],
    )
  })

  it('is that of the row that says the most', () => {
    const exact = { school_id: 'a', grade: 5, subject: 'История', year: 2019, enrolled: 1 }
    const chain = [
      { ...exact, enrolled: 4 },
      { ...exact, year: '', enrolled: 3 },
      { ...exact, year: '', subject: '', enrolled: 2 },
      { ...exact, year: '', subject: '', grade: '', enrolled: 1 },
    ]
    for (let i = 0; i < chain.length; i++)
      for (const list of [chain.slice(i), chain.slice(i).toReversed()]) expect(enrolled(list)).toEqual([4 - i])
  })

  it('of a class is that of its class, where results are kept by class, and adds up where they are not', () => {
    const classes = [paper({ class: '5А' }), paper({ class: '5Б' })]
    const participation = [
      { school_id: 'a', class: '5А', enrolled: 7 },
      { school_id: 'a', class: '5Б', enrolled: 8 },
    ]
    expect(enrolled(participation, classes)).toEqual([15])
    expect(enrolled(participation, classes, { grain: 'class' })).toEqual([7, 8])
    expect(enrolled([{ school_id: 'a', enrolled: 9 }], classes, { grain: 'class' })).toEqual([null, null])
  })

  it('that fits no sitting is told', () => {
    const input = read([paper()], {
      participation: [
        { school_id: 'a', grade: 6, enrolled: 9 },
        { school_id: 'СОШ № 9', grade: '', enrolled: 9 },
      ],
    })
    expect(told(input)).toEqual([
      // The row that says less comes first.
      ['schoolNameNotKnown', 'participation', 3, 'school_id', 'СОШ № 9', null],
      ['participationWithoutSitting', 'participation', 2, 'school_id', 'a', null],
    ])
  })
})

describe('a list of pupils that cannot be right', () => {
  const class20 = (school_id: string) => Array.from({ length: 20 }, (_, i) => paper({ school_id, score: i % 5 }))
  const results = ['a', 'b', 'c', 'd'].flatMap(class20)
  const absent = (school_id: string, pupils: number) =>
    Array.from({ length: pupils }, () => paper({ school_id, score: 'отсутствовал' }))
  const fault = { code: 'listTooLong', schoolId: 'a', papers: 40, of: 60, treatment: 'attendanceWithheld' }

  it('is told with the files that say it, and attendance is not judged', () => {
    const participation = ['a', 'b', 'c', 'd'].map((school_id) => ({
      school_id,
      enrolled: school_id === 'a' ? 60 : 20,
    }))
    const table = readFiles(
      { rows: results, info: { file: 'r.csv' } },
      { rows: participation, info: { file: 'p.csv' }, table: 'participation' },
    )
    expect(table.toCorrect).toMatchObject([{ ...fault, files: ['p.csv'] }])
    expect(table.sittings.map(({ withheld, enrolled }) => [withheld, enrolled])).toEqual([
      ['attendance', null],
      ...Array(3).fill([undefined, 20]),
    ])
    const listed = readFiles({ rows: [...results, ...absent('a', 40), ...absent('b', 1)], info: { file: 'r.csv' } })
    expect(listed.toCorrect).toMatchObject([{ ...fault, files: ['r.csv'] }])
    expect(listed.sittings[0]).toMatchObject({ participants: 20, enrolled: null, withheld: 'attendance' })
  })
})

describe('schools', () => {
  it('that only one of the tables knows are told, with the likely spelling', () => {
    const input = read([paper({ school_id: '7' }), paper({ school_id: 'b' }), paper({ school_id: 'ABC' })], {
      schools: [{ school_id: '007' }, { school_id: 'b' }, { school_id: 'abc.0' }],
    })
    expect(told(input)).toEqual(
      [
        ['schoolsWithoutResults', 'schools', null, 'school_id', '007', null],
        ['unknownSchool', 'results', null, 'school_id', '7', '007'],
      ].sort(),
    )
    expect(input.problems.map(({ code, count }) => [code, count]).sort()).toEqual([
      ['schoolsWithoutResults', 2],
      ['unknownSchool', 2],
    ])
    expect(read([paper({ school_id: '7' })]).problems).toEqual([])
  })

  it('that are called by a name that no table knows are told with the nearest name', () => {
    const input = read([paper({ school_id: 'Гимназия № 22' }), paper({ school_id: 'a' })], {
      schools: [{ school_id: 'a', name: 'Гимназия № 2' }],
    })
    expect(told(input)).toEqual([['unknownSchool', 'results', null, 'school_id', 'Гимназия № 22', 'Гимназия № 2']])
  })

  it('of one name in several municipalities are shown with the municipality, where it is known', () => {
    const named = (municipality: string) => paper({ school_id: '', name: 'СОШ № 1', municipality })
    expect(read([named('Энск'), named('Северск')]).schools.map(({ id }) => id)).toEqual([
      'СОШ № 1 (Северск)',
      'СОШ № 1 (Энск)',
    ])
    expect(read([named('Энск'), named('Северск'), named('')]).schools.map(({ id }) => id)).toEqual([
      ...['СОШ № 1', 'СОШ № 1 (Северск)', 'СОШ № 1 (Энск)'],
    ])
  })

  it('have no name beside the one that they are called by', () => {
    const input = read([paper({ school_id: 'СОШ № 1' }), paper({ school_id: 'b' })], {
      schools: [
        { school_id: 'b', name: 'СОШ № 2' },
        { name: 'СОШ № 1', school_id: '' },
      ],
    })
    expect(input.schools.map(({ id, name }) => [id, name])).toEqual([
      ['b', 'СОШ № 2'],
      ['СОШ № 1', null],
    ])
  })

  it('that neither a table lists nor results name are left out', () => {
    const input = read([paper()], {
      observers: [
        { school_id: 'a', observer: 'да' },
        { school_id: 'z', observer: 'нет' },
      ],
    })
    expect(input.schools.map(({ id }) => id)).toEqual(['a'])
  })
})

describe('tables about sittings', () => {
  it('that fit none are told; observers that fit none at all are refused', () => {
    const observers = [
      { school_id: 'a', grade: 5, observer: 'да' },
      { school_id: 'a', grade: 6, observer: 'нет' },
      { school_id: 'a', year: 2020, grade: '', observer: 'нет' },
    ]
    const rechecks = [
      { school_id: 'a', subject: 'Биология', confirmed: 'да' },
      { school_id: 'a', subject: 'ИСТОРИЯ', confirmed: 'да' },
    ]
    expect(told(read([paper()], { observers, rechecks }))).toEqual([
      ['observersWithoutSitting', 'observers', 3, 'school_id', 'a', null],
      ['recheckWithoutSitting', 'rechecks', 2, 'school_id', 'a', null],
    ])
    expect(
      stopped(() =>
        read([paper()], { observers: [{ school_id: 'a', grade: 6, subject: 'Биология', year: 2020, observer: 'да' }] }),
      ),
    ).toEqual([['observersFitNoSitting', 'observers', null, 2, null, 'Биология, 6, 2020', 'История, 5, 2019']])
  })

  it('are in an order of their own, under the school and the subject as the results call them', () => {
    const observers = ['b', 'a'].map((school_id) => ({ school_id, subject: 'ИСТОРИЯ', observer: 'да' }))
    const input = read([paper({ subject: 'история' }), paper({ school_id: 'b', subject: 'история' })], { observers })
    expect(input.observers.map(({ schoolId, subject }) => [schoolId, subject])).toEqual([
      ['a', 'История'],
      ['b', 'История'],
    ])
    expect(Object.keys(input.observers[0]!)).not.toContain('row')
    expect(input.hasObservers).toBe(true)
  })

  it('may tell conditions alone', () => {
    const observers = [
      { school_id: 'a', video: 'да', violations: '' },
      { school_id: 'b', video: '', violations: '' },
    ]
    const input = read([paper(), paper({ school_id: 'b' })], { observers })
    expect(input.hasObservers).toBe(false)
    expect(input.conditions).toMatchObject([{ schoolId: 'a', video: true, violations: null }])
    expect(input.sources[1]!.observers).toBeUndefined()
    const none = read([paper()], { observers: [{ school_id: 'a', video: '', observer: 'да' }] })
    expect(none).not.toHaveProperty('conditions')
  })
})

describe('two files of one test', () => {
  const items = (school: string, papers: number, own: Row, more: Row = {}): Row[] =>
    Array.from({ length: papers }, (_, i) => ({
      school_id: school,
      subject: 'История',
      grade: 5,
      year: 2019,
      score: 0,
      ...more,
      ...own,
      pupil_id: `${school}${i}`,
    })).map((row) => ({
      ...row,
      score: Object.entries(row).reduce(
        (sum, [key, value]) => (/^item|\(\dб\)$/.test(key) ? sum + Number(value) : sum),
        0,
      ),
    }))
  const two = { item_1: 1, item_2: 2 }
  const three = { item_1: 1, item_2: 2, item_3: 1 }
  const files = (one: readonly Row[], other: readonly Row[]) =>
    stopped(() => readFiles({ rows: one, info: { file: 'one.csv' } }, { rows: other, info: { file: 'other.csv' } }))
  const schools = (names: string, papers: number, own: Row, more: Row = {}) =>
    [...names].flatMap((name) => items(name, papers, own, more))

  it('with another number of items are refused by name', () => {
    expect(files(schools('ab', 5, two), schools('cd', 5, three))).toEqual([
      [
        'differentTests',
        'results',
        'other.csv',
        null,
        null,
        'one.csv: 2 (1, 2); other.csv: 3 (1, 2, 1)',
        '2019/5/История',
      ],
    ])
    const noGrade = (names: string, own: Row) => schools(names, 5, own, { grade: '' })
    expect(files(noGrade('a', two), noGrade('c', three))).toEqual([
      [
        'differentTests',
        'results',
        'other.csv',
        null,
        'grade',
        'one.csv: 2 (1, 2); other.csv: 3 (1, 2, 1)',
        '2019/-/История',
      ],
    ])
  })

  it.each<[string, readonly Row[], readonly Row[]]>([
    ['four papers say nothing of a test', schools('ab', 5, two), schools('cd', 2, three)],
    ['nor four of the first file', schools('ab', 2, two), schools('cd', 5, three)],
    ['nor one school, where the grade is known', schools('ab', 5, two), schools('c', 9, three)],
    ['equal tests are one', schools('ab', 5, two), schools('cd', 5, two)],
    ['one other maximum is who took part', schools('ab', 5, three), schools('cd', 5, { ...three, item_2: 1 })],
    ['papers without items are no other test', schools('ab', 5, two), schools('cd', 5, {})],
  ])('are read where %s', (_, one, other) => {
    expect(files(one, other)).toBeNull()
  })

  it('with two other maxima, and a fifth of all, are refused', () => {
    expect(files(schools('ab', 5, three), schools('cd', 5, { item_1: 1, item_2: 1, item_3: 2 }))?.[0]?.[5]).toBe(
      'one.csv: 3 (1, 2, 1); other.csv: 3 (1, 1, 2)',
    )
    const long = (more: Row = {}) => ({
      ...Object.fromEntries(Array.from({ length: 11 }, (_, j) => [`item_${j + 1}`, 1])),
      ...more,
    })
    expect(files(schools('ab', 5, long()), schools('cd', 5, long({ item_1: 2, item_2: 2 })))).toBeNull()
    expect(files(schools('ab', 5, long()), schools('cd', 5, long({ item_1: 2, item_2: 2, item_3: 2 })))).not.toBeNull()
  })

  it('whose headers name other maxima are refused, whatever the papers show', () => {
    const [one, other] = [
      { '1 (1б)': 1, '2 (2б)': 1 },
      { '1 (1б)': 1, '2 (3б)': 1 },
    ]
    expect(files(schools('ab', 5, one), schools('cd', 5, other))?.[0]?.[0]).toBe('differentTests')
    expect(files(schools('ab', 5, one), schools('cd', 5, one))).toBeNull()
  })

  it('are both read where a third is the other one', () => {
    const run = () =>
      readFiles(
        { rows: schools('ab', 5, two), info: { file: '1' } },
        { rows: schools('cd', 5, two), info: { file: '2' } },
        { rows: schools('ef', 5, three), info: { file: '3' } },
      )
    expect(stopped(run)?.[0]?.slice(2, 3)).toEqual(['3'])
  })
})

describe('a source', () => {
  it('says what was understood of it, and nothing more', () => {
    const input = readFiles({
      rows: [paper({ score: '3,5' }), paper({ score: '4.5' })],
      info: { file: 'r.csv', encoding: 'utf-8', delimiter: ';' },
    })
    expect(input.sources).toEqual([
      {
        ...{ table: 'results', file: 'r.csv', kind: 'pupils', layout: null, encoding: 'utf-8', delimiter: ';' },
        ...{ decimal: null, rows: 2, used: 2, setAside: 0, ignoredColumns: [] },
      },
    ])
    const named = (context: SourceInfo['context'], table: TableName = 'results') =>
      readFiles(
        {
          rows: [{ school_id: 'a', subject: 'История', score: 3, name: 'x' }],
          info: { ...(context === undefined ? {} : { context }) },
          table,
        },
        ...(table === 'results' ? [] : [{ rows: [paper()] }]),
      ).sources[0]!.context
    expect(named({ grade: 5 })).toEqual({ subject: null, grade: 5, year: null })
    expect(named({ year: 2019 })).toEqual({ subject: null, grade: null, year: 2019 })
    expect(named({ subject: 'История' })).toEqual({ subject: 'История', grade: null, year: null })
    expect(named(undefined)).toBeUndefined()
    expect(named({ grade: 5 }, 'schools')).toBeUndefined()
  })
})
