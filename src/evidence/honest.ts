/**
 * The distribution of the strength of evidence among honest units of a given shape, by simulation: z-scores are drawn as
 * standard normal with the dependence found in the region, then looked at exactly as the real ones are.
 */
import { createRandom, type Random } from '../statistics/random'
import type { Block } from './block'
import { cholesky } from './dependence'
import { type Dependence, honestDeviation, type StrengthMeter, strengthMeter } from './strength'

/** Draws per shape. The tail beyond is continued as an exponential, so that small p-values stay apart. */
const DRAWS = 6000
/**
 * Honest sittings are drawn from Student's t, one stretch for all detectors of a sitting: honest oddities (a selective
 * school, a topic taught or not) show in several detectors at once. Under normal tails 14 % of the list were honest instead of
 * the 10 % promised; docs/evidence.md. [ours]
 */
const FREEDOM = 20
/** Share of the draws that the tail is fitted to. */
const TAIL = 0.02

export interface HonestDistributions {
  /** p-value of each family and, last, of all together; `null` where the block holds none of a family's detectors. */
  pValues(block: Block): (number | null)[]
}

/**
 * @param families family of each detector, numbered 0, 1, ...
 * @param seed equal seeds give equal p-values
 */
export function honestDistributions(
  dependence: Dependence,
  families: readonly number[],
  familyCount: number,
  seed: number,
): HonestDistributions {
  const known = new Map<string, { meter: StrengthMeter; tails: HonestTail[] }>()
  const drawsOf = drawer(dependence, families.length, seed)
  return {
    pValues(block) {
      let honest = known.get(block.shape)
      if (honest === undefined) {
        const meter = strengthMeter(block, families, familyCount, honestDeviation(block, dependence))
        honest = { meter, tails: simulate(meter, drawsOf(block), block.z.length, familyCount) }
        known.set(block.shape, honest)
      }
      const holds = new Set(Array.from(block.column, (d) => families[d]!)).add(familyCount)
      const { tails } = honest
      return Array.from(honest.meter(block.z), (value, f) => (holds.has(f) ? tails[f]!.beyond(value) : null))
    },
  }
}

/** Strengths of honest units: per family and, last, of all together. */
function simulate(
  meter: StrengthMeter,
  draw: (number: number, into: Float64Array) => void,
  size: number,
  familyCount: number,
): HonestTail[] {
  const strengths = Array.from({ length: familyCount + 1 }, () => new Float64Array(DRAWS))
  const z = new Float64Array(size)
  for (let number = 0; number < DRAWS; number++) {
    draw(number, z)
    const strength = meter(z)
    for (let f = 0; f <= familyCount; f++) strengths[f]![number] = strength[f]!
  }
  return strengths.map((values) => new HonestTail(values))
}

/** Chances of honest strengths. Most shapes belong to one school, whose chance is counted without sorting the draws. */
class HonestTail {
  private sorted = false
  private asked = 0
  constructor(private readonly strengths: Float64Array) {}

  /** P(an honest unit reaches `value`). */
  beyond(value: number): number {
    if (!this.sorted && this.asked++ === 0) {
      let below = 0
      for (const strength of this.strengths) if (strength < value) below++
      if (below <= tailStart(this.strengths.length)) return countedTail(this.strengths.length, below)
    }
    if (!this.sorted) this.strengths.sort()
    this.sorted = true
    return upperTail(this.strengths, value)
  }
}

/** Place of the last strength, in ascending order, up to which chances are counted. */
const tailStart = (count: number): number => Math.floor((1 - TAIL) * count)
const countedTail = (count: number, below: number): number => (count - below + 1) / (count + 1)

/**
 * Draws z-scores of an honest unit: a part shared by all sittings of the school, one shared by those of the same pupils,
 * and one of each sitting's own. The parts are drawn once and used for all shapes, which also makes neighbouring shapes
 * agree.
 */
function drawer(
  dependence: Dependence,
  columns: number,
  seed: number,
): (block: Block) => (number: number, into: Float64Array) => void {
  const factor = cholesky(dependence.detectors, columns)!
  const part = (name: string) => {
    const parts: Float32Array[] = []
    return (index: number): Float32Array => {
      for (let next = parts.length; next <= index; next++)
        parts.push(correlated(factor, columns, createRandom(seed, 'evidence', name, next)))
      return parts[index]!
    }
  }
  const school = part('school')
  const cohort = part('cohort')
  const sitting = part('sitting')
  const rootSchool = dependence.school.map(Math.sqrt)
  const rootCohort = dependence.cohort.map(Math.sqrt)
  const rootOwn = dependence.school.map((share, d) => Math.sqrt(Math.max(0, 1 - share - dependence.cohort[d]!)))
  return ({ row, column, cohort: cohortOf }) => {
    const ofSchool = school(0)
    const ofCohort = cohortOf.map(cohort)
    const own = cohortOf.map((_, i) => sitting(i))
    return (number, into) => {
      const from = number * columns
      // Cells stand row after row: the parts are looked up once per row.
      for (let k = 0; k < into.length; ) {
        const i = row[k]!
        const cohortPart = ofCohort[i]!
        const ownPart = own[i]!
        for (; k < into.length && row[k] === i; k++) {
          const d = column[k]!
          const at = from + d
          into[k] = rootSchool[d]! * ofSchool[at]! + rootCohort[d]! * cohortPart[at]! + rootOwn[d]! * ownPart[at]!
        }
      }
    }
  }
}

function correlated(factor: Float64Array, columns: number, random: Random): Float32Array {
  const values = new Float32Array(DRAWS * columns)
  const independent = new Float64Array(columns)
  for (let number = 0; number < DRAWS; number++) {
    const stretch = Math.sqrt((FREEDOM - 2) / random.gamma(FREEDOM / 2, 2))
    for (let d = 0; d < columns; d++) independent[d] = stretch * random.normal()
    for (let d = 0; d < columns; d++) {
      let sum = 0
      for (let k = 0; k <= d; k++) sum += factor[d * columns + k]! * independent[k]!
      values[number * columns + d] = sum
    }
  }
  return values
}

/** P(an honest unit reaches `value`): counted, and beyond the last draws continued by their mean excess. */
export function upperTail(sorted: Float64Array, value: number): number {
  const count = sorted.length
  const threshold = sorted[tailStart(count)]!
  if (value <= threshold) return countedTail(count, firstAtLeast(sorted, value))
  const beyond = sorted.subarray(tailStart(count))
  const excess = beyond.reduce((sum, x) => sum + (x - threshold), 0) / beyond.length
  return excess > 0 ? TAIL * Math.exp(-(value - threshold) / excess) : 1 / (count + 1)
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
