import { expectArguments, hasLists, hasParts } from '../arguments-error'
import { groupBy } from '../group-by'
import type { MonitorInput, ObserverRecord, ObserverStatus, Sitting } from '../model'
import type { Settings } from './options'

/** What the observers table says of one sitting. */
export interface Observation {
  readonly observer: ObserverStatus
  readonly conflictOfInterest: boolean
  /** False where decision 2.3 asks for a recheck: nobody present, nothing known, or a conflict of interest. */
  readonly observed: boolean
  /** Classes without an observer where other classes had one; empty in all other cases. */
  readonly unobservedClasses: readonly string[]
  /** What the cells about an unobserved sitting say that could not be understood; empty in all other cases. */
  readonly notUnderstood: readonly string[]
  /** True where independent observers were present and the papers were marked centrally, in all its classes. */
  readonly controlled?: boolean
  /** False where no row of the table speaks of the sitting. */
  readonly mentioned: boolean
}

/** The observer as a yardstick: one who does not count under decision 2.3 (a conflict of interest) is none. */
export const countedObserver = ({ observer, observed }: Observation): ObserverStatus =>
  observer === 'present' && !observed ? 'absent' : observer

/**
 * The observer of every sitting.
 *
 * - The most specific row speaks (more of grade, subject, year and class filled in); among equally specific ones the
 *   worst: absent, then a conflict of interest, then unknown, then present.
 * - A sitting of the whole school is judged class by class where its classes are known or the table names classes: it
 *   counts as observed only if every class does. What no row mentions is unknown.
 *
 * A row that reports an observer without a conflict of interest never turns an observed sitting into an unobserved one:
 * where it is the most specific row, it makes the sitting (or the class) observed; among equals the worst is the same
 * with and without it (`test/recheck/observers.test.ts` checks it on random tables).
 *
 * @returns one entry per sitting of `input.sittings`
 * @throws ArgumentError for what nothing has read, or no settings
 * @example
 * observations(input, settings)[0]?.observer // 'present'
 */
export function observations(input: Pick<MonitorInput, 'sittings' | 'observers'>, settings: Settings): Observation[] {
  expectArguments('observations', {
    input: [input, hasLists(input, { sittings: undefined, observers: undefined }), 'input'],
    settings: [settings, hasParts(settings, 'recheck'), 'settings'],
  })
  const bySchool = groupBy(input.observers, ({ schoolId }) => schoolId)
  return input.sittings.map((sitting) => observationOf(sitting, bySchool.get(sitting.schoolId) ?? [], settings))
}

function observationOf(sitting: Sitting, records: readonly ObserverRecord[], settings: Settings): Observation {
  const about = records.filter((record) => speaksOf(record, sitting))
  const parts = partsOf(sitting, about, settings).map((part) => ({ ...part, observed: isObserved(part, settings) }))
  const { observer } = parts.reduce((a, b) => worse(a, b, settings))
  const partly = parts.some((part) => part.observed) && parts.some((part) => !part.observed)
  return {
    observer,
    conflictOfInterest: parts.some((part) => part.conflictOfInterest),
    observed: parts.every((part) => part.observed),
    unobservedClasses: partly ? parts.flatMap(({ name, observed }) => (observed || name === null ? [] : [name])) : [],
    notUnderstood: observer === 'unknown' ? about.flatMap((record) => record.notUnderstood ?? []) : [],
    ...(parts.every((part) => part.controlled === true) ? { controlled: true } : {}),
    mentioned: about.length > 0,
  }
}

/** What is known of the observer of one class, or of the sitting as a whole. */
type Status = Pick<ObserverRecord, 'observer' | 'conflictOfInterest' | 'controlled'>

interface Part extends Status {
  /** `null` = the sitting as a whole, or its classes that nobody names. */
  readonly name: string | null
}

const NOT_MENTIONED: Status = { observer: 'unknown', conflictOfInterest: false }
/** Order of what is known, from best to worst; between them there is room for a conflict of interest. */
const BADNESS = { present: 0, unknown: 2, conflict: 3, absent: 4 } as const

function isObserved({ observer, conflictOfInterest }: Status, { recheck }: Settings): boolean {
  const present = observer === 'present' || (observer === 'unknown' && recheck.unknownObserver === 'present')
  return present && !(conflictOfInterest && recheck.conflictIsAbsence)
}

/** A conflict of interest weighs more than not knowing, if it counts as absence; else it only tells equals apart. */
function badness({ observer, conflictOfInterest }: Status, { recheck }: Settings): number {
  if (!conflictOfInterest) return BADNESS[observer]
  return recheck.conflictIsAbsence && observer !== 'absent'
    ? BADNESS.conflict + BADNESS[observer] / 4
    : BADNESS[observer] + 0.5
}

const worse = <T extends Status>(a: T, b: T, settings: Settings): T =>
  badness(b, settings) > badness(a, settings) ? b : a

/**
 * The parts of a sitting that each need an observer. Of classes known from the results exactly those; else those that
 * the observers table names, and beside them the rest, if a row speaks of more than one class.
 */
function partsOf(sitting: Sitting, about: readonly ObserverRecord[], settings: Settings): Part[] {
  const part = (name: string | null, records: readonly ObserverRecord[]): Part => ({
    name,
    ...deciding(records, settings),
  })
  if (sitting.className !== null) return [part(null, about)]
  const ofClass = (name: string): Part =>
    part(
      name,
      about.filter((record) => record.className === null || record.className === name),
    )
  if (sitting.classes !== undefined && sitting.classes.length > 0) return sitting.classes.map(ofClass)
  const whole = about.filter((record) => record.className === null)
  const named = new Set(about.flatMap((record) => (record.className === null ? [] : [record.className])))
  const classes = [...named].sort((a, b) => (a < b ? -1 : 1)).map(ofClass)
  return whole.length > 0 || classes.length === 0 ? [...classes, part(null, whole)] : classes
}

/** The most specific rows, and of those the worst. */
function deciding(records: readonly ObserverRecord[], settings: Settings): Status {
  const finest = Math.max(...records.map(specificity))
  const equals = records.filter((record) => specificity(record) === finest)
  if (equals.length === 0) return NOT_MENTIONED
  const { observer, conflictOfInterest } = equals.reduce((a, b) => worse(a, b, settings))
  const controlled = equals.every((record) => record.controlled === true)
  return { observer, conflictOfInterest, ...(controlled ? { controlled } : {}) }
}

/** What a row of the table of observers speaks of. */
type RowScope = Pick<ObserverRecord, 'grade' | 'subject' | 'year' | 'className'>

export const speaksOf = (record: RowScope, sitting: Sitting): boolean =>
  (record.grade === null || record.grade === sitting.grade) &&
  (record.subject === null || record.subject === sitting.subject) &&
  (record.year === null || sitting.year === null || record.year === sitting.year) &&
  (record.className === null || sitting.className === null || record.className === sitting.className)

export const specificity = ({ grade, subject, year, className }: RowScope): number =>
  Number(grade !== null) + Number(subject !== null) + Number(year !== null) + Number(className !== null)
