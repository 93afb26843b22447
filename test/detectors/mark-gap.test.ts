import { describe, expect, it } from 'vitest'
import { markGap } from '../../src/detectors/mark-gap'
import { createRandom } from '../../src/statistics/random'
import { pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

/** Thirty pupils per school with journal and test marks; in school 0 a share of the test marks is one higher. */
function region(raised: number, pupils = 30) {
  const sittings = Array.from({ length: 40 }, (_, i) => {
    const random = createRandom(9, 'marks', i)
    const table = Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 0])
    for (let pupil = 0; pupil < pupils; pupil++) {
      const journal = 3 + random.integer(3)
      const honest = Math.max(2, Math.min(5, journal + Math.round(0.7 * random.normal() - 0.2)))
      const mark = i === 0 && random.uniform() < raised ? Math.min(5, honest + 1) : honest
      table[journal]![mark]!++
    }
    return bareSitting({ schoolId: `s${i}`, participants: pupils, journalByMark: table })
  })
  return regionOf(sittings, { cuts: [6, 10, 15] })
}

describe('mark-gap', () => {
  it('sees test marks raised above the journal, and the more the surer', () => {
    const p = [0, 0.4, 0.9].map((raised) => pOf(answers([markGap], region(raised), wholeRegion(40))[0]![0]))
    expect(p[2]).toBeLessThan(0.005)
    expect(p[1]!).toBeLessThan(p[0]!)
  })

  it('by hand: the mean gap and the raised pupils', () => {
    const input = region(0)
    const table = [[], [], [], [0, 0, 0, 2, 3], [0, 0, 0, 0, 4, 1], [0, 0, 0, 0, 0, 2]]
    const sittings = input.sittings.map((s, i) => (i === 0 ? { ...s, participants: 12, journalByMark: table } : s))
    const outcome = answers([markGap], { ...input, sittings }, wholeRegion(40))[0]![0]!
    // Twelve pupils, four of them one mark higher: 4 / 12.
    expect(outcome).toMatchObject({ value: 4 / 12, n: 12, details: { raised: 4, gap: 4 / 12 } })
  })

  it('cuts scores into marks where only scores are known', () => {
    const input = region(0)
    const journalByScore = [
      [],
      [],
      [],
      [0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 3],
      [],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4],
    ]
    const sittings = input.sittings.map((s, i) => (i === 0 ? { ...s, journalByMark: null, journalByScore } : s))
    // Journal 3: one pupil at 5 points (mark 2), two at 6 (3), three at 10 (4); journal 5: four at 15 (5).
    expect(answers([markGap], { ...input, sittings }, wholeRegion(40))[0]![0]).toMatchObject({
      value: (-1 + 3) / 10,
      n: 10,
    })
  })

  it('needs three pupils with a journal mark', () => {
    const input = region(0)
    const sittings = input.sittings.map((s, i) => (i === 0 ? { ...s, journalByMark: [[], [], [], [0, 0, 0, 2]] } : s))
    expect(answers([markGap], { ...input, sittings }, wholeRegion(40))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewPupils',
    })
  })
})
