import { describe, expect, it } from 'vitest'
import { collectTables } from '../../../src/input'
import type { Row, Tables } from '../../../src/model'

/** A test without a scale of its own, so that all that is known of it comes from the tables. */
const of = (more: Row = {}): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, ...more })
const read = (results: readonly Row[], more: Partial<Tables> = {}) => collectTables({ results: [...results], ...more })
const first = (results: readonly Row[], more: Partial<Tables> = {}) => read(results, more).sittings[0]!
const noted = (results: readonly Row[], more: Partial<Tables> = {}) =>
  read(results, more).problems.map(({ code, table, column, found, expected, count }) => ({
    ...{ code, table, column, found, expected, count },
  }))

type Group = readonly [papers: number, score: number, mark: number]
/** So many papers of each pair of score and mark. */
const marked = (...groups: readonly Group[]): Row[] =>
  groups.flatMap(([papers, score, mark]) => Array.from({ length: papers }, () => of({ score, mark })))

describe('cut-offs that the marks in the papers show', () => {
  const cuts = (...groups: readonly Group[]) => read(marked(...groups)).assessments[0]!.cuts
  it.each<[string, readonly Group[], readonly number[] | null]>([
    [
      'part the marks',
      [
        [9, 2, 2],
        [9, 3, 3],
        [9, 4, 4],
        [9, 5, 5],
      ],
      [3, 4, 5],
    ],
    [
      'may begin at one',
      [
        [9, 0, 2],
        [9, 1, 3],
        [9, 2, 4],
        [9, 3, 5],
      ],
      [1, 2, 3],
    ],
    [
      'need papers of every mark: none of 2',
      [
        [9, 1, 3],
        [9, 2, 4],
        [9, 3, 5],
      ],
      null,
    ],
    [
      'none of 3',
      [
        [9, 0, 2],
        [9, 1, 4],
        [9, 2, 5],
      ],
      null,
    ],
    [
      'none of 4',
      [
        [9, 0, 2],
        [9, 1, 3],
        [9, 2, 5],
      ],
      null,
    ],
    [
      'none of 5',
      [
        [9, 0, 2],
        [9, 1, 3],
        [9, 2, 4],
      ],
      null,
    ],
    [
      'allow one wrong mark in a hundred',
      [
        [33, 0, 2],
        [33, 1, 3],
        [33, 2, 4],
        [1, 3, 5],
      ],
      [1, 2, 3],
    ],
    [
      'allow one wrong mark in a hundred',
      [
        [33, 0, 2],
        [33, 1, 3],
        [16, 2, 4],
        [17, 3, 5],
        [1, 3, 2],
      ],
      [1, 2, 3],
    ],
    [
      'not one in ninety-nine',
      [
        [33, 0, 2],
        [33, 1, 3],
        [16, 2, 4],
        [16, 3, 5],
        [1, 3, 2],
      ],
      null,
    ],
    [
      'leave a score that no paper has to nobody',
      [
        [9, 0, 2],
        [9, 2, 3],
        [9, 3, 4],
        [9, 4, 5],
      ],
      null,
    ],
    [
      'must be clearly better than the next: one paper is on the wrong side either way',
      [
        [200, 0, 2],
        [200, 1, 3],
        [200, 2, 4],
        [1, 3, 4],
        [1, 3, 5],
      ],
      null,
    ],
  ])('%s', (_, groups, found) => {
    expect(cuts(...groups)).toEqual(found)
  })
})

describe('marks beside a scale', () => {
  const scale = { subject: 'История', grade: 5, year: 2019, max_score: 10, cut_3: 3, cut_4: 5, cut_5: 8 }
  it('are told where they are not those of the scale, with the number of papers', () => {
    const rows = marked([4, 2, 2], [3, 3, 3], [2, 3, 2], [1, 8, 4], [5, 8, 5])
    expect(noted(rows, { assessments: [scale] })).toEqual([
      {
        ...{ code: 'markDiffersFromCuts', table: 'results', column: 'mark' },
        ...{ found: '2019/5/История: 3 = «2»', expected: '«3»', count: 3 },
      },
    ])
    // The marks of the papers count all the same.
    expect(first(rows, { assessments: [scale] }).levelCounts).toEqual([6, 3, 1, 5])
  })

  it('are made of scores and cut-offs where any paper lacks one', () => {
    const rows = [...marked([2, 2, 3], [1, 4, 3]), of({ score: 8, mark: '' }), of({ score: 5, mark: '' })]
    expect(first(rows, { assessments: [scale] }).levelCounts).toEqual([2, 1, 1, 1])
    expect(first(rows).levelCounts).toBeNull()
  })
})

