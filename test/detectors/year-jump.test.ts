import { describe, expect, it } from 'vitest'
import { yearFall } from '../../src/detectors/year-fall'
import { yearJump } from '../../src/detectors/year-jump'
import { drawScores, pOf, tests } from './made-region'
import { answers, regionOf, wholeRegion } from './region'

/** Forty schools in 2021 and 2022, lastingly different; school 0 has so many points more in one of the years. */
const twoYears = (raised: readonly [number, number], grades: readonly [number, number] = [4, 5]) =>
  regionOf(
    Array.from({ length: 40 }, (_, i) =>
      [2021, 2022].map((year, y) =>
        tests.of(
          i,
          'Математика',
          grades[y]!,
          year,
          drawScores(5, i, 40, 7 + 6 * ((i % 7) / 6), `year ${year}`).map((t) =>
            Math.min(20, t + (i === 0 ? raised[y]! : 0)),
          ),
        ),
      ),
    ).flat(),
  )

describe('year-jump', () => {
  it('sees a rise of six points in the later year, and asks nothing of the first', () => {
    const [first, second] = answers([yearJump], twoYears([0, 6]), wholeRegion(40))[0]!
    expect(first).toMatchObject({ outcome: 'undecided', reason: 'noOtherYear' })
    expect(pOf(second)).toBeLessThan(0.005)
  })

  it('leaves a school alone that was as good the year before', () => {
    const jump = (raised: readonly [number, number]) =>
      pOf(answers([yearJump], twoYears(raised), wholeRegion(40))[0]![1])
    expect(jump([6, 6])).toBeGreaterThan(10 * jump([0, 6]))
  })

  it('follows the pupils where it can, else the grade', () => {
    const other = (grades: readonly [number, number]) => {
      const outcome = answers([yearJump], twoYears([0, 0], grades), wholeRegion(40))[0]![1]!
      return outcome.details?.otherGrade ?? outcome.outcome
    }
    expect(other([4, 5])).toBe(4)
    expect(other([5, 5])).toBe(5)
    expect(other([4, 6])).toBe('undecided')
  })

  it('a rise is no fall', () => {
    const [first] = answers([yearFall], twoYears([0, 6]), wholeRegion(40))[0]!
    expect(pOf(first)).toBeGreaterThan(0.5)
  })
})
