/**
 * The whole job, from files to files: the command line against experts' scripts (`expert.py` and the simpler `simple.py` in
 * pandas, scikit-learn and SciPy; `expert.R` in base R), in one run on the same files; and how the command line grows with
 * the region, fixed part and slope apart. Writes ../RESULTS.md.
 *
 *   npx tsx bench/speed/index.ts [--sizes 240,2400] [--runs 3] [--growth 24,240,2400] [--write]
 *
 * Processor time (user + system, all threads), not the clock: other work on the machine hardly counts. Largest memory as
 * the system reports it. All take turns.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { version } from '../../src/version'
import { bundleCommandLine } from '../bundle'
import { python, rscript, rVersion } from '../python'
import { REGION, writeRegion } from '../region-files'

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

interface Cost {
  readonly seconds: number
  readonly wall: number
  readonly megabytes: number
}

const REPORT =
  "import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();" +
  "writeSync(2,'\\n'+JSON.stringify({seconds:(u.userCPUTime+u.systemCPUTime)/1e6,megabytes:u.maxRSS/1024}))})"

function ours(cli: string, folder: string): Cost {
  const tables = ['schools', 'results', 'observers', 'assessments', 'participation']
  const files = tables.flatMap((name) => [`--${name}`, join(folder, `${name}.csv`)])
  const args = ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, cli, 'run', ...files]
  const startedAt = performance.now()
  const done = spawnSync(process.execPath, [...args, '--out', join(folder, 'out'), '--locale', 'ru', '--quiet'], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(done.stderr)
  const cost = JSON.parse(done.stderr.trim().split('\n').at(-1)!) as Cost
  return { ...cost, wall: (performance.now() - startedAt) / 1000 }
}

function script(name: string, folder: string): Cost {
  const args = [join(here, name), folder, join(folder, name)]
  const startedAt = performance.now()
  const cost = name.endsWith('.R') ? rscript<Cost>(args) : python<Cost>(['-W', 'ignore', ...args])
  return { ...cost, wall: (performance.now() - startedAt) / 1000 }
}

const SIDES = {
  monitor: (folder: string, cli: string) => ours(cli, folder),
  'expert.py': (folder: string) => script('expert.py', folder),
  'expert.R': (folder: string) => script('expert.R', folder),
  'simple.py': (folder: string) => script('simple.py', folder),
}
type Side = keyof typeof SIDES
const sides = Object.keys(SIDES) as Side[]

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

const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!
const range = (list: readonly number[], digits = 1): string =>
  `${middle(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}-${Math.max(...list).toFixed(digits)})`

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

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

try {
  const cli = join(work, 'cli.mjs')
  await bundleCommandLine(cli)
  const compared: string[] = []
  for (const schools of numbers(values.sizes))
    inFolder(schools, (folder, papers) => {
      const runs = Array.from(
        { length: Number(values.runs) },
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
        compared.push(
          row([
            schools,
            papers,
            side,
            range(runs.map((run) => run[side].seconds)),
            range(runs.map((run) => run[side].wall)),
            ratio((cost) => cost.seconds),
            ratio((cost) => cost.wall),
            range(
              runs.map((run) => run[side].megabytes),
              0,
            ),
          ]),
        )
        console.error(compared.at(-1))
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
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}`
  const versions = python<string>([
    '-c',
    "import sys,json,pandas,sklearn,scipy;print(json.dumps(f'Python {sys.version.split()[0]}, pandas {pandas.__version__}, scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}'))",
  ])
  const papers = growth.map((g) => g.papers)
  const seconds = growth.map((g) => g.seconds)
  const { fixed, slope } = line(papers, seconds)
  const text = `# Speed: the whole job, from files to files

${new Date().toISOString().slice(0, 10)}, objectivity-monitor ${version}, ${machine}; ${versions}; ${rVersion()}.
Made by \`npm run bench\` (\`npx tsx bench/speed/index.ts --sizes ${values.sizes} --runs ${values.runs} --growth ${values.growth} --write\`).

Simulated regions of pupil rows with items, 3 subjects x 3 grades. Processor seconds (user + system), seconds on the clock
and largest memory in MB, median (range) of ${values.runs} runs in turn. The machine did other work at the same time: it makes
processor seconds of all sides longer, and the clock says hardly anything.

## Against experts' scripts

\`expert.py\` does the same job in the statistics, vectorised: checks of the input, clusters with their indices and stability,
all fourteen detectors that this data lets answer by the same formulas and equations (each sitting judged without itself),
6 000 simulated honest units per shape, the list with grounds and papers, the observers' effect, support and fairness; CSV,
JSON and XLSX; one thread. Its z-scores rank sittings as the monitor's do (correlation .992 and above). The head of the file says
what it leaves out: recognition of formats, findings in words, the reports for people (HTML, annex). \`expert.R\` does the core
of it in base R with eight detectors.
\`simple.py\` clusters, asks twelve detectors with the sitting inside its own yardstick, and adds up (Cauchy): no leave-one-out, no
pairs, no shuffling, no simulation, no stability. The ratios say how many times the script's seconds are the monitor's; the
scripts run in one thread, the monitor's detectors in two.

| schools | papers | side | processor s | clock s | script / monitor, processor | clock | MB |
| --- | --- | --- | --- | --- | --- | --- | --- |
${compared.join('\n')}

## Growth

| schools | papers | processor s | MB |
| --- | --- | --- | --- |
${growth.map((g) => row([g.schools, g.papers, g.seconds.toFixed(1), g.megabytes.toFixed(0)])).join('\n')}

A fixed part and a slope, by least squares of relative errors: ${fixed.toFixed(1)} s + ${(1e5 * slope).toFixed(2)} s per 100 000 papers.
As a power of the whole, processor time grows as schools^${exponent(sizes, seconds).toFixed(2)} and papers^${exponent(papers, seconds).toFixed(2)}; between the two
largest sizes alone, where the fixed part (reading the program, search for groups, shuffled papers) weighs least, as
schools^${exponent(sizes.slice(-2), seconds.slice(-2)).toFixed(2)} and papers^${exponent(papers.slice(-2), seconds.slice(-2)).toFixed(2)}. Memory grows as schools^${exponent(
    sizes,
    growth.map((g) => g.megabytes),
  ).toFixed(2)}. \`recheck.xlsx\` holds the sheet of
all measurements only up to 20 000 of them, so that a middling region pays for it and a large one does not.
`
  if (values.write) writeFileSync(join(here, '..', 'RESULTS.md'), text)
  console.log(text)
} finally {
  rmSync(work, { recursive: true, force: true })
}
