/** Symmetric matrices, row by row in a flat array: eigenvalues and eigenvectors, and what is built from them. */

import { fixed } from '../setting'

export interface Eigen {
  /** Eigenvalues, in no order. */
  readonly values: Float64Array
  /** Unit eigenvectors by column: component k of the vector of value i is `vectors[k * size + i]`. */
  readonly vectors: Float64Array
}

const MOST_SWEEPS = fixed(60, { reason: 'Ten are enough for any matrix; none turns for ever.', origin: 'computing' })

const DIAGONAL = fixed(1e-28, {
  reason: 'Squares off the diagonal below this share of all are rounding: the matrix is diagonal.',
  origin: 'computing',
})

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, 8.5). The matrix is
 * left as it is.
 *
 * @example
 * eigen(Float64Array.of(2, 1, 1, 2), 2).values // 1 and 3
 */
export function eigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice()
  const vectors = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))
  let total = 0
  for (let i = 0; i < size * size; i++) total += a[i]! * a[i]!
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > DIAGONAL * total; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q)
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * (size + 1)]!), vectors }
}

/** The matrix of these eigenvectors with other eigenvalues: E diag(values) E'. */
export function composed({ vectors }: Pick<Eigen, 'vectors'>, values: ArrayLike<number>): Float64Array {
  const size = values.length
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let p = 0; p < size; p++) {
      const scaled = values[i]! * vectors[p * size + i]!
      for (let q = 0; q < size; q++) matrix[p * size + q]! += scaled * vectors[q * size + i]!
    }
  return matrix
}

/** `vector` in the coordinates of the eigenvectors: E' v. */
export function rotated({ vectors, values }: Eigen, vector: ArrayLike<number>, out: Float64Array): Float64Array {
  const size = values.length
  out.fill(0)
  for (let k = 0; k < size; k++) {
    const value = vector[k]!
    for (let i = 0; i < size; i++) out[i]! += value * vectors[k * size + i]!
  }
  return out
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0
  for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) sum += a[p * n + q]! * a[p * n + q]!
  return sum
}

/** One Jacobi rotation that makes a[p][q] zero. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const x = a[k * n + p]!
    const y = a[k * n + q]!
    a[k * n + p] = c * x - s * y
    a[k * n + q] = s * x + c * y
  }
  for (let k = 0; k < n; k++) {
    const x = a[p * n + k]!
    const y = a[q * n + k]!
    a[p * n + k] = c * x - s * y
    a[q * n + k] = s * x + c * y
    const v = vectors[k * n + p]!
    const w = vectors[k * n + q]!
    vectors[k * n + p] = c * v - s * w
    vectors[k * n + q] = s * v + c * w
  }
}
