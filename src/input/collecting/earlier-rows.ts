import type { MonitorResult, Row } from '../../model'

/**
 * The rows of the table `earlier` that a result becomes a year later: what it said of each school.
 *
 * @throws TypeError where the object is no result
 * @example
 * monitor({ schools, results, earlier: earlierRows(resultOfLastYear) })
 */
export function earlierRows({ schools, sittings }: Pick<MonitorResult, 'schools' | 'sittings'>): Row[] {
  const year = sittings.reduce<number | null>(
    (last, s) => (s.year !== null && s.year > (last ?? 0) ? s.year : last),
    null,
  )
  return schools.map(({ schoolId, tier, grounds }) => ({ school_id: schoolId, year, tier, grounds: grounds.join('+') }))
}
