/** The direction in which points differ most: the first principal component. */
import { eigen } from '../statistics/eigen'
import type { Points } from './points'

export interface Component {
  readonly means: Float64Array
  /** Unit vector; its sign is arbitrary. */
  readonly vector: readonly number[]
  /** Standard deviation (n - 1) of the points along it, and its share 0..1 of the whole variance. */
  readonly deviation: number
  readonly share: number
}

/** First principal component of the covariance matrix, by cyclic Jacobi rotations. Needs two points. */
export function firstComponent(points: Points): Component {
  const n = points.columns
  const means = columnMeans(points)
  const a = covariance(points, means)
  const { values, vectors } = eigen(a, n)
  let total = 0
  for (let i = 0; i < n; i++) total += a[i * n + i]!
  let first = 0
  for (let i = 1; i < n; i++) if (values[i]! > values[first]!) first = i
  const variance = values[first]!
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
