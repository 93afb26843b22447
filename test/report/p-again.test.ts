import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pagesOfP, withPAgain } from '../../scripts/write-detector-index'
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
        region === undefined || region === null
          ? own
          : tUpper((-normalQuantile(own) - region.centre) / region.spread, region.df)
      expect(Math.abs(again - p!)).toBeLessThanOrEqual(1e-6 * p!)
    }
  })

  it('on the plain scale and on the region’s', () => {
    expect(engine.some(({ region }) => region === undefined)).toBe(true)
    expect(engine.some(({ region }) => region !== undefined)).toBe(true)
  })

  const pages = pagesOfP().map((file) => ({ name: basename(file, '.md'), file, text: readFileSync(file, 'utf8') }))

  it.each(pages)('$name says it as the template does (renew: npm run docs:detectors)', ({ file, text }) => {
    expect(text).toBe(withPAgain(file, text))
  })

  it('and shown on the pages of just those detectors; the others say what their p rests on', () => {
    const ids = pages.map(({ name }) => name).filter((name) => name !== 'result')
    const shown = pages.filter(({ text }) => text.includes('<!-- p again -->')).map(({ name }) => name)
    const told = pages.filter(({ text }) => /What p rests on/.test(text)).map(({ name }) => name)
    const ofEngine = new Set(engine.map(({ detector }) => detector))
    expect(shown).toEqual(['result', ...ids.filter((id) => ofEngine.has(id))])
    expect(told).toEqual(ids.filter((id) => !ofEngine.has(id)))
  })
})
