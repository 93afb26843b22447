/**
 * How much work the whole job is, counted and not timed: V8 counts how often each block of the code is run (what "block coverage"
 * is made of), from the files of the demo to the bytes of every output. The same on every machine, busy or not. What happens inside of
 * the platform (sorting, regular expressions, packing) is not seen.
 *
 *   npm run work [-- --write]
 *
 * `--write` keeps the counts in `research/data/work.json`; a test fails where a room, or the bytes of an output, come to more than
 * twice of that (`test/work.test.ts`).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish } from '../research/study'
import { bundle } from './bundle'

const root = join(import.meta.dirname, '..')

/** Millions of blocks by room of `src`, packages as one; bytes by output, documents as one. */
export interface CountedWork {
  readonly blocks: Readonly<Record<string, number>>
  readonly bytes: Readonly<Record<string, number>>
}

const JOB = `
import { join } from 'node:path'
import { readTables } from './src/node/files'
import { monitor } from './src/monitor'
import { bytesOf, outputFiles } from './src/outputs'
const of = (name) => join(process.argv[2], name)
const results = ['ma4', 'ma5', 'ru4', 'ru5'].map((test) => of('results-' + test + '.csv'))
const input = await readTables({ schools: of('schools.csv'), observers: of('observers.csv'), participation: of('participation.csv'), results })
const result = monitor(input, { seed: 1 })
export const bytes = {}
for (const { name, content } of outputFiles(result, { locale: 'ru', input })) {
  const folder = name.split('/')[0]
  bytes[folder] = (bytes[folder] ?? 0) + bytesOf(await content()).length
}
`

/** Counting begins before the code is loaded: what has run before is not seen by blocks. */
const COUNTER = `
import { Session } from 'node:inspector'
import { writeFileSync } from 'node:fs'
const session = new Session()
session.connect()
const ask = (method, parameters) => {
  let answer
  session.post(method, parameters, (error, result) => { answer = result; if (error) throw error })
  return answer
}
ask('Profiler.enable')
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
const { bytes } = await import('./job.mjs')
const { result } = ask('Profiler.takePreciseCoverage')
writeFileSync(process.argv[3], JSON.stringify({ bytes, functions: result.find(({ url }) => url.endsWith('/job.mjs')).functions }))
`

interface Range {
  readonly startOffset: number
  readonly count: number
}

/** Runs the job once and counts. */
export async function countedWork(): Promise<CountedWork> {
  const folder = mkdtempSync(join(tmpdir(), 'work-'))
  try {
    const [job, told] = [join(folder, 'job.mjs'), join(folder, 'told.json')]
    await bundle(JOB, job)
    writeFileSync(join(folder, 'counter.mjs'), COUNTER)
    const args = [join(folder, 'counter.mjs'), join(root, 'fixtures', 'region'), told]
    const done = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(done.stderr)
    const { bytes, functions } = JSON.parse(readFileSync(told, 'utf8')) as {
      readonly bytes: CountedWork['bytes']
      readonly functions: readonly { readonly ranges: readonly Range[] }[]
    }
    const roomAt = roomsOf(readFileSync(job, 'utf8'))
    const blocks: Record<string, number> = {}
    for (const { startOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
      const room = roomAt(startOffset)
      blocks[room] = (blocks[room] ?? 0) + count / 1e6
    }
    const counted = Object.entries(blocks).filter(([, millions]) => millions >= LEAST)
    return { blocks: Object.fromEntries(counted.map(([room, m]) => [room, Number(m.toPrecision(3))]).sort()), bytes }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Rooms with fewer millions of blocks cost nothing. */
const LEAST = 0.2

/** Which room the code at a place of the bundle comes from: esbuild names each file in a line before it. */
function roomsOf(code: string): (offset: number) => string {
  const files = [...code.matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(({ index, 1: path }) => ({
    index,
    room: path!.startsWith('src/') ? path!.split('/')[1]!.replace(/\.ts$/, '') : 'packages',
  }))
  return (offset) => files.findLast(({ index }) => index <= offset)?.room ?? 'packages'
}

if (process.argv[1] === import.meta.filename) {
  const { blocks, bytes } = await countedWork()
  const rows = (counts: Readonly<Record<string, number>>): string[][] =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => [name, String(count)])
  publish('work', {
    blocks: { head: ['room of `src`', 'million blocks run'], rows: rows(blocks) },
    bytes: { head: ['output', 'bytes'], rows: rows(bytes) },
  })
}
