import { describe, expect, it } from 'vitest'
import { paperShuffler } from '../../../src/detectors/tools/patterns/alike'
import { covarianceOf } from '../../../src/detectors/tools/patterns/deviations'
import { pairAt, poolItems } from '../../../src/detectors/tools/patterns/pooled'
import { quadraticTail } from '../../../src/detectors/tools/patterns/quadratic'
import { type ShuffledSum, shuffledSums } from '../../../src/detectors/tools/patterns/scalar'
import { Composition, type Papers, pointsOf, stratify } from '../../../src/detectors/tools/patterns/strata'
import { createRandom } from '../../../src/statistics/random'
import { region } from './region'

/** Twelve schools, few items, so that every total has many papers and blocks are single totals. */
const SIZES = [8, 20, 45, ...new Array<number>(40).fill(30)]
const ITEMS = [1, 1, 2, 1, 1]
const papers = stratify(region({ seed: 5, sizes: SIZES, itemMax: ITEMS, variants: 1 }).sittings)!
const pooled = poolItems(papers)
const SHUFFLES = 4000
const J = ITEMS.length

/** Deviations of one sitting after its papers changed places. */
function deviationAfter(members: Int32Array): Float64Array {
  const deviation = new Float64Array(J)
  for (const paper of members) {
    const i = papers.start.findIndex((_, s) => paper < papers.start[s + 1]!)
    const at = (paper - papers.start[i]!) * J
    for (let j = 0; j < J; j++)
      deviation[j]! += pointsOf(papers.vectors[i]!.scores[at + j]!) - pooled.mean[papers.stratumOf[paper]! * J + j]!
  }
  return deviation
}

const shuffle = paperShuffler(papers, createRandom(11, 'shuffling'))
/** Papers of the first three schools after each shuffle. */
const shuffles = Array.from({ length: SHUFFLES }, () => {
  const paperAt = shuffle()
  return [0, 1, 2].map((i) => paperAt.slice(papers.start[i], papers.start[i + 1]))
})

describe('shuffling pupils between schools inside equal totals', () => {
  it('keeps the totals of every school', () => {
    const composition = new Composition(papers)
    for (const members of shuffles.slice(0, 20))
      members.forEach((list, i) => {
        const before = Array.from(composition.of(i).met, (s, k) => [s, composition.papersIn(k)])
        const after = new Map<number, number>()
        for (const paper of list) after.set(papers.stratumOf[paper]!, (after.get(papers.stratumOf[paper]!) ?? 0) + 1)
        expect([...after].sort(([a], [b]) => a - b)).toEqual(before)
      })
  })

  it.each([0, 1, 2])('has the mean and covariance of the formula in school %i', (i) => {
    const draws = shuffles.map((members) => deviationAfter(members[i]!))
    const covariance = new Float64Array(pooled.pairs)
    covarianceOf(pooled, new Composition(papers).of(i), covariance)
    for (let j = 0; j < J; j++)
      for (let k = j; k < J; k++) {
        const products = draws.map((d) => d[j]! * d[k]!)
        const mean = products.reduce((sum, x) => sum + x, 0) / SHUFFLES
        const sd = Math.sqrt(products.reduce((sum, x) => sum + (x - mean) ** 2, 0) / SHUFFLES)
        // Five standard errors of the simulation.
        expect(Math.abs(mean - covariance[pairAt(J, j, k)]!)).toBeLessThan((5 * sd) / Math.sqrt(SHUFFLES))
      }
    for (let j = 0; j < J; j++) {
      const mean = draws.reduce((sum, d) => sum + d[j]!, 0) / SHUFFLES
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(covariance[pairAt(J, j, j)]! / SHUFFLES))
    }
  })

  it.each([0, 1, 2])('gives the quadratic form its tail in school %i', (i) => {
    const covariance = new Float64Array(pooled.pairs)
    covarianceOf(pooled, new Composition(papers).of(i), covariance)
    const weights = Float64Array.from({ length: J }, (_, j) => 1 / covariance[pairAt(J, j, j)]!)
    const p = shuffles.map((members) => {
      const q = deviationAfter(members[i]!).reduce((sum, d, j) => sum + d * d * weights[j]!, 0)
      return quadraticTail(q, weights, covariance)!.p
    })
    // With few papers the deviations are coarse and the normal form runs conservative, never beyond half as much again.
    for (const nominal of [0.1, 0.05, 0.01]) {
      const share = p.filter((value) => value < nominal).length / SHUFFLES
      const noise = 4 * Math.sqrt((nominal * (1 - nominal)) / SHUFFLES)
      expect(share).toBeLessThan(1.5 * nominal + noise)
      expect(share).toBeGreaterThan(0.5 * nominal - noise)
    }
  })

  it('has the mean, variance and third moment of the formula for a number per paper', () => {
    const values = Float64Array.from(papers.stratumOf, (_, p) => Math.exp(((p * 37) % 101) / 40))
    const expected = shuffledSums(papers, values)
    const means = meansOf(papers, values)
    for (const i of [0, 1, 2]) {
      const draws = shuffles.map((members) =>
        members[i]!.reduce((sum, paper) => sum + values[paper]! - means[papers.stratumOf[paper]!]!, 0),
      )
      checkMoments(draws, expected[i]!)
    }
  })
})

function meansOf({ stratumOf, size }: Papers, values: Float64Array): Float64Array {
  const mean = new Float64Array(size.length)
  values.forEach((value, p) => {
    mean[stratumOf[p]!]! += value / size[stratumOf[p]!]!
  })
  return mean
}

function checkMoments(draws: readonly number[], { variance, third }: ShuffledSum): void {
  const moment = (k: number): number => draws.reduce((sum, d) => sum + d ** k, 0) / draws.length
  const sd = Math.sqrt(variance)
  expect(Math.abs(moment(1))).toBeLessThan((5 * sd) / Math.sqrt(SHUFFLES))
  expect(Math.abs(moment(2) - variance)).toBeLessThan((5 * Math.sqrt(moment(4) - variance ** 2)) / Math.sqrt(SHUFFLES))
  expect(Math.abs(moment(3) - third)).toBeLessThan((5 * Math.sqrt(moment(6) - third ** 2)) / Math.sqrt(SHUFFLES))
}
