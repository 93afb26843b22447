/** The recheck list: grounds of every sitting (decisions 2.2 and 2.3), what it costs, then the schools by priority. */

import { expectArguments, hasLists, hasParts, lengthOf } from '../arguments-error'
import { log } from '../elementary'
import { type EvidenceOfAll, hasSigns } from '../evidence'
import { groupBy } from '../group-by'
import { GROUNDS, type Ground, type RecheckPlan, type Tier } from '../model'
import { fixed } from '../setting'
import type { IndexedRegion } from '../sittings/region'
import { SMALLEST_P } from '../statistics/tails'
import { chooseWithin, type Request } from './budget'
import { drawControl } from './control'
import type { Settings } from './options'
import { acceptanceNumber, papersFor } from './papers'
import { chanceAffected } from './yield'

export interface SittingOnList {
  readonly grounds: readonly Ground[]
  readonly papers: number
  /** So many of the papers may change before the rest of the sitting is rechecked too; `null` = not on the list. */
  readonly acceptanceNumber: number | null
  /** `null` without a budget, and for sittings that are not on the list. */
  readonly withinBudget: boolean | null
  /** 1 = on the list; for a sitting without grounds its chance to be drawn for the control sample. */
  readonly inclusionProbability: number
}

export interface SchoolOnList {
  /** Position of the school. */
  readonly school: number
  readonly grounds: readonly Ground[]
  readonly decisionItems: readonly string[]
  /** 1 = first to be rechecked; equal for schools of the same kind of grounds. */
  readonly priority: number
  /** Positions of the sittings to recheck. */
  readonly sittings: readonly number[]
  readonly papers: number
  readonly papersWithinBudget: number | null
  readonly withinBudget: boolean | null
}

export interface RecheckList {
  /** Aligned with the sittings of the input. */
  readonly sittings: readonly SittingOnList[]
  /** In order: first the school to recheck first. */
  readonly schools: readonly SchoolOnList[]
  readonly plan: RecheckPlan
}

export type RecheckInput = Pick<
  IndexedRegion,
  'schools' | 'sittings' | 'hasObservers' | 'observations' | 'schoolOf' | 'bySchool'
>

/**
 * Who is on the list, on which grounds, with how many papers, and what of it fits the budget. Nothing is dropped: what
 * does not fit stays with `withinBudget: false`.
 *
 * @param settled positions of sittings that a recheck has settled: they keep their grounds, and cost no papers
 * @throws ArgumentError naming an argument that no stage has made, or that is of another region
 * @example
 * listRechecks(region, evidence, settings).schools[0]?.grounds // ['signs', 'noObserver']
 */
export function listRechecks(
  region: RecheckInput,
  evidence: EvidenceOfAll,
  settings: Settings,
  settled: ReadonlySet<number> = new Set(),
): RecheckList {
  const lengths = { sittings: lengthOf(region, 'sittings'), schools: lengthOf(region, 'schools') }
  const ofSittings = { schoolOf: lengths.sittings, observations: lengths.sittings }
  expectArguments('listRechecks', {
    region: [region, hasLists(region, { ...lengths, ...ofSittings, bySchool: lengths.schools }), 'region'],
    evidence: [evidence, hasLists(evidence, lengths), 'evidence'],
    settings: [settings, hasParts(settings, 'recheck', 'evidence'), 'settings'],
  })
  const { sittings, observations, schoolOf, bySchool, hasObservers } = region
  const signs = sittingsWithSigns(bySchool, evidence, settings)
  const grounds = sittings.map((_, i): Ground[] => [
    ...(signs.has(i) ? (['signs'] as const) : []),
    // Without an observers table nothing is known of any sitting: the rule cannot be applied, and the result says so.
    ...(hasObservers && !observations[i]!.observed ? (['noObserver'] as const) : []),
  ])
  const papers = sittings.map((sitting, i) => {
    if (settled.has(i)) return 0
    const strong = signs.has(i) && evidence.schools[schoolOf[i]!]!.tier === 'strong'
    return papersFor(sitting, strong && settings.recheck.allPapersWhenStrong, settings)
  })
  const fitted = fitBudget(region, grounds, papers, evidence, settings)
  return {
    sittings: fitted.sittings,
    schools: rank(region, fitted.sittings, evidence),
    plan: fitted.plan,
  }
}

