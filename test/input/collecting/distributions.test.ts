import { describe, expect, it } from 'vitest'
import { collectTables } from '../../../src/input'
import type { CollectorOptions } from '../../../src/input/collecting/collector'
import type { Row, Tables } from '../../../src/model'

const of = (more: Row = {}): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, ...more })
const read = (results: readonly Row[], more: Partial<Tables> = {}, options: CollectorOptions = {}) =>
  collectTables({ results: [...results], ...more }, options)
/** What was said of the rows: code, row, column, what was found and what is expected. */
const told = (results: readonly Row[], more: Partial<Tables> = {}) =>
  read(results, more).problems.map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
const counted = (results: readonly Row[], more: Partial<Tables> = {}) => {
  const { rows, used, setAside } = read(results, more).sources.find(({ table }) => table === 'results')!
  return [rows, used, setAside]
}
const good = of({ school_id: 'good', participants: 6, score_0: 1, score_1: 5 })
const scale = { subject: 'История', grade: 5, year: 2019, max_score: 10 }

describe('one sitting per row', () => {
  it.each<[string, Row, readonly (string | null)[]]>([
    ['no number of pupils', { participants: '' }, ['participantsMissing', 'participants', '', null]],
    ['a part of a pupil', { participants: 6.5 }, ['participantsNotWhole', 'participants', '6.5', null]],
    ['nobody', { participants: 0 }, ['participantsNotWhole', 'participants', '0', null]],
    ['fewer than nobody', { participants: -6 }, ['participantsNotWhole', 'participants', '-6', null]],
    ['a word for the pupils', { participants: 'много' }, ['participantsNotWhole', 'participants', 'много', null]],
    ['a word for a count', { score_1: 'пять' }, ['countNotNumber', 'score_1', 'пять', null]],
    ['a count below nought', { score_0: -1, score_1: 7 }, ['countNegative', 'score_0', '-1', '0']],
    ['one pupil too few', { score_1: 4 }, ['countsDoNotAddUp', 'score_0…score_1', '5', '6']],
    ['one pupil too many', { score_1: 6 }, ['countsDoNotAddUp', 'score_0…score_1', '7', '6']],
    ['parts of pupils that add up', { score_0: 1.5, score_1: 4.5 }, ['countsDoNotAddUp', 'score_0…score_1', '6', '6']],
    ['no count at all', { score_0: '', score_1: '' }, ['countNotNumber', 'score_0', '', null]],
    ['no school', { school_id: '' }, ['schoolMissing', 'school_id', '', null]],
  ])('%s is refused', (_, wrong, [code, column, found, expected]) => {
    const rows = [good, of({ participants: 6, score_0: 1, score_1: 5, ...wrong })]
    expect(told(rows)).toEqual([[code, 3, column, found, expected]])
    expect(counted(rows)).toEqual([2, 1, 1])
  })

  it('one pupil is enough, and an empty cell is nobody', () => {
    const row = of({ participants: 1, score_0: '', score_1: 1 })
    expect(read([good, row]).sittings[0]).toMatchObject({ participants: 1, scoreCounts: [0, 1] })
    expect(counted([good, row])).toEqual([2, 2, 0])
  })

  it('without a number of pupils they are those of the counts', () => {
    const [sitting] = read([of({ mark_2: 2, mark_3: 3, mean_score: 7 })]).sittings
    expect(sitting).toMatchObject({ participants: 5, levelCounts: [2, 3] })
  })

  it('scores stand in any order, and with gaps', () => {
    const [sitting] = read([of({ participants: 9, score_5: 4, score_0: 2, score_2: 3 })]).sittings
    expect(sitting!.scoreCounts).toEqual([2, 0, 3, 0, 0, 4])
    expect(
      read([of({ participants: 6, mark_5: 1, mark_3: 3, mark_2: 0, mark_4: 2 })]).sittings[0]!.levelCounts,
    ).toEqual([...[0, 3, 2, 1]])
    expect(read([of({ participants: 6, level_2: 2, level_1: 4 })]).sittings[0]!.levelCounts).toEqual([4, 2])
  })

  it('a score above the maximum is refused where pupils have it', () => {
    const row = (eleven: number) => of({ participants: 6, score_3: 6 - eleven, score_10: 0, score_11: eleven })
    expect(told([good, row(0)], { assessments: [scale] })).toEqual([])
    expect(told([good, row(2)], { assessments: [scale] })).toEqual([['scoreAboveMaximum', 3, 'score_11', '2', '10']])
    expect(read([row(0)], { assessments: [scale] }).sittings[0]!.scoreCounts).toEqual([0, 0, 0, 6])
    expect(counted([good, row(2)], { assessments: [scale] })).toEqual([2, 1, 1])
    const highest = of({ participants: 6, score_3: 2, score_10: 4, score_11: 0 })
    expect(read([highest], { assessments: [scale] }).sittings[0]!.scores!.sum).toBe(46)
  })

  it('one column is enough; where none is filled, the first is told', () => {
    expect(read([of({ participants: 3, score_2: 3 })]).sittings[0]!.scoreCounts).toEqual([0, 0, 3])
    const marks = (mark_2: number | string, mark_3: number | string, school_id = 'a') =>
      of({ school_id, participants: 3, mark_2, mark_3 })
    expect(told([marks(1, 2), marks('', '', 'b')])).toEqual([['countNotNumber', 3, 'mark_2', '', null]])
  })
})

