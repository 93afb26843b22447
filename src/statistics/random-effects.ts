/**
 * A group of honest units with real differences: y_i = theta + slope x_i + real difference (variance tau^2) + chance
 * (variance s_i^2), among them some that are manipulated, which only raises y. So tau^2 is read off the lower side:
 * with r_i = (y_i - theta - slope x_i) / sqrt(s_i^2 + tau^2), all of theta, slopes and tau^2 solve
 *
 *   sum psi(r_i) x_i / sqrt(s_i^2 + tau^2) = ridge x slope     psi(r) = max(-CLIP, min(CLIP, r))
 *   sum chi(r_i) = (1 + slopes) DRIFT                          chi(r) = min(-r, 2)^2 where r < 0, less K below(r)
 *
 * The first line is Huber's (1973), between mean and median. In the second, below(r) counts the units of the lower side
 * (1 below -BLUR, 0 above BLUR, a ramp between, so that no unit counts all or nothing) and K = E min(|Z|, 2)^2 is what
 * each of them should contribute; a unit far above contributes nothing at all. DRIFT is what estimating theta costs.
 * A second fit drops members further than 2.5 standard deviations from the first.
 */

import { exp } from '../elementary'
import { fixed } from '../setting'
import { type LinearSystem, linearSystem, solveLinear } from './linear-system'
import { TRACE_OF_RIDGE } from './robust'

const STEPS = fixed(25, {
  reason: 'Newton needs about five steps; where it has not settled after these, bisection takes over.',
  origin: 'computing',
})
const PRECISION = fixed(1e-7, {
  reason: "Newton's last step in standard deviations: its error is then of the square of this.",
  origin: 'computing',
})
const FARTHEST = fixed(3, {
  reason: "A longer step of Newton's, in standard deviations, leads nowhere.",
  origin: 'computing',
})
const NEAR = fixed(0.1, {
  reason: 'Share of the information that must be near the location; of normal residuals more than half is.',
  origin: 'ours',
})
const REJECT_BEYOND = fixed(2.5, {
  reason: 'Members whose residual is larger take no part in the second fit. (measured in docs/method-expectation.md)',
  origin: 'ours',
})
const CLIP = fixed(0.7, {
  reason:
    'Where residuals are clipped for the location. Nearer the median than the 1.345 of Huber: one-sided lies pull less.',
  origin: 'ours',
})
const LOW_CLIP = fixed(2, { reason: "Where residuals are clipped for the lower side's spread.", origin: 'ours' })
const BLUR = fixed(0.5, {
  reason: 'Half the width of the ramp between the lower side and the upper.',
  origin: 'computing',
})

const CELLS = fixed(512, {
  reason: 'Cells per standard deviation in sums over a normal distribution.',
  origin: 'computing',
})
const NORMAL_REACH = fixed(8, {
  reason: 'Standard deviations that such sums reach on either side; beyond is less than rounding.',
  origin: 'computing',
})

/** E f(Z) of a standard normal Z; the kinks of every f here lie between cells. */
function expected(f: (z: number) => number, limit = NORMAL_REACH): number {
  const step = 1 / CELLS
  let sum = 0
  let weight = 0
  for (let i = -limit * CELLS; i < limit * CELLS; i++) {
    const z = (i + 0.5) * step
    const density = exp((-z * z) / 2)
    sum += density * f(z)
    weight += density
  }
  return sum / weight
}

const psi = (r: number): number => Math.max(-CLIP, Math.min(CLIP, r))
const psiSlope = (r: number): number => (r > -CLIP && r < CLIP ? 1 : 0)
const K = expected((z) => Math.min(z * z, LOW_CLIP * LOW_CLIP))
const RAMP = K / (2 * BLUR)

/** What a scaled residual says about the spread: 0 on average where tau^2 is right. */
function lowSide(r: number): number {
  if (r >= BLUR) return 0
  if (r <= -BLUR) return Math.min(r * r, LOW_CLIP * LOW_CLIP) - K
  return (r < 0 ? r * r : 0) - K / 2 + RAMP * r
}

