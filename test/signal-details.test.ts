import { describe, expect, it } from 'vitest'
import { monitor } from '../src'
import { builtInDetectors, runDetectors } from '../src/detectors'
import { findPeers } from '../src/peers'
import { parseSettings } from '../src/settings'
import { allDetails } from '../src/signal-details'
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
      for (const [name, same] of Object.entries({ effect, mean: value, pupils: n, reference: 'peers' }))
        expect(details?.[name] ?? null).not.toBe(same)
    }
  })
})
