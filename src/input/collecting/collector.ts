import type { MonitorInput, ProblemCode, School, Sitting, TableName } from '../../model'
import type { Header } from '../headers/header'
import { InputError, ProblemLog, type ProblemPlace, problem, stop } from '../problems'
import { byCodeUnit } from '../text'
import { assembleAssessment } from './assemble'
import { wrongLists } from './attendance'
import { CodedPapers } from './coded-papers'
import { earlierYears } from './earlier-years'
import { FaultLog } from './faults'
import { Feed } from './feed'
import { fingerprint } from './fingerprint'
import { joinSchools } from './join-schools'
import { PaperSet } from './paper-set'
import { identityOf, Registry, type SchoolEntry, sittingsOf, withPart } from './registry'
import { Rosters } from './rosters'
import { withSkills } from './skills'
import { type RowReader, Source, type SourceInfo } from './source'
import { AssessmentReader } from './tables/assessments'
import { CodifierReader, type CodifierRow } from './tables/codifier'
import { DistributionReader } from './tables/distributions'
import { EarlierReader, type EarlierRow } from './tables/earlier'
import { JournalChangeReader } from './tables/journal-change'
import {
  isStranger,
  ObserverReader,
  type ObserverTable,
  type ScopedObserver,
  settleConditions,
  settleObservers,
  tellsPresence,
} from './tables/observers'
import { type Participation, ParticipationReader } from './tables/participation'
import { PupilReader } from './tables/pupils'
import { RecheckReader, type ScopedRecheck } from './tables/rechecks'
import { joinSchoolTables, SchoolReader, type SchoolTable } from './tables/schools'

export interface CollectorOptions {
  /** What a sitting is: the whole school (default), or each of its classes. */
  readonly grain?: 'school' | 'class' | undefined
  /** True to keep the codes of the pupils, so that experts can be told which papers to recheck (`MonitorInput.rosters`). */
  readonly rosters?: boolean | undefined
  /** True to read tables of schools without any results: then nothing but schools comes back. */
  readonly schoolsAlone?: boolean | undefined
}

/** Takes the rows of one file. Rows may be fed in pieces of any size; none is kept. */
export interface TableFeed {
  /**
   * The header, where it is known. Without this call it is looked for among the first rows. `row` is its number as
   * Excel shows it. @throws InputError
   */
  header(cells: readonly string[], row?: number): void
  /** One row; the arrays may be used again by the caller after the call. `kinds` says what the cells were (`CELL`). */
  row(cells: readonly string[], row: number, kinds?: Uint8Array | null): void
  /** Must be called once after the last row. */
  end(): void
  /** After the end: true where an `optional` table turned out to be none of this kind. */
  readonly passedOver: boolean
}

export interface Collector {
  /** Starts a file. The `assessments` table must come before `results`: scores are checked against the scale. */
  table(name: TableName, info?: SourceInfo): TableFeed
  /** Remembers what is to be said of a file besides its rows; `count` rows of it. */
  note(code: ProblemCode, place: ProblemPlace, count?: number): void
  /** Ids that the tables of schools have named so far, sorted. */
  listedSchools(): readonly string[]
  /** Joins everything. @throws InputError where no result could be used. */
  finish(): MonitorInput
}

/**
 * Collects tables row by row into count tables. Memory grows with schools and assessments, not with rows.
 *
 * @example
 * const collector = createCollector()
 * const feed = collector.table('results')
 * feed.header(['school_id', 'subject', 'grade', 'year', 'score'])
 * feed.row(['001', 'Математика', '4', '2021', '12'], 2)
 * feed.end()
 * collector.finish().sittings[0].participants // 1
 */
export function createCollector(options: CollectorOptions = {}): Collector {
  return new TableCollector(
    options.grain === 'class',
    options.schoolsAlone === true,
    options.rosters === true ? new Rosters() : null,
  )
}

class TableCollector implements Collector {
  private readonly registry = new Registry()
  private readonly log = new ProblemLog()
  private readonly papers = new PaperSet()
  private readonly sources: Source[] = []
  private readonly schoolTables: SchoolTable[] = []
  private readonly observerTables: ObserverTable[] = []
  private listed: ReadonlyMap<SchoolEntry, Omit<School, 'id' | 'name' | 'municipality'>> = new Map()
  private observers: readonly ScopedObserver[] = []
  private readonly participation: Participation[] = []
  private readonly coded = new CodedPapers()
  private readonly rechecks: ScopedRecheck[] = []
  private readonly earlier: EarlierRow[] = []
  private readonly codifier: CodifierRow[] = []

