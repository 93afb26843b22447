/**
 * A country on one machine: 40 000 schools, 30 million papers of 15 items in a folder of 80 files, one per region, with the
 * tables of schools and observers of the whole country; invented (seeded). Makes a share of it, judges it with the command
 * `country`, and prints time and largest memory; then starts again, as after an interruption.
 *
 *   npx tsx research/country.ts [share] [--threads N] [--keep FOLDER]     share: 0.1 = 8 regions of 500 schools, 3 million papers
 *
 * `--keep` keeps the files and the reports (and uses the files if they are there).
 */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleCommandLine } from '../scripts/bundle'
import { createRandom } from '../src/statistics/random'
import { publish } from './study'

const SCHOOLS = 500
const FILES = 80
const ITEMS = 15
/** Nine sittings a school of 83 or 84 papers: 750 papers. */
const TESTS = ['Математика', 'Русский язык', 'Окружающий мир'].flatMap((subject) =>
  [4, 5, 6].map((grade) => ({ subject, grade })),
)
const PAPERS = 750

function make(folder: string, files: number): void {
  const random = createRandom(1, 'national')
  const items = Array.from({ length: ITEMS }, (_, j) => `item_${j + 1}`)
  const ids = Array.from({ length: files * SCHOOLS }, (_, s) => 100_000 + s)
  const context = ids.map((id) => `${id},${random.integer(100)},${random.integer(60)},${random.integer(80)}\n`)
  writeFileSync(
    join(folder, 'schools.csv'),
    `school_id,settlement_size,low_income_share,teachers_top_category_share\n${context.join('')}`,
  )
  writeFileSync(
    join(folder, 'observers.csv'),
    `school_id,observer\n${ids.map((id) => `${id},${random.integer(10) ? 'да' : 'нет'}\n`).join('')}`,
  )
  mkdirSync(join(folder, 'regions'))
  for (let file = 0; file < files; file++) {
    const out = openSync(join(folder, 'regions', `region-${String(file).padStart(2, '0')}.csv`), 'w')
    let block = `school_id,subject,grade,year,class,pupil_id,${items.join(',')},score,mark,journal_mark\n`
    for (const id of ids.slice(file * SCHOOLS, (file + 1) * SCHOOLS)) {
      const ability = random.uniform() * 0.3
      for (let paper = 0; paper < PAPERS; paper++) {
        const { subject, grade } = TESTS[paper % TESTS.length]!
        const pupil = ability + random.uniform() * 0.5
        let [row, score] = ['', 0]
        for (let j = 0; j < ITEMS; j++) {
          const points = random.uniform() < pupil + 0.2 - j * 0.02 ? 1 + (j % 3 === 2 ? 1 : 0) : 0
          row += `,${points}`
          score += points
        }
        const mark = score < 6 ? 2 : score < 11 ? 3 : score < 16 ? 4 : 5
        const journal = Math.min(5, Math.max(2, mark + random.integer(3) - 1))
        block += `${id},${subject},${grade},2025,${paper % 2 ? 'А' : 'Б'},${paper}${row},${score},${mark},${journal}\n`
      }
      if (block.length > 1 << 20) {
        writeSync(out, block)
        block = ''
      }
    }
    writeSync(out, block)
    closeSync(out)
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '2' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const files = Math.max(1, Math.round(FILES * Number(positionals[0] ?? '0.1')))
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'national-'))
mkdirSync(folder, { recursive: true })

/** Loaded into the command: says at its end what it took. */
const REPORT = `import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
const told = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const [seconds, processor] = [process.uptime(), (userCPUTime + systemCPUTime) / 1e6].map(Math.round)
  writeSync(2, [processor + ' s', seconds + ' s', Math.round(maxRSS / 1024) + ' MB'].join('|') + '\\n')
}
if (isMainThread) process.on('exit', told)`

/** Seconds of processor and by the clock, and memory. */
function judge(cli: string): string[] {
  const tables = ['--results', 'regions', '--schools', 'schools.csv', '--observers', 'observers.csv']
  const args = ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, cli, 'country', ...tables]
  const ran = spawnSync(process.execPath, [...args, '--out', 'out', '--locale', 'en', '--threads', values.threads], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  console.log(ran.stdout.trim())
  if (ran.status !== 0) throw new Error(`exit code ${ran.status}: ${ran.stderr}`)
  return ran.stderr.trim().split('\n').at(-1)!.split('|')
}

try {
  if (!existsSync(join(folder, 'regions'))) make(folder, files)
  const cli = join(folder, 'cli.mjs')
  await bundleCommandLine(cli)
  publish('country', {
    runs: {
      head: ['', 'processor', 'by the clock', 'memory at most'],
      rows: [
        [`${files} regions, ${values.threads} threads`, ...judge(cli)],
        ['started again after the end', ...judge(cli)],
      ],
    },
  })
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}
