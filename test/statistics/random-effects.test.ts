import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/statistics/random'
import { fitBounded, fitGroup, type Units, withoutUnit } from '../../src/statistics/random-effects'

const C = 1.345
/** E min(Z^2, C^2) of a normal Z, by summing; of those within `limit` only. */
function expectedSquare(limit: number): number {
  let sum = 0
  let weight = 0
  for (let z = -limit + 5e-5; z < limit; z += 1e-4) {
    const density = Math.exp((-z * z) / 2)
    sum += density * Math.min(z * z, C * C)
    weight += density
  }
  return sum / weight
}

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

/** How far a solution is from solving the two equations: in standard errors, and per unit. */
function residuals({ y, variance }: Units, skip: number, theta: number, tau2: number, square: number) {
  let pull = 0
  let information = 0
  let squares = 0
  let m = 0
  y.forEach((value, i) => {
    if (i === skip) return
    const sd = Math.sqrt(variance[i]! + tau2)
    const psi = Math.max(-C, Math.min(C, (value - theta) / sd))
    pull += psi / sd
    information += 1 / (sd * sd)
    squares += psi * psi
    m++
  })
  return { location: Math.abs(pull) / Math.sqrt(information), spread: (squares - (m - 1) * square) / m }
}

describe('the first fit', () => {
  it('solves its equations, or has tau^2 = 0 where chance explains more than all', () => {
    let zeros = 0
    for (let seed = 0; seed < 60; seed++) {
      const given = units(25, seed % 2 ? 0.3 : 0, seed)
      const { fit } = fitBounded(given)
      const off = residuals(given, -1, fit.location[0]!, fit.tau2, expectedSquare(8))
      expect(off.location).toBeLessThan(1e-6)
      if (fit.tau2 === 0) {
        zeros++
        expect(off.spread).toBeLessThan(1e-6)
      } else expect(Math.abs(off.spread)).toBeLessThan(1e-6)
    }
    expect(zeros).toBeGreaterThan(5)
  })
  it('finds tau^2 without bias in large groups', () => {
    const mean = Array.from({ length: 40 }, (_, seed) => fitBounded(units(400, 0.5, 100 + seed)).fit.tau2)
    expect(mean.reduce((sum, value) => sum + value, 0) / 40 / 0.25).toBeCloseTo(1, 1)
  })
})

describe('the second fit', () => {
  const square = expectedSquare(2.5)
  it('solves its equations among the members kept', () => {
    const { members, fit, kept } = fitGroup(units(300, 0.4, 5))
    const off = residuals(members, -1, fit.location[0]!, fit.tau2, square)
    expect(off.location).toBeLessThan(1e-6)
    expect(Math.abs(off.spread)).toBeLessThan(1e-6)
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
        const off = residuals(group.members, at, fit.location[0]!, fit.tau2, square)
        expect(off.location).toBeLessThan(tolerance)
        expect(Math.abs(off.spread)).toBeLessThan(tolerance)
      }
    }
  })
})

describe('slopes', () => {
  it('are found, and shrunk toward 0 by the prior', () => {
    const given = units(60, 0.3, 7, 2)
    const free = fitGroup(given, 0).fit.location[1]!
    const shrunk = fitGroup(given, 15).fit.location[1]!
    expect(Math.abs(free - 0.5)).toBeLessThan(0.15)
    expect(shrunk).toBeLessThan(free)
    expect(shrunk / free).toBeGreaterThan(0.7)
  })
})
