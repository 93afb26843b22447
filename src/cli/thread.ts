import { Worker } from 'node:worker_threads'

/** Space for young objects, in MB: with less, more of the time goes into moving them. */
const YOUNG = 64

/**
 * A further thread of the command line.
 *
 * @param program the file that starts the command line
 * @param purpose told to the thread when it begins (`index.ts`)
 */
export const beginThread = (program: URL, purpose: string): Worker =>
  new Worker(program, { workerData: purpose, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } })
