import type { School } from '../../../model'
import { readNumber, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { clean, own } from '../../text'
import type { Registry, SchoolEntry } from '../registry'
import { readSchoolCell } from '../registry'
import type { RowReader, Source } from '../source'

/** Share of the filled cells that must be numbers for a context column to be one of numbers. */
const NUMERIC_SHARE = 0.95

interface ListedSchool {
  readonly entry: SchoolEntry
  readonly cluster: string | null
  readonly advancedProgram: boolean | null
  readonly confirmedByExam: boolean | null
  readonly row: number
  readonly cells: readonly string[]
}

/** Reads schools and their context. What kind a context column is shows only when all its cells are known. */
export class SchoolReader implements RowReader {
  private readonly listed: ListedSchool[] = []

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: Map<SchoolEntry, Omit<School, 'id' | 'name' | 'municipality'>>,
  ) {}

  row(cells: readonly string[], row: number): void {
    const { header, source } = this
    const cell = cells[header.at('school_id')] ?? ''
    const read = readSchoolCell(cell)
    const entry = this.registry.school(cell)
    if (entry === null || read === null) {
      source.setAside('schoolMissing', row, 'school_id', '', null)
      return
    }
    if (entry.listed) {
      source.setAside('duplicateSchool', row, header.cells[header.at('school_id')]!, cell, null)
      return
    }
    entry.listed = true
    entry.id = read.id
    entry.name = this.text(cells, 'name') ?? entry.name
    entry.municipality = this.text(cells, 'municipality')
    this.listed.push({
      entry,
      row,
      cluster: this.text(cells, 'cluster'),
      advancedProgram: this.yesNo(cells, 'advanced_program', row),
      confirmedByExam: this.yesNo(cells, 'confirmed_by_exam', row),
      cells: header.others.map(({ index }) => own(clean(cells[index] ?? ''))),
    })
    source.used++
  }

  private text(cells: readonly string[], name: string): string | null {
    const at = this.header.at(name)
    return at === -1 ? null : own(clean(cells[at] ?? '')) || null
  }

  private yesNo(cells: readonly string[], name: string, row: number): boolean | null {
    const at = this.header.at(name)
    const cell = at === -1 ? '' : (cells[at] ?? '')
    const answer = readYesNo(cell)
    if (answer === undefined) this.source.note('yesNoNotKnown', row, this.header.cells[at]!, cell, null)
    return answer ?? null
  }

  end(): void {
    const columns = this.header.others.map(({ header }, i) => ({ header, values: this.contextOf(header, i) }))
    this.listed.forEach(({ entry, cluster, advancedProgram, confirmedByExam }, s) => {
      const context = Object.fromEntries(columns.map(({ header, values }) => [header, values[s]!]))
      this.into.set(entry, { cluster, advancedProgram, confirmedByExam, context })
    })
  }

  private contextOf(header: string, column: number): (number | string | null)[] {
    const texts = this.listed.map(({ cells }) => cells[column]!)
    const numbers = texts.map((text) => readNumber(text.endsWith('%') ? text.slice(0, -1) : text))
    const filled = texts.filter((text) => text !== '').length
    const numeric = numbers.filter((number) => typeof number === 'number').length
    if (filled === 0 || numeric < NUMERIC_SHARE * filled) return texts.map((text) => (text === '' ? null : text))
    return numbers.map((number, s) => {
      if (number === undefined) this.source.note('contextNotNumber', this.listed[s]!.row, header, texts[s]!, null)
      return number ?? null
    })
  }
}
