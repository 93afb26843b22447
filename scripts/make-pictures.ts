/** Takes the pictures of the documents from the demo's report: `npx tsx scripts/make-pictures.ts`. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from '../test/browser/chromium'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
const browser = await launch()
for (const locale of ['ru', 'en']) {
  const out = join(folder, locale)
  execFileSync('npx', ['tsx', join(root, 'src/cli/index.ts'), 'demo', '--locale', locale, '--out', out], {
    stdio: 'ignore',
  })
  const report = pathToFileURL(join(out, 'report.html')).href
  for (const [name, hash, height] of [
    ['report', '', 960],
    ['list', '#list', 760],
    ['school', '#school-1', 900],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme: 'light' })
    await page.goto(report + hash)
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(root, `docs/images/${name}-${locale}.png`) })
    await page.close()
  }
}
await browser.close()
rmSync(folder, { recursive: true })
