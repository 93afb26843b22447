import { describe, expect, it } from 'vitest'
import { expectations } from '../../src/statistics/expectation'
import { createRandom } from '../../src/statistics/random'
import { region } from './honest-units'

describe('calibration on honest regions', () => {
  for (const size of [15, 40, 200])
    for (const tau of [0.3, 1])
      it(`groups of ${size}, tau = ${tau}`, () => {
        const random = createRandom(11, size, Math.round(tau * 10))
        let units = 0
        const below = [0, 0]
        while (units < 20_000)
          for (const judged of expectations(region(random, Math.ceil(800 / size), size, tau))) {
            units++
            if (judged!.p < 0.01) below[0]!++
            if (judged!.p < 0.05) below[1]!++
          }
        // The method asks for .005 - .015. Many small groups around one line err to the careful side.
        expect(below[0]! / units).toBeGreaterThan(size === 15 ? 0.0055 : 0.0065)
        expect(below[0]! / units).toBeLessThan(0.0135)
        expect(below[1]! / units).toBeGreaterThan(0.04)
        expect(below[1]! / units).toBeLessThan(0.058)
      })
  it('errs to the careful side where honest units do not differ at all', () => {
    const random = createRandom(12)
    const judged = Array.from({ length: 25 }, () => expectations(region(random, 20, 40, 0))).flat()
    expect(judged.filter((e) => e!.p < 0.01).length / judged.length).toBeLessThan(0.01)
  })
})

describe('masking', () => {
  it('8 % inflated units neither hide themselves nor accuse others', () => {
    const random = createRandom(13)
    let honest = 0
    let accused = 0
    let inflated = 0
    let found = 0
    let foundClean = 0
    for (let i = 0; i < 25; i++) {
      const given = region(random, 20, 40, 0.2, 0.08)
      const clean = { ...given, y: given.y.map((value, unit) => value - (given.inflated[unit] ? 1 : 0)) }
      const truth = expectations(clean)
      expectations(given).forEach((e, unit) => {
        if (!given.inflated[unit]) {
          honest++
          if (e!.p < 0.01) accused++
          return
        }
        inflated++
        if (e!.p < 0.01) found++
        const { expected, se, tau2 } = truth[unit]!
        if ((given.y[unit]! - expected) / Math.sqrt(given.variance[unit]! + tau2 + se * se) > 2.4) foundClean++
      })
    }
    expect(accused / honest).toBeLessThan(0.013)
    expect(accused / honest).toBeGreaterThan(0.003)
    // Against peers of whom none is inflated the same units would be found `foundClean` times.
    expect(found / inflated).toBeGreaterThan((0.8 * foundClean) / inflated)
    expect(foundClean / inflated).toBeGreaterThan(0.6)
  })
})

describe('one tau^2 among groups', () => {
  it('still finds lifted units where a quarter of all are lifted', () => {
    const random = createRandom(18)
    let inflated = 0
    let found = 0
    for (let i = 0; i < 6; i++) {
      const given = region(random, 4, 200, 0.3, 0.25)
      expectations(given).forEach((e, unit) => {
        if (!given.inflated[unit]) return
        inflated++
        if (e!.p < 0.01) found++
      })
    }
    // A symmetric scale finds 9 % of these 1200, and the standard error is under .015.
    expect(found / inflated).toBeGreaterThan(0.28)
  })
  it('does not list a group for being more varied, by a factor of 1.5 in SD', () => {
    const random = createRandom(19)
    let units = 0
    let below = 0
    for (let i = 0; i < 25; i++) {
      const given = region(random, 4, 200, 0.4)
      const wide = given.y.map((value, unit) => (unit % 4 === 0 ? value + Math.sqrt(0.2) * random.normal() : value))
      expectations({ ...given, y: wide }).forEach((e, unit) => {
        if (unit % 4 !== 0) return
        units++
        if (e!.p < 0.01) below++
      })
    }
    // .015 and three standard errors of 5000 units.
    expect(below / units).toBeLessThan(0.015 + 3 * Math.sqrt((0.015 * 0.985) / units))
  })
})
