import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monitor, type Row } from '../src'
import { defineDetector } from '../src/detectors'
import { toJson } from '../src/report'

/** Schools with papers of scores `low`..`high`, and what the seed makes of them. */
function papers(schools: number, low: number, high: number, seed: number): Row[] {
  return Array.from({ length: schools * 14 }, (_, i) => ({
    school_id: `s${Math.floor(i / 14)}`,
    subject: 'История',
    grade: 5,
    year: 2019,
    score: low + ((i * 7 + seed * (1 + (i % 5))) % (high - low + 1)),
  }))
}

const everyNumberFinite = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value !== 'object' || value === null || Object.values(value).every(everyNumberFinite)

describe('no run dies of one number', () => {
  const shape = fc.record({
    low: fc.nat(6),
    width: fc.nat(14),
    // Cut-offs anywhere: below every score, above every score, at the maximum, with levels that nobody reaches.
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 }),
    spare: fc.nat(3),
    seed: fc.nat(1000),
  })

  it('wherever the cut-offs and the maximum lie', () => {
    fc.assert(
      fc.property(shape, ({ low, width, cuts, spare, seed }) => {
        const [cut_3, cut_4, cut_5] = [...cuts].sort((a, b) => a - b) as [number, number, number]
        const max_score = Math.max(low + width, cut_5) + spare
        const assessments = [{ subject: 'История', grade: 5, year: 2019, max_score, cut_3, cut_4, cut_5 }]
        const result = monitor({ results: papers(12, low, low + width, seed), assessments }, { seed: 1 })
        expect(everyNumberFinite({ ...result, run: null })).toBe(true)
        expect(toJson(result).length).toBeGreaterThan(100)
        expect(result.sittings).toHaveLength(12)
      }),
      { numRuns: 40 },
    )
  })

  it('a built-in cut-off above every score', () => {
    const results = papers(20, 2, 14, 3).map((row) => ({ ...row, subject: 'Окружающий мир', grade: 4, year: 2021 }))
    const result = monitor({ results }, { seed: 1 })
    expect(result.assessments[0]).toMatchObject({ maxScore: 32, cuts: [8, 18, 27] })
    expect(everyNumberFinite({ ...result, run: null })).toBe(true)
  })

  it.each([
    ['value', { value: Number.NaN }],
    ['effect', { effect: Number.POSITIVE_INFINITY }],
    ['p', { p: Number.NaN }],
    ['a detail', { details: { odd: Number.NEGATIVE_INFINITY } }],
  ])('a detector whose %s is not finite has failed for that sitting, and for no other', (_, odd) => {
    const own = defineDetector({
      meta: {
        ...{
          id: 'odd',
          family: 'level',
          scope: 'assessment',
          needs: ['mean'],
          unit: { en: 'x', ru: 'x' },
          effectUnit: { en: 'x', ru: 'x' },
          sources: ['a test'],
        },
        ...{ question: { en: '?', ru: '?' }, finding: { en: '.', ru: '.' } },
        innocent: [{ en: '-', ru: '-' }],
      },
      measure: ({ sittings }) =>
        sittings.map(({ schoolId }) => {
          const sound = { outcome: 'measured', value: 1, effect: 0, n: 14, p: 0.5, details: { odd: 1 } } as const
          return schoolId === 's3' ? { ...sound, ...odd } : sound
        }),
    })
    const result = monitor({ results: papers(12, 0, 10, 1) }, { seed: 1 }, { detectors: [own] })
    const outcomes = result.sittings.map(({ schoolId, signals }) => {
      const { outcome, reason } = signals.find(({ detector }) => detector === 'odd')!
      return { schoolId, outcome, reason }
    })
    expect(outcomes.filter(({ outcome }) => outcome !== 'measured')).toEqual([
      { schoolId: 's3', outcome: 'failed', reason: 'unsound' },
    ])
  })
})
