/** The worker of the page: everything that takes time. */
import { createJob } from './job/job'
import type { Message, Request } from './protocol'

serve(globalThis as unknown as Scope)

/** What the platform gives a worker: its channel and its clock. */
type Scope = Pick<Worker, 'postMessage' | 'onmessage'> & {
  readonly performance: Pick<Performance, 'now' | 'timeOrigin'>
}

/** Answers one request after the other. */
function serve(scope: Scope): void {
  const clock = { now: () => Math.round(scope.performance.timeOrigin + scope.performance.now()) }
  const answer = createJob((message: Message) => scope.postMessage(message), clock)
  let queue: Promise<void> = Promise.resolve()
  scope.onmessage = ({ data }: MessageEvent<Request>): void => {
    queue = queue.then(() => answer(data))
  }
}
