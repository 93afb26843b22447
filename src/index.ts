/**
 * Which schools' assessment papers should be rechecked, and why. Runs anywhere: no file system, no clock, no network.
 * Files: `objectivity-monitor/node`. Reports: `objectivity-monitor/report`. Simulated regions: `objectivity-monitor/simulate`.
 *
 * @module objectivity-monitor
 */
export { ArgumentError } from './arguments-error'
export { clusterSchools } from './cluster-schools'
export {
  builtInDetectors,
  type Coverage,
  type Detector,
  type DetectorDefinition,
  DetectorError,
  type DetectorInput,
  type DetectorMeta,
  type DetectorView,
  defineDetector,
  detectorCoverage,
  type OptionsOf,
  type OptionTypes,
  type RunSettings,
  runDetectors,
} from './detectors'
export { type CohortEvidence, type Evidence, type EvidenceOfAll, weighEvidence, weighWithCohorts } from './evidence'
export type { Settings as EvidenceSettings } from './evidence/options'
export { explainSchool } from './explain'
export { collectTables, createCollector, earlierRows, InputError, inspect, readRows } from './input'
export type { Collector, CollectorOptions, TableFeed } from './input/collecting/collector'
export type { InspectOptions } from './input/collecting/inspect'
export type {
  ByteBlob,
  ByteStream,
  BytesSource,
  RowsSource,
  TableSource,
  TableSources,
} from './input/collecting/read-rows'
export type { Context, SourceInfo } from './input/collecting/source'
export type { MergedRange } from './input/formats/workbook'
export type { NumberedName } from './input/headers/columns'
export type { Header, NumberedColumn } from './input/headers/header'
export type { Understood } from './input/headers/inspect-sheet'
export type { Layout } from './input/headers/layouts/layout'
export type { Block } from './input/headers/recognise'
export type { ProblemPlace } from './input/problems'
export { makeReference } from './make-reference'
export * from './model'
export { type Extensions, monitor } from './monitor'
export {
  type CertainReason,
  type ObserverPlan,
  type ObserverPlanInput,
  type PlannedSchool,
  planObservers,
} from './observer-plan'
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
export type { Clustering } from './peers/clusters'
export type { NumberOfGroups } from './peers/number-of-groups'
export type { Settings as PeerSettings } from './peers/options'
export type { Outcomes } from './peers/target-leakage'
export type { Gap } from './peers/validity'
export type { ContextVariable, Encoder, KnownVariable, VariableKind } from './peers/variables'
export { detectableManipulation, POWER_MECHANISMS, type PowerOptions } from './power'
export type { Progress } from './progress'
export type { PlannedSitting, RecheckList, SchoolOnList, SittingOnList } from './recheck'
export {
  listRechecks,
  listSupport,
  planRecheck,
  regionWarnings,
  reportObservers,
  tabulateFairness,
} from './recheck'
export type { RecheckInput } from './recheck/list'
export type { Settings as RecheckSettings } from './recheck/options'
export { acceptanceNumber, drawPapers, papersToFind } from './recheck/papers'
export {
  type NotFitting,
  parseReference,
  type Reference,
  type ReferenceAbout,
  type ReferenceAssessment,
  ReferenceFileError,
  type ReferencePeers,
} from './reference'
export { type About, type Origin, pupils, real, setting, share, whole } from './setting'
export { parseSettings, type Settings, type SettingsInput, settingsSchema } from './settings'
export { describeSettingsProblem, type Expected, SettingsError, type SettingsProblem } from './settings-error'
export type { Observation } from './sittings/observers'
export { observations } from './sittings/observers'
export type { Settings as ObserverSettings } from './sittings/options'
export type { IndexedRegion, IndexedRegion as ObserverReportInput } from './sittings/region'
export { indexRegion } from './sittings/region'
export { mergeSittings } from './sittings/sitting'
export { cauchyCombination } from './statistics/cauchy-combination'
export { benjaminiHochberg } from './statistics/false-discovery-rate'
export type { Interval } from './statistics/intervals'
export type { ItemChanges, Prevalence } from './verify/outcomes'
export {
  type CheckedSitting,
  type ControlEstimate,
  type Precision,
  type Rate,
  type Verdict,
  type Verification,
  verifyRechecks,
} from './verify/outcomes'
export { markSettled, mergeSettled, parseSettled, type SettledCase, settledCases } from './verify/settled'
