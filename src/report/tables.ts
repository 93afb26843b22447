/** The tables of `docs/result.md` as columns and rows of plain cells; CSV and XLSX are two ways to write them down. */
import type {
  CohortResult,
  DataFault,
  Locale,
  MonitorResult,
  RecheckEntry,
  SchoolClusters,
  SchoolResult,
  Signal,
  SittingResult,
} from '../model'
import { judgedOf } from '../signal-details'
import { foundText, problemText } from './describe-problem'
import { faultText } from './faults'
import { nearestInGroup } from './nearest-schools'
import { detectorsById, reasonsOfSitting } from './reasons'
import { notMeasuredText, reasonTexts, shortSittingName, sittingName } from './sentences'

export type TableCell = string | number | boolean | null

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A table whose rows are made one at a time, anew at every turn. */
export interface LongTable {
  readonly columns: readonly string[]
  readonly rows: Iterable<readonly TableCell[]>
}

type Columns<R> = Readonly<Record<string, (row: R) => TableCell>>

export const tableOf = <R>(columns: Columns<R>, rows: readonly R[]): Table => {
  const cells = Object.values(columns)
  return { columns: Object.keys(columns), rows: rows.map((row) => cells.map((cell) => cell(row))) }
}

const longTableOf = <R>(columns: Columns<R>, rows: () => Iterable<R>): LongTable => {
  const cells = Object.values(columns)
  return {
    columns: Object.keys(columns),
    rows: {
      *[Symbol.iterator]() {
        for (const row of rows()) yield cells.map((cell) => cell(row))
      },
    },
  }
}

/** True where the sittings span several years, so that a sitting's short name needs its year. */
export const spansYears = ({ sittings }: MonitorResult): boolean =>
  sittings.some(({ year }) => year !== sittings[0]!.year)

/** Says a sitting in words, with its year where the result holds several. */
export function sittingNames(result: MonitorResult, locale: Locale): (sitting: SittingResult) => string {
  const withYear = spansYears(result)
  return (sitting) => sittingName(withYear ? sitting : { ...sitting, year: null }, locale)
}

/** `Математика 4; Русский язык 5`: the sittings of an entry that are to be rechecked. */
export const whatToRecheck = (result: MonitorResult, entry: RecheckEntry, withYear: boolean): string =>
  entry.sittings.map((index) => shortSittingName(result.sittings[index]!, withYear)).join('; ')

/** A row per school to recheck. */
export function recheckTable(result: MonitorResult, locale: Locale): Table {
  const withYear = spansYears(result)
  return tableOf<RecheckEntry>(
    {
      rank: (e) => e.rank,
      school_id: (e) => e.schoolId,
      name: (e) => e.name,
      municipality: (e) => e.municipality,
      peer_group: (e) => e.peerGroup,
      grounds: (e) => e.grounds.join('+'),
      decision_items: (e) => e.decisionItems.join('+'),
      priority: (e) => e.priority,
      tier: (e) => e.tier,
      p: (e) => e.p,
      q: (e) => e.q,
      what_to_recheck: (e) => whatToRecheck(result, e, withYear),
      sittings: (e) => e.sittings.length,
      papers_to_recheck: (e) => e.papersToRecheck,
      within_budget: (e) => e.withinBudget,
      reasons: (e) => reasonTexts(e.reasons, result, locale).join('. '),
      sensitivity: (e) => e.sensitivity ?? null,
    },
    result.recheck,
  )
}

/**
 * A row per sitting to recheck, in the order of the list.
 *
 * @param tierOf what stands under `tier`; its code, if nothing else is wanted
 */
export function recheckSittingsTable(
  result: MonitorResult,
  locale: Locale,
  tierOf: (sitting: SittingResult) => string = ({ tier }) => tier,
): Table {
  return tableOf<SittingResult>(
    {
      school_id: (s) => s.schoolId,
      grade: (s) => s.grade,
      subject: (s) => s.subject,
      year: (s) => s.year,
      class: (s) => s.class,
      participants: (s) => s.participants,
      observer: (s) => s.observer,
      grounds: (s) => s.grounds.join('+'),
      tier: tierOf,
      p: (s) => s.p,
      q: (s) => s.q,
      papers_to_recheck: (s) => s.papersToRecheck,
      within_budget: (s) => s.withinBudget,
      reasons: (s) => reasonsOfSitting(s, result, locale).join('; '),
      settled: (s) => (s.settled === undefined ? null : s.settled.stale ? 'stale' : s.settled.verdict),
      settled_date: (s) => s.settled?.date ?? null,
    },
    result.recheck.flatMap((entry) => entry.sittings.map((index) => result.sittings[index]!)),
  )
}

