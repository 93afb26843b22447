import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/expectation.json'
import { createRandom } from '../../src/statistics/random'
import {
  type Fit,
  fitBounded,
  fitGroup,
  fitted,
  fittedVariance,
  type GroupFit,
  spreadAround,
  tau2Variance,
  type Units,
  withoutUnit,
} from '../../src/statistics/random-effects'

const CLIP = 0.7

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
const BEYOND_2 = 0.0227501319481792
/** E min(|Z|, 2)^2 in closed form. */
const K = 1 - 2 * BEYOND_2 - 4 * density(2) + 8 * BEYOND_2

/** What a scaled residual says of the spread, as the documentation defines it. */
function chi(r: number): number {
  const below = Math.max(0, Math.min(1, 0.5 - r))
  return Math.min(2, Math.max(0, -r)) ** 2 - K * below
}
const clipped = (r: number): number => Math.max(-CLIP, Math.min(CLIP, r))

function units(m: number, tau: number, seed: number, width = 1): Units {
  const random = createRandom(seed, m)
  const rows = Array.from({ length: m }, () => {
    const variance = 1 / (5 + random.integer(100))
    const x = [1, ...Array.from({ length: width - 1 }, () => random.normal())]
    return { variance, x, y: tau * random.normal() + Math.sqrt(variance) * random.normal() + 0.5 * (x[1] ?? 0) }
  }).sort((a, b) => a.y - b.y)
  return {
    y: Float64Array.from(rows, (r) => r.y),
    variance: Float64Array.from(rows, (r) => r.variance),
    x: Float64Array.from(rows.flatMap((r) => r.x)),
    width,
  }
}

/** How far a point is from solving the two equations: in standard errors, and summed over units. */
function residuals({ y, variance }: Units, skip: number, { location, tau2 }: Pick<Fit, 'location' | 'tau2'>) {
  let pull = 0
  let information = 0
  let spread = 0
  y.forEach((value, i) => {
    if (i === skip) return
    const sd = Math.sqrt(variance[i]! + tau2)
    const r = (value - location[0]!) / sd
    pull += clipped(r) / sd
    information += 1 / (sd * sd)
    spread += chi(r)
  })
  return { location: Math.abs(pull) / Math.sqrt(information), spread }
}

/** Mean of the sum of chi over normal samples of known spread around their fitted location. */
function drift(): number {
  const random = createRandom(31)
  let sum = 0
  for (let i = 0; i < 4000; i++) {
    const y = Float64Array.from({ length: 60 }, () => random.normal())
    let theta = 0
    for (let step = 0; step < 30; step++) {
      let pull = 0
      let inside = 0
      for (const value of y) {
        pull += clipped(value - theta)
        if (Math.abs(value - theta) < CLIP) inside++
      }
      theta += pull / Math.max(inside, 15)
    }
    for (const value of y) sum += chi(value - theta)
  }
  return sum / 4000
}

/** What the fit sets the sum of chi to, read off a group that it solves. */
const target = (): number => {
  const given = units(400, 0.5, 3)
  return residuals(given, -1, fitBounded(given).fit).spread
}

