/**
 * Log likelihood ratio: one number that ranks units. How much more likely are these
 * z-scores in a school that manipulates some of its sittings than in an honest one?
 *
 * - A family notices a manipulated sitting with the chance `NOTICED`; then one of its detectors, any of them, answers about
 *   `SHIFT` instead of 0. Detectors of one family share causes: their ratios are averaged, not multiplied.
 * - Families multiply: agreement counts.
 * - A sitting of a manipulating school is manipulated with the chance `MANIPULATED`, and sittings multiply: a clean sitting
 *   takes little away from what another one shows, and a little of the same in every sitting adds up.
 *
 * Detectors and sittings are not independent, so the number is no probability: `null-distribution.ts` says how often honest units
 * reach it. docs/evidence.md compares it with Cauchy combination, sums of squares, conjunctions and others.
 */
import { exp, log } from '../elementary'
import { fixed } from '../setting'
import type { Block } from './block'

/** How z-scores of honest sittings hang together; see `dependence.ts`. */
export interface Dependence {
  /** Correlation of detectors within a sitting, row by row. */
  readonly detectors: Float64Array
  /** Per detector: correlation between any two sittings of a school. */
  readonly school: Float64Array
  /** Per detector: by how much it is higher between sittings of the same pupils. */
  readonly cohort: Float64Array
  /** Per detector: median of the z-scores of the region, and the spread of its suspicious side, at least 1. */
  readonly centre: Float64Array
  readonly spread: Float64Array
}

const NOTICED = fixed(0.5, {
  reason:
    'Chance that a family notices a manipulated sitting. A round number: the ranking changes by less than .01 when it is varied by a fifth; docs/evidence.md.',
  origin: 'ours',
})
const SHIFT = fixed(2, {
  reason: 'Mean z-score with which a manipulated sitting is noticed. A round number, as `NOTICED`.',
  origin: 'ours',
})
const SPREAD = fixed(1.2, {
  reason: 'Standard deviation of that z-score. A round number, as `NOTICED`.',
  origin: 'ours',
})
const MANIPULATED = fixed(0.3, {
  reason: 'Chance that a sitting of a manipulating school is manipulated.',
  origin: 'ours',
})
/** Weight with which a sitting is manipulated for certain if its unit manipulates: the sittings then multiply. */
export const CERTAIN = 1 / MANIPULATED

/**
 * Likelihood ratio of the z-scores of one family in one sitting: manipulated against honest.
 *
 * @param z at least one z-score
 * @example
 * familyRatio([4, 0]) // 155.4
 */
export function familyRatio(z: readonly number[]): number {
  return noticed(z.reduce((sum, own) => sum + detectorRatio(own), 0) / z.length)
}

const noticed = (ratio: number): number => 1 - NOTICED + NOTICED * ratio

/** Density of N(SHIFT, SPREAD²) over that of N(0, 1). */
function detectorRatio(z: number): number {
  const from = (z - SHIFT) / SPREAD
  return exp((z * z - from * from) / 2) / SPREAD
}

/**
 * Log likelihood ratios of each family that was asked for and, last, of all together, one per draw: `[family][draw]`. The
 * last is written over by the next block, no two of which agree in all families.
 */
export type LogLikelihoodRatios = readonly Float64Array[]

/** z-scores of a block, many draws at once, each `[draw]`. */
export interface Draws {
  readonly count: number
  /** Likelihood ratio of the columns of one family in a row. */
  ratio(row: number, columns: readonly number[]): Float64Array
  /** What was made under this name before, if it is still known. */
  once(name: string, make: () => Float64Array): Float64Array
  /** Sum of these parts, written over by the next one. */
  sum(parts: readonly Part[]): Float64Array
}

/** What one sitting adds to a sum, and how much of it counts. */
interface Part {
  /** Equal for parts that add the same. */
  readonly name: string
  readonly counts: number
  readonly added: () => Float64Array
}

/**
 * Sums of parts, one after the other: a sum goes on from where its parts differ from those of the one before. Neighbouring
 * shapes have most of their sittings in common.
 */
