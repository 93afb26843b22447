import { describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { simulateRegion } from '../../src/simulate'
import { normalQuantile, tUpper } from '../../src/statistics/tails'

describe('a p of the common engine is worked out again from its parts', () => {
  const { sittings } = monitor(simulateRegion({ schools: 60, years: [2021, 2022], seed: 5 }).tables, { seed: 1 })
  const measured = sittings.flatMap(({ signals }) => signals).filter(({ outcome }) => outcome === 'measured')
  const engine = measured.filter(({ df }) => df !== null)

  it('in every signal that has them', () => {
    for (const { judged, variance, expected, se, tau2, df, region, p } of engine) {
      const own = tUpper((judged! - expected!) / Math.sqrt(variance! + tau2! + se! * se!), df!)
      const again =
        region === null
          ? own
          : tUpper(
              (-normalQuantile(own) - region.centre) / region.spread,
              region.spread > 1 ? 6 / (region.spread - 1) : Number.POSITIVE_INFINITY,
            )
      expect(Math.abs(again - p!)).toBeLessThanOrEqual(1e-6 * p!)
    }
  })

  it('and they are there for all detectors of the engine, both on the plain scale and on the region’s', () => {
    const detectors = new Set(engine.map(({ detector }) => detector))
    expect([...detectors].sort()).toEqual(
      expect.arrayContaining(['boundary-heap', 'high-level', 'level-shape', 'low-spread', 'low-tail', 'mark-gap']),
    )
    expect(engine.some(({ region }) => region === null)).toBe(true)
    expect(engine.some(({ region }) => region !== null)).toBe(true)
  })
})
