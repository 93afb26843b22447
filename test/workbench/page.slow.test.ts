import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workbench } from '../../scripts/write-workbench'
import { main } from '../../src/cli/main'
import { BROWSERS, CHROMIUM, type Driven } from '../browser/browsers'
import { FILES, inState, link, open, RUN, run, typed, violations, withoutRun } from './driven'
import { filesIn } from './without-page'

const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')
const regionFiles = readdirSync(region).map((name) => join(region, name))
const folder = mkdtempSync(join(tmpdir(), 'workbench-page-'))
const file = join(folder, 'workbench.html')
const url = pathToFileURL(file).href
beforeAll(async () => writeFileSync(file, (await workbench()).html))
afterAll(() => rmSync(folder, { recursive: true }))

const INSTALLED = BROWSERS.filter(({ here }) => here)
describe.each(INSTALLED.map((one) => [one.name, one] as const))('the workbench in %s, opened as a file', (_, one) => {
  let driven: Driven
  beforeAll(async () => {
    driven = await one.drive()
  })
  afterAll(() => driven.close())

  it('does the whole job on the demo region: the bytes of the command line, nothing asked of anybody', async () => {
    const { page, asked, complaints, close } = await open(driven, url)
    await page.setInputFiles(FILES, regionFiles)
    await inState(page, 'understood')
    await run(page)
    const out = mkdtempSync(join(folder, 'out-'))
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
    const packed = unzipSync(await driven.downloaded(page, link('objectivity.zip')))
    for (const name of names) expect(withoutRun(packed[name]!), name).toEqual(withoutRun(readFileSync(join(out, name))))
    for (const name of ['result.json', 'recheck.csv'])
      expect(withoutRun(await driven.downloaded(page, link(name))), name).toEqual(
        withoutRun(readFileSync(join(out, name))),
      )
    expect(asked.filter((address) => address !== url && !address.startsWith('blob:'))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('is accessible at every step, in both languages and at every width', async () => {
    for (const [locale, width] of [
      ['ru-RU', 390],
      ['en-US', 1440],
    ] as const) {
      const { page, close } = await open(driven, url, { locale, viewport: { width, height: 900 } })
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2))
      expect(await violations(page), 'idle').toEqual([])
      await page.setInputFiles(FILES, [join(region, 'results-ma4.csv'), join(region, 'observers.csv')])
      await inState(page, 'understood')
      await page.$$eval('details', (all) => {
        for (const one of all) one.open = true
      })
      expect(await violations(page), 'understood').toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await page.click(RUN)
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
    const { page, close } = await open(driven, url)
    const reached: string[] = []
    // The code of the worker is a blob of the page itself: read from memory, not asked of anybody.
    page.on('requestfinished', (request) => {
      if (!request.url().startsWith('blob:')) reached.push(request.url())
    })
    const refused = await page.evaluate(async () => {
      const tried = [
        fetch('https://example.org').catch(() => 'refused'),
        new Promise((tell) => {
          const image = new Image()
          image.onerror = () => tell('refused')
          image.src = 'https://example.org/x.gif'
        }),
        new Promise((tell) => {
          const code = "fetch('https://example.org').then(() => postMessage('answered'), () => postMessage('refused'))"
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
          worker.onmessage = ({ data }) => tell(data)
          worker.onerror = () => tell('no worker')
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
    expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
    expect(reached).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
    await close()
  })

  it('says what is wrong, lets it be mended by hand, and can be cancelled', async () => {
    const { page, complaints, close } = await open(driven, url)
    const header = 'Ид;Дисц;Сколько'
    const rows = Array.from({ length: 60 }, (_, i) => `${100 + (i % 6)};Математика;${5 + (i % 9)}`)
    const csv = Buffer.from([header, ...rows].join('\n'))
    await page.setInputFiles(FILES, { name: 'таблица.csv', mimeType: 'text/csv', buffer: csv })
    await inState(page, 'failed')
    expect(await page.isDisabled(RUN)).toBe(true)
    expect(await page.textContent('.file:has-text("таблица.csv") .remark.error')).toContain('школа')
    await page.selectOption('[data-om=table]', 'results')
    await page.waitForSelector('.file details[open]')
    const meaning = (column: string) => page.getByLabel(`Что означает столбец ${column}`)
    await meaning('Ид').selectOption('school_id')
    await meaning('Дисц').selectOption('subject')
    await meaning('Сколько').selectOption('score')
    await inState(page, 'understood')
    await typed(page, '[data-om=grade]', '4')
    await typed(page, '[data-om=year]', '2021')
    await inState(page, 'understood')
    const kept = await driven.downloaded(page, '[data-om=keep]')
    expect(JSON.parse(kept.toString())).toEqual({
      files: [
        {
          ...{ file: 'таблица.csv', table: 'results', grade: 4, year: 2021 },
          columns: { Ид: 'school_id', Дисц: 'subject', Сколько: 'score' },
        },
      ],
    })
    await page.click(RUN)
    await inState(page, 'done')
    await page.setInputFiles(FILES, regionFiles)
    await inState(page, 'understood')
    await page.click(RUN)
    await page.click('[data-om=cancel]')
    await inState(page, 'understood')
    expect(complaints).toEqual([])
    await close()
  })
})

describe.runIf(CHROMIUM.here)('the workbench in a browser of 2021', () => {
  it('does the whole job without what Chromium 90 and Firefox 102 lack', async () => {
    const { browser, close } = await CHROMIUM.drive()
    const context = await browser.newContext()
    await context.addInitScript({ content: OLDER })
    const old = await context.newPage()
    const errors: string[] = []
    old.on('pageerror', (error) => errors.push(String(error)))
    const html = readFileSync(file, 'utf8')
    const oldFile = join(folder, 'old.html')
    // The worker has a scope of its own: what is taken away there stands before its text.
    writeFileSync(
      oldFile,
      html.replace('<script type="text/plain" id="worker">', (tag) => tag + OLDER),
    )
    await old.goto(pathToFileURL(oldFile).href)
    expect(await old.evaluate(() => ['at' in [], 'toSorted' in [], 'map' in [].values(), 'groupBy' in Map])).toEqual([
      ...[true, true, false, false],
    ])
    await old.setInputFiles(FILES, regionFiles)
    await inState(old, 'understood', 'failed')
    const broken = () => old.$$eval('main pre', (all) => all.map((one) => one.textContent))
    expect(await broken()).toEqual([])
    await old.click(RUN)
    await inState(old, 'done', 'failed')
    expect(await broken()).toEqual([])
    expect(await old.frames()[1]!.textContent('.answer')).not.toBe('')
    expect(errors).toEqual([])
    await close()
  })
})

/** Names of the language by the object that has them, in Chromium 90: what `scripts/names-of-engine.cjs` printed there. */
const KNOWN = Object.fromEntries(
  readFileSync(join(import.meta.dirname, 'chromium-90.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(':'))
    .map(([of, names]) => [of!, names!.trim().split(' ')] as const),
)

/** Takes away what is newer, and what the platform has got since. */
function asItWas(known: Readonly<Record<string, readonly string[]>>): void {
  type Named = Record<string, unknown>
  const scope = globalThis as unknown as Named
  const hidden: Named = {
    TypedArray: Object.getPrototypeOf(Int8Array),
    Iterator: { prototype: Object.getPrototypeOf(Object.getPrototypeOf([].values())) },
  }
  for (const [path, names] of Object.entries(known)) {
    const [first, ...rest] = path.split('.')
    const of = rest.reduce(
      (at, name) => at?.[name] as Named | undefined,
      (hidden[first!] ?? scope[first!]) as Named | undefined,
    )
    for (const name of of === undefined ? [] : Object.getOwnPropertyNames(of))
      if (!names.includes(name)) Reflect.deleteProperty(of!, name)
  }
  const platform: Readonly<Record<string, readonly string[]>> = {
    Intl: ['Segmenter'],
    AbortSignal: ['any', 'timeout'],
    'Blob.prototype': ['bytes', 'textStream'],
    'Crypto.prototype': ['randomUUID'],
    'DataTransferItem.prototype': ['getAsFileSystemHandle'],
    'Element.prototype': ['checkVisibility', 'setHTML', 'setHTMLUnsafe', 'getHTML'],
  }
  for (const [path, names] of Object.entries(platform)) {
    const of = path.split('.').reduce((at, name) => at?.[name] as Named | undefined, scope as Named | undefined)
    for (const name of of === undefined ? [] : names) Reflect.deleteProperty(of!, name)
  }
  for (const name of ['structuredClone', 'DecompressionStream', 'CompressionStream', 'Iterator', 'Float16Array'])
    Reflect.deleteProperty(scope, name)
  Reflect.deleteProperty(ReadableStream.prototype, Symbol.asyncIterator)
}

/** The same as text, for the scope of the page and that of its worker. */
const OLDER = `(${asItWas.toString()})(${JSON.stringify(KNOWN)});`
