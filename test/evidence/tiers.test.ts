import { describe, expect, it } from 'vitest'
import { highLevel } from '../../src/detectors/high-level'
import { pValuesWithout, weighEvidence, weighWithCohorts } from '../../src/evidence'
import { blockOf } from '../../src/evidence/block'
import { estimateDependence, toldOf } from '../../src/evidence/dependence'
import { monteCarloTest } from '../../src/evidence/null-distribution'
import { onOneScale, tierInSchool } from '../../src/evidence/one-scale'
import { peerSensitivity } from '../../src/evidence/sensitivity'
import type { Assessment, Outcome, Tier, ToldDependence } from '../../src/model'
import { parseSettings } from '../../src/settings'
import { momentsOfCounts } from '../../src/sittings/counts'
import { placeSittings } from '../../src/sittings/region'
import { benjaminiHochberg } from '../../src/statistics/false-discovery-rate'
import { createRandom } from '../../src/statistics/random'
import { normalUpper } from '../../src/statistics/tails'
import { indexed, school, sitting } from '../recheck/sittings'

const detectors = ['level', 'pattern'].map((family) => ({ meta: { id: family, family } })) as never
const QUIET: Outcome = { outcome: 'undecided', reason: 'few' }
const measured = (z: number | null): Outcome =>
  z === null ? QUIET : { outcome: 'measured', value: 0, effect: 0, p: normalUpper(z), n: 20 }

interface Held {
  readonly school: number
  readonly grade?: number
  /** z-scores of the two detectors. */
  readonly z: readonly (number | null)[]
  readonly withheld?: 'all'
  readonly observed?: boolean
}
type Settings = Partial<ReturnType<typeof parseSettings>['evidence']>

const regionOf = (held: readonly Held[]) => {
  const sittings = held.map(({ school: at, grade = 4, withheld }) => ({
    ...{ schoolId: `s${at}`, grade, year: 2021, className: null },
    ...(withheld === undefined ? {} : { withheld }),
  }))
  const schools = Array.from({ length: Math.max(...held.map((of) => of.school)) + 1 }, (_, s) => ({ id: `s${s}` }))
  return {
    ...placeSittings(schools, sittings),
    ...{ sittings, hasObservers: held.some((of) => of.observed !== undefined) },
    observations: held.map(({ observed = false }) => ({ observed })),
  }
}
const outcomesOf = (held: readonly Held[]): Outcome[][] => [0, 1].map((d) => held.map(({ z }) => measured(z[d]!)))
const chosen = (evidence: Settings = {}) => parseSettings({ seed: 1, evidence })
const weigh = (held: readonly Held[], evidence: Settings = {}) =>
  weighEvidence(detectors, outcomesOf(held), regionOf(held), chosen(evidence))
const withCohorts = (held: readonly Held[], evidence: Settings = {}) =>
  weighWithCohorts(detectors, outcomesOf(held), regionOf(held), chosen(evidence))

/** Twenty schools of one sitting, honest but for the first. */
const honest = (first: readonly (number | null)[]): Held[] => {
  const random = createRandom(3, 'tiers')
  return Array.from({ length: 20 }, (_, s) => ({ school: s, z: s === 0 ? first : [random.normal(), random.normal()] }))
}

/** What is honest is told, so that the limits decide nothing else. */
const TOLD: ToldDependence = {
  ...{ detectors: ['level', 'pattern'], correlations: [1, 0, 0, 1], school: [0, 0], cohort: [0, 0] },
  ...{ centre: [0, 0], spread: [1, 1] },
}

/** What is assumed where no sitting says anything: docs/evidence.md, its limits. */
const PRIOR: ToldDependence = { ...TOLD, school: [0.2, 0.2], cohort: [0.1, 0.1] }

