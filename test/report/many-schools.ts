/** A large region made of copies of a small one: as many schools as wanted, every id and name of its own. */
import type { MonitorResult, RecheckEntry, SchoolResult, SittingResult } from '../../src/model'

export function manySchools(result: MonitorResult, wanted: number): MonitorResult {
  const copies = Math.ceil(wanted / result.schools.length)
  const schools: SchoolResult[] = []
  const sittings: SittingResult[] = []
  const recheck: RecheckEntry[] = []
  for (let copy = 0; copy < copies; copy++) {
    const schoolId = (id: string) => `${id}-${copy}`
    const first = sittings.length
    for (const s of result.schools) schools.push({ ...s, schoolId: schoolId(s.schoolId), name: `${s.name} (${copy})` })
    for (const s of result.sittings) sittings.push({ ...s, schoolId: schoolId(s.schoolId) })
    for (const e of result.recheck)
      recheck.push({
        ...e,
        schoolId: schoolId(e.schoolId),
        name: `${e.name} (${copy})`,
        sittings: e.sittings.map((i) => i + first),
      })
  }
  const ranked = recheck.toSorted((a, b) => a.rank - b.rank).map((entry, i) => ({ ...entry, rank: i + 1 }))
  return { ...result, schools, sittings, recheck: ranked }
}
