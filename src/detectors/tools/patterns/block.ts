/** The best block of items: the few items that together lie farthest above what the totals explain. */
import { fixed } from '../../../setting'
import type { Random } from '../../../statistics/random'
import { pairAt } from './pooled'
import { skewedUpper } from './scalar'

const SHORTEST = fixed(3, { reason: 'Fewer items in a block say nothing that a single item does not.', origin: 'ours' })
const LONGEST = fixed(8, { reason: 'A longer block is no small block of items that were known.', origin: 'ours' })
const DRAWS = fixed(4000, {
  reason: 'Draws behind the null distribution: its mean, spread and skewness are then known to 2 %.',
  origin: 'computing',
})

export interface Block {
  /** Items of the block, strongest first. */
  readonly items: readonly number[]
  /** How far the block lies above the best block of an honest sitting, in standard deviations of it. */
  readonly excess: number
  readonly p: number
}

/** Finds the best block of a sitting from its standardised deviations. */
export type BlockSearch = (z: Float64Array) => Block

/** Mean and spread of the sum of the m largest, and mean, spread and skewness of the best of them over m. */
interface Moments {
  readonly mean: number
  readonly sd: number
  readonly skewness: number
}

/**
 * The sum of the m largest standardised deviations, m = 3..8, each less its mean and divided by its spread in honest
 * sittings; the best m counts. The null distribution is drawn once per assessment from normal deviations of the
 * sittings' mean correlation, and carried beyond the draws by a gamma distribution of equal mean, spread and skewness.
 *
 * @param correlation upper triangle
 */
export function blockSearch(items: number, correlation: Float64Array, random: Random): BlockSearch {
  const longest = Math.min(LONGEST, items)
  const draw = correlated(items, choleskyOf(items, correlation), random)
  const draws = Array.from({ length: DRAWS }, () => sumsOfLargest(draw(), longest))
  const sums = Array.from({ length: longest }, (_, m) => momentsOf(Float64Array.from(draws, (own) => own[m]!)))
  const best = momentsOf(Float64Array.from(draws, (own) => bestOf(own, sums).excess))
  return (z) => {
    const order = largest(z, longest)
    const { excess, length } = bestOf(sumsOfLargest(z, longest), sums)
    const standard = (excess - best.mean) / best.sd
    return { items: order.slice(0, length), excess: standard, p: skewedUpper(standard, best.skewness, Infinity) }
  }
}

/** Positions of the `count` largest values, the largest first, of equal ones the first. */
export function largest(values: Float64Array, count: number): number[] {
  const order: number[] = []
  while (order.length < Math.min(count, values.length)) {
    let next = -1
    for (let j = 0; j < values.length; j++) if ((next < 0 || values[j]! > values[next]!) && !order.includes(j)) next = j
    order.push(next)
  }
  return order
}

/** Sums of the 1, 2, ... largest values. */
function sumsOfLargest(values: Float64Array, longest: number): Float64Array {
  const sums = new Float64Array(longest).fill(-Infinity)
  for (let j = 0; j < values.length; j++) {
    const value = values[j]!
    if (!(value > sums[longest - 1]!)) continue
    let place = longest - 1
    for (; place > 0 && value > sums[place - 1]!; place--) sums[place] = sums[place - 1]!
    sums[place] = value
  }
  for (let m = 1; m < longest; m++) sums[m]! += sums[m - 1]!
  return sums
}

function bestOf(sums: Float64Array, moments: readonly Moments[]): { excess: number; length: number } {
  let excess = -Infinity
  let length = 0
  for (let m = Math.min(SHORTEST, sums.length) - 1; m < sums.length; m++) {
    const standard = (sums[m]! - moments[m]!.mean) / moments[m]!.sd
    if (standard > excess) {
      excess = standard
      length = m + 1
    }
  }
  return { excess, length }
}

function momentsOf(values: Float64Array): Moments {
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += values[k]!
  const mean = sum / values.length
  let squares = 0
  let cubes = 0
  for (let k = 0; k < values.length; k++) {
    const d = values[k]! - mean
    squares += d * d
    cubes += d * d * d
  }
  const second = squares / values.length
  const sd = Math.sqrt(second)
  return { mean, sd, skewness: cubes / values.length / (second * sd) }
}

const LEAST_PIVOT = fixed(1e-6, {
  reason: 'A pivot below this is rounding: the item says nothing that the others have not said.',
  origin: 'computing',
})

/** Lower triangular root of a correlation matrix that may be singular: deviations of all items add up to nothing. */
function choleskyOf(items: number, correlation: Float64Array): Float64Array {
  const root = new Float64Array(items * items)
  for (let j = 0; j < items; j++)
    for (let k = 0; k <= j; k++) {
      let rest = correlation[pairAt(items, k, j)]!
      for (let l = 0; l < k; l++) rest -= root[j * items + l]! * root[k * items + l]!
      const pivot = root[k * items + k]!
      root[j * items + k] = j === k ? Math.sqrt(Math.max(0, rest)) : pivot > LEAST_PIVOT ? rest / pivot : 0
    }
  return root
}

/** Draws normal values of the correlation with this root; into the same array again and again. */
function correlated(items: number, root: Float64Array, random: Random): () => Float64Array {
  const independent = new Float64Array(items)
  const values = new Float64Array(items)
  return () => {
    for (let j = 0; j < items; j++) independent[j] = random.normal()
    for (let j = 0; j < items; j++) {
      let sum = 0
      for (let k = 0; k <= j; k++) sum += root[j * items + k]! * independent[k]!
      values[j] = sum
    }
    return values
  }
}