  constructor(
    private readonly byClass: boolean,
    private readonly schoolsAlone: boolean,
    private readonly rosters: Rosters | null,
  ) {}

  table(name: TableName, info: SourceInfo = {}): TableFeed {
    if (name === 'assessments' && this.sources.some(({ table }) => table === 'results'))
      throw new Error('The table of assessments must come before the results: scores are checked against its scales')
    const source = new Source(name, info, this.log)
    this.sources.push(source)
    return new Feed(source, {
      reader: (of, header) => this.readerOf(of, header),
      source: (of) => {
        const another = new Source(name, of, this.log)
        this.sources.push(another)
        return another
      },
    })
  }

  private readerOf(source: Source, header: Header): RowReader {
    const { table } = source
    const makeSitting: Registry['sitting'] = (school, assessment, name) =>
      this.registry.sitting(school, assessment, name)
    switch (table) {
      case 'schools':
        return new SchoolReader(source, this.registry, header, this.schoolTables)
      case 'assessments':
        return new AssessmentReader(source, this.registry, header)
      case 'observers':
        return new ObserverReader(source, this.registry, header, this.observerTables)
      case 'participation':
        return new ParticipationReader(source, this.registry, header, this.participation)
      case 'rechecks':
        return new RecheckReader(source, this.registry, header, this.rechecks)
      case 'earlier':
        return new EarlierReader(source, this.registry, header, this.earlier)
      case 'codifier':
        return new CodifierReader(source, header, this.codifier)
      case 'results':
        if (source.kind === 'journalChange') return new JournalChangeReader(source, this.registry, header, makeSitting)
        return source.kind === 'pupils'
          ? new PupilReader(
              source,
              this.registry,
              header,
              this.papers,
              this.byClass,
              makeSitting,
              this.coded,
              this.rosters,
            )
          : new DistributionReader(source, this.registry, header, this.byClass, makeSitting)
    }
  }

  note(code: ProblemCode, place: ProblemPlace, count?: number): void {
    this.log.note(code, place, count)
  }

  listedSchools(): readonly string[] {
    const listed = this.schoolTables.flatMap(({ rows }) => rows.map(({ entry }) => entry.id))
    return [...new Set(listed)].sort(byCodeUnit)
  }

  finish(): MonitorInput {
    if (!this.schoolsAlone && !this.sources.some(({ table }) => table === 'results'))
      stop('noResults', { table: 'results', file: null })
    this.joinSchools()
    const subjects = this.unifySubjects()
    this.observers = settleObservers(this.observerTables, this.registry)
    const conditions = settleConditions(this.observerTables)
    this.spreadParticipation()
    if (!this.schoolsAlone) this.noteUnknownSchools()
    const faults = new FaultLog()
    const assembled = [...this.registry.assessments.values()]
      .sort((a, b) => byCodeUnit(a.key, b.key))
      .map((entry) => assembleAssessment(entry, this.log, faults))
      .filter(({ sittings }) => sittings.length > 0)
    const sittings = this.withoutWrongLists(assembled, faults).sort(inOrder)
    if (!this.schoolsAlone) {
      if (sittings.every(({ withheld }) => withheld === 'all') && !this.anyUsed()) this.stopWithoutResults()
      this.noteScopesWithoutSitting()
      this.refuseOtherSittings()
    }
    const toCorrect = faults.list()
    const content = {
      hasSchools: this.sources.some(({ table }) => table === 'schools'),
      hasObservers: this.observerTables.some(tellsPresence),
      schools: this.schools(sittings),
      assessments: withSkills(
        assembled.map((one) => one.assessment).sort((a, b) => byCodeUnit(a.id, b.id)),
        sittings,
        this.codifier,
      ),
      sittings,
      observers: inOrderOfText(this.observers.map((record) => withIdentity(record, subjects))),
      rechecks: inOrderOfText(this.rechecks.map((record) => withIdentity(record, subjects))),
      ...(conditions.length === 0
        ? {}
        : { conditions: inOrderOfText(conditions.map((record) => withIdentity(record, subjects))) }),
    }
    const said = saidContext(this.schoolTables)
    return {
      ...content,
      ...(said.length === 0 ? {} : { saidContext: said }),
      ...(toCorrect.length === 0 ? {} : { toCorrect }),
      ...(this.rosters === null ? {} : { rosters: this.rosters.list(sittings, toCorrect) }),
      problems: this.log.list(),
      sources: this.sources
        .filter(({ rows, info }) => rows > 0 || info.optional !== true)
        .map((source) => source.summary()),
      fingerprint: fingerprint(content),
    }
  }

