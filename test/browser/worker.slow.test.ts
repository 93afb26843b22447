import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { readTables } from '../../src/node'
import { alias, root } from '../sources'
import { hasChromium, launch } from './chromium'

const PAGE = '<!doctype html><input type="file" multiple><iframe></iframe><script type="module" src="page.js"></script>'

/** The code that the README shows under the name of a file, bundled. */
async function shown(file: string): Promise<string> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const contents = new RegExp(`<!-- ${file} -->\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!
  const bundled = { alias, bundle: true, format: 'esm', platform: 'browser', write: false } as const
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, ...bundled })
  return outputFiles[0]!.text
}

describe.runIf(hasChromium)('the Web Worker of the README in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'))
  let server: Server
  let browser: Browser
  beforeAll(async () => {
    const files = new Map([
      ['/', ['text/html', PAGE]],
      ['/page.js', ['text/javascript', await shown('page.js')]],
      ['/worker.js', ['text/javascript', await shown('worker.js')]],
    ])
    server = createServer(({ url }, response) => {
      const [type, content] = files.get(url!) ?? []
      response.writeHead(type === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(content)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
    rmSync(folder, { recursive: true })
  })

  it('reads the files that were picked and shows the report of the same list as Node', async () => {
    const files = ['a', 'b'].map((school, k) => {
      const file = join(folder, `${school}.csv`)
      const rows = Array.from({ length: 120 }, (_, i) => `${school}${i % 8};Физика;${(i * (k + 3)) % 11}`)
      writeFileSync(file, ['school_id;subject;score', ...rows].join('\r\n'))
      return file
    })
    const expected = monitor(await readTables({ results: files }))
    expect(expected.schools).toHaveLength(16)
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.locator('input').setInputFiles(files)
    const answer = page.frameLocator('iframe').locator('.answer')
    await answer.waitFor()
    expect(await answer.textContent()).toContain(String(expected.schools.length))
    expect(complaints).toEqual([])
  })
})
