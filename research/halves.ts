/**
 * Does the list of a real region hang on which of its schools are looked at? Two random halves of it, ten times, each judged by
 * itself: how many schools are listed for signs in each, and how far p-values can be believed there.
 * Data: ../shared/data/vpr-region (not part of the product).
 *
 *   npx tsx research/halves.ts [--from 1] [--to 10] [--write]     (with --write, other splits kept before stay)
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MonitorInput } from '../src/model'
import { monitor } from '../src/monitor'
import { readTables } from '../src/node/files'
import { createRandom } from '../src/statistics/random'
import { DATA, publish, readStudy } from './study'

const folder = join('..', 'shared', 'data', 'vpr-region')
if (!existsSync(folder)) {
  console.log(`${folder} is not here: nothing measured`)
  process.exit(0)
}
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '10' },
    write: { type: 'boolean', default: false },
  },
})
const results = readdirSync(folder)
  .filter((name) => name.startsWith('results-'))
  .map((name) => join(folder, name))
const input = await readTables({ results, schools: join(folder, 'schools.csv') })

function listOf(chosen: ReadonlySet<string>) {
  const half: MonitorInput = {
    ...input,
    schools: input.schools.filter(({ id }) => chosen.has(id)),
    sittings: input.sittings.filter(({ schoolId }) => chosen.has(schoolId)),
  }
  const { schools, region } = monitor(half, { seed: 1 })
  const measured = schools.filter(({ p }) => p !== null)
  const listed = measured.filter(({ grounds }) => grounds.includes('signs')).map(({ schoolId }) => schoolId)
  return { measured: measured.length, listed, belief: region.belief }
}

const share = (of: ReturnType<typeof listOf>): string =>
  `${of.listed.length} of ${of.measured} (${((100 * of.listed.length) / of.measured).toFixed(1)} %)`
const whole = listOf(new Set(input.schools.map(({ id }) => id)))
const inWhole = new Set(whole.listed)
const splits = Array.from({ length: Number(values.to) - Number(values.from) + 1 }, (_, k) => Number(values.from) + k)
const rows = splits.map((split) => {
  const ids = createRandom(split, 'halves').sample(
    input.schools.map(({ id }) => id),
    input.schools.length,
  )
  const middle = ids.length >> 1
  const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => listOf(new Set(half)))
  const both = halves.flatMap(({ listed }) => listed)
  return [
    String(split),
    ...halves.map(share),
    `${both.filter((id) => inWhole.has(id)).length} of ${whole.listed.length}`,
    halves.map(({ belief }) => belief!.rareAs.toFixed(3)).join(', '),
  ]
})
const kept = existsSync(join(DATA, 'halves.json')) ? readStudy('halves').figures.lists!.rows : []
const others = kept.filter(([split]) => split !== 'whole' && !splits.includes(Number(split)))
publish('halves', {
  lists: {
    head: ['split', 'listed in one half', 'in the other', 'of the list of the whole', 'p = .01 is as rare as'],
    rows: [
      ...[...others, ...rows].sort(([a], [b]) => Number(a) - Number(b)),
      ['whole', share(whole), '', '', whole.belief!.rareAs.toFixed(3)],
    ],
  },
})