/**
 * 2.2: in schools of tier strong or moderate, the sittings that carry the evidence; if none does alone, those of the grades
 * that carry it; if no grade does either, all of them.
 */
function sittingsWithSigns(
  bySchool: readonly (readonly number[])[],
  evidence: EvidenceOfAll,
  settings: Settings,
): Set<number> {
  const signs = new Set<number>()
  const { carriesEvidence } = settings.recheck
  const cohorts = groupBy(evidence.cohorts ?? [], ({ school }) => school)
  evidence.schools.forEach(({ tier }, school) => {
    if (!hasSigns(tier)) return
    const measured = bySchool[school]!.filter((i) => evidence.sittings[i]!.p !== null)
    const alone = measured.filter((i) => evidence.sittings[i]!.p! <= carriesEvidence)
    const grades = (cohorts.get(school) ?? []).filter((of) => of.alone !== null && of.alone <= carriesEvidence)
    const ofGrades = measured.filter((i) => grades.some((of) => of.sittings.includes(i)))
    for (const i of [alone, ofGrades, measured].find(({ length }) => length > 0) ?? []) signs.add(i)
  })
  return signs
}

/** The budget in papers: given as such, or as hours of experts; the smaller one where both are. */
function budgetOf({ recheck: { budget, hours, papersPerHour } }: Settings): number | null {
  const fromHours = hours === null ? null : Math.floor(hours * papersPerHour)
  if (budget === null || fromHours === null) return budget ?? fromHours
  return Math.min(budget, fromHours)
}

/** Papers set apart for the control sample. Without a budget nobody rechecks what has no grounds, unless asked to. */
function papersForControl(
  { recheck: { control, controlShare } }: Settings,
  budget: number | null,
  onList: number,
): number {
  if (control === null) return (budget ?? 0) * controlShare
  return Math.min(budget ?? Infinity, control < 1 ? control * (budget ?? onList) : control)
}

/** Control sample first, then the list within what is left. Without a budget everything fits. */
function fitBudget(
  { schools, sittings, schoolOf }: RecheckInput,
  listed: readonly (readonly Ground[])[],
  papers: readonly number[],
  evidence: EvidenceOfAll,
  settings: Settings,
): { sittings: SittingOnList[]; plan: RecheckPlan } {
  const { affectedShare, confidence, municipalMinimum, prevalence } = settings.recheck
  const budget = budgetOf(settings)
  const onList = listed.flatMap((grounds, i) => (grounds.length > 0 ? [i] : []))
  const frame = listed.flatMap((grounds, i) => (grounds.length === 0 && papers[i]! > 0 ? [i] : []))
  const costs = frame.map((i) => papers[i]!)
  const sum = (of: readonly number[]): number => of.reduce((total, i) => total + papers[i]!, 0)
  const forControl = papersForControl(settings, budget, sum(onList))
  const control = drawControl(costs, forControl, budget ?? Infinity, settings.seed)
  const drawn = new Set(control.drawn.map((k) => frame[k]!))
  const spent = control.drawn.reduce((sum, k) => sum + costs[k]!, 0)

  /** Where the school has signs, they speak for the sittings that carry them. */
  const strongestP = (i: number): number | null => {
    const ofSchool = listed[i]!.includes('signs') ? evidence.schools[schoolOf[i]!]!.p : null
    const own = evidence.sittings[i]!.p
    return own === null || ofSchool === null ? (own ?? ofSchool) : Math.min(own, ofSchool)
  }
  const requests = onList.map((i) => ({
    papers: papers[i]!,
    yield: chanceAffected(strongestP(i), prevalence) * affectedShare * papers[i]!,
    municipality: schools[schoolOf[i]!]!.municipality,
  }))
  const fits = budget === null ? null : chooseWithin(requests, budget - spent, municipalMinimum)
  const within = new Map(onList.map((i, k) => [i, fits?.[k] ?? null]))
  const inFrame = new Set(frame)

  const asked = sittings.map((sitting, i): SittingOnList => {
    const grounds = drawn.has(i) ? (['control'] as const) : listed[i]!
    const isListed = grounds.length > 0
    const size = sitting.participants
    return {
      grounds,
      papers: isListed ? papers[i]! : 0,
      acceptanceNumber:
        !isListed || papers[i] === 0 ? null : acceptanceNumber(size ?? LARGE, affectedShare, papers[i]!, confidence),
      withinBudget: drawn.has(i) && budget !== null ? true : (within.get(i) ?? null),
      inclusionProbability: listed[i]!.length > 0 ? 1 : inFrame.has(i) ? control.inclusionProbability : 0,
    }
  })
  return {
    sittings: asked,
    plan: {
      budget,
      papersOnList: sum(onList) + spent,
      papersWithinBudget: fits === null ? null : sum(onList.filter((_, k) => fits[k])) + spent,
      yieldWithinBudget: fits === null ? null : shareReached(requests, fits),
      affectedShare,
      confidence,
      control: {
        frame: frame.length,
        drawn: control.drawn.length,
        papers: spent,
        inclusionProbability: control.inclusionProbability,
      },
    },
  }
}

