import { describe, expect, it } from 'vitest'
import { monitor } from '../src'
import { builtInDetectors, runDetectors } from '../src/detectors'
import type { Details, Signal } from '../src/model'
import { findPeers } from '../src/peers'
import { parseSettings } from '../src/settings'
import { allDetails, ownDetails } from '../src/signal-details'
import { simulateInput, simulateRegion } from '../src/simulate'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'

describe('details of signals', () => {
  const region = { schools: 40, years: [2021, 2022], seed: 5 }
  const settings = parseSettings({})
  const { input } = simulateInput(region)
  const indexed = indexRegion(input, observations(input, settings))
  const outcomes = runDetectors(builtInDetectors, {
    region: indexed,
    peers: findPeers(input.schools, settings, { stability: false }),
    settings,
  })
  const { sittings } = monitor(simulateRegion(region).tables, { seed: 1 })

  it('say all that the detector said, whichever field of the signal it is told from', () => {
    let compared = 0
    outcomes.forEach((of, d) => {
      of.forEach((outcome, i) => {
        const told = allDetails(sittings[i]!.signals[d]!)
        for (const [name, value] of Object.entries(outcome.details ?? {})) {
          compared++
          if (typeof value === 'number')
            expect(Math.abs((told[name] as number) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value))
          else expect(told[name]).toBe(value)
        }
      })
    })
    expect(compared).toBeGreaterThan(10_000)
  })

  it('hold nothing that another field says', () => {
    for (const { details, value, effect, n, outcome } of sittings.flatMap(({ signals }) => signals)) {
      if (outcome !== 'measured') continue
      for (const [name, same] of Object.entries({
        ...{ effect, points: effect, mean: value, gap: value, percent: 100 * value! },
        ...{ pupils: n, enrolled: n, reference: 'peers', papers: '—', groups: '—' },
      }))
        expect(details?.[name] ?? null).not.toBe(same)
    }
  })

  it('follow from the effect and from what was found: 12 failing, 2.5 fewer than usual; 6 above, 0.75 fewer than expected', () => {
    const of = (effect: number, details: Details): Signal => {
      const said = { detector: 'd', outcome: 'measured', value: 0.3, effect, p: 0.5, n: 41 } as const
      return { ...said, ...ownDetails(details, said) }
    }
    const usual = of(2.5, { failing: 12, usual: 14.5 })
    expect(usual.details).toEqual({ failing: 12 })
    expect(allDetails(usual)).toMatchObject({ failing: 12, usual: 14.5 })
    for (const found of ['mean', 'above', 'top', 'improbable', 'alike']) {
      const expected = of(-0.75, { [found]: 6, expected: 6.75 })
      expect(expected.details).toEqual({ [found]: 6 })
      expect(allDetails(expected)).toMatchObject({ [found]: 6, expected: 6.75 })
      expect(of(-0.75, { [found]: 6, expected: 6.8 }).details).toEqual({ [found]: 6, expected: 6.8 })
    }
    expect(of(-0.75, { expected: 6.75 }).details).toEqual({ expected: 6.75 })
    expect(allDetails(of(1, { absent: 4, found: 2 }))).toMatchObject({ absent: 4, found: 2 })
  })
})