describe('levels of a test', () => {
  const scale = { subject: 'История', grade: 5, year: 2019, max_score: 10, cut_3: 3, cut_4: 5, cut_5: 8 }
  const levelsOf = (results: readonly Row[], more: Partial<Tables> = {}) => read(results, more).assessments[0]!.levels
  const two = (school_id: string, low = 1) => of({ school_id, participants: 3, level_1: low, level_2: 3 - low })
  const three = (school_id: string) => of({ school_id, participants: 3, level_1: 1, level_2: 1, level_3: 1 })

  it('are the marks where there are scores and cut-offs, or every paper has a mark', () => {
    expect(levelsOf([of({ score: 3 })], { assessments: [scale] })).toEqual(['2', '3', '4', '5'])
    expect(levelsOf([of({ participants: 2, score_0: 1, score_1: 1 })], { assessments: [scale] })).toEqual([
      ...['2', '3', '4', '5'],
    ])
    expect(levelsOf([of({ score: 3, mark: 4 })])).toEqual(['2', '3', '4', '5'])
    expect(levelsOf([of({ score: 3 })])).toBeNull()
    expect(levelsOf([of({ score: 3, mark: 4 }), of({ score: 4, mark: '' })])).toBeNull()
    // Nobody wrote.
    expect(levelsOf([of({ score: 'отсутствовал' })], { assessments: [scale] })).toBeNull()
  })

  it('are those that most sittings have, whichever came first; cut-offs alone make none', () => {
    expect(levelsOf([two('a')], { assessments: [scale] })).toEqual(['1', '2'])
    const input = read([three('a'), { ...two('b'), level_3: '' }, { ...two('c'), level_3: '' }])
    expect(input.assessments[0]!.levels).toEqual(['1', '2', '3'])
  })

  it('are those of two sittings, though another came first', () => {
    const both = (school_id: string, levels: boolean) =>
      of({
        school_id,
        participants: 3,
        ...(levels
          ? { level_1: 1, level_2: 2, mark_2: '', mark_3: '' }
          : { level_1: '', level_2: '', mark_2: 1, mark_3: 2 }),
      })
    expect(levelsOf([both('a', true), both('b', false), both('c', false)])).toEqual(['2', '3'])
    expect(levelsOf([both('a', true), both('b', true), both('c', false)])).toEqual(['1', '2'])
    expect(levelsOf([both('b', false), both('c', true)])).toEqual(['1', '2'])
  })

  it('stand as the table gives them; classes add up, exact where all of them are', () => {
    const share = (name: string, participants: number, low: number, high: number) =>
      of({ class: name, participants, level_1: low, level_2: high })
    expect(first([share('А', 4, 25, 75), share('Б', 5, 40, 60)])).toMatchObject({
      ...{ participants: 9, levelCounts: [3, 6], exactLevels: true },
    })
    // 30 % of 9 are 2.7 pupils.
    expect(first([share('А', 4, 25, 75), share('Б', 9, 30, 70)])).toMatchObject({ exactLevels: false })
    expect(first([share('А', 9, 30, 70), share('Б', 4, 25, 75)])).toMatchObject({ exactLevels: false })
  })
})

