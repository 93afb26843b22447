/**
 * A group of honest units with real differences: y_i = theta + slope x_i + real difference (variance tau^2) + chance
 * (variance s_i^2). All of theta, slopes and tau^2 are estimated at once from Huber's bounded residuals
 * psi(r) = max(-c, min(c, r)), r_i = (y_i - theta - slope x_i) / sqrt(s_i^2 + tau^2):
 *
 *   sum psi(r_i) x_i / sqrt(s_i^2 + tau^2) = ridge x slope          (location)
 *   sum psi(r_i)^2 = (m - 1 - slopes) E psi(Z)^2                    (spread; Z standard normal, so it is consistent)
 *
 * The second line is Paule & Mandel's (1982) estimator with Huber's Proposal 2 (1964) in place of squares.
 * A second fit drops members further than 2.5 standard deviations from the first, and allows for that in E psi^2.
 */
import { type LinearSystem, linearSystem, solveLinear } from './linear'
import { HUBER_C, robustRegression } from './robust'
import { normalUpper } from './tails'

/** Newton needs about five steps; where it has not settled after these, bisection takes over. */
const STEPS = 40
/** Newton's last step in standard deviations: its error is then of the square of this. */
const PRECISION = 1e-7
/** Members whose residual is larger take no part in the second fit. [ours] measured in docs/method-expectation.md */
const REJECT_BEYOND = 2.5

const density = Math.exp((-HUBER_C * HUBER_C) / 2) / Math.sqrt(2 * Math.PI)
const outside = 2 * normalUpper(HUBER_C)
/** E psi(Z)^2 of clipped normal residuals. */
const PSI2 = 1 - outside - 2 * HUBER_C * density + outside * HUBER_C * HUBER_C
/** Var of the clipped location per unit of information: 1 / efficiency. */
const LOCATION_COST = PSI2 / ((1 - outside) * (1 - outside))
/** E Z^2 of the residuals that are not clipped. */
const INNER = 1 - outside - 2 * HUBER_C * density
/** E psi(Z)^4. */
const PSI4 =
  3 * (1 - outside) - 2 * density * HUBER_C * (HUBER_C * HUBER_C + 3) + outside * HUBER_C * HUBER_C * HUBER_C * HUBER_C
const rejected = 2 * normalUpper(REJECT_BEYOND)
/** E psi(Z)^2 of the normal residuals that are not rejected. */
const PSI2_KEPT = (PSI2 - rejected * HUBER_C * HUBER_C) / (1 - rejected)

/** Units of one group in a fixed order; row j of `x` starts at j * width and begins with 1. */
export interface Members {
  readonly y: Float64Array
  readonly variance: Float64Array
  readonly x: Float64Array
  /** 1 + number of covariates. */
  readonly width: number
  /** Penalty of each slope, in units of information; the intercept is free. */
  readonly ridge: number
  /** E psi^2 of an honest member. */
  readonly psi2: number
}

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
  const size = s.size
  let fitted = 0
  for (let a = 0; a < width; a++) fitted += location[a]! * x[row + a]!
  const precision = 1 / (members.variance[at]! + tau2)
  const root = Math.sqrt(precision)
  const r = (members.y[at]! - fitted) * root
  const inside = r > -HUBER_C && r < HUBER_C
  const psi = inside ? r : r > 0 ? HUBER_C : -HUBER_C
  for (let a = 0; a < width; a++) {
    const xa = sign * x[row + a]!
    s.b[a]! += psi * root * xa
    if (inside) {
      for (let b = 0; b < width; b++) s.a[a * size + b]! += precision * xa * x[row + b]!
      s.a[width * size + a]! += 2 * psi * root * xa
      s.a[a * size + width]! += psi * root * precision * xa
    } else s.a[a * size + width]! += 0.5 * psi * root * precision * xa
  }
  s.b[width]! += sign * (psi * psi - members.psi2)
  if (inside) s.a[width * size + width]! += sign * psi * r * precision
}

/** A fit of the whole group, with what is needed to take a unit out of it again. */
export interface GroupFit {
  readonly members: Members
  /** Positions of the members among the units given; the others were rejected. */
  readonly kept: readonly number[]
  readonly fit: Fit
  readonly equations: LinearSystem
}

