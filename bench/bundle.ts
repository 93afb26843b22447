import { join } from 'node:path'
import { build } from 'esbuild'

/** The command line as one file, as it stands in `src`. */
export async function bundleCommandLine(file: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, '..', 'src', 'cli', 'index.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    external: ['@duckdb/node-api'],
    banner: { js: "import{createRequire as from}from'node:module';const require=from(import.meta.url);" },
  })
}
