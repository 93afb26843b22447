import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/expectation.json'
import { type Expectation, type ExpectationInput, expectations } from '../../src/statistics/expectation'
import { createRandom } from '../../src/statistics/random'
import { fittedVariance, spreadAround } from '../../src/statistics/random-effects'
import { tUpper } from '../../src/statistics/tails'
import { region } from './honest-units'

const alone = (y: number[], variance = y.map(() => 1)): ExpectationInput => {
  const units = y.map((_, i) => i)
  return { y, variance, peersOf: y.map(() => units), regionOf: y.map(() => units) }
}

describe('against SciPy, which comes to its judgement by the method as it is written down', () => {
  const PARTS = ['expected', 'se', 'tau2', 'df', 'z', 'p'] as const
  type Judged = Pick<Expectation, (typeof PARTS)[number] | 'peers'>
  type Given = (typeof reference.regions)[number]
  const regions = reference.regions.map((given, at) => [at, given] as const)

  const equal = (own: Expectation | null, told: Judged | null, unit: number): void => {
    if (told === null) {
      expect(own, `unit ${unit}`).toBeNull()
      return
    }
    expect(own?.peers, `peers of ${unit}`).toBe(told.peers)
    for (const part of PARTS)
      expect(Math.abs(own![part] - told[part]), `${part} of ${unit}`).toBeLessThan(1e-8 * (1e-3 + Math.abs(told[part])))
  }
  const inputOf = (given: Given): ExpectationInput => {
    const sharing = (parts: readonly (readonly number[])[]) =>
      given.y.map((_, unit) => parts.find((part) => part.includes(unit))!)
    const { y, variance } = given
    const { reference, freedom } = given as Partial<ExpectationInput>
    const { covariates: known } = given as { readonly covariates?: readonly (readonly (number | null)[])[] }
    const covariates = known?.map((row) => row.map((value) => value ?? Number.NaN))
    return {
      ...{ y, variance, peersOf: sharing(given.groups), regionOf: sharing(given.regions) },
      ...{ covariates, reference, freedom },
    }
  }

  it.each(regions)('region %i', (_, given) => {
    expectations(inputOf(given)).forEach((own, unit) => {
      const told = given.judged[unit]!
      equal(own, told, unit)
      if (told !== null) expect(own).toMatchObject({ reference: told.reference, y: given.y[unit] })
    })
  })

  it.each(regions)('newcomers, by what region %i has told', (_, given) => {
    const tellers = inputOf(given)
    let told: ExpectationInput['told']
    expectations({ ...tellers, keep: (of) => (told = of) })
    given.newcomers?.forEach((one, at) => {
      const { covariates } = one as { readonly covariates?: readonly number[] }
      const member = one.group === null ? undefined : given.groups[one.group]![0]!
      const found = expectations({
        ...{ y: [one.y], variance: [one.variance], told },
        peersOf: [member === undefined ? [] : tellers.peersOf[member]!],
        regionOf: [tellers.regionOf[0]!],
        covariates: covariates && [covariates],
      })[0]!
      expect(found.reference).toBe('reference')
      equal(found, given.newcomersJudged[at]!, at)
    })
  })
})

/** Every size of group, masking and many lifted units: `expectation.slow.test.ts`. */
describe('calibration on honest regions', () => {
  it('groups of 40, tau = 0.3', () => {
    const random = createRandom(11, 40, 3)
    const judged = Array.from({ length: 6 }, () => expectations(region(random, 20, 40, 0.3))).flat()
    const share = (limit: number): number => judged.filter((e) => e!.p < limit).length / judged.length
    // Shares of 4800 units: standard errors .0014 and .003.
    expect(Math.abs(share(0.01) - 0.01)).toBeLessThan(0.005)
    expect(Math.abs(share(0.05) - 0.05)).toBeLessThan(0.012)
  })
})

