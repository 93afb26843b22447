import { describe, expect, it } from 'vitest'
import { collectTables, createCollector } from '../../../src/input'
import type { MonitorInput, Row, Tables } from '../../../src/model'

type Answer = number | string
interface Paper {
  readonly school?: string
  readonly items: readonly Answer[]
  /** The sum of the items, where nothing else is said. */
  readonly score?: Answer
  readonly more?: Row
}

const sumOf = (items: readonly Answer[]): number =>
  items.reduce<number>((sum, points) => sum + (typeof points === 'number' ? points : 0), 0)
const rowOf = ({ school = 'a', items, score = sumOf(items), more = {} }: Paper): Row => ({
  ...{ school_id: school, subject: 'История', grade: 5, year: 2019, score },
  ...Object.fromEntries(items.map((points, j) => [`item_${j + 1}`, points])),
  ...more,
})
const times = (count: number, paper: Paper): Paper[] => Array.from({ length: count }, () => paper)
/** Papers of a test of 1, 2 and 1 points, all different from one another in what they reach. */
const sound = (count: number, school = 'a'): Paper[] =>
  Array.from({ length: count }, (_, i) => ({
    school,
    items: [
      [1, 2, 1],
      [0, 1, 1],
      [1, 0, 0],
      [0, 2, 1],
    ][i % 4]!,
  }))
const others = (schools: number, papers = 8): Paper[] =>
  Array.from({ length: schools }, (_, s) => sound(papers, `o${s}`)).flat()

const SCALE: Row = { subject: 'История', grade: 5, year: 2019, item_max: '1|2|1' }
const read = (papers: readonly Paper[], more: Partial<Tables> = { assessments: [SCALE] }): MonitorInput =>
  collectTables({ results: papers.map(rowOf), ...more })
const faults = ({ toCorrect = [] }: MonitorInput) =>
  toCorrect.map(({ code, schoolId, papers, of, items, treatment }) => [
    code,
    schoolId,
    papers,
    of,
    items.join(),
    treatment,
  ])
const told = ({ problems }: MonitorInput) =>
  problems.map(({ code, row, column, found, expected }) => [code, row, column, found, expected])
const sitting = (input: MonitorInput, school = 'a') => input.sittings.find(({ schoolId }) => schoolId === school)!
const counted = ({ sources }: MonitorInput) => {
  const { rows, used, setAside } = sources.find(({ table }) => table === 'results')!
  return [rows, used, setAside]
}

