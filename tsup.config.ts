import { defineConfig } from 'tsup'
import { pureConstants } from './scripts/pure-constants'

export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      node: 'src/node/index.ts',
      report: 'src/report/index.ts',
      outputs: 'src/outputs/index.ts',
      simulate: 'src/simulate/index.ts',
    },
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    external: [/^node:/],
    dts: true,
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
