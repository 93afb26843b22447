import { writeFileSync } from 'node:fs'
import { DISK, type FileLayer } from '../../../src/node/writing/file-layer'

/** Without waiting for the disk, which takes most of the time. */
export const QUICK: FileLayer = {
  ...DISK,
  flush: async () => undefined,
  flushFolder: () => undefined,
  put: (path, text) => writeFileSync(path, text, { flag: 'wx' }),
}

/** Calls that change something on the disk; all others only look. */
const CHANGING = [
  'write',
  'flush',
  'flushFolder',
  'put',
  'makeFolder',
  'rename',
  'removeFile',
  'removeFolder',
  'removeAll',
] as const
type Changing = (typeof CHANGING)[number]

export class Ended extends Error {}

export interface Faulty {
  readonly layer: FileLayer
  /** The calls so far that change something. */
  readonly calls: string[]
}

/**
 * A disk on which the `failing`-th changing call goes wrong. `error`: it alone throws, as when the disk is full. `end`:
 * it and all after it do nothing, not even what would clean up, as when the process is killed; a write leaves half a file.
 */
export function faultyDisk(failing: number, how: 'error' | 'end', onEnd: () => void = () => undefined): Faulty {
  const calls: string[] = []
  let ended = false
  const guarded = (name: keyof FileLayer) =>
    ((...args: unknown[]) => {
      if (ended) throw new Ended(name)
      if ((CHANGING as readonly string[]).includes(name)) {
        calls.push(`${name} ${args.filter((arg) => typeof arg === 'string' && arg.startsWith('/')).join(' ')}`)
        if (calls.length === failing) {
          if (name === 'write' || name === 'put') QUICK.put(String(args[0]), 'half')
          if (how === 'error')
            throw Object.assign(new Error(`disk is full: ${name}`), { code: 'ENOSPC', syscall: name })
          ended = true
          onEnd()
          throw new Ended(name)
        }
      }
      return (QUICK[name] as (...all: unknown[]) => unknown)(...args)
    }) as never
  const layer = Object.fromEntries(Object.keys(DISK).map((name) => [name, guarded(name as Changing)]))
  return { layer: layer as unknown as FileLayer, calls }
}