describe('leaving the unit out', () => {
  /** The same question with a peer array that does not hold the unit, which needs no leaving out. */
  function difference(size: number, covariates: boolean): number {
    const random = createRandom(14, size)
    const given = region(random, 1, size, 0.4, 0.05)
    const input = covariates ? { ...given, covariates: given.y.map(() => [random.normal(), random.uniform()]) } : given
    const fast = expectations(input)
    const units = given.regionOf[0]!
    const asked = units.filter((unit) => unit % Math.ceil(size / 60) === 0)
    let largest = 0
    for (const unit of asked) {
      const others = units.filter((other) => other !== unit)
      const exact = expectations({ ...input, peersOf: units.map(() => others) })[unit]!
      largest = Math.max(largest, Math.abs(fast[unit]!.z - exact.z) / Math.max(1, Math.abs(exact.z)))
    }
    return largest
  }
  it('agrees with asking others, but for members on the edge of being rejected', () => {
    // Whether a member is rejected is settled once per group. One that changes sides moves z by about 3 / m of itself.
    for (const size of [60, 500, 2000]) expect(difference(size, false)).toBeLessThan(10 / size)
    expect(difference(500, true)).toBeLessThan(10 / 500)
  })
})

describe('order', () => {
  it('of units does not change a bit', () => {
    const random = createRandom(15)
    const given = region(random, 4, 30, 0.3, 0.05)
    const units = given.regionOf[0]!
    // Ties, zero variances and covariates, to make the order matter if it can.
    const y = given.y.map((value, i) => (i % 3 === 0 ? 0.25 : value))
    const variance = given.variance.map((value, i) => (i % 10 === 0 ? 0 : value))
    const covariates = units.map((i) => [random.normal(), i % 2])
    const reference = units.map((i) => i % 2 === 0)
    const input = { ...given, y, variance, covariates, reference }
    const shuffled = random.shuffle([...units])
    const place = new Map(shuffled.map((unit, at) => [unit, at]))
    const arrays = new Map<readonly number[], number[]>()
    const moved = (array: readonly number[]): number[] => {
      const known = arrays.get(array) ?? array.map((unit) => place.get(unit)!).sort((a, b) => a - b)
      arrays.set(array, known)
      return known
    }
    const permuted = expectations({
      y: shuffled.map((unit) => y[unit]!),
      variance: shuffled.map((unit) => variance[unit]!),
      covariates: shuffled.map((unit) => covariates[unit]!),
      reference: shuffled.map((unit) => reference[unit]!),
      peersOf: shuffled.map((unit) => moved(input.peersOf[unit]!)),
      regionOf: shuffled.map((unit) => moved(input.regionOf[unit]!)),
    })
    const straight = expectations(input)
    expect(permuted).toEqual(shuffled.map((unit) => straight[unit]!))
  })
})

describe('order of many groups', () => {
  it('does not change a bit of how far they differ', () => {
    const random = createRandom(24)
    const honest = region(random, 14, 6, 0.3)
    const apart = Array.from({ length: 14 }, () => random.normal())
    const given = { ...honest, y: honest.y.map((y, unit) => y + apart[unit % 14]!) }
    const order = random.shuffle(given.y.map((_, unit) => unit))
    const place = new Map(order.map((unit, at) => [unit, at]))
    const moved = new Map(
      [...new Set([...given.peersOf, ...given.regionOf])].map((units) => [
        units,
        units.map((unit) => place.get(unit)!),
      ]),
    )
    const taken = <T>(list: readonly T[]): T[] => order.map((unit) => list[unit]!)
    const again = expectations({
      ...{ y: taken(given.y), variance: taken(given.variance) },
      peersOf: taken(given.peersOf).map((units) => moved.get(units)!),
      regionOf: taken(given.regionOf).map((units) => moved.get(units)!),
    })
    expect(again).toEqual(taken(expectations(given)))
  })
})

