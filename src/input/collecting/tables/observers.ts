import type {
  ConditionsRecord,
  ObserverRecord,
  ObserverStatus,
  ObserverSummary,
  SittingConditions,
} from '../../../model'
import { readGrade, readYear, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { namesObserverColumn, type ObserverColumns, observerColumns } from '../../headers/observer-columns'
import { stop } from '../../problems'
import { clean, own } from '../../text'
import { classLetter, readClass } from '../place'
import { namesDay, readPresenceTable } from '../presence'
import { identityOf, type Registry, type SchoolEntry, subjectOf } from '../registry'
import type { RowReader, Source } from '../source'

/** A row of a table that speaks of a school, and perhaps of one grade, subject, year or class of it. */
export interface Scope {
  readonly school: SchoolEntry
  readonly grade: number | null
  readonly subject: string | null
  readonly year: number | null
  readonly className: string | null
}

/** Empty grade, subject or year: the row speaks for all of them. `null` where the row was set aside. */
export function readScope(
  source: Source,
  registry: Registry,
  header: Header,
  cells: readonly string[],
  row: number,
): Scope | null {
  const cell = (name: string) => cells[header.at(name)] ?? ''
  const { context } = source
  const school = registry.school(cell('school_id') || cell('name'), cell('municipality'), source)
  if (school === null) return source.setAside('schoolMissing', row, header.nameOf('school_id'), '', null) || null
  registry.describe(school, cell('name'), cell('municipality'))
  const grade = readGrade(cell('grade'))
  if (grade === undefined)
    return source.setAside('gradeNotKnown', row, header.nameOf('grade'), cell('grade'), '1..11') || null
  const year = readYear(cell('year'))
  if (year === undefined)
    return source.setAside('yearNotKnown', row, header.nameOf('year'), cell('year'), '2021') || null
  const subject = clean(cell('subject'))
  return {
    school,
    grade: grade ?? readGrade(cell('class')) ?? context.grade ?? null,
    subject: subject === '' ? (context.subject ?? null) : subjectOf(subject).name,
    year: year ?? context.year ?? null,
    className: header.at('class') === -1 ? classLetter(cell('grade')) : readClass(cell('class')),
  }
}

export type ScopedObserver = Omit<ObserverRecord, 'schoolId'> & {
  readonly school: SchoolEntry
  readonly row: number
  readonly source: Source
}

export type ScopedConditions = Omit<ConditionsRecord, 'schoolId'> & {
  readonly school: SchoolEntry
  readonly row: number
  readonly source: Source
}

interface ObserverRow {
  readonly scope: Scope
  readonly row: number
  readonly conflict: boolean
  readonly controlled: boolean
  readonly conditions: SittingConditions
  /** Texts in the order of the table's columns. */
  readonly cells: readonly string[]
}

/** One table of observers as read: what its cells mean shows when all of them are known. */
export interface ObserverTable {
  readonly source: Source
  readonly header: Header
  columns: readonly ObserverColumns[]
  readonly rows: ObserverRow[]
}

export class ObserverReader implements RowReader {
  private readonly table: ObserverTable
  private first = true

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    into: ObserverTable[],
  ) {
    this.table = { source, header, columns: observerColumns(header, source.above), rows: [] }
    into.push(this.table)
  }

  row(cells: readonly string[], row: number): void {
    const { source, header, table } = this
    const school = clean(cells[header.at('school_id')] ?? '')
    if (this.first && school === '' && this.isSecondHeader(cells)) return
    this.first = false
    const scope = readScope(source, this.registry, header, cells, row)
    if (scope === null) return
    const told = (name: string, read = readYesNo): boolean | null => {
      const at = header.at(name)
      const cell = cells[at] ?? ''
      const yes = read(cell)
      if (yes === undefined) source.note('yesNoNotKnown', row, header.cells[at]!, cell, null)
      return yes ?? null
    }
    const [conflict, controlled] = [told('conflict_of_interest') === true, told('controlled') === true]
    const conditions = {
      expertsTrained: told('experts_trained'),
      observerTrained: told('observer_trained'),
      video: told('video'),
      violations: told('violations', readViolations),
    }
    const texts = table.columns.map(({ indices }) => firstFilled(cells, indices))
    table.rows.push({ scope, row, conflict, controlled, conditions, cells: texts })
  }

  /** Under a row of subjects may stand another that says what each column holds. */
  private isSecondHeader(cells: readonly string[]): boolean {
    const { source, header, table } = this
    const texts = cells.map(clean)
    const filled = texts.filter((cell) => cell !== '')
    if (filled.length === 0 || !filled.every(namesObserverColumn)) return false
    const columns = observerColumns({ ...header, cells: header.cells.map((_, i) => texts[i] ?? '') }, header.cells)
    if (columns.length === 0) return false
    table.columns = columns
    source.passOver()
    return true
  }

  end(): void {}
}

