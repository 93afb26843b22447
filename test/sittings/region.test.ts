import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/model'
import { parseSettings } from '../../src/settings'
import { observations } from '../../src/sittings/observers'
import { indexRegion } from '../../src/sittings/region'
import { OBSERVED, school, sitting } from '../recheck/sittings'

const test = (subject: string): Assessment => ({
  ...{ id: `2021/4/${subject}`, subject, grade: 4, year: 2021, maxScore: 20, cuts: null },
  ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
})
const input = {
  schools: ['a', 'b', 'c'].map((id) => school(id)),
  sittings: [sitting('c'), sitting('a', { subject: 'Russian' }), sitting('c', { subject: 'Russian' }), sitting('a')],
  assessments: [test('Russian'), test('Math')],
  ...{ hasSchools: true, hasObservers: true },
}
const observed = input.sittings.map(() => OBSERVED)

describe('the index of a region', () => {
  it('tells whose sitting is whose, and of which test', () => {
    const { schoolOf, bySchool, assessmentOf, byAssessment } = indexRegion(input, observed)
    expect(schoolOf).toEqual([2, 0, 2, 0])
    expect(bySchool).toEqual([[1, 3], [], [0, 2]])
    expect(assessmentOf.map(({ subject }) => subject)).toEqual(['Math', 'Russian', 'Russian', 'Math'])
    expect([...byAssessment]).toEqual([
      ['2021/4/Math', [0, 3]],
      ['2021/4/Russian', [1, 2]],
    ])
  })

  it.each<[string, () => unknown]>([
    ['input', () => indexRegion({ ...input, schools: undefined } as never, observed)],
    ['observations', () => indexRegion(input, observed.slice(1))],
    ['input', () => observations(input as never, parseSettings())],
    ['settings', () => observations({ ...input, observers: [] }, {} as never)],
  ])('is made of what was read alone: %s (%#)', (argument, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'ArgumentError', argument }))
  })
})
