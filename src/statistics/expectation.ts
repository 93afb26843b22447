/**
 * What is expected of each unit, judged by its peers without the unit itself: the one engine of all detectors.
 *
 *   z_i = (y_i - theta) / sqrt(s_i^2 + tau^2 + se(theta)^2),  p one-sided from Student's t.
 *
 * theta is a robust (Huber) location of the peers, pulled toward the region's line on the covariates as far as the group
 * says little by itself (partial pooling); tau^2 the real differences between honest units, read off the lower side
 * (`random-effects.ts`) and shared among the groups of an assessment.
 * The degrees of freedom are Satterthwaite's: few where the uncertain tau^2 rules the sum, many where the known sampling
 * variance does. docs/method-expectation.md shows how that is calibrated.
 */
import { fixed } from '../setting'
import {
  type Fit,
  fitGroup,
  fitted,
  fittedVariance,
  type GroupFit,
  spreadAround,
  tau2Variance,
  withoutUnit,
} from './random-effects'
import { tUpper } from './tails'

export interface ExpectationInput {
  /** Statistic of each unit; larger = more suspicious. A unit that is not finite is left out everywhere. */
  readonly y: readonly number[]
  /** Sampling variance of each `y`, in its unit squared, at least 0. */
  readonly variance: readonly number[]
  /** Units with which each may be compared; members of a cluster share one array. The unit itself is always left out. */
  readonly peersOf: readonly (readonly number[])[]
  /** All units of the same assessment: the fallback of small groups, and whose groups share their tau^2. */
  readonly regionOf: readonly (readonly number[])[]
  /** Per unit a few numbers whose robust, shrunken slope inside the peers is removed. */
  readonly covariates?: readonly (readonly number[])[]
  /** Units that are the better yardstick (observed sittings), where at least 10 peers are and they differ from the rest. */
  readonly reference?: readonly boolean[]
  /**
   * Degrees of freedom of each unit's own tail, where honest differences or a sum over few pupils are known to reach
   * further than a normal distribution does; default: infinitely many.
   */
  readonly freedom?: readonly number[]
  /** What a bigger run has told of an assessment, by its entry of `regionOf`: its units are judged by that alone. */
  readonly told?: ReadonlyMap<readonly number[], ToldYardsticks>
  /** Is handed what the units of each assessment tell, so that it can be kept for smaller runs. */
  readonly keep?: (told: ReadonlyMap<readonly number[], ToldYardsticks>) => void
}

/** What the units of one assessment tell, as numbers: a yardstick is written by `numbersOf`. */
export interface ToldYardsticks {
  /** The line through all units. */
  readonly region: readonly number[]
  /** Yardsticks of groups, by their entry of `peersOf`. */
  readonly groups: ReadonlyMap<readonly number[], readonly number[]>
  /** Variance of groups beside the line; `null` where there are no groups. */
  readonly between: number | null
  /** tau^2 common to the groups, and its sampling variance; `null` where there is one group. */
  readonly spread: readonly number[] | null
}

export interface Expectation {
  /** The statistic of the unit, and its sampling variance, as they were given. */
  readonly y: number
  readonly variance: number
  /** theta: what the peers lead one to expect, in units of y. */
  readonly expected: number
  /** Standard error of `expected`. */
  readonly se: number
  /** Variance of real differences between honest units. */
  readonly tau2: number
  /** Degrees of freedom of p. */
  readonly df: number
  readonly z: number
  /** One-sided: P(an honest unit lies this high). */
  readonly p: number
  /** Other units in the yardstick. */
  readonly peers: number
  readonly reference: 'peers' | 'region' | 'reference'
}

