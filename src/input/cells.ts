import { clean, comparable } from './text'

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i

/** Beyond it a cell holds no score, share or number of pupils, but a number typed in the wrong place. */
const LARGEST = 1e12

const within = (value: number): number | undefined => (Math.abs(value) <= LARGEST ? value : undefined)

/**
 * A number with decimal comma or point; spaces (also no-break) between groups of digits are allowed.
 *
 * @example
 * readNumber('1 278,5') // 1278.5
 */
export function readNumber(cell: string): number | null | undefined {
  const { length } = cell
  if (length === 0) return null
  // The common cell, one to four digits, without a regular expression.
  if (length <= 4) {
    let value = 0
    let i = 0
    for (; i < length; i++) {
      const digit = cell.charCodeAt(i) - 48
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (i === length) return value
  }
  if (length <= 40 && PLAIN.test(cell)) return within(Number(cell))
  const text = clean(cell)
  if (text === '') return null
  if (text.length > 40) return undefined
  const plain = text
    .replace(/(\d) (?=\d{3}(?:\D|$))/g, '$1')
    .replace(/^[\u2212\u2013]/, '-')
    .replace(',', '.')
  if (!PLAIN.test(plain)) return undefined
  return within(Number(plain))
}

/** A number that may carry a percent sign. */
export function readPercent(cell: string): number | null | undefined {
  return readNumber(cell.endsWith('%') ? cell.slice(0, -1) : cell)
}

/** Digits after the decimal sign, as written. */
export function decimalsOf(cell: string): number {
  const match = /[.,](\d+)\s*%?\s*$/.exec(cell)
  return match === null ? 0 : match[1]!.length
}

/**
 * The grade in a cell such as `4`, `4 класс`, `4А` or `Grade 4`.
 */
export function readGrade(cell: string): number | null | undefined {
  const text = clean(cell)
  if (text === '') return null
  const match = /(?:^|\D)(\d{1,2})(?:[.,]0+)?(?:\D|$)/.exec(text)
  const grade = match === null ? Number.NaN : Number(match[1])
  return grade >= 1 && grade <= 13 ? grade : undefined
}

/** The year in `2021`, `2021 г.` or `2020/2021` (a school year counts as the year in which it ends). */
export function readYear(cell: string): number | null | undefined {
  const text = clean(cell)
  if (text === '') return null
  const match = /(?:^|\D)((?:19|20)\d\d)(?:\s?[/\u2013-]\s?(\d{4}|\d\d)(?!\d))?(?:\D|$)/.exec(text)
  if (match === null) return undefined
  const first = Number(match[1])
  if (match[2] === undefined) return first
  const last = match[2].length === 4 ? Number(match[2]) : Math.floor(first / 100) * 100 + Number(match[2])
  return last === first + 1 ? last : first
}

const YES = new Set([
  'да',
  'есть',
  'есть наблюдатель',
  'присутствует',
  'присутствовал',
  'был',
  'была',
  'yes',
  'y',
  'present',
  '1',
  'true',
  'истина',
  '+',
  'имеется',
  'подтверждено',
  'подтвержден',
  'подтверждена',
  'подтвердилось',
  'подтверждён',
  'confirmed',
])
const NO = new Set([
  'нет',
  'отсутствует',
  'отсутствовал',
  'не было',
  'не был',
  'no',
  'n',
  'absent',
  '0',
  'false',
  'ложь',
  '-',
  '\u2013',
  '\u2014',
  'не имеется',
  'не подтверждено',
  'не подтвержден',
  'не подтверждена',
  'не подтвердилось',
  'not confirmed',
])
const UNKNOWN = new Set(['неизвестно', 'нет данных', 'н/д', 'unknown', 'n/a', 'na', '?', 'null'])

/** да / нет in the words that offices use; `null` for an empty cell or "нет данных". */
export function readYesNo(cell: string): boolean | null | undefined {
  const text = clean(cell).toLowerCase()
  if (text === '' || UNKNOWN.has(text)) return null
  if (YES.has(text)) return true
  return NO.has(text) ? false : undefined
}

/**
 * A day, as year-month-day.
 *
 * @example
 * readDate('30.11.2021') // '2021-11-30'
 */
export function readDate(cell: string): string | null | undefined {
  const text = clean(cell)
  if (text === '' || UNKNOWN.has(text.toLowerCase())) return null
  const written = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  const inRussian = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?: ?г\.?)?$/.exec(text)
  const [year, month, day] = (written?.slice(1) ?? inRussian?.slice(1).reverse() ?? []).map(Number)
  if (year === undefined || month! < 1 || month! > 12 || day! < 1 || day! > daysOf(year, month!)) return undefined
  return [String(year), ...[month!, day!].map((part) => String(part).padStart(2, '0'))].join('-')
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** A mark 2..5 (also `5 (отл.)`, `4.0`). Empty and `нет отметки` give `null`; 1, 8 or a letter `undefined`. */
export function readMark(cell: string): number | null | undefined {
  if (cell.length === 1) {
    const mark = cell.charCodeAt(0) - 48
    return mark >= 2 && mark <= 5 ? mark : undefined
  }
  const text = clean(cell).toLowerCase()
  if (text === '' || NO_MARK.has(text)) return null
  const match = /^[«"]?([2-5])(?:[.,]0+)?[»"]?(?:\s?\(.*\))?$/.exec(text)
  return match === null ? undefined : Number(match[1])
}
const NO_MARK = new Set(['нет отметки', 'нет', 'н/а', 'н/о', '-', 'no mark'])

/** Points of an item; `null` where it was left blank (see `isNotAttempted`) or the cell is empty. */
export function readPoints(cell: string): number | null | undefined {
  if (cell.length === 1) {
    const digit = cell.charCodeAt(0) - 48
    if (digit >= 0 && digit <= 9) return digit
    if (cell === 'X' || cell === 'Х') return null
  }
  const points = readNumber(cell)
  return points === undefined && isNotAttempted(cell) ? null : points
}

/** An item left blank: `X` in Latin or Cyrillic, rarely `H`; a topic not taught counts as 0 as well. */
export function isNotAttempted(cell: string): boolean {
  return NOT_DONE.has(comparable(cell))
}
const NOT_DONE = new Set([
  'x',
  'h',
  'n',
  comparable('не пройд.'),
  comparable('не пройдено'),
  comparable('не приступал'),
  comparable('не выполнял'),
])

/** A pupil who was not there: `отсутствовал`, `не присутствовал` in the place of the variant or of the score. */
export function isAbsence(cell: string): boolean {
  return cell.length > 4 && ABSENT.test(cell)
}
const ABSENT = /отсутств|не\s+присутств|^\s*absent\s*$|^\s*неявка|не\s+явил/i
