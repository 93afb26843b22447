/** What size of manipulation would the user's own data reveal? Known manipulations are injected, and the monitor looks. */
import { builtInDetectors, checkedDetectors, type Detector, detectorsOf, runDetectors } from '../detectors'
import { weighEvidence } from '../evidence'
import type { MonitorInput, Peers, Power, PowerMechanism, PowerRow, Sitting, SizeBand } from '../model'
import { findPeers, withSaidContext } from '../peers'
import { bandOf, SIZE_BANDS } from '../recheck/fairness'
import { parseSettings, type Settings, type SettingsInput } from '../settings'
import { observations } from '../sittings/observers'
import { type IndexedRegion, indexRegion } from '../sittings/region'
import { largestListed } from '../statistics/false-discovery-rate'
import { wilson } from '../statistics/intervals'
import { createRandom } from '../statistics/random'
import { manipulate, POWER_MECHANISMS } from './manipulations'
import { papersOf, sittingOf } from './papers'

export { POWER_MECHANISMS } from './manipulations'

export interface PowerOptions {
  readonly mechanisms?: readonly PowerMechanism[]
  /** Shares of the papers that a manipulation touches, ascending, 0..1. */
  readonly shares?: readonly number[]
  /** How often every school is tried; more repeats, narrower intervals. */
  readonly repeats?: number
  /** Detectors of the user's own, which look as well. */
  readonly detectors?: readonly Detector[]
  /** Called after every look at the region. */
  readonly onProgress?: (done: number, of: number) => void
}

const SHARES = [0.1, 0.2, 0.35, 0.5] as const
/** Noticed: four schools of five. */
const OFTEN = 0.8
/** So many looks try every school once: a fifth of the region is changed at a time, the others stay the yardstick. */
const LOOKS = 5
const REPEATS = 2

/**
 * Injects a manipulation of known size into all sittings of a school and asks whether the school would be listed for
 * signs. Each look at the region holds a fifth of the schools of every size, with all mechanisms and shares dealt out
 * among them; each of these schools is judged alone, as if all others had the p-values of the untouched region. Schools
 * that are listed already, before anything was injected, take no part.
 *
 * Its answer holds for schools that manipulate all their sittings in one way; fewer sittings are harder to see. It costs
 * eleven looks at the whole region by default, whatever the number of mechanisms and shares.
 *
 * @param input what `collectTables` or `readTables` gives
 * @throws SettingsError for an unknown setting, DetectorError for a detector of one's own that is not whole
 * @example
 * detectableManipulation(input, { seed: 1 }).smallest[0] // { mechanism: 'lifting', band: '5-12', share: 0.5 }
 */
export function detectableManipulation(
  input: MonitorInput,
  settingsInput: SettingsInput = {},
  options: PowerOptions = {},
): Power {
  const own = checkedDetectors(options.detectors ?? [], builtInDetectors)
  const settings = parseSettings(settingsInput, own)
  const { mechanisms = POWER_MECHANISMS, shares = SHARES, repeats = REPEATS } = options
  const region = untouched(input, settings, detectorsOf(settings, own))
  const possible = mechanisms.filter((mechanism) => isPossible(region, mechanism))
  const trials = dealOut(
    region,
    possible.flatMap((mechanism) => shares.map((share) => ({ mechanism, share }))),
    repeats,
  )
  const looks = 1 + trials.length
  let done = 0
  const look = (sittings: readonly Sitting[]): Chances => {
    const chances = chancesOf(region, sittings)
    options.onProgress?.(++done, looks)
    return chances
  }
  const before = look(input.sittings)
  const limitOf = remembered((school) =>
    largestListed(
      before.filter((_, other) => other !== school),
      settings.evidence.moderate,
    ),
  )
  const isListed = (school: number, p: number | null): boolean => p !== null && p <= limitOf(school)
  const results = trials.flatMap((ofLook, at) => {
    const sittings = [...input.sittings]
    const injected = ofLook
      .filter(({ school }) => !isListed(school, before[school]!))
      .flatMap((trial) => {
        const changed = inject(region, sittings, trial, at)
        return changed === null ? [] : [{ ...trial, changed }]
      })
    const after = look(sittings)
    return injected.map((trial) => ({ ...trial, noticed: isListed(trial.school, after[trial.school]!) }))
  })
  const rows = mechanisms.flatMap((mechanism) =>
    SIZE_BANDS.flatMap((band) => shares.flatMap((share) => rowOf(mechanism, band, share, results))),
  )
  return {
    rows,
    smallest: mechanisms.flatMap((mechanism) => SIZE_BANDS.flatMap((band) => smallestOf(mechanism, band, rows))),
    notPossible: mechanisms.filter((mechanism) => !rows.some((row) => row.mechanism === mechanism)),
  }
}

