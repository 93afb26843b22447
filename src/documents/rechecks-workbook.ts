/**
 * The table that the experts fill in: a row per drawn paper. `verify --rechecks` reads it back as it is, half filled too.
 * Running numbers, never names; codes of pupils only where the office allows it.
 */

import writeXlsxFile, { type Cell, type Feature } from 'write-excel-file/universal'
import type { Locale, MonitorResult, RosterPaper, RostersBySitting } from '../model'
import { escapeHtml } from '../report/html/escape'
import { readable } from '../report/readable'
import { sittingKey } from '../sittings/sitting'
import { documentWords } from '../words/documents'
import { BLANK, type Office } from './office'
import type { Task } from './work'
import { withoutClock } from './zip'

/** How cells look; Excel takes a text for what it is, never for a formula. */
const LOOKS = {
  text: { type: String, format: '@', wrap: true, alignVertical: 'top' },
  whole: { type: Number, format: '0', alignVertical: 'top' },
  entry: { type: Number, format: 'General', backgroundColor: '#fff8dc', borderStyle: 'thin', alignVertical: 'top' },
  day: { type: Date, format: 'dd.mm.yyyy', backgroundColor: '#fff8dc', borderStyle: 'thin', alignVertical: 'top' },
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
}

/** One paper to recheck. */
interface Paper {
  readonly task: Task
  /** Place in the list of all papers of the sitting; `null` = the commission draws it. */
  readonly number: number | null
  /** Known where the results name their pupils. */
  readonly known: RosterPaper | null
  readonly maximum: number | null
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
  const { table } = documentWords(options.locale)
  const papers = tasks.flatMap((task) => papersOf(result, task, options.rosters))
  const columns = columnsOf(papers, options)
  const heading = ({ heading }: Column): Cell => ({
    value: heading,
    ...{ fontWeight: 'bold', backgroundColor: '#dbe5f0', wrap: true, alignVertical: 'top' },
  })
  const sheet = {
    sheet: table.sheet,
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
    columns: columns.map(({ width }) => ({ width })),
    data: [columns.map(heading), Object.values(LOOKS)],
  }
  const file = await writeXlsxFile([sheet], {
    fontFamily: 'Calibri',
    fontSize: 11,
    features: [withRows(papers, columns, options.locale)],
  }).toBlob()
  return withoutClock(new Uint8Array(await file.arrayBuffer()))
}

function papersOf(result: MonitorResult, task: Task, rosters: RostersBySitting | undefined): Paper[] {
  const { sitting, papers } = task
  const roster = rosters?.get(sittingKey(sitting.schoolId, sitting.assessment, sitting.class))
  const maximum = result.assessments.find(({ id }) => id === sitting.assessment)?.maxScore ?? null
  const numbers = papers.numbers ?? Array<null>(papers.papers).fill(null)
  return numbers.map((number) => ({
    task,
    number,
    known: number === null ? null : (roster?.[number - 1] ?? null),
    maximum,
  }))
}

/** Columns that hold nothing are left out, but for those that somebody fills in. */
function columnsOf(papers: readonly Paper[], { locale, office }: RecheckTableOptions): readonly Column[] {
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
    { heading: table.maximum, width: 16, look: 'whole', cell: ({ maximum }) => maximum },
  ]
  const toFill: readonly Column[] = [
    { heading: table.original, width: 11, look: 'entry', cell: ({ known }) => known?.score ?? null },
    { heading: table.rechecked, width: 16, look: 'entry', cell: () => null },
    { heading: table.date, width: 14, look: 'day', cell: () => null },
    { heading: table.remark, width: 34, look: 'note', cell: () => null },
  ]
  // The number of the paper marks the table as one of papers, so it stays.
  const kept = all.filter(
    (column) => column.heading === table.paperNumber || papers.some((paper) => column.cell(paper) !== null),
  )
  return [...kept, ...toFill]
}

const withRows = (papers: readonly Paper[], columns: readonly Column[], locale: Locale): Feature<Blob> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml) => {
          const [, before, looks, after] = /^(.*)<row r="2">(.*)<\/row><\/sheetData>(.*)$/s.exec(xml)!
          const numbers = Array.from(looks!.matchAll(/ s="(\d+)"/g), ([, style]) => style!)
          const styles = Object.fromEntries(Object.keys(LOOKS).map((look, i) => [look, numbers[i]])) as Record<
            Look,
            string
          >
          const rows = [
            ...papers.map((paper, i) => rowOf(paper, i + 2, columns, styles)),
            ...signatures(papers.length + 3, styles, locale),
          ]
          return forPrint(`${before}${rows.join('')}</sheetData>${checks(papers, columns, locale)}${after}`)
        },
      },
    },
  },
})

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
    (text, i) => `<row r="${row + i}">${cellOf(`${text} ${BLANK.repeat(2)}`, `A${row + i}`, styles.text)}</row>`,
  )
}

/** Scores from 0 to the maximum of their test; a program says no to others. */
function checks(papers: readonly Paper[], columns: readonly Column[], locale: Locale): string {
  const { table } = documentWords(locale)
  const letters = columns.flatMap(({ heading }, i) =>
    heading === table.original || heading === table.rechecked ? [letterOf(i)] : [],
  )
  const rows = new Map<number | null, number[]>()
  papers.forEach(({ maximum }, i) => rows.set(maximum, [...(rows.get(maximum) ?? []), i + 2]))
  const all = [...rows].map(([maximum, of]) => {
    const ranges = letters.flatMap((letter) => rangesOf(of).map(([from, to]) => `${letter}${from}:${letter}${to}`))
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

/** The table has fewer columns than the alphabet letters. */
const letterOf = (index: number): string => String.fromCharCode(65 + index)
