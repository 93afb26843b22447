import { describe, expect, it } from 'vitest'
import { collectTables, createCollector, earlierRows, InputError, inspect } from '../../../src/input'
import { mappingOf } from '../../../src/input/collecting/inspect'
import { readScope, wordList } from '../../../src/input/collecting/tables/observers'
import type { MonitorInput, Row, TableName, Tables } from '../../../src/model'

const paper = (more: Row = {}): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, score: 3, ...more })
const read = (more: Partial<Tables>, results: readonly Row[] = [paper(), paper({ score: 4 })]) =>
  collectTables({ results: [...results], ...more })
/** What was said of each row of a table. */
const told = ({ problems }: MonitorInput, table?: TableName) =>
  problems
    .filter((one) => table === undefined || one.table === table)
    .map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
const counted = ({ sources }: MonitorInput, of: TableName) => {
  const { rows, used, setAside } = sources.find(({ table }) => table === of)!
  return [rows, used, setAside]
}
const stopped = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError)
      return error.problems.map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
    throw error
  }
  return null
}

describe('a table of observers', () => {
  const observer = (cell: string, more: Row = {}): Row => ({ school_id: 'a', observer: cell, ...more })
  const schools = (count: number) => Array.from({ length: count }, (_, i) => paper({ school_id: `s${i}` }))
  const named = (count: number, cell: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => observer(cell(i), { school_id: `s${i}` }))

  it('speaks of a school, and perhaps of one grade, subject, year or class of it', () => {
    const scopes = (row: Row) =>
      read({ observers: [row] }).observers.map(({ schoolId, grade, subject, year, className }) => [
        schoolId,
        grade,
        subject,
        year,
        className,
      ])
    expect(scopes(observer('да'))).toEqual([['a', null, null, null, null]])
    expect(scopes(observer('да', { grade: '5А', subject: ' история ', year: '2019 г.' }))).toEqual([
      ['a', 5, 'История', 2019, 'А'],
    ])
    expect(scopes(observer('да', { class: '5Б' }))).toEqual([['a', 5, null, null, 'Б']])
    expect(scopes(observer('да', { class: 'Б', grade: '5А' }))).toEqual([['a', 5, null, null, 'Б']])
    expect(typeof readScope).toBe('function')
  })

  it('is refused row by row where the school, grade or year is none', () => {
    const input = read({
      observers: [
        observer('да'),
        observer('да', { school_id: '' }),
        observer('да', { grade: 'старшая' }),
        observer('да', { year: 'давно' }),
      ].map((row) => ({ grade: '', year: '', ...row })),
    })
    expect(told(input)).toEqual([
      ['schoolMissing', 3, 'school_id', '', null],
      ['gradeNotKnown', 4, 'grade', 'старшая', '1..11'],
      ['yearNotKnown', 5, 'year', 'давно', '2021'],
    ])
    expect(counted(input, 'observers')).toEqual([4, 1, 3])
  })

  it('of nine tenths of the schools says by an empty cell that nobody came, where it says only who did', () => {
    const meaning = (tested: number, told: number, cell = (i: number): string => (i === 0 ? '' : 'да')) =>
      read({ observers: named(told, cell) }, schools(tested)).sources[1]!.observers!.emptyMeans
    expect([meaning(10, 9), meaning(10, 8), meaning(20, 18), meaning(20, 17)]).toEqual([
      'absent',
      'unknown',
      'absent',
      'unknown',
    ])
    expect(meaning(10, 10, (i) => (i === 0 ? '' : i === 1 ? 'нет' : 'да'))).toBe('unknown')
  })

  it('is summed up by what its cells say, with the words found', () => {
    const input = read(
      {
        observers: ['да', 'да', 'нет', 'н/д', 'наверное', 'да'].map((cell, i) =>
          observer(cell, { school_id: `s${i}` }),
        ),
      },
      schools(6),
    )
    expect(input.sources[1]!.observers).toEqual({
      ...{ present: 3, absent: 1, unknown: 1, notUnderstood: 1, emptyMeans: 'unknown' },
      words: [
        { found: 'да', count: 3, taken: 'present' },
        { found: 'н/д', count: 1, taken: 'unknown' },
        { found: 'наверное', count: 1, taken: 'notUnderstood' },
        { found: 'нет', count: 1, taken: 'absent' },
      ],
    })
    expect(told(input)).toEqual([['observerNotKnown', 6, 'observer', 'наверное', null]])
    expect(counted(input, 'observers')).toEqual([6, 5, 1])
    expect(input.observers.map(({ observer: one, notUnderstood }) => [one, notUnderstood])).toEqual([
      ...[
        ['present', undefined],
        ['present', undefined],
        ['absent', undefined],
        ['unknown', undefined],
        ['unknown', 'наверное'],
        ['present', undefined],
      ],
    ])
  })

  it('may say that a sitting was controlled, or that the observer had an interest of his own', () => {
    const { observers } = read({
      observers: [
        observer('', { controlled: 'да', conflict_of_interest: '' }),
        observer('нет', { grade: 5, controlled: 'да', conflict_of_interest: '' }),
        observer('да', { year: 2019, controlled: 'нет', conflict_of_interest: 'да' }),
      ].map((row) => ({ grade: '', year: '', ...row })),
    })
    expect(
      observers
        .map(({ observer: one, controlled, conflictOfInterest }) => [one, controlled, conflictOfInterest])
        .sort(),
    ).toEqual(
      [
        ['absent', true, false],
        ['present', true, false],
        ['present', undefined, true],
      ].sort(),
    )
    const odd = read({ observers: [observer('да', { controlled: 'иногда' })] })
    expect(told(odd)).toEqual([['yesNoNotKnown', 2, 'controlled', 'иногда', null]])
  })

  it.each<[string, boolean | null]>([
    ['да', true],
    ['нет', false],
    ['0', false],
    ['3', true],
    ['1, 4', true],
    ['0; 0', false],
    ['без нарушений', false],
    ['Нарушений не выявлено', false],
    ['не выявлены', false],
    ['отсутствуют', false],
    ['выявлены', true],
    ['зафиксировано.', true],
    ['', null],
  ])('tells violations: %j', (cell, violations) => {
    const input = read({ observers: [observer('да', { violations: cell, video: 'да' })] })
    expect(input.conditions![0]!.violations).toBe(violations)
    expect(told(input)).toEqual([])
  })

  it('tells who was trained, and nothing of schools that nobody knows', () => {
    const conditions = { experts_trained: 'да', observer_trained: 'нет', video: '', violations: '' }
    const input = read({
      observers: [observer('да', conditions), observer('да', { ...conditions, school_id: 'СОШ № 77' })],
    })
    expect(input.conditions).toEqual([
      {
        ...{ schoolId: 'a', grade: null, subject: null, year: null, className: null },
        ...{ expertsTrained: true, observerTrained: false, video: null, violations: null },
      },
    ])
    expect(told(input)).toEqual([['schoolNotFound', 3, 'school_id', 'СОШ № 77', null]])
  })

  it('is refused where most of it is not understood, is only crosses, or fits no school', () => {
    const of = (...cells: string[]) =>
      stopped(() => read({ observers: cells.map((cell, i) => observer(cell, { school_id: `s${i}` })) }, schools(8)))
    expect(of('да', 'ага', 'угу')).toEqual([['observersNotUnderstood', null, 'observer', '«ага» (1), «угу» (1)', '3']])
    expect(of('да', 'нет', 'ага', 'угу')).toBeNull()
    expect(of('х', 'х', '')).toEqual([['observersOnlyCrosses', null, 'observer', '«х» (2)', '2']])
    expect(of('х', 'ага', '')?.[0]?.[0]).toBe('observersNotUnderstood')
    const strangers = [1, 2, 3, 4].map((i) => observer('да', { school_id: `СОШ № ${i}` }))
    expect(
      stopped(() =>
        read(
          { observers: strangers },
          [paper({ school_id: 'a', name: 'Гимназия А' }), paper({ school_id: 'b' })].map((row) => ({
            name: '',
            ...row,
          })),
        ),
      ),
    ).toEqual([['observersFitNoSchool', 2, 'school_id', 'СОШ № 1; СОШ № 2; СОШ № 3', 'Гимназия А (a); b']])
  })

  it('shows five words, and that there are more', () => {
    const words = 'абвгде'.split('').map((found, i) => ({ found, count: i }))
    expect(wordList(words.slice(0, 5))).toBe('«а» (0), «б» (1), «в» (2), «г» (3), «д» (4)')
    expect(wordList(words)).toBe('«а» (0), «б» (1), «в» (2), «г» (3), «д» (4), …')
  })
})

