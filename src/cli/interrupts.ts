/** What Ctrl-C and its like leave behind: nothing. */
import { abandonWriting, watchWriting } from '../node/writing/write-together'

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ctrl-C while files are being made leaves nothing of them. Only then signals are waited for: a listener would hold them
 * up during long calculations.
 */
export function endCleanly(): void {
  const end = (signal: NodeJS.Signals): void => {
    abandonWriting()
    unwatch()
    process.kill(process.pid, signal)
  }
  const unwatch = (): void => SIGNALS.forEach((signal) => process.off(signal, end))
  watchWriting(() => SIGNALS.forEach((signal) => process.on(signal, end)), unwatch)
}
