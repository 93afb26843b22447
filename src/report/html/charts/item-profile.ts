/** How well each item was solved in one sitting, against comparable schools. */
import type { SittingResult } from '../../../model'
import { fill } from '../../../words/format'
import { sittingName } from '../../sentences'
import { html } from '../escape'
import type { View } from '../parts'
import { axes, type Box, type Chart, linear, ticks } from './axes'
import { bars, comparedKeys, steps } from './distribution'

const BOX: Box = { width: 460, height: 210, left: 40, right: 12, top: 38, bottom: 40 }

/** The chart, or nothing where items are not known. */
export function itemProfileChart(sitting: SittingResult, peers: readonly number[] | null, view: View): Chart | null {
  const { locale, words } = view
  const own = sitting.itemShares
  if (own === null || own.length === 0) return null
  const { report } = words
  const x = linear(0.5, own.length + 0.5, BOX.left, BOX.width - BOX.right)
  const y = linear(0, 100, BOX.height - BOX.bottom, BOX.top)
  const item = (i: number): number => x(i + 1)
  return {
    box: BOX,
    caption: fill(report.itemsCaption, { sitting: sittingName(sitting, locale) }, locale),
    content: html`${axes({
      ...{ box: BOX, x, y, xTicks: ticks(1, own.length, 10), yTicks: [0, 25, 50, 75, 100] },
      ...{ xTitle: report.item, yTitle: report.percentOfMaximum, locale },
    })}
<path class="bars" d="${bars(own, item, y)}"/>
${peers !== null && html`<path class="steps" d="${steps(peers, item, y)}"/>`}`,
    keys: comparedKeys(peers !== null, view),
  }
}
