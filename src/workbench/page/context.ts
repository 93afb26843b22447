/** What every part of the page is given: what there is to show, the language, and the session that does things. */
import type { Details, Locale, Text } from '../../model'
import { fill, formatNumber } from '../../words/format'
import { MEGABYTE, workbenchWords } from '../../words/workbench'
import type { Session, Snapshot } from '../session'

export interface View {
  readonly session: Session
  readonly now: Snapshot
  readonly locale: Locale
  readonly words: ReturnType<typeof workbenchWords>
  /** A sentence with its gaps filled. */
  readonly say: (template: string, details: Details) => string
  /** A text of the worker in the language of the page. */
  readonly tell: (text: Text) => string
}

export const viewOf = (session: Session, now: Snapshot, locale: Locale): View => ({
  ...{ session, now, locale },
  words: workbenchWords(locale),
  say: (template, details) => fill(template, details, locale),
  tell: (text) => text[locale],
})

/** A size for people: megabytes, and kilobytes of what is small. */
export function sizeText({ words, say, locale }: View, bytes: number): string {
  if (bytes < MEGABYTE / 10) return say(words.kilobytes, { size: formatNumber(Math.ceil(bytes / 1000), locale, 0) })
  return say(words.megabytes, { size: megabytes(bytes, locale) })
}

export const megabytes = (bytes: number, locale: Locale): string =>
  formatNumber(bytes / MEGABYTE, locale, bytes < 10 * MEGABYTE ? 1 : 0)
