// Packs the package, installs the tarball into an empty folder, and uses it from ESM, CJS, TypeScript and the command line.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'

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
// A page has no types.
run(root, 'npx', 'attw', tarball, '--profile', 'node16', '--exclude-entrypoints', 'workbench.html')
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
import { describeReason, toHtml } from 'objectivity-monitor/report'
import { simulateRegion } from 'objectivity-monitor/simulate'
const result: MonitorResult = monitor(simulateRegion({ schools: 40, seed: 3 }).tables, { seed: 1 })
const rank: number | undefined = result.recheck[0]?.rank
interface Paper { school_id: string; subject: string; grade: number; year: number; score: number | null }
const papers: readonly Paper[] = []
const byInterface = (): MonitorResult => monitor({ results: papers, schools: new Set([new Map([['school_id', '1']])]) })
// @ts-expect-error a file's name is no rows
const byName = (): MonitorResult => monitor({ results: 'results.csv' })
const said: string[] = result.recheck.flatMap(({ reasons }) => reasons.map((reason) => describeReason(result, reason, 'en')))
// @ts-expect-error a setting that does not exist
monitor({ results: [] }, { sead: 1 })
export const page: string = toHtml(result, { locale: 'ru' })
export { byInterface, byName, rank, readTables, said, writeReports }
`
// Every way of resolving modules, with the types of the web and without (zod's own types ask for URL there).
const WITHOUT_WEB = { lib: ['es2022'], skipLibCheck: true }
for (const [file, module, more] of [
  ['use.mts', 'NodeNext', {}],
  ['use.cts', 'NodeNext', {}],
  ['use.mts', 'Node16', WITHOUT_WEB],
  ['use.cts', 'Node16', WITHOUT_WEB],
  ['use.ts', 'Preserve', {}],
  ['use.ts', 'Preserve', WITHOUT_WEB],
]) {
  writeFileSync(join(folder, file), typed)
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module,
    types: [],
    skipLibCheck: false,
    ...more,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  run(folder, 'npx', 'tsc')
  check(`type checks from ${file}, ${module}${more === WITHOUT_WEB ? ', without the types of the web' : ''}`, true)
}

// A small helper costs a small bundle: what it does not use of the package is left out (`scripts/pure-constants.ts`).
const { outputFiles } = buildSync({
  stdin: { contents: "export { papersToFind } from 'objectivity-monitor'", resolveDir: folder },
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
})
const size = outputFiles[0].contents.length
check(`papersToFind alone is a bundle of ${size} bytes, under 10 kB`, size < 10_000)
const alone = `\`papersToFind\` alone ${Math.round(size / 1000)} kB`
check(`README.md says so: ${alone}`, readFileSync(join(root, 'README.md'), 'utf8').includes(alone))

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
