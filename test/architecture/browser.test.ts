import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

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

it('costs a page what the README says', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { monitor } from './index'", resolveDir: src },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  const code = outputFiles[0]!.contents
  const readme = readFileSync(join(src, '..', 'README.md'), 'utf8')
  const [, whole, packed] = readme.match(/`import \{ monitor \}` adds (\d+) kB \((\d+) kB gzipped\)/)!
  const kilobytes = [code.length, gzipSync(code).length].map((bytes) => bytes / 1000)
  console.log(`import { monitor }: ${kilobytes.map((kB) => kB.toFixed(0)).join(' kB, gzipped ')} kB`)
  expect(kilobytes[0]! / Number(whole)).toBeCloseTo(1, 1)
  expect(kilobytes[1]! / Number(packed)).toBeCloseTo(1, 1)
})
