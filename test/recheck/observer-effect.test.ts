import { describe, expect, it } from 'vitest'
import type { Assessment, Peers } from '../../src/model'
import { controlledReport, observerEffects } from '../../src/recheck/observer-effect'
import type { Observation } from '../../src/sittings/observers'
import { createRandom } from '../../src/statistics/random'
import { indexed, OBSERVED, school, sitting, UNOBSERVED } from './sittings'

const UNKNOWN: Observation = { ...UNOBSERVED, observer: 'unknown' }

interface Held {
  readonly school: number
  readonly subject?: string
  /** In percent of the maximum of 20 points. */
  readonly mean: number | null
  readonly observation: Observation
  readonly papers?: number
}

const assessment = (subject: string, maxScore: number | null): Assessment => ({
  ...{ id: `2021/4/${subject}`, subject, grade: 4, year: 2021, maxScore, cuts: null },
  ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
})
const TESTS = [
  ...[assessment('Math', 20), assessment('Russian', 20), assessment('Reading', null)],
  ...[assessment('Yes or no', 1), assessment('Nothing', 0), assessment('Physics', 20)],
]

const regionOf = (held: readonly Held[], schools = 20) =>
  indexed(
    {
      schools: Array.from({ length: schools }, (_, i) => school(`s${i}`)),
      sittings: held.map(({ school: at, subject = 'Math', mean, papers = 10 }) =>
        sitting(`s${at}`, {
          subject,
          participants: papers,
          scores: mean === null ? null : { n: papers, sum: (papers * mean) / 5, sumOfSquares: null },
        }),
      ),
      assessments: TESTS,
    },
    held.map(({ observation }) => observation),
  )

const peersOf = (groupOf: readonly (number | null)[]): Peers => ({
  method: 'clusters',
  groups: ['A', 'B'].map((id) => ({ id, size: 10 }) as unknown as Peers['groups'][number]),
  ...{ groupOf, neighboursOf: null, warnings: [] },
})
const TOGETHER = peersOf(Array(20).fill(null))
const effectOf = (held: readonly Held[], peers = TOGETHER) => observerEffects(regionOf(held), peers)[0]!

/** Five schools under observers, five without. */
const TEN: readonly Held[] = [50, 55, 60, 65, 70, 60, 65, 70, 75, 80].map((mean, i) => ({
  ...{ school: i, mean, observation: i < 5 ? OBSERVED : UNOBSERVED },
}))

