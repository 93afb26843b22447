import { describe, expect, it } from 'vitest'
import { collectTables, createCollector } from '../../src/input'
import type { Row, Tables } from '../../src/model'

const paper = (score: number, more: Row = {}): Row => ({
  ...{ school_id: '1', subject: 'Математика', grade: 4, year: 2026, score },
  ...more,
})
/** What was said of each row of a table, beside good results. */
const said = (table: keyof Tables, rows: readonly Row[], results: readonly Row[] = [paper(3), paper(4)]) => {
  const input = collectTables({ results, [table]: rows } as never)
  return input.problems
    .filter((problem) => problem.table === table)
    .map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
}

describe('tables of scales', () => {
  const scale = (more: Row = {}): Row => ({ subject: 'Математика', grade: 4, year: 2026, max_score: 24, ...more })
  const read = (...rows: Row[]) => collectTables({ results: [paper(3), paper(4)], assessments: rows }).assessments[0]!

  it('give the maximum, or the sum of the items, with levels', () => {
    expect(read(scale({ item_max: '10, 14', item_level: 'Б; П' }))).toMatchObject({
      ...{ maxScore: 24, itemMax: [10, 14], itemLevel: ['Б', 'П'], cuts: null, scaleSource: 'given' },
    })
    expect(read(scale({ max_score: '', item_max: '1|2;3' }))).toMatchObject({ maxScore: 6, itemMax: [1, 2, 3] })
    expect(read(scale({ max_score: '', item_max: '' })).maxScore).toBe(4)
    expect(read(scale({ item_max: '10|14', item_level: '' }))).toMatchObject({ itemMax: [10, 14], itemLevel: null })
    expect(read(scale({ cut_3: 1, cut_4: 2, cut_5: 24 })).cuts).toEqual([1, 2, 24])
    expect(read(scale({ max_score: '', cut_3: 6, cut_4: 9, cut_5: 90 })).cuts).toEqual([6, 9, 90])
  })

  it('are refused row by row, each with its place and what is expected', () => {
    const rows = [
      scale({ subject: '' }),
      scale({ grade: 'ж' }),
      scale({ year: 'давно' }),
      scale({ max_score: -1 }),
      scale({ max_score: 2.5 }),
      scale({ item_max: '1|0' }),
      scale({ item_max: '1|1.5' }),
      scale({ cut_3: 6, cut_4: 9 }),
      scale({ cut_3: 0, cut_4: 9, cut_5: 20 }),
      scale({ cut_3: 6, cut_4: 6, cut_5: 20 }),
      scale({ cut_3: 6, cut_4: 9, cut_5: 25 }),
      scale({ cut_3: 6.5, cut_4: 9, cut_5: 20 }),
      scale(),
      scale({ max_score: 25 }),
      scale({ grade: 5 }),
      scale({ year: 2025 }),
    ]
    expect(said('assessments', rows)).toEqual([
      ['subjectMissing', 2, 'subject', '', null],
      ['gradeNotKnown', 3, 'grade', 'ж', '1..11'],
      ['yearNotKnown', 4, 'year', 'давно', '2021'],
      ['scaleNotReadable', 5, 'max_score', '-1', null],
      ['scaleNotReadable', 6, 'max_score', '2.5', null],
      ['scaleNotReadable', 7, 'item_max', '1|0', '1|2|1'],
      ['scaleNotReadable', 8, 'item_max', '1|1.5', '1|2|1'],
      ['scaleNotReadable', 9, 'cut_5', '', '10..24'],
      ['scaleNotReadable', 10, 'cut_3', '0', '1..24'],
      ['scaleNotReadable', 11, 'cut_4', '6', '7..24'],
      ['scaleNotReadable', 12, 'cut_5', '25', '10..24'],
      ['scaleNotReadable', 13, 'cut_3', '6.5', '1..24'],
      ['duplicateAssessment', 15, 'subject', 'Математика', null],
    ])
  })
})

