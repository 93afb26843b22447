import { describe, expect, it } from 'vitest'
import { collectTables, createCollector, InputError } from '../../src/input'
import type { Row } from '../../src/model'
import { meanOf, varianceOf } from '../../src/sittings/sitting'

const paper = (score: number | string, more: Row = {}): Row => ({
  school_id: '001234',
  subject: 'Математика',
  grade: 4,
  year: 2021,
  score,
  ...more,
})

function errorOf(run: () => unknown): InputError {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('no InputError')
}

describe('pupils', () => {
  it('counts papers into one sitting, with the built-in scale of 2021', () => {
    const input = collectTables({ results: [paper(3), paper(6), paper('10'), paper(15), paper('15,0')] })
    expect(input.sources[0]).toMatchObject({ kind: 'pupils', rows: 5, used: 5, setAside: 0 })
    const [sitting] = input.sittings
    expect(sitting).toMatchObject({
      schoolId: '001234',
      assessmentId: '2021/4/Математика',
      participants: 5,
      scores: { n: 5, sum: 49, sumOfSquares: 595 },
      levelCounts: [1, 1, 1, 2],
      exactLevels: true,
    })
    expect(sitting!.scoreCounts).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 2])
    expect(meanOf(sitting!)).toBe(9.8)
    expect(varianceOf(sitting!)).toBeCloseTo((595 - 49 ** 2 / 5) / 4, 12)
    expect(input.assessments).toEqual([
      {
        id: '2021/4/Математика',
        subject: 'Математика',
        grade: 4,
        year: 2021,
        maxScore: 20,
        cuts: [6, 10, 15],
        itemMax: [1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2],
        itemLevel: ['Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'Б', 'П', 'Б', 'П'],
        levels: ['2', '3', '4', '5'],
        scaleSource: 'builtIn',
      },
    ])
  })

  it('takes the marks of the file before those of the scale, and shows cut-offs from marks where there is no scale', () => {
    const marked = (score: number, mark: number) => paper(score, { year: 2026, mark })
    const input = collectTables({ results: [marked(2, 2), marked(3, 3), marked(4, 3), marked(5, 4), marked(6, 5)] })
    expect(input.assessments[0]).toMatchObject({
      cuts: [3, 5, 6],
      levels: ['2', '3', '4', '5'],
      scaleSource: 'observed',
    })
    expect(input.sittings[0]!.levelCounts).toEqual([1, 2, 1, 1])
    const gap = collectTables({ results: [marked(1, 2), marked(3, 3), marked(5, 4), marked(6, 5)] })
    expect(gap.assessments[0]!.cuts).toBeNull()
    expect(gap.sittings[0]!.levelCounts).toEqual([1, 1, 1, 1])
  })

  it('crosses journal marks with scores and with test marks', () => {
    const input = collectTables({
      results: [
        paper(3, { journal_mark: '4' }),
        paper(11, { journal_mark: 4 }),
        paper(15, { journal_mark: 'ж' }),
        paper(7),
      ],
    })
    expect(input.sittings[0]!.journalByScore![4]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(input.sittings[0]!.journalByMark![4]).toEqual([0, 0, 1, 0, 1, 0])
    expect(input.problems).toMatchObject([
      { code: 'journalMarkNotKnown', severity: 'note', row: 4, found: 'ж', count: 1 },
    ])
  })

  it('packs item scores, counts blanks as 0 and remembers them', () => {
    const items = (a: string, b: string, c: string, score: number) =>
      paper(score, { year: 2020, item_1: a, item_2: b, item_10: c })
    const input = collectTables({
      results: [items('1', 'X', '2', 3), items('0', 'х ', '1', 1), items('1', '1', '', 3)],
    })
    const [sitting] = input.sittings
    expect(sitting!.itemCounts).toEqual([
      [1, 2],
      [2, 1],
      [1, 1, 1],
    ])
    expect(sitting!.itemBlanks).toEqual([0, 2, 1])
    expect(sitting!.vectors).toMatchObject({ items: 3, papers: 3 })
    expect([...sitting!.vectors!.scores]).toEqual([0, 254, 1, 1, 1, 254, 1, 254, 2])
    expect(input.problems).toMatchObject([{ code: 'totalDiffersFromItems', row: 4, found: '3', expected: '2' }])
  })

  it('tells an item that was not in the booklet from one left blank', () => {
    const items = (variant: number, a: string, b: string, score: number) =>
      paper(score, { year: 2020, variant, item_1: a, item_2: b, school_id: variant })
    const papers = (copies: number) =>
      Array(copies)
        .fill([items(1, '1', '', 1), items(1, '0', '', 0), items(2, 'X', '2', 2), items(2, '', '1', 1)])
        .flat()
    const input = collectTables({ results: papers(5) })
    expect(input.sittings.map(({ vectors }) => [...vectors!.scores.slice(8, 12)])).toEqual([
      [0, 255, 1, 255],
      [254, 1, 254, 2],
    ])
    expect(input.sittings[0]).toMatchObject({ itemCounts: [[5, 5], [0]], itemBlanks: [0, 0] })
    // A few papers do not show what a booklet lacks: an empty cell is a blank.
    expect(collectTables({ results: papers(4) }).sittings[0]!.itemBlanks).toEqual([0, 8])
  })

  it('lists a hundred thousand faulty rows one by one, and counts the rest', () => {
    const results = Array.from({ length: 100_003 }, (_, i) => paper(i === 0 ? 5 : 'x'))
    const input = collectTables({ results })
    expect(input.sources[0]).toMatchObject({ rows: 100_003, used: 1, setAside: 100_002 })
    expect(input.problems).toHaveLength(100_001)
    expect(input.problems.at(-1)).toMatchObject({ code: 'moreOfTheSame', count: 2, found: 'scoreNotNumber' })
  })

  it('keeps sums only of scores with decimals', () => {
    const input = collectTables({ results: [paper('0,1', { year: null }), paper(0.2, { year: null })] })
    expect(input.sittings[0]).toMatchObject({ scoreCounts: null, scores: { n: 2, sum: 0.3, sumOfSquares: 0.05 } })
  })

  it('keeps classes apart only when asked', () => {
    const results = [paper(5, { class: '4А' }), paper(6, { class: '4 «б»' }), paper(7, { class: 'а' })]
    expect(collectTables({ results }).sittings.map((s) => s.className)).toEqual([null])
    expect(collectTables({ results }, { grain: 'class' }).sittings.map((s) => [s.className, s.participants])).toEqual([
      ['А', 2],
      ['Б', 1],
    ])
  })

  it.each([
    [paper('x1'), 'scoreNotNumber', 'score'],
    [paper(''), 'scoreMissing', 'score'],
    [paper(-1), 'scoreNegative', 'score'],
    [paper(21), 'scoreAboveMaximum', 'score'],
    [paper(5, { school_id: ' ' }), 'schoolMissing', 'school_id'],
    [paper(5, { subject: null }), 'subjectMissing', 'subject'],
    [paper(5, { grade: 'старшая' }), 'gradeNotKnown', 'grade'],
    [paper(5, { year: '21' }), 'yearNotKnown', 'year'],
    [paper(5, { item_1: 2 }), 'itemAboveMaximum', 'item_1'],
    [paper(5, { item_1: -1 }), 'itemNegative', 'item_1'],
    [paper(5, { item_1: 'да' }), 'itemNotNumber', 'item_1'],
    [paper(5, { pupil_id: '40001' }), 'duplicatePaper', 'pupil_id'],
  ])('sets aside %j', (bad, code, column) => {
    const good = paper(5, { item_1: 1, pupil_id: '40001' })
    const input = collectTables({ results: [good, bad] })
    expect(input.sources[0]).toMatchObject({ rows: 2, used: 1, setAside: 1 })
    expect(input.problems.filter((p) => p.severity === 'setAside')).toMatchObject([{ code, column, row: 3 }])
    expect(input.sittings[0]!.participants).toBe(1)
  })

  it('counts absent pupils as enrolled, not as participants', () => {
    const input = collectTables({
      results: [paper(5), paper('', { variant: 'не присутствовал' }), paper('отсутствовал')],
    })
    expect(input.sources[0]).toMatchObject({ rows: 3, used: 3 })
    expect(input.sittings[0]).toMatchObject({ participants: 1, enrolled: 3 })
  })
})