const FEWEST = fixed(5, { reason: 'Fewer units than this are no yardstick, even in the region.', origin: 'ours' })
const BETWEEN_GROUPS = fixed(0.1, {
  reason:
    "Variance between groups beside the region's line that is expected before they are seen, in units of tau^2; measured in docs/peers.md.",
  origin: 'ours',
})
const BETWEEN_PRIOR = fixed(4, {
  reason: 'Of how many groups that expectation is worth; measured in docs/peers.md.',
  origin: 'ours',
})
const HETEROGENEITY = fixed(0.5, {
  reason: 'How much tau^2 may differ between honest groups: standard deviation in units of the common tau^2.',
  origin: 'ours',
})
const TRUST_IN_WIDER = fixed(0.6, {
  reason:
    'How far a group that seems more varied than the others is believed. (measured in docs/method-expectation.md)',
  origin: 'ours',
})
const LOST = fixed(6, {
  reason:
    'Units that the residuals of a small region are worth less, for the lines that were fitted to them (docs/peers.md).',
  origin: 'ours',
})
const WIDEST = fixed(2, {
  reason: 'Beyond this multiple of the common tau^2 it is not believed at all.',
  origin: 'ours',
})
const REFERENCE_FROM = fixed(10, { reason: 'Observed units needed before they become the yardstick.', origin: 'ours' })
export const SLOPE_PRIOR = fixed(15, {
  reason: 'Slopes are shrunk as if this many further units, scattered as the group is without slopes, showed none.',
  origin: 'ours',
})
export const COVARIATE_LIMIT = fixed(2.5, {
  reason: 'Covariates are clipped here, in standard deviations: one odd school must not hold the slope.',
  origin: 'ours',
})
const EQUAL = fixed(1e-12, { reason: 'Differences below this share of the value are rounding.', origin: 'computing' })
const DIFFERS = fixed(1.959963984540054, { reason: 'Two-sided 5 %.', origin: 'computing' })

/** A group of units that serves as yardstick: fitted once, then asked without this or that unit. */
interface Yardstick {
  readonly group: GroupFit
  /** Position of each unit among the members of the fit; -1 where it was rejected. */
  readonly position: ReadonlyMap<number, number>
  readonly scale: CovariateScale
  /** Row of covariates of any unit, first entry 1. */
  readonly row: (unit: number) => Float64Array
}

/** Mean and standard deviation of each covariate; not finite where it says nothing. */
interface CovariateScale {
  readonly centre: Float64Array
  readonly scale: Float64Array
}

/**
 * Expected value, its error and a one-sided p for every unit.
 *
 * The order of units does not matter, to the last bit. Cost: O(m) per unit in groups up to 200, O(1) in larger ones.
 *
 * @returns one entry per unit; `null` where fewer than 5 other units exist even in the region, where `y` or `variance`
 *   is not a finite number, or where all peers are exactly equal, without sampling variance, and the unit is not: then
 *   nothing says how far is far.
 * @throws RangeError if the arrays differ in length.
 * @example
 * const all = [0, 1, 2, 3, 4, 5]
 * const share = all.map(() => all)
 * expectations({ y: [1, 2, 3, 2, 1, 9], variance: [1, 1, 1, 1, 1, 1], peersOf: share, regionOf: share })[5]?.p // 0.0007...
 */
export function expectations(input: ExpectationInput): (Expectation | null)[] {
  const n = input.y.length
  const { variance, peersOf, regionOf, covariates, reference, freedom } = input
  for (const part of [variance, peersOf, regionOf, covariates, reference, freedom])
    if (part && part.length !== n) throw new RangeError(`expectations: ${part.length} entries for ${n} units`)
  const yardsticks = new Map<readonly number[], Yardstick | null>()
  const yardstick = (units: readonly number[]): Yardstick | null => {
    let found = yardsticks.get(units)
    if (found === undefined) {
      found = makeYardstick(input, units)
      yardsticks.set(units, found)
    }
    return found
  }
  const between = betweenGroups(input, yardstick)
  const own = input.y.map((_, unit) => {
    if (!usable(input, unit) || input.told?.has(input.regionOf[unit]!)) return null
    const [peers, region] = [input.peersOf[unit]!, input.regionOf[unit]!]
    const fit = fitFor(yardstick(peers), unit)
    if (fit === null) return null
    const alone = predicted(fit)
    const variance = between.get(region)
    const whole = variance === undefined || isWhole(peers, region) ? null : fitFor(yardstick(region), unit)
    return { ...fit, ...(whole === null ? alone : pooled(alone, predicted(whole), variance!)) }
  })
  const { spreads, common } = commonSpreads(input, own)
  input.keep?.(tell(input, yardstick, between, common))
  return input.y.map((_, unit) => {
    if (!usable(input, unit)) return null
    const told = input.told?.get(input.regionOf[unit]!)
    if (told !== undefined) return judgeByTold(input, unit, told)
    const fit = own[unit]!
    if (fit !== null) return judge(input, unit, fit, shrunkSpread(fit.fit, spreads[unit]!), 'peers')
    const region = fitFor(yardstick(input.regionOf[unit]!), unit)
    return region && judge(input, unit, { ...region, ...predicted(region) }, spreadOf(region.fit), 'region')
  })
}

