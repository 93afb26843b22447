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
  type LongTable,
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
  [...signalsPieces(result)].join('')

/** The same in pieces: a whole country's measurements are longer than a string may be. */
export const signalsPieces = (result: MonitorResult): Iterable<string> => pieces(signalsTable(result), FOR_PROGRAMS)

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

/** For Excel by double click: a byte-order mark, CRLF, delimiter and decimals by locale. */
export const forPeople = (table: Table, locale: Locale): string =>
  write(table, {
    delimiter: locale === 'ru' ? ';' : ',',
    decimal: locale === 'ru' ? ',' : '.',
    newline: '\r\n',
    mark: '\ufeff',
    significantDigits: 6,
  })

/** For R and pandas: a comma, decimal point, LF, full precision. */
export const forPrograms = (table: Table): string => write(table, FOR_PROGRAMS)

const FOR_PROGRAMS: Dialect = { delimiter: ',', decimal: '.', newline: '\n', mark: '', significantDigits: null }

const write = (table: Table, dialect: Dialect): string => [...pieces(table, dialect)].join('')

/** A table in pieces of about a megabyte. */
function* pieces({ columns, rows }: LongTable, dialect: Dialect): Generator<string> {
  const cell = cellWriter(dialect)
  const line = (cells: readonly TableCell[]): string => {
    let text = cell(cells[0]!)
    for (let i = 1; i < cells.length; i++) text += dialect.delimiter + cell(cells[i]!)
    return text + dialect.newline
  }
  let piece = dialect.mark + line(columns)
  for (const row of rows) {
    piece += line(row)
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

/** Characters. */
const PIECE = 1_000_000
/** Texts whose written form is remembered: most cells repeat names and codes. */
const REMEMBERED = 10_000

function cellWriter({ decimal, significantDigits }: Dialect): (cell: TableCell) => string {
  const texts = new Map<string, string>()
  return (cell) => {
    if (cell === null) return ''
    if (typeof cell === 'boolean') return String(cell)
    if (typeof cell === 'string') {
      let written = texts.get(cell)
      if (written !== undefined) return written
      written = PLAIN.test(cell) ? cell : quoted(withoutFormula(cell))
      if (texts.size < REMEMBERED) texts.set(cell, written)
      return written
    }
    if (significantDigits !== null) return String(Number(cell.toPrecision(significantDigits))).replace('.', decimal)
    return decimal === '.' ? String(cell) : String(cell).replace('.', decimal)
  }
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