describe('a table of participation', () => {
  const row = (more: Row): Row => ({ school_id: 'a', grade: 5, enrolled: 9, participants: 2, ...more })
  it('is refused row by row, and once for the same scope', () => {
    const input = read({
      participation: [
        row({}),
        row({}),
        row({ grade: 6, enrolled: '' }),
        row({ grade: '', enrolled: 1.5 }),
        row({ grade: 7, participants: -1 }),
        row({ school_id: '' }),
      ],
    })
    expect(told(input, 'participation')).toEqual([
      ['duplicateParticipation', 3, 'school_id', 'a', null],
      ['enrolledNotWhole', 5, 'enrolled', '1.5', null],
      ['participantsNotWhole', 6, 'participants', '-1', null],
      ['schoolMissing', 7, 'school_id', '', null],
    ])
    expect(counted(input, 'participation')).toEqual([6, 2, 4])
    expect(read({ participation: [row({ enrolled: 0, participants: 0 })] }).problems.map(({ code }) => code)).toContain(
      'participantsAboveEnrolled',
    )
  })
})

describe('a codifier', () => {
  const row = (more: Row): Row => ({ subject: 'История', grade: 5, year: 2019, item: '1', skill: 'Читать', ...more })
  const items = [paper({ item_1: 1, item_2: 2 }), paper({ item_1: 1, item_2: 2 })]

  it('is refused row by row', () => {
    const input = read(
      {
        codifier: [
          row({}),
          row({ subject: '' }),
          row({ grade: 'старшая' }),
          row({ year: 'давно' }),
          row({ item: 'все' }),
          row({ skill: '' }),
          row({ item: '2-1' }),
          row({ item: '190-201' }),
          row({ item: '' }),
        ],
      },
      items,
    )
    expect(told(input, 'codifier')).toEqual([
      ['subjectMissing', 3, 'subject', '', null],
      ['gradeNotKnown', 4, 'grade', 'старшая', '1..11'],
      ['yearNotKnown', 5, 'year', 'давно', '2021'],
      ...['все', '1', '2-1', '190-201', ''].map((found, i) => [
        'codifierRowNotRead',
        6 + i,
        'item',
        found,
        '1, 4К1, 5(1)',
      ]),
    ])
    expect(counted(input, 'codifier')).toEqual([9, 1, 8])
    expect(stopped(() => read({ codifier: [{ subject: 'История', item: '1', other: 'x' }] }))).toEqual(
      [['missingColumn', 1, 'skill', 'subject, item, other', null]].map((problem) => [
        problem[0],
        null,
        ...problem.slice(2),
      ]),
    )
  })

  it('names items one by one, in lists and in ranges', () => {
    const skills = (item: string) => {
      const of = { ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`item_${n}`, 1])), score: 5 }
      return read({ codifier: [row({ item })] }, [paper(of), paper(of)]).assessments[0]!.skills?.flatMap((one, j) =>
        one.length > 0 ? [j + 1] : [],
      )
    }
    expect([
      skills('2'),
      skills('№ 2'),
      skills('1, 3'),
      skills('1;3'),
      skills('2-4'),
      skills('2 – 3; 5'),
      skills('4-4'),
    ]).toEqual([...[[2], [2], [1, 3], [1, 3], [2, 3, 4], [2, 3, 5], [4]]])
    expect(read({ codifier: [row({ item: '190-200' })] }, items).problems.map(({ code }) => code)).toEqual([
      'codifierNotPlaced',
    ])
  })

  it('joins codes, and takes the content where no skill is named', () => {
    const of = (more: Row) => read({ codifier: [row({ skill: '', ...more })] }, items).assessments[0]!.skills![0]
    expect(of({ skill_code: '1.1', content: 'Даты', content_code: '' })).toEqual([{ code: '1.1', name: 'Даты' }])
    expect(of({ skill_code: '1.1', content: '', content_code: '2' })).toEqual([{ code: '1.1 / 2', name: null }])
    expect(of({ skill: 'Читать', skill_code: '', content: 'Даты' })).toEqual([{ code: null, name: 'Читать' }])
  })
})