describe('the same sitting twice', () => {
  const twice = (one: Row, other: Row) => told([of(one), of(other)])
  const duplicate = [['duplicateSitting', 3, 'school_id', 'a', null]]
  const scores = { participants: 6, score_0: 1, score_1: 5 }
  const marks = { participants: 6, mark_2: 1, mark_3: 5 }
  const mean = { participants: 6, mean_score: 3 }
  const none = { score_0: '', score_1: '', mark_2: '', mark_3: '', mean_score: '' }

  it.each<[string, Row, Row, readonly unknown[]]>([
    ['scores twice', scores, scores, duplicate],
    ['marks twice', marks, marks, duplicate],
    ['means twice', mean, mean, duplicate],
    ['a mean with scores, and the mean again', { ...scores, ...mean }, mean, duplicate],
    ['scores, and a mean', scores, mean, []],
    ['scores, and marks', scores, marks, []],
    ['marks, and a mean', marks, mean, []],
    ['marks, and scores', marks, scores, []],
    ['marks, and scores with the same marks', marks, { ...scores, ...marks }, []],
    ['scores in two classes', { ...scores, class: '5А' }, { ...scores, class: '5Б' }, []],
    ['scores in the same class', { ...scores, class: '5А' }, { ...scores, class: '5 «а»' }, duplicate],
  ])('%s', (_, one, other, found) => {
    expect(twice({ class: '', ...none, ...one }, { class: '', ...none, ...other })).toEqual(found)
  })

  it('the marks that came first stay', () => {
    const [sitting] = read([of({ ...none, ...marks }), of({ ...none, ...scores, mark_2: 0, mark_3: 6 })]).sittings
    expect(sitting).toMatchObject({ levelCounts: [1, 5], scoreCounts: [1, 5] })
  })

  it('classes are sittings of their own where asked', () => {
    const rows = [of({ ...scores, class: '5А' }), of({ ...scores, score_0: 2, score_1: 4, class: '5Б' })]
    expect(read(rows, {}, { grain: 'class' }).sittings.map((s) => [s.className, s.scoreCounts])).toEqual([
      ['А', [1, 5]],
      ['Б', [2, 4]],
    ])
    expect(read(rows).sittings.map((s) => [s.className, s.scoreCounts])).toEqual([[null, [3, 9]]])
  })
})

describe('percentages', () => {
  const shares = (participants: number | string, low: number | string, high: number | string, school_id = 'a') =>
    of({ school_id, participants, mark_2: 0, mark_3: low, mark_4: high, mark_5: 0 })

  it('are pupils where only one whole number fits, else parts of pupils, and told', () => {
    const input = read([shares(8, '37,5', '62.5%'), shares(9, 30, 70, 'b')])
    expect(input.sittings.map((s) => [s.levelCounts, s.exactLevels])).toEqual([
      [[0, 3, 5, 0], true],
      [[0, 2.7, 6.3, 0], false],
    ])
    expect(told([shares(8, '37,5', '62.5'), shares(9, 30, 70, 'b')])).toEqual([
      ['roundedShares', 3, 'mark_2…mark_5', '9', null],
    ])
    expect(input.sources[0]!.decimal).toBe(',')
  })

  it('must add up to a hundred, or to one', () => {
    // With one decimal, four shares may miss by 0.2 and a hair.
    expect(told([shares(8, 37.5, 62.5), shares(8, 37.5, 62.3, 'b')])).toEqual([
      ['roundedShares', 3, 'mark_2…mark_5', '8', null],
    ])
    expect(told([shares(8, 37.5, 62.5), shares(8, 37.5, 62.2, 'b')])).toEqual([
      ['countsDoNotAddUp', 3, 'mark_2…mark_5', '99.7', '100 %'],
    ])
    expect(told([shares(4, 0.25, 0.75), shares(8, 0.5, 0.47, 'b')])).toEqual([
      ['countsDoNotAddUp', 3, 'mark_2…mark_5', '0.97', '1'],
    ])
    expect(read([shares(4, 0.25, 0.75)]).sittings[0]!.levelCounts).toEqual([0, 1, 3, 0])
    expect(counted([shares(8, 37.5, 62.5), shares(8, 37.5, 62.2, 'b')])).toEqual([2, 1, 1])
  })

  it('in whole numbers may miss the hundred by half of one each', () => {
    const thirds = of({ participants: 300, mark_2: 33, mark_3: 33, mark_4: 33, mark_5: 0 })
    expect(told([thirds])).toEqual([['roundedShares', 2, 'mark_2…mark_5', '300', null]])
    expect(read([thirds]).sittings[0]!.levelCounts).toEqual([100, 100, 100, 0])
  })

  it('of nobody knows how many say nothing of the pupils', () => {
    const row = of({ mark_2: 0, mark_3: 30, mark_4: 70, mark_5: 0, mean_score: 7 })
    expect(read([row]).sittings[0]).toMatchObject({ participants: null, levelCounts: null, scores: { n: 1, sum: 7 } })
  })

  it('of scores are whole pupils, those with the largest rests', () => {
    // 9 pupils: 2.97, 3.06 and 2.97; one pupil of the nine is left, and the first of the two equal rests takes it.
    const row = of({ participants: 9, score_0: 33, score_1: 34, score_2: 33 })
    expect(read([row]).sittings[0]).toMatchObject({ participants: 9, scoreCounts: [3, 3, 3] })
    const rough = of({ participants: 30, score_0: 15, score_1: 41, score_2: 44 })
    // 4.5, 12.3 and 13.2: floors leave one.
    expect(read([rough]).sittings[0]!.scoreCounts).toEqual([5, 12, 13])
  })
})

