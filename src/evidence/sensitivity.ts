import { type Detector, type RunSettings, runDetectors } from '../detectors'
import { peerDefinitions } from '../peers'
import type { Settings as PeerSettings } from '../peers/options'
import type { IndexedRegion } from '../sittings/region'
import { weighEvidence } from './index'
import type { Settings as EvidenceSettings } from './options'

/**
 * How much a listing depends on who is compared with whom: the share of peer definitions (clusters, neighbours, given
 * groups, clusters without one context column at a time, the whole region) under which a school has signs.
 *
 * Costs the detectors and the evidence once per definition.
 *
 * @returns 0..1 per school, aligned with `region.schools`
 * @example
 * peerSensitivity(builtInDetectors, region, settings)[0] // 0.9
 */
export function peerSensitivity(
  detectors: readonly Detector[],
  region: IndexedRegion,
  settings: EvidenceSettings & PeerSettings & RunSettings,
): number[] {
  const definitions = peerDefinitions(region.schools, settings)
  const listed = new Array<number>(region.schools.length).fill(0)
  for (const { peers } of definitions) {
    const outcomes = runDetectors(detectors, { region, peers, settings })
    weighEvidence(detectors, outcomes, region, settings).schools.forEach(({ tier }, school) => {
      if (tier === 'strong' || tier === 'moderate') listed[school]!++
    })
  }
  return listed.map((count) => count / definitions.length)
}