  /** All sittings, with who stayed away; where the list of pupils cannot be right, the school is to mend it and attendance is not judged. */
  private withoutWrongLists(assembled: readonly ReturnType<typeof assembleAssessment>[], faults: FaultLog): Sitting[] {
    const sittings = assembled.flatMap((one) => one.sittings)
    const entries = assembled.flatMap((one) => one.entries)
    for (const i of wrongLists(sittings)) {
      const { participants, enrolled } = sittings[i]!
      const entry = entries[i]!
      const sources =
        entry.enrolled === null
          ? entry.assessment.headers.map(({ source }) => source)
          : this.participation.map(({ source }) => source)
      const tell = faults.of(entry, enrolled!, sources)
      tell({ code: 'listTooLong', papers: enrolled! - (participants ?? 0), treatment: 'attendanceWithheld' })
      sittings[i] = { withheld: 'attendance', ...sittings[i]!, enrolled: null }
    }
    const assessments = assembled.flatMap((one) => one.sittings.map(() => one.assessment))
    return this.coded.withAway(
      sittings.map((sitting, i) => ({ sitting, entry: entries[i]!, assessment: assessments[i]! })),
    )
  }

  /** Every name under the school that it means, in all that was read. */
  private joinSchools(): void {
    for (const [source, names] of joinSchools(this.registry, this.sources)) source.names = names
    this.listed = joinSchoolTables(this.schoolTables)
    for (const list of [this.rechecks, this.earlier] as { school: SchoolEntry }[][])
      list.forEach((record, i) => (list[i] = { ...record, school: identityOf(record.school) }))
  }

  private schools(sittings: MonitorInput['sittings']): School[] {
    const earlierOf = earlierYears(this.earlier, sittings)
    return [...this.registry.schools.values()]
      .filter((entry) => entry.same === null && (entry.listed || entry.hasResults))
      .map((entry) => ({
        id: entry.id,
        // A school that is called by its name has no other.
        name: entry.name === entry.id ? null : entry.name,
        municipality: entry.municipality,
        ...(this.listed.get(entry) ?? { cluster: null, advancedProgram: null, confirmedByExam: null, context: {} }),
        ...earlierOf(entry),
      }))
      .sort((a, b) => byCodeUnit(a.id, b.id))
  }

  /** One spelling per subject: the smallest met in any result. */
  private unifySubjects(): ReadonlyMap<string, string> {
    const names = new Map<string, string>()
    for (const { subject } of this.registry.assessments.values()) {
      const known = names.get(subject.toLowerCase())
      if (known === undefined || subject < known) names.set(subject.toLowerCase(), subject)
    }
    for (const entry of this.registry.assessments.values()) entry.subject = names.get(entry.subject.toLowerCase())!
    return names
  }

  /** Enrolment goes to every sitting that a row of the participation table speaks of; the more exact row counts. */
  private spreadParticipation(): void {
    const given = (part: unknown) => (part === null ? 0 : 1)
    const exactness = ({ scope }: Participation) => given(scope.grade) + given(scope.subject) + given(scope.year)
    const inOrderOfExactness = [...this.participation].sort((a, b) => exactness(a) - exactness(b))
    for (const { scope, enrolled, participants, source, row } of inOrderOfExactness) {
      const school = identityOf(scope.school)
      const { className } = scope
      let found = false
      for (const assessment of this.registry.assessments.values()) {
        if (!matches(assessment, scope)) continue
        for (const sitting of assessment.sittings[school.index]?.values() ?? []) {
          if (sitting.className !== null && sitting.className !== className) continue
          found = true
          sitting.enrolled = withPart(sitting.enrolled, className ?? '', enrolled)
          if (participants !== null) sitting.tested = withPart(sitting.tested, className ?? '', participants)
        }
      }
      if (!found && isStranger(school)) this.noteStranger(source, row, school)
      else if (!found) source.note('participationWithoutSitting', row, 'school_id', school.id, null)
    }
  }