/** Derivative of `lowSide`. */
function lowSideSlope(r: number): number {
  if (r >= BLUR || r <= -LOW_CLIP) return 0
  return (r < 0 ? 2 * r : 0) + (r > -BLUR ? RAMP : 0)
}

const PSI_SLOPE = expected(psiSlope)
/** Var of the location per unit of information: 1 / efficiency. */
const LOCATION_COST = expected((z) => psi(z) * psi(z)) / (PSI_SLOPE * PSI_SLOPE)
/** How a shift of the location moves the spread. */
const COUPLING = expected(lowSideSlope) / PSI_SLOPE
/** E of the sum of chi at the fitted location, by its second-order expansion. */
const DRIFT =
  -expected((z) => lowSideSlope(z) * psi(z)) / PSI_SLOPE +
  0.5 * LOCATION_COST * expected((z) => lowSide(z) * (z * z - 1))
/** Var of tau^2 times information^2 per unit. */
const SPREAD_COST =
  (4 * expected((z) => (lowSide(z) - COUPLING * psi(z)) * (lowSide(z) - COUPLING * psi(z)))) /
  (expected((z) => z * lowSideSlope(z)) * expected((z) => z * lowSideSlope(z)))

/** Units of one group in a fixed order; row j of `x` starts at j * width and begins with 1. */
export interface Members {
  readonly y: Float64Array
  readonly variance: Float64Array
  readonly x: Float64Array
  /** 1 + number of covariates. */
  readonly width: number
  /** Penalty of each slope, in units of information; the intercept is free. */
  readonly ridge: number
  readonly work: Work
}

/** Room for solving the equations, written over every time: a unit left out costs no new arrays. */
interface Work {
  readonly system: LinearSystem
  readonly copy: LinearSystem
  readonly step: Float64Array
}

const workFor = (width: number): Work => ({
  system: linearSystem(width + 1),
  copy: linearSystem(width + 1),
  step: new Float64Array(width + 1),
})

export interface Fit {
  /** Intercept, then slopes. */
  readonly location: Float64Array
  readonly tau2: number
  /** Sum of 1 / (s^2 + tau^2) over the units fitted. */
  readonly information: number
  /** Inverse of the location's information matrix, row by row. */
  readonly covariance: Float64Array
  readonly count: number
}

/** Adds `sign` times what unit `at` contributes to the equations and their derivatives. */
function contribute(
  s: LinearSystem,
  members: Members,
  at: number,
  location: Float64Array,
  tau2: number,
  sign: number,
): void {
  const { x, width } = members
  const row = at * width
  const { size, a: matrix, b: rest } = s
  let difference = members.y[at]!
  for (let a = 0; a < width; a++) difference -= location[a]! * x[row + a]!
  const precision = 1 / (members.variance[at]! + tau2)
  const root = Math.sqrt(precision)
  const r = difference * root
  const inside = r > -CLIP && r < CLIP
  const force = sign * root * (inside ? r : r > 0 ? CLIP : -CLIP)
  const slope = sign * lowSideSlope(r)
  for (let a = 0; a < width; a++) {
    const xa = x[row + a]!
    rest[a]! += force * xa
    matrix[a * size + width]! += (inside ? 1 : 0.5) * force * precision * xa
    if (inside) for (let b = 0; b < width; b++) matrix[a * size + b]! += sign * precision * xa * x[row + b]!
    matrix[width * size + a]! += slope * root * xa
  }
  rest[width]! += sign * lowSide(r)
  matrix[width * size + width]! += 0.5 * slope * r * precision
}

/** A fit of the whole group, with what is needed to take a unit out of it again. */
export interface GroupFit {
  readonly members: Members
  /** Positions of the members among the units given; the others were rejected. */
  readonly kept: readonly number[]
  readonly fit: Fit
  readonly equations: LinearSystem
}

export const EXACT_UP_TO = fixed(200, {
  reason:
    'Groups up to this size leave a unit out by solving again, larger ones by one Newton step (error of order 1/m^2).',
  origin: 'computing',
})

