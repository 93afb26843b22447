import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/recheck.json'
import type { Assessment, Peers } from '../../src/model'
import { monitor } from '../../src/monitor'
import { regionWarnings, reportObservers } from '../../src/recheck'
import { observerEffects } from '../../src/recheck/observer-effect'
import { parseSettings } from '../../src/settings'
import { simulateInput } from '../../src/simulate'
import type { Observation } from '../../src/sittings/observers'
import { indexed, OBSERVED, school, sitting, UNOBSERVED } from './sittings'

const settings = parseSettings()
const noPeers: Peers = { method: 'none', groups: [], groupOf: [], neighboursOf: null, warnings: [] }
const assessment = (subject: string, changes: Partial<Assessment> = {}): Assessment => ({
  id: `2021/4/${subject}`,
  subject,
  grade: 4,
  year: 2021,
  maxScore: 100,
  cuts: null,
  itemMax: null,
  itemLevel: null,
  levels: null,
  scaleSource: 'given',
  ...changes,
})
const scoring = (mean: number) => ({ scores: { n: 22, sum: 22 * mean, sumOfSquares: null } })

describe('observer effect', () => {
  const { rows, effect, low, high } = reference.observerEffect
  const schools = Array.from({ length: 14 }, (_, i) => school(String(i)))
  const sittings = rows.map((row) => sitting(String(row.school), { subject: row.cell, ...scoring(row.y) }))
  const input = { schools, sittings, assessments: ['a', 'b', 'c', 'd'].map((subject) => assessment(subject)) }
  const observed = rows.map((row) => (row.observed === 1 ? OBSERVED : UNOBSERVED))

  it('equals least squares with a constant per cell, and its jackknife over schools', () => {
    const [region] = observerEffects(indexed(input, observed), noPeers)
    expect(region!.effect).toBeCloseTo(effect, 10)
    expect(region!.low).toBeCloseTo(low, 8)
    expect(region!.high).toBeCloseTo(high, 8)
  })

  it('is measured in percent of the maximum score', () => {
    const doubled = { ...input, assessments: input.assessments.map((a) => ({ ...a, maxScore: 200 })) }
    expect(observerEffects(indexed(doubled, observed), noPeers)[0]!.effect).toBeCloseTo(effect / 2, 10)
  })

  it('leaves out sittings of which nothing is known', () => {
    const unknown: Observation = { ...UNOBSERVED, observer: 'unknown' }
    const more = { ...input, sittings: [...sittings, sitting('3', { subject: 'a', ...scoring(99) })] }
    const [region] = observerEffects(indexed(more, [...observed, unknown]), noPeers)
    expect(region!.effect).toBeCloseTo(effect, 10)
  })

  it('says nothing where there is nothing to compare', () => {
    const all = rows.map(() => OBSERVED)
    expect(observerEffects(indexed(input, all), noPeers)[0]).toMatchObject({
      effect: null,
      low: null,
      high: null,
      unobserved: 0,
    })
  })
})

describe('observers over the region', () => {
  const partly: Observation = { ...UNOBSERVED, unobservedClasses: ['Б'] }
  const conflict: Observation = { ...OBSERVED, conflictOfInterest: true, observed: false }
  const input = {
    hasObservers: true,
    assessments: [assessment('Math'), assessment('Russian')],
    schools: [school('1'), school('2', { municipality: 'South' }), school('3', { municipality: null })],
    sittings: [sitting('1'), sitting('1', { subject: 'Russian' }), sitting('2'), sitting('3', { participants: 8 })],
  }

  it('are counted by municipality, with what the rule costs', () => {
    expect(reportObservers(indexed(input, [OBSERVED, partly, conflict, UNOBSERVED]), noPeers, settings)).toMatchObject({
      observed: 1,
      absent: 2,
      unknown: 0,
      conflictOfInterest: 1,
      partlyObserved: 1,
      cost: { sittings: 3, papersToRecheck: 14 + 14 + 8, allPapers: 22 + 22 + 8 },
      municipalities: [
        { municipality: null, sittings: 1, observed: 0 },
        { municipality: 'North', sittings: 2, observed: 1 },
        { municipality: 'South', sittings: 1, observed: 0 },
      ],
    })
  })

  it('are not reported without a table of observers', () => {
    expect(reportObservers(indexed({ ...input, hasObservers: false }), noPeers, settings)).toBeNull()
  })
})

describe('warnings about the yardstick', () => {
  const effectOf = (inflation: 'strong' | null, seed: number) =>
    monitor(
      simulateInput({
        ...{ seed, schools: 120, inflation, manipulation: null, regionLift: 0, itemVariation: 0 },
        observers: { schools: 0.5, partial: 0, unknown: 0, conflict: 0 },
      }).input,
      { detectors: { off: ['item-profile', 'response-fit'] } },
    ).region

  it('are loud where everyone inflates without observers, and silent in an honest region', () => {
    const inflated = effectOf('strong', 1)
    expect(inflated.observerEffect).toBeLessThan(-3)
    expect(inflated.warnings.map((w) => w.code)).toContain('largeObserverEffect')
    const honest = effectOf(null, 1)
    expect(honest.observers!.effects[0]!.low).toBeLessThan(0)
    expect(honest.observers!.effects[0]!.high).toBeGreaterThan(0)
    expect(honest.warnings.map((w) => w.code)).not.toContain('largeObserverEffect')
  })

  it('name heaps at a cut-off in the pooled scores, the highest first', () => {
    const counts = (below: number, at: number) => ({ scoreCounts: [0, 5, below, at, 60] })
    const of = (a: readonly [number, number], b: readonly [number, number]) =>
      regionWarnings(
        indexed({
          schools: [school('1'), school('2')],
          assessments: [assessment('Math', { cuts: [3] }), assessment('Russian', { cuts: [3] })],
          sittings: [
            sitting('1', counts(a[0], a[1])),
            sitting('2', counts(a[0], a[1])),
            sitting('1', { subject: 'Russian', ...counts(b[0], b[1]) }),
          ],
        }),
        null,
        settings,
      )
    expect(of([50, 149], [100, 299])).toEqual([])
    expect(of([50, 150], [60, 300])).toEqual([
      { code: 'regionHeap', details: { assessments: 2, subject: 'Russian', grade: 4, score: 3, at: 300, below: 60 } },
    ])
    // Too few papers to speak of a heap.
    expect(of([5, 60], [0, 150])).toEqual([])
  })
})
