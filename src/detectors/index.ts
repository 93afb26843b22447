import { boundaryHeap } from './boundary-heap'
import type { Detector } from './detector'
import { hardItems } from './hard-items'
import { highLevel } from './high-level'
import { itemProfile } from './item-profile'
import { lowSpread } from './low-spread'
import { responseFit } from './response-fit'

/** The built-in detectors, in the order in which reports show them. */
export const builtInDetectors: readonly Detector[] = [highLevel, lowSpread, boundaryHeap, itemProfile, hardItems, responseFit]

export type { Detector, DetectorMeta, DetectorView, Need } from './detector'
export { runDetectors } from './runner'
