// Packs the package, installs the tarball into an empty folder, and uses it from ESM, CJS, TypeScript and the command line.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'package-'))
const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const check = (claim, holds) => {
  if (!holds) throw new Error(`Not so: ${claim}`)
  console.log(`ok  ${claim}`)
}

run(root, 'npx', 'publint', '--strict')
check('publint has nothing to say', true)
const [{ filename }] = JSON.parse(run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder))
const tarball = join(folder, filename)
run(root, 'npx', 'attw', tarball, '--profile', 'node16')
check('the types are found by every module resolution', true)

writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }')
const typescript = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.typescript
run(folder, 'npm', 'install', '--no-audit', '--no-fund', tarball, `typescript@${typescript}`)

const use = `
const { tables } = simulateRegion({ schools: 40, seed: 3 })
const result = monitor(tables, { seed: 1 })
console.log(JSON.stringify({ schools: result.schools.length, csv: toRecheckCsv(result).split('\\n')[0].includes('school_id'), node: typeof readTables }))
`
writeFileSync(
  join(folder, 'use.mjs'),
  `import { monitor } from 'objectivity-monitor'
import { readTables } from 'objectivity-monitor/node'
import { toRecheckCsv } from 'objectivity-monitor/report'
import { simulateRegion } from 'objectivity-monitor/simulate'
${use}`,
)
writeFileSync(
  join(folder, 'use.cjs'),
  `const { monitor } = require('objectivity-monitor')
const { readTables } = require('objectivity-monitor/node')
const { toRecheckCsv } = require('objectivity-monitor/report')
const { simulateRegion } = require('objectivity-monitor/simulate')
${use}`,
)
const expected = '{"schools":40,"csv":true,"node":"function"}\n'
check('works from ESM', run(folder, 'node', 'use.mjs') === expected)
check('works from CJS', run(folder, 'node', 'use.cjs') === expected)

const typed = `import { type MonitorResult, monitor } from 'objectivity-monitor'
import { readTables, writeReports } from 'objectivity-monitor/node'
import { toHtml } from 'objectivity-monitor/report'
import { simulateRegion } from 'objectivity-monitor/simulate'
const result: MonitorResult = monitor(simulateRegion({ schools: 40, seed: 3 }).tables, { seed: 1 })
const rank: number | undefined = result.recheck[0]?.rank
// @ts-expect-error a setting that does not exist
monitor({ results: [] }, { sead: 1 })
export const page: string = toHtml(result, { locale: 'ru' })
export { rank, readTables, writeReports }
`
for (const [file, module] of [
  ['use.mts', 'NodeNext'],
  ['use.cts', 'NodeNext'],
  ['use.ts', 'Preserve'],
]) {
  writeFileSync(join(folder, file), typed)
  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', module, types: [], skipLibCheck: false }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  run(folder, 'npx', 'tsc')
  check(`type checks from ${file}`, true)
}

run(folder, 'npx', 'objectivity-monitor', 'demo', '--locale', 'en', '--quiet')
check('the command runs', existsSync(join(folder, 'objectivity-demo', 'recheck.csv')))

// A new user's walk: from the tarball to the annex on paper.
const walk = mkdtempSync(join(tmpdir(), 'walk-'))
const region = 'node_modules/objectivity-monitor/fixtures/region'
const tables = ['schools', 'observers', 'participation'].flatMap((name) => [`--${name}`, `${region}/${name}.csv`])
const results = ['ma4', 'ma5', 'ru4', 'ru5'].map((name) => `${region}/results-${name}.csv`)
const annex = pathToFileURL(join(walk, 'out', 'annex.html')).href
const steps = [
  ['npm', 'install', '--no-audit', '--no-fund', tarball],
  [
    'npx',
    'objectivity-monitor',
    'run',
    '--results',
    ...results,
    ...tables,
    '--out',
    'out',
    '--locale',
    'ru',
    '--quiet',
  ],
  ['/usr/bin/chromium', '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'].concat([
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--print-to-pdf=annex.pdf',
    annex,
  ]),
]
const begun = performance.now()
for (const [command, ...args] of steps) execFileSync(command, args, { cwd: walk, stdio: 'ignore' })
const seconds = ((performance.now() - begun) / 1000).toFixed(0)
const printed = readFileSync(join(walk, 'annex.pdf'), 'latin1')
check(`from npm install to the printed annex: ${steps.length} steps, ${seconds} s`, printed.startsWith('%PDF-'))
for (const [readme, claim] of [
  ['README.md', `it takes ${steps.length} steps`],
  ['README.ru.md', `всего ${steps.length} шага`],
])
  check(`${readme} counts as many steps`, readFileSync(join(root, readme), 'utf8').includes(claim))
rmSync(walk, { recursive: true })
rmSync(folder, { recursive: true })