/** Violations as acts name them: yes or no, how many, their numbers in a list (`1, 4`), or in words that there were none. */
function readViolations(cell: string): boolean | null | undefined {
  const text = clean(cell).toLowerCase()
  if (/^\d{1,3}(?:\s*[,;]\s*\d{1,3})*$/.test(text)) return /[1-9]/.test(text)
  if (NONE_FOUND.test(text)) return false
  return SOME_FOUND.test(text) ? true : readYesNo(cell)
}
const NONE_FOUND =
  /^(?:без (?:нарушений|замечаний)|(?:нарушени[йя]|замечани[йя]) (?:нет|не )[^,;]*|не (?:выявлен|обнаружен|зафиксирован|установлен)\p{L}*|отсутствуют)\.?$/u
const SOME_FOUND = /^(?:выявлен|обнаружен|зафиксирован|установлен)\p{L}*\.?$/u

const firstFilled = (cells: readonly string[], indices: readonly number[]): string => {
  for (const index of indices) {
    const text = clean(cells[index] ?? '')
    if (text !== '') return own(text)
  }
  return ''
}

/** Of the schools with results, the share that a table must name for its empty cells to say something. */
const NEARLY_ALL = 0.9
/** Words shown of those that were not understood. */
const WORDS_SHOWN = 5

/**
 * Reads the tables of observers when all names are tied to schools: what was met in all cells of a table says what each
 * of them means.
 *
 * @throws InputError where no row fits any school with results, or most of the cells of a table are not understood
 */
export function settleObservers(tables: readonly ObserverTable[], registry: Registry): ScopedObserver[] {
  const tested = [...registry.schools.values()].filter(({ same, hasResults }) => same === null && hasResults)
  const namedIn = (of: readonly ObserverTable[]) =>
    new Set(of.flatMap(({ rows }) => rows.map(({ scope }) => identityOf(scope.school))))
  const known = namedIn(tables)
  if (known.size > 0 && !tested.some((school) => known.has(school))) refuseStrangers(tables, tested)
  const named = namedIn(tables.filter(tellsPresence))
  const everySchool = tested.filter((school) => named.has(school)).length >= NEARLY_ALL * tested.length
  return tables.flatMap((table) => settleTable(table, everySchool))
}

/** Whether a table says who was there; it may tell the conditions alone. */
export const tellsPresence = ({ columns }: ObserverTable): boolean => columns.length > 0

/** What the tables of observers tell besides, of schools that are known. */
export function settleConditions(tables: readonly ObserverTable[]): ScopedConditions[] {
  return tables.flatMap(({ source, rows }) =>
    rows.flatMap(({ scope, row, conditions }) => {
      const school = identityOf(scope.school)
      const saysNothing = Object.values(conditions).every((told) => told === null)
      return saysNothing || isStranger(school) ? [] : [{ ...scope, ...conditions, school, row, source }]
    }),
  )
}

