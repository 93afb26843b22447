/** Outcomes combined: detectors -> sitting -> school, as p-values; then the false discovery rate over the schools. */

import { expectArguments, hasLists, hasParts, lengthOf } from '../arguments-error'
import { areDetectors, type Detector } from '../detectors'
import { groupBy } from '../group-by'
import type { Outcome, Sitting, Tier, ToldDependence } from '../model'
import { fixed } from '../setting'
import type { Observation } from '../sittings/observers'
import type { IndexedRegion } from '../sittings/region'
import { benjaminiHochberg } from '../statistics/false-discovery-rate'
import { normalScore } from '../statistics/tails'
import { blockOf, type MeasuredSitting } from './block'
import { estimateDependence, type ScoredSitting, toldOf, withTold } from './dependence'
import { CERTAIN, type Dependence } from './likelihood-ratio'
import { type Asked, independentDraws, type MonteCarloTest, monteCarloTest, type PValues } from './null-distribution'
import type { Settings } from './options'

export interface Evidence {
  /** p-value per family; `null` where nothing was measured. */
  readonly families: Readonly<Record<string, number | null>>
  /** p-value of all that was measured together; `null` where nothing was. */
  readonly p: number | null
  /** Share of honest ones to expect among those with a p as small as this (Benjamini-Hochberg). */
  readonly q: number | null
  readonly tier: Tier
}

export interface EvidenceOfAll {
  /** Aligned with the sittings. */
  readonly sittings: readonly Evidence[]
  /** Aligned with the schools. */
  readonly schools: readonly Evidence[]
  /** By school, year and grade; absent where nobody asked for them. */
  readonly cohorts?: readonly CohortEvidence[]
}

/** A grade of a school in one year: its sittings share pupils, teachers and often the room. */
export interface CohortEvidence extends Evidence {
  /** Position of the school. */
  readonly school: number
  /** Positions of its sittings. */
  readonly sittings: readonly number[]
  /** p-value of its own sittings alone, without what the school's other grades lend; `null` where nothing was measured. */
  readonly alone: number | null
}

/**
 * @param outcomes `[detector][sitting]`, from `runDetectors`
 * @throws ArgumentError naming an argument that no stage has made, or that is of other detectors or another region
 * @example
 * weighEvidence(detectors, outcomes, region, settings).schools[0]?.tier // 'clear'
 */
export function weighEvidence(
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  region: Observed,
  settings: Settings,
): EvidenceOfAll {
  expectStages('weighEvidence', detectors, outcomes, region, settings)
  return weighed(measure(detectors, outcomes, region, settings), region, settings)
}

/** What earlier stages make, of one another. */
function expectStages(
  call: string,
  ...[detectors, outcomes, region, settings]: Parameters<typeof weighEvidence>
): void {
  const sittings = lengthOf(region, 'sittings')
  const aligned = lengthOf({ outcomes }, 'outcomes') === lengthOf({ detectors }, 'detectors')
  expectArguments(call, {
    detectors: [detectors, areDetectors(detectors), 'detectors'],
    region: [region, hasLists(region, { sittings, bySchool: undefined }), 'region'],
    outcomes: [outcomes, aligned && outcomes.every((own) => hasLists({ own }, { own: sittings })), 'outcomes'],
    settings: [settings, hasParts(settings, 'evidence'), 'settings'],
  })
}

/**
 * The same with the grades of schools as units of their own.
 *
 * @throws ArgumentError as `weighEvidence`
 * @example
 * weighWithCohorts(detectors, outcomes, region, settings).cohorts[0]?.alone // .02
 */
export function weighWithCohorts(
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  region: Observed,
  settings: Settings,
): EvidenceOfAll & { readonly cohorts: readonly CohortEvidence[] } {
  expectStages('weighWithCohorts', detectors, outcomes, region, settings)
  const measures = measure(detectors, outcomes, region, settings)
  const { sittings, schools } = weighed(measures, region, settings)
  const cohorts = cohortsOf(measures, region, settings)
  const standsOut = new Set(cohorts.flatMap(({ tier, school }) => (hasSigns(tier) ? [school] : [])))
  return { sittings, schools: schools.map((own, s) => (standsOut.has(s) ? noticed(own) : own)), cohorts }
}

