/** What the system or the parser of JSON found wrong, in the user's language; what is not known there, as they said it. */
import type { Locale } from '../model'
import { NO_JSON, SYSTEM_ERRORS } from '../words/files'
import { fill } from '../words/format'

export function systemText(error: unknown, locale: Locale): string {
  if (!(error instanceof Error)) return String(error)
  const known = 'code' in error ? SYSTEM_ERRORS[String(error.code)] : undefined
  if (known !== undefined) return known[locale]
  return error instanceof SyntaxError ? jsonText(error.message, locale) : error.message
}

function jsonText(message: string, locale: Locale): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined) return fill(NO_JSON.place[locale], { line, column: column! }, locale)
  const [, position] = /position (\d+)/.exec(message) ?? []
  if (position !== undefined) return fill(NO_JSON.position[locale], { position }, locale)
  return /end of JSON/.test(message) ? NO_JSON.end[locale] : NO_JSON.other[locale]
}