/** A group that holds all units of its assessment. */
const isWhole = (peers: readonly number[], region: readonly number[]): boolean => peers.length >= region.length

/** What a yardstick leads to expect of a unit, and its variance. */
interface Prediction {
  readonly expected: number
  readonly se2: number
}

const predicted = ({ fit, x }: UnitFit): Prediction => ({ expected: fitted(fit, x), se2: fittedVariance(fit, x) })

/**
 * The group's own answer and the region's line, each weighed by how much it says: theta of a group differs from the line by
 * chance with variance `between`. Large groups keep theirs, small ones lean on the line.
 */
function pooled(group: Prediction, line: Prediction, between: number): Prediction {
  const prior = between + line.se2
  const weight = group.se2 + prior > 0 ? prior / (group.se2 + prior) : 1
  return {
    expected: weight * group.expected + (1 - weight) * line.expected,
    se2: weight * weight * group.se2 + (1 - weight) * (1 - weight) * prior,
  }
}

/**
 * By how much the groups of an assessment really differ from the region's line: variance, by moments over the groups and
 * shrunk toward a tenth of tau^2. Absent where there are no two groups.
 */
function betweenGroups(
  input: ExpectationInput,
  yardstick: (units: readonly number[]) => Yardstick | null,
): Map<readonly number[], number> {
  const groupsOf = new Map<readonly number[], Set<readonly number[]>>()
  input.y.forEach((_, unit) => {
    const [peers, region] = [input.peersOf[unit]!, input.regionOf[unit]!]
    if (!usable(input, unit) || isWhole(peers, region) || input.told?.has(region)) return
    const groups = groupsOf.get(region)
    if (groups === undefined) groupsOf.set(region, new Set([peers]))
    else groups.add(peers)
  })
  const variances = new Map<readonly number[], number>()
  for (const [region, groups] of groupsOf) {
    const line = yardstick(region)
    if (line === null) continue
    const distances = [...groups].flatMap((units) => distanceFromLine(yardstick(units), line) ?? [])
    distances.sort((a, b) => a.difference - b.difference || a.variance - b.variance)
    const { tau2 } = line.group.fit
    const degrees = Math.max(0, distances.length - 1)
    const squares = distances.reduce((sum, { difference }) => sum + difference * difference, 0)
    const chance = distances.reduce((sum, { variance }) => sum + variance, 0) / Math.max(1, distances.length)
    const seen = degrees === 0 ? 0 : Math.max(0, squares / degrees - chance)
    variances.set(region, (BETWEEN_PRIOR * BETWEEN_GROUPS * tau2 + degrees * seen) / (BETWEEN_PRIOR + degrees))
  }
  return variances
}

/** How far a group lies from the region's line at its own mean covariates, and the variance of that by chance. */
function distanceFromLine(
  group: Yardstick | null,
  line: Yardstick,
): { readonly difference: number; readonly variance: number } | null {
  if (group === null) return null
  const { fit } = group.group
  const typical = new Float64Array(fit.location.length)
  typical[0] = 1
  let expected = 0
  for (const unit of group.position.keys()) expected += fitted(line.group.fit, line.row(unit)) / group.position.size
  return { difference: fit.location[0]! - expected, variance: fittedVariance(fit, typical) }
}

const usable = (input: ExpectationInput, unit: number): boolean =>
  Number.isFinite(input.y[unit]) && Number.isFinite(input.variance[unit]) && input.variance[unit]! >= 0

/** tau^2 and how uncertain it is. */
interface Spread {
  readonly tau2: number
  readonly variance: number
}

const spreadOf = (fit: Fit): Spread => ({ tau2: fit.tau2, variance: tau2Variance(fit) })

/**
 * The spread of a group, shrunk toward the one that all groups of the assessment have in common (empirical Bayes). Where
 * many are manipulated, theta is too high and the lower side looks wide: so a group that seems more varied than the
 * others is believed in part only, and not beyond twice the common tau^2.
 */
