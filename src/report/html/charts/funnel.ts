/** Distance from comparable schools against the number of pupils: few pupils scatter widely without any fault. */

import { exp, log } from '../../../elementary'
import type { Assessment, MonitorResult, SittingResult } from '../../../model'
import { allDetails } from '../../../signal-details'
import { fill, formatPercent } from '../../../words/format'
import { sittingName } from '../../sentences'
import { type Html, html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, type Chart, extent, linear, ticks } from './axes'

const BOX: Box = { width: 560, height: 300, left: 44, right: 14, top: 38, bottom: 42 }
const SMALL_BOX: Box = { width: 460, height: 210, left: 44, right: 12, top: 38, bottom: 40 }
/** Two-sided limits of a normal distribution: 95 % and 99.8 %, as usual in funnel plots (Spiegelhalter 2005). */
export const LIMITS = [1.96, 3.09] as const
const LIMIT_SHARES = [0.95, 0.998] as const
const FEWEST_POINTS = 10
/** The detector whose effect is the distance of the mean from comparable schools. */
export const LEVEL = 'high-level'

export interface Point {
  readonly sitting: SittingResult
  readonly n: number
  /** Points above what comparable schools lead one to expect. */
  readonly effect: number
  /** Squared standard error of `effect`; `null` where it cannot be told from the signal. */
  readonly variance: number | null
}

export interface Funnel {
  readonly points: readonly Point[]
  readonly variance: Variance
}

/** The measured sittings of an assessment and the variance of their distances; `null` for too few of them. */
export function funnelOf(assessment: Assessment, { result }: Pick<View, 'result'>): Funnel | null {
  const points = pointsOf(result.sittings, assessment.id)
  return points.length < FEWEST_POINTS ? null : { points, variance: varianceOf(points) }
}

/** By assessment, where there are enough measured sittings. */
export const funnelsOf = (result: MonitorResult): ReadonlyMap<string, Funnel> =>
  new Map(
    result.assessments.flatMap((assessment) => {
      const found = funnelOf(assessment, { result })
      return found === null ? [] : [[assessment.id, found] as const]
    }),
  )

/**
 * @param pageOf numbers of the pages to which the marks lead; `null` = no links
 */
export function funnelChart(
  assessment: Assessment,
  view: View,
  pageOf: ReadonlyMap<string, number> | null,
): Chart | null {
  const found = funnelOf(assessment, view)
  if (found === null) return null
  const { locale, words } = view
  const { report } = words
  const signs = (sitting: SittingResult) => sitting.grounds.includes('signs')
  const error = errorOf(found.variance)
  const above = found.points.filter(({ n, effect }) => effect > LIMITS[1] * error(n)).length
  return {
    box: BOX,
    caption:
      fill(words.tests.above, { count: above, all: found.points.length }, locale) +
      fill(report.funnelCaption, { sitting: sittingName({ ...assessment, class: null }, locale) }, locale),
    content: funnel(BOX, found, signs, (point, x, y) => markedPoint(point, x, y, pageOf, view), view, pageOf),
    keys: [
      { kind: 'dot', text: report.sittingKey },
      { kind: 'marked', text: report.signsKey },
      { kind: 'limit', text: report.limitsKey },
    ],
  }
}

/** Where one sitting stands among those of its peer group; `null` where it is not measured, or the group too few. */
export function funnelPlace(sitting: SittingResult, of: Funnel | undefined, view: View): Chart | null {
  const { schoolById, locale, words } = view
  const { report } = words
  const group = (own: SittingResult) => schoolById.get(own.schoolId)?.peerGroup ?? null
  const points = of?.points.filter((point) => group(point.sitting) === group(sitting)) ?? []
  if (of === undefined || points.length < FEWEST_POINTS) return null
  const own = points.find((point) => point.sitting === sitting)
  if (own === undefined) return null
  return {
    box: SMALL_BOX,
    caption: fill(report.placeCaption, { sitting: sittingName(sitting, locale) }, locale),
    content: funnel(
      SMALL_BOX,
      { ...of, points },
      (other) => other === sitting,
      (_, x, y) => diamond(x, y),
      view,
    ),
    keys: [
      { kind: 'marked', text: report.thisSchool },
      { kind: 'dot', text: report.comparable },
      { kind: 'limit', text: report.limitsKey },
    ],
  }
}

