/**
 * Size of the report, the time until Chromium shows its beginning, and what the whole costs: `npx tsx research/report.ts [--write]`.
 * The cost is the main thread's own time, which other programs on the machine do not lengthen; by the clock it takes longer.
 * Then how long the demo's report is before anything is unfolded, on a screen, on a telephone and on paper, after what time
 * its beginning and the whole of it are there, and on how many pages LibreOffice prints its workbook; the same of a real
 * region where there is one (`../shared/data/vpr-region`). With `--sizes` that alone.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { monitor } from '../src'
import { toHtml } from '../src/report'
import { simulateRegion } from '../src/simulate'
import { launch } from '../test/browser/chromium'
import { manySchools } from '../test/report/many-schools'
import { publish } from './study'

/** Looks at a page, of whose times the middle one counts. */
const LOOKS = 5
const median = (of: readonly number[]): string => of.toSorted((a, b) => a - b)[(LOOKS - 1) / 2]!.toFixed(0)

const folder = mkdtempSync(join(tmpdir(), 'report-'))
const { tables } = simulateRegion({ seed: 3, schools: 40, manipulation: { schools: 0.2, strength: 'strong' } })
const small = monitor(tables, { seed: 1 })
const browser = await launch()
const rows: string[][] = []
for (const schools of process.argv.includes('--sizes') ? [] : [40, 5000]) {
  const result = schools === 40 ? small : manySchools(small, schools)
  const begun = performance.now()
  const report = toHtml(result, { locale: 'ru' })
  const made = performance.now() - begun
  const file = join(folder, `${schools}.html`)
  writeFileSync(file, report)
  const times = { first: [] as number[], own: [] as number[], clock: [] as number[] }
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.goto(pathToFileURL(file).href)
    times.clock.push(
      await page.evaluate(() => new Promise<number>((r) => requestAnimationFrame(() => r(performance.now())))),
    )
    times.first.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime))
    const { metrics } = await devtools.send('Performance.getMetrics')
    times.own.push(1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value)
    await page.close()
  }
  const size = (Buffer.byteLength(report) / 1e6).toFixed(1)
  rows.push([
    String(schools),
    String(result.recheck.length),
    `${size} MB`,
    `${made.toFixed(0)} ms`,
    ...[times.first, times.own, times.clock].map((of) => `${median(of)} ms`),
  ])
}
/** Pages of a PDF. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

/** A run of the command line into a folder of its own. */
function run(name: string, ...args: readonly string[]): string {
  const out = join(folder, name)
  const cli = join(import.meta.dirname, '..', 'src', 'cli', 'index.ts')
  execFileSync('npx', ['tsx', cli, ...args, '--locale', 'ru', '--out', out], { stdio: 'ignore' })
  return out
}

async function sizesOf(name: string, out: string): Promise<string[]> {
  const report = join(out, 'report.html')
  const looks = await looksAt(report)
  const heights: string[] = []
  let printed = 0
  for (const width of [1440, 390]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    await page.goto(pathToFileURL(report).href)
    heights.push(`${await page.evaluate(() => document.documentElement.scrollHeight)} px`)
    if (width === 1440) printed = pagesOf(await page.pdf({ preferCSSPageSize: true }))
    await page.close()
  }
  return [name, `${(statSync(report).size / 1e6).toFixed(1)} MB`, ...heights, ...looks, String(printed), bookPages(out)]
}

/** After what time, by the clock, something is shown, and the page is built: the middle of five looks. */
async function looksAt(report: string): Promise<string[]> {
  const first: number[] = []
  const built: number[] = []
  for (let i = 0; i < LOOKS; i++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(pathToFileURL(report).href)
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))))
    first.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime))
    built.push(
      await page.evaluate(
        () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domContentLoadedEventEnd,
      ),
    )
    await page.close()
  }
  return [first, built].map((of) => `${median(of)} ms`)
}

/** Pages on which LibreOffice prints the workbook. */
function bookPages(out: string): string {
  try {
    const convert = ['--headless', '--convert-to', 'pdf', '--outdir', out, join(out, 'recheck.xlsx')]
    execFileSync('soffice', convert, { stdio: 'ignore' })
    return String(pagesOf(readFileSync(join(out, 'recheck.pdf'))))
  } catch {
    return 'no LibreOffice'
  }
}

const sizes = [await sizesOf('demo', run('demo', 'demo'))]
const region = join(import.meta.dirname, '..', '..', 'shared', 'data', 'vpr-region')
if (existsSync(region)) {
  const results = readdirSync(region).filter((file) => file.startsWith('results-'))
  const tables = ['--schools', join(region, 'schools.csv'), '--results', ...results.map((file) => join(region, file))]
  sizes.push(await sizesOf('real region', run('real', 'run', ...tables, '--no-documents')))
} else console.error('Left out: the real region, whose files are not here')
await browser.close()
rmSync(folder, { recursive: true })
const sizeHead = [
  ...['report', 'size', 'long at 1440 px', 'long at 390 px'],
  ...['first shown after', 'page built after', 'printed pages', 'workbook, pages'],
]
publish('report-sizes', { sizes: { head: sizeHead, rows: sizes } })
if (rows.length > 0)
  publish('report', {
    pages: {
      head: ['schools', 'listed', 'size', 'made in', 'first shown after', 'own time of the page', 'by the clock'],
      rows,
    },
  })
