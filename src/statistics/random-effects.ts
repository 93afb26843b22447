/**
 * A group of honest units with real differences: y_i = theta + slope x_i + real difference (variance tau^2) + chance
 * (variance s_i^2). All of theta, slopes and tau^2 are estimated at once from Huber's bounded residuals
 * psi(r) = max(-c, min(c, r)), r_i = (y_i - theta - slope x_i) / sqrt(s_i^2 + tau^2):
 *
 *   sum psi(r_i) x_i / sqrt(s_i^2 + tau^2) = ridge x slope          (location)
 *   sum psi(r_i)^2 = (m - 1 - slopes) E psi(Z)^2                    (spread; Z standard normal, so it is consistent)
 *
 * The second line is Paule & Mandel's (1982) estimator with Huber's Proposal 2 (1964) in place of squares.
 */
import { normalUpper } from './tails'

/** Where residuals are clipped: 95 % efficient for the location of normal data (Huber 1964). */
export const HUBER_C = 1.345
/** Solver steps; Newton needs about five. */
const STEPS = 40
const PRECISION = 1e-11

const density = Math.exp((-HUBER_C * HUBER_C) / 2) / Math.sqrt(2 * Math.PI)
const outside = 2 * normalUpper(HUBER_C)
/** E psi(Z)^2 of clipped normal residuals. */
const PSI2 = 1 - outside - 2 * HUBER_C * density + outside * HUBER_C * HUBER_C
/** Var of the clipped location per unit of information: 1 / efficiency. */
const LOCATION_COST = PSI2 / ((1 - outside) * (1 - outside))
const INNER = 1 - outside - 2 * HUBER_C * density
const PSI4 = 3 * (1 - outside) - 2 * density * HUBER_C * (HUBER_C * HUBER_C + 3) + outside * HUBER_C ** 4
/** Units of one group in a fixed order; row j of `x` starts at j * width and begins with 1. */
export interface Members {
  readonly y: Float64Array
  readonly variance: Float64Array
  readonly x: Float64Array
  /** 1 + number of covariates. */
  readonly width: number
  /** Penalty of each slope, in units of information; the intercept is free. */
  readonly ridge: number
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

interface System {
  readonly size: number
  readonly f: Float64Array
  readonly j: Float64Array
}

const system = (size: number): System => ({ size, f: new Float64Array(size), j: new Float64Array(size * size) })

/** Adds `sign` times what unit `at` contributes to the equations and their derivatives. */
function contribute(s: System, members: Members, at: number, location: Float64Array, tau2: number, sign: number): void {
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
    s.f[a]! += psi * root * xa
    if (inside) {
      for (let b = 0; b < width; b++) s.j[a * size + b]! -= precision * xa * x[row + b]!
      s.j[width * size + a]! -= 2 * psi * root * xa
      s.j[a * size + width]! -= psi * root * precision * xa
    } else s.j[a * size + width]! -= 0.5 * psi * root * precision * xa
  }
  s.f[width]! += sign * (psi * psi - PSI2)
  if (inside) s.j[width * size + width]! -= sign * psi * r * precision
}

/** Solves j * step = -f for the first `size` unknowns by elimination with pivots; false if singular. */
function solveLinear(s: System, size: number, step: Float64Array): boolean {
  const stride = s.size
  const j = s.j
  for (let a = 0; a < size; a++) step[a] = -s.f[a]!
  for (let a = 0; a < size; a++) {
    let pivot = a
    for (let r = a + 1; r < size; r++) if (Math.abs(j[r * stride + a]!) > Math.abs(j[pivot * stride + a]!)) pivot = r
    const head = j[pivot * stride + a]!
    if (!(Math.abs(head) > 1e-300)) return false
    if (pivot !== a) {
      for (let c = a; c < size; c++) {
        const kept = j[a * stride + c]!
        j[a * stride + c] = j[pivot * stride + c]!
        j[pivot * stride + c] = kept
      }
      const kept = step[a]!
      step[a] = step[pivot]!
      step[pivot] = kept
    }
    for (let r = a + 1; r < size; r++) {
      const factor = j[r * stride + a]! / j[a * stride + a]!
      if (factor === 0) continue
      for (let c = a; c < size; c++) j[r * stride + c]! -= factor * j[a * stride + c]!
      step[r]! -= factor * step[a]!
    }
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let c = a + 1; c < size; c++) step[a]! -= j[a * stride + c]! * step[c]!
    step[a]! /= j[a * stride + a]!
  }
  return true
}

/** A fit of the whole group, with what is needed to take a unit out of it again. */
export interface GroupFit {
  readonly members: Members
  readonly fit: Fit
  readonly equations: System
}

/** Groups up to this size leave a unit out by solving again, larger ones by one Newton step (error of order 1/m^2). */
export const EXACT_UP_TO = 200

/** All equations at a point, without unit `skip` (-1 = with all). */
function evaluate(s: System, members: Members, skip: number, location: Float64Array, tau2: number): void {
  s.f.fill(0)
  s.j.fill(0)
  for (let at = 0; at < members.y.length; at++) if (at !== skip) contribute(s, members, at, location, tau2, 1)
  for (let a = 1; a < members.width; a++) {
    s.f[a]! -= members.ridge * location[a]!
    s.j[a * s.size + a]! -= members.ridge
  }
  s.f[members.width]! += members.width * PSI2
}