/** All of it where nothing can be expected. */
function shareReached(requests: readonly Request[], fits: readonly boolean[]): number {
  const sum = (of: readonly Request[]): number => of.reduce((total, request) => total + request.yield, 0)
  const all = sum(requests)
  return all === 0 ? 1 : sum(requests.filter((_, k) => fits[k])) / all
}

const LARGE = fixed(10_000, { reason: 'A sitting of unknown size counts as this large.', origin: 'ours' })

function rank(
  { schools, bySchool }: RecheckInput,
  sittings: readonly SittingOnList[],
  evidence: EvidenceOfAll,
): SchoolOnList[] {
  const entries = bySchool.flatMap((all, school) => {
    const positions = all.filter((i) => sittings[i]!.grounds.length > 0)
    return positions.length === 0 ? [] : [entryOf(school, positions, sittings, evidence.schools[school]!.tier)]
  })
  return entries.sort(
    (a, b) =>
      a.priority - b.priority ||
      benefit(b, evidence) - benefit(a, evidence) ||
      (schools[a.school]!.id < schools[b.school]!.id ? -1 : 1),
  )
}

function entryOf(
  school: number,
  positions: readonly number[],
  sittings: readonly SittingOnList[],
  tier: Tier,
): SchoolOnList {
  const of = positions.map((i) => sittings[i]!)
  const grounds = GROUNDS.filter((g) => of.some((s) => s.grounds.includes(g)))
  const papersOf = (some: readonly SittingOnList[]): number => some.reduce((sum, s) => sum + s.papers, 0)
  const limited = of.some((s) => s.withinBudget !== null)
  return {
    school,
    grounds,
    decisionItems: grounds.flatMap((ground) => (ground === 'control' ? [] : [DECISION_ITEM[ground]])),
    priority: priorityOf(grounds, tier),
    sittings: positions,
    papers: papersOf(of),
    papersWithinBudget: limited ? papersOf(of.filter((s) => s.withinBudget === true)) : null,
    withinBudget: limited ? of.every((s) => s.withinBudget === true) : null,
  }
}

const DECISION_ITEM = { signs: '2.2', noObserver: '2.3' } as const

/**
 * Both grounds, then strong signs, then no observer where the evidence is watched, then moderate signs, then no observer
 * alone, then the control sample.
 */
function priorityOf(grounds: readonly Ground[], tier: Tier): number {
  if (grounds.includes('signs')) return grounds.includes('noObserver') ? 1 : tier === 'strong' ? 2 : 4
  if (!grounds.includes('noObserver')) return 6
  return tier === 'watch' ? 3 : 5
}

/** Expected benefit: evidence (-log p) x papers. */
function benefit(entry: Pick<SchoolOnList, 'school' | 'papers'>, evidence: EvidenceOfAll): number {
  const p = evidence.schools[entry.school]!.p
  return p === null ? 0 : -log(Math.max(p, SMALLEST_P)) * Math.max(1, entry.papers)
}
