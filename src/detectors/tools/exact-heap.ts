/** Pupils in a heap among those near it, by the exact distribution of what chance gives. */

import { fixed } from '../../setting'
import type { Tilted } from '../../statistics/exponential-tilting'
import { normalScore } from '../../statistics/tails'
import type { CutWindow } from './neutral-share'

/** Pupils near one place of the scale, and the share of them that is usual in the heap there. */
export interface HeapPart {
  readonly near: number
  readonly share: number
}

export interface ExactHeap {
  /** z of so many pupils in the heap, from its mid-p tail. */
  readonly z: (above: number) => number
  /** Variance of that z by chance: 1 of many pupils, down to .65 of few, whose counts go in steps. */
  readonly variance: number
}

const MANY = fixed(60, {
  reason: 'Of more pupils the variance of z is 1 within a hundredth.',
  origin: 'computing',
  unit: 'pupils',
})

const LEAST_VARIANCE = fixed(0.65, {
  reason: 'Of very few pupils z takes two or three values: drawn out to variance 1 an ordinary one would look rare.',
  origin: 'ours',
})

/** The sum of binomials over the parts. */
export function exactHeap(parts: readonly HeapPart[]): ExactHeap {
  const distribution = distributionOf(parts)
  const size = distribution.length
  const upTo = new Float64Array(size + 1)
  for (let k = 0; k < size; k++) upTo[k + 1] = upTo[k]! + distribution[k]!
  const beyond = new Float64Array(size + 1)
  for (let k = size; k-- > 0; ) beyond[k] = beyond[k + 1]! + distribution[k]!
  const z = (above: number): number => {
    const at = Math.min(size - 1, Math.trunc(above))
    const half = (distribution[above] ?? 0) / 2
    const [lower, upper] = [upTo[at]!, beyond[at + 1]!]
    // From the smaller tail, so that neither is lost to rounding.
    return upper < lower ? normalScore(upper + half) : -normalScore(lower + half)
  }
  if (size > MANY) return { z, variance: 1 }
  let variance = 0
  for (let k = 0; k < size; k++) if (distribution[k]! > 0) variance += distribution[k]! * z(k) * z(k)
  return { z, variance: Math.max(LEAST_VARIANCE, variance) }
}

function distributionOf(parts: readonly HeapPart[]): Float64Array {
  const distribution = new Float64Array(1 + parts.reduce((sum, { near }) => sum + Math.ceil(near), 0))
  distribution[0] = 1
  let last = 0
  for (const { near, share } of parts)
    for (let pupil = 0; pupil < near; pupil++) {
      last++
      for (let k = last; k > 0; k--) distribution[k] = distribution[k - 1]! * share + distribution[k]! * (1 - share)
      distribution[0]! *= 1 - share
    }
  return distribution
}

/** 1 - squared correlation between a pupil's part in the heap and the pupil's score. */
export function shareGivenMean(
  { probability, mean, variance }: Tilted,
  perCut: readonly HeapPart[],
  cuts: readonly number[],
  window: CutWindow,
): number {
  let squares = 0
  let product = 0
  probability.forEach((p, t) => {
    const k = cuts.findIndex((cut) => t >= cut - window.below && t < cut + window.above)
    if (k < 0) return
    const part = (t >= cuts[k]! ? 1 : 0) - perCut[k]!.share
    squares += p * part * part
    product += p * part * (t - mean)
  })
  return squares > 0 && variance > 0 ? Math.max(0.5, 1 - (product * product) / (squares * variance)) : 1
}
