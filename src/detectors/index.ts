import type * as z from 'zod'
import { block } from '../setting'
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
import type { RunSettings } from './runner/run'
import { subjectProfile } from './subject-profile'
import { topHeap } from './top-heap'
import { yearFall } from './year-fall'
import { yearJump } from './year-jump'

const all = [
  highLevel,
  ownControl,
  subjectProfile,
  yearJump,
  yearFall,
  lowSpread,
  levelShape,
  lowTail,
  boundaryHeap,
  topHeap,
  itemProfile,
  hardItems,
  responseFit,
  alikeAnswers,
  markGap,
  ownMarkGap,
  absence,
  priorLists,
] as const

/** The built-in detectors, in the order in which reports show them. */
export const builtInDetectors: readonly Detector[] = all

/** Detectors of the user's own come after the built-in ones; the settings may leave some out. */
export const detectorsOf = ({ detectors }: RunSettings, own: readonly Detector[] = []): Detector[] =>
  [...builtInDetectors, ...own].filter(({ meta }) => !detectors.off.includes(meta.id))

type BuiltIn = (typeof all)[number]

/** What can be set of each built-in detector. */
export const builtInOptions = optionsById(all) as {
  readonly [D in BuiltIn as D['meta']['id']]: ReturnType<typeof block<D['options']>>
}

/** What can be set of each detector, by id. */
export function optionsById(detectors: readonly Detector[]): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(detectors.map(({ meta, options }) => [meta.id, block(meta.question.en, options)]))
}

export { highLevel } from './high-level'
export { checkedDetectors, type DetectorDefinition, DetectorError, defineDetector } from './runner/define'
export type { Detector, DetectorMeta, DetectorView, OptionsOf, OptionTypes } from './runner/detector'
export {
  areDetectors,
  type Coverage,
  type DetectorInput,
  detectorCoverage,
  type Look,
  type LookPlan,
  minimumPupilsOf,
  optionsOf,
  planLooks,
  type RunSettings,
  runDetectors,
} from './runner/run'
