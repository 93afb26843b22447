import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const src = join(import.meta.dirname, '..', '..', 'src')

it.each(['index.ts', 'report/index.ts', 'simulate/index.ts'])(
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
