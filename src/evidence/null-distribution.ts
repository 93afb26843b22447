/**
 * The null distribution of the log likelihood ratio, for units of a given shape, by simulation: z-scores of honest units are
 * drawn with the dependence found in the region, then looked at exactly as the real ones are (Monte Carlo test, Barnard 1963).
 */
import { exp } from '../elementary'
import { fixed } from '../setting'
import { createRandom } from '../statistics/random'
import type { Block } from './block'
import { cholesky } from './dependence'
import {
  asDraws,
  type Dependence,
  type Draws,
  detectorRatios,
  familyRatios,
  logLikelihoodRatios,
  runningSum,
} from './likelihood-ratio'

const DRAWS = fixed(6000, {
  reason: 'Draws per shape. The tail beyond is continued as an exponential, so that small p-values stay apart.',
  origin: 'computing',
})
const TAIL = fixed(0.02, { reason: 'Share of the draws that the tail is fitted to.', origin: 'ours' })

/** p-values of a block: of each family and, last, of all together; `null` where it holds none of a family's detectors. */
export type PValues = (number | null)[]

/**
 * The p-values of blocks, `null` where nothing was measured. Blocks of one shape are tested together, so that one shape's
 * draws are in memory at a time.
 *
 * @param asked what is told: with `together` families are left `null`, which is half of the work or less
 */
export type MonteCarloTest = (blocks: readonly (Block | null)[], asked: Asked) => (PValues | null)[]
export type Asked = 'families' | 'together'

/**
 * @param families family of each detector, numbered 0, 1, ...
 * @param seed equal seeds give equal p-values
 * @param independent of this seed; tests that share them draw them once
 */
export function monteCarloTest(
  dependence: Dependence,
  families: readonly number[],
  familyCount: number,
  seed: number,
  independent = independentDraws(families.length, seed),
): MonteCarloTest {
  const drawsOf = drawer(dependence, families.length, independent)
  /** Shapes that differ in one family have the ratios of the others in common. */
  const known = new WeakMap<Float64Array, SurvivalFunction>()
  const survivalOf = (values: Float64Array): SurvivalFunction => {
    const survival = known.get(values) ?? new SurvivalFunction(values)
    known.set(values, survival)
    return survival
  }
  return (blocks, asked) => {
    const pValues = new Array<PValues | null>(blocks.length).fill(null)
    for (const [block, units] of byShape(blocks)) {
      const held = [...new Set(Array.from(block.column, (d) => families[d]!))]
      const apart = asked === 'families' ? held : []
      const ratios = (draws: Draws) => logLikelihoodRatios(block, families, familyCount, draws, apart)
      const own = ratios(asDraws(units.map((unit) => blocks[unit]!)))
      const honest = ratios(drawsOf(block)).map((values, k) =>
        k < apart.length ? survivalOf(values) : new SurvivalFunction(values),
      )
      units.forEach((unit, n) => {
        const p: PValues = new Array(familyCount + 1).fill(null)
        for (const [k, f] of [...apart, familyCount].entries()) p[f] = honest[k]!.at(own[k]![n]!)
        pValues[unit] = p
      })
    }
    return pValues
  }
}

/** Units by shape, each shape with the first block that has it. */
function byShape(blocks: readonly (Block | null)[]): Iterable<[Block, number[]]> {
  const shapes = new Map<string, [Block, number[]]>()
  blocks.forEach((block, unit) => {
    if (block === null) return
    const known = shapes.get(block.shape)
    if (known === undefined) shapes.set(block.shape, [block, [unit]])
    else known[1].push(unit)
  })
  // Neighbours in this order have most of their cells in common.
  return [...shapes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, units]) => units)
}

const SORTED_FROM = fixed(40, {
  reason: 'Asked so often, the draws are sorted; before, counting them is quicker.',
  origin: 'computing',
})

/** Survival function of the ratio of honest units. Most shapes belong to one school, whose p-value is counted without sorting. */
export class SurvivalFunction {
  private sorted: Float64Array | null = null
  private largest: Float64Array | null = null
  private asked = 0
  constructor(private readonly draws: Float64Array) {}

  /** P(an honest unit reaches `value`): counted, and beyond the last draws continued by their mean excess. */
  at(value: number): number {
    const count = this.draws.length
    if (this.asked++ === SORTED_FROM) this.sorted = this.draws.slice().sort()
    const below = this.sorted === null ? countBelow(this.draws, value) : firstAtLeast(this.sorted, value)
    const start = tailStart(count)
    if (below <= start) return (count - below + 1) / (count + 1)
    this.largest ??= this.sorted?.subarray(start) ?? largestOf(this.draws, count - start)
    const threshold = this.largest[0]!
    const excess = this.largest.reduce((sum, x) => sum + (x - threshold), 0) / this.largest.length
    return excess > 0 ? TAIL * exp(-(value - threshold) / excess) : 1 / (count + 1)
  }
}

/** Place of the last draw, in ascending order, up to which p-values are counted. */
const tailStart = (count: number): number => Math.floor((1 - TAIL) * count)

function countBelow(values: Float64Array, limit: number): number {
  let below = 0
  // A sum of truth values: whether to jump would be guessed wrong at every other draw.
  for (let n = 0; n < values.length; n++) below = (below + +(values[n]! < limit)) | 0
  return below
}

