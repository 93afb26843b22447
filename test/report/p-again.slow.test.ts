/** The R and Python of `docs/result.md` and of the detectors' pages work every p of the common engine out again from its row of `signals.csv`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pagesOfP } from '../../scripts/write-detector-index'
import { monitor } from '../../src'
import { toSignalsCsv } from '../../src/report'
import { simulateRegion } from '../../src/simulate'
import { lacks, printedBy, snippetsIn } from '../docs/snippets'

const folder = mkdtempSync(join(tmpdir(), 'signals-'))
beforeAll(() => {
  mkdirSync(join(folder, 'out'))
  const { tables } = simulateRegion({ schools: 60, years: [2021, 2022], seed: 5 })
  writeFileSync(join(folder, 'out/signals.csv'), toSignalsCsv(monitor(tables)))
})
afterAll(() => rmSync(folder, { recursive: true }))

const snippets = pagesOfP().flatMap((file) => {
  const block = readFileSync(file, 'utf8').split('<!-- p again -->')[1]
  const name = basename(file, '.md')
  return block === undefined
    ? []
    : (['r', 'python'] as const).map((language) => [name, language, snippetsIn(block, language)[0]!] as const)
})

describe('a p worked out again from its row', () => {
  it.for(snippets)('%s in %s', ([, language, code], { skip }) => {
    const lacking = lacks(language)
    if (lacking !== null && process.env.CI === undefined) skip(lacking)
    expect(differenceIn(printedBy(language, code, folder))).toBeLessThan(1e-6)
  })

  it.for(['r', 'python'] as const)('is another one where a part is left out, in %s', (language, { skip }) => {
    const lacking = lacks(language)
    if (lacking !== null && process.env.CI === undefined) skip(lacking)
    const [, , code] = snippets.find(([, of]) => of === language)!
    const without = code.replace(/ \+ (?:s\.)?tau2/, '')
    expect(without).not.toBe(code)
    expect(differenceIn(printedBy(language, without, folder))).toBeGreaterThan(0.01)
  })
})

/** The last number that is printed; NaN, which no bound takes, where none is. */
const differenceIn = (printed: string): number => Number(printed.split(/\s+/).at(-1) || Number.NaN)
