/** The list and all tables as one workbook for Excel. */
import type { MonitorResult } from '../model'
import { fill, type Locale } from '../report/format'
import { answerSentence, groundSentences } from '../report/html/answer'
import { readable } from '../report/readable'
import {
  type LongTable,
  recheckSittingsTable,
  recheckTable,
  rejectedTable,
  schoolsTable,
  signalsTable,
  type TableCell,
} from '../report/tables'
import { type Words, warningText, wordFor, wordsOf } from '../report/words'
import { type SheetCell, type SheetContent, type SheetRow, STYLE, spreadsheet } from './spreadsheet'

/** More measurements than this belong into `signals.csv`: Excel ends at a million rows and crawls long before. */
const MOST_SIGNALS = 20_000
/** Excel's limit of a cell. */
const LONGEST_TEXT = 32_000
/** Height of a line and the highest row that Excel allows, in points. */
const LINE = 15
const HIGHEST_ROW = 409

/** Width in characters, where it is not that of a short number. */
const WIDTHS: Readonly<Record<string, number>> = {
  school_id: 14,
  name: 34,
  municipality: 24,
  grounds: 26,
  decision_items: 12,
  tier: 19,
  what_to_recheck: 30,
  reasons: 90,
  subject: 18,
  observer: 14,
  detector: 18,
  family: 22,
  outcome: 16,
  unit: 20,
  reason: 24,
  problem: 50,
  how_to_mend: 50,
  file: 24,
  official_markers: 24,
}
const NARROW = 11
const SCIENTIFIC: ReadonlySet<string> = new Set(['p', 'q', 'level', 'shape', 'pattern', 'marking', 'history'])
const WHOLE: ReadonlySet<string> = new Set(['rank', 'grade', 'year', 'priority', 'sittings', 'papers_to_recheck'])

/**
 * A formatted workbook: headings by locale, frozen and with filters, one sheet per table. School ids stay text.
 *
 * @example
 * writeFileSync('recheck.xlsx', await toRecheckXlsx(result, { locale: 'ru' }))
 */
export async function toRecheckXlsx(
  result: MonitorResult,
  { locale = 'en' }: { readonly locale?: Locale } = {},
): Promise<Uint8Array> {
  const words = wordsOf(locale)
  const { sheet } = words
  const signals = result.sittings.reduce((sum, sitting) => sum + sitting.signals.length, 0)
  const tables: readonly (readonly [string, LongTable])[] = [
    [sheet.recheck, recheckTable(result, locale)],
    [sheet.recheckSittings, recheckSittingsTable(result, locale)],
    [sheet.schools, schoolsTable(result)],
    ...(signals > MOST_SIGNALS ? [] : [[sheet.signals, signalsTable(result)] as const]),
    [sheet.rejected, rejectedTable(result, locale)],
  ]
  const about = [
    answerSentence(result, locale),
    ...groundSentences(result, locale),
    words.report.notGuilty,
    words.report.pNote,
    ...result.warnings.map((warning) => warningText(warning, locale)),
    ...(signals > MOST_SIGNALS ? [fill(sheet.signalsElsewhere, { rows: signals }, locale)] : []),
    `${words.report.fingerprint}: ${result.input.fingerprint}`,
    `${words.report.version}: ${result.tool.name} ${result.tool.version}`,
  ]
  return spreadsheet([
    ...tables.map(([title, table]) => sheetOf(title, table, words)),
    {
      name: sheet.about,
      widths: [110],
      rows: about.map((text) => ({ cells: [textCell(text)], height: null })),
      heading: false,
    },
  ])
}

function sheetOf(name: string, { columns, rows }: LongTable, words: Words): SheetContent {
  const widths = columns.map((column) => WIDTHS[column] ?? NARROW)
  return { name, widths, rows: rowsOf(columns, rows, widths, words), heading: true }
}

function* rowsOf(
  columns: readonly string[],
  rows: LongTable['rows'],
  widths: readonly number[],
  words: Words,
): Generator<SheetRow> {
  const named = { ...words.family, ...words.column }
  yield {
    cells: columns.map((column) => ({ value: readable(wordFor(named, column)), style: STYLE.heading })),
    height: null,
  }
  for (const row of rows) {
    const cells = row.map((cell, i) => cellOf(cell, columns[i]!, words))
    yield { cells, height: heightOf(cells, widths) }
  }
}

/** As high as the longest wrapped text needs: not every program finds that out by itself. */
function heightOf(cells: readonly (SheetCell | null)[], widths: readonly number[]): number {
  const lines = cells.map((cell, i) =>
    typeof cell?.value === 'string' ? Math.ceil(cell.value.length / widths[i]!) : 1,
  )
  return Math.min(HIGHEST_ROW, LINE * Math.max(1, ...lines))
}

function cellOf(cell: TableCell, column: string, words: Words): SheetCell | null {
  if (cell === null) return null
  if (typeof cell === 'boolean') return textCell(cell ? words.term.yes : words.term.no)
  if (typeof cell === 'string') return textCell(inWords(cell, column, words))
  if (SCIENTIFIC.has(column)) return { value: cell, style: STYLE.small }
  return { value: cell, style: WHOLE.has(column) || Number.isInteger(cell) ? STYLE.whole : STYLE.decimal }
}

/** Text stays text: Excel takes it neither for a number nor for a formula. */
const textCell = (text: string): SheetCell => ({ value: readable(text.slice(0, LONGEST_TEXT)), style: STYLE.text })

/** Codes in the reader's language. */
function inWords(text: string, column: string, words: Words): string {
  if (column === 'tier') return wordFor(words.tier, text)
  if (column === 'family') return wordFor(words.family, text)
  if (column === 'outcome') return wordFor(words.outcome, text)
  if (column === 'settled') return wordFor(words.settled, text)
  if (column === 'observer') return wordFor(words.observer, text)
  if (column !== 'grounds' || text === '') return text
  return text
    .split('+')
    .map((ground) => wordFor(words.ground, ground))
    .join('; ')
}
