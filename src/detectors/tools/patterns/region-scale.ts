/**
 * Honest schools differ in their habits - what was taught, which exercise book, how a criterion is marked - and no theory
 * knows by how much. The region does: most of its sittings are honest, so the bulk of its own p-values shows how wide the
 * honest spread is. Outcomes are judged again on that scale. Measured on a real region: docs/method-patterns.md.
 */
import { quantile } from 'simple-statistics'
import { log } from '../../../elementary'
import type { Outcome } from '../../../model'
import { fixed } from '../../../setting'
import { meanOfTwo, PRIOR, toldCentre, toldSpread, widerOfTwo } from '../../../statistics/suspicious-side'
import { normalScore, tUpper } from '../../../statistics/tails'
import type { DetectorView } from '../../runner/detector'
import { NORMAL } from '../measuring'
import { told } from '../told'

const FREEDOM_TIMES_EXCESS = fixed(4, {
  reason:
    'Habits have heavier tails than chance: the more of the spread is theirs, the fewer degrees of freedom has the tail. A spread of 1.3, usual in a real region, gives 13: with 20 item-profile had p < .001 in .5 % of its sittings.',
  origin: 'ours',
})

const PRIOR_OF_HABITS = fixed(10, {
  reason:
    'Every region has habits, so that what theory says of answers counts for less: drawn toward it as if by 30 sittings, item-profile had p < .01 in .019 of honest sittings of 13-25 pupils, in regions of 30 schools in .033; so in .015 and .021.',
  origin: 'ours',
  unit: 'sittings',
})
const PARTS = fixed(
  { centre: 3, spread: 2 },
  {
    reason:
      'By size. What a class was taught shows the more the larger it is, and less where a second class joins: a line between halves passes below that, thirds do not. The spread grows steadily.',
    origin: 'ours',
    unit: 'parts',
  },
)

/** How honest schools differ beyond chance in what a detector looks at. */
const DIFFERENCES = {
  /** With what was taught and how a criterion is marked: all somewhat, a few by very much. */
  habits: { freedomTimesExcess: FREEDOM_TIMES_EXCESS, upper: widerOfTwo, prior: PRIOR_OF_HABITS },
  /** A few by very much. */
  excellence: { freedomTimesExcess: FREEDOM_TIMES_EXCESS, upper: widerOfTwo, prior: PRIOR },
  /** All alike by a little. */
  kindness: { freedomTimesExcess: Number.POSITIVE_INFINITY, upper: meanOfTwo, prior: PRIOR },
} as const
type Differences = (typeof DIFFERENCES)[keyof typeof DIFFERENCES]

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
  const expected = DIFFERENCES[differences]
  const units = outcomes.map((outcome): Unit | null =>
    outcome.outcome === 'measured' ? { z: normalScore(outcome.p), lnPupils: log(Math.max(1, outcome.n)) } : null,
  )
  const bends = triples(told(view, [...outcomes.keys()], `${id}.scale`, () => scaleOf(units, expected)))
  const centreAt = lineThrough(bends.map(([at, centre]) => [at, centre]))
  const spreadAt = lineThrough(bends.map(([at, , spread]) => [at, spread]))
  return outcomes.map((outcome, i) => {
    if (outcome.outcome !== 'measured') return outcome
    const { z, lnPupils } = units[i]!
    const [centre, spread] = [centreAt(lnPupils), spreadAt(lnPupils)]
    const freedom = spread > 1 ? expected.freedomTimesExcess / (spread - 1) : Number.POSITIVE_INFINITY
    const { basis, ...rest } = outcome
    const scaled = { ...rest, p: tUpper((z - centre) / spread, freedom) }
    return basis === undefined
      ? scaled
      : { ...scaled, basis: { ...basis, region: { centre, spread, df: Math.min(freedom, NORMAL) } } }
  })
}

interface Unit {
  readonly z: number
  readonly lnPupils: number
}

/**
 * Centre and spread by number of pupils: a habit shows the more, the more pupils show it.
 *
 * @returns where the lines bend: ln pupils, centre, spread, again and again
 */
function scaleOf(units: readonly (Unit | null)[], { upper, prior }: Differences): number[] {
  const known = units.flatMap((unit) => (unit !== null && Number.isFinite(unit.z) ? [unit] : []))
  if (known.length === 0) return [0, 0, 1]
  const centres = partsBySize(known, PARTS.centre).map(
    (part): Point => [medianSize(part), toldCentre(zOf(part), prior)],
  )
  const centreAt = lineThrough(centres)
  const left = known.map(({ z, lnPupils }) => ({ z: z - centreAt(lnPupils), lnPupils }))
  const spreads = partsBySize(left, PARTS.spread).map(
    (part): Point => [medianSize(part), toldSpread(zOf(part), 0, prior, upper)],
  )
  const spreadAt = lineThrough(spreads)
  const bends = new Set([...centres, ...spreads].map(([at]) => at))
  return [...bends].sort((a, b) => a - b).flatMap((at) => [at, centreAt(at), spreadAt(at)])
}

/** Equally many in each, and those at a border in both. */
function partsBySize(units: readonly Unit[], parts: number): Unit[][] {
  const sizes = sizesOf(units)
  const borders = Array.from({ length: parts + 1 }, (_, k) => quantile(sizes, k / parts))
  return Array.from({ length: parts }, (_, k) =>
    units.filter(({ lnPupils }) => lnPupils >= borders[k]! && lnPupils <= borders[k + 1]!),
  )
}

const zOf = (units: readonly Unit[]): number[] => units.map(({ z }) => z)
const sizesOf = (units: readonly Unit[]): number[] => units.map(({ lnPupils }) => lnPupils)
const medianSize = (units: readonly Unit[]): number => (units.length === 0 ? 0 : quantile(sizesOf(units), 0.5))

type Point = readonly [at: number, value: number]

/** Straight between neighbouring points, in order; outside as at the nearest one. */
function lineThrough(points: readonly Point[]): (at: number) => number {
  return (at) => {
    const next = points.findIndex(([here]) => here >= at)
    if (next === -1) return points.at(-1)![1]
    const [to, there] = points[next]!
    const [from, value] = points[Math.max(0, next - 1)]!
    return to > from ? value + ((at - from) / (to - from)) * (there - value) : there
  }
}

const triples = (numbers: readonly number[]): [number, number, number][] =>
  Array.from({ length: numbers.length / 3 }, (_, k) => [numbers[3 * k]!, numbers[3 * k + 1]!, numbers[3 * k + 2]!])
