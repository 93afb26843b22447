/** Context that looks like a result: grouping schools by results would hide what is looked for. */

import { sampleRankCorrelation } from 'simple-statistics'
import type { Warning } from '../model'
import { fixed } from '../setting'
import type { Context } from './context'
import type { Settings } from './options'

const TOO_CLOSE = fixed(0.9, {
  reason: "Rank correlation with the schools' mean result from which a context column is taken for a result itself.",
  origin: 'ours',
})
const LEAST_PAIRS = fixed(10, { reason: 'Fewer schools with both values show no correlation.', origin: 'ours' })

/**
 * Warnings about variables that order the schools almost exactly as `outcomes` do (one mean result per school, `null`
 * where there is none). Columns that are results by their names are no variables in the first place.
 */
export function targetLeakageWarnings(context: Context, settings: Settings, outcomes: Outcomes): Warning[] {
  return context.variables.flatMap(({ name, kind, values }): Warning[] => {
    if (settings.peers.variables[name]?.role === 'context') return []
    const correlation = kind === 'category' || outcomes === null ? null : rankCorrelation(values, outcomes)
    if (correlation === null || Math.abs(correlation) < TOO_CLOSE) return []
    return [{ code: 'outcomeLikeContext', details: { column: name, correlation } }]
  })
}

/** One mean result per school, aligned with the schools; `null` for all where results are not at hand. */
export type Outcomes = readonly (number | null)[] | null

function rankCorrelation(values: Float64Array, outcomes: readonly (number | null)[]): number | null {
  const pairs = outcomes.flatMap((outcome, row): [number, number][] => {
    const value = values[row]!
    return outcome === null || !Number.isFinite(outcome) || Number.isNaN(value) ? [] : [[value, outcome]]
  })
  if (pairs.length < LEAST_PAIRS) return null
  const correlation = sampleRankCorrelation(
    pairs.map(([value]) => value),
    pairs.map(([, outcome]) => outcome),
  )
  return Number.isFinite(correlation) ? correlation : null
}