describe('papers that cannot be of the test', () => {
  it('with one cell too high hold a stray cell, with more another form; the first such cell is told', () => {
    const input = read([...sound(20), { items: [1, 3, 0] }, ...sound(3)])
    expect(faults(input)).toEqual([['strayCells', 'a', 1, 24, '2', 'setAside']])
    expect(told(input)).toEqual([['itemAboveMaximum', 22, 'item_2', '3', '2']])
    expect(counted(input)).toEqual([24, 23, 1])
    const two = read([...sound(20), { items: [1, 3, 2] }, ...sound(3)])
    expect(faults(two)).toEqual([['otherForm', 'a', 1, 24, '2,3', 'setAside']])
    expect(told(two)).toEqual([['itemAboveMaximum', 22, 'item_2', '3', '2']])
  })

  it('may have a cell that is no item of the test; nought there is none', () => {
    const input = read([
      ...sound(20),
      { items: [1, 1, 0, 2] },
      { items: [1, 1, 0, 0] },
      { items: [1, 1, 0, ''] },
      ...others(8),
    ])
    expect(faults(input)).toEqual([['strayCells', 'a', 1, 23, '4', 'setAside']])
    expect(told(input)).toEqual([['itemNotOfTest', 22, 'item_4', '2', null]])
    expect(sitting(input).participants).toBe(22)
  })

  it('are told kind by kind, with all their items in order', () => {
    const input = read([
      ...sound(40),
      { items: [2, 3, 1] },
      { items: [0, 0, 2] },
      { items: [2, 0, 0] },
      { items: [0, 3, 2] },
    ])
    expect(faults(input)).toEqual([
      ['otherForm', 'a', 2, 44, '1,2,3', 'setAside'],
      ['strayCells', 'a', 2, 44, '1,3', 'setAside'],
    ])
  })

  it.each<[string, number, number, boolean]>([
    ['two of twenty', 2, 20, true],
    ['two of twenty-one', 2, 21, false],
    ['three of thirty', 3, 30, true],
    ['one of five', 1, 5, false],
  ])('%s take the sitting out: %s', (_, wrong, all, out) => {
    const input = read([...sound(all - wrong), ...times(wrong, { items: [1, 3, 0] }), ...others(2)])
    expect(faults(input)).toEqual([['strayCells', 'a', wrong, all, '2', out ? 'withheld' : 'setAside']])
    const own = sitting(input)
    expect([own.participants, own.withheld ?? null, own.scores === null]).toEqual(
      out ? [all, 'all', true] : [all - wrong, null, false],
    )
    // Their rows are set aside one by one either way, and the sound ones count as read.
    expect(counted(input)).toEqual([all + 16, all - wrong + 16, wrong])
    expect(sitting(input, 'o1')).not.toHaveProperty('withheld')
  })

  it('count together with the rows that could not be read', () => {
    const refused = { items: [1, 1, 1], score: 'пять' }
    const input = read([...sound(18), { items: [1, 3, 0] }, refused])
    expect(faults(input)).toEqual([['strayCells', 'a', 1, 20, '2', 'withheld']])
    expect(sitting(input)).toMatchObject({ withheld: 'all', participants: 20 })
    expect(faults(read([...sound(19), { items: [1, 3, 0] }, refused]))).toEqual([
      ['strayCells', 'a', 1, 21, '2', 'setAside'],
    ])
  })
})

describe('rows that could not be read', () => {
  it.each<[number, number, readonly unknown[]]>([
    [1, 5, []],
    [2, 20, [['rowsNotRead', 'a', 2, 20, '', 'withheld']]],
    [2, 21, [['rowsNotRead', 'a', 2, 21, '', 'setAside']]],
    [3, 31, [['rowsNotRead', 'a', 3, 31, '', 'setAside']]],
  ])('%i of %i', (wrong, all, found) => {
    const input = read([...sound(all - wrong), ...times(wrong, { items: [1, 1, 1], score: 'пять' })])
    expect(faults(input)).toEqual(found)
    expect(sitting(input).participants).toBe(
      found.some((fault) => (fault as string[])[5] === 'withheld') ? all : all - wrong,
    )
  })

  it('take out a sitting without items as well', () => {
    const plain = (count: number, score: Answer) => times(count, { items: [], score })
    const input = read([...plain(9, 3), ...plain(9, 4), ...plain(2, 'пять')])
    expect(faults(input)).toEqual([['rowsNotRead', 'a', 2, 20, '', 'withheld']])
    expect(sitting(input)).toMatchObject({ participants: 20, withheld: 'all', scores: null, scoreCounts: null })
    expect(faults(read([...plain(9, 3), ...plain(10, 4), ...plain(2, 'пять')]))).toEqual([
      ['rowsNotRead', 'a', 2, 21, '', 'setAside'],
    ])
  })

  it('of different kinds add up, each weighing its papers', () => {
    const input = read([
      ...sound(17),
      { items: [1, 1, 1], score: 'пять' },
      { items: [1, 'верно', 1], score: 2 },
      { items: [-1, 1, 1], score: 1 },
    ])
    expect(faults(input)).toEqual([['rowsNotRead', 'a', 3, 20, '', 'withheld']])
  })
})

