/** The page as a person has it, in a browser that a test drives. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Driven } from '../browser/browsers'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Opened {
  readonly page: Page
  /** Addresses that were asked for. */
  readonly asked: readonly string[]
  /** What the page wrote to the console, and faults that nobody caught. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens the page; whatever it asks for besides itself, and whatever it complains of, is kept. */
export async function open(driven: Driven, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const given = { viewport: { width: 1280, height: 900 }, locale: 'ru-RU', ...options }
  const context = await driven.browser.newContext(given)
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

export const FILES = 'input[type=file][data-om=files]'
export const RUN = 'button[data-om=run]'

/** Where a file can be taken away. */
export const link = (name: string): string => `a[download="${name}"]`

/** Waits for one of the states. */
export const inState = (page: Page, ...states: string[]) =>
  page.waitForSelector(states.map((state) => `[data-om=state][data-value=${state}]`).join(','), {
    state: 'attached',
    timeout: 120_000,
  })

/** Types into a field as a person does, and leaves it. */
export async function typed(page: Page, field: string, text: string): Promise<void> {
  await page.locator(field).pressSequentially(text)
  await page.keyboard.press('Tab')
}

/** Runs, and waits until all files are there, packed too. */
export async function run(page: Page): Promise<void> {
  await page.click(RUN)
  await inState(page, 'done', 'failed')
  await page.waitForSelector(`${link('objectivity.zip')}, [data-om=state][data-value=failed]`, { state: 'attached' })
  await page.waitForSelector('iframe, [data-om=state][data-value=failed]', { state: 'attached' })
}

/** What the checker of accessibility finds. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Run as the driver's, not the page's own: the policy of the page stays in force.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    // The report has its own test.
    const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
  })
}

/** Of `result.json` all but the time of the run. */
export const withoutRun = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/\n"run": \{[^\n]*\}/, '')
