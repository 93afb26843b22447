/** What the number format of a cell makes of its number: a date, a percentage, an id with leading zeros. */
import { CELL } from './workbook'

/** How a format shows numbers. */
export interface NumberFormat {
  readonly kind: 'number' | 'date' | 'time' | 'percent' | 'id'
  readonly code: string
  /** Of an id: what stands before each of its digits, the digits themselves being zeros in the code. */
  readonly fixed?: readonly string[]
}

const PLAIN: NumberFormat = { kind: 'number', code: 'General' }

/** Formats that have a number and no code in the file. In Russian Excel 16 shows `01.янв`, 17 `янв.01`. */
const BUILT_IN: Readonly<Record<number, string>> = {
  9: '0%',
  10: '0.00%',
  14: 'dd.mm.yyyy',
  15: 'dd.mmm.yy',
  16: 'dd.mmm',
  17: 'mmm.yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd.mm.yyyy h:mm',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
}

/** The format of a style by the number it has in the file, and its code where the file gives one. */
export function numberFormat(id: number, code: string | null): NumberFormat {
  // 27-36 and 50-58 are dates of the Far East, 71-81 of Thailand.
  const farEast = (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81)
  const text = code ?? BUILT_IN[id] ?? (farEast ? 'dd.mm.yyyy' : null)
  return text === null ? PLAIN : kindOfFormat(text)
}

function kindOfFormat(code: string): NumberFormat {
  if (/^(?:general|standard|основной|@)$/i.test(code.trim())) return PLAIN
  // Only the first section: the others are for negative numbers, zero and text.
  const section = /^(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])*/.exec(code)![0]
  const bare = section
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
  if (/^[дмг./\- ]+$/i.test(bare) && /[дмг]/i.test(bare)) return { kind: 'date', code: latin(section) }
  const digits = bare.replace(/s\.0+/gi, 's')
  if (/[0#?]/.test(digits)) {
    if (digits.includes('%')) return { kind: 'percent', code: section }
    return isId(section) ? { kind: 'id', code: section, fixed: fixedParts(section) } : PLAIN
  }
  if (/[yd]/i.test(bare)) return { kind: 'date', code: section }
  if (/[hs]/i.test(bare)) return { kind: 'time', code: section }
  return /m/i.test(bare) ? { kind: 'date', code: section } : PLAIN
}

/** `ДД.ММ.ГГГГ`, as programs write it that put the letters of Russian Excel into the file. */
const latin = (code: string) => code.replace(/д/gi, 'd').replace(/м/gi, 'm').replace(/г/gi, 'y')

/**
 * `000000`, `"sch"000000`, `000-000`: two zeros or more, nothing but fixed letters and signs before and between them.
 */
function isId(section: string): boolean {
  const fixed = String.raw`(?:"[^"]*"|\\.|[-\s/()№])*`
  return new RegExp(`^${fixed}0(?:${fixed}0)+$`).test(section)
}

/** The text and the kind of a cell that holds a number. */
export interface Shown {
  readonly text: string
  readonly kind: number
}

/** A number as a cell of this format means it. `is1904`: the workbook counts days from 1904. */
export function showNumber(value: number, format: NumberFormat, is1904: boolean): Shown {
  switch (format.kind) {
    case 'date': {
      const text = dateText(value, is1904)
      return text === null ? { text: numberText(value), kind: CELL.number } : { text, kind: CELL.date }
    }
    case 'time':
      return { text: timeText(value, format.code), kind: CELL.text }
    case 'percent':
      return { text: `${numberText(value * 100)}%`, kind: CELL.percent }
    case 'id':
      return Number.isInteger(value) && value >= 0 && value < 1e15
        ? { text: idText(String(value), format.fixed!), kind: CELL.text }
        : { text: numberText(value), kind: CELL.number }
    default:
      return { text: numberText(value), kind: CELL.number }
  }
}

/** Closer than this to a whole number, a number is that whole number. */
const NOISE = 1e-9

/**
 * A number as people mean it: integers exactly, others with 12 significant digits. What stands beyond is noise of
 * binary sums: 9.000000000001 is 9, and .000000000001 is 0.
 */
export function numberText(value: number): string {
  const whole = Math.round(value)
  return String(Math.abs(value - whole) < NOISE ? whole : Number(value.toPrecision(12)))
}

function fixedParts(section: string): string[] {
  const parts = ['']
  for (const [sign] of section.matchAll(/"[^"]*"|\\.|./g)) {
    if (sign === '0') parts.push('')
    else parts[parts.length - 1] += sign.length > 1 ? sign.replace(/^\\|"/g, '') : sign
  }
  return parts.slice(0, -1)
}

/** Digits from the right into the places of the format; what is left over goes into the first. */
function idText(digits: string, fixed: readonly string[]): string {
  let text = ''
  for (let place = fixed.length - 1; place > 0; place--) {
    const at = digits.length - (fixed.length - place)
    text = fixed[place]! + (digits[at] ?? '0') + text
  }
  const left = digits.slice(0, Math.max(0, digits.length - fixed.length + 1))
  return fixed[0]! + (left === '' ? '0' : left) + text
}

/** Days from the first of January 1970. */
const EPOCH_1900 = 25_569
const EPOCH_1904 = 24_107
/** The first day after the year 9999. */
const LAST_DAY = 2_958_466

/** The day of a date as year-month-day; `null` where Excel shows none. */
export function dateText(value: number, is1904: boolean): string | null {
  if (!(value >= 1 && value < LAST_DAY)) return null
  const day = Math.floor(value + 1e-9)
  // Excel's 1900 has a 29th of February; before it all days are one earlier.
  const shift = is1904 ? -EPOCH_1904 : day < 60 ? 1 - EPOCH_1900 : -EPOCH_1900
  return isoDay(day + shift)
}

/** Year-month-day of a day counted from the first of January 1970, in the Gregorian calendar. */
function isoDay(day: number): string {
  // Days from the first of March of the year 0: years then end with the day that leap years add.
  const days = day + 719_468
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month < 10 ? month + 3 : month - 9)}-${two(dayOfMonth)}`
}

const two = (part: number): string => (part < 10 ? `0${part}` : String(part))

/** Hours and minutes, as `9:05`; with seconds where there are some. */
function timeText(value: number, code: string): string {
  const all = Math.round((/\[h/i.test(code) ? value : value - Math.floor(value)) * 86_400)
  if (!Number.isFinite(all) || all < 0) return numberText(value)
  const seconds = all % 60
  return `${Math.floor(all / 3600)}:${two(Math.floor(all / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`
}

/**
 * What was typed where Excel made a date of it and shows only two of its parts: day and month (`1.1`, shown as `1.1`,
 * `01.01` or `01.янв`), or month and year (`1.13`, shown as `янв.13`). `null` for a whole date.
 *
 * @param date year-month-day
 */
export function typedLabel(date: string, code: string): string | null {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const has = (letter: RegExp) => letter.test(bare)
  if (has(/d/i) && has(/m/i) && !has(/y/i)) return /m.*d/i.test(bare) ? `${month}.${day}` : `${day}.${month}`
  return has(/m/i) && has(/y/i) && !has(/d/i) ? `${month}.${two(year % 100)}` : null
}