describe('what changes nothing', () => {
  const random = createRandom(21)
  const given = region(random, 3, 30, 0.4, 0.05)
  const reference = given.y.map((_, unit) => unit % 2 === 0)
  const lifted = { ...given, y: given.y.map((y, unit) => y + (reference[unit] ? 0 : 0.8)), reference }

  it('a constant added to all values, or all in another unit, with covariates and a reference', () => {
    const covariates = given.y.map(() => [random.normal(), random.normal()])
    const found = expectations({ ...lifted, covariates })
    const added = expectations({ ...lifted, covariates, y: lifted.y.map((y) => y + 100) })
    const hundredfold = expectations({
      ...{ ...lifted, covariates, y: lifted.y.map((y) => 100 * y) },
      variance: lifted.variance.map((variance) => 1e4 * variance),
    })
    found.forEach((e, unit) => {
      for (const same of [added[unit]!, hundredfold[unit]!]) {
        expect(same.z).toBeCloseTo(e!.z, 5)
        expect(same.df / e!.df).toBeCloseTo(1, 5)
      }
      expect(added[unit]!.expected).toBeCloseTo(e!.expected + 100, 5)
    })
  })

  it('covariates that are no numbers, or equal for all: they are one another', () => {
    const of = (covariate: number) => expectations({ ...lifted, covariates: given.y.map(() => [covariate]) })
    expect(of(7)).toEqual(of(Number.NaN))
  })

  it('the place from which covariates are counted, however far away', () => {
    const covariates = given.y.map(() => [random.normal()])
    const found = expectations({ ...lifted, covariates })
    expectations({ ...lifted, covariates: covariates.map(([x]) => [x! + 1e7]) }).forEach((e, unit) => {
      expect(e!.z).toBeCloseTo(found[unit]!.z, 5)
    })
  })

  it('values so small that a share of them is next to nothing', () => {
    const small = expectations({
      ...{ ...given, y: given.y.map((y) => 1e-8 * y) },
      variance: given.variance.map((variance) => 1e-16 * variance),
    })
    expectations(given).forEach((e, unit) => expect(small[unit]!.z).toBeCloseTo(e!.z, 6))
  })

  it('units without a value or with a variance below 0, beside the others', () => {
    const unusable = [
      [Number.NaN, 0.1],
      [Infinity, 0.1],
      [-5, -1e-3],
      [-5, Number.NaN],
      [-5, Infinity],
    ] as const
    const from = given.y.length
    const all = [...given.regionOf[0]!, ...unusable.map((_, i) => from + i)]
    const parts = new Map(
      [...new Set(given.peersOf)].map((part, g) => [part, g === 0 ? [...part, ...all.slice(from)] : part]),
    )
    const found = expectations({
      ...{
        y: [...given.y, ...unusable.map(([y]) => y)],
        variance: [...given.variance, ...unusable.map(([, own]) => own)],
      },
      peersOf: all.map((unit) => parts.get(given.peersOf[unit < from ? unit : 0]!)!),
      regionOf: all.map(() => all),
    })
    expect(found).toEqual([...expectations(given), ...unusable.map(() => null)])
  })

  it('the unit of the covariates, and what is far out beyond 2.5 standard deviations', () => {
    const covariates = given.y.map(() => [random.normal(), random.normal()])
    const scaled = covariates.map(([a, b]) => [1000 * a! - 7, b! / 3])
    const found = expectations({ ...lifted, covariates })
    expectations({ ...lifted, covariates: scaled }).forEach((e, unit) => {
      expect(e!.z).toBeCloseTo(found[unit]!.z, 8)
    })
  })

  it('the order of units that are equal in all but their covariates', () => {
    const tied = { ...given, y: given.y.map((y) => Math.sign(y)), variance: given.variance.map(() => 0.1) }
    const covariates = given.y.map((_, unit) => [unit % 5, random.normal()])
    const order = random.shuffle(given.y.map((_, unit) => unit))
    const place = new Map(order.map((unit, at) => [unit, at]))
    const moved = new Map(
      [...new Set([...given.peersOf, ...given.regionOf])].map((units) => [
        units,
        units.map((unit) => place.get(unit)!).sort((a, b) => a - b),
      ]),
    )
    const found = expectations({ ...tied, covariates })
    const again = expectations({
      ...{ y: order.map((unit) => tied.y[unit]!), variance: order.map((unit) => tied.variance[unit]!) },
      ...{
        covariates: order.map((unit) => covariates[unit]!),
        peersOf: order.map((unit) => moved.get(given.peersOf[unit]!)!),
      },
      regionOf: order.map((unit) => moved.get(given.regionOf[unit]!)!),
    })
    expect(again).toEqual(order.map((unit) => found[unit]!))
  })
})

describe('what is told of a unit', () => {
  it('hangs together as the method says: z from its parts, p from z', () => {
    const given = region(createRandom(23), 2, 30, 0.5)
    const judged = expectations(given)
    for (const e of judged) {
      const { y, variance, expected, se, tau2, df, z, p } = e!
      expect(z).toBeCloseTo((y - expected) / Math.sqrt(variance + tau2 + se * se), 12)
      expect(p).toBe(tUpper(z, df))
    }
    expect(judged.every((e) => e!.tau2 > 0.05 && e!.se > 0.05)).toBe(true)
  })
})

