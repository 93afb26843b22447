/** The list and all tables as one workbook for Excel. */
import writeXlsxFile, { type Cell, type Feature, type Sheet } from 'write-excel-file/universal'
import { withoutClock } from '../documents/zip'
import type { Locale, MonitorResult } from '../model'
import { answerSentence, groundSentences } from '../report/html/answer'
import { escapeHtml } from '../report/html/escape'
import { indicatorsTable } from '../report/indicators'
import { readable } from '../report/readable'
import { tierOfSitting } from '../report/reasons'
import { familyWords, warningText, wordFor } from '../report/sentences'
import {
  cohortsTable,
  type LongTable,
  recheckSittingsTable,
  recheckTable,
  rejectedTable,
  schoolsTable,
  signalsTable,
  toCorrectTable,
} from '../report/tables'
import { type Words, wordsOf } from '../words'
import { fill } from '../words/format'

/** The library's own word for a file's content, which it does not export. */
type FileContent = Blob

/** More measurements than this belong into `signals.csv`: Excel ends at a million rows and crawls long before. */
const MOST_SIGNALS = 20_000
/** Excel's limit of a cell. */
const LONGEST_TEXT = 32_000

const FONT = { fontFamily: 'Calibri', fontSize: 11 } as const
/** How cells look. Text stays text: Excel takes it neither for a number nor for a formula. */
const LOOKS = {
  text: { type: String, format: '@', wrap: true, alignVertical: 'top' },
  whole: { type: Number, format: '0', alignVertical: 'top' },
  decimal: { type: Number, format: '0.00', alignVertical: 'top' },
  small: { type: Number, format: '[<0.0001]0.0E+00;0.0000', alignVertical: 'top' },
} as const
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
  effect_unit: 14,
  reason: 40,
  problem: 50,
  how_to_mend: 50,
  meanwhile: 40,
  file: 24,
  official_markers: 24,
  indicator: 60,
  source: 40,
}
const NARROW = 11
const SCIENTIFIC: ReadonlySet<string> = new Set([
  'p',
  'q',
  'p_alone',
  'level',
  'shape',
  'pattern',
  'marking',
  'history',
])
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
  const words = { ...wordsOf(locale), ...wordsOfDetectors(result, locale) }
  const { sheet } = words
  const signals = result.sittings.reduce((sum, sitting) => sum + sitting.signals.length, 0)
  const tables: readonly (readonly [string, LongTable])[] = [
    [sheet.recheck, recheckTable(result, locale)],
    [sheet.recheckSittings, recheckSittingsTable(result, locale, tierOfSitting)],
    [sheet.schools, schoolsTable(result)],
    [sheet.cohorts, cohortsTable(result)],
    [sheet.indicators, indicatorsTable(result, locale, undefined, true)],
    ...(signals > MOST_SIGNALS ? [] : [[sheet.signals, signalsTable(result, locale)] as const]),
    [sheet.rejected, rejectedTable(result, locale)],
    ...(result.toCorrect.length === 0 ? [] : [[sheet.toCorrect, toCorrectTable(result, locale)] as const]),
  ]
  const about = [
    answerSentence(result, locale),
    ...groundSentences(result, locale),
    words.report.notGuilty,
    words.report.pNote,
    ...result.warnings.map((warning) => warningText(warning, result.detectors, locale)),
    ...(signals > MOST_SIGNALS ? [fill(sheet.signalsElsewhere, { rows: signals }, locale)] : []),
    `${words.report.fingerprint}: ${result.input.fingerprint}`,
    `${words.report.version}: ${result.tool.name} ${result.tool.version}`,
  ]
  const sheets = [
    ...tables.map(([title, { columns }]) => sheetOf(title, columns, words)),
    {
      sheet: sheet.about,
      columns: [{ width: 110 }],
      data: about.map((text): Cell[] => [{ value: shownText(text), ...LOOKS.text }]),
    },
  ]
  const features = [
    withRows(
      tables.map(([, table]) => table),
      words,
    ),
  ]
  const file = await writeXlsxFile(sheets, { ...FONT, features }).toBlob()
  return withoutClock(new Uint8Array(await file.arrayBuffer()))
}

