/**
 * Elementary functions that give the same bits on every machine.
 *
 * The language leaves the last bits of `Math.exp`, `Math.log` and their like to the engine, and engines (even versions of one
 * engine) differ there; sums, products, quotients and square roots of doubles they do not. So these are made of sums, products
 * and quotients alone, in a fixed order: ports of fdlibm 5.3 (`exp`, `expm1`, `log`, `log1p`, `sin`, `tan`, `atan`)
 * and of FreeBSD's `cbrt`. Each is within 1 unit of the last place of the true value.
 *
 * fdlibm: Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
 * business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved. The letters of the papers are kept, so that each line can be held against its source.
 */

/** One double, seen as its two halves. Written before it is read, always: nothing is remembered in it. */
const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)
/** Which half of a double holds sign and exponent: it depends on the machine. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

/** Sign, exponent and the first 20 bits of a double. */
function highWord(x: number): number {
  double[0] = x
  return halves[HIGH]!
}

/** `x` with another high word. */
function withHighWord(x: number, high: number): number {
  double[0] = x
  halves[HIGH] = high
  return double[0]
}

/** The double of two words. */
function fromWords(high: number, low: number): number {
  halves[HIGH] = high
  halves[LOW] = low
  return double[0]!
}

/** 2^-1024 .. 2^1023. A product with one of them is exact, and does not wait for halves that have just been written. */
const POWERS_OF_2 = powersOf2()

function powersOf2(): Float64Array {
  const powers = new Float64Array(2048).fill(1)
  for (let k = 1; k < 1024; k++) powers[1024 + k] = 2 * powers[1023 + k]!
  for (let k = 1; k <= 1024; k++) powers[1024 - k] = powers[1025 - k]! / 2
  return powers
}

const powerOf2 = (k: number): number => POWERS_OF_2[k + 1024]!

const MAGNITUDE = 0x7fffffff
const INFINITE = 0x7ff00000
const TWO_54 = 18014398509481984
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const INVERSE_LN2 = Math.LOG2E
const OVERFLOW = 709.782712893384
const UNDERFLOW = -745.1332191019411

/**
 * e to the power of `x`.
 *
 * @returns 0 below -745.13, `Infinity` above 709.78
 * @example
 * exp(1) // 2.718281828459045
 */
export function exp(x: number): number {
  const magnitude = highWord(x) & MAGNITUDE
  if (magnitude >= 0x40862e42) {
    if (!(x <= OVERFLOW)) return x + x === x ? x : x > 0 ? Infinity : x
    if (x < UNDERFLOW) return 0
  }
  let hi = 0
  let lo = 0
  let k = 0
  if (magnitude > 0x3fd62e42) {
    if (magnitude < 0x3ff0a2b2) {
      if (x === 1) return Math.E
      k = x < 0 ? -1 : 1
      hi = x - k * LN2_HIGH
      lo = k * LN2_LOW
    } else {
      k = Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5))
      hi = x - k * LN2_HIGH
      lo = k * LN2_LOW
    }
    x = hi - lo
  } else if (magnitude < 0x3e300000) return 1 + x
  const t = x * x
  const c =
    x -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  if (k === 0) return 1 - ((x * c) / (c - 2) - x)
  const y = 1 - (lo - (x * c) / (2 - c) - hi)
  if (k === 1024) return y * 2 * 8.98846567431158e307
  if (k >= -1021) return y * powerOf2(k)
  return y * powerOf2(k + 1000) * 9.332636185032189e-302
}

/**
 * e to the power of `x`, less 1: keeps all digits near 0.
 *
 * @example
 * expm1(1e-10) // 1.00000000005e-10
 */
