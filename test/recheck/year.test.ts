import { describe, expect, it } from 'vitest'
import type { MonitorResult, RecheckOutcome } from '../../src/model'
import { monitor } from '../../src/monitor'
import { drawControl } from '../../src/recheck/control'
import { simulateInput } from '../../src/simulate'
import { verifyRechecks } from '../../src/verify/outcomes'

/** A region with known truth, its list, and a recheck of everything listed that always finds the truth. */
const { input, truth } = simulateInput({
  ...{ seed: 11, schools: 90, subjects: ['Математика', 'Русский язык'], grades: [4] },
  manipulation: { schools: 0.15, strength: 'strong' },
})
const manipulated = new Set(truth.filter((of) => of.manipulated).map((of) => [of.schoolId, of.subject].join()))
const isBad = (of: { readonly schoolId: string; readonly subject: string }) =>
  manipulated.has([of.schoolId, of.subject].join())
const recheckOf = (result: MonitorResult): RecheckOutcome[] =>
  result.sittings
    .filter((of) => of.recheck)
    .map((of) => ({
      ...{ schoolId: of.schoolId, grade: of.grade, subject: of.subject, year: of.year },
      ...{ original: null, rechecked: null, confirmed: !isBad(of) },
    }))

describe('a simulated year', () => {
  const settings = { detectors: { off: ['alike-answers', 'item-profile', 'hard-items', 'response-fit'] } }
  // Without an observers table manipulated sittings stay off the list, unless they show signs.
  const result = monitor({ ...input, hasObservers: false, observers: [] }, { ...settings, recheck: { control: 300 } })
  const checked = verifyRechecks(result, recheckOf(result))
  const bad = result.sittings.filter(isBad)
  const missedInTruth = bad.filter((of) => of.inclusionProbability < 1)

  it('is verified as the truth has it on the list', () => {
    const signs = result.sittings.filter((of) => of.grounds.includes('signs'))
    expect(signs.length).toBeGreaterThan(0)
    expect(checked.byGround.find(({ code }) => code === 'signs')).toMatchObject({
      count: signs.filter(isBad).length,
      of: signs.length,
    })
    expect(checked.prevalence!.of).toBe(result.sittings.length)
    expect(missedInTruth.length).toBeGreaterThan(0)
  })

  /** The same list with another draw of the control sample. */
  function redrawn(seed: number): MonitorResult {
    const frame = result.sittings.flatMap((of, i) => (of.inclusionProbability < 1 ? [i] : []))
    const { drawn, inclusionProbability } = drawControl(Array(frame.length).fill(1), 25, Infinity, seed)
    const positions = new Set(drawn.map((k) => frame[k]!))
    return {
      ...result,
      sittings: result.sittings.map((of, i) =>
        of.inclusionProbability === 1
          ? of
          : {
              ...{ ...of, inclusionProbability, recheck: positions.has(i) },
              grounds: positions.has(i) ? (['control'] as const) : [],
            },
      ),
      plan: { ...result.plan, control: { frame: frame.length, drawn: drawn.length, papers: 0, inclusionProbability } },
    }
  }

  it('gives the prevalence without bias, and an interval that mostly holds the truth', () => {
    const draws = 400
    const frame = result.plan.control.frame
    let sum = 0
    let covered = 0
    for (let seed = 0; seed < draws; seed++) {
      const again = redrawn(seed)
      const { prevalence } = verifyRechecks(again, recheckOf(again))
      sum += prevalence!.sittings
      if (prevalence!.low * prevalence!.of <= bad.length && bad.length <= prevalence!.high * prevalence!.of) covered++
    }
    // Variance of the estimated number under simple random sampling: N^2 (1 - n/N) S^2 / n.
    const share = missedInTruth.length / frame
    const variance = (frame * frame * (1 - 25 / frame) * ((frame / (frame - 1)) * share * (1 - share))) / 25
    expect(Math.abs(sum / draws - bad.length)).toBeLessThan(4 * Math.sqrt(variance / draws))
    // Nominal .95, four standard errors of 400 draws below it.
    expect(covered / draws).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / draws))
  })
})
