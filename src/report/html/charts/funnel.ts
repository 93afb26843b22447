/** Distance from comparable schools against the number of pupils: few pupils scatter widely without any fault. */
import type { Assessment, SittingResult } from '../../../model'
import { fill } from '../../format'
import { sittingName } from '../../words'
import { type Html, html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, type Chart, extent, figure, linear, ticks } from './axes'

const BOX: Box = { width: 560, height: 300, left: 44, right: 14, top: 38, bottom: 42 }
/** Two-sided limits of a normal distribution: 95 % and 99.8 %, as usual in funnel plots (Spiegelhalter 2005). */
export const LIMITS = [1.96, 3.09] as const
const FEWEST_POINTS = 10
/** The detector whose effect is the distance of the mean from comparable schools. */
const LEVEL = 'high-level'

export interface Point {
  readonly sitting: SittingResult
  readonly n: number
  /** Points above what comparable schools lead one to expect. */
  readonly effect: number
  /** Squared standard error of `effect`; `null` where it cannot be told from the signal. */
  readonly variance: number | null
}

/** One funnel per assessment that has enough measured sittings. */
export function funnels(view: View): readonly Html[] {
  const rankOf = new Map(view.result.recheck.map((entry) => [entry.schoolId, entry.rank]))
  return view.result.assessments.flatMap((assessment) => {
    const chart = funnelChart(assessment, view, rankOf)
    return chart === null ? [] : [figure(chart, { role: 'group' })]
  })
}

/** The measured sittings of an assessment and the standard error by number of pupils; `null` for too few of them. */
export function funnelOf(assessment: Assessment, view: Pick<View, 'result'>) {
  const points = pointsOf(view, assessment)
  return points.length < FEWEST_POINTS ? null : { points, error: standardError(points) }
}

/**
 * @param rankOf ranks of the schools whose marks lead to their pages; `null` = no links
 */
export function funnelChart(
  assessment: Assessment,
  view: View,
  rankOf: ReadonlyMap<string, number> | null,
): Chart | null {
  const found = funnelOf(assessment, view)
  return found === null ? null : funnel(found.points, found.error, assessment, rankOf, view)
}

function pointsOf({ result }: Pick<View, 'result'>, { id }: Assessment): readonly Point[] {
  return result.sittings.flatMap((sitting): Point[] => {
    if (sitting.assessment !== id) return []
    const signal = sitting.signals.find((s) => s.detector === LEVEL && s.outcome === 'measured')
    if (signal === undefined || signal.effect === null || signal.n === null || signal.n < 1) return []
    const z = signal.details?.z
    const variance = typeof z === 'number' && Math.abs(z) > 0.05 ? (signal.effect / z) ** 2 : null
    return [{ sitting, n: signal.n, effect: signal.effect, variance }]
  })
}

function funnel(
  points: readonly Point[],
  error: (n: number) => number,
  assessment: Assessment,
  rankOf: ReadonlyMap<string, number> | null,
  view: View,
): Chart {
  const { locale, words } = view
  const [fewest, most] = extent(points.map((p) => p.n))
  const reach = Math.max(extent(points.map((p) => Math.abs(p.effect)))[1], error(most) * LIMITS[1]) * 1.05
  const logarithmic = linear(Math.log(fewest), Math.log(most), BOX.left + 8, BOX.width - BOX.right - 8)
  const x = (n: number): number => logarithmic(Math.log(n))
  const y = linear(-reach, reach, BOX.height - BOX.bottom, BOX.top)
  const steps = Array.from({ length: 41 }, (_, i) => Math.exp(Math.log(fewest) + (i / 40) * Math.log(most / fewest)))
  const curve = (z: number): string => {
    const shown = steps.filter((n) => Math.abs(z * error(n)) <= reach)
    return shown.map((n, i) => `${i === 0 ? 'M' : 'L'}${x(n)} ${y(z * error(n))}`).join('')
  }
  const marked = points.filter(({ sitting }) => sitting.grounds.includes('signs'))
  const others = new Set(points.filter((p) => !marked.includes(p)).map((p) => `M${x(p.n)} ${y(p.effect)}h0`))
  const caption = fill(
    words.report.funnelCaption,
    { sitting: sittingName({ ...assessment, class: null }, locale) },
    locale,
  )
  return {
    box: BOX,
    caption,
    content: html`${axes({
      box: BOX,
      x,
      y,
      xTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((n) => n >= fewest && n <= most),
      yTicks: ticks(-reach, reach, 5),
      xTitle: words.report.pupilsInSitting,
      yTitle: words.report.pointsAbovePeers,
      locale,
    })}
<path class="axis" d="M${BOX.left} ${y(0)}H${BOX.width - BOX.right}"/>
${LIMITS.map((z, i) => html`<path class="limit${i === 1 ? ' outer' : ''}" d="${curve(z)}${curve(-z)}"/>`)}
<path class="dots" d="${[...others].join('')}"/>
${marked.map((point) => markedPoint(point, x(point.n), y(point.effect), rankOf, view))}`,
    keys: [
      { kind: 'dot', text: words.report.sittingKey },
      { kind: 'marked', text: words.report.signsKey },
      { kind: 'limit', text: words.report.limitsKey },
    ],
  }
}

function markedPoint(
  { sitting }: Point,
  x: number,
  y: number,
  rankOf: ReadonlyMap<string, number> | null,
  { schoolById }: View,
): Html {
  const name = schoolById.get(sitting.schoolId)?.name ?? sitting.schoolId
  const mark = html`<path class="marked" d="M${x} ${y - 5}l5 5l-5 5l-5 -5Z"><title>${name}</title></path>`
  const rank = rankOf?.get(sitting.schoolId)
  return rank === undefined ? mark : html`<a href="#school-${rank}" aria-label="${name}">${mark}</a>`
}

/**
 * Standard error of the distance by number of pupils: variance = a / n + b, fitted by least squares to the standard errors
 * that stand behind the signals (distance divided by its z).
 */
function standardError(points: readonly Point[]): (n: number) => number {
  const known = points.flatMap(({ n, variance }) => (variance === null ? [] : [{ u: 1 / n, variance }]))
  const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / Math.max(1, values.length)
  const [u, v] = [mean(known.map((k) => k.u)), mean(known.map((k) => k.variance))]
  const spread = known.reduce((s, k) => s + (k.u - u) ** 2, 0)
  const slope = spread === 0 ? 0 : Math.max(0, known.reduce((s, k) => s + (k.u - u) * (k.variance - v), 0) / spread)
  return (n) => Math.sqrt(Math.max(0, v + slope * (1 / n - u)))
}
