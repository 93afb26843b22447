/** Scores of one sitting against those of comparable schools, with the mark cut-offs. */
import type { Assessment, Counts, MonitorResult, SittingResult } from '../../../model'
import { fill } from '../../format'
import { sittingName } from '../../words'
import { type Html, html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, figure, linear, round, ticks } from './axes'

const BOX: Box = { width: 460, height: 210, left: 40, right: 12, top: 38, bottom: 40 }
/** With fewer comparable sittings than this the whole region is the background. */
const FEWEST_PEERS = 5

/** Pooled counts of an assessment by peer group (`null` = the region), to compare each sitting with the others. */
export type Pool = (sitting: SittingResult) => Counts | null

/** Counts of all comparable sittings without the sitting itself: its peer group's, or the region's where that is small. */
export function poolOf(result: MonitorResult): Pool {
  const groupOf = new Map(result.schools.map((school) => [school.schoolId, school.peerGroup]))
  const pools = new Map<string, { counts: number[]; sittings: number }>()
  const keys = (sitting: SittingResult): string[] =>
    [groupOf.get(sitting.schoolId) ?? null, null].map((group) =>
      JSON.stringify([sitting.assessment, kindOf(sitting), group]),
    )
  for (const sitting of result.sittings)
    for (const key of new Set(keys(sitting))) {
      const pool = pools.get(key) ?? { counts: [], sittings: 0 }
      pools.set(key, pool)
      pool.sittings++
      countsOf(sitting)?.forEach((count, i) => {
        pool.counts[i] = (pool.counts[i] ?? 0) + count
      })
    }
  return (sitting) => {
    const own = countsOf(sitting)
    const pool = keys(sitting)
      .map((key) => pools.get(key)!)
      .find(({ sittings }) => sittings > FEWEST_PEERS)
    if (own === null || pool === undefined) return null
    return Array.from(pool.counts, (count, i) => Math.max(0, (count ?? 0) - (own[i] ?? 0)))
  }
}

const countsOf = (sitting: SittingResult): Counts | null => sitting.scoreCounts ?? sitting.levelCounts
const kindOf = (sitting: SittingResult): string => (sitting.scoreCounts === null ? 'levels' : 'scores')

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

const bars = (share: readonly number[], x: (v: number) => number, y: (v: number) => number): string =>
  share
    .flatMap((value, i) => (value === 0 ? [] : [`M${x(i - 0.4)} ${y(0)}V${y(100 * value)}H${x(i + 0.4)}V${y(0)}Z`]))
    .join('')

const steps = (share: readonly number[], x: (v: number) => number, y: (v: number) => number): string =>
  share.map((value, i) => `${i === 0 ? `M${x(-0.5)} ` : 'V'}${y(100 * value)}H${x(i + 0.5)}`).join('')

/** Between the highest score of a mark and the lowest of the next one. */
const cutLines = (assessment: Assessment | undefined, x: (v: number) => number): Html | null => {
  const cuts = assessment?.cuts ?? []
  return html`${cuts.map(
    (cut, i) =>
      html`<path class="cut" d="M${round(x(cut - 0.5))} ${BOX.top}V${BOX.height - BOX.bottom}"/><text class="cut" x="${round(x(cut - 0.5) - 8)}" y="${BOX.top - 4}">«${i + 3}»</text>`,
  )}`
}
