/**
 * The tables of a result as CSV (`docs/result.md`).
 *
 * Two kinds of file. For people (`recheck`, `recheck-sittings`, `rejected`): a byte-order mark, CRLF, and by locale either
 * `;` with decimal comma (ru: Excel opens it by double click) or `,` with decimal point (en). For programs (`signals`,
 * `schools`): always `,`, decimal point, LF, no byte-order mark, full precision, whatever the locale.
 */
import type { Locale, MonitorResult } from '../model'
import { LANGUAGES } from '../words/language'
import { Bytes, PIECE, textsOf, textWriter } from './bytes'
import { type CheckedOutcome, indicatorsTable } from './indicators'
import { readable } from './readable'
import {
  cohortsTable,
  type LongTable,
  type PeersView,
  peersTable,
  recheckSittingsTable,
  recheckTable,
  rejectedTable,
  schoolsTable,
  signalsTable,
  type Table,
  type TableCell,
  toCorrectTable,
} from './tables'
import { yearsTable } from './years'

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

/** Data that schools must mend before they are judged, by school and sitting: what was found, and how to mend it. */
export const toCorrectCsv = (result: MonitorResult, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(toCorrectTable(result, locale), locale)

/** Long and tidy, one row per sitting and detector. `reason` is a code; the layout does not depend on the locale. */
export const toSignalsCsv = (result: MonitorResult, _options: CsvOptions = {}): string =>
  [...textsOf(signalsBytes(result))].join('')

/** The same in pieces of UTF-8: a whole country's measurements are longer than a string may be. */
export const signalsBytes = (result: MonitorResult): Iterable<Uint8Array> => bytesOf(signalsTable(result), FOR_PROGRAMS)

/** Wide, one row per school, a column of p-values per family. The layout does not depend on the locale. */
export const toSchoolsCsv = (result: MonitorResult, _options: CsvOptions = {}): string =>
  forPrograms(schoolsTable(result))

/** One row per grade of a school: its sittings of a year together. The layout does not depend on the locale. */
export const toCohortsCsv = (result: MonitorResult, _options: CsvOptions = {}): string =>
  forPrograms(cohortsTable(result))

/** One row per school: who is compared with whom, and by what. */
export const toPeersCsv = (result: PeersView, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(peersTable(result, locale), locale)

/** The figures that authorities report, by municipality and year. */
export const toIndicatorsCsv = (
  result: MonitorResult,
  { locale = 'en', checked }: CsvOptions & { readonly checked?: readonly CheckedOutcome[] } = {},
): string => forPeople(indicatorsTable(result, locale, checked), locale)

/** Schools over the years: new, again or no longer listed for signs; without earlier lists only the head. */
export const toYearsCsv = (result: MonitorResult, { locale = 'en' }: CsvOptions = {}): string =>
  forPeople(yearsTable(result), locale)

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
    delimiter: LANGUAGES[locale].delimiter,
    decimal: LANGUAGES[locale].decimal,
    newline: '\r\n',
    mark: '\ufeff',
    significantDigits: 6,
  })

/** For R and pandas: a comma, decimal point, LF, full precision. */
export const forPrograms = (table: Table): string => write(table, FOR_PROGRAMS)

const FOR_PROGRAMS: Dialect = { delimiter: ',', decimal: '.', newline: '\n', mark: '', significantDigits: null }

const write = (table: Table, dialect: Dialect): string => [...textsOf(bytesOf(table, dialect))].join('')

/** A table in pieces. */
function* bytesOf({ columns, rows }: LongTable, dialect: Dialect): Generator<Uint8Array> {
  const out = new Bytes()
  const writeCell = cellWriter(dialect, out)
  const writeLine = (cells: readonly TableCell[]): void => {
    for (let i = 0; i < cells.length; i++) {
      if (i > 0) out.ascii(dialect.delimiter)
      writeCell(cells[i]!)
    }
    out.ascii(dialect.newline)
  }
  out.text(dialect.mark)
  writeLine(columns)
  for (const row of rows) {
    writeLine(row)
    if (out.length >= PIECE) yield out.take()
  }
  yield out.take()
}

function cellWriter({ decimal, significantDigits }: Dialect, out: Bytes): (cell: TableCell) => void {
  const writeText = textWriter(out, (text) => (PLAIN.test(text) ? text : quoted(withoutFormula(text))))
  return (cell) => {
    if (typeof cell === 'string') writeText(cell)
    else if (typeof cell === 'boolean') out.ascii(String(cell))
    else if (cell !== null) {
      const number = significantDigits === null ? cell : Number(cell.toPrecision(significantDigits))
      out.ascii(decimal === '.' ? String(number) : String(number).replace('.', decimal))
    }
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