/** Groups up to this size leave a unit out by solving again, larger ones by one Newton step (error of order 1/m^2). */
export const EXACT_UP_TO = 200

/** All equations at a point, without unit `skip` (-1 = with all). */
function evaluate(s: LinearSystem, members: Members, skip: number, location: Float64Array, tau2: number): void {
  s.b.fill(0)
  s.a.fill(0)
  if (members.width === 1) evaluateLocation(s, members, skip, location[0]!, tau2)
  else for (let at = 0; at < members.y.length; at++) if (at !== skip) contribute(s, members, at, location, tau2, 1)
  for (let a = 1; a < members.width; a++) {
    s.b[a]! -= members.ridge * location[a]!
    s.a[a * s.size + a]! += members.ridge
  }
  s.b[members.width]! += members.width * members.psi2
}

/** The sum of `contribute` without covariates, in one tight loop: nearly all of the library's time is spent here. */
function evaluateLocation(s: LinearSystem, members: Members, skip: number, location: number, tau2: number): void {
  const { y, variance } = members
  let pull = 0
  let squares = 0
  let inner = 0
  let cross = 0
  let crossClipped = 0
  let spread = 0
  for (let at = 0; at < y.length; at++) {
    if (at === skip) continue
    const precision = 1 / (variance[at]! + tau2)
    const root = Math.sqrt(precision)
    const r = (y[at]! - location) * root
    if (r > -HUBER_C && r < HUBER_C) {
      const force = r * root
      pull += force
      squares += r * r
      inner += precision
      cross += force
      crossClipped += force * precision
      spread += r * r * precision
    } else {
      const force = r > 0 ? HUBER_C * root : -HUBER_C * root
      pull += force
      squares += HUBER_C * HUBER_C
      crossClipped += 0.5 * force * precision
    }
  }
  const count = skip < 0 ? y.length : y.length - 1
  s.b[0] = pull
  s.b[1] = squares - count * members.psi2
  s.a[0] = inner
  s.a[1] = crossClipped
  s.a[2] = 2 * cross
  s.a[3] = spread
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
  const s = linearSystem(members.width + 1)
  const step = new Float64Array(members.width + 1)
  const location = start.location.slice()
  let tau2 = start.tau2
  for (let i = 0; i < STEPS; i++) {
    evaluate(s, members, skip, location, tau2)
    // Information of the units that are not clipped: a typical variance, to say what a small step is.
    const scale = members.y.length / s.a[0]!
    const next = advance(s, location, tau2, step)
    if (next === null) return null
    let largest = Math.abs(next - tau2) / scale
    for (let a = 0; a < members.width; a++) largest = Math.max(largest, Math.abs(step[a]!) / Math.sqrt(scale))
    if (!(largest < Infinity)) return null
    tau2 = next
    if (largest < PRECISION) return summary(members, skip, location, tau2)
  }
  return null
}

function summary(members: Members, skip: number, location: Float64Array, tau2: number): Fit {
  const { width, x, variance } = members
  const s = linearSystem(width)
  let information = 0
  let count = 0
  for (let at = 0; at < variance.length; at++) {
    if (at === skip) continue
    const precision = 1 / (variance[at]! + tau2)
    information += precision
    count++
    if (width === 1) continue
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) s.a[a * width + b]! += precision * x[at * width + a]! * x[at * width + b]!
  }
  if (width === 1) return { location, tau2, information, covariance: Float64Array.of(1 / information), count }
  for (let a = 1; a < width; a++) s.a[a * width + a]! += members.ridge
  const covariance = new Float64Array(width * width)
  const column = new Float64Array(width)
  for (let a = 0; a < width; a++) {
    const copy = { size: width, b: new Float64Array(width), a: s.a.slice() }
    copy.b[a] = 1
    solveLinear(copy, width, column)
    for (let b = 0; b < width; b++) covariance[b * width + a] = column[b]!
  }
  return { location, tau2, information, covariance, count }
}

/** Halvings after which bisection hands back to Newton's method. */
const NEAR = 16

