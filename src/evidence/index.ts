/** Outcomes combined: detectors -> sitting -> school, as p-values; then the false discovery rate over the schools. */
import type { Detector } from '../detectors'
import type { MonitorInput, Outcome, Sitting, Tier } from '../model'
import type { Settings } from '../settings'
import { sittingsBySchool } from '../sittings/by-school'
import type { Observation } from '../sittings/observers'
import { benjaminiHochberg } from '../statistics/fdr'
import { normalQuantile } from '../statistics/tails'
import { blockOf, type MeasuredSitting } from './block'
import { estimateDependence } from './dependence'
import { honestJudge } from './honest'

export interface Evidence {
  /** p-value per family; `null` where nothing was measured. */
  readonly families: Readonly<Record<string, number | null>>
  /** p-value of all that was measured together; `null` where nothing was. */
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
 * weighEvidence(detectors, outcomes, input, observed, settings).schools[0]?.tier // 'clear'
 */
export function weighEvidence(
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  input: Pick<MonitorInput, 'schools' | 'sittings' | 'hasObservers'>,
  observed: readonly Observation[],
  settings: Settings,
): EvidenceOfAll {
  const families = [...new Set(detectors.map((d) => d.meta.family))]
  const familyOf = detectors.map((d) => families.indexOf(d.meta.family))
  const bySchool = sittingsBySchool(input)
  const measured = input.sittings.map(
    (sitting, i): MeasuredSitting => ({
      cohort: cohortOf(sitting),
      weight: input.hasObservers && observed[i]!.observed ? settings.evidence.observedWeight : 1,
      z: Float64Array.from(detectors, (_, d) => zOf(outcomes[d]![i]!)),
    }),
  )
  const scored = bySchool.flatMap((positions, school) => positions.map((i) => ({ ...measured[i]!, school })))
  const dependence = estimateDependence(scored, detectors.length)
  const judge = honestJudge(dependence, familyOf, families.length, settings.seed)

  const weigh = (units: readonly (readonly MeasuredSitting[])[]): Evidence[] => {
    const weighed = judge(units.map(blockOf))
    const q = benjaminiHochberg(weighed.map((p) => p?.[families.length] ?? null))
    return weighed.map((p, i) => ({
      families: Object.fromEntries(families.map((family, f) => [family, p?.[f] ?? null])),
      p: p?.[families.length] ?? null,
      q: q[i]!,
      tier: tierOf(p?.slice(0, families.length) ?? [], q[i]!, settings),
    }))
  }
  return {
    sittings: weigh(measured.map((sitting) => [{ ...sitting, weight: 1 }])),
    schools: weigh(bySchool.map((positions) => positions.map((i) => measured[i]!))),
  }
}

/** The same pupils: same year, grade and class of a school. */
const cohortOf = ({ year, grade, className }: Sitting): string => `${year}|${grade}|${className}`

/** Beyond this a z-score says nothing more; keeps one extreme detector from outweighing the agreement of many. [ours] */
const LARGEST_Z = 8

function zOf(outcome: Outcome): number {
  if (outcome.outcome !== 'measured') return NaN
  return Math.max(-LARGEST_Z, Math.min(LARGEST_Z, -normalQuantile(Math.min(1 - 1e-15, Math.max(1e-300, outcome.p)))))
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
