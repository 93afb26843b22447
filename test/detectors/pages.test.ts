/**
 * The snippets "by hand in R" of docs/detectors: what their last comments say is what the detector finds on the
 * same example. `pages.slow.test.ts` runs them.
 */
import { describe, expect, it } from 'vitest'
import { boundaryHeap } from '../../src/detectors/boundary-heap'
import { difficultyOf, slopeOn } from '../../src/detectors/hard-items'
import { levelShape } from '../../src/detectors/level-shape'
import { spreadOf } from '../../src/detectors/low-spread'
import { lowTail } from '../../src/detectors/low-tail'
import { markGap } from '../../src/detectors/mark-gap'
import { surplusOf } from '../../src/detectors/own-mark-gap'
import type { Detector } from '../../src/detectors/runner/detector'
import { covarianceOf, deviationsOf } from '../../src/detectors/tools/patterns/deviations'
import { pairAt, poolItems } from '../../src/detectors/tools/patterns/pooled'
import { Composition, stratify } from '../../src/detectors/tools/patterns/strata'
import { surprises } from '../../src/detectors/tools/patterns/surprise'
import { controlOf } from '../../src/detectors/tools/standing'
import { chanceVariance } from '../../src/detectors/tools/weaker-away'
import { pooledWithinVariance } from '../../src/detectors/tools/within-variance'
import { topHeap } from '../../src/detectors/top-heap'
import type { Outcome, Sitting } from '../../src/model'
import { awayOf } from '../../src/sittings/away'
import { binomialPoint, binomialUpper } from '../../src/statistics/tails'
import { pages, saidIn, snippetsOf, textOf } from './pages'
import { sittingOf } from './patterns/region'
import { answers, bareSitting, fromScores, regionOf, wholeRegion } from './region'

describe.each(pages)('%s', (page) => {
  it('says what is asked, how, when not, how to check it in R and in Excel, and its limits', () => {
    const text = textOf(page)
    for (const part of [/Question\./, /Comput|computed/, /Undecided|does not answer/, /\bR\b/, /Excel/, /Limits/])
      expect(text).toMatch(part)
    expect(snippetsOf(page).length).toBeGreaterThan(0)
    expect(snippetsOf(page).flatMap(saidIn).length).toBeGreaterThan(0)
  })
})

const spread = (counts: readonly number[]): number[] => counts.flatMap((c, t) => new Array<number>(c).fill(t))
const BASE = [1, 2, 3, 5, 6, 8, 9, 9, 9, 8, 6, 5, 3, 2, 1]
const OWN = [0, 0, 1, 1, 4, 2, 2, 1, 7, 4, 2, 1, 4, 1, 0]
function ownOutcome(detector: Detector): Outcome & { outcome: 'measured' } {
  const sittings = Array.from({ length: 21 }, (_, i) =>
    bareSitting({ schoolId: `s${i}`, ...fromScores(spread(i === 20 ? OWN : BASE), 14) }),
  )
  const region = regionOf(sittings, { maxScore: 14, cuts: [4, 8, 12], levels: ['2', '3', '4', '5'] })
  return answers([detector], region, wholeRegion(21))[0]![20] as never
}

const PAPERS = [
  [1, 1, 0, 0],
  [1, 0, 1, 0],
  [0, 0, 1, 1],
  [1, 1, 0, 0],
  [1, 1, 1, 0],
  [0, 1, 1, 1],
  [1, 0, 1, 1],
  [1, 1, 0, 1],
]
const paperSitting = (i: number, rows: readonly number[]): Sitting =>
  sittingOf(i, Uint8Array.from(rows.flatMap((k) => PAPERS[k]!)), new Uint8Array(rows.length), [1, 1, 1, 1])

function itemThree(): number {
  const papers = stratify([paperSitting(0, [0, 1, 4, 5]), paperSitting(1, [2, 3, 6, 7])])!
  const pooled = poolItems(papers)
  const covariance = new Float64Array(pooled.pairs)
  covarianceOf(pooled, new Composition(papers).of(0), covariance)
  return deviationsOf(papers, pooled)[2]! / Math.sqrt(covariance[pairAt(4, 2, 2)]!)
}

