/** Seeded random numbers: equal seed and stream give equal numbers on every machine and Node version. */

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { exp, log } from '../elementary'
import { fixed } from '../setting'

const FEW_TRIALS = fixed(40, {
  reason: 'Up to so many trials a binomial count is drawn one by one.',
  origin: 'computing',
})
const SMALL_MEAN = fixed(30, {
  reason: 'Up to this mean a Poisson count is drawn by a product of uniforms.',
  origin: 'computing',
})

/** A stream of random numbers. Every call moves it on. */
export interface Random {
  /** In [0, 1), 53 bits. */
  uniform(): number
  /** Whole number in 0..n-1; n up to 2^32 (bias below 2^-21). */
  integer(n: number): number
  /** Standard normal. */
  normal(): number
  /** Gamma with mean shape x scale; shape > 0. */
  gamma(shape: number, scale?: number): number
  /** Beta with mean a / (a + b); a, b > 0. */
  beta(a: number, b: number): number
  /** Successes in n trials of chance p. */
  binomial(n: number, p: number): number
  poisson(mean: number): number
  /** Shuffles in place (Fisher-Yates) and returns the same array. */
  shuffle<T extends unknown[] | Uint8Array | Uint16Array | Int32Array | Float64Array>(array: T): T
  /** `size` different entries in random order (all of them if fewer); the array is left alone. */
  sample<T>(array: readonly T[], size: number): T[]
}

/** Four 32-bit words from text: MurmurHash3's mixing on four lanes, so that similar names give unrelated streams. */
function hashWords(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x13198a2e]
  const factors = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1] as const
  for (let i = 0; i < text.length; i++) {
    for (let lane = 0; lane < 4; lane++) {
      let h = Math.imul(words[lane]! ^ text.charCodeAt(i), factors[lane]!)
      h ^= h >>> 15
      words[lane] = Math.imul(h, 0x2c1b3c6d) ^ words[(lane + 1) & 3]!
    }
  }
  for (let lane = 0; lane < 4; lane++) {
    let h = words[lane]! ^ text.length
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    words[lane] = h ^ (h >>> 16)
  }
  return words
}

/**
 * A random stream of its own for each seed and name: adding a stream never changes another one.
 *
 * @param seed whole number.
 * @param stream names or numbers that say what the numbers are for.
 * @example
 * const random = createRandom(1, 'peers', 3)
 * random.integer(6) // the same die every time
 */
export function createRandom(seed: number, ...stream: readonly (string | number)[]): Random {
  const generator = xoroshiro128plusFromState(hashWords(JSON.stringify([seed, ...stream])))
  for (let i = 0; i < 8; i++) generator.next()
  let spare = 0
  let hasSpare = false

  const uniform = (): number => ((generator.next() >>> 5) * 67108864 + (generator.next() >>> 6)) / 9007199254740992
  const integer = (n: number): number => Math.floor(uniform() * n)

  /** Marsaglia's polar method (1964): two normals per accepted point, one kept for the next call. */
  function normal(): number {
    if (hasSpare) {
      hasSpare = false
      return spare
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const factor = Math.sqrt((-2 * log(s)) / s)
      spare = v * factor
      hasSpare = true
      return u * factor
    }
  }

  /** Marsaglia & Tsang (2000); below shape 1 a power of a uniform brings the shape down. */
  function gamma(shape: number, scale = 1): number {
    if (shape < 1) return gamma(shape + 1, scale) * exp(log(1 - uniform()) / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if (v > 0 && log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v * scale
    }
  }

  function beta(a: number, b: number): number {
    const x = gamma(a)
    const y = gamma(b)
    return x + y > 0 ? x / (x + y) : integer(2)
  }

  /** Large n are halved at a beta-distributed order statistic until n is small (Devroye 1986, X.4.3). */
  function binomial(n: number, p: number): number {
    let count = 0
    let trials = n
    let chance = p
    while (trials > FEW_TRIALS) {
      const at = Math.floor((trials + 1) / 2)
      const middle = beta(at, trials + 1 - at)
      if (middle <= chance) {
        count += at
        trials -= at
        chance = (chance - middle) / (1 - middle)
      } else {
        trials = at - 1
        chance /= middle
      }
    }
    for (let i = 0; i < trials; i++) if (uniform() < chance) count++
    return count
  }

  /** Large means are reduced at a gamma-distributed waiting time (Ahrens & Dieter 1974). */
  function poisson(mean: number): number {
    let count = 0
    let rest = mean
    while (rest > SMALL_MEAN) {
      const at = Math.floor((7 * rest) / 8)
      const wait = gamma(at)
      if (wait > rest) return count + binomial(at - 1, rest / wait)
      count += at
      rest -= wait
    }
    for (let product = 1 - uniform(), limit = exp(-rest); product > limit; product *= 1 - uniform()) count++
    return count
  }

  function shuffle<T extends unknown[] | Uint8Array | Uint16Array | Int32Array | Float64Array>(array: T): T {
    const entries = array as unknown[]
    for (let i = entries.length - 1; i > 0; i--) {
      const j = integer(i + 1)
      const kept = entries[i]
      entries[i] = entries[j]
      entries[j] = kept
    }
    return array
  }

  function sample<T>(array: readonly T[], size: number): T[] {
    const pool = array.slice()
    const wanted = Math.min(size, pool.length)
    for (let i = 0; i < wanted; i++) {
      const j = i + integer(pool.length - i)
      const kept = pool[i]!
      pool[i] = pool[j]!
      pool[j] = kept
    }
    return pool.slice(0, wanted)
  }

  return { uniform, integer, normal, gamma, beta, binomial, poisson, shuffle, sample }
}
