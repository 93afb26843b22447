/** Outcomes combined: detectors -> families -> sitting -> school, then the false discovery rate over the schools. */
import type { Detector } from '../detectors'
import type { MonitorInput, Outcome, Tier } from '../model'
import type { Settings } from '../settings'
import { sittingsBySchool } from '../sittings/by-school'
import { cauchyCombination } from '../statistics/combine'
import { benjaminiHochberg } from '../statistics/fdr'

export interface Evidence {
  /** Combined p-value per family; `null` where nothing was measured. */
  readonly families: Readonly<Record<string, number | null>>
  /** Combined p-value; `null` where nothing was measured. */
  readonly p: number | null
  /** Share of honest ones to expect among those with a p as small as this (Benjamini-Hochberg). */
  readonly q: number | null
  readonly tier: Tier
}

export interface EvidenceOfAll {
  /** Aligned with the sittings. */
  readonly sittings: readonly Evidence[]
  /** Aligned with the schools. */
  readonly schools: readonly Evidence[]
}

/**
 * @param outcomes `[detector][sitting]`, from `runDetectors`
 * @example
 * weighEvidence(detectors, outcomes, input, settings).schools[0]?.tier // 'clear'
 */
export function weighEvidence(
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  input: Pick<MonitorInput, 'schools' | 'sittings'>,
  settings: Settings,
): EvidenceOfAll {
  const families = [...new Set(detectors.map((d) => d.meta.family))]
  const combine = (p: readonly (number | null)[]): number | null => cauchyCombination(p, settings.evidence.cap)

  const ofSitting = input.sittings.map((_, i) =>
    families.map((family) =>
      combine(
        detectors.flatMap((detector, d) => {
          const outcome = outcomes[d]![i]!
          return detector.meta.family === family && outcome.outcome === 'measured' ? [outcome.p] : []
        }),
      ),
    ),
  )
  const ofSchool = sittingsBySchool(input).map((positions) =>
    families.map((_, f) => combine(positions.map((i) => ofSitting[i]![f]!))),
  )

  const weigh = (all: readonly (readonly (number | null)[])[]): Evidence[] => {
    const p = all.map((byFamily) => combine(byFamily))
    const q = benjaminiHochberg(p)
    return all.map((byFamily, i) => ({
      families: Object.fromEntries(families.map((family, f) => [family, byFamily[f]!])),
      p: p[i]!,
      q: q[i]!,
      tier: tierOf(byFamily, q[i]!, settings),
    }))
  }
  return { sittings: weigh(ofSitting), schools: weigh(ofSchool) }
}

function tierOf(families: readonly (number | null)[], q: number | null, settings: Settings): Tier {
  if (q === null) return 'notAssessable'
  const { strong, strongFamily, moderate, watch, watchFamily } = settings.evidence
  const below = (limit: number): number => families.filter((p) => p !== null && p < limit).length
  if (q <= strong && below(strongFamily) >= 2) return 'strong'
  if (q <= moderate) return 'moderate'
  if (q <= watch || below(watchFamily) >= 1) return 'watch'
  return 'clear'
}
