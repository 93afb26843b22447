/**
 * The whole peers stage on 40 000 schools with 12 context variables, against the same work in scikit-learn, in one run:
 *
 *   npx tsx research/peers-40000.ts
 *
 * Same plan on both sides: shares as logits and counts as logarithms, missing values from ten near schools among 1 000, the
 * number of groups chosen among 2..8 on 1 000 schools (25 starts each; silhouette, Calinski-Harabasz, gap with ten
 * reference sets), all schools placed from the best centres, 50 bootstrap resamples. Processor time, one thread.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { School } from '../src/model'
import { findPeers } from '../src/peers'
import { parseSettings } from '../src/settings'
import { createRandom } from '../src/statistics/random'
import { python } from './python'
import { publish } from './study'

const SCHOOLS = 40_000
const RUNS = 5
const SHARES = [
  'low_income',
  'higher_education',
  'single_parent',
  'non_native',
  'special_needs',
  'teachers_top',
  'teachers_young',
]
const SETTLEMENTS = ['city', 'town', 'township', 'village']

/** Schools in five kinds that overlap; one cell in twenty is missing. */
function region(): School[] {
  const random = createRandom(1, 'bench')
  const kinds = Array.from({ length: 5 }, () => SHARES.map(() => 1.2 * random.normal()))
  return Array.from({ length: SCHOOLS }, (_, i) => {
    const kind = random.integer(5)
    const context: Record<string, number | string | null> = {}
    SHARES.forEach((name, c) => {
      context[`${name}_share`] = Math.round(1000 / (1 + Math.exp(1 - kinds[kind]![c]! - 0.8 * random.normal()))) / 1000
    })
    context.pupils = Math.round(Math.exp(4 + 0.7 * kind + 0.6 * random.normal()))
    context.teachers = Math.round(2 + (context.pupils as number) / (12 + 4 * random.uniform()))
    context.distance_to_centre = Math.round(100 * Math.exp(2 + random.normal())) / 100
    context.settlement = SETTLEMENTS[random.uniform() < 0.7 ? Math.min(kind, 3) : random.integer(4)]!
    context.hostel = random.uniform() < 0.1 + 0.1 * kind ? 'yes' : 'no'
    for (const name of Object.keys(context)) if (random.uniform() < 0.05) context[name] = null
    return {
      id: `s${i}`,
      name: null,
      municipality: null,
      cluster: null,
      advancedProgram: null,
      confirmedByExam: null,
      context,
    }
  })
}

const schools = region()
const folder = mkdtempSync(join(tmpdir(), 'peers-'))
const names = Object.keys(schools[0]!.context)
const lines = schools.map(({ context }) => names.map((name) => context[name] ?? '').join(','))
writeFileSync(join(folder, 'schools.csv'), [names.join(','), ...lines].join('\n'))
const script = join(dirname(fileURLToPath(import.meta.url)), 'peers-40000.py')

function ours(tells: boolean): number {
  const before = process.cpuUsage()
  const peers = findPeers(schools, parseSettings())
  const { user, system } = process.cpuUsage(before)
  if (!tells) return (user + system) / 1e6
  const choice = peers.clustering!.choice!
  const chosen = choice.candidates.find(({ groups }) => groups === choice.groups)!
  console.log(
    `  k = ${peers.groups.length} (votes ${JSON.stringify(choice.votes)}), sizes ${peers.groups.map(({ size }) => size).join(' ')}`,
  )
  console.log(
    `  silhouette ${chosen.silhouette.toFixed(3)} ± ${chosen.silhouetteError.toFixed(3)} from ${choice.schools} schools`,
  )
  console.log(
    `  stability ${peers.groups.map(({ stability }) => stability!.toFixed(2)).join(' ')}, memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  )
  return (user + system) / 1e6
}

interface Theirs {
  readonly tool: string
  readonly seconds: number
  readonly k: number
  readonly sizes: readonly number[]
}

const middle = (list: readonly number[], digits: number): string => {
  const [low, high] = [Math.min(...list), Math.max(...list)]
  return `${list.toSorted((a, b) => a - b)[list.length >> 1]!.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`
}

try {
  const pairs = Array.from({ length: RUNS }, (_, run) => ({
    own: ours(run === 0),
    theirs: python<Theirs>(['-W', 'ignore', script, join(folder, 'schools.csv')]),
  }))
  const { tool, k, sizes } = pairs[0]!.theirs
  console.log(`  ${tool}: k by silhouette ${k}, sizes ${sizes.join(' ')}`)
  publish('peers-40000', {
    processor: {
      head: [`seconds of processor, median (range) of ${RUNS} runs in turn`, ''],
      rows: [
        [
          'objectivity-monitor',
          middle(
            pairs.map(({ own }) => own),
            1,
          ),
        ],
        [
          tool,
          middle(
            pairs.map(({ theirs }) => theirs.seconds),
            1,
          ),
        ],
        [
          'ratio',
          middle(
            pairs.map(({ own, theirs }) => own / theirs.seconds),
            2,
          ),
        ],
      ],
    },
  })
} finally {
  rmSync(folder, { recursive: true })
}
