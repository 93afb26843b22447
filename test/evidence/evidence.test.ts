import { describe, expect, it } from 'vitest'
import { builtInDetectors } from '../../src/detectors'
import { weighEvidence } from '../../src/evidence'
import { blockOf } from '../../src/evidence/block'
import { cholesky, estimateDependence } from '../../src/evidence/dependence'
import { asDraws, familyRatio, logLikelihoodRatios } from '../../src/evidence/likelihood-ratio'
import { monteCarloTest, SurvivalFunction } from '../../src/evidence/null-distribution'
import type { Outcome, School, Sitting } from '../../src/model'
import { parseSettings } from '../../src/settings'
import { placeSittings } from '../../src/sittings/region'
import { createRandom } from '../../src/statistics/random'
import { normalUpper } from '../../src/statistics/tails'

const independent = (columns: number) => ({
  detectors: Float64Array.from({ length: columns * columns }, (_, at) => (at % (columns + 1) === 0 ? 1 : 0)),
  school: new Float64Array(columns),
  cohort: new Float64Array(columns),
  centre: new Float64Array(columns),
  spread: new Float64Array(columns).fill(1),
})
const sitting = (cohort: string, ...z: number[]) => ({ cohort, weight: 1, z: Float64Array.from(z) })

describe('block', () => {
  it('has the same shape whatever the order and the names of the pupil groups', () => {
    const one = blockOf([sitting('4', 1, NaN), sitting('4', 2, 3), sitting('5', NaN, 4)])
    const other = blockOf([sitting('b', NaN, -4), sitting('a', -2, -3), sitting('a', -1, NaN)])
    expect(one?.shape).toBe(other?.shape)
    expect(Array.from(one!.z, (z) => -z)).toEqual(Array.from(other!.z))
  })

  it('tells shapes apart by what was measured, by pupil group and by weight', () => {
    const shapes = [
      [sitting('4', 1, 1), sitting('4', 1, 1)],
      [sitting('4', 1, 1), sitting('5', 1, 1)],
      [sitting('4', 1, 1), sitting('5', 1, NaN)],
      [sitting('4', 1, 1), { ...sitting('5', 1, 1), weight: 0.5 }],
      [sitting('4', 1, 1), { ...sitting('5', 1, 1), share: 0.5 }],
      [sitting('4', 1, 1), { ...sitting('5', 1, 1), share: 0.25 }],
    ].map((sittings) => blockOf(sittings)?.shape)
    expect(new Set(shapes).size).toBe(6)
    // As its documentation writes it: the weight, and which detectors measured something.
    expect(blockOf([sitting('2021|4', 2.1, NaN)])?.shape).toBe('1:10')
  })

  it('holds what was measured, with its sitting, detector, pupils, weight and share', () => {
    const block = blockOf([
      { ...sitting('4', NaN, 3), weight: 0.5, share: 0.25 },
      sitting('5', NaN, NaN),
      sitting('6', 1, 2),
      sitting('6', 4, NaN),
    ])!
    expect([...block.z].sort()).toEqual([1, 2, 3, 4])
    const of = (z: number) => block.row[Array.from(block.z).indexOf(z)]!
    expect(of(1)).toBe(of(2))
    expect(new Set([of(1), of(3), of(4)]).size).toBe(3)
    expect(block.cohort[of(1)]).toBe(block.cohort[of(4)])
    expect(block.cohort[of(1)]).not.toBe(block.cohort[of(3)])
    expect([1, 2, 3, 4].map((z) => block.column[Array.from(block.z).indexOf(z)])).toEqual([0, 1, 1, 0])
    expect([of(3), of(1), of(4)].map((row) => [block.weight[row], block.share[row]])).toEqual([
      [0.5, 0.25],
      [1, 1],
      [1, 1],
    ])
    expect(block.row).toHaveLength(4)
    expect(block.column).toHaveLength(4)
  })

  it('is null where nothing was measured', () => {
    expect(blockOf([])).toBeNull()
    expect(blockOf([sitting('4', NaN, NaN)])).toBeNull()
  })
})