describe('lists of earlier years', () => {
  it('are read by what they say, with the year of the file where no column names it', () => {
    const collector = createCollector()
    const results = collector.table('results')
    results.header(['school_id', 'subject', 'year', 'score'])
    for (const [i, id] of ['a', 'b', 'c'].entries()) results.row([id, 'История', '2022', '3'], i + 2)
    results.end()
    const feed = collector.table('earlier', { context: { year: 2020 } })
    feed.header(['school_id', 'tier', 'grounds'])
    feed.row(['a', 'strong', ''], 2)
    feed.row(['b', 'watch', ''], 3)
    feed.row(['c', 'notAssessable', 'signs'], 4)
    feed.row(['z', 'clear', ''], 5)
    feed.end()
    const input = collector.finish()
    expect(input.schools.map(({ id, earlier }) => [id, earlier])).toEqual([
      ['a', [{ year: 2020, listed: true }]],
      ['b', [{ year: 2020, listed: false }]],
      ['c', []],
    ])
    expect(input.problems.map(({ code, row, column, found }) => [code, row, column, found])).toEqual([
      ['earlierWithoutResults', 5, 'school_id', 'z'],
    ])
    expect(counted(input, 'earlier')).toEqual([4, 4, 0])
  })

  it('of one year add up, in the order of the years; those of the results or later are told', () => {
    const row = (school_id: string, year: number, listed: string) => ({ school_id, year, listed })
    const input = read({
      earlier: [
        row('a', 2018, 'нет'),
        row('a', 2017, 'да'),
        row('a', 2018, 'да'),
        row('a', 2018, 'нет'),
        row('a', 2019, 'да'),
        row('a', 2021, 'да'),
      ],
    })
    expect(input.schools[0]!.earlier).toEqual([
      { year: 2017, listed: true },
      { year: 2018, listed: true },
    ])
    expect(input.problems.map(({ code, row: at, column, found, count }) => [code, at, column, found, count])).toEqual([
      ['earlierNotEarlier', 6, 'year', '2019', 2],
    ])
    expect(stopped(() => read({ earlier: [{ school_id: 'a', year: 2018, other: 1 }] }))).toEqual([
      ['missingColumn', null, 'listed', 'school_id, year, other', null],
    ])
  })

  it('are made of a result: the last of its years', () => {
    const rows = (...years: (number | null)[]) =>
      earlierRows({
        schools: [{ schoolId: 'a', tier: 'strong', grounds: ['signs', 'noObserver'] }],
        sittings: years.map((year) => ({ year })),
      } as never)
    expect(rows(2020, 2021, null, 2019)).toEqual([
      { school_id: 'a', year: 2021, tier: 'strong', grounds: 'signs+noObserver' },
    ])
    expect(rows(null)[0]!.year).toBeNull()
    expect(rows()[0]!.year).toBeNull()
  })
})