describe('distributions and summaries', () => {
  const row = (more: Row): Row => ({ school_id: 'a', subject: 'История', grade: 5, year: 2019, ...more })

  it('reads pupils per score', () => {
    const input = collectTables({ results: [row({ participants: 6, score_0: 1, score_1: 2, score_2: 3 })] })
    expect(input.sources[0]!.kind).toBe('distributions')
    expect(input.sittings[0]).toMatchObject({
      participants: 6,
      scoreCounts: [1, 2, 3],
      scores: { n: 6, sum: 8, sumOfSquares: 14 },
    })
  })

  it('finds whole pupils behind percentages, and says where it cannot', () => {
    const input = collectTables({
      results: [
        row({ participants: 7, mark_2: '14,3', mark_3: '28.6', mark_4: '57.1', mark_5: 0 }),
        row({ school_id: 'b', participants: 7, mark_2: 75, mark_3: 25, mark_4: 0, mark_5: 0 }),
        row({ school_id: 'c', participants: 300, mark_2: 0, mark_3: 0, mark_4: 0, mark_5: 100 }),
      ],
    })
    expect(input.sittings.map((s) => [s.levelCounts, s.exactLevels])).toEqual([
      [[1, 2, 4, 0], true],
      [[5.25, 1.75, 0, 0], false],
      [[0, 0, 0, 300], true],
    ])
    expect(input.problems).toMatchObject([{ code: 'roundedShares', row: 3, count: 1 }])
  })

  it('keeps a mean of any scale with its number of pupils', () => {
    const results = [
      row({ participants: 7, mean_score: '353,5', sd_score: 2 }),
      row({ school_id: 'b', mean_score: 693 }),
    ]
    const input = collectTables({ results })
    expect(input.sittings.map((s) => [s.participants, s.scores])).toEqual([
      [7, { n: 7, sum: 2474.5, sumOfSquares: 6 * 4 + 7 * 353.5 ** 2 }],
      [null, { n: 1, sum: 693, sumOfSquares: null }],
    ])
    expect(input.problems.map((p) => p.code)).toEqual(['participantsNotKnown'])
  })

  it.each([
    [{ participants: 7, score_0: 3, score_1: 3 }, 'countsDoNotAddUp'],
    [{ participants: 6, score_0: -1, score_1: 7 }, 'countNegative'],
    [{ participants: 6, score_0: 'a', score_1: 6 }, 'countNotNumber'],
    [{ participants: '', score_0: 3, score_1: 3 }, 'participantsMissing'],
    [{ participants: 6.5, score_0: 3, score_1: 3 }, 'participantsNotWhole'],
    [{ school_id: 'a', participants: 6, score_0: 3, score_1: 3 }, 'duplicateSitting'],
  ])('sets aside %j', (bad, code) => {
    const good = row({ participants: 6, score_0: 1, score_1: 5 })
    const input = collectTables({ results: [good, row({ school_id: 'b', ...bad })] })
    expect(input.problems.map((p) => [p.code, p.row])).toEqual([[code, 3]])
    expect(input.sources[0]).toMatchObject({ rows: 2, used: 1, setAside: 1 })
  })

  it('leaves out levels of another kind than the other schools have', () => {
    const marks = { mark_2: 1, mark_3: 1, mark_4: 1, mark_5: 0, level_1: '', level_2: '' }
    const levels = { mark_2: '', mark_3: '', mark_4: '', mark_5: '', level_1: 1, level_2: 2 }
    const input = collectTables({
      results: [
        row({ participants: 3, ...marks }),
        row({ school_id: 'b', participants: 3, ...marks }),
        row({ school_id: 'c', participants: 3, ...levels }),
      ],
    })
    expect(input.assessments[0]!.levels).toEqual(['2', '3', '4', '5'])
    expect(input.sittings.map((s) => s.levelCounts)).toEqual([[1, 1, 1, 0], [1, 1, 1, 0], null])
    expect(input.problems).toMatchObject([{ code: 'levelsDiffer', severity: 'note', count: 1 }])
  })

  it('adds the classes of a school', () => {
    const input = collectTables({
      results: [
        row({ class: '5А', participants: 3, score_0: 1, score_1: 2 }),
        row({ class: '5Б', participants: 2, score_0: 0, score_1: 2 }),
      ],
    })
    expect(input.sittings[0]).toMatchObject({ participants: 5, scoreCounts: [1, 4], classes: ['А', 'Б'] })
  })
})

