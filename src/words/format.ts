/**
 * Numbers and sentences by locale. No `Intl`: its output differs between Node versions and ICU builds, and equal input
 * has to give equal bytes on every machine.
 */
import { decimalExponent } from '../elementary'
import type { Details, Locale } from '../model'
import { LANGUAGES } from './language'

const NO_BREAK_SPACE = '\u00a0'
const MINUS = '\u2212'
export const ABSENT = '\u2014'

/**
 * A number for reading: three significant digits, never more decimals than needed, thousands set apart from 10 000 on.
 *
 * @param decimals fixed number of decimals; without it the size of the number decides
 * @example
 * formatNumber(12.345, 'ru') // '12,3'
 */
export function formatNumber(value: number, locale: Locale, decimals?: number): string {
  if (!Number.isFinite(value)) return ABSENT
  const size = Math.abs(value)
  if (size >= 1e15 || (size > 0 && size < 1e-6 && decimals === undefined)) return scientific(value, locale)
  const fixed = size.toFixed(decimals ?? readableDecimals(size))
  const [whole = '0', fraction = ''] = (decimals === undefined ? trimZeros(fixed) : fixed).split('.')
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, LANGUAGES[locale].thousands) : whole
  const digits = fraction === '' ? grouped : grouped + LANGUAGES[locale].decimal + fraction
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits
}

function readableDecimals(size: number): number {
  if (Number.isInteger(size) || size >= 99.95) return 0
  if (size >= 9.995) return 1
  if (size >= 0.1) return 2
  return 1 - decimalExponent(size)
}

/** The number that is read where `formatNumber` has rounded: 115.3 is told as 115, and its noun goes with that. */
const shown = (value: number): number =>
  Number.isFinite(value) ? Number(value.toFixed(Math.min(100, readableDecimals(Math.abs(value))))) : value

function trimZeros(fixed: string): string {
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
}

function scientific(value: number, locale: Locale): string {
  const text = value.toExponential(1).replace('e+', 'e').replace('.0e', 'e').replace(/-/g, MINUS)
  return text.replace('.', LANGUAGES[locale].decimal)
}

/** A share 0..1 as a percentage with at most one decimal: `formatPercent(0.387, 'ru')` is `38,7 %`. */
export function formatPercent(share: number, locale: Locale): string {
  const percent = share * 100
  const text = formatNumber(Number(percent.toFixed(1)), locale, Number.isInteger(Number(percent.toFixed(1))) ? 0 : 1)
  return text + LANGUAGES[locale].percent
}

/** A distance with its sign: `formatSigned(0.834, 'ru')` is `+0,8`. */
export function formatSigned(value: number, locale: Locale, decimals = 1): string {
  const text = formatNumber(value, locale, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A p-value or q-value: two significant digits, `< 0.0001` below that; absence is a dash, never 0 or 1. */
export function formatP(p: number | null, locale: Locale): string {
  if (p === null) return ABSENT
  if (p < 0.0001) return `<${NO_BREAK_SPACE}${formatNumber(0.0001, locale)}`
  return formatNumber(Number(p.toPrecision(2)), locale)
}

/** A day written as year-month-day: `formatDay('2021-11-30', 'ru')` is `30.11.2021`; anything else as it is. */
export function formatDay(day: string, locale: Locale): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  return year === undefined ? day : LANGUAGES[locale].day(year, month!, date!)
}

/**
 * The form of a noun that goes with a number. English: `one|many`; Russian: `one|few|many`, fractions take `few`.
 *
 * @example
 * plural(22, ['школа', 'школы', 'школ'], 'ru') // 'школы'
 */
export function plural(count: number, forms: readonly string[], locale: Locale): string {
  return forms[LANGUAGES[locale].form(Math.abs(count))] ?? forms.at(-1) ?? ''
}

/**
 * Fills the gaps of a sentence.
 * `{name}` the value; `{name%}` a share as percentage; `{name p}` a p-value; `{name date}` a day; `{name|school|schools}` number and noun;
 * `{name?school|schools}` the noun alone.
 *
 * @example
 * fill('{n|школа|школы|школ}', { n: 5 }, 'ru') // '5 школ'
 */
export function fill(template: string, details: Details, locale: Locale): string {
  return template.replace(
    /\{(\w+)(%| p| date)?(?:([|?])([^}]*))?\}/g,
    (_, name: string, form?: string, mode?: string, nouns?: string) => {
      const value = Object.hasOwn(details, name) ? details[name] : null
      if (value === null || value === undefined) return ABSENT
      if (typeof value === 'string') return form === ' date' ? formatDay(value, locale) : value
      if (form === '%') return formatPercent(value, locale)
      if (form === ' p') return formatP(value, locale)
      if (nouns === undefined) return formatNumber(value, locale)
      const noun = plural(shown(value), nouns.split('|'), locale)
      return mode === '?' ? noun : `${formatNumber(value, locale)}${NO_BREAK_SPACE}${noun}`
    },
  )
}