describe('marks compared with journal marks', () => {
  const columns = {
    low: 'Понизили (Отметка < Отметка по журналу) %',
    same: 'Подтвердили (Отметка = Отметке по журналу) %',
    high: 'Повысили (Отметка > Отметка по журналу) %',
  }
  const feedAll = (rows: readonly Row[]) => {
    const collector = createCollector()
    const feed = collector.table('results', { file: 'a.csv', context: { subject: 'История', grade: 5, year: 2019 } })
    feed.row(Object.keys(rows[0]!), 1)
    rows.forEach((row, i) => {
      feed.row(Object.values(row).map(String), i + 2)
    })
    feed.end()
    return collector.finish()
  }
  const wide = (
    school: number,
    low: number | string,
    same: number | string,
    high: number | string,
    n: number | string = 20,
  ): Row => ({
    ...{
      'Группы участников': `edu67000${school}`,
      'Кол-во участников(всего)': n,
      [columns.low]: low,
      [columns.same]: same,
      [columns.high]: high,
    },
  })

  it('are told with their place', () => {
    const input = feedAll([
      wide(1, '10,0', 85, 5),
      wide(2, 10, 10, 5),
      wide(3, 'x', 0, 0),
      wide(4, -1, 85, 5),
      wide(5, 10, 85, 5, 0),
      wide(1, 10, 85, 5),
      wide(6, 100, 0, 0),
      wide(7, 101, 0, 0),
    ])
    expect(told(input)).toEqual([
      ['countsDoNotAddUp', 3, columns.low, '25', '100 %'],
      ['shareNotPossible', 4, columns.low, 'x', '0..100'],
      ['shareNotPossible', 5, columns.low, '-1', '0..100'],
      ['participantsNotWhole', 6, 'Кол-во участников(всего)', '0', null],
      ['duplicateSitting', 7, columns.low, 'edu670001', null],
      ['shareNotPossible', 9, columns.low, '101', '0..100'],
    ])
    expect(input.sources[0]).toMatchObject({ rows: 8, used: 2, setAside: 6, decimal: ',' })
    expect(input.sittings.map(({ journalChange, participants }) => [journalChange, participants])).toEqual([
      [[2, 17, 1], 20],
      [[20, 0, 0], 20],
    ])
  })

  it('of the older form may lack a row, which is nobody', () => {
    const line = (group: string, n: number | string, percent: number | string): Row => ({
      'Группы участников': group,
      'Кол-во участников': n,
      '%': percent,
    })
    const input = feedAll([
      line('edu670001', '', ''),
      line('Понизили (Отметка < Отметка по журналу)', '', 40),
      line('Подтвердили (Отметка = Отметке по журналу)', '', '60,0'),
      line('Всего', 10, 100),
      line('Всего', 7, 100),
      line('edu670002', '', ''),
      line('Подтвердили (Отметка = Отметке по журналу)', '', 101),
      line('Подтвердили (Отметка = Отметке по журналу)', '', 100),
      line('Всего', 2.5, 100),
      line('Всего', 5, 100),
      line('Муниципалитет', '', ''),
      line('Подтвердили (Отметка = Отметке по журналу)', '', 100),
    ])
    expect(input.sittings.map(({ journalChange }) => journalChange)).toEqual([
      [4, 6, 0],
      [0, 5, 0],
    ])
    expect(told(input)).toEqual([
      ['shareNotPossible', 8, '%', '101', '0..100'],
      ['participantsNotWhole', 10, 'Кол-во участников', '2.5', null],
    ])
    expect(input.sources[0]).toMatchObject({ rows: 9, used: 7, setAside: 2, skipped: 3, decimal: ',' })
  })
})