describe('schools, observers and the rest', () => {
  const results = [paper(5), paper(6, { school_id: 'edu670002' })]

  it('tells numbers from categories in the context, and keeps the first of two rows', () => {
    const input = collectTables({
      results,
      schools: [
        { school_id: '001234', name: 'Школа № 1', settlement: '2. Город', low_income_share: '12,5 %', __proto__x: 1 },
        { school_id: 'sch670002', name: null, settlement: 'село', low_income_share: '' },
        { school_id: '001234', name: 'Ещё раз' },
      ],
    })
    expect(input.schools.map((s) => [s.id, s.name, s.context.settlement, s.context.low_income_share])).toEqual([
      ['001234', 'Школа № 1', '2. Город', 12.5],
      ['sch670002', null, 'село', null],
    ])
    expect(input.sittings.map((s) => s.schoolId)).toEqual(['001234', 'sch670002'])
    expect(input.problems).toMatchObject([{ code: 'duplicateSchool', row: 4, found: '001234' }])
  })

  it('keeps results of schools that the table of schools does not list, and names the likely cause', () => {
    const input = collectTables({ results, schools: [{ school_id: '1234' }, { school_id: '77' }] })
    expect(input.schools.map((s) => s.id)).toEqual(['001234', '1234', '77', 'edu670002'])
    expect(input.problems.map((p) => [p.code, p.count, p.found, p.expected])).toEqual([
      ['unknownSchool', 2, '001234', '1234'],
      ['schoolsWithoutResults', 2, '1234', null],
    ])
  })

  it('reads observers in the words of offices', () => {
    const input = collectTables({
      results,
      observers: [
        { Логин: '001234', Класс: '4 класс', Предмет: 'математика', Наблюдатель: 'Да' },
        { Логин: 'МБОУ «СОШ № 2» (sch670002)', Наблюдатель: 'отсутствует', 'Конфликт интересов': 'есть' },
        { Логин: '001234', Наблюдатель: '' },
        { Логин: '001234', Наблюдатель: 'наверное' },
      ],
    })
    expect(input.hasObservers).toBe(true)
    expect(input.observers.map((o) => [o.schoolId, o.grade, o.subject, o.observer, o.conflictOfInterest])).toEqual([
      ['001234', 4, 'Математика', 'present', false],
      ['001234', null, null, 'unknown', false],
      ['001234', null, null, 'unknown', false],
      ['edu670002', null, null, 'absent', true],
    ])
    expect(input.observers.flatMap((o) => o.notUnderstood ?? [])).toEqual(['наверное'])
    expect(input.problems).toMatchObject([{ code: 'observerNotKnown', row: 5, found: 'наверное' }])
  })

  it('spells a subject in one way, whichever way the tables do', () => {
    const input = collectTables({
      results: [paper(5, { subject: 'history' }), paper(5, { subject: 'HISTORY', grade: 5 })],
      observers: [{ school_id: '001234', subject: 'History', observer: 1 }],
    })
    expect(input.sittings.map((s) => s.subject)).toEqual(['HISTORY', 'HISTORY'])
    expect(input.observers[0]!.subject).toBe('HISTORY')
  })

  it('takes the more exact of two rows on enrolment, in any order', () => {
    const exact = { school_id: '001234', grade: 4, subject: 'Математика', enrolled: 7 }
    const general = { school_id: '001234', grade: 4, enrolled: 30 }
    for (const participation of [
      [exact, general],
      [general, exact],
    ])
      expect(collectTables({ results: [paper(5)], participation }).sittings[0]!.enrolled).toBe(7)
  })

  it('gives enrolment to the sittings it speaks of', () => {
    const input = collectTables({
      results,
      participation: [
        { school_id: '001234', grade: 4, subject: 'Математика', year: 2021, enrolled: 30 },
        { school_id: 'edu670002', grade: 5, enrolled: 30 },
      ],
    })
    expect(input.sittings.map((s) => s.enrolled)).toEqual([30, null])
    expect(input.problems).toMatchObject([{ code: 'participationWithoutSitting', row: 3 }])
  })

  it('reads scales: a cut-off is the lowest score of the mark', () => {
    const input = collectTables({
      results: [paper(5, { year: 2026 }), paper(9, { year: 2026 }), paper(25, { year: 2026 })],
      assessments: [
        {
          subject: 'математика',
          grade: 4,
          year: 2026,
          max_score: 24,
          cut_3: 6,
          cut_4: 9,
          cut_5: 20,
          item_max: '1|2|21',
        },
        { subject: 'математика', grade: 5, year: 2026, max_score: 24, cut_3: 9, cut_4: 6, cut_5: 20 },
      ],
    })
    expect(input.assessments[0]).toMatchObject({
      maxScore: 24,
      cuts: [6, 9, 20],
      itemMax: [1, 2, 21],
      scaleSource: 'given',
    })
    expect(input.sittings[0]!.levelCounts).toEqual([1, 0, 1, 0])
    expect(input.problems.map((p) => [p.code, p.table, p.row])).toEqual([
      ['scaleNotReadable', 'assessments', 3],
      ['scoreAboveMaximum', 'results', 4],
    ])
  })

  it('reads outcomes of rechecks', () => {
    const input = collectTables({
      results,
      rechecks: [
        { school_id: '001234', grade: 4, subject: 'Математика', year: 2021, original_score: 12, rechecked_score: '8' },
        { school_id: '001234', confirmed: 'нет' },
        { school_id: '001234' },
      ],
    })
    expect(input.rechecks.map((r) => [r.original, r.rechecked, r.confirmed])).toEqual([
      [12, 8, null],
      [null, null, false],
    ])
    expect(input.problems).toMatchObject([{ code: 'recheckEmpty', row: 4 }])
  })
})

