/** The list and all tables as one workbook for Excel. */
import type { Cell, Sheet } from 'write-excel-file/universal'
import { type Content, sheetAt, withRows, workbookOf } from '../documents/workbook'
import type { Locale, MonitorResult } from '../model'
import { bookSheets } from '../report/book-tables'
import { answerSentence, groundSentences } from '../report/html/answer'
import { escapeHtml } from '../report/html/escape'
import { readable } from '../report/readable'
import { familyWords, markerText, warningText, wordFor } from '../report/sentences'
import type { Table } from '../report/tables'
import { type Words, wordsOf } from '../words'
import { type PrintedSheet, withPages } from './book-xml'

/** Excel's limit of a cell. */
const LONGEST_TEXT = 32_000

const FONT = { fontFamily: 'Calibri', fontSize: 10 } as const
/** How cells look. Text stays text: Excel takes it neither for a number nor for a formula. */
const LOOKS = {
  text: { type: String, format: '@', wrap: true, alignVertical: 'top' },
  whole: { type: Number, format: '0', align: 'center', alignVertical: 'top' },
  decimal: { type: Number, format: '0.00', alignVertical: 'top' },
  small: { type: Number, format: '[<0.0001]0.0E+00;0.0000', alignVertical: 'top' },
} as const
/** Height of a line and the highest row that Excel allows, in points. */
const LINE = 13.5
const HIGHEST_ROW = 409

/** Greatest width in characters, where it is not that of a few words; a narrower content takes less. */
const WIDTHS: Readonly<Record<string, number>> = {
  school_id: 14,
  name: 44,
  municipality: 26,
  grounds: 46,
  decision_items: 12,
  tier: 26,
  what_to_recheck: 40,
  reasons: 90,
  look_at: 110,
  if_papers_change: 66,
  handed_over: 16,
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
  official_markers: 90,
  sitting: 32,
  weak_items: 120,
  indicator: 60,
  source: 40,
}
/** Characters of a sheet that is still read on an upright page. */
const WIDEST_PORTRAIT = 175
const ABOUT_WIDTH = 86
const NARROW = 14
const LEAST = 5
/** Columns that wait for a hand to fill them. */
const TO_FILL: ReadonlySet<string> = new Set(['handed_over'])
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
  const { sheet, report, tier } = words
  const titleOf = sheetTitles()
  const tables = bookSheets(result, locale).map(({ title, table }) => shownSheet(titleOf(title), table, words))
  const about = [
    answerSentence(result, locale),
    ...groundSentences(result, locale),
    report.notGuilty,
    ...result.warnings.map((warning) => warningText(warning, result.detectors, locale)),
    sheet.measurements,
    `${report.pTitle}: ${report.pNote}`,
    `${report.fingerprint}: ${result.input.fingerprint}`,
    `${report.version}: ${result.tool.name} ${result.tool.version}`,
  ]
  const sheets = [
    ...tables.map((table) => sheetOf(table, words)),
    {
      sheet: titleOf(sheet.about),
      columns: [{ width: ABOUT_WIDTH }],
      data: about.map((text): Cell[] => [
        { value: shownText(text), ...LOOKS.text, height: LINE * Math.ceil((1.05 * text.length) / ABOUT_WIDTH) },
      ]),
    },
  ]
  const looks = [tier.strong, tier.moderate, tier.together]
  const printed = tables.map(({ title, columns, rows }): PrintedSheet => {
    const place = columns.findIndex(({ column }) => column === 'tier')
    const at = columnName(place)
    return {
      title,
      range: `A1:${columnName(columns.length - 1)}${rows.length + 1}`,
      filtered: true,
      colours:
        place === -1 || rows.length === 0
          ? []
          : looks.map((text, look) => ({ range: `${at}2:${at}${rows.length + 1}`, text, look: look as 0 | 1 | 2 })),
      footer: report.title,
      portrait: columns.reduce((sum, { width }) => sum + width, 0) <= WIDEST_PORTRAIT,
    }
  })
  const last: PrintedSheet = {
    ...{ title: titleOf(sheet.about, true), range: `A1:A${about.length}`, filtered: false, colours: [] },
    footer: report.title,
    portrait: true,
  }
  return workbookOf(sheets, FONT, (path, xml) => {
    const page = withPages(path, xml, [...printed, last])
    const table = tables[sheetAt(path) ?? tables.length]
    return table === undefined ? page : filled(page, table)
  })
}