/** Slow and certain: tau^2 by bisection, the location inside it by reweighting. Only where Newton does not settle. */
function bisect(members: Members, skip: number): Fit {
  const { width, x, ridge } = members
  const used = Array.from(members.y.keys()).filter((at) => at !== skip)
  const y = used.map((at) => members.y[at]!)
  const rows = used.map((at) => Array.from(x.subarray(at * width + 1, (at + 1) * width)))
  const s = linearSystem(width + 1)
  let last: Float64Array | null = null
  const locationAt = (tau2: number): Float64Array => {
    const scales = used.map((at) => Math.sqrt(members.variance[at]! + tau2))
    last = Float64Array.from(robustRegression(y, rows, scales, ridge, last))
    return last
  }
  const tooSmall = (tau2: number): boolean => {
    evaluate(s, members, skip, locationAt(tau2), tau2)
    return s.b[width]! > 0
  }
  let low = 0
  let high = 0
  if (tooSmall(0)) {
    high = (y[y.length - 1]! - y[0]!) * (y[y.length - 1]! - y[0]!)
    for (let i = 0; i < 100 && high - low > 1e-13 * high; i++) {
      const middle = (low + high) / 2
      if (tooSmall(middle)) low = middle
      else high = middle
      // Near enough for Newton, which the first guess was not.
      if (i === NEAR) {
        const found = newton(members, skip, { location: locationAt(middle), tau2: middle })
        if (found !== null) return found
      }
    }
  }
  return summary(members, skip, locationAt(high), high)
}

/** Where Newton starts: the median, and the quartiles' spread less the median sampling variance. */
function start(members: Members): { location: Float64Array; tau2: number } {
  const { y, variance, width } = members
  const m = y.length
  const location = new Float64Array(width)
  location[0] = y[m >> 1]!
  const spread = (y[Math.min(m - 1, Math.ceil(0.75 * m))]! - y[Math.floor(0.25 * m)]!) / 1.349
  const middle = variance.slice().sort()[m >> 1]!
  return { location, tau2: Math.max(0, spread * spread - middle) }
}

/** Fits all members; nothing is rejected. */
function fitAll(members: Members, from: { location: Float64Array; tau2: number }): Fit {
  return newton(members, -1, from) ?? bisect(members, -1)
}

/** What is known of a group: `x` holds `width` entries per unit, the first of them 1. */
export type Units = Pick<Members, 'y' | 'variance' | 'x' | 'width'>

/** The first fit: all members, with bounded residuals. `slopePrior` as in `fitGroup`. */
export function fitBounded({ y, variance, x, width }: Units, slopePrior = 0): { members: Members; fit: Fit } {
  const ones = new Float64Array(y.length).fill(1)
  const flat: Members = { y, variance, x: ones, width: 1, ridge: 0, psi2: PSI2 }
  const fit = fitAll(flat, start(flat))
  if (width === 1) return { members: flat, fit }
  const members = { ...flat, x, width, ridge: (slopePrior * fit.information) / fit.count }
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
    psi2: PSI2_KEPT,
    y: pick(y, kept, 1),
    variance: pick(variance, kept, 1),
    x: pick(x, kept, width),
  }
  const fit = fitAll(members, first.fit)
  const equations = linearSystem(width + 1)
  evaluate(equations, members, -1, fit.location, fit.tau2)
  return { members, kept, fit, equations }
}

const pick = (values: Float64Array, rows: readonly number[], width: number): Float64Array =>
  Float64Array.from(
    { length: rows.length * width },
    (_, i) => values[rows[Math.floor(i / width)]! * width + (i % width)]!,
  )

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
  if (members.y.length <= EXACT_UP_TO) return newton(members, at, fit) ?? bisect(members, at)
  const { size } = group.equations
  const s = { size, b: group.equations.b.slice(), a: group.equations.a.slice() }
  contribute(s, members, at, fit.location, fit.tau2, -1)
  const location = fit.location.slice()
  const tau2 = advance(s, location, fit.tau2, new Float64Array(size))
  if (tau2 === null) return bisect(members, at)
  const precision = 1 / (members.variance[at]! + fit.tau2)
  const information = fit.information - precision
  const covariance = fit.covariance.map((entry) => (entry * fit.information) / information)
  return { location, tau2, information, covariance, count: fit.count - 1 }
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
  const slope = INNER * fit.information
  return (fit.count * (PSI4 - PSI2 * PSI2)) / (slope * slope)
}
