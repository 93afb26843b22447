/**
 * The charts of the report for embedding: each as an SVG that stands alone (light and dark, nothing loaded) and as a
 * Vega-Lite specification (plain JSON, for a renderer of one's own). Charts of nothing are `null`.
 */
import type { Locale, MonitorResult, SittingResult } from '../model'
import { fill } from '../words/format'
import type { Chart, Key } from './html/charts/axes'
import { distributionChart, distributionOf } from './html/charts/distribution'
import { errorOf, funnelChart, funnelOf, LIMITS } from './html/charts/funnel'
import { itemProfileChart } from './html/charts/item-profile'
import { MARKS } from './html/charts/marks'
import { mapOf, peerMapChart } from './html/charts/peer-map'
import { poolOf } from './html/charts/pool'
import { chartRules, DARK, LIGHT } from './html/charts/style'
import { Html, html } from './html/escape'
import { viewOf } from './html/parts'
import { sittingName } from './sentences'

export interface ChartOptions {
  readonly locale?: Locale
}

/** A Vega-Lite 5 specification: `vegaEmbed(element, spec)`. */
export interface VegaLiteSpec {
  readonly $schema: string
  readonly title: string
  readonly data: { readonly values: readonly Readonly<Record<string, string | number | boolean | null>>[] }
  readonly [part: string]: unknown
}

const LINE = 18
const CLASS = 'objectivity-chart'
const STYLE = `.${CLASS}{${LIGHT};font-family:system-ui,"Segoe UI",Roboto,sans-serif}
@media (prefers-color-scheme:dark){.${CLASS}{${DARK}}}
${chartRules(`.${CLASS}`)}`

