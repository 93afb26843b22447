import type { MonitorInput, ObserverRecord, ObserverStatus, Sitting } from '../model'
import type { Settings } from '../settings'

/** What the observers table says of one sitting. */
export interface Observation {
  readonly observer: ObserverStatus
  readonly conflictOfInterest: boolean
  /** False where decision 2.3 asks for a recheck: nobody present, nothing known, or a conflict of interest. */
  readonly observed: boolean
}

const NOT_MENTIONED: Pick<ObserverRecord, 'observer' | 'conflictOfInterest'> = {
  observer: 'unknown',
  conflictOfInterest: false,
}

/**
 * The observer of every sitting. The most specific row speaks; among equally specific ones the worst
 * (absent before unknown before present): a sitting observed only in part was not observed.
 * A row about one class speaks for a sitting of the whole school in the same way: one class without an observer is enough.
 *
 * @returns one entry per sitting of `input.sittings`
 * @example
 * observations(input, settings)[0]?.observer // 'present'
 */
export function observations(input: Pick<MonitorInput, 'sittings' | 'observers'>, settings: Settings): Observation[] {
  const bySchool = new Map<string, ObserverRecord[]>()
  for (const record of input.observers) {
    const records = bySchool.get(record.schoolId)
    if (records === undefined) bySchool.set(record.schoolId, [record])
    else records.push(record)
  }
  return input.sittings.map((sitting) => {
    const { observer, conflictOfInterest } = deciding(sitting, bySchool.get(sitting.schoolId) ?? [])
    const present = observer === 'present' || (observer === 'unknown' && settings.recheck.unknownObserver === 'present')
    return {
      observer,
      conflictOfInterest,
      observed: present && !(conflictOfInterest && settings.recheck.conflictIsAbsence),
    }
  })
}

function deciding(sitting: Sitting, records: readonly ObserverRecord[]): typeof NOT_MENTIONED {
  const about = records.filter((record) => speaksOf(record, sitting))
  const finest = Math.max(...about.map(specificity))
  return (
    about.filter((record) => specificity(record) === finest).reduce<typeof NOT_MENTIONED | null>(worse, null) ??
    NOT_MENTIONED
  )
}

const speaksOf = (record: ObserverRecord, sitting: Sitting): boolean =>
  (record.grade === null || record.grade === sitting.grade) &&
  (record.subject === null || record.subject === sitting.subject) &&
  (record.year === null || sitting.year === null || record.year === sitting.year) &&
  (record.className === null || sitting.className === null || record.className === sitting.className)

const specificity = (record: ObserverRecord): number =>
  [record.grade, record.subject, record.year, record.className].filter((field) => field !== null).length

const BADNESS: Record<ObserverStatus, number> = { present: 0, unknown: 1, absent: 2 }

function worse(a: typeof NOT_MENTIONED | null, b: ObserverRecord): typeof NOT_MENTIONED {
  const worst = a === null || BADNESS[b.observer] > BADNESS[a.observer] ? b.observer : a.observer
  return { observer: worst, conflictOfInterest: b.conflictOfInterest || (a?.conflictOfInterest ?? false) }
}
