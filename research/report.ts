/**
 * Size of the report, the time until Chromium shows its beginning, and what the whole costs: `npx tsx research/report.ts [--write]`.
 * The cost is the main thread's own time, which other programs on the machine do not lengthen; by the clock it takes longer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { monitor } from '../src'
import { toHtml } from '../src/report'
import { simulateRegion } from '../src/simulate'
import { launch } from '../test/browser/chromium'
import { manySchools } from '../test/report/many-schools'
import { publish } from './study'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
const { tables } = simulateRegion({ seed: 3, schools: 40, manipulation: { schools: 0.2, strength: 'strong' } })
const small = monitor(tables, { seed: 1 })
const browser = await launch()
const rows: string[][] = []
for (const schools of [40, 5000]) {
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
  const median = (of: readonly number[]): string => of.toSorted((a, b) => a - b)[2]!.toFixed(0)
  const size = (Buffer.byteLength(report) / 1e6).toFixed(1)
  rows.push([
    String(schools),
    String(result.recheck.length),
    `${size} MB`,
    `${made.toFixed(0)} ms`,
    ...[times.first, times.own, times.clock].map((of) => `${median(of)} ms`),
  ])
}
await browser.close()
rmSync(folder, { recursive: true })
publish('report', {
  pages: {
    head: ['schools', 'listed', 'size', 'made in', 'first shown after', 'own time of the page', 'by the clock'],
    rows,
  },
})
