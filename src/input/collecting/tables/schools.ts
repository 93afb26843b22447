import type { School } from '../../../model'
import { readNumber, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { clean, own } from '../../text'
import { identityOf, type Registry, readSchoolCell, type SchoolEntry } from '../registry'
import type { RowReader, Source } from '../source'

/** Share of the filled cells that must be numbers for a context column to be one of numbers. */
const NUMERIC_SHARE = 0.95

interface ListedSchool {
  readonly entry: SchoolEntry
  readonly name: string | null
  readonly municipality: string | null
  readonly cluster: string | null
  readonly advancedProgram: boolean | null
  readonly confirmedByExam: boolean | null
  readonly row: number
  readonly cells: string[]
}

/** One table of schools as read: what its rows describe is known when names are tied to ids. */
export interface SchoolTable {
  readonly source: Source
  readonly header: Header
  readonly rows: ListedSchool[]
}

/** Reads schools and their context. */
export class SchoolReader implements RowReader {
  private readonly table: SchoolTable

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    into: SchoolTable[],
  ) {
    this.table = { source, header, rows: [] }
    into.push(this.table)
  }

  row(cells: readonly string[], row: number): void {
    const { header, source } = this
    const name = this.text(cells, 'name')
    const municipality = this.text(cells, 'municipality')
    const cell = cells[header.at('school_id')] || (name ?? '')
    const read = readSchoolCell(cell)
    const entry = this.registry.school(cell, municipality ?? '', source)
    if (entry === null || read === null) {
      source.setAside('schoolMissing', row, 'school_id', '', null)
      return
    }
    if (!entry.listed) entry.id = read.id
    entry.listed = true
    this.registry.knowsListed = true
    this.registry.describe(entry, name ?? '', municipality ?? '')
    this.table.rows.push({
      entry,
      row,
      name: name ?? read.name,
      municipality,
      cluster: this.text(cells, 'cluster'),
      advancedProgram: this.yesNo(cells, 'advanced_program', row),
      confirmedByExam: this.yesNo(cells, 'confirmed_by_exam', row),
      cells: header.others.map(({ index }) => own(clean(cells[index] ?? ''))),
    })
  }

  private text(cells: readonly string[], name: string): string | null {
    return own(clean(cells[this.header.at(name)] ?? '')) || null
  }

  private yesNo(cells: readonly string[], name: string, row: number): boolean | null {
    const at = this.header.at(name)
    const cell = cells[at] ?? ''
    const answer = readYesNo(cell)
    if (answer === undefined) this.source.note('yesNoNotKnown', row, this.header.cells[at]!, cell, null)
    return answer ?? null
  }

  end(): void {}
}

type Described = Omit<School, 'id' | 'name' | 'municipality'>

/**
 * All tables of schools as one, joined by school: their columns add up, in the order of the tables. What two tables say
 * differently of a school is told, and the first counts.
 */
export function joinSchoolTables(tables: readonly SchoolTable[]): Map<SchoolEntry, Described> {
  const described = new Map<SchoolEntry, Described & { context: Record<string, number | string | null> }>()
  const columns = [...new Set(tables.flatMap(({ header }) => header.others.map((other) => other.header)))]
  for (const { source, header, rows } of tables) {
    const before = new Set(described.keys())
    const kept = withoutRepeated(source, header, rows)
    const values = header.others.map((other, i) => contextOf(source, other.header, i, kept))
    kept.forEach((row, s) => {
      const entry = identityOf(row.entry)
      if (before.has(entry)) source.joinedSchools++
      const known = described.get(entry) ?? {
        ...{ cluster: null, advancedProgram: null, confirmedByExam: null },
        context: Object.fromEntries(columns.map((column) => [column, null])),
      }
      if (!described.has(entry)) {
        entry.name = row.name ?? entry.name
        entry.municipality = row.municipality ?? entry.municipality
      } else {
        entry.name ??= row.name
        entry.municipality ??= row.municipality
      }
      described.set(entry, {
        cluster: known.cluster ?? row.cluster,
        advancedProgram: known.advancedProgram ?? row.advancedProgram,
        confirmedByExam: known.confirmedByExam ?? row.confirmedByExam,
        context: known.context,
      })
      header.others.forEach((other, i) => {
        const value = values[i]![s]!
        const first = known.context[other.header] ?? null
        if (first === null) known.context[other.header] = value
        else if (value !== null && value !== first)
          source.note('schoolValuesDiffer', row.row, other.header, value, String(first))
      })
    })
  }
  return described
}

/** One row per school of a table: a repeated row adds what the first left empty; where they differ the first counts. */
function withoutRepeated(source: Source, header: Header, rows: readonly ListedSchool[]): ListedSchool[] {
  const kept = new Map<SchoolEntry, ListedSchool>()
  for (const row of rows) {
    const entry = identityOf(row.entry)
    if (source.isAmbiguous(row.entry)) {
      entry.listed = false
      source.setAside('schoolAmbiguous', row.row, header.nameOf('school_id'), entry.id, source.nearestName(entry))
      continue
    }
    const first = kept.get(entry)
    if (first === undefined) kept.set(entry, row)
    else if (contradicts(first, row)) {
      source.setAside('duplicateSchool', row.row, header.nameOf('school_id'), row.entry.id, null)
      continue
    } else row.cells.forEach((cell, i) => (first.cells[i] ||= cell))
    source.used++
  }
  return [...kept.values()]
}

const contradicts = (first: ListedSchool, row: ListedSchool): boolean =>
  (row.name !== null && first.name !== null && row.name !== first.name) ||
  row.cells.some((cell, i) => cell !== '' && first.cells[i] !== '' && cell !== first.cells[i])

/** `27 %` beside `0,25`: Excel shows a share as a percentage where its cell is formatted so, and both are shares of one. */
function ofOneScale(texts: readonly string[]): (number | null | undefined)[] {
  const signed = texts.map((text) => text.endsWith('%'))
  const numbers = texts.map((text, s) => readNumber(signed[s] ? text.slice(0, -1) : text))
  const bare = numbers.filter((number, s): number is number => typeof number === 'number' && !signed[s])
  const shares = bare.every((number) => number >= 0 && number <= 1) && bare.some((number) => !Number.isInteger(number))
  return shares ? numbers.map((number, s) => (signed[s] && number ? number / 100 : number)) : numbers
}

/** What kind a context column is shows only when all its cells are known. */
function contextOf(source: Source, header: string, column: number, rows: readonly ListedSchool[]) {
  const texts = rows.map(({ cells }) => cells[column]!)
  const numbers = ofOneScale(texts)
  const filled = texts.filter((text) => text !== '').length
  const numeric = numbers.filter((number) => typeof number === 'number').length
  if (filled === 0 || numeric < NUMERIC_SHARE * filled) return texts.map((text) => (text === '' ? null : text))
  return numbers.map((number, s) => {
    if (number === undefined) source.note('contextNotNumber', rows[s]!.row, header, texts[s]!, null)
    return number ?? null
  })
}
