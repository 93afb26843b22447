/**
 * Tail probabilities, exact far out: p = 1e-300 is a number here, not 0. All are one-sided; `upper` is P(X > x) for
 * continuous X and P(X >= k) for counts. Everything rests on two functions, the regularised incomplete gamma and beta,
 * and on Loader's saddle-point form of the point masses, which keeps 12 digits where logarithms of factorials cancel.
 *
 * Sources: C. Loader, "Fast and accurate computation of binomial probabilities" (2000); NIST DLMF 8.9.2, 8.11.4,
 * 8.17.22; G. W. Hill, Algorithm 395 (1970); M. J. Wichura, Algorithm AS 241 (1988).
 * Checked against R and SciPy: `fixtures/reference/statistics-tails.json`.
 */
import { exp, log, log1p } from '../elementary'
import { fixed } from '../setting'

const TWO_PI = 2 * Math.PI
const HALF_LOG_TWO_PI = 0.5 * log(TWO_PI)
const HILL_FROM = fixed(5e4, {
  reason: "Beyond this many degrees of freedom Hill's normal approximation of t is exact to double precision.",
  origin: 'computing',
})

export const SMALLEST_P = fixed(1e-300, {
  reason: 'Smaller tails are not vouched for; p = 0 cannot come from an exact one and is read as this.',
  origin: 'computing',
})
export const LARGEST_P = fixed(1 - 1e-15, {
  reason: 'The largest probability whose distance from 1 doubles still hold with a digit.',
  origin: 'computing',
})

function demand(condition: boolean, rule: string): void {
  if (!condition) throw new RangeError(`tails: ${rule}`)
}

// ---------------------------------------------------------------- factorials

/** What Stirling's formula leaves of ln n!: ln n! - ((n + 1/2) ln n - n + ln(2 pi) / 2), n > 0. */
function stirlingError(n: number): number {
  const twice = 2 * n
  return twice < OF_HALVES.length && Number.isInteger(twice) ? OF_HALVES[twice]! : seriesError(n)
}

/** Errors of counts of pupils and of their halves, which are asked for most: `[2 n]`. */
const OF_HALVES = Float64Array.from({ length: 1024 }, (_, twice) => seriesError(twice / 2))

function seriesError(n: number): number {
  let shift = 0
  let x = n
  for (; x < 15; x++) shift += (x + 0.5) * log1p(1 / x) - 1
  const s = 1 / (x * x)
  return shift + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * s) * s) * s) * s) / x
}

/** x ln(x / m) + m - x without cancellation near x = m. */
function deviance(x: number, m: number): number {
  if (x === 0) return m
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * log(x / m) - difference
  const v = difference / (x + m)
  let sum = difference * v
  let term = 2 * x * v
  for (let j = 1; ; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) return sum
    sum = next
  }
}

/** x^k (1 - x)^(n - k) n! / (k! (n - k)!) for real k and n; `p` and `q` = 1 - p are both given to keep small ones exact. */
function binomialMass(k: number, n: number, p: number, q: number): number {
  if (k < 0 || k > n) return 0
  if (p === 0) return k === 0 ? 1 : 0
  if (q === 0) return k === n ? 1 : 0
  if (k === 0) return exp(p < 0.5 ? n * log1p(-p) : n * log(q))
  if (k === n) return exp(q < 0.5 ? n * log1p(-q) : n * log(p))
  const rest = n - k
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * p) - deviance(rest, n * q)
  return Math.sqrt(n / (TWO_PI * k) / rest) * exp(exponent)
}

/** x^k e^-x / k! for real k >= 0. */
function poissonMass(k: number, x: number): number {
  if (k === 0) return exp(-x)
  return exp(-stirlingError(k) - deviance(k, x)) / Math.sqrt(TWO_PI * k)
}

/**
 * ln Gamma(x).
 *
 * @param x above 0.
 * @returns to 1e-14 of max(1, the value).
 * @throws RangeError if x is not above 0.
 * @example
 * logGamma(5) // 3.1780538303479458, ln 24
 */
export function logGamma(x: number): number {
  demand(x > 0, 'logGamma needs x > 0')
  if (x < 8) {
    let product = x
    for (let k = 1; k < 8; k++) product *= x + k
    return logGamma(x + 8) - log(product)
  }
  return (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI + stirlingError(x)
}

// ---------------------------------------------------------------- incomplete gamma and beta

/** Lower regularised incomplete gamma by its series; good for x < a + 1. */
function gammaSeries(a: number, x: number): number {
  let sum = 1
  let term = 1
  for (let k = a + 1; term > sum * 1e-17; k++) {
    term *= x / k
    sum += term
  }
  return poissonMass(a, x) * sum
}

/** Upper regularised incomplete gamma by its continued fraction (Lentz); good for x >= a + 1. */
function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let i = 1; ; i++) {
    const an = -i * (i - a)
    b += 2
    d = an * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + an / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15 || i > 1e6) return poissonMass(a, x) * a * h
  }
}

