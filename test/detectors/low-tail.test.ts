import { describe, expect, it } from 'vitest'
import { lowTail } from '../../src/detectors/low-tail'
import { oneTest, pOf } from './made-region'
import { answers, wholeRegion } from './region'

/** Failing papers (0..5 points) get just enough points to pass, and somebody else loses as many: the mean stays. */
function passAll(scores: number[]): number[] {
  let given = 0
  const passed = scores.map((t) => {
    if (t >= 6) return t
    given += 6 - t
    return 6
  })
  return passed.map((t) => {
    const taken = Math.min(given, Math.max(0, t - 10))
    given -= taken
    return t - taken
  })
}

describe('low-tail', () => {
  it('sees that nobody fails where seven would', () => {
    const weaker = (scores: number[]) => scores.map((t) => Math.max(0, t - 3))
    const input = oneTest(1, (scores) => passAll(weaker(scores)), 80)
    const outcome = answers([lowTail], input, wholeRegion(60))[0]![0]!
    expect(outcome).toMatchObject({ outcome: 'measured', value: 0, details: { failing: 0 } })
    expect(outcome.outcome === 'measured' && outcome.effect).toBeGreaterThan(4)
    expect(pOf(outcome)).toBeLessThan(0.01)
    expect(pOf(answers([lowTail], oneTest(1, weaker, 80), wholeRegion(60))[0]![0])).toBeGreaterThan(0.05)
  })

  it('says nothing where so few fail usually that none is no wonder', () => {
    const top = oneTest(1, (scores) => scores.map((t) => Math.min(20, t + 7)), 14)
    expect(answers([lowTail], top, wholeRegion(60))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewFailing',
    })
  })
})
