/** Scores of one sitting against those of comparable schools, with the mark cut-offs. */
import type { Assessment, Counts, SittingResult } from '../../../model'
import { fill } from '../../format'
import { sittingName } from '../../words'
import { type Html, html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, figure, linear, round, ticks } from './axes'
import { countsOf } from './pool'

const BOX: Box = { width: 460, height: 210, left: 40, right: 12, top: 38, bottom: 40 }
/** The chart, or nothing where the data hold no distribution. */
export function distributionChart(sitting: SittingResult, peers: Counts | null, view: View): Html | null {
  const own = countsOf(sitting)
  const total = sum(own ?? [])
  if (own === null || total === 0) return null
  const { locale, words, result } = view
  const assessment = result.assessments.find(({ id }) => id === sitting.assessment)
  const ofScores = sitting.scoreCounts !== null
  const length = Math.max(own.length, peers?.length ?? 0, ofScores ? (assessment?.maxScore ?? 0) + 1 : 0)
  const share = shares(own, length)
  const peerShare = peers === null || sum(peers) === 0 ? null : shares(peers, length)
  const highest = Math.max(...share, ...(peerShare ?? [])) * 100
  const x = linear(-0.5, length - 0.5, BOX.left, BOX.width - BOX.right)
  const y = linear(0, highest, BOX.height - BOX.bottom, BOX.top)
  const levels = ofScores ? null : (assessment?.levels ?? null)
  const caption = fill(words.report.distributionCaption, { sitting: sittingName(sitting, locale) }, locale)
  const legend = html`<span class="key own">${words.report.thisSchool}</span>${peerShare !== null && html`<span class="key peers">${words.report.comparable}</span>`}`
  return figure(
    BOX,
    caption,
    html`${axes({
      box: BOX,
      x,
      y,
      xTicks: levels === null ? ticks(0, length - 1, 8) : [],
      yTicks: ticks(0, highest, 4),
      xTitle: ofScores ? words.report.score : words.report.mark,
      yTitle: words.report.percentOfPupils,
      locale,
    })}
<path class="bars" d="${bars(share, x, y)}"/>
${peerShare !== null && html`<path class="steps" d="${steps(peerShare, x, y)}"/>`}
${levels?.map((level, i) => html`<text x="${x(i)}" y="${BOX.height - BOX.bottom + 16}" text-anchor="middle">${level}</text>`)}
${ofScores && cutLines(assessment, x)}`,
    legend,
  )
}

const sum = (counts: Counts): number => counts.reduce((total, count) => total + count, 0)
const shares = (counts: Counts, length: number): readonly number[] => {
  const total = sum(counts)
  return Array.from({ length }, (_, i) => (counts[i] ?? 0) / total)
}

/** A bar around each whole number. */
export const bars = (share: readonly number[], x: (v: number) => number, y: (v: number) => number): string =>
  share
    .flatMap((value, i) => (value === 0 ? [] : [`M${x(i - 0.4)} ${y(0)}V${y(100 * value)}H${x(i + 0.4)}V${y(0)}Z`]))
    .join('')

/** The outline of such bars. */
export const steps = (share: readonly number[], x: (v: number) => number, y: (v: number) => number): string =>
  share.map((value, i) => `${i === 0 ? `M${x(-0.5)} ` : 'V'}${y(100 * value)}H${x(i + 0.5)}`).join('')

/** Between the highest score of a mark and the lowest of the next one. */
const cutLines = (assessment: Assessment | undefined, x: (v: number) => number): Html | null => {
  const cuts = assessment?.cuts ?? []
  return html`${cuts.map(
    (cut, i) =>
      html`<path class="cut" d="M${round(x(cut - 0.5))} ${BOX.top}V${BOX.height - BOX.bottom}"/><text class="cut" x="${round(x(cut - 0.5) - 8)}" y="${BOX.top - 4}">«${i + 3}»</text>`,
  )}`
}
