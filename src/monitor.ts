import { builtInDetectors, type Detector, runDetectors } from './detectors'
import { weighEvidence } from './evidence'
import { collectTables } from './input'
import type { MonitorInput, MonitorResult, Tables } from './model'
import { officialMarkers } from './official'
import { assignToPeers, contextIndex, findPeers, type SavedPeers } from './peers'
import { type Progress, watched } from './progress'
import { listRechecks, listSupport, regionWarnings, reportObservers, tabulateFairness } from './recheck'
import { markRechecked, type SettledCase, stillSettled } from './recheck/settled'
import { buildResult } from './result'
import { peerSensitivity } from './sensitivity'
import { parseSettings, type SettingsInput } from './settings'
import { countedObserver, observations } from './sittings/observers'

/** What a script may add to the built-in parts. */
export interface Extensions {
  /** Detectors of the user's own: they take part in evidence, lists and reports like the built-in ones. */
  readonly detectors?: readonly Detector[]
  /** Peer groups of an earlier year (`savePeers`): schools are assigned to them, so that years stay comparable. */
  readonly peers?: SavedPeers
  /**
   * What earlier rechecks settled (`settledCases`): the list tells it and asks for no papers there, and says where the
   * results have changed since.
   */
  readonly settled?: readonly SettledCase[]
  /** Told again and again during a long job. */
  readonly onProgress?: (progress: Progress) => void
}

/**
 * The whole job: from an authority's tables to the list of schools whose papers should be rechecked, and why.
 *
 * Pure and synchronous; runs anywhere. A school on the list is to be rechecked; nothing here says more than that.
 *
 * @param tables rows as objects (`docs/input.md`), or what `readTables` of `objectivity-monitor/node` has read
 * @throws SettingsError for an unknown setting, InputError for tables that cannot be used at all
 * @example
 * const result = monitor({ schools, results, observers }, { seed: 1 })
 * result.recheck[0] // { rank: 1, schoolId: '...', grounds: ['signs', 'noObserver'], ... }
 */
export function monitor(
  tables: Tables | MonitorInput,
  settingsInput: SettingsInput = {},
  extensions: Extensions = {},
): MonitorResult {
  const settings = parseSettings(settingsInput)
  const input = 'sittings' in tables ? tables : collectTables(tables, { grain: settings.grain })
  const observed = observations(input, settings)
  const tell = extensions.onProgress
  tell?.({ stage: 'peers', done: 0, settled: 0 })
  const peers = extensions.peers ? assignToPeers(extensions.peers, input.schools) : findPeers(input.schools, settings)
  const detectors = [...builtInDetectors, ...(extensions.detectors ?? [])].filter(
    ({ meta }) => !settings.detectors.off.includes(meta.id),
  )
  const outcomes = runDetectors(watched(detectors, input, tell), {
    ...input,
    observers: observed.map(countedObserver),
    peers,
    settings,
  })
  tell?.({ stage: 'evidence', done: 0, settled: 0 })
  const evidence = weighEvidence(detectors, outcomes, input, observed, settings)
  const settled = stillSettled(input.sittings, extensions.settled ?? [])
  const list = listRechecks(input, observed, evidence, settings, settled)
  const observers = reportObservers(input, observed, peers, settings)
  const result = buildResult({
    ...{ input, settings, observed, peers, detectors, outcomes, evidence, list, observers },
    sensitivity: settings.peers.sensitivity ? peerSensitivity(detectors, input, observed, settings) : null,
    support: listSupport(input, detectors, outcomes, evidence, settings),
    fairness: tabulateFairness(input, peers, list),
    regionWarnings: regionWarnings(input, observers, settings),
    official: officialMarkers(input),
    contextIndex: contextIndex(input.schools, settings),
  })
  return markRechecked(result, input.rechecks, extensions.settled)
}
