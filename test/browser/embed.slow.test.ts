import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { simulateRegion } from '../../src/simulate'
import { alias, root } from '../sources'
import { hasChromium, launch } from './chromium'

describe.runIf(hasChromium)('examples/embed.html in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'embed-'))
  const url = pathToFileURL(join(folder, 'embed.html')).href
  let browser: Browser
  beforeAll(async () => {
    const example = readFileSync(join(root, 'examples', 'embed.html'), 'utf8')
    const script = /<script type="module">([\s\S]*?)<\/script>/
    const { outputFiles } = await build({
      stdin: { contents: script.exec(example)![1]!, resolveDir: root },
      ...{ alias, bundle: true, format: 'esm', platform: 'browser', minify: true, write: false },
    })
    const bundled = outputFiles[0]!.text.replaceAll('</script', '<\\/script')
    writeFileSync(
      join(folder, 'embed.html'),
      example.replace(script, () => `<script type="module">${bundled}</script>`),
    )
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it('lists, draws and shows the report from a file of results, and asks the network for nothing', async () => {
    const { tables } = simulateRegion({
      ...{ seed: 3, schools: 40 },
      manipulation: { schools: 0.2, strength: 'strong' },
    })
    const columns = [...new Set(tables.results.flatMap((row) => Object.keys(row)))]
    const cells = tables.results.map((row) => columns.map((column) => String(row[column] ?? '')))
    const rows = cells.map((own) => Object.fromEntries(own.map((cell, i) => [columns[i]!, cell])))
    const file = join(folder, 'results.csv')
    writeFileSync(file, [columns, ...cells].map((own) => own.join(',')).join('\n'))
    const expected = monitor({ results: rows })
    expect(expected.recheck.length).toBeGreaterThan(0)

    const page = await browser.newPage()
    const asked: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(url)
    await page.locator('#results').setInputFiles(file)
    await page.locator('#list li').first().waitFor()
    expect(await page.locator('#list li').allTextContents()).toEqual(
      expected.recheck.map(({ name, schoolId, grounds }) => `${name ?? schoolId}: ${grounds.join(', ')}`),
    )
    // A funnel for each assessment, and the two charts of the first sitting on the list.
    expect(await page.locator('#charts svg').count()).toBe(expected.assessments.length + 2)
    for (const chart of await page.locator('#charts svg').all())
      expect((await chart.boundingBox())!.height).toBeGreaterThan(100)
    const report = page.frameLocator('#report')
    expect(await report.locator('.answer').textContent()).toContain(String(expected.recheck.length))
    expect(await report.locator('#list-table tbody:visible').count()).toBe(expected.recheck.length)
    // The report brings its own page; nothing comes from anywhere else.
    expect(asked.filter((address) => address !== url && !address.startsWith('about:'))).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })
})