/** Upper regularised incomplete gamma, with full relative precision where it is small. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/** Continued fraction of the incomplete beta (Lentz); good for x < (a + 1) / (a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let h = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15 || m > 1e6) return h
  }
}

/** Regularised incomplete beta I_x(a, b); `y` = 1 - x is given so that neither end loses digits. */
function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = (binomialMass(a, a + b, x, y) * b) / (a + b)
  if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x)
  return 1 - ((front * a) / b) * betaFraction(b, a, y)
}

// ---------------------------------------------------------------- continuous distributions

/**
 * P(Z > z), Z standard normal.
 *
 * @example
 * normalUpper(1.959963984540054) // 0.025
 */
export function normalUpper(z: number): number {
  const tail = 0.5 * upperGamma(0.5, 0.5 * z * z)
  return z >= 0 ? tail : 1 - tail
}

/** P(Z < z), Z standard normal. */
export function normalLower(z: number): number {
  return normalUpper(-z)
}

const ratio = (x: number, above: readonly number[], below: readonly number[]): number => {
  let top = 0
  let bottom = 0
  for (let i = above.length - 1; i >= 0; i--) {
    top = top * x + above[i]!
    bottom = bottom * x + below[i]!
  }
  return top / bottom
}
// biome-ignore format: coefficients in the order of the paper
const AS241 = {
  centre: [[3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227],
    [1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854]],
  middle: [[1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414],
    [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9]],
  far: [[6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7],
    [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15]],
} as const

/**
 * z with P(Z < z) = p. For a small upper tail use `-normalQuantile(p)`: it keeps all digits.
 *
 * @param p probability, 0..1; 0 gives -Infinity, 1 gives Infinity.
 * @throws RangeError if p is not in [0, 1].
 * @example
 * normalQuantile(0.99) // 2.3263478740408408
 */
export function normalQuantile(p: number): number {
  demand(p >= 0 && p <= 1, 'normalQuantile needs p in [0, 1]')
  if (p === 0) return -Infinity
  if (p === 1) return Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, AS241.centre[0], AS241.centre[1])
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const z = r <= 5 ? ratio(r - 1.6, AS241.middle[0], AS241.middle[1]) : ratio(r - 5, AS241.far[0], AS241.far[1])
  return q < 0 ? -z : z
}

/**
 * z with P(Z > z) = p: what a one-sided p-value says on the scale of standard deviations, positive = far out. Probabilities
 * beyond reach (`SMALLEST_P`, `LARGEST_P`) count as the last within, so the answer is finite.
 *
 * @example
 * normalScore(0.025) // 1.959963984540054
 */
export function normalScore(p: number): number {
  return -normalQuantile(Math.min(LARGEST_P, Math.max(SMALLEST_P, p)))
}

/**
 * P(T > t), Student's t.
 *
 * @param df degrees of freedom, above 0; need not be whole; Infinity = normal.
 * @throws RangeError if df is not above 0 or t is not a number.
 * @example
 * tUpper(2.5, 14) // 0.0127333...
 */
export function tUpper(t: number, df: number): number {
  demand(df > 0, 'tUpper needs df > 0')
  demand(!Number.isNaN(t), 'tUpper needs a number')
  if (t < 0) return 1 - tUpper(-t, df)
  if (df === Infinity) return normalUpper(t)
  if (t === Infinity) return 0
  if (df > HILL_FROM) {
    const a = df - 0.5
    const b = 48 * a * a
    const y = a * log1p((t * t) / df)
    const second = (((0.4 * y + 3.3) * y + 24) * y + 85.5) / (0.8 * y * y + 100 + b)
    return normalUpper(Math.sqrt(y) * (1 + (y + 3 - second) / b))
  }
  const share = (t * t) / df
  return 0.5 * incompleteBeta(df / 2, 0.5, 1 / (1 + share), share / (1 + share))
}

/**
 * P(X > x), X gamma with mean shape x scale.
 *
 * @throws RangeError if shape or scale is not above 0.
 */
export function gammaUpper(x: number, shape: number, scale: number): number {
  demand(shape > 0 && scale > 0 && !Number.isNaN(x), 'gammaUpper needs shape > 0 and scale > 0')
  return upperGamma(shape, x / scale)
}

