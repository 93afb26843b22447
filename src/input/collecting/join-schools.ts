/** One school under one entry: names are tied to ids, or to one another, when all files have been read. */
import { groupBy } from '../../group-by'
import { nearest } from '../../nearest'
import { stop } from '../problems'
import { byCodeUnit, comparable } from '../text'
import { identityOf, type Parts, type Registry, type SchoolEntry, type SittingEntry } from './registry'
import { compatible, differ, readSchoolName, sameName, searchKeys } from './school-names'
import type { Source } from './source'

/** What became of the names by which one table calls its schools. */
export interface NamesOfSource {
  readonly found: { readonly name: SchoolEntry; readonly school: SchoolEntry; readonly exact: boolean }[]
  readonly ambiguous: { readonly name: SchoolEntry; readonly schools: readonly SchoolEntry[] }[]
  readonly notFound: { readonly name: SchoolEntry; readonly nearest: string | null }[]
}

/** Tables whose names stand for schools of their own where no other table ties them to an id. */
const NAMING = new Set(['schools', 'results'])

/**
 * Ties every name to the school that it can only be. First names that differ in form alone, then names of which one says
 * less than the other; a loose match must be the only one both ways within its table, and the municipality decides where
 * both sides give it. What fits several schools is left alone and told.
 */
export function joinSchools(registry: Registry, sources: readonly Source[]): Map<Source, NamesOfSource> {
  joinByDigits(registry)
  const known = new KnownNames()
  for (const entry of registry.schools.values()) if (!entry.byName && entry.same === null) known.add(entry)
  const firstNamedIn = groupBy(standing(registry), ({ namedIn }) => namedIn[0])
  const told = new Map<Source, NamesOfSource>()
  for (const source of sources) {
    const names = (firstNamedIn.get(source) ?? []).sort((a, b) => byCodeUnit(a.key, b.key))
    const answers = new Search(known, names).answers()
    for (const name of names) {
      const answer = answers.get(name) ?? { schools: [], exact: false }
      if (answer.schools.length === 1) tie(registry, name, answer.schools[0]!)
      for (const table of name.namedIn) tell(told, table, name, answer, known)
      if (
        answer.schools.length !== 1 &&
        (NAMING.has(source.table) || name.namedIn.some(({ table }) => NAMING.has(table)))
      )
        known.add(name)
    }
  }
  distinguish(registry)
  return told
}

interface Answer {
  readonly schools: readonly SchoolEntry[]
  readonly exact: boolean
}

function tell(
  told: Map<Source, NamesOfSource>,
  source: Source,
  name: SchoolEntry,
  { schools, exact }: Answer,
  known: KnownNames,
): void {
  const of = told.get(source) ?? { found: [], ambiguous: [], notFound: [] }
  told.set(source, of)
  if (schools.length === 1) of.found.push({ name, school: schools[0]!, exact })
  else if (schools.length > 1) of.ambiguous.push({ name, schools })
  else if (!known.empty) of.notFound.push({ name, nearest: known.nearest(name) })
}

/** The digits of a login alone are the school of the login. */
function joinByDigits(registry: Registry): void {
  for (const entry of registry.schools.values()) {
    const login = /^=(\d{6})$/.exec(entry.key)
    const school = login === null ? undefined : registry.schools.get(`login ${login[1]}`)
    if (school !== undefined) tie(registry, entry, school)
  }
}

/** Schools by the names that are known of them. */
class KnownNames {
  private readonly byKey = new Map<string, Set<SchoolEntry>>()
  private readonly byPart = new Map<string, Set<SchoolEntry>>()
  private readonly texts: string[] = []

  get empty(): boolean {
    return this.byKey.size === 0
  }

  add(entry: SchoolEntry): void {
    for (const text of entry.names) {
      const name = readSchoolName(text)
      this.texts.push(text)
      put(this.byKey, name.key, entry)
      for (const part of searchKeys(name)) put(this.byPart, part, entry)
    }
  }

  /** Schools with a name that differs in form alone; where several are, those of the very name. */
  alike(entry: SchoolEntry): SchoolEntry[] {
    const name = readSchoolName(entry.id)
    const found = [...(this.byKey.get(name.key) ?? [])].filter(
      (school) => sameArea(entry, school) && someName(school, (other) => sameName(name, other)),
    )
    const text = comparable(entry.id)
    const literal = found.filter((school) => [...school.names].some((other) => comparable(other) === text))
    return literal.length === 1 ? literal : found
  }

  /** Schools that the name can be of. */
  possible(entry: SchoolEntry): SchoolEntry[] {
    const name = readSchoolName(entry.id)
    const near = new Set(searchKeys(name).flatMap((part) => [...(this.byPart.get(part) ?? [])]))
    return [...near].filter((school) => sameArea(entry, school) && someName(school, (other) => compatible(name, other)))
  }