/** All equations at a point, without unit `skip` (-1 = with all). Returns the information of all, `skip` included. */
function evaluate(s: LinearSystem, members: Members, skip: number, location: Float64Array, tau2: number): number {
  const information = (members.width <= 2 ? contributeAlongLine : contributeEach)(s, members, skip, location, tau2)
  for (let a = 1; a < members.width; a++) {
    s.b[a]! -= members.ridge * location[a]!
    s.a[a * s.size + a]! += members.ridge
  }
  s.b[members.width]! -= members.width * DRIFT
  return information
}

function contributeEach(s: LinearSystem, members: Members, skip: number, location: Float64Array, tau2: number): number {
  s.b.fill(0)
  s.a.fill(0)
  let information = 0
  for (let at = 0; at < members.y.length; at++) {
    information += 1 / (members.variance[at]! + tau2)
    if (at !== skip) contribute(s, members, at, location, tau2, 1)
  }
  return information
}

/** The same with one covariate or none, as nearly always: the sums stay in the processor. */
function contributeAlongLine(
  { a: matrix, b: rest, size }: LinearSystem,
  { y, variance, x, width }: Members,
  skip: number,
  location: Float64Array,
  tau2: number,
): number {
  const intercept = location[0]!
  const gradient = width === 1 ? 0 : location[1]!
  let information = 0
  let force0 = 0
  let force1 = 0
  let bent0 = 0
  let bent1 = 0
  let near0 = 0
  let near1 = 0
  let near2 = 0
  let low = 0
  let low0 = 0
  let low1 = 0
  let lowSlope = 0
  for (let at = 0; at < y.length; at++) {
    const precision = 1 / (variance[at]! + tau2)
    information += precision
    if (at === skip) continue
    const covariate = x[at * width + width - 1]!
    const root = Math.sqrt(precision)
    const r = (y[at]! - intercept - gradient * covariate) * root
    const inside = r > -CLIP && r < CLIP
    const force = root * (inside ? r : r > 0 ? CLIP : -CLIP)
    force0 += force
    force1 += force * covariate
    const bent = (inside ? 1 : 0.5) * force * precision
    bent0 += bent
    bent1 += bent * covariate
    if (inside) {
      near0 += precision
      near1 += precision * covariate
      near2 += precision * covariate * covariate
    }
    if (r >= BLUR) continue
    low += lowSide(r)
    const slope = lowSideSlope(r)
    low0 += slope * root
    low1 += slope * root * covariate
    lowSlope += 0.5 * slope * r * precision
  }
  rest[0] = force0
  matrix[0] = near0
  matrix[width] = bent0
  if (width === 2) {
    rest[1] = force1
    matrix[1] = near1
    matrix[size] = near1
    matrix[size + 1] = near2
    matrix[size + 2] = bent1
    matrix[2 * size + 1] = low1
  }
  rest[width] = low
  matrix[width * size] = low0
  matrix[width * size + width] = lowSlope
  return information
}

/** One Newton step from (location, tau2), in place; tau^2 stays at 0 while the equations ask for less. Null if singular. */
function advance(s: LinearSystem, location: Float64Array, tau2: number, step: Float64Array): number | null {
  const width = location.length
  const onlyLocation = tau2 === 0 && s.b[width]! <= 0
  if (!solveLinear(s, onlyLocation ? width : width + 1, step)) return null
  for (let a = 0; a < width; a++) location[a]! += step[a]!
  return onlyLocation ? 0 : Math.max(0, tau2 + step[width]!)
}

function newton(members: Members, skip: number, start: { location: Float64Array; tau2: number }): Fit | null {
  const { system: s, step } = members.work
  const location = start.location.slice()
  let tau2 = start.tau2
  for (let i = 0; i < STEPS; i++) {
    // Harmonic mean of s^2 + tau^2: says what a small step is.
    const scale = members.y.length / evaluate(s, members, skip, location, tau2)
    // With hardly anybody near it, a point is no location, whatever the equations say there.
    if (s.a[0]! * scale < NEAR * members.y.length) return null
    const next = advance(s, location, tau2, step)
    if (next === null) return null
    let largest = Math.abs(next - tau2) / scale
    for (let a = 0; a < members.width; a++) largest = Math.max(largest, Math.abs(step[a]!) / Math.sqrt(scale))
    if (!(largest < FARTHEST)) return null
    tau2 = next
    if (largest < PRECISION) return summary(members, skip, location, tau2)
  }
  return null
}

