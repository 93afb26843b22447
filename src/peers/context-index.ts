/** One number per school for its whole context: the first principal component of the features. */
import type { School } from '../model'
import type { Settings } from '../settings'
import { readContext } from './context'
import { buildFeatures, canonicalOrder, type Features } from './features'
import { favours } from './words'

/** An index of our own making, for looking and plotting; no official index of social well-being is meant by it. */
export interface ContextIndex {
  /** Standardised over the schools (mean 0, standard deviation 1); `null` without any context. */
  readonly bySchool: readonly (number | null)[]
  /** Weight of each column (of each level, for categories) in the index; squares sum to 1. */
  readonly loadings: readonly { readonly column: string; readonly level: string | null; readonly loading: number }[]
  /** Share 0..1 of the variance of the features that the index holds. */
  readonly explained: number
}

/**
 * The context index of every school, or `null` where there is no usable context or the schools do not differ.
 *
 * Its sign is chosen so that columns known to favour results (`higher_education_share`) load positively and those known
 * to burden them (`low_income_share`) negatively; where no such column is there, the largest loading is positive.
 */
export function contextIndex(schools: readonly School[], settings: Settings): ContextIndex | null {
  const context = readContext(schools, settings)
  const ids = schools.map((school) => school.id)
  const rows = canonicalOrder(ids, context).filter((row) =>
    context.variables.some((variable) => !Number.isNaN(variable.values[row]!)),
  )
  if (context.variables.length === 0 || rows.length < 2) return null
  const features = buildFeatures(context, rows)
  const means = columnMeans(features)
  const { values, vector, total } = firstComponent(covariance(features, means), features.columns)
  if (!(values > 0)) return null
  const loadings = orient(named(features, vector))
  const bySchool = new Array<number | null>(schools.length).fill(null)
  rows.forEach((row, position) => {
    let score = 0
    loadings.forEach(({ loading }, c) => {
      score += loading * (features.values[position * features.columns + c]! - means[c]!)
    })
    bySchool[row] = score / Math.sqrt(values)
  })
  return { bySchool, loadings, explained: values / total }
}

function columnMeans({ columns, schools, values }: Features): Float64Array {
  const means = new Float64Array(columns)
  for (let i = 0; i < schools; i++) for (let c = 0; c < columns; c++) means[c]! += values[i * columns + c]!
  return means.map((sum) => sum / schools)
}

function covariance({ columns, schools, values }: Features, means: Float64Array): Float64Array {
  const matrix = new Float64Array(columns * columns)
  for (let i = 0; i < schools; i++)
    for (let a = 0; a < columns; a++)
      for (let b = 0; b < columns; b++)
        matrix[a * columns + b]! +=
          ((values[i * columns + a]! - means[a]!) * (values[i * columns + b]! - means[b]!)) / (schools - 1)
  return matrix
}

const MOST_SWEEPS = 60

/** Largest eigenvalue of a symmetric matrix, its unit vector, and the trace: cyclic Jacobi rotations. */
function firstComponent(symmetric: Float64Array, n: number) {
  const a = symmetric.slice()
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))
  let total = 0
  for (let i = 0; i < n; i++) total += a[i * n + i]!
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! * a[p * n + q]!
    if (off <= 1e-28 * total * total) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q)
  }
  let first = 0
  for (let i = 1; i < n; i++) if (a[i * n + i]! > a[first * n + first]!) first = i
  return {
    values: a[first * n + first] ?? 0,
    vector: Array.from({ length: n }, (_, i) => vectors[i * n + first]!),
    total,
  }
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

type Loadings = ContextIndex['loadings']

function named(features: Features, vector: readonly number[]): Loadings {
  return features.encoders.flatMap((encoder) =>
    Array.from({ length: encoder.columns }, (_, level) => ({
      column: encoder.variable,
      level: encoder.kind === 'category' ? encoder.levels[level]! : null,
      loading: vector[encoder.column + level]!,
    })),
  )
}

function orient(loadings: Loadings): Loadings {
  const known = loadings.reduce((sum, { column, loading }) => sum + favours(column) * loading, 0)
  const largest = loadings.reduce((best, entry) => (Math.abs(entry.loading) > Math.abs(best.loading) ? entry : best))
  const sign = (known === 0 ? largest.loading : known) < 0 ? -1 : 1
  return loadings.map((entry) => ({ ...entry, loading: sign * entry.loading }))
}
