import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { BITS } from '../elementary-points'
import { root } from '../sources'
import { hasChromium, launch } from './chromium'

it.runIf(hasChromium)('a browser computes elementary functions to the same bits', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import * as elementary from './src/elementary'
        import { digest, points, WORKED } from './test/elementary-points'
        globalThis.bits = Object.fromEntries(WORKED.map((name) => [name, digest(elementary[name], points(name, 20_000))]))`,
      resolveDir: root,
    },
    ...{ bundle: true, format: 'iife', platform: 'browser', write: false },
  })
  const browser = await launch()
  const page = await browser.newPage()
  await page.addScriptTag({ content: outputFiles[0]!.text })
  expect(await page.evaluate('bits')).toEqual(BITS)
  await browser.close()
})