describe('tables of participation', () => {
  const row = (more: Row): Row => ({ school_id: '1', grade: 4, subject: 'Математика', ...more })
  const source = (rows: readonly Row[]) =>
    collectTables({ results: [paper(3), paper(4)], participation: rows }).sources.find(
      (of) => of.table === 'participation',
    )!

  it('are refused where numbers are none of pupils, or a row comes twice', () => {
    const rows = [
      row({ enrolled: 30, participants: 2 }),
      row({ enrolled: 30, participants: 2 }),
      row({ enrolled: -1, participants: 2, year: 2025 }),
      row({ enrolled: 2.5, participants: 2, year: 2025 }),
      row({ enrolled: 30, participants: 'много', year: 2026 }),
      row({ enrolled: '', participants: 2, class: 'А' }),
    ]
    expect(said('participation', rows)).toEqual([
      ['duplicateParticipation', 3, 'school_id', '1', null],
      ['enrolledNotWhole', 4, 'enrolled', '-1', null],
      ['enrolledNotWhole', 5, 'enrolled', '2.5', null],
      ['participantsNotWhole', 6, 'participants', 'много', null],
    ])
    expect(source(rows)).toMatchObject({ rows: 6, used: 2, setAside: 4 })
  })
})

describe('tables of means', () => {
  const mean = (more: Row): Row => ({
    school_id: '1',
    subject: 'Математика',
    grade: 4,
    year: 2026,
    mean: 12.5,
    ...more,
  })

  it('take the number of pupils of another table where they have none', () => {
    const participation = [{ school_id: '1', grade: 4, subject: 'Математика', enrolled: 30, participants: 25 }]
    const scores = (results: readonly Row[], more: object = {}) =>
      collectTables({ results, ...more }).sittings[0]!.scores
    expect(scores([mean({})], { participation })).toMatchObject({ n: 25, sum: 312.5 })
    expect(scores([mean({ participants: 20 })], { participation })).toMatchObject({ n: 20, sum: 250 })
    expect(scores([mean({})])).toMatchObject({ n: 1, sum: 12.5 })
  })

  it('are refused row by row where the mean is missing', () => {
    expect(said('results', [mean({ participants: 20 }), mean({ school_id: '2', mean: '', participants: 20 })])).toEqual(
      [['meanMissing', 3, 'mean', '', null]],
    )
  })
})

describe('lists of earlier years', () => {
  const row = (more: Row): Row => ({ school_id: '1', year: 2020, ...more })
  const listed = (...rows: Row[]) => collectTables({ results: [paper(3)], earlier: rows }).schools[0]!.earlier

  it('say by any one of their columns whether a school was on the list', () => {
    for (const [of, is] of [
      [{ listed: 'да' }, true],
      [{ listed: 'нет' }, false],
      [{ listed: '', markers: 1 }, true],
      [{ markers: 0 }, false],
      [{ tier: 'strong' }, true],
      [{ tier: 'moderate' }, true],
      [{ tier: 'watch' }, false],
      [{ tier: 'clear' }, false],
      [{ grounds: 'noObserver+signs' }, true],
      [{ grounds: 'noObserver', tier: 'strong' }, false],
      [{ listed: 'да', markers: 0 }, true],
    ] as const)
      expect(listed(row(of)), JSON.stringify(of)).toEqual([{ year: 2020, listed: is }])
    expect(listed(row({ tier: 'notAssessable' }))).toBeUndefined()
  })

  it('are refused where a row says nothing, or neither school nor year', () => {
    expect(
      said('earlier', [
        row({ listed: 'возможно' }),
        row({ listed: '' }),
        row({ listed: 'да', year: '' }),
        row({ listed: 'да', year: 'давно' }),
        row({ listed: 'да', school_id: '' }),
      ]),
    ).toEqual([
      ['listedNotKnown', 2, 'listed', 'возможно', null],
      ['listedNotKnown', 3, 'listed', '', null],
      ['yearNotKnown', 4, 'year', '', '2021'],
      ['yearNotKnown', 5, 'year', 'давно', '2021'],
      ['schoolMissing', 6, 'school_id', '', null],
    ])
    expect(said('earlier', [row({ markers: 'много' })])[0]).toEqual(['listedNotKnown', 2, 'markers', 'много', null])
    expect(() => listed(row({ other: 1 }))).toThrow('listed')
  })
})

