/**
 * The tables of a result as CSV (`docs/result.md`).
 *
 * Two kinds of file. For people (`recheck`, `recheck-sittings`, `rejected`): a byte-order mark, CRLF, and by locale either
 * `;` with decimal comma (ru: Excel opens it by double click) or `,` with decimal point (en). For programs (`signals`,
 * `schools`): always `,`, decimal point, LF, no byte-order mark, full precision, whatever the locale.
 */
import type { MonitorResult } from '../model'
import type { Locale } from './format'
import { readable } from './readable'
import {
  recheckSittingsTable,
  recheckTable,
  rejectedTable,
  schoolsTable,
  signalsTable,
  type Table,
  type TableCell,
} from './tables'

export interface CsvOptions {
  readonly locale?: Locale
}

/** The list of schools to recheck, best grounds first: one row per school. */
export const toRecheckCsv = (result: MonitorResult, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(recheckTable(result, locale), locale)

/** The list one level deeper: one row per sitting to recheck. */
export const toRecheckSittingsCsv = (result: MonitorResult, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(recheckSittingsTable(result, locale), locale)

/** Every row that was set aside: where it stands, what was found, what was expected, how to mend it. */
export const toRejectedCsv = (result: MonitorResult, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(rejectedTable(result, locale), locale)

/** Long and tidy, one row per sitting and detector. `reason` is a code; the layout does not depend on the locale. */
export const toSignalsCsv = (result: MonitorResult, _options: CsvOptions = {}): string =>
  forPrograms(signalsTable(result))

/** Wide, one row per school, a column of p-values per family. The layout does not depend on the locale. */
export const toSchoolsCsv = (result: MonitorResult, _options: CsvOptions = {}): string =>
  forPrograms(schoolsTable(result))

interface Dialect {
  readonly delimiter: ',' | ';'
  readonly decimal: ',' | '.'
  readonly newline: string
  readonly mark: string
  readonly significantDigits: number | null
}

const forPeople = (table: Table, locale: Locale): string =>
  write(table, {
    delimiter: locale === 'ru' ? ';' : ',',
    decimal: locale === 'ru' ? ',' : '.',
    newline: '\r\n',
    mark: '\ufeff',
    significantDigits: 6,
  })

/** For R and pandas: a comma, decimal point, LF, full precision. */
export const forPrograms = (table: Table): string =>
  write(table, { delimiter: ',', decimal: '.', newline: '\n', mark: '', significantDigits: null })

function write(table: Table, dialect: Dialect): string {
  const rows = [table.columns, ...table.rows]
  return (
    dialect.mark +
    rows.map((row) => row.map((cell) => writeCell(cell, dialect)).join(dialect.delimiter) + dialect.newline).join('')
  )
}

function writeCell(cell: TableCell, { decimal, significantDigits }: Dialect): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return String(cell)
  if (typeof cell === 'string') return PLAIN.test(cell) ? cell : quoted(withoutFormula(cell))
  const rounded = significantDigits === null ? cell : Number(cell.toPrecision(significantDigits))
  return String(rounded).replace('.', decimal)
}

/** Nearly every text of a table: nothing to quote, nothing to guard against. */
const PLAIN = /^[A-Za-z0-9\u0400-\u04ff][A-Za-z0-9\u0400-\u04ff ._:/()-]*(?<! )$/
const NUMBER = /^[+-]?\d+([.,]\d+)?$/
/** What a spreadsheet takes for the beginning of a formula, also after blanks and in full width. */
const FORMULA = /^["\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/
/** A file opened with the wrong delimiter splits inside the text: there, too, no formula may begin. */
const FORMULA_INSIDE = /([,;]["\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** Text that no spreadsheet evaluates: a leading apostrophe where it could begin a formula; line breaks become blanks. */
export function withoutFormula(text: string): string {
  const shown = readable(text)
  if (NUMBER.test(shown)) return shown
  const guarded = FORMULA.test(shown) || /^[\t\r\n]/.test(shown) ? `'${shown}` : shown
  return guarded.replace(/[\t\r\n]+/g, ' ').replace(FORMULA_INSIDE, "$1'")
}

const quoted = (text: string): string => (/[",;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
