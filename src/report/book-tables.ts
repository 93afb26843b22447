/** The tables of the workbook: for the person who works in it, in words, without a figure for statisticians but on their sheets. */
import type { Locale, MonitorResult, RecheckEntry, SchoolResult, SittingResult } from '../model'
import { type Words, wordsOf } from '../words'
import { fill } from '../words/format'
import { indicatorsTable } from './indicators'
import { reasonsOfSitting, tellingSignals, tierOfSitting } from './reasons'
import { reasonTexts } from './sentences'
import { supportTable } from './support'
import {
  cohortsTable,
  familiesOf,
  rejectedTable,
  schoolsTable,
  spansYears,
  type Table,
  tableOf,
  toCorrectTable,
  whatToRecheck,
} from './tables'

/** Reasons of a school in the list; the others stand on its sittings. */
const MOST_REASONS = 3
/** Rows set aside that a workbook holds; `rejected.csv` has all. */
const MOST_REJECTED = 500
/** With more municipalities than these each has its rows in the common sheets, by the filter. */
const MOST_MUNICIPALITIES = 40

export interface BookSheet {
  readonly title: string
  readonly table: Table
}

/** The sheets of the workbook in their order. */
export function bookSheets(result: MonitorResult, locale: Locale): readonly BookSheet[] {
  const { sheet } = wordsOf(locale)
  const cohorts = withoutColumns(cohortsTable(result), ['recheck', 'p', 'q', 'p_alone', ...familiesOf(result)])
  const tierAt = cohorts.columns.indexOf('tier')
  const telling = cohorts.rows.filter((row) => ['strong', 'moderate', 'watch'].includes(String(row[tierAt])))
  const rejected = withoutColumns(rejectedTable(result, locale), ['code'])
  return [
    { title: sheet.recheck, table: listTable(result, locale) },
    { title: sheet.recheckSittings, table: sittingsTable(result, locale) },
    { title: sheet.experts, table: expertsTable(result, locale) },
    { title: sheet.schools, table: allSchoolsTable(result) },
    { title: sheet.cohorts, table: { columns: cohorts.columns, rows: telling } },
    { title: sheet.support, table: supportTable(result, locale) },
    { title: sheet.indicators, table: indicatorsTable(result, locale, undefined, true) },
    { title: sheet.statistics, table: statisticsTable(result) },
    { title: sheet.rejected, table: { columns: rejected.columns, rows: rejected.rows.slice(0, MOST_REJECTED) } },
    { title: sheet.toCorrect, table: withoutColumns(toCorrectTable(result, locale), ['code', 'treatment']) },
    ...municipalitySheets(result),
  ].filter(({ table }, i) => i === 0 || table.rows.length > 0)
}

function withoutColumns({ columns, rows }: Table, left: readonly string[]): Table {
  const kept = columns.flatMap((column, i) => (left.includes(column) ? [] : [i]))
  return { columns: kept.map((i) => columns[i]!), rows: rows.map((row) => kept.map((i) => row[i]!)) }
}

function listTable(result: MonitorResult, locale: Locale): Table {
  const withYear = spansYears(result)
  return tableOf<RecheckEntry>(
    {
      rank: (e) => e.rank,
      name: (e) => e.name,
      school_id: (e) => e.schoolId,
      municipality: (e) => e.municipality,
      tier: (e) => e.tier,
      grounds: (e) => e.grounds.join('+'),
      what_to_recheck: (e) => whatToRecheck(result, e, withYear),
      papers_to_recheck: (e) => e.papersToRecheck,
      within_budget: (e) => e.withinBudget,
      reasons: (e) => reasonTexts(e.reasons, result, locale, { brief: true }).slice(0, MOST_REASONS).join('. '),
    },
    result.recheck,
  )
}

interface Listed {
  readonly entry: RecheckEntry
  readonly sitting: SittingResult
}

const listedOf = (result: MonitorResult): readonly Listed[] =>
  result.recheck.flatMap((entry) => entry.sittings.map((index) => ({ entry, sitting: result.sittings[index]! })))

const WHICH = {
  rank: ({ entry }: Listed) => entry.rank,
  name: ({ entry }: Listed) => entry.name ?? entry.schoolId,
}
const OF_WHAT = {
  subject: ({ sitting }: Listed) => sitting.subject,
  grade: ({ sitting }: Listed) => sitting.grade,
  year: ({ sitting }: Listed) => sitting.year,
  class: ({ sitting }: Listed) => sitting.class,
}

