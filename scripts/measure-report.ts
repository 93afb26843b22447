/** Size of the report and the time until Chromium has it on the screen: `npx tsx scripts/measure-report.ts`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { monitor } from '../src'
import { toHtml } from '../src/report'
import { simulateRegion } from '../src/simulate'
import { launch } from '../test/browser/chromium'
import { manySchools } from '../test/report/many-schools'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
const { tables } = simulateRegion({ seed: 3, schools: 40, manipulation: { schools: 0.2, strength: 'strong' } })
const small = monitor(tables, { seed: 1 })
const browser = await launch()
for (const schools of [40, 5000]) {
  const result = schools === 40 ? small : manySchools(small, schools)
  const begun = performance.now()
  const report = toHtml(result, { locale: 'ru' })
  const made = performance.now() - begun
  const file = join(folder, `${schools}.html`)
  writeFileSync(file, report)
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage()
    await page.goto(pathToFileURL(file).href)
    times.push(await page.evaluate(() => new Promise<number>((r) => requestAnimationFrame(() => r(performance.now())))))
    await page.close()
  }
  const median = times.toSorted((a, b) => a - b)[2]!
  const size = (Buffer.byteLength(report) / 1e6).toFixed(1)
  console.log(
    `${schools} schools, ${result.recheck.length} listed: ${size} MB, made in ${made.toFixed(0)} ms, first frame after ${median.toFixed(0)} ms (median of 5)`,
  )
}
await browser.close()
rmSync(folder, { recursive: true })
