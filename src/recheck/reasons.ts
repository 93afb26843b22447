import type { Detector } from '../detectors'
import { WORTH_TELLING } from '../findings'
import type { Details, Outcome, Reason, ReasonCode, Sitting } from '../model'
import { fixed } from '../setting'
import type { Observation } from '../sittings/observers'
import type { IndexedRegion } from '../sittings/region'
import type { RecheckList, SchoolOnList } from './list'

const FINDINGS_PER_SITTING = fixed(2, {
  reason:
    'At most this many findings of one sitting are told in the list; the rest stand in `signals.csv` and the report.',
  origin: 'ours',
})
/**
 * Why a school is on the list, as data: per sitting its strongest findings (code = detector id), then what is known of
 * its observer, then whether it was drawn for the control sample.
 */
export function reasonsOf(
  entry: SchoolOnList,
  list: RecheckList,
  { sittings, observations }: Pick<IndexedRegion, 'sittings' | 'observations'>,
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
): Reason[] {
  const withSigns = entry.sittings.filter((i) => list.sittings[i]!.grounds.includes('signs'))
  const findings = withSigns.flatMap((i) => findingsOf(i, sittings[i]!, detectors, outcomes))
  if (withSigns.length > 0 && findings.length === 0) findings.push({ code: 'schoolSigns', details: {} })
  const unobserved = entry.sittings.flatMap((i): Reason[] =>
    list.sittings[i]!.grounds.includes('noObserver')
      ? [
          {
            code: observerReason(observations[i]!),
            details: { ...placeOf(sittings[i]!), ...classesOf(observations[i]!) },
          },
        ]
      : [],
  )
  const control = entry.sittings.flatMap((i): Reason[] =>
    list.sittings[i]!.grounds.includes('control') ? [{ code: 'control', details: placeOf(sittings[i]!) }] : [],
  )
  return [...findings, ...unobserved, ...control]
}

const placeOf = (sitting: Sitting): Details => ({
  subject: sitting.subject,
  grade: sitting.grade,
  class: sitting.className,
})

function findingsOf(
  i: number,
  sitting: Sitting,
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
): Reason[] {
  return detectors
    .flatMap((detector, d) => {
      const outcome = outcomes[d]![i]!
      return outcome.outcome === 'measured' && outcome.p <= WORTH_TELLING ? [{ detector, outcome }] : []
    })
    .sort((a, b) => a.outcome.p - b.outcome.p || (a.detector.meta.id < b.detector.meta.id ? -1 : 1))
    .slice(0, FINDINGS_PER_SITTING)
    .map(({ detector, outcome: { value, effect, p, n, details } }) => ({
      code: detector.meta.id,
      details: { ...details, value, effect, p, n, ...placeOf(sitting) },
    }))
}

const classesOf = ({ unobservedClasses }: Observation): Details =>
  unobservedClasses.length === 0 ? {} : { classes: unobservedClasses.join(', ') }

function observerReason({ observer, conflictOfInterest, unobservedClasses }: Observation): ReasonCode {
  if (unobservedClasses.length > 0) return 'partlyObserved'
  if (observer === 'absent') return 'noObserver'
  return conflictOfInterest ? 'conflictOfInterest' : 'unknownObserver'
}
