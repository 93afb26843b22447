/** How widely honest values spread on the side that is looked at, told from the bulk of all values. */
import { quantile } from 'simple-statistics'
import { fixed } from '../setting'

export const PRIOR = fixed(30, {
  reason: 'Centre and spread are told from few values as if so many more had shown what theory says.',
  origin: 'ours',
  unit: 'sittings',
})
const QUANTILES = fixed(
  [
    { share: 0.8413447460685429, at: 1 },
    { share: 0.9, at: 1.2815515655446004 },
  ],
  {
    reason:
      'Two quantiles of the upper half, and where a standard normal has them: of the middle, so that one school in ten that manipulates hardly moves them.',
    origin: 'ours',
  },
)
const OUTER = fixed(1.15, {
  reason:
    'How much wider the outer quantile may show the spread than the inner one: where it lies among manipulated sittings it says nothing of honest ones.',
  origin: 'ours',
})
const WIDEST = fixed(1.5, {
  reason:
    'Honest habits of a real region spread its pattern detectors 1.2 to 1.4 times as wide as theory says; what is wider is not honest.',
  origin: 'ours',
})

export interface SuspiciousSide {
  readonly centre: number
  /** From 1, never narrower than theory, to 1.5. */
  readonly spread: number
}

/**
 * Centre and spread of z-scores that theory has as standard normal, with heavier honest differences on the upper side than
 * theory knows. Where a third of the values is moved by the same cause, it is taken for the usual spread.
 *
 * @param z finite numbers
 * @example
 * suspiciousSide([]) // { centre: 0, spread: 1 }
 */
export function suspiciousSide(z: readonly number[]): SuspiciousSide {
  const centre = toldCentre(z)
  return { centre, spread: toldSpread(z, centre) }
}

/**
 * The median, drawn toward 0.
 *
 * @param prior values as whose weight theory stands beside those seen
 */
export const toldCentre = (z: readonly number[], prior: number = PRIOR): number =>
  z.length === 0 ? 0 : weightOf(z, prior) * quantile(z as number[], 0.5)

/** The spread of the upper half about a centre, drawn toward 1. */
export function toldSpread(
  z: readonly number[],
  centre: number,
  prior: number = PRIOR,
  upper: UpperSpread = widerOfTwo,
): number {
  if (z.length === 0) return 1
  const spread = Math.min(WIDEST, Math.max(1, upperSpread(z, centre, upper)))
  return 1 + weightOf(z, prior) * (spread - 1)
}

const weightOf = (z: readonly number[], prior: number): number => z.length / (z.length + prior)

/** One spread of the two that an inner and an outer quantile tell. */
export type UpperSpread = (inner: number, outer: number) => number

/** The safe one: where chance makes one of them wide, the wide one counts. */
export const widerOfTwo: UpperSpread = (inner, outer) => Math.max(inner, Math.min(outer, OUTER * inner))

/** The likely one, for tails that are no heavier than the normal. */
export const meanOfTwo: UpperSpread = (inner, outer) => (inner + Math.min(outer, OUTER * inner)) / 2

/** How wide the upper half lies about the centre, 1 = standard normal: told by the inner quantile, the outer one within bounds. */
export function upperSpread(z: readonly number[], centre: number, of: UpperSpread = widerOfTwo): number {
  const [inner, outer] = QUANTILES.map(({ share, at }) => (quantile(z as number[], share) - centre) / at)
  return of(inner!, outer!)
}