describe('errors', () => {
  it('refuses scales that come after the scores they should check', () => {
    const collector = createCollector()
    collector.table('results')
    expect(() => collector.table('assessments')).toThrow('before the results')
  })

  it('names a missing column and the nearest one that is there', () => {
    const error = errorOf(() => collectTables({ results: [{ school_id: 1, subjct: 'Математика', score: 3 }] }))
    expect(error.problems).toMatchObject([{ code: 'missingColumn', column: 'subject', expected: 'subjct' }])
    expect(error.message).toContain('subjct')
  })

  it('refuses tables without results', () => {
    expect(errorOf(() => collectTables({ results: [] })).problems[0]!.code).toBe('emptyTable')
    expect(errorOf(() => collectTables({ results: [paper('?')] })).problems[0]!.code).toBe('noUsableRows')
  })
})

it('gives the same for rows in any order', () => {
  const results = [
    paper(5),
    paper(6, { school_id: 'b' }),
    paper(7),
    paper(3, { subject: 'русский' }),
    paper('0,5', { year: null }),
  ]
  const forward = collectTables({ results })
  const backward = collectTables({ results: [...results].reverse() })
  expect(backward.sittings).toEqual(forward.sittings)
  expect(backward.fingerprint).toBe(forward.fingerprint)
  expect(collectTables({ results: [...results, paper(1)] }).fingerprint).not.toBe(forward.fingerprint)
})
