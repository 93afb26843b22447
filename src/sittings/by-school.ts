import type { MonitorInput } from '../model'

/** Position of each sitting's school in `input.schools`. */
export function schoolPositions(input: Pick<MonitorInput, 'schools' | 'sittings'>): number[] {
  const position = new Map(input.schools.map((school, i) => [school.id, i]))
  return input.sittings.map((sitting) => position.get(sitting.schoolId)!)
}

/** Positions of the sittings of each school, aligned with `input.schools`. */
export function sittingsBySchool(input: Pick<MonitorInput, 'schools' | 'sittings'>): number[][] {
  const bySchool = input.schools.map((): number[] => [])
  schoolPositions(input).forEach((school, i) => bySchool[school]!.push(i))
  return bySchool
}
