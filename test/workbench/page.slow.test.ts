import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workbench } from '../../scripts/write-workbench'
import { main } from '../../src/cli/main'
import { hasChromium, launch } from '../browser/chromium'
import { filesIn } from './bench'

const _axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')
const regionFiles = readdirSync(region).map((name) => join(region, name))
const folder = mkdtempSync(join(tmpdir(), 'workbench-page-'))
let browser: Browser
let url: string

/** Opens the page as a file; whatever it asks for besides itself, and whatever it complains of, is kept. */
async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU', ...options })
  const page = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  await inState(page, 'idle')
  return { page, asked, complaints, close: () => context.close() }
}

const inState = (page: Page, ...states: string[]) =>
  page.waitForSelector(states.map((state) => `[data-om=state][data-value=${state}]`).join(','), {
    state: 'attached',
    timeout: 120_000,
  })

/** What a click on a link of a file gives. */
async function downloaded(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`a[download="${name}"]`)])
  return readFileSync(await download.path())
}

describe.runIf(hasChromium)('the workbench in Chromium, opened as a file', () => {
  beforeAll(async () => {
    browser = await launch()
    const file = join(folder, 'workbench.html')
    writeFileSync(file, (await workbench()).html)
    url = pathToFileURL(file).href
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it('does the whole job on the demo region: the bytes of the command line, nothing asked of anybody', async () => {
    const { page, asked, complaints, close } = await open({ bypassCSP: false })
    await page.setInputFiles('input[type=file][data-om=files]', regionFiles)
    await inState(page, 'understood')
    await page.click('button[data-om=run]')
    await inState(page, 'running')
    await inState(page, 'done')
    await page.waitForSelector('a[download="objectivity.zip"]')
    const out = join(folder, 'out')
    const silent = (): void => undefined
    await main(
      [
        ...['run', '--results', ...regionFiles.filter((file) => file.includes('results-'))],
        ...['--schools', join(region, 'schools.csv'), '--observers', join(region, 'observers.csv')],
        ...['--participation', join(region, 'participation.csv'), '--locale', 'ru', '--out', out, '--quiet'],
      ],
      { cwd: folder, env: {}, print: silent, note: silent, now: () => new Date(0) },
    )
    const names = await page.$$eval('.downloads a[download]', (links) => links.map((link) => link.textContent!))
    expect(names.toSorted()).toEqual(filesIn(out))
    const packed = unzipSync(await downloaded(page, 'objectivity.zip'))
    for (const name of names)
      expect(withoutRun(Buffer.from(packed[name]!)), name).toEqual(withoutRun(readFileSync(join(out, name))))
    for (const name of ['result.json', 'recheck.csv'])
      expect(withoutRun(await downloaded(page, name)), name).toEqual(withoutRun(readFileSync(join(out, name))))
    expect(asked.filter((address) => !address.startsWith('blob:'))).toEqual([url])
    expect(complaints).toEqual([])
    await close()
  })
})

/** Of `result.json` all but the time of the run. */
const withoutRun = (bytes: Buffer): string => bytes.toString('latin1').replace(/\n"run": \{[^\n]*\}/, '')
