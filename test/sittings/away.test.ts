import { describe, expect, it } from 'vitest'
import { awayOf, type CodedSitting } from '../../src/sittings/away'

const test = (scores: Readonly<Record<number, number>>, own: Partial<CodedSitting> = {}): CodedSitting => ({
  pupils: Object.keys(scores).map(Number),
  scores: Object.values(scores),
  maxScore: 10,
  absent: null,
  missing: 0,
  ...own,
})

/** Eight pupils; 1 is the weakest. From the second test 1, 2 and 8 stayed away. */
const all = test({ 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8 })
const some = { 3: 2, 4: 4, 5: 5, 6: 7, 7: 8 }

describe('awayOf', () => {
  it('counts pairs of an absent and a present pupil by what they reach in the other tests', () => {
    // 1 and 2 beat none of the five who came, 8 beats all.
    expect(awayOf([all, test(some, { missing: 3 })])).toEqual([null, { present: 5, absent: 3, better: 5 }])
  })

  it('leaves the test itself out of what its pupils reach', () => {
    // Elsewhere 3 (2 points) stands as high as 4: half a pair.
    const other = test({ 1: 1, 2: 2, 3: 4, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8 })
    const here = test({ 4: 5, 5: 4, 6: 6, 7: 7, 8: 8 }, { absent: [3] })
    expect(awayOf([other, here])[1]).toEqual({ present: 5, absent: 1, better: 0.5 })
  })

  it('takes those whom the table lists as absent, and nobody else', () => {
    expect(awayOf([all, test(some, { absent: [1, 2, 2, 7, 99] })])[1]).toEqual({ present: 5, absent: 2, better: 0 })
  })

  it('says nothing where more of the grade did not write than were missing: some were not to write', () => {
    expect(awayOf([all, test(some, { missing: 2 })])[1]).toBeNull()
    expect(awayOf([all, test(some, { missing: null })])[1]).toBeNull()
  })

  it('says nothing where equal codes do not go with alike results: they are not the same pupils', () => {
    const others = { 3: 8, 4: 2, 5: 7, 6: 1, 7: 4 }
    expect(awayOf([all, test(others, { missing: 3 })])).toEqual([null, null])
  })

  it('takes codes for pupils where the results of two tests go together by more than .2, whatever their scales', () => {
    // Standings -2 to 2 of a tenth in both: sums of squares 10, of products 3 and 1. The sixth stands in the middle.
    const first = test({ 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 3 })
    const second = { maxScore: 20, missing: 1 }
    const alike = test({ 1: 2, 2: 10, 3: 6, 4: 4, 5: 8 }, second)
    expect(awayOf([first, alike])).toEqual([null, { present: 5, absent: 1, better: 2.5 }])
    expect(awayOf([first, test({ 1: 6, 2: 4, 3: 10, 4: 2, 5: 8 }, second)])).toEqual([null, null])
  })

  it('goes by the mean of the other tests that a pupil wrote, each as a share of its scale', () => {
    // Above the mean of 5 of 10 and of 10 of 20: 1 -.5 and -.3, 2 -.2 and -.1, 3 0 and .1, 4 .3 and .3, 5 .1 and 0, 6 .3.
    const first = test({ 1: 0, 2: 3, 3: 5, 4: 8, 5: 6, 6: 8 })
    const second = test({ 1: 4, 2: 8, 3: 12, 4: 16, 5: 10 }, { maxScore: 20 })
    const third = test({ 1: 2, 2: 4, 3: 6, 4: 8 }, { missing: 2 })
    // Of -.4, -.15, .05 and .3 who came, 5 with .05 beats two and equals one, 6 with .3 beats three and equals one.
    expect(awayOf([first, second, third])).toEqual([null, null, { present: 4, absent: 2, better: 6 }])
  })

  it('compares with a single one who came and wrote another test', () => {
    const here = test({ 7: 8, 21: 2 }, { absent: [1] })
    expect(awayOf([all, here])[1]).toEqual({ present: 1, absent: 1, better: 0 })
  })

  it('says nothing of a single test', () => {
    expect(awayOf([test(some, { missing: 3 })])).toEqual([null])
  })
})
