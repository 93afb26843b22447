/** Rows that take no part because they could not be used. */
import type { Problem, TableName } from '../model'

/** Repetitions lose nothing: what they say has been read before. */
const isRepetition = (code: string): boolean => code.startsWith('duplicate')

/**
 * Rows of a table, or of one file of it, that were set aside for what stands in them.
 *
 * @example
 * unreadRows(input.problems, 'results', 'results.csv') // 115
 */
export function unreadRows(problems: readonly Problem[], table: TableName, file?: string | null): number {
  let rows = 0
  for (const problem of problems) {
    if (problem.table !== table || (file !== undefined && problem.file !== file)) continue
    const more = problem.code === 'moreOfTheSame'
    if (isRepetition(more ? (problem.found ?? '') : problem.code)) continue
    if (more || problem.severity === 'setAside') rows += problem.count ?? 1
  }
  return rows
}
