/** How each language writes numbers, days and nouns, and how a tree of sentences is read in one language. */
import { LOCALES, type Locale, type Text } from '../model'

export interface Language {
  readonly decimal: '.' | ','
  /** Between groups of three digits, from 10 000 on. */
  readonly thousands: string
  readonly percent: string
  /** A day, given as year, month and day of two digits each but the year. */
  readonly day: (year: string, month: string, day: string) => string
  /** Which form of a noun goes with a number (not negative): its place in `school|schools`, `школа|школы|школ`. */
  readonly form: (count: number) => 0 | 1 | 2
  /** Between the columns of CSV files for people: what Excel expects where decimals are written as above. */
  readonly delimiter: ',' | ';'
}

const NO_BREAK_SPACE = '\u00a0'

export const LANGUAGES: Readonly<Record<Locale, Language>> = {
  en: {
    decimal: '.',
    thousands: ',',
    percent: '%',
    day: (year, month, day) => `${year}-${month}-${day}`,
    form: (count) => (count === 1 ? 0 : 1),
    delimiter: ',',
  },
  ru: {
    decimal: ',',
    thousands: NO_BREAK_SPACE,
    percent: `${NO_BREAK_SPACE}%`,
    day: (year, month, day) => `${day}.${month}.${year}`,
    form: (count) => {
      if (!Number.isInteger(count)) return 1
      if (count % 100 >= 11 && count % 100 <= 14) return 2
      if (count % 10 === 1) return 0
      return count % 10 >= 2 && count % 10 <= 4 ? 1 : 2
    },
    delimiter: ';',
  },
}

/** A tree of texts, read in one language. */
export type Said<T> = T extends Text ? string : { readonly [K in keyof T]: Said<T[K]> }

const isText = (tree: object): tree is Text => typeof (tree as Partial<Text>).en === 'string'

/**
 * A tree of texts in one language.
 *
 * @example
 * said({ yes: { en: 'yes', ru: 'да' } }, 'ru').yes // 'да'
 */
export function said<T extends object>(tree: T, locale: Locale): Said<T> {
  if (isText(tree)) return tree[locale] as Said<T>
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, said(value, locale)])) as Said<T>
}

/** The same as a function of the language; each language is put together once. */
export function spoken<T extends object>(tree: T): (locale: Locale) => Said<T> {
  const languages = new Map<Locale, Said<T>>()
  return (locale) => {
    const known = languages.get(locale)
    if (known !== undefined) return known
    const made = said(tree, locale)
    languages.set(locale, made)
    return made
  }
}

/**
 * A text that is put together from others, language by language.
 *
 * @example
 * inEvery((locale) => [GROUND.signs[locale], GROUND.control[locale]].join(', '))
 */
export const inEvery = (make: (locale: Locale) => string): Text =>
  Object.fromEntries(LOCALES.map((locale) => [locale, make(locale)])) as Text
