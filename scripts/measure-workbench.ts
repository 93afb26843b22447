/**
 * The workbench in Chromium against the command line, on the demo region, on an invented region of workbooks, and on a real
 * region where there is one (`../shared/data/vpr-region`, not part of the product): time, memory of the page with its worker,
 * the longest time for which the page did not answer, and whether all files are the same; what takes the room in the page;
 * and a newcomer's way from the double click to the order, in clicks and seconds.
 *
 *   npx tsx scripts/measure-workbench.ts [room|walk|regions|real] [NUMBER OF WORKBOOKS = 40] [PUPILS PER WORKBOOK = 3000] [--write]
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { type Figure, publish } from '../research/study'
import { main } from '../src/cli/main'
import type { Cell, Row } from '../src/model'
import { simulateRegion } from '../src/simulate'
import { CHROMIUM } from '../test/browser/browsers'
import { FILES, link, open, RUN, withoutRun } from '../test/workbench/driven'
import { walk } from '../test/workbench/walk'
import { filesIn } from '../test/workbench/without-page'
import { type Cells, type Fixture, workbookOf } from './make-layouts'
import { sizes, workbench } from './write-workbench'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const [workbooks = 40, pupils = 3000] = args.filter((arg) => /^\d+$/.test(arg)).map(Number)
const PARTS = ['room', 'walk', 'regions', 'real'] as const
const part = PARTS.find((one) => args.includes(one))
const asked = (one: (typeof PARTS)[number]): boolean => part === undefined || part === one
const folder = mkdtempSync(join(tmpdir(), 'measure-workbench-'))
const MINUTES = 60_000
const SUBJECTS = ['Математика', 'Русский язык', 'Окружающий мир', 'История', 'Биология', 'География', 'Физика', 'Химия']

/** A region of many workbooks: a row per paper, a workbook per subject and grade. */
async function writeRegion(to: string): Promise<string[]> {
  mkdirSync(to)
  const { tables } = simulateRegion({ seed: 5, schools: 400, manipulation: { schools: 0.1, strength: 'strong' } })
  const rows = tables.results as readonly Row[]
  const columns = Object.keys(rows[0]!)
  for (let i = 0; i < workbooks; i++) {
    const subject = SUBJECTS[i % SUBJECTS.length]!
    const grade = 4 + Math.floor(i / SUBJECTS.length)
    const test = rows.filter((row) => row.subject === rows[0]!.subject && row.grade === rows[0]!.grade)
    const papers = Array.from({ length: pupils }, (_, k) => ({ ...test[(k * 7 + i) % test.length]!, subject, grade }))
    const cells = [columns, ...papers.map((row) => columns.map((column) => cellOf((row as Row)[column])))]
    writeFileSync(join(to, `${subject} ${grade}.xlsx`), await workbookOf(fixtureOf(cells)))
  }
  for (const name of ['schools', 'observers'] as const) {
    const table = tables[name] as readonly Row[]
    const head = Object.keys(table[0]!)
    const lines = [head.join(';'), ...table.map((row) => head.map((column) => row[column] ?? '').join(';'))]
    writeFileSync(join(to, `${name}.csv`), `\ufeff${lines.join('\n')}`)
  }
  return readdirSync(to).map((name) => join(to, name))
}

const cellOf = (value: Cell): Cells[number] => (typeof value === 'number' ? value : String(value ?? ''))

const fixtureOf = (rows: Cells[]): Fixture => ({
  ...{ name: 'x.xlsx', layout: null, encoding: 'XLSX', delimiter: null },
  sheets: [{ name: 'Лист1', rows }],
})

/** Resident memory of a process and all below it, in MB. */
function memoryOf(pid: number): number {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1e8 })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const below = (parent: string): string[][] =>
    processes.filter(([, ppid]) => ppid === parent).flatMap((one) => [one, ...below(one[0]!)])
  const renderers = below(String(pid)).filter((one) => one.includes('--type=renderer'))
  return Math.max(0, ...renderers.map(([, , rss]) => Number(rss) / 1024))
}

/** A region in the page and on the command line. */
interface Measured {
  readonly title: string
  readonly files: number
  readonly megabytes: number
  readonly papers: number
  /** Seconds. */
  readonly read: number
  readonly run: number
  readonly node: number
  /** Megabytes. */
  readonly memory: number
  /** Milliseconds. */
  readonly stall: number
  readonly same: boolean
}

