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
import { filesIn } from './without-page'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
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

async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    // The report has its own test.
    const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
  })
}

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

  it('is accessible at every step, in both languages and at every width', async () => {
    for (const [locale, width] of [
      ['ru-RU', 390],
      ['en-US', 1440],
    ] as const) {
      const { page, close } = await open({ locale, bypassCSP: true, viewport: { width, height: 900 } })
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2))
      expect(await violations(page), 'idle').toEqual([])
      await page.setInputFiles('[data-om=files]', [join(region, 'results-ma4.csv'), join(region, 'observers.csv')])
      await inState(page, 'understood')
      await page.$$eval('details', (all) => {
        for (const one of all) one.open = true
      })
      expect(await violations(page), 'understood').toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await page.click('[data-om=run]')
      await inState(page, 'running')
      expect(await violations(page), 'running').toEqual([])
      await inState(page, 'done')
      await page.waitForSelector('a[download="objectivity.zip"]')
      await page.fill('[data-om=school]', 'edu990001')
      await page.press('[data-om=school]', 'Enter')
      await page.waitForSelector('.explained')
      expect(await violations(page), 'done').toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      expect(
        await page.frames()[1]!.evaluate(() => document.querySelectorAll('#list-table tbody tr').length),
      ).toBeGreaterThan(5)
      await close()
    }
  })

  it('lets nothing out and keeps nothing, even if it were asked to', async () => {
    const { page, close } = await open()
    const reached: string[] = []
    page.on('requestfinished', (request) => reached.push(request.url()))
    const refused = await page.evaluate(async () => {
      const tried = [
        fetch('https://example.org').catch(() => 'refused'),
        new Promise((tell) => {
          const image = new Image()
          image.onerror = () => tell('refused')
          image.src = 'https://example.org/x.gif'
        }),
        (async () => {
          try {
            const socket = new WebSocket('wss://example.org')
            return await new Promise((tell) => {
              socket.onopen = () => tell('open')
              socket.onerror = () => tell('refused')
            })
          } catch {
            return 'refused'
          }
        })(),
      ]
      return Promise.all(tried)
    })
    expect(refused).toEqual(['refused', 'refused', 'refused'])
    expect(reached).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
    await close()
  })

  it('runs in browsers of ten years of Windows: without what they lack', async () => {
    const context = await browser.newContext()
    await context.addInitScript(withoutNews)
    const old = await context.newPage()
    const errors: string[] = []
    old.on('pageerror', (error) => errors.push(String(error)))
    const html = readFileSync(join(folder, 'workbench.html'), 'utf8')
    const file = join(folder, 'old.html')
    // The worker has a scope of its own: what is taken away there stands before its text.
    writeFileSync(
      file,
      html.replace('<script type="text/plain" id="worker">', (tag) => `${tag}(${withoutNews.toString()})();`),
    )
    await old.goto(pathToFileURL(file).href)
    await old.setInputFiles('[data-om=files]', regionFiles)
    await inState(old, 'understood')
    await old.click('[data-om=run]')
    await inState(old, 'done', 'failed')
    expect(await old.getAttribute('[data-om=state]', 'data-value')).toBe('done')
    expect(errors).toEqual([])
    await context.close()
  })

  it('says what is wrong, lets it be mended by hand, and can be cancelled', async () => {
    const { page, complaints, close } = await open()
    const header = 'Ид;Дисц;Сколько'
    const rows = Array.from({ length: 60 }, (_, i) => `${100 + (i % 6)};Математика;${5 + (i % 9)}`)
    const csv = Buffer.from([header, ...rows].join('\n'))
    await page.setInputFiles('[data-om=files]', { name: 'таблица.csv', mimeType: 'text/csv', buffer: csv })
    await inState(page, 'failed')
    expect(await page.isDisabled('[data-om=run]')).toBe(true)
    expect(await page.textContent('.file:has-text("таблица.csv") .remark.error')).toContain('школа')
    await page.selectOption('[data-om=table]', 'results')
    await page.waitForSelector('.file details[open]')
    const meaning = (column: string) => page.getByLabel(`Что означает столбец ${column}`)
    await meaning('Ид').selectOption('school_id')
    await meaning('Дисц').selectOption('subject')
    await meaning('Сколько').selectOption('score')
    await inState(page, 'understood')
    await page.fill('[data-om=grade]', '4')
    await page.press('[data-om=grade]', 'Tab')
    await page.fill('[data-om=year]', '2021')
    await page.press('[data-om=year]', 'Tab')
    await inState(page, 'understood')
    const [kept] = await Promise.all([page.waitForEvent('download'), page.click('[data-om=keep]')])
    expect(JSON.parse(readFileSync(await kept.path(), 'utf8'))).toEqual({
      files: [
        {
          ...{ file: 'таблица.csv', table: 'results', grade: 4, year: 2021 },
          columns: { Ид: 'school_id', Дисц: 'subject', Сколько: 'score' },
        },
      ],
    })
    await page.click('[data-om=run]')
    await inState(page, 'done')
    await page.setInputFiles('[data-om=files]', regionFiles)
    await inState(page, 'understood')
    await page.click('[data-om=run]')
    await page.click('[data-om=cancel]')
    await inState(page, 'understood')
    expect(complaints).toEqual([])
    await close()
  })
})

/** Takes away what browsers of 2021 do not have. */
function withoutNews(): void {
  const missing: [object, string[]][] = [
    [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'group']],
    [Object.getPrototypeOf(Int8Array.prototype), ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with']],
    [String.prototype, ['at', 'isWellFormed', 'toWellFormed']],
    [Object, ['hasOwn', 'groupBy']],
    [Map, ['groupBy']],
    [Promise, ['withResolvers', 'try']],
    [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf']],
    [Array, ['fromAsync']],
    [globalThis, ['structuredClone', 'DecompressionStream', 'CompressionStream', 'Iterator']],
  ]
  for (const [target, names] of missing) for (const name of names) delete (target as Record<string, unknown>)[name]
  delete (ReadableStream.prototype as unknown as Record<symbol, unknown>)[Symbol.asyncIterator]
}

/** Of `result.json` all but the time of the run. */
const withoutRun = (bytes: Buffer): string => bytes.toString('latin1').replace(/\n"run": \{[^\n]*\}/, '')