/** The `count` largest values, ascending. */
function largestOf(values: Float64Array, count: number): Float64Array {
  const largest = values.slice(0, count).sort()
  for (let n = count; n < values.length; n++) {
    const value = values[n]!
    let place = 0
    while (place < count && largest[place]! < value) place++
    if (place === 0) continue
    largest.copyWithin(0, 1, place)
    largest[place - 1] = value
  }
  return largest
}

/**
 * Draws z-scores of an honest unit: a part shared by all sittings of the school, one shared by those of the same pupils,
 * and one of each sitting's own. The parts are drawn once and used for all shapes, which also makes neighbouring shapes
 * agree; what the n-th sitting of the m-th group of pupils draws is therefore made once, too.
 */
function drawer(dependence: Dependence, columns: number, independent: IndependentDraws): (block: Block) => Draws {
  const factor = cholesky(dependence.detectors, columns)!
  /** Parts of one kind by number: of each column, `[draw]`, in units of its share. */
  const part = (name: Part, shareOf: (d: number) => number) =>
    remembered((index) => {
      const drawn = correlated(factor, independent(name, index))
      return drawn.map((values, d) => scaled(values, Math.sqrt(shareOf(d))))
    })
  const school = part('school', (d) => dependence.school[d]!)(0)
  const cohort = part('cohort', (d) => dependence.cohort[d]!)
  const sitting = part('sitting', (d) => Math.max(0, 1 - dependence.school[d]! - dependence.cohort[d]!))
  const ofCohort = remembered((c) => remembered((d) => sumOf(school[d]!, cohort(c)[d]!)))
  const rows = remembered((c) =>
    remembered((i) => {
      const detector = remembered((d) =>
        detectorRatios(onScale(sumOf(ofCohort(c)(d), sitting(i)[d]!), dependence.centre[d]!, dependence.spread[d]!)),
      )
      const ratios = new Map<string, Float64Array>()
      return (columns: readonly number[]): Float64Array => {
        const name = columns.join()
        const known = ratios.get(name) ?? familyRatios(columns.map(detector))
        ratios.set(name, known)
        return known
      }
    }),
  )
  const once = lately(LATELY)
  const sum = runningSum(DRAWS)
  return ({ cohort: cohortOf }) => {
    const own = cohortOf.map((c, i) => rows(c)(i))
    return { count: DRAWS, ratio: (i, columns) => own[i]!(columns), once, sum }
  }
}

const LATELY = fixed(3000, {
  reason: 'Arrays of draws that are remembered: at most 150 MB, which a region of 2 400 schools comes near.',
  origin: 'computing',
})

/** Remembers at least the last `size / 2` things made, and at most `size`. */
function lately(size: number): Draws['once'] {
  let young = new Map<string, Float64Array>()
  let old = new Map<string, Float64Array>()
  return (name, make) => {
    let known = young.get(name)
    if (known !== undefined) return known
    known = old.get(name) ?? make()
    if (young.size >= size / 2) {
      old = young
      young = new Map()
    }
    young.set(name, known)
    return known
  }
}

function remembered<T>(make: (index: number) => T): (index: number) => T {
  const made: T[] = []
  return (index) => {
    made[index] ??= make(index)
    return made[index]
  }
}

function scaled(values: Float32Array, factor: number): Float64Array {
  const all = new Float64Array(values.length)
  for (let n = 0; n < all.length; n++) all[n] = factor * values[n]!
  return all
}

function onScale(z: Float64Array, centre: number, spread: number): Float64Array {
  for (let n = 0; n < z.length; n++) z[n] = centre + spread * z[n]!
  return z
}

function sumOf(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length)
  for (let n = 0; n < sum.length; n++) sum[n] = a[n]! + b[n]!
  return sum
}

type Part = 'school' | 'cohort' | 'sitting'
/** Independent standard normals of one part: `[column][draw]`. */
export type IndependentDraws = (part: Part, index: number) => readonly Float64Array[]

/** Made when they are first asked for: the same for every dependence. */
export function independentDraws(columns: number, seed: number): IndependentDraws {
  const part = (name: Part) =>
    remembered((index) => {
      const random = createRandom(seed, 'evidence', name, index)
      const values = Array.from({ length: columns }, () => new Float64Array(DRAWS))
      for (let number = 0; number < DRAWS; number++)
        for (let d = 0; d < columns; d++) values[d]![number] = random.normal()
      return values
    })
  const parts = { school: part('school'), cohort: part('cohort'), sitting: part('sitting') }
  return (name, index) => parts[name](index)
}

/** Draws that hang together as detectors do: `[column][draw]`. */
function correlated(factor: Float64Array, independent: readonly Float64Array[]): Float32Array[] {
  const columns = independent.length
  return independent.map((_, d) => {
    const sum = new Float64Array(DRAWS)
    for (let k = 0; k <= d; k++) {
      const [weight, values] = [factor[d * columns + k]!, independent[k]!]
      for (let n = 0; n < DRAWS; n++) sum[n]! += weight * values[n]!
    }
    return new Float32Array(sum)
  })
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
