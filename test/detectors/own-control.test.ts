import { describe, expect, it } from 'vitest'
import { ownControl } from '../../src/detectors/own-control'
import type { ObserverRecord } from '../../src/model'
import { drawScores, mean, pOf, tests } from './made-region'
import { answers, regionOf, wholeRegion } from './region'

const SUBJECTS = ['Математика', 'Русский язык', 'Биология', 'История']

/** Forty schools x four subjects; `raised` maps (school, subject) to points added. */
function region(seed: number, raised: (school: number, subject: number) => number) {
  const sittings = Array.from({ length: 40 }, (_, i) =>
    SUBJECTS.map((subject, s) =>
      tests.of(
        i,
        subject,
        4,
        2021,
        drawScores(seed, i, 40, 10, subject).map((t) => Math.min(20, t + raised(i, s))),
      ),
    ),
  ).flat()
  return regionOf(sittings)
}

const p = (input: ReturnType<typeof region>, subject: number): number =>
  pOf(answers([ownControl], input, wholeRegion(40))[0]![subject])

describe('own-control', () => {
  it('sees one subject raised by five points, and no school that is good in everything', () => {
    const seeds = [1, 2, 3, 4]
    const one = seeds.map((seed) =>
      p(
        region(seed, (i, s) => (i === 0 && s === 0 ? 5 : 0)),
        0,
      ),
    )
    expect(mean(one)).toBeLessThan(0.01)
    const strong = seeds.flatMap((seed) =>
      SUBJECTS.map((_, s) =>
        p(
          region(seed, (i) => (i === 0 ? 5 : 0)),
          s,
        ),
      ),
    )
    expect(mean(strong)).toBeGreaterThan(0.3)
  })

  it('takes the observed sittings as control where there are two of them', () => {
    // Three subjects raised, two of them unobserved: only against the observed ones does the second stand out.
    const input = region(2, (i, s) => (i === 0 && s < 2 ? 5 : 0))
    const observers: ObserverRecord[] = [2, 3].map((s) => ({
      schoolId: 's0',
      grade: 4,
      subject: SUBJECTS[s]!,
      year: 2021,
      className: null,
      observer: 'present',
      conflictOfInterest: false,
    }))
    expect(p({ ...input, observers }, 0)).toBeLessThan(p(input, 0) / 3)
  })

  it('needs two other results of the year', () => {
    const input = region(1, () => 0)
    const two = { ...input, sittings: input.sittings.filter((s) => SUBJECTS.indexOf(s.subject) < 2) }
    expect(answers([ownControl], two, wholeRegion(40))[0]![0]).toMatchObject({
      outcome: 'undecided',
      reason: 'tooFewOwnSittings',
    })
  })
})
