/**
 * Runs detectors over sittings: checks what each one needs, hands over only the sittings that have it, answers for the
 * others, and contains a failure. Nothing that could not be measured counts as innocent.
 */
import * as z from 'zod'
import { expectArguments, hasLists, hasParts, lengthOf } from '../../arguments-error'
import { groupBy } from '../../group-by'
import type { Assessment, Need, Outcome, Peers, School, Sitting, ToldCell, ToldTables } from '../../model'
import { countedObserver } from '../../sittings/observers'
import type { IndexedRegion } from '../../sittings/region'
import { NOT_MEASURED } from '../../words/reasons'
import type { Detector, DetectorView, OptionsOf, OptionTypes } from './detector'
import { has } from './needs'

/** What the runner reads of the settings. */
export interface RunSettings {
  readonly seed: number
  /** Options by detector; of a detector that is not here they are the usual ones. */
  readonly detectors: { readonly off: readonly string[]; readonly [id: string]: unknown }
}

type Tables = Pick<IndexedRegion, 'schools' | 'sittings' | 'schoolOf' | 'assessmentOf'>

export interface DetectorInput {
  readonly region: Tables & Pick<IndexedRegion, 'byAssessment' | 'observations'>
  readonly peers: Peers
  readonly settings: RunSettings
  /** What a bigger run has told: plain data, so that it can be handed to another thread. */
  readonly told?: ToldTables
  /** Is handed what the sittings tell, to be kept for smaller runs. */
  readonly keep?: (cell: ToldCell) => void
}

/** One question or more, put to the same sittings: the least that is done in one go, in this thread or in another. */
export interface Look {
  /** Positions of the detectors. */
  readonly detectors: readonly number[]
  /** Positions of the sittings. */
  readonly sittings: readonly number[]
  /** `null` where detectors see all assessments together. */
  readonly assessmentId: string | null
}

/** All looks of a run; they may be taken in any order. */
export interface LookPlan {
  readonly looks: readonly Look[]
  /** What the detectors of a look say to its sittings: `[detector][sitting]`. */
  readonly answersTo: (look: Look) => Outcome[][]
  /**
   * @param answers aligned with `looks`
   * @returns per detector, one outcome per sitting: `[detector][sitting]`
   */
  readonly outcomesOf: (answers: readonly Outcome[][][]) => Outcome[][]
}

/**
 * The options of a detector as the settings have them.
 *
 * @throws ZodError for a value out of range that `parseSettings` has not seen, because it was not told of the detector
 */
export const optionsOf = <T extends OptionTypes>(
  { meta, options }: Detector<string, T>,
  { detectors }: RunSettings,
): OptionsOf<T> => z.strictObject(options).parse(detectors[meta.id] ?? {}) as OptionsOf<T>

/** Fewest pupils for a statement. */
export function minimumPupilsOf(detector: Detector, settings: RunSettings): number {
  const { minimumPupils } = optionsOf(detector, settings)
  return typeof minimumPupils === 'number' ? minimumPupils : 1
}

/**
 * @returns per detector, one outcome per sitting: `[detector][sitting]`
 * @throws ArgumentError naming an argument that no stage has made, or that is of another region
 * @example
 * const outcomes = runDetectors(builtInDetectors, { region, peers, settings })
 */
export function runDetectors(detectors: readonly Detector[], input: DetectorInput): Outcome[][] {
  const { region, peers, settings } = input ?? {}
  const sittings = lengthOf(region, 'sittings')
  const schools = lengthOf(region, 'schools')
  const ofSittings = { schoolOf: sittings, assessmentOf: sittings, observations: sittings }
  expectArguments('runDetectors', {
    detectors: [detectors, areDetectors(detectors), 'detectors'],
    'input.region': [region, hasLists(region, { sittings, schools, ...ofSittings }), 'region'],
    'input.peers': [peers, hasLists(peers, { groups: undefined, groupOf: schools }), 'peers'],
    'input.settings': [settings, hasParts(settings, 'detectors'), 'settings'],
  })
  const { looks, answersTo, outcomesOf } = planLooks(detectors, input)
  return outcomesOf(looks.map(answersTo))
}

export const areDetectors = (detectors: unknown): boolean =>
  Array.isArray(detectors) && detectors.every((one) => hasParts(one, 'meta'))

