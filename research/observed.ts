/**
 * What it brings that `high-level` rests its expectation on observed sittings where they differ from the others: shares
 * with p < .01, with the observers table and without it. Prints the table of docs/detectors/high-level.md.
 *
 *   npx tsx research/observed.ts [REGIONS] [--write]
 */

import { measure } from '../scripts/validate/regions'
import { highLevel } from '../src/detectors/high-level'
import { type RegionInput, simulateInput } from '../src/simulate'
import { publish } from './study'

const REGIONS: readonly (readonly [string, RegionInput])[] = [
  ['honest', { manipulation: null }],
  ['8 % of the schools manipulate', { manipulation: { schools: 0.08 } }],
  ['25 % of the schools manipulate', { manipulation: { schools: 0.25 } }],
  ['every unobserved sitting marked a little too kindly', { manipulation: null, inflation: 'weak' }],
  ['every unobserved sitting marked too kindly', { manipulation: null, inflation: 'medium' }],
]
const count = Number(process.argv.slice(2).find((argument) => argument !== '--write') ?? 10)

const rows = REGIONS.map(([name, options]) => {
  /** `[without or with the table][honest or manipulated]` */
  const below = [
    [0, 0],
    [0, 0],
  ]
  const sittings = [0, 0]
  for (let seed = 3001; seed < 3001 + count; seed++) {
    const { input, truth } = simulateInput({ schools: 240, ...options, seed })
    const held = truth.filter(({ participants }) => participants > 0)
    const kinds = held.map(({ manipulated }) => Number(manipulated))
    for (const [k, observers] of [[], input.observers].entries())
      measure({ ...input, observers }, [highLevel])[0]!.forEach((outcome, i) => {
        if (outcome.outcome !== 'measured') return
        if (k === 0) sittings[kinds[i]!]!++
        if (outcome.p < 0.01) below[k]![kinds[i]!]!++
      })
  }
  const share = (k: number, kind: number): string =>
    sittings[kind] === 0 ? '-' : (below[k]![kind]! / sittings[kind]!).toFixed(4)
  return [name, share(0, 0), share(1, 0), share(0, 1), share(1, 1)]
})
publish('observed', {
  shares: { head: ['region', 'honest, without', 'with', 'manipulated, without', 'with'], rows },
})
