/** The first of the two threads: it begins the second one, shares the looks with it, and writes. */
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import type { Look } from '../../detectors'
import { neededForDocuments } from '../../documents'
import type { LiftedPapers, MonitorInput, MonitorResult, Outcome, OutputFile, Sitting } from '../../model'
import type { Job } from '../../monitor'
import type { OutputOptions } from '../../outputs'
import { beginThread, LOOKS } from '../thread'
import { type Answered, isMadeThere, type Sent } from './messages'

/** With fewer sittings a second thread would hardly have begun when all is done. */
const FEWEST_SITTINGS = 200

/** `null` where a second thread would not pay, or may not be. */
function secondThread(input: MonitorInput, threads: number | null, program: URL | undefined): SecondThread | null {
  if (program === undefined || (threads ?? availableParallelism()) < 2) return null
  return input.sittings.length < FEWEST_SITTINGS ? null : new SecondThread(input, program)
}

/** @param work told of the second thread, which ends with it however it ends */
export async function withSecondThread<T>(
  input: MonitorInput,
  threads: number | null,
  program: URL | undefined,
  work: (second: SecondThread | null) => Promise<T>,
): Promise<T> {
  const second = secondThread(input, threads, program)
  try {
    return await work(second)
  } finally {
    await second?.end()
  }
}

export class SecondThread {
  private readonly worker: Worker
  /** Looks that were answered there, and nobody here has been told of. */
  private readonly answered: { readonly look: number; readonly answers: Outcome[][] }[] = []
  private lifted: LiftedPapers | null = null
  private readonly made = new Map<string, Uint8Array>()
  private failed = false
  private waiting: (() => void)[] = []

  /** The thread begins and takes in what was read, while this one looks for peers. */
  constructor({ schools, assessments, sittings, hasSchools, hasObservers }: MonitorInput, program: URL) {
    this.worker = beginThread(program, LOOKS)
    this.worker.on('message', (answered: Answered) => {
      if ('look' in answered) this.answered.push(answered)
      else if ('lifted' in answered) this.lifted = answered.lifted
      else this.made.set(answered.name, answered.bytes)
      this.goOn()
    })
    // A thread that has ended tells nothing more, whether it says why or not.
    for (const end of ['error', 'messageerror', 'exit'] as const)
      this.worker.on(end, () => {
        this.failed = true
        this.goOn()
      })
    this.send({ read: { schools, assessments, sittings: withSharedPapers(sittings), hasSchools, hasObservers } })
  }

  async conclude(job: Job): Promise<MonitorResult> {
    const weighed = job.weigh(await this.share(job))
    await this.until(() => this.lifted !== null)
    return job.conclude(weighed, this.lifted ?? job.lifted())
  }

  /** @returns what the detectors say to each look of the job */
  async share({ plan, detectorInput, told }: Job): Promise<Outcome[][][]> {
    const { looks } = plan
    const { region, peers, settings } = detectorInput
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    this.send({ rest: { observations: region.observations, peers, settings }, next })
    const answers: Outcome[][][] = []
    const take = async (k: number): Promise<void> => {
      answers[k] = plan.answersTo(looks[k]!)
      told(looks[k]!)
      // Answers of the other thread come in meanwhile.
      await new Promise(setImmediate)
      this.collect(answers, looks, told)
    }
    for (let k = Atomics.add(next, 0, 1); k < looks.length; k = Atomics.add(next, 0, 1)) await take(k)
    const missing = (): number[] => [...looks.keys()].filter((k) => answers[k] === undefined)
    await this.until(() => {
      this.collect(answers, looks, told)
      return missing().length === 0
    })
    // What a thread that broke has left, most likely for want of memory, is done here.
    for (const k of missing()) await take(k)
    return answers
  }

  /**
   * @param files of the run
   * @returns the same, those last that the other thread makes
   */
  making(files: readonly OutputFile[], result: MonitorResult, options: OutputOptions): readonly OutputFile[] {
    const { locale, office, rosters, documents } = options
    const [needed, how] = neededForDocuments(result, { ...(locale && { locale }), office, rosters })
    this.send({ result: needed, options: { ...how, ...(documents !== undefined && { documents }) } })
    const content = async ({ name, content }: OutputFile) => {
      await this.until(() => this.made.has(name))
      const bytes = this.made.get(name)
      this.made.delete(name)
      return bytes ?? content()
    }
    return [
      ...files.filter((file) => !isMadeThere(file)),
      ...files.filter(isMadeThere).map((file) => ({ name: file.name, content: () => content(file) })),
    ]
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  /** Until the other thread has done something, or will do no more. */
  private async until(isDone: () => boolean): Promise<void> {
    while (!isDone() && !this.failed) await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private goOn(): void {
    for (const waiting of this.waiting.splice(0)) waiting()
  }

  private send(message: Sent): void {
    this.worker.postMessage(message)
  }

  private collect(answers: Outcome[][][], looks: readonly Look[], told: (look: Look) => void): void {
    for (const { look, answers: own } of this.answered.splice(0)) {
      answers[look] = own
      told(looks[look]!)
    }
  }
}

/** The papers of all sittings in one block that both threads see; a block of its own for each is slow to hand over. */
function withSharedPapers(sittings: readonly Sitting[]): Sitting[] {
  const bytes = sittings.reduce((sum, { vectors: v }) => sum + (v === null ? 0 : v.scores.length + v.papers), 0)
  const block = new Uint8Array(new SharedArrayBuffer(bytes))
  let used = 0
  const placed = (values: Uint8Array): Uint8Array => {
    block.set(values, used)
    used += values.length
    return block.subarray(used - values.length, used)
  }
  return sittings.map((sitting) =>
    sitting.vectors === null
      ? sitting
      : {
          ...sitting,
          vectors: {
            ...sitting.vectors,
            scores: placed(sitting.vectors.scores),
            variants: placed(sitting.vectors.variants),
          },
        },
  )
}