describe('against SciPy, which solves the same equations one inside the other', () => {
  /** Relative error, beside a thousandth of the unit of y. */
  const close = (found: number, wanted: number, what: string): void =>
    expect(Math.abs(found - wanted), `${what}: ${found}, want ${wanted}`).toBeLessThan(1e-8 * (1e-3 + Math.abs(wanted)))
  type Told = (typeof reference.groups)[number]['fit']
  const equal = (fit: Fit, told: Told): void => {
    close(fit.tau2, told.tau2, 'tau2')
    close(fit.information, told.information, 'information')
    expect(fit.count).toBe(told.count)
    for (const list of ['location', 'covariance'] as const) {
      expect(fit[list]).toHaveLength(told[list].length)
      told[list].forEach((value, at) => close(fit[list][at]!, value, list))
    }
  }

  it('what a location and a spread cost', () => {
    const unit = { location: Float64Array.of(0), covariance: Float64Array.of(1), tau2: 0, information: 1, count: 1 }
    const { inCells, integral } = reference.constants
    expect(fittedVariance(unit, [1]) / inCells.locationCost).toBeCloseTo(1, 10)
    expect(tau2Variance(unit) / inCells.spreadCost).toBeCloseTo(1, 10)
    // Sums over cells come near to the integrals.
    expect(Math.abs(fittedVariance(unit, [1]) / integral.locationCost - 1)).toBeLessThan(0.003)
    expect(Math.abs(tau2Variance(unit) / integral.spreadCost - 1)).toBeLessThan(0.003)
  })

  const unitsOf = ({
    y,
    variance,
    x,
    width,
  }: {
    y: number[]
    variance: number[]
    x: number[]
    width: number
  }): Units => ({
    ...{ y: Float64Array.from(y), variance: Float64Array.from(variance), x: Float64Array.from(x), width },
  })

  it.each(reference.groups)('$y.length units in $width columns', (given) => {
    const { prior, first, kept, fit, without } = given
    const group = fitGroup(unitsOf(given), prior)
    equal(fitBounded(unitsOf(given), prior).fit, first)
    expect(group.kept).toEqual(kept)
    equal(group.fit, fit)
    const left = [0, kept.length >> 1, kept.length - 1]
    without.forEach((told, i) => equal(withoutUnit(group, left[i]!), told))
  })

  it.each([1, 1e-5, 1e5])('small groups, in which Newton often leads nowhere, in units of %d', (unit) => {
    for (const given of reference.small) {
      const { y, variance, ...rest } = unitsOf(given)
      const scaled = { ...rest, y: y.map((value) => unit * value), variance: variance.map((own) => unit * unit * own) }
      const { kept, fit } = fitGroup(scaled, given.prior)
      expect(kept).toEqual(given.kept)
      if (given.tau2 === 0) expect(fit.tau2).toBe(0)
      close(fit.tau2 / (unit * unit), given.tau2, 'tau2')
      given.location.forEach((value, a) => close(fit.location[a]! / unit, value, 'location'))
    }
  })
})

describe('the equation of tau^2', () => {
  it('is aimed at what honest units show around their fitted location', () => {
    // chi of 60 units has a standard deviation of about 8, so the mean of 4000 one of .12.
    expect(Math.abs(target() - drift())).toBeLessThan(0.5)
    // SciPy: quad of min(z^2, 4) times the normal density over the whole line.
    expect(K).toBeCloseTo(0.92053693, 7)
  })
  it('does not hear units far above', () => {
    const given = units(100, 0.4, 8)
    const lifted = { ...given, y: given.y.map((value, i) => (i >= 90 ? value + 5 : value)) }
    const higher = { ...given, y: given.y.map((value, i) => (i >= 90 ? value + 50 : value)) }
    expect(fitBounded(lifted).fit.tau2).toBeCloseTo(fitBounded(higher).fit.tau2, 9)
    expect(fitBounded(lifted).fit.tau2).toBeCloseTo(fitBounded(given).fit.tau2, 9)
  })
})

describe('the first fit', () => {
  it('solves its equations, or has tau^2 = 0 where chance explains more than all', () => {
    let zeros = 0
    const sum = target()
    for (let seed = 0; seed < 60; seed++) {
      const given = units(25, seed % 2 ? 0.3 : 0, seed)
      const { fit } = fitBounded(given)
      const off = residuals(given, -1, fit)
      expect(off.location).toBeLessThan(1e-6)
      if (fit.tau2 === 0) {
        zeros++
        expect(off.spread).toBeLessThan(sum + 1e-4)
      } else expect(Math.abs(off.spread - sum)).toBeLessThan(1e-4)
    }
    expect(zeros).toBeGreaterThan(5)
  })
  it('finds tau^2 without bias in large groups', () => {
    const mean = Array.from({ length: 40 }, (_, seed) => fitBounded(units(400, 0.5, 100 + seed)).fit.tau2)
    expect(mean.reduce((sum, value) => sum + value, 0) / 40 / 0.25).toBeCloseTo(1, 1)
  })
})

describe('the second fit', () => {
  it('solves its equations among the members kept', () => {
    const { members, fit, kept } = fitGroup(units(300, 0.4, 5))
    const off = residuals(members, -1, fit)
    expect(off.location).toBeLessThan(1e-6)
    expect(Math.abs(off.spread - target())).toBeLessThan(1e-4)
    // 1.24 % of normal values lie beyond 2.5.
    expect(300 - kept.length).toBeLessThan(12)
  })
  it('without a unit, is exact up to 200 members and of order 1 / m^2 above', () => {
    for (const [m, tolerance] of [
      [150, 1e-6],
      [1000, 1e-3],
      [4000, 1e-4],
    ] as const) {
      const group = fitGroup(units(m, 0.4, 6))
      for (let at = 0; at < group.kept.length; at += Math.ceil(m / 100)) {
        const fit = withoutUnit(group, at)
        const off = residuals(group.members, at, fit)
        expect(off.location).toBeLessThan(tolerance)
        expect(Math.abs(off.spread - target()) / m).toBeLessThan(tolerance)
      }
    }
  })
})

