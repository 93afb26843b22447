/**
 * Who writes into a folder. The name of an empty file says it: process, thread, when the process began, the machine. So
 * whoever comes next sees whether the writer still lives, and takes a dead one's place by one rename, which only one can.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { threadId } from 'node:worker_threads'
import { codeOf } from './file-layer'

const NAME = /^owner-(\d+)-(\d+)-(\d+)-([0-9a-f]{8})-([0-9a-f]{12})$/
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Owners of this thread that are at work, in whichever copy of the library. */
const AT_WORK = sharedSet(Symbol.for('objectivity-monitor: owners at work'))

function sharedSet(key: symbol): Set<string> {
  const shared = globalThis as Record<symbol, Set<string> | undefined>
  const set = shared[key] ?? new Set()
  shared[key] = set
  return set
}

/** A new name, at work until `rest`. */
export function newOwner(): string {
  const token = randomBytes(6).toString('hex')
  const name = `owner-${process.pid}-${threadId}-${beganAt(process.pid) ?? 0}-${MACHINE}-${token}`
  AT_WORK.add(name)
  return name
}

export const rest = (owner: string): void => void AT_WORK.delete(owner)

export const isOwner = (name: string): boolean => NAME.test(name)

/**
 * `elsewhere`: on another machine, where it cannot be asked.
 *
 * @param threadsEnded true where no other thread of this process is left
 */
export function stateOf(name: string, threadsEnded = false): 'lives' | 'dead' | 'elsewhere' {
  const [, pid, thread, began, machine] = NAME.exec(name) ?? []
  if (pid === undefined) return 'dead'
  if (machine !== MACHINE) return 'elsewhere'
  if (Number(pid) === process.pid) {
    if (Number(thread) === threadId) return AT_WORK.has(name) ? 'lives' : 'dead'
    return threadsEnded ? 'dead' : 'lives'
  }
  if (!isRunning(Number(pid))) return 'dead'
  // The number of a process is given anew some time after its end.
  const now = beganAt(Number(pid))
  return now !== null && began !== '0' && now !== Number(began) ? 'dead' : 'lives'
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** When a process began, in ticks since the machine did; `null` where the system does not tell it so. */
function beganAt(pid: number): number | null {
  try {
    const [, after] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!
    return Number(after!.split(' ')[19])
  } catch {
    return null
  }
}
