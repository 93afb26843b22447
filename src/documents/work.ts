/** What is really to be rechecked: the sittings of the list that ask for papers and fit the budget, with their papers. */
import { papersOfSitting } from '../explain/papers'
import { groupBy } from '../group-by'
import type { MonitorResult, PapersToTake, RecheckEntry, SittingResult } from '../model'

export interface Task {
  readonly entry: RecheckEntry
  /** Position in `MonitorResult.sittings`. */
  readonly at: number
  readonly sitting: SittingResult
  readonly papers: PapersToTake
}

/** The tasks of the list, in its order. A sitting that an earlier recheck has settled asks for no papers. */
export const tasksOf = (result: MonitorResult): readonly Task[] =>
  result.recheck.flatMap((entry) =>
    entry.sittings.flatMap((at) => {
      const sitting = result.sittings[at]!
      if (sitting.papersToRecheck === 0 || sitting.withinBudget === false) return []
      return [{ entry, at, sitting, papers: papersOfSitting(result, at) }]
    }),
  )

/** Tasks by municipality, in the order of their names; those without one last. */
export function byMunicipality(
  tasks: readonly Task[],
): readonly (readonly [municipality: string | null, readonly Task[]])[] {
  const groups = groupBy(tasks, ({ entry }) => entry.municipality)
  return [...groups].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
}

export const bySchool = (tasks: readonly Task[]): readonly (readonly Task[])[] => [
  ...groupBy(tasks, ({ entry }) => entry.schoolId).values(),
]

/** `1, 4, 7–9`: numbers in ascending order. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === number - 1) run[1] = number
    else runs.push([number, number])
  }
  return runs
    .map(([first, last]) =>
      first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`,
    )
    .join(', ')
}