export function expm1(x: number): number {
  const magnitude = highWord(x) & MAGNITUDE
  if (magnitude >= 0x4043687a) {
    if (Number.isNaN(x)) return x
    if (x > OVERFLOW) return Infinity
    if (x < 0) return -1
  }
  let k = 0
  let c = 0
  if (magnitude > 0x3fd62e42) {
    k = magnitude < 0x3ff0a2b2 ? (x < 0 ? -1 : 1) : Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5))
    const hi = x - k * LN2_HIGH
    const lo = k * LN2_LOW
    x = hi - lo
    c = hi - x - lo
  } else if (magnitude < 0x3c900000) return x
  const hfx = 0.5 * x
  const hxs = x * hfx
  const r1 =
    1 +
    hxs *
      (-0.03333333333333313 +
        hxs *
          (0.0015873015872548146 +
            hxs * (-0.0000793650757867488 + hxs * (0.000004008217827329362 + hxs * -2.0109921818362437e-7))))
  const t = 3 - r1 * hfx
  let e = hxs * ((r1 - t) / (6 - x * t))
  if (k === 0) return x - (x * e - hxs)
  e = x * (e - c) - c
  e -= hxs
  if (k === -1) return 0.5 * (x - e) - 0.5
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e)
  const power = powerOf2(k)
  if (k <= -2 || k > 56) return (k === 1024 ? (1 - (e - x)) * 2 * 8.98846567431158e307 : (1 - (e - x)) * power) - 1
  if (k < 20) return (fromWords(0x3ff00000 - (0x200000 >> k), 0) - (e - x)) * power
  return (x - (e + powerOf2(-k)) + 1) * power
}

/**
 * Natural logarithm.
 *
 * @returns `-Infinity` for 0, `NaN` below
 * @example
 * log(2) // 0.6931471805599453
 */
export function log(x: number): number {
  let high = highWord(x)
  let k = 0
  if (high < 0x00100000) {
    if (x === 0) return -Infinity
    if (high < 0) return Number.NaN
    k -= 54
    x *= TWO_54
    high = highWord(x)
  }
  if (high >= INFINITE) return x + x
  const exponent = high >> 20
  high &= 0x000fffff
  const carry = (high + 0x95f64) >> 20
  k += exponent - 1023 + carry
  const f = x * powerOf2(1023 - exponent - carry) - 1
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW
    const R = f * f * (0.5 - 0.3333333333333333 * f)
    return k === 0 ? f - R : k * LN2_HIGH - (R - k * LN2_LOW - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const R =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) +
    w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const hfsq = 0.5 * f * f
    return k === 0 ? f - (hfsq - s * (hfsq + R)) : k * LN2_HIGH - (hfsq - (s * (hfsq + R) + k * LN2_LOW) - f)
  }
  return k === 0 ? f - s * (f - R) : k * LN2_HIGH - (s * (f - R) - k * LN2_LOW - f)
}

/**
 * Natural logarithm of 1 + `x`: keeps all digits near 0.
 *
 * @returns `-Infinity` for -1, `NaN` below
 * @example
 * log1p(1e-10) // 9.9999999995e-11
 */
export function log1p(x: number): number {
  const high = highWord(x)
  const magnitude = high & MAGNITUDE
  let k = 1
  let f = 0
  let hu = 1
  let c = 0
  if (high < 0x3fda827a) {
    if (magnitude >= 0x3ff00000) return x === -1 ? -Infinity : Number.NaN
    if (magnitude < 0x3e200000) return magnitude < 0x3c900000 ? x : x - x * x * 0.5
    if (high > 0 || high <= (0xbfd2bec4 | 0)) {
      k = 0
      f = x
    }
  }
  if (high >= INFINITE) return x + x
  if (k !== 0) {
    let u = high < 0x43400000 ? 1 + x : x
    hu = highWord(u)
    k = (hu >> 20) - 1023
    if (high < 0x43400000) c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u
    hu &= 0x000fffff
    if (hu < 0x6a09e) u = withHighWord(u, hu | 0x3ff00000)
    else {
      k += 1
      u = withHighWord(u, hu | 0x3fe00000)
      hu = (0x00100000 - hu) >> 2
    }
    f = u - 1
  }
  const hfsq = 0.5 * f * f
  if (hu === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW)
    const R = hfsq * (1 - 0.6666666666666666 * f)
    return k === 0 ? f - R : k * LN2_HIGH - (R - (k * LN2_LOW + c) - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const R =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))))
  if (k === 0) return f - (hfsq - s * (hfsq + R))
  return k * LN2_HIGH - (hfsq - (s * (hfsq + R) + (k * LN2_LOW + c)) - f)
}

/**
 * The largest whole k with 2^k at most `x`, exactly: the floor of the logarithm to base 2.
 *
 * @param x a normal number above 0: not below 2.2e-308, not `Infinity`
 * @example
 * binaryExponent(9) // 3
 */
