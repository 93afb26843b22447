/** The direction in which points differ most: the first principal component. */
import { fixed } from '../setting'
import type { Points } from './points'

export interface Component {
  readonly means: Float64Array
  /** Unit vector; its sign is arbitrary. */
  readonly vector: readonly number[]
  /** Standard deviation (n - 1) of the points along it, and its share 0..1 of the whole variance. */
  readonly deviation: number
  readonly share: number
}

const MOST_SWEEPS = fixed(60, { reason: 'Sweeps of Jacobi; it settles in about eight.', origin: 'computing' })

/** First principal component of the covariance matrix, by cyclic Jacobi rotations. Needs two points. */
export function firstComponent(points: Points): Component {
  const n = points.columns
  const means = columnMeans(points)
  const a = covariance(points, means)
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))
  let total = 0
  for (let i = 0; i < n; i++) total += a[i * n + i]!
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, n) > 1e-28 * total * total; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q)
  let first = 0
  for (let i = 1; i < n; i++) if (a[i * n + i]! > a[first * n + first]!) first = i
  const variance = a[first * n + first]!
  const vector = Array.from({ length: n }, (_, i) => vectors[i * n + first]!)
  return { means, vector, deviation: Math.sqrt(Math.max(0, variance)), share: variance / total }
}

function columnMeans({ columns, count, values }: Points): Float64Array {
  const means = new Float64Array(columns)
  for (let i = 0; i < count; i++) for (let c = 0; c < columns; c++) means[c]! += values[i * columns + c]!
  return means.map((sum) => sum / count)
}

function covariance({ columns, count, values }: Points, means: Float64Array): Float64Array {
  const matrix = new Float64Array(columns * columns)
  for (let i = 0; i < count; i++)
    for (let p = 0; p < columns; p++)
      for (let q = 0; q < columns; q++)
        matrix[p * columns + q]! += (values[i * columns + p]! - means[p]!) * (values[i * columns + q]! - means[q]!)
  return matrix.map((sum) => sum / (count - 1))
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0
  for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) sum += a[p * n + q]! * a[p * n + q]!
  return sum
}

/** One Jacobi rotation that makes a[p][q] zero (Golub & Van Loan, 8.5). */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p]!, a[k * n + q]!]
    a[k * n + p] = c * x - s * y
    a[k * n + q] = s * x + c * y
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k]!, a[q * n + k]!]
    a[p * n + k] = c * x - s * y
    a[q * n + k] = s * x + c * y
    const [v, w] = [vectors[k * n + p]!, vectors[k * n + q]!]
    vectors[k * n + p] = c * v - s * w
    vectors[k * n + q] = s * v + c * w
  }
}
