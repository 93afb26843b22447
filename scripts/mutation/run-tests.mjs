/**
 * Runs compiled test files in a process of its own, one message after another, and says at the first test that fails. The
 * tests run as in Vitest (its runner, its `expect`), without what makes its start slow.
 */
import { startTests } from '@vitest/runner'

const config = {
  ...{ root: process.cwd(), setupFiles: [], retry: 0, repeats: 0, maxConcurrency: 5, passWithNoTests: false },
  ...{ allowOnly: true, testTimeout: 120_000, hookTimeout: 120_000, includeTaskLocation: false, tags: [] },
  ...{ sequence: { hooks: 'stack', setupFiles: 'list', shuffle: false, concurrent: false, seed: 1 } },
  ...{ expect: {}, snapshotOptions: { expand: false }, fakeTimers: {}, chaiConfig: undefined },
}
globalThis.__vitest_worker__ = { config, environment: { name: 'node' }, ctx: {}, durations: {}, rpc: {} }
await import('vitest')

const fail = (name, error) =>
  process.send({ failed: String(name), error: String(error?.message ?? error) }, () => process.exit())
process.on('uncaughtException', (error) => fail('outside of a test', error))
process.on('unhandledRejection', (error) => fail('outside of a test', error))

const runner = {
  config,
  importFile: (file) => import(file),
  onAfterRunTask: ({ result, fullName, name }) => {
    if (result?.state === 'fail') return fail(fullName ?? name, result.errors?.[0]).then?.()
  },
}

process.on('message', async (file) => {
  const [{ result }] = await startTests([file], runner)
  if (result?.state === 'fail') fail(file, result.errors?.[0])
  else process.send({ passed: file })
})
process.on('disconnect', () => process.exit())
process.send({ ready: true })