describe('means', () => {
  const mean = (more: Row): Row => of({ participants: 20, mean_score: '7,5', ...more })

  it.each<[string, Row, readonly (string | null)[]]>([
    ['a word', { mean_score: 'семь' }, ['meanNotNumber', 'mean_score', 'семь', null]],
    ['below nought', { mean_score: -1 }, ['meanNegative', 'mean_score', '-1', '0']],
    ['above the maximum', { mean_score: 10.1 }, ['meanAboveMaximum', 'mean_score', '10.1', '10']],
    ['missing', { mean_score: '' }, ['meanMissing', 'mean_score', '', null]],
    ['with a spread in words', { sd_score: 'мало' }, ['spreadNotPossible', 'sd_score', 'мало', '0']],
    ['with a spread below nought', { sd_score: -2 }, ['spreadNotPossible', 'sd_score', '-2', '0']],
  ])('%s are refused', (_, wrong, [code, column, found, expected]) => {
    const rows = [mean({ school_id: 'good', sd_score: 0 }), mean({ sd_score: 2, ...wrong })]
    expect(told(rows, { assessments: [scale] })).toEqual([[code, 3, column, found, expected]])
    const source = read(rows, { assessments: [scale] }).sources.find(({ table }) => table === 'results')!
    expect([source.rows, source.used, source.setAside]).toEqual([2, 1, 1])
  })

  it('may be nought or the maximum, with or without a spread', () => {
    const rows = [
      mean({ school_id: 'a', mean_score: 0, sd_score: 0 }),
      mean({ school_id: 'b', mean_score: 10, sd_score: '' }),
      mean({ school_id: 'c', sd_score: '1,5', participants: '' }),
    ]
    const input = read(rows, { assessments: [scale] })
    expect(input.sittings.map(({ scores }) => scores)).toEqual([
      { n: 20, sum: 0, sumOfSquares: 0 },
      { n: 20, sum: 200, sumOfSquares: null },
      { n: 1, sum: 7.5, sumOfSquares: null },
    ])
    expect(input.sources[1]!.decimal).toBe(',')
  })

  it('stand beside counts, which are told where they are refused', () => {
    const rows = [
      of({ participants: 6, score_0: 1, score_1: 5, mean_score: '' }),
      of({ school_id: 'b', participants: 6, score_0: '', score_1: '', mean_score: 0.5 }),
    ]
    expect(told(rows)).toEqual([])
    expect(read(rows).sittings.map(({ scores, scoreCounts }) => [scores?.sum, scoreCounts])).toEqual([
      [5, [1, 5]],
      [3, null],
    ])
  })
})

describe('shares of items', () => {
  const share = (one: number | string, two: number | string, school_id = 'a') =>
    of({ school_id, participants: 20, mean_score: 3, item_2_percent: two, item_1_percent: one })

  it('are parts of one, in the order of the items; a row with an empty one has none', () => {
    const input = read([share(0, '100%'), share('12,5', 50, 'b'), share('', 50, 'c'), share(50, '', 'd')])
    expect(input.sittings.map(({ itemShares }) => itemShares)).toEqual([[0, 1], [0.125, 0.5], null, null])
    expect(input.problems).toEqual([])
    const one = (item_1_percent: number) => of({ participants: 20, mean_score: 3, item_1_percent })
    expect(read([one(25)]).sittings[0]!.itemShares).toEqual([0.25])
    expect(read([of({ participants: 20, mean_score: 3 })]).sittings[0]!.itemShares).toBeNull()
  })

  it.each([
    [-1, '-1'],
    [100.5, '100.5'],
    ['половина', 'половина'],
  ])('%s is refused', (cell, found) => {
    expect(told([share(50, 50), share(50, cell, 'b')])).toEqual([
      ['shareNotPossible', 3, 'item_2_percent', found, '0..100'],
    ])
    expect(counted([share(50, 50), share(50, cell, 'b')])).toEqual([2, 1, 1])
  })
})
