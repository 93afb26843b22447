/** Are results lower where a public observer was present? If so by much, everyone inflates, and peers are no yardstick. */

import { groupBy } from '../group-by'
import type { Assessment, ControlledReport, ObserverEffect, Peers } from '../model'
import { fixed } from '../setting'
import type { IndexedRegion } from '../sittings/region'
import { meanOf } from '../sittings/sitting'
import { CONFIDENCE_TAIL, tQuantileUpper } from '../statistics/intervals'

const FEWEST = fixed(5, {
  reason: 'Fewer observed or unobserved sittings, or fewer schools, give no interval worth printing.',
  origin: 'ours',
})

interface Unit {
  readonly school: number
  /** Sittings of one assessment and one peer group; only they are compared with each other. */
  readonly cell: string
  readonly group: number | null
  readonly observed: 0 | 1
  /** Mean score in percent of the maximum. */
  readonly y: number
}

/**
 * Controlled minus all other sittings inside each assessment and peer group, and the means of the region as they would be had all been
 * controlled: mean of all papers + share of the papers outside control x effect of the assessment (as INVALSI corrects
 * the means of its regions by classes with an external observer).
 *
 * @returns `null` where no sitting was controlled
 * @example
 * controlledReport(region, peers)?.means[0] // { assessment: '2021|4|Math', mean: 61.2, corrected: 57.9, low: 55.8, high: 60, ... }
 */
export function controlledReport(region: Region, peers: Peers): ControlledReport | null {
  const { sittings, observations, assessmentOf } = region
  const isControlled = (i: number): boolean => observations[i]!.controlled === true
  const sum = [...sittings.keys()].filter(isControlled).length
  if (sum === 0) return null
  const units = unitsOf(region, peers, (i) => (isControlled(i) ? 1 : 0))
  const byAssessment = groupBy([...sittings.keys()], (i) => sittings[i]!.assessmentId)
  const means = [...byAssessment].flatMap(([assessment, positions]) => {
    const maximum = scaleOf(assessmentOf[positions[0]!]!)
    const known = positions.filter((i) => meanOf(sittings[i]!) !== null && sittings[i]!.participants !== null)
    const papers = known.reduce((total, i) => total + sittings[i]!.participants!, 0)
    const { effect, low, high, observed } = effectOf(
      units.filter(({ cell }) => cell.startsWith(`${assessment}\t`)),
      null,
    )
    if (maximum === null || effect === null || papers === 0) return []
    const share = (of: (i: number) => number): number =>
      known.reduce((total, i) => total + of(i) * sittings[i]!.participants!, 0) / papers
    const mean = share((i) => (100 * meanOf(sittings[i]!)!) / maximum)
    const outside = share((i) => (isControlled(i) ? 0 : 1))
    return [
      {
        ...{ assessment, controlled: observed, mean },
        corrected: mean + outside * effect,
        low: mean + outside * low!,
        high: mean + outside * high!,
      },
    ]
  })
  return { sittings: sum, effect: effectOf(units, null), means }
}

type Region = Pick<IndexedRegion, 'sittings' | 'observations' | 'schoolOf' | 'assessmentOf'>

/**
 * Observed minus unobserved sittings inside each assessment and peer group, in percent of the maximum score, pooled:
 * effect = sum of S_oy / sum of S_oo over the cells (least squares with a constant per cell). The 95 % interval comes
 * from the jackknife over schools, because sittings of a school are alike; t with schools - 1 degrees of freedom.
 * Sittings of which nothing is known are left out: they may have had an observer.
 *
 * It is a comparison, not an experiment: observers sent where trouble is expected make the effect look smaller.
 *
 * @returns the region first, then every peer group
 * Source of the jackknife over clusters: Bell & McCaffrey (2002), Survey Methodology 28, 169-181.
 * @example
 * observerEffects(region, peers)[0] // { peerGroup: null, observed: 60, unobserved: 40, effect: -4.1, ... }
 */
export function observerEffects(region: Region, peers: Peers): ObserverEffect[] {
  const { observations } = region
  // Of unknown sittings nothing is said: they may have had an observer.
  const units = unitsOf(region, peers, (i) => {
    const { observer, observed } = observations[i]!
    return observer === 'unknown' && !observed ? null : observed ? 1 : 0
  })
  return [
    effectOf(units, null),
    ...peers.groups.map((group, g) =>
      effectOf(
        units.filter((unit) => unit.group === g),
        group.id,
      ),
    ),
  ]
}

