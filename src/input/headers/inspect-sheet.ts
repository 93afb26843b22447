/** The one look that says what a table is: of a sheet's first rows, its names, and what the user says of it. */
import type { FileMapping, LeftOut, Problem, Said, SaidBy, TableKind, TableName } from '../../model'
import type { Context } from '../collecting/source'
import { discreetHeading } from '../discreet'
import type { MergedRange } from '../formats/workbook'
import { type ProblemPlace, problem } from '../problems'
import { clean, comparable } from '../text'
import { COLUMNS, REQUIRED } from './columns'
import { columnTwice, type Header, missingColumns, readHeader, WIDEST } from './header'
import type { Layout } from './layouts'
import { givenColumns } from './mapping'
import { isOwnOutput } from './own-outputs'
import {
  aboveOf,
  type Block,
  DEEPEST_HEADER,
  type FoundHeader,
  findHeader,
  headerAt,
  resultsKind,
  speaksOfObservers,
} from './recognise'
import { firstSaid, gradeOfCode, gradeOfSheet, readNames, UNSAID } from './said'
import { type HeadRow, stackHeader } from './stacked'
import { readItemLevels, readTitle } from './title'

/** Rows that are looked at, blank ones not counted: a title block, a header, and enough data to see what stands in it. */
export const HEAD_ROWS = DEEPEST_HEADER + 40

/** What is known of a table before it is looked at. */
export interface SheetQuestion {
  readonly head: readonly HeadRow[]
  readonly merged: readonly MergedRange[]
  /** Where the file lies: its name and folders speak of it. */
  readonly file: string | null
  /** Its name in messages, where it is another one. */
  readonly shownAs?: string | undefined
  readonly sheet: string | null
  /** The table under which the file was given. */
  readonly table: TableName
  /** True where it may be taken for another table, as files of a folder may. */
  readonly others: boolean
  readonly mapping: FileMapping | null
  /** True where every row must say how many equal papers it stands for. */
  readonly counted?: boolean | undefined
  /** True where the first row is known to be the header. */
  readonly headerFirst?: boolean | undefined
  /** What stood before the table, where it is not the first of its sheet. */
  readonly before?: Context | undefined
}

/** A table as it was understood: everything that its reading needs. */
export interface Understood {
  readonly table: TableName
  readonly kind: TableKind
  readonly layout: Layout | null
  /** `said`: by the user; `sure`: an export that is known, or all columns read; `likely`: by its columns. */
  readonly certainty: 'said' | 'sure' | 'likely'
  /** As Excel shows them. */
  readonly headerRows: readonly [number, number]
  readonly blocks: readonly Block[]
  /** All texts of each column of the header, from the highest to the lowest. */
  readonly paths: readonly (readonly string[])[]
  readonly subject: Said<string>
  readonly grade: Said<number>
  readonly year: Said<number>
  readonly className: Said<string>
  /** What the rows are to be read with. */
  readonly context: Context
  readonly maxScore: number | null
  readonly itemLevel: readonly string[] | null
  /** What stands above the header, by column: groups of columns. */
  readonly above: readonly string[] | null
  /** Errors, for which nothing is read, and notes. */
  readonly problems: readonly Problem[]
}

export type SheetAnswer =
  | { readonly understood: Understood }
  | { readonly leftOut: LeftOut; readonly problems: readonly Problem[] }

/** Tables that a file given as something else may turn out to be, the more telling columns first. */
const OTHERS: readonly TableName[] = [
  'results',
  'codifier',
  'assessments',
  'observers',
  'participation',
  'rechecks',
  'earlier',
  'schools',
]
/** Tables that are never read unless they were given as what they are. */
const ONLY_BY_FLAG: ReadonlySet<TableName> = new Set<TableName>(['rechecks', 'earlier'])

/** Finds out what a table is. */
export function inspectSheet(question: SheetQuestion): SheetAnswer {
  const { mapping, head } = question
  if (mapping?.skip === true) return { leftOut: 'skip', problems: [] }
  const rows = mapping?.headerRow === undefined ? head : head.filter(({ number }) => number >= mapping.headerRow!)
  if (rows.length === 0) return { leftOut: 'empty', problems: [] }
  const asked = {
    ...question,
    table: mapping?.table ?? question.table,
    others: question.others && mapping?.table === undefined,
  }
  if (asked.others && asked.table !== 'rechecks' && asked.table !== 'earlier' && looksLikeOwnOutput(rows))
    return { leftOut: 'ownOutput', problems: [] }
  const found = findTable(asked, rows)
  if (found === null) return notFound(asked, rows)
  if (asked.others && found.table !== asked.table && ONLY_BY_FLAG.has(found.table))
    return {
      leftOut: 'otherFlag',
      problems: [problem('leftForFlag', { ...placeOf(asked), found: found.table, expected: found.table })],
    }
  return { understood: understand(asked, rows, found.table, found.header) }
}

