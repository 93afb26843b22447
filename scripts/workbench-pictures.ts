/** Takes the pictures of docs/workbench.md and docs/workbench.ru.md: npx tsx scripts/workbench-pictures.ts (needs Chromium). */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from '../test/browser/chromium'
import { workbench } from './write-workbench'

const root = join(import.meta.dirname, '..')
const images = join(root, 'docs', 'images')
const region = join(root, 'fixtures', 'region')
const MINUTES = 60_000

async function take(language: 'ru' | 'en', url: string): Promise<void> {
  const browser = await launch()
  const locale = language === 'ru' ? 'ru-RU' : 'en-US'
  const context = await browser.newContext({ viewport: { width: 1000, height: 720 }, locale })
  const page = await context.newPage()
  const picture = (name: string) => page.screenshot({ path: join(images, `workbench-${name}-${language}.png`) })
  const state = (name: string) =>
    page.waitForSelector(`[data-om=state][data-value=${name}]`, { state: 'attached', timeout: 3 * MINUTES })
  await page.goto(url)
  await page.setInputFiles(
    '[data-om=files]',
    readdirSync(region).map((name) => join(region, name)),
  )
  await state('understood')
  await page.evaluate(() => scrollTo(0, 0))
  await picture('files')
  await page.locator('#understood').evaluate((section) => section.scrollIntoView({ behavior: 'instant' }))
  await page.locator('.file summary').nth(2).click()
  await page
    .locator('.file')
    .nth(2)
    .evaluate((file) => file.scrollIntoView({ behavior: 'instant' }))
  await picture('understood')
  await page.click('[data-om=run]')
  await state('done')
  await page.waitForSelector('a[download="objectivity.zip"]')
  await page.locator('#results').evaluate((section) => section.scrollIntoView({ behavior: 'instant' }))
  await picture('results')
  await browser.close()
}

const file = join(mkdtempSync(join(tmpdir(), 'workbench-')), 'workbench.html')
writeFileSync(file, (await workbench()).html)
for (const language of ['ru', 'en'] as const) await take(language, pathToFileURL(file).href)
