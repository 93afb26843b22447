/**
 * One class, one test, one sitting per school: does one strong detector drown among the silent ones? Average precision of the
 * schools' p against that of the best single detector, where one school in eight was manipulated in one way.
 *
 *   npx tsx research/lone.ts [--seeds 3] [--first 1] [--schools 160] [--preset realistic] [--write]
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { monitor } from '../src/monitor'
import { PAPER_MECHANISMS, simulateInput } from '../src/simulate'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    schools: { type: 'string', default: '160' },
    preset: { type: 'string', default: 'realistic' },
    write: { type: 'boolean', default: false },
  },
})
const preset = values.preset as 'plain' | 'realistic'
const scoreOf = (p: number | null | undefined): number => (p === null || p === undefined ? 0.5 : 1 - p)

/** Average precision of everything together, and of each detector alone. */
function precisions(mechanism: (typeof PAPER_MECHANISMS)[number], seed: number): Map<string, number> {
  const manipulation = { schools: 0.125, strength: 'strong', mechanisms: [mechanism], prevented: false } as const
  const options = { preset, seed, schools: Number(values.schools), subjects: ['Математика'], grades: [5], manipulation }
  const { input, truth } = simulateInput(options)
  const manipulated = new Set(truth.flatMap((sitting) => (sitting.manipulated ? [sitting.schoolId] : [])))
  const { schools, sittings } = monitor(input, { seed: 1 })
  const found = new Map<string, number>()
  const own = new Map(sittings.map((sitting) => [sitting.schoolId, sitting.signals]))
  const isTrue = schools.map(({ schoolId }) => manipulated.has(schoolId))
  found.set(
    'together',
    averagePrecision(
      schools.map(({ p }) => scoreOf(p)),
      isTrue,
    ),
  )
  for (const detector of new Set(sittings.flatMap(({ signals }) => signals.map((signal) => signal.detector)))) {
    const scores = schools.map(({ schoolId }) =>
      scoreOf(own.get(schoolId)?.find((signal) => signal.detector === detector)?.p),
    )
    found.set(detector, averagePrecision(scores, isTrue))
  }
  return found
}

const rows = PAPER_MECHANISMS.map((mechanism) => {
  const sums = new Map<string, number>()
  const seeds = Number(values.seeds)
  for (let k = 0; k < seeds; k++)
    for (const [name, ap] of precisions(mechanism, Number(values.first) + k))
      sums.set(name, (sums.get(name) ?? 0) + ap / seeds)
  const together = sums.get('together')!
  const [best, ap] = [...sums].filter(([name]) => name !== 'together').sort((a, b) => b[1] - a[1])[0]!
  return [mechanism, together.toFixed(3), `\`${best}\``, ap.toFixed(3), (together - ap).toFixed(3)]
})
publish('lone', {
  sittings: { head: ['mechanism', 'together', 'best detector', 'alone', 'difference'], rows },
})
