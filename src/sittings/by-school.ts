import type { School, Sitting } from '../model'

/** As much of a region as it takes to know whose sitting is whose. */
export interface SchoolsAndSittings {
  readonly schools: readonly Pick<School, 'id'>[]
  readonly sittings: readonly Pick<Sitting, 'schoolId'>[]
}

/** Position of each sitting's school in `input.schools`. */
export function schoolPositions(input: SchoolsAndSittings): number[] {
  const position = new Map(input.schools.map((school, i) => [school.id, i]))
  return input.sittings.map((sitting) => position.get(sitting.schoolId)!)
}

/** Positions of the sittings of each school, aligned with `input.schools`. */
export function sittingsBySchool(input: SchoolsAndSittings): number[][] {
  const bySchool = input.schools.map((): number[] => [])
  schoolPositions(input).forEach((school, i) => bySchool[school]!.push(i))
  return bySchool
}
