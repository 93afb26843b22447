/** A newcomer's way from the double click to the order, counted: what a person clicks, and for how long they wait. */
import type { Page } from 'playwright-core'
import { inState, RUN } from './driven'

export interface Step {
  /** What the person does, and sees next. */
  readonly does: string
  /** Clicks in the page, and those in the windows of the system that they open. */
  readonly clicks: number
  /** Seconds until the page answers. */
  readonly waits: number
}

/** In the window of the system: the first file, all others with Shift, "Open". */
const CHOOSING = 3

/** Nothing but what stands on the page is used: its buttons and links by the names that a person reads. */
export async function walk(page: Page, files: readonly string[]): Promise<readonly Step[]> {
  const steps: Step[] = []
  await page.evaluate(() => {
    const counted = { clicks: 0 }
    Object.assign(globalThis, { counted })
    addEventListener('click', ({ isTrusted }) => isTrusted && counted.clicks++, true)
  })
  const clicks = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as { counted: { clicks: number } }).counted.clicks)
  const step = async (does: string, act: () => Promise<unknown>, elsewhere = 0): Promise<void> => {
    const [from, before] = [performance.now(), await clicks()]
    await act()
    const waits = (performance.now() - from) / 1000
    steps.push({ does, clicks: (await clicks()) - before + elsewhere, waits })
  }
  await step(
    'chooses all files',
    async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Выбрать файлы' }).click(),
      ])
      await chooser.setFiles([...files])
      await inState(page, 'understood')
    },
    CHOOSING,
  )
  await step('reads that all was understood, goes on to the run', () =>
    page.getByRole('link', { name: 'переходите к расчёту' }).click(),
  )
  await step('runs', async () => {
    await page.click(RUN)
    await inState(page, 'done')
  })
  await step('takes the order', async () => {
    await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'documents/order.docx' }).click()])
  })
  return steps
}
