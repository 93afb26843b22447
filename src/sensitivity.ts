import { type Detector, runDetectors } from './detectors'
import { weighEvidence } from './evidence'
import type { MonitorInput } from './model'
import { peerDefinitions } from './peers'
import type { Settings } from './settings'
import { countedObserver, type Observation } from './sittings/observers'

/**
 * How much a listing depends on who is compared with whom: the share of peer definitions (clusters, neighbours, given
 * groups, clusters without one context column at a time, the whole region) under which a school has signs.
 *
 * Costs the detectors and the evidence once per definition.
 *
 * @returns 0..1 per school, aligned with `input.schools`
 * @example
 * peerSensitivity(builtInDetectors, input, observed, settings)[0] // 0.9
 */
export function peerSensitivity(
  detectors: readonly Detector[],
  input: MonitorInput,
  observed: readonly Observation[],
  settings: Settings,
): number[] {
  const definitions = peerDefinitions(input.schools, settings)
  const listed = new Array<number>(input.schools.length).fill(0)
  for (const { peers } of definitions) {
    const outcomes = runDetectors(detectors, { ...input, observers: observed.map(countedObserver), peers, settings })
    weighEvidence(detectors, outcomes, input, observed, settings).schools.forEach(({ tier }, school) => {
      if (tier === 'strong' || tier === 'moderate') listed[school]!++
    })
  }
  return listed.map((count) => count / definitions.length)
}
