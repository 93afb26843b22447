import { expectArguments, isByName } from './arguments-error'
import {
  builtInDetectors,
  checkedDetectors,
  type Detector,
  type DetectorInput,
  detectorsOf,
  highLevel,
  type Look,
  type LookPlan,
  optionsOf,
  planLooks,
} from './detectors'
import { weighWithCohorts } from './evidence'
import { regionBelief } from './evidence/belief'
import { onOneScale } from './evidence/one-scale'
import { peerSensitivity } from './evidence/sensitivity'
import { collectTables } from './input'
import type { LiftedPapers, MonitorInput, MonitorResult, Outcome, Peers, Tables, Warning } from './model'
import { officialMarkers } from './official'
import {
  assignToGroups,
  assignToPeers,
  checkVariables,
  contextIndex,
  type FoundPeers,
  findPeers,
  idleSettings,
  type SavedPeers,
  withoutColumns,
  withSaidContext,
} from './peers'
import { lookProgress, type Progress } from './progress'
import { listRechecks, listSupport, regionWarnings, reportObservers, tabulateFairness } from './recheck'
import { liftedPapers } from './recheck/lifted'
import {
  aboveReference,
  fitReference,
  type Reference,
  type ReferenceMaker,
  referenceUsed,
  withReferenceScales,
} from './reference'
import { buildResult } from './result'
import { parseSettings, type Settings, type SettingsInput } from './settings'
import { observations } from './sittings/observers'
import { indexRegion } from './sittings/region'
import { schoolMeans } from './sittings/school-means'
import { markRechecked, type SettledCase, stillSettled } from './verify'

