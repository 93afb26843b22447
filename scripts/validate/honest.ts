/** How often each detector fires in honest schools, by size band. */
import type { RegionInput } from '../../src/simulate'
import { addTable, type CellTable, emptyTable, fewestIn } from './cells'
import { answersOf, type Kept } from './pool'
import type { Answer, Task } from './task'

/**
 * Simulates honest regions, seed after seed, until every one of the bands (first and last) holds `wanted` sittings.
 * Selective schools differ from their peers honestly and visibly; they are counted apart.
 */
export async function honestRates(
  detectors: readonly string[],
  options: RegionInput,
  bands: readonly [number, number],
  wanted: number,
  { jobs, kept, tell }: { jobs: number; kept: Kept; tell: (line: string) => void },
): Promise<{ ordinary: CellTable; selective: CellTable; regions: number }> {
  const ordinary = emptyTable(detectors.length)
  const selective = emptyTable(detectors.length)
  let regions = 0
  const worker = new URL('./worker.ts', import.meta.url)
  for await (const answer of answersOf<Task, Answer>(worker, seedAfterSeed(options, detectors), jobs, kept)) {
    addTable(ordinary, answer.ordinary)
    addTable(selective, answer.selective)
    regions++
    if (regions % 25 === 0) tell(`${regions} regions, fewest sittings in a band: ${fewestIn(ordinary, bands)}`)
    if (fewestIn(ordinary, bands) >= wanted) break
  }
  return { ordinary, selective, regions }
}

function* seedAfterSeed(options: RegionInput, detectors: readonly string[]): Generator<Task> {
  for (let seed = 1; ; seed++) yield { options: { ...options, seed, manipulation: null }, detectors }
}
