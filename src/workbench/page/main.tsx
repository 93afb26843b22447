/** Puts the page together: the session, its worker, and what is shown. */
import { render } from 'preact'
import type { Message } from '../protocol'
import { type Port, Session } from '../session'
import { App, localeOf } from './app'

/** A worker from the text of the page itself: a page that was opened as a file may load no other. */
function start(onMessage: (message: Message) => void): Port {
  const code = document.getElementById('worker')?.textContent ?? ''
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  const worker = new Worker(url)
  worker.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data)
  worker.onerror = (event) => onMessage({ is: 'broken', message: `${event.message} (${event.lineno}:${event.colno})` })
  return {
    post: (request) => worker.postMessage(request),
    stop: () => {
      worker.onmessage = null
      worker.terminate()
      URL.revokeObjectURL(url)
    },
  }
}

const session = new Session({ start, now: () => performance.now() / 1000 })
// Files dropped beside their place would be opened instead of the page.
for (const name of ['dragover', 'drop'] as const) addEventListener(name, (event) => event.preventDefault())
render(<App session={session} first={localeOf(navigator.languages)} />, document.getElementById('page')!)
