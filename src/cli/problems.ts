/** Problems of the tables in the terminal: one line per kind, with the first place where it occurs. */
import type { Locale, Problem } from '../model'
import { describeProblem } from '../report/describe-problem'
import { cliWords } from '../words/cli'
import { formatNumber } from '../words/format'
import { printable, wrapped } from './text'

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
