import { describe, expect, it } from 'vitest'
import { formOf, highestScoreOf, pointsOf, type StoreOfSchool } from '../../src/input/collecting/form'
import { EMPTY, type PaperStore } from '../../src/input/collecting/papers'
import { totalsOf } from '../../src/input/collecting/totals'

interface Paper {
  readonly answers: readonly number[]
  /** The sum of the answers, where nothing else is said. */
  readonly score?: number
}
const sumOf = (answers: readonly number[]): number => answers.reduce((sum, own) => sum + pointsOf(own), 0)

const storeOf = (papers: readonly Paper[]): PaperStore =>
  ({
    count: papers.length,
    items: Math.max(0, ...papers.map(({ answers }) => answers.length)),
    answer: (i: number, j: number) => papers[i]!.answers[j] ?? EMPTY,
    score: (i: number) => papers[i]!.score ?? sumOf(papers[i]!.answers),
  }) as unknown as PaperStore

const times = (count: number, answers: readonly number[], score?: number): Paper[] =>
  Array.from({ length: count }, () => ({ answers, ...(score === undefined ? {} : { score }) }))
/** So many schools, each with these papers; those of some schools are others. */
const region = (
  count: number,
  usual: readonly Paper[],
  other: Record<number, readonly Paper[]> = {},
): StoreOfSchool[] => Array.from({ length: count }, (_, school) => ({ school, store: storeOf(other[school] ?? usual) }))

describe('items and maxima as nearly all papers show them', () => {
  const usual = [...times(9, [1, 2]), ...times(9, [0, 1])]

  it('are the columns that a fifth of the schools fill, of two schools a twentieth of the papers', () => {
    const stray = times(18, [1, 2, 1])
    expect(formOf(region(10, usual)).columns).toEqual([0, 1])
    expect(formOf(region(10, usual, { 3: stray })).columns).toEqual([0, 1])
    expect(formOf(region(10, usual, { 3: stray, 4: stray })).columns).toEqual([0, 1, 2])
    expect(formOf(region(11, usual, { 3: stray, 4: stray })).columns).toEqual([0, 1])
    // Three schools are enough to ask for two of them.
    expect(formOf(region(3, usual, { 0: stray })).columns).toEqual([0, 1])
    const few = (filled: number): StoreOfSchool[] =>
      region(1, [...times(filled, [1, 2, 1]), ...times(100 - filled, [1, 2])])
    expect(formOf(few(5)).columns).toEqual([0, 1, 2])
    expect(formOf(few(4)).columns).toEqual([0, 1])
  })

  it('take no column of noughts for an item that everybody failed, unless the papers are few', () => {
    expect(formOf(region(3, times(17, [1, 0]))).columns).toEqual([0])
    expect(formOf(region(7, times(7, [1, 0]))).columns).toEqual([0, 1])
    expect(formOf(region(3, [...times(17, [1, 0]), ...times(1, [1, 1])])).columns).toEqual([0, 1])
  })

  it('of sixty schools or more need three of them, and 4 % of all', () => {
    const one = (schools: number, showing: number) => {
      const own = Object.fromEntries(
        Array.from({ length: showing }, (_, s) => [s, [...times(17, [1, 2]), ...times(1, [1, 3])]]),
      )
      return formOf(region(schools, usual, own)).maxima
    }
    expect(one(60, 3)).toEqual([1, 3])
    expect(one(60, 2)).toEqual([1, 2])
    expect(one(100, 4)).toEqual([1, 3])
    expect(one(100, 3)).toEqual([1, 2])
  })

  it('of eight schools or more need two of them; of fewer two papers, of twenty papers one', () => {
    // The papers that reach more are among the weakest: they are no last point of a hard item.
    const weak = { answers: [0, 3], score: 9 }
    const showing = (schools: number, ...own: number[]) =>
      formOf(region(schools, usual, Object.fromEntries(own.map((s) => [s, [...times(17, [1, 2]), weak]])))).maxima
    expect(showing(8, 0, 1)).toEqual([1, 3])
    expect(showing(8, 0)).toEqual([1, 2])
    expect(showing(7, 0, 1)).toEqual([1, 3])
    expect(showing(7, 0)).toEqual([1, 2])
    // Six schools reach one point, two of them two.
    const low = [...times(9, [1]), ...times(9, [0])]
    const two = [...low, { answers: [2], score: 9 }]
    expect(formOf(region(8, low, { 0: two, 1: two })).maxima).toEqual([2])
    expect(formOf(region(8, low, { 0: two })).maxima).toEqual([1])
    expect(formOf(region(1, [...times(18, [1, 2]), weak])).maxima).toEqual([1, 3])
    expect(formOf(region(1, [...times(19, [1, 2]), weak])).maxima).toEqual([1, 2])
  })

  it('end where a gap of more than two points begins; the first may be five', () => {
    const of = (...points: number[]) =>
      formOf(
        region(
          3,
          points.flatMap((own) => times(9, [own])),
        ),
      ).maxima
    expect(of(0, 5)).toEqual([5])
    expect(of(0, 6)).toEqual([1])
    expect(of(0, 1, 3)).toEqual([3])
    expect(of(0, 1, 4)).toEqual([1])
    expect(of(0, 2, 3, 4, 6)).toEqual([6])
  })

  it('take the last point of a hard item from one paper, where it is sound and one of the best', () => {
    const weak = times(12, [0, 1, 1])
    const strong = times(5, [1, 1, 2])
    const form = (paper: Paper) => formOf(region(3, [...weak, ...strong], { 0: [...weak, ...strong, paper] })).maxima
    expect(form({ answers: [1, 2, 2] })).toEqual([1, 2, 2])
    // Not among the best, with a total that is no sum, with another cell too high, or three points above the next.
    expect(form({ answers: [0, 2, 0] })).toEqual([1, 1, 2])
    expect(form({ answers: [1, 2, 2], score: 6 })).toEqual([1, 1, 2])
    expect(form({ answers: [1, 2, 3] })).toEqual([1, 1, 2])
    expect(form({ answers: [1, 4, 2] })).toEqual([1, 1, 2])
    expect(form({ answers: [1, 3, 2] })).toEqual([1, 3, 2])
  })

  it('say of how many papers they are; of no papers nothing', () => {
    expect(formOf(region(3, usual)).shownBy).toBe(54)
    expect(formOf([])).toEqual({ columns: [], maxima: [], shownBy: 0 })
  })
})

