import { defineConfig } from 'vitest/config'

const SLOW = 'test/**/*.slow.test.ts'
/** Tests that change what other tests import. */
const ALONE = ['test/words/another-language.test.ts']

/**
 * Two sets, apart by what they cost: `npm test` runs the fast one (`fast` and `alone`); `npm run test:slow` what takes many
 * seeds, a browser, database engines, R or pandas, or runs of the whole command.
 */
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core is kept free: on two cores that doubles the time.
    maxWorkers: '100%',
    projects: [
      // A module is read once by a worker, not by every file of tests: that halves the time.
      {
        extends: true,
        test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: [SLOW, ...ALONE], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
      { extends: true, test: { name: 'slow', include: [SLOW] } },
    ],
  },
})
