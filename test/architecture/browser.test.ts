import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { printedSizes, sizes, sizesFile } from '../../scripts/write-sizes'

const src = join(import.meta.dirname, '..', '..', 'src')

it.each(['index.ts', 'report/index.ts', 'outputs/index.ts', 'simulate/index.ts'])(
  '%s bundles for a browser without a Node shim',
  async (entry) => {
    const { outputFiles, metafile, warnings } = await build({
      entryPoints: [join(src, entry)],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
    })
    expect(warnings).toEqual([])
    expect(outputFiles[0]!.text).not.toMatch(/\brequire\(|from\s*"node:/)
    expect(Object.keys(metafile.inputs).filter((file) => /src\/(node|cli)\//.test(file))).toEqual([])
  },
)

it('imports cost a page what the README says, to a twentieth (renew: npm run docs:sizes)', async () => {
  const printed = printedSizes(readFileSync(sizesFile, 'utf8'))
  const found = await sizes()
  expect(printed.map(({ name, from }) => [name, from])).toEqual(found.map(({ name, from }) => [name, from]))
  printed.forEach(({ name, minified, gzipped }, i) => {
    expect([name, minified / found[i]!.minified]).toEqual([name, expect.closeTo(1, 1)])
    expect([name, gzipped / found[i]!.gzipped]).toEqual([name, expect.closeTo(1, 1)])
  })
})
