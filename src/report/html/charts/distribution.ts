/** Scores of one sitting against those of comparable schools, with the mark cut-offs. */
import type { Assessment, Counts, SittingResult } from '../../../model'
import { fill, formatNumber } from '../../../words/format'
import { sittingName } from '../../sentences'
import { type Html, html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, type Chart, type Key, linear, round, ticks } from './axes'
import { countsOf } from './pool'

const BOX: Box = { width: 460, height: 210, left: 40, right: 12, top: 38, bottom: 40 }
/** Shares 0..1 of the pupils by score or, where only marks are known, by mark. */
export interface Distribution {
  readonly own: readonly number[]
  readonly peers: readonly number[] | null
  /** Names of the marks; `null` = by score, index = score. */
  readonly levels: readonly string[] | null
  /** Lowest score of each higher mark. */
  readonly cuts: readonly number[]
}

/** The distribution of a sitting beside that of comparable ones; `null` where the data hold none. */
export function distributionOf(
  sitting: SittingResult,
  peers: Counts | null,
  { result }: Pick<View, 'result'>,
): Distribution | null {
  const own = countsOf(sitting)
  if (own === null || sum(own) === 0) return null
  const assessment = result.assessments.find(({ id }) => id === sitting.assessment)
  const ofScores = sitting.scoreCounts !== null
  const length = Math.max(own.length, peers?.length ?? 0, ofScores ? (assessment?.maxScore ?? 0) + 1 : 0)
  return {
    own: shares(own, length),
    peers: peers === null || sum(peers) === 0 ? null : shares(peers, length),
    levels: ofScores ? null : Array.from({ length }, (_, i) => assessment?.levels?.[i] ?? String(i + 1)),
    cuts: ofScores ? (assessment?.cuts ?? []) : [],
  }
}

/** The chart, or nothing where the data hold no distribution. */
export function distributionChart(sitting: SittingResult, peerCounts: Counts | null, view: View): Chart | null {
  const found = distributionOf(sitting, peerCounts, view)
  if (found === null) return null
  const caption = fill(
    view.words.report.distributionCaption,
    { sitting: sittingName(sitting, view.locale) },
    view.locale,
  )
  return drawn(found, caption, comparedKeys(found.peers !== null, view), view)
}

/** A step of the scores at a cut-off that is told: so many times as many pupils as one point below. */
const TELLING_JUMP = 2

/** Scores of the whole region in one test, with the steepest step at a cut-off; `null` where no distribution is known. */
export function regionDistributionChart(
  assessment: Assessment,
  sittings: readonly SittingResult[],
  view: View,
): Chart | null {
  const { locale, words } = view
  const counts: number[] = []
  for (const { scoreCounts } of sittings)
    scoreCounts?.forEach((count, score) => {
      counts[score] = (counts[score] ?? 0) + count
    })
  const all = Array.from(counts, (count) => count ?? 0)
  if (sum(all) === 0) return null
  const length = Math.max(all.length, (assessment.maxScore ?? 0) + 1)
  const cuts = assessment.cuts ?? []
  const steps = cuts.map((cut, i) => ({ mark: i + 3, times: (all[cut] ?? 0) / Math.max(1, all[cut - 1] ?? 0) }))
  const steepest = steps.toSorted((a, b) => b.times - a.times)[0]
  const jump =
    steepest === undefined || steepest.times < TELLING_JUMP
      ? ''
      : fill(words.tests.jump, { mark: String(steepest.mark), times: formatNumber(steepest.times, locale, 1) }, locale)
  const title = sittingName({ ...assessment, class: null }, locale)
  const caption = jump + fill(words.tests.regionCaption, { sitting: title }, locale)
  return drawn({ own: shares(all, length), peers: null, levels: null, cuts }, caption, [], view)
}

function drawn(found: Distribution, caption: string, keys: readonly Key[], view: View): Chart {
  const { locale, words } = view
  const { own, peers, levels, cuts } = found
  const highest = Math.max(...own, ...(peers ?? [])) * 100
  const x = linear(-0.5, own.length - 0.5, BOX.left, BOX.width - BOX.right)
  const y = linear(0, highest, BOX.height - BOX.bottom, BOX.top)
  return {
    box: BOX,
    caption,
    content: html`${axes({
      box: BOX,
      x,
      y,
      xTicks: levels === null ? ticks(0, own.length - 1, 8) : [],
      yTicks: ticks(0, highest, 4),
      xTitle: levels === null ? words.report.score : words.report.mark,
      yTitle: words.report.percentOfPupils,
      locale,
    })}
<path class="bars" d="${bars(own, x, y)}"/>
${peers !== null && html`<path class="steps" d="${steps(peers, x, y)}"/>`}
${levels?.map((level, i) => html`<text x="${x(i)}" y="${BOX.height - BOX.bottom + 16}" text-anchor="middle">${level}</text>`)}
${cutLines(cuts, x)}`,
    keys,
  }
}

/** Bars of the school, and the outline of the others where there is one. */
export const comparedKeys = (withPeers: boolean, { words: { report } }: View): readonly Key[] => [
  { kind: 'own', text: report.thisSchool },
  ...(withPeers ? [{ kind: 'peers', text: report.comparable } as const] : []),
]

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
const cutLines = (cuts: readonly number[], x: (v: number) => number): Html =>
  html`${cuts.map(
    (cut, i) =>
      html`<path class="cut" d="M${round(x(cut - 0.5))} ${BOX.top}V${BOX.height - BOX.bottom}"/><text class="cut" x="${round(x(cut - 0.5) - 8)}" y="${BOX.top - 4}">«${i + 3}»</text>`,
  )}`
