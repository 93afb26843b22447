/** What size of manipulation would the user's own data reveal? Known manipulations are injected, and the monitor looks. */
import { builtInDetectors, runDetectors } from '../detectors'
import { weighEvidence } from '../evidence'
import type { MonitorInput, Peers, Sitting, Tier } from '../model'
import { findPeers } from '../peers'
import { bandOf, SIZE_BANDS, type SizeBand } from '../recheck/fairness'
import { parseSettings, type Settings, type SettingsInput } from '../settings'
import { sittingsBySchool } from '../sittings/by-school'
import { observations } from '../sittings/observers'
import { wilson } from '../statistics/intervals'
import { createRandom } from '../statistics/random'
import { manipulate, POWER_MECHANISMS, type PowerMechanism } from './manipulations'
import { papersOf, sittingOf } from './papers'

export { POWER_MECHANISMS, type PowerMechanism } from './manipulations'

export interface PowerOptions {
  readonly mechanisms?: readonly PowerMechanism[]
  /** Shares of the papers that a manipulation touches, ascending, 0..1. */
  readonly shares?: readonly number[]
  /** How often other schools are drawn; more repeats, narrower intervals. */
  readonly repeats?: number
  /** Called after every look at the region. */
  readonly onProgress?: (done: number, of: number) => void
}

/** Of the schools of one size in which something was injected, those that the list would name for signs. */
export interface PowerRow {
  readonly mechanism: PowerMechanism
  readonly band: SizeBand
  /** Share of the papers that the manipulation was to touch. */
  readonly share: number
  /** Share of the papers that it changed: fewer, where too few papers lie below a cut-off or are weak. */
  readonly changed: number
  readonly schools: number
  readonly noticed: number
  readonly rate: number
  readonly low: number
  readonly high: number
}

export interface Power {
  readonly rows: readonly PowerRow[]
  /** Smallest share from which on at least four schools of five are noticed; `null` = none of those tried. */
  readonly smallest: readonly {
    readonly mechanism: PowerMechanism
    readonly band: SizeBand
    readonly share: number | null
  }[]
  /** Mechanisms that could not be injected into any sitting: the data do not hold what they need. */
  readonly notPossible: readonly PowerMechanism[]
}

const SHARES = [0.1, 0.2, 0.35, 0.5] as const
/** Noticed: four schools of five. */
const OFTEN = 0.8
/** Share of the schools of a size that are manipulated at a time: the others stay the yardstick. */
const AT_A_TIME = 0.1
/** Schools of a size that are manipulated at a time, at least, if there are twice as many. */
const AT_LEAST = 3

/**
 * Injects manipulations of known size into all sittings of a few schools of every size at a time, and counts how many of
 * these schools get tier strong or moderate. Schools that have it already, before anything was injected, take no part.
 *
 * Its answer holds for schools that manipulate all their sittings in one way; fewer sittings are harder to see. It costs
 * one look at the whole region per mechanism, share and repeat (17 by default).
 *
 * @param input what `collectTables` or `readTables` gives
 * @throws SettingsError for an unknown setting
 * @example
 * detectableManipulation(input, { seed: 1 }).smallest[0] // { mechanism: 'lifting', band: '5-12', share: 0.5 }
 */
export function detectableManipulation(
  input: MonitorInput,
  settingsInput: SettingsInput = {},
  options: PowerOptions = {},
): Power {
  const settings = parseSettings(settingsInput)
  const { mechanisms = POWER_MECHANISMS, shares = SHARES, repeats = 1 } = options
  const region = prepare(input, settings)
  const looks = 1 + mechanisms.length * shares.length * repeats
  let done = 0
  const look = (sittings: readonly Sitting[]): readonly Tier[] => {
    const tiers = tiersOf(region, sittings)
    options.onProgress?.(++done, looks)
    return tiers
  }
  const before = look(input.sittings)
  const rows = mechanisms.flatMap((mechanism) =>
    shares.flatMap((share) => {
      const trials = Array.from({ length: repeats }, (_, r) => tryOut(region, mechanism, share, r, before, look)).flat()
      return SIZE_BANDS.flatMap((band) => rowOf(mechanism, band, share, trials))
    }),
  )
  return {
    rows,
    smallest: mechanisms.flatMap((mechanism) => SIZE_BANDS.flatMap((band) => smallestOf(mechanism, band, rows))),
    notPossible: mechanisms.filter((mechanism) => !rows.some((row) => row.mechanism === mechanism)),
  }
}

interface PreparedRegion {
  readonly input: MonitorInput
  readonly settings: Settings
  readonly peers: Peers
  /** Positions of the sittings of each school. */
  readonly bySchool: readonly (readonly number[])[]
  /** Schools of each size. */
  readonly byBand: ReadonlyMap<SizeBand, readonly number[]>
  /** Items of each assessment, the hardest first. */
  readonly hardest: ReadonlyMap<string, readonly number[]>
}

