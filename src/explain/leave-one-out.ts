/** What a school's listing for signs rests on: without which sitting, detector or family it would not be listed. */
import { pValuesWithout } from '../evidence'
import type { ExplanationCode, MonitorResult, Reason, SittingResult } from '../model'
import type { Settings } from '../recheck/options'
import { placeSittings } from '../sittings/region'

/**
 * Every sitting, detector and family of signs is left out in turn, and the school weighed again with the rest.
 *
 * @param needed largest p-value that would be listed
 * @returns what alone decides; `restsOnSeveral` where nothing does
 */
export function restsOn(
  result: MonitorResult,
  schoolId: string,
  needed: number,
  settings: Settings,
): Reason<ExplanationCode>[] {
  const { detectors, sittings } = result
  const own = [...sittings.keys()].filter((i) => sittings[i]!.schoolId === schoolId)
  const measured = (i: number): SittingResult['signals'] => sittings[i]!.signals.filter((s) => s.outcome === 'measured')
  const used = [...detectors.keys()].filter((d) =>
    own.some((i) => measured(i).some((s) => s.detector === detectors[d]!.id)),
  )
  const families = [...new Set(used.map((d) => detectors[d]!.family))]
  const parts: { reason: Reason<ExplanationCode>; keep: (i: number, d: number) => boolean }[] = [
    ...(own.length < 2 ? [] : own).map((at) => {
      const { subject, grade, class: className } = sittings[at]!
      return {
        reason: { code: 'restsOnSitting' as const, details: { subject, grade, class: className } },
        keep: (i: number) => i !== at,
      }
    }),
    ...(used.length < 2 ? [] : used).map((without) => ({
      reason: { code: 'restsOnDetector' as const, details: { detector: detectors[without]!.id } },
      keep: (_: number, d: number) => d !== without,
    })),
    ...(families.length < 2 ? [] : families).map((family) => ({
      reason: { code: 'restsOnFamily' as const, details: { family } },
      keep: (_: number, d: number) => detectors[d]!.family !== family,
    })),
  ]
  if (parts.length === 0) return []
  const chances = pValuesLeft(
    result,
    schoolId,
    settings,
    parts.map(({ keep }) => keep),
  )
  const deciding = parts.flatMap(({ reason }, k) => (chances[k] === null || chances[k]! > needed ? [reason] : []))
  return deciding.length > 0 ? deciding : [{ code: 'restsOnSeveral', details: {} }]
}

/** p-values of a school with a part of its measurements, one per rule of what stays. */
export function pValuesLeft(
  result: MonitorResult,
  schoolId: string,
  settings: Settings,
  keeps: readonly ((sitting: number, detector: number) => boolean)[],
): (number | null)[] {
  return pValuesWithout(
    result.detectors.map((meta) => ({ meta })),
    outcomesOf(result),
    regionOf(result),
    settings,
    result.schools.findIndex((school) => school.schoolId === schoolId),
    keeps,
  )
}

/** `[detector][sitting]`, as the detectors said it. */
function outcomesOf({ detectors, sittings }: MonitorResult) {
  const nothing = { outcome: 'notApplicable' } as const
  const signals = sittings.map((of) => new Map(of.signals.map((signal) => [signal.detector, signal])))
  return detectors.map(({ id }) => signals.map((of) => of.get(id) ?? nothing))
}

const regionOf = ({ schools, sittings, region, reference }: MonitorResult) => ({
  ...(reference == null ? {} : { toldDependence: reference.dependence }),
  ...placeSittings(
    schools.map(({ schoolId }) => ({ id: schoolId })),
    sittings,
  ),
  sittings: sittings.map(({ year, grade, class: className }) => ({ year, grade, className })),
  // The ground is exactly what an unobserved sitting has.
  observations: sittings.map(({ grounds }) => ({ observed: !grounds.includes('noObserver') })),
  hasObservers: region.observers !== null,
})
