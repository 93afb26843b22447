import { describe, expect, it } from 'vitest'
import { collectTables } from '../../../src/input'
import type { CollectorOptions } from '../../../src/input/collecting/collector'
import type { Row, Tables } from '../../../src/model'

const of = (more: Row = {}): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, score: 3, ...more })
const read = (results: readonly Row[], more: Partial<Tables> = {}, options: CollectorOptions = {}) =>
  collectTables({ results: [...results], ...more }, options)
const told = (results: readonly Row[], more: Partial<Tables> = {}) =>
  read(results, more).problems.map(({ code, row, column, found, expected, count }) => [
    ...[code, row, column, found, expected],
    ...(count === undefined ? [] : [count]),
  ])
const counted = (results: readonly Row[], more: Partial<Tables> = {}) => {
  const { rows, used, setAside } = read(results, more).sources.find(({ table }) => table === 'results')!
  return [rows, used, setAside]
}
const scale = { subject: 'История', grade: 5, year: 2019, max_score: 10 }

describe('a paper per row', () => {
  it.each<[string, Row, readonly (string | null)[]]>([
    ['without a score', { score: '' }, ['scoreMissing', 'score', '', null]],
    ['with a word for a score', { score: 'пять' }, ['scoreNotNumber', 'score', '[letters 4]', null]],
    ['below nought', { score: -1 }, ['scoreNegative', 'score', '-1', '0']],
    ['above the maximum', { score: 11 }, ['scoreAboveMaximum', 'score', '11', '10']],
    ['without a school', { school_id: '' }, ['schoolMissing', 'school_id', '', null]],
    ['without a subject', { subject: '' }, ['subjectMissing', 'subject', '', null]],
    ['with a word for the grade', { grade: 'старшая' }, ['gradeNotKnown', 'grade', '[letters 7]', '1..11']],
    ['with a word for the year', { year: 'давно' }, ['yearNotKnown', 'year', '[letters 5]', '2021']],
  ])('%s is refused', (_, wrong, [code, column, found, expected]) => {
    const rows = [of(), of(wrong)]
    expect(told(rows, { assessments: [scale] })).toEqual([[code, 3, column, found, expected]])
    expect(counted(rows, { assessments: [scale] })).toEqual([2, 1, 1])
  })

  it('may have nought points, or all', () => {
    const [sitting] = read([of({ score: 0 }), of({ score: 10 })], { assessments: [scale] }).sittings
    expect(sitting).toMatchObject({ participants: 2, scores: { n: 2, sum: 10, sumOfSquares: 100 } })
  })

  it('without a known maximum ends at a hundred thousand points', () => {
    const of100 = (score: number) => of({ score, subject: 'Олимпиада' })
    expect(told([of100(100_000), of100(100_001)])).toEqual([['scoreAboveMaximum', 3, 'score', '[digits 6]', '100000']])
  })

  it('has marks of 2 to 5; others are told, and the paper counts', () => {
    const rows = [
      of({ mark: 5, journal_mark: 4 }),
      of({ mark: 7, journal_mark: 'ж' }),
      of({ mark: '', journal_mark: '' }),
    ]
    expect(told(rows)).toEqual([
      ['markNotKnown', 3, 'mark', '7', '2..5', 1],
      ['journalMarkNotKnown', 3, 'journal_mark', 'ж', '2..5', 1],
    ])
    expect(counted(rows)).toEqual([3, 3, 0])
  })
})