describe('rows of classes', () => {
  const row = (name: string, more: Row) => of({ class: name, ...more })

  it('count for nothing where a row speaks for the whole school', () => {
    const rows = [
      row('А', { participants: 3, score_0: 1, score_1: 2 }),
      row('', { participants: 5, score_0: 0, score_1: 5 }),
    ]
    for (const results of [rows, rows.toReversed()]) {
      const sitting = first(results)
      expect(sitting).toMatchObject({ participants: 5, scoreCounts: [0, 5] })
      expect(sitting).not.toHaveProperty('classes')
    }
  })

  it('of means add up by their pupils, with the spread within and between them', () => {
    const mean = (name: string, participants: number | string, mean_score: number, sd_score: number | string) =>
      row(name, { participants, mean_score, sd_score })
    const [a, b] = [mean('А', 4, 5, 2), mean('Б', 6, 10, 1)]
    // 3 * 4 + 4 * 25 = 112 and 5 * 1 + 6 * 100 = 605.
    expect(first([a, b])).toMatchObject({
      participants: 10,
      scores: { n: 10, sum: 80, sumOfSquares: 717 },
      classes: ['А', 'Б'],
    })
    expect(first([a, { ...b, sd_score: '' }]).scores).toEqual({ n: 10, sum: 80, sumOfSquares: null })
    expect(first([{ ...a, sd_score: '' }, b]).scores).toEqual({ n: 10, sum: 80, sumOfSquares: null })
    // Where one does not say of how many pupils its mean is, the whole does not know it either.
    expect(first([a, mean('Б', '', 10, 1)])).toMatchObject({
      participants: null,
      scores: { n: 5, sum: 30, sumOfSquares: null },
    })
    expect(first([mean('А', '', 5, 1), b])).toMatchObject({
      participants: null,
      scores: { n: 7, sum: 65, sumOfSquares: null },
    })
  })

  it('of shares of items are weighed by their pupils; those of unknown size count as one', () => {
    const share = (name: string, participants: number | string, one: number, two: number) =>
      row(name, { participants, mean_score: 5, item_1_percent: one, item_2_percent: two })
    expect(first([share('А', 4, 50, 25), share('Б', 6, 100, 50)]).itemShares).toEqual([0.8, 0.4])
    expect(first([share('А', '', 50, 10), share('Б', 3, 100, 50)]).itemShares).toEqual([0.875, 0.4])
    expect(first([share('А', 3, 50, 10), share('Б', '', 100, 50)]).itemShares).toEqual([0.625, 0.2])
    const third = share('В', 5, 20, 30)
    // As mean of one: (0.5 + 1) / 2 of unknown size, then that as one and 0.2 as five.
    expect(first([share('А', '', 50, 10), share('Б', '', 100, 50), third]).itemShares).toEqual([
      (0.75 + 0.2 * 5) / 6,
      (0.3 + 0.3 * 5) / 6,
    ])
  })
})

describe('pupils of a sitting', () => {
  it('are those of the papers; a table that says otherwise is told', () => {
    const said = (more: Row) =>
      noted([of({ score: 3 }), of({ score: 4 })], { participation: [{ school_id: 'a', ...more }] })
    expect(said({ enrolled: 3, participants: 2 })).toEqual([])
    expect(said({ enrolled: 3, participants: 1 })).toEqual([
      {
        ...{ code: 'participantsDiffer', table: 'results', column: 'participants' },
        ...{ found: 'a, 2019/5/История: 2, 1', expected: null, count: 1 },
      },
    ])
    expect(said({ enrolled: 1 })).toEqual([
      {
        ...{ code: 'participantsAboveEnrolled', table: 'participation', column: 'enrolled' },
        ...{ found: 'a, 2019/5/История: 2, 1', expected: null, count: 1 },
      },
    ])
  })

  it('enrolled are those of the table, of all classes; else the present and the absent where absent ones are listed', () => {
    const rows = [of({ score: 3 }), of({ score: 4 })]
    const enrolled = (participation: readonly Row[], results = rows) => first(results, { participation }).enrolled
    expect(enrolled([{ school_id: 'a', enrolled: 2 }])).toBe(2)
    expect(enrolled([{ school_id: 'a', enrolled: 1 }])).toBeNull()
    expect(enrolled([1, 4].map((n) => ({ school_id: 'a', class: `5${'АБВГ'[n - 1]}`, enrolled: n })))).toBe(5)
    const absent = of({ score: 'отсутствовал' })
    expect(first([...rows, absent]).enrolled).toBe(3)
    expect(first(rows).enrolled).toBeNull()
    expect(enrolled([{ school_id: 'a', enrolled: 7 }], [...rows, absent])).toBe(7)
    // One school lists its absent pupils: then the others had none.
    const input = read([...rows, of({ school_id: 'b', score: 'отсутствовал' }), of({ school_id: 'b', score: 3 })])
    expect(input.sittings.map(({ enrolled: n }) => n)).toEqual([2, 2])
  })

  it('where nobody wrote are none, and all of the list are absent', () => {
    expect(first([of({ score: 'отсутствовал' }), of({ score: 'отсутствовал' })])).toMatchObject({
      ...{ participants: 0, enrolled: 2, scores: null, scoreCounts: null, levelCounts: null, vectors: null },
    })
  })

  it('of a mean alone are not known; its sum stands for one, or for those of another table', () => {
    const rows = [of({ mean_score: 6, sd_score: 2 })]
    expect(first(rows)).toMatchObject({ participants: null, scores: { n: 1, sum: 6, sumOfSquares: null } })
    expect(noted(rows)).toEqual([
      {
        ...{ code: 'participantsNotKnown', table: 'results', column: 'participants' },
        ...{ found: 'a, 2019/5/История', expected: null, count: 1 },
      },
    ])
    const participation = [{ school_id: 'a', enrolled: 25, participants: 20 }]
    expect(first(rows, { participation })).toMatchObject({
      ...{ participants: 20, enrolled: 25, scores: { n: 20, sum: 120, sumOfSquares: null } },
    })
    expect(noted(rows, { participation })).toEqual([])
    expect(first([of({ participants: 4, mean_score: 6 })]).scores).toEqual({ n: 4, sum: 24, sumOfSquares: null })
  })
})