type Measures = ReturnType<typeof measure>

function weighed(
  { families, bySchool, measured, test }: Measures,
  region: Observed,
  settings: Settings,
): EvidenceOfAll {
  const weigh = (units: readonly (readonly MeasuredSitting[])[]): Evidence[] => {
    const chances = test(units, 'families')
    const q = benjaminiHochberg(chances.map((p) => p?.[families.length] ?? null))
    return chances.map((p, i) => ({
      families: Object.fromEntries(families.map((family, f) => [family, p?.[f] ?? null])),
      p: p?.[families.length] ?? null,
      q: q[i]!,
      tier: tierOf(p?.slice(0, families.length) ?? [], q[i]!, settings),
    }))
  }
  const isWithheld = (i: number): boolean => region.sittings[i]!.withheld === 'all'
  const sittings = weigh(measured.map((sitting) => [{ ...sitting, weight: 1 }])).map((own, i) =>
    isWithheld(i) ? unjudged(own) : own,
  )
  const schools = weigh(bySchool.map((positions) => positions.map((i) => measured[i]!))).map((own, s) => {
    const positions = bySchool[s]!
    const judged = positions.some(isWithheld) ? unjudged(own) : own
    return positions.some((i) => hasSigns(sittings[i]!.tier)) ? noticed(judged) : judged
  })
  return { sittings, schools }
}

/** Nothing speaks against it, but part of its data must first be corrected: it is not cleared. */
const unjudged = (evidence: Evidence): Evidence =>
  evidence.tier === 'clear' ? { ...evidence, tier: 'notAssessable' } : evidence

/** A part of it stands out by itself: what is said of the whole must not be that there are no signs. */
const noticed = (evidence: Evidence): Evidence =>
  evidence.tier === 'clear' || evidence.tier === 'notAssessable' ? { ...evidence, tier: 'watch' } : evidence

export const OTHER_GRADES = fixed(0.5, {
  reason:
    "What the mean of the school's other grades counts beside the grade's own. Real truth of grades (ENLACE): .3 to .8 rank equally well, and better than none.",
  origin: 'ours',
})
const ALONE = fixed(0.05, {
  reason: 'A grade has signs only if its own sittings are unusual too: what other grades did is not held against it.',
  origin: 'ours',
})

/**
 * Grades of a school as units of their own. A grade that manipulates is taken to do so in all its subjects, so that its sittings
 * multiply; half of the mean of the school's other grades is added. Its honest distribution is that of the first look, by what all
 * schools show: by that of the second one third of the real grades with signs was false, where one in four is allowed (ENLACE).
 *
 * @returns by school, then year and grade
 */
