/** A country, region by region: every region is judged by itself, this only puts their figures side by side. */
import type { Locale, MonitorResult } from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import { forPeople } from './csv'
import { warningText } from './sentences'
import { recheckTable, type Table, type TableCell, tableOf } from './tables'

/** What the country needs of a region; plain data. */
export interface RegionRow {
  readonly region: string
  readonly schools: number
  readonly sittings: number
  readonly papers: number
  readonly setAside: number
  /** Share of sittings with an observer, 0..1; `null` without a table of observers. */
  readonly observerCoverage: number | null
  /** Schools on the list, and by ground; a school may have several. */
  readonly listed: number
  readonly signs: number
  /** `null` without a table of observers: then nothing is known of it. */
  readonly noObserver: number | null
  readonly strong: number
  readonly moderate: number
  readonly notAssessable: number
  readonly papersToRecheck: number
  /** 100 minus the percentage of schools with an official marker; `null` where none can be applied. */
  readonly officialIndex: number | null
  readonly warnings: readonly string[]
  /** The region's list, as in its `recheck.csv`. */
  readonly list: Table
}

/** A region that could not be judged, and why. */
export interface FailedRegion {
  readonly region: string
  readonly problem: string
}

export function regionRow(region: string, result: MonitorResult, locale: Locale): RegionRow {
  const { recheck, schools } = result
  const tiers = (tier: string): number => recheck.filter((entry) => entry.tier === tier).length
  const grounds = (ground: 'signs' | 'noObserver'): number =>
    recheck.filter((entry) => entry.grounds.includes(ground)).length
  return {
    region,
    schools: schools.length,
    sittings: result.region.sittings,
    papers: result.region.papers,
    setAside: result.input.setAside,
    observerCoverage: result.region.observerCoverage,
    listed: recheck.length,
    signs: grounds('signs'),
    noObserver: result.region.observers === null ? null : grounds('noObserver'),
    strong: tiers('strong'),
    moderate: tiers('moderate'),
    notAssessable: schools.filter((school) => school.tier === 'notAssessable').length,
    papersToRecheck: recheck.reduce((sum, entry) => sum + entry.papersToRecheck, 0),
    officialIndex: result.region.officialIndex,
    warnings: [...new Set(result.warnings.map((warning) => warningText(warning, result.detectors, locale)))],
    list: recheckTable(result, locale),
  }
}

const COLUMNS: Readonly<Record<string, (row: RegionRow) => TableCell>> = {
  schools: (row) => row.schools,
  sittings: (row) => row.sittings,
  papers: (row) => row.papers,
  rows_set_aside: (row) => row.setAside,
  observer_coverage: (row) => row.observerCoverage,
  listed: (row) => row.listed,
  signs: (row) => row.signs,
  no_observer: (row) => row.noObserver,
  strong: (row) => row.strong,
  moderate: (row) => row.moderate,
  not_assessable: (row) => row.notAssessable,
  papers_to_recheck: (row) => row.papersToRecheck,
  official_index: (row) => row.officialIndex,
  warnings: (row) => row.warnings.join(' '),
}

/** A row per region, in the order given; of one that could not be judged only why. */
export function toRegionsCsv(rows: readonly (RegionRow | FailedRegion)[], locale: Locale): string {
  const cells = (row: RegionRow | FailedRegion): readonly TableCell[] =>
    'problem' in row
      ? [row.region, ...Object.keys(COLUMNS).map(() => null), row.problem]
      : [row.region, ...Object.values(COLUMNS).map((read) => read(row)), null]
  return forPeople({ columns: ['region', ...Object.keys(COLUMNS), 'problem'], rows: rows.map(cells) }, locale)
}

/** The lists of all regions one below the other, each in its own order. */
export function toCountryRecheckCsv(rows: readonly RegionRow[], locale: Locale): string {
  return forPeople(
    {
      columns: ['region', ...(rows[0]?.list.columns ?? ['rank', 'school_id'])],
      rows: rows.flatMap(({ region, list }) => list.rows.map((cells) => [region, ...cells])),
    },
    locale,
  )
}

/** Ids that a table names and no region has results of. */
export const toSchoolsElsewhereCsv = (ids: readonly string[], locale: Locale): string =>
  forPeople(tableOf<string>({ school_id: (id) => id }, ids), locale)

/** The sentence above the regions. */
export function countryAnswer(rows: readonly RegionRow[], failed: number, locale: Locale): string {
  const { country } = wordsOf(locale)
  const sum = (read: (row: RegionRow) => number): number => rows.reduce((total, row) => total + read(row), 0)
  const answer = fill(
    country.answer,
    {
      regions: rows.length,
      schools: sum((row) => row.schools),
      papers: sum((row) => row.papers),
      listed: sum((row) => row.listed),
      papersToRecheck: sum((row) => row.papersToRecheck),
    },
    locale,
  )
  return failed === 0 ? answer : `${answer} ${fill(country.failed, { failed }, locale)}`
}