/** Codes of a result's detectors in words, those of a user's own as well. */
interface DetectorWords {
  readonly family: Readonly<Record<string, string>>
  readonly unit: Readonly<Record<string, string>>
}
type AllWords = Words & DetectorWords

function wordsOfDetectors({ detectors }: MonitorResult, locale: Locale): DetectorWords {
  const units = detectors.flatMap(({ unit, effectUnit }) => [unit, effectUnit])
  return {
    family: familyWords(detectors, locale),
    unit: Object.fromEntries(units.map((unit) => [unit.en, unit[locale]])),
  }
}

/** The headings, and below them an empty cell of each look, from which `withRows` learns the library's numbers of looks. */
function sheetOf(title: string, columns: readonly string[], words: AllWords): Sheet<FileContent> {
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
    columns: columns.map((column) => ({ width: WIDTHS[column] ?? NARROW })),
    data: [columns.map(heading), Object.values(LOOKS)],
  }
}

/**
 * Rows and filters of the tables, by position of the sheet. The library has no filters, and makes a dozen objects of each
 * cell: the rows of 2 400 schools take it four seconds.
 */
const withRows = (tables: readonly LongTable[], words: AllWords): Feature<FileContent> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml, _options, { sheetIndex }) => {
          const table = tables[sheetIndex]
          if (table === undefined) return xml
          const [, before, looks, after] = /^(.*)<row r="2">(.*)<\/row><\/sheetData>(.*)$/s.exec(xml)!
          const [text, whole, decimal, small] = Array.from(looks!.matchAll(/ s="(\d+)"/g), ([, style]) => style!)
          const rows = rowsOf(table, { text, whole, decimal, small } as Styles, words)
          const range = `A1:${columnName(table.columns.length - 1)}${rows.length + 1}`
          return `${before}${rows.join('')}</sheetData><autoFilter ref="${range}"/>${after}`
        },
      },
    },
  },
})

/** Numbers of the looks in the workbook's table of styles. */
type Styles = Readonly<Record<keyof typeof LOOKS, string>>

/** Rows in XML, each as high as its longest wrapped text needs: not every program finds that out by itself. */
function rowsOf({ columns, rows }: LongTable, styles: Styles, words: AllWords): readonly string[] {
  const places = columns.map((column, i) => ({ column, letters: columnName(i), width: WIDTHS[column] ?? NARROW }))
  return Array.from(rows, (row, r) => {
    let cells = ''
    let lines = 1
    for (const [i, { column, letters, width }] of places.entries()) {
      const cell = row[i]!
      if (cell === null) continue
      const at = `<c r="${letters}${r + 2}" s="`
      if (typeof cell === 'number') cells += `${at}${styles[lookOf(cell, column)]}"><v>${cell}</v></c>`
      else {
        const text = shownText(inWords(cell, column, words))
        lines = Math.max(lines, Math.ceil(text.length / width))
        const content = `t="inlineStr"><is><t xml:space="preserve">${escapeHtml(text)}</t></is></c>`
        cells += `${at}${styles.text}" ${text === '' ? '/>' : content}`
      }
    }
    return `<row r="${r + 2}" ht="${Math.min(HIGHEST_ROW, LINE * lines)}" customHeight="1">${cells}</row>`
  })
}

const lookOf = (cell: number, column: string): keyof typeof LOOKS => {
  if (SCIENTIFIC.has(column)) return 'small'
  return WHOLE.has(column) || Number.isInteger(cell) ? 'whole' : 'decimal'
}

const shownText = (text: string): string => readable(text.slice(0, LONGEST_TEXT))

/** Codes in the reader's language. */
function inWords(text: string | boolean, column: string, words: AllWords): string {
  if (typeof text === 'boolean') return text ? words.term.yes : words.term.no
  if (column === 'tier') return wordFor(words.tier, text)
  if (column === 'family') return wordFor(words.family, text)
  if (column === 'outcome') return wordFor(words.outcome, text)
  if (column === 'unit' || column === 'effect_unit') return wordFor(words.unit, text)
  if (column === 'table') return wordFor(words.kind, text)
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
