/**
 * Reads 1 GB of pupils (14 million short rows, invented) and prints time and memory: by this package, by this package
 * with `--engine duckdb`, by DuckDB alone and by pandas (`read_csv` + `groupby`), which must count the same, and the bytes
 * alone.
 *
 *   npx tsx research/read-1gb.ts [rows] [--codes] [--write]
 *
 * `--codes` adds a pupil code to every row: then each paper is checked for having come before (8 bytes a paper).
 * The file is made under the folder for temporary files and removed.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, createReadStream, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { readTables } from '../src/node/files'
import { meanOf } from '../src/sittings/sitting'
import { createRandom } from '../src/statistics/random'
import { publish } from './study'

const [rowsGiven = '14000000'] = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument))
const codes = process.argv.includes('--codes')
const file = join(tmpdir(), `objectivity-monitor-1gb-${rowsGiven}${codes ? '-codes' : ''}.csv`)
const SUBJECTS = ['Математика', 'Русский язык', 'История', 'Биология']
const SCHOOLS = 2000
const DISTRICTS = ['Рославльский район', 'Вяземский район', 'г. Смоленск']

function make(rows: number): void {
  const random = createRandom(1, 'bench')
  const out = openSync(file, 'w')
  let block = `school_id;subject;grade;year;class;score;mark;journal_mark;municipality${codes ? ';pupil_id' : ''}\n`
  for (let i = 0; i < rows; i++) {
    // In the order of schools, as exports are.
    const school = Math.floor((i * SCHOOLS) / rows)
    const score = random.integer(16)
    const start = `edu67${String(school).padStart(4, '0')};${SUBJECTS[i % 4]};${4 + (i % 5)};2021`
    block += `${start};${4 + (i % 5)}А;${score};${2 + (score >> 2)};${2 + random.integer(4)};${DISTRICTS[school % 3]}`
    block += codes ? `;${i}\n` : '\n'
    if (block.length > 1 << 20) {
      writeSync(out, block)
      block = ''
    }
  }
  writeSync(out, block)
  closeSync(out)
}

async function bytesAlone(): Promise<string> {
  let bytes = 0
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) bytes += (piece as Uint8Array).length
  return String(bytes)
}

async function ours(engine: 'builtin' | 'duckdb'): Promise<string> {
  const { sittings, sources } = await readTables({ results: file }, { engine })
  const papers = sittings.reduce((sum, sitting) => sum + sitting.participants!, 0)
  const points = sittings.reduce((sum, sitting) => sum + Math.round(meanOf(sitting)! * sitting.participants!), 0)
  return `${sittings.length} sittings, ${papers} papers, ${points} points, ${sources[0]!.setAside} set aside`
}

/** Only the count and the sum of each sitting, as pandas below. */
async function duckDbAlone(): Promise<string> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const sums = `select count(*) as n, sum(score) as points from read_csv('${file}') group by school_id, subject, grade, year`
  const [row] = (await connection.runAndReadAll(`select count(*), sum(n), sum(points) from (${sums})`)).getRows()
  return `${row![0]} sittings, ${row![1]} papers, ${row![2]} points`
}

const PANDAS = `
import json, pandas, resource, sys, time
start = time.time()
table = pandas.read_csv(sys.argv[1], sep=';', dtype={'school_id': str})
sums = table.groupby(['school_id', 'subject', 'grade', 'year'])['score'].agg(['count', 'sum'])
used = resource.getrusage(resource.RUSAGE_SELF)
found = f"{len(sums)} sittings, {sums['count'].sum()} papers, {sums['sum'].sum()} points"
print(json.dumps({"name": "pandas, counts and sums only", "found": found, "processor": used.ru_utime + used.ru_stime,
                  "seconds": time.time() - start, "resident": used.ru_maxrss // 1024}))
`

/** What one process read, and what it cost. */
interface Reader {
  readonly name: string
  readonly found: string
  readonly processor: number
  readonly seconds: number
  readonly resident: number
}

async function measured(name: string, run: () => Promise<string>): Promise<void> {
  const start = performance.now()
  const found = await run()
  const seconds = (performance.now() - start) / 1000
  const resident = Math.round(process.resourceUsage().maxRSS / 1024)
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ name, found, processor: (user + system) / 1e6, seconds, resident } satisfies Reader))
}

const STEPS: Readonly<Record<string, () => Promise<void>>> = {
  bytes: () => measured('bytes alone', bytesAlone),
  ours: () => measured('objectivity-monitor', () => ours('builtin')),
  engine: () => measured('objectivity-monitor --engine duckdb', () => ours('duckdb')),
  duckdb: () => measured('DuckDB alone', duckDbAlone),
}
const [step] = process.argv.slice(2).filter((argument) => argument in STEPS)
if (step !== undefined) await STEPS[step]!()
else {
  try {
    make(Number(rowsGiven))
    console.log(`${file}: ${statSync(file).size} bytes, ${rowsGiven} rows`)
    const own = [...process.execArgv, ...process.argv.slice(1)]
    // One process each, so that the memory of one is not counted for another.
    const commands: [string, string[]][] = [
      ...Object.keys(STEPS).map((next): [string, string[]] => [process.execPath, [...own, next]]),
      ['/usr/bin/python3', ['-c', PANDAS, file]],
    ]
    const readers = commands.map(([program, args]) => {
      const { stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
      return JSON.parse(stdout.trim().split('\n').at(-1)!) as Reader
    })
    for (const { name, found } of readers) console.log(`${name}: ${found}`)
    publish('read-1gb', {
      readers: {
        head: ['reader', 'seconds of processor', 'seconds on the clock', 'MB resident at most'],
        rows: readers.map(({ name, processor, seconds, resident }) => [
          name,
          processor.toFixed(1),
          seconds.toFixed(1),
          String(resident),
        ]),
      },
    })
  } finally {
    rmSync(file, { force: true })
  }
}
