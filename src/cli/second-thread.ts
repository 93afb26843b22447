/**
 * The detectors of one region in two threads. Each takes the next look that nobody has taken; what a look says does not
 * depend on who takes it, so the result is the same to the last byte.
 */
import { availableParallelism } from 'node:os'
import type { MessagePort, Worker } from 'node:worker_threads'
import { type DetectorInput, detectorsOf, type Look, planLooks } from '../detectors'
import type { MonitorInput, Outcome, Sitting } from '../model'
import type { Job } from '../monitor'
import { type IndexedRegion, indexRegion } from '../sittings/region'
import { beginThread, LOOKS } from './thread'

/** With fewer sittings a second thread would hardly have begun when all is done. */
const FEWEST_SITTINGS = 500

type Read = Parameters<typeof indexRegion>[0]
type Rest = Omit<DetectorInput, 'region'> & Pick<IndexedRegion, 'observations'>

/** What a thread is sent: first what was read, then the rest and the number of the next look, in shared memory. */
type Sent = { readonly read: Read } | { readonly rest: Rest; readonly next: Int32Array }

interface Answered {
  readonly look: number
  readonly answers: Outcome[][]
}

/** `null` where a second thread would not pay, or may not be. */
export function secondThread(
  input: MonitorInput,
  threads: number | null,
  program: URL | undefined,
): SecondThread | null {
  if (program === undefined || (threads ?? availableParallelism()) < 2) return null
  return input.sittings.length < FEWEST_SITTINGS ? null : new SecondThread(input, program)
}

export class SecondThread {
  private readonly worker: Worker
  private readonly answered: Answered[] = []
  private failed = false
  private onChange = (): void => undefined

  /** The thread begins and takes in what was read, while this one looks for peers. */
  constructor({ schools, assessments, sittings, hasSchools, hasObservers }: MonitorInput, program: URL) {
    this.worker = beginThread(program, LOOKS)
    this.worker.on('message', (answered: Answered) => {
      this.answered.push(answered)
      this.onChange()
    })
    this.worker.on('error', () => {
      this.failed = true
      this.onChange()
    })
    this.send({ read: { schools, assessments, sittings: withSharedPapers(sittings), hasSchools, hasObservers } })
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
    while (missing().length > 0 && !this.failed) {
      await new Promise<void>((resolve) => (this.onChange = resolve))
      this.collect(answers, looks, told)
    }
    // What a thread that broke has left, most likely for want of memory, is done here.
    for (const k of missing()) await take(k)
    await this.worker.terminate()
    return answers
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

/** The other side. */
export function serveLooks(port: MessagePort): void {
  let read: Read | null = null
  port.on('message', (sent: Sent) => {
    if ('read' in sent) {
      read = sent.read
      return
    }
    const { observations, peers, settings } = sent.rest
    const region = indexRegion(read!, observations)
    const { looks, answersTo } = planLooks(detectorsOf(settings), { region, peers, settings })
    for (let k = Atomics.add(sent.next, 0, 1); k < looks.length; k = Atomics.add(sent.next, 0, 1))
      port.postMessage({ look: k, answers: answersTo(looks[k]!) } satisfies Answered)
  })
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
