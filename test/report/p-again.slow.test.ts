/** The R and Python of docs/result.md work every p of the common engine out again from its row of `signals.csv`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { toSignalsCsv } from '../../src/report'
import { simulateRegion } from '../../src/simulate'

const page = readFileSync(join(import.meta.dirname, '../../docs/result.md'), 'utf8').split('<!-- p again -->')[1]!
const snippet = (language: string): string => page.split(`\`\`\`${language}\n`)[1]!.split('```')[0]!
const there = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

const folder = mkdtempSync(join(tmpdir(), 'signals-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'signals.csv')
writeFileSync(file, toSignalsCsv(monitor(simulateRegion({ schools: 60, years: [2021, 2022], seed: 5 }).tables)))

const R = `s <- subset(read.csv("${file}"), !is.na(df))
${snippet('r')}
cat(nrow(s), length(unique(s$detector)), max(abs(p / s$p - 1)))`
const PYTHON = `import pandas
s = pandas.read_csv("${file}").dropna(subset=["df"])
${snippet('python')}
print(len(s), s.detector.nunique(), abs(p / s.p - 1).max())`

describe('docs/result.md', () => {
  it.runIf(there('Rscript', '--version')).each([['Rscript', R]])('%s', (_, code) => agree('Rscript', code))
  it.runIf(there('/usr/bin/python3', '-c', 'import scipy, pandas')).each([['Python', PYTHON]])('%s', (_, code) =>
    agree('/usr/bin/python3', code),
  )
})

function agree(command: string, code: string): void {
  const { stdout, stderr } = spawnSync(command, ['-'], { input: code, encoding: 'utf8' })
  expect(stderr).toBe('')
  const [rows, detectors, difference] = stdout.trim().split(/\s+/).map(Number)
  expect(rows).toBeGreaterThan(500)
  expect(detectors).toBeGreaterThanOrEqual(6)
  expect(difference).toBeLessThan(1e-6)
}
