/** The browser of the tests: Debian's Chromium, kept from the network. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const EXECUTABLE = '/usr/bin/chromium'

/** In CI its absence is a failure; elsewhere the tests that need it are left out. */
export const hasChromium = existsSync(EXECUTABLE) || process.env.CI !== undefined

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