function unitsOf(
  { sittings, schoolOf, assessmentOf }: Region,
  peers: Peers,
  sideOf: (i: number) => 0 | 1 | null,
): Unit[] {
  return sittings.flatMap((sitting, i): Unit[] => {
    const mean = meanOf(sitting)
    const observed = sideOf(i)
    if (mean === null || observed === null) return []
    const maximum = scaleOf(assessmentOf[i]!)
    if (maximum === null) return []
    const group = peers.groupOf[schoolOf[i]!] ?? null
    return [
      {
        school: schoolOf[i]!,
        cell: `${sitting.assessmentId}\t${group ?? ''}`,
        group,
        observed,
        y: (100 * mean) / maximum,
      },
    ]
  })
}

const scaleOf = ({ maxScore }: Assessment): number | null => (maxScore !== null && maxScore > 0 ? maxScore : null)

interface Sums {
  n: number
  o: number
  y: number
  oy: number
}

function effectOf(units: readonly Unit[], peerGroup: string | null): ObserverEffect {
  const observed = units.filter((unit) => unit.observed === 1).length
  const counts = { peerGroup, observed, unobserved: units.length - observed }
  const none = { ...counts, effect: null, low: null, high: null }
  const cells = sumsByCell(units)
  const informative = units.filter(({ cell }) => scatter(cells.get(cell)!).oo > 0)
  const bySchool = groupBy(informative, ({ school }) => school)
  if (counts.observed < FEWEST || counts.unobserved < FEWEST || bySchool.size < FEWEST) return none
  const total = { oo: 0, oy: 0 }
  for (const sums of cells.values()) add(total, scatter(sums), 1)
  const effect = total.oy / total.oo
  const without = [...bySchool.values()].map((left) => effectWithout(left, cells, total))
  if (without.some((value) => value === null)) return none
  const schools = without.length
  const mean = without.reduce((sum: number, value) => sum + value!, 0) / schools
  const variance = ((schools - 1) / schools) * without.reduce((sum: number, v) => sum + (v! - mean) * (v! - mean), 0)
  const half = tQuantileUpper(CONFIDENCE_TAIL, schools - 1) * Math.sqrt(variance)
  return { ...counts, effect, low: effect - half, high: effect + half }
}

function sumsByCell(units: readonly Unit[]): Map<string, Sums> {
  const cells = new Map<string, Sums>()
  for (const { cell, observed, y } of units) {
    const sums = cells.get(cell) ?? { n: 0, o: 0, y: 0, oy: 0 }
    cells.set(cell, { n: sums.n + 1, o: sums.o + observed, y: sums.y + y, oy: sums.oy + observed * y })
  }
  return cells
}

/** Sums of squares and products about the cell's means. */
const scatter = ({ n, o, y, oy }: Sums): { oo: number; oy: number } =>
  n === 0 ? { oo: 0, oy: 0 } : { oo: o - (o * o) / n, oy: oy - (o * y) / n }

function add(total: { oo: number; oy: number }, part: { oo: number; oy: number }, sign: number): void {
  total.oo += sign * part.oo
  total.oy += sign * part.oy
}

const LEAST_SCATTER = fixed(1e-9, {
  reason:
    'Where observed and other sittings are not mixed inside any cell, nothing can be compared; less than this is rounding.',
  origin: 'computing',
})

/** The effect without the sittings of one school; `null` where nothing is left to compare. */
function effectWithout(
  left: readonly Unit[],
  cells: ReadonlyMap<string, Sums>,
  all: { oo: number; oy: number },
): number | null {
  const total = { ...all }
  for (const [cell, removed] of sumsByCell(left)) {
    const sums = cells.get(cell)!
    add(total, scatter(sums), -1)
    add(total, scatter(minus(sums, removed)), 1)
  }
  return total.oo > LEAST_SCATTER ? total.oy / total.oo : null
}

const minus = (a: Sums, b: Sums): Sums => ({ n: a.n - b.n, o: a.o - b.o, y: a.y - b.y, oy: a.oy - b.oy })
