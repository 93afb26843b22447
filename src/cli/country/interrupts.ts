import { settleEndedRun } from '../../node/writing/write-together'
import { foldersIn } from '../ended-runs'
import { SIGNALS } from '../interrupts'
import { endThreads } from '../thread'

/** Ctrl-C in a command whose further threads write into folders below `out` leaves nothing half made. */
export async function endingThreadsCleanly<T>(out: string, work: () => Promise<T>): Promise<T> {
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await endThreads()
    for (const folder of [out, ...foldersIn(out)]) settleEndedRun(folder, true)
    unwatch()
    process.kill(process.pid, signal)
  }
  const unwatch = (): void => SIGNALS.forEach((signal) => process.off(signal, end))
  SIGNALS.forEach((signal) => process.on(signal, end))
  try {
    return await work()
  } finally {
    unwatch()
  }
}
