import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaperSet } from '../../src/input/collecting/paper-set'
import type { Sitting } from '../../src/model'
import { countItems, SittingBuilder } from '../../src/sittings/builder'
import { levelsFromScores } from '../../src/sittings/counts'
import { assessmentId, meanOf, mergeSittings, sittingKey, varianceOf } from '../../src/sittings/sitting'

interface Paper {
  readonly score: number
  readonly journal: number
  readonly mark: number
  readonly items: readonly number[]
}
const paper: fc.Arbitrary<Paper> = fc.record({
  score: fc.nat(20),
  journal: fc.constantFrom(0, 2, 3, 4, 5),
  mark: fc.constantFrom(2, 3, 4, 5),
  items: fc.array(fc.constantFrom(0, 1, 2, 254), { minLength: 3, maxLength: 3 }),
})

function sittingOf(papers: readonly Paper[]): Sitting {
  const builder = new SittingBuilder()
  for (const { score, mark, journal, items } of papers) {
    builder.addPaper(score, mark, journal)
    builder.addAnswers(Uint8Array.from(items), 3, 1)
  }
  const vectors = builder.vectors(3)
  const items = vectors === null ? null : countItems(vectors)
  const id = assessmentId({ subject: 'Математика', grade: 4, year: 2021 })
  return {
    key: sittingKey('a', id, null),
    schoolId: 'a',
    assessmentId: id,
    subject: 'Математика',
    grade: 4,
    year: 2021,
    className: null,
    participants: builder.participants,
    enrolled: papers.length % 2 === 0 ? papers.length : null,
    scores: builder.moments(),
    scoreCounts: builder.scoreCounts(),
    levelCounts: builder.marks.slice(2),
    exactLevels: true,
    itemCounts: items?.itemCounts ?? null,
    itemBlanks: items?.itemBlanks ?? null,
    itemShares: null,
    journalByScore: builder.journalByScore(),
    journalByMark: builder.journalByMark(),
    vectors,
  }
}

describe('mergeSittings', () => {
  const papers = fc.array(paper, { minLength: 1, maxLength: 12 })

  it('equals counting all papers at once, in any order and grouping', () => {
    fc.assert(
      fc.property(papers, papers, papers, (a, b, c) => {
        const [x, y, z] = [sittingOf(a), sittingOf(b), sittingOf(c)]
        const whole = { ...sittingOf([...c, ...a, ...b]), enrolled: null }
        const left = mergeSittings(mergeSittings(x, y), z)
        expect(mergeSittings(x, mergeSittings(y, z))).toEqual(left)
        expect(mergeSittings(y, x)).toEqual(mergeSittings(x, y))
        const known = [a, b, c].every((part) => part.length % 2 === 0)
        expect(left.enrolled).toBe(known ? a.length + b.length + c.length : null)
        expect({ ...left, enrolled: null }).toEqual(whole)
      }),
      { numRuns: 100 },
    )
  })

  it('makes unknown what is unknown of a part', () => {
    const known = sittingOf([{ score: 3, journal: 4, mark: 2, items: [1, 1, 1] }])
    const merged = mergeSittings(known, {
      ...known,
      scoreCounts: null,
      vectors: null,
      participants: null,
      journalByMark: null,
    })
    expect(merged).toMatchObject({ scoreCounts: null, vectors: null, participants: null, levelCounts: [2, 0, 0, 0] })
    expect(merged.journalByMark).toEqual(known.journalByMark)
  })

  it('refuses sittings of different schools', () => {
    const one = sittingOf([{ score: 3, journal: 4, mark: 2, items: [1, 1, 1] }])
    expect(() => mergeSittings(one, { ...one, schoolId: 'b' })).toThrow(RangeError)
  })
})

describe('mean and variance', () => {
  it('agree with the definition', () => {
    const sitting = sittingOf([1, 4, 4, 9].map((score) => ({ score, journal: 0, mark: 2, items: [0, 0, 0] })))
    expect(meanOf(sitting)).toBe(4.5)
    expect(varianceOf(sitting)).toBeCloseTo(11, 12)
  })

  it('are null where nothing is known', () => {
    expect(meanOf({ scores: null })).toBeNull()
    expect(meanOf({ scores: { n: 0, sum: 0, sumOfSquares: 0 } })).toBeNull()
    expect(meanOf({ scores: { n: 1, sum: 3, sumOfSquares: 9 } })).toBe(3)
    expect(varianceOf({ scores: { n: 1, sum: 3, sumOfSquares: 9 } })).toBeNull()
    expect(varianceOf({ scores: { n: 5, sum: 3, sumOfSquares: null } })).toBeNull()
  })
})

it('turns scores into marks by their lowest scores', () => {
  expect(levelsFromScores([1, 2, 3, 4], [1, 3])).toEqual([1, 5, 4])
  expect(levelsFromScores([7], [1, 3, 5])).toEqual([7, 0, 0, 0])
})

it('knows every paper it has seen and no other', () => {
  const set = new PaperSet()
  const seen = new Set<string>()
  const number = fc.sample(fc.tuple(fc.nat(40), fc.nat(3), fc.nat(99999)), { numRuns: 30_000, seed: 1 })
  for (const [school, assessment, pupil] of number) {
    const key = `${school} ${assessment} ${pupil}`
    expect(set.add(school, assessment, '', String(pupil))).toBe(!seen.has(key))
    seen.add(key)
  }
})
