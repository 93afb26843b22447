import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TIERS } from '../../src/model'
import { listRechecks, planRecheck } from '../../src/recheck'
import { parseSettings } from '../../src/settings'
import { observations } from '../../src/sittings/observers'
import { evidence, indexed, OBSERVED, record, region, school, sitting, UNOBSERVED } from './sittings'

const settings = parseSettings()

describe('recheck list', () => {
  it('names a sample of papers, and all of them under strong signs', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(1e-6, 'strong') },
      { evidence: evidence(1e-3, 'moderate') },
      { evidence: evidence(0.5) },
    ])
    const list = listRechecks(indexed(input, [OBSERVED, OBSERVED, OBSERVED]), of, settings)
    expect(list.sittings.map((s) => [s.grounds, s.papers, s.acceptanceNumber])).toEqual([
      [['signs'], 22, 2],
      [['signs'], 14, 0],
      [[], 0, null],
    ])
    expect(list.schools.map((s) => s.decisionItems)).toEqual([['2.2'], ['2.2']])
    // Without a budget nothing is said of what fits it.
    expect(list.schools.map((s) => [s.papers, s.papersWithinBudget, s.withinBudget])).toEqual([
      [22, null, null],
      [14, null, null],
    ])
    expect(list.plan).toMatchObject({ papersOnList: 36, papersWithinBudget: null, yieldWithinBudget: null })
  })

  it('asks for no papers where a recheck has settled the sitting, and spends the budget elsewhere', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(1e-6, 'strong') },
      { evidence: evidence(1e-3, 'moderate') },
    ])
    const tight = parseSettings({ recheck: { budget: 14, controlShare: 0 } })
    const asked = (settled: readonly number[]) => {
      const list = listRechecks(indexed(input, [OBSERVED, OBSERVED]), of, tight, new Set(settled))
      return list.sittings.map((s) => [s.grounds, s.papers, s.acceptanceNumber, s.withinBudget])
    }
    expect(asked([])[0]).toEqual([['signs'], 22, 2, false])
    expect(asked([0])).toEqual([
      [['signs'], 0, null, true],
      [['signs'], 14, 0, true],
    ])
  })

  it('takes the sittings of the grades that carry the evidence where no sitting does alone', () => {
    const input = {
      schools: [school('s')],
      sittings: [4, 5].flatMap((grade) => ['Math', 'Russian'].map((subject) => sitting('s', { grade, subject }))),
    }
    const of = {
      schools: [evidence(1e-4, 'moderate')],
      sittings: input.sittings.map(() => evidence(0.2)),
    }
    const cohort = (sittings: number[], alone: number) => ({ ...evidence(alone), school: 0, sittings, alone })
    const taken = (alone: readonly [number, number]) =>
      listRechecks(
        indexed(
          input,
          input.sittings.map(() => OBSERVED),
        ),
        {
          ...of,
          cohorts: [cohort([0, 1], alone[0]), cohort([2, 3], alone[1])],
        },
        settings,
      ).schools[0]?.sittings
    expect(taken([0.3, 0.01])).toEqual([2, 3])
    expect(taken([0.0501, 0.05])).toEqual([2, 3])
    expect(taken([0.3, 0.2])).toEqual([0, 1, 2, 3])
    expect(
      listRechecks(
        indexed(
          input,
          input.sittings.map(() => OBSERVED),
        ),
        of,
        settings,
      ).schools[0]?.sittings,
    ).toEqual([0, 1, 2, 3])
  })

  it('orders by grounds: both, strong, unobserved and watched, moderate, unobserved', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(0.5) },
      { evidence: evidence(1e-3, 'moderate') },
      { evidence: evidence(1e-2, 'watch') },
      { evidence: evidence(1e-6, 'strong') },
      { evidence: evidence(1e-3, 'moderate') },
    ])
    const list = listRechecks(indexed(input, [UNOBSERVED, OBSERVED, UNOBSERVED, OBSERVED, UNOBSERVED]), of, settings)
    expect(list.schools.map((s) => [s.school, s.priority])).toEqual([
      [4, 1],
      [3, 2],
      [2, 3],
      [1, 4],
      [0, 5],
    ])
  })

  it('puts the control sample last, though only strong signs or none be known of its school', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(0.5) },
      { evidence: evidence(0.9) },
      { evidence: evidence(1e-2, 'watch') },
    ])
    const list = listRechecks(
      indexed(input, [OBSERVED, UNOBSERVED, OBSERVED]),
      of,
      parseSettings({ recheck: { control: 100 } }),
    )
    expect(list.schools.map((s) => [s.school, s.priority, s.grounds])).toEqual([
      [1, 5, ['noObserver']],
      [2, 6, ['control']],
      [0, 6, ['control']],
    ])
  })

  it('plans papers of listed sittings alone, not of those that are settled or have none', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(1e-3, 'moderate') },
      { evidence: evidence(1e-3, 'moderate'), sitting: { participants: 1 } },
      { evidence: evidence(1e-3, 'moderate'), sitting: { participants: null } },
      { evidence: evidence(1e-3, 'moderate') },
      { evidence: evidence(0.5) },
    ])
    const held = indexed(
      input,
      input.sittings.map(() => OBSERVED),
    )
    const planned = planRecheck(held, listRechecks(held, of, settings, new Set([3])), settings)
    expect(planned.map(({ sitting: i, papers, numbers }) => [i, papers, numbers?.length ?? null])).toEqual(
      expect.arrayContaining([
        [0, 14, 14],
        [1, 1, 1],
        [2, 29, null],
      ]),
    )
    expect(planned).toHaveLength(3)
  })

  it('orders equal grounds by evidence times papers, then by the id of the school', () => {
    const schools = [
      // -log p x papers to recheck, one at least: 2.3 x 14, 1.2 x 24 of 80, 0, 2.3 x 14, unknown, 2.3 x 1, 1.6 x 2.
      { evidence: evidence(0.1), sitting: { participants: 22 }, school: { id: 'b' } },
      { evidence: evidence(0.3), sitting: { participants: 80 } },
      { evidence: evidence(1) },
      { evidence: evidence(0.1), sitting: { participants: 22 }, school: { id: 'a' } },
      { evidence: evidence(null) },
      { evidence: evidence(0.1), sitting: { participants: 0 } },
      { evidence: evidence(0.2), sitting: { participants: 2 } },
    ]
    const { input, evidence: of } = region(schools)
    const sittings = input.sittings.map((own, i) => ({ ...own, schoolId: input.schools[i]!.id }))
    const list = listRechecks(
      indexed(
        { ...input, sittings },
        schools.map(() => UNOBSERVED),
      ),
      of,
      settings,
    )
    expect(list.schools.map((s) => s.school)).toEqual([3, 0, 1, 6, 5, 2, 4])
  })

  it('keeps what does not fit, as beyond the budget', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(1e-5, 'moderate') },
      { evidence: evidence(1e-2, 'watch') },
      { evidence: evidence(0.9) },
    ])
    const budget = parseSettings({ recheck: { budget: 20, controlShare: 0, municipalMinimum: 0 } })
    const list = listRechecks(indexed(input, [UNOBSERVED, UNOBSERVED, UNOBSERVED]), of, budget)
    expect(list.sittings.map((s) => s.withinBudget)).toEqual([true, false, false])
    expect(list.schools.map((s) => s.papersWithinBudget)).toEqual([14, 0, 0])
    expect(list.plan).toMatchObject({ budget: 20, papersOnList: 42, papersWithinBudget: 14 })
    // A third of the papers, but those with the strongest signs: chances .05 / (.05 + .95 x -e p ln p), of p above 1/e .05.
    const chance = (p: number) => 0.05 / (0.05 + 0.95 * -Math.E * p * Math.log(p))
    expect(list.plan.yieldWithinBudget).toBeCloseTo(chance(1e-5) / (chance(1e-5) + chance(1e-2) + 0.05), 9)
  })

  it('asks for papers of a sitting of unknown size as of a large one', () => {
    const { input, evidence: of } = region([{ evidence: evidence(0.9), sitting: { participants: null } }])
    const [asked] = listRechecks(indexed(input, [UNOBSERVED]), of, settings).sittings
    // 29 papers find one affected of a tenth with 95 %; none of them may change.
    expect(asked).toMatchObject({ papers: 29, acceptanceNumber: 0 })
  })

  it('expects of a sitting by the signs of its school, and of all where nothing can be expected all', () => {
    const input = {
      schools: [school('a'), school('b', { municipality: 'South' })],
      sittings: ['a', 'a', 'b'].map((id, i) => sitting(id, { subject: ['Math', 'Russian', 'Math'][i]! })),
    }
    const observed = [OBSERVED, OBSERVED, UNOBSERVED]
    const tight = parseSettings({ recheck: { budget: 14, controlShare: 0, municipalMinimum: 0 } })
    const fits = (ofSchool: number, own: readonly (number | null)[]) =>
      listRechecks(
        indexed(input, observed),
        { schools: [evidence(ofSchool, 'moderate'), evidence(0.5)], sittings: own.map((p) => evidence(p)) },
        tight,
      ).sittings.map((s) => s.withinBudget)
    // Alone neither sitting says more than the one without an observer: their school does.
    expect(fits(1e-4, [0.2, 0.3, 0.01])).toEqual([true, false, false])
    expect(fits(0.04, [0.2, 0.3, 1e-4])).toEqual([false, false, true])
    expect(fits(1e-2, [0.2, 1e-4, 1e-3])).toEqual([null, true, false])
    const nothing = region([{ evidence: evidence(0.9), sitting: { participants: 0 } }])
    const { plan } = listRechecks(indexed(nothing.input, [UNOBSERVED]), nothing.evidence, tight)
    expect(plan).toMatchObject({ papersOnList: 0, papersWithinBudget: 0, yieldWithinBudget: 1 })
  })

  it('carries evidence at the border of .05, and counts no sitting of which nothing was measured', () => {
    const input = {
      schools: [school('s')],
      sittings: ['Math', 'Russian', 'Reading'].map((subject) => sitting('s', { subject })),
    }
    const signs = (own: readonly (number | null)[]) =>
      listRechecks(
        indexed(input, [OBSERVED, OBSERVED, OBSERVED]),
        {
          ...{ schools: [evidence(1e-4, 'moderate')], sittings: own.map((p) => evidence(p)) },
        },
        settings,
      ).sittings.flatMap((s, i) => (s.grounds.includes('signs') ? [i] : []))
    expect(signs([0.05, 0.0501, null])).toEqual([0])
    expect(signs([0.06, 0.07, null])).toEqual([0, 1])
    expect(signs([null, null, null])).toEqual([])
  })

  it('reads a budget in hours, and the smaller of two budgets', () => {
    const { input, evidence: of } = region([{ evidence: evidence(0.9) }])
    const planOf = (recheck: object) =>
      listRechecks(indexed(input, [UNOBSERVED]), of, parseSettings({ recheck })).plan.budget
    expect(planOf({ hours: 2.5 })).toBe(15)
    expect(planOf({ hours: 2.5, budget: 10 })).toBe(10)
    expect(planOf({ hours: 2.5, papersPerHour: 2, budget: 10 })).toBe(5)
    expect(planOf({})).toBeNull()
  })

  it('draws the control sample from sittings without grounds only, and only with a budget', () => {
    const { input, evidence: of } = region(Array.from({ length: 60 }, () => ({ evidence: evidence(0.5) })))
    const observed = input.sittings.map((_, i) => (i < 20 ? UNOBSERVED : OBSERVED))
    const list = listRechecks(
      indexed(input, observed),
      of,
      parseSettings({ recheck: { budget: 280, controlShare: 0.2 } }),
    )
    const control = list.sittings.flatMap((s, i) => (s.grounds.includes('control') ? [i] : []))
    expect(control).toHaveLength(4)
    expect(control.every((i) => i >= 20)).toBe(true)
    expect(list.plan.control).toEqual({ frame: 40, drawn: 4, papers: 56, inclusionProbability: 0.1 })
    expect(list.sittings.map((s) => s.inclusionProbability)).toEqual(observed.map((o) => (o.observed ? 0.1 : 1)))
    // 20 sittings of 14 papers on the list; of the budget 56 for the control sample, and the rest for 16 of them.
    expect(list.plan).toMatchObject({ papersOnList: 20 * 14 + 56, papersWithinBudget: 16 * 14 + 56 })
    expect(listRechecks(indexed(input, observed), of, settings).plan.control.drawn).toBe(0)
  })

  it('draws as many papers as asked for, or a share of the papers on the list, without a budget', () => {
    const { input, evidence: of } = region(Array.from({ length: 60 }, () => ({ evidence: evidence(0.5) })))
    const observed = input.sittings.map((_, i) => (i < 20 ? UNOBSERVED : OBSERVED))
    const planOf = (recheck: object) => listRechecks(indexed(input, observed), of, parseSettings({ recheck })).plan
    const asked = listRechecks(indexed(input, observed), of, parseSettings({ recheck: { control: 70 } }))
    expect(asked.plan.control).toEqual({ frame: 40, drawn: 5, papers: 70, inclusionProbability: 0.125 })
    expect(asked.plan.papersWithinBudget).toBeNull()
    expect(asked.sittings.every((s) => s.withinBudget === null)).toBe(true)
    // 20 sittings of 14 papers are on the list.
    expect(planOf({ control: 0.1 }).control.drawn).toBe(2)
    expect(planOf({ control: 0.1, budget: 560 }).control.drawn).toBe(4)
    expect(planOf({ control: 10_000 }).control.drawn).toBe(40)
    expect(planOf({ control: 10_000, budget: 140 }).control.drawn).toBe(10)
    expect(planOf({ control: 0, budget: 140 }).control.drawn).toBe(0)
    // From 1 on it is a number of papers: one is fewer than a sitting of 14 asks for.
    expect([1, 1.5, 14].map((control) => planOf({ control }).control.drawn)).toEqual([0, 0, 1])
  })

  it('cannot draw a sitting without papers', () => {
    const { input, evidence: of } = region([
      { evidence: evidence(0.5), sitting: { participants: 0 } },
      { evidence: evidence(0.5) },
    ])
    const observed = indexed(input, [OBSERVED, OBSERVED])
    const { sittings, plan } = listRechecks(observed, of, parseSettings({ recheck: { control: 100 } }))
    expect(sittings.map((s) => [s.grounds, s.inclusionProbability])).toEqual([
      [[], 0],
      [['control'], 1],
    ])
    expect(plan.control).toEqual({ frame: 1, drawn: 1, papers: 14, inclusionProbability: 1 })
  })
})

