/** Simulates one region, measures it, and answers with the counts: the unit of work of `validate`. */
import { builtInDetectors } from '../../src/detectors'
import type { RegionInput } from '../../src/simulate'
import { BANDS, bandOf, type CellTable, count, emptyTable } from './cells'
import { measureRegion } from './regions'

export interface Task {
  readonly options: RegionInput
}

export interface Answer {
  /** Sittings that nobody touched, of schools like others, and of selective ones, which differ honestly and visibly. */
  readonly ordinary: CellTable
  readonly selective: CellTable
  readonly manipulated: CellTable
}

function answer({ options }: Task): Answer {
  const { input, outcomes, truth } = measureRegion(options)
  const chosen = new Set(input.schools.filter((s) => s.advancedProgram).map((s) => s.id))
  const tables = {
    ordinary: emptyTable(builtInDetectors.length),
    selective: emptyTable(builtInDetectors.length),
    manipulated: emptyTable(builtInDetectors.length),
  }
  input.sittings.forEach((sitting, i) => {
    const band = bandOf(sitting.participants ?? 0)
    if (band < 0 || band >= BANDS.length) return
    const kind = truth[i]!.manipulated ? 'manipulated' : chosen.has(sitting.schoolId) ? 'selective' : 'ordinary'
    outcomes.forEach((of, d) => count(tables[kind][d]![band]!, of[i]!))
  })
  return tables
}

process.on('message', (task) => process.send!(answer(task as Task)))
