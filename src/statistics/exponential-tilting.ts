import { exp } from '../elementary'
import { fixed } from '../setting'

/** Moments of a distribution over 0..M; `kurtosis` is the fourth standardised moment (3 for a normal). */
export interface Tilted {
  /** Probability of each value, index = value. */
  readonly probability: readonly number[]
  readonly mean: number
  readonly variance: number
  readonly kurtosis: number
}

const INSIDE = fixed(1e-3, {
  reason: 'Share of the range that a wished mean keeps from its ends, where the distribution would be one point.',
  origin: 'computing',
})
const STEEPEST = fixed(50, {
  reason: 'Bracket of the tilt: weights of neighbouring scores then differ by e^50.',
  origin: 'computing',
})
const STEPS = fixed(100, { reason: 'Steps of Newton; more than ever needed.', origin: 'computing' })
const CLOSE = fixed(1e-10, {
  reason: 'Distance from the wanted mean at which tilting has settled.',
  origin: 'computing',
})

/**
 * The distribution nearest to `counts` (in Kullback-Leibler divergence) among those with a given mean:
 * probability(t) proportional to counts[t] exp(lambda t). What the pooled scores of many schools would look like in a
 * school of another level: keeps the steps and heaps of the pooled distribution, and gives its spread near the ceiling.
 *
 * @param counts weights >= 0 of the values 0..M, at least one positive
 * @param mean wished mean; moved inside the support where it lies on or outside its ends
 * @returns `null` when no weight is positive
 * @example
 * tilt([1, 1, 1], 1.5).mean // 1.5
 */
export function tilt(counts: readonly number[], mean: number): Tilted | null {
  let low = -1
  let high = -1
  counts.forEach((count, t) => {
    if (count <= 0) return
    if (low < 0) low = t
    high = t
  })
  if (low < 0) return null
  const margin = (high - low) * INSIDE
  const wished = Math.min(high - margin, Math.max(low + margin, mean))
  let lambda = 0
  // Newton steps kept inside a bracket: the mean grows strictly with lambda, so the root is the only one.
  let left = -STEEPEST
  let right = STEEPEST
  let tilted = moments(counts, low, high, lambda)
  for (let step = 0; step < STEPS && Math.abs(tilted.mean - wished) > CLOSE * (1 + high - low); step++) {
    if (tilted.mean < wished) left = lambda
    else right = lambda
    const newton = tilted.variance > 0 ? lambda + (wished - tilted.mean) / tilted.variance : lambda
    lambda = newton > left && newton < right ? newton : (left + right) / 2
    tilted = moments(counts, low, high, lambda)
  }
  return tilted
}

function moments(counts: readonly number[], low: number, high: number, lambda: number): Tilted {
  const probability = new Array<number>(counts.length).fill(0)
  const anchor = lambda > 0 ? high : low
  let total = 0
  for (let t = low; t <= high; t++) {
    const weight = counts[t]! > 0 ? counts[t]! * exp(lambda * (t - anchor)) : 0
    probability[t] = weight
    total += weight
  }
  let mean = 0
  for (let t = low; t <= high; t++) {
    probability[t]! /= total
    mean += t * probability[t]!
  }
  let variance = 0
  let fourth = 0
  for (let t = low; t <= high; t++) {
    const square = (t - mean) * (t - mean)
    variance += probability[t]! * square
    fourth += probability[t]! * square * square
  }
  return { probability, mean, variance, kurtosis: variance > 0 ? fourth / (variance * variance) : 1 }
}
