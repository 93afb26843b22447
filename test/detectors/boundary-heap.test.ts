import { describe, expect, it } from 'vitest'
import { boundaryHeap } from '../../src/detectors/boundary-heap'
import { neutralShares } from '../../src/detectors/tools/neutral-share'
import { CUTS, mean, oneTest, pOf } from './made-region'
import { answers, wholeRegion } from './region'

/** Papers up to two points below a cut-off are raised to it, one in `every`. */
const lift = (every: number) => (scores: number[]) =>
  scores.map((t, i) => (i % every === 0 ? (CUTS.find((cut) => t < cut && t >= cut - 2) ?? t) : t))
const first = (seed: number, every: number) =>
  answers([boundaryHeap], oneTest(seed, lift(every)), wholeRegion(60))[0]![0]!

describe('boundary-heap', () => {
  it('sees papers lifted over the cut-offs, and the more the surer', () => {
    const p = [100, 2, 1].map((every) => mean([1, 2, 3, 4].map((seed) => pOf(first(seed, every)))))
    expect(p[2]).toBeLessThan(0.001)
    for (let k = 1; k < p.length; k++) expect(p[k]!).toBeLessThan(p[k - 1]!)
  })

  it('counts the pupils near the cut-offs by hand', () => {
    const input = oneTest(1, lift(1))
    const { scoreCounts } = input.sittings[0]!
    const at = (scores: readonly number[]) => scores.reduce((sum, t) => sum + scoreCounts![t]!, 0)
    const outcome = first(1, 1)
    expect(outcome.details).toMatchObject({
      above: at([6, 10, 15]),
      near: at([4, 5, 6, 8, 9, 10, 13, 14, 15]),
    })
  })

  it('is undecided where even all pupils above would be no wonder', () => {
    const far = oneTest(1, (scores) => scores.map((_, i) => (i === 0 ? 10 : 18)))
    expect(answers([boundaryHeap], far, wholeRegion(60))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewNearCuts',
    })
  })

  it('knows how many are in excess where the whole region lifts', () => {
    // Pupils of one region, VPR 2021, mathematics 5 (max 20; marks from 7, 11, 15): 469 at six points, 4010 at seven.
    const pupils = [
      155, 395, 562, 692, 675, 561, 469, 4010, 2503, 1830, 1392, 2860, 2035, 1570, 1173, 1162, 765, 478, 262, 105, 50,
    ]
    const [three] = neutralShares(pupils, [7, 11, 15], { below: 2, above: 2 })!
    expect(three).toMatchObject({ below: 561 + 469, above: 4010 + 2503 })
    expect(three!.neutral).toBeGreaterThan(0.5)
    expect(three!.neutral).toBeLessThan(0.7)
    // A distribution without steps has no heap: binomial 20, .5 (x 2^20), shares from its own counts.
    const binomial = [1, 20, 190, 1140, 4845, 15504, 38760, 77520, 125970, 167960, 184756]
    const smooth = [...binomial, ...binomial.slice(0, 10).reverse()]
    for (const cut of neutralShares(smooth, [7, 11, 15], { below: 2, above: 2 })!)
      expect(cut.above / (cut.above + cut.below)).toBeCloseTo(cut.neutral, 1)
  })
})