const placeOf = ({ table, file, shownAs }: Pick<SheetQuestion, 'table' | 'file' | 'shownAs'>): ProblemPlace => ({
  table,
  file: shownAs ?? file,
})

const looksLikeOwnOutput = (rows: readonly HeadRow[]): boolean =>
  rows.slice(0, 3).some(({ cells }) => cells.length <= WIDEST && isOwnOutput({ texts: cells.map(clean) }))

interface FoundTable {
  readonly table: TableName
  readonly header: FoundHeader
}

function findTable(question: SheetQuestion, rows: readonly HeadRow[]): FoundTable | null {
  const { merged, mapping } = question
  const given = mapping === null ? undefined : givenColumns(mapping)
  const at = (table: TableName) =>
    mapping?.headerRow !== undefined || question.headerFirst === true
      ? headerAt(table, rows, 0, merged, given)
      : findHeader(table, rows, merged, given)
  const tables = question.others
    ? [question.table, ...OTHERS.filter((name) => name !== question.table)]
    : [question.table]
  for (const table of tables) {
    const header = at(table)
    if (header === null) continue
    if (table !== question.table && !isTelling(table, question, rows, header)) continue
    return { table, header }
  }
  return null
}

/** Columns of which a table that asks for little must have one, to be taken for it without being given as it. */
const TELLING: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  codifier: ['skill', 'skill_code', 'content', 'content_code'],
  assessments: ['max_score', 'cut_3', 'item_max'],
  participation: ['participants', 'subject', 'grade', 'class'],
  rechecks: ['rechecked_score', 'confirmed'],
  earlier: ['listed', 'markers', 'tier'],
}

/** Whether a table that was given as another one is surely this: some ask for so little that they fit too much. */
function isTelling(
  table: TableName,
  { file, sheet }: SheetQuestion,
  rows: readonly HeadRow[],
  header: FoundHeader,
): boolean {
  if (table === 'schools') return isListOfSchools(rows, header)
  const { header: columns } = header.blocks[0]!
  const telling = TELLING[table]
  if (telling !== undefined) return telling.some((name) => columns.at(name) !== -1)
  if (table !== 'observers') return true
  // Beside a list of schools a column on video is context.
  if (!speaksOfObservers(columns, aboveOf(header.stacked))) return false
  const texts = [file ?? '', sheet ?? '', ...rows.slice(0, header.last + 1).flatMap(({ cells }) => cells)]
  return texts.some((text) => /(?<!видео)наблюда|observ/i.test(text))
}

/** Share of the rows of a list of schools that name a school of their own. */
const OWN_ROW_SHARE = 0.9

/** Whether a table of which nothing more is known than that it names schools has one row per school, and says more of it. */
function isListOfSchools(rows: readonly HeadRow[], { last, blocks }: FoundHeader): boolean {
  const { header } = blocks[0]!
  const schools = rows.slice(last + 1).map(({ cells }) => clean(cells[header.at('school_id')] ?? ''))
  const named = schools.filter((school) => school !== '')
  const says = header.others.length > 0 || header.at('name') !== header.at('school_id')
  return (
    says && header.at('school_id') !== -1 && named.length > 0 && new Set(named).size >= OWN_ROW_SHARE * named.length
  )
}

/** Rows and columns of numbers from which a table that is not understood is data that must not be lost in silence. */
const FEWEST_DATA_ROWS = 1

/** A number beside something else: a row of data rather than of a document. */
const _holdsData = ({ cells }: HeadRow): boolean =>
  cells.some((cell) => /^\s*\d+(?:[.,]\d+)?\s*%?\s*$/.test(cell)) &&
  cells.filter((cell) => clean(cell) !== '').length > 1