/** Who looks at what. Detectors that look at the same sittings share a view, and what they make of it. */
export function planLooks(detectors: readonly Detector[], input: DetectorInput): LookPlan {
  const { sittings, byAssessment } = input.region
  const options = detectors.map((detector) => optionsOf(detector, input.settings))
  const outcomes = detectors.map((detector) => ablenessOf(detector, input))
  const able = outcomes.map((own) => own.flatMap((outcome, i) => (outcome === ABLE ? [i] : [])))
  const inRegion = detectors.map(({ meta }) => meta.scope === 'region')
  const parts = able.map((positions, d) => (inRegion[d] ? null : groupBy(positions, (i) => sittings[i]!.assessmentId)))
  const looks = sharedLooks(
    null,
    able.map((positions, d) => (inRegion[d] ? positions : [])),
  )
  for (const id of byAssessment.keys())
    looks.push(
      ...sharedLooks(
        id,
        parts.map((part) => part?.get(id) ?? []),
      ),
    )
  return {
    looks,
    answersTo: (look) => {
      const view = viewOf(look.sittings, input)
      return look.detectors.map((d) => [...contained(detectors[d]!, view, options[d]!)])
    },
    outcomesOf: (answers) => {
      const all = outcomes.map((own) => [...own])
      looks.forEach((look, k) =>
        look.detectors.forEach((d, own) =>
          look.sittings.forEach((position, i) => (all[d]![position] = answers[k]![own]![i]!)),
        ),
      )
      return all
    },
  }
}

/** Looks of one assessment, or of the region: one per set of sittings. */
function sharedLooks(assessmentId: string | null, positionsOf: readonly (readonly number[])[]): Look[] {
  const looks: { detectors: number[]; sittings: readonly number[]; assessmentId: string | null }[] = []
  positionsOf.forEach((sittings, d) => {
    if (sittings.length === 0) return
    const equal = ({ sittings: other }: Look): boolean =>
      other.length === sittings.length && other.every((position, k) => position === sittings[k])
    const known = looks.find(equal)
    if (known === undefined) looks.push({ detectors: [d], sittings, assessmentId })
    else known.detectors.push(d)
  })
  return looks
}

/** How many sittings a detector can look at, and what the others lack. */
export interface Coverage {
  readonly detector: Detector
  readonly able: number
  readonly sittings: number
  /** Sittings that lack each need, most often lacking first. */
  readonly missing: readonly { readonly need: Need; readonly sittings: number }[]
  /** Sittings with fewer pupils than the detector needs. */
  readonly tooFewPupils: number
}

/**
 * What the data let each detector do, before anything is measured.
 *
 * @example
 * detectorCoverage(builtInDetectors, region, settings)[0]?.able // 480
 */
export function detectorCoverage(
  detectors: readonly Detector[],
  { schools, sittings, schoolOf, assessmentOf }: Tables,
  settings: RunSettings,
): Coverage[] {
  return detectors.map((detector) => {
    const minimum = minimumPupilsOf(detector, settings)
    const missing = new Map<Need, number>()
    let able = 0
    let tooFewPupils = 0
    for (const [i, sitting] of sittings.entries()) {
      const assessment = assessmentOf[i]!
      const school = schools[schoolOf[i]!]!
      const outcome = unable(detector, sitting, assessment, school, minimum)
      if (outcome === ABLE) able++
      else if (outcome.outcome === 'undecided') tooFewPupils++
      for (const need of detector.meta.needs)
        if (!has[need](sitting, assessment, school)) missing.set(need, (missing.get(need) ?? 0) + 1)
    }
    const lacking = [...missing]
      .map(([need, count]) => ({ need, sittings: count }))
      .sort((a, b) => b.sittings - a.sittings)
    return { detector, able, sittings: sittings.length, missing: lacking, tooFewPupils }
  })
}

function ablenessOf(detector: Detector, { region, settings }: DetectorInput) {
  const minimum = minimumPupilsOf(detector, settings)
  return region.sittings.map((sitting, i) =>
    unable(detector, sitting, region.assessmentOf[i]!, region.schools[region.schoolOf[i]!]!, minimum),
  )
}

/** Stands for "may be measured" until the detector has answered. */
const ABLE: Outcome = { outcome: 'failed', reason: 'noAnswer' }

function unable(
  detector: Detector,
  sitting: Sitting,
  assessment: Assessment,
  school: School,
  minimum: number,
): Outcome {
  const missing = detector.meta.needs.find((need) => !has[need](sitting, assessment, school))
  if (missing !== undefined)
    return { outcome: 'notApplicable', reason: isWithheld(sitting, missing) ? 'toCorrect' : `no:${missing}` }
  if (sitting.participants === null)
    // A mean without the number of pupils can still be compared; a distribution without it does not exist.
    return detector.meta.needs.every((need) => need === 'mean')
      ? ABLE
      : { outcome: 'undecided', reason: 'unknownPupils' }
  if (sitting.participants < minimum)
    return { outcome: 'undecided', reason: 'tooFewPupils', details: { pupils: sitting.participants, minimum } }
  return ABLE
}

