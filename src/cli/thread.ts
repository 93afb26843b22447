import { Worker } from 'node:worker_threads'

/** Said to a thread when it begins, so that it knows what it is for. */
export const REGIONS = 'objectivity-monitor: regions'
export const LOOKS = 'objectivity-monitor: looks'

/** Space for young objects, in MB: with less, more of the time goes into moving them. */
const YOUNG = 64

const running = new Set<Worker>()

/**
 * A further thread of the command line.
 *
 * @param program the file that starts the command line
 * @param purpose told to the thread when it begins (`index.ts`)
 */
export function beginThread(program: URL, purpose: string): Worker {
  const worker = new Worker(program, { workerData: purpose, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } })
  running.add(worker)
  worker.once('exit', () => running.delete(worker))
  return worker
}

/** Ends all further threads, whatever they do. */
export const endThreads = async (): Promise<void> => {
  await Promise.all([...running].map((worker) => worker.terminate()))
}