describe('what no stage has made', () => {
  const { input, evidence: of } = region([{ evidence: evidence(0.5) }, { evidence: evidence(0.5) }])
  const held = indexed(input, [OBSERVED, UNOBSERVED])
  const list = listRechecks(held, of, settings)
  it.each<[string, () => unknown]>([
    ['region', () => listRechecks(input as never, of, settings)],
    ['evidence', () => listRechecks(held, { ...of, schools: [] }, settings)],
    ['settings', () => listRechecks(held, of, { recheck: {} } as never)],
    ['region', () => planRecheck({} as never, list, settings)],
    ['list', () => planRecheck(held, { ...list, sittings: [] }, settings)],
    ['settings', () => planRecheck(held, list, { seed: 1 })],
  ])('is refused: %s (%#)', (argument, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'ArgumentError', argument }))
  })
})

const someRegion = fc
  .array(
    fc.record({
      tier: fc.constantFrom(...TIERS),
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      pupils: fc.option(fc.integer({ min: 0, max: 80 }), { nil: null }),
      observer: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const, null),
      conflictOfInterest: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((schools) => {
    const made = region(
      schools.map(({ tier, p, pupils }) => ({
        evidence: evidence(tier === 'notAssessable' ? null : p, tier),
        sitting: { participants: pupils },
      })),
    )
    const observers = schools.flatMap(({ observer, conflictOfInterest }, i) =>
      observer === null ? [] : [record(made.input.schools[i]!.id, { observer, conflictOfInterest })],
    )
    return { ...made, observers, schools }
  })
const someBudget = fc.option(fc.integer({ min: 0, max: 500 }), { nil: null })

describe('any region and any observers table', () => {
  it('lists every sitting without an observer, loses none, and lists none without grounds', () => {
    fc.assert(
      fc.property(someRegion, someBudget, ({ input, evidence: of, observers }, budget) => {
        const chosen = parseSettings({ recheck: { budget } })
        const observed = observations({ sittings: input.sittings, observers }, chosen)
        const list = listRechecks(indexed(input, observed), of, chosen)
        list.sittings.forEach((s, i) => expect(s.grounds.includes('noObserver')).toBe(!observed[i]!.observed))
        const onList = list.schools.flatMap((s) => s.sittings).sort((a, b) => a - b)
        expect(onList).toEqual(list.sittings.flatMap((s, i) => (s.grounds.length > 0 ? [i] : [])))
        const fits = list.sittings.filter((s) => s.withinBudget).reduce((sum, s) => sum + s.papers, 0)
        if (budget !== null) expect(fits).toBeLessThanOrEqual(budget)
        expect(list.schools.every((s) => (s.withinBudget === null) === (budget === null))).toBe(true)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('gives no row the ground noObserver without an observers table', () => {
    fc.assert(
      fc.property(someRegion, ({ input, evidence: of }) => {
        const none = { ...input, hasObservers: false }
        const observed = observations({ sittings: input.sittings, observers: [] }, settings)
        const list = listRechecks(indexed(none, observed), of, settings)
        expect(list.sittings.some((s) => s.grounds.includes('noObserver'))).toBe(false)
        expect(list.schools.every((s) => s.grounds.join() === 'signs')).toBe(true)
      }),
      { seed: 2 },
    )
  })

  it('adds no row on the ground noObserver when observers are added', () => {
    fc.assert(
      fc.property(someRegion, fc.array(fc.nat(24)), ({ input, evidence: of, observers }, added) => {
        const more = added.flatMap((i) => (i < input.schools.length ? [record(input.schools[i]!.id)] : []))
        const grounds = (rows: typeof observers) =>
          listRechecks(
            indexed(input, observations({ sittings: input.sittings, observers: rows }, settings)),
            of,
            settings,
          )
        const before = grounds(observers)
        const after = grounds([...observers, ...more])
        const gained = after.sittings.filter(
          (s, i) => s.grounds.includes('noObserver') && !before.sittings[i]!.grounds.includes('noObserver'),
        )
        expect(gained).toEqual([])
      }),
      { seed: 3 },
    )
  })
})