describe('without a unit, at the borders', () => {
  /** As many units as asked, evenly spread: none is far out. */
  const even = (m: number): Units => ({
    ...{ y: Float64Array.from({ length: m }, (_, i) => i / 100), variance: new Float64Array(m).fill(0.1) },
    ...{ x: new Float64Array(m).fill(1), width: 1 },
  })
  it('200 members are solved again, 201 are not', () => {
    for (const m of [200, 201]) {
      const group = fitGroup(even(m))
      expect(group.kept).toHaveLength(m)
      const off = Math.abs(residuals(group.members, m - 1, withoutUnit(group, m - 1)).spread - target())
      if (m === 200) expect(off).toBeLessThan(1e-5)
      else expect(off).toBeGreaterThan(1e-4)
    }
  })
  it('the one that alone showed a slope leaves the rest as it is without that column', () => {
    for (const m of [150, 250]) {
      const flat = even(m)
      const x = Float64Array.from({ length: 2 * m }, (_, i) => (i % 2 === 0 || i === m + 1 ? 1 : 0))
      const group = fitGroup({ ...flat, x, width: 2 })
      const at = group.kept.indexOf(m / 2)
      const fit = withoutUnit(group, at)
      // Two columns shift the sum of chi by one more DRIFT.
      const off = residuals({ ...flat, ...group.members }, at, fit)
      expect(off.location).toBeLessThan(1e-6)
      expect(off.spread / target()).toBeCloseTo(2, 3)
      expect(fit.location[1]).toBeCloseTo(0, 6)
    }
  })
})

describe('slopes', () => {
  it('are free where no prior is given, and 0 where nothing shows them', () => {
    const given = units(60, 0.3, 7, 2)
    expect(fitBounded(given)).toEqual(fitBounded(given, 0))
    expect(fitGroup(given)).toEqual(fitGroup(given, 0))
    const nothing = given.x.map((value, i) => (i % 2 === 0 ? value : 0))
    expect(fitBounded({ ...given, x: nothing }).fit.location[1]).toBe(0)
  })
  it('are found, and shrunk toward 0 by the prior', () => {
    const given = units(60, 0.3, 7, 2)
    const free = fitGroup(given, 0).fit.location[1]!
    const shrunk = fitGroup(given, 15).fit.location[1]!
    expect(Math.abs(free - 0.5)).toBeLessThan(0.15)
    expect(shrunk).toBeLessThan(free)
    expect(shrunk / free).toBeGreaterThan(0.7)
  })
})

