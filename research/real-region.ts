/**
 * What a real region does to the p-values, nothing put in: per detector and size band the share of sittings below .01
 * and .001, the schools' p and the length of the list. Data: ../shared/data/vpr-region (not part of the product).
 *
 *   npx tsx research/real-region.ts [--write]
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitor } from '../src/monitor'
import { readTables } from '../src/node/files'
import { publish } from './study'

const folder = join('..', 'shared', 'data', 'vpr-region')
if (!existsSync(folder)) {
  console.log(`${folder} is not here: nothing measured`)
  process.exit(0)
}
const results = readdirSync(folder)
  .filter((name) => name.startsWith('results-'))
  .map((name) => join(folder, name))
const input = await readTables({ results, schools: join(folder, 'schools.csv') })
const result = monitor(input, { seed: 1 })

const BANDS = [
  [2, 4],
  [5, 12],
  [13, 25],
  [26, 60],
  [61, 9999],
] as const
const byDetector = new Map<string, { n: number; p: number }[]>()
for (const sitting of result.sittings)
  for (const { detector, p, n } of sitting.signals) {
    if (p === null) continue
    const all = byDetector.get(detector)
    if (all === undefined) byDetector.set(detector, [{ n: n ?? 0, p }])
    else all.push({ n: n ?? 0, p })
  }
const share = (all: readonly { p: number }[], limit: number): string =>
  all.length === 0 ? '-' : (all.filter(({ p }) => p < limit).length / all.length).toFixed(4)
const schools = result.schools.flatMap(({ p }) => (p === null ? [] : [{ p }]))
const listed = result.schools.filter(({ grounds }) => grounds.includes('signs')).length
publish('real-region', {
  detectors: {
    head: ['detector', 'sittings', 'p < .01', 'p < .001', ...BANDS.map(([low, high]) => `.01: ${low}-${high} pupils`)],
    rows: [...byDetector].map(([detector, all]) => [
      `\`${detector}\``,
      String(all.length),
      share(all, 0.01),
      share(all, 0.001),
      ...BANDS.map(([low, high]) =>
        share(
          all.filter(({ n }) => n >= low && n <= high),
          0.01,
        ),
      ),
    ]),
  },
  schools: {
    head: ['schools measured', 'p < .01', 'p < .05', 'listed for signs'],
    rows: [
      [
        String(schools.length),
        share(schools, 0.01),
        share(schools, 0.05),
        `${listed} (${((100 * listed) / schools.length).toFixed(1)} %)`,
      ],
    ],
  },
})
