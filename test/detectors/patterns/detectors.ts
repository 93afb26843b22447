/** The detectors of patterns, and how the tests of them put a region to one. */
import { alikeAnswers } from '../../../src/detectors/alike-answers'
import { hardItems } from '../../../src/detectors/hard-items'
import { itemProfile } from '../../../src/detectors/item-profile'
import { responseFit } from '../../../src/detectors/response-fit'
import type { Detector } from '../../../src/detectors/runner/detector'
import type { Outcome, Sitting } from '../../../src/model'
import { createRandom } from '../../../src/statistics/random'
import { assessmentOf, ITEM_MAX, viewOf } from './region'

export const DETECTORS: readonly Detector[] = [itemProfile, hardItems, responseFit, alikeAnswers]
export const BANDS = [
  [5, 12],
  [13, 25],
  [26, 60],
  [61, 110],
] as const

/** Schools of all sizes, a quarter in each band. */
export function sizesOf(seed: number, schools: number): number[] {
  const random = createRandom(seed, 'sizes')
  return Array.from({ length: schools }, (_, k) => {
    const [low, high] = BANDS[k % BANDS.length]!
    return low + random.integer(high - low + 1)
  })
}

export const p = (outcome: Outcome): number => (outcome.outcome === 'measured' ? outcome.p : Number.NaN)
export const measure = (detector: Detector, sittings: readonly Sitting[]): readonly Outcome[] =>
  detector.measure(viewOf(sittings, assessmentOf(ITEM_MAX)), {})
