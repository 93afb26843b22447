/** Intervals for shares and means. */
import { fixed } from '../setting'
import { normalQuantile, tUpper } from './tails'

const CONFIDENCE = fixed(0.95, { reason: 'Intervals are meant to hold the truth in 95 of 100 cases.', origin: 'ours' })
export const CONFIDENCE_TAIL = fixed(0.025, {
  reason: 'Half of what a two-sided 95 % interval leaves out.',
  origin: 'ours',
})
const HALVINGS = fixed(60, { reason: 'Halvings of the bracket: more than a double has digits.', origin: 'computing' })

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's interval for a share: it stays inside [0, 1] and is honest for few cases, where p +- 1.96 SE is not.
 *
 * @param count cases, 0..n
 * @param n trials, above 0
 * @returns bounds in [0, 1]
 * Source: Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
 * @throws RangeError if n is not above 0 or the count not in 0..n.
 * @example
 * wilson(9, 10) // { low: 0.596, high: 0.982 }
 */
export function wilson(count: number, n: number, confidence = CONFIDENCE): Interval {
  if (!(n > 0 && count >= 0 && count <= n)) throw new RangeError(`wilson: ${count} of ${n}`)
  const z = -normalQuantile((1 - confidence) / 2)
  const share = count / n
  const centre = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return {
    low: count === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: count === n ? 1 : Math.min(1, (centre + half) / scale),
  }
}

/**
 * t with P(T > t) = p, Student's t, by bisection.
 *
 * @param p upper tail, in (0, .5]
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is not in (0, .5].
 * @example
 * tQuantileUpper(0.025, 10) // 2.2281...
 */
export function tQuantileUpper(p: number, df: number): number {
  if (!(p > 0 && p <= 0.5)) throw new RangeError(`tQuantileUpper: p = ${p} is not in (0, .5]`)
  let low = 0
  let high = 1
  while (tUpper(high, df) > p) high *= 2
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (tUpper(middle, df) > p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
