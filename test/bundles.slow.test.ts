/** A small helper costs a small bundle, although the built library holds many modules in one file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { markConstants, pureConstants } from '../scripts/pure-constants'
import { root } from './sources'

const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Bytes of a bundle for a browser that takes one name out of the library, built as one file. */
async function sizeOf(name: string, plugins: Plugin[]): Promise<number> {
  const library = join(folder, 'library.mjs')
  const built = { bundle: true, format: 'esm', minify: true } as const
  await build({
    ...built,
    entryPoints: [join(root, 'src/index.ts')],
    minify: false,
    packages: 'external',
    plugins,
    outfile: library,
  })
  const stdin = { contents: `export { ${name} } from '${library}'`, resolveDir: root }
  const loader: Plugin = {
    name: 'packages of this repository',
    setup: ({ onResolve, resolve }) =>
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) =>
        importer === library ? resolve(path, { resolveDir: root, kind }) : undefined,
      ),
  }
  const { outputFiles } = await build({ ...built, stdin, write: false, plugins: [loader] })
  return outputFiles[0]!.contents.length
}

describe('a bundle', () => {
  it('holds of the library little more than what it uses, since the constants are marked', async () => {
    const [marked, plain] = [await sizeOf('benjaminiHochberg', [pureConstants]), await sizeOf('benjaminiHochberg', [])]
    // What is left comes with packages that do not say that they can be left out.
    expect(marked).toBeLessThan(40_000)
    expect(plain).toBeGreaterThan(200_000)
  })

  it.each([
    ['const A = f(b)', 'const A = /* @__PURE__ */ (() => ( f(b)))()'],
    [
      'export const A: T = [f(1)], B = new C()',
      'export const A: T = /* @__PURE__ */ (() => ( [f(1)]))(), B = /* @__PURE__ */ (() => ( new C()))()',
    ],
    ["const A = 'f()'\nfunction f() {\n  const b = g()\n}", "const A = 'f()'\nfunction f() {\n  const b = g()\n}"],
    ['const f = () => g()', 'const f = () => g()'],
  ])('%s', (text, marked) => {
    expect(markConstants('a.ts', text)).toBe(marked)
  })
})
