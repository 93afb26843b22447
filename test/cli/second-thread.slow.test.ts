import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCommandLine } from '../../scripts/bundle'
import { SecondThread, secondThread } from '../../src/cli/second-thread'
import { collectTables } from '../../src/input'
import type { MonitorInput } from '../../src/model'
import { type Job, prepare, takeAll } from '../../src/monitor'
import type { Progress } from '../../src/progress'
import { simulateRegion } from '../../src/simulate'

const folder = mkdtempSync(join(tmpdir(), 'second-thread-'))
const program = pathToFileURL(join(folder, 'cli.mjs'))
let input: MonitorInput

beforeAll(async () => {
  await bundleCommandLine(join(folder, 'cli.mjs'))
  input = collectTables(simulateRegion({ seed: 3, schools: 30 }).tables)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** The job, how many looks this thread takes of it, and time for the other to begin before all are taken. */
function counted(job: Job) {
  const taken = { looks: 0 }
  const answersTo: Job['plan']['answersTo'] = (look) => {
    taken.looks++
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    return job.plan.answersTo(look)
  }
  return { taken, job: { ...job, plan: { ...job.plan, answersTo } } }
}

describe('two threads', () => {
  it('share the looks and find the same, and tell of every look', async () => {
    const told: Progress[] = []
    const { taken, job } = counted(prepare(input, {}, { onProgress: (progress) => told.push(progress) }))
    const alone = takeAll(prepare(input, {}, {}))
    expect(await new SecondThread(input, program).share(job)).toEqual(alone)
    expect(taken.looks).toBeGreaterThan(0)
    expect(taken.looks).toBeLessThan(job.plan.looks.length)
    expect(told.at(-1)).toEqual({ stage: 'detectors', done: 1, settled: 1 })
  })

  it.each([
    ['cannot begin', 'throw new Error("no memory")'],
    [
      'breaks when it has taken a look',
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ next }) => { if (next) { Atomics.add(next, 0, 1); throw new Error('no memory') } })`,
    ],
  ])('nothing is missing where the second one %s', async (_, code) => {
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, code)
    const job = prepare(input, {}, {})
    expect(await new SecondThread(input, pathToFileURL(broken)).share(job)).toEqual(takeAll(job))
  })

  it('are not begun for a small region, for one thread, or where there is no program to begin', () => {
    const large = { ...input, sittings: Array.from({ length: 500 }, () => input.sittings[0]!) }
    expect(secondThread(input, 2, program)).toBeNull()
    expect(secondThread(large, 1, program)).toBeNull()
    expect(secondThread(large, 2, undefined)).toBeNull()
  })
})
