/** The browsers of the tests, each with its way of taking a file away. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, firefox, type Page } from 'playwright-core'
import { hasChromium, launch } from './chromium'

export interface Driven {
  readonly browser: Browser
  /** The file that a click gives. */
  readonly downloaded: (page: Page, selector: string) => Promise<Buffer>
  readonly close: () => Promise<void>
}

export interface TestBrowser {
  readonly name: string
  /** In CI its absence is a failure; elsewhere the tests that need it are left out. */
  readonly here: boolean
  readonly drive: () => Promise<Driven>
}

export const CHROMIUM: TestBrowser = {
  name: 'Chromium',
  here: hasChromium,
  drive: async () => {
    const browser = await launch()
    return {
      browser,
      downloaded: async (page, selector) => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)])
        return readFileSync(await download.path())
      },
      close: () => browser.close(),
    }
  },
}

const FIREFOX_ESR = '/usr/bin/firefox-esr'

/** Debian's Firefox by WebDriver BiDi: Playwright's other way asks for a Firefox of its own making. */
export const FIREFOX: TestBrowser = {
  name: 'Firefox ESR',
  here: existsSync(FIREFOX_ESR) || process.env.CI !== undefined,
  drive: async () => {
    const downloadsPath = mkdtempSync(join(tmpdir(), 'firefox-'))
    const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX_ESR, downloadsPath })
    return {
      browser,
      // This Firefox does not tell of downloads that come from inside a page.
      downloaded: async (page, selector) => {
        await page.click(selector)
        const file = await arrived(downloadsPath)
        const content = readFileSync(file)
        rmSync(file)
        return content
      },
      close: async () => {
        await browser.close()
        rmSync(downloadsPath, { recursive: true })
      },
    }
  },
}

export const BROWSERS = [CHROMIUM, FIREFOX]

/** The only file of a folder, once it is whole: Firefox writes beside it (`.part`) and moves it there. */
async function arrived(folder: string): Promise<string> {
  for (;;) {
    const files = readdirSync(folder).map((name) => join(folder, name))
    if (files.length === 1 && !files[0]!.endsWith('.part') && statSync(files[0]!).size > 0) return files[0]!
    await new Promise((go) => setTimeout(go, 50))
  }
}
