/** Many seeds: how often detectors of patterns speak in honest schools, and in manipulated ones. */
import { describe, expect, it } from 'vitest'
import type { Detector } from '../../src/detectors/runner/detector'
import { BANDS, DETECTORS, measure, p, sizesOf } from './patterns/detectors'
import { type Mechanism, region } from './patterns/region'

describe.each(DETECTORS.map((d) => [d.meta.id, d] as const))('%s', (_, detector) => {
  it('leaves honest schools alone in every size band, whatever their curricula, variants and booklets', () => {
    const hits = BANDS.map(() => 0)
    const schools = BANDS.map(() => 0)
    for (let seed = 1; seed <= 8; seed++) {
      const sizes = sizesOf(seed, 240)
      const plan = { seed, sizes, curriculum: 0.3, ...(seed % 3 === 0 ? { missing: 0.3 } : {}) }
      measure(detector, region(plan).sittings).forEach((outcome, i) => {
        if (outcome.outcome !== 'measured') return
        schools[i % BANDS.length]!++
        if (outcome.p < 0.01) hits[i % BANDS.length]!++
      })
    }
    // 480 schools a band: .015 and three standard errors of it.
    schools.forEach((n, band) => {
      expect(n).toBe(480)
      expect(hits[band]! / n).toBeLessThan(0.015 + 3 * Math.sqrt((0.015 * 0.985) / n))
    })
    // All bands together, 1920 schools; research/patterns.ts measures with many more.
    const all = hits.reduce((sum, h) => sum + h, 0) / 1920
    expect(all).toBeGreaterThan(0.005 - 2 * Math.sqrt((0.005 * 0.995) / 1920))
    expect(all).toBeLessThan(0.015)
  })
})

describe('power', () => {
  /** Share of manipulated schools found at p < .01, by strength. */
  function found(detector: Detector, mechanism: Mechanism, strengths: readonly number[]): number[] {
    return strengths.map((strength) => {
      let hits = 0
      let all = 0
      // One school in twenty: the yardstick of the spread is the region itself, and many alike would widen it.
      for (let seed = 1; seed <= 8; seed++) {
        const sizes = sizesOf(seed, 160).map((n) => Math.min(n, 40))
        const schools = Array.from({ length: 8 }, (_, k) => k * 20 + (k % 4))
        const { sittings } = region({ seed, sizes, curriculum: 0.3, manipulated: { schools, mechanism, strength } })
        const outcomes = measure(detector, sittings)
        for (const i of schools) {
          all++
          if (p(outcomes[i]!) < 0.01) hits++
        }
      }
      return hits / all
    })
  }

  it.each([
    // Judged by what forms share and on the region's own scale, it leaves leaks to hard-items, which looks their way.
    ['leaked hard items', 'item-profile', 'leak', 0.3],
    ['leaked hard items', 'hard-items', 'leak', 0.6],
    ['leaked hard items', 'response-fit', 'leak', 0.45],
    ['leaked hard items', 'alike-answers', 'leak', 0.6],
    ['dictated answers', 'item-profile', 'dictated', 0.8],
    ['dictated answers', 'hard-items', 'dictated', 0.6],
    ['dictated answers', 'response-fit', 'dictated', 0.25],
    ['dictated answers', 'alike-answers', 'dictated', 0.6],
    ['filled-in papers', 'response-fit', 'filled', 0.1],
    ['copied papers', 'alike-answers', 'copied', 0.7],
    ['copied papers', 'item-profile', 'copied', 0.8],
  ] as const)('finds %s with %s, more of them the stronger it is', (_, id, mechanism, least) => {
    const detector = DETECTORS.find((d) => d.meta.id === id)!
    const power = found(detector, mechanism, [0, 0.2, 0.5, 0.9])
    // 64 schools: a step down of more than one standard error would be a fall.
    for (let k = 1; k < power.length; k++) expect(power[k]!).toBeGreaterThanOrEqual(power[k - 1]! - 0.06)
    expect(power.at(-1)!).toBeGreaterThan(least)
  })
})