describe('rosters', () => {
  const rosters = (results: readonly Row[], more: Partial<Tables> = {}) =>
    [...collectTables({ results: [...results], ...more }, { rosters: true }).rosters!.values()].map((papers) =>
      papers.map(({ pupilId, className, score, items }) => [pupilId, className, score, items]),
    )
  const coded = (pupil_id: string, score: number | string, more: Row = {}) =>
    paper({ pupil_id, score, class: '', ...more })

  it('are in the order of the codes, numbers by size, and of classes', () => {
    expect(
      rosters([coded('10', 1), coded('9', 2), coded('б', 3), coded('а', 4), coded('9', 5, { class: '5Б' })]),
    ).toEqual([
      [
        ['9', null, 2, undefined],
        ['9', 'Б', 5, undefined],
        ['10', null, 1, undefined],
        ['а', null, 4, undefined],
        ['б', null, 3, undefined],
      ],
    ])
  })

  it('are of no sitting that has a paper without a code, or data to correct', () => {
    expect(rosters([coded('1', 1), coded('', 2)])).toEqual([])
    const items = (pupil_id: string, one: number, school_id = 'a') => coded(pupil_id, one, { item_1: one, school_id })
    const scale = [{ subject: 'История', grade: 5, year: 2019, item_max: '1' }]
    const faulty = [...Array.from({ length: 30 }, (_, i) => items(`${i}`, 1)), items('99', 5), items('1', 1, 'b')]
    expect(rosters(faulty, { assessments: scale })).toEqual([[['1', null, 1, [1]]]])
  })

  it('have points only where the paper has items', () => {
    const both = [coded('1', 2, { item_1: 1, item_2: 1 }), coded('2', 1, { item_1: 1, item_2: '' })]
    expect(rosters(both)).toEqual([
      [
        ['1', null, 2, [1, 1]],
        ['2', null, 1, [1, 0]],
      ],
    ])
    const collector = createCollector({ rosters: true })
    for (const [columns, rows] of [
      [
        ['school_id', 'subject', 'pupil_id', 'score', 'item_1'],
        [
          ['a', 'История', '1', '1', '1'],
          ['a', 'История', '2', '1', '1'],
        ],
      ],
      [['school_id', 'subject', 'pupil_id', 'score'], [['a', 'История', '3', '1']]],
    ] as const) {
      const feed = collector.table('results')
      feed.header([...columns])
      rows.forEach((row, i) => {
        feed.row([...row], i + 2)
      })
      feed.end()
    }
    expect([...collector.finish().rosters!.values()][0]!.map(({ pupilId, items }) => [pupilId, items])).toEqual([
      ['1', [1]],
      ['2', [1]],
      ['3', undefined],
    ])
  })
})

