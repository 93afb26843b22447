import { describe, expect, it } from 'vitest'
import { lookAtFirst } from '../../src/recheck/look-at-first'

const nobody = (): boolean => false

describe('look at first', () => {
  it('names the head of the order, without those that are listed or not measured', () => {
    const p = [0.3, 0.004, null, 0.2, 0.0001, 0.9]
    expect(lookAtFirst(p, nobody)?.schools).toEqual([4, 1, 3])
    expect(lookAtFirst(p, (school) => school === 4)?.schools).toEqual([1, 3, 0])
  })

  it('is not there beside a list of three or more, nor where nobody was measured', () => {
    const p = [0.001, 0.002, 0.003, 0.5]
    expect(lookAtFirst(p, (school) => school < 2)).not.toBeNull()
    expect(lookAtFirst(p, (school) => school < 3)).toBeNull()
    expect(lookAtFirst([null, null], nobody)).toBeNull()
  })

  it('tells the chance in districts of about this size, with an interval', () => {
    const of = (schools: number) =>
      lookAtFirst(
        Array.from({ length: schools }, (_, s) => (s + 1) / schools),
        nobody,
      )!
    const small = of(25)
    expect(small.simulated.schools).toBe(30)
    expect(small.low).toBeLessThan(small.chance)
    expect(small.high).toBeGreaterThan(small.chance)
    expect(of(16).simulated.schools).toBe(15)
  })
})
