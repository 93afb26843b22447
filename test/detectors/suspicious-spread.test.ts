import { describe, expect, it } from 'vitest'
import { exactHeap } from '../../src/detectors/tools/exact-heap'
import { onRegionScale } from '../../src/detectors/tools/patterns/region-scale'
import { onSuspiciousSide } from '../../src/detectors/tools/suspicious-spread'
import type { Outcome } from '../../src/model'
import type { Expectation } from '../../src/statistics/expectation'
import { createRandom } from '../../src/statistics/random'
import { normalUpper } from '../../src/statistics/tails'

const UNITS = 4_000
/** A view of which nothing is asked but what a bigger run has told: nothing. */
const VIEW = { sittings: [], assessmentOf: [], regionOf: [], schoolOf: [], peersOf: [] } as never
const share = (values: readonly number[], limit: number): number =>
  values.filter((p) => p < limit).length / values.length

/** Honest differences with a long lower side: the spread of the lower side is twice that of the upper one. */
function skewed(lower: number, upper: number, variance: number) {
  const random = createRandom(1, 'skewed', lower, upper)
  const y = Array.from({ length: UNITS }, () => {
    const honest = random.normal()
    return honest * (honest < 0 ? lower : upper) + Math.sqrt(variance) * random.normal()
  })
  const expected = y.map(
    (value): Expectation => ({
      ...{ expected: 0, se: 0, tau2: lower * lower, df: Number.POSITIVE_INFINITY, peers: 99, reference: 'peers' },
      ...{ y: value, variance },
      z: value / Math.sqrt(variance + lower * lower),
      p: normalUpper(value / Math.sqrt(variance + lower * lower)),
    }),
  )
  return { y, variance: y.map(() => variance), expected }
}
const judged = ({ y, variance, expected }: ReturnType<typeof skewed>): number[] =>
  onSuspiciousSide(VIEW, 'x.side', y, variance, expected).map((e) => e!.p)

describe('tau^2 of the suspicious side', () => {
  it('lets stand out what a long lower side would hide, and no more than that', () => {
    const region = skewed(2, 1, 0.2)
    expect(
      share(
        region.expected.map(({ p }) => p),
        0.01,
      ),
    ).toBeLessThan(0.001)
    expect(share(judged(region), 0.01)).toBeGreaterThan(0.005)
    expect(share(judged(region), 0.01)).toBeLessThan(0.015)
  })

  it('takes the longer upper side for honest, up to three times tau^2', () => {
    const region = skewed(1, 1.35, 0.2)
    expect(
      share(
        region.expected.map(({ p }) => p),
        0.01,
      ),
    ).toBeGreaterThan(0.02)
    expect(share(judged(region), 0.01)).toBeLessThan(0.015)
  })

  it('never makes chance smaller than it is', () => {
    const region = skewed(1, 0, 1)
    for (const [i, e] of onSuspiciousSide(VIEW, 'x.side', region.y, region.variance, region.expected).entries())
      expect(Math.abs(e!.z)).toBeLessThanOrEqual(Math.abs(region.y[i]!) + 0.6)
  })

  it('leaves out who has nothing to be compared with', () => {
    expect(onSuspiciousSide(VIEW, 'x.side', [1], [1], [null])).toEqual([null])
  })
})