function shrunkSpread(fit: Fit, common: Spread | null): Spread {
  const own = spreadOf(fit)
  if (common === null) return own
  // An own tau^2 that is small by chance must not look precise for it.
  const typical = 1 + (Math.max(0, common.tau2 - own.tau2) * fit.information) / fit.count
  const sampling = own.variance * typical * typical
  const prior = HETEROGENEITY * HETEROGENEITY * common.tau2 * common.tau2 + common.variance
  const reliability = prior / (prior + sampling)
  const weight = own.tau2 > common.tau2 ? TRUST_IN_WIDER * reliability : reliability
  const believed = Math.min(own.tau2, WIDEST * (common.tau2 + Math.sqrt(common.variance)))
  const rest = 1 - weight
  return {
    tau2: weight * believed + rest * common.tau2,
    variance: weight * weight * sampling + rest * rest * prior,
  }
}

/** The spread common to the groups of each assessment, absent where there is one group; and asked without each unit. */
function commonSpreads(input: ExpectationInput, own: readonly (PooledFit | null)[]) {
  const pools = new Map<readonly number[], number[]>()
  own.forEach((fit, unit) => {
    if (fit === null) return
    const pool = pools.get(input.regionOf[unit]!)
    if (pool === undefined) pools.set(input.regionOf[unit]!, [unit])
    else pool.push(unit)
  })
  const spreads = new Array<Spread | null>(own.length).fill(null)
  const common = new Map<readonly number[], Spread>()
  for (const [region, pool] of pools) {
    const peers = input.peersOf[pool[0]!]!
    if (peers.length >= pool.length && pool.every((unit) => input.peersOf[unit] === peers)) continue
    const shared = shareSpread(input, own, pool, spreads)
    if (shared !== null) common.set(region, shared)
  }
  return { spreads, common }
}

/** Residuals from what the own peers lead to expect, over all groups of an assessment: one tau^2 for them together. */
function shareSpread(
  input: ExpectationInput,
  own: readonly (PooledFit | null)[],
  pool: readonly number[],
  spreads: (Spread | null)[],
): Spread | null {
  const residuals = pool.map((unit) => {
    const { expected, se2 } = own[unit]!
    return { unit, u: input.y[unit]! - expected, variance: input.variance[unit]! + se2 }
  })
  const usable = residuals.filter(({ u, variance }) => Number.isFinite(u) && variance > 0 && variance < Infinity)
  if (usable.length < FEWEST) return null
  usable.sort((a, b) => a.u - b.u || a.variance - b.variance)
  const without = spreadAround(
    new Float64Array(usable.map(({ u }) => u)),
    new Float64Array(usable.map(({ variance }) => variance)),
  )
  const few = usable.length / Math.max(1, usable.length - LOST)
  usable.forEach(({ unit }, at) => {
    const { tau2, variance } = without(at)
    spreads[unit] = { tau2, variance: few * few * variance }
  })
  const { tau2, variance } = without(-1)
  return { tau2, variance: few * few * variance }
}

interface UnitFit {
  readonly fit: Fit
  /** Units compared with, those rejected as too far included. */
  readonly others: number
  readonly x: Float64Array
}
type PooledFit = UnitFit & Prediction

function fitFor(yardstick: Yardstick | null, unit: number): UnitFit | null {
  if (!yardstick) return null
  const { group, position, row } = yardstick
  const at = position.get(unit)
  const others = position.size - (at === undefined ? 0 : 1)
  if (others < FEWEST) return null
  return { fit: at === undefined || at < 0 ? group.fit : withoutUnit(group, at), x: row(unit), others }
}

function judge(
  input: ExpectationInput,
  unit: number,
  { expected, se2, others }: PooledFit,
  { tau2, variance: tau2Spread }: Spread,
  reference: Expectation['reference'],
): Expectation | null {
  const [y, variance] = [input.y[unit]!, input.variance[unit]!]
  const total = variance + tau2 + se2
  const difference = y - expected
  const equal = Math.abs(difference) <= EQUAL * Math.abs(expected)
  if (variance + tau2 === 0 && !equal) return null
  const z = equal ? 0 : difference / Math.sqrt(total)
  if (!Number.isFinite(z) || !Number.isFinite(se2)) return null
  const spreadFreedom = total > 0 && tau2Spread > 0 ? (2 * total * total) / tau2Spread : Infinity
  // Two reasons for a heavier tail than the normal one: their excess kurtosis, about 6 / df, adds up.
  const df = Math.max(1, 1 / (1 / spreadFreedom + 1 / (input.freedom?.[unit] ?? Infinity)))
  return { y, variance, expected, se: Math.sqrt(se2), tau2, df, z, p: tUpper(z, df), peers: others, reference }
}