describe('degrees of freedom', () => {
  it('of a unit whose own tail is heavy add to the uncertainty of the spread, as excess kurtosis does', () => {
    const random = createRandom(22)
    const given = region(random, 2, 40, 0.4)
    const without = expectations(given)
    const freedom = given.y.map((_, unit) => (unit % 2 === 0 ? 8 : Infinity))
    expectations({ ...given, freedom }).forEach((e, unit) => {
      expect(1 / e!.df).toBeCloseTo(1 / without[unit]!.df + (unit % 2 === 0 ? 1 / 8 : 0), 12)
      expect(e!.z).toBe(without[unit]!.z)
    })
    for (const e of expectations({ ...given, freedom: given.y.map(() => 0.2) })) expect(e!.df).toBe(1)
  })
})

describe('yardsticks', () => {
  const random = createRandom(16)
  it('under 5 peers is the region, small groups lean on its line and its spread', () => {
    const given = region(random, 1, 60, 0.5)
    const units = given.regionOf[0]!
    const ask = (size: number): Expectation => {
      const few = units.slice(0, size + 1)
      return expectations({ ...given, peersOf: units.map(() => few) })[0]!
    }
    expect(ask(4)).toMatchObject({ reference: 'region', peers: 59 })
    expect(ask(5)).toMatchObject({ reference: 'peers', peers: 5 })
    expect(ask(15)).toMatchObject({ reference: 'peers', peers: 15 })
    const regional = expectations({ ...given, peersOf: given.regionOf })[0]!.tau2
    const equal = { ...given, y: given.y.map((value, i) => (i > 0 && i <= 8 ? 0 : value)) }
    const shrunk = expectations({ ...equal, peersOf: units.map(() => units.slice(0, 9)) })[0]!
    // Eight equal peers alone would say tau^2 = 0.
    expect(shrunk.tau2).toBeGreaterThan(0.2 * regional)
  })
  it('keep what a large group says and pull a small one to the line of the region', () => {
    const shifted = (size: number): number => {
      const given = region(random, 6, size, 0.2)
      const own = given.peersOf[0]!
      const y = given.y.map((value, unit) => value + (own.includes(unit) ? 1 : 0))
      return expectations({ ...given, y })[0]!.expected
    }
    expect(shifted(200)).toBeGreaterThan(0.9)
    const of = (size: number): number => {
      const given = region(random, 1, 60, 1)
      const few = given.regionOf[0]!.slice(0, size)
      const y = given.y.map((value, unit) => value + (unit < size ? 1 : 0))
      const peersOf = given.peersOf.map((_, unit) => (unit < size ? few : given.regionOf[0]!.slice(size)))
      return expectations({ ...given, y, peersOf })[0]!.se
    }
    // Alone, five others with tau = 1 would leave a standard error of a half.
    expect(of(6)).toBeLessThan(0.5)
  })
  it('are the observed peers where there are ten of them and they differ', () => {
    const given = region(random, 1, 80, 0.1)
    const reference = given.y.map((_, i) => i < 30)
    const lifted = { ...given, y: given.y.map((value, i) => value + (i < 30 ? 0 : 1)), reference }
    expect(expectations(lifted)[50]!.expected).toBeLessThan(0.2)
    expect(expectations({ ...lifted, reference: reference.map((_, i) => i < 9) })[50]!.expected).toBeGreaterThan(0.3)
    expect(expectations({ ...given, reference })[50]!.peers).toBe(79)
  })
  it('are the observed peers from eleven on: with one left out there are ten', () => {
    const given = region(random, 1, 80, 0.1)
    const lifted = (observed: number): ExpectationInput => ({
      ...{ ...given, y: given.y.map((value, i) => value + (i < observed ? 0 : 1)) },
      reference: given.y.map((_, i) => i < observed),
    })
    expect(expectations(lifted(11))[50]!.peers).toBe(11)
    expect(expectations(lifted(10))[50]!.peers).toBe(79)
    // Nothing is observed, or everything: there is nobody to differ from.
    for (const all of [true, false])
      expect(expectations({ ...given, reference: given.y.map(() => all) })).toEqual(expectations(given))
  })
  it('do not hear a unit far out in a large group, whom the fit has rejected', () => {
    const given = region(random, 1, 230, 0.3)
    const y = given.y.map((value, unit) => (unit === 7 ? 40 : value))
    const others = given.regionOf[0]!.filter((unit) => unit !== 7)
    const asked = (peers: readonly number[]) =>
      expectations({ ...given, y, peersOf: given.y.map(() => peers), regionOf: given.y.map(() => peers) })[7]!
    // The first fit has heard of it before it is rejected, and so who else is may differ.
    expect(Math.abs(asked(given.regionOf[0]!).z / asked(others).z - 1)).toBeLessThan(0.01)
    expect(asked(given.regionOf[0]!).peers).toBe(229)
  })
  it('of a unit compared with all are all, though the others have groups', () => {
    const given = region(random, 3, 12, 0.4, 0.1)
    const whole = given.regionOf[0]!
    const found = expectations({
      ...given,
      peersOf: given.peersOf.map((peers, unit) => (unit === 0 ? whole : peers)),
    })[0]!
    const alone = expectations({ ...given, peersOf: given.regionOf })[0]!
    expect([found.expected, found.se, found.peers]).toEqual([alone.expected, alone.se, 35])
  })
  it('of another assessment are asked where a unit is alone in its own', () => {
    const given = region(random, 1, 12, 0.4)
    const [own, others] = [[0], given.regionOf[0]!.slice(1)]
    const found = expectations({
      ...{ ...given, peersOf: given.y.map(() => others) },
      regionOf: given.y.map((_, unit) => (unit === 0 ? own : others)),
    })
    expect(found[0]).toMatchObject({ reference: 'peers', peers: 11 })
  })
  it('are none where an assessment has groups and fewer than five units', () => {
    const [one, other, whole] = [
      [0, 1],
      [2, 3],
      [0, 1, 2, 3],
    ]
    const input = {
      y: [1, 2, 3, 4],
      variance: [1, 1, 1, 1],
      peersOf: [one, one, other, other],
      regionOf: whole.map(() => whole),
    }
    let told: ExpectationInput['told']
    expect(expectations({ ...input, keep: (of) => (told = of) } as ExpectationInput)).toEqual([null, null, null, null])
    expect(told!.size).toBe(0)
  })
  it('follow covariates', () => {
    const given = region(random, 1, 150, 0.1)
    const covariates = given.y.map(() => [random.normal()])
    const sloped = { ...given, y: given.y.map((value, i) => value + covariates[i]![0]!) }
    const judged = expectations({ ...sloped, covariates })
    const slope =
      judged.reduce((sum, e, i) => sum + e!.expected * covariates[i]![0]!, 0) /
      covariates.reduce((sum, [x]) => sum + x! * x!, 0)
    expect(Math.abs(slope - 1)).toBeLessThan(0.15)
    expect(judged[0]!.tau2).toBeLessThan(0.3 * expectations(sloped)[0]!.tau2)
  })
})

