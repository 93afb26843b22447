import type { MonitorResult } from '../../model'

/** Numbers of the pages: listed schools have their rank, the others follow in the order of the result. */
export function pageNumbers(result: Pick<MonitorResult, 'recheck' | 'schools'>): ReadonlyMap<string, number> {
  const numbers = new Map(result.recheck.map((entry) => [entry.schoolId, entry.rank]))
  let next = result.recheck.length
  for (const { schoolId } of result.schools) if (!numbers.has(schoolId)) numbers.set(schoolId, ++next)
  return numbers
}
