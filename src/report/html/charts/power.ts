/** Share of schools noticed against the share of papers changed: a line per size of school, with its intervals. */
import type { Locale, Power, PowerRow, SizeBand } from '../../../model'
import { wordsOf } from '../../../words'
import { fill } from '../../../words/format'
import { wordFor } from '../../sentences'
import { type Html, html } from '../escape'
import { axes, type Box, figure, linear } from './axes'
import { MARKS } from './marks'

const BOX: Box = { width: 480, height: 300, left: 44, right: 14, top: 38, bottom: 42 }
/** Four schools of five: what counts as noticed. */
const OFTEN = 80
/** Lines of different sizes stand apart by so much, so that their intervals do not cover each other. */
const APART = 6

/** One chart per mechanism that was tried. */
export function powerCharts({ rows }: Power, locale: Locale): readonly Html[] {
  const bands = [...new Set(rows.map((row) => row.band))].sort(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
  )
  return [...new Set(rows.map((row) => row.mechanism))].map((mechanism) =>
    chart(
      rows.filter((row) => row.mechanism === mechanism),
      bands,
      locale,
    ),
  )
}

function chart(rows: readonly PowerRow[], bands: readonly SizeBand[], locale: Locale): Html {
  const { power } = wordsOf(locale)
  const shares = [...new Set(rows.map((row) => 100 * row.share))].sort((a, b) => a - b)
  const margin = (APART * bands.length) / 2 + 4
  const x = linear(0, shares.at(-1)!, BOX.left, BOX.width - BOX.right - margin)
  const y = linear(0, 100, BOX.height - BOX.bottom, BOX.top)
  const lines = bands.map((band, b) => {
    const points = rows.filter((row) => row.band === band)
    const at = (row: PowerRow): number => x(100 * row.share) + (b - (bands.length - 1) / 2) * APART
    const line = points.map((row, i) => `${i === 0 ? 'M' : 'L'}${at(row)} ${y(100 * row.rate)}`).join('')
    return html`<path class="band g${b % 4}${b >= 4 && ' outer'}" d="${line}"/>${points.map(
      (row) =>
        html`<path class="interval g${b % 4}" d="M${at(row)} ${y(100 * row.low)}V${y(100 * row.high)}"/><path class="group g${b % 4}" d="M${at(row)} ${y(100 * row.rate)}${MARKS[b]!}"><title>${row.noticed} / ${row.schools}</title></path>`,
    )}`
  })
  const keys = bands.map(
    (band, b) =>
      html`<span class="key none"><svg class="mark" viewBox="-7 -7 14 14" aria-hidden="true"><path class="group g${b % 4}" d="M0 0${MARKS[b]!}"/></svg> ${fill(power.key, { band }, locale)}</span>`,
  )
  const content = html`${axes({
    ...{ box: BOX, x, y, xTicks: shares, yTicks: [0, 20, 40, 60, 80, 100] },
    ...{ xTitle: power.chartX, yTitle: power.chartY, locale },
  })}
<path class="cut" d="M${BOX.left} ${y(OFTEN)}H${BOX.width - BOX.right}"/>
${lines}`
  const caption = fill(power.chartCaption, { mechanism: wordFor(power.mechanism, rows[0]!.mechanism) }, locale)
  return figure({ box: BOX, caption, content, keys: [] }, { legend: html`${keys}` })
}