describe('the scale of the region', () => {
  it('is wider for many pupils where a habit shows the more, the more pupils show it', () => {
    const random = createRandom(1, 'scale')
    const outcomes = Array.from({ length: UNITS }, (_, i): Outcome => {
      const n = i % 2 === 0 ? 10 : 100
      const z = random.normal() * (n === 10 ? 1 : 1.4)
      return { outcome: 'measured', value: z, effect: z, n, p: normalUpper(z) }
    })
    const p = onRegionScale(VIEW, 'x', outcomes).map((outcome) => (outcome.outcome === 'measured' ? outcome.p : 1))
    for (const size of [0, 1]) {
      const own = p.filter((_, i) => i % 2 === size)
      // The wider the spread, the heavier the tail that is allowed for.
      expect(share(own, 0.05)).toBeGreaterThan(0.025)
      expect(share(own, 0.05)).toBeLessThan(0.065)
    }
  })

  it('knows that a habit shows most in a whole class, and less in two', () => {
    const random = createRandom(1, 'classes')
    const SIZES = [
      { from: 5, centre: 0 },
      { from: 20, centre: 0.6 },
      { from: 80, centre: -0.3 },
    ]
    const outcomes = Array.from({ length: UNITS }, (_, i): Outcome => {
      const { from, centre } = SIZES[i % 3]!
      const z = random.normal() + centre
      return { outcome: 'measured', value: z, effect: z, n: from + random.integer(5), p: normalUpper(z) }
    })
    const p = onRegionScale(VIEW, 'x', outcomes).map((outcome) => (outcome.outcome === 'measured' ? outcome.p : 1))
    for (const [at, { from }] of SIZES.entries()) {
      const own = p.filter((_, i) => i % 3 === at)
      expect(share(own, 0.05), `from ${from} pupils`).toBeGreaterThan(0.035)
      expect(share(own, 0.05), `from ${from} pupils`).toBeLessThan(0.065)
    }
  })

  it('says where its lines bend, and is read from what an older reference says of two sizes', () => {
    const outcome: Outcome = { outcome: 'measured', value: 2, effect: 2, n: 20, p: normalUpper(2) }
    const sittings = [{ schoolId: 'a', participants: 20 }]
    const between = Math.log(20)
    const numbers = [between - 1, 0, 1, between + 1, 1, 1]
    const view = {
      ...{ sittings, assessmentOf: [{ id: 't' }], regionOf: [[0]], schoolOf: ['a'], peersOf: [[0]] },
      told: { assessments: { t: { 'x.scale': numbers } }, region: {} },
    } as never
    const [judged] = onRegionScale(view, 'x', [outcome])
    expect(judged?.outcome === 'measured' && judged.p).toBeCloseTo(normalUpper(1.5), 6)
  })

  it('is not taken from the manipulated: where one sitting in seven stands far out, they still stand out', () => {
    const random = createRandom(1, 'manipulated')
    const outcomes = Array.from({ length: 140 }, (_, i): Outcome => {
      const z = random.normal() + (i % 7 === 0 ? 6 : 0)
      return { outcome: 'measured', value: z, effect: z, n: 10 + i, p: normalUpper(z) }
    })
    const p = onRegionScale(VIEW, 'x', outcomes).map((outcome) => (outcome.outcome === 'measured' ? outcome.p : 1))
    const manipulated = p.filter((_, i) => i % 7 === 0)
    expect(share(manipulated, 0.01)).toBeGreaterThan(0.8)
  })

  it('keeps what was not measured as it is', () => {
    const nothing: Outcome = { outcome: 'undecided', reason: 'tooFewPupils' }
    expect(onRegionScale(VIEW, 'x', [nothing])).toEqual([nothing])
  })
})

describe('pupils in a heap', () => {
  it('have the mid-p of the sum of binomials: by hand', () => {
    // One of two with share .5 and none or all of one with share .2.
    const { z } = exactHeap([
      { near: 2, share: 0.5 },
      { near: 1, share: 0.2 },
    ])
    // P(3) = .05, P(2) = .25 * .8 + .5 * .2 = .3
    expect(normalUpper(z(3))).toBeCloseTo(0.025, 10)
    expect(normalUpper(z(2))).toBeCloseTo(0.05 + 0.15, 10)
  })

  it('vary less than normally where they are few, and normally where they are many', () => {
    expect(exactHeap([{ near: 4, share: 0.4 }]).variance).toBeLessThan(0.95)
    expect(exactHeap([{ near: 4, share: 0.4 }]).variance).toBeGreaterThan(0.7)
    expect(exactHeap([{ near: 2, share: 0.02 }]).variance).toBe(0.65)
    expect(exactHeap([{ near: 50, share: 0.4 }]).variance).toBeCloseTo(1, 1)
    expect(exactHeap([{ near: 500, share: 0.4 }]).variance).toBe(1)
  })
})
