/** Who is who: the schools and assessments that the tables name, each under one identity. */
import type { Counts } from '../../model'
import type { SittingBuilder } from '../../sittings/builder'
import { readSubject } from '../headers/subjects'
import { byCodeUnit, clean, comparable, own } from '../text'
import type { PaperStore } from './papers'
import { builtInScale } from './scales'
import { isSchoolName, municipalityKey } from './school-names'
import type { Source } from './source'

export interface SchoolEntry {
  readonly index: number
  /**
   * Identity: a login without its prefix (`sch` to 2021, `edu` from 2022: same digits, same school), else the id; a name
   * without its punctuation, and with the municipality where the row gives it.
   */
  readonly key: string
  /** True where the school is called by a name alone: another file may tie the name to an id (`join-schools.ts`). */
  readonly byName: boolean
  /** Names under which any file knows the school, and its municipalities, as `municipalityKey` compares them. */
  readonly names: Set<string>
  readonly areas: Set<string>
  /** Tables that call it by this name, in the order read. */
  readonly namedIn: Source[]
  /** The entry that this name turned out to be; `null` = it stands for itself. */
  same: SchoolEntry | null
  /** The id as shown: as in the schools table, else the smallest spelling met. */
  id: string
  name: string | null
  municipality: string | null
  listed: boolean
  hasResults: boolean
}

export interface GivenScale {
  readonly subject: string
  readonly grade: number | null
  readonly year: number | null
  readonly maxScore: number | null
  readonly cuts: readonly number[] | null
  readonly itemMax: readonly number[] | null
  readonly itemLevel: readonly string[] | null
}

/** Pupils per score or per level of a sitting, from a table that is already counted. */
export interface CountsFacet {
  readonly n: number
  readonly counts: Counts
  readonly exact: boolean
}
export interface LevelsFacet extends CountsFacet {
  readonly names: readonly string[]
}
export interface SummaryFacet {
  /** Pupils, or `null` where the table does not say. */
  readonly n: number | null
  readonly mean: number
  readonly sd: number | null
}
export interface SharesFacet {
  readonly n: number | null
  readonly shares: readonly number[]
}

/** All that the tables say about one sitting. Facets are kept by class, and added up where the grain is the school. */
export interface SittingEntry {
  readonly school: SchoolEntry
  readonly assessment: AssessmentEntry
  readonly className: string | null
  papers: SittingBuilder | null
  /** Papers with items, until the form of the test is known. */
  store: PaperStore | null
  /** Set where what was read under a name went to the sitting of the school. */
  movedTo: SittingEntry | null
  /** Papers whose rows could not be read, by the code of the problem. */
  refused: Map<string, number> | null
  /** What must not be judged of it, and of how many papers; set where the data are faulty. */
  withheld: { readonly what: 'all' | 'items'; readonly papers: number } | null
  scores: Parts<CountsFacet>
  levels: Parts<LevelsFacet>
  summary: Parts<SummaryFacet>
  shares: Parts<SharesFacet>
  journalChange: Parts<CountsFacet>
  enrolled: Parts<number>
  tested: Parts<number>
}
/** A facet by class; the empty name stands for the whole school. Most sittings have one or two facets of the seven. */
export type Parts<T> = Map<string, T> | null

/** Adds a part to a facet. */
export function withPart<T>(parts: Parts<T>, part: string, value: T): Map<string, T> {
  return (parts ?? new Map<string, T>()).set(part, value)
}

/** What the header of a file says of the items, and the title above it of the test. */
export interface HeaderForm {
  readonly source: Source
  /** Headers of the items as the file writes them, and the labels in them (`4К1`). */
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  readonly scoreColumn: string
  /** Maxima that the header names for all items; else `null`. */
  readonly maxima: readonly number[] | null
  /** Whether items are numbered 1, 2, ... without a gap: only then a scale speaks of the same items. */
  readonly contiguous: boolean
  /** False where the header has columns that look like items and were not read. */
  readonly complete: boolean
  readonly maxScore: number | null
  readonly itemLevel: readonly string[] | null
}

/** A paper without items, held back until the highest score is known. */
export interface EarlyPaper {
  readonly sitting: SittingEntry
  readonly score: number
  readonly mark: number
  readonly journal: number
  readonly papers: number
  readonly row: number
  readonly source: Source
  readonly column: string
}