const standing = (above: number, n: number) => ({ above, variance: 1 / n, tau2: 0.1, points: 1 })
const scores = [
  [4, 6, 8, 10],
  [7, 9, 9, 11, 14],
  [12, 12, 15, 16, 18, 20],
]

/** The same examples as the library computes them. */
const OURS: Readonly<Record<string, () => readonly number[]>> = {
  'high-level': () => [
    pooledWithinVariance(scores.map((s, i) => bareSitting({ schoolId: `s${i}`, ...fromScores(s, 20) }))) / 6,
  ],
  'own-control': () => [0.9 - controlOf([standing(0.4, 20), standing(0.1, 25), standing(0.3, 30)])!.above],
  'subject-profile': () => [0.9 - controlOf([standing(0.4, 24), standing(0.1, 24)])!.above],
  'low-spread': () => {
    const { y, variance } = spreadOf(24, 0.3, 3)
    return [y / Math.sqrt(variance)]
  },
  'level-shape': () => [ownOutcome(levelShape).value],
  'low-tail': () => [ownOutcome(lowTail).details!.usual as number],
  'boundary-heap': () => [ownOutcome(boundaryHeap).details!.expected as number],
  'top-heap': () => {
    const own = [...OWN.slice(0, 14), 3]
    const sittings = Array.from({ length: 21 }, (_, i) =>
      bareSitting({ schoolId: `s${i}`, ...fromScores(spread(i === 20 ? own : BASE), 14) }),
    )
    return [
      (answers([topHeap], regionOf(sittings, { maxScore: 14 }), wholeRegion(21))[0]![20] as { value: number }).value,
    ]
  },
  'own-mark-gap': () => {
    const sums = (n: number, sum: number) => ({ n, sum, sumOfSquares: 0 })
    return [surplusOf([sums(2, 20), sums(1, 15)], [sums(12, 100), sums(6, 75)]).mean]
  },
  'mark-gap': () => {
    const journalByMark = Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 0])
    const test = [4, 3, 5, 4, 5, 5, 4, 3]
    ;[3, 3, 4, 4, 5, 3, 4, 2].forEach((journal, k) => journalByMark[journal]![test[k]!]!++)
    const sittings = Array.from({ length: 12 }, (_, i) =>
      bareSitting({ schoolId: `s${i}`, participants: 8, journalByMark }),
    )
    return [(answers([markGap], regionOf(sittings), wholeRegion(12))[0]![0] as { value: number }).value]
  },
  absence: () => {
    const test = (pupils: readonly number[], absent: readonly number[] | null) => ({
      ...{ pupils, scores: pupils, maxScore: 8, absent, missing: null },
    })
    const away = awayOf([test([1, 2, 3, 4, 5, 6, 7, 8], null), test([3, 4, 5, 6, 7], [1, 2, 8])])[1]!
    const number = binomialUpper(6, 25, 0.08) - binomialPoint(6, 25, 0.08) / 2
    return [number, away.better / (away.present * away.absent), chanceVariance(away)]
  },
  'item-profile': () => [itemThree()],
  'hard-items': () => {
    const difficulty = difficultyOf(Float64Array.of(0.9, 0.8, 0.6, 0.4, 0.2))
    return [slopeOn(difficulty, Float64Array.of(-4, -2, 0, 3, 6), Float64Array.of(3, 4, 5, 5, 4)).slope]
  },
  'response-fit': () => [...surprises(stratify([paperSitting(0, [0, 1, 2, 3, 4])])!)],
}

describe('the library finds the same', () => {
  it.each(Object.entries(OURS))('%s', (page, ours) => {
    const said = snippetsOf(page).flatMap(saidIn)
    const found = ours()
    expect(said).toHaveLength(found.length)
    found.forEach((value, k) => {
      // As many digits as the pages show.
      expect(Math.abs(value - said[k]!)).toBeLessThan(
        Math.max(5.1e-4 * Number(page === 'response-fit'), 1e-5 * Math.abs(value)),
      )
    })
  })
})