/** One Newton step from (location, tau2), in place; tau^2 stays at 0 while the equations ask for less. Null if singular. */
function advance(s: System, location: Float64Array, tau2: number, step: Float64Array): number | null {
  const width = location.length
  const onlyLocation = tau2 === 0 && s.f[width]! <= 0
  if (!solveLinear(s, onlyLocation ? width : width + 1, step)) return null
  for (let a = 0; a < width; a++) location[a]! += step[a]!
  return onlyLocation ? 0 : Math.max(0, tau2 + step[width]!)
}

function newton(members: Members, skip: number, start: Fit | { location: Float64Array; tau2: number }): Fit | null {
  const s = system(members.width + 1)
  const step = new Float64Array(members.width + 1)
  const location = start.location.slice()
  let tau2 = start.tau2
  for (let i = 0; i < STEPS; i++) {
    evaluate(s, members, skip, location, tau2)
    const next = advance(s, location, tau2, step)
    if (next === null || !Number.isFinite(next)) return null
    const moved = Math.abs(next - tau2)
    tau2 = next
    const fit = summary(members, skip, location, tau2)
    const scale = fit.count / fit.information
    let largest = moved / scale
    for (let a = 0; a < members.width; a++) largest = Math.max(largest, Math.abs(step[a]!) / Math.sqrt(scale))
    if (largest < PRECISION) return fit
    if (!(largest < Infinity)) return null
  }
  return null
}

function summary(members: Members, skip: number, location: Float64Array, tau2: number): Fit {
  const { width, x, variance } = members
  const s = system(width)
  let information = 0
  let count = 0
  for (let at = 0; at < variance.length; at++) {
    if (at === skip) continue
    const precision = 1 / (variance[at]! + tau2)
    information += precision
    count++
    if (width === 1) continue
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) s.j[a * width + b]! += precision * x[at * width + a]! * x[at * width + b]!
  }
  if (width === 1) return { location, tau2, information, covariance: Float64Array.of(1 / information), count }
  for (let a = 1; a < width; a++) s.j[a * width + a]! += members.ridge
  const covariance = new Float64Array(width * width)
  const column = new Float64Array(width)
  for (let a = 0; a < width; a++) {
    const copy = { size: width, f: new Float64Array(width), j: s.j.slice() }
    copy.f[a] = -1
    solveLinear(copy, width, column)
    for (let b = 0; b < width; b++) covariance[b * width + a] = column[b]!
  }
  return { location, tau2, information, covariance, count }
}

/** Slow and certain: tau^2 by bisection, the location inside it by reweighting. Only where Newton does not settle. */
function bisect(members: Members, skip: number): Fit {
  const s = system(members.width + 1)
  const { y, width } = members
  const location = new Float64Array(width)
  location[0] = y[y.length >> 1]!
  const settle = (tau2: number): number => {
    for (let i = 0; i < 200; i++) if (reweight(members, skip, location, tau2) < PRECISION) break
    evaluate(s, members, skip, location, tau2)
    return s.f[width]!
  }
  if (settle(0) <= 0) return summary(members, skip, location, 0)
  let low = 0
  let high = (y[y.length - 1]! - y[0]!) ** 2
  for (let i = 0; i < 100 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (settle(middle) > 0) low = middle
    else high = middle
  }
  settle(high)
  return summary(members, skip, location, high)
}

/** One step of iteratively reweighted least squares; returns how far it moved, in standard deviations. */
function reweight(members: Members, skip: number, location: Float64Array, tau2: number): number {
  const { y, x, variance, width, ridge } = members
  const s = system(width)
  let information = 0
  let count = 0
  for (let at = 0; at < y.length; at++) {
    if (at === skip) continue
    let rest = y[at]!
    for (let a = 0; a < width; a++) rest -= location[a]! * x[at * width + a]!
    const precision = 1 / (variance[at]! + tau2)
    const weight = precision * Math.min(1, HUBER_C / Math.max(HUBER_C, Math.abs(rest) * Math.sqrt(precision)))
    information += precision
    count++
    for (let a = 0; a < width; a++) {
      s.f[a]! += weight * rest * x[at * width + a]!
      for (let b = 0; b < width; b++) s.j[a * width + b]! -= weight * x[at * width + a]! * x[at * width + b]!
    }
  }
  for (let a = 1; a < width; a++) {
    s.f[a]! -= ridge * location[a]!
    s.j[a * width + a]! -= ridge
  }
  const step = new Float64Array(width)
  if (!solveLinear(s, width, step)) return 0
  let largest = 0
  for (let a = 0; a < width; a++) {
    location[a]! += step[a]!
    largest = Math.max(largest, Math.abs(step[a]!))
  }
  return largest * Math.sqrt(information / count)
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

/** Fits a group; its members must be in an order that does not depend on the order of the input. */
export function fitGroup(members: Members): GroupFit {
  const fit = newton(members, -1, start(members)) ?? bisect(members, -1)
  const equations = system(members.width + 1)
  evaluate(equations, members, -1, fit.location, fit.tau2)
  return { members, fit, equations }
}

/** The fit without unit `at`. */
export function withoutUnit(group: GroupFit, at: number): Fit {
  const { members, fit } = group
  if (members.y.length <= EXACT_UP_TO) return newton(members, at, fit) ?? bisect(members, at)
  const { size } = group.equations
  const s: System = { size, f: group.equations.f.slice(), j: group.equations.j.slice() }
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
  return (fit.count * (PSI4 - PSI2 * PSI2)) / (INNER * fit.information) ** 2
}
