// An HTTP endpoint without a framework. POST the tables as JSON to /recheck or /report.
//   curl --data @tables.json http://127.0.0.1:8080/recheck
import { createServer } from 'node:http'
import { InputError, monitor, SettingsError } from 'objectivity-monitor'
import { toHtml } from 'objectivity-monitor/report'

export const server = createServer(async (request, response) => {
  const send = (status, type, body) =>
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
  if (request.method !== 'POST')
    return send(405, 'text/plain', 'POST { "tables": { "results": [...] }, "settings": {} }')
  try {
    let body = ''
    request.setEncoding('utf8')
    for await (const piece of request) body += piece
    const { tables, settings } = JSON.parse(body)
    const result = monitor(tables, settings)
    if (request.url === '/report') send(200, 'text/html', toHtml(result, { locale: 'ru' }))
    else send(200, 'application/json', JSON.stringify(result.recheck))
  } catch (error) {
    // The user's mistake has a sentence to show; anything else is ours.
    const theirs = error instanceof InputError || error instanceof SettingsError || error instanceof SyntaxError
    send(theirs ? 400 : 500, 'text/plain', theirs ? error.message : 'failed')
  }
})

if (import.meta.main ?? process.argv[1] === import.meta.filename) server.listen(8080, '127.0.0.1')
