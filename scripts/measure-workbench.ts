/**
 * The workbench in Chromium on the demo region and on an invented region of workbooks, against the command line: time,
 * memory of the page with its worker, and the longest time for which the page did not answer.
 *
 * npx tsx scripts/measure-workbench.ts [NUMBER OF WORKBOOKS = 40] [PUPILS PER WORKBOOK = 4000]
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { main } from '../src/cli/main'
import type { Cell, Row } from '../src/model'
import { simulateRegion } from '../src/simulate'
import { launch } from '../test/browser/chromium'
import { type Cells, type Fixture, workbookOf } from './make-layouts'
import { workbench } from './write-workbench'

const root = join(import.meta.dirname, '..')
const [workbooks = 40, pupils = 4000] = process.argv.slice(2).map(Number)
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

async function measure(title: string, files: readonly string[], url: string): Promise<void> {
  const browser = await launch()
  const page = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
  await page.goto(url)
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 }
    Object.assign(globalThis, { seen })
    setInterval(() => {
      const now = performance.now()
      seen.longest = Math.max(seen.longest, now - seen.last - 20)
      seen.last = now
    }, 20)
  })
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(process.pid))
  }, 500)
  const read = await timed(page, 'understood', () => page.setInputFiles('[data-om=files]', [...files]))
  const run = await timed(page, 'done', () => page.click('[data-om=run]'))
  clearInterval(watch)
  const stall = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest)
  const memory = await page.evaluate(
    () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
  )
  await browser.close()
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6
  const node = await commandLine(files)
  console.log(
    [
      `${title}: ${files.length} files, ${megabytes.toFixed(1)} MB`,
      `  page: understood after ${seconds(read)}, run ${seconds(run)}; command line, whole: ${seconds(node)}`,
      `  most memory of the page with its worker: ${most.toFixed(0)} MB (heap of the page itself ${(memory / 1e6).toFixed(0)} MB)`,
      `  longest time without an answer: ${(stall / 1000).toFixed(2)} s`,
    ].join('\n'),
  )
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

async function timed(page: Page, state: string, begin: () => Promise<unknown>): Promise<number> {
  const from = Date.now()
  await begin()
  await page.waitForSelector(`[data-om=state]:is([data-value=${state}],[data-value=failed])`, {
    state: 'attached',
    timeout: 60 * MINUTES,
  })
  const reached = await page.getAttribute('[data-om=state]', 'data-value')
  if (reached !== state) throw new Error(`${reached}: ${await page.textContent('main')}`)
  return Date.now() - from
}

async function commandLine(files: readonly string[]): Promise<number> {
  const out = mkdtempSync(join(folder, 'out-'))
  const silent = (): void => undefined
  const from = Date.now()
  const shell = { cwd: out, env: {}, print: silent, note: silent, now: () => new Date() }
  const code = await main(['run', '--results', ...files, '--locale', 'ru', '--out', out, '--quiet'], shell)
  if (code !== 0) throw new Error(`exit code ${code}`)
  return Date.now() - from
}

const page = join(folder, 'workbench.html')
writeFileSync(page, (await workbench()).html)
const url = pathToFileURL(page).href
const region = join(root, 'fixtures', 'region')
console.log(`workbench.html: ${(readFileSync(page).length / 1000).toFixed(0)} kB`)
await measure(
  'demo region',
  readdirSync(region).map((name) => join(region, name)),
  url,
)
await measure(`invented region of ${workbooks} workbooks`, await writeRegion(join(folder, 'region')), url)
rmSync(folder, { recursive: true })
