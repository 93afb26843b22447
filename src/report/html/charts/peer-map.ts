/** Schools by their context, seen from the side from which they differ most (first two principal components). */
import type { MonitorResult, SchoolResult } from '../../../model'
import { fill } from '../../../words/format'
import { type Html, html, name } from '../escape'
import type { View } from '../parts'
import { type Box, type Chart, extent, figure, linear } from './axes'
import { MARKS } from './marks'

const BOX: Box = { width: 560, height: 400, left: 14, right: 14, top: 26, bottom: 30 }
/** What the map and the section of groups show of a school. */
export type PlacedSchool = Pick<SchoolResult, 'schoolId' | 'name' | 'peerGroup' | 'context' | 'grounds'>

/** What they show of a result. */
export interface PeersResult extends Pick<MonitorResult, 'peers' | 'peerGroups'> {
  readonly schools: readonly PlacedSchool[]
}
export type PeersPageView = Pick<View, 'locale' | 'words'> & {
  readonly result: PeersResult
  /** Numbers of the pages of schools, where there are pages. */
  readonly pageOf?: ReadonlyMap<string, number>
}

/** A school with its place on the map. */
export interface MapPoint {
  readonly school: PlacedSchool
  readonly x: number
  readonly y: number
}

/** Schools of peer groups whose context is known; `null` for fewer than two groups or three schools. */
export function mapOf({
  peerGroups,
  schools: all,
}: Pick<PeersResult, 'peerGroups' | 'schools'>): readonly MapPoint[] | null {
  const schools = all.filter((s) => s.context !== null && s.peerGroup !== null)
  if (peerGroups.length < 2 || schools.length < 3) return null
  return projected(schools.map((s) => s.context!)).points.map(([x, y], i) => ({ school: schools[i]!, x, y }))
}

/** Shares 0..1 of all differences between the schools that the two directions of the map show. */
const sharesOf = (points: readonly MapPoint[]): readonly [number, number] =>
  projected(points.map(({ school }) => school.context!)).shares

/** The map, or nothing where fewer than two groups or no context is known. */
/** @param pageOf numbers of the pages to which the marks lead; `null` = no links */
export function peerMapChart(
  { result, words, locale }: PeersPageView,
  pageOf: ReadonlyMap<string, number> | null = null,
): Chart | null {
  const points = mapOf(result)
  if (points === null) return null
  const x = linear(...extent(points.map((p) => p.x)), BOX.left + 10, BOX.width - BOX.right - 10)
  const y = linear(...extent(points.map((p) => p.y)), BOX.height - BOX.bottom - 10, BOX.top + 10)
  const marks = (of: readonly MapPoint[], mark: string): ReadonlyMap<string, string> =>
    new Map(of.map((p) => [`M${x(p.x)} ${y(p.y)}${mark}`, p.school.schoolId]))
  const path = (look: string, of: ReadonlyMap<string, string>): Html => {
    const pages = [...of.values()].map((id) => pageOf?.get(id) ?? 0).join(' ')
    return html`<path class="${look}" d="${[...of.keys()].join('')}"${pageOf !== null && html` data-pages="${pages}"`}/>`
  }
  const { tests } = words
  const direction = (number: number): string =>
    fill(tests.direction, { number, share: sharesOf(points)[number - 1]! }, locale)
  const axisTitles = html`<text x="${BOX.width - BOX.right}" y="${BOX.height - 8}" text-anchor="end">${direction(1)} →</text><text x="${BOX.left}" y="14">↑ ${direction(2)}</text>`
  const groups = result.peerGroups.map((group, g) => {
    const members = points.filter(({ school }) => school.peerGroup === group.id)
    const mark = MARKS[g % MARKS.length]!
    const withSigns = members.filter(({ school }) => school.grounds.includes('signs'))
    return html`${path(`group g${g % 4}`, marks(members, mark))}${path(`group signs g${g % 4}`, marks(withSigns, mark))}`
  })
  return {
    box: BOX,
    caption: words.report.mapCaption,
    content: html`${axisTitles}${groups}`,
    keys: result.peerGroups.map((group, g) => ({
      kind: 'group',
      group: g,
      text: `${group.id}. ${group.label[locale]}`,
    })),
  }
}

/** The map with its legend. */
export function peerMap(view: PeersPageView): Html | null {
  const chart = peerMapChart(view, view.pageOf ?? null)
  if (chart === null) return null
  const legend = view.result.peerGroups.map(
    (group, g) =>
      html`<li><svg class="mark" viewBox="-7 -7 14 14" aria-hidden="true"><path class="group g${g % 4}" d="M0 0${MARKS[g % MARKS.length]!}"/></svg> ${name(group.id)}. ${name(group.label[view.locale])}</li>`,
  )
  return html`${figure(chart)}<ul class="legend">${legend}</ul>`
}

/** Coordinates on the two directions of largest variance. */
function projected(rows: readonly (readonly number[])[]): {
  readonly points: readonly (readonly [number, number])[]
  readonly shares: readonly [number, number]
} {
  const [, width] = extent(rows.map((row) => row.length))
  const means = Array.from({ length: width }, (_, c) => rows.reduce((s, row) => s + (row[c] ?? 0), 0) / rows.length)
  const centred = rows.map((row) => means.map((mean, c) => (row[c] ?? mean) - mean))
  const covariance = means.map((_, a) => means.map((_, b) => centred.reduce((s, row) => s + row[a]! * row[b]!, 0)))
  const first = leadingDirection(covariance)
  const strength = dot(first, times(covariance, first))
  const rest = covariance.map((row, a) => row.map((value, b) => value - strength * first[a]! * first[b]!))
  const second = leadingDirection(rest)
  const all = covariance.reduce((sum, row, i) => sum + row[i]!, 0)
  const share = (of: number): number => (all > 0 ? of / all : 0)
  return {
    points: centred.map((row) => [dot(row, first), dot(row, second)]),
    shares: [share(strength), share(dot(second, times(rest, second)))],
  }
}

/** Leading eigenvector by power iteration from a fixed start; its largest entry is positive. */
function leadingDirection(matrix: readonly (readonly number[])[]): readonly number[] {
  let direction: readonly number[] = matrix.map((_, i) => 1 + i / matrix.length)
  for (let step = 0; step < 200; step++) {
    const next = times(matrix, direction)
    const length = Math.sqrt(dot(next, next))
    if (length === 0) return direction.map((_, i) => (i === 0 ? 1 : 0))
    direction = next.map((value) => value / length)
  }
  const largest = direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
  return largest < 0 ? direction.map((value) => -value) : direction
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, value, i) => s + value * b[i]!, 0)
const times = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  matrix.map((row) => dot(row, vector))