export const binaryExponent = (x: number): number => (highWord(x) >> 20) - 1023

/**
 * The largest whole k with 10^k at most `x`, exactly: the floor of the logarithm to base 10.
 *
 * @param x above 0 and finite
 * @example
 * decimalExponent(950) // 2
 */
export const decimalExponent = (x: number): number => Number(x.toExponential().split('e')[1])

/**
 * A whole power as a product: engines round `**` differently.
 *
 * @param exponent whole number, at least 0
 * @example
 * power(2, 10) // 1024
 */
export function power(base: number, exponent: number): number {
  let product = 1
  for (let k = 0; k < exponent; k++) product *= base
  return product
}

/** A multiple of pi / 2 taken off: the rest in two parts, and how many quarters of a turn it was, of which the last two bits. */
interface Reduced {
  readonly quarters: number
  readonly rest: number
  /** What rounding took off `rest`. */
  readonly tail: number
}

const FARTHEST = 1e5

/** Cody and Waite's reduction, each part of pi / 2 with 33 bits, as many parts as the cancellation asks for. */
function reduced(x: number): Reduced {
  const size = Math.abs(x)
  if (!(size <= FARTHEST)) throw new RangeError(`angle ${x} is not within ${FARTHEST} of 0`)
  const exponent = highWord(size) >> 20
  const lost = (y: number): number => exponent - ((highWord(y) >> 20) & 0x7ff)
  const n = Math.trunc(size * 0.6366197723675814 + 0.5)
  let r = size - n * 1.5707963267341256
  let w = n * 6.077100506506192e-11
  let rest = r - w
  if (lost(rest) > 16) {
    let t = r
    w = n * 6.077100506303966e-11
    r = t - w
    w = n * 2.0222662487959506e-21 - (t - r - w)
    rest = r - w
    if (lost(rest) > 49) {
      t = r
      w = n * 2.0222662487111665e-21
      r = t - w
      w = n * 8.4784276603689e-32 - (t - r - w)
      rest = r - w
    }
  }
  const tail = r - rest - w
  return x < 0 ? { quarters: -n, rest: -rest, tail: -tail } : { quarters: n, rest, tail }
}

const QUARTER_PI = Math.PI / 4

/** Sine on -pi/4..pi/4 of `x` + `y`, y small. */
function sineNearZero(x: number, y: number): number {
  if (Math.abs(x) < 7.450580596923828e-9) return x
  const z = x * x
  const v = z * x
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))
  if (y === 0) return x + v * (-0.16666666666666632 + z * r)
  return x - (z * (0.5 * y - v * r) - y - v * -0.16666666666666632)
}

/** Cosine on -pi/4..pi/4 of `x` + `y`, y small. */
function cosineNearZero(x: number, y: number): number {
  const size = Math.abs(x)
  if (size < 7.450580596923828e-9) return 1
  const z = x * x
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))))
  if (size < 0.3000001907348633) return 1 - (0.5 * z - (z * r - x * y))
  const q = size > 0.78125 ? 0.28125 : fromWords((highWord(x) & MAGNITUDE) - 0x00200000, 0)
  return 1 - q - (0.5 * z - q - (z * r - x * y))
}

/**
 * Sine of an angle in radians.
 *
 * @throws RangeError beyond 100 000 radians: nothing here turns so often
 * @example
 * sin(Math.PI / 6) // 0.49999999999999994
 */
export function sin(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return sineNearZero(x, 0)
  const { quarters, rest, tail } = reduced(x)
  const value = (quarters & 1) === 0 ? sineNearZero(rest, tail) : cosineNearZero(rest, tail)
  return (quarters & 2) === 0 ? value : -value
}

const TANGENT = [
  0.3333333333333341, 0.13333333333320124, 0.05396825397622605, 0.021869488294859542, 0.0088632398235993,
  0.0035920791075913124, 0.0014562094543252903, 0.0005880412408202641, 0.0002464631348184699, 0.00007817944429395571,
  0.00007140724913826082, -0.000018558637485527546, 0.00002590730518636337,
] as const

