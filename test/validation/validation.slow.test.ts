import { describe, expect, it } from 'vitest'
import { addCells, addTable, BANDS, type Cell, type CellTable, emptyTable } from '../../scripts/validate/cells'
import { MECHANISMS } from '../../scripts/validate/power'
import { answer } from '../../scripts/validate/task'
import { builtInDetectors } from '../../src/detectors'
import type { RegionInput, Strength } from '../../src/simulate'

/** The quick form of `npm run validate`: what docs/validation.md shows in full must hold roughly here. */
const ids = builtInDetectors.map(({ meta }) => meta.id)
const tableOf = (kind: 'ordinary' | 'manipulated', regions: readonly RegionInput[]): CellTable => {
  const table = emptyTable(ids.length)
  for (const options of regions) addTable(table, answer({ options, detectors: ids })[kind])
  return table
}

function expectHonest(id: string, { measured, below01, below05 }: Cell): void {
  if (measured < 200) return
  // Four standard errors; sittings of a school are alike, so a sitting counts as half a one.
  const error = (p: number): number => 4 * Math.sqrt((2 * p * (1 - p)) / measured)
  expect(below01 / measured, `${id}, p < .01`).toBeLessThan(0.015 + error(0.015))
  expect(below01 / measured, `${id}, p < .01`).toBeGreaterThanOrEqual(Math.max(0, 0.005 - error(0.005)))
  expect(Math.abs(below05 / measured - 0.05), `${id}, p < .05`).toBeLessThan(0.015 + error(0.05))
}

describe('validation, quick form', () => {
  it('leaves honest schools alone: p < .01 in at most .015 of them, p < .05 in about .05', () => {
    const seeds = [301, 302, 303, 304]
    const table = tableOf(
      'ordinary',
      seeds.map((seed) => ({ preset: 'realistic', schools: 200, years: [2021, 2022], seed, manipulation: null })),
    )
    table.forEach((cells, d) => expectHonest(ids[d]!, addCells(cells)))
  })

  it('leaves honest sittings of two to four pupils alone', () => {
    const seeds = [401, 402, 403]
    const table = tableOf(
      'ordinary',
      seeds.map((seed) => ({ preset: 'realistic', schools: 300, medianPupils: 6, seed, manipulation: null })),
    )
    const [smallest] = BANDS
    expect(smallest).toMatchObject({ from: 2, to: 4 })
    table.forEach(([cell], d) => expectHonest(ids[d]!, cell!))
    // These speak of so few pupils; the others leave them undecided.
    const speaking = table.flatMap(([cell], d) => (cell!.measured >= 200 ? [ids[d]] : []))
    expect(speaking).toEqual([
      'high-level',
      'own-control',
      'subject-profile',
      'item-profile',
      'response-fit',
      'alike-answers',
      'mark-gap',
      'own-mark-gap',
      // Asks of years, not of pupils.
      'prior-lists',
    ])
  })

  it('notices every manipulation more, the harder it is', () => {
    const noticed = (mechanism: (typeof MECHANISMS)[number], strength: Strength): number => {
      const manipulation = { schools: 0.1, sittings: 1, strength, mechanisms: [mechanism], prevented: false }
      const table = tableOf('manipulated', [{ preset: 'realistic', schools: 160, seed: 301, manipulation }])
      return Math.max(...table.map(addCells).map(({ measured, below01 }) => (measured < 30 ? 0 : below01 / measured)))
    }
    for (const mechanism of MECHANISMS) {
      const weak = noticed(mechanism, 'weak')
      const strong = noticed(mechanism, 'strong')
      // About 60 sittings a cell: .2 is two standard errors of the difference of two shares near a half.
      expect(strong, mechanism).toBeGreaterThan(weak - 0.2)
      if (mechanism !== 'journal') expect(strong, mechanism).toBeGreaterThan(0.1)
    }
  })
})