function summary(members: Members, skip: number, location: Float64Array, tau2: number): Fit {
  const { width, x, variance } = members
  const { system, copy, step: column } = members.work
  const { a: matrix, size } = system
  matrix.fill(0)
  let information = 0
  let count = 0
  for (let at = 0; at < variance.length; at++) {
    if (at === skip) continue
    const precision = 1 / (variance[at]! + tau2)
    information += precision
    count++
    if (width === 1) continue
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) matrix[a * size + b]! += precision * x[at * width + a]! * x[at * width + b]!
  }
  if (width === 1) return { location, tau2, information, covariance: Float64Array.of(1 / information), count }
  for (let a = 1; a < width; a++) matrix[a * size + a]! += members.ridge
  const covariance = new Float64Array(width * width)
  for (let a = 0; a < width; a++) {
    copy.a.set(matrix)
    copy.b.fill(0)
    copy.b[a] = 1
    solveLinear(copy, width, column)
    for (let b = 0; b < width; b++) covariance[b * width + a] = column[b]!
  }
  return { location, tau2, information, covariance, count }
}

/** One step of reweighted least squares, in place: it always leads nearer. Returns its length in standard deviations. */
function reweight(s: LinearSystem, members: Members, skip: number, location: Float64Array, tau2: number): number {
  const { x, y, variance, width } = members
  s.a.fill(0)
  s.b.fill(0)
  let information = 0
  for (let at = 0; at < y.length; at++) {
    if (at === skip) continue
    const row = at * width
    let difference = y[at]!
    for (let a = 0; a < width; a++) difference -= location[a]! * x[row + a]!
    const precision = 1 / (variance[at]! + tau2)
    const weight = precision * Math.min(1, CLIP / (Math.abs(difference) * Math.sqrt(precision)))
    information += precision
    for (let a = 0; a < width; a++) {
      const xa = weight * x[row + a]!
      s.b[a]! += difference * xa
      for (let b = 0; b < width; b++) s.a[a * s.size + b]! += xa * x[row + b]!
    }
  }
  for (let a = 1; a < width; a++) {
    const penalty = Math.max(members.ridge, TRACE_OF_RIDGE * information)
    s.b[a]! -= penalty * location[a]!
    s.a[a * s.size + a]! += penalty
  }
  const { step } = members.work
  if (!solveLinear(s, width, step)) return 0
  let largest = 0
  for (let a = 0; a < width; a++) {
    location[a]! += step[a]!
    largest = Math.max(largest, Math.abs(step[a]!))
  }
  return largest * Math.sqrt(information / y.length)
}

const BISECTION = fixed(
  { rounds: 60, roughRounds: 20, reweightings: 200, rough: 1e-3, fine: 1e-6, last: 1e-9, tryNewtonEvery: 6 },
  {
    reason:
      'Halvings of tau^2, and how exactly the location must settle in each: roughly at first, since only the side of the root is asked for. Newton takes over as soon as it settles.',
    origin: 'computing',
  },
)

