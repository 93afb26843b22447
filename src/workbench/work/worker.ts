/** The worker of the page: everything that takes time. */
import * as z from 'zod'
import type { Message, Request } from '../protocol'
import { createJob } from './job'

// Where no code may be made of text, Zod's faster way would be refused, and the browser would complain of the attempt.
z.config({ jitless: true })

serve(globalThis as unknown as Worker)

/** Answers one request after the other. */
function serve(scope: Pick<Worker, 'postMessage' | 'onmessage'>): void {
  const work = createJob((message: Message) => scope.postMessage(message), { now: () => Date.now() })
  let queue: Promise<void> = Promise.resolve()
  scope.onmessage = ({ data }: MessageEvent<Request>): void => {
    queue = queue.then(() => work(data))
  }
}
