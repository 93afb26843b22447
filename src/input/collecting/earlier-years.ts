/** What the lists of earlier years say of each school. */
import type { EarlierYear, Sitting } from '../../model'
import { byCodeUnit } from '../text'
import type { SchoolEntry } from './registry'
import type { EarlierRow } from './tables/earlier'

/**
 * A list that names some schools as not listed names all that were examined: a school it lacks was not examined. A list
 * of listed schools alone leaves out all others because nothing was found. Years of which results are given themselves
 * do not count: what was found in them must not count twice.
 *
 * @returns the entry `earlier` of a school; nothing where no list was given
 */
export function earlierYears(
  rows: readonly EarlierRow[],
  sittings: readonly Pick<Sitting, 'year'>[],
): (school: SchoolEntry) => { readonly earlier?: readonly EarlierYear[] } {
  const first = Math.min(...sittings.map(({ year }) => year ?? Number.POSITIVE_INFINITY))
  const lists = new Map<number, Map<SchoolEntry, boolean>>()
  for (const { school, year, listed, row, source } of rows) {
    if (year >= first) {
      source.note('earlierNotEarlier', row, 'year', String(year), null)
      continue
    }
    const list = lists.get(year) ?? new Map<SchoolEntry, boolean>()
    lists.set(year, list.set(school, listed || list.get(school) === true))
  }
  noteWithoutResults(rows)
  const years = [...lists].sort(([a], [b]) => a - b)
  const complete = new Set(years.flatMap(([year, list]) => ([...list.values()].includes(false) ? [year] : [])))
  return (school) => {
    if (years.length === 0) return {}
    const earlier = years.flatMap(([year, list]) =>
      list.has(school) || !complete.has(year) ? [{ year, listed: list.get(school) === true }] : [],
    )
    return { earlier }
  }
}

function noteWithoutResults(rows: readonly EarlierRow[]): void {
  const lost = new Map(rows.flatMap((row) => (row.school.hasResults ? [] : [[row.school, row] as const])))
  for (const [school, { row, source }] of [...lost].sort(([a], [b]) => byCodeUnit(a.id, b.id)))
    source.note('earlierWithoutResults', row, 'school_id', school.id, null)
}