const sittingsTable = (result: MonitorResult, locale: Locale): Table =>
  tableOf<Listed>(
    {
      ...WHICH,
      municipality: ({ entry }) => entry.municipality,
      ...OF_WHAT,
      observer: ({ sitting }) => sitting.observer,
      tier: ({ sitting }) => tierOfSitting(sitting),
      participants: ({ sitting }) => sitting.participants,
      papers_to_recheck: ({ sitting }) => sitting.papersToRecheck,
      within_budget: ({ sitting }) => sitting.withinBudget,
      reasons: ({ sitting }) => reasonsOfSitting(sitting, result, locale).slice(0, MOST_REASONS).join('; '),
      settled: ({ sitting: { settled } }) => (settled === undefined ? null : settled.stale ? 'stale' : settled.verdict),
      settled_date: ({ sitting }) => sitting.settled?.date ?? null,
    },
    listedOf(result),
  )

/** How many papers to take, what to do if some of them change, and what to look at. */
function expertsTable(result: MonitorResult, locale: Locale): Table {
  const words = wordsOf(locale)
  return tableOf<Listed>(
    {
      ...WHICH,
      ...OF_WHAT,
      papers_to_recheck: ({ sitting }) => sitting.papersToRecheck,
      participants: ({ sitting }) => sitting.participants,
      if_papers_change: ({ sitting }) => acceptance(sitting, words, locale),
      look_at: ({ sitting }) => lookAt(sitting, words),
    },
    listedOf(result),
  )
}

function acceptance(
  { papersToRecheck, participants, acceptanceNumber: count }: SittingResult,
  { report }: Words,
  locale: Locale,
): string | null {
  if (count === null || (participants !== null && papersToRecheck >= participants)) return null
  return fill(count === 0 ? report.acceptanceNone : report.acceptance, { count }, locale)
}

function lookAt(sitting: SittingResult, { look }: Words): string | null {
  const texts = tellingSignals(sitting).flatMap(({ detector }) =>
    Object.hasOwn(look, detector) ? [look[detector]!] : [],
  )
  return texts.length === 0 ? null : [...new Set(texts)].slice(0, MOST_REASONS).join('; ')
}

const allSchoolsTable = (result: MonitorResult): Table =>
  tableOf<SchoolResult>(
    {
      name: (s) => s.name,
      school_id: (s) => s.schoolId,
      municipality: (s) => s.municipality,
      peer_group: (s) => s.peerGroup,
      tier: (s) => s.tier,
      recheck: (s) => s.recheck,
      grounds: (s) => s.grounds.join('+'),
      official_markers: (s) => s.officialMarkers.join('; '),
    },
    result.schools,
  )

/** What statisticians ask for of each school. */
function statisticsTable(result: MonitorResult): Table {
  const sensitivity = new Map(result.recheck.map((entry) => [entry.schoolId, entry.sensitivity ?? null]))
  const kept = ['school_id', 'name', 'peer_group', 'p', 'q', ...familiesOf(result), 'context_index']
  const all = schoolsTable(result)
  const own = withoutColumns(
    all,
    all.columns.filter((column) => !kept.includes(column)),
  )
  return {
    columns: [...own.columns, 'sensitivity'],
    rows: own.rows.map((row, i) => [...row, sensitivity.get(result.schools[i]!.schoolId) ?? null]),
  }
}

/** A sheet per municipality: what it has to hand over, with a column to tick. */
function municipalitySheets(result: MonitorResult): readonly BookSheet[] {
  const listed = listedOf(result)
  const names = [...new Set(result.recheck.map(({ municipality }) => municipality ?? ''))]
    .filter((m) => m !== '')
    .toSorted()
  if (names.length < 2 || names.length > MOST_MUNICIPALITIES) return []
  return names.map((municipality) => ({
    title: municipality,
    table: tableOf<Listed>(
      {
        ...WHICH,
        ...OF_WHAT,
        participants: ({ sitting }) => sitting.participants,
        papers_to_recheck: ({ sitting }) => sitting.papersToRecheck,
        decision_items: ({ sitting: { grounds } }) =>
          [grounds.includes('signs') ? '2.2' : '', grounds.includes('noObserver') ? '2.3' : '']
            .filter((item) => item !== '')
            .join(', '),
        handed_over: () => '',
      },
      listed.filter(({ entry }) => entry.municipality === municipality),
    ),
  }))
}
