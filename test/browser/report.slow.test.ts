import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MonitorResult, monitor } from '../../src'
import { toAnnexHtml, toHtml } from '../../src/report'
import { pageNumbers } from '../../src/report/html/page-numbers'
import { toRegionsHtml } from '../../src/report/html/regions'
import { regionRow } from '../../src/report/regions'
import { simulateRegion } from '../../src/simulate'
import { wordsOf } from '../../src/words'
import { DIRECTIONS, hostileResult, LONG, RIGHT_TO_LEFT } from '../report/hostile'
import { manySchools } from '../report/many-schools'
import { hasChromium, launch } from './chromium'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const folder = mkdtempSync(join(tmpdir(), 'browser-'))
const strong = { schools: 0.2, strength: 'strong' } as const
let browser: Browser
let small: MonitorResult
let large: MonitorResult

function save(file: string, text: string): string {
  writeFileSync(join(folder, file), text)
  return pathToFileURL(join(folder, file)).href
}

/** Opens a page; whatever it asks for besides itself, and whatever it complains of, is kept. */
async function open(url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  return { page, asked, complaints, close: () => context.close() }
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
  })
}

/** Schools of the list: each has a body of its own. */
const shownRows = (page: Page) => page.locator('#list-table tbody:visible')

describe.runIf(hasChromium)('the report in Chromium', () => {
  let url: string
  beforeAll(async () => {
    browser = await launch()
    small = monitor(simulateRegion({ seed: 3, schools: 40, manipulation: strong }).tables, { seed: 1 })
    large = manySchools(small, 5000)
    url = save('report.html', toHtml(small, { locale: 'ru' }))
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it('asks for nothing but itself and has nothing to complain of', async () => {
    const { page, asked, complaints, close } = await open(url)
    expect(asked).toEqual([url])
    expect(complaints).toEqual([])
    const refused = await page.evaluate(async () => {
      const image = new Promise((resolve) => {
        const picture = new Image()
        picture.onload = () => resolve('loaded')
        picture.onerror = () => resolve('refused')
        picture.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='
      })
      const script = document.createElement('script')
      script.textContent = 'window.foreign = true'
      document.body.append(script)
      return [await image, 'foreign' in window]
    })
    expect(refused).toEqual(['refused', false])
    await close()
  })

  it('searches, filters and sorts the list', async () => {
    const { page, close } = await open(url)
    const all = small.recheck.length
    expect(await shownRows(page).count()).toBe(all)
    await page.locator('form[data-table=list-table] input[type=search]').fill(small.recheck[1]!.schoolId.toUpperCase())
    expect(await shownRows(page).count()).toBe(1)
    await page.locator('form[data-table=list-table] input[type=search]').fill('')
    await page.locator('form[data-table=list-table] select[name=grounds]').selectOption('signs')
    const withSigns = small.recheck.filter(({ grounds }) => grounds.includes('signs')).length
    expect(withSigns).toBeGreaterThan(0)
    expect(await shownRows(page).count()).toBe(withSigns)
    expect(await page.locator('form[data-table=list-table] output').textContent()).toBe(`${withSigns} / ${all}`)
    await page.locator('form[data-table=list-table] select[name=grounds]').selectOption('')
    const head = page.locator('#list-table thead th').first()
    await head.getByRole('button').click()
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect(await shownRows(page).first().locator('td').first().textContent()).toBe(String(all))
    await close()
  })

  it('finds a school however its name is written, and says so where there is none', async () => {
    const { page, close } = await open(url)
    const wanted = small.recheck.find(({ name }) => /№ \d+/.test(name ?? ''))!
    const [, number] = /№ (\d+)/.exec(wanted.name!)!
    const search = page.locator('form[data-table=list-table] input[type=search]')
    const [word] = /[А-Яа-яё]{5,}/.exec(wanted.name!)!
    await search.fill(`  ${number}   ${word.toUpperCase()}, `)
    const found = await shownRows(page).locator('th').allTextContents()
    expect(found.some((text) => text.includes(wanted.schoolId))).toBe(true)
    expect(found.length).toBeLessThan(small.recheck.length)
    await search.fill('нет такой')
    expect(await shownRows(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Сбросить фильтры' }).click()
    await expect.poll(() => shownRows(page).count()).toBe(small.recheck.length)
    await close()
  })

  it('keeps a view of the list in the address, and leads to it from the numbers and back from a school', async () => {
    const { page, close } = await open(url)
    await page.locator('.numbers a').first().click()
    const signs = small.recheck.filter(({ grounds }) => grounds.includes('signs'))
    expect(await shownRows(page).count()).toBe(signs.length)
    expect(new URL(page.url()).hash).toBe('#list?grounds=signs')
    await shownRows(page).first().locator('th a').click()
    await page.locator('#school-1').waitFor()
    await page.goBack()
    expect(await shownRows(page).count()).toBe(signs.length)
    const other = await open(`${url}#list?grounds=signs&q=${encodeURIComponent(signs[0]!.schoolId)}`)
    expect(await shownRows(other.page).count()).toBe(1)
    await other.close()
    await close()
  })

  it('opens the page of a school by the keyboard alone', async () => {
    const { page, close } = await open(url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href'))
    for (let i = 0; i < 30 && (await focused()) !== '#school-1'; i++) await page.keyboard.press('Tab')
    expect(await focused()).toBe('#school-1')
    expect(await page.locator('#school-1').isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    await page.locator('#school-1').waitFor({ state: 'visible', timeout: 10_000 })
    await close()
  })

  it('draws the page of any school on demand: by its address, from the table of all schools, by search', async () => {
    const { page, complaints, close } = await open(url)
    const numbers = pageNumbers(small)
    const clear = small.schools.find(({ recheck }) => !recheck)!
    const number = numbers.get(clear.schoolId)!
    expect(await page.locator(`#school-${number}`).count()).toBe(0)
    await page.locator('#find input').fill(clear.schoolId)
    await page.locator('#find a').click()
    expect(await page.locator(`#school-${number}`).isVisible()).toBe(true)
    expect(await page.locator('#drawn > details > summary').first().textContent()).toContain(
      clear.name ?? clear.schoolId,
    )
    expect(await page.locator(`#school-${number} svg`).count()).toBeGreaterThan(0)
    const other = small.schools.findLast(({ recheck }) => !recheck)!
    await page.locator('#all-schools ~ details > summary').click()
    await page.locator(`#schools-table a[href="#school-${numbers.get(other.schoolId)}"]`).click()
    expect(await page.locator(`#school-${numbers.get(other.schoolId)}`).isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  it('marks the sittings of a school in the funnels of its group', async () => {
    const { page, close } = await open(`${url}#school-1`)
    const first = small.recheck[0]!
    const measured = small.sittings.filter(
      (s) =>
        s.schoolId === first.schoolId &&
        s.signals.some(({ detector, outcome }) => detector === 'high-level' && outcome === 'measured'),
    )
    const drawn = page.locator('#school-1 svg[aria-label*="ожидаемого"]')
    expect(measured.length).toBeGreaterThan(0)
    expect(await drawn.count()).toBe(measured.length)
    expect(await drawn.locator('.marked').count()).toBe(measured.length)
    const widest = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(widest).toBeLessThanOrEqual(1280)
    await close()
  })

  it('is complete without JavaScript', async () => {
    const { page, close } = await open(url, { javaScriptEnabled: false })
    expect(await shownRows(page).count()).toBe(small.recheck.length)
    expect(await page.locator('.tools:visible').count()).toBe(0)
    await page.locator('#details ~ details > summary').first().click()
    expect(await page.locator('#school-1').isVisible()).toBe(true)
    expect(await page.locator('#school-1 svg').count()).toBeGreaterThan(0)
    await close()
  })

  it('prints the list and the annex on A4', async () => {
    for (const printed of [url, save('annex.html', toAnnexHtml(small, { locale: 'ru' }))]) {
      const { page, close } = await open(printed)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('nav:visible, .tools:visible').count()).toBe(0)
      // What is folded on the screen stands on paper; Chromium leaves buttons out of repeated headings.
      for (const folded of await page
        .locator('section:not([aria-labelledby=all-schools]) > details:not(.page, .long, .row)')
        .all())
        expect((await folded.boundingBox())!.height).toBeGreaterThan(40)
      expect(
        await page.locator('thead button').evaluateAll((all) => all.map((b) => getComputedStyle(b).display)),
      ).toEqual(Array(await page.locator('thead button').count()).fill('contents'))
      await close()
    }
  })

  it('puts a school on one page for its headmaster, with many findings and long texts too', async () => {
    const long = hostileResult(LONG[0]!)
    for (const [name, result] of [
      ['many', small],
      ['long', long],
    ] as const) {
      const { page, close } = await open(`${save(`${name}.html`, toHtml(result, { locale: 'ru' }))}#school-1`)
      await page.locator('#school-1').waitFor()
      // What the button does: the printing itself, which ends at once here, would undo it.
      await page.evaluate(() => {
        window.print = () => {}
      })
      await page.locator('#school-1 [data-print]').click()
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('#school-1 .sheet table').isVisible()).toBe(true)
      expect(await page.locator('header:visible, [aria-labelledby=list]:visible').count()).toBe(0)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect([name, pdf.match(/\/Type\s*\/Page\b(?!s)/g)!.length]).toEqual([name, 1])
      await close()
    }
  })

  it('takes the colours that are chosen on it, keeps them, and prints light', async () => {
    const { page, close } = await open(url, { colorScheme: 'light' })
    const colours = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const [light, dark] = ['rgb(255, 255, 255)', 'rgb(20, 25, 31)']
    expect(await colours()).toBe(light)
    await page.locator('#theme select').selectOption('dark')
    expect(await colours()).toBe(dark)
    const line = page.locator('svg .axis').first()
    const drawn = () => line.evaluate((of) => getComputedStyle(of).stroke)
    const onDark = await drawn()
    await page.reload()
    expect(await colours()).toBe(dark)
    await page.emulateMedia({ media: 'print' })
    expect(await colours()).toBe(light)
    await page.emulateMedia({ media: 'screen' })
    await page.locator('#theme select').selectOption('light')
    expect([await colours(), (await drawn()) === onDark]).toEqual([light, false])
    await close()
  })

  it('sorts the page of a country by a click, and leaves it in the order of the signs without a script', async () => {
    const rows = [3, 40, 12].map((listed, i) => ({
      ...regionRow(`R${i}`, small, 'ru'),
      listed,
      signs: 0,
      schools: 100,
    }))
    const regions = save('sorted.html', toRegionsHtml(rows, [], 0, 'ru'))
    const names = (page: Page) => page.locator('tbody th').allTextContents()
    const { page, complaints, close } = await open(regions)
    const head = page.locator('thead th', { hasText: wordsOf('ru').country.listed })
    await head.getByRole('button').click()
    expect(await names(page)).toEqual(['R0', 'R2', 'R1'])
    await head.getByRole('button').click()
    expect(await names(page)).toEqual(['R1', 'R2', 'R0'])
    expect(complaints).toEqual([])
    await close()
    const still = await open(regions, { javaScriptEnabled: false })
    expect(await names(still.page)).toEqual(['R0', 'R1', 'R2'])
    expect(await still.page.locator('thead button').count()).toBe(0)
    await still.close()
  })

  it.each([
    ['ru', 1280, 'light'],
    ['ru', 390, 'dark'],
    ['en', 390, 'light'],
    ['en', 1280, 'dark'],
  ] as const)(
    'axe finds nothing, and nothing runs over the edge: %s, %i px, %s',
    async (locale, width, colorScheme) => {
      const file = save(`${locale}.html`, toHtml(small, { locale }))
      const { page, close } = await open(file, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      await page.locator('details').evaluateAll((all) => {
        for (const details of all.slice(0, 12)) (details as HTMLDetailsElement).open = true
      })
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(paper).toBe(colorScheme === 'dark' ? 'rgb(20, 25, 31)' : 'rgb(255, 255, 255)')
      await close()
    },
  )

  it.each([...LONG, RIGHT_TO_LEFT.repeat(200), `${DIRECTIONS[0]} `.repeat(200), 'слово/без-пробелов_'.repeat(500)])(
    'no text breaks the layout: case %#',
    async (text) => {
      for (const width of [390, 1440])
        for (const page of [toHtml(hostileResult(text), { locale: 'ru' }), toAnnexHtml(hostileResult(text))]) {
          const opened = await open(save('hostile.html', page), { viewport: { width, height: 900 } })
          await opened.page.locator('details').evaluateAll((all) => {
            for (const details of all) (details as HTMLDetailsElement).open = true
          })
          const widest = await opened.page.evaluate(() => document.documentElement.scrollWidth)
          expect([width, widest <= width]).toEqual([width, true])
          await opened.close()
        }
    },
  )

  it('axe finds nothing in the annex', async () => {
    const { page, close } = await open(save('annex.html', toAnnexHtml(small, { locale: 'ru' })), { bypassCSP: true })
    expect(await violations(page)).toEqual([])
    await close()
  })

  it.each([390, 1100])(
    'the page of a country: axe finds nothing, no name of a region breaks it, %i px',
    async (width) => {
      const names = ['Краснокаменский край', '<img src=x onerror=alert(1)>', `${RIGHT_TO_LEFT} %2e/`, 'а'.repeat(300)]
      const rows = names.map((name) => regionRow(name, small, 'ru'))
      const failed = [{ region: 'east', problem: '</ul><script>alert(1)</script>' }]
      const { page, asked, complaints, close } = await open(
        save('regions.html', toRegionsHtml(rows, failed, 3, 'ru')),
        {
          ...{ bypassCSP: true, viewport: { width, height: 900 } },
        },
      )
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect([asked.length, complaints.length]).toEqual([1, 0])
      const links = await page.locator('tbody a').evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
      expect(links.map((link) => decodeURIComponent(link))).toEqual(names.map((name) => `${name}/report.html`))
      await close()
    },
  )

  it('works with 5 000 schools in less than 15 MB', async () => {
    const report = toHtml(large, { locale: 'ru' })
    expect(Buffer.byteLength(report)).toBeLessThan(15e6)
    const { page, asked, complaints, close } = await open(save('large.html', report))
    expect(asked).toHaveLength(1)
    expect(await shownRows(page).count()).toBe(25)
    expect(await page.locator('form[data-table=list-table] output').textContent()).toBe(
      `1–25 / ${large.recheck.length}`,
    )
    const last = large.recheck.at(-1)!
    await page.locator('form[data-table=list-table] input[type=search]').fill(last.schoolId)
    expect(await shownRows(page).count()).toBe(1)
    await page.locator('form[data-table=list-table] input[type=search]').fill('')
    expect(await shownRows(page).count()).toBe(25)
    const missing = `#school-${large.recheck.length}`
    expect(await page.locator(`${missing}.school`).count()).toBe(0)
    await page.evaluate((hash) => {
      location.hash = hash
    }, missing)
    await page.locator(`${missing}.school`).waitFor()
    expect(await page.locator(missing).count()).toBe(1)
    expect(await page.locator('#drawn > details > summary').textContent()).toContain(last.name)
    await page.locator('form[data-table=list-table] button[data-step="0"]').click()
    expect(await shownRows(page).count()).toBe(large.recheck.length)
    expect(complaints).toEqual([])
    await close()
  })

  it('prints every row of a long list, also those that were not yet built, and of the pages only the open ones', async () => {
    const result = manySchools(small, 400)
    const report = save('long.html', toHtml(result))
    for (const javaScriptEnabled of [true, false]) {
      const { page, close } = await open(report, { javaScriptEnabled })
      if (javaScriptEnabled) await page.goto(`${report}#school-2`)
      else await page.locator('.page > summary').nth(1).click()
      await page.pdf({ preferCSSPageSize: true })
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('[aria-labelledby=list] tbody:visible').count()).toBe(result.recheck.length)
      expect(await page.locator('.page:visible').count()).toBe(1)
      expect(await page.locator('#school-2').isVisible()).toBe(true)
      await close()
    }
  })

  it('holds the whole list without JavaScript, in rows that look alike', async () => {
    const result = manySchools(small, 400)
    const { page, close } = await open(save('still.html', toHtml(result)), { javaScriptEnabled: false })
    const rows = page.locator('[aria-labelledby=list] tbody')
    expect(await rows.count()).toBe(result.recheck.length)
    const left = (row: number) => rows.nth(row).locator('tr').first().locator('td').last().boundingBox()
    expect((await left(result.recheck.length - 1))!.x).toBeCloseTo((await left(0))!.x, 0)
    await close()
  })
})
