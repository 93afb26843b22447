/**
 * How far the list of a simulated region can be trusted: average precision of the order, share of the manipulating
 * schools that are listed for signs, share of the listed that are honest.
 *
 *   npx tsx research/lists.ts [--seeds 10] [--first 1] [--schools 240] [--write]
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { monitor } from '../src/monitor'
import { simulateInput } from '../src/simulate'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    first: { type: 'string', default: '1' },
    schools: { type: 'string', default: '240' },
    write: { type: 'boolean', default: false },
  },
})
const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / Math.max(1, all.length)
const ap: number[] = []
let listedTrue = 0
let listed = 0
let manipulating = 0
let schools = 0
for (let k = 0; k < Number(values.seeds); k++) {
  const { input, truth } = simulateInput({ schools: Number(values.schools), seed: Number(values.first) + k })
  const guilty = new Set(truth.filter(({ manipulated }) => manipulated).map(({ schoolId }) => schoolId))
  const result = monitor(input, { seed: 1 })
  const measured = result.schools.filter(({ p }) => p !== null)
  const isTrue = measured.map(({ schoolId }) => guilty.has(schoolId))
  ap.push(
    averagePrecision(
      measured.map(({ p }) => -Math.log(Math.max(1e-300, p!))),
      isTrue,
    ),
  )
  schools += measured.length
  manipulating += isTrue.filter(Boolean).length
  measured.forEach(({ grounds }, i) => {
    if (!grounds.includes('signs')) return
    listed++
    if (isTrue[i]) listedTrue++
  })
}
publish('lists', {
  lists: {
    head: ['schools', 'manipulate', 'average precision', 'found', 'listed', 'honest among the listed'],
    rows: [
      [
        String(schools),
        String(manipulating),
        mean(ap).toFixed(3),
        (listedTrue / manipulating).toFixed(2),
        String(listed),
        (1 - listedTrue / listed).toFixed(3),
      ],
    ],
  },
})
