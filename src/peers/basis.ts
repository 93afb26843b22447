/** By what schools are compared, said in a way that people can check. */
import type { ComparedBy, PeerBasis } from '../model'
import { conceptOf } from './concepts/dictionary'
import type { Context } from './context'
import type { Features } from './features'
import type { ContextVariable, Encoder } from './variables'
import { isSocial, labelOf } from './words'

/** @param groupOf group of each row of `features`; `null` without groups */
export function basisOf(context: Context, features: Features | null, groupOf: readonly number[] | null): PeerBasis {
  return {
    comparedBy: context.variables.map((variable, v) => ({
      ...comparedBy(variable),
      between: features === null || groupOf === null ? null : between(features, features.encoders[v]!, groupOf),
    })),
    leftOut: context.leftOut,
    special: context.special.flatMap((kind, school) => (kind === null ? [] : [{ school, kind }])),
  }
}

export function comparedBy({ name, columns, weight, values }: ContextVariable): Omit<ComparedBy, 'between'> {
  const known = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const filled = values.length === 0 ? 0 : known / values.length
  return {
    ...{ id: name, label: labelOf(name), columns, weight, filled },
    known: conceptOf(name) !== undefined,
    social: isSocial(name),
  }
}

/** Share of the sum of squares of a variable's columns that lies between the groups. */
function between({ columns, schools, values }: Features, encoder: Encoder, groupOf: readonly number[]): number {
  const groups = Math.max(...groupOf) + 1
  let [all, within] = [0, 0]
  for (let c = encoder.column; c < encoder.column + encoder.columns; c++) {
    const moments = Array.from({ length: groups + 1 }, () => ({ n: 0, sum: 0, squares: 0 }))
    for (let row = 0; row < schools; row++) {
      const value = values[row * columns + c]!
      for (const of of [moments[groupOf[row]!]!, moments[groups]!]) {
        of.n++
        of.sum += value
        of.squares += value * value
      }
    }
    const [total, ...own] = moments.toReversed().map(({ n, sum, squares }) => (n === 0 ? 0 : squares - (sum * sum) / n))
    all += total!
    within += own.reduce((sum, value) => sum + value, 0)
  }
  return all > 0 ? Math.min(1, Math.max(0, 1 - within / all)) : 0
}