describe('scores above the highest', () => {
  const scale = { ...SCALE, max_score: 4 }
  it('that a scale names are above the maximum', () => {
    const input = read([...sound(20), { items: [1, 2, 1], score: 5 }, ...sound(3)], { assessments: [scale] })
    expect(faults(input)).toEqual([['scoresBeyond', 'a', 1, 24, '', 'setAside']])
    expect(told(input)).toEqual([['scoreAboveMaximum', 22, 'score', '5', '4']])
  })

  it('that the papers show are above the others', () => {
    const input = read([...sound(20), { items: [1, 2, 1], score: 5 }, ...others(3)], {})
    expect(told(input)).toEqual([['scoreAboveOthers', 22, 'score', '5', '4']])
  })

  it('are judged by the sum where the totals of the sitting are wrong', () => {
    const given = { ...SCALE, max_score: 3 }
    const zero = sound(20, 'z').map((paper) => ({ ...paper, score: 0 }))
    const input = read([...zero, ...others(3).filter(({ items }) => sumOf(items) < 4)], { assessments: [given] })
    // Five of the twenty have four points by their items, one more than the scale allows.
    expect(told(input).filter(([code]) => code === 'scoreAboveMaximum')).toEqual(
      [2, 6, 10, 14, 18].map((row) => ['scoreAboveMaximum', row, 'score', '4', '3']),
    )
    expect(faults(input)).toEqual([
      ['scoresBeyond', 'z', 5, 20, '', 'withheld'],
      ['totalsZero', 'z', 20, 20, '', 'withheld'],
    ])
  })
})

describe('totals and sums', () => {
  it('a single total that differs is told with its sum, and counts', () => {
    const input = read([...sound(20), { items: [1, 1, 0], score: 3 }])
    expect(told(input)).toEqual([['totalDiffersFromItems', 22, 'score', '3', '2']])
    expect(faults(input)).toEqual([['totalsNotSums', 'a', 1, 21, '', 'givenTotal']])
    expect(sitting(input).scores!.sum).toBe(4 * 5 + 2 * 5 + 1 * 5 + 3 * 5 + 3)
  })

  it('of nought everywhere are replaced by the sums; marks made of them say nothing', () => {
    const papers = sound(20).map((paper) => ({ ...paper, score: 0, more: { mark: 2 } }))
    const input = read([...papers, ...others(3).map((paper) => ({ ...paper, more: { mark: 4 } }))])
    expect(faults(input)).toEqual([['totalsZero', 'a', 20, 20, '', 'itemSum']])
    expect(sitting(input).scores).toEqual({ n: 20, sum: 50, sumOfSquares: 5 * (16 + 4 + 1 + 9) })
    expect(sitting(input).levelCounts).toBeNull()
  })

  it('without an item are replaced by the sums, and the item is named', () => {
    const papers = sound(20).map(({ items }) => ({ items, score: (items[0] as number) + (items[2] as number) }))
    const input = read([...papers, ...others(3)])
    expect(faults(input)).toEqual([['totalsLeaveOut', 'a', 20, 20, '2', 'itemSum']])
    expect(sitting(input).scores!.sum).toBe(50)
    expect(told(input)).toEqual([])
  })

  it('are no sums where more than half of the schools say so, each with three papers', () => {
    const odd = (school: string, papers = 8) =>
      sound(papers, school).map((paper, i) => ({ ...paper, score: [0, 4, 3, 1][i % 4]! }))
    const codes = (papers: readonly Paper[]) => [
      ...new Set([...told(read(papers, {})).map(([code]) => code), ...faults(read(papers, {})).map(([code]) => code)]),
    ]
    expect(codes([...others(2), ...odd('x'), ...odd('y')])).toEqual(['totalDiffersFromItems', 'totalsNotSums'].slice(1))
    expect(codes([...others(1), ...odd('x'), ...odd('y')])).toEqual(['totalsAreNoSums'])
    // Schools of two papers have no say.
    expect(codes([...others(1), ...odd('x'), ...odd('y', 2), ...odd('z', 2)])).not.toContain('totalsAreNoSums')
    const input = read([...others(1), ...odd('x'), ...odd('y')], {})
    expect(input.problems).toMatchObject([{ code: 'totalsAreNoSums', column: 'score', count: 1 }])
    expect(sitting(input, 'x').scores!.sum).toBe(16)
  })

  it('say nothing against the sums where half of a sitting differs', () => {
    const half = (school: string) =>
      sound(8, school).map((paper, i) => ({
        ...paper,
        score: sumOf(paper.items) + (i < 4 ? [0 - 4, 1, 2, -2][i]! : 0),
      }))
    const codes = read([...others(1), ...half('x'), ...half('y'), ...half('z')], {}).problems.map(({ code }) => code)
    expect(codes).not.toContain('totalsAreNoSums')
  })

  it('are not asked for where a column that looks like an item was not read', () => {
    const rows = others(3).map(
      ({ school, items }, i): Row => ({
        ...{ school_id: school!, subject: 'История', grade: 5, year: 2019, '1 (1б)': items[0]!, '2 (2б)': items[1]! },
        ...{ '3-4 (2б)': 2, score: sumOf(items.slice(0, 2)) + (i % 3) },
      }),
    )
    const input = collectTables({ results: rows })
    expect(told(input).map(([code]) => code)).toEqual(['itemsNotAllRead'])
    expect(input.toCorrect).toBeUndefined()
  })

  it('of a sitting that differ without a pattern take it out', () => {
    const papers = sound(20).map((paper, i) => ({ ...paper, score: [0, 4, 3, 1][i % 4]! }))
    const input = read([...papers, ...others(3)])
    expect(faults(input)).toEqual([['totalsNotSums', 'a', 20, 20, '', 'withheld']])
    expect(sitting(input)).toMatchObject({ withheld: 'all', participants: 20 })
    // What is withheld is not told paper by paper besides.
    expect(told(input)).toEqual([])
  })
})

