/** How often each detector fires in honest schools, by size band. */
import type { Detector } from '../../src/detectors'
import type { RegionInput } from '../../src/simulate'
import { BANDS, bandOf, type Cell, count, emptyCell } from './cells'
import { measureRegion } from './regions'

/** `[detector][band]` */
export type HonestTable = Cell[][]

/**
 * Simulates honest regions of alternating size, seed after seed, until every band holds `wanted` sittings.
 * Selective schools differ from their peers honestly and visibly; they are counted apart.
 */
export function honestRates(
  detectors: readonly Detector[],
  options: RegionInput,
  wanted: number,
  told: (line: string) => void,
): { ordinary: HonestTable; selective: HonestTable; regions: number } {
  const make = (): HonestTable => detectors.map(() => BANDS.map(emptyCell))
  const ordinary = make()
  const selective = make()
  let regions = 0
  const smallest = (): number => Math.min(...BANDS.map((_, b) => ordinary[0]![b]!.sittings))
  for (let seed = 1; smallest() < wanted; seed++) {
    const { input, outcomes } = measureRegion({ schools: 240, ...options, seed, manipulation: null }, detectors)
    const chosen = new Set(input.schools.filter((s) => s.advancedProgram).map((s) => s.id))
    input.sittings.forEach((sitting, i) => {
      const band = bandOf(sitting.participants ?? 0)
      if (band < 0) return
      const table = chosen.has(sitting.schoolId) ? selective : ordinary
      outcomes.forEach((of, d) => count(table[d]![band]!, of[i]!))
    })
    regions++
    if (regions % 25 === 0) told(`${regions} regions, fewest sittings in a band: ${smallest()}`)
  }
  return { ordinary, selective, regions }
}