/** A drawing that brings its style and, below it, a line for each kind of mark. */
function alone(chart: Chart | null): string | null {
  if (chart === null) return null
  const { box, caption, content, keys } = chart
  const height = box.height + LINE * keys.length + (keys.length > 0 ? 6 : 0)
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="${CLASS}" viewBox="0 0 ${box.width} ${height}" role="img" aria-label="${caption}"><title>${caption}</title><style>${new Html(STYLE)}</style>
${content}
${keys.map((key, i) => html`<g transform="translate(${box.left} ${box.height + LINE * i})">${sign(key)}<text x="24" y="12">${key.text}</text></g>`)}</svg>
`.text
}

function sign({ kind, group = 0 }: Key): Html {
  if (kind === 'own') return html`<path class="bars" d="M2 3h14v10h-14z"/>`
  if (kind === 'peers') return html`<path class="steps" d="M0 8h18"/>`
  if (kind === 'dot') return html`<path class="dots" d="M9 8h0"/>`
  if (kind === 'marked') return html`<path class="marked" d="M9 3l5 5l-5 5l-5 -5Z"/>`
  if (kind === 'limit') return html`<path class="limit" d="M0 8h18"/>`
  return html`<path class="group g${group % 4}" d="M9 8${MARKS[group % MARKS.length]!}"/>`
}

/**
 * Schools by their social context, seen from the side from which they differ most (first two principal components);
 * a mark of its own shape for each peer group, bold where the school is listed for signs.
 *
 * @returns `null` for fewer than two groups or where no context is known
 * @example
 * groupMap(result, { locale: 'ru' })?.startsWith('<svg') // true
 */
export const groupMap = (result: MonitorResult, { locale = 'en' }: ChartOptions = {}): string | null =>
  alone(peerMapChart(viewOf(result, locale)))

/**
 * Pupils of one sitting by score (or mark) against comparable schools, with the mark cut-offs.
 *
 * @param sitting position in `result.sittings`, as `result.recheck[].sittings` holds it
 * @returns `null` where the data hold no distribution
 * @throws RangeError for a position that is not there
 * @example
 * scoreDistribution(result, result.recheck[0].sittings[0], { locale: 'ru' })
 */
export function scoreDistribution(
  result: MonitorResult,
  sitting: number,
  { locale = 'en' }: ChartOptions = {},
): string | null {
  const of = sittingAt(result, sitting)
  return alone(distributionChart(of, poolOf(result).counts(of), viewOf(result, locale)))
}

/**
 * How well each item was solved in one sitting, in percent of its maximum, against comparable schools.
 *
 * @param sitting position in `result.sittings`
 * @returns `null` where items are not known
 * @throws RangeError for a position that is not there
 * @example
 * itemProfile(result, 0, { locale: 'ru' })
 */
export function itemProfile(
  result: MonitorResult,
  sitting: number,
  { locale = 'en' }: ChartOptions = {},
): string | null {
  const of = sittingAt(result, sitting)
  return alone(itemProfileChart(of, poolOf(result).items(of), viewOf(result, locale)))
}

/**
 * Distance of the mean from comparable schools, in points, by number of pupils, with limits of 95 and 99.8 % of honest
 * schools (Spiegelhalter 2005): few pupils scatter widely without any fault.
 *
 * @param assessment `id` of one of `result.assessments`
 * @returns `null` for fewer than ten measured sittings
 * @throws RangeError for an assessment that is not there
 * @example
 * funnel(result, result.assessments[0].id, { locale: 'ru' })
 */
export const funnel = (
  result: MonitorResult,
  assessment: string,
  { locale = 'en' }: ChartOptions = {},
): string | null => alone(funnelChart(assessmentOf(result, assessment), viewOf(result, locale), null))

/**
 * `groupMap` as Vega-Lite.
 *
 * @example
 * groupMapSpec(result)?.data.values[0] // { school: 'Школа № 1', group: 'A. urban, large', x: 0.4, y: -1.2, signs: false }
 */
export function groupMapSpec(result: MonitorResult, { locale = 'en' }: ChartOptions = {}): VegaLiteSpec | null {
  const points = mapOf(result)
  if (points === null) return null
  const { words } = viewOf(result, locale)
  const labels = new Map(result.peerGroups.map(({ id, label }) => [id, `${id}. ${label[locale]}`]))
  const axis = { axis: null, type: 'quantitative' }
  return {
    ...headOf(words.report.mapCaption),
    data: {
      values: points.map(({ school, x, y }) => ({
        school: school.name ?? school.schoolId,
        group: labels.get(school.peerGroup!) ?? school.peerGroup!,
        ...{ x: rounded(x), y: rounded(y), signs: school.grounds.includes('signs') },
      })),
    },
    mark: { type: 'point', tooltip: true },
    encoding: {
      ...{ x: { field: 'x', ...axis }, y: { field: 'y', ...axis } },
      color: { field: 'group', title: words.term.peerGroup },
      shape: { field: 'group', title: words.term.peerGroup },
      strokeWidth: { field: 'signs', scale: { domain: [false, true], range: [1, 3] }, title: words.report.signsKey },
    },
  }
}

/**
 * `scoreDistribution` as Vega-Lite: `own` and `peers` are shares in percent, `score` a score or the name of a mark.
 *
 * @example
 * scoreDistributionSpec(result, 0)?.data.values[0] // { score: 0, own: 4.2, peers: 1.3 }
 */
export function scoreDistributionSpec(
  result: MonitorResult,
  sitting: number,
  { locale = 'en' }: ChartOptions = {},
): VegaLiteSpec | null {
  const of = sittingAt(result, sitting)
  const found = distributionOf(of, poolOf(result).counts(of), { result })
  if (found === null) return null
  const { report } = viewOf(result, locale).words
  const { own, peers, levels, cuts } = found
  const values = own.map((share, i) => ({
    ...{ score: levels?.[i] ?? i, own: rounded(100 * share) },
    peers: peers === null ? null : rounded(100 * peers[i]!),
  }))
  const x = {
    field: 'score',
    type: levels === null ? 'quantitative' : 'ordinal',
    title: levels === null ? report.score : report.mark,
  }
  const rules = cuts.map((cut) => ({
    ...{ data: { values: [{ cut: cut - 0.5 }] }, mark: { type: 'rule', strokeDash: [3, 3] } },
    encoding: { x: { field: 'cut', type: 'quantitative' } },
  }))
  return {
    ...headOf(fill(report.distributionCaption, { sitting: sittingName(of, locale) }, locale)),
    data: { values },
    layer: [...comparedLayers(x, report.percentOfPupils), ...rules],
  }
}

/**
 * `itemProfile` as Vega-Lite: `own` and `peers` in percent of the item's maximum.
 *
 * @example
 * itemProfileSpec(result, 0)?.data.values[0] // { item: 1, own: 84.2, peers: 76.3 }
 */
export function itemProfileSpec(
  result: MonitorResult,
  sitting: number,
  { locale = 'en' }: ChartOptions = {},
): VegaLiteSpec | null {
  const of = sittingAt(result, sitting)
  if (of.itemShares === null) return null
  const { report } = viewOf(result, locale).words
  const peers = poolOf(result).items(of)
  return {
    ...headOf(fill(report.itemsCaption, { sitting: sittingName(of, locale) }, locale)),
    data: {
      values: of.itemShares.map((share, i) => ({
        ...{ item: i + 1, own: rounded(100 * share) },
        peers: peers === null ? null : rounded(100 * peers[i]!),
      })),
    },
    layer: comparedLayers({ field: 'item', type: 'quantitative', title: report.item }, report.percentOfMaximum),
  }
}

/**
 * `funnel` as Vega-Lite: a value per sitting; `limit95` and `limit998` are the upper limits at its number of pupils, the
 * lower ones their negatives.
 *
 * @example
 * funnelSpec(result, result.assessments[0].id)?.data.values[0]
 * // { school: 'Школа № 1', pupils: 48, effect: 1.7, signs: false, limit95: 3.1, limit998: 4.9 }
 */
export function funnelSpec(
  result: MonitorResult,
  assessment: string,
  { locale = 'en' }: ChartOptions = {},
): VegaLiteSpec | null {
  const of = assessmentOf(result, assessment)
  const found = funnelOf(of, { result })
  if (found === null) return null
  const { schoolById, words } = viewOf(result, locale)
  const { report } = words
  const error = errorOf(found.variance)
  const x = { field: 'pupils', type: 'quantitative', scale: { type: 'log' }, title: report.pupilsInSitting }
  const limit = (datum: string) => ({
    ...{ transform: [{ calculate: datum, as: 'limit' }], mark: { type: 'line', strokeWidth: 1 } },
    encoding: { x, y: { field: 'limit', type: 'quantitative' } },
  })
  return {
    ...headOf(fill(report.funnelCaption, { sitting: sittingName({ ...of, class: null }, locale) }, locale)),
    data: {
      values: found.points.map(({ sitting, n, effect }) => ({
        school: schoolById.get(sitting.schoolId)?.name ?? sitting.schoolId,
        ...{ pupils: n, effect: rounded(effect), signs: sitting.grounds.includes('signs') },
        ...{ limit95: rounded(LIMITS[0] * error(n)), limit998: rounded(LIMITS[1] * error(n)) },
      })),
    },
    layer: [
      ...['datum.limit95', '-datum.limit95', 'datum.limit998', '-datum.limit998'].map(limit),
      {
        mark: { type: 'point', filled: true, tooltip: true },
        encoding: {
          ...{ x, y: { field: 'effect', type: 'quantitative', title: report.pointsAbovePeers } },
          color: { field: 'signs', title: report.signsKey },
          shape: { field: 'signs', title: report.signsKey },
        },
      },
    ],
  }
}

const headOf = (title: string) => ({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', title })

/** Bars of the school, and the steps of the others. */
const comparedLayers = (x: Readonly<Record<string, unknown>>, title: string) => [
  { mark: { type: 'bar' }, encoding: { x, y: { field: 'own', type: 'quantitative', title } } },
  {
    mark: { type: 'line', interpolate: 'step', color: '#9a4f00' },
    encoding: { x, y: { field: 'peers', type: 'quantitative', title } },
  },
]

const rounded = (value: number): number => Number(value.toPrecision(6))

function sittingAt({ sittings }: MonitorResult, position: number): SittingResult {
  const sitting = sittings[position]
  if (sitting === undefined) throw new RangeError(`There is no sitting at position ${position} of ${sittings.length}`)
  return sitting
}

function assessmentOf({ assessments }: MonitorResult, id: string) {
  const assessment = assessments.find((of) => of.id === id)
  if (assessment !== undefined) return assessment
  throw new RangeError(`There is no assessment "${id}". Known: ${assessments.map((of) => `"${of.id}"`).join(', ')}`)
}
