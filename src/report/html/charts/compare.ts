/** The mean of a sitting beside those of its peer group and of the region. */
import type { SittingResult } from '../../../model'
import { fill, formatPercent } from '../../../words/format'
import { sittingName } from '../../sentences'
import { html } from '../escape'
import type { View } from '../parts'
import { type Box, type Chart, linear } from './axes'
import type { Pool } from './pool'

const BOX: Box = { width: 420, height: 118, left: 96, right: 64, top: 12, bottom: 26 }
const ROW = 26
/** Fewer schools than this have no range worth drawing. */
const FEWEST = 5

interface Bar {
  readonly label: string
  /** Shares 0..1 of the maximum. */
  readonly at: number
  readonly low: number | null
  readonly high: number | null
}

/** Standard deviation of the scores of a sitting; `null` where they are not known one by one. */
function spreadOf({ scoreCounts, mean }: SittingResult): number | null {
  if (scoreCounts === null || mean === null) return null
  const pupils = scoreCounts.reduce((sum, count) => sum + count, 0)
  if (pupils < 2) return null
  const squares = scoreCounts.reduce((sum, count, score) => sum + count * (score - mean) ** 2, 0)
  return Math.sqrt(squares / (pupils - 1))
}

/**
 * School with its 95 % interval, group and region with the range of four schools of five; nothing where the highest score
 * or the mean is not known.
 */
export function compareChart(sitting: SittingResult, pool: Pool, view: View): Chart | null {
  const { locale, words, result } = view
  const { school } = words
  const highest = result.assessments.find(({ id }) => id === sitting.assessment)?.maxScore ?? null
  if (highest === null || highest <= 0 || sitting.mean === null) return null
  const spread = spreadOf(sitting)
  const margin =
    spread === null || sitting.participants === null ? null : (1.96 * spread) / Math.sqrt(sitting.participants)
  const own: Bar = {
    label: school.barSchool,
    at: sitting.mean / highest,
    low: margin === null ? null : Math.max(0, (sitting.mean - margin) / highest),
    high: margin === null ? null : Math.min(1, (sitting.mean + margin) / highest),
  }
  const range = (label: string, means: readonly number[]): Bar[] => {
    if (means.length < FEWEST) return []
    const quantile = (share: number): number => means[Math.round(share * (means.length - 1))]! / highest
    return [{ label, at: quantile(0.5), low: quantile(0.1), high: quantile(0.9) }]
  }
  const { group, region } = pool.means(sitting)
  const bars = [own, ...range(school.barGroup, group), ...range(school.barRegion, region)]
  if (bars.length === 1) return null
  const x = linear(0, 1, BOX.left, BOX.width - BOX.right)
  const bottom = BOX.top + ROW * bars.length
  const rows = bars.map(({ label, at, low, high }, i) => {
    const y = BOX.top + ROW * (i + 0.5)
    const interval =
      low !== null && high !== null && html`<path class="range${i === 0 && ' own'}" d="M${x(low)} ${y}H${x(high)}"/>`
    return html`<text x="${BOX.left - 8}" y="${y + 4}" text-anchor="end">${label}</text><path class="grid" d="M${BOX.left} ${y}H${BOX.width - BOX.right}"/>${interval}<circle class="point${i === 0 && ' own'}" cx="${x(at)}" cy="${y}" r="5"/><text class="value" x="${BOX.width - BOX.right + 8}" y="${y + 4}">${formatPercent(at, locale)}</text>`
  })
  return {
    box: { ...BOX, height: bottom + BOX.bottom },
    caption: fill(school.compareCaption, { sitting: sittingName(sitting, locale) }, locale),
    content: html`${rows}<text x="${BOX.left}" y="${bottom + 16}">0</text><text x="${BOX.width - BOX.right}" y="${bottom + 16}" text-anchor="end">${formatPercent(1, locale)}</text>`,
    keys: [],
  }
}