/**
 * A row per sitting and detector: a region has some hundred thousand.
 *
 * @param locale of the sentence why nothing was measured; without it its code, for programs
 */
export function signalsTable(result: MonitorResult, locale?: Locale): LongTable {
  const byId = detectorsById(result)
  const reasonOf = (signal: Signal): string | null =>
    locale === undefined || typeof signal.reason !== 'string'
      ? (signal.reason ?? null)
      : notMeasuredText(signal, byId.get(signal.detector), locale)

  return longTableOf<{ readonly sitting: SittingResult; readonly signal: Signal }>(
    {
      school_id: ({ sitting }) => sitting.schoolId,
      grade: ({ sitting }) => sitting.grade,
      subject: ({ sitting }) => sitting.subject,
      year: ({ sitting }) => sitting.year,
      class: ({ sitting }) => sitting.class,
      detector: ({ signal }) => signal.detector,
      family: ({ signal }) => byId.get(signal.detector)?.family ?? null,
      outcome: ({ signal }) => signal.outcome,
      value: ({ signal }) => signal.value,
      unit: ({ signal }) => signal.unit ?? byId.get(signal.detector)?.unit.en ?? null,
      expected: ({ signal }) => signal.expected ?? null,
      se: ({ signal }) => signal.se ?? null,
      tau2: ({ signal }) => signal.tau2 ?? null,
      df: ({ signal }) => signal.df ?? null,
      p: ({ signal }) => signal.p,
      n: ({ signal }) => signal.n ?? null,
      reason: ({ signal }) => reasonOf(signal),
      effect: ({ signal }) => signal.effect ?? null,
      effect_unit: ({ signal }) => byId.get(signal.detector)?.effectUnit.en ?? null,
      judged: ({ signal }) => judgedOf(signal),
      variance: ({ signal }) => signal.variance ?? null,
      region_centre: ({ signal }) => signal.region?.centre ?? null,
      region_spread: ({ signal }) => signal.region?.spread ?? null,
      region_df: ({ signal }) => signal.region?.df ?? null,
    },
    function* () {
      for (const sitting of result.sittings) for (const signal of sitting.signals) yield { sitting, signal }
    },
  )
}

/** What `peers.csv` shows of a result; `clusterSchools` gives as much. */
export type PeersView = Pick<SchoolClusters, 'peers' | 'peerGroups' | 'schools'>

/** Schools named as the most similar ones. */
const NEAREST = 5

/** A row per school: with whom it is compared, by what, and the most similar schools of its group. */
export function peersTable(result: PeersView, locale: Locale): Table {
  const labels = new Map(result.peerGroups.map(({ id, label }) => [id, label[locale]]))
  const kinds = new Map(result.peers.special.map(({ schoolId, kind }) => [schoolId, kind]))
  const comparedBy = result.peers.comparedBy.map(({ label }) => label[locale]).join('; ')
  const nearest = nearestInGroup(result.schools, NEAREST)
  return tableOf(
    {
      school_id: ({ school }) => school.schoolId,
      name: ({ school }) => school.name,
      municipality: ({ school }) => school.municipality,
      peer_group: ({ school }) => school.peerGroup,
      label: ({ school }) => labels.get(school.peerGroup ?? '') ?? null,
      fits_no_group: ({ school }) => kinds.get(school.schoolId) ?? null,
      compared_by: ({ school }) => (school.context === null ? null : comparedBy),
      nearest_schools: ({ near }) => near.map((other) => result.schools[other]!.schoolId).join('; '),
    },
    result.schools.map((school, i) => ({ school, near: nearest[i]! })),
  )
}