describe('what no stage has made', () => {
  const held = honest([3, 2])
  it.each([
    ['detectors', [[{}, {}], outcomesOf(held), regionOf(held), chosen()]],
    ['region', [detectors, outcomesOf(held), { sittings: regionOf(held).sittings }, chosen()]],
    ['outcomes', [detectors, outcomesOf(held).slice(1), regionOf(held), chosen()]],
    ['outcomes', [detectors, outcomesOf(held.slice(1)), regionOf(held), chosen()]],
    ['settings', [detectors, outcomesOf(held), regionOf(held), { seed: 1 }]],
  ])('is refused: %s (%#)', (argument, given) => {
    for (const weighing of [weighEvidence, weighWithCohorts])
      expect(() => weighing(...(given as unknown as Parameters<typeof weighEvidence>))).toThrow(
        expect.objectContaining({ name: 'ArgumentError', argument }),
      )
  })
})

describe('tiers', () => {
  const held = honest([3, 2])
  const first = (evidence: Settings = {}) =>
    weighEvidence(detectors, outcomesOf(held), { ...regionOf(held), toldDependence: TOLD }, chosen(evidence))
      .schools[0]!
  const { q, families } = first()
  const tierWith = (evidence: Settings): Tier => first(evidence).tier
  const higher = 1.0001

  it('are strong up to the limit of q, with two families below theirs', () => {
    expect(families.level!).toBeLessThan(families.pattern!)
    const two = { strongFamily: families.pattern! * higher }
    expect(tierWith({ strong: q!, moderate: q!, ...two })).toBe('strong')
    expect(tierWith({ strong: q! / higher, moderate: q!, ...two })).toBe('moderate')
    expect(tierWith({ strong: q!, moderate: q!, strongFamily: families.pattern! })).toBe('moderate')
  })

  it('are moderate and watch up to their limits of q, and watch by one family that stands out', () => {
    const low = { strong: 0, moderate: 0, watch: 0, watchFamily: 0 }
    expect(tierWith({ ...low, moderate: q!, watch: q! })).toBe('moderate')
    expect(tierWith({ ...low, moderate: q! / higher, watch: q! })).toBe('watch')
    expect(tierWith({ ...low, watch: q! / higher })).toBe('clear')
    expect(tierWith({ ...low, watchFamily: families.level! * higher })).toBe('watch')
    expect(tierWith({ ...low, watchFamily: families.level! })).toBe('clear')
  })

  it('tell q among schools, and among sittings, of those that were measured', () => {
    const { schools, sittings } = weigh([...held, { school: 20, z: [null, null] }])
    for (const units of [schools, sittings]) {
      expect(units[20]).toEqual({ families: { level: null, pattern: null }, p: null, q: null, tier: 'notAssessable' })
      expect(units.map((of) => of.q)).toEqual(benjaminiHochberg(units.map((of) => of.p)))
    }
    expect(schools.slice(0, 20)).toEqual(weigh(held).schools)
  })

  it('clear nobody whose data must first be corrected, and hide no signs for it', () => {
    const withheld = (own: Held): Held => ({ ...own, withheld: 'all' })
    const { schools, sittings } = weigh(held.map(withheld))
    const as = weigh(held)
    for (const [units, before] of [
      [schools, as.schools],
      [sittings, as.sittings],
    ] as const)
      units.forEach((of, i) => {
        expect(of.tier).toBe(before[i]!.tier === 'clear' ? 'notAssessable' : before[i]!.tier)
        expect(of.p).toBe(before[i]!.p)
      })
    expect(sittings.map(({ tier }) => tier)).toContain('notAssessable')
    expect(as.sittings.map(({ tier }) => tier)).toContain('clear')
    // One of two sittings is enough.
    const second = held.map((own, i): Held => (i === 5 ? withheld({ ...own, school: 4 }) : own))
    const tiers = weigh(second, { watch: 0, watchFamily: 0, moderate: 0, strong: 0 }).schools.map(({ tier }) => tier)
    expect(tiers[4]).toBe('notAssessable')
    expect(tiers[6]).toBe('clear')
  })

  it('say "watch" of a school whose sitting stands out, though the school as a whole does not', () => {
    const many = [...Array.from({ length: 12 }, (): Held => ({ school: 0, z: [-3, -3] })), ...honest([5, 5])]
    const { schools, sittings } = weigh(many, { watch: 0, watchFamily: 0 })
    expect(sittings[12]!.tier).toBe('strong')
    expect(['strong', 'moderate']).not.toContain(schools[0]!.tier)
    expect(schools[0]!.tier).toBe('watch')
    expect(schools.slice(1).map(({ tier }) => tier)).toContain('clear')
  })

  it('say less of an observed sitting, as much as the setting says', () => {
    const seen = (observed: boolean): Held[] => honest([3, 3]).map((own) => ({ ...own, observed }))
    const pOf = (region: readonly Held[], evidence: Settings = {}) => weigh(region, evidence).schools[0]!.p!
    const two = (observed: boolean): Held[] => [{ school: 0, z: [0, 0], observed: false }, ...seen(observed)]
    expect(pOf(two(true))).toBeGreaterThan(pOf(two(false)))
    expect(pOf(two(true), { observedWeight: 1 })).toBe(pOf(two(false)))
    // Without a table of observers nothing is known of any.
    const unknown = { ...regionOf(two(true)), hasObservers: false }
    expect(weighEvidence(detectors, outcomesOf(two(true)), unknown, chosen()).schools[0]!.p).toBe(pOf(two(false)))
  })
})