describe('a look at wide tables and observers', () => {
  const pieces = (rows: readonly (readonly (string | number)[])[]) =>
    (async function* () {
      yield new TextEncoder().encode(`${rows.map((row) => row.join(';')).join('\n')}\n`)
    })()

  it('names the subject of each column that speaks of one alone', async () => {
    const rows = [
      ['ВПР, 4 класс, 2021 год'],
      ['ОО', 'Русский язык', '', '', '', '', 'Математика', '', '', '', ''],
      ['', 'Писали', 2, 3, 4, 5, 'Писали', 2, 3, 4, 5],
      ...[1, 2, 3].map((i) => [`Школа № ${i}`, 10, 1, 4, 3, 2, 8, 0, 4, 3, 1]),
    ]
    const looked = await inspect({ name: 'a.csv', pieces: pieces(rows) })
    const [table] = looked.sheets[0]!.tables
    expect(table!.columns.map(({ column, meaning, subject }) => [column, meaning, subject])).toEqual([
      [1, 'school_id', null],
      ...[
        [2, 'participants'],
        [3, 'mark_2'],
        [4, 'mark_3'],
        [5, 'mark_4'],
        [6, 'mark_5'],
      ].map((one) => [...one, 'Русский язык']),
      ...[
        [7, 'participants'],
        [8, 'mark_2'],
        [9, 'mark_3'],
        [10, 'mark_4'],
        [11, 'mark_5'],
      ].map((one) => [...one, 'Математика']),
    ])
    expect(table!.subjects).toEqual(['Русский язык', 'Математика'])
    const [mapping] = mappingOf([looked])
    expect([mapping!.headerRow, mapping!.grade, mapping!.year, mapping!.subject]).toEqual([2, 4, undefined, undefined])
  })

  it('calls the columns of observers so, and hides the code of a pupil however short', async () => {
    const observers = await inspect(
      {
        name: 'o.csv',
        pieces: pieces([
          ['school_id', 'Наблюдатель', 'Заметка'],
          ['a', 'да', 'x'],
          ['b', 'нет', 'y'],
        ]),
      },
      { table: 'observers' },
    )
    expect(observers.sheets[0]!.tables[0]!.columns.map(({ meaning }) => meaning)).toEqual([
      'school_id',
      'observer',
      null,
    ])
    const pupils = await inspect({
      name: 'p.csv',
      pieces: pieces([
        ['school_id', 'subject', 'pupil_id', 'score'],
        ['400123', 'История', 7, 3],
        ['b', 'История', 8, 4],
      ]),
    })
    expect(pupils.sheets[0]!.tables[0]!.sample).toEqual([
      ['400123', 'История', '•••', '3'],
      ['b', 'История', '•••', '4'],
    ])
    const subjects = await inspect(
      {
        name: 'o.csv',
        pieces: pieces([
          ['Школа', 'Математика', 'Русский язык'],
          ['СОШ № 1', 'да', 'нет'],
          ['СОШ № 2', 'нет', 'да'],
        ]),
      },
      { table: 'observers' },
    )
    expect(subjects.sheets[0]!.tables[0]!.columns.map(({ meaning }) => meaning).slice(1)).toEqual([
      'observer',
      'observer',
    ])
    const worded = await inspect({
      name: 'p.csv',
      pieces: pieces([
        ['school_id', 'subject', 'pupil_id', 'score'],
        ['b', 'История', 7, 'Иванова'],
        ['b', 'История', 8, 4],
      ]),
    })
    expect(worded.sheets[0]!.tables[0]!.sample[0]).toEqual(['b', 'История', '•••', '•••'])
    const cells = await inspect([
      ['school_id', 'subject', 'score'],
      ['a', 'История', 3],
    ] as never)
    expect(cells.sheets[0]!.tables[0]!.headerRows).toEqual([1, 1])
  })
})
