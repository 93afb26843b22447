import { describe, expect, it } from 'vitest'
import { NOT_ATTEMPTED } from '../../src/model'
import { countItems, SittingBuilder } from '../../src/sittings/builder'

const BLANK = NOT_ATTEMPTED
const NOT_GIVEN = 255

describe('scores of a sitting', () => {
  it('are counted one by one up to 1000', () => {
    const builder = new SittingBuilder()
    builder.addPaper(2, 0, 0, 3)
    builder.addPaper(0, 0, 0)
    expect(builder.scoreCounts()).toEqual([1, 0, 3])
    expect(builder.moments()).toEqual({ n: 4, sum: 6, sumOfSquares: 12 })
    builder.addPaper(1000, 0, 0)
    expect(builder.scoreCounts()).toHaveLength(1001)
    expect(builder.participants).toBe(5)
  })

  it.each([0.5, 1001])('are summed alone where one is %d', (score) => {
    const builder = new SittingBuilder()
    builder.addPaper(2, 3, 4)
    builder.addPaper(score, 4, 5, 2)
    expect(builder.scoreCounts()).toBeNull()
    expect(builder.journalByScore()).toBeNull()
    expect(builder.moments()).toEqual({ n: 3, sum: 2 + 2 * score, sumOfSquares: 4 + 2 * score * score })
    expect(builder.marks).toEqual([0, 0, 0, 1, 2, 0])
  })

  it('with decimals leave no trace of their order', () => {
    const scores = [0.1, 0.2, 0.3, 0.7, 1.1]
    const momentsOf = (all: readonly number[]) => {
      const builder = new SittingBuilder()
      for (const score of all) builder.addPaper(score, 0, 0)
      return builder.moments()
    }
    expect(momentsOf(scores)).toEqual(momentsOf(scores.toReversed()))
    expect(momentsOf(scores)).toEqual({ n: 5, sum: 2.4, sumOfSquares: 1.84 })
  })
})

describe('journal marks', () => {
  it('are counted by score and by mark, of pupils who have one', () => {
    const builder = new SittingBuilder()
    builder.addPaper(3, 4, 5, 2)
    builder.addPaper(1, 2, 3)
    builder.addPaper(2, 0, 3)
    builder.addPaper(7, 5, 0)
    expect(builder.journalByScore()).toEqual([[], [], [], [0, 1, 1], [], [0, 0, 0, 2]])
    const none = [0, 0, 0, 0, 0, 0]
    expect(builder.journalByMark()).toEqual([none, none, none, [0, 0, 1, 0, 0, 0], none, [0, 0, 0, 0, 2, 0]])
  })

  it('are kept when higher scores come, first beyond 24 and then beyond twice as many', () => {
    const builder = new SittingBuilder()
    for (const score of [0, 23, 24, 47, 48, 500, 1000]) {
      builder.addPaper(score, 0, 4)
      builder.addPaper(score, 0, 2, 2)
    }
    const rows = builder.journalByScore()!
    const held = (mark: number) => rows[mark]!.flatMap((count, score) => (count > 0 ? [[score, count]] : []))
    expect(held(4)).toEqual([0, 23, 24, 47, 48, 500, 1000].map((score) => [score, 1]))
    expect(held(2)).toEqual([0, 23, 24, 47, 48, 500, 1000].map((score) => [score, 2]))
    expect(rows[4]).toHaveLength(1001)
    expect(builder.journalByMark()).toBeNull()
  })

  it('are unknown where nobody has one', () => {
    const builder = new SittingBuilder()
    builder.addPaper(3, 4, 0)
    expect([builder.journalByScore(), builder.journalByMark()]).toEqual([null, null])
  })
})

