/**
 * The table that the experts fill in: a row per drawn paper. `verify --rechecks` reads it back as it is, half filled too.
 * Running numbers, never names; codes of pupils only where the office allows it.
 */

import type { Cell } from 'write-excel-file/universal'
import { groupBy } from '../group-by'
import type { Assessment, Locale, MonitorResult, RosterPaper, RostersBySitting } from '../model'
import { escapeHtml } from '../report/html/escape'
import { readable } from '../report/readable'
import { fixed } from '../setting'
import { sittingKey } from '../sittings/sitting'
import { documentWords } from '../words/documents'
import { fill } from '../words/format'
import { fileNames } from './file-name'
import { BLANK, type Office } from './office'
import type { Task } from './work'
import { sheetAt, withRows, workbookOf } from './workbook'

/** How cells look; Excel takes a text for what it is, never for a formula. */
const LOOKS = {
  text: { type: String, format: '@', wrap: true, alignVertical: 'top' },
  whole: { type: Number, format: '0', alignVertical: 'top' },
  entry: { type: Number, format: 'General', backgroundColor: '#fff8dc', borderStyle: 'thin', alignVertical: 'top' },
  day: { type: Date, format: 'dd.mm.yyyy', backgroundColor: '#fff8dc', borderStyle: 'thin', alignVertical: 'top' },
  /** Runs on over the empty cells beside it. */
  line: { type: String, format: '@', alignVertical: 'top' },
  note: {
    type: String,
    format: '@',
    backgroundColor: '#fff8dc',
    borderStyle: 'thin',
    wrap: true,
    alignVertical: 'top',
  },
} as const
type Look = keyof typeof LOOKS

interface Column {
  readonly heading: string
  readonly width: number
  readonly look: Look
  readonly cell: (paper: Paper) => string | number | null
  /** Highest points that may be entered; `null` = none is known. Absent = no points are entered here. */
  readonly upTo?: (paper: Paper) => number | null
  readonly hidden?: boolean
}

/** One paper to recheck. */
interface Paper {
  readonly task: Task
  /** Place in the list of all papers of the sitting; `null` = the commission draws it. */
  readonly number: number | null
  /** Known where the results name their pupils. */
  readonly known: RosterPaper | null
  readonly assessment: Assessment | undefined
}

const MOST_ITEMS = fixed(20, {
  reason: 'A row of more narrow columns fits no screen and no page: of such tests the total alone is entered.',
  origin: 'ours',
  unit: 'items',
})

/** Papers of one sheet: of a test that is entered item by item, or of all others together. */
interface Sheet {
  readonly title: string
  readonly papers: readonly Paper[]
  readonly columns: readonly Column[]
}

export interface RecheckTableOptions {
  readonly locale: Locale
  readonly office: Office
  readonly rosters?: RostersBySitting | undefined
}

/**
 * @param tasks of one municipality
 * @returns bytes of an .xlsx file, equal for equal input
 */
export async function recheckTableXlsx(
  result: MonitorResult,
  tasks: readonly Task[],
  options: RecheckTableOptions,
): Promise<Uint8Array> {
  const papers = tasks.flatMap((task) => papersOf(result, task, options.rosters))
  const sheets = sheetsOf(papers, options)
  const heading = ({ heading }: Column): Cell => ({
    value: heading,
    ...{ fontWeight: 'bold', backgroundColor: '#dbe5f0', wrap: true, alignVertical: 'top' },
  })
  const made = sheets.map(({ title, columns }) => ({
    sheet: title,
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
    columns: columns.map(({ width }) => ({ width })),
    data: [columns.map(heading), Object.values(LOOKS)],
  }))
  return workbookOf(made, { fontFamily: 'Calibri', fontSize: 11 }, (path, xml) => {
    const at = sheetAt(path)
    return at === null ? xml : filled(xml, sheets[at]!, options.locale)
  })
}

function papersOf(result: MonitorResult, task: Task, rosters: RostersBySitting | undefined): Paper[] {
  const { sitting, papers } = task
  const roster = rosters?.get(sittingKey(sitting.schoolId, sitting.assessment, sitting.class))
  const assessment = result.assessments.find(({ id }) => id === sitting.assessment)
  const numbers = papers.numbers ?? Array<null>(papers.papers).fill(null)
  return numbers.map((number) => ({
    task,
    number,
    known: number === null ? null : (roster?.[number - 1] ?? null),
    assessment,
  }))
}

