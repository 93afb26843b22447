/** Problems of the tables in the terminal: one line per kind, with the first place where it occurs. */
import type { Problem } from '../model'
import { formatNumber, type Locale } from '../report/format'
import { describeProblem } from '../report/problem-words'
import { printable, wrapped } from './text'
import { cliWords } from './words'

export function problemsText(problems: readonly Problem[], locale: Locale): string {
  const { problems: title, noProblems } = cliWords(locale)
  if (problems.length === 0) return `${noProblems}\n`
  const kinds = new Map<string, { first: Problem; count: number }>()
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.file, problem.column])
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { first: problem, count: problem.count ?? 1 })
    else kind.count += problem.count ?? 1
  }
  const lines = [...kinds.values()].map(({ first, count }) =>
    wrapped(printable(`${formatNumber(count, locale)} × ${describeProblem(first, locale)}`), '    ').replace(
      /^ {4}/,
      '  - ',
    ),
  )
  return [title, ...lines, ''].join('\n')
}
