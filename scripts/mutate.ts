/**
 * Tests that can fail: changes a file of the source in one place after another, runs tests, and says which changes nobody
 * noticed. A change is one of: an operator turned round, a number by one, a condition always true or false, a call left out.
 *
 *   npm run mutate -- src/recheck/budget.ts test/recheck/budget.test.ts [--most 40] [--seed 1]
 *   npm run mutate -- src/recheck test/recheck        a room: a sample of the changes of all its files
 *   npm run mutate -- src/recheck [--write]           the same, with the tests that `ROOMS` has for it
 *   npm run mutate -- --rooms [--most 40] [--write]   the rooms that decide, each of which is to reach 88 %; `--write` keeps the
 *                                                     shares in `research/data/mutation.json`
 *
 * `--at-once 2` tries as many at the same time. Files are changed in a copy of the repository, never in place. What no test
 * could notice is listed, with the reason, in `mutation/equivalent.json`, and does not count.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DATA, publish, readStudy } from '../research/study'
import { createRandom } from '../src/statistics/random'
import { type Change, changesOf } from './mutation/changes'
import { equivalentIn, readEquivalents } from './mutation/equivalent'
import { Bench, type Noticed } from './mutation/trial'

const root = join(import.meta.dirname, '..')

/** Rooms that decide who is listed, with the tests that are to notice a change in them: those that do not run the whole job. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'src/statistics': ['test/statistics'],
  'src/sittings': ['test/sittings', 'test/recheck/observers.test.ts'],
  'src/evidence': ['test/evidence'],
  'src/recheck': [
    ...['budget', 'lifted', 'list', 'look-at-first', 'observer-effect', 'observer-report', 'observers', 'outcomes'],
    ...['papers', 'reasons', 'support'],
  ].map((name) => `test/recheck/${name}.test.ts`),
  'src/input/collecting': [
    'test/input/collecting',
    'test/input/office',
    ...[
      'codifier',
      'collect-tables',
      'data-faults',
      'docs',
      'earlier',
      'exports',
      'form',
      'labels',
      'lists',
      'rows',
    ].map((name) => `test/input/${name}.test.ts`),
    ...['shares', 'sheets', 'subjects', 'tables', 'who-stayed-away'].map((name) => `test/input/${name}.test.ts`),
    'test/node/broken.test.ts',
    'test/node/layouts.test.ts',
  ],
}

/** Files of folders, or the files themselves, from the root of the repository. */
const filesOf = (paths: readonly string[], fits: (name: string) => boolean): string[] =>
  paths.flatMap((path) =>
    statSync(join(root, path)).isDirectory()
      ? readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
          .filter(fits)
          .sort()
          .map((name) => `${path}/${name}`)
      : [path],
  )

const isSource = (name: string): boolean => name.endsWith('.ts')
const isQuickTest = (name: string): boolean => name.endsWith('.test.ts') && !name.endsWith('.slow.test.ts')

interface Planned extends Change {
  readonly file: string
  readonly code: string
  /** Why it alters nothing, as far as anybody has found it so. */
  readonly equivalent: string | undefined
}

interface Score {
  readonly possible: number
  readonly tried: number
  readonly equivalent: number
  readonly noticed: number
}

/** A sample of the changes of a file or room. */
function planned(path: string, most: number, seed: number) {
  const random = createRandom(seed, 'mutate', path)
  const said = readEquivalents()
  const all = filesOf([path], isSource).flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    const changes = changesOf(code)
    const { found, gone } = equivalentIn(code, changes, said[file] ?? [])
    for (const { line, change } of gone) console.log(`${file}: no longer there: ${change.join(' → ')} in ${line}`)
    return changes.map((change): Planned & { at: number } => ({
      ...change,
      ...{ file, code, equivalent: found.get(change), at: random.integer(1 << 30) },
    }))
  })
  return { possible: all.length, chosen: all.toSorted((a, b) => a.at - b.at).slice(0, most) }
}

