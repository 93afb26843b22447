/** Regions are judged one by one in each of several threads: they share nothing, so the results are the same. */
import type { MessagePort, Worker } from 'node:worker_threads'
import type { Region } from '../../node/regions'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import type { Options } from '../options'
import { beginThread, REGIONS } from '../thread'
import { type Digests, judgeRegion, type RegionOutcome } from './region'

/**
 * @param program the file that starts the command line; without it everything is done in this thread
 * @param told every outcome as it comes
 */
export async function judgeRegions(
  regions: readonly Region[],
  options: Options,
  threads: number,
  program: URL | undefined,
  told: (outcome: RegionOutcome) => void,
): Promise<RegionOutcome[]> {
  const outcomes: RegionOutcome[] = []
  const waiting = regions.map((region, place) => ({ region, place }))
  const finish = (place: number, outcome: RegionOutcome): void => {
    outcomes[place] = outcome
    told(outcome)
  }
  if (program === undefined) {
    const digests: Digests = new Map()
    for (const { region, place } of waiting) finish(place, await judgeRegion(region, options, digests))
    return outcomes
  }
  await Promise.all(
    Array.from({ length: Math.min(threads, regions.length) }, async () => {
      let worker: Thread | null = null
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        worker ??= new Thread(program)
        const outcome: RegionOutcome = await worker
          .judge(next.region, options)
          .catch((error: Error) => ({ name: next!.region.name, problem: error.message }))
        // A thread that broke (no memory left) is replaced: the other regions go on.
        if (worker.broken) worker = null
        finish(next.place, outcome)
      }
      await worker?.end()
    }),
  )
  return outcomes
}

class Thread {
  broken = false
  private readonly worker: Worker

  constructor(program: URL) {
    this.worker = beginThread(program, REGIONS)
    for (const end of ['error', 'exit'] as const)
      this.worker.on(end, () => {
        this.broken = true
      })
  }

  judge(region: Region, options: Options): Promise<RegionOutcome> {
    return new Promise((resolve, reject) => {
      const { locale } = options
      const ended = (code: number): void =>
        reject(new Error(fill(cliWords(locale).country.threadEnded, { code }, locale)))
      this.worker.once('error', reject)
      this.worker.once('exit', ended)
      this.worker.once('message', (outcome: RegionOutcome) => {
        this.worker.off('error', reject)
        this.worker.off('exit', ended)
        resolve(outcome)
      })
      this.worker.postMessage({ region, options })
    })
  }

  end(): Promise<number> {
    return this.worker.terminate()
  }
}

/** The other side: judges what it is sent. */
export function serveRegions(port: MessagePort): void {
  const digests: Digests = new Map()
  port.on('message', async ({ region, options }: { region: Region; options: Options }) => {
    port.postMessage(await judgeRegion(region, options, digests))
  })
}
