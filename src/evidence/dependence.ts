/**
 * How the z-scores of honest sittings hang together, estimated from the region itself by quadrant correlation: it looks
 * only at which side of the median a value lies, so that a few manipulated schools hardly move it.
 */
import type { Dependence } from './strength'

/** Pairs at which an estimate weighs as much as the assumption made without data. [ours] */
const PRIOR_PAIRS = 40
/** Assumed between two sittings of a school, and between two of the same pupils on top; between detectors none. [ours] */
const PRIOR_SCHOOL = 0.2
const PRIOR_COHORT = 0.1
/** No two detectors, nor two sittings, are taken to say quite the same. */
const LARGEST = 0.95

export interface ScoredSitting {
  readonly school: number
  readonly cohort: string
  readonly z: Float64Array
}

export function estimateDependence(sittings: readonly ScoredSitting[], columns: number): Dependence {
  const signs = sittings.map(({ z }) => new Float64Array(columns).fill(NaN).map((_, d) => Math.sign(z[d]!)))
  centre(sittings, signs, columns)
  const detectors = new Float64Array(columns * columns)
  for (let a = 0; a < columns; a++) {
    detectors[a * columns + a] = 1
    for (let b = 0; b < a; b++) {
      const tally = new Tally()
      for (const sign of signs) tally.add(sign[a]! * sign[b]!)
      const r = tally.correlation(0)
      detectors[a * columns + b] = r
      detectors[b * columns + a] = r
    }
  }
  const pairs = pairsOf(sittings)
  const school = new Float64Array(columns)
  const cohort = new Float64Array(columns)
  for (let d = 0; d < columns; d++) {
    const apart = new Tally()
    const together = new Tally()
    for (const [i, j, same] of pairs) (same ? together : apart).add(signs[i]![d]! * signs[j]![d]!)
    school[d] = Math.max(0, apart.correlation(PRIOR_SCHOOL))
    cohort[d] = Math.max(0, together.correlation(PRIOR_SCHOOL + PRIOR_COHORT) - school[d]!)
  }
  return { detectors: positiveDefinite(detectors, columns), school, cohort }
}

/** Mean of products of signs; NaN products (nothing measured) are passed over. */
class Tally {
  private sum = 0
  private count = 0
  add(product: number): void {
    if (Number.isNaN(product)) return
    this.sum += product
    this.count++
  }
  /** Quadrant correlation sin(pi/2 mean), drawn toward `assumed` where there are few pairs. */
  correlation(assumed: number): number {
    const estimate = this.count > 0 ? Math.sin((Math.PI / 2) * (this.sum / this.count)) : assumed
    const drawn = (this.count * estimate + PRIOR_PAIRS * assumed) / (this.count + PRIOR_PAIRS)
    return Math.max(-LARGEST, Math.min(LARGEST, drawn))
  }
}

/** Signs about the median of each detector instead of about 0. */
function centre(sittings: readonly ScoredSitting[], signs: readonly Float64Array[], columns: number): void {
  for (let d = 0; d < columns; d++) {
    const values = Float64Array.from(sittings.flatMap(({ z }) => (Number.isNaN(z[d]!) ? [] : [z[d]!]))).sort()
    const median = values.length > 0 ? values[values.length >> 1]! : 0
    sittings.forEach(({ z }, i) => (signs[i]![d] = Number.isNaN(z[d]!) ? NaN : Math.sign(z[d]! - median)))
  }
}

/** Pairs of sittings of the same school; the third entry says whether they are of the same pupils. */
function pairsOf(sittings: readonly ScoredSitting[]): [number, number, boolean][] {
  const bySchool = new Map<number, number[]>()
  sittings.forEach(({ school }, i) => {
    const list = bySchool.get(school)
    if (list === undefined) bySchool.set(school, [i])
    else list.push(i)
  })
  const pairs: [number, number, boolean][] = []
  for (const list of bySchool.values())
    for (let a = 0; a < list.length; a++)
      for (let b = 0; b < a; b++) {
        const i = list[a]!
        const j = list[b]!
        pairs.push([i, j, sittings[i]!.cohort === sittings[j]!.cohort])
      }
  return pairs
}

/** Draws correlations toward 0 until a Cholesky factor exists; pairwise estimates need not fit together. */
function positiveDefinite(matrix: Float64Array, size: number): Float64Array {
  for (let keep = 1; keep > 0.05; keep -= 0.05) {
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
        if (sum < 1e-6) return null
        factor[i * size + i] = Math.sqrt(sum)
      } else factor[i * size + j] = sum / factor[j * size + j]!
    }
  return factor
}