function settleTable({ source, header, columns, rows }: ObserverTable, everySchool: boolean): ScopedObserver[] {
  const counts = new Map<string, number>()
  for (const { cells } of rows) for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const reading = readPresenceTable(counts, everySchool)
  refuseRiddles(source, columns, reading, counts)
  const summary = { present: 0, absent: 0, unknown: 0, notUnderstood: 0 }
  const records: ScopedObserver[] = []
  for (const { scope, row, conflict, controlled, cells } of rows) {
    const school = identityOf(scope.school)
    if (isStranger(school)) {
      const code = source.isAmbiguous(school) ? 'schoolAmbiguous' : 'schoolNotFound'
      source.setAside(code, row, header.nameOf('school_id'), school.id, source.nearestName(school))
      continue
    }
    const taken = cells.map(reading.take)
    const doubtful = taken.indexOf('notUnderstood')
    taken.forEach((one, c) => {
      summary[one]++
      const { subject, grade } = columns[c]!
      records.push({
        ...{ ...scope, school, subject: subject ?? scope.subject, grade: grade ?? scope.grade },
        observer: observerOf(one, controlled),
        ...(controlled ? { controlled } : {}),
        conflictOfInterest: conflict,
        ...(one === 'notUnderstood' ? { notUnderstood: cells[c]! } : {}),
        ...{ row, source },
      })
    })
    if (doubtful === -1) source.used++
    else if (taken.every((one) => one === 'notUnderstood'))
      source.setAside('observerNotKnown', row, columns[doubtful]!.header, cells[doubtful]!, null)
    else {
      source.used++
      source.note('observerCellNotKnown', row, columns[doubtful]!.header, cells[doubtful]!, null)
    }
  }
  if (columns.length === 0) return records
  const { emptyMeans, words } = reading
  source.observers = { ...summary, emptyMeans, words } satisfies ObserverSummary
  return records
}

/** A controlled sitting has independent observers, also where the cell of the public observer is empty. */
function observerOf(taken: ObserverStatus | 'notUnderstood', controlled: boolean): ObserverStatus {
  if (taken === 'notUnderstood') return 'unknown'
  return taken === 'unknown' && controlled ? 'present' : taken
}

/** A name that no table ties to a school with an id, or with results. */
export const isStranger = ({ byName, listed, hasResults }: SchoolEntry): boolean => byName && !listed && !hasResults

/** Nothing fits: the tables speak of other schools, or nothing ties the names to the logins of the results. */
function refuseStrangers(tables: readonly ObserverTable[], tested: readonly SchoolEntry[]): never {
  const { source, header, rows } = tables.find((table) => table.rows.length > 0)!
  const names = [...new Set(rows.map(({ scope }) => scope.school.id))]
  const known = tested.slice(0, 3).map(({ id, name }) => (name === null || name === id ? id : `${name} (${id})`))
  stop('observersFitNoSchool', {
    table: 'observers',
    file: source.file,
    row: rows[0]!.row,
    column: header.nameOf('school_id'),
    found: names.slice(0, 3).join('; '),
    expected: known.join('; '),
  })
}

/** Most of what is written cannot be read: then nothing that follows from the table could be trusted. */
function refuseRiddles(
  source: Source,
  columns: readonly ObserverColumns[],
  { words }: ReturnType<typeof readPresenceTable>,
  counts: ReadonlyMap<string, number>,
): void {
  const place = { table: 'observers', file: source.file, column: columns[0]?.header ?? null } as const
  const filled = words.filter(({ found }) => found !== '')
  const sum = (list: typeof words): number => list.reduce((total, { count }) => total + count, 0)
  const riddles = filled.filter(({ taken }) => taken === 'notUnderstood')
  if (sum(riddles) * 2 > sum(filled))
    stop(riddles.every(({ found }) => /^[xх×✗✘]$/i.test(found)) ? 'observersOnlyCrosses' : 'observersNotUnderstood', {
      ...place,
      found: wordList(riddles),
      expected: String(sum(filled)),
    })
  // Days in every row of a bare `Дата` are the days of the test.
  const days = columns.every(({ daysOnly }) => daysOnly) && !columns.some(({ header }) => /наблюда/i.test(header))
  if (days && filled.length > 0 && !counts.has('') && filled.every(({ found }) => namesDay(found.toLowerCase())))
    stop('observersNotUnderstood', { ...place, found: wordList(filled), expected: String(sum(filled)) })
}

export const wordList = (words: readonly { readonly found: string; readonly count: number }[]): string =>
  words
    .slice(0, WORDS_SHOWN)
    .map(({ found, count }) => `«${found}» (${count})`)
    .join(', ') + (words.length > WORDS_SHOWN ? ', …' : '')
