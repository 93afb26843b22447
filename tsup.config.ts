import { defineConfig } from 'tsup'
import { pureConstants } from './scripts/pure-constants'

const entry = {
  index: 'src/index.ts',
  node: 'src/node/index.ts',
  report: 'src/report/index.ts',
  outputs: 'src/outputs/index.ts',
  simulate: 'src/simulate/index.ts',
}

export default defineConfig([
  {
    // Packages that no bundler may leave out are imported by files of their own, which it may.
    entry: { ...entry, papaparse: 'src/input/formats/papaparse.ts', 'ml-kmeans': 'src/peers/ml-kmeans.ts' },
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    external: [/^node:/],
    dts: { entry },
    splitting: true,
    treeshake: true,
    clean: false,
    esbuildPlugins: [pureConstants],
  },
  {
    // The command line carries what it needs, a file per command: finding and reading some hundred files of other packages takes
    // more than half of a short command, and of every further thread. Their licences: `scripts/write-licences.ts`.
    entry: { cli: 'src/cli/index.ts' },
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    noExternal: [/./],
    banner: { js: "import{createRequire as from}from'node:module';const require=from(import.meta.url);" },
    splitting: true,
    minify: true,
    clean: false,
  },
])
