/** A file that was looked at, as the page shows it. */
import { inspectionOf } from '../../input/collecting/inspect'
import type { LookedFile, LookedSheet } from '../../input/collecting/look'
import { COLUMNS } from '../../input/headers/columns'
import { clean, comparable } from '../../input/text'
import {
  type InspectedTable,
  LOCALES,
  type Locale,
  type Problem,
  type Said,
  type TableName,
  type Text,
} from '../../model'
import { describeProblem, problemText } from '../../report/describe-problem'
import { capitalised } from '../../report/sentences'
import { fill } from '../../words/format'
import { WORKBENCH } from '../../words/workbench'
import type { ColumnView, FileView, Remark, SheetView, TableView } from '../protocol'

/** The same said in both languages. */
export const both = (say: (locale: Locale) => string): Text =>
  Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)])) as unknown as Text

/** Lines that are as many in every language. */
export function linesOf(say: (locale: Locale) => readonly string[]): readonly Text[] {
  const said = new Map(LOCALES.map((locale) => [locale, say(locale)]))
  return (said.get('en') ?? []).map((_, i) => both((locale) => said.get(locale)?.[i] ?? ''))
}

export const remarkOf = (problem: Problem): Remark => ({
  severity: problem.severity,
  file: problem.file,
  text: both((locale) =>
    problem.code === 'missingColumn' ? missingText(problem, locale) : describeProblem(problem, locale),
  ),
})

/** A column that was not found is chosen on the page: nothing need be renamed or written by hand. */
function missingText(problem: Problem, locale: Locale): string {
  const { what } = problemText(problem, locale)
  const choose =
    problem.expected === null
      ? WORKBENCH.chooseColumn[locale]
      : fill(WORKBENCH.chooseNearest[locale], { column: problem.expected }, locale)
  return `${capitalised(what)}. ${choose}`
}

const EXAMPLES = 3
/** Rows and columns of a sheet that are shown as they are. */
const HEAD_ROWS = 12
const HEAD_COLUMNS = 40
const LONGEST = 60
const HIDDEN_CODE = '•••'

export function fileView(looked: LookedFile): FileView {
  const { sheets, format, encoding, problems } = inspectionOf(looked)
  return {
    path: looked.source.path ?? looked.source.name,
    name: looked.source.name,
    ...{ format, encoding },
    sheets: sheets.map(({ sheet, hidden, leftOut, tables }, i): SheetView => {
      const { head } = looked.sheets[i]!
      const shown = tables.length > 0 ? tables.map((table) => tableView(table, head)) : unknownTable(looked.sheets[i]!)
      return { ...{ sheet, hidden, leftOut, tables: shown }, head: rowsShown(head, tables[0]) }
    }),
    remarks: problems.map(remarkOf),
  }
}

type Head = LookedSheet['head']

function tableView(table: InspectedTable, head: Head): TableView {
  const { kind, certainty, layoutTitle, headerRows, subjects, subject, grade, year, problems } = table
  return {
    ...{ table: table.table, kind, certainty, headerRows, subjects, subject, grade, year },
    layout: layoutTitle,
    columns: table.columns.map(
      ({ column, header, meaning, subject: of }): ColumnView => ({
        ...{ column, header, meaning, subject: of },
        examples: meaning === 'pupil_id' ? [HIDDEN_CODE] : examplesOf(head, headerRows[1], column - 1),
      }),
    ),
    remarks: problems.map(remarkOf),
  }
}

function examplesOf(head: Head, lastOfHeader: number, column: number): string[] {
  const below = head.filter(({ number }) => number > lastOfHeader).map(({ cells }) => shortened(cells[column] ?? ''))
  return [...new Set(below.filter((cell) => cell !== ''))].slice(0, EXAMPLES)
}

const shortened = (cell: string): string => {
  const text = clean(cell)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function rowsShown(head: Head, table: InspectedTable | undefined): SheetView['head'] {
  const codes = new Set(table?.columns.flatMap(({ column, meaning }) => (meaning === 'pupil_id' ? [column - 1] : [])))
  const lastOfHeader = table?.headerRows[1] ?? 0
  return head.slice(0, HEAD_ROWS).map(({ number, cells }) => ({
    number,
    cells: cells
      .slice(0, HEAD_COLUMNS)
      .map((cell, i) => (codes.has(i) && number > lastOfHeader && cell !== '' ? HIDDEN_CODE : shortened(cell))),
  }))
}

/** The column of a table that is called so; `null` where none is. */
const columnCalled = (table: TableName | undefined, header: string): string | null =>
  (table === undefined ? [] : COLUMNS[table]).find(({ name, aliases }) =>
    [name, ...aliases].some((known) => comparable(known) === comparable(header)),
  )?.name ?? null

const UNSAID: Said<never> = { value: null, origin: null }

/** What a sheet that was not understood looks like from the row that is its header, or seems to be. */
function unknownTable({ head, answer, mappings }: LookedSheet): readonly TableView[] {
  const problems = 'leftOut' in answer ? answer.problems : []
  const said = mappings[0]?.headerRow ?? problems.find(({ row }) => row !== null)?.row
  const texts = (row: Head[number]): number => row.cells.filter((cell) => /\p{L}/u.test(cell)).length
  const widest = [...head].sort((a, b) => texts(b) - texts(a))[0]
  const header = head.find(({ number }) => number === said) ?? widest
  if (header === undefined) return []
  return [
    {
      ...{ table: mappings[0]?.table ?? null, kind: null, certainty: null, layout: null, subjects: [] },
      headerRows: [header.number, header.number],
      columns: header.cells.flatMap((cell, i): ColumnView[] =>
        clean(cell) === ''
          ? []
          : [
              {
                ...{ column: i + 1, header: clean(cell), subject: null },
                meaning: mappings[0]?.columns?.[clean(cell)] ?? columnCalled(mappings[0]?.table, cell),
                examples: examplesOf(head, header.number, i),
              },
            ],
      ),
      ...{ subject: UNSAID, grade: UNSAID, year: UNSAID },
      remarks: problems.map(remarkOf),
    },
  ]
}