describe('journal marks', () => {
  const paper = (score: number, journal_mark: number | string, mark: number | string = '') =>
    of({ score, journal_mark, mark })
  it('meet the mark of the paper, else the one that its score gives', () => {
    const counted = first([paper(3, 4, 3), paper(5, 4, 4), paper(5, 5, 4)])
    expect(counted.journalByMark![4]).toEqual([0, 0, 0, 1, 1, 0])
    expect(counted.journalByMark![5]).toEqual([0, 0, 0, 0, 1, 0])
    expect(counted.journalByScore![4]).toEqual([0, 0, 0, 1, 0, 1])
    const scale = { subject: 'История', grade: 5, year: 2019, max_score: 10, cut_3: 3, cut_4: 5, cut_5: 8 }
    const made = first([paper(2, 4), paper(5, 4), paper(8, 5)], { assessments: [scale] })
    expect(made.journalByMark![4]).toEqual([0, 0, 1, 0, 1, 0])
    expect(made.journalByMark![5]).toEqual([0, 0, 0, 0, 0, 1])
    expect(first([paper(2, 4), paper(5, 4)]).journalByMark).toBeNull()
    expect(first([paper(2, '')], { assessments: [scale] }).journalByMark).toBeNull()
  })
})

describe('classes of a sitting', () => {
  it('are named where every paper names its own, and left out where results are kept by class', () => {
    const rows = [of({ score: 3, class: '5Б' }), of({ score: 4, class: '5А' })]
    expect(first(rows).classes).toEqual(['А', 'Б'])
    expect(first([...rows, of({ score: 4, class: '' })])).not.toHaveProperty('classes')
    for (const sitting of collectTables({ results: rows }, { grain: 'class' }).sittings)
      expect(sitting).not.toHaveProperty('classes')
    expect(first([of({ score: 3 })])).not.toHaveProperty('classes')
  })

  it('have shares of items of their own, unless results are kept by class', () => {
    const paper = (name: string, one: number, two: number) =>
      of({ class: name, score: one + two, item_1: one, item_2: two })
    const rows = [paper('А', 1, 2), paper('А', 1, 0), paper('Б', 0, 1), paper('Б', 1, 1)]
    expect(first(rows).classItems).toEqual([
      { className: 'А', participants: 2, itemShares: [1, 0.5] },
      { className: 'Б', participants: 2, itemShares: [0.5, 0.5] },
    ])
    for (const sitting of collectTables({ results: rows }, { grain: 'class' }).sittings)
      expect(sitting).not.toHaveProperty('classItems')
  })
})

it('a sitting of another kind of levels keeps none, and is told by name', () => {
  const rows = [
    ...['a', 'b'].map((school_id) => of({ school_id, participants: 3, mark_2: 1, mark_3: 1, mark_4: 1, mark_5: 0 })),
    of({ school_id: 'c', participants: 3, level_1: 1, level_2: 2 }),
  ]
  expect(noted(rows)).toEqual([
    {
      ...{ code: 'levelsDiffer', table: 'results', column: 'level' },
      ...{ found: 'c, 2019/5/История: 1, 2', expected: '2, 3, 4, 5', count: 1 },
    },
  ])
})