describe('what a bigger run tells', () => {
  const random = createRandom(20)
  const given = region(random, 3, 40, 0.4, 0.05)
  const covariates = given.y.map((_, unit) => [5, random.normal(), unit % 7 === 0 ? Number.NaN : random.uniform()])
  const tell = (input: ExpectationInput): NonNullable<ExpectationInput['told']> => {
    const told: NonNullable<ExpectationInput['told']>[] = []
    expectations({ ...input, keep: (of) => told.push(of) })
    return told[0]!
  }
  /** One more unit, asked beside the others and by what they tell. */
  const asked = (peers: readonly number[], whole: readonly number[], told = tell({ ...given, covariates })) => {
    const one = {
      y: [...given.y, 2.5],
      variance: [...given.variance, 0.05],
      covariates: [...covariates, [5, 1.5, 0.7]],
    }
    const peersOf = [...given.peersOf, peers]
    const regionOf = [...given.regionOf, whole]
    const all = { ...one, peersOf, regionOf }
    return { beside: expectations(all)[120]!, by: expectations({ ...all, told })[120]! }
  }
  const whole = given.regionOf[0]!
  const group = given.peersOf[0]!

  it('leads to what its units would lead to: group, line, error, spread', () => {
    const { beside, by } = asked(group, whole)
    expect(by.reference).toBe('reference')
    expect([by.peers, beside.peers]).toEqual([40, 40])
    expect(by.expected).toBeCloseTo(beside.expected, 9)
    expect(by.se).toBeCloseTo(beside.se, 9)
    // The unit itself takes part in the spread that groups share, beside the 120 others.
    expect(Math.abs(by.tau2 / beside.tau2 - 1)).toBeLessThan(0.05)
    expect(Math.abs(by.df / beside.df - 1)).toBeLessThan(0.1)
  })

  it('has no spread between groups where the group is the whole assessment', () => {
    const flat = { ...given, covariates, peersOf: given.regionOf }
    const one = {
      y: [...given.y, 2.5],
      variance: [...given.variance, 0.05],
      covariates: [...covariates, [5, 1.5, 0.7]],
    }
    const all = { ...one, peersOf: [...given.regionOf, whole], regionOf: [...given.regionOf, whole] }
    const by = expectations({ ...all, told: tell(flat) })[120]!
    const beside = expectations(all)[120]!
    expect([by.expected, by.se, by.peers]).toEqual([beside.expected, beside.se, 120])
    // Nothing is shared among groups: tau^2 is that of the line itself, as of a unit that all others are compared with.
    const { tau2, df } = expectations({ ...flat, y: flat.y.map((y, unit) => (unit === 0 ? Number.NaN : y)) })[1]!
    expect(Math.abs(by.tau2 / tau2 - 1)).toBeLessThan(0.1)
    expect(Math.abs(by.df / df - 1)).toBeLessThan(0.1)
    expect(tell(flat).get(whole)).toMatchObject({ between: null, spread: null, groups: new Map() })
  })

  it('of an unknown group is the line, less sure by what groups differ', () => {
    const { by } = asked([...group], whole)
    const told = tell({ ...given, covariates }).get(whole)!
    const { by: line } = asked(whole, whole)
    expect(by.expected).toBe(line.expected)
    expect(by.se ** 2).toBeCloseTo(line.se ** 2 + told.between!, 12)
    expect(told.between).toBeGreaterThan(0)
    expect([...told.groups.keys()]).toEqual([...new Set(given.peersOf)])
  })

  it('is taken where it is told, and nothing else of the assessment asked', () => {
    const told = tell(given)
    const few = whole.slice(0, 3)
    const alone = { ...given, y: given.y.map((y, unit) => (few.includes(unit) ? y : Number.NaN)), told }
    const judged = expectations(alone)
    for (const unit of few) expect(judged[unit]).toMatchObject({ reference: 'reference', y: given.y[unit] })
    expect(judged[3]).toBeNull()
  })
})