describe('items that a school left empty', () => {
  const empty = (papers: number, total: (items: readonly Answer[]) => number = sumOf) =>
    sound(papers).map(({ items }) => ({ items: [items[0]!, items[1]!, ''], score: total(items) }))

  it('keep its items out, and its scores where the totals lack them', () => {
    const whole = read([...empty(5), ...others(3)])
    expect(faults(whole)).toEqual([['itemsEmpty', 'a', 5, 5, '3', 'itemsWithheld']])
    expect(sitting(whole)).toMatchObject({ withheld: 'items', participants: 5, vectors: null, itemCounts: null })
    expect(sitting(whole).scores!.sum).toBe(4 + 2 + 1 + 3 + 4)
    const lacking = read([...empty(5, (items) => sumOf(items.slice(0, 2))), ...others(3)])
    expect(faults(lacking)).toEqual([['itemsEmpty', 'a', 5, 5, '3', 'withheld']])
    expect(sitting(lacking)).toMatchObject({ withheld: 'all', scores: null })
  })

  it('are none of four papers, nor where other schools leave as many cells empty', () => {
    expect(faults(read([...empty(4, (items) => sumOf(items.slice(0, 2))), ...others(3)]))).toEqual([])
    const blank = (papers: number, blanks: number): Paper[] =>
      sound(papers, 'b').map(({ items }, i) =>
        i < blanks ? { school: 'b', items: [items[0]!, items[1]!, ''] } : { school: 'b', items },
      )
    const lacking = empty(5, (items) => sumOf(items.slice(0, 2)))
    // Of the cells elsewhere 4 of 100 are empty, and 5 of 100.
    expect(faults(read([...lacking, ...blank(60, 4), ...sound(40, 'c')]))).toHaveLength(1)
    expect(faults(read([...lacking, ...blank(60, 5), ...sound(40, 'c')]))).toEqual([])
  })

  it('are none where a third of the schools leave them empty', () => {
    const lacking = (school: string) =>
      sound(6, school).map(({ items }) => ({ school, items: [items[0]!, items[1]!, ''] as Answer[] }))
    expect(faults(read([...lacking('a'), ...others(2)])).map(([code, school]) => [code, school])).toEqual([
      ['itemsEmpty', 'a'],
    ])
    expect(faults(read([...lacking('a'), ...lacking('b'), ...others(3)]))).toEqual([])
    expect(faults(read([...lacking('a'), ...lacking('b'), ...others(4)]))).toHaveLength(2)
  })
})