/** Slow and certain: tau^2 by bisection, the location inside it by reweighting, until Newton settles from there. */
function bisect(members: Members, skip: number, from: Float64Array): Fit {
  const { y, width } = members
  const { system: s } = members.work
  const location = from.slice()
  const tooSmall = (tau2: number, precision: number): boolean => {
    for (let i = 0; i < BISECTION.reweightings; i++) if (reweight(s, members, skip, location, tau2) < precision) break
    evaluate(s, members, skip, location, tau2)
    return s.b[width]! > 0
  }
  let low = 0
  let high = 0
  if (tooSmall(0, BISECTION.rough)) {
    high = (y[y.length - 1]! - y[0]!) * (y[y.length - 1]! - y[0]!)
    for (let i = 1; i < BISECTION.rounds && high - low > BISECTION.last * high; i++) {
      const middle = (low + high) / 2
      if (tooSmall(middle, i < BISECTION.roughRounds ? BISECTION.rough : BISECTION.fine)) low = middle
      else high = middle
      const found = i % BISECTION.tryNewtonEvery === 0 ? newton(members, skip, { location, tau2: middle }) : null
      if (found !== null) return found
    }
  }
  tooSmall(high, BISECTION.last)
  return summary(members, skip, location, high)
}

const QUARTILE = fixed(0.25, { reason: 'The quartiles tell the spread of the middle half.', origin: 'computing' })
const QUARTILES_APART = fixed(1.349, {
  reason: 'Distance of the quartiles of a normal distribution, in standard deviations.',
  origin: 'computing',
})

/** Where Newton starts: the median, and the quartiles' spread less the median sampling variance. */
function start(members: Members): { location: Float64Array; tau2: number } {
  const { y, variance, width } = members
  const m = y.length
  const location = new Float64Array(width)
  location[0] = y[m >> 1]!
  const spread = (y[Math.min(m - 1, Math.ceil((1 - QUARTILE) * m))]! - y[Math.floor(QUARTILE * m)]!) / QUARTILES_APART
  const middle = variance.slice().sort()[m >> 1]!
  return { location, tau2: Math.max(0, spread * spread - middle) }
}

/** Fits all members; nothing is rejected. */
function fitAll(members: Members, from: { location: Float64Array; tau2: number }): Fit {
  return newton(members, -1, from) ?? bisect(members, -1, from.location)
}

/** What is known of a group: `x` holds `width` entries per unit, the first of them 1. */
export type Units = Pick<Members, 'y' | 'variance' | 'x' | 'width'>

/** The first fit: all members, with bounded residuals. `slopePrior` as in `fitGroup`. */
export function fitBounded({ y, variance, x, width }: Units, slopePrior = 0): { members: Members; fit: Fit } {
  const ones = new Float64Array(y.length).fill(1)
  const flat: Members = { y, variance, x: ones, width: 1, ridge: 0, work: workFor(1) }
  const fit = fitAll(flat, start(flat))
  if (width === 1) return { members: flat, fit }
  const members = { ...flat, x, width, ridge: (slopePrior * fit.information) / fit.count, work: workFor(width) }
  const location = new Float64Array(width)
  location[0] = fit.location[0]!
  return { members, fit: fitAll(members, { location, tau2: fit.tau2 }) }
}

/**
 * Fits a group twice: all members with bounded residuals, then those within 2.5 standard deviations of that fit. Bounded
 * residuals alone let 8 % of inflated results hide themselves and others; the second fit forgets them.
 *
 * @param units in increasing order of `y`, ties in an order that does not depend on the order of the input.
 * @param slopePrior slopes are shrunk as if this many further units, scattered as the group is without slopes, showed none.
 * @returns the second fit, and in `kept` the positions of its members among those given.
 */
export function fitGroup(units: Units, slopePrior = 0): GroupFit {
  const first = fitBounded(units, slopePrior)
  const { width, y, variance, x } = first.members
  const kept = within(first.members, first.fit)
  const members = {
    ...first.members,
    y: pick(y, kept, 1),
    variance: pick(variance, kept, 1),
    x: pick(x, kept, width),
  }
  const fit = fitAll(members, first.fit)
  const equations = linearSystem(width + 1)
  evaluate(equations, members, -1, fit.location, fit.tau2)
  return { members, kept, fit, equations }
}

function pick(values: Float64Array, rows: readonly number[], width: number): Float64Array {
  const picked = new Float64Array(rows.length * width)
  for (let at = 0; at < rows.length; at++)
    for (let a = 0; a < width; a++) picked[at * width + a] = values[rows[at]! * width + a]!
  return picked
}

