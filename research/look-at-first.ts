/**
 * How often is a school at the head of the order a manipulating one, where the list of signs is empty or shorter than three? By number
 * of schools; written into the core, which tells it beside the schools it names.
 *
 *   npx tsx research/look-at-first.ts [--write]
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitor } from '../src/monitor'
import { simulateInput } from '../src/simulate'
import { wilson } from '../src/statistics/intervals'
import { publish } from './study'

/** Schools of a district, districts drawn, schools named in each. */
const SIZES = [
  [15, 100, 3],
  [30, 80, 3],
  [60, 50, 5],
  [120, 30, 5],
] as const
/** Share of the schools that manipulate, as the simulator has it. */
const MANIPULATING = 0.1
const LIST = 3
/** Fewer such districts say little of a chance: larger ones nearly always list more. */
const FEWEST = 10

const chances = SIZES.map(([schools, districts, shown]) => {
  let [regions, named, hits, manipulating, judged] = [0, 0, 0, 0, 0]
  for (let seed = 1; seed <= districts; seed++) {
    const { input, truth } = simulateInput({ schools, seed: 7000 + seed, manipulation: { schools: MANIPULATING } })
    const guilty = new Set(truth.filter(({ manipulated }) => manipulated).map(({ schoolId }) => schoolId))
    const measured = monitor(input, { seed: 1 }).schools.filter(({ p }) => p !== null)
    if (measured.filter(({ grounds }) => grounds.includes('signs')).length >= LIST) continue
    regions++
    judged += measured.length
    manipulating += measured.filter(({ schoolId }) => guilty.has(schoolId)).length
    const head = measured
      .filter(({ grounds }) => !grounds.includes('signs'))
      .sort((a, b) => a.p! - b.p!)
      .slice(0, shown)
    named += head.length
    hits += head.filter(({ schoolId }) => guilty.has(schoolId)).length
  }
  return { schools, regions, shown, named, hits, manipulating: Number((manipulating / judged).toFixed(3)) }
}).filter(({ regions }) => regions >= FEWEST)

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
publish('look-at-first', {
  chances: {
    head: [
      'schools',
      'districts with a list shorter than three',
      'named in each',
      'of those named manipulate',
      '95 % interval',
      'of all schools there',
    ],
    rows: chances.map(({ schools, regions, shown, named, hits, manipulating }) => {
      const { low, high } = wilson(hits, named)
      return [
        String(schools),
        String(regions),
        String(shown),
        percent(hits / named),
        `${percent(low)} - ${percent(high)}`,
        percent(manipulating),
      ]
    }),
  },
})
if (process.argv.includes('--write'))
  writeFileSync(
    join(import.meta.dirname, '..', 'src', 'recheck', 'look-at-first-chances.ts'),
    `/** Written by \`npx tsx research/look-at-first.ts --write\`; edit nothing here. */
import { fixed } from '../setting'

/** By number of schools: simulated districts whose list of signs is shorter than three, the schools at the head of the order there, and how many of those manipulate. */
export const chances = fixed(
  [
${chances
  .map(
    (c) =>
      `    { ${Object.entries(c)
        .map(([k, v]) => `${k}: ${v}`)
        .join(', ')} },`,
  )
  .join('\n')}
  ],
  { reason: 'How often a school at the head of the order manipulates where hardly anybody is listed: simulated districts.', origin: 'ours' },
)
`,
  )
