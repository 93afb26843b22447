/**
 * Simulated regions with known truth: honest schools with all that makes them differ, and manipulations of known size.
 *
 * @module objectivity-monitor/simulate
 */
import type { MonitorInput, ObserverRecord, Row, School, Sitting, TablesOf } from '../model'
import { assessmentId, sittingKey } from '../sittings/sitting'
import { awayInSchool } from './away'
import { fillOptions, type RegionInput } from './options'
import { planRegion, type Region, type SimulatedSitting, simulateSittings, type Truth } from './region'
import { toAssessment, toSitting } from './sitting'
import {
  assessmentRows,
  distributionRow,
  observerRows,
  participationRow,
  pupilRows,
  schoolRow,
  summaryRow,
} from './tables'

export {
  type ManipulationOptions,
  type Mechanism,
  type ObserverOptions,
  PAPER_MECHANISMS,
  type RegionInput,
  type RegionOptions,
  type Strength,
} from './options'
export type { Truth } from './region'
export { chooseScales, type Scale } from './scales'

/**
 * A region as an office would hold it, and the truth that no office has.
 *
 * Equal options give equal tables on every machine. With `manipulation: null` the same seed gives the honest region:
 * the same schools, pupils and papers, but for those that were touched.
 *
 * @param input see `RegionOptions`; shares from 0 to 1, sizes in pupils
 * @returns the project's own tables, and per sitting what was done to it, in the order in which sittings are read
 * @throws RangeError for a share out of range, a subject without a scale, or an unreachable mean or spread of a scale
 * @example
 * const { tables, truth } = simulateRegion({ seed: 7, schools: 60, manipulation: { schools: 0.1, strength: 'strong' } })
 * truth.filter((sitting) => sitting.manipulated).length
 */
export function simulateRegion(input: RegionInput = {}): { tables: TablesOf<readonly Row[]>; truth: Truth[] } {
  const region = planRegion(fillOptions(input))
  const results: Row[] = []
  const participation: Row[] = []
  const truth: Truth[] = []
  for (const sitting of simulateSittings(region)) {
    truth.push(sitting.truth)
    participation.push(participationRow(sitting))
    if (sitting.truth.participants === 0) continue
    if (region.options.grain === 'pupils') for (const row of pupilRows(sitting)) results.push(row)
    else results.push(region.options.grain === 'distributions' ? distributionRow(sitting) : summaryRow(sitting))
  }
  const schools = region.schools.map(schoolRow)
  const observers = region.observers === null ? {} : { observers: observerRows(region, region.observers) }
  return {
    tables: { schools, results, assessments: assessmentRows(region), participation, ...observers },
    truth: inOrder(truth),
  }
}

/**
 * The same region as count tables, without a row per paper: several times faster, for measuring over many sittings.
 * `grain` has no bearing on it.
 *
 * @returns what `collectTables(simulateRegion(input).tables)` gives from pupil rows, and the truth in the same order;
 *   it also has the sittings that nobody attended (`participants` 0), which are no sittings of the input
 * @throws RangeError as `simulateRegion`
 * @example
 * const { input, truth } = simulateInput({ seed: 1, schools: 240, manipulation: null })
 * monitor(input).sittings.length === truth.length // true
 */
export function simulateInput(input: RegionInput = {}): { input: MonitorInput; truth: Truth[] } {
  const region = planRegion(fillOptions(input))
  const truth: Truth[] = []
  const sittings: Sitting[] = []
  for (const ofSchool of bySchool(simulateSittings(region))) {
    const away = awayInSchool(ofSchool)
    ofSchool.forEach((sitting, i) => {
      truth.push(sitting.truth)
      if (sitting.truth.participants === 0) return
      const own = away[i]!
      sittings.push(own === null ? toSitting(sitting) : { ...toSitting(sitting), away: own })
    })
  }
  return {
    input: {
      hasSchools: true,
      hasObservers: region.observers !== null,
      schools: region.schools.map(toSchool),
      assessments: region.slots
        .map(({ scale, year }) => toAssessment(scale, year))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      sittings: sittings.sort((a, b) => (a.key < b.key ? -1 : 1)),
      observers: toObservers(region),
      rechecks: [],
      problems: [],
      sources: [],
      fingerprint: `simulated-${region.options.seed}`,
    },
    truth: inOrder(truth),
  }
}

/** Sittings that stand one after the other, school by school. */
function* bySchool(sittings: Iterable<SimulatedSitting>): Generator<SimulatedSitting[]> {
  let own: SimulatedSitting[] = []
  for (const sitting of sittings) {
    if (own.length > 0 && own[0]!.school.id !== sitting.school.id) {
      yield own
      own = []
    }
    own.push(sitting)
  }
  if (own.length > 0) yield own
}

/** By key, as `collectTables` orders sittings. */
function inOrder(truth: readonly Truth[]): Truth[] {
  const keyed = truth.map((sitting) => ({ sitting, key: sittingKey(sitting.schoolId, assessmentId(sitting), null) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ sitting }) => sitting)
}

function toSchool({ id, name, municipality, selective, context }: Region['schools'][number]): School {
  return { id, name, municipality, cluster: null, advancedProgram: selective, confirmedByExam: selective, context }
}

function toObservers(region: Region): ObserverRecord[] {
  if (region.observers === null) return []
  return observerRows(region, region.observers).map((row) => ({
    schoolId: String(row.school_id),
    grade: typeof row.grade === 'number' ? row.grade : null,
    subject: typeof row.subject === 'string' ? row.subject : null,
    year: typeof row.year === 'number' ? row.year : null,
    className: null,
    observer: row.observer === 'да' ? 'present' : row.observer === 'нет' ? 'absent' : 'unknown',
    conflictOfInterest: row.conflict_of_interest === 'да',
  }))
}