describe('effect of observers', () => {
  it('is the difference of the means, with the jackknife over schools as worked out by hand', () => {
    // Without one of five schools a mean moves by a quarter of its distance: 2.5, 1.25, 0, -1.25, -2.5, on both sides.
    // Variance 9 / 10 x 4 x (2.5^2 + 1.25^2) = 28.125; t(.975, 9) = 2.262157 (R: qt).
    const half = 2.262157 * Math.sqrt(28.125)
    expect(effectOf(TEN)).toEqual({
      ...{ peerGroup: null, observed: 5, unobserved: 5, effect: expect.closeTo(-10, 9) },
      ...{ low: expect.closeTo(-10 - half, 5), high: expect.closeTo(-10 + half, 5) },
    })
  })

  it('leaves out sittings of which nothing is known, without a mean, and of tests without a scale', () => {
    const silent: Held[] = [
      { school: 10, mean: 5, observation: UNKNOWN },
      { school: 11, mean: null, observation: UNOBSERVED },
      { school: 12, mean: 90, subject: 'Reading', observation: UNOBSERVED },
    ]
    expect(effectOf([...TEN, ...silent])).toEqual(effectOf(TEN))
    // A point is a scale, no point is none. In percent of 20 points a mean of 5 is 100 of one point.
    const other = (subject: string) => effectOf([...TEN, { school: 10, mean: 5, subject, observation: UNOBSERVED }])
    expect(other('Yes or no').unobserved).toBe(6)
    expect(other('Nothing').unobserved).toBe(5)
    // Where the setting takes unknown observers for present ones they are observed.
    expect(effectOf([...TEN, { ...silent[0]!, observation: { ...UNKNOWN, observed: true } }]).observed).toBe(6)
    expect(effectOf([...TEN, { ...silent[0]!, observation: UNOBSERVED }]).unobserved).toBe(6)
  })

  it('is not told of fewer than five sittings on a side, nor of fewer than five schools', () => {
    const none = { effect: null, low: null, high: null }
    expect(effectOf(TEN.slice(1))).toEqual({ peerGroup: null, observed: 4, unobserved: 5, ...none })
    expect(effectOf(TEN.slice(0, 9))).toEqual({ peerGroup: null, observed: 5, unobserved: 4, ...none })
    const inSchools = (schools: number): readonly Held[] => TEN.map((held, i) => ({ ...held, school: i % schools }))
    expect(effectOf(inSchools(5)).effect).toBeCloseTo(-10, 9)
    expect(effectOf(inSchools(4)).effect).toBeNull()
  })

  it('compares inside a test and a peer group only, by least squares', () => {
    const random = createRandom(5, 'held')
    const held = Array.from({ length: 60 }, (_, i): Held => {
      const [subject, observed] = [i % 2 === 0 ? 'Math' : 'Russian', random.uniform() < 0.4]
      const mean = 50 + (i % 2) * 20 + (i % 3) * 5 - (observed ? 4 : 0) + 3 * random.normal()
      return { school: i % 20, subject, mean, observation: observed ? OBSERVED : UNOBSERVED }
    })
    // A test that one school alone has taken, under an observer and without: nothing of it is left without that school.
    for (const [mean, observation] of [
      [60, OBSERVED],
      [75, UNOBSERVED],
    ] as const)
      held.push({ school: 3, subject: 'Physics', mean, observation })
    const peers = peersOf(Array.from({ length: 20 }, (_, i) => (i < 8 ? 0 : i < 16 ? 1 : null)))
    const [all, ...ofGroups] = observerEffects(regionOf(held), peers)
    const inGroup = (group: number | null) => held.filter((of) => peers.groupOf[of.school] === group)
    expectAsByHand(all!, held, peers)
    expect(ofGroups.map(({ peerGroup }) => peerGroup)).toEqual(['A', 'B'])
    ofGroups.forEach((effect, group) => {
      expectAsByHand(effect, inGroup(group), peers)
    })
  })

  it('says nothing where observed and other sittings never meet in a cell', () => {
    const apart = TEN.map((held, i): Held => ({ ...held, subject: i < 5 ? 'Math' : 'Russian' }))
    expect(effectOf(apart)).toMatchObject({ observed: 5, unobserved: 5, effect: null })
    // Groups that meet nowhere give no effect, though their tests are the same.
    expect(effectOf(TEN, peersOf(Array.from({ length: 20 }, (_, i) => (i < 5 ? 0 : 1)))).effect).toBeNull()
  })

  it('counts no school among those that chance could have left out where it has nothing to compare', () => {
    const alone = { school: 10, subject: 'Russian', mean: 50, observation: OBSERVED }
    const { effect, low, high } = effectOf(TEN)
    expect(effectOf([...TEN, alone])).toEqual({ peerGroup: null, observed: 6, unobserved: 5, effect, low, high })
  })

  it('says nothing where it stands on one school alone', () => {
    const alone = TEN.map((held, i): Held => (i < 5 ? { ...held, school: 0 } : held))
    expect(effectOf(alone)).toMatchObject({ observed: 5, unobserved: 5, effect: null, low: null, high: null })
  })
})

/** The definition: deviations from the mean of each cell; once with all schools, once without each that has something to compare. */
function expectAsByHand(found: ReturnType<typeof effectOf>, held: readonly Held[], peers: Peers): void {
  const cellOf = (of: Held): string => `${of.subject} ${peers.groupOf[of.school]}`
  const slope = (some: readonly Held[]): number => {
    let [oo, oy] = [0, 0]
    for (const cell of new Set(some.map(cellOf))) {
      const own = some.filter((of) => cellOf(of) === cell)
      const o = own.map(({ observation }) => Number(observation.observed))
      const mean = o.reduce((sum, one) => sum + one, 0) / own.length
      own.forEach((of, i) => {
        oo += (o[i]! - mean) ** 2
        oy += (o[i]! - mean) * of.mean!
      })
    }
    return oy / oo
  }
  const mixed = (of: Held): boolean =>
    new Set(held.filter((o) => cellOf(o) === cellOf(of)).map(({ observation }) => observation)).size === 2
  const schools = [...new Set(held.filter(mixed).map((of) => of.school))]
  const without = schools.map((s) => slope(held.filter((of) => of.school !== s)))
  const mean = without.reduce((sum, one) => sum + one, 0) / schools.length
  const variance = without.reduce((sum, one) => sum + (one - mean) ** 2, 0) * (1 - 1 / schools.length)
  expect(found.effect).toBeCloseTo(slope(held), 9)
  expect((found.low! + found.high!) / 2).toBeCloseTo(found.effect!, 9)
  const width = (found.high! - found.effect!) / Math.sqrt(variance)
  expect(width).toBeCloseTo(T_975[schools.length - 1]!, 4)
}
/** R: qt(.975, df). */
const T_975: Record<number, number> = { 7: 2.364624, 19: 2.093024 }

