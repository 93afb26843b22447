import type { ObserverRecord } from '../../../model'
import { readGrade, readObserver, readYear, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { clean } from '../../text'
import { classLetter, readClass } from '../place'
import { type Registry, type SchoolEntry, subjectOf } from '../registry'
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
  const cell = (name: string) => (header.at(name) === -1 ? '' : (cells[header.at(name)] ?? ''))
  const { context } = source
  const school = registry.school(cell('school_id'))
  if (school === null) return source.setAside('schoolMissing', row, header.nameOf('school_id'), '', null) || null
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

export class ObserverReader implements RowReader {
  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: ScopedObserver[],
  ) {}

  row(cells: readonly string[], row: number): void {
    const { source, header } = this
    const scope = readScope(source, this.registry, header, cells, row)
    if (scope === null) return
    const cell = cells[header.at('observer')] ?? ''
    const observer = readObserver(cell)
    if (observer === undefined) {
      source.setAside('observerNotKnown', row, header.cells[header.at('observer')]!, cell, null)
      return
    }
    const conflictAt = header.at('conflict_of_interest')
    const conflictCell = conflictAt === -1 ? '' : (cells[conflictAt] ?? '')
    const conflict = readYesNo(conflictCell)
    if (conflict === undefined) source.note('yesNoNotKnown', row, header.cells[conflictAt]!, conflictCell, null)
    this.into.push({ ...scope, observer, conflictOfInterest: conflict === true, row, source })
    source.used++
  }

  end(): void {}
}
