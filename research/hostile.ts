/**
 * Files made to stall or end the process, each given to `validate` and to the library in a process of its own: what they
 * are, how often tried, seconds of processor, memory, outcome. Also those of `../shared/cases/40-hostile` where they are.
 *
 *   npx tsx research/hostile.ts [--times 1] [--only TEXT] [--write]
 */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, bundleCommandLine } from '../scripts/bundle'
import { HOSTILE } from '../scripts/make-hostile'
import { HOSTILE_TEXTS } from '../scripts/make-hostile-texts'
import { PYTHON } from './python'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})
const TIMES = Number(values.times)
const SHARED = join(import.meta.dirname, '..', '..', 'shared', 'cases', '40-hostile')
/** What nothing may take: seconds of processor, MB. */
const LIMITS = { seconds: 10, megabytes: 700 }

/** Runs a program for at most two minutes and asks the system what it took. */
const MEASURE = `
import resource, subprocess, sys
try:
    done = subprocess.run(sys.argv[1:], capture_output=True, text=True, timeout=120)
    code, said = done.returncode, (done.stderr or done.stdout)[-1500:]
except subprocess.TimeoutExpired:
    code, said = 'none', 'two minutes were not enough'
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code)
print(said)
`

/** A program that embeds the library: whatever comes, it goes on. */
const EMBEDDER = `
import { readTables } from './src/node/files'
import { InputError } from './src/input'
let outcome = 'read'
try {
  await readTables({ results: process.argv[2] })
} catch (error) {
  if (!(error instanceof InputError)) throw error
  outcome = 'InputError ' + error.problems[0].code
}
console.log(outcome)
`

interface Attack {
  readonly name: string
  /** How it is to be refused; absent where that is not laid down here. */
  readonly code?: string | null
  readonly path: string
}

function attacks(folder: string): Attack[] {
  const all: Attack[] = []
  const wanted = (name: string): boolean => name.includes(values.only)
  const place = (end: string): string => join(folder, `${all.length}${end}`)
  for (const [name, { make }] of Object.entries(HOSTILE).filter(([one]) => wanted(one))) {
    const path = place(name.startsWith('ODS') ? '.ods' : '.xlsx')
    writeFileSync(path, make())
    all.push({ name, path })
  }
  for (const [name, { make, code }] of Object.entries(HOSTILE_TEXTS).filter(([one]) => wanted(one))) {
    const path = place('.csv')
    const file = openSync(path, 'w')
    for (const piece of make()) writeSync(file, piece)
    closeSync(file)
    all.push({ name, path, code })
  }
  const odd = 'a folder of links in a circle, a pipe, a device'
  if (wanted(odd)) all.push({ name: odd, path: oddFolder(place('')) })
  if (existsSync(SHARED))
    for (const file of readdirSync(SHARED).filter((one) => wanted(`case ${one}`)))
      all.push({ name: `case ${file}`, path: join(SHARED, file) })
  return all
}

function oddFolder(folder: string): string {
  mkdirSync(join(folder, 'deep'), { recursive: true })
  symlinkSync('..', join(folder, 'deep', 'round.csv'))
  symlinkSync('self.csv', join(folder, 'self.csv'))
  symlinkSync('/dev/zero', join(folder, 'zero.csv'))
  spawnSync('mkfifo', [join(folder, 'pipe.csv')])
  cpSync(join(import.meta.dirname, '..', 'fixtures', 'region', 'results-ma4.csv'), join(folder, 'results.csv'))
  return folder
}

interface Outcome {
  readonly seconds: number
  readonly megabytes: number
  readonly code: string
  readonly said: string
}

function measured(command: readonly string[]): Outcome {
  const { stdout } = spawnSync(PYTHON, ['-c', MEASURE, ...command], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const [first = '', ...rest] = stdout.split('\n')
  const [seconds = '', megabytes = '', code = ''] = first.split(' ')
  return { seconds: Number(seconds), megabytes: Number(megabytes), code, said: rest.join(' ').trim() }
}

const folder = mkdtempSync(join(tmpdir(), 'objectivity-monitor-hostile-'))
try {
  const [command, embedder] = [join(folder, 'cli.mjs'), join(folder, 'embedder.mjs')]
  await bundleCommandLine(command)
  await bundle(EMBEDDER, embedder)
  const rows = attacks(folder).map(({ name, path, code }) => {
    const runs = Array.from({ length: TIMES }, () =>
      measured([process.execPath, command, 'validate', '--results', path, '--locale', 'en', '--quiet']),
    )
    const library = measured([process.execPath, embedder, path])
    const seconds = Math.max(...runs.map((run) => run.seconds), library.seconds)
    const megabytes = Math.max(...runs.map((run) => run.megabytes), library.megabytes)
    const codes = [...new Set(runs.map(({ code }) => code))]
    const kept =
      seconds <= LIMITS.seconds &&
      megabytes <= LIMITS.megabytes &&
      codes.every((code) => code === '0' || code === '2') &&
      library.code === '0'
    const size = statSync(path).isDirectory() ? '' : (statSync(path).size / 1e6).toFixed(1)
    const outcome = library.code === '0' ? library.said : `ended with ${library.code}`
    const row = [
      name,
      size,
      String(TIMES + 1),
      seconds.toFixed(1),
      megabytes.toFixed(0),
      codes.join(),
      outcome,
      kept ? 'yes' : '**no**',
    ]
    const expected = code === null ? 'read' : `InputError ${code}`
    if (code !== undefined && outcome !== expected) throw new Error(`${name}: ${outcome} instead of ${expected}`)
    console.log(row.join(' | '))
    return row
  })
  publish('hostile', {
    attacks: {
      head: [
        'attack',
        'MB',
        'times',
        's of processor at most',
        'MB at most',
        'exit code',
        'the library says',
        'within the limits',
      ],
      rows,
    },
  })
  if (rows.some((row) => row.at(-1) !== 'yes')) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}
