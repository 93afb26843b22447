/** What the detectors notice of manipulated sittings, by mechanism, strength and size. */
import { type Mechanism, PAPER_MECHANISMS, type Strength } from '../../src/simulate'
import { addTable, type CellTable, emptyTable } from './cells'
import { answersOf, type Kept } from './pool'
import type { Answer, Task } from './task'

export const STRENGTHS: readonly Strength[] = ['weak', 'medium', 'strong']
export const MECHANISMS: readonly Mechanism[] = [...PAPER_MECHANISMS, 'journal']

export interface PowerRow {
  readonly mechanism: Mechanism
  readonly strength: Strength
  /** Manipulated sittings only. */
  readonly cells: CellTable
}

/**
 * Regions where one school in ten manipulates most of its sittings in one way, with one strength. The same seeds in every
 * row: the same schools do it, only harder.
 */
export async function powerRates(
  detectors: readonly string[],
  regions: number,
  { jobs, kept, tell }: { jobs: number; kept: Kept; tell: (line: string) => void },
): Promise<PowerRow[]> {
  const rows = MECHANISMS.flatMap((mechanism) =>
    STRENGTHS.map((strength) => ({ mechanism, strength, cells: emptyTable(detectors.length) })),
  )
  const tasks = rows.flatMap(({ mechanism, strength }) =>
    Array.from({ length: regions }, (_, k): Task => {
      const manipulation = { schools: 0.1, sittings: 0.6, strength, mechanisms: [mechanism], prevented: false }
      return { options: { preset: 'realistic', schools: 240, seed: k + 1, manipulation }, detectors }
    }),
  )
  let done = 0
  for await (const answer of answersOf<Task, Answer>(new URL('./worker.ts', import.meta.url), tasks, jobs, kept)) {
    const row = rows[Math.floor(done++ / regions)]!
    addTable(row.cells, answer.manipulated)
    if (done % regions === 0) tell(`${row.mechanism}, ${row.strength}`)
  }
  return rows
}