export interface AssessmentEntry {
  readonly index: number
  readonly key: string
  subject: string
  readonly grade: number | null
  readonly year: number | null
  readonly scale: (GivenScale & { readonly source: 'given' | 'builtIn' }) | null
  /** By school (its index), then by class; the empty name stands for the whole school. */
  readonly sittings: (Map<string, SittingEntry> | undefined)[]
  /** Papers per test mark (2..5) and score, of files that give both: shows the cut-offs where no table does. */
  readonly markByScore: number[][]
  /** One per file with papers. */
  readonly headers: HeaderForm[]
  /** Columns of the items of the test, once all papers are known; `null` = it has none. */
  itemColumns: readonly number[] | null
  /** The first papers of every score that came without items, by score. */
  readonly early: Map<number, EarlyPaper[]>
  /** Whether a file lists absent pupils: then all sittings know how many should have come. */
  listsAbsent: boolean
}

/** Also as it is typed by hand: with the Cyrillic letters `с` and `е`, or a blank before the digits. */
const LOGIN = /(?<![\p{L}\d])(?:s[cс]h|[eе]du) ?(\d{6})(?![\p{L}\d])/giu

/** The id in a cell and, where the cell holds a name beside the login (`МБОУ СОШ № 1(edu670001)`), the name. */
export function readSchoolCell(cell: string): { id: string; key: string; name: string | null } | null {
  const text = clean(cell)
  if (text === '') return null
  const [login, another] = text.matchAll(LOGIN)
  if (login === undefined || another !== undefined) return { id: own(text), key: own(`=${text}`), name: null }
  const name = text.replace(login[0], ' ').replace(/^[\s|,;:()[\]–—-]+|[\s|,;:([–—-]+$|\s*\(\s*\)\s*$/g, '')
  return { id: own(loginOf(login[0])), key: `login ${login[1]}`, name: name === '' ? null : own(name) }
}

const loginOf = (typed: string): string => typed.toLowerCase().replace('с', 'c').replace('е', 'e').replace(' ', '')

export class Registry {
  readonly schools = new Map<string, SchoolEntry>()
  readonly assessments = new Map<string, AssessmentEntry>()
  readonly scales: GivenScale[] = []
  /** True where a table of schools has been read. */
  knowsListed = false
  private readonly codes = new Map<string, SchoolEntry | null>()
  private readonly namesMet = new Map<string, SchoolEntry>()

  /**
   * The school that a cell names; `null` for an empty cell.
   *
   * @param municipality as the row gives it: tells schools of one name apart
   * @param source the table that names it
   */
  school(cell: string, municipality = '', source: Source | null = null): SchoolEntry | null {
    const code = this.codes.get(cell)
    if (code !== undefined) return code
    const named = this.namesMet.get(`${cell}\t${municipality}`)
    if (named === undefined) return this.meet(cell, municipality, source)
    if (source !== null && named.namedIn.at(-1) !== source) named.namedIn.push(source)
    return named
  }

  /** The same, of the schools that were met before. */
  metSchool(cell: string, municipality = ''): SchoolEntry | null {
    const key = readSchoolCell(cell)?.key ?? ''
    return this.namesMet.get(`${cell}\t${municipality}`) ?? this.schools.get(key) ?? null
  }

  private meet(cell: string, municipality: string, source: Source | null): SchoolEntry | null {
    const read = readSchoolCell(cell)
    const byName = read?.key.startsWith('=') === true && isSchoolName(read.id)
    if (read === null || !byName) {
      const entry = read === null ? null : this.enter(read, false)
      this.codes.set(own(cell), entry)
      return entry
    }
    const key = own(`~${comparable(read.id)}\t${municipalityKey(municipality)}`)
    const entry = this.enter({ ...read, key }, true)
    this.namesMet.set(own(`${cell}\t${municipality}`), entry)
    if (source !== null && entry.namedIn.at(-1) !== source) entry.namedIn.push(source)
    this.describe(entry, '', municipality)
    return entry
  }

  /** Takes up under which name and in which municipality a row knows the school. */
  describe(entry: SchoolEntry, name: string, municipality: string): void {
    const text = clean(name)
    if (text !== '' && isSchoolName(text)) entry.names.add(own(text))
    const area = municipalityKey(municipality)
    if (area !== '') entry.areas.add(area)
  }

  private enter(read: { id: string; key: string; name: string | null }, byName: boolean): SchoolEntry {
    let entry = this.schools.get(read.key)
    if (entry === undefined) {
      entry = {
        ...read,
        index: this.schools.size,
        byName,
        names: new Set(byName ? [read.id] : []),
        areas: new Set(),
        namedIn: [],
        same: null,
        municipality: null,
        listed: false,
        hasResults: false,
      }
      this.schools.set(read.key, entry)
    } else {
      if (!entry.listed && byCodeUnit(read.id, entry.id) < 0) entry.id = read.id
      if (read.name !== null && (entry.name === null || read.name < entry.name)) entry.name = read.name
    }
    if (read.name !== null) entry.names.add(read.name)
    return entry
  }

  /** The assessment of a subject, grade and year; it is made when first met. */
  assessment(subject: string, givenGrade: number | null, year: number | null): AssessmentEntry {
    const { name, key: subjectKey, grade: codedGrade } = subjectOf(subject)
    const grade = givenGrade ?? codedGrade
    const key = `${year ?? ''}\t${grade ?? ''}\t${subjectKey}`
    let entry = this.assessments.get(key)
    if (entry === undefined) {
      entry = {
        index: this.assessments.size,
        key,
        subject: name,
        grade,
        year,
        scale: this.scaleOf(subjectKey, name, grade, year),
        sittings: [],
        markByScore: [[], [], [], [], [], []],
        headers: [],
        itemColumns: null,
        early: new Map(),
        listsAbsent: false,
      }
      this.assessments.set(key, entry)
    } else if (byCodeUnit(name, entry.subject) < 0) entry.subject = name
    return entry
  }

  private scaleOf(
    subjectKey: string,
    name: string,
    grade: number | null,
    year: number | null,
  ): AssessmentEntry['scale'] {
    const fits = (scale: GivenScale, exactGrade: boolean, exactYear: boolean) =>
      scale.subject === subjectKey &&
      (exactGrade ? scale.grade === grade : scale.grade === null) &&
      (exactYear ? scale.year === year : scale.year === null)
    for (const [exactGrade, exactYear] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ] as const) {
      const given = this.scales.find((scale) => fits(scale, exactGrade, exactYear))
      if (given !== undefined) return { ...given, source: 'given' }
    }
    const builtIn = builtInScale(name, grade, year)
    return builtIn === null ? null : { ...builtIn, subject: subjectKey, grade, year, source: 'builtIn' }
  }

  sitting(school: SchoolEntry, assessment: AssessmentEntry, className: string | null): SittingEntry {
    let byClass = assessment.sittings[school.index]
    if (byClass === undefined) {
      byClass = new Map()
      assessment.sittings[school.index] = byClass
    }
    let entry = byClass.get(className ?? '')
    if (entry === undefined) {
      entry = {
        school,
        assessment,
        className,
        papers: null,
        store: null,
        movedTo: null,
        refused: null,
        withheld: null,
        scores: null,
        levels: null,
        summary: null,
        shares: null,
        journalChange: null,
        enrolled: null,
        tested: null,
      }
      byClass.set(className ?? '', entry)
    }
    return entry
  }
}

/** The entry that a school turned out to be. */
export function identityOf(school: SchoolEntry): SchoolEntry {
  let entry = school
  while (entry.same !== null) entry = entry.same
  return entry
}

/** Name under which a subject is shown, key under which it is compared, and the grade that a code (`МА4`) names. */
export function subjectOf(text: string): { name: string; key: string; grade: number | null } {
  const cleaned = own(clean(text))
  const known = readSubject(cleaned)
  const name = known?.subject ?? cleaned
  return { name, key: name.toLowerCase(), grade: known?.grade ?? null }
}

/** All sittings of an assessment. */
export function sittingsOf(assessment: AssessmentEntry): SittingEntry[] {
  return assessment.sittings.flatMap((byClass) => (byClass === undefined ? [] : [...byClass.values()]))
}

/** Highest score as a scale, a title or the header says it; `null` where only the papers can show it. */
export function knownMaximum({ scale, headers }: AssessmentEntry): number | null {
  return scale?.maxScore ?? headers.find(({ maxScore }) => maxScore !== null)?.maxScore ?? null
}

/** Above it scores are not counted one by one. */
const HIGHEST_COUNTED = 1000

/** A paper with this mark and score: such pairs show the cut-offs. */
export function rememberMark(assessment: AssessmentEntry, mark: number, score: number, papers: number): void {
  if (mark === 0 || !Number.isInteger(score) || score > HIGHEST_COUNTED) return
  const row = assessment.markByScore[mark]!
  while (row.length <= score) row.push(0)
  row[score]! += papers
}
