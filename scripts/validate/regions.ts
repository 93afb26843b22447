/** A simulated region, its peers, and what every detector says of its sittings. */
import { builtInDetectors, type Detector, runDetectors } from '../../src/detectors'
import type { MonitorInput, Outcome } from '../../src/model'
import { findPeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { type RegionInput, simulateInput, type Truth } from '../../src/simulate'
import { observations } from '../../src/sittings/observers'
import { indexRegion } from '../../src/sittings/region'
import { createRandom } from '../../src/statistics/random'

export interface MeasuredRegion {
  readonly input: MonitorInput
  /** `[detector][sitting]` */
  readonly outcomes: readonly (readonly Outcome[])[]
  /** Aligned with the sittings. */
  readonly truth: readonly Truth[]
}

const settings = parseSettings({})

export function measureRegion(options: RegionInput, detectors: readonly Detector[] = builtInDetectors): MeasuredRegion {
  const { input: simulated, truth } = simulateInput(options)
  const asksForLists = detectors.some(({ meta }) => meta.needs.includes('earlier'))
  const input = asksForLists ? withEarlierLists(simulated, options.seed ?? 1) : simulated
  return { input, outcomes: measure(input, detectors), truth: truth.filter(({ participants }) => participants > 0) }
}

/** Years of the honest lists, how often a school stands on one, and how far schools differ in that (logits). */
const LISTS = [2015, 2016, 2017, 2018, 2019, 2020]
const LISTED = 0.15
const PECULIARITY = 0.7

/** Lists of earlier years on which honest schools stand by chance, some more often than others. */
function withEarlierLists(input: MonitorInput, seed: number): MonitorInput {
  const random = createRandom(seed, 'earlier lists')
  const schools = input.schools.map((school) => {
    const chance = 1 / (1 + Math.exp(-(Math.log(LISTED / (1 - LISTED)) + PECULIARITY * random.normal())))
    return { ...school, earlier: LISTS.map((year) => ({ year, listed: random.uniform() < chance })) }
  })
  return { ...input, schools }
}

export function measure(input: MonitorInput, detectors: readonly Detector[] = builtInDetectors): Outcome[][] {
  const peers = findPeers(input.schools, settings, { stability: false })
  return runDetectors(detectors, { region: indexRegion(input, observations(input, settings)), peers, settings })
}