  private noteUnknownSchools(): void {
    if (!this.sources.some(({ table }) => table === 'schools')) return
    const known = new Map([...this.listed.keys()].map((entry) => [loose(entry.id), entry.id]))
    const entries = [...this.registry.schools.values()]
      .filter(({ same }) => same === null)
      .sort((a, b) => byCodeUnit(a.id, b.id))
    for (const entry of entries) {
      if (entry.hasResults && !entry.listed)
        this.log.note('unknownSchool', {
          table: 'results',
          file: null,
          column: 'school_id',
          found: entry.id,
          expected: known.get(loose(entry.id)) ?? entry.namedIn[0]?.nearestName(entry) ?? null,
        })
      if (entry.listed && !entry.hasResults)
        this.log.note('schoolsWithoutResults', { table: 'schools', file: null, column: 'school_id', found: entry.id })
    }
  }

  private noteScopesWithoutSitting(): void {
    for (const scopes of [
      { list: this.observers, code: 'observersWithoutSitting' },
      { list: this.rechecks, code: 'recheckWithoutSitting' },
    ] as const)
      for (const { school, grade, subject, year, row, source } of scopes.list) {
        const found = [...this.registry.assessments.values()].some(
          (assessment) =>
            matches(assessment, { grade, subject, year }) && assessment.sittings[school.index] !== undefined,
        )
        if (!found && isStranger(school)) this.noteStranger(source, row, school)
        else if (!found) source.note(scopes.code, row, 'school_id', school.id, null)
      }
  }

  /** Observers of other subjects, grades or years say nothing of these results. */
  private refuseOtherSittings(): void {
    const assessments = [...this.registry.assessments.values()].filter((entry) => sittingsOf(entry).length > 0)
    const fits = this.observers.some((scope) => assessments.some((entry) => matches(entry, scope)))
    const [first] = this.observers
    if (first === undefined || fits) return
    const text = (scope: Parameters<typeof matches>[1]) =>
      [scope.subject, scope.grade, scope.year].filter((part) => part !== null).join(', ')
    const { table, file } = first.source
    stop('observersFitNoSitting', { table, file, row: first.row, found: text(first), expected: text(assessments[0]!) })
  }

  private noteStranger(source: Source, row: number, school: SchoolEntry): void {
    source.note('schoolNameNotKnown', row, 'school_id', school.id, source.nearestName(school))
  }

  private anyUsed(): boolean {
    return this.sources.some(({ table, used }) => table === 'results' && used > 0)
  }

  private stopWithoutResults(): never {
    const results = this.sources.find(({ table }) => table === 'results')!
    const first = this.log.list().find((entry) => entry.table === 'results' && entry.severity === 'setAside')
    const none = problem('noUsableRows', { table: 'results', file: results.file })
    throw new InputError(first === undefined ? [none] : [none, first])
  }
}

/** Columns that the user calls context. */
const saidContext = (tables: readonly SchoolTable[]): string[] => [
  ...new Set(tables.flatMap(({ header }) => header.others.flatMap((one) => (one.said === true ? [one.header] : [])))),
]

/** An id without what spreadsheets do to ids: leading zeros cut, `.0` added, case. */
function loose(id: string): string {
  return id.toLowerCase().replace(/^0+/, '').replace(/\.0$/, '')
}

function matches(
  assessment: { subject: string; grade: number | null; year: number | null },
  scope: { subject: string | null; grade: number | null; year: number | null },
): boolean {
  return (
    (scope.grade === null || assessment.grade === null || scope.grade === assessment.grade) &&
    (scope.year === null || assessment.year === null || scope.year === assessment.year) &&
    (scope.subject === null ||
      scope.subject === assessment.subject ||
      scope.subject.toLowerCase() === assessment.subject.toLowerCase())
  )
}

function inOrder(a: MonitorInput['sittings'][number], b: MonitorInput['sittings'][number]): number {
  return (
    byCodeUnit(a.schoolId, b.schoolId) ||
    (a.year ?? -1) - (b.year ?? -1) ||
    (a.grade ?? -1) - (b.grade ?? -1) ||
    byCodeUnit(a.subject, b.subject) ||
    byCodeUnit(a.className ?? '', b.className ?? '')
  )
}

/** A row about a school, with the id under which the school is shown and the subject as the results spell it. */
function withIdentity<T extends { school: SchoolEntry; subject: string | null; row: number; source: Source }>(
  { school, row: _, source: __, ...record }: T,
  subjects: ReadonlyMap<string, string>,
) {
  const subject = record.subject === null ? null : (subjects.get(record.subject.toLowerCase()) ?? record.subject)
  return { schoolId: school.id, ...record, subject }
}

function inOrderOfText<T>(records: readonly T[]): T[] {
  return records
    .map((record) => ({ record, text: JSON.stringify(record) }))
    .sort((a, b) => byCodeUnit(a.text, b.text))
    .map(({ record }) => record)
}