function prepare(input: MonitorInput, settings: Settings): PreparedRegion {
  const bySchool = sittingsBySchool(input)
  const band = bySchool.map((positions) => bandOf(positions.flatMap((i) => input.sittings[i]!.participants ?? [])))
  return {
    ...{ input, settings, bySchool },
    peers: findPeers(input.schools, settings),
    byBand: new Map(SIZE_BANDS.map((name) => [name, [...band.keys()].filter((school) => band[school] === name)])),
    hardest: new Map(input.assessments.map(({ id, itemMax }) => [id, hardestItems(id, itemMax, input.sittings)])),
  }
}

function hardestItems(id: string, itemMax: readonly number[] | null, sittings: readonly Sitting[]): number[] {
  if (itemMax === null) return []
  const points = itemMax.map(() => 0)
  for (const { assessmentId, itemCounts } of sittings)
    if (assessmentId === id)
      itemCounts?.forEach((counts, j) => counts.forEach((pupils, x) => (points[j] = (points[j] ?? 0) + pupils * x)))
  const solved = itemMax.map((max, j) => points[j]! / Math.max(1, max))
  return [...itemMax.keys()].sort((a, b) => solved[a]! - solved[b]! || a - b)
}

function tiersOf({ input, settings, peers }: PreparedRegion, sittings: readonly Sitting[]): readonly Tier[] {
  const changed = { ...input, sittings }
  const observed = observations(changed, settings)
  const detectors = builtInDetectors.filter(({ meta }) => !settings.detectors.off.includes(meta.id))
  const observers = observed.map((of) => of.observer)
  const outcomes = runDetectors(detectors, { ...changed, observers, peers, settings })
  return weighEvidence(detectors, outcomes, changed, observed, settings).schools.map(({ tier }) => tier)
}

const isNoticed = (tier: Tier): boolean => tier === 'strong' || tier === 'moderate'

interface Trial {
  readonly band: SizeBand
  readonly changed: number
  readonly noticed: boolean
}

function tryOut(
  region: PreparedRegion,
  mechanism: PowerMechanism,
  share: number,
  repeat: number,
  before: readonly Tier[],
  look: (sittings: readonly Sitting[]) => readonly Tier[],
): Trial[] {
  const sittings = [...region.input.sittings]
  const injected = SIZE_BANDS.flatMap((band) => {
    const candidates = region.byBand.get(band)!.filter((school) => !isNoticed(before[school]!))
    // The same schools for every share of a mechanism, so that shares can be compared.
    const random = createRandom(region.settings.seed, 'power', mechanism, repeat, band)
    const few = Math.min(AT_LEAST, Math.floor(candidates.length / 2))
    return random.sample(candidates, Math.max(few, Math.floor(AT_A_TIME * candidates.length))).flatMap((school) => {
      const changed = inject(region, sittings, school, mechanism, share, repeat)
      return changed === null ? [] : [{ band, school, changed }]
    })
  })
  if (injected.length === 0) return []
  const tiers = look(sittings)
  return injected.map(({ band, school, changed }) => ({ band, changed, noticed: isNoticed(tiers[school]!) }))
}

/** Changes all sittings of a school; the share of papers changed, or `null` where nothing could be. */
function inject(
  { input, settings, bySchool, hardest }: PreparedRegion,
  sittings: Sitting[],
  school: number,
  mechanism: PowerMechanism,
  share: number,
  repeat: number,
): number | null {
  const assessments = new Map(input.assessments.map((assessment) => [assessment.id, assessment]))
  let changed = 0
  let of = 0
  for (const i of bySchool[school]!) {
    const sitting = sittings[i]!
    const assessment = assessments.get(sitting.assessmentId)!
    const papers = papersOf(sitting)
    if (papers === null || papers.length === 0) continue
    const random = createRandom(settings.seed, 'power', mechanism, repeat, sitting.key)
    const wanted = Math.max(1, Math.round(share * papers.length))
    const done = manipulate(mechanism, { papers, wanted, assessment, hardest: hardest.get(assessment.id)!, random })
    if (done === null) continue
    sittings[i] = sittingOf(sitting, assessment, papers, random)
    changed += done
    of += papers.length
  }
  return of === 0 ? null : changed / of
}

function rowOf(mechanism: PowerMechanism, band: SizeBand, share: number, trials: readonly Trial[]): PowerRow[] {
  const here = trials.filter((trial) => trial.band === band)
  if (here.length === 0) return []
  const noticed = here.filter((trial) => trial.noticed).length
  return [
    {
      ...{ mechanism, band, share },
      changed: here.reduce((sum, trial) => sum + trial.changed, 0) / here.length,
      schools: here.length,
      noticed,
      rate: noticed / here.length,
      ...wilson(noticed, here.length),
    },
  ]
}

function smallestOf(mechanism: PowerMechanism, band: SizeBand, rows: readonly PowerRow[]): Power['smallest'] {
  const here = rows.filter((row) => row.mechanism === mechanism && row.band === band)
  if (here.length === 0) return []
  const lastMissed = here.findLastIndex((row) => row.rate < OFTEN)
  return [{ mechanism, band, share: here[lastMissed + 1]?.share ?? null }]
}