/** Tangent on -pi/4..pi/4 of `x` + `y`, y small, or minus its reciprocal. */
function tangentNearZero(x: number, y: number, reciprocal: boolean): number {
  const negative = x < 0
  const size = Math.abs(x)
  if (size < 3.725290298461914e-9) return reciprocal ? -1 / x : x
  const far = size >= 0.67434
  if (far) {
    x = QUARTER_PI - size + (3.061616997868383e-17 - (negative ? -y : y))
    y = 0
  }
  const [T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12] = TANGENT
  const z = x * x
  const w = z * z
  const odd = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))))
  const even = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))))
  const s = z * x
  const r = y + z * (s * (odd + even) + y) + T0 * s
  const sum = x + r
  if (far) {
    const v = reciprocal ? -1 : 1
    return (negative ? -1 : 1) * (v - 2 * (x - ((sum * sum) / (sum + v) - r)))
  }
  if (!reciprocal) return sum
  // -1 / (x + r) to the last bit.
  const top = withoutLowWord(sum)
  const v = r - (top - x)
  const a = -1 / sum
  const t = withoutLowWord(a)
  return t + a * (1 + t * top + t * v)
}

const withoutLowWord = (x: number): number => fromWords(highWord(x), 0)

/**
 * Tangent of an angle in radians.
 *
 * @throws RangeError beyond 100 000 radians: nothing here turns so often
 * @example
 * tan(Math.PI / 4) // 0.9999999999999999
 */
export function tan(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return tangentNearZero(x, 0, false)
  const { quarters, rest, tail } = reduced(x)
  return tangentNearZero(rest, tail, (quarters & 1) === 1)
}

/** Arctangent of 1/2, 1, 3/2 and of infinity, in two parts each. */
const ARCTANGENTS: readonly (readonly [number, number])[] = [
  [0.4636476090008061, 2.2698777452961687e-17],
  [0.7853981633974483, 3.061616997868383e-17],
  [0.982793723247329, 1.3903311031230998e-17],
  [1.5707963267948966, 6.123233995736766e-17],
]

/**
 * Arctangent, in radians: -pi/2..pi/2.
 *
 * @example
 * atan(1) // 0.7853981633974483
 */
export function atan(x: number): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  if (size >= 73786976294838210000) return x > 0 ? Math.PI / 2 : -Math.PI / 2
  if (size < 7.450580596923828e-9) return x
  // The argument near 0 of each range, and which arctangent is to be added.
  let near = -1
  let u = x
  if (size >= 2.4375) {
    near = 3
    u = -1 / size
  } else if (size >= 1.1875) {
    near = 2
    u = (size - 1.5) / (1 + 1.5 * size)
  } else if (size >= 0.6875) {
    near = 1
    u = (size - 1) / (size + 1)
  } else if (size >= 0.4375) {
    near = 0
    u = (2 * size - 1) / (2 + size)
  }
  const z = u * u
  const w = z * z
  const even =
    z *
    (0.3333333333333293 +
      w *
        (0.14285714272503466 +
          w *
            (0.09090887133436507 + w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782)))))
  const odd =
    w *
    (-0.19999999999876483 +
      w * (-0.11111110405462356 + w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916))))
  if (near < 0) return u - u * (even + odd)
  const [hi, lo] = ARCTANGENTS[near]!
  const angle = hi - (u * (even + odd) - lo - u)
  return x < 0 ? -angle : angle
}

/**
 * Cube root.
 *
 * @example
 * cbrt(27) // 3
 */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const high = highWord(x)
  const sign = high & ~MAGNITUDE
  const magnitude = high & MAGNITUDE
  // A third of the exponent, as near as the bits give it at once: to 5 bits, then by a polynomial to 23.
  let t =
    magnitude < 0x00100000
      ? fromWords(sign | (Math.trunc((highWord(TWO_54 * x) & MAGNITUDE) / 3) + 696219795), 0)
      : fromWords(sign | (Math.trunc(magnitude / 3) + 715094163), 0)
  let r = t * t * (t / x)
  t *=
    1.87595182427177 +
    r * (-1.8849797954337717 + r * 1.6214297201053545) +
    r * r * r * (-0.758397934778766 + r * 0.14599619288661245)
  // Rounded to 23 bits, so that its square is exact; then one step of Newton.
  double[0] = t
  const low = halves[LOW]!
  t = fromWords(halves[HIGH]! + (low < 0 ? 1 : 0), (low ^ (1 << 31)) & 0xc0000000)
  r = x / (t * t)
  return t + t * ((r - t) / (t + t + r))
}
