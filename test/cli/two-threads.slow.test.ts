import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bundleCommandLine } from '../../scripts/bundle'
import { SecondThread, withSecondThread } from '../../src/cli/two-threads/first'
import { isMadeThere } from '../../src/cli/two-threads/messages'
import { collectTables } from '../../src/input'
import type { MonitorInput, OutputFile } from '../../src/model'
import { inOneThread, type Job, prepare, takeAll } from '../../src/monitor'
import { bytesOf, outputFiles } from '../../src/outputs'
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

const begun: SecondThread[] = []
function begin(file: URL): SecondThread {
  const second = new SecondThread(input, file)
  begun.push(second)
  return second
}
afterEach(async () => {
  for (const second of begun.splice(0)) await second.end()
})

const contents = async (files: readonly OutputFile[]): Promise<(readonly [string, Uint8Array])[]> =>
  Promise.all(files.filter(isMadeThere).map(async ({ name, content }) => [name, bytesOf(await content())] as const))

describe('two threads', () => {
  it('share the looks and find the same, and tell of every look', async () => {
    const told: Progress[] = []
    const { taken, job } = counted(prepare(input, {}, { onProgress: (progress) => told.push(progress) }))
    const alone = takeAll(prepare(input, {}, {}))
    expect(await begin(program).share(job)).toEqual(alone)
    expect(taken.looks).toBeGreaterThan(0)
    expect(taken.looks).toBeLessThan(job.plan.looks.length)
    expect(told.at(-1)).toEqual({ stage: 'detectors', done: 1, settled: 1 })
  })

  it('come to the result of one, of which the second one counts the lifted papers', async () => {
    const job = prepare(input, {}, {})
    const lifted = () => {
      throw new Error('counted here')
    }
    expect(await begin(program).conclude({ ...job, lifted })).toEqual(inOneThread(job))
  })

  it('make the same files, some of them in the second one', async () => {
    const result = inOneThread(prepare(input, {}, {}))
    const options = {
      locale: 'ru',
      ...(input.rosters && { rosters: input.rosters }),
      office: { pupilCodes: true },
      input,
    } as const
    const files = outputFiles(result, options)
    const elsewhere = files.map((file) =>
      isMadeThere(file) ? { ...file, content: () => Promise.reject(new Error('made here')) } : file,
    )
    const made = await contents(begin(program).making(elsewhere, result, options))
    expect(made.length).toBeGreaterThan(5)
    expect(made).toEqual(await contents(files))
  })

  it.each([
    ['cannot begin', 'throw new Error("no memory")'],
    [
      'breaks when it has taken a look',
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ next }) => { if (next) { Atomics.add(next, 0, 1); throw new Error('no memory') } })`,
    ],
    [
      'ends when it has taken a look',
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ next }) => { if (next) { Atomics.add(next, 0, 1); process.exit(0) } })`,
    ],
  ])('nothing is missing where the second one %s', async (_, code) => {
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, code)
    const job = prepare(input, {}, {})
    const second = begin(pathToFileURL(broken))
    const result = await second.conclude(job)
    expect(result).toEqual(inOneThread(job))
    const files = outputFiles(result, { locale: 'en' })
    expect(await contents(second.making(files, result, { locale: 'en' }))).toEqual(await contents(files))
  })

  it('are not begun for a small region, for one thread, or where there is no program to begin', async () => {
    const large = { ...input, sittings: Array.from({ length: 200 }, () => input.sittings[0]!) }
    const begins = (of: MonitorInput, threads: number, file: URL | undefined) =>
      withSecondThread(of, threads, file, async (second) => second !== null)
    expect(await begins(large, 2, program)).toBe(true)
    expect(await begins(input, 2, program)).toBe(false)
    expect(await begins(large, 1, program)).toBe(false)
    expect(await begins(large, 2, undefined)).toBe(false)
  })

  it('end together, also where the first one ends in an error', async () => {
    const large = { ...input, sittings: Array.from({ length: 200 }, () => input.sittings[0]!) }
    let end = 0
    const failing = withSecondThread(large, 2, program, async (second) => {
      const ends = second!.end.bind(second)
      second!.end = async () => {
        await ends()
        end++
      }
      throw new Error('no such column')
    })
    await expect(failing).rejects.toThrow('no such column')
    expect(end).toBe(1)
  })
})
