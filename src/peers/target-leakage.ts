/** Context that looks like a result: grouping schools by results would hide what is looked for. */

import { sampleRankCorrelation } from 'simple-statistics'
import type { Warning } from '../model'
import { fixed } from '../setting'
import type { LeftOut } from './concepts/recognise'
import type { Context } from './context'
import type { Settings } from './options'

const TOO_CLOSE = fixed(0.9, {
  reason: "Rank correlation with the schools' mean result from which a context column is taken for a result itself.",
  origin: 'ours',
})
const THE_SAME = fixed(0.97, {
  reason:
    'Rank correlation from which a column is left out: no condition of work orders schools so exactly as results do.',
  origin: 'ours',
})
const LEAST_PAIRS = fixed(10, { reason: 'Fewer schools with both values show no correlation.', origin: 'ours' })

/**
 * The context without variables that are nearly a function of results, each with a warning; of those that come near it a
 * warning alone. What the user calls context is believed. Columns that are results by their names are no variables in the
 * first place.
 *
 * @param outcomes mean results by school, one list or several (of all assessments together, of each)
 */
export function withoutTargetLeakage(context: Context, settings: Settings, outcomes: readonly Outcomes[]): Context {
  const warnings: Warning[] = []
  const leftOut: LeftOut[] = []
  const variables = context.variables.filter(({ name, columns, kind, values }) => {
    const said = [name, ...columns].some((one) => settings.peers.variables[one]?.role === 'context')
    if (said || kind === 'category') return true
    const correlations = outcomes.map((one) => rankCorrelation(values, one) ?? 0)
    const closest = correlations.reduce((most, own) => (Math.abs(own) > Math.abs(most) ? own : most), 0)
    if (Math.abs(closest) < TOO_CLOSE) return true
    const isSame = Math.abs(closest) >= THE_SAME
    const details = { column: columns.length === 1 ? columns[0]! : name, correlation: closest }
    warnings.push({ code: isSame ? 'outcomeAsContext' : 'outcomeLikeContext', details })
    if (isSame) leftOut.push(...columns.map((column) => ({ column, reason: 'result' as const })))
    return !isSame
  })
  return {
    ...context,
    ...{ variables, leftOut: [...context.leftOut, ...leftOut], warnings: [...context.warnings, ...warnings] },
  }
}

/** One mean result per school, aligned with the schools; `null` where a school has none. */
export type Outcomes = readonly (number | null)[]

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