function notFound(question: SheetQuestion, rows: readonly HeadRow[]): SheetAnswer {
  const first = bestRow(question.table, rows)
  const rest = rows
    .slice(first + 1)
    .filter(({ cells }) => cells.some((cell) => /^\s*\d+(?:[.,]\d+)?\s*%?\s*$/.test(cell)))
  const isData = first !== -1 && rest.length >= FEWEST_DATA_ROWS
  const { file, table } = placeOf(question)
  if (first === -1) {
    const found = rows[0]!.cells.map(clean).find((cell) => cell !== '')
    const error = problem(found === undefined ? 'emptyTable' : 'notATable', {
      table,
      file,
      row: rows[0]!.number,
      found: found === undefined ? found : discreetHeading(found),
    })
    return { leftOut: found === undefined ? 'empty' : 'format', problems: [error] }
  }
  const { mapping } = question
  const tooWide = rows[first]!.cells.length > WIDEST
  const given =
    mapping === null || tooWide
      ? new Map<number, string>()
      : givenColumns(mapping)(stackHeader([rows[first]!], question.merged))
  const header = headerOrProblem(question, rows[first]!, given)
  if ('problems' in header) return { leftOut: 'notUnderstood', problems: header.problems }
  const kind = table === 'results' ? (resultsKind(header) ?? 'pupils') : table
  const problems = missingColumns(table, file, header, REQUIRED[kind]!, rows[first]!.number)
  // A document among tables is no fault; a table of figures that nobody can read is.
  if (isData) return { leftOut: 'notUnderstood', problems }
  const known = [...header.cells.keys()].some((index) => header.meaningOf(index) !== null)
  return { leftOut: 'format', problems: known ? problems : [] }
}

/** The row that has most of a table's columns, else the first of several cells; -1 where there is none. */
function bestRow(table: TableName, rows: readonly HeadRow[]): number {
  const names = new Set(COLUMNS[table].flatMap(({ name, aliases }) => [name, ...aliases].map(comparable)))
  let best = rows.findIndex(
    ({ cells }) => cells.length > WIDEST || cells.filter((cell) => clean(cell) !== '').length > 1,
  )
  let most = 0
  for (const [i, { cells }] of rows.slice(0, DEEPEST_HEADER).entries()) {
    if (cells.length > WIDEST) continue
    const known = cells.filter((cell) => cell !== '' && names.has(comparable(cell))).length
    if (known <= most) continue
    most = known
    best = i
  }
  return best
}

function headerOrProblem(
  question: SheetQuestion,
  row: HeadRow,
  given: ReadonlyMap<number, string>,
): Header | { readonly problems: readonly Problem[] } {
  const { table, file } = placeOf(question)
  try {
    return readHeader(table, file, row.cells, row.number, null, { given })
  } catch (error) {
    const { problems } = error as { problems?: readonly Problem[] }
    if (problems === undefined) throw error
    return { problems }
  }
}

function understand(
  question: SheetQuestion,
  rows: readonly HeadRow[],
  table: TableName,
  found: FoundHeader,
): Understood {
  const { file, sheet, mapping, before } = question
  const { header } = found.blocks[0]!
  const above = question.head.filter(({ number }) => number < rows[found.first]!.number)
  const title = readTitle(above.map(({ cells }) => cells.filter((cell) => cell !== '').join(' ')).join(' ; '))
  const names = readNames(file, sheet)
  const data = rows.slice(found.last + 1)
  const kind = table === 'results' ? (resultsKind(header) ?? 'pupils') : table
  const column = <T>(name: string): readonly [T | null, SaidBy] | null =>
    header.at(name) === -1 ? null : [null, 'column']
  const subject = firstSaid<string>(
    [mapping?.subject, 'mapping'],
    [title.subject ?? before?.subject, 'title'],
    [names.sheet.subject, 'sheet'],
    [names.file.subject, 'name'],
    ...names.folders.map((folder) => [folder.subject, 'folder'] as const),
  )
  const year = firstSaid<number>(
    [mapping?.year, 'mapping'],
    [title.year ?? before?.year, 'title'],
    [names.sheet.year, 'sheet'],
    [names.file.year, 'name'],
    ...names.folders.map((folder) => [folder.year, 'folder'] as const),
    [found.layout?.year, 'layout'],
  )
  const oneBelow = found.layout?.gradeOneBelow === true
  const named = firstSaid<number>(
    [mapping?.grade, 'mapping'],
    [title.grade ?? before?.grade, 'title'],
    [names.sheet.grade ?? gradeOfSheet(sheet ?? ''), 'sheet'],
    [names.file.grade, 'name'],
    ...names.folders.map((folder) => [folder.grade, 'folder'] as const),
  )
  const codes = table === 'results' && header.at('grade') === -1 ? gradeOfCodes(header, data, oneBelow) : null
  const grade = named.value === null && codes !== null ? { value: codes, origin: 'codes' as const } : named
  const className = firstSaid<string>([header.at('class') === -1 ? names.className : null, 'sheet'])
  // Beside such a column an empty cell stands for all grades (subjects, years), whatever folder the file lies in.
  const ofEmptyCells = <T>(name: string, { value, origin }: Said<T>): T | null =>
    table !== 'results' && column(name) !== null && (origin === 'name' || origin === 'folder') ? null : value
  const context: Context = {
    subject: ofEmptyCells('subject', subject),
    grade: ofEmptyCells('grade', named),
    year: ofEmptyCells('year', year),
    className: className.value,
    ...(named.value === null && codes !== null ? { gradeFromCodes: true } : {}),
    ...(oneBelow ? { gradeOneBelow: true } : {}),
  }
  const ofColumn = <T>(name: string, said: Said<T>): Said<T> =>
    column(name) !== null && said.origin !== 'mapping' ? { value: null, origin: 'column' } : said
  const place: ProblemPlace = { ...placeOf(question), table, row: rows[found.first]!.number }
  const differs = named.origin !== null && named.origin !== 'mapping' && codes !== null && codes !== named.value
  return {
    table,
    kind,
    layout: found.layout,
    certainty: mapping?.table !== undefined || mapping?.columns !== undefined ? 'said' : certaintyOf(found, table),
    headerRows: [rows[found.first]!.number, rows[found.last]!.number],
    blocks: found.blocks.map((block) => withoutSaid(block, mapping)),
    paths: found.stacked.paths,
    subject: found.blocks.length > 1 ? { value: null, origin: 'column' } : ofColumn('subject', subject),
    grade: ofColumn('grade', grade),
    year: ofColumn('year', year),
    className: column('class') === null ? className : UNSAID,
    context,
    maxScore: title.maxScore,
    itemLevel: levelsAbove(above, header),
    above: aboveOf(found.stacked) ?? above.at(-1)?.cells.map(clean) ?? null,
    problems: [
      ...columnProblems(question, table, kind, found, context, rows[found.last]!.number),
      ...found.unknownSubjects.map((name) => problem('subjectsInColumns', { ...place, found: name })),
      ...(found.fromDates ? [problem('headersWereDates', place)] : []),
      ...(differs ? [problem('gradeDiffersFromCodes', { ...place, found: named.value, expected: String(codes) })] : []),
    ],
  }
}