function pointsOf(sittings: readonly SittingResult[], assessment: string): readonly Point[] {
  return sittings.flatMap((sitting): Point[] => {
    if (sitting.assessment !== assessment) return []
    const signal = sitting.signals.find((s) => s.detector === LEVEL && s.outcome === 'measured')
    if (signal === undefined) return []
    const { effect, n, z } = allDetails(signal)
    if (typeof effect !== 'number' || typeof n !== 'number' || n < 1) return []
    const variance = typeof z === 'number' && Math.abs(z) > 0.05 ? (effect / z) ** 2 : null
    return [{ sitting, n, effect, variance }]
  })
}

/** Axes, limits, and a dot for each sitting but those that are marked. */
function funnel(
  box: Box,
  { points, variance }: Funnel,
  isMarked: (sitting: SittingResult) => boolean,
  mark: (point: Point, x: number, y: number) => Html,
  { locale, words }: View,
  pageOf: ReadonlyMap<string, number> | null = null,
): Html {
  const error = errorOf(variance)
  const [fewest, most] = extent(points.map((p) => p.n))
  const reach = Math.max(extent(points.map((p) => Math.abs(p.effect)))[1], error(most) * LIMITS[1]) * 1.05
  const logarithmic = linear(log(fewest), log(most), box.left + 8, box.width - box.right - 8)
  const x = (n: number): number => logarithmic(log(n))
  const y = linear(-reach, reach, box.height - box.bottom, box.top)
  const steps = Array.from({ length: 41 }, (_, i) => exp(log(fewest) + (i / 40) * log(most / fewest)))
  const curve = (z: number): string => {
    const shown = steps.filter((n) => Math.abs(z * error(n)) <= reach)
    return shown.map((n, i) => `${i === 0 ? 'M' : 'L'}${x(n)} ${y(z * error(n))}`).join('')
  }
  const marked = points.filter(({ sitting }) => isMarked(sitting))
  const markedOnes = new Set(marked)
  const others = new Map(
    points.filter((p) => !markedOnes.has(p)).map((p) => [`M${x(p.n)} ${y(p.effect)}h0`, p.sitting.schoolId] as const),
  )
  const pages =
    pageOf === null ? null : html` data-pages="${[...others.values()].map((id) => pageOf.get(id) ?? 0).join(' ')}"`
  return html`${axes({
    box,
    x,
    y,
    xTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((n) => n >= fewest && n <= most),
    yTicks: ticks(-reach, reach, 5),
    xTitle: words.report.pupilsInSitting,
    yTitle: words.report.pointsAbovePeers,
    locale,
  })}
<path class="axis" d="M${box.left} ${y(0)}H${box.width - box.right}"/>
${LIMITS.map((z, i) => html`<path class="limit${i === 1 ? ' outer' : ''}" d="${curve(z)}${curve(-z)}"/><text x="${x(most)}" y="${y(z * error(most)) + (i === 0 ? 13 : -4)}" text-anchor="end">${formatPercent(LIMIT_SHARES[i]!, locale)}</text>`)}
<path class="dots" d="${[...others.keys()].join('')}"${pages}/>
${marked.map((point) => mark(point, x(point.n), y(point.effect)))}`
}

const diamond = (x: number, y: number, title: Html | null = null): Html =>
  html`<path class="marked" d="M${x} ${y - 5}l5 5l-5 5l-5 -5Z">${title}</path>`

function markedPoint(
  { sitting }: Point,
  x: number,
  y: number,
  pageOf: ReadonlyMap<string, number> | null,
  { schoolById }: View,
): Html {
  const name = schoolById.get(sitting.schoolId)?.name ?? sitting.schoolId
  const mark = diamond(x, y, html`<title>${name}</title>`)
  const page = pageOf?.get(sitting.schoolId)
  return page === undefined ? mark : html`<a href="#school-${page}" aria-label="${name}">${mark}</a>`
}

/** Of the distance of an honest sitting of n pupils: `constant` + `slope` / n, in squared points. */
export interface Variance {
  readonly constant: number
  readonly slope: number
}

/** Fitted by least squares to the standard errors that stand behind the signals (distance divided by its z). */
function varianceOf(points: readonly Point[]): Variance {
  const known = points.flatMap(({ n, variance }) => (variance === null ? [] : [{ u: 1 / n, variance }]))
  const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / Math.max(1, values.length)
  const [u, v] = [mean(known.map((k) => k.u)), mean(known.map((k) => k.variance))]
  const spread = known.reduce((s, k) => s + (k.u - u) ** 2, 0)
  const slope = spread === 0 ? 0 : Math.max(0, known.reduce((s, k) => s + (k.u - u) * (k.variance - v), 0) / spread)
  return { constant: v - slope * u, slope }
}

/** Standard error by number of pupils. */
export const errorOf =
  ({ constant, slope }: Variance) =>
  (n: number): number =>
    Math.sqrt(Math.max(0, constant + slope / n))