describe('the spread that groups share', () => {
  const random = createRandom(25)
  const given = region(random, 1, 40, 0.5)
  const whole = given.regionOf[0]!
  const elsewhere = whole.slice(20)
  const others = whole.slice(19)
  /** Of 20 units so many have peers elsewhere, the others too few to be told of. */
  const shared = (asked: number) => {
    const own = whole.slice(0, 20)
    let told: ExpectationInput['told']
    const judged = expectations({
      ...given,
      peersOf: whole.map((unit) => (unit === 0 ? others : unit < asked || unit >= 20 ? elsewhere : [unit])),
      regionOf: whole.map((unit) => (unit < 20 ? own : elsewhere)),
      keep: (of) => (told = of),
    } as ExpectationInput)
    return { judged, spread: told!.get(own)!.spread }
  }
  it('is told by five of them, as if six fewer', () => {
    expect(shared(4).spread).toBeNull()
    for (const asked of [5, 6, 7, 8, 12]) {
      const { judged, spread } = shared(asked)
      const residuals = judged
        .slice(0, asked)
        .map((e) => ({ u: e!.y - e!.expected, variance: e!.variance + e!.se ** 2 }))
        .sort((a, b) => a.u - b.u)
      const wanted = spreadAround(
        Float64Array.from(residuals, ({ u }) => u),
        Float64Array.from(residuals, ({ variance }) => variance),
      )(-1)
      expect(spread![0]).toBeCloseTo(wanted.tau2, 9)
      expect(spread![1]! / wanted.variance).toBeCloseTo((asked / Math.max(1, asked - 6)) ** 2, 9)
    }
  })
  it('is told by units that all have the same few peers', () => {
    let told: ExpectationInput['told']
    const few = whole.slice(0, 7)
    expectations({ ...given, peersOf: whole.map(() => few), keep: (of) => (told = of) } as ExpectationInput)
    expect(told!.get(whole)!.spread).not.toBeNull()
  })
  it('is told in numbers, though a covariate says nothing', () => {
    let told: ExpectationInput['told']
    const covariates = whole.map((unit) => [Number.NaN, 3, unit % 2])
    expectations({ ...given, covariates, keep: (of) => (told = of) } as ExpectationInput)
    expect(told!.get(whole)!.region.every(Number.isFinite)).toBe(true)
  })
})

