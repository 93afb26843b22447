import { describe, expect, it } from 'vitest'
import { absence } from '../../src/detectors/absence'
import { createRandom } from '../../src/statistics/random'
import { pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

/** Forty schools of `enrolled` pupils where one in ten is absent; of school 0 `away` are. */
function region(away: number, enrolled = 40) {
  const sittings = Array.from({ length: 40 }, (_, i) => {
    const random = createRandom(4, 'absent', i)
    let absent = 0
    for (let pupil = 0; pupil < enrolled; pupil++) if (random.uniform() < 0.1) absent++
    return bareSitting({ schoolId: `s${i}`, enrolled, participants: enrolled - (i === 0 ? away : absent) })
  })
  return regionOf(sittings)
}
const first = (away: number, enrolled = 40) => answers([absence], region(away, enrolled), wholeRegion(40))[0]![0]!

describe('absence', () => {
  it('falls steadily with every absent pupil', () => {
    const p = [4, 8, 12, 16, 24].map((away) => pOf(first(away)))
    for (let k = 1; k < p.length; k++) expect(p[k]!).toBeLessThan(p[k - 1]!)
    expect(p[0]).toBeGreaterThan(0.1)
    expect(p[3]).toBeLessThan(0.001)
  })

  it('is exact for few pupils: near the binomial tail, and above it for the differences between schools', () => {
    // R: pbinom(7, 12, .1, lower.tail = FALSE) + dbinom(7, 12, .1) / 2 = 2.68e-05; honest differences, with heavier tails than the normal, only add to it.
    const p = pOf(first(7, 12))
    expect(p).toBeGreaterThan(1e-5)
    expect(p).toBeLessThan(0.03)
  })

  it('says so where more took part than are enrolled', () => {
    const input = region(4)
    const sittings = input.sittings.map((s, i) => (i === 0 ? { ...s, participants: 41 } : s))
    expect(answers([absence], { ...input, sittings }, wholeRegion(40))[0]![0]).toMatchObject({
      outcome: 'notApplicable',
      reason: 'moreThanEnrolled',
    })
  })

  describe('with who stayed away', () => {
    /** Honest absent pupils do better than 45 % of those who came, by chance more or less; those of school 0 as is said. */
    const withAway = (better: number | null, away = 8, known = away) => {
      const input = region(away)
      const sittings = input.sittings.map((sitting, i) => {
        const random = createRandom(5, 'who', i)
        const absent = i === 0 ? known : sitting.enrolled! - sitting.participants!
        const present = sitting.participants!
        const sd = Math.sqrt((present + absent + 1) / (12 * present * absent))
        const share = i === 0 ? better : 0.45 + sd * random.normal()
        if (share === null || absent === 0) return sitting
        return { ...sitting, away: { present, absent, better: Math.round(share * present * absent) } }
      })
      return answers([absence], { ...input, sittings }, wholeRegion(40))[0]![0]!
    }

    it('weak ones make more of the same number, usual ones less', () => {
      const p = [0.05, 0.2, 0.45, 0.7].map((better) => pOf(withAway(better)))
      for (let k = 1; k < p.length; k++) expect(p[k]!).toBeGreaterThan(p[k - 1]!)
      const unknown = pOf(withAway(null))
      expect(p[0]!).toBeLessThan(unknown)
      expect(p[3]!).toBeGreaterThan(unknown)
    })

    it('weak ones alone, as few as elsewhere, are no more than unusual', () => {
      expect(pOf(withAway(0.05, 4))).toBeGreaterThan(0.01)
    })

    it('says of three and more how they did elsewhere, of fewer nothing', () => {
      expect(withAway(0.1)).toMatchObject({ details: { known: 8, better: expect.closeTo(0.1, 2) } })
      const few = withAway(0.1, 8, 2) as { details: object; p: number }
      expect(few.details).not.toHaveProperty('better')
      expect(few.p).toBe(pOf(withAway(null)))
    })
  })
})
