/** A session with its worker in the same thread: what a page does, without a page. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { createJob } from '../../src/workbench/job/job'
import type { Message } from '../../src/workbench/protocol'
import { type Added, Session, type Snapshot, type State } from '../../src/workbench/session'

/** @param now milliseconds, of the worker and of the session */
export function newSession(now: () => number = () => 0): Session {
  const start = (onMessage: (message: Message) => void) => {
    let stopped = false
    const work = createJob(
      (message) => {
        // As between threads: nothing but data comes over, and later.
        if (!stopped) onMessage(structuredClone(message))
      },
      { now },
    )
    let queue = Promise.resolve()
    return {
      post: (request: Parameters<typeof work>[0]) => {
        queue = queue.then(() => (stopped ? undefined : work(request)))
      },
      stop: () => {
        stopped = true
      },
    }
  }
  return new Session({ start, now: () => now() / 1000 })
}

export const fileOf = (path: string, content: string | Uint8Array<ArrayBuffer>, found = path.includes('/')): Added => ({
  ...{ path, found },
  file: new File([content], basename(path)),
})

export const fileAt = (file: string, path = basename(file)): Added => fileOf(path, new Uint8Array(readFileSync(file)))

/** Waits for one of the states. */
export function untilState(session: Session, ...states: readonly State[]): Promise<Snapshot> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!states.includes(session.snapshot.state)) return
      leave()
      resolve(session.snapshot)
    }
    const leave = session.subscribe(look)
    look()
  })
}

/** Files of a folder and its folders, as a list of outputs names them; without what the command notes for itself. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .toSorted()
