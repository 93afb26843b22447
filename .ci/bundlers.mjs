// The packed package, installed into an empty folder and bundled for Node by each bundler that is named (all, if none is):
//   node .ci/bundlers.mjs esbuild vite webpack turbopack next-webpack
// What comes out must read CSV files, and Parquet once DuckDB is there: the bundler has not followed that import, and has
// not broken it. `turbopack` and `next-webpack` build a page and an API route with Next.js, and ask the running server.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PACKAGES = {
  esbuild: ['esbuild@0.28.2'],
  vite: ['vite@8.4.0'],
  webpack: ['webpack@5.113.0', 'webpack-cli@7.3.1'],
  turbopack: ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'],
  'next-webpack': ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'],
}
const DUCKDB = '@duckdb/node-api@1.5.6-r.1'

const root = join(import.meta.dirname, '..')
const named = process.argv.slice(2)
const bundlers = named.length > 0 ? named : Object.keys(PACKAGES)
const folder = mkdtempSync(join(tmpdir(), 'bundlers-'))
const run = (cwd, command, ...args) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
const install = (cwd, ...packages) => run(cwd, 'npm', 'install', '--no-audit', '--no-fund', '--save', ...packages)
const write = (file, content) => {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
}

/** A program as a user would write it: says how many schools a file of papers holds, or what is wrong with it. */
const SAY = `
import { InputError, monitor, papersToFind } from 'objectivity-monitor'
import { readTables } from 'objectivity-monitor/node'
import { toRecheckCsv } from 'objectivity-monitor/report'

export async function say(file) {
  try {
    const result = monitor(await readTables({ results: file }))
    return [result.schools.length, toRecheckCsv(result).includes('school_id'), papersToFind(22, 0.1, 0.95)].join(' ')
  } catch (error) {
    return error instanceof InputError ? error.problems.map(({ code }) => code).join(' ') : String(error)
  }
}
`
const MAIN = `import { say } from './say.mjs'\nfor (const file of process.argv.slice(2)) console.log(await say(file))\n`
const ROUTE = `import { say } from '../../../say.mjs'
export async function GET(request) { return new Response(await say(new URL(request.url).searchParams.get('file'))) }
`
const PAGE = `import { say } from '../say.mjs'
export const dynamic = 'force-dynamic'
export default async function Page({ searchParams }) { return <p>{'said: ' + (await say((await searchParams).file))}</p> }
`
const LAYOUT = 'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n'

/** Each writes what it needs, builds, and gives a function that asks the built program about a file. */
const BUILD = {
  esbuild: (at) => {
    run(at, 'npx', 'esbuild', 'main.mjs', '--bundle', '--platform=node', '--format=esm', '--outfile=out/main.mjs')
    return asked(at, 'out/main.mjs')
  },
  vite: (at) => {
    write(
      join(at, 'vite.config.mjs'),
      "export default { build: { ssr: 'main.mjs', outDir: 'out', rollupOptions: { output: { entryFileNames: 'main.mjs' } } }, ssr: { noExternal: true } }",
    )
    run(at, 'npx', 'vite', 'build', '--logLevel', 'warn')
    return asked(at, 'out/main.mjs')
  },
  webpack: (at) => {
    const output = "output: { path: __dirname + '/out', filename: 'main.cjs' }"
    write(
      join(at, 'webpack.config.cjs'),
      `module.exports = { mode: 'production', target: 'node', entry: './main.mjs', ${output} }`,
    )
    run(at, 'npx', 'webpack', '--fail-on-warnings')
    return asked(at, 'out/main.cjs')
  },
  turbopack: (at) => next(at, '--turbopack'),
  'next-webpack': (at) => next(at, '--webpack'),
}

const asked = (at, program) => (file) => run(at, 'node', program, file).trim()

function next(at, bundler) {
  write(join(at, 'app/layout.jsx'), LAYOUT)
  write(join(at, 'app/page.jsx'), PAGE)
  write(join(at, 'app/api/say/route.js'), ROUTE)
  const printed = run(at, 'npx', 'next', 'build', bundler)
  if (/critical dependency|module not found/i.test(printed)) throw new Error(printed)
  return async (file) => {
    const server = spawn('node', ['node_modules/next/dist/bin/next', 'start', '--port', '0'], {
      cwd: at,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const url = await new Promise((resolve) => {
        let said = ''
        server.stdout.on('data', (piece) => {
          said += piece
          const found = /http:\/\/localhost:\d+/.exec(said)
          if (found && /ready/i.test(said)) resolve(found[0])
        })
      })
      const ask = async (path) => await (await fetch(`${url}${path}?file=${encodeURIComponent(file)}`)).text()
      const page = /said: ([^<]*)</.exec(await ask('/'))?.[1]
      const route = await ask('/api/say')
      return page === route ? route : `the page says ${page}, the route ${route}`
    } finally {
      server.kill()
      await once(server, 'exit')
    }
  }
}

const check = (claim, found, expected) => {
  if (found !== expected) throw new Error(`${claim}: ${found} instead of ${expected}`)
  console.log(`ok  ${claim}`)
}

const [{ filename }] = JSON.parse(run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder))
const rows = Array.from({ length: 300 }, (_, i) => `${i % 20},x,${i % 7}`)
write(join(folder, 'papers.csv'), ['school_id,subject,score', ...rows, ''].join('\n'))
const GOOD = '20 true 14'
try {
  for (const bundler of bundlers) {
    const at = join(folder, bundler)
    write(join(at, 'package.json'), '{ "private": true, "type": "module" }')
    write(join(at, 'say.mjs'), SAY)
    write(join(at, 'main.mjs'), MAIN)
    install(at, join(folder, filename), ...PACKAGES[bundler])
    const ask = BUILD[bundler](at)
    writeFileSync(join(folder, 'papers.parquet'), 'PAR1')
    check(`${bundler}: reads CSV`, await ask('../papers.csv'), GOOD)
    check(`${bundler}: without DuckDB it says so`, await ask('../papers.parquet'), 'engineNotInstalled')
    install(at, DUCKDB)
    const copy = "copy (from '../papers.csv') to '../papers.parquet'"
    const made = `const { DuckDBInstance } = await import('@duckdb/node-api'); await (await (await DuckDBInstance.create()).connect()).run(${JSON.stringify(copy)})`
    run(at, 'node', '--input-type=module', '-e', made)
    check(`${bundler}: with DuckDB it reads Parquet`, await ask('../papers.parquet'), GOOD)
    rmSync(join(folder, 'papers.parquet'))
  }
} finally {
  rmSync(folder, { recursive: true })
}