/** What the user says of all rows counts before the column that says it of each. */
function withoutSaid(block: Block, mapping: FileMapping | null): Block {
  const over = (['subject', 'grade', 'year'] as const).filter((name) => mapping?.[name] !== undefined)
  if (over.length === 0) return block
  const { header } = block
  const at = (name: string) => ((over as readonly string[]).includes(name) ? -1 : header.at(name))
  return { ...block, header: { ...header, at } }
}

/** Errors of the columns: those that are missing, and those that stand twice. */
function columnProblems(
  question: SheetQuestion,
  table: TableName,
  kind: string,
  { blocks }: FoundHeader,
  { subject }: Context,
  row: number,
): readonly Problem[] {
  const { header } = blocks[0]!
  const named = subject != null || blocks[0]!.subject !== null
  const required = REQUIRED[kind]!.filter((name) => name !== 'subject' || !named)
  const { file } = placeOf(question)
  if (question.counted === true) required.push('papers')
  if (table === 'observers') required.splice(required.indexOf('observer'), 1)
  const twice = columnTwice(table, header)
  const { score, mark, level } = header.numbered
  if (kind === 'distributions' && score.length + mark.length + level.length === 0) required.push('score_0')
  return [
    ...(twice === null ? [] : [problem('duplicateColumn', { table, file, row, column: twice })]),
    ...missingColumns(table, file, header, required, row),
  ]
}

function certaintyOf({ layout, blocks }: FoundHeader, table: TableName): 'sure' | 'likely' {
  if (layout !== null) return 'sure'
  return table === 'schools' || blocks[0]!.header.others.length > 0 ? 'likely' : 'sure'
}

/** Levels of the items, where the row directly above the header names one for each. */
function levelsAbove(above: readonly HeadRow[], header: Header): readonly string[] | null {
  const items = header.numbered.item.filter(({ max }) => max !== null).map(({ index }) => index)
  return readItemLevels(above.at(-1)?.cells ?? [], items)
}

/** Share of the codes that must name one grade. */
const ONE_GRADE = 0.9

/** The grade of the test that the codes of the pupils name; `null` where they name none, or several. */
function gradeOfCodes(header: Header, data: readonly HeadRow[], oneBelow: boolean): number | null {
  const { layout } = header
  const logins = data.some(({ cells }) => /^(?:sch|edu)\d{6}$/i.test(clean(cells[header.at('school_id')] ?? '')))
  if (layout === null && !logins) return null
  const codes = data.map(({ cells }) => clean(cells[header.at('pupil_id')] ?? '')).filter((code) => code !== '')
  const votes = new Map<number, number>()
  for (const code of codes) {
    const grade = gradeOfCode(code)
    if (grade !== null) votes.set(grade, (votes.get(grade) ?? 0) + 1)
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1])
  if (best === undefined || best[1] < ONE_GRADE * codes.length) return null
  return oneBelow ? best[0] - 1 : best[0]
}