describe('booklets', () => {
  const booklet = (count: number, variant: number, items: readonly Answer[]): Paper[] =>
    times(count, { items, more: { variant } })

  it('of ten papers or more show which items they lack, if another has them', () => {
    const answers = (first: number, second: number) => [
      ...read([...booklet(first, 1, [1, 2, '']), ...booklet(second, 2, [1, '', 1])]).sittings[0]!.vectors!.scores,
    ]
    // 255 = not given, 254 = not attempted.
    expect(new Set(answers(10, 10))).toEqual(new Set([1, 2, 255]))
    expect(new Set(answers(10, 9))).toEqual(new Set([1, 2, 254, 255]))
    expect(answers(10, 9).filter((answer) => answer === 255)).toHaveLength(10)
  })

  it('say nothing where there is one alone, or where no booklet has the item', () => {
    const one = read(booklet(12, 1, [1, 2, ''])).sittings[0]!
    expect([...one.vectors!.scores].filter((answer) => answer === 255)).toEqual([])
    const both = read([...booklet(12, 1, [1, 2, '']), ...booklet(12, 2, [0, 1, ''])]).sittings[0]!
    expect([...both.vectors!.scores].filter((answer) => answer === 255)).toEqual([])
  })
})

describe('items and their scale', () => {
  it('are those of the scale, also where the file has fewer', () => {
    const input = read([...sound(8)].map(({ items }) => ({ items: items.slice(0, 2) })))
    expect(input.assessments[0]).toMatchObject({ itemMax: [1, 2, 1], maxScore: 4 })
  })

  it('are not those of a scale that is shorter than the items of the file', () => {
    const papers = others(3).map((paper) => ({ ...paper, items: [...paper.items, paper.items[0]!] }))
    const input = read(papers)
    expect(input.assessments[0]!.itemMax).toEqual([1, 2, 1, 1])
    expect(told(input)).toContainEqual(['itemsNotOfScale', null, null, '4', '3'])
  })

  it('may be one alone, called as the file calls it, also where the first file has none', () => {
    const collector = createCollector()
    for (const column of ['mark', '2К1 (1б)'])
      for (const [i, score] of [0, 1, 1].entries()) {
        const feed = collector.table('results', { file: `${column} ${i}` })
        feed.header(['school_id', 'subject', 'grade', 'year', 'score', column])
        feed.row([`s${i}`, 'История', '5', '2019', String(score), column === 'mark' ? '' : String(score)], 2)
        feed.end()
      }
    expect(collector.finish().assessments[0]).toMatchObject({ itemMax: [1], itemLabels: ['2К1'], maxScore: 1 })
    expect(read([{ items: [], score: 3 }], {}).assessments[0]).toMatchObject({ itemMax: null, maxScore: 3 })
    expect(read(times(4, { items: [1] }), {}).assessments[0]!.itemMax).toEqual([1])
  })

  it('are not known where nobody wrote, also under a header that names their maxima', () => {
    const results = [
      { school_id: 'a', subject: 'История', grade: 5, year: 2019, score: 'отсутствовал', '1 (1б)': '', '2 (2б)': '' },
    ]
    expect(collectTables({ results }).assessments[0]!.itemMax).toBeNull()
  })

  it('that only a later file has are called by their number', () => {
    const collector = createCollector()
    const feed = (file: string, columns: readonly string[], rows: readonly (readonly number[])[]) => {
      const own = collector.table('results', { file })
      own.header(['school_id', 'subject', 'grade', 'year', 'score', ...columns])
      rows.forEach((items, i) => {
        own.row(['s', 'История', '5', '2019', String(sumOf(items)), ...items.map(String)], i + 2)
      })
      own.end()
    }
    feed(
      '1.csv',
      ['2К1', '2К2'],
      Array.from({ length: 40 }, (_, i) => [i % 2, 1]),
    )
    feed('2.csv', ['2К1', '2К2', '2К3'], [[1, 1, 1]])
    const { problems, toCorrect } = collector.finish()
    expect(problems).toMatchObject([{ code: 'itemNotOfTest', file: '2.csv', row: 2, column: 'item_3', found: '1' }])
    expect(toCorrect).toMatchObject([{ code: 'strayCells', items: ['3'], files: ['1.csv', '2.csv'] }])
  })

  it('are called as the file calls them', () => {
    const renamed = (papers: readonly Paper[]) =>
      papers.map(
        ({ school = 'a', items }): Row => ({
          ...{ school_id: school, subject: 'История', grade: 5, year: 2019, score: sumOf(items) },
          ...{ '1 (1б)': items[0]!, '2К1 (2б)': items[1]!, '2К2 (1б)': items[2]! },
        }),
      )
    const input = collectTables({ results: renamed([...sound(20), { items: [1, 3, 0] }]) })
    expect(input.assessments[0]).toMatchObject({ itemMax: [1, 2, 1], itemLabels: ['1', '2К1', '2К2'], maxScore: 4 })
    expect(faults(input)).toEqual([['strayCells', 'a', 1, 21, '2К1', 'setAside']])
    expect(told(input)).toEqual([['itemAboveMaximum', 22, '2К1 (2б)', '3', '2']])
  })
})