async function measure(title: string, files: readonly string[]): Promise<Measured> {
  const driven = await CHROMIUM.drive()
  const { page, close } = await open(driven, url)
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 }
    Object.assign(globalThis, { seen })
    setInterval(() => {
      const now = performance.now()
      seen.longest = Math.max(seen.longest, now - seen.last - 20)
      seen.last = now
    }, 20)
  })
  const most = new Map<string, number>()
  const watch = setInterval(async () => {
    const memory = memoryOf(process.pid)
    const stage = (await page.textContent('.progress label span', { timeout: 100 }).catch(() => null)) ?? 'other'
    most.set(stage, Math.max(most.get(stage) ?? 0, memory))
  }, 500)
  const read = await timed(page, 'understood', () => page.setInputFiles(FILES, [...files]))
  // A large region is read when it is asked for; a run reads it too.
  const run = await timed(page, 'done', () => page.click(RUN))
  clearInterval(watch)
  await page.waitForSelector(link('objectivity.zip'), { timeout: 10 * MINUTES })
  const stall = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest)
  const { papers } = JSON.parse((await driven.downloaded(page, link('result.json'))).toString()).region
  const packed = unzipSync(await driven.downloaded(page, link('objectivity.zip')))
  await close()
  await driven.close()
  const { out, took } = await commandLine(files)
  const same = filesIn(out).every((name) => isSame(name, packed[name]!, readFileSync(join(out, name))))
  for (const [stage, memory] of most) console.log(`${title}, ${stage}: ${memory.toFixed(0)} MB`)
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6
  const memory = Math.max(...most.values())
  return { ...{ title, files: files.length, megabytes, papers, read, run, node: took, memory, stall, same } }
}

const isSame = (name: string, ours: Uint8Array, theirs: Buffer): boolean =>
  name === 'result.json' ? withoutRun(ours) === withoutRun(theirs) : theirs.equals(ours)

async function timed(page: Page, state: string, begin: () => Promise<unknown>): Promise<number> {
  const from = Date.now()
  await begin()
  await page.waitForSelector(`[data-om=state]:is([data-value=${state}],[data-value=failed])`, {
    state: 'attached',
    timeout: 60 * MINUTES,
  })
  const reached = await page.getAttribute('[data-om=state]', 'data-value')
  if (reached !== state) throw new Error(`${reached}: ${await page.textContent('main')}`)
  return (Date.now() - from) / 1000
}

async function commandLine(files: readonly string[]): Promise<{ readonly out: string; readonly took: number }> {
  const out = mkdtempSync(join(folder, 'out-'))
  const silent = (): void => undefined
  const from = Date.now()
  const shell = { cwd: out, env: {}, print: silent, note: silent, now: () => new Date() }
  const code = await main(['run', '--results', ...files, '--locale', 'ru', '--out', out, '--quiet'], shell)
  if (code !== 0) throw new Error(`exit code ${code}`)
  return { out, took: (Date.now() - from) / 1000 }
}

const filesOf = (of: string): string[] => readdirSync(of).map((name) => join(of, name))

const file = join(folder, 'workbench.html')
const { html, parts } = await workbench()
writeFileSync(file, html)
const url = pathToFileURL(file).href
const kB = (bytes: number): string => String(Math.round(bytes / 1000))

const demo = filesOf(join(root, 'fixtures', 'region'))

if (asked('room'))
  publish('workbench-room', {
    room: {
      head: ['what takes the room', 'kB'],
      rows: [
        ['the whole page', kB(Buffer.byteLength(html))],
        ['packed, as a server sends it', kB(gzipSync(Buffer.from(html)).length)],
        ...Object.entries(parts).flatMap(([name, of]) =>
          sizes(of)
            .filter(([, bytes]) => bytes >= 20_000)
            .map(([what, bytes]) => [`${name}: \`${what}\``, kB(bytes)]),
        ),
      ],
    },
  })

if (asked('walk')) {
  const driven = await CHROMIUM.drive()
  const { page } = await open(driven, url, { viewport: { width: 1366, height: 640 } })
  const steps = await walk(page, demo)
  await driven.close()
  const sum = (of: (step: (typeof steps)[number]) => number): number => steps.reduce((all, step) => all + of(step), 0)
  publish('workbench-walk', {
    walk: {
      head: ['a newcomer', 'clicks', 'waits, s'],
      rows: [
        ['opens the page by a double click', '2', '-'],
        ...steps.map(({ does, clicks, waits }) => [does, String(clicks), waits.toFixed(0)]),
        ['together', String(2 + sum(({ clicks }) => clicks)), sum(({ waits }) => waits).toFixed(0)],
      ],
    },
  })
}

const figureOf = (measured: readonly Measured[]): Figure => ({
  head: [
    ...['region', 'files', 'MB', 'papers', 'page reads, s', 'page runs, s', 'command line, s'],
    ...['most memory, MB', 'longest stall, s', 'same files'],
  ],
  rows: measured.map((of) => [
    ...[of.title, String(of.files), of.megabytes.toFixed(1), String(of.papers)],
    ...[of.read, of.run, of.node].map((seconds) => seconds.toFixed(0)),
    ...[of.memory.toFixed(0), (of.stall / 1000).toFixed(2), of.same ? 'yes' : 'no'],
  ]),
})

if (asked('regions'))
  publish('workbench-regions', {
    regions: figureOf([
      await measure('demo region', demo),
      await measure(`invented region of ${workbooks} workbooks`, await writeRegion(join(folder, 'region'))),
    ]),
  })

const real = join(root, '..', 'shared', 'data', 'vpr-region')
const REAL = /^(?:results-.*|schools)\.csv$/
if (asked('real')) {
  if (existsSync(real))
    publish('workbench-real', {
      regions: figureOf([
        await measure(
          'a real region',
          filesOf(real).filter((path) => REAL.test(basename(path))),
        ),
      ]),
    })
  else console.log(`${real} is not here: nothing measured`)
}
rmSync(folder, { recursive: true })