describe('answers', () => {
  const add = (builder: SittingBuilder, answers: readonly number[], variant = 1, papers = 1, name?: string): void => {
    builder.addPaper(0, 0, 0, papers)
    builder.addAnswers(Uint8Array.from(answers), answers.length, variant, papers, name)
  }

  it('are kept paper by paper, in an order of their own, however many papers and items come', () => {
    const builder = new SittingBuilder()
    // A paper without answers, more papers than there is room for at first, and items that come later.
    builder.addPaper(0, 0, 0)
    for (let i = 0; i < 40; i++) add(builder, [i % 3, 2], 1 + (i % 2))
    add(builder, [1, 2, 3], 1, 2)
    builder.addPaper(0, 0, 0, 30)
    const { papers, scores, variants, items } = builder.vectors(3)!
    const rows = Array.from({ length: papers }, (_, i) => `${variants[i]}:${[...scores.slice(3 * i, 3 * i + 3)]}`)
    const blank = `0:${BLANK},${BLANK},${BLANK}`
    const times = (row: string, n: number) => Array(n).fill(row)
    expect([items, papers]).toEqual([3, 73])
    expect(rows).toEqual([
      ...times(blank, 31),
      ...times(`1:0,2,${BLANK}`, 7),
      ...times('1:1,2,3', 2),
      ...times(`1:1,2,${BLANK}`, 6),
      ...times(`1:2,2,${BLANK}`, 7),
      ...times(`2:0,2,${BLANK}`, 7),
      ...times(`2:1,2,${BLANK}`, 7),
      ...times(`2:2,2,${BLANK}`, 6),
    ])
  })

  it('of the first papers are kept where later ones have more items', () => {
    const builder = new SittingBuilder()
    add(builder, [1, 2])
    add(builder, [3, 0])
    add(builder, [0, 1, 2])
    expect([...builder.vectors(3)!.scores]).toEqual([0, 1, 2, 1, 2, BLANK, 3, 0, BLANK])
  })

  it('are cut or continued to the items of the test', () => {
    const builder = new SittingBuilder()
    add(builder, [1, 2])
    expect([...builder.vectors(1)!.scores]).toEqual([1])
    expect([...builder.vectors(3)!.scores]).toEqual([1, 2, BLANK])
    add(builder, [1, 3])
    expect([...builder.vectors(3)!.scores]).toEqual([1, 2, BLANK, 1, 3, BLANK])
    expect(builder.vectors(0)).toBeNull()
    expect(new SittingBuilder().vectors(2)).toBeNull()
  })

  it('are counted by item and points, a blank as no points, and not where the item was not in the booklet', () => {
    const builder = new SittingBuilder()
    add(builder, [0, 2], 1, 2)
    add(builder, [BLANK, 1])
    add(builder, [3, NOT_GIVEN])
    expect(countItems(builder.vectors(2)!)).toEqual({
      itemCounts: [
        [3, 0, 0, 1],
        [0, 1, 2],
      ],
      itemBlanks: [1, 0],
    })
  })

  it('are told class by class, of the items that a booklet had', () => {
    const builder = new SittingBuilder()
    const paper = (answers: readonly number[], variant: number, name: string, papers = 1): void => {
      builder.seesClass(name)
      add(builder, answers, variant, papers, name)
    }
    paper([2, 1, 0], 1, 'Б', 3)
    paper([1, BLANK, 4], 2, 'А')
    paper([0, 1, NOT_GIVEN], 1, 'А')
    paper([2], 1, 'Б')
    const shares = builder.classItems([2, 1, 4], new Map([[1, [2]]]))
    expect(shares).toEqual([
      // А: (1 + 0) / 2 papers of 2 points; 1 of 2; 4 of 4 points in the one booklet that had the item.
      { className: 'А', participants: 2, itemShares: [0.25, 0.5, 1] },
      // Б: all points of the first; 3 of 4 papers the second; no booklet with the third.
      { className: 'Б', participants: 4, itemShares: [1, 0.75, null] },
    ])
  })

  it('class by class count for nothing where a paper has fewer items than the test, whatever stands behind them', () => {
    const builder = new SittingBuilder()
    for (const name of ['А', 'Б']) {
      builder.seesClass(name)
      builder.addPaper(1, 0, 0)
      builder.addAnswers(Uint8Array.of(1, 1), 1, 1, 1, name)
    }
    expect(builder.classItems([1, 1], new Map())).toEqual([
      { className: 'А', participants: 1, itemShares: [1, 0] },
      { className: 'Б', participants: 1, itemShares: [1, 0] },
    ])
  })

  it('are not told class by class of one class, nor where a paper names none', () => {
    const one = new SittingBuilder()
    one.seesClass('А')
    add(one, [1], 1, 1, 'А')
    expect(one.classItems([1], new Map())).toBeNull()
    add(one, [1])
    expect(one.classItems([1], new Map())).toBeNull()
    for (const name of ['Б', 'В']) {
      one.seesClass(name)
      add(one, [1], 1, 1, name)
    }
    expect(one.classItems([1], new Map())?.map(({ className }) => className)).toEqual(['А', 'Б', 'В'])
    one.seesClass(null)
    expect(one.classItems([1], new Map())).toBeNull()
  })
})

describe('names of classes', () => {
  const seen = (...names: (string | null)[]) => {
    const builder = new SittingBuilder()
    for (const name of names) builder.seesClass(name)
    return builder.classes()
  }
  it('are sorted, and unknown where a pupil has none', () => {
    expect(seen('Б', 'А', 'А', 'В', 'Б')).toEqual(['А', 'Б', 'В'])
    expect(seen()).toEqual([])
    expect(seen('А', null, 'Б')).toBeNull()
    expect(seen(null)).toBeNull()
  })
})
