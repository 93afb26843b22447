/** What the detectors notice of manipulated sittings, by mechanism, strength and size. */
import type { Detector } from '../../src/detectors'
import { type Mechanism, PAPER_MECHANISMS, type Strength } from '../../src/simulate'
import { BANDS, bandOf, type Cell, count, emptyCell } from './cells'
import { measureRegion } from './regions'

export const STRENGTHS: readonly Strength[] = ['weak', 'medium', 'strong']
export const MECHANISMS: readonly Mechanism[] = [...PAPER_MECHANISMS, 'journal']

export interface PowerRow {
  readonly mechanism: Mechanism
  readonly strength: Strength
  /** `[detector][band]`, manipulated sittings only. */
  readonly cells: Cell[][]
}

/** Regions where one school in ten manipulates most of its sittings in one way, with one strength. */
export function powerRates(detectors: readonly Detector[], regions: number, told: (line: string) => void): PowerRow[] {
  return MECHANISMS.flatMap((mechanism) =>
    STRENGTHS.map((strength) => {
      const cells = detectors.map(() => BANDS.map(emptyCell))
      for (let seed = 1; seed <= regions; seed++) {
        const manipulation = { schools: 0.1, sittings: 0.6, strength, mechanisms: [mechanism], prevented: false }
        const { input, outcomes, truth } = measureRegion({ schools: 240, seed, manipulation }, detectors)
        input.sittings.forEach((sitting, i) => {
          const band = bandOf(sitting.participants ?? 0)
          if (band < 0 || !truth[i]!.manipulated) return
          outcomes.forEach((of, d) => count(cells[d]![band]!, of[i]!))
        })
      }
      told(`${mechanism}, ${strength}`)
      return { mechanism, strength, cells }
    }),
  )
}