/** Positions of the members near the fit. */
function within({ y, variance, x, width }: Members, { location, tau2 }: Fit): number[] {
  const kept: number[] = []
  for (let at = 0; at < y.length; at++) {
    let rest = y[at]!
    for (let a = 0; a < width; a++) rest -= location[a]! * x[at * width + a]!
    if (rest * rest <= REJECT_BEYOND * REJECT_BEYOND * (variance[at]! + tau2)) kept.push(at)
  }
  return kept
}

/** The fit without unit `at`. */
export function withoutUnit(group: GroupFit, at: number): Fit {
  const { members, fit } = group
  if (members.y.length <= EXACT_UP_TO) return newton(members, at, fit) ?? bisect(members, at, fit.location)
  const { system: s, step } = members.work
  s.a.set(group.equations.a)
  s.b.set(group.equations.b)
  contribute(s, members, at, fit.location, fit.tau2, -1)
  const location = fit.location.slice()
  const tau2 = advance(s, location, fit.tau2, step)
  if (tau2 === null) return bisect(members, at, fit.location)
  const precision = 1 / (members.variance[at]! + fit.tau2)
  const information = fit.information - precision
  const covariance = new Float64Array(fit.covariance.length)
  for (let k = 0; k < covariance.length; k++) covariance[k] = (fit.covariance[k]! * fit.information) / information
  return { location, tau2, information, covariance, count: fit.count - 1 }
}

/** The fitted value at covariates `x` (first entry 1). */
export function fitted(fit: Fit, x: ArrayLike<number>): number {
  let sum = 0
  for (let a = 0; a < fit.location.length; a++) sum += x[a]! * fit.location[a]!
  return sum
}

/** Sampling variance of the fitted value at covariates `x` (first entry 1). */
export function fittedVariance(fit: Fit, x: ArrayLike<number>): number {
  const width = fit.location.length
  let sum = 0
  for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) sum += x[a]! * x[b]! * fit.covariance[a * width + b]!
  return LOCATION_COST * sum
}

/** Sampling variance of tau^2. */
export function tau2Variance(fit: Fit): number {
  return (SPREAD_COST * fit.count) / (fit.information * fit.information)
}

/**
 * tau^2 of residuals whose location is known, and its sampling variance; asked without residual `at`, to first order, or
 * of all (-1).
 *
 * @param residuals in increasing order, `variance` what chance makes of each.
 */
export function spreadAround(
  residuals: Float64Array,
  variance: Float64Array,
): (at: number) => { tau2: number; variance: number } {
  const m = residuals.length
  const scaled = (at: number, tau2: number): number => residuals[at]! / Math.sqrt(variance[at]! + tau2)
  const excess = (tau2: number): number => {
    let sum = 0
    for (let at = 0; at < m; at++) sum += lowSide(scaled(at, tau2))
    return sum
  }
  let low = 0
  let high = 0
  const widest = Math.max(-residuals[0]!, residuals[m - 1]!)
  if (excess(0) > 0) high = widest * widest
  for (let i = 0; i < MOST_HALVINGS && high - low > LAST_DIGITS * high; i++) {
    const middle = (low + high) / 2
    if (excess(middle) > 0) low = middle
    else high = middle
  }
  let slope = 0
  let information = 0
  for (let at = 0; at < m; at++) {
    const r = scaled(at, high)
    slope += (0.5 * lowSideSlope(r) * r) / (variance[at]! + high)
    information += 1 / (variance[at]! + high)
  }
  const sampling = (SPREAD_COST * m) / (information * information)
  return (at) => {
    const moved = at >= 0 && high > 0 && slope > 0 ? high - lowSide(scaled(at, high)) / slope : high
    return { tau2: Math.max(0, moved), variance: sampling }
  }
}

const MOST_HALVINGS = fixed(200, {
  reason: 'Halvings after which a bracket is narrow enough in any case.',
  origin: 'computing',
})
const LAST_DIGITS = fixed(1e-10, {
  reason: 'Width of a bracket, in shares of its end, at which halving stops.',
  origin: 'computing',
})
