/** Tasks spread over processes, answers in the order of the tasks: the result does not depend on how many there are. */
import { type ChildProcess, fork } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Answers worked out before, by task; new ones are added. */
export interface Kept {
  readonly find: (task: unknown) => unknown
  readonly add: (task: unknown, answer: unknown) => void
}

/**
 * Keeps answers in a file, a line each, so that a long run can be stopped and taken up again. The file belongs to one
 * state of the code: after a change of the code begin a new one.
 */
export function keptIn(file: string | undefined): Kept {
  const known = new Map<string, unknown>()
  if (file !== undefined && existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (!line.endsWith('}')) continue
      const { task, answer } = JSON.parse(line)
      known.set(JSON.stringify(task), answer)
    }
  return {
    find: (task) => known.get(JSON.stringify(task)),
    add: (task, answer) => {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify({ task, answer })}\n`)
    },
  }
}

/** A child process that answers one task at a time. */
class Worker {
  private readonly child: ChildProcess
  constructor(module: URL) {
    this.child = fork(module, { execArgv: ['--import', 'tsx'], serialization: 'json' })
  }
  answer(task: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`A worker ended with code ${code}.`))
      this.child.once('exit', ended)
      this.child.once('message', (answer) => {
        this.child.off('exit', ended)
        resolve(answer)
      })
      this.child.send(task as object)
    })
  }
  end(): void {
    this.child.removeAllListeners()
    this.child.kill()
  }
}

/**
 * @param module answers every message with a message
 * @param tasks may be endless; the caller stops asking
 * @param jobs processes; 0 = give the kept answers alone, up to the first task that has none
 */
export async function* answersOf<Task, Answer>(
  module: URL,
  tasks: Iterable<Task>,
  jobs: number,
  kept: Kept,
): AsyncGenerator<Answer, void> {
  const queue: Promise<Answer>[] = []
  const workers = Array.from({ length: jobs }, () => ({
    worker: new Worker(module),
    free: Promise.resolve() as Promise<unknown>,
  }))
  const ask = (task: Task): Promise<Answer> => {
    const known = kept.find(task)
    if (known !== undefined) return Promise.resolve(known as Answer)
    const place = workers.shift()!
    workers.push(place)
    const answer = place.free.then(async () => {
      const found = await place.worker.answer(task)
      kept.add(task, found)
      return found as Answer
    })
    // A failure reaches whoever waits for the answer; the place in the queue must not fail twice.
    place.free = answer.catch(() => undefined)
    answer.catch(() => undefined)
    return answer
  }
  try {
    for (const task of tasks) {
      if (jobs === 0 && kept.find(task) === undefined) break
      queue.push(ask(task))
      if (queue.length > 2 * jobs) yield queue.shift()!
    }
    while (queue.length > 0) yield queue.shift()!
  } finally {
    for (const { worker } of workers) worker.end()
  }
}
