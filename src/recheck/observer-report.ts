/** Decision 2.3 over the region: coverage, what the rule costs, and whether observers make a difference. */

import type { MunicipalityCoverage, ObserverEffect, ObserverReport, Peers, Warning } from '../model'
import { fixed } from '../setting'
import type { Observation } from '../sittings/observers'
import type { IndexedRegion } from '../sittings/region'
import { controlledReport, observerEffects } from './observer-effect'
import type { Settings } from './options'
import { papersFor } from './papers'

/**
 * @returns `null` without an observers table: nothing is known then, which is not the same as nobody observed
 * @example
 * reportObservers(region, peers, settings)?.cost.papersToRecheck // 480
 */
export function reportObservers(region: IndexedRegion, peers: Peers, settings: Settings): ObserverReport | null {
  const { sittings, observations, hasObservers } = region
  if (!hasObservers) return null
  const count = (is: (of: Observation) => boolean): number => observations.filter(is).length
  const unobserved = sittings.filter((_, i) => !observations[i]!.observed)
  return {
    observed: count((of) => of.observed),
    absent: count((of) => of.observer === 'absent'),
    unknown: count((of) => of.observer === 'unknown'),
    conflictOfInterest: count((of) => of.observer === 'present' && of.conflictOfInterest),
    partlyObserved: count((of) => of.unobservedClasses.length > 0),
    cost: {
      sittings: unobserved.length,
      papersToRecheck: unobserved.reduce((sum, sitting) => sum + papersFor(sitting, false, settings), 0),
      allPapers: unobserved.reduce((sum, sitting) => sum + (sitting.participants ?? 0), 0),
    },
    municipalities: coverage(region),
    effects: observerEffects(region, peers),
    controlled: controlledReport(region, peers),
  }
}

function coverage({ schools, schoolOf, observations }: IndexedRegion): MunicipalityCoverage[] {
  const counts = new Map<string | null, { sittings: number; observed: number }>()
  schoolOf.forEach((school, i) => {
    const { municipality } = schools[school]!
    const { sittings, observed: before } = counts.get(municipality) ?? { sittings: 0, observed: 0 }
    counts.set(municipality, { sittings: sittings + 1, observed: before + (observations[i]!.observed ? 1 : 0) })
  })
  return [...counts]
    .map(([municipality, of]) => ({ municipality, ...of }))
    .sort((a, b) => ((a.municipality ?? '') < (b.municipality ?? '') ? -1 : 1))
}

/** Controlled sittings say more than public observers: where they suffice, they are the yardstick. */
export function firstYardstick(report: ObserverReport | null): ObserverEffect | null {
  const controlled = report?.controlled?.effect
  return controlled !== undefined && controlled.effect !== null ? controlled : (report?.effects[0] ?? null)
}

/**
 * What shakes the yardstick itself: results far lower under observers, or whole assessments with a heap of papers right
 * at a mark. Both mean that comparable schools may look alike because they all inflate.
 */
export function regionWarnings(
  region: Pick<IndexedRegion, 'sittings' | 'assessments' | 'byAssessment'>,
  report: ObserverReport | null,
  { recheck }: Settings,
): Warning[] {
  const warnings: Warning[] = []
  const controlled = report?.controlled?.effect.effect ?? null
  const { effect = null, low = null, high = null } = firstYardstick(report) ?? {}
  if (effect !== null && high! < 0 && -effect >= recheck.largeObserverEffect)
    warnings.push({
      code: controlled === null ? 'largeObserverEffect' : 'largeControlEffect',
      details: { effect: -effect, low: -high!, high: -low! },
    })
  const heaps = heapsOf(region, recheck.largeHeap)
  const [worst] = heaps
  if (worst !== undefined)
    warnings.push({ code: 'regionHeap', details: { assessments: heaps.length, ...worst.assessment, ...worst.heap } })
  return warnings
}

const FEWEST_PAPERS = fixed(200, {
  reason: 'So many papers at a cut and right below it are needed to speak of a heap.',
  origin: 'ours',
})

interface Heap {
  readonly assessment: { readonly subject: string; readonly grade: number | null }
  /** Papers at the cut-off and one point below it, over the region. */
  readonly heap: { readonly score: number; readonly at: number; readonly below: number }
}

/** Assessments whose pooled scores heap at a cut-off, the highest heap first. */
function heapsOf({ sittings, assessments, byAssessment }: Parameters<typeof regionWarnings>[0], ratio: number): Heap[] {
  return assessments
    .flatMap(({ id, subject, grade, cuts }) => {
      const counts = (byAssessment.get(id) ?? []).flatMap((i) =>
        sittings[i]!.scoreCounts === null ? [] : [sittings[i]!.scoreCounts!],
      )
      const pooled = (score: number): number => counts.reduce((sum, own) => sum + (own[score] ?? 0), 0)
      const heaps = (cuts ?? []).map((score) => ({ score, at: pooled(score), below: pooled(score - 1) }))
      const [highest] = heaps
        .filter(({ at, below }) => at + below >= FEWEST_PAPERS && at >= ratio * below)
        .sort((a, b) => height(b) - height(a) || a.score - b.score)
      return highest === undefined ? [] : [{ assessment: { subject, grade }, heap: highest }]
    })
    .sort((a, b) => height(b.heap) - height(a.heap))
}

const height = ({ at, below }: Heap['heap']): number => at / Math.max(1, below)
