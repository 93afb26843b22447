/**
 * How the z-scores of honest sittings hang together, estimated from the region itself by quadrant correlation: it looks
 * only at which side of the median a value lies, so that a few manipulated schools hardly move it.
 */
import { sin } from '../elementary'
import { groupBy } from '../group-by'
import type { ToldDependence } from '../model'
import { fixed } from '../setting'
import { suspiciousSide } from '../statistics/suspicious-side'
import type { Dependence } from './likelihood-ratio'

const PRIOR_PAIRS = fixed(40, {
  reason: 'Pairs at which an estimate weighs as much as the assumption made without data.',
  origin: 'ours',
})
const PRIOR_SCHOOL = fixed(0.2, {
  reason: 'Correlation assumed between two sittings of a school where the data say little; between detectors none.',
  origin: 'ours',
})
const PRIOR_COHORT = fixed(0.1, {
  reason: 'Assumed between two sittings of the same pupils, on top of what two sittings of a school share.',
  origin: 'ours',
})
const LARGEST = fixed(0.95, {
  reason: 'No two detectors, nor two sittings, are taken to say quite the same.',
  origin: 'ours',
})

export interface ScoredSitting {
  readonly school: number
  readonly cohort: string
  readonly z: Float64Array
}

export function estimateDependence(sittings: readonly ScoredSitting[], columns: number): Dependence {
  const signs = Array.from({ length: columns }, (_, d) => signsOf(Float64Array.from(sittings, ({ z }) => z[d]!)))
  const detectors = new Float64Array(columns * columns)
  const all = Int32Array.from(sittings, (_, i) => i)
  for (let a = 0; a < columns; a++) {
    detectors[a * columns + a] = 1
    for (let b = 0; b < a; b++) {
      const r = quadrantCorrelation(signs[a]!, all, signs[b]!, all, 0)
      detectors[a * columns + b] = r
      detectors[b * columns + a] = r
    }
  }
  const { apart, together } = pairsOf(sittings)
  const within = (d: number, [first, second]: Pairs, assumed: number): number =>
    quadrantCorrelation(signs[d]!, first, signs[d]!, second, assumed)
  const school = Float64Array.from(signs, (_, d) => Math.max(0, within(d, apart, PRIOR_SCHOOL)))
  const cohort = Float64Array.from(signs, (_, d) =>
    Math.max(0, within(d, together, PRIOR_SCHOOL + PRIOR_COHORT) - school[d]!),
  )
  const scales = signs.map((_, d) => suspiciousSide(sittings.flatMap(({ z }) => (Number.isNaN(z[d]!) ? [] : [z[d]!]))))
  return {
    detectors: positiveDefinite(detectors, columns),
    school,
    cohort,
    centre: Float64Array.from(scales, ({ centre }) => centre),
    spread: Float64Array.from(scales, ({ spread }) => spread),
  }
}

/** The dependence as plain numbers. */
export const toldOf = ({ detectors, ...of }: Dependence, ids: readonly string[]): ToldDependence => ({
  detectors: ids,
  correlations: [...detectors],
  school: [...of.school],
  cohort: [...of.cohort],
  centre: [...of.centre],
  spread: [...of.spread],
})

/** What a bigger run has told of the detectors that it knows; of the others what these sittings show. */
export function withTold(own: Dependence, told: ToldDependence, ids: readonly string[]): Dependence {
  const size = ids.length
  const place = ids.map((id) => told.detectors.indexOf(id))
  const list = (mine: Float64Array, other: readonly number[]): Float64Array =>
    mine.map((value, d) => (place[d]! < 0 ? value : other[place[d]!]!))
  const detectors = own.detectors.map((value, cell) => {
    const [a, b] = [place[Math.floor(cell / size)]!, place[cell % size]!]
    return a < 0 || b < 0 ? value : told.correlations[a * told.detectors.length + b]!
  })
  return {
    detectors: positiveDefinite(detectors, size),
    school: list(own.school, told.school),
    cohort: list(own.cohort, told.cohort),
    centre: list(own.centre, told.centre),
    spread: list(own.spread, told.spread),
  }
}

const NONE = fixed(2, { reason: 'Stands for the sign of what was not measured.', origin: 'computing' })

/** Side of the median on which each value lies: -1, 0, 1; `NONE` for NaN. */
function signsOf(values: Float64Array): Int8Array {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const median = known.length > 0 ? known[known.length >> 1]! : 0
  return Int8Array.from(values, (value) => (Number.isNaN(value) ? NONE : Math.sign(value - median)))
}

/**
 * Quadrant correlation sin(pi/2 mean product of signs) over the pairs measured on both sides, drawn toward `assumed` where
 * there are few of them.
 */
function quadrantCorrelation(
  signs: Int8Array,
  first: Int32Array,
  otherSigns: Int8Array,
  second: Int32Array,
  assumed: number,
): number {
  let sum = 0
  let count = 0
  for (let k = 0; k < first.length; k++) {
    const a = signs[first[k]!]!
    const b = otherSigns[second[k]!]!
    if (a === NONE || b === NONE) continue
    sum += a * b
    count++
  }
  const estimate = count > 0 ? sin((Math.PI / 2) * (sum / count)) : assumed
  const drawn = (count * estimate + PRIOR_PAIRS * assumed) / (count + PRIOR_PAIRS)
  return Math.max(-LARGEST, Math.min(LARGEST, drawn))
}

/** Positions of the first and of the second sitting of each pair. */
type Pairs = readonly [first: Int32Array, second: Int32Array]

/** Pairs of sittings of the same school: of other pupils, and of the same. */
function pairsOf(sittings: readonly ScoredSitting[]): { readonly apart: Pairs; readonly together: Pairs } {
  const bySchool = groupBy([...sittings.keys()], (i) => sittings[i]!.school)
  const apart: [number[], number[]] = [[], []]
  const together: [number[], number[]] = [[], []]
  for (const list of bySchool.values())
    for (let a = 0; a < list.length; a++)
      for (let b = 0; b < a; b++) {
        const [first, second] = sittings[list[a]!]!.cohort === sittings[list[b]!]!.cohort ? together : apart
        first.push(list[a]!)
        second.push(list[b]!)
      }
  const packed = ([first, second]: [number[], number[]]): Pairs => [Int32Array.from(first), Int32Array.from(second)]
  return { apart: packed(apart), together: packed(together) }
}

const STEP = fixed(0.05, {
  reason: 'By how much correlations are drawn toward 0 at a time until they fit together.',
  origin: 'computing',
})
const LEAST_PIVOT = fixed(1e-6, {
  reason: 'A pivot below this is no surer than rounding: the matrix does not count as positive definite.',
  origin: 'computing',
})

/** Draws correlations toward 0 until a Cholesky factor exists; pairwise estimates need not fit together. */
function positiveDefinite(matrix: Float64Array, size: number): Float64Array {
  for (let keep = 1; keep > STEP; keep -= STEP) {
    const drawn = matrix.map((value, at) => (at % (size + 1) === 0 ? 1 : keep * value))
    if (cholesky(drawn, size) !== null) return drawn
  }
  return matrix.map((_, at) => (at % (size + 1) === 0 ? 1 : 0))
}

/** Lower triangular factor, row by row; `null` where the matrix is not safely positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (i === j) {
        if (sum < LEAST_PIVOT) return null
        factor[i * size + i] = Math.sqrt(sum)
      } else factor[i * size + j] = sum / factor[j * size + j]!
    }
  return factor
}