describe('one measurement less', () => {
  const held = honest([3, 2]).flatMap((own, i): Held[] =>
    i === 0 ? [own, { school: 0, grade: 5, z: [1, 2.5] }] : [own],
  )
  const without = (...keeps: ((i: number, d: number) => boolean)[]) =>
    pValuesWithout(detectors, outcomesOf(held), regionOf(held), chosen(), 0, keeps)

  it('gives the p-value of the school as it is, where all stays, and none where nothing does', () => {
    expect(
      without(
        () => true,
        () => false,
      ),
    ).toEqual([weigh(held).schools[0]!.p, null])
  })

  it('takes away what was taken: a sitting or a detector', () => {
    const [all, first, second, level] = without(
      () => true,
      (i) => i !== 0,
      (i) => i !== 1,
      (_, d) => d !== 0,
    )
    for (const p of [first!, second!, level!]) expect(p).toBeGreaterThan(all!)
    expect(new Set([all, first, second, level]).size).toBe(4)
  })
})

describe('how detectors hang together', () => {
  it('is told without whoever the first look lists, up to the limit of q', () => {
    const held = honest([6, 6])
    const centreOf = (schools: readonly Held[]) =>
      estimateDependence(
        schools.map(({ school, z }) => ({ school, cohort: '', z: Float64Array.from(z, (own) => own!) })),
        2,
      ).centre[0]!
    const shown = (moderate: number, reference = {}): number => {
      const looks: ToldDependence[] = []
      const region = { ...regionOf(held), ...reference, keepDependence: (of: ToldDependence) => void looks.push(of) }
      weighEvidence(detectors, outcomesOf(held), region, chosen({ moderate }))
      return looks[0]!.centre[0]!
    }
    // Where nobody is listed the first look is the last one.
    const q = weigh(held, { moderate: 0 }).schools[0]!.q!
    expect(shown(q)).toBeCloseTo(centreOf(held.slice(1)), 9)
    expect(shown(q / 1.0001)).toBeCloseTo(centreOf(held), 9)
    // A reference is taken as it is, and asks for no second look.
    expect(shown(1, { toldDependence: TOLD })).toBeCloseTo(centreOf(held), 9)
    expect(centreOf(held)).not.toBeCloseTo(centreOf(held.slice(1)), 2)
  })

  it('is what theory says where every school stands out', () => {
    const held: Held[] = [{ school: 0, z: [7, 7] }]
    const { p, tier } = weigh(held).schools[0]!
    const theory = weighEvidence(detectors, outcomesOf(held), { ...regionOf(held), toldDependence: PRIOR }, chosen())
    expect(tier).toBe('strong')
    expect(p! / theory.schools[0]!.p!).toBeCloseTo(1, 9)
  })

  it('is told to be kept, and stands in the place of what smaller runs show', () => {
    const held = honest([3, 2])
    const keeps: ToldDependence[] = []
    const region = { ...regionOf(held), keepDependence: (of: ToldDependence) => void keeps.push(of) }
    const all = weighEvidence(detectors, outcomesOf(held), region, chosen())
    const [kept] = keeps
    expect(kept!.detectors).toEqual(['level', 'pattern'])
    const few = held.slice(0, 3)
    const told = { ...regionOf(few), toldDependence: kept! }
    const p = weighEvidence(detectors, outcomesOf(few), told, chosen()).schools.map((of) => of.p)
    expect(p).toEqual(all.schools.slice(0, 3).map((of) => of.p))
    expect(weigh(few).schools.map((of) => of.p)).not.toEqual(p)
  })
})