describe('tables of rechecks', () => {
  const row = (more: Row): Row => ({ school_id: '1', grade: 4, subject: 'Математика', year: 2026, ...more })
  const read = (...rows: Row[]) => collectTables({ results: [paper(3), paper(4)], rechecks: rows }).rechecks

  it('hold a paper with its total before and after, or a sitting as a whole, with its day', () => {
    expect(
      read(
        row({ pupil_id: '7', original_score: 12, rechecked_score: 0, date: '05.06.2026', max_score: 12 }),
        row({ confirmed: 'да' }),
      ),
    ).toMatchObject([
      { schoolId: '1', pupilId: '7', original: 12, rechecked: 0, confirmed: null, date: '2026-06-05' },
      { pupilId: null, original: null, rechecked: null, confirmed: true, date: null },
    ])
  })

  it('are refused where a score is none, or above the maximum of its row', () => {
    const rows = [
      row({ confirmed: 'отчасти' }),
      row({ original_score: 'x', rechecked_score: 1 }),
      row({ original_score: -1, rechecked_score: 1 }),
      row({ original_score: 1, rechecked_score: 'x' }),
      row({ original_score: 1, rechecked_score: 13, max_score: 12 }),
      row({ original_score: 1 }),
      row({ rechecked_score: 1 }),
      row({ original_score: 1, rechecked_score: 1, date: 'вчера' }),
    ]
    expect(said('rechecks', rows)).toEqual([
      ['confirmedNotKnown', 2, 'confirmed', '[letters 7]', null],
      ['scoreNotNumber', 3, 'original_score', 'x', null],
      ['scoreNegative', 4, 'original_score', '-1', null],
      ['scoreNotNumber', 5, 'rechecked_score', 'x', null],
      ['scoreAboveMaximum', 6, 'rechecked_score', '13', '12'],
      ['recheckEmpty', 7, null, null, null],
      ['recheckEmpty', 8, null, null, null],
      ['dateNotKnown', 9, 'date', '[letters 5]', null],
    ])
  })

  const [ONE, TWO] = ['1 (1 б.)', '2 (2 б.)']
  const filled = (one: number | string, two: number | string, more: Row = {}) =>
    row({ paper_number: 3, original_score: 2, [ONE!]: one, [TWO!]: two, 'исходно 2': 1, rechecked_score: '', ...more })

  it('add up items that the experts entered; what was given before stands beside', () => {
    expect(read(filled(1, 2))[0]).toMatchObject({
      ...{ pupilId: '3', original: 2, rechecked: 3 },
      items: [
        { label: '1', rechecked: 1, original: null },
        { label: '2', rechecked: 2, original: 1 },
      ],
    })
    expect(read(filled(0, 0, { rechecked_score: 0 }))[0]).toMatchObject({ rechecked: 0 })
    expect(read(filled('', '', { rechecked_score: 2 }))[0]).not.toHaveProperty('items')
  })

  it('wait for papers that nobody has rechecked yet, and are refused where items are none', () => {
    const rows = [
      filled('', ''),
      filled(1, ''),
      filled(1, 2, { rechecked_score: 2 }),
      filled(2, 2),
      filled(1, -1),
      filled(1, 1.5),
      filled(1, 'x'),
    ]
    expect(said('rechecks', rows)).toEqual([
      ['recheckSumDiffers', 4, 'rechecked_score', '2', '3'],
      ['itemAboveMaximum', 5, ONE, '2', '1'],
      ['itemNegative', 6, TWO, '-1', '2'],
      ['itemNotNumber', 7, TWO, '1.5', '2'],
      ['itemNotNumber', 8, TWO, 'x', '2'],
      ['recheckAwaited', 2, 'rechecked_score', null, null],
      ['recheckItemsPartly', 3, null, '1', '2'],
    ])
  })
})