/** Whether what is missing may have been left out for a fault of the data. */
const isWithheld = ({ withheld }: Sitting, need: Need): boolean =>
  withheld === 'all' || (withheld !== undefined && (withheld === 'attendance') === (need === 'enrolled'))

function viewOf(positions: readonly number[], { region, peers, settings, told, keep }: DetectorInput): DetectorView {
  const pick = <T>(all: readonly T[]): T[] => positions.map((i) => all[i]!)
  const schoolIndex = pick(region.schoolOf)
  const sittings = pick(region.sittings)
  return {
    sittings,
    assessmentOf: pick(region.assessmentOf),
    schoolOf: schoolIndex.map((s) => region.schools[s]!),
    observerOf: pick(region.observations).map(countedObserver),
    ...referencesOf(sittings, schoolIndex, peers),
    contextOf: schoolIndex.map((s) => peers.contextOf?.[s] ?? NO_CONTEXT),
    groupOf: schoolIndex.map((s) => peers.groups[peers.groupOf[s] ?? -1]?.id ?? null),
    ...(told === undefined ? {} : { told }),
    ...(keep === undefined ? {} : { keep }),
    seed: settings.seed,
  }
}

const NO_CONTEXT: readonly number[] = []

/** Who is compared with whom among the sittings of a view: lists shared by the members of a group. */
function referencesOf(
  sittings: readonly Sitting[],
  schoolIndex: readonly number[],
  peers: Peers,
): Pick<DetectorView, 'peersOf' | 'regionOf'> {
  const positions = [...sittings.keys()]
  const regions = groupBy(positions, (i) => sittings[i]!.assessmentId)
  const bySchool = groupBy(positions, (i) => `${schoolIndex[i]}|${sittings[i]!.assessmentId}`)
  const groupOf = (i: number): string | null => {
    const group = peers.groupOf[schoolIndex[i]!] ?? null
    return group === null ? null : `${group}|${sittings[i]!.assessmentId}`
  }
  const groups = groupBy(positions, groupOf)
  const regionOf = sittings.map(({ assessmentId }) => regions.get(assessmentId)!)
  const peersOf = sittings.map((sitting, i) => {
    const near = peers.neighboursOf?.[schoolIndex[i]!]
    if (near !== undefined) return near.flatMap((s) => bySchool.get(`${s}|${sitting.assessmentId}`) ?? [])
    const group = groupOf(i)
    return group === null ? regionOf[i]! : groups.get(group)!
  })
  return { peersOf, regionOf }
}

/** A detector that throws or answers nonsense has failed for these sittings, and only for these. */
function contained(detector: Detector, view: DetectorView, options: OptionsOf<OptionTypes>): readonly Outcome[] {
  const failed = (reason: string, message: string): Outcome => ({
    outcome: 'failed',
    reason,
    details: { detector: detector.meta.id, message },
  })
  const isAlone = (i: number): boolean => {
    const assessment = view.assessmentOf[i]
    return view.regionOf[i]?.length === 1 && view.told?.assessments[assessment!.id] === undefined
  }
  const sound = (answer: Outcome, i: number): Outcome => {
    if (!isSound(answer)) return failed('unsound', JSON.stringify(answer) ?? '')
    // Where there is nobody to compare with, that is the reason, whatever the detector stumbled over.
    if (answer.outcome === 'undecided' && isAlone(i)) return { outcome: 'undecided', reason: 'noPeers' }
    // A reason without a sentence would reach the reader as a word of the program.
    return answer.outcome === 'measured' || isExplained(answer.reason, detector)
      ? answer
      : failed('unexplained', answer.reason)
  }
  try {
    const answers = detector.measure(view, options)
    if (answers.length !== view.sittings.length)
      return view.sittings.map(() => failed('wrongCount', `${answers.length} answers`))
    return answers.map(sound)
  } catch (error) {
    return view.sittings.map(() => failed('threw', error instanceof Error ? error.message : String(error)))
  }
}

/** A reason that has a sentence: the detector's own, or one that all share. */
const isExplained = (reason: string, { reasons }: Detector): boolean =>
  reason.startsWith('no:') || Object.hasOwn(NOT_MEASURED, reason) || Object.hasOwn(reasons, reason)

/** No run may die of one number: what is not finite, anywhere in the answer, makes it a failure of this sitting alone. */
function isSound(answer: Outcome): boolean {
  const details = Object.values(answer.details ?? {})
  if (!details.every((value) => typeof value !== 'number' || Number.isFinite(value))) return false
  if (answer.outcome !== 'measured') return answer.reason !== ''
  return [answer.value, answer.effect, answer.n].every(Number.isFinite) && answer.p >= 0 && answer.p <= 1
}
