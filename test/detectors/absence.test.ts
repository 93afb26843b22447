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
})