/** The region as it is, before anything is injected. */
interface Untouched {
  readonly input: MonitorInput
  readonly region: IndexedRegion
  readonly settings: Settings
  readonly detectors: readonly Detector[]
  readonly peers: Peers
  /** Schools of each size. */
  readonly byBand: ReadonlyMap<SizeBand, readonly number[]>
  /** Items of each assessment, the hardest first. */
  readonly hardest: ReadonlyMap<string, readonly number[]>
}

function untouched(input: MonitorInput, settings: Settings, detectors: readonly Detector[]): Untouched {
  const region = indexRegion(input, observations(input, settings))
  const { bySchool, byAssessment, sittings } = region
  const band = bySchool.map((positions) => bandOf(positions.flatMap((i) => sittings[i]!.participants ?? [])))
  const sittingsOf = (id: string): Sitting[] => (byAssessment.get(id) ?? []).map((i) => sittings[i]!)
  return {
    ...{ input, region, settings, detectors },
    peers: findPeers(input.schools, withSaidContext(settings, input.saidContext)),
    byBand: new Map(SIZE_BANDS.map((name) => [name, [...band.keys()].filter((school) => band[school] === name)])),
    hardest: new Map(input.assessments.map(({ id, itemMax }) => [id, hardestItems(itemMax, sittingsOf(id))])),
  }
}

function hardestItems(itemMax: readonly number[] | null, sittings: readonly Sitting[]): number[] {
  if (itemMax === null) return []
  const points = itemMax.map(() => 0)
  for (const { itemCounts } of sittings)
    itemCounts?.forEach((counts, j) => counts.forEach((pupils, x) => (points[j] = (points[j] ?? 0) + pupils * x)))
  const solved = itemMax.map((max, j) => points[j]! / Math.max(1, max))
  return [...itemMax.keys()].sort((a, b) => solved[a]! - solved[b]! || a - b)
}

/** p-value of every school; `null` where nothing was measured. */
type Chances = readonly (number | null)[]

function chancesOf({ input, settings, detectors, peers }: Untouched, sittings: readonly Sitting[]): Chances {
  const changed = { ...input, sittings }
  const region = indexRegion(changed, observations(changed, settings))
  const outcomes = runDetectors(detectors, { region, peers, settings })
  return weighEvidence(detectors, outcomes, region, settings).schools.map(({ p }) => p)
}

function remembered<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)!
  }
}

interface Trial {
  readonly band: SizeBand
  readonly school: number
  readonly mechanism: PowerMechanism
  readonly share: number
}

interface Result extends Trial {
  readonly changed: number
  readonly noticed: boolean
}

/** The trials of each look: the schools of every size in random order, the cells dealt out to them in turn. */
function dealOut(
  { byBand, settings }: Untouched,
  cells: readonly Pick<Trial, 'mechanism' | 'share'>[],
  repeats: number,
): Trial[][] {
  const looks = Array.from({ length: cells.length === 0 ? 0 : repeats * LOOKS }, (): Trial[] => [])
  for (const band of SIZE_BANDS) {
    const schools = byBand.get(band)!
    for (let repeat = 0; looks.length > 0 && repeat < repeats; repeat++) {
      const random = createRandom(settings.seed, 'power', repeat, band)
      random.shuffle([...schools]).forEach((school, k) => {
        const look = repeat * LOOKS + Math.floor((k * LOOKS) / schools.length)
        const cell = cells[(repeat * schools.length + k) % cells.length]!
        looks[look]!.push({ band, school, ...cell })
      })
    }
  }
  return looks
}

function isPossible({ region, settings, hardest }: Untouched, mechanism: PowerMechanism): boolean {
  return region.sittings.some((sitting, i) => {
    const papers = papersOf(sitting)
    if (papers === null || papers.length === 0) return false
    const assessment = region.assessmentOf[i]!
    const random = createRandom(settings.seed, 'power')
    return (
      manipulate(mechanism, { papers, wanted: 1, assessment, hardest: hardest.get(assessment.id)!, random }) !== null
    )
  })
}

/** Changes all sittings of a school; the share of papers changed, or `null` where nothing could be. */
function inject(
  { region, settings, hardest }: Untouched,
  sittings: Sitting[],
  { school, mechanism, share }: Trial,
  look: number,
): number | null {
  let changed = 0
  let of = 0
  for (const i of region.bySchool[school]!) {
    const sitting = sittings[i]!
    const assessment = region.assessmentOf[i]!
    const papers = papersOf(sitting)
    if (papers === null || papers.length === 0) continue
    const random = createRandom(settings.seed, 'power', mechanism, look, sitting.key)
    const wanted = Math.max(1, Math.round(share * papers.length))
    const done = manipulate(mechanism, { papers, wanted, assessment, hardest: hardest.get(assessment.id)!, random })
    if (done === null) continue
    sittings[i] = sittingOf(sitting, assessment, papers, random)
    changed += done
    of += papers.length
  }
  return of === 0 ? null : changed / of
}

function rowOf(mechanism: PowerMechanism, band: SizeBand, share: number, trials: readonly Result[]): PowerRow[] {
  const here = trials.filter((t) => t.mechanism === mechanism && t.band === band && t.share === share)
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