describe('what a fit says of its precision', () => {
  /** X'WX of the members but one, with the penalty of the slopes, times the covariance: the unit matrix. */
  function timesInverse({ members }: GroupFit, skip: number, { tau2, covariance }: Fit): number[] {
    const { width, x, variance, ridge } = members
    const matrix = Array.from({ length: width * width }, () => 0)
    variance.forEach((own, at) => {
      if (at === skip) return
      for (let a = 0; a < width; a++)
        for (let b = 0; b < width; b++)
          matrix[a * width + b]! += (x[at * width + a]! * x[at * width + b]!) / (own + tau2)
    })
    for (let a = 1; a < width; a++) matrix[a * width + a]! += ridge
    return matrix.map((_, cell) => {
      const [a, b] = [Math.floor(cell / width), cell % width]
      let sum = 0
      for (let k = 0; k < width; k++) sum += matrix[a * width + k]! * covariance[k * width + b]!
      return sum
    })
  }
  const informationOf = ({ members }: GroupFit, skip: number, tau2: number): number =>
    members.variance.reduce((sum, own, at) => sum + (at === skip ? 0 : 1 / (own + tau2)), 0)

  it.each([
    [1, 0],
    [2, 0],
    [3, 0],
    [3, 15],
  ])('covariance is the inverse of its information, with %i columns and a prior of %i', (width, prior) => {
    const group = fitGroup(units(80, 0.4, 9, width), prior)
    for (const [skip, fit] of [[-1, group.fit] as const, [7, withoutUnit(group, 7)] as const]) {
      expect(fit.count).toBe(group.kept.length - (skip < 0 ? 0 : 1))
      expect(fit.information).toBeCloseTo(informationOf(group, skip, fit.tau2), 6)
      timesInverse(group, skip, fit).forEach((value, cell) => {
        expect(value).toBeCloseTo(cell % (width + 1) === 0 ? 1 : 0, 8)
      })
    }
  })

  it('of a large group, without a unit, to first order', () => {
    const group = fitGroup(units(1500, 0.4, 10, 3))
    for (const at of [0, 700, group.kept.length - 1]) {
      const fit = withoutUnit(group, at)
      expect(fit.count).toBe(group.kept.length - 1)
      expect(fit.information).toBeCloseTo(informationOf(group, at, group.fit.tau2), 6)
      expect(fit.covariance[0]! / group.fit.covariance[0]!).toBeCloseTo(group.fit.information / fit.information, 9)
      timesInverse(group, at, fit).forEach((value, cell) => {
        expect(Math.abs(value - (cell % 4 === 0 ? 1 : 0))).toBeLessThan(0.02)
      })
    }
  })

  it('a fitted value is the sum over the columns, and its variance a square form of them', () => {
    const { fit } = fitGroup(units(120, 0.4, 11, 3))
    const [b, c] = [fit.location, fit.covariance]
    expect(fitted(fit, [1, 2, -3])).toBeCloseTo(b[0]! + 2 * b[1]! - 3 * b[2]!, 12)
    const form = (x: readonly number[]): number =>
      x.reduce((sum, one, i) => sum + x.reduce((own, other, k) => own + one * other * c[i * 3 + k]!, 0), 0)
    const cost = fittedVariance(fit, [1, 0, 0]) / form([1, 0, 0])
    // Clipping at .7 costs about a third beside the mean of normal values; never nothing.
    expect(cost).toBeGreaterThan(1.05)
    expect(cost).toBeLessThan(1.5)
    for (const x of [
      [1, 2, -3],
      [1, -1, 0.5],
    ])
      expect(fittedVariance(fit, x) / form(x)).toBeCloseTo(cost, 9)
  })

  it('errors are as large as the variances say', () => {
    const fits = Array.from({ length: 400 }, (_, seed) => fitBounded(units(60, 0.5, 500 + seed)).fit)
    const share = (errors: readonly number[]): number => errors.reduce((sum, z) => sum + z * z, 0) / errors.length
    // Of 400 squares of normal values the mean has a standard deviation of .07; groups of 60 are no infinite ones.
    expect(Math.abs(share(fits.map((fit) => fit.location[0]! / Math.sqrt(fittedVariance(fit, [1])))) - 1)).toBeLessThan(
      0.25,
    )
    expect(Math.abs(share(fits.map((fit) => (fit.tau2 - 0.25) / Math.sqrt(tau2Variance(fit)))) - 1)).toBeLessThan(0.4)
  })
})

describe('the equations behind a fit', () => {
  /** What the equations leave over at a point, by their definition; the spread's up to a constant. */
  function left({ members }: GroupFit, location: readonly number[], tau2: number): number[] {
    const { y, variance, x, width, ridge } = members
    const over = location.map((slope, a) => (a === 0 ? 0 : -ridge * slope))
    let spread = 0
    y.forEach((value, at) => {
      const sd = Math.sqrt(variance[at]! + tau2)
      const r = location.reduce((rest, slope, a) => rest - slope * x[at * width + a]!, value) / sd
      location.forEach((_, a) => (over[a]! += (clipped(r) * x[at * width + a]!) / sd))
      spread += chi(r)
    })
    return [...over, spread]
  }

  it.each([1, 2, 3])('have the derivatives that Newton steps by, with %i columns', (width) => {
    const group = fitGroup(units(150, 0.4, 20 + width, width), 15)
    const { location, tau2 } = group.fit
    const size = width + 1
    const h = 1e-7
    for (let c = 0; c <= width; c++) {
      const moved = (by: number) =>
        left(
          group,
          [...location].map((slope, a) => slope + (a === c ? by : 0)),
          tau2 + (c === width ? by : 0),
        )
      const [more, less] = [moved(h), moved(-h)]
      for (let a = 0; a <= width; a++)
        expect(group.equations.a[a * size + c]! / ((less[a]! - more[a]!) / (2 * h))).toBeCloseTo(1, 4)
    }
    for (let a = 0; a < width; a++) {
      expect(group.equations.b[a]).toBeCloseTo(left(group, [...location], tau2)[a]!, 9)
      expect(Math.abs(group.equations.b[a]!)).toBeLessThan(1e-6)
    }
    expect(Math.abs(group.equations.b[width]!)).toBeLessThan(1e-6)
  })
})

