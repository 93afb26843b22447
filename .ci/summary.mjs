// The closing line of CI: what the test runner of the fresh clone counted, over all its sets of tests.
import { readFileSync } from 'node:fs'

const sets = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))
const total = (count) => sets.reduce((sum, set) => sum + set[count], 0)
const [passed, failed, skipped] = ['numPassedTests', 'numFailedTests', 'numPendingTests'].map(total)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
if (sets.some(({ numPassedTests }) => numPassedTests === 0) || failed > 0) process.exit(1)
