import { describe, expect, it } from 'vitest'
import { yearFall } from '../../src/detectors/year-fall'
import { drawScores, pOf, tests } from './made-region'
import { answers, regionOf, wholeRegion } from './region'

const region = (raised: number) =>
  regionOf(
    Array.from({ length: 40 }, (_, i) =>
      [2021, 2022].map((year, y) =>
        tests.of(
          i,
          'Математика',
          4 + y,
          year,
          drawScores(6, i, 40, 10, `year ${year}`).map((t) => Math.min(20, t + (i === 0 && y === 0 ? raised : 0))),
        ),
      ),
    ).flat(),
  )

describe('year-fall', () => {
  it('sees in the earlier year what the later one does not confirm', () => {
    const [first, second] = answers([yearFall], region(6), wholeRegion(40))[0]!
    expect(pOf(first)).toBeLessThan(0.005)
    expect(second).toMatchObject({ outcome: 'undecided', reason: 'noOtherYear' })
  })

  it('the more points are lost, the smaller p', () => {
    const p = [0, 3, 6].map((raised) => pOf(answers([yearFall], region(raised), wholeRegion(40))[0]![0]))
    expect(p[1]!).toBeLessThan(p[0]!)
    expect(p[2]!).toBeLessThan(p[1]!)
  })
})