describe('controlled sittings', () => {
  const controlled: Observation = { ...OBSERVED, controlled: true }
  const papers = [10, 20, 10, 20, 10, 30, 10, 30, 10, 10]
  const held = TEN.map((of, i): Held => ({ ...of, papers: papers[i]!, observation: i < 5 ? controlled : OBSERVED }))

  it('correct the mean of all papers by the share outside control', () => {
    const report = controlledReport(regionOf(held), TOGETHER)!
    // (500 + 1100 + 600 + 1300 + 700 + 1800 + 650 + 2100 + 750 + 800) / 160 = 64.375; 90 of 160 papers outside control.
    const half = 2.262157 * Math.sqrt(28.125)
    expect(report).toEqual({
      sittings: 5,
      effect: expect.objectContaining({ peerGroup: null, observed: 5, unobserved: 5, effect: expect.closeTo(-10, 9) }),
      means: [
        {
          ...{ assessment: '2021/4/Math', controlled: 5, mean: expect.closeTo(64.375, 9) },
          corrected: expect.closeTo(64.375 - (90 / 160) * 10, 9),
          low: expect.closeTo(64.375 + (90 / 160) * (-10 - half), 5),
          high: expect.closeTo(64.375 + (90 / 160) * (-10 + half), 5),
        },
      ],
    })
  })

  it('leave out of the mean whoever has none, and tell none where it is not known how many wrote', () => {
    const silent: Held = { school: 10, mean: null, papers: 40, observation: OBSERVED }
    expect(controlledReport(regionOf([...held, silent]), TOGETHER)).toEqual(controlledReport(regionOf(held), TOGETHER))
    const region = regionOf(held)
    const sittings = region.sittings.map((of) => ({ ...of, participants: null }))
    const unknown = controlledReport({ ...region, sittings }, TOGETHER)!
    expect(unknown.effect.effect).toBeCloseTo(-10, 9)
    expect(unknown.means).toEqual([])
  })

  it('are compared with all others, those of whom nothing is known too', () => {
    const unknown = held.map((of, i) => (i < 5 ? of : { ...of, observation: UNKNOWN }))
    expect(controlledReport(regionOf(unknown), TOGETHER)).toEqual(controlledReport(regionOf(held), TOGETHER))
  })

  it('say nothing of a test with few of them, of one without a scale, and are null where there are none', () => {
    const other = held.map((of, i): Held => ({ ...of, subject: 'Russian', observation: i < 4 ? controlled : OBSERVED }))
    const unscaled = held.map((of): Held => ({ ...of, subject: 'Reading' }))
    const { means } = controlledReport(regionOf([...other, ...held, ...unscaled]), TOGETHER)!
    expect(means.map((of) => of.assessment)).toEqual(['2021/4/Math'])
    expect(controlledReport(regionOf(TEN), TOGETHER)).toBeNull()
    expect(controlledReport(regionOf(held.slice(4)), TOGETHER)).toMatchObject({ sittings: 1, means: [] })
  })

  it('are read test by test', () => {
    const other = held.map((of): Held => ({ ...of, subject: 'Russian', mean: of.mean! / 2 }))
    const { means } = controlledReport(regionOf([...held, ...other]), TOGETHER)!
    expect(means.map((of) => [of.assessment, of.corrected - of.mean])).toEqual([
      ['2021/4/Math', expect.closeTo(-5.625, 9)],
      ['2021/4/Russian', expect.closeTo(-2.8125, 9)],
    ])
  })
})
