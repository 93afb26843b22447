import { absence } from './absence'
import { alikeAnswers } from './alike-answers'
import { boundaryHeap } from './boundary-heap'
import { hardItems } from './hard-items'
import { highLevel } from './high-level'
import { itemProfile } from './item-profile'
import { levelShape } from './level-shape'
import { lowSpread } from './low-spread'
import { lowTail } from './low-tail'
import { markGap } from './mark-gap'
import { ownControl } from './own-control'
import { ownMarkGap } from './own-mark-gap'
import { priorLists } from './prior-lists'
import { responseFit } from './response-fit'
import type { Detector } from './runner/detector'
import { subjectProfile } from './subject-profile'
import { yearFall } from './year-fall'
import { yearJump } from './year-jump'

/** The built-in detectors, in the order in which reports show them. */
export const builtInDetectors: readonly Detector[] = [
  highLevel,
  ownControl,
  subjectProfile,
  yearJump,
  yearFall,
  lowSpread,
  levelShape,
  lowTail,
  boundaryHeap,
  itemProfile,
  hardItems,
  responseFit,
  alikeAnswers,
  markGap,
  ownMarkGap,
  absence,
  priorLists,
]

export type { Detector, DetectorMeta, DetectorView } from './runner/detector'
export {
  type Coverage,
  type DetectorInput,
  detectorCoverage,
  type Look,
  type LookPlan,
  planLooks,
  runDetectors,
} from './runner/run'