function cohortsOf(
  { families, bySchool, measured, cautious: test }: Measures,
  region: Observed,
  settings: Settings,
): CohortEvidence[] {
  const gradeOf = (i: number): string => `${region.sittings[i]!.year}|${region.sittings[i]!.grade}`
  const cohorts = bySchool.flatMap((positions, school) => {
    const grades = [...groupBy(positions, gradeOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
    return grades.map((members) => ({ school, members, others: grades.filter((other) => other !== members) }))
  })
  const own = cohorts.map(({ members }) => members.map((i) => certain(measured[i]!, 1)))
  const supported = cohorts.map(({ others }, c) => [
    ...own[c]!,
    ...others.flat().map((i) => certain(measured[i]!, OTHER_GRADES / others.length)),
  ])
  const last = families.length
  const alone = test(own, 'families')
  // Where nothing was measured in the grade itself, other grades say nothing of it.
  const p = test(supported, 'together').map((chances, c) => (alone[c] === null ? null : chances![last]!))
  const q = benjaminiHochberg(p)
  return cohorts.map(({ school, members }, c) => {
    const ofFamilies = families.map((_, f) => alone[c]?.[f] ?? null)
    const tier = tierOfCohort(ofFamilies, q[c]!, settings)
    const own = alone[c]?.[last] ?? null
    return {
      ...{ school, sittings: members, alone: own, p: p[c]!, q: q[c]! },
      families: Object.fromEntries(families.map((family, f) => [family, ofFamilies[f]!])),
      tier: hasSigns(tier) && own! > ALONE ? 'watch' : tier,
    }
  })
}

/** Stricter than that of schools: real grades have heavier tails, and one kind of sign is never enough. */
function tierOfCohort(families: readonly (number | null)[], q: number | null, settings: Settings): Tier {
  const tier = tierOf(families, q, settings)
  if (!hasSigns(tier)) return tier
  const { cohort, strongFamily } = settings.evidence
  const kinds = families.filter((p) => p !== null && p < strongFamily).length
  return q! <= cohort && kinds >= 2 ? tier : 'watch'
}

const certain = (sitting: MeasuredSitting, share: number): MeasuredSitting => ({
  ...sitting,
  weight: sitting.weight * CERTAIN,
  share,
})

/** Whether a tier is one of those whose units are listed for signs. */
export const hasSigns = (tier: Tier): boolean => tier === 'strong' || tier === 'moderate'

/**
 * Leave-one-out: the p-value of a school without some of its measurements, all others and the region left as they are.
 *
 * @param keeps one answer each: whether a measurement (position of the sitting, position of the detector) stays
 * @returns `null` where nothing is left
 * @example
 * pValuesWithout(detectors, outcomes, region, settings, school, [(i) => i !== 7]) // without sitting 7
 */
export function pValuesWithout(
  detectors: readonly Judged[],
  outcomes: readonly (readonly Judgement[])[],
  region: Observed,
  settings: Settings,
  school: number,
  keeps: readonly ((sitting: number, detector: number) => boolean)[],
): (number | null)[] {
  const { families, bySchool, measured, test } = measure(detectors, outcomes, region, settings)
  const kept = (i: number, keep: (typeof keeps)[number]): MeasuredSitting => ({
    ...measured[i]!,
    z: measured[i]!.z.map((z, d) => (keep(i, d) ? z : NaN)),
  })
  const without = keeps.map((keep) => bySchool[school]!.map((i) => kept(i, keep)))
  return test(without, 'together').map((p) => p?.[families.length] ?? null)
}

type Judged = { readonly meta: Pick<Detector['meta'], 'id' | 'family' | 'ownVote'> }
type Judgement = { readonly outcome: string; readonly p?: number | null }
/** As much of a region as evidence needs: whose sittings they are, of which pupils, and whether anybody watched. */
interface Observed extends Pick<IndexedRegion, 'bySchool' | 'hasObservers'> {
  readonly sittings: readonly Pick<Sitting, 'year' | 'grade' | 'className' | 'withheld'>[]
  readonly observations: readonly Pick<Observation, 'observed'>[]
  /** How detectors hang together in a bigger run: it stands in the place of what these sittings show. */
  readonly toldDependence?: ToldDependence
  /** Is handed what these sittings show, to be kept for smaller runs. */
  readonly keepDependence?: (dependence: ToldDependence) => void
}

function measure(
  detectors: readonly Judged[],
  outcomes: readonly (readonly Judgement[])[],
  region: Observed,
  settings: Settings,
) {
  const families = [...new Set(detectors.map((d) => d.meta.family))]
  const familyOf = detectors.map((d) => families.indexOf(d.meta.family))
  const { sittings, observations, bySchool, hasObservers } = region
  const measured = sittings.map((sitting, i): MeasuredSitting => {
    const z = new Float64Array(detectors.length)
    for (let d = 0; d < z.length; d++) z[d] = zOf(outcomes[d]![i]!)
    const weight = hasObservers && observations[i]!.observed ? settings.evidence.observedWeight : 1
    return { cohort: cohortOf(sitting), weight, z }
  })
  const ids = detectors.map(({ meta }) => meta.id)
  const own = detectors.map(({ meta }) => meta.ownVote === true)
  const { seed } = settings
  const independent = independentDraws(detectors.length, seed)
  const testBy = (dependence: Dependence) =>
    withOwnVotes(monteCarloTest(dependence, familyOf, families.length, seed, independent), own, families.length)
  const scored = bySchool.flatMap((positions, school) => positions.map((i) => ({ ...measured[i]!, school })))
  const first = estimateDependence(scored, detectors.length)
  const firstTest = testBy(first)
  const told = region.toldDependence
  /** Schools that stand out at a first look, by what all of them show. */
  const listed = (): boolean[] => {
    const units = bySchool.map((positions) => positions.map((i) => measured[i]!))
    const chances = firstTest(units, 'together')
    const q = benjaminiHochberg(chances.map((p) => p?.[families.length] ?? null))
    return q.map((own) => own !== null && own <= settings.evidence.moderate)
  }
  const shown = told === undefined ? withoutListed(first, scored, listed()) : first
  region.keepDependence?.(toldOf(shown, ids))
  const known = told === undefined ? shown : withTold(shown, told, ids)
  const test = known === first ? firstTest : testBy(known)
  return { families, bySchool, measured, test, cautious: told === undefined ? firstTest : test }
}

/**
 * How honest sittings hang together, from the schools that a first look does not list. Schools that manipulate widen the spread
 * of all, so that only the first of them stand out; without those the others do. Where nobody is listed, nothing changes.
 */
function withoutListed(first: Dependence, scored: readonly ScoredSitting[], listed: readonly boolean[]): Dependence {
  const others = listed.includes(true) ? scored.filter(({ school }) => !listed[school]) : scored
  return others.length === scored.length ? first : estimateDependence(others, scored[0]!.z.length)
}

export const OWN_VOTE = fixed(0.2, {
  reason:
    'Part of the error that goes, in equal shares, to the votes of their own of detectors whose manipulation moves nothing else; the rest goes to all together. All are p-values, so the smallest of p / part is one again (Bonferroni with weights).',
  origin: 'ours',
})
const OWN_SITTINGS = fixed(2, {
  reason:
    'How many times more of the sittings of a manipulating school are taken to be manipulated in an own vote: who lifts papers, or raises them to the top, does so in most tests.',
  origin: 'ours',
})

/** p-values of units: of each family and, last, of all together or of a detector with a vote of its own, the rarest. */
function withOwnVotes(test: MonteCarloTest, own: readonly boolean[], last: number) {
  const voters = own.flatMap((votes, d) => (votes ? [d] : []))
  const part = OWN_VOTE / voters.length
  return (units: readonly (readonly MeasuredSitting[])[], asked: Asked): (PValues | null)[] => {
    const all = test(units.map(blockOf), asked)
    const votes = voters.map((d) =>
      test(
        units.map((unit) => blockOf(unit.map((sitting) => onlyOf(sitting, d)))),
        'together',
      ),
    )
    return all.map((chances, i) => {
      const cast = votes.flatMap((vote) => vote[i]?.[last] ?? [])
      if (chances === null || cast.length === 0) return chances
      const rarest = (p: number): number => Math.min(1, p / (1 - OWN_VOTE), ...cast.map((vote) => vote / part))
      return chances.map((p, f) => (f === last ? rarest(p!) : p))
    })
  }
}

/** A sitting as one detector alone sees it, in a vote of its own. */
const onlyOf = (sitting: MeasuredSitting, column: number): MeasuredSitting => ({
  ...sitting,
  weight: OWN_SITTINGS * sitting.weight,
  z: sitting.z.map((z, d) => (d === column ? z : Number.NaN)),
})

/** The same pupils: same year, grade and class of a school. */
const cohortOf = ({ year, grade, className }: Pick<Sitting, 'year' | 'grade' | 'className'>): string =>
  `${year}|${grade}|${className}`

export const LARGEST_Z = fixed(8, {
  reason: 'Beyond this a z-score says nothing more; keeps one extreme detector from outweighing the agreement of many.',
  origin: 'ours',
})

function zOf({ outcome, p }: Judgement): number {
  if (outcome !== 'measured' || p == null) return NaN
  return Math.max(-LARGEST_Z, Math.min(LARGEST_Z, normalScore(p)))
}

function tierOf(families: readonly (number | null)[], q: number | null, settings: Settings): Tier {
  if (q === null) return 'notAssessable'
  const { strong, strongFamily, moderate, watch, watchFamily } = settings.evidence
  const below = (limit: number): number => families.filter((p) => p !== null && p < limit).length
  if (q <= strong && below(strongFamily) >= 2) return 'strong'
  if (q <= moderate) return 'moderate'
  if (q <= watch || below(watchFamily) >= 1) return 'watch'
  return 'clear'
}
