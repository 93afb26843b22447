// An HTTP endpoint without a framework. POST the tables as JSON to /recheck or /report.
//   curl --data @tables.json http://127.0.0.1:8080/recheck
// A run takes seconds: it has a thread of its own, and the server goes on answering. Runs take turns.
import { createServer } from 'node:http'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { ArgumentError, InputError, monitor, SettingsError } from 'objectivity-monitor'
import { describeProblem, toHtml } from 'objectivity-monitor/report'

const TRY = 'POST { "tables": { "results": [...] }, "settings": {} }'
const RUNS = ['/recheck', '/report']

/** In the thread: what is answered to a request. */
function answerTo({ url, body }) {
  try {
    const { tables, settings } = JSON.parse(body)
    const result = monitor(tables, settings)
    if (url === '/report') return { status: 200, type: 'text/html', text: toHtml(result, { locale: 'ru' }) }
    return { status: 200, type: 'application/json', text: JSON.stringify(result.recheck) }
  } catch (error) {
    // The user's mistake has a sentence to show; anything else is ours.
    if (error instanceof InputError) return told(error.problems.map((problem) => describeProblem(problem, 'en')))
    if ([ArgumentError, SettingsError, SyntaxError].some((mistake) => error instanceof mistake))
      return told([error.message])
    return FAILED
  }
}
const told = (sentences) => ({ status: 400, type: 'text/plain', text: sentences.join('\n') })
const FAILED = { status: 500, type: 'text/plain', text: 'failed' }

/** In the server: this file once more, as a thread that answers one request. */
const inThread = (request) =>
  new Promise((resolve) => {
    const failed = () => resolve(FAILED)
    new Worker(new URL(import.meta.url), { workerData: { request } })
      .once('message', resolve)
      .once('error', failed)
      .once('exit', failed)
  })
let last = Promise.resolve()
const inTurn = (request) => {
  last = last.then(() => inThread(request))
  return last
}

export const server = createServer(async (request, response) => {
  const send = ({ status, type, text }) =>
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text)
  if (!RUNS.includes(request.url)) return send({ status: 404, type: 'text/plain', text: RUNS.join(' ') })
  if (request.method !== 'POST') return send({ status: 405, type: 'text/plain', text: TRY })
  let body = ''
  request.setEncoding('utf8')
  for await (const piece of request) body += piece
  send(await inTurn({ url: request.url, body }))
})

if (workerData?.request !== undefined) parentPort.postMessage(answerTo(workerData.request))
else if (import.meta.main ?? process.argv[1] === import.meta.filename) server.listen(8080, '127.0.0.1')