describe('rosters', () => {
  const key = '1\t2026/4/Математика\t'
  const roster = (rows: readonly Row[]) => collectTables({ results: rows }, { rosters: true }).rosters!.get(key)

  it('hold the papers in the order of codes, numbers by size, of equal codes by class', () => {
    const coded = (pupil_id: string, score: number, name = 'А') => paper(score, { pupil_id, class: name })
    expect(roster([coded('10', 1), coded('9', 2), coded('2', 3, 'Б'), coded('2', 4)])?.map((of) => of.score)).toEqual([
      ...[4, 3, 2, 1],
    ])
    expect(
      roster([coded('b', 1), coded('9', 2), coded('a', 3), coded('10', 4)])?.map(({ pupilId }) => pupilId),
    ).toEqual([...['9', '10', 'a', 'b']])
    expect(roster([coded('1', 1), paper(2, { pupil_id: '', class: 'А' })])).toBeUndefined()
    expect(collectTables({ results: [coded('1', 1)] }).rosters).toBeUndefined()
  })

  it('hold the points of each item, a blank as none', () => {
    const items = (pupil_id: string, one: string, two: string, score: number) =>
      paper(score, { pupil_id, item_1: one, item_2: two })
    const found = roster([items('1', '1', '2', 3), items('2', '', '1', 1), items('3', '1', 'X', 1)])
    expect(found?.map((of) => of.items)).toEqual([
      [1, 2],
      [0, 1],
      [1, 0],
    ])
  })
})

describe('marks compared with journal marks', () => {
  const context = { subject: 'Математика', grade: 4, year: 2026 }
  const told = (results: readonly Row[]) => {
    const collector = createCollector()
    const feed = collector.table('results', { file: 'a.csv', context })
    feed.row(Object.keys(results[0]!), 1)
    results.forEach((row, i) => {
      feed.row(Object.values(row).map(String), i + 2)
    })
    feed.end()
    const input = collector.finish()
    const { kind, rows, used, setAside, skipped } = input.sources[0]!
    const problems = input.problems.map(({ code, row, found }) => [code, row, found])
    return {
      source: { kind, rows, used, setAside, skipped },
      problems,
      changes: input.sittings.map((of) => of.journalChange),
    }
  }

  it('are read as whole pupils, and refused where percentages are none', () => {
    const wide = (school: number, low: number | string, same: number, high: number, n: number | string = 20): Row => ({
      ...{ 'Группы участников': `edu67000${school}`, 'Кол-во участников(всего)': n },
      ...{ 'Понизили (Отметка < Отметка по журналу) %': low, 'Подтвердили (Отметка = Отметке по журналу) %': same },
      'Повысили (Отметка > Отметка по журналу) %': high,
    })
    const rows = [
      wide(1, 10, 85, 5),
      wide(2, 10, 10, 5),
      wide(3, 101, 0, 0),
      wide(4, 10, 85, 5, ''),
      wide(5, 10, 85, 5, 2.5),
    ]
    const { source, problems, changes } = told([...rows, wide(1, 10, 85, 5), wide(6, '', 100, 0, 7)])
    expect(source).toMatchObject({ kind: 'journalChange', rows: 7, used: 2, setAside: 5 })
    expect(problems).toEqual([
      ['countsDoNotAddUp', 3, '25'],
      ['shareNotPossible', 4, '101'],
      ['participantsMissing', 5, ''],
      ['participantsNotWhole', 6, '2.5'],
      ['duplicateSitting', 7, 'edu670001'],
    ])
    expect(changes).toEqual([
      [2, 17, 1],
      [0, 7, 0],
    ])
  })

  it('are read from the older form: a school, three rows under it, and the participants last', () => {
    const line = (group: string, n: number | string, percent: number | string): Row => ({
      ...{ 'Группы участников': group, 'Кол-во участников': n, '%': percent },
    })
    const under = (low: number, same: number, high: number, n: number): Row[] => [
      line('Понизили (Отметка < Отметка по журналу)', '', low),
      line('Подтвердили (Отметка = Отметке по журналу)', '', same),
      line('Повысили (Отметка > Отметка по журналу)', '', high),
      line('Всего', n, 100),
    ]
    const { source, problems, changes } = told([
      ...[line('edu670001', '', ''), ...under(10, 85, 5, 20)],
      // Rows of nobody.
      ...under(50, 50, 0, 2),
      ...[line('edu670002', '', ''), ...under(0, 90, 0, 10)],
    ])
    expect(changes[0]).toEqual([2, 17, 1])
    expect(source).toMatchObject({ kind: 'journalChange', skipped: 4 })
    expect(problems).toEqual([['countsDoNotAddUp', 11, '90']])
  })
})
