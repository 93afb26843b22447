/**
 * Honest schools differ in their habits - what was taught, which exercise book, how a criterion is marked - and no theory
 * knows by how much. The region does: most of its sittings are honest, so the bulk of its own p-values shows how wide the
 * honest spread is. Outcomes are judged again on that scale. Measured on a real region: docs/method-patterns.md.
 */
import { quantile } from 'simple-statistics'
import { log } from '../../../elementary'
import type { Outcome } from '../../../model'
import { fixed } from '../../../setting'
import {
  meanOfTwo,
  type SuspiciousSide,
  suspiciousSide,
  type UpperSpread,
  widerOfTwo,
} from '../../../statistics/suspicious-side'
import { normalScore, tUpper } from '../../../statistics/tails'
import type { DetectorView } from '../../runner/detector'
import { told } from '../told'

const FREEDOM_TIMES_EXCESS = fixed(4, {
  reason:
    'Habits have heavier tails than chance: the more of the spread is theirs, the fewer degrees of freedom has the tail. A spread of 1.3, usual in a real region, gives 13: with 20 item-profile had p < .001 in .5 % of its sittings.',
  origin: 'ours',
})

/** How honest schools differ beyond chance in what a detector looks at. */
const DIFFERENCES = {
  /** With what was taught and how a criterion is marked: a few schools by very much. */
  habits: { freedomTimesExcess: FREEDOM_TIMES_EXCESS, upper: widerOfTwo },
  /** All alike by a little. */
  kindness: { freedomTimesExcess: Number.POSITIVE_INFINITY, upper: meanOfTwo },
} as const

/**
 * The outcomes with p-values on the region's own scale: less the region's centre, divided by the spread of its suspicious
 * side (the larger of two quantiles of its upper half, never below what theory says).
 *
 * Quantiles of the middle, not of the tail: one school in ten that manipulates hardly moves them. Where a third of the
 * region does the same, they are the yardstick, and less stands out.
 *
 * @param id of the detector
 * @param outcomes of the sittings of one assessment
 * @returns the same outcomes, those measured with a new `p`
 */
export function onRegionScale(
  view: DetectorView,
  id: string,
  outcomes: readonly Outcome[],
  differences: keyof typeof DIFFERENCES = 'habits',
): Outcome[] {
  const { freedomTimesExcess, upper } = DIFFERENCES[differences]
  const units = outcomes.map((outcome): Unit | null =>
    outcome.outcome === 'measured' ? { z: normalScore(outcome.p), n: outcome.n } : null,
  )
  const sideOf = sideBySize(told(view, [...outcomes.keys()], `${id}.scale`, () => sidesOf(units, upper)))
  return outcomes.map((outcome, i) => {
    if (outcome.outcome !== 'measured') return outcome
    const { z, n } = units[i]!
    const { centre, spread } = sideOf(n)
    const freedom = spread > 1 ? freedomTimesExcess / (spread - 1) : Number.POSITIVE_INFINITY
    const { basis, ...rest } = outcome
    const scaled = { ...rest, p: tUpper((z - centre) / spread, freedom) }
    return basis === undefined ? scaled : { ...scaled, basis: { ...basis, region: { centre, spread } } }
  })
}

interface Unit {
  readonly z: number
  readonly n: number
}

/**
 * The side that is suspected, of the smaller half of the sittings and of the larger: a habit shows the more, the more pupils
 * show it.
 *
 * @returns for each half ln of its median number of pupils, centre and spread
 */
function sidesOf(units: readonly (Unit | null)[], upper: UpperSpread): number[] {
  const known = units.flatMap((unit) => (unit !== null && Number.isFinite(unit.z) ? [unit] : []))
  if (known.length === 0) return [0, 0, 1, 0, 0, 1]
  const typical = medianOf(known)
  const small = known.filter(({ n }) => n <= typical)
  const large = known.filter(({ n }) => n >= typical)
  return [small, large].flatMap((half) => {
    const { centre, spread } = suspiciousSide(
      half.map(({ z }) => z),
      upper,
    )
    return [log(Math.max(1, medianOf(half))), centre, spread]
  })
}

const medianOf = (units: readonly Unit[]): number =>
  quantile(
    units.map(({ n }) => n),
    0.5,
  )

/** Between the medians of the two halves on a straight line in ln pupils, outside as at the nearer one. */
const sideBySize =
  ([from, centre, spread, to, otherCentre, otherSpread]: readonly number[]) =>
  (n: number): SuspiciousSide => {
    const way = to! > from! ? Math.min(1, Math.max(0, (log(Math.max(1, n)) - from!) / (to! - from!))) : 1
    return {
      centre: centre! + way * (otherCentre! - centre!),
      spread: spread! + way * (otherSpread! - spread!),
    }
  }
