/**
 * ml-kmeans against our own loop (`src/peers/settle.ts`), from the same centres: `npx tsx research/peers-engines.ts [--write]`.
 *
 * Sum of squares of the best of ten starts, before and after single moves (`transfer.ts`), and processor time per start;
 * then what each does with odd data.
 */
import { kmeans } from 'ml-kmeans'
import { improve, ownRuns, type Run, seedCentres } from '../src/peers/kmeans'
import type { Points } from '../src/peers/points'
import { createRandom } from '../src/statistics/random'
import { mlKmeansRuns } from '../test/peers/ml-kmeans'
import { publish } from './study'

const COLUMNS = 12
const STARTS = 10

/** Four groups that overlap, or one cloud. */
function cloud(count: number, groups: number): Points {
  const random = createRandom(1, 'engines', count)
  const shift = (i: number, c: number) => (i % groups) * ((c % 3) - 1) * 1.5
  const values = Float64Array.from({ length: count * COLUMNS }, (_, at) => {
    return random.normal() + shift(Math.floor(at / COLUMNS), at % COLUMNS)
  })
  return { count, columns: COLUMNS, values }
}

function timed(points: Points, k: number, run: Run): [found: string, moved: string] {
  const starts = Array.from({ length: STARTS }, (_, start) => seedCentres(points, k, createRandom(start, 'engines')))
  run(starts[0]!)
  const before = process.cpuUsage()
  const found = starts.map(run)
  const milliseconds = process.cpuUsage(before).user / 1000 / STARTS
  const best = Math.min(...found.map(({ sse }) => sse))
  const moved = Math.min(...found.map((partition) => improve(points, partition).sse))
  return [`${milliseconds.toFixed(1)} ms, ${best.toFixed(1)}`, moved.toFixed(1)]
}

const rows = [300, 1000, 6000, 40_000].flatMap((count) =>
  [4, 1].flatMap((groups) =>
    [3, 8].map((k) => {
      const points = cloud(count, groups)
      const [theirs, theirsMoved] = timed(points, k, mlKmeansRuns(points))
      const [own, moved] = timed(points, k, ownRuns(points))
      const after = moved === theirsMoved ? moved : `${theirsMoved} / ${moved}`
      return [`${count} points, k = ${k}, ${groups === 1 ? 'one cloud' : 'four groups'}`, theirs, own, after]
    }),
  ),
)
const head = [`${COLUMNS} columns`, 'ml-kmeans', "own (Hamerly's bounds)", 'after single moves, both']
publish('peers-engines', { starts: { head, rows } })

const odd: Record<string, () => number> = {
  'copies, centres on one of them': () => {
    const initialization = [[0], [0], [9]]
    return new Set(kmeans([[0], [0], [0], [5], [9]], 3, { initialization }).clusters).size
  },
  'a missing number': () => kmeans([[0], [Number.NaN], [1]], 2, { initialization: [[0], [1]] }).clusters.length,
  'more groups than points': () => kmeans([[0], [1]], 3, {}).clusters.length,
}
for (const [name, run] of Object.entries(odd)) {
  try {
    console.log(`ml-kmeans, ${name}: ${run()} groups or points`)
  } catch (error) {
    console.log(`ml-kmeans, ${name}: throws "${(error as Error).message}"`)
  }
}