export function runningSum(count: number): Draws['sum'] {
  /** Sum of the first 0, 1, 2, ... parts. */
  const sums = [new Float64Array(count)]
  const names: string[] = []
  return (parts) => {
    let same = 0
    while (same < parts.length && names[same] === parts[same]!.name) same++
    for (let k = same; k < parts.length; k++) {
      const { name, counts, added } = parts[k]!
      names[k] = name
      sums[k + 1] ??= new Float64Array(count)
      addTo(sums[k + 1]!, sums[k]!, counts, added())
    }
    names.length = parts.length
    return sums[parts.length]!
  }
}

function addTo(out: Float64Array, sum: Float64Array, counts: number, added: Float64Array): void {
  for (let n = 0; n < out.length; n++) out[n] = sum[n]! + counts * added[n]!
}

/**
 * Log likelihood ratios of many draws of the z-scores of a block. Draw after draw in the innermost loops: they run some hundred million
 * times. Blocks differ in a few cells: what depends on the cells of one sitting alone is made once and remembered by its
 * place and weight.
 *
 * @param families family of each detector, numbered 0, 1, ...
 * @param asked families that are told apart as well
 * @example
 * logLikelihoodRatios(block, families, 2, asDraws([block]), [0, 1]) // of the block itself
 */
export function logLikelihoodRatios(
  block: Block,
  families: readonly number[],
  familyCount: number,
  draws: Draws,
  asked: readonly number[],
): LogLikelihoodRatios {
  const { row, column, cohort, weight, share } = block
  const columnsOf: number[][] = cohort.map(() => [])
  for (let k = 0; k < row.length; k++) columnsOf[row[k]!]!.push(column[k]!)
  /** Of every sitting the columns of each family that it holds. */
  const heldBy = columnsOf.map((columns) =>
    Array.from({ length: familyCount }, (_, f) => columns.filter((d) => families[d] === f)),
  )
  /** What each sitting adds; of one family, or of those that multiply. */
  const parts = (familiesOf: (i: number) => readonly (readonly number[])[]): Part[] =>
    cohort.flatMap((c, i) => {
      const held = familiesOf(i).filter(({ length }) => length > 0)
      if (held.length === 0) return []
      const chance = Math.min(1, MANIPULATED * weight[i]!)
      const name = `${c}.${i}x${chance} ${held.join(' ')}`
      const ratios = () => held.map((columns) => draws.ratio(i, columns))
      const counts = share[i]!
      return [{ name: `${counts}* ${name}`, counts, added: () => draws.once(name, () => inSchool(chance, ratios())) }]
    })
  const byFamily = asked.map((f) => {
    const own = parts((i) => [heldBy[i]![f]!])
    return draws.once(`sum ${own.map(({ name }) => name).join('; ')}`, () => draws.sum(own).slice())
  })
  return [...byFamily, draws.sum(parts((i) => heldBy[i]!))]
}

/** Logarithm of the likelihood ratio of a sitting that is manipulated with this chance, if its school manipulates. */
function inSchool(chance: number, ratios: readonly Float64Array[]): Float64Array {
  const product = ratios[0]!.slice()
  for (const ratio of ratios.slice(1)) for (let n = 0; n < product.length; n++) product[n]! *= ratio[n]!
  for (let n = 0; n < product.length; n++) product[n] = log(1 - chance + chance * product[n]!)
  return product
}

/** `detectorRatio` of every draw. */
export const detectorRatios = (z: Float64Array): Float64Array => z.map(detectorRatio)

/** `familyRatio` of every draw, from the ratios of its detectors. */
export function familyRatios(detectors: readonly Float64Array[]): Float64Array {
  const ratios = new Float64Array(detectors[0]!.length)
  for (const own of detectors) for (let n = 0; n < ratios.length; n++) ratios[n]! += own[n]!
  for (let n = 0; n < ratios.length; n++) ratios[n] = noticed(ratios[n]! / detectors.length)
  return ratios
}

/** The z-scores of blocks of one shape themselves, each as one draw. */
export function asDraws(blocks: readonly Block[]): Draws {
  const { row, column } = blocks[0]!
  const cells = new Map<string, Float64Array>()
  row.forEach((i, k) =>
    cells.set(
      `${i}:${column[k]}`,
      Float64Array.from(blocks, ({ z }) => detectorRatio(z[k]!)),
    ),
  )
  return {
    count: blocks.length,
    ratio: (i, columns) => familyRatios(columns.map((d) => cells.get(`${i}:${d}`)!)),
    once: (_, make) => make(),
    sum: runningSum(blocks.length),
  }
}
