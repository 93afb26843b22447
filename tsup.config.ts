import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    node: 'src/node/index.ts',
    report: 'src/report/index.ts',
    outputs: 'src/outputs/index.ts',
    simulate: 'src/simulate/index.ts',
    cli: 'src/cli/index.ts',
  },
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'neutral',
  external: [/^node:/],
  dts: true,
  splitting: true,
  treeshake: true,
  clean: true,
})
