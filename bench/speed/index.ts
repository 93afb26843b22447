/**
 * The whole job, from files to files: the command line against an expert's script in pandas, scikit-learn and SciPy
 * (`expert.py`), in one run on the same files; and how the command line grows with the region. Writes ../RESULTS.md.
 *
 *   npx tsx bench/speed/index.ts [--sizes 240,2400] [--runs 3] [--growth 240,960,3840] [--write]
 *
 * Processor time (user + system, all threads), not the clock: other work on the machine hardly counts. Largest memory as
 * the system reports it. The two take turns.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { version } from '../../src/version'
import { python } from '../python'
import { REGION, writeRegion } from '../region-files'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '240,2400' },
    runs: { type: 'string', default: '3' },
    growth: { type: 'string', default: '240,960,3840' },
    write: { type: 'boolean', default: false },
  },
})
const numbers = (list: string): number[] => list.split(',').filter(Boolean).map(Number)
const here = dirname(fileURLToPath(import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'speed-'))

interface Cost {
  readonly seconds: number
  readonly megabytes: number
}

const REPORT =
  "import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();" +
  "writeSync(2,'\\n'+JSON.stringify({seconds:(u.userCPUTime+u.systemCPUTime)/1e6,megabytes:u.maxRSS/1024}))})"

function ours(cli: string, folder: string): Cost {
  const tables = ['schools', 'results', 'observers', 'assessments', 'participation']
  const files = tables.flatMap((name) => [`--${name}`, join(folder, `${name}.csv`)])
  const args = ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, cli, 'run', ...files]
  const done = spawnSync(process.execPath, [...args, '--out', join(folder, 'out'), '--locale', 'ru', '--quiet'], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(done.stderr)
  return JSON.parse(done.stderr.trim().split('\n').at(-1)!) as Cost
}

const expert = (folder: string): Cost => python<Cost>([join(here, 'expert.py'), folder, join(folder, 'expert')])

function inFolder<T>(schools: number, use: (folder: string, papers: number) => T): T {
  const folder = join(work, String(schools))
  const { papers } = writeRegion(folder, { ...REGION, schools, seed: 1 })
  try {
    return use(folder, papers)
  } finally {
    rmSync(folder, { recursive: true })
  }
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

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

try {
  const cli = join(work, 'cli.mjs')
  await build({
    entryPoints: [join(here, '..', '..', 'src', 'cli', 'index.ts')],
    outfile: cli,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    banner: { js: "import{createRequire as from}from'node:module';const require=from(import.meta.url);" },
  })
  const compared: string[] = []
  for (const schools of numbers(values.sizes))
    inFolder(schools, (folder, papers) => {
      const runs = Array.from({ length: Number(values.runs) }, () => ({
        ours: ours(cli, folder),
        expert: expert(folder),
      }))
      compared.push(
        row([
          schools,
          papers,
          range(runs.map((run) => run.ours.seconds)),
          range(runs.map((run) => run.expert.seconds)),
          range(
            runs.map((run) => run.ours.seconds / run.expert.seconds),
            2,
          ),
          range(
            runs.map((run) => run.ours.megabytes),
            0,
          ),
          range(
            runs.map((run) => run.expert.megabytes),
            0,
          ),
        ]),
      )
      console.error(compared.at(-1))
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
  const text = `# Speed: the whole job, from files to files

${new Date().toISOString().slice(0, 10)}, objectivity-monitor ${version}, ${machine}; ${versions}.
Made by \`npm run bench\` (\`npx tsx bench/speed/index.ts --sizes ${values.sizes} --runs ${values.runs} --growth ${values.growth} --write\`).

Simulated regions of pupil rows with items, 3 subjects x 3 grades. Processor seconds (user + system) and largest memory in
MB, median (range) of ${values.runs} runs in turn. The machine did other work at the same time, which makes both sides slower.

## Against an expert's script

\`expert.py\` asks the same kind of questions with whole-column operations of pandas, NumPy and SciPy. It does not check
its input row by row, leave each unit out of its own yardstick, judge how stable the clusters are, calibrate the combined
p-values by simulation, plan rechecks, or write reports for people (HTML, XLSX, annex); the command line does all of that.

| schools | papers | monitor, s | script, s | monitor / script | monitor, MB | script, MB |
| --- | --- | --- | --- | --- | --- | --- |
${compared.join('\n')}

## Growth

Part of the time is fixed (the search for groups, shuffled papers of the alike-answers detector), and \`recheck.xlsx\` holds
the sheet of all measurements only up to 40 000 of them: at 240 schools it takes about a quarter of the time, at 960 nothing.
The exponent over such sizes is therefore smaller than that of the measuring itself.

| schools | papers | seconds | MB |
| --- | --- | --- | --- |
${growth.map((g) => row([g.schools, g.papers, g.seconds.toFixed(1), g.megabytes.toFixed(0)])).join('\n')}

Time grows as schools^${exponent(
    sizes,
    growth.map((g) => g.seconds),
  ).toFixed(2)}, memory as schools^${exponent(
    sizes,
    growth.map((g) => g.megabytes),
  ).toFixed(2)}.
`
  if (values.write) writeFileSync(join(here, '..', 'RESULTS.md'), text)
  console.log(text)
} finally {
  rmSync(work, { recursive: true, force: true })
}
