/** A simulated region, its peers, and what every detector says of its sittings. */
import { builtInDetectors, type Detector, runDetectors } from '../../src/detectors'
import type { MonitorInput, Outcome } from '../../src/model'
import { findPeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { type RegionInput, simulateInput, type Truth } from '../../src/simulate'
import { observations } from '../../src/sittings/observers'
import { indexRegion } from '../../src/sittings/region'

export interface MeasuredRegion {
  readonly input: MonitorInput
  /** `[detector][sitting]` */
  readonly outcomes: readonly (readonly Outcome[])[]
  /** Aligned with the sittings. */
  readonly truth: readonly Truth[]
}

const settings = parseSettings({})

export function measureRegion(options: RegionInput, detectors: readonly Detector[] = builtInDetectors): MeasuredRegion {
  const { input, truth } = simulateInput(options)
  return { input, outcomes: measure(input, detectors), truth: truth.filter(({ participants }) => participants > 0) }
}

export function measure(input: MonitorInput, detectors: readonly Detector[] = builtInDetectors): Outcome[][] {
  const peers = findPeers(input.schools, settings, { stability: false })
  return runDetectors(detectors, { region: indexRegion(input, observations(input, settings)), peers, settings })
}