describe('grades of a school as units', () => {
  const GRADES = [4, 5, 6]
  /** Schools with three grades of three tests; honest but where `lifted` says otherwise. */
  const graded = (schools: number, lifted: (school: number, grade: number) => readonly [number, number]): Held[] => {
    const random = createRandom(1, 'cohorts')
    return Array.from({ length: schools }, (_, s) =>
      [6, 4, 5].flatMap((grade) =>
        [0, 1, 2].map((): Held => {
          const [a, b] = lifted(s, grade)
          return { school: s, grade, z: [random.normal() + a, random.normal() + b] }
        }),
      ),
    ).flat()
  }
  const nothing = [0, 0] as const

  it('are one for each grade with its sittings, by school and grade', () => {
    const { cohorts } = withCohorts(graded(2, () => nothing))
    expect(cohorts.map((of) => [of.school, of.sittings])).toEqual([
      [0, [3, 4, 5]],
      [0, [6, 7, 8]],
      [0, [0, 1, 2]],
      [1, [12, 13, 14]],
      [1, [15, 16, 17]],
      [1, [9, 10, 11]],
    ])
  })

  const held = graded(30, (s, grade) => (s < 2 && grade === 5 ? [3, 3] : s === 2 && grade === 5 ? [4, 0] : nothing))
  const { cohorts, schools } = withCohorts(held)
  const of = (s: number, grade: number) => cohorts[3 * s + GRADES.indexOf(grade)]!

  it('have signs by two kinds, and by papers of their own', () => {
    for (const s of [0, 1]) {
      expect(of(s, 5).tier).toBe('strong')
      for (const grade of [4, 6]) {
        // What the other grade shows makes it more suspicious, and yet gives it no signs.
        expect(of(s, grade).p!).toBeLessThan(of(s, grade).alone!)
        expect(['strong', 'moderate']).not.toContain(of(s, grade).tier)
      }
    }
    expect(of(2, 5).q!).toBeLessThan(0.03)
    expect(of(2, 5).families.pattern!).toBeGreaterThan(0.05)
    expect(of(2, 5).tier).toBe('watch')
    expect(cohorts.map(({ q }) => q)).toEqual(benjaminiHochberg(cohorts.map(({ p }) => p)))
  })

  it('have signs up to the limit of their own', () => {
    const { q } = of(0, 5)
    const tier = (cohort: number) => withCohorts(held, { cohort }).cohorts[1]!.tier
    expect(tier(q!)).toBe('strong')
    expect(tier(q! / 1.0001)).toBe('watch')
    const kinds = Object.values(of(0, 5).families).map((p) => p!)
    const second = Math.max(...kinds)
    const bySecond = (strongFamily: number) => withCohorts(held, { strongFamily }).cohorts[1]!.tier
    expect(bySecond(second * 1.0001)).toBe('strong')
    expect(bySecond(second)).toBe('watch')
  })

  it('have no signs where their own papers are usual, whatever the limits', () => {
    const lenient = { cohort: 1, strongFamily: 1, moderate: 1, strong: 1 }
    const found = withCohorts(held, lenient).cohorts
    for (const { alone, tier } of found) expect(tier).toBe(alone! > 0.05 ? 'watch' : 'strong')
    expect(new Set(found.map(({ tier }) => tier)).size).toBe(2)
  })

  it('make their school one to watch', () => {
    const { schools: alone } = weigh(held, { moderate: 0, strong: 0, watch: 0, watchFamily: 0 })
    expect(alone[0]!.tier).toBe('clear')
    expect(schools.map(({ p }) => p)).toEqual(weigh(held).schools.map(({ p }) => p))
    for (const [s, { tier }] of schools.entries())
      if (GRADES.some((grade) => of(s, grade).tier === 'strong')) expect(tier).not.toBe('clear')
  })

  it('make a school one to watch that is clear by all its sittings together, and no other', () => {
    // A little of the same in all sittings of one grade, and nine sittings of others as clean as any.
    const little = (school: number, grade: number, z: number): Held[] =>
      Array.from({ length: 3 }, () => ({ school, grade, z: [z, z] }))
    const beside = Array.from({ length: 19 }, (_, s) => little(s + 1, 5, -0.5)).flat()
    const clean = [6, 7, 8].flatMap((grade) => little(0, grade, -3))
    const held = [...little(0, 5, 1.8), ...clean, ...beside]
    const region = { ...regionOf(held), toldDependence: TOLD }
    const of = (weighing: typeof weighEvidence | typeof weighWithCohorts) =>
      weighing(detectors, outcomesOf(held), region, chosen({ watch: 0, watchFamily: 0 }))
    const all = of(weighWithCohorts)
    expect(all.cohorts![0]!.tier).toBe('strong')
    expect(of(weighEvidence).schools.map(({ tier }) => tier)).toEqual(all.schools.map(() => 'clear'))
    expect(all.schools.map(({ tier }) => tier)).toEqual(all.schools.map((_, s) => (s === 0 ? 'watch' : 'clear')))
  })

  it('are held against what all schools show, though the second look leaves out whoever stands out', () => {
    const held = honest([3, 2]).map((own, s): Held => (s < 4 ? { ...own, z: [6, 6] } : own))
    const looks: ToldDependence[] = []
    const pOf = (of: { toldDependence?: ToldDependence; keepDependence?: (of: ToldDependence) => void }) =>
      weighWithCohorts(detectors, outcomesOf(held), { ...regionOf(held), ...of }, chosen()).cohorts.map(({ p }) => p!)
    const p = pOf({ keepDependence: (of) => void looks.push(of) })
    const scored = held.map(({ school, z }) => ({ school, cohort: '', z: Float64Array.from(z, (own) => own!) }))
    const first = pOf({ toldDependence: toldOf(estimateDependence(scored, 2), ['level', 'pattern']) })
    p.forEach((own, c) => expect(own).toBeCloseTo(first[c]!, 9))
    // Without the four the others are less wide, and the first of these is rarer.
    const second = pOf({ toldDependence: looks[0]! })
    expect(Math.min(...p.slice(4))).toBeGreaterThan(1.5 * Math.min(...second.slice(4)))
  })

  it('say nothing of a grade in which nothing was measured, whatever the others show', () => {
    const silent = held.map((own, i): Held => (i < 3 ? { ...own, z: [null, null] } : own))
    const [, fifth, sixth] = withCohorts(silent).cohorts
    expect(sixth).toMatchObject({ p: null, q: null, alone: null, tier: 'notAssessable' })
    expect(sixth!.families).toEqual({ level: null, pattern: null })
    expect(fifth!.tier).toBe('strong')
  })

  it('count years apart', () => {
    const region = regionOf(held.slice(0, 9))
    const years = region.sittings.map((own, i) => ({ ...own, grade: 4, year: 2020 + (i % 2) }))
    const found = weighWithCohorts(detectors, outcomesOf(held.slice(0, 9)), { ...region, sittings: years }, chosen())
    expect(found.cohorts.map((own) => own.sittings)).toEqual([
      [0, 2, 4, 6, 8],
      [1, 3, 5, 7],
    ])
  })
})