describe('papers with items', () => {
  const items = (one: number | string, two: number | string, more: Row = {}) =>
    of({ score: Number(one || 0) + Number(two || 0), item_1: one, item_2: two, ...more })

  it.each<[string, number | string, string, string | null]>([
    ['a word', 'верно', 'itemNotNumber', null],
    ['a part of a point', 1.5, 'itemNotNumber', null],
    ['more points than any item has', 201, 'itemNotNumber', null],
    ['below nought', -1, 'itemNegative', '0'],
  ])('%s for an item is refused', (_, cell, code, expected) => {
    const rows = [items(1, 1), items(1, 1), items(1, cell, { score: 1 })]
    const found = typeof cell === 'string' ? '[letters 5]' : String(cell)
    expect(told(rows)).toEqual([[code, 4, 'item_2', found, expected]])
    expect(counted(rows)).toEqual([3, 2, 1])
  })

  it('of two hundred points are read', () => {
    const maxima = { ...scale, max_score: '', item_max: '1|200' }
    const [sitting] = read([items(1, 200), items(0, 1)], { assessments: [maxima] }).sittings
    expect(sitting!.scores).toEqual({ n: 2, sum: 202, sumOfSquares: 201 * 201 + 1 })
    expect(sitting!.itemCounts![1]![200]).toBe(1)
  })

  it('stand in the order of their numbers; a blank is told from what was not attempted by nothing but the cell', () => {
    const rows = [
      of({ score: 3, item_10: 2, item_2: 1 }),
      of({ score: 1, item_10: 'X', item_2: 1 }),
      of({ score: 2, item_10: '2', item_2: ' ' }),
    ]
    const { sittings, assessments } = read(rows)
    expect(assessments[0]).toMatchObject({ itemMax: [1, 2], itemLabels: ['2', '10'], maxScore: 3 })
    expect(sittings[0]).toMatchObject({
      itemCounts: [
        [1, 2],
        [1, 0, 2],
      ],
      itemBlanks: [1, 1],
    })
  })

  it('are those of the numbers where they run from one without a gap', () => {
    expect(read([items(1, 2), items(0, 1)]).assessments[0]).not.toHaveProperty('itemLabels')
  })

  it('remember the variant; what is none is the variant nought', () => {
    const variants = (...cells: (number | string)[]) =>
      [...read(cells.map((variant, i) => items(1, i % 2, { variant }))).sittings[0]!.vectors!.variants].sort(
        (a, b) => a - b,
      )
    expect(variants(1, 2, 1)).toEqual([1, 1, 2])
    expect(variants(0, 255, '')).toEqual([0, 0, 255])
    expect(variants(256, -1, 'второй', 3.7)).toEqual([0, 0, 0, 3])
    expect([...read([items(1, 1)]).sittings[0]!.vectors!.variants]).toEqual([0])
  })
})

describe('pupils who were absent', () => {
  it('are enrolled, and no paper of theirs counts', () => {
    const rows = [of(), of({ score: 'отсутствовал' }), of({ score: '', variant: 'отсутствовал' })]
    expect(read(rows).sittings[0]).toMatchObject({ participants: 1, enrolled: 3, scores: { n: 1 } })
    expect(counted(rows)).toEqual([3, 3, 0])
    // Only where the column is a variant does a variant say so.
    expect(read([of(), of({ score: 'отсутствовал' })]).sittings[0]!.enrolled).toBe(2)
  })

  it('weigh as many as their row says', () => {
    const rows = [of({ papers: 4 }), of({ papers: 3, score: 'отсутствовал' })]
    expect(read(rows).sittings[0]).toMatchObject({ participants: 4, enrolled: 7 })
    expect(counted(rows)).toEqual([7, 7, 0])
  })
})

describe('papers that come twice', () => {
  const coded = (pupil_id: number | string, more: Row = {}) => of({ pupil_id, ...more })

  it('are set aside by the code of the pupil within school, test and class', () => {
    const rows = [
      coded(40001),
      coded(40001, { score: 9 }),
      coded(40001, { school_id: 'b' }),
      coded(40001, { subject: 'Биология' }),
      coded(40001, { grade: 6 }),
      coded('', { score: 1 }),
      coded('', { score: 1 }),
      coded(' 40001 '),
    ]
    expect(told(rows)).toEqual([
      ['duplicatePaper', 3, 'pupil_id', '[digits 5]', null],
      ['duplicatePaper', 9, 'pupil_id', '[digits 5]', null],
    ])
    expect(counted(rows)).toEqual([8, 6, 2])
    expect(read(rows).sittings.map(({ participants }) => participants)).toEqual([1, 3, 1, 1])
  })

  it('are told apart by class', () => {
    const rows = [coded(1, { class: '5А' }), coded(1, { class: '5Б' }), coded(1, { class: '5а' })]
    expect(counted(rows)).toEqual([3, 2, 1])
  })

  it('counted in one row: all but one where a code names a pupil, as many as said where an engine has counted', () => {
    const one = [coded(1, { papers: 3 }), coded(2, { papers: 1 })]
    expect(told(one)).toEqual([['duplicatePaper', 2, 'pupil_id', '[digits 1]', null, 2]])
    expect(counted(one)).toEqual([4, 2, 2])
    expect(counted([coded(1, { papers: 1 }), coded(1, { papers: 2 })])).toEqual([3, 1, 2])
    const repeated = (papers: number, again: number | string) => counted([of({ papers, repeated: again })])
    expect(repeated(5, 2)).toEqual([5, 3, 2])
    expect(repeated(5, '')).toEqual([5, 5, 0])
    expect(repeated(5, -2)).toEqual([5, 5, 0])
    expect(counted([of({ papers: 5, repeated: 9 }), of({ papers: 1, repeated: 0 })])).toEqual([6, 1, 5])
  })
})