  nearest(entry: SchoolEntry): string | null {
    const parts = searchKeys(readSchoolName(entry.id))
    const near = parts.flatMap((part) => [...(this.byPart.get(part) ?? [])].flatMap(({ names }) => [...names]))
    const texts = near.length > 0 || this.texts.length > MOST_COMPARED ? near : this.texts
    return nearest(entry.id, texts) ?? near[0] ?? null
  }
}

/** Names that one unknown name is compared with, letter by letter. */
const MOST_COMPARED = 2000

const someName = ({ names }: SchoolEntry, fits: (name: ReturnType<typeof readSchoolName>) => boolean): boolean =>
  [...names].some((text) => fits(readSchoolName(text)))

function put<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key)
  if (set === undefined) map.set(key, new Set([value]))
  else set.add(value)
}

/** False where both give a municipality and it is not the same. */
function sameArea(a: SchoolEntry, b: SchoolEntry): boolean {
  if (a.areas.size === 0 || b.areas.size === 0) return true
  return [...a.areas].some((one) => [...b.areas].some((other) => !differ(one, other)))
}

/** The schools that the names of one table can be. */
class Search {
  private readonly taken = new Set<SchoolEntry>()

  constructor(
    private readonly known: KnownNames,
    private readonly names: readonly SchoolEntry[],
  ) {}

  answers(): Map<SchoolEntry, Answer> {
    const answers = new Map<SchoolEntry, Answer>()
    for (const name of this.names) {
      const schools = this.known.alike(name)
      if (schools.length > 0) answers.set(name, { schools, exact: true })
      if (schools.length === 1) this.taken.add(schools[0]!)
    }
    const loose = new Map<SchoolEntry, SchoolEntry[]>()
    const wantedBy = new Map<SchoolEntry, Set<string>>()
    for (const name of this.names) {
      if (answers.has(name)) continue
      const schools = this.known.possible(name).filter((school) => !this.taken.has(school))
      loose.set(name, schools)
      for (const school of schools) put(wantedBy, school, readSchoolName(name.id).key)
    }
    for (const [name, schools] of loose) {
      const [school] = schools
      const contested = schools.length === 1 && wantedBy.get(school!)!.size > 1
      // Two names that want one school: neither says which of them is right.
      if (schools.length > 0) answers.set(name, { schools: contested ? [school!, name] : schools, exact: false })
    }
    return answers
  }
}

/** From here on the entry is the school. */
function tie(registry: Registry, entry: SchoolEntry, school: SchoolEntry): void {
  entry.same = school
  for (const name of entry.names) school.names.add(name)
  for (const area of entry.areas) school.areas.add(area)
  if (school.name === null || (entry.name !== null && entry.name < school.name)) school.name = entry.name ?? school.name
  school.municipality ??= entry.municipality
  school.hasResults ||= entry.hasResults
  school.listed ||= entry.listed
  if (!entry.hasResults) return
  for (const assessment of registry.assessments.values())
    for (const sitting of assessment.sittings[entry.index]?.values() ?? []) {
      moveSitting(sitting, registry.sitting(school, assessment, sitting.className))
      assessment.sittings[entry.index]!.delete(sitting.className ?? '')
    }
}

/** What was read under a name goes to the sitting of the school. Papers of both would count some pupils twice. */
function moveSitting(from: SittingEntry, to: SittingEntry): void {
  if (from.papers !== null && to.papers !== null)
    stop('sittingUnderTwoNames', {
      table: 'results',
      file: null,
      column: 'school_id',
      found: from.school.id,
      expected: identityOf(to.school).id,
    })
  to.papers ??= from.papers
  to.store ??= from.store
  to.refused ??= from.refused
  from.movedTo = to
  to.scores = joined(to.scores, from.scores)
  to.levels = joined(to.levels, from.levels)
  to.summary = joined(to.summary, from.summary)
  to.shares = joined(to.shares, from.shares)
  to.journalChange = joined(to.journalChange, from.journalChange)
  to.enrolled = joined(to.enrolled, from.enrolled)
  to.tested = joined(to.tested, from.tested)
}

/** What is known under the id counts before what is known under the name. */
function joined<T>(known: Parts<T>, added: Parts<T>): Parts<T> {
  if (known === null || added === null) return known ?? added
  return new Map([...added, ...known])
}

/** Schools of one name in several municipalities are shown with the municipality. */
function distinguish(registry: Registry): void {
  for (const [id, equal] of groupBy(standing(registry), (entry) => entry.id))
    if (equal.length > 1)
      for (const entry of equal) if (entry.municipality !== null) entry.id = `${id} (${entry.municipality})`
}

/** Schools that are called by a name and are no other school. */
const standing = (registry: Registry): SchoolEntry[] =>
  [...registry.schools.values()].filter(({ byName, same }) => byName && same === null)
