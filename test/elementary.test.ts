import { describe, expect, it } from 'vitest'
import reference from '../fixtures/reference/elementary.json'
import * as elementary from '../src/elementary'
import { BITS, digest, points, WORKED } from './elementary-points'

const functions = elementary as unknown as Record<string, (x: number) => number>
const engine = Math as unknown as Record<string, (x: number) => number>

/** How many doubles lie between two: 0 = the same bits. */
function apart(a: number, b: number): number {
  if (Object.is(a, b)) return 0
  const [x, y] = [...new BigInt64Array(Float64Array.of(a, b).buffer)].map((bits) =>
    bits < 0n ? -(bits & ~(1n << 63n)) : bits,
  )
  return Number(x! > y! ? x! - y! : y! - x!)
}

describe('elementary functions', () => {
  it.each(WORKED)('%s is within 1 unit of the last place of the true value (mpmath, 60 digits)', (name) => {
    const rows = reference.rows.filter((row) => row.function === name)
    expect(rows.length).toBeGreaterThan(80)
    for (const { x, value } of rows) expect(apart(functions[name]!(x), value), `${name}(${x})`).toBeLessThanOrEqual(1)
  })

  // V8 11 (Node 20) uses fdlibm too, later ones other algorithms for some of them: there, one unit of the last place apart.
  it.each(WORKED)('%s has the bits of V8, where V8 computes as we do', (name) => {
    const limit = process.versions.v8.startsWith('11.') ? 0 : 1
    let furthest = { x: 0, units: 0 }
    for (const x of points(name, 20_000)) {
      const units = apart(functions[name]!(x), engine[name]!(x))
      if (units > furthest.units) furthest = { x, units }
    }
    expect(furthest.units, `${name}(${furthest.x})`).toBeLessThanOrEqual(limit)
  })

  // The same numbers are asked of a browser in test/browser: they are the same on every machine or nothing is.
  it.each(WORKED)('%s has the bits of every other machine', (name) => {
    expect(digest(functions[name]!, points(name, 20_000))).toBe(BITS[name])
  })

  it('says what lies beyond numbers', () => {
    const { exp, expm1, log, log1p, sin, tan, atan, cbrt } = elementary
    for (const f of [exp, expm1, log, log1p, atan, cbrt]) expect(f(Number.NaN)).toBeNaN()
    expect([exp(Infinity), exp(-Infinity), exp(710), exp(-746), exp(0)]).toEqual([Infinity, 0, Infinity, 0, 1])
    expect([expm1(Infinity), expm1(-Infinity), expm1(710), expm1(-0)]).toEqual([Infinity, -1, Infinity, -0])
    expect([log(0), log(-0), log(-1), log(Infinity), log(1)]).toEqual([-Infinity, -Infinity, Number.NaN, Infinity, 0])
    expect([log1p(-1), log1p(-2), log1p(Infinity), log1p(-0)]).toEqual([-Infinity, Number.NaN, Infinity, -0])
    expect([atan(Infinity), atan(-Infinity), atan(-0)]).toEqual([Math.PI / 2, -Math.PI / 2, -0])
    expect([cbrt(Infinity), cbrt(-Infinity), cbrt(-0), cbrt(-27)]).toEqual([Infinity, -Infinity, -0, -3])
    expect([sin(-0), tan(-0)]).toEqual([-0, -0])
    for (const f of [sin, tan]) for (const x of [Number.NaN, Infinity, 2e5]) expect(() => f(x)).toThrow(RangeError)
  })

  it('finds exponents exactly at and just below whole powers', () => {
    for (let k = -300; k <= 300; k++) {
      const ten = Number(`1e${k}`)
      expect(elementary.decimalExponent(ten)).toBe(k)
      expect(elementary.decimalExponent(ten * (1 - 2e-16))).toBe(k - 1)
    }
    for (let k = -1022; k <= 1023; k++) {
      const two = k < 0 ? 1 / elementary.power(2, -k) : elementary.power(2, k)
      expect(elementary.binaryExponent(two)).toBe(k)
      if (k > -1022) expect(elementary.binaryExponent(two * (1 - 2 ** -53))).toBe(k - 1)
    }
  })

  it('multiplies a power out', () => {
    expect([elementary.power(3, 0), elementary.power(3, 4), elementary.power(0.5, 3)]).toEqual([1, 81, 0.125])
  })
})
