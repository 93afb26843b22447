/** The list and all tables as one workbook for Excel. */
import type { Blob } from 'node:buffer'
import type { Stream } from 'node:stream'
import writeXlsxFile, { type Cell, type CellObject, type Feature, type Sheet } from 'write-excel-file/node'
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
  type Table,
  type TableCell,
} from '../report/tables'
import { type Words, warningText, wordFor, wordsOf } from '../report/words'
import { withoutClock } from './zip'

/** The library's own word for a file's content, which it does not export. */
type FileContent = Stream | Buffer | Blob

/** More measurements than this belong into `signals.csv`: Excel ends at a million rows and crawls long before. */
const MOST_SIGNALS = 20_000
/** Excel's limit of a cell. */
const LONGEST_TEXT = 32_000
const SMALL_NUMBER = '[<0.0001]0.0E+00;0.0000'

const FONT = { fontFamily: 'Calibri', fontSize: 11 } as const
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
  const tables: readonly (readonly [string, Table])[] = [
    [sheet.recheck, recheckTable(result, locale)],
    [sheet.recheckSittings, recheckSittingsTable(result, locale)],
    [sheet.schools, schoolsTable(result)],
    ...(signals > MOST_SIGNALS ? [] : [[sheet.signals, listed(signalsTable(result))] as const]),
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
  const sheets = [
    ...tables.map(([title, table]) => sheetOf(title, table, words)),
    { sheet: sheet.about, columns: [{ width: 110 }], data: about.map((text) => [textCell(text)]) },
  ]
  const filters = tables.map(([, { columns, rows }]) => `A1:${columnName(columns.length - 1)}${rows.length + 1}`)
  return withoutClock(await writeXlsxFile(sheets, { ...FONT, features: [filtered(filters)] }).toBuffer())
}

/** The library wants all rows at once. */
const listed = ({ columns, rows }: LongTable): Table => ({ columns, rows: [...rows] })

function sheetOf(title: string, table: Table, words: Words): Sheet<FileContent> {
  const heading = (column: string): Cell => ({
    value: readable(wordFor({ ...words.family, ...words.column }, column)),
    fontWeight: 'bold',
    backgroundColor: '#dbe5f0',
    wrap: true,
    alignVertical: 'top',
  })
  return {
    sheet: title,
    stickyRowsCount: 1,
    orientation: 'landscape',
    columns: table.columns.map((column) => ({ width: WIDTHS[column] ?? NARROW })),
    data: [
      table.columns.map(heading),
      ...table.rows.map((row) =>
        withHeight(
          row.map((cell, i) => cellOf(cell, table.columns[i]!, words)),
          table.columns,
        ),
      ),
    ],
  }
}

/** As high as the longest wrapped text needs: not every program finds that out by itself. */
function withHeight(cells: readonly CellObject[], columns: readonly string[]): Cell[] {
  const lines = cells.map(({ value }, i) =>
    typeof value === 'string' ? Math.ceil(value.length / (WIDTHS[columns[i]!] ?? NARROW)) : 1,
  )
  const height = Math.min(HIGHEST_ROW, LINE * Math.max(1, ...lines))
  return cells.map((cell) => (cell.value === undefined ? null : { ...cell, height }))
}

function cellOf(cell: TableCell, column: string, words: Words): CellObject {
  if (cell === null) return {}
  if (typeof cell === 'boolean') return textCell(cell ? words.term.yes : words.term.no)
  if (typeof cell === 'string') return textCell(inWords(cell, column, words))
  const format = SCIENTIFIC.has(column) ? SMALL_NUMBER : WHOLE.has(column) || Number.isInteger(cell) ? '0' : '0.00'
  return { value: cell, type: Number, format, alignVertical: 'top' }
}

/** Text stays text: Excel takes it neither for a number nor for a formula. */
const textCell = (text: string): CellObject => ({
  value: readable(text.slice(0, LONGEST_TEXT)),
  type: String,
  format: '@',
  wrap: true,
  alignVertical: 'top',
})

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

/** `0` is column A, `26` is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** Filters in the headings; the library has none. `ranges` by position of the sheet. */
const filtered = (ranges: readonly string[]): Feature<FileContent> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml, _options, { sheetIndex }) => {
          const range = ranges[sheetIndex]
          return range === undefined ? xml : xml.replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`)
        },
      },
    },
  },
})
