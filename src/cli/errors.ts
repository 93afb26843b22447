/** What went wrong, in sentences. */
import { InputError } from '../input'
import { OutputError } from '../node/write'
import type { Locale } from '../report/format'
import { describeProblem } from '../report/problem-words'
import { SettingsError } from '../settings'
import { UsageError } from './arguments'
import { printable } from './text'
import { cliWords, errorText } from './words'

export function errorLines(error: unknown, locale: Locale): string {
  if (error instanceof UsageError)
    return `${printable(errorText(error.code, error.details, locale))}\n${cliWords(locale).help}`
  if (error instanceof SettingsError) return error.problems.map((problem) => printable(problem.message)).join('\n')
  if (error instanceof InputError)
    return error.problems.map((problem) => printable(describeProblem(problem, locale))).join('\n')
  if (error instanceof OutputError) return printable(error.message)
  // A file that cannot be read or written: the system's own words name it.
  if (error instanceof Error && 'code' in error && 'syscall' in error) return printable(error.message)
  return `${cliWords(locale).errors.internal}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
