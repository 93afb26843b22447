/** The recheck list: grounds of every sitting (decisions 2.2 and 2.3), then the schools in order of priority. */
import type { EvidenceOfAll } from '../evidence'
import type { Ground, MonitorInput, School } from '../model'
import type { Settings } from '../settings'
import { sittingsBySchool } from '../sittings/by-school'
import type { Observation } from '../sittings/observers'

export interface SittingOnList {
  readonly grounds: readonly Ground[]
  readonly papers: number
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
}

export interface RecheckList {
  /** Aligned with the sittings of the input. */
  readonly sittings: readonly SittingOnList[]
  /** In order: first the school to recheck first. */
  readonly schools: readonly SchoolOnList[]
}

/**
 * @example
 * listRechecks(input, observed, evidence, settings).schools[0]?.grounds // ['signs', 'noObserver']
 */
export function listRechecks(
  input: Pick<MonitorInput, 'schools' | 'sittings' | 'hasObservers'>,
  observed: readonly Observation[],
  evidence: EvidenceOfAll,
  settings: Settings,
): RecheckList {
  const bySchool = sittingsBySchool(input)
  const signs = sittingsWithSigns(bySchool, evidence, settings)
  const sittings = input.sittings.map((sitting, i): SittingOnList => {
    const grounds: Ground[] = []
    if (signs.has(i)) grounds.push('signs')
    // Without an observers table nothing is known of any sitting: the rule cannot be applied, and the result says so.
    if (input.hasObservers && !observed[i]!.observed) grounds.push('noObserver')
    return { grounds, papers: grounds.length > 0 ? (sitting.participants ?? 0) : 0 }
  })
  return { sittings, schools: ranked(input.schools, bySchool, sittings, evidence) }
}

/** 2.2: in schools of tier strong or moderate, the sittings that carry the evidence; if none does alone, all of them. */
function sittingsWithSigns(
  bySchool: readonly (readonly number[])[],
  evidence: EvidenceOfAll,
  settings: Settings,
): Set<number> {
  const signs = new Set<number>()
  evidence.schools.forEach(({ tier }, school) => {
    if (tier !== 'strong' && tier !== 'moderate') return
    const measured = bySchool[school]!.filter((i) => evidence.sittings[i]!.p !== null)
    const carriers = measured.filter((i) => evidence.sittings[i]!.p! <= settings.recheck.carriesEvidence)
    for (const i of carriers.length > 0 ? carriers : measured) signs.add(i)
  })
  return signs
}

function ranked(
  schools: readonly School[],
  bySchool: readonly (readonly number[])[],
  sittings: readonly SittingOnList[],
  evidence: EvidenceOfAll,
): SchoolOnList[] {
  const entries = bySchool.flatMap((all, school): SchoolOnList[] => {
    const positions = all.filter((i) => sittings[i]!.grounds.length > 0)
    if (positions.length === 0) return []
    const has = (ground: Ground): boolean => positions.some((i) => sittings[i]!.grounds.includes(ground))
    const grounds = (['signs', 'noObserver'] as const).filter(has)
    return [
      {
        school,
        grounds,
        decisionItems: grounds.map((ground) => DECISION_ITEM[ground]),
        priority: priorityOf(grounds, evidence.schools[school]!.tier),
        sittings: positions,
        papers: positions.reduce((sum, i) => sum + sittings[i]!.papers, 0),
      },
    ]
  })
  return entries.sort(
    (a, b) =>
      a.priority - b.priority ||
      benefit(b, evidence) - benefit(a, evidence) ||
      (schools[a.school]!.id < schools[b.school]!.id ? -1 : 1),
  )
}

const DECISION_ITEM = { signs: '2.2', noObserver: '2.3' } as const

/** Both grounds, then strong signs, then no observer where the evidence is watched, then moderate signs, then the rest. */
function priorityOf(grounds: readonly Ground[], tier: string): number {
  if (grounds.includes('signs')) return grounds.includes('noObserver') ? 1 : tier === 'strong' ? 2 : 4
  return tier === 'watch' ? 3 : 5
}

/** Expected benefit: evidence (-log10 p) x papers. */
function benefit(entry: SchoolOnList, evidence: EvidenceOfAll): number {
  const p = evidence.schools[entry.school]!.p
  return p === null ? 0 : -Math.log10(Math.max(p, 1e-300)) * Math.max(1, entry.papers)
}