/** Excel's limit of the name of a sheet, and what it may not hold. */
const LONGEST_TITLE = 31
const NOT_IN_TITLES = /[[\]:*?/\\']/g

/** Names of sheets that Excel takes, none of them twice. */
function sheetTitles() {
  const taken = new Set<string>()
  const given = new Map<string, string>()
  return (wanted: string, again = false): string => {
    if (again) return given.get(wanted)!
    const plain =
      readable(wanted).replace(NOT_IN_TITLES, ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE) || '—'
    let title = plain
    for (let i = 2; taken.has(title.toLowerCase()); i++) title = `${plain.slice(0, LONGEST_TITLE - 4)} (${i})`
    taken.add(title.toLowerCase())
    given.set(wanted, title)
    return title
  }
}

/** A table as its sheet shows it: in words, without empty columns, each column as wide as its content asks. */
interface ShownSheet {
  readonly title: string
  readonly columns: readonly { readonly column: string; readonly heading: string; readonly width: number }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

function shownSheet(title: string, { columns, rows }: Table, words: AllWords): ShownSheet {
  const shown = rows.map((row) =>
    row.map((cell, i) =>
      cell === null || typeof cell === 'number' ? cell : shownText(inWords(cell, columns[i]!, words)),
    ),
  )
  const kept = columns.flatMap((column, i) =>
    TO_FILL.has(column) || rows.length === 0 || shown.some((row) => row[i] !== null && row[i] !== '') ? [i] : [],
  )
  return {
    title,
    columns: kept.map((i) => {
      const column = columns[i]!
      const heading = readable(wordFor({ ...words.family, ...words.column }, column))
      const longest = shown.reduce((most, row) => Math.max(most, lengthOf(row[i]!)), 0)
      const word = Math.max(...heading.split(/\s/).map(({ length }) => length))
      return { column, heading, width: Math.max(LEAST, word + 2, Math.min(longest + 2, WIDTHS[column] ?? NARROW)) }
    }),
    rows: shown.map((row) => kept.map((i) => row[i]!)),
  }
}

/** Characters that a cell takes; a number is shown with few digits. */
const lengthOf = (cell: string | number | null): number =>
  typeof cell === 'string' ? cell.length : cell === null ? 0 : Math.min(8, String(cell).length)

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
function sheetOf({ title, columns }: ShownSheet, { column: known }: AllWords): Sheet<Content> {
  const heading = (value: string): Cell => ({
    value,
    fontWeight: 'bold',
    backgroundColor: '#dbe5f0',
    wrap: true,
    alignVertical: 'top',
  })
  const first = columns.some(({ column }) => column === 'name') && known.name !== undefined
  return {
    sheet: title,
    stickyRowsCount: 1,
    ...(first ? { stickyColumnsCount: columns.findIndex(({ column }) => column === 'name') + 1 } : {}),
    columns: columns.map(({ width }) => ({ width })),
    data: [columns.map(({ heading: text }) => heading(text)), Object.values(LOOKS)],
  }
}

const NAMES = Object.keys(LOOKS) as readonly (keyof typeof LOOKS)[]

function filled(frame: string, table: ShownSheet): string {
  const lines = Math.max(...table.columns.map(({ heading, width }) => Math.ceil((1.3 * heading.length) / width)))
  const headed = frame.replace(/<row r="1"[^>]*>/, `<row r="1" ht="${LINE * lines + 2}" customHeight="1">`)
  return withRows(headed, NAMES, (styles) => rowsOf(table, styles))
}

/** Numbers of the looks in the workbook's table of styles. */
type Styles = Readonly<Record<keyof typeof LOOKS, string>>

/** Rows in XML, each as high as its longest wrapped text needs: not every program finds that out by itself. */
function rowsOf({ columns, rows }: ShownSheet, styles: Styles): readonly string[] {
  const places = columns.map((of, i) => ({ ...of, letters: columnName(i) }))
  return rows.map((row, r) => {
    let cells = ''
    let lines = 1
    for (const [i, { column, letters, width }] of places.entries()) {
      const cell = row[i]!
      if (cell === null) continue
      const at = `<c r="${letters}${r + 2}" s="`
      if (typeof cell === 'number') cells += `${at}${styles[lookOf(cell, column)]}"><v>${cell}</v></c>`
      else {
        lines = Math.max(lines, Math.ceil((1.05 * cell.length) / width))
        const content = `t="inlineStr"><is><t xml:space="preserve">${escapeHtml(cell)}</t></is></c>`
        cells += `${at}${styles.text}" ${cell === '' ? '/>' : content}`
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
  if (column === 'official_markers')
    return text
      .split('; ')
      .map((marker) => markerText(marker, words))
      .join('; ')
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
