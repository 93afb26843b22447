import { describe, expect, it } from 'vitest'
import reference from '../../../fixtures/reference/patterns.json'
import { generalisedBinomialUpper, guttmanErrors, hT, sharesOf, u3 } from '../../../research/person-fit'
import { pairComparer, pairTable } from '../../../src/detectors/tools/patterns/alike'
import { answersOf } from '../../../src/detectors/tools/patterns/answers'
import { conditionalItems } from '../../../src/detectors/tools/patterns/conditional-items'
import { covarianceOf, deviationsOf } from '../../../src/detectors/tools/patterns/deviations'
import { poolItems } from '../../../src/detectors/tools/patterns/pooled'
import { quadraticTail } from '../../../src/detectors/tools/patterns/quadratic'
import { shuffledSums, skewedUpper } from '../../../src/detectors/tools/patterns/scalar'
import { Composition, stratify, stratifyCounts } from '../../../src/detectors/tools/patterns/strata'
import { surprises } from '../../../src/detectors/tools/patterns/surprise'
import { sittingOf } from './region'

const { itemMax, school, answers } = reference
const schools = Math.max(...school) + 1
const sittings = Array.from({ length: schools }, (_, i) => {
  const rows = answers.filter((_, k) => school[k] === i)
  return sittingOf(i, Uint8Array.from(rows.flat()), new Uint8Array(rows.length), itemMax)
})
const papers = stratify(sittings)!
const pooled = poolItems(papers)
const close = (actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-9): void => {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, k) => expect(Math.abs(actual[k]! - value)).toBeLessThan(tolerance))
}

describe('values computed by numpy and scipy', () => {
  it('sorts the papers into the same totals', () => {
    expect([...papers.total]).toEqual(reference.totals)
    expect([...papers.size]).toEqual(reference.sizes)
  })

  it('finds the same item means at every total', () => {
    close(pooled.mean, reference.means.flat())
  })

  it('finds the same deviations of every school', () => {
    close(deviationsOf(papers, pooled), reference.deviations.flat())
  })

  it('finds the same covariances of the deviations under shuffling', () => {
    const composition = new Composition(papers)
    const covariance = new Float64Array(pooled.pairs)
    reference.covariances.forEach((expected, i) => {
      covarianceOf(pooled, composition.of(i), covariance)
      close(covariance, expected)
    })
  })

  it('finds the same surprise of every paper', () => {
    close(surprises(papers), reference.surprise)
  })

  it('finds the same likeness of pairs of papers', () => {
    const answered = answersOf(papers)
    const compare = pairComparer(papers, answered, pairTable(papers, answered))
    for (const { a, b, z, variance } of reference.pairs) {
      if (variance < 0.25) continue
      const found: number[] = []
      compare(Int32Array.of(a, b), (first, likeness) => first === 0 && found.push(likeness[1]!))
      close(found, [z])
    }
  })

  it('fits the partial credit model to the same conditional means and covariances', () => {
    const strata = stratifyCounts(sittings.map((s) => s.scoreCounts))
    const margins = itemMax.map((max, j) => {
      const counts = Array.from({ length: max + 1 }, (_, x) =>
        sittings.reduce((sum, s) => sum + (s.itemCounts![j]![x] ?? 0), 0),
      )
      return { max, counts, mean: counts.reduce((sum, c, x) => sum + c * x, 0) / answers.length }
    })
    const fitted = conditionalItems(strata, margins)
    close(
      fitted.mean,
      reference.conditional.flatMap((at) => at.mean),
      1e-5,
    )
    close(
      fitted.covariance,
      reference.conditional.flatMap((at) => at.covariance),
      1e-5,
    )
  })

  it('gives the third moment of a draw without replacement that listing all draws gives', () => {
    // One school draws h papers of the population, the other the rest; all have the same total.
    const { population, draws } = reference
    for (const { h, variance, third } of draws) {
      const one = stratifyCounts([
        [0, h],
        [0, population.length - h],
      ])
      const [sum] = shuffledSums(one, Float64Array.from(population))
      expect(sum!.variance).toBeCloseTo(variance, 6)
      expect(sum!.third).toBeCloseTo(third, 5)
    }
  })

  it('gives the tail of a quadratic form by two moments, near the exact tail', () => {
    const { weights, covariance, tails } = reference.quadratic
    for (const { q, gamma, exact } of tails) {
      const { p } = quadraticTail(q, Float64Array.from(weights), Float64Array.from(covariance))!
      expect(Math.abs(p / gamma - 1)).toBeLessThan(1e-9)
      // Deviations of equal weight: the gamma distribution is the exact one.
      expect(Math.abs(p / exact - 1)).toBeLessThan(1e-3)
    }
  })

  it('gives the tails of Pearson type III', () => {
    for (const { z, skewness, p } of reference.skewed)
      expect(Math.abs(skewedUpper(z, skewness, Number.POSITIVE_INFINITY) - p)).toBeLessThan(1e-9 * Math.max(p, 1e-6))
  })

  it('gives Guttman errors, U3 and H^T', () => {
    const { answers: rows, guttman, u3: u3s, ht } = reference.personFit
    const shares = sharesOf(rows)
    rows.forEach((row, k) => {
      expect(guttmanErrors(row, shares)).toBe(guttman[k])
      const [u, h] = [u3(row, shares), hT(rows, k)]
      if (u3s[k] === null) expect(u).toBeNull()
      else expect(u).toBeCloseTo(u3s[k]!, 10)
      if (ht[k] === null) expect(h).toBeNull()
      else expect(h).toBeCloseTo(ht[k]!, 10)
    })
  })

  it('gives the generalised binomial test', () => {
    const { chances, upper } = reference.generalisedBinomial
    upper.forEach((p, k) => expect(generalisedBinomialUpper(chances, k)).toBeCloseTo(p, 12))
  })
})
