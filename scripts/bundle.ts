import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const root = join(import.meta.dirname, '..')

const OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'silent',
  // Optional, and native.
  external: ['@duckdb/node-api'],
  banner: { js: "import{createRequire as from}from'node:module';const require=from(import.meta.url);" },
} as const satisfies BuildOptions

/** The command line as one file, as it stands in `src`; `of` another checkout than this one. */
export async function bundleCommandLine(file: string, of = root): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [join(of, 'src', 'cli', 'index.ts')], outfile: file })
}

/** A script, with paths from the root of the repository, as one file. */
export async function bundle(script: string, file: string): Promise<void> {
  await build({ ...OPTIONS, stdin: { contents: script, resolveDir: root, loader: 'ts' }, outfile: file })
}