/** Fits a group; on its reference units alone where there are enough of them and they differ from the rest. */
function makeYardstick(input: ExpectationInput, units: readonly number[]): Yardstick | null {
  const valid = units.filter((unit) => usable(input, unit))
  const all = fitUnits(input, valid)
  if (!all || !input.reference) return all
  const { reference } = input
  const observed = fitUnits(
    input,
    valid.filter((unit) => reference[unit]),
  )
  const others = fitUnits(
    input,
    valid.filter((unit) => !reference[unit]),
  )
  // One more than needed, so that leaving a unit out keeps enough.
  if (!observed || !others || observed.position.size <= REFERENCE_FROM) return all
  const here = observed.group.fit
  const there = others.group.fit
  const typical = new Float64Array(here.location.length)
  typical[0] = 1
  const error = Math.sqrt(fittedVariance(here, typical) + fittedVariance(there, typical))
  return Math.abs(here.location[0]! - there.location[0]!) > DIFFERS * error ? observed : all
}

function fitUnits(input: ExpectationInput, units: readonly number[]): Yardstick | null {
  if (units.length < FEWEST) return null
  const { y, variance, covariates } = input
  // A fixed order makes sums, and so every bit of the result, independent of the order of the input.
  const order = units
    .slice()
    .sort((a, b) => y[a]! - y[b]! || variance[a]! - variance[b]! || compare(covariates?.[a], covariates?.[b]))
  const scale = scaleOf(order, covariates)
  const row = standardiser(scale, covariates)
  const width = row(order[0]!).length
  const x = new Float64Array(order.length * width)
  order.forEach((unit, at) => {
    x.set(row(unit), at * width)
  })
  const values = new Float64Array(order.map((unit) => y[unit]!))
  const floor = smallestVariance(values, order, variance)
  const floored = new Float64Array(order.map((unit) => Math.max(variance[unit]!, floor)))
  const group = fitGroup({ y: values, variance: floored, x, width }, SLOPE_PRIOR)
  const position = new Map<number, number>()
  for (const unit of order) position.set(unit, -1)
  group.kept.forEach((from, at) => {
    position.set(order[from]!, at)
  })
  return { group, position, scale, row }
}

const compare = (a: readonly number[] = [], b: readonly number[] = []): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  return 0
}

const LITTLE = fixed(1e-9, {
  reason: 'Where some variances are 0 the equations need a little: this share of the typical squared distance.',
  origin: 'computing',
})
const NOTHING = fixed(1e-24, {
  reason: 'The same where all values are equal, in shares of the squared value.',
  origin: 'computing',
})

/** The least variance that counts. */
function smallestVariance(y: Float64Array, order: readonly number[], variance: readonly number[]): number {
  let sum = 0
  const middle = y[y.length >> 1]!
  order.forEach((unit, at) => {
    const distance = y[at]! - middle
    sum += variance[unit]! + distance * distance
  })
  return sum > 0 ? (LITTLE * sum) / order.length : NOTHING * Math.max(1, middle * middle)
}

/** The row of a unit without covariates. */
const INTERCEPT = Float64Array.of(1)

function scaleOf(order: readonly number[], covariates?: readonly (readonly number[])[]): CovariateScale {
  const width = covariates === undefined || order.length === 0 ? 0 : covariates[order[0]!]!.length
  const centre = new Float64Array(width)
  const scale = new Float64Array(width)
  for (let c = 0; c < width; c++) {
    const values = new Float64Array(order.map((unit) => covariates![unit]![c]!)).filter(Number.isFinite).sort()
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
    centre[c] = mean
    scale[c] = Math.sqrt(squares / values.length)
  }
  return { centre, scale }
}

