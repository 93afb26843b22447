/**
 * Which schools' assessment papers should be rechecked, and why. Runs anywhere: no file system, no clock, no network.
 * Files: `objectivity-monitor/node`. Reports: `objectivity-monitor/report`. Simulated regions: `objectivity-monitor/simulate`.
 */
export {
  builtInDetectors,
  type Detector,
  type DetectorMeta,
  type DetectorView,
  detectorCoverage,
  runDetectors,
} from './detectors'
export { type Evidence, weighEvidence } from './evidence'
export { collectTables, createCollector, earlierRows, InputError, readRows } from './input'
export * from './model'
export { type Extensions, monitor } from './monitor'
export {
  assignToPeers,
  type ContextIndex,
  contextIndex,
  type FoundPeers,
  findPeers,
  type PeerDefinition,
  type PeerOptions,
  peerDefinitions,
  type SavedPeers,
  savePeers,
} from './peers'
export { detectableManipulation, POWER_MECHANISMS, type PowerOptions } from './power'
export { listRechecks, listSupport, regionWarnings, reportObservers, tabulateFairness } from './recheck'
export { explainSchool } from './recheck/explain'
export {
  type CheckedSitting,
  type ControlEstimate,
  type Precision,
  type Rate,
  type Verdict,
  type Verification,
  verifyRechecks,
} from './recheck/outcomes'
export { acceptanceNumber, drawPapers, papersToFind } from './recheck/papers'
export { markSettled, mergeSettled, parseSettled, type SettledCase, settledCases } from './recheck/settled'
export { parseSettings, type Settings, SettingsError, type SettingsInput, settingsSchema } from './settings'
export { observations } from './sittings/observers'
export { mergeSittings } from './sittings/sitting'
export { cauchyCombination } from './statistics/combine'
export { benjaminiHochberg } from './statistics/fdr'
