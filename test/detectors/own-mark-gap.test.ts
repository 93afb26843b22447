import { describe, expect, it } from 'vitest'
import { ownMarkGap, surplusOf } from '../../src/detectors/own-mark-gap'
import type { Sitting } from '../../src/model'
import { createRandom } from '../../src/statistics/random'
import { mean, pOf } from './made-region'
import { answers, bareSitting, regionOf, wholeRegion } from './region'

const SUBJECTS = ['Математика', 'Русский язык', 'История']

/** Thirty pupils, a journal mark and a score each. A school marks its journal as strictly as it likes. */
function sittingOf(school: number, subject: string, raised: number, strictness: number, seed: number): Sitting {
  const random = createRandom(seed, subject, school)
  const journalByScore = Array.from({ length: 6 }, () => new Array<number>(21).fill(0))
  const scoreCounts = new Array<number>(21).fill(0)
  for (let pupil = 0; pupil < 30; pupil++) {
    const ability = random.normal()
    const journal = Math.max(2, Math.min(5, Math.round(3.7 - strictness + 0.7 * ability + 0.4 * random.normal())))
    const score = Math.max(0, Math.min(20, Math.round(10 + raised + 3 * ability + 2 * random.normal())))
    journalByScore[journal]![score]!++
    scoreCounts[score]!++
  }
  return bareSitting({ schoolId: `s${school}`, participants: 30, scoreCounts, journalByScore }, { subject, year: 2021 })
}

/** School 0: history raised by some points, its journals as strict as asked. */
function region(raised: number, strictness = 0, seed = 1, subjects = SUBJECTS) {
  return regionOf(
    Array.from({ length: 40 }, (_, i) =>
      subjects.map((subject) =>
        sittingOf(
          i,
          subject,
          i === 0 && subject === 'История' ? raised : 0,
          i === 0 ? strictness : 0.4 * createRandom(seed, 'strictness', i).normal(),
          seed,
        ),
      ),
    ).flat(),
  )
}
const first = (input: ReturnType<typeof region>) => answers([ownMarkGap], input, wholeRegion(40))[0]!.slice(0, 3)
const history = (...of: Parameters<typeof region>): number => pOf(first(region(...of))[2])
const seeds = [1, 2, 3, 4, 5]

describe('own-mark-gap', () => {
  it('sees the subject whose results outrun the journal, and the more the surer', () => {
    const p = [0, 2, 4].map((raised) => mean(seeds.map((seed) => history(raised, 0, seed))))
    expect(p[2]).toBeLessThan(0.01)
    expect(p[1]!).toBeLessThan(p[0]!)
  })

  it('a school whose journals are strict in every subject does not stand out', () => {
    // Half a mark stricter everywhere: mark-gap would answer to that, the school's own tests do not differ.
    for (const seed of seeds) expect(history(0, 0.5, seed)).toBeGreaterThan(0.02)
    expect(mean(seeds.map((seed) => history(4, 0.5, seed)))).toBeLessThan(0.01)
  })

  it('asks for two other results, and for three pupils with a journal mark', () => {
    expect(first(region(4, 0, 1, ['Русский язык', 'История']))[1]).toMatchObject({ reason: 'tooFewOwnSittings' })
    const input = region(4)
    const two = Array.from({ length: 6 }, (_, mark) => (mark === 4 ? [0, 0, 0, 0, 0, 0, 0, 0, 2] : []))
    const sittings = input.sittings.map((s, i) => (i === 2 ? { ...s, journalByScore: two } : s))
    expect(first({ ...input, sittings })[2]).toMatchObject({ outcome: 'undecided', reason: 'tooFewPupils' })
  })

  it('says nothing where scores or journal marks are not known', () => {
    const input = region(4)
    const sittings = input.sittings.map((s, i) => (i === 2 ? { ...s, journalByScore: null, journalByMark: null } : s))
    expect(first({ ...input, sittings })[2]).toMatchObject({ outcome: 'notApplicable', reason: 'no:journal' })
  })
})

describe('surplusOf', () => {
  it('by hand: pupils against others with the same journal mark', () => {
    // Mark 3: ours 9 and 11, others reach 80 / 10 = 8 on average; mark 4: ours 15, others 12; mark 5: ours alone.
    const own = [
      { n: 2, sum: 20, sumOfSquares: 202 },
      { n: 1, sum: 15, sumOfSquares: 225 },
      { n: 1, sum: 19, sumOfSquares: 361 },
    ]
    const all = [
      { n: 12, sum: 100, sumOfSquares: 0 },
      { n: 6, sum: 75, sumOfSquares: 0 },
      { n: 1, sum: 19, sumOfSquares: 361 },
    ]
    // Surpluses 1, 3 and 3: mean 7 / 3, squared distances 16 / 9 + 4 / 9 + 4 / 9.
    const { n, mean, squares } = surplusOf(own, all)
    expect(n).toBe(3)
    expect(mean).toBeCloseTo(7 / 3, 12)
    expect(squares).toBeCloseTo(24 / 9, 12)
  })
})
