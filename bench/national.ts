/**
 * A country on one machine: 40 000 schools, 30 million papers of 15 items in a folder of 80 files, invented (seeded).
 * Makes a share of it, reads it in a process of its own, and prints time and largest memory.
 *
 *   npx tsx bench/national.ts [share] [--run] [--keep FOLDER]     share: 0.1 = 4 000 schools, 3 million papers
 *
 * `--run` does the whole job through the command line as well; `--keep` keeps the files (and uses them if they are there).
 */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTables } from '../src/node/files'
import { createRandom } from '../src/statistics/random'

const SCHOOLS = 40_000
const FILES = 80
const ITEMS = 15
/** Nine sittings a school of 83 or 84 papers: 750 papers. */
const TESTS = ['Математика', 'Русский язык', 'Окружающий мир'].flatMap((subject) =>
  [4, 5, 6].map((grade) => ({ subject, grade })),
)
const PAPERS = 750

function make(folder: string, share: number): void {
  const random = createRandom(1, 'national')
  const items = Array.from({ length: ITEMS }, (_, j) => `item_${j + 1}`)
  const schools = Math.round(SCHOOLS * share)
  writeFileSync(
    join(folder, 'schools.csv'),
    `school_id,settlement_size,low_income_share,teachers_top_category_share\n${Array.from(
      { length: schools },
      (_, s) => `${100_000 + s},${random.integer(100)},${random.integer(60)},${random.integer(80)}\n`,
    ).join('')}`,
  )
  mkdirSync(join(folder, 'results'))
  for (let file = 0; file < FILES; file++) {
    const out = openSync(join(folder, 'results', `region-${String(file).padStart(2, '0')}.csv`), 'w')
    let block = `school_id,subject,grade,year,class,pupil_id,${items.join(',')},score,mark,journal_mark\n`
    for (let school = file; school < schools; school += FILES) {
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
        block += `${100_000 + school},${subject},${grade},2025,${paper % 2 ? 'А' : 'Б'},${paper}${row},${score},${mark},${journal}\n`
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

const [share = '0.1'] = process.argv.slice(2).filter((argument) => /^[\d.]+$/.test(argument))
const valueAfter = (flag: string) =>
  process.argv.includes(flag) ? process.argv[process.argv.indexOf(flag) + 1] : undefined
const told = (what: string, seconds: number, user: number, megabytes: number) =>
  console.log(
    `${what}: ${seconds.toFixed(0)} s (${user.toFixed(0)} s of processor), ${megabytes.toFixed(0)} MB resident at most`,
  )

const read = valueAfter('--read')
if (read !== undefined) {
  const { sittings, sources } = await readTables({ results: join(read, 'results') })
  const used = sources.reduce((sum, source) => sum + source.used, 0)
  const { user, system } = process.cpuUsage()
  const { maxRSS } = process.resourceUsage()
  told(
    `reading ${used} papers of ${sittings.length} sittings`,
    performance.now() / 1000,
    (user + system) / 1e6,
    maxRSS / 1024,
  )
} else {
  const kept = valueAfter('--keep')
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'national-'))
  mkdirSync(folder, { recursive: true })
  try {
    if (!existsSync(join(folder, 'results'))) make(folder, Number(share))
    const own = [...process.execArgv, process.argv[1]!]
    spawnSync(process.execPath, [...own, '--read', folder], { stdio: 'inherit' })
    if (process.argv.includes('--run')) {
      const cli = join(import.meta.dirname, '..', 'src', 'cli', 'index.ts')
      const tables = ['--results', join(folder, 'results'), '--schools', join(folder, 'schools.csv')]
      const time = ['-f', 'the whole run: %e s (%U + %S s of processor), %M kB resident at most']
      const command = [process.execPath, ...process.execArgv, '--max-old-space-size=12000', cli, 'run', ...tables]
      const ran = spawnSync('time', [...time, ...command, '--out', join(folder, 'out'), '--quiet'], {
        stdio: 'inherit',
      })
      if (ran.error) throw ran.error
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
