/** One school: why it is listed or why not, what would change that, and which papers to take. Data, not sentences. */

import { WORTH_TELLING } from '../findings'
import type { ExplanationCode, MonitorResult, Reason, SchoolExplanation, SchoolResult, SittingResult } from '../model'
import { settingsOf } from '../recheck/options'
import { largestListed } from '../statistics/false-discovery-rate'
import { restsOn } from './leave-one-out'
import { papersOfSitting } from './papers'

/**
 * @returns `null` if the result has no school of this id
 * @example
 * explainSchool(result, 'sch670001')?.change[0] // { code: 'weakerSigns', details: { q: 0.003, limit: 0.1 } }
 */
export function explainSchool(result: MonitorResult, schoolId: string): SchoolExplanation | null {
  const school = result.schools.find((s) => s.schoolId === schoolId)
  if (school === undefined) return null
  const entry = result.recheck.find((e) => e.schoolId === schoolId) ?? null
  const positions = [...result.sittings.keys()].filter((at) => result.sittings[at]!.schoolId === schoolId)
  const sittings = positions.map((at) => result.sittings[at]!)
  const settings = settingsOf(result)
  const limit = settings.evidence.moderate
  const others = result.schools.flatMap((other) => (other === school ? [] : [other.p]))
  const needed = largestListed(others, limit)
  return {
    school,
    entry,
    why: entry?.reasons ?? whyNot(result, school, sittings, limit),
    change:
      entry === null
        ? whatWouldList(school, sittings, limit, needed)
        : [
            ...(hasSigns(school)
              ? [weakerSigns(school, limit, needed), ...restsOn(result, schoolId, needed, settings)]
              : []),
            ...whatElseWouldClear(sittings),
          ],
    // Where nothing speaks against a school, its chance findings need no excuse.
    innocent: school.tier === 'clear' ? [] : tellingDetectors(sittings),
    papers: entry === null ? [] : entry.sittings.map((at) => papersOfSitting(result, at)),
  }
}

function whyNot(
  { region, plan }: MonitorResult,
  { tier, q }: SchoolResult,
  sittings: readonly SittingResult[],
  limit: number,
): Reason<ExplanationCode>[] {
  if (sittings.length === 0) return [{ code: 'noResults', details: {} }]
  const signs: Reason<ExplanationCode> =
    tier === 'notAssessable'
      ? { code: 'nothingMeasured', details: {} }
      : { code: 'signsTooWeak', details: { q, limit } }
  const observers: Reason<ExplanationCode> =
    region.observers === null
      ? { code: 'observersNotKnown', details: {} }
      : { code: 'allObserved', details: { sittings: sittings.length } }
  const { drawn, inclusionProbability } = plan.control
  return drawn === 0
    ? [signs, observers]
    : [signs, observers, { code: 'notDrawn', details: { chance: inclusionProbability } }]
}

const hasSigns = ({ tier }: SchoolResult): boolean => tier === 'strong' || tier === 'moderate'

const weakerSigns = ({ p, q }: SchoolResult, limit: number, needed: number): Reason<ExplanationCode> => ({
  code: 'weakerSigns',
  details: { p, q, limit, needed },
})

function whatWouldList(
  { tier, p, q }: SchoolResult,
  sittings: readonly SittingResult[],
  limit: number,
  needed: number,
): Reason<ExplanationCode>[] {
  const needs = missingNeeds(sittings)
  return [
    ...(tier === 'notAssessable' ? [] : [{ code: 'strongerSigns' as const, details: { p, q, limit, needed } }]),
    ...(needs.length === 0 ? [] : [{ code: 'moreData' as const, details: { needs: needs.join(',') } }]),
  ]
}

/** What the data did not hold and a detector asked for. */
function missingNeeds(sittings: readonly SittingResult[]): string[] {
  const reasons = sittings.flatMap(({ signals }) => signals.map(({ reason }) => reason ?? ''))
  const needs = reasons.filter((reason) => reason.startsWith('no:')).map((reason) => reason.slice('no:'.length))
  return [...new Set(needs)].sort((a, b) => (a < b ? -1 : 1))
}

function whatElseWouldClear(sittings: readonly SittingResult[]): Reason<ExplanationCode>[] {
  return [
    ...sittings.filter(({ grounds }) => grounds.includes('noObserver')).map(observerChange),
    ...(sittings.some(({ recheck }) => recheck) ? [{ code: 'recheckSettles' as const, details: {} }] : []),
  ]
}

function observerChange(sitting: SittingResult): Reason<ExplanationCode> {
  const { subject, grade, class: className, observer, conflictOfInterest, unobservedClasses } = sitting
  const place = { subject, grade, class: className }
  if (unobservedClasses.length > 0)
    return { code: 'observeClasses', details: { ...place, classes: unobservedClasses.join(', ') } }
  if (observer === 'absent') return { code: 'observeNextTime', details: place }
  return { code: conflictOfInterest ? 'independentObserver' : 'reportObserver', details: place }
}

function tellingDetectors(sittings: readonly SittingResult[]): string[] {
  const telling = sittings
    .flatMap(({ signals }) => signals.filter(({ p }) => p !== null && p <= WORTH_TELLING))
    .sort((a, b) => a.p! - b.p! || (a.detector < b.detector ? -1 : 1))
  return [...new Set(telling.map(({ detector }) => detector))]
}
