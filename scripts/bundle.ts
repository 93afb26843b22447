import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const root = join(import.meta.dirname, '..')

const OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'silent',
  banner: { js: "import{createRequire as from}from'node:module';const require=from(import.meta.url);" },
} as const satisfies BuildOptions

/** The command line as one file, as it stands in `src`. */
export async function bundleCommandLine(file: string): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [join(root, 'src', 'cli', 'index.ts')], outfile: file })
}

/** A script, with paths from the root of the repository, as one file. */
export async function bundle(script: string, file: string): Promise<void> {
  await build({ ...OPTIONS, stdin: { contents: script, resolveDir: root, loader: 'ts' }, outfile: file })
}
