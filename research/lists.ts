/**
 * How far the list of a simulated region can be trusted: average precision of the order, share of the manipulating
 * schools that are listed for signs, share of the listed that are honest; in plain regions, in those with the habits of real
 * ones, and in the latter where everybody is honest.
 *
 *   npx tsx research/lists.ts [--seeds 10] [--first 1] [--schools 240] [--kinds plain,realistic,honest] [--write]
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { monitor } from '../src/monitor'
import { type RegionInput, simulateInput } from '../src/simulate'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    first: { type: 'string', default: '1' },
    schools: { type: 'string', default: '240' },
    kinds: { type: 'string', default: 'plain,realistic,honest' },
    write: { type: 'boolean', default: false },
  },
})
const KINDS: Readonly<Record<string, { readonly name: string; readonly options: RegionInput }>> = {
  plain: { name: 'plain', options: {} },
  realistic: { name: 'with the habits of real ones', options: { preset: 'realistic' } },
  honest: { name: 'the same, all honest', options: { preset: 'realistic', manipulation: null } },
}
const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / all.length

function rowOf({ name, options }: (typeof KINDS)[string]): string[] {
  const ap: number[] = []
  let listedTrue = 0
  let listed = 0
  let manipulating = 0
  let schools = 0
  let rare = 0
  for (let k = 0; k < Number(values.seeds); k++) {
    const seed = Number(values.first) + k
    const { input, truth } = simulateInput({ ...options, schools: Number(values.schools), seed })
    const guilty = new Set(truth.filter(({ manipulated }) => manipulated).map(({ schoolId }) => schoolId))
    const measured = monitor(input, { seed: 1 }).schools.filter(({ p }) => p !== null)
    const isTrue = measured.map(({ schoolId }) => guilty.has(schoolId))
    const order = measured.map(({ p }) => -Math.log(Math.max(1e-300, p!)))
    if (guilty.size > 0) ap.push(averagePrecision(order, isTrue))
    schools += measured.length
    manipulating += isTrue.filter(Boolean).length
    measured.forEach(({ p, grounds }, i) => {
      if (!isTrue[i] && p! < 0.01) rare++
      if (!grounds.includes('signs')) return
      listed++
      if (isTrue[i]) listedTrue++
    })
  }
  const honest = schools - manipulating
  return [
    name,
    String(schools),
    String(manipulating),
    ap.length === 0 ? '-' : mean(ap).toFixed(3),
    manipulating === 0 ? '-' : (listedTrue / manipulating).toFixed(2),
    String(listed),
    manipulating === 0 ? '-' : (1 - listedTrue / listed).toFixed(3),
    (rare / honest).toFixed(4),
  ]
}

publish('lists', {
  lists: {
    head: [
      ...['regions', 'schools', 'manipulate', 'average precision', 'found'],
      ...['listed', 'honest among the listed', 'honest with p < .01'],
    ],
    rows: values.kinds.split(',').map((kind) => rowOf(KINDS[kind]!)),
  },
})
