import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { workbench } from '../../scripts/write-workbench'
import { CHROMIUM } from '../browser/browsers'
import { link, open } from './driven'
import { walk } from './walk'

const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')

it.runIf(CHROMIUM.here)(
  'from the double click to the printed order in seven clicks, by what the page says alone',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'walk-'))
    const file = join(folder, 'workbench.html')
    writeFileSync(file, (await workbench()).html)
    const driven = await CHROMIUM.drive()
    const { page } = await open(driven, pathToFileURL(file).href, { viewport: { width: 1366, height: 640 } })
    const steps = await walk(
      page,
      readdirSync(region).map((name) => join(region, name)),
    )
    expect(steps.map(({ clicks }) => clicks)).toEqual([4, 1, 1, 1])
    const order = join(folder, 'order.docx')
    writeFileSync(order, await driven.downloaded(page, link('order.docx')))
    await driven.close()
    if (existsSync('/usr/bin/soffice')) {
      const home = `-env:UserInstallation=${pathToFileURL(join(folder, 'home')).href}`
      execFileSync('/usr/bin/soffice', [home, '--headless', '--convert-to', 'pdf', '--outdir', folder, order])
      expect(readFileSync(join(folder, 'order.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    }
    rmSync(folder, { recursive: true })
  },
)
