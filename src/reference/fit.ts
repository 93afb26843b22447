import type { Assessment, MonitorInput, ReferenceUsed, ToldNumbers, ToldTables } from '../model'
import { fixed } from '../setting'
import { levelOf } from './make'
import type { NotFitting, Reference, ReferenceAssessment } from './reference'

const FAR = fixed(1.5, {
  reason:
    'A district whose mean lies farther from that of the reference, in standard deviations between pupils, most likely took another test or counted in another unit: whole honest districts differ by less than one.',
  origin: 'ours',
  unit: 'standard deviations between pupils',
})
const PUPILS_TO_TELL = fixed(30, {
  reason: 'The mean of fewer pupils does not tell one test from another.',
  origin: 'ours',
  unit: 'pupils',
})

/** An assessment of a run that is not judged by the reference, and why. */
export interface Refused {
  /** `Assessment.id`. */
  readonly assessment: string
  readonly reason: NotFitting
  /** What the run has and what the reference has, as far as numbers tell it. */
  readonly found: string | null
  readonly expected: string | null
}

/** What a reference is to a run. */
export interface ReferenceFit {
  readonly told: ToldTables
  /** Assessments judged by it, by `Assessment.id`. */
  readonly used: readonly string[]
  readonly refused: readonly Refused[]
  /** Detectors whose options differ from those of the reference: they compare within the run. */
  readonly otherOptions: readonly string[]
}

interface Run {
  readonly input: Pick<MonitorInput, 'assessments' | 'sittings'>
  readonly grain: Reference['grain']
  readonly detectors: Reference['detectors']
}

/** Which assessments of a run the reference fits; the others are left to the run's own comparison. */
export function fitReference(reference: Reference, { input, grain, detectors }: Run): ReferenceFit {
  const otherOptions = detectors.filter((one) => !sameOptions(one, reference)).map(({ id }) => id)
  const clean = (numbers: ToldNumbers): ToldNumbers =>
    Object.fromEntries(Object.entries(numbers).filter(([name]) => !otherOptions.includes(name.split('.')[0]!)))
  const known = new Map(reference.assessments.map((one) => [one.id, one]))
  const refused: Refused[] = []
  const used: [string, ToldNumbers][] = []
  for (const assessment of input.assessments) {
    const own = input.sittings.filter(({ assessmentId }) => assessmentId === assessment.id)
    if (own.length === 0) continue
    const like = known.get(assessment.id)
    const misfit =
      like === undefined
        ? missing(assessment, reference)
        : grain === reference.grain
          ? misfitOf(assessment, like, own)
          : { reason: 'otherGrain' as const, found: grain, expected: reference.grain }
    if (misfit === null) used.push([assessment.id, clean(like!.told)])
    else refused.push({ assessment: assessment.id, ...misfit })
  }
  return {
    told: { assessments: Object.fromEntries(used), region: used.length === 0 ? {} : clean(reference.region) },
    used: used.map(([id]) => id),
    ...{ refused, otherOptions },
  }
}

type Misfit = Omit<Refused, 'assessment'>

const sameOptions = ({ id, options }: Reference['detectors'][number], reference: Reference): boolean => {
  const known = reference.detectors.find((one) => one.id === id)
  return known === undefined || JSON.stringify(sorted(known.options)) === JSON.stringify(sorted(options))
}

const sorted = (options: Readonly<Record<string, unknown>>) =>
  Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))

function missing({ id, subject, grade }: Assessment, { assessments, leftOut }: Reference): Misfit {
  if (leftOut.some(({ what }) => what === id)) return { reason: 'fewSchools', found: null, expected: null }
  const others = assessments.filter((one) => one.subject === subject && one.grade === grade)
  const years = others.map(({ year }) => String(year ?? '?')).join(', ')
  return others.length > 0
    ? { reason: 'otherYear', found: null, expected: years }
    : { reason: 'notThere', found: null, expected: null }
}

function misfitOf(own: Assessment, like: ReferenceAssessment, sittings: MonitorInput['sittings']): Misfit | null {
  const { isObserved, scale } = scaleOf(own, like)
  if (differ(scale.maxScore, like.maxScore) && !(isObserved && scale.maxScore! <= like.maxScore!))
    return { reason: 'otherMaximum', found: shown(scale.maxScore), expected: shown(like.maxScore) }
  if (differ(scale.cuts, like.cuts))
    return { reason: 'otherCuts', found: shown(scale.cuts), expected: shown(like.cuts) }
  if (differ(scale.itemMax, like.itemMax) && !(isObserved && within(scale.itemMax!, like.itemMax!)))
    return { reason: 'otherItems', found: shown(scale.itemMax), expected: shown(like.itemMax) }
  const { mean } = levelOf(sittings)
  const pupils = sittings.reduce((sum, { participants }) => sum + (participants ?? 0), 0)
  if (mean === null || like.mean === null) return null
  if (like.maxScore !== null && mean > like.maxScore)
    return { reason: 'beyondScale', found: shown(mean), expected: shown(like.maxScore) }
  if (pupils < PUPILS_TO_TELL || like.sd === null || like.sd === 0) return null
  return Math.abs(mean - like.mean) <= FAR * like.sd
    ? null
    : { reason: 'farAway', found: shown(mean), expected: shown(like.mean) }
}

/** What only the data show of a scale may be less than there is: nobody of a small district reached the highest score. */
const scaleOf = (own: Assessment, like: ReferenceAssessment) => ({
  isObserved: own.scaleSource === 'observed' || like.scaleSource === 'observed',
  scale: own,
})

type Known = number | readonly number[] | null

const differ = (own: Known, other: Known): boolean =>
  own !== null && other !== null && JSON.stringify(own) !== JSON.stringify(other)

const within = (own: readonly number[], other: readonly number[]): boolean =>
  own.length === other.length && own.every((most, j) => most <= other[j]!)

const shown = (of: Known): string | null => (of === null ? null : [of].flat().join(', '))

/**
 * The tables of a run with the scales of the reference where only the data showed them: so a small district in which nobody
 * reached the highest score is measured on the same scale.
 */
export function withReferenceScales<Input extends Pick<MonitorInput, 'assessments'>>(
  input: Input,
  reference: Reference,
  used: readonly string[],
): Input {
  const known = new Map(reference.assessments.map((one) => [one.id, one]))
  const assessments = input.assessments.map((own): Assessment => {
    const like = known.get(own.id)
    if (like === undefined || !used.includes(own.id) || own.scaleSource !== 'observed') return own
    const { maxScore, cuts, itemMax, itemLevel } = like
    return {
      ...own,
      maxScore: maxScore ?? own.maxScore,
      cuts: own.cuts ?? cuts,
      itemMax: itemMax ?? own.itemMax,
      itemLevel: own.itemLevel ?? itemLevel,
    }
  })
  return { ...input, assessments }
}

/** What a result tells of the reference by which it was judged. */
export function referenceUsed(reference: Reference, { used, refused, otherOptions }: ReferenceFit): ReferenceUsed {
  const { name, date, fingerprint, tool, schools, sittings, pupils, dependence } = reference
  return {
    ...{ name, date, fingerprint, tool, schools, sittings, pupils },
    ...{ used, refused, otherOptions, dependence },
  }
}