/** The tests of few items with known maxima on a sheet each, all others on the first one. */
function sheetsOf(papers: readonly Paper[], options: RecheckTableOptions): readonly Sheet[] {
  const { table } = documentWords(options.locale)
  const byTest = groupBy(papers, ({ assessment }) => (hasItems(assessment) ? assessment.id : null))
  const nameOf = fileNames()
  const titles = new Map<string | null, string>([[null, nameOf(table.sheet)]])
  const others = byTest.get(null) ?? []
  const tests = [...byTest].filter(([id]) => id !== null)
  return [...(others.length > 0 || tests.length === 0 ? [[null, others] as const] : []), ...tests].map(([id, own]) => {
    const { assessment } = own[0] ?? {}
    const title = titles.get(id) ?? nameOf(`${assessment!.subject.slice(0, LONGEST_TITLE)} ${assessment!.grade ?? ''}`)
    return { title, papers: own, columns: columnsOf(own, id === null ? [] : itemsOf(assessment!), options) }
  })
}

const LONGEST_TITLE = fixed(20, {
  reason: 'Excel takes 31 characters as the name of a sheet; grade and number follow.',
  origin: 'computing',
})

const hasItems = (assessment: Assessment | undefined): assessment is Assessment =>
  assessment?.itemMax != null && assessment.itemMax.length <= MOST_ITEMS

interface Item {
  readonly label: string
  readonly maximum: number
}

const itemsOf = ({ itemMax, itemLabels }: Assessment): readonly Item[] =>
  itemMax!.map((maximum, j) => ({ maximum, label: itemLabels?.[j] ?? String(j + 1) }))

/** Columns that hold nothing are left out, but for those that somebody fills in. */
function columnsOf(
  papers: readonly Paper[],
  items: readonly Item[],
  { locale, office }: RecheckTableOptions,
): readonly Column[] {
  const { table } = documentWords(locale)
  const all: readonly Column[] = [
    { heading: table.schoolId, width: 14, look: 'text', cell: ({ task }) => task.sitting.schoolId },
    { heading: table.name, width: 34, look: 'text', cell: ({ task }) => task.entry.name },
    { heading: table.subject, width: 18, look: 'text', cell: ({ task }) => task.sitting.subject },
    { heading: table.grade, width: 12, look: 'whole', cell: ({ task }) => task.sitting.grade },
    { heading: table.year, width: 8, look: 'whole', cell: ({ task }) => task.sitting.year },
    {
      heading: table.class,
      width: 9,
      look: 'text',
      cell: ({ task, known }) => task.sitting.class ?? known?.className ?? null,
    },
    ...(office.pupilCodes === true
      ? [
          {
            heading: table.pupilId,
            width: 14,
            look: 'text' as const,
            cell: ({ known }: Paper) => known?.pupilId ?? null,
          },
        ]
      : []),
    { heading: table.paperNumber, width: 10, look: 'whole', cell: ({ number }) => number },
    { heading: table.maximum, width: 16, look: 'whole', cell: ({ assessment }) => assessment?.maxScore ?? null },
  ]
  const upTo = ({ assessment }: Paper): number | null => assessment?.maxScore ?? null
  const toFill: readonly Column[] = [
    { heading: table.original, width: 11, look: 'entry', cell: ({ known }) => known?.score ?? null, upTo },
    ...items.map(
      ({ label, maximum }): Column => ({
        heading: fill(table.item, { item: label, maximum }, locale),
        width: 8,
        look: 'entry',
        cell: () => null,
        upTo: () => maximum,
      }),
    ),
    { heading: table.rechecked, width: 16, look: 'entry', cell: () => null, upTo },
    { heading: table.date, width: 14, look: 'day', cell: () => null },
    { heading: table.remark, width: 34, look: 'note', cell: () => null },
  ]
  // Experts mark without a look at what was given; `verify` compares item by item.
  const before = papers.some(({ known }) => known?.items !== undefined)
    ? items.map(
        ({ label }, j): Column => ({
          heading: fill(table.itemBefore, { item: label }, locale),
          width: 8,
          look: 'whole',
          cell: ({ known }) => known?.items?.[j] ?? null,
          hidden: true,
        }),
      )
    : []
  // The number of the paper marks the table as one of papers, so it stays.
  const kept = all.filter(
    (column) => column.heading === table.paperNumber || papers.some((paper) => column.cell(paper) !== null),
  )
  return [...kept, ...toFill, ...before]
}

