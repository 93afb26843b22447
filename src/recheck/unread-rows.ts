/** Rows that take no part because they could not be used. */
import type { MonitorInput, Problem, TableName, Warning } from '../model'
import { fixed } from '../setting'

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

const MANY_LOST = fixed(0.05, {
  reason: 'From this share of the rows of a file on, set aside for what stands in them, it is said at the top.',
  origin: 'ours',
  unit: 'share of rows',
})
const FILES_NAMED = fixed(5, { reason: 'A warning that names more empty files is not read.', origin: 'ours' })

/**
 * Files of which nothing, or too little, was read: what a list that is made without them does not show.
 *
 * @param doubts what is said of the observers' table already
 */
export function lostWarnings(
  { sources, problems }: Pick<MonitorInput, 'sources' | 'problems'>,
  doubts: readonly Warning[],
): Warning[] {
  const empty = problems.flatMap(({ code, file }) => (code === 'emptyLeftOut' && file !== null ? [file] : []))
  const lost = sources.flatMap(({ table, file, rows }): Warning[] => {
    const setAside = unreadRows(problems, table, file)
    if (setAside === 0 || setAside < MANY_LOST * rows || (table === 'observers' && doubts.length > 0)) return []
    return [{ code: 'rowsSetAside', details: { file: file ?? table, setAside, rows } }]
  })
  const files = [...empty.slice(0, FILES_NAMED), ...(empty.length > FILES_NAMED ? ['…'] : [])].join(', ')
  return [...(empty.length === 0 ? [] : [{ code: 'filesEmpty', details: { files } } as const]), ...lost]
}
