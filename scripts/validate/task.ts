/** Simulates one region, measures it, and counts: the unit of work of `validate`. */
import { builtInDetectors } from '../../src/detectors'
import type { RegionInput } from '../../src/simulate'
import { BANDS, bandOf, type CellTable, count, emptyTable } from './cells'
import { measureRegion } from './regions'

export interface Task {
  readonly options: RegionInput
  /** Ids of the detectors to measure. */
  readonly detectors: readonly string[]
}

export interface Answer {
  /** Sittings that nobody touched, of schools like others, and of selective ones, which differ honestly and visibly. */
  readonly ordinary: CellTable
  readonly selective: CellTable
  readonly manipulated: CellTable
}

export function answer({ options, detectors: wanted }: Task): Answer {
  const detectors = builtInDetectors.filter(({ meta }) => wanted.includes(meta.id))
  const { input, outcomes, truth } = measureRegion(options, detectors)
  const chosen = new Set(input.schools.filter((s) => s.advancedProgram).map((s) => s.id))
  const tables = {
    ordinary: emptyTable(detectors.length),
    selective: emptyTable(detectors.length),
    manipulated: emptyTable(detectors.length),
  }
  input.sittings.forEach((sitting, i) => {
    const band = bandOf(sitting.participants ?? 0)
    if (band < 0 || band >= BANDS.length) return
    const kind = truth[i]!.manipulated ? 'manipulated' : chosen.has(sitting.schoolId) ? 'selective' : 'ordinary'
    outcomes.forEach((of, d) => count(tables[kind][d]![band]!, of[i]!))
  })
  return tables
}