/**
 * P(X > x), X chi-squared.
 *
 * @throws RangeError if df is not above 0.
 * @example
 * chiSquaredUpper(3.841458820694124, 1) // 0.05
 */
export function chiSquaredUpper(x: number, df: number): number {
  return gammaUpper(x, df / 2, 2)
}

// ---------------------------------------------------------------- counts

const checkCounts = (k: number, n: number): void =>
  demand(Number.isInteger(k) && Number.isInteger(n) && n >= 0, 'counts must be whole numbers, n >= 0')

/** Chance of exactly k successes in n trials of chance p. */
export function binomialPoint(k: number, n: number, p: number): number {
  checkCounts(k, n)
  demand(p >= 0 && p <= 1, 'p must be in [0, 1]')
  return binomialMass(k, n, p, 1 - p)
}

/**
 * P(X >= k), X binomial.
 *
 * @throws RangeError if k or n is not whole or p not in [0, 1].
 * @example
 * binomialUpper(9, 10, 0.5) // 0.0107421875
 */
export function binomialUpper(k: number, n: number, p: number): number {
  checkCounts(k, n)
  demand(p >= 0 && p <= 1, 'p must be in [0, 1]')
  if (k <= 0) return 1
  if (k > n) return 0
  return incompleteBeta(k, n - k + 1, p, 1 - p)
}

/** P(X >= k) of counts on `first..last`, summed away from the mean so that a far tail keeps its digits. */
function sumUpper(
  k: number,
  first: number,
  last: number,
  mean: number,
  point: (k: number) => number,
  /** P(x + 1) / P(x). */
  step: (x: number) => number,
): number {
  if (k <= first) return 1
  if (k > last) return 0
  if (k > mean) {
    let term = point(k)
    let sum = term
    for (let x = k; x < last && term > sum * 1e-18; x++) {
      term *= step(x)
      sum += term
    }
    return Math.min(1, sum)
  }
  let term = point(k - 1)
  let sum = term
  for (let x = k - 2; x >= first && term > sum * 1e-18; x--) {
    term /= step(x)
    sum += term
  }
  return Math.max(0, 1 - sum)
}

/**
 * Chance of exactly k successes in n trials whose common chance is itself beta(alpha, beta) distributed.
 *
 * @throws RangeError if k or n is not whole or alpha, beta are not above 0.
 */
export function betaBinomialPoint(k: number, n: number, alpha: number, beta: number): number {
  checkCounts(k, n)
  demand(alpha > 0 && beta > 0 && alpha + beta < Infinity, 'alpha and beta must be above 0 and finite')
  if (k < 0 || k > n) return 0
  if (n === 0) return 1
  // The binomial coefficients C(n, k) C(a + b, a) / C(n + a + b, k + a), each as a mass so that nothing overflows.
  const total = n + alpha + beta
  const p = (k + alpha) / total
  const q = (n - k + beta) / total
  const masses =
    (binomialMass(k, n, p, q) * binomialMass(alpha, alpha + beta, p, q)) / binomialMass(k + alpha, total, p, q)
  return (masses * ((alpha * beta) / (alpha + beta))) / (total * p * q)
}

/**
 * P(X >= k), X beta-binomial: alpha / (alpha + beta) is the mean chance, 1 / (alpha + beta + 1) the correlation.
 *
 * @throws RangeError as `betaBinomialPoint`.
 * @example
 * betaBinomialUpper(8, 10, 2, 2) // 0.2027972...
 */
export function betaBinomialUpper(k: number, n: number, alpha: number, beta: number): number {
  checkCounts(k, n)
  const mean = (n * alpha) / (alpha + beta)
  return sumUpper(
    k,
    0,
    n,
    mean,
    (x) => betaBinomialPoint(x, n, alpha, beta),
    (x) => ((n - x) * (x + alpha)) / ((x + 1) * (n - x - 1 + beta)),
  )
}

/** Chance that `draws` without replacement from `population` with `successes` hold exactly k of them. */
export function hypergeometricPoint(k: number, population: number, successes: number, draws: number): number {
  checkCounts(k, population)
  demand(successes >= 0 && successes <= population, 'successes must be in 0..population')
  demand(draws >= 0 && draws <= population, 'draws must be in 0..population')
  if (k < 0 || k > successes || k > draws || draws - k > population - successes) return 0
  if (draws === 0 || draws === population) return 1
  const p = draws / population
  const q = (population - draws) / population
  return (
    (binomialMass(k, successes, p, q) * binomialMass(draws - k, population - successes, p, q)) /
    binomialMass(draws, population, p, q)
  )
}