/** Covariates of a unit in standard deviations of the group, clipped; what is not a number counts as the mean. */
function standardiser(
  { centre, scale }: CovariateScale,
  covariates?: readonly (readonly number[])[],
): (unit: number) => Float64Array {
  const width = centre.length
  if (width === 0) return () => INTERCEPT
  return (unit) => {
    const row = new Float64Array(width + 1)
    row[0] = 1
    for (let c = 0; c < width; c++) {
      const z = ((covariates?.[unit]?.[c] ?? Number.NaN) - centre[c]!) / scale[c]!
      row[c + 1] = Number.isFinite(z) ? Math.max(-COVARIATE_LIMIT, Math.min(COVARIATE_LIMIT, z)) : 0
    }
    return row
  }
}

// ---------------------------------------------------------------- what a bigger run tells a smaller one

/** Entries before the lists: units, units fitted, tau^2, information, width. */
const HEAD = fixed(5, { reason: 'Numbers that stand before the lists of a yardstick.', origin: 'computing' })

/** A yardstick as numbers: units, units fitted, tau^2, information, width, location, covariance, centre, scale. */
function numbersOf({ group, position, scale }: Yardstick): number[] {
  const { count, tau2, information, location, covariance } = group.fit
  const lists = [location, covariance, ...[scale.centre, scale.scale].map((of) => of.map(finite))]
  return [position.size, count, tau2, information, location.length, ...lists.flatMap((list) => [...list])]
}

/** A covariate that says nothing has scale 0, by which nothing finite can be divided. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0)

/** The yardstick behind the numbers. */
function yardstickFrom(numbers: readonly number[]) {
  const [units, count, tau2, information, width] = numbers as [number, number, number, number, number]
  const list = (from: number, length: number): Float64Array =>
    Float64Array.from(numbers.slice(HEAD + from, HEAD + from + length))
  const location = list(0, width)
  const covariance = list(width, width * width)
  const fit: Fit = { location, covariance, tau2, information, count }
  const from = width + width * width
  return { fit, units, scale: { centre: list(from, width - 1), scale: list(from + width - 1, width - 1) } }
}

function tell(
  input: ExpectationInput,
  yardstick: (units: readonly number[]) => Yardstick | null,
  between: ReadonlyMap<readonly number[], number>,
  common: ReadonlyMap<readonly number[], Spread>,
): Map<readonly number[], ToldYardsticks> {
  const told = new Map<readonly number[], ToldYardsticks>()
  for (const region of new Set(input.regionOf)) {
    const line = yardstick(region)
    if (line === null) continue
    const groups = new Map<readonly number[], readonly number[]>()
    for (const peers of new Set(region.map((unit) => input.peersOf[unit]!))) {
      const group = isWhole(peers, region) ? null : yardstick(peers)
      if (group !== null) groups.set(peers, numbersOf(group))
    }
    const spread = common.get(region)
    told.set(region, {
      ...{ region: numbersOf(line), groups, between: between.get(region) ?? null },
      spread: spread === undefined ? null : [spread.tau2, spread.variance],
    })
  }
  return told
}

/**
 * The judgement that the bigger run would have come to: its group's own answer pulled toward its line, its spread. Where
 * the group is not told, as where it was too small, the line is what is known of it.
 */
function judgeByTold(input: ExpectationInput, unit: number, told: ToldYardsticks): Expectation | null {
  const predictedBy = (numbers: readonly number[]) => {
    const { fit, units, scale } = yardstickFrom(numbers)
    const x = standardiser(scale, input.covariates)(unit)
    return { fit, others: units, x, ...predicted({ fit, x, others: units }) }
  }
  const peers = input.peersOf[unit]!
  const line = predictedBy(told.region)
  const numbers = told.groups.get(peers)
  const own = numbers === undefined ? line : predictedBy(numbers)
  const common = told.spread === null ? null : { tau2: told.spread[0]!, variance: told.spread[1]! }
  const between = peers === input.regionOf[unit] ? null : told.between
  const expected = between === null ? own : numbers === undefined ? beside(line, between) : pooled(own, line, between)
  return judge(input, unit, { ...own, ...expected }, shrunkSpread(own.fit, common), 'reference')
}

/** A group of which nothing but the line is known. */
const beside = ({ expected, se2 }: Prediction, between: number): Prediction => ({ expected, se2: se2 + between })
