/** One number per school for its whole context: the first principal component of the features. */
import type { School } from '../model'
import { readContext } from './context'
import { buildFeatures, canonicalOrder, type Features } from './features'
import type { Settings } from './options'
import { firstComponent } from './principal'
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
  const points = { count: features.schools, columns: features.columns, values: features.values }
  const { means, vector, deviation, share } = firstComponent(points)
  if (!(deviation > 0)) return null
  const loadings = orient(named(features, vector))
  const bySchool = new Array<number | null>(schools.length).fill(null)
  rows.forEach((row, position) => {
    let score = 0
    loadings.forEach(({ loading }, c) => {
      score += loading * (features.values[position * features.columns + c]! - means[c]!)
    })
    bySchool[row] = score / deviation
  })
  return { bySchool, loadings, explained: share }
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