describe('scores without items', () => {
  const plain = (school: string, ...scores: number[]): Paper[] => scores.map((score) => ({ school, items: [], score }))
  const usual = (school: string) => plain(school, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9)

  it('that nobody else reaches are set aside; two of a sitting, a tenth, take it out', () => {
    const one = read([...usual('a'), ...plain('a', 30), ...usual('b')], {})
    expect(faults(one)).toEqual([['scoresBeyond', 'a', 1, 11, '', 'setAside']])
    const two = read([...usual('a'), ...plain('a', 30, 40), ...usual('b')], {})
    expect(faults(two)).toEqual([['scoresBeyond', 'a', 2, 12, '', 'withheld']])
    expect(sitting(two)).toMatchObject({ withheld: 'all', participants: 12 })
    const many = read([...usual('a'), ...usual('a'), ...plain('a', 30, 40), ...usual('b')], {})
    expect(faults(many)).toEqual([['scoresBeyond', 'a', 2, 22, '', 'setAside']])
    expect(sitting(many).participants).toBe(20)
  })

  it('of a whole school that no other shows are those of another test', () => {
    const table = (school_id: string, counts: Record<string, number>): Row => ({
      ...{ school_id, subject: 'История', grade: 5, year: 2019 },
      ...{
        participants: Object.values(counts).reduce((a, b) => a + b, 0),
        score_3: '',
        score_4: '',
        score_60: '',
        ...counts,
      },
    })
    const schools = Array.from({ length: 8 }, (_, s) => table(`o${s}`, { score_3: 4, score_4: 5 }))
    const input = collectTables({ results: [...schools, table('x', { score_3: 1, score_60: 7 })] })
    expect(faults(input)).toEqual([['scoresBeyond', 'x', 7, 8, '', 'withheld']])
    expect(sitting(input, 'x')).toMatchObject({ withheld: 'all', participants: 8, scores: null })
    expect(sitting(input, 'o1').scores).toMatchObject({ n: 9, sum: 32 })
  })
})
