import type { Details } from '../model'
import { fill, type Locale } from '../report/format'
import { type CliWords, en } from './words.en'
import { ru } from './words.ru'

export type { CliWords } from './words.en'

export const cliWords = (locale: Locale): CliWords => (locale === 'ru' ? ru : en)

/** A sentence about a mistake; `nearest` in the details becomes a question. */
export function errorText(code: string, details: Details, locale: Locale): string {
  const words = cliWords(locale)
  const template = (words.errors as Readonly<Record<string, string>>)[code] ?? code
  const did = 'nearest' in details ? fill(words.did, details, locale) : ''
  return fill(template, { ...details, did }, locale)
}
