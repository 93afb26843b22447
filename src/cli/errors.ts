/** What went wrong, in sentences. */

import { InputError } from '../input'
import type { Locale } from '../model'
import { OutputError } from '../node/write'
import { describeProblem } from '../report/describe-problem'
import { SettingsError } from '../settings'
import { cliWords } from '../words/cli'
import { fill } from '../words/format'
import { UsageError } from './arguments'
import { printable } from './text'

export function errorLines(error: unknown, locale: Locale): string {
  if (error instanceof UsageError) return `${printable(usageText(error, locale))}\n${cliWords(locale).help}`
  if (error instanceof SettingsError) return error.problems.map((problem) => printable(problem.message)).join('\n')
  if (error instanceof InputError)
    return error.problems.map((problem) => printable(describeProblem(problem, locale))).join('\n')
  if (error instanceof OutputError) return printable(error.message)
  // A file that cannot be read or written: the system's own words name it.
  if (error instanceof Error && 'code' in error && 'syscall' in error) return printable(error.message)
  return `${cliWords(locale).errors.internal}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** A sentence about a mistake; `nearest` in the details becomes a question. */
function usageText({ code, details }: UsageError, locale: Locale): string {
  const words = cliWords(locale)
  const did = 'nearest' in details ? fill(words.did, details, locale) : ''
  return fill(words.errors[code], { ...details, did }, locale)
}
