/** One number per paper: its moments inside each stratum, and what they say of a sitting's sum. */
import { fixed } from '../../../setting'
import { gammaUpper, normalQuantile, tUpper } from '../../../statistics/tails'
import { Composition, exactTerm, type Strata } from './strata'

/** A sitting's sum over its papers, less what shuffling leads one to expect, with its exact moments under shuffling. */
export interface ShuffledSum {
  readonly excess: number
  readonly variance: number
  /** Third central moment. */
  readonly third: number
}

/**
 * Drawing h of the N papers of a stratum without replacement gives a sum with mean h mu, variance h (1 - h / N) S^2
 * (divisor N - 1) and third moment h (N - h) (N - 2 h) / ((N - 1) (N - 2)) m3 (divisor N); strata add up.
 *
 * @param values one number per paper
 * @returns one entry per sitting
 */
export function shuffledSums(strata: Strata, values: Float64Array): ShuffledSum[] {
  const { size, stratumOf, start } = strata
  const { mean, second, third } = stratumMoments(strata, values)
  const composition = new Composition(strata)
  return Array.from({ length: start.length - 1 }, (_, i) => {
    let excess = 0
    for (let p = start[i]!; p < start[i + 1]!; p++) excess += exactTerm(values[p]! - mean[stratumOf[p]!]!)
    let variance = 0
    let skew = 0
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) {
      const s = met[k]!
      const n = size[s]!
      const h = composition.papersIn(k)
      if (n < 2) continue
      variance += (composition.drawn(k) * second[s]!) / (n - 1)
      if (n > 2) skew += ((h * (n - h) * (n - 2 * h)) / ((n - 1) * (n - 2))) * (third[s]! / n)
    }
    return { excess, variance, third: skew }
  })
}

/** Mean of each stratum, and sums of squared and cubed distances from it. */
function stratumMoments({ size, stratumOf }: Strata, values: Float64Array) {
  const mean = new Float64Array(size.length)
  const second = new Float64Array(size.length)
  const third = new Float64Array(size.length)
  values.forEach((value, p) => {
    mean[stratumOf[p]!]! += exactTerm(value)
  })
  for (let s = 0; s < size.length; s++) mean[s]! /= size[s]!
  values.forEach((value, p) => {
    const s = stratumOf[p]!
    const d = value - mean[s]!
    second[s]! += exactTerm(d * d)
    third[s]! += exactTerm(d * d * d)
  })
  return { mean, second, third }
}

/** Values in standard deviations from the mean of their stratum; 0 where a stratum does not vary. */
export function standardised(strata: Strata, values: Float64Array): Float64Array {
  const { mean, second } = stratumMoments(strata, values)
  return values.map((value, p) => {
    const s = strata.stratumOf[p]!
    return second[s]! > 0 ? (value - mean[s]!) / Math.sqrt(second[s]! / strata.size[s]!) : 0
  })
}

const STRAIGHT = fixed(1e-3, {
  reason: 'Below this skewness a gamma distribution is a normal one to the last digit that matters.',
  origin: 'computing',
})

/**
 * Upper tail of a standardised sum with skewness: the gamma distribution of that skewness (Pearson type III), carried
 * over to Student's t where the scale itself is uncertain.
 *
 * @example
 * skewedUpper(2, 0, Infinity) // 0.02275, the normal tail
 */
export function skewedUpper(z: number, skewness: number, df: number): number {
  if (Math.abs(skewness) < STRAIGHT) return tUpper(z, df)
  const shape = 4 / (skewness * skewness)
  const x = shape + (skewness > 0 ? z : -z) * Math.sqrt(shape)
  if (skewness > 0) return x <= 0 ? 1 : tUpper(-normalQuantile(gammaUpper(x, shape, 1)), df)
  return x <= 0 ? 0 : tUpper(normalQuantile(gammaUpper(x, shape, 1)), df)
}
