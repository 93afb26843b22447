import { beforeAll, describe, expect, it } from 'vitest'
import type { LiftedPapers, MonitorInput, MonitorResult } from '../../src/model'
import { monitor } from '../../src/monitor'
import { liftedPapers, mostLifting } from '../../src/recheck/lifted'
import { warningText } from '../../src/report/sentences'
import { simulateInput } from '../../src/simulate'
import { indexed } from './sittings'

const region = (regionLift: number): MonitorInput =>
  simulateInput({ schools: 240, seed: 4, manipulation: null, observers: null, regionLift }).input

describe('papers lifted over the cut-offs', () => {
  let [honest, lifting]: [MonitorInput, MonitorInput] = [region(0), region(1)]
  let found: LiftedPapers
  /** Papers lifted in truth, by sitting: the same papers before and after. */
  let truth: number[]
  beforeAll(() => {
    ;[honest, lifting] = [region(0), region(1)]
    found = liftedPapers(indexed(lifting), 1)
    const before = new Map(honest.sittings.map(({ key, scoreCounts }) => [key, scoreCounts!]))
    const cuts = new Map(lifting.assessments.map((assessment) => [assessment.id, assessment.cuts!]))
    const from = (counts: readonly number[], cut: number) => counts.slice(cut).reduce((sum, count) => sum + count, 0)
    truth = lifting.sittings.map(({ key, scoreCounts, assessmentId }) =>
      cuts.get(assessmentId)!.reduce((sum, cut) => sum + from(scoreCounts!, cut) - from(before.get(key)!, cut), 0),
    )
  })

  it('are counted in the region, and nine intervals of ten of the schools hold the truth', () => {
    const all = found.region.at(-1)!
    const lifted = truth.reduce((a, b) => a + b, 0)
    expect(all.low).toBeLessThanOrEqual(lifted)
    expect(all.high).toBeGreaterThanOrEqual(lifted)
    expect(all.high - all.low).toBeLessThan(0.5 * lifted)
    const held = found.schools.map((count, s) => {
      const own = truth
        .filter((_, i) => lifting.sittings[i]!.schoolId === lifting.schools[s]!.id)
        .reduce((a, b) => a + b, 0)
      return count === null || (count.low <= own && own <= count.high)
    })
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.85)
  })

  it('are none where nobody lifts: hardly a school surely lifted any', () => {
    const none = liftedPapers(indexed(honest), 1)
    expect(none.region.at(-1)!.low).toBe(0)
    expect(mostLifting(none.schools).length / none.schools.length).toBeLessThan(0.06)
    expect(mostLifting(found.schools).length / found.schools.length).toBeGreaterThan(0.3)
  })

  it('come by mark and by test, each with its papers', () => {
    expect(found.region.map(({ mark }) => mark)).toEqual(['3', '4', '5', null])
    const papers = lifting.sittings.reduce((sum, { participants }) => sum + participants!, 0)
    expect(found.region.at(-1)!.of).toBe(papers)
    expect(found.tests.reduce((sum, { counts }) => sum + counts.at(-1)!.of, 0)).toBe(papers)
  })

  it('are not told of a region too small for a curve', () => {
    expect(liftedPapers(indexed(simulateInput({ schools: 3, seed: 1 }).input), 1).region).toEqual([])
  })

  it('say at the top who lifts most even so, and what the list holds of them', () => {
    const result: MonitorResult = monitor(lifting, { seed: 1 })
    const warning = result.warnings.find(({ code }) => code === 'regionLifts')!
    const most = mostLifting(result.schools.map((school) => school.lifted)).slice(0, 5)
    for (const s of most) expect(warningText(warning, result.detectors, 'ru')).toContain(result.schools[s]!.name!)
    expect(warning.details!.listed).toBe(most.filter((s) => result.schools[s]!.grounds.includes('signs')).length)
    expect(monitor(honest, { seed: 1 }).warnings.some(({ code }) => code === 'regionLifts')).toBe(false)
  })
})