describe('equal papers in one row', () => {
  it.each<[string, number | string, string]>([
    ['nothing', '', 'participantsMissing'],
    ['nought', 0, 'participantsNotWhole'],
    ['a part', 1.5, 'participantsNotWhole'],
    ['a word', 'две', 'participantsNotWhole'],
  ])('%s for their number is refused', (_, papers, code) => {
    const rows = [of({ papers: 2 }), of({ papers })]
    const found = papers === 'две' ? 'две' : String(papers)
    expect(told(rows)).toEqual([[code, 3, 'papers', found, null]])
    expect(counted(rows)).toEqual([3, 2, 1])
  })

  it('count as so many, with their marks and items', () => {
    const rows = [
      of({ papers: 3, score: 4, mark: 4, journal_mark: 5 }),
      of({ papers: 2, score: 6, mark: 5, journal_mark: 5 }),
    ]
    const [sitting] = read(rows).sittings
    expect(sitting).toMatchObject({
      ...{ participants: 5, scores: { n: 5, sum: 24, sumOfSquares: 3 * 16 + 2 * 36 }, levelCounts: [0, 0, 3, 2] },
      scoreCounts: [0, 0, 0, 0, 3, 0, 2],
    })
    expect(sitting!.journalByMark![5]).toEqual([0, 0, 0, 0, 3, 2])
    const items = [of({ papers: 3, score: 2, item_1: 1, item_2: 1 }), of({ papers: 2, score: 1, item_1: 1, item_2: 0 })]
    expect(read(items).sittings[0]).toMatchObject({
      participants: 5,
      itemCounts: [
        [0, 5],
        [2, 3],
      ],
    })
    expect(counted(items)).toEqual([5, 5, 0])
  })

  it('a refused row weighs as many', () => {
    const rows = [of({ papers: 40 }), of({ papers: 3, score: 'пять' })]
    expect(told(rows)).toEqual([['scoreNotNumber', 3, 'score', '[letters 4]', null, 3]])
    expect(read(rows).toCorrect).toMatchObject([{ code: 'rowsNotRead', papers: 3, of: 43, treatment: 'setAside' }])
  })
})

describe('papers without items', () => {
  const plain = (...scores: number[]) => scores.map((score) => of({ score }))

  it('of a stray score are set aside, however many others there are', () => {
    const usual = Array.from({ length: 40 }, (_, i) => i % 10)
    const rows = plain(...usual, 60)
    expect(told(rows)).toEqual([['scoreAboveOthers', 42, 'score', '60', '9']])
    expect(counted(rows)).toEqual([41, 40, 1])
    expect(read(rows).assessments[0]!.maxScore).toBe(9)
    // And of many equal ones no more than the first are held back for it.
    expect(counted(plain(...usual, ...Array<number>(8).fill(11)))).toEqual([48, 48, 0])
  })

  it('of a score that one school alone has are held back, five of them', () => {
    const schools = Array.from({ length: 8 }, (_, s) =>
      [1, 2, 3, 4].map((score) => of({ school_id: `s${s}`, score })),
    ).flat()
    const rows = [...schools, ...Array.from({ length: 8 }, () => of({ school_id: 'x', score: 60 }))]
    expect(counted(rows)).toEqual([40, 35, 5])
    expect(read(rows).sittings.at(-1)).toMatchObject({ schoolId: 'x', withheld: 'all' })
  })

  it('of a thousand points or with decimals are counted at once', () => {
    const rows = plain(...Array<number>(9).fill(3), 1001)
    expect(read(rows).sittings[0]).toMatchObject({ participants: 10, scoreCounts: null })
    expect(counted(plain(1000, ...Array<number>(9).fill(3)))).toEqual([10, 9, 1])
    expect(counted(plain(3, 3, 3.5, 700.5))).toEqual([4, 4, 0])
  })
})

describe('rosters', () => {
  it('hold each of several equal papers, with points only where there are items', () => {
    const rows = [of({ pupil_id: '2', score: 1, item_1: 1 }), of({ pupil_id: '1', score: 0, item_1: 0 })]
    const key = '2019/5/История'
    const roster = (results: readonly Row[]) =>
      [...(read(results, {}, { rosters: true }).rosters ?? [])].map(([sitting, papers]) => [
        sitting.includes(key),
        papers.map(({ pupilId, score, items }) => [pupilId, score, items]),
      ])
    expect(roster(rows)).toEqual([
      [
        true,
        [
          ['1', 0, [0]],
          ['2', 1, [1]],
        ],
      ],
    ])
    expect(roster([of({ pupil_id: '7' })])).toEqual([[true, [['7', 3, undefined]]]])
  })
})
