import { fixed } from '../../setting'
import { meanOf } from '../../sittings/sitting'
import type { DetectorView } from '../runner/detector'
import { lineOverBins, robustVariance } from './bins'
import { expectedInContext } from './measuring'
import { told } from './told'
import { pooledWithinVariance } from './within-variance'

/** How far the mean of a sitting lies above what its peers lead to expect, in SD between pupils: comparable over tests. */
export interface Standing {
  readonly above: number
  /** Sampling variance of `above`: 1 / pupils. */
  readonly variance: number
  /** Variance of real differences between honest schools, in the same unit squared. */
  readonly tau2: number
  /** SD between the pupils of one school, in points. */
  readonly points: number
}

/**
 * Standings of all sittings of a view; `null` where nothing is expected of a sitting or its pupils are not counted.
 *
 * @param id of the detector
 */
export function standings(view: DetectorView, id: string): (Standing | null)[] {
  const byAssessment = new Map<readonly number[], number>()
  const sdOf = view.regionOf.map((region) => {
    const known = byAssessment.get(region)
    if (known !== undefined) return known
    const ofRegion = () => [pooledWithinVariance(region.map((i) => view.sittings[i]!))]
    const sd = Math.sqrt(told(view, region, `${id}.within`, ofRegion)[0]!)
    byAssessment.set(region, sd)
    return sd
  })
  const y = view.sittings.map((sitting, i) =>
    sdOf[i]! > 0 && sitting.participants !== null ? meanOf(sitting)! / sdOf[i]! : Number.NaN,
  )
  const variance = view.sittings.map(({ participants }) => 1 / (participants ?? 1))
  return expectedInContext(view, `${id}.standing`, y, variance).map((e, i) =>
    e === null ? null : { above: y[i]! - e.expected, variance: variance[i]!, tau2: e.tau2, points: sdOf[i]! },
  )
}

/** Others whose results serve as control of a sitting, averaged. */
export interface Control {
  /** Their mean standing. */
  readonly above: number
  /** Its sampling variance. */
  readonly variance: number
  readonly sittings: number
}

const OWN_SHARE = fixed(0.5, {
  reason: "A sitting's own share of tau^2: what does not repeat in the school's other sittings.",
  origin: 'ours',
})

/** Mean of standings, each weighing by its precision. `null` for none. */
export function controlOf(others: readonly (Standing | null)[]): Control | null {
  let weights = 0
  let above = 0
  let variance = 0
  let sittings = 0
  for (const other of others) {
    if (other === null) continue
    const weight = 1 / (other.variance + OWN_SHARE * other.tau2)
    weights += weight
    above += weight * other.above
    variance += weight * weight * other.variance
    sittings++
  }
  return sittings === 0 ? null : { above: above / weights, variance: variance / (weights * weights), sittings }
}

const LEAST_PER_BIN = fixed(20, {
  reason: 'Fewer differences than this per bin do not show how chance falls with the number of pupils.',
  origin: 'ours',
})

const LEAST_SHARE = fixed(0.05, { reason: 'Pupils of two sittings are nearly the same ones at most.', origin: 'ours' })

/**
 * How much of the variance that independent pupils would give is really there: differences between sittings of the same
 * pupils vary less. Slope of a line through the robust variances (MAD) of the differences in bins of `variance`.
 *
 * @returns .05..1; 1 (nothing shared) where there are too few differences to tell
 */
export function chanceShare(differences: readonly { readonly y: number; readonly variance: number }[]): number {
  const units = differences.map(({ y, variance }) => ({ x: variance, y }))
  const line = lineOverBins(units, robustVariance, LEAST_PER_BIN)
  return line === null ? 1 : Math.min(1, Math.max(LEAST_SHARE, line.slope))
}
