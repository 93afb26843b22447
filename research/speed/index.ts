/**
 * The whole job, from files to files: the command line against scripts in pandas, scikit-learn and SciPy (`expert.py`, the same
 * job a second time, and `simple.py`, as an analyst would write it), in one run on the same files; and how the command line
 * grows with the region, fixed part and slope apart. The tables of RESULTS.md.
 *
 *   npx tsx research/speed/index.ts [--sizes 240,2400] [--runs 3] [--growth 24,240,2400] [--write]
 *
 * A region of a thousand schools or more is measured once.
 *
 * Processor time (user + system, all threads), not the clock: other work on the machine hardly counts. Largest memory as
 * the system reports it. All take turns.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleCommandLine } from '../../scripts/bundle'
import { python } from '../python'
import { REGION, writeRegion } from '../region-files'
import { publish } from '../study'
import { type Cost, ours, range } from './cost'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '240,2400' },
    runs: { type: 'string', default: '3' },
    growth: { type: 'string', default: '24,240,2400' },
    write: { type: 'boolean', default: false },
  },
})
const numbers = (list: string): number[] => list.split(',').filter(Boolean).map(Number)
const here = dirname(fileURLToPath(import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'speed-'))

function script(name: string, folder: string): Cost {
  const args = [join(here, name), folder, join(folder, name)]
  const startedAt = performance.now()
  const cost = python<Cost>(['-W', 'ignore', ...args])
  return { ...cost, wall: (performance.now() - startedAt) / 1000 }
}

const SIDES = {
  monitor: (folder: string, cli: string) => ours(cli, folder),
  'expert.py': (folder: string) => script('expert.py', folder),
  'simple.py': (folder: string) => script('simple.py', folder),
}
type Side = keyof typeof SIDES
const sides = Object.keys(SIDES) as Side[]

const versions = (): string =>
  python<string>([
    '-c',
    "import sys,json,pandas,sklearn,scipy;print(json.dumps(f'Python {sys.version.split()[0]}, pandas {pandas.__version__}, scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}'))",
  ])

function inFolder<T>(schools: number, use: (folder: string, papers: number) => T): T {
  const folder = join(work, String(schools))
  const { papers } = writeRegion(folder, { ...REGION, schools, seed: 1 })
  try {
    return use(folder, papers)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function told(side: Side, cost: Cost): Cost {
  console.error(side, JSON.stringify(cost))
  return cost
}

/** Exponent b of cost = a x size^b, by least squares of the logarithms. */
function exponent(sizes: readonly number[], costs: readonly number[]): number {
  const x = sizes.map(Math.log)
  const y = costs.map(Math.log)
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
  const [mx, my] = [mean(x), mean(y)]
  const xy = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0)
  return xy / x.reduce((sum, value) => sum + (value - mx) * (value - mx), 0)
}

/** cost = fixed + slope x size with both at least 0, by least squares of relative errors. */
function line(sizes: readonly number[], costs: readonly number[]): { fixed: number; slope: number } {
  let best = { fixed: 0, slope: 0, error: Number.POSITIVE_INFINITY }
  for (let step = 0; step <= 1000; step++) {
    const fixed = (Math.min(...costs) * step) / 1000
    const x = sizes.map((size, i) => size / costs[i]!)
    const y = costs.map((cost) => 1 - fixed / cost)
    const slope = x.reduce((sum, value, i) => sum + value * y[i]!, 0) / x.reduce((sum, value) => sum + value * value, 0)
    const error = x.reduce((sum, value, i) => sum + (y[i]! - slope * value) * (y[i]! - slope * value), 0)
    if (error < best.error) best = { fixed, slope, error }
  }
  return best
}

try {
  const cli = join(work, 'cli.mjs')
  await bundleCommandLine(cli)
  const compared: string[][] = []
  for (const schools of numbers(values.sizes))
    inFolder(schools, (folder, papers) => {
      const runs = Array.from(
        { length: schools < 1000 ? Number(values.runs) : 1 },
        () =>
          Object.fromEntries(sides.map((side) => [side, told(side, SIDES[side](folder, cli))])) as Record<Side, Cost>,
      )
      for (const side of sides) {
        const ratio = (of: (cost: Cost) => number): string =>
          side === 'monitor'
            ? ''
            : range(
                runs.map((run) => of(run[side]) / of(run.monitor)),
                2,
              )
        compared.push([
          String(schools),
          String(papers),
          side,
          range(runs.map((run) => run[side].seconds)),
          range(runs.map((run) => run[side].wall)),
          ratio((cost) => cost.seconds),
          ratio((cost) => cost.wall),
          range(
            runs.map((run) => run[side].megabytes),
            0,
          ),
        ])
        console.error(compared.at(-1)!.join(' | '))
      }
    })
  const sizes = numbers(values.growth)
  const growth = sizes.map((schools) =>
    inFolder(schools, (folder, papers) => {
      const cost = { schools, papers, ...ours(cli, folder) }
      console.error(JSON.stringify(cost))
      return cost
    }),
  )
  const papers = growth.map((g) => g.papers)
  const seconds = growth.map((g) => g.seconds)
  const { fixed, slope } = line(papers, seconds)
  const megabytes = growth.map((g) => g.megabytes)
  const powers = (some: (list: readonly number[]) => readonly number[]): string[] => [
    exponent(some(sizes), some(seconds)).toFixed(2),
    exponent(some(papers), some(seconds)).toFixed(2),
    exponent(some(sizes), some(megabytes)).toFixed(2),
  ]
  publish('speed', {
    sides: {
      head: ['schools', 'papers', 'side', 'processor s', 'clock s', 'script / monitor, processor', 'clock', 'MB'],
      rows: compared,
    },
    growth: {
      head: ['schools', 'papers', 'processor s', 'MB'],
      rows: growth.map((g) => [String(g.schools), String(g.papers), g.seconds.toFixed(1), g.megabytes.toFixed(0)]),
    },
    line: {
      head: ['fixed part, s', 's per 100 000 papers'],
      rows: [[fixed.toFixed(1), (1e5 * slope).toFixed(2)]],
    },
    powers: {
      head: ['over', 'time by schools', 'time by papers', 'memory by schools'],
      rows: [
        ['all sizes', ...powers((list) => list)],
        ['the two largest', ...powers((list) => list.slice(-2))],
      ],
    },
    machine: {
      head: ['processors', 'programs'],
      rows: [[`${cpus().length} x ${cpus()[0]?.model ?? 'processor'}`, `Node ${process.version}; ${versions()}`]],
    },
  })
} finally {
  rmSync(work, { recursive: true, force: true })
}