/** Families of a result, in the order of its detectors. */
export const familiesOf = (result: MonitorResult): readonly string[] => [
  ...new Set([...result.detectors.map((d) => d.family), ...result.schools.flatMap((s) => Object.keys(s.families))]),
]

/** A row per school, with a column of p-values per family. */
export function schoolsTable(result: MonitorResult): Table {
  const before: Columns<SchoolResult> = {
    school_id: (s) => s.schoolId,
    name: (s) => s.name,
    municipality: (s) => s.municipality,
    peer_group: (s) => s.peerGroup,
    tier: (s) => s.tier,
    p: (s) => s.p,
    q: (s) => s.q,
  }
  const after: Columns<SchoolResult> = {
    grounds: (s) => s.grounds.join('+'),
    recheck: (s) => s.recheck,
    official_markers: (s) => s.officialMarkers.join('; '),
    context_index: (s) => s.contextIndex,
    lifted: (s) => s.lifted?.papers ?? null,
    lifted_low: (s) => s.lifted?.low ?? null,
    lifted_high: (s) => s.lifted?.high ?? null,
  }
  return tableOf(withFamilies(before, familiesOf(result), after), result.schools)
}

/** A row per grade of a school: its sittings of a year together. */
export function cohortsTable(result: MonitorResult): Table {
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const before: Columns<CohortResult> = {
    school_id: (c) => c.schoolId,
    name: (c) => schools.get(c.schoolId)?.name ?? null,
    municipality: (c) => schools.get(c.schoolId)?.municipality ?? null,
    grade: (c) => c.grade,
    year: (c) => c.year,
    participants: (c) => c.participants,
    sittings: (c) => c.sittings.length,
    tier: (c) => c.tier,
    p: (c) => c.p,
    q: (c) => c.q,
    p_alone: (c) => c.pAlone,
  }
  const after: Columns<CohortResult> = { recheck: (c) => c.sittings.some((i) => result.sittings[i]?.recheck) }
  return tableOf(withFamilies(before, familiesOf(result), after), result.cohorts)
}

/** Columns with one of p-values for each family between them; a family of the user's own may be called as another column is. */
function withFamilies<R extends { readonly families: Readonly<Record<string, number | null>> }>(
  before: Columns<R>,
  families: readonly string[],
  after: Columns<R>,
): Columns<R> {
  const taken = { ...before, ...after }
  const columns = families.map((family): [string, Columns<R>[string]] => [
    Object.hasOwn(taken, family) ? `family_${family}` : family,
    ({ families: of }) => (Object.hasOwn(of, family) ? of[family]! : null),
  ])
  return { ...before, ...Object.fromEntries(columns), ...after }
}

/** A row per data fault: what a school must mend before it is judged. */
export function toCorrectTable(result: MonitorResult, locale: Locale): Table {
  const names = new Map(result.schools.map(({ schoolId, name }) => [schoolId, name]))
  return tableOf<DataFault>(
    {
      school_id: (f) => f.schoolId,
      name: (f) => names.get(f.schoolId) ?? null,
      grade: (f) => f.grade,
      subject: (f) => f.subject,
      year: (f) => f.year,
      class: (f) => f.class,
      problem: (f) => faultText(f, locale).what,
      how_to_mend: (f) => faultText(f, locale).mend,
      meanwhile: (f) => faultText(f, locale).meanwhile,
      papers: (f) => f.papers,
      participants: (f) => f.of,
      items: (f) => f.items.join(', '),
      file: (f) => f.files.join('; '),
      treatment: (f) => f.treatment,
      code: (f) => f.code,
    },
    result.toCorrect,
  )
}

/** A row per row that was set aside. */
export function rejectedTable(result: MonitorResult, locale: Locale): Table {
  return tableOf(
    {
      table: (p) => p.table,
      file: (p) => p.file,
      row: (p) => p.row,
      rows: (p) => p.count ?? 1,
      column: (p) => p.column,
      found: (p) => foundText(p, locale),
      expected: (p) => p.expected,
      problem: (p) => problemText(p, locale).what,
      how_to_mend: (p) => problemText(p, locale).mend,
      code: (p) => p.code,
    },
    result.problems.filter((problem) => problem.severity === 'setAside'),
  )
}
