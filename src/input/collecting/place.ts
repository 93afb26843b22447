import { readGrade, readYear } from '../cells'
import { looksLikeCode, ShiftedRows } from '../discreet'
import type { Header } from '../headers/header'
import { gradeOfCode } from '../headers/said'
import { stop } from '../problems'
import { clean, own } from '../text'
import type { AssessmentEntry, Registry, SchoolEntry } from './registry'
import type { Source } from './source'

/** `4А`, `11 «б»`: a grade with a class behind it. */
const WITH_LETTER = /^\s*\d{1,2}\s*[-–.]?\s*["«]?\s*\p{L}/u

/** An assessment with the cells that name it. */
interface KnownAssessment {
  readonly subject: string
  readonly grade: string
  readonly year: string
  readonly assessment: AssessmentEntry
}

/** More than twice the schools of a large country, and several times the subjects of all grades in ten years. */
const MOST_SCHOOLS = 100_000
const MOST_ASSESSMENTS = 20_000

/**
 * Finds school, assessment and class of a row. Equal cells are looked up, not read again: a file of a million papers
 * names a few hundred schools and a few dozen assessments. The answers stand in its fields until the next call.
 */
export class PlaceReader {
  school!: SchoolEntry
  assessment!: AssessmentEntry
  /** Class as written; `null` where the table has none. */
  className: string | null = null

  private readonly schoolAt: number
  private readonly subjectAt: number
  private readonly gradeAt: number
  private readonly yearAt: number
  private readonly classAt: number
  private readonly pupilAt: number
  private readonly nameAt: number
  private readonly municipalityAt: number
  /** Assessments by the cells of subject, grade and year. */
  private readonly known = new Map<string, Map<string, Map<string, KnownAssessment>>>()
  private readonly classes = new Map<string, string | null>()
  private last: KnownAssessment | null = null
  private readonly shifted = new ShiftedRows()
  private readonly pupilForSchool: (boolean | undefined)[] = []
  /** Name and municipality that the last row of each school gave, by the index of the school. */
  private readonly described: (readonly [name: string, municipality: string] | undefined)[] = []

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
  ) {
    this.schoolAt = header.at('school_id')
    this.subjectAt = header.at('subject')
    this.gradeAt = header.at('grade')
    this.yearAt = header.at('year')
    this.classAt = header.at('class')
    this.pupilAt = header.at('pupil_id')
    this.nameAt = header.at('name')
    this.municipalityAt = header.at('municipality')
  }

  /** False where the row had to be set aside. */
  find(cells: readonly string[], row: number): boolean {
    const name = this.wordAt(this.nameAt, cells)
    const municipality = this.wordAt(this.municipalityAt, cells)
    const school = this.registry.school(cells[this.schoolAt] || name, municipality, this.source)
    if (school === null) return this.source.setAside('schoolMissing', row, this.header.nameOf('school_id'), '', null)
    if (this.pupilAt !== -1 && this.isShifted(school, cells))
      return this.source.setAside('rowShifted', row, this.header.nameOf('school_id'), cells[this.schoolAt] ?? '', null)
    if (this.registry.schools.size > MOST_SCHOOLS) this.refuse('school_id', MOST_SCHOOLS)
    if (this.nameAt !== -1 || this.municipalityAt !== -1) this.describe(school, name, municipality)
    this.school = school
    const classCell = this.classAt === -1 ? '' : (cells[this.classAt] ?? '')
    const grade = this.gradeAt === -1 ? this.gradeFromPupils(classCell, cells) : (cells[this.gradeAt] ?? '')
    const subject = this.subjectAt === -1 ? '' : (cells[this.subjectAt] ?? '')
    const year = this.yearAt === -1 ? '' : (cells[this.yearAt] ?? '')
    const { last } = this
    if (last === null || subject !== last.subject || grade !== last.grade || year !== last.year) {
      if (!this.findAssessment(subject, grade, year, row)) return false
    }
    this.findClass(classCell, grade)
    return true
  }

  /** The same of a row that is set aside: school and assessment only if they are known already. */
  findKnown(cells: readonly string[]): boolean {
    const cell = (at: number): string => (at === -1 ? '' : (cells[at] ?? ''))
    const school = this.registry.metSchool(
      cell(this.schoolAt) || this.wordAt(this.nameAt, cells),
      this.wordAt(this.municipalityAt, cells),
    )
    const grade = this.gradeAt === -1 ? this.gradeFromPupils(cell(this.classAt), cells) : cell(this.gradeAt)
    const known = this.known.get(cell(this.subjectAt))?.get(grade)?.get(cell(this.yearAt))
    if (school === null || known === undefined) return false
    this.school = school
    this.last = known
    this.assessment = known.assessment
    this.findClass(cell(this.classAt), grade)
    return true
  }

  /** The cells by which a row names its place, as one text. */
  nameOf(cells: readonly string[]): string {
    const { schoolAt, nameAt, municipalityAt, subjectAt, gradeAt, yearAt, classAt } = this
    return [schoolAt, nameAt, municipalityAt, subjectAt, gradeAt, yearAt, classAt]
      .map((at) => own(cells[at] ?? ''))
      .join('\t')
  }

  private findClass(classCell: string, grade: string): void {
    this.className =
      this.classAt === -1
        ? (this.classOf(grade, classLetter) ?? this.source.context.className ?? null)
        : this.classOf(classCell, readClass)
  }

  /** A cell that should hold words; a code there says nothing, and is not passed on. */
  private wordAt(at: number, cells: readonly string[]): string {
    const cell = at === -1 ? '' : (cells[at] ?? '')
    return this.pupilAt !== -1 && cell !== '' && looksLikeCode(cell) ? '' : cell
  }

  /** True where the school looks like the code of a pupil, and the pupil does not, or a table of schools knows it not. */
  private isShifted({ index, listed }: SchoolEntry, cells: readonly string[]): boolean {
    const school = this.schoolAt === -1 ? '' : (cells[this.schoolAt] ?? '')
    if (school === '') return false
    const pupil = cells[this.pupilAt] ?? ''
    this.shifted.see(school, pupil)
    if (listed) return false
    const told = this.pupilForSchool[index] ?? this.shifted.isPupil(school)
    this.pupilForSchool[index] = told
    return told && (this.registry.knowsListed || !this.shifted.isPupil(pupil))
  }

  /** Where nothing else names the grade: what class (`4А`) or code of the pupil say. A class `1` is no grade. */
  private gradeFromPupils(classCell: string, cells: readonly string[]): string {
    const { context } = this.source
    if (context.grade != null) return ''
    let grade = context.gradeFromCodes === true ? gradeOfCode(cells[this.pupilAt] ?? '') : null
    if (grade === null && WITH_LETTER.test(classCell)) grade = readGrade(classCell) ?? null
    if (grade === null) return ''
    return String(context.gradeOneBelow === true ? grade - 1 : grade)
  }

  /** A school that no table of schools describes takes name and municipality from its results: the smallest of each. */
  private describe(school: SchoolEntry, name: string, municipality: string): void {
    const last = this.described[school.index]
    if (last !== undefined && last[0] === name && last[1] === municipality) return
    this.described[school.index] = [own(name), own(municipality)]
    this.registry.describe(school, name, municipality)
    school.name = smaller(school.name, name)
    school.municipality = smaller(school.municipality, municipality)
  }

  private findAssessment(subject: string, grade: string, year: string, row: number): boolean {
    let known = this.known.get(subject)?.get(grade)?.get(year)
    if (known === undefined) {
      const assessment = this.readAssessment(subject, grade, year, row)
      if (assessment === null) return false
      known = { subject: own(subject), grade: own(grade), year: own(year), assessment }
      const bySubject = this.known.get(known.subject) ?? new Map<string, Map<string, KnownAssessment>>()
      const byGrade = bySubject.get(known.grade) ?? new Map<string, KnownAssessment>()
      this.known.set(known.subject, bySubject.set(known.grade, byGrade.set(known.year, known)))
    }
    this.last = known
    this.assessment = known.assessment
    return true
  }

  private refuse(column: string, most: number): never {
    const { table, file } = this.source
    return stop('tooManyDifferent', { table, file, column: this.header.nameOf(column), expected: String(most) })
  }

  /** `null` where the row had to be set aside. */
  private readAssessment(subject: string, grade: string, year: string, row: number): AssessmentEntry | null {
    const { source, header } = this
    const { context } = source
    const name = clean(subject) || (context.subject ?? '')
    if (name === '') return source.setAside('subjectMissing', row, header.nameOf('subject'), '', null) || null
    if (this.pupilAt !== -1 && looksLikeCode(name))
      return source.setAside('rowShifted', row, header.nameOf('subject'), name, null) || null
    const gradeRead = readGrade(grade)
    // A class such as `А` says nothing of the grade; a grade column must, unless a title has said it.
    if (gradeRead === undefined && this.gradeAt !== -1 && context.grade == null)
      return source.setAside('gradeNotKnown', row, header.nameOf('grade'), grade, '1..11') || null
    if (this.registry.assessments.size > MOST_ASSESSMENTS) this.refuse('subject', MOST_ASSESSMENTS)
    const yearRead = readYear(year)
    if (yearRead === undefined) return source.setAside('yearNotKnown', row, header.nameOf('year'), year, '2021') || null
    return this.registry.assessment(name, gradeRead ?? context.grade ?? null, yearRead ?? context.year ?? null)
  }

  private classOf(cell: string, read: (cell: string) => string | null): string | null {
    let name = this.classes.get(cell)
    if (name === undefined) {
      name = this.pupilAt !== -1 && looksLikeCode(cell) ? null : read(cell)
      this.classes.set(own(cell), name)
    }
    return name
  }
}

/** `4А`, `4 «а»`, `а` are one class, `А`; `нет` and an empty cell are none. */
export function readClass(cell: string): string | null {
  const text = own(clean(cell)).toUpperCase()
  if (text === '' || text === 'НЕТ' || text === '-') return null
  return classLetter(text) ?? text
}

/** The class in a cell that names the grade first; `null` where it names the grade alone. */
export function classLetter(cell: string): string | null {
  const text = clean(cell).toUpperCase()
  return text.replace(/^(?:GRADE\s*)?\d{1,2}\s*[-–.]?\s*|КЛАСС|GRADE|CLASS|["«»]/g, '').trim() || null
}

function smaller(known: string | null, cell: string): string | null {
  if (cell === '' || cell === known) return known
  const text = clean(cell)
  return text === '' || (known !== null && known <= text) ? known : own(text)
}