describe('odd data', () => {
  it('equal values are 0 apart to the last bit, whatever they are', () => {
    for (const value of [0, 0.1, 1 / 3, -7.7, 1e5 / 3, 1e-9])
      for (const size of [6, 7, 20, 33])
        for (const e of expectations(alone(new Array(size).fill(value), new Array(size).fill(0))))
          expect(e).toMatchObject({ z: 0, p: 0.5, tau2: 0 })
    // Where a group leans on a line what is expected is a sum of shares, and rounded.
    const given = region(createRandom(26), 3, 11, 0.3)
    for (const value of [0.1, 1 / 3, 1e5 / 3])
      for (const e of expectations({ ...given, y: given.y.map(() => value) })) expect(e!.z).toBe(0)
  })
  it('equal values without variance are known to 1e-12 of them, or of 1', () => {
    const cost = fittedVariance(
      { location: Float64Array.of(0), covariance: Float64Array.of(1), tau2: 0, information: 1, count: 1 },
      [1],
    )
    for (const [value, size] of [
      [3, 9],
      [0.5, 1],
      [-4, 16],
    ] as const)
      for (const e of expectations(alone(new Array(20).fill(value), new Array(20).fill(0))))
        expect(e!.se ** 2 / ((cost * 1e-24 * size) / 19)).toBeCloseTo(1, 6)
  })
  it('values beyond what can be squared are not judged', () => {
    const judged = expectations(alone([1e200, -1e200, 2e200, 5e199, -3e200, 7e199, 1e199]))
    for (const e of judged) if (e !== null) expect(Number.isFinite(e.z) && Number.isFinite(e.se)).toBe(true)
  })
  it('equal values say nothing', () => {
    for (const variance of [0, 1])
      for (const e of expectations(alone(new Array(20).fill(3), new Array(20).fill(variance))))
        expect(e).toMatchObject({ expected: 3, z: 0, p: 0.5, tau2: 0 })
  })
  it('without any spread nothing says how far is far', () => {
    const judged = expectations(alone([3, 3, 3, 3, 3, 3, 3, 3, 9], new Array(9).fill(0)))
    expect(judged[8]).toBeNull()
    expect(judged[0]).toMatchObject({ z: 0, p: 0.5 })
  })
  it('fewer than five others are no yardstick', () => {
    expect(expectations(alone([1, 2, 3, 4, 5]))).toEqual([null, null, null, null, null])
    expect(expectations(alone([1, 2, 3, 4, 5, 600])).every((e) => e !== null)).toBe(true)
    expect(expectations(alone([]))).toEqual([])
  })
  it('a value that is no number takes no part', () => {
    const judged = expectations(alone([1, 2, Number.NaN, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1, 1, -1, 1]))
    expect(judged[2]).toBeNull()
    expect(judged[6]).toBeNull()
    expect(judged[0]!.peers).toBe(5)
  })
  it('never gives NaN or infinity', () => {
    const random = createRandom(17)
    for (let i = 0; i < 400; i++) {
      const size = 6 + random.integer(40)
      const y = Array.from({ length: size }, () =>
        random.uniform() < 0.5 ? random.integer(3) : random.normal() * Math.exp(20 * random.normal()),
      )
      const variance = y.map(() => (random.uniform() < 0.3 ? 0 : Math.exp(10 * random.normal())))
      const covariates = y.map(() => [random.integer(2), Number.NaN, random.normal()])
      for (const e of expectations({
        ...alone(y, variance),
        covariates,
        reference: y.map(() => random.uniform() < 0.5),
      }))
        if (e) {
          for (const value of [e.expected, e.se, e.tau2, e.z, e.p]) expect(Number.isFinite(value)).toBe(true)
          expect(e.p >= 0 && e.p <= 1 && e.df >= 1).toBe(true)
        }
    }
  })
  it('says which array is too short', () => {
    const whole = { ...alone([1, 2]), covariates: [[1], [1]], reference: [true, false], freedom: [1, 1] }
    for (const part of ['variance', 'peersOf', 'regionOf', 'covariates', 'reference', 'freedom'] as const)
      expect(() => expectations({ ...whole, [part]: whole[part].slice(1) }), part).toThrow(RangeError)
  })
})