describe('strength', () => {
  const strength = (families: number[], ...sittings: ReturnType<typeof sitting>[]) => {
    const block = blockOf(sittings)!
    const all = [...new Set(families)].sort()
    return logLikelihoodRatios(block, families, all.length, asDraws([block]), all).map(([value]) => value)
  }
  /** Chance .5 of being noticed, then N(2, 1.2^2) instead of N(0, 1). */
  const noticed = (...z: number[]) =>
    0.5 + (0.5 / z.length) * z.reduce((sum, x) => sum + density((x - 2) / 1.2) / 1.2 / density(x), 0)
  const density = (x: number) => Math.exp((-x * x) / 2)
  /** Three of ten sittings of a manipulating school are manipulated. */
  const inSchool = (ratio: number, chance = 0.3) => Math.log(1 - chance + chance * ratio)

  it('multiplies what the families say of a sitting, and adds the sittings', () => {
    const [first, second, all] = strength([0, 1], sitting('4', 2, 1), sitting('5', 3, NaN))
    expect(first).toBeCloseTo(inSchool(noticed(2)) + inSchool(noticed(3)), 12)
    expect(second).toBeCloseTo(inSchool(noticed(1)), 12)
    expect(all).toBeCloseTo(inSchool(noticed(2) * noticed(1)) + inSchool(noticed(3)), 12)
  })

  it('averages the detectors of one family, and not those that measured nothing', () => {
    expect(familyRatio([2, 1])).toBeCloseTo(noticed(2, 1), 12)
    const [family, all] = strength([0, 0, 0], sitting('4', 2, NaN, 1))
    expect(family).toBeCloseTo(inSchool(noticed(2, 1)), 12)
    expect(all).toBe(family)
  })

  it('takes little away for a clean sitting, and expects less of one under an observer', () => {
    const [, odd] = strength([0], sitting('4', 4))
    const [, withClean] = strength([0], sitting('4', 4), sitting('5', -8))
    expect(odd! - withClean!).toBeGreaterThan(0)
    expect(odd! - withClean!).toBeLessThan(-Math.log(0.7 + 0.3 * 0.3))
    const [, underObserver] = strength([0], { ...sitting('4', 4), weight: 1 / 3 })
    expect(underObserver).toBeCloseTo(inSchool(noticed(4), 0.1), 12)
    const [, certain] = strength([0], { ...sitting('4', -4), weight: 10 })
    expect(certain).toBeCloseTo(inSchool(noticed(-4), 1), 12)
  })

  it('ranks agreement of two detectors above one odd number', () => {
    const [, , agreeing] = strength([0, 1], sitting('4', 2.5, 2.5))
    const [, , odd] = strength([0, 1], sitting('4', 3.2, 0))
    expect(agreeing).toBeGreaterThan(odd!)
  })
})

describe('dependence', () => {
  it('finds the correlations that were put in, in spite of manipulated schools', () => {
    const random = createRandom(1, 'test')
    const sittings = Array.from({ length: 600 }, (_, school) => {
      const shared = random.normal()
      return ['4', '4', '5'].map((cohort) => {
        const first = Math.sqrt(0.5) * shared + Math.sqrt(0.5) * random.normal()
        const second = 0.6 * first + 0.8 * random.normal()
        const odd = school % 12 === 0 ? 4 : 0
        return { school, cohort, z: Float64Array.of(first + odd, second, NaN) }
      })
    }).flat()
    const { detectors, school, cohort } = estimateDependence(sittings, 3)
    // Quadrant correlation of 1 800 sittings has a standard error near .04; contamination of 8 % moves it by about .03.
    expect(Math.abs(detectors[1]! - 0.6)).toBeLessThan(0.1)
    expect(Math.abs(school[0]! - 0.5)).toBeLessThan(0.12)
    expect(cohort[0]!).toBeLessThan(0.1)
    expect(detectors[2]).toBe(0)
  })

  it('gives a matrix that has a Cholesky factor, also from estimates that do not fit together', () => {
    const random = createRandom(2, 'test')
    const sittings = Array.from({ length: 30 }, (_, school) => {
      const a = random.normal()
      return { school, cohort: '4', z: Float64Array.of(a, a, -a, a) }
    })
    expect(cholesky(estimateDependence(sittings, 4).detectors, 4)).not.toBeNull()
  })
})