describe('small groups, in which Newton often does not settle', () => {
  it('solve their equations too, or have tau^2 = 0 where chance explains more than all', () => {
    const sum = target()
    for (let seed = 0; seed < 120; seed++) {
      const given = units(6 + (seed % 5), seed % 3, 1000 + seed)
      const { fit } = fitBounded(given)
      const off = residuals(given, -1, fit)
      expect(off.location).toBeLessThan(1e-5)
      if (fit.tau2 === 0) expect(off.spread).toBeLessThan(sum + 1e-3)
      else expect(Math.abs(off.spread - sum)).toBeLessThan(1e-3)
    }
  })
})

describe('spread around a known location', () => {
  const given = units(300, 0.4, 12)
  const without = (values: Float64Array, at: number): Float64Array => values.filter((_, i) => i !== at)
  const spread = spreadAround(given.y, given.variance)

  it('solves its equation', () => {
    const { tau2, variance } = spread(-1)
    const sum = given.y.reduce((total, y, i) => total + chi(y / Math.sqrt(given.variance[i]! + tau2)), 0)
    expect(Math.abs(sum)).toBeLessThan(1e-4)
    const information = given.variance.reduce((total, own) => total + 1 / (own + tau2), 0)
    expect(variance).toBeCloseTo(tau2Variance({ ...fitGroup(given).fit, count: 300, information }), 12)
  })

  it('without a residual, to first order', () => {
    const all = spread(-1).tau2
    let moved = 0
    for (let at = 0; at < 300; at += 7) {
      const exact = spreadAround(without(given.y, at), without(given.variance, at))(-1).tau2
      const told = spread(at).tau2
      expect(Math.abs(told - exact)).toBeLessThan(0.05 * Math.abs(exact - all) + 1e-7)
      if (Math.abs(exact - all) > 1e-5) moved++
    }
    expect(moved).toBeGreaterThan(10)
  })

  it('is worked out by hand where one or two units decide', () => {
    const of = (residuals: readonly number[], variance: number, at = -1): number =>
      spreadAround(Float64Array.from(residuals), new Float64Array(residuals.length).fill(variance))(at).tau2
    // Who is above by more than half a standard deviation says nothing; one below asks for y^2 / (s^2 + tau^2) = K.
    const above = [6, 7, 8, 12]
    // K summed over cells is its integral to 1e-7.
    const near = (found: number, wanted: number): void => expect(found / wanted).toBeCloseTo(1, 6)
    near(of([-1.2, ...above], 1), 1.44 / K - 1)
    near(of([-10, ...above], 1), 100 / K - 1)
    near(of([-1, -1, -1, -1, 3], 0.01), 1 / K - 0.01)
    // Each of four at 0 takes K / 2 off.
    near(of([-10, 0, 0, 0, 0], 1), 100 / (3 * K) - 1)
    expect(of(above, 1)).toBe(0)
    // Without one of two that lie alike: a step by chi / slope, chi = 0 of each.
    near(of([-3, -3, ...above], 1, 1), 9 / K - 1)
    // Without one far above likewise nothing moves.
    near(of([-3, -3, ...above], 1, 5), 9 / K - 1)
  })

  it.each([1e-5, 1e5])('does not mind the unit: all times %d', (unit) => {
    const scaled = spreadAround(
      given.y.map((value) => unit * value),
      given.variance.map((own) => unit * unit * own),
    )
    for (const at of [-1, 0, 7, 150, 299]) {
      expect(scaled(at).tau2 / unit ** 2 / spread(at).tau2).toBeCloseTo(1, 8)
      expect(scaled(at).variance / unit ** 4 / spread(at).variance).toBeCloseTo(1, 8)
    }
  })

  it('is 0 where chance explains more than all, and never less', () => {
    const { tau2 } = spreadAround(
      given.y,
      given.variance.map((own) => 100 * own),
    )(-1)
    expect(tau2).toBe(0)
    const quiet = spreadAround(Float64Array.of(-0.2, 0.1, 0.3), Float64Array.of(1, 1, 1))
    for (const at of [-1, 0, 1, 2]) expect(quiet(at).tau2).toBe(0)
  })
})
