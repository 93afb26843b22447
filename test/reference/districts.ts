import type { MonitorInput } from '../../src/model'

/** Some schools of a region as a district of their own, with all that is known of them. */
export function districtOf(region: MonitorInput, from: number, count: number): MonitorInput {
  const schools = region.schools.slice(from, from + count)
  const ids = new Set(schools.map(({ id }) => id))
  const own = <Row extends { readonly schoolId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ schoolId }) => ids.has(schoolId))
  return { ...region, schools, sittings: own(region.sittings), observers: own(region.observers) }
}