describe('p-values by their definition', () => {
  const told: ToldDependence = {
    ...{ detectors: ['a', 'b', 'c'], correlations: [1, 0.2, 0, 0.2, 1, 0, 0, 0, 1], school: [0.2, 0.1, 0] },
    ...{ cohort: [0.1, 0, 0], centre: [0.1, 0, 0], spread: [1.1, 1, 1.2] },
  }
  const dependence = {
    ...{ detectors: Float64Array.from(told.correlations), school: Float64Array.from(told.school) },
    ...{ cohort: Float64Array.from(told.cohort), centre: Float64Array.from(told.centre) },
    spread: Float64Array.from(told.spread),
  }
  /** Two of one family, of which the second, like the one of the other family, has a vote of its own. */
  const voting = ['level', 'level', 'shape'].map((family, d) => ({
    meta: { id: 'abc'[d]!, family, ...(d === 0 ? {} : { ownVote: true }) },
  })) as never
  const z = [
    [1.2, 2.4, 0.3],
    [0.4, 1.9, 0.1],
    [-0.3, 1.5, -0.5],
    [0.1, 0.2, 1.1],
  ]
  const grades = [4, 4, 5, 6]
  const held = grades.map((grade): Held => ({ school: 0, grade, z: [] }))
  const region = { ...regionOf(held), toldDependence: told }
  const outcomes = [0, 1, 2].map((d) => z.map((own) => measured(own[d]!)))
  const test = monteCarloTest(dependence, [0, 0, 1], 2, 1)
  const of = (i: number, weight: number, share = 1, only?: number) => ({
    ...{ cohort: `2021|${grades[i]}|null`, weight, share },
    z: Float64Array.from(z[i]!, (own, d) => (only === undefined || only === d ? own : Number.NaN)),
  })
  const pOf = (weight: number, share: (i: number) => number, sittings: readonly number[], only?: number) =>
    test(
      [blockOf(sittings.map((i) => of(i, only === undefined ? weight : 2 * weight, share(i), only)))],
      'families',
    )[0]!
  /** The rarest of all together, at four fifths of the error, and of the two votes, at a tenth each. */
  const rarest = (weight: number, share: (i: number) => number, sittings: readonly number[]) => {
    const [first, second, all] = pOf(weight, share, sittings)
    const vote = (d: number) => pOf(weight, share, sittings, d)[2]!
    return { level: first, shape: second, p: Math.min(1, all! / 0.8, vote(1) / 0.1, vote(2) / 0.1) }
  }

  it('are the rarest of all together and of votes in which sittings count twice', () => {
    const { p, families } = weighEvidence(voting, outcomes, region, chosen()).schools[0]!
    const by = rarest(1, () => 1, [0, 1, 2, 3])
    expect(p).toBeCloseTo(by.p, 12)
    expect(families).toEqual({ level: by.level, shape: by.shape })
    // The vote decides here: 10 times less of the error, and yet rarer.
    expect(p).toBeLessThan(pOf(1, () => 1, [0, 1, 2, 3])[2]! / 0.8)
    expect(p).toBeCloseTo(10 * pOf(1, () => 1, [0, 1, 2, 3], 1)[2]!, 12)
  })

  it('of a grade take its sittings for manipulated together, and half of the mean of the other grades', () => {
    const { cohorts } = weighWithCohorts(voting, outcomes, region, chosen())
    const certain = 1 / 0.3
    expect(cohorts[0]!.alone).toBeCloseTo(rarest(certain, () => 1, [0, 1]).p, 12)
    expect(cohorts[0]!.p).toBeCloseTo(rarest(certain, (i) => (i < 2 ? 1 : 0.25), [0, 1, 2, 3]).p, 12)
    expect(cohorts[2]!.p).toBeCloseTo(rarest(certain, (i) => (i === 3 ? 1 : 0.25), [3, 0, 1, 2]).p, 12)
  })

  it('of a grade under observers expect a third of that, and of votes of their own twice a third', () => {
    const watched = { ...region, hasObservers: true, observations: grades.map(() => ({ observed: true })) }
    const { cohorts, sittings } = weighWithCohorts(voting, outcomes, watched, chosen())
    expect(cohorts[0]!.alone).toBeCloseTo(rarest(1 / 0.3 / 3, () => 1, [0, 1]).p, 12)
    expect(cohorts[2]!.alone).toBeCloseTo(rarest(1 / 0.3 / 3, () => 1, [3]).p, 12)
    // A sitting by itself is judged by what it shows, whoever watched.
    for (const i of grades.keys()) expect(sittings[i]!.p).toBeCloseTo(rarest(1, () => 1, [i]).p, 12)
  })

  it('hear nothing of what was not measured, whatever stands beside it', () => {
    const without = (outcome: { outcome: string; p: number | null }) => {
      const changed = outcomes.map((own, d) => own.map((one, i) => (d === 1 && i === 0 ? outcome : one)))
      return pValuesWithout(voting, changed, region, chosen(), 0, [() => true])[0]
    }
    const [silent] = pValuesWithout(voting, outcomes, region, chosen(), 0, [(i, d) => d !== 1 || i !== 0])
    expect(without({ outcome: 'measured', p: null })).toBe(silent)
    expect(without({ outcome: 'undecided', p: 1e-9 })).toBe(silent)
  })
})