/** Tries a sample of the changes of a file or room, and prints those that no test notices. */
async function tryChanges(path: string, tests: readonly string[], of: Options): Promise<Score> {
  const { possible, chosen } = planned(path, of.most, of.seed)
  const noticed = await tried(chosen, filesOf(tests, isQuickTest), of.atOnce)
  const counted = chosen.flatMap(({ equivalent }, i) => (equivalent === undefined ? [noticed[i] !== null] : []))
  const score: Score = {
    ...{ possible, tried: chosen.length, equivalent: chosen.length - counted.length },
    noticed: counted.filter(Boolean).length,
  }
  console.log(`${path}: ${score.noticed} of ${counted.length} changes noticed (${share(score)})`)
  return score
}

/** Who notices which change. */
async function tried(chosen: readonly Planned[], tests: readonly string[], atOnce: number): Promise<Noticed[]> {
  const noticed: Noticed[] = []
  const waiting = chosen.entries()
  const lane = async (): Promise<void> => {
    const bench = await Bench.of(tests)
    try {
      for (const [i, change] of waiting) {
        const { file, code, from, to, text } = change
        noticed[i] = await bench.tried(file, code.slice(0, from) + text + code.slice(to))
        tell(change, noticed[i])
      }
    } finally {
      await bench.end()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return noticed
}

/** Says at once what asks for a look. */
function tell(change: Planned, noticed: Noticed): void {
  if (change.equivalent === undefined && noticed === null) console.log(`Nobody notices ${described(change)}`)
  if (change.equivalent !== undefined && noticed !== null)
    console.log(`Not equivalent, ${noticed} notices ${described(change)}`)
}

function described({ file, line, code, from, to, text }: Planned): string {
  const change = JSON.stringify([code.slice(from, to), text])
  return `${file}:${line}: ${change} in ${JSON.stringify(code.split('\n')[line - 1]!.trim())}`
}

/** Share of the changes of a room that its tests are to notice. */
const LEAST = 0.88

const reached = ({ noticed, tried, equivalent }: Score): number => noticed / (tried - equivalent)
const share = (score: Score): string => `${(100 * reached(score)).toFixed(1)} %`

const HEAD = ['room', 'possible changes', 'tried', 'of which alter nothing', 'noticed', 'share', 'seed']

/** The table of all rooms with this one renewed. */
function publishRoom(room: string, score: Score, seed: string): void {
  const kept = existsSync(join(DATA, 'mutation.json')) ? readStudy('mutation').figures.rooms!.rows : []
  const rowOf = (name: string, of: Score, by: string): string[] => [
    name,
    ...[of.possible, of.tried, of.equivalent, of.noticed].map(String),
    ...[share(of), by],
  ]
  const rows = Object.keys(ROOMS).flatMap((name) =>
    name === room ? [rowOf(room, score, seed)] : kept.filter(([other]) => other === name),
  )
  const sum = (column: number): number => rows.reduce((total, row) => total + Number(row[column]), 0)
  const all = { possible: sum(1), tried: sum(2), equivalent: sum(3), noticed: sum(4) }
  publish('mutation', { rooms: { head: HEAD, rows: [...rows, rowOf('all', all, '')] } })
}

interface Options {
  readonly most: number
  readonly seed: number
  readonly atOnce: number
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      most: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      'at-once': { type: 'string', default: '1' },
      rooms: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const [path, ...named] = positionals
  const options = { most: Number(values.most), seed: Number(values.seed), atOnce: Number(values['at-once']) }
  const rooms = values.rooms ? Object.keys(ROOMS) : [path ?? '']
  if (!rooms.every((room) => room in ROOMS) || named.length > 0) {
    if (named.length === 0) throw new Error('npm run mutate -- FILE TESTS..., or --rooms')
    await tryChanges(path!, named, options)
    return
  }
  const scores: Score[] = []
  for (const room of rooms) {
    const score = await tryChanges(room, ROOMS[room]!, options)
    scores.push(score)
    // Room by room: what is found stays found where the next one is interrupted.
    publishRoom(room, score, values.seed)
  }
  if (scores.some((score) => reached(score) < LEAST)) process.exitCode = 1
}

if (process.argv[1]?.endsWith('mutate.ts')) await main()