/** What a script may add to the built-in parts. */
export interface Extensions {
  /** Detectors of the user's own: they take part in evidence, lists and reports like the built-in ones. */
  readonly detectors?: readonly Detector[]
  /** Peer groups of an earlier year (`savePeers`): schools are assigned to them, so that years stay comparable. */
  readonly peers?: SavedPeers
  /**
   * What a bigger run knows of honest schools (`makeReference`, `parseReference`): a small district is judged by it, as far
   * as it fits. The groups are its groups, and `peers` is not looked at.
   */
  readonly reference?: Reference
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
 * @throws ArgumentError for what are no tables, SettingsError for an unknown setting, DetectorError for a detector of one's own that is not whole, InputError for tables that cannot be used at all
 * @example
 * const result = monitor({ schools, results, observers }, { seed: 1 })
 * result.recheck[0] // { rank: 1, schoolId: '...', grounds: ['signs', 'noObserver'], ... }
 */
export function monitor(
  tables: Tables | MonitorInput,
  settingsInput: SettingsInput = {},
  extensions: Extensions = {},
): MonitorResult {
  return inOneThread(prepare(tables, settingsInput, extensions))
}

/** The whole job, without help of another thread. */
export const inOneThread = (job: Job): MonitorResult => job.conclude(job.weigh(takeAll(job)), job.lifted())

/** All looks, one after the other: what the detectors say to each. */
export const takeAll = ({ plan, told }: Job): Outcome[][][] =>
  plan.looks.map((look) => {
    const answers = plan.answersTo(look)
    told(look)
    return answers
  })

/** The job in parts, so that another thread may take some: the looks of the detectors, and the count of lifted papers. */
export interface Job {
  /** Settings that will have no effect, to be told before the long part; they are among the warnings of the result too. */
  readonly idle: readonly Warning[]
  readonly plan: LookPlan
  readonly detectorInput: DetectorInput
  /** To be told each look when it is done. */
  readonly told: (look: Look) => void
  /** @param answers aligned with the looks of the plan */
  readonly weigh: (answers: readonly Outcome[][][]) => Weighed
  /** Of the region alone: it waits for nothing. */
  readonly lifted: () => LiftedPapers
  readonly conclude: (weighed: Weighed, lifted: LiftedPapers) => MonitorResult
}

export interface Weighed {
  /** `[detector][sitting]` */
  readonly outcomes: readonly Outcome[][]
  readonly evidence: ReturnType<typeof weighWithCohorts>
}

/** @param maker gathers what makes a reference of this run */
export function prepare(
  tables: Tables | MonitorInput,
  settingsInput: SettingsInput,
  extensions: Extensions,
  maker: ReferenceMaker | null = null,
): Job {
  expectArguments('monitor', { tables: [tables, isByName(tables), 'tables'] })
  const own = checkedDetectors(extensions.detectors ?? [], builtInDetectors)
  const settings = parseSettings(settingsInput, own)
  const read = 'sittings' in tables ? tables : collectTables(tables, { grain: settings.grain })
  const detectors = detectorsOf(settings, own)
  const { reference } = extensions
  const of = { grain: settings.grain, detectors: optionsById(detectors, settings) }
  const fit = reference === undefined ? null : fitReference(reference, { input: read, ...of })
  const input = fit === null ? read : withReferenceScales(read, reference!, fit.used)
  if (input.hasSchools) checkVariables(input.schools, settings)
  const region = indexRegion(input, observations(input, settings))
  const said = withSaidContext(settings, input.saidContext)
  const tell = extensions.onProgress
  tell?.({ stage: 'peers', done: 0, settled: 0 })
  const isJudged = fit !== null && fit.used.length > 0
  const found = isJudged
    ? assignToGroups(reference!.peers, input.schools)
    : extensions.peers
      ? assignToPeers(extensions.peers, input.schools)
      : findPeers(input.schools, said, { outcomes: schoolMeans(region) })
  const idle = isJudged || extensions.peers ? idleSettings(settings, input.saidContext, !isJudged) : []
  const peers: Peers = { ...found, warnings: [...found.warnings, ...idle] }
  const results = peers.warnings.flatMap(({ code, details }) =>
    code === 'outcomeAsContext' ? [String(details!.column)] : [],
  )
  const peerSettings = withoutColumns(said, results)
  maker?.begin({ input, peers: peers as FoundPeers, ...of })
  const detectorInput: DetectorInput = {
    ...{ region, peers, settings },
    ...(fit === null ? {} : { told: fit.told }),
    ...(maker === null ? {} : { keep: maker.keep }),
  }
  const plan = planLooks(detectors, detectorInput)
  return {
    idle,
    plan,
    detectorInput,
    told: tell === undefined ? () => undefined : lookProgress(plan.looks, region, tell),
    weigh: (answers) => {
      const outcomes = plan.outcomesOf(answers)
      tell?.({ stage: 'evidence', done: 0, settled: 0 })
      const known = {
        ...region,
        ...(!isJudged ? {} : { toldDependence: reference!.dependence }),
        ...(maker === null ? {} : { keepDependence: maker.keepDependence }),
      }
      return { outcomes, evidence: weighWithCohorts(detectors, outcomes, known, settings) }
    },
    lifted: () => liftedPapers(region, settings.seed),
    conclude: ({ outcomes, evidence: weighed }, lifted) => {
      const settled = stillSettled(region.sittings, extensions.settled ?? [])
      const list = listRechecks(region, weighed, settings, settled)
      const evidence = onOneScale(weighed, region.bySchool, (i) => list.sittings[i]!.grounds.includes('signs'))
      const observers = reportObservers(region, peers, settings)
      const level = detectors.findIndex(({ meta }) => meta.id === highLevel.meta.id)
      const whole = fit === null || level < 0 ? [] : aboveReference(reference!, region, outcomes[level]!)
      const result = buildResult({
        ...{ input, region, settings, peers, detectors, outcomes, evidence, list, observers },
        reference: fit === null ? null : referenceUsed(reference!, fit),
        // Other peers than those of the reference are no alternative to it.
        sensitivity: settings.peers.sensitivity && !isJudged ? peerSensitivity(detectors, region, peerSettings) : null,
        lifted,
        belief: regionBelief(
          evidence.schools.map(({ p }) => p),
          settings.evidence.moderate,
          detectors.filter(
            ({ meta }, d) => meta.ownVote === true && outcomes[d]!.some((own) => own.outcome === 'measured'),
          ).length,
        ),
        support: listSupport(region, peers, detectors, outcomes, evidence, settings),
        fairness: tabulateFairness(region, peers, list),
        regionWarnings: [...whole, ...regionWarnings(region, observers, settings)],
        official: officialMarkers(region),
        contextIndex: contextIndex(input.schools, peerSettings),
      })
      return markRechecked(result, input.rechecks, extensions.settled)
    },
  }
}

/** The options that each detector has. */
export const optionsById = (detectors: readonly Detector[], settings: Settings): Reference['detectors'] =>
  detectors.map((detector) => ({ id: detector.meta.id, options: optionsOf(detector, settings) }))
