/** What went wrong, in sentences. */

import type { DetectorError } from '../detectors'
import { InputError } from '../input'
import type { Locale } from '../model'
import { OutputError } from '../node/write'
import { ReferenceFileError } from '../reference'
import { describeProblem } from '../report/describe-problem'
import { capitalised } from '../report/sentences'
import { describeSettingsProblem, SettingsError } from '../settings-error'
import { cliWords } from '../words/cli'
import { OUTPUT_ERRORS, SYSTEM_ERRORS } from '../words/files'
import { fill } from '../words/format'
import { UsageError } from './arguments'
import { systemText } from './system-text'
import { printable } from './text'

export function errorLines(error: unknown, locale: Locale): string {
  if (error instanceof UsageError) return `${printable(usageText(error, locale))}\n${cliWords(locale).help}`
  if (error instanceof SettingsError)
    return error.problems.map((problem) => printable(describeSettingsProblem(problem, locale))).join('\n')
  if (error instanceof InputError)
    return error.problems.map((problem) => printable(describeProblem(problem, locale))).join('\n')
  if (error instanceof OutputError) return printable(capitalised(outputText(error, locale)))
  if (error instanceof Error && 'syscall' in error) return printable(fileText(error, locale))
  const refused = error instanceof Error ? refusedThread(error) : null
  if (refused !== null) return SYSTEM_ERRORS[refused]![locale]
  return `${cliWords(locale).errors.internal}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** A thread that the system refuses says so in its message alone: `Worker initialization failure: EMFILE`. */
function refusedThread({ message }: Error): string | null {
  const [, code] = /^Worker initialization failure: (E[A-Z]+)$/.exec(message) ?? []
  return code !== undefined && Object.hasOwn(SYSTEM_ERRORS, code) ? code : null
}

/** A sentence about a mistake; `nearest` in the details becomes a question. */
function usageText({ code, details, cause }: UsageError, locale: Locale): string {
  const words = cliWords(locale)
  const message = cause === undefined ? (details.message ?? null) : causeText(cause, locale)
  const did = 'nearest' in details ? fill(words.did, details, locale) : ''
  return fill(words.errors[code], { ...details, message, did }, locale)
}

function outputText({ code, path, found, cause }: OutputError, locale: Locale): string {
  const text = fill(
    OUTPUT_ERRORS[code][locale],
    { path, found: cause === undefined ? found : systemText(cause, locale) },
    locale,
  )
  return `${text}.`
}

/** A detector of the user's own may come from another copy of the library, whose class is another one. */
function causeText(cause: unknown, locale: Locale): string {
  if (cause instanceof Error && cause.name === 'DetectorError' && 'problems' in cause)
    return (cause as DetectorError).problems.map((problem) => `\n  ${problem[locale]}`).join('')
  if (cause instanceof ReferenceFileError) return cause.text[locale]
  return systemText(cause, locale)
}

/** A file that cannot be read or written, where no command has said what it was for. */
function fileText(error: Error, locale: Locale): string {
  const path = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : ''
  return path + systemText(error, locale)
}
