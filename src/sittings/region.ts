import { expectArguments, hasLists, lengthOf } from '../arguments-error'
import { groupBy } from '../group-by'
import type { Assessment, MonitorInput, School, Sitting } from '../model'
import type { Observation } from './observers'

/** What was read, with what every stage looks up in it: worked out once and handed along. Made by `indexRegion`. */
export interface IndexedRegion
  extends Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'hasSchools' | 'hasObservers'> {
  /** What is known of the observer of each sitting. */
  readonly observations: readonly Observation[]
  /** Position in `schools` of each sitting's school. */
  readonly schoolOf: readonly number[]
  /** Assessment of each sitting. */
  readonly assessmentOf: readonly Assessment[]
  /** Positions of the sittings of each school, aligned with `schools`. */
  readonly bySchool: readonly (readonly number[])[]
  /** Positions of the sittings of each assessment, by its id. */
  readonly byAssessment: ReadonlyMap<string, readonly number[]>
}

/**
 * @param input what `collectTables` or `readTables` gives
 * @param observations aligned with the sittings, from `observations`
 * @throws ArgumentError for what nothing has read, or observations of other sittings
 * @example
 * const region = indexRegion(input, observations(input, settings))
 * region.bySchool[0] // [0, 1, 5]: positions of the sittings of the first school
 */
export function indexRegion(
  input: Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'hasSchools' | 'hasObservers'>,
  observations: readonly Observation[],
): IndexedRegion {
  expectArguments('indexRegion', {
    input: [input, hasLists(input, { schools: undefined, assessments: undefined, sittings: undefined }), 'input'],
    observations: [
      observations,
      hasLists({ observations }, { observations: lengthOf(input, 'sittings') }),
      'observations',
    ],
  })
  const { schools, assessments, sittings, hasSchools, hasObservers } = input
  const assessmentById = new Map(assessments.map((assessment) => [assessment.id, assessment]))
  return {
    ...{ schools, assessments, sittings, hasSchools, hasObservers, observations },
    ...placeSittings(schools, sittings),
    assessmentOf: sittings.map(({ assessmentId }) => assessmentById.get(assessmentId)!),
    byAssessment: groupBy([...sittings.keys()], (i) => sittings[i]!.assessmentId),
  }
}

/** Whose sitting is whose. */
export function placeSittings(
  schools: readonly Pick<School, 'id'>[],
  sittings: readonly Pick<Sitting, 'schoolId'>[],
): Pick<IndexedRegion, 'schoolOf' | 'bySchool'> {
  const position = new Map(schools.map(({ id }, i) => [id, i]))
  const schoolOf = sittings.map(({ schoolId }) => position.get(schoolId)!)
  const bySchool = schools.map((): number[] => [])
  schoolOf.forEach((school, i) => bySchool[school]!.push(i))
  return { schoolOf, bySchool }
}
