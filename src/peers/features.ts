/**
 * Context variables -> numbers that may be added up into a distance: one row per school, standardised robustly, with
 * what is missing imputed from the most similar schools.
 */

import { median, quantile, standardDeviation } from 'simple-statistics'
import { log } from '../elementary'
import { fixed } from '../setting'
import { byCodeUnit } from './cells'
import type { Context } from './context'
import { impute } from './impute'
import type { ContextVariable, Encoder, VariableKind } from './variables'

export interface Features {
  readonly schools: number
  readonly columns: number
  /** Row after row; no NaN. */
  readonly values: Float64Array
  /** The same before imputation: NaN where nothing is known. */
  readonly observed: Float64Array
  readonly encoders: readonly Encoder[]
  /** How many schools got an imputed value, by variable (only where any did). */
  readonly imputed: readonly { readonly variable: string; readonly schools: number }[]
}

const FARTHEST = fixed(4, {
  reason: 'Beyond this many robust standard deviations a school is an oddity, and not more different for it.',
  origin: 'ours',
})
const ODD = fixed(3, {
  reason: 'Values farther from the median than this many standard deviations are pulled in before these are taken.',
  origin: 'ours',
})
const NORMAL_90 = fixed(1.6448536269514722, {
  reason: 'The distance from the middle that 90 % of normal values keep, in standard deviations.',
  origin: 'computing',
})

const KEPT_OFF = fixed(0.005, {
  reason: 'Shares are kept this far from 0 and 1, whose logits are infinite.',
  origin: 'ours',
})
const NINE_IN_TEN = fixed(0.9, {
  reason: 'Share of the schools whose distance from the median tells what is usual.',
  origin: 'ours',
})

/** Value of a variable on the scale on which differences are compared: logit of shares, log of counts, else itself. */
export function transform(kind: VariableKind, unit: 1 | 100, value: number): number {
  if (kind === 'share') {
    const share = KEPT_OFF + (1 - 2 * KEPT_OFF) * Math.min(1, Math.max(0, value / unit))
    return log(share / (1 - share))
  }
  if (kind === 'count') return log(1 + Math.max(0, value))
  return value
}

/**
 * Encoders of the variables, from the schools at hand.
 *
 * Numbers and ordered categories: (transformed value - median) / scale. The scale is the standard deviation of the values
 * after the odd ones were pulled in; how far is normal is told by the 90 % quantile of the distances from the median. (The
 * median absolute deviation as scale is larger exactly where schools fall into groups, and plays down what tells them
 * apart: docs/peers.md.) Categories: one column per level, 1/sqrt(2) where it holds, so
 * that two schools of different category are one standard deviation apart. Yes/no: one column, 0 or 1. A weight w
 * multiplies squared distances.
 */
export function fitEncoders(variables: readonly ContextVariable[]): Encoder[] {
  let column = 0
  return variables.map((variable) => {
    const columns = variable.kind === 'category' ? variable.levels.length : 1
    const metric = variable.kind !== 'category' && variable.kind !== 'yesNo'
    const { centre, scale } = metric ? robustScale(variable) : { centre: 0, scale: 1 }
    const { kind, unit, levels, weight } = variable
    const encoder = { variable: variable.name, kind, unit, levels, centre, scale, weight, column, columns }
    column += columns
    return encoder
  })
}

/** Writes the columns of one value at `offset`; NaN in all of them where the value is not known. */
export function encode(encoder: Encoder, value: number, into: Float64Array, offset: number): void {
  const weight = Math.sqrt(encoder.weight)
  const start = offset + encoder.column
  if (encoder.kind === 'category') {
    for (let level = 0; level < encoder.columns; level++)
      into[start + level] = Number.isNaN(value) ? Number.NaN : level === value ? weight * Math.SQRT1_2 : 0
    return
  }
  const z = (transform(encoder.kind, encoder.unit, value) - encoder.centre) / encoder.scale
  into[start] = weight * Math.max(-FARTHEST, Math.min(FARTHEST, z))
}

/** Encoded context with NaN where a value is missing, one row per school. */
export function encodeAll(variables: readonly ContextVariable[], encoders: readonly Encoder[]): Float64Array {
  const columns = columnsOf(encoders)
  const schools = variables[0]?.values.length ?? 0
  const encoded = new Float64Array(schools * columns)
  for (let school = 0; school < schools; school++)
    for (let v = 0; v < variables.length; v++)
      encode(encoders[v]!, variables[v]!.values[school]!, encoded, school * columns)
  return encoded
}

export function columnsOf(encoders: readonly Encoder[]): number {
  const last = encoders[encoders.length - 1]
  return last === undefined ? 0 : last.column + last.columns
}

/**
 * Features of the schools at `rows` (positions in the context), in that order; missing values are imputed.
 */
export function buildFeatures(context: Context, rows: readonly number[]): Features {
  const variables = context.variables.map((variable) => ({
    ...variable,
    values: Float64Array.from(rows, (row) => variable.values[row]!),
  }))
  const encoders = fitEncoders(variables)
  const columns = columnsOf(encoders)
  const observed = encodeAll(variables, encoders)
  const values = impute(observed, encoders, rows.length)
  const imputed = variables
    .map((variable) => ({ variable: variable.name, schools: variable.values.filter(Number.isNaN).length }))
    .filter((entry) => entry.schools > 0)
  return { schools: rows.length, columns, values, observed, encoders, imputed }
}

function robustScale(variable: ContextVariable): { centre: number; scale: number } {
  const known = Array.from(variable.values)
    .filter((value) => !Number.isNaN(value))
    .map((value) => transform(variable.kind, variable.unit, value))
  if (known.length === 0) return { centre: 0, scale: 1 }
  const centre = median(known)
  const typical = quantile(
    known.map((value) => Math.abs(value - centre)),
    NINE_IN_TEN,
  )
  // Where nine schools in ten are the same, the others are what the column is about.
  const reach = typical > 0 ? (ODD * typical) / NORMAL_90 : Number.POSITIVE_INFINITY
  const scale = standardDeviation(known.map((value) => Math.max(centre - reach, Math.min(centre + reach, value))))
  return { centre, scale: scale > 0 ? scale : 1 }
}

/**
 * The order in which the schools are worked through: by their context, then by id. So neither the order of the rows nor
 * the names of the schools can change the groups.
 */
export function canonicalOrder(ids: readonly string[], context: Context): number[] {
  return ids
    .map((_, index) => index)
    .sort((a, b) => {
      for (const variable of context.variables) {
        const [x, y] = [variable.values[a]!, variable.values[b]!]
        if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
        if (x < y) return -1
        if (x > y) return 1
      }
      return byCodeUnit(ids[a]!, ids[b]!)
    })
}
