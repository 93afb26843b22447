// The result of the fixture region must be equal to the last byte on every engine, whatever the locale and zone: the whole
// command on each Node, Bun and Deno, the library in Chromium and Firefox. An engine that cannot be had is named and left
// out; Node 20, 22 and 24 must be there.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'dist', 'cli.js')
const folder = mkdtempSync(join(tmpdir(), 'same-bytes-'))
const print = (name, version, digest) => console.log(`${name.padEnd(8)} ${version.padEnd(12)} ${digest}`)
const skip = (name, why) => console.log(`${name.padEnd(8)} is not here: ${String(why).split('\n')[0]}`)
const sha256 = () => createHash('sha256')

/** Engines that run the command: the program of an npm package, and the first arguments. */
const ENGINES = [
  { name: 'node 20', from: 'node@20', program: 'node/bin/node', env: { TZ: 'UTC', LANG: 'C' } },
  { name: 'node 22', from: 'node@22', program: 'node/bin/node', env: { TZ: 'Asia/Kamchatka', LANG: 'ru_RU.UTF-8' } },
  { name: 'node 24', from: 'node@24', program: 'node/bin/node', env: { TZ: 'America/Lima', LANG: 'tr_TR.UTF-8' } },
  { name: 'node 26', from: 'node@26', program: 'node/bin/node', env: { TZ: 'UTC' }, optional: true },
  { name: 'bun', from: '@oven/bun-linux-x64@1.4.5', program: '@oven/bun-linux-x64/bin/bun', optional: true },
  {
    name: 'deno',
    from: '@deno/linux-x64-glibc@2.9.6',
    program: '@deno/linux-x64-glibc/deno',
    before: ['run', '--allow-all'],
    optional: true,
  },
]

/** All files that the demo writes. */
function digestOfCommand({ name, from, program, env = {}, before = [], optional = false }) {
  const at = join(folder, name.replace(' ', '-'))
  const run = (command, ...args) =>
    execFileSync(command, args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', optional ? 'pipe' : 'inherit'],
    })
  try {
    run('npm', 'install', '--no-audit', '--no-fund', '--prefix', at, from)
  } catch (error) {
    if (!optional) throw error
    return skip(name, error.message)
  }
  const engine = join(at, 'node_modules', program)
  const version = /\d+\.\d+\.\d+/.exec(run(engine, '--version'))[0]
  const out = join(at, 'out')
  run(engine, ...before, cli, 'demo', '--locale', 'ru', '--out', out, '--quiet')
  const hash = sha256()
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of entries.map(({ parentPath, name }) => relative(out, join(parentPath, name))).sort()) {
    let content = readFileSync(join(out, file))
    if (file === 'result.json') {
      const result = JSON.parse(content)
      delete result.run
      content = JSON.stringify(result)
    }
    hash.update(`${file}\0`).update(content)
  }
  const digest = hash.digest('hex')
  print(name, version, digest)
  return digest
}

/** The library alone: `open` gives a file of the region. The same lines run in this Node and in a page. */
const LIBRARY = `
import { monitor, readRows } from '${join(root, 'dist', 'index.js')}'
export async function resultOf(open) {
  const [schools, observers, participation] = await Promise.all(['schools', 'observers', 'participation'].map(open))
  const results = await Promise.all(['ma4', 'ma5', 'ru4', 'ru5'].map((test) => open('results-' + test)))
  const { run, ...result } = monitor(await readRows({ results, schools, observers, participation }))
  return JSON.stringify(result)
}
`
const IN_PAGE = `
import { resultOf } from './library.mjs'
const send = (path, body) => fetch(path, { method: 'POST', body })
const open = async (name) => new File([await (await fetch('/' + name)).blob()], name + '.csv')
resultOf(open).then((result) => send('/result', result), (error) => send('/failed', String(error.stack)))
`
const region = (name) => readFileSync(join(root, 'fixtures', 'region', `${name}.csv`))
const BROWSERS = [
  { name: 'chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] },
  { name: 'firefox', program: 'firefox-esr', args: ['--headless', '--no-remote'], profile: '--profile' },
]

async function digestOfPage({ name, program = name, args, profile = '--user-data-dir' }, script) {
  if (!existsSync(`/usr/bin/${program}`)) return skip(name, `/usr/bin/${program}`)
  const version = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const content = (url) => {
    if (url === '/') return '<!doctype html><meta charset="utf-8"><script src="page.js"></script>'
    return url === '/page.js' ? script : region(url.slice(1))
  }
  let hand
  const handed = new Promise((resolve) => {
    hand = resolve
  })
  const server = createServer(async (request, response) => {
    const type = request.url === '/' ? 'text/html' : request.url === '/page.js' ? 'text/javascript' : 'text/csv'
    if (request.method === 'GET' && request.url !== '/favicon.ico')
      return response.writeHead(200, { 'content-type': type }).end(content(request.url))
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    response.end()
    if (request.method === 'POST') hand({ path: request.url, body })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = join(folder, name)
  mkdirSync(own)
  const at = `http://127.0.0.1:${server.address().port}/`
  const given = profile === '--profile' ? [profile, own] : [`${profile}=${own}`]
  const browser = spawn(program, [...args, ...given, at], { stdio: 'ignore' })
  const ended = once(browser, 'exit').then(() => ({ path: '/failed', body: 'the browser has ended' }))
  const { path, body } = await Promise.race([handed, ended])
  browser.kill()
  await ended
  server.closeAllConnections()
  server.close()
  if (path !== '/result') throw new Error(`${name}: ${body}`)
  const digest = sha256().update(body).digest('hex')
  print(name, /\d+(\.\d+)+/.exec(version)[0], digest)
  return digest
}

try {
  console.log('all files of the command')
  const files = ENGINES.map(digestOfCommand).filter((digest) => digest !== undefined)

  console.log('the result of the library')
  writeFileSync(join(folder, 'library.mjs'), LIBRARY)
  const { resultOf } = await import(pathToFileURL(join(folder, 'library.mjs')))
  const own = await resultOf(async (name) => new File([region(name)], `${name}.csv`))
  const results = [sha256().update(own).digest('hex')]
  print('node', process.versions.node, results[0])
  const stdin = { contents: IN_PAGE, resolveDir: folder }
  const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', platform: 'browser', write: false })
  for (const browser of BROWSERS) results.push((await digestOfPage(browser, outputFiles[0].text)) ?? results[0])

  if (new Set(files).size !== 1 || new Set(results).size !== 1) {
    console.error('The results differ between engines.')
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, maxRetries: 5, retryDelay: 200 })
}