describe('one scale of words', () => {
  it.each<[Tier, Tier, boolean, Tier]>([
    // own, school, listed for signs, said
    ['clear', 'strong', true, 'watch'],
    ['notAssessable', 'moderate', true, 'watch'],
    ['moderate', 'strong', true, 'moderate'],
    ['strong', 'moderate', true, 'moderate'],
    ['strong', 'watch', false, 'watch'],
    ['moderate', 'clear', false, 'watch'],
    ['watch', 'clear', false, 'watch'],
    ['clear', 'strong', false, 'clear'],
    ['notAssessable', 'strong', false, 'notAssessable'],
  ])('%s in a %s school (listed: %s) is %s', (own, school, listed, said) => {
    expect(tierInSchool(own, school, listed)).toBe(said)
  })

  it('puts every sitting and grade on the scale of its school, and changes nothing else', () => {
    const as = (tier: Tier) => ({ families: {}, p: 0.2, q: 0.4, tier })
    const sittings = (['strong', 'clear', 'strong', 'clear'] as const).map(as)
    const schools = (['moderate', 'clear'] as const).map(as)
    const isListed = (i: number): boolean => i === 1
    const bySchool = [
      [0, 1],
      [2, 3],
    ]
    const said = (['moderate', 'watch', 'watch', 'clear'] as const).map(as)
    expect(onOneScale({ sittings, schools }, bySchool, isListed)).toEqual({ sittings: said, schools })
    const grade = (tier: Tier, school: number, own: number[]) => ({ ...as(tier), school, sittings: own, alone: 0.1 })
    const cohorts = [grade('clear', 0, [0, 1]), grade('strong', 1, [2]), grade('clear', 1, [3])]
    expect(onOneScale({ sittings, schools, cohorts }, bySchool, isListed).cohorts).toEqual([
      ...[grade('watch', 0, [0, 1]), grade('watch', 1, [2]), grade('clear', 1, [3])],
    ])
  })
})

describe('share of peer definitions under which a school has signs', () => {
  it('is all for one far above everybody, and none for the others', () => {
    const test: Assessment = {
      ...{ id: '2021/4/Math', subject: 'Math', grade: 4, year: 2021, maxScore: 20, cuts: null },
      ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
    }
    const random = createRandom(2, 'sensitivity')
    const schools = Array.from({ length: 24 }, (_, s) => school(`s${s}`, { context: { income: s % 7 } }))
    const sittings = schools.map(({ id }, s) => {
      const counts = Array.from({ length: 21 }, () => 0)
      for (let pupil = 0; pupil < 25; pupil++)
        counts[s === 0 ? 19 : Math.round(Math.min(20, Math.max(0, 10 + 3 * random.normal())))]!++
      return sitting(id, { participants: 25, scoreCounts: counts, scores: momentsOfCounts(counts) })
    })
    const shares = peerSensitivity([highLevel], indexed({ schools, sittings, assessments: [test] }), parseSettings())
    expect(shares).toEqual(schools.map((_, s) => (s === 0 ? 1 : 0)))
  })
})