const NAMES = Object.keys(LOOKS) as readonly Look[]

/** The sheet with its papers, lines to sign, and what may be entered. */
function filled(frame: string, { papers, columns }: Sheet, locale: Locale): string {
  const checked = `</sheetData>${checks(papers, columns, locale)}`
  const page = hiding(forPrint(frame), columns).replace('</sheetData>', () => checked)
  return withRows(page, NAMES, (styles) => [
    ...papers.map((paper, i) => rowOf(paper, i + 2, columns, styles)),
    ...signatures(papers.length + 3, styles, locale),
  ])
}

/** Columns that nobody is to look at. */
const hiding = (xml: string, columns: readonly Column[]): string =>
  columns.reduce(
    (text, { hidden }, i) =>
      hidden === true ? text.replace(new RegExp(`<col min="${i + 1}" max="${i + 1}"`), '$& hidden="1"') : text,
    xml,
  )

/** As wide as a page, with headings of two lines. */
const forPrint = (xml: string): string =>
  xml
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace(/<pageSetup[^>]*\/>/, '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
    .replace('<row r="1">', '<row r="1" ht="32" customHeight="1">')

function rowOf(paper: Paper, row: number, columns: readonly Column[], styles: Readonly<Record<Look, string>>): string {
  const cells = columns.map(({ cell, look }, i) => cellOf(cell(paper), `${letterOf(i)}${row}`, styles[look]))
  return `<row r="${row}">${cells.join('')}</row>`
}

function cellOf(value: string | number | null, at: string, style: string): string {
  if (value === null) return `<c r="${at}" s="${style}"/>`
  if (typeof value === 'number') return `<c r="${at}" s="${style}"><v>${value}</v></c>`
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeHtml(readable(value.slice(0, 1000)))}</t></is></c>`
}

/** Lines to sign; a reader of tables knows them for what they are. */
function signatures(row: number, styles: Readonly<Record<Look, string>>, locale: Locale): readonly string[] {
  const { table } = documentWords(locale)
  return [table.signature, table.signature, table.day].map(
    (text, i) => `<row r="${row + i}">${cellOf(`${text} ${BLANK.repeat(2)}`, `A${row + i}`, styles.line)}</row>`,
  )
}

/** Points from 0 to the maximum of their test or item; a program says no to others. */
function checks(papers: readonly Paper[], columns: readonly Column[], locale: Locale): string {
  const { table } = documentWords(locale)
  const cells = new Map<number | null, Map<number, number[]>>()
  columns.forEach(({ upTo }, i) => {
    if (upTo === undefined) return
    papers.forEach((paper, r) => {
      const byColumn = cells.get(upTo(paper)) ?? new Map<number, number[]>()
      cells.set(upTo(paper), byColumn)
      const rows = byColumn.get(i) ?? []
      byColumn.set(i, rows)
      rows.push(r + 2)
    })
  })
  const all = [...cells].map(([maximum, byColumn]) => {
    const ranges = [...byColumn].flatMap(([i, rows]) =>
      rangesOf(rows).map(([from, to]) => `${letterOf(i)}${from}:${letterOf(i)}${to}`),
    )
    const error = escapeHtml(maximum === null ? table.noScore : table.noScoreUpTo.replace('{maximum}', String(maximum)))
    const limit = maximum === null ? 'operator="greaterThanOrEqual"' : 'operator="between"'
    const upTo = maximum === null ? '' : `<formula2>${maximum}</formula2>`
    return `<dataValidation type="decimal" ${limit} allowBlank="1" showErrorMessage="1" error="${error}" sqref="${ranges.join(' ')}"><formula1>0</formula1>${upTo}</dataValidation>`
  })
  return all.length === 0 ? '' : `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`
}

function rangesOf(rows: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (const row of rows) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === row - 1) last[1] = row
    else ranges.push([row, row])
  }
  return ranges
}

/** `A`, `Z`, `AA`. */
const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))