describe('honest distributions', () => {
  it('give uniform p-values to honest schools, for all together and for each family', () => {
    const random = createRandom(3, 'test')
    const dependence = { ...independent(3), school: Float64Array.of(0.3, 0, 0.2), cohort: Float64Array.of(0.2, 0, 0) }
    const families = [0, 0, 1]
    const schools = 4000
    const blocks = Array.from({ length: schools }, () => {
      const school = [random.normal(), 0, random.normal()]
      const rows = ['4', '5'].flatMap((cohort) => {
        const pupils = random.normal()
        return [0, 1].map(() =>
          sitting(
            cohort,
            Math.sqrt(0.3) * school[0]! + Math.sqrt(0.2) * pupils + Math.sqrt(0.5) * random.normal(),
            random.normal(),
            Math.sqrt(0.2) * school[2]! + Math.sqrt(0.8) * random.normal(),
          ),
        )
      })
      return blockOf(rows)
    })
    const judged = monteCarloTest(dependence, families, 2, 1)(blocks, 'families')
    const below = [0, 1, 2].map((f) => judged.filter((chances) => chances![f]! < 0.05).length)
    // Binomial error of 4 000 schools and of the 6 000 draws: sd = sqrt(.05 x .95 (1/4000 + 1/6000)) = .0044; four of them.
    for (const count of below) expect(Math.abs(count / schools - 0.05)).toBeLessThan(0.018)
  })

  it('continue the tail: smaller p for stronger evidence, far beyond the draws', () => {
    const blocks = [2, 4, 6, 8].map((z) => blockOf([sitting('4', z)]))
    const p = monteCarloTest(independent(1), [0], 1, 1)(blocks, 'families').map((chances) => chances![1]!)
    expect(p).toEqual([...p].sort((a, b) => b - a))
    // One z-score in one sitting: the p-value is that of the normal; the exponential tail is right within a factor 5.
    ;[2, 4].forEach((z, k) => expect(Math.abs(Math.log(p[k]! / normalUpper(z)))).toBeLessThan(Math.log(5)))
  })

  it('count draws of school, pupils and sitting, on the scale of the region', () => {
    const dependence = {
      ...{ detectors: Float64Array.of(1), school: Float64Array.of(0.3), cohort: Float64Array.of(0.2) },
      ...{ centre: Float64Array.of(0.4), spread: Float64Array.of(1.3) },
    }
    const drawn = (name: string, share: number): number[] => {
      const random = createRandom(7, 'evidence', name, 0)
      return Array.from({ length: 6000 }, () => Math.sqrt(share) * Math.fround(random.normal()))
    }
    const [school, cohort, own] = [drawn('school', 0.3), drawn('cohort', 0.2), drawn('sitting', 0.5)]
    const honest = school.map((z, n) => familyRatio([0.4 + 1.3 * (z + cohort[n]! + own![n]!)]))
    // From -3 to 1.9: close together, so that every draw is seen.
    const blocks = Array.from({ length: 99 }, (_, k) => blockOf([sitting('4', (k - 60) / 20)]))
    const p = monteCarloTest(dependence, [0], 1, 7)(blocks, 'families')
    blocks.forEach((block, k) => {
      const ratio = familyRatio([block!.z[0]!])
      const reached = honest.filter((other) => other >= ratio).length
      expect(p[k]).toEqual([(reached + 1) / 6001, (reached + 1) / 6001])
    })
  })

  it('go on from the largest draws, in whatever order these come', () => {
    // The two largest of a hundred are 12 and 20: 4 beyond the first of them in the mean.
    const tail = new SurvivalFunction(Float64Array.of(10, 20, 12, ...new Array<number>(97).fill(0)))
    expect(tail.at(30)).toBeCloseTo(0.02 * Math.exp(-18 / 4), 12)
  })

  it('have no tail where all draws are equal', () => {
    const tail = new SurvivalFunction(new Float64Array(1000).fill(5))
    expect(tail.at(5)).toBe(1)
    expect(tail.at(6)).toBe(1 / 1001)
  })

  it('tell of families only what is asked, and nothing of one that measured nothing', () => {
    const test = monteCarloTest(independent(2), [0, 1], 2, 1)
    const blocks = [blockOf([sitting('4', 2, Number.NaN)]), null, blockOf([sitting('4', 2, 1)])]
    const [one, none, both] = test(blocks, 'families')
    expect(one).toEqual([expect.any(Number), null, one![0]])
    expect(none).toBeNull()
    expect(both!.every((p) => p! > 0 && p! < 1)).toBe(true)
    expect(test(blocks, 'together')).toEqual([[null, null, one![2]], null, [null, null, both![2]]])
  })

  it('of one shape do not depend on the shapes beside it, nor on which comes first', () => {
    const newTest = () => monteCarloTest({ ...independent(2), spread: Float64Array.of(1, 2) }, [0, 1], 2, 1)
    // Far out, where the tail is continued from the largest draws of its own shape.
    const blocks = [blockOf([sitting('4', 4, NaN)]), blockOf([sitting('4', NaN, 4)]), blockOf([sitting('4', 4, 4)])]
    for (const asked of ['families', 'together'] as const) {
      const alone = blocks.map((block) => newTest()([block], asked)[0])
      expect(newTest()(blocks, asked)).toEqual(alone)
      expect(newTest()(blocks.toReversed(), asked).toReversed()).toEqual(alone)
    }
  })

  it('count an upper tail, however often asked', () => {
    // 1 to 999 in another order: 500 is prime to 999.
    const tail = new SurvivalFunction(Float64Array.from({ length: 999 }, (_, k) => 1 + ((500 * k) % 999)))
    // Draws from the 980th on, 980 to 999, lie 9.5 beyond it in the mean.
    const far = 0.02 * Math.exp(-20 / 9.5)
    for (let asked = 0; asked < 100; asked++) {
      expect(tail.at(0)).toBe(1)
      expect(tail.at(500)).toBeCloseTo(0.501, 12)
      expect(tail.at(980)).toBeCloseTo(0.021, 12)
      expect(tail.at(1000)).toBeCloseTo(far, 12)
    }
  })
})

