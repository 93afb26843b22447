import { describe, expect, it } from 'vitest'
import { subjectProfile } from '../../src/detectors/subject-profile'
import { drawScores, pOf, tests } from './made-region'
import { answers, regionOf, wholeRegion } from './region'

const region = (raised: number, grades = [4, 4]) =>
  regionOf(
    Array.from({ length: 40 }, (_, i) => [
      tests.of(
        i,
        'Математика',
        grades[0]!,
        2021,
        drawScores(3, i, 40, 10, 'a').map((t) => Math.min(20, t + (i === 0 ? raised : 0))),
      ),
      tests.of(i, 'Русский язык', grades[1]!, 2021, drawScores(3, i, 40, 10, 'b')),
    ]).flat(),
  )
const first = (input: ReturnType<typeof region>) => answers([subjectProfile], input, wholeRegion(40))[0]!

describe('subject-profile', () => {
  it('sees the raised subject, not the other one', () => {
    const [mathematics, russian] = first(region(6))
    expect(pOf(mathematics)).toBeLessThan(0.005)
    expect(pOf(russian)).toBeGreaterThan(0.9)
  })

  it('the two subjects of a school point in opposite directions, by equal lengths', () => {
    const [mathematics, russian] = first(region(6))
    const value = (o: typeof mathematics) => (o?.outcome === 'measured' ? o.value : Number.NaN)
    expect(value(mathematics)).toBeCloseTo(-value(russian), 10)
  })

  it('does not compare pupils of different grades', () => {
    expect(first(region(6, [4, 5]))[0]).toMatchObject({ outcome: 'undecided', reason: 'oneSubjectOnly' })
  })
})
