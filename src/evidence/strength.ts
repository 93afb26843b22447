/**
 * The strength of evidence: one number that ranks units, made from all their z-scores.
 *
 * Two looks are added (method, section 7). The strongest sittings: per family the largest positive z-score, squared, summed
 * over the families, of the three sittings where that sum is largest - agreement of families counts, detectors of one
 * family share causes and are not counted twice, and nothing that speaks for a school cancels what speaks against it. And
 * the whole: per detector the weighted sum of its z-scores over all sittings, in its honest standard deviation; the largest
 * of each family, squared where positive - a little of the same in every sitting counts too.
 * docs/evidence.md compares this with Cauchy combination, Fisher's sum, conjunctions and others.
 */
import type { Block } from './block'

/** How z-scores of honest sittings hang together; see `dependence.ts`. */
export interface Dependence {
  /** Correlation of detectors within a sitting, row by row. */
  readonly detectors: Float64Array
  /** Per detector: correlation between any two sittings of a school. */
  readonly school: Float64Array
  /** Per detector: by how much it is higher between sittings of the same pupils. */
  readonly cohort: Float64Array
}

/** Strengths of each family and, last, of all together, one per draw: `[family][draw]`. */
export type Strengths = readonly Float64Array[]

/** z-scores of a block, many draws at once, each `[draw]`. */
export interface Draws {
  readonly count: number
  z(row: number, column: number): Float64Array
  /** Square of the largest positive z-score of a row among some columns. */
  square(row: number, columns: readonly number[]): Float64Array
  /** What was made under this name before, if it is still known. */
  once(name: string, make: () => Float64Array): Float64Array
}

/**
 * Strengths of many draws of the z-scores of a block. Draw after draw in the innermost loops: they run some hundred million
 * times, so they hold one sum or comparison each. Blocks differ in a few cells: what depends on the cells of one detector, one
 * family or one sitting alone is made once and remembered by their places and weights.
 *
 * @param families family of each detector, numbered 0, 1, ...
 * @returns arrays to read, not to write: they may be remembered
 * @example
 * strengths(block, families, 2, honestDeviation(block, dependence), observed([block])) // of the block itself
 */
export function strengths(
  block: Block,
  families: readonly number[],
  familyCount: number,
  deviation: Float64Array,
  draws: Draws,
): Strengths {
  const { row, column, cohort, weight } = block
  const zeros = (): Float64Array => new Float64Array(draws.count)
  const rowsOf: number[][] = Array.from(deviation, () => [])
  const columnsOf: number[][] = cohort.map(() => [])
  for (let k = 0; k < row.length; k++) {
    rowsOf[column[k]!]!.push(row[k]!)
    columnsOf[row[k]!]!.push(column[k]!)
  }
  const place = cohort.map((c, i) => `${c}.${i}`)
  const detectorName = rowsOf.map((rows, d) => `${d}:${rows.map((i) => `${place[i]}x${weight[i]}`).join()}`)
  /** The weighted sum of a detector's z-scores in its honest standard deviation. */
  const whole = (d: number): Float64Array =>
    draws.once(detectorName[d]!, () => {
      const sum = zeros()
      for (const i of rowsOf[d]!) add(sum, weight[i]!, draws.z(i, d))
      for (let n = 0; n < sum.length; n++) sum[n]! /= deviation[d]!
      return sum
    })
  const largestThree = (values: Iterable<Float64Array>): readonly Float64Array[] => {
    const largest = [zeros(), zeros(), zeros()] as const
    for (const own of values) keepLargest(...largest, own)
    return largest
  }
  const all = zeros()
  const strength = Array.from({ length: familyCount }, (_, f) => {
    const detectors = [...families.keys()].filter((d) => families[d] === f)
    const name = detectors.map((d) => detectorName[d]!).join(' ')
    const wholes = draws.once(`whole ${name}`, () => largestSquare(detectors.map(whole)))
    add(all, 1, wholes)
    return draws.once(`family ${name}`, () => {
      const total = wholes.slice()
      const squares = columnsOf.flatMap((columns, i) => {
        const own = columns.filter((d) => families[d] === f)
        return own.length === 0 ? [] : [draws.square(i, own)]
      })
      for (const values of largestThree(squares)) add(total, 1, values)
      return total
    })
  })
  const sittings = columnsOf.map((columns, i) =>
    draws.once(`sitting ${place[i]} ${columns.join()}`, () => {
      const sum = zeros()
      for (let f = 0; f < familyCount; f++) {
        const own = columns.filter((d) => families[d] === f)
        if (own.length > 0) add(sum, 1, draws.square(i, own))
      }
      return sum
    }),
  )
  for (const values of largestThree(sittings)) add(all, 1, values)
  return [...strength, all]
}

function add(sum: Float64Array, weight: number, values: Float64Array): void {
  if (weight === 1) for (let n = 0; n < sum.length; n++) sum[n]! += values[n]!
  else for (let n = 0; n < sum.length; n++) sum[n]! += weight * values[n]!
}

/** Square of the largest positive value in each place. */
export function largestSquare(columns: readonly Float64Array[]): Float64Array {
  const largest = new Float64Array(columns[0]!.length)
  for (const values of columns)
    for (let n = 0; n < largest.length; n++) if (values[n]! > largest[n]!) largest[n] = values[n]!
  for (let n = 0; n < largest.length; n++) largest[n]! *= largest[n]!
  return largest
}

/** The z-scores of blocks of one shape themselves, each as one draw. */
export function observed(blocks: readonly Block[]): Draws {
  const { row, column } = blocks[0]!
  const cells = new Map<number, Float64Array>()
  const key = (i: number, d: number): number => i * MOST_COLUMNS + d
  row.forEach((i, k) =>
    cells.set(
      key(i, column[k]!),
      Float64Array.from(blocks, ({ z }) => z[k]!),
    ),
  )
  const cell = (i: number, d: number): Float64Array => cells.get(key(i, d))!
  return {
    count: blocks.length,
    z: cell,
    square: (i, columns) => largestSquare(columns.map((d) => cell(i, d))),
    once: (_, make) => make(),
  }
}

const MOST_COLUMNS = 0x10000

/**
 * Keeps the three largest values of every draw in descending order. Three: a school is rarely dishonest in more
 * sittings, and in fewer the rest adds little. [ours]
 */
function keepLargest(first: Float64Array, second: Float64Array, third: Float64Array, values: Float64Array): void {
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!
    if (value <= third[n]!) continue
    if (value <= second[n]!) {
      third[n] = value
      continue
    }
    third[n] = second[n]!
    if (value <= first[n]!) {
      second[n] = value
      continue
    }
    second[n] = first[n]!
    first[n] = value
  }
}

/** Standard deviation, in honest schools, of each detector's weighted sum of z-scores over the sittings of a block. */
export function honestDeviation({ row, column, cohort, weight }: Block, dependence: Dependence): Float64Array {
  const variance = new Float64Array(dependence.school.length)
  for (let a = 0; a < row.length; a++)
    for (let b = 0; b < row.length; b++) {
      const d = column[a]!
      if (column[b] !== d) continue
      const i = row[a]!
      const j = row[b]!
      const shared = dependence.school[d]! + (cohort[i] === cohort[j] ? dependence.cohort[d]! : 0)
      variance[d]! += weight[i]! * weight[j]! * (i === j ? 1 : shared)
    }
  return variance.map((value) => Math.sqrt(Math.max(1e-12, value)))
}
