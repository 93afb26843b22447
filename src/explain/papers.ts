/** Which papers of a sitting to take. */
import type { MonitorResult, PapersToTake } from '../model'
import { drawPapers, keyOf } from '../recheck/papers'

/**
 * @param sitting position in `MonitorResult.sittings`
 * @example
 * papersOfSitting(result, 0).numbers // [1, 4, 5, ...], the same at every call
 */
export function papersOfSitting(result: MonitorResult, sitting: number): PapersToTake {
  const of = result.sittings[sitting]!
  const { participants, papersToRecheck: papers, acceptanceNumber } = of
  const numbers = participants === null ? null : drawPapers(result.seed, keyOf(of), participants, papers)
  return { sitting, papers, numbers, acceptanceNumber }
}