describe('weighEvidence', () => {
  const detectors = builtInDetectors.filter(({ meta }) => meta.id === 'high-level' || meta.id === 'low-spread')
  const measured = (p: number): Outcome => ({ outcome: 'measured', value: 0, effect: 0, p, n: 20 })
  const nothing: Outcome = { outcome: 'undecided', reason: 'tooFewPupils' }
  const schools = ['a', 'b', 'c'].map((id) => ({ id }) as School)
  const sittings = ['a', 'b', 'c'].map(
    (schoolId) => ({ schoolId, year: 2021, grade: 4, subject: 'x', className: null }) as Sitting,
  )
  const weigh = (outcomes: Outcome[][]) =>
    weighEvidence(
      detectors,
      outcomes,
      { ...placeSittings(schools, sittings), sittings, hasObservers: false, observations: [] },
      parseSettings({}),
    )

  it('makes no statement where nothing was measured', () => {
    const { schools: of } = weigh([
      [measured(0.4), measured(1e-9), nothing],
      [measured(0.5), measured(1e-9), nothing],
    ])
    expect(of[2]).toEqual({ families: { level: null, shape: null }, p: null, q: null, tier: 'notAssessable' })
    expect(of[0]!.tier).toBe('clear')
    expect(of[1]!.tier).toBe('strong')
  })

  it('does not call a single family strong', () => {
    const { schools: of } = weigh([
      [measured(0.4), measured(1e-12), measured(0.6)],
      [measured(0.5), nothing, measured(0.5)],
    ])
    expect(of[1]!.tier).toBe('moderate')
  })

  it('schools that manipulate do not hide others: whoever stands out at once says nothing of what is honest', () => {
    const random = createRandom(4, 'test')
    const z = Array.from({ length: 200 }, (_, s) => (s < 24 ? 6 : s === 199 ? 3.2 : random.normal()))
    const many = z.map((_, s) => ({ id: String(s) }) as School)
    const held = z.map((_, s) => ({ ...sittings[0]!, schoolId: String(s) }))
    const outcomes = [z.map((own) => measured(normalUpper(own))), z.map(() => nothing)]
    const region = { ...placeSittings(many, held), sittings: held, hasObservers: false, observations: [] }
    const { schools: of } = weighEvidence(detectors, outcomes, region, parseSettings({}))
    // With the 24 in it the region looks 1.4 times as wide, and p is .013.
    expect(Math.abs(Math.log(of[199]!.p! / normalUpper(3.2)))).toBeLessThan(Math.log(3))
    expect(of.slice(24, 199).filter(({ p }) => p! < 0.05).length).toBeLessThan(20)
  })

  describe('votes of their own', () => {
    const eight = builtInDetectors.filter(({ meta }) =>
      'high-level own-control low-spread boundary-heap top-heap hard-items response-fit absence'
        .split(' ')
        .includes(meta.id),
    )
    /** 60 schools of nine sittings, honest but for the first, whose z-scores of one detector are raised in six of them. */
    const schoolsWith = (raised: string, by: number) => {
      const random = createRandom(8, 'votes')
      const many = Array.from({ length: 60 }, (_, s) => ({ id: String(s) }) as School)
      const held = many.flatMap(({ id }) =>
        ['x', 'y', 'z'].flatMap((subject) =>
          [4, 5, 6].map((grade) => ({ ...sittings[0]!, schoolId: id, subject, grade }) as Sitting),
        ),
      )
      const outcomes = eight.map(({ meta }) =>
        held.map((_, i) => measured(normalUpper(i < 6 && meta.id === raised ? by : random.normal()))),
      )
      const region = { ...placeSittings(many, held), sittings: held, hasObservers: false, observations: [] }
      return weighEvidence(eight, outcomes, region, parseSettings({})).schools.map(({ p }) => p!)
    }

    it('hear a little lifting in most sittings of a school, which nothing else moves', () => {
      for (const id of ['boundary-heap', 'top-heap']) expect(schoolsWith(id, 2.3)[0]).toBeLessThan(0.005)
      expect(schoolsWith('hard-items', 2.3)[0]).toBeGreaterThan(0.005)
    })

    it('cost honest schools nothing', () => {
      const honest = schoolsWith('boundary-heap', 3).slice(1)
      expect(honest.filter((p) => p < 0.1).length).toBeLessThanOrEqual(10)
    })
  })

  it('is not erased by a p-value of 1, and survives one of 0', () => {
    const { schools: of } = weigh([
      [measured(0.4), measured(0), measured(1)],
      [measured(0.5), measured(1), measured(0)],
    ])
    for (const k of [1, 2]) expect(of[k]!.p).toBeLessThan(1e-4)
    expect(of.every(({ p }) => p! > 0 && p! <= 1)).toBe(true)
  })
})