describe('the highest score that is no stray one', () => {
  const schools = (...own: (readonly number[])[]) => new Map(own.map((counts, s) => [s, counts]))
  const at = (...scores: number[]): number[] => {
    const counts: number[] = []
    for (const score of scores) counts[score] = (counts[score] ?? 0) + 1
    return Array.from(counts, (count) => count ?? 0)
  }

  it('is seen in two papers, or lies two points or a tenth above such a one', () => {
    expect(highestScoreOf(schools(at(3, 3)))).toBe(3)
    expect(highestScoreOf(schools(at(3, 3, 5)))).toBe(5)
    expect(highestScoreOf(schools(at(3, 3, 6)))).toBe(3)
    expect(highestScoreOf(schools(at(3, 3, 5, 7, 10)))).toBe(7)
    expect(highestScoreOf(schools(at(40, 40, 44)))).toBe(44)
    expect(highestScoreOf(schools(at(40, 40, 45)))).toBe(40)
    expect(highestScoreOf(schools(at(41, 41, 46)))).toBe(46)
  })

  it('of eight schools is seen in two of them; of none twice it is the highest of all', () => {
    const eight = (own: readonly number[]) => schools(own, ...Array.from({ length: 7 }, () => at(3)))
    expect(highestScoreOf(eight(at(9, 9, 9)))).toBe(3)
    expect(highestScoreOf(schools(...Array.from({ length: 6 }, () => at(3)), at(9, 9)))).toBe(9)
    expect(highestScoreOf(schools(at(2, 7)))).toBe(7)
    expect(highestScoreOf(schools())).toBeNull()
  })
})

describe('totals of a sitting', () => {
  const totals = (papers: readonly Paper[], columns = [0, 1, 2]) => {
    const sums = Float64Array.from(papers, ({ answers }) => sumOf(columns.map((j) => answers[j] ?? EMPTY)))
    return totalsOf(storeOf(papers), [...papers.keys()], sums, columns)
  }
  const right = (count: number) => times(count, [1, 1, 2])

  it('are the sums of the items; papers without an item say nothing', () => {
    expect(totals([...right(5), ...times(2, [EMPTY, EMPTY, EMPTY], 4)])).toEqual({
      ...{ kind: 'sums', differing: 0, differingAt: [], sound: 5, leftOut: [] },
    })
  })

  it('may differ by chance in two papers, or a tenth of them', () => {
    const wrong = (count: number, of: number) => totals([...times(count, [1, 1, 2], 3), ...right(of - count)])
    // Two of three, three of thirty; three of twenty-nine are more.
    expect(totals([...times(1, [1, 0, 2], 9), ...times(1, [1, 1, 2], 1), ...right(1)]).kind).toBe('sums')
    expect(wrong(3, 30)).toMatchObject({ kind: 'sums', differing: 3, differingAt: [0, 1, 2] })
    expect(wrong(3, 29)).toMatchObject({ kind: 'differ', sound: 29 })
  })

  it('are nought in three papers, and in nine of ten that solved anything', () => {
    const nought = (count: number, others: number) =>
      totals([...times(count, [1, 1, 2], 0), ...right(others), ...times(4, [0, 0, 0])])
    expect(nought(3, 0)).toMatchObject({ kind: 'zero', differing: 7, sound: 7 })
    expect(nought(2, 0).kind).toBe('sums')
    expect(nought(9, 1).kind).toBe('zero')
    expect(nought(8, 1).kind).not.toBe('zero')
  })

  it('leave one item out, or two, in nine papers of ten, and three that show it', () => {
    const lacking = (left: number, count: number, others: number) => {
      const kinds = [
        [1, 1, 2],
        [0, 1, 1],
        [1, 0, 2],
        [0, 0, 1],
      ]
      const wrong = Array.from({ length: count }, (_, i): Paper => {
        const answers = kinds[i % 4]!
        return { answers, score: sumOf(answers) - (left & 1 ? answers[0]! : 0) - (left & 2 ? answers[1]! : 0) }
      })
      return totals([...wrong, ...times(others, [1, 1, 2], 1)])
    }
    expect(lacking(1, 12, 0)).toMatchObject({ kind: 'leaveOut', leftOut: [0], sound: 12 })
    expect(lacking(2, 12, 0)).toMatchObject({ kind: 'leaveOut', leftOut: [1] })
    expect(lacking(3, 12, 0)).toMatchObject({ kind: 'leaveOut', leftOut: [0, 1] })
    expect(lacking(1, 18, 2).kind).toBe('leaveOut')
    expect(lacking(1, 16, 2).kind).toBe('differ')
    // Two papers show nothing of an item.
    expect(totals([...times(2, [1, 0, 2], 2), ...times(20, [0, 1, 1])]).kind).toBe('sums')
    expect(totals([...times(3, [1, 0, 2], 2), ...times(20, [0, 1, 1])]).leftOut).toEqual([0])
  })
})
