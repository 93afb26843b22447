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

/** z-scores of a block, many draws at once: `zOf(row, column)[draw]`. */
export type Draws = (row: number, column: number) => Float64Array

/**
 * Strengths of `count` draws of the z-scores of a block. Cell after cell and, inside, draw after draw: the loops that run
 * some hundred million times hold nothing but sums and largest values.
 *
 * @param families family of each detector, numbered 0, 1, ...
 * @example
 * strengths(block, families, 2, honestDeviation(block, dependence), 1, observed(block)) // of the block itself
 */
export function strengths(
  { row, column, cohort, weight }: Block,
  families: readonly number[],
  familyCount: number,
  deviation: Float64Array,
  count: number,
  zOf: Draws,
): Strengths {
  const columns = deviation.length
  const zeros = (length: number): Float64Array[] => Array.from({ length }, () => new Float64Array(count))
  const sums = zeros(columns)
  const largest = zeros(3 * (familyCount + 1))
  // Largest positive z-score of each family; last, its squares summed over the families.
  const squares = zeros(familyCount + 1)
  const all = squares[familyCount]!
  const addFamilies = (): void => {
    all.fill(0)
    for (let f = 0; f < familyCount; f++) {
      const of = squares[f]!
      for (let n = 0; n < count; n++) {
        of[n]! *= of[n]!
        all[n]! += of[n]!
      }
    }
  }
  const met = new Set(Array.from(column, (d) => families[d]!))
  const forget = (): void => squares.forEach((of) => of.fill(0))
  for (let i = 0, k = 0; i < cohort.length; i++) {
    forget()
    for (const end = firstAfter(row, i); k < end; k++) {
      const d = column[k]!
      lookAt(zOf(i, d), weight[i]!, sums[d]!, squares[families[d]!]!)
    }
    addFamilies()
    for (let f = 0; f <= familyCount; f++)
      if (f === familyCount || met.has(f))
        keepLargest(largest[3 * f]!, largest[3 * f + 1]!, largest[3 * f + 2]!, squares[f]!)
  }
  forget()
  for (let d = 0; d < columns; d++) {
    const of = squares[families[d]!]!
    const sum = sums[d]!
    const sd = deviation[d]!
    for (let n = 0; n < count; n++) {
      const whole = sum[n]! / sd
      if (whole > of[n]!) of[n] = whole
    }
  }
  addFamilies()
  return squares.map((of, f) => {
    const [first, second, third] = [largest[3 * f]!, largest[3 * f + 1]!, largest[3 * f + 2]!]
    for (let n = 0; n < count; n++) of[n] = of[n]! + first[n]! + second[n]! + third[n]!
    return of
  })
}

/** Takes in the z-scores of a cell: into the weighted sum of its detector, and into the largest of its family. */
function lookAt(z: Float64Array, weight: number, sum: Float64Array, largest: Float64Array): void {
  for (let n = 0; n < z.length; n++) {
    const value = z[n]!
    sum[n]! += weight * value
    if (value > largest[n]!) largest[n] = value
  }
}

/** The z-scores of a block itself, as one draw. */
export function observed({ row, column, z }: Block): Draws {
  const cells = new Map(Array.from(row, (i, k) => [`${i} ${column[k]}`, z.slice(k, k + 1)]))
  return (i, d) => cells.get(`${i} ${d}`)!
}

/** Where the z-scores of a row end: cells stand row after row. */
function firstAfter(row: Int32Array, i: number): number {
  const end = row.findIndex((other) => other > i)
  return end < 0 ? row.length : end
}

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
