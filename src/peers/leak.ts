/** Context that looks like a result: grouping schools by results would hide what is looked for. */
import { sampleRankCorrelation } from 'simple-statistics'
import type { Warning } from '../model'
import type { Settings } from '../settings'
import type { Context } from './context'

/** Words of a column's name that speak of results. A column that the user has called context is believed. */
const RESULT_WORD =
  /^(scores?|marks?|results?|points?|балл\p{L}*|отметк\p{L}*|оценк\p{L}*|результат\p{L}*|успеваемост\p{L}*|впр|егэ|огэ)$/iu
/** Rank correlation with the schools' mean result from which a context column is taken for a result itself. */
const TOO_CLOSE = 0.9
const LEAST_PAIRS = 10

/**
 * Warnings about context columns that look like results: by their names, or because they order the schools almost
 * exactly as `outcomes` do (one mean result per school, `null` where there is none).
 */
export function leakWarnings(context: Context, settings: Settings, outcomes: Outcomes): Warning[] {
  return context.variables.flatMap(({ name, kind, values }): Warning[] => {
    if (settings.peers.variables[name]?.role === 'context') return []
    if (name.split(/[^\p{L}]+/u).some((word) => RESULT_WORD.test(word)))
      return [{ code: 'outcomeInContext', details: { column: name, correlation: null } }]
    const correlation = kind === 'category' || outcomes === null ? null : rankCorrelation(values, outcomes)
    if (correlation === null || Math.abs(correlation) < TOO_CLOSE) return []
    return [{ code: 'outcomeInContext', details: { column: name, correlation } }]
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
