import { describe, expect, it } from 'vitest'
import type { Assessment, LiftedCount } from '../../src/model'
import { liftedPapers, mostLifting } from '../../src/recheck/lifted'
import { momentsOfCounts } from '../../src/sittings/counts'
import { bunching, liftedIn, redrawn } from '../../src/statistics/bunching'
import { tilt } from '../../src/statistics/exponential-tilting'
import { createRandom } from '../../src/statistics/random'
import { indexed, school, sitting } from './sittings'

const CUTS = [12, 22, 32]
const assessment = (subject: string, changes: Partial<Assessment> = {}): Assessment => ({
  ...{ id: `2021/4/${subject}`, subject, grade: 4, year: 2021, maxScore: 40, cuts: CUTS },
  ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
  ...changes,
})

/** A bell over 0..40. */
const bell = (papers: number): number[] => {
  const density = Array.from({ length: 41 }, (_, t) => Math.exp(-((t - 20) ** 2) / 128))
  const sum = density.reduce((a, b) => a + b, 0)
  return density.map((d) => Math.round((papers * d) / sum))
}
/** Moves a share of the papers at each of three points below a cut-off to it, fewer the farther away. */
const lift = (counts: readonly number[], cut: number, share: number): number[] => {
  const after = [...counts]
  for (let d = 1; d <= 3; d++) {
    const moved = Math.round(counts[cut - d]! * share * (1 - (d - 1) / 3))
    after[cut - d]! -= moved
    after[cut]! += moved
  }
  return after
}
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
const movedBy = (after: readonly number[], before: readonly number[]): number =>
  CUTS.reduce((all, cut) => all + sum(after.slice(cut)) - sum(before.slice(cut)), 0)

interface Held {
  readonly school: number
  readonly subject?: string
  readonly counts: readonly number[] | null
}
const regionOf = (held: readonly Held[], assessments: readonly Assessment[], schools: number) =>
  indexed({
    schools: Array.from({ length: schools }, (_, i) => school(`s${i}`)),
    sittings: held.map(({ school: at, subject = 'Math', counts }) =>
      sitting(`s${at}`, { subject, scoreCounts: counts, scores: counts && momentsOfCounts(counts) }),
    ),
    assessments,
  })

const plain = bell(300)
const lifting = lift(lift(plain, 12, 0.6), 22, 0.4)
const TESTS = [assessment('Math'), assessment('Russian', { levels: ['low', 'basic', 'good', 'high'] })]

/** What a test tells by its definition, step by step. */
function definition(held: readonly Held[], cuts: readonly number[] = CUTS) {
  const scores = held[0]!.counts!.length
  const pooled = held.reduce(
    (all, { counts }) => all.map((count, t) => count + (counts?.[t] ?? 0)),
    new Array<number>(scores).fill(0),
  )
  const curveOf = (counts: readonly number[], degree: number, reach: number) =>
    bunching(counts, cuts, { degree, reach })
  const reaches = Array.from({ length: Math.round(0.3 * (scores - 1)) }, (_, r) => r + 1)
  const likelihood = (reach: number) => curveOf(pooled, 4, reach)!.logLikelihood
  const reach = reaches.reduce((a, b) => (likelihood(b) > likelihood(a) ? b : a))
  const curve = curveOf(pooled, 4, reach)!
  const random = createRandom(1, 'lifted', '2021/4/Math')
  return {
    ...{ pooled, curve },
    others: [
      ...[3, 5].map((degree) => curveOf(pooled, degree, reach)),
      ...[reach - 1, reach + 1].filter((one) => reaches.includes(one)).map((one) => curveOf(pooled, 4, one)),
    ].filter((one) => one !== null),
    again: Array.from({ length: 12 }, () => curveOf(redrawn(curve.fitted, random), 4, reach)).filter(
      (one) => one !== null,
    ),
  }
}

/** By how much the share from a score on, of the papers within two points, differs from the curve's, beyond chance. */
function missedElsewhere({ pooled, curve: { bunches, fitted } }: ReturnType<typeof definition>): number | null {
  const near = (counts: readonly number[], q: number): number => sum(counts.slice(q - 2, q + 2))
  const from = (counts: readonly number[], q: number): number => sum(counts.slice(q, q + 2)) / near(counts, q)
  const squares = [...pooled.keys()].flatMap((q) => {
    if (q < 2 || q > pooled.length - 2 || near(pooled, q) < 30) return []
    if (bunches.some((of) => q + 2 > of.from && q - 2 < of.to)) return []
    const share = from(fitted, q)
    return [(from(pooled, q) - share) ** 2 - (share * (1 - share)) / near(pooled, q)]
  })
  return squares.length === 0 ? null : Math.sqrt(Math.max(0, sum(squares) / squares.length))
}

/** Of the first school, which has one sitting. The curve may be another one, and may miss by `missed` of a share. */
function expectByDefinition(
  found: LiftedCount,
  counts: readonly number[],
  { pooled, curve, others, again }: ReturnType<typeof definition>,
  missed: number,
): void {
  const inSitting = (mean: number) => liftedIn(counts, tilt(curve.smooth, mean)!.probability, curve)!
  const mean = momentsOfCounts(counts).sum / sum(counts)
  const gain = curve.bunches.map(({ moves }) => moves.reduce((points, part, t) => points + t * part, 0))
  const gained = inSitting(mean).reduce((points, { papers }, k) => points + Math.max(0, papers) * gain[k]!, 0)
  const own = inSitting(mean - gained / sum(counts))
  expect(found.papers).toBeCloseTo(
    own.reduce((papers, of) => papers + of.papers, 0),
    9,
  )
  const liftedBy = (other: typeof curve, k: number) => liftedIn(pooled, other.smooth, other)![k]!.papers
  const away = (curves: readonly (typeof curve)[], k: number) =>
    curves.reduce((squares, other) => squares + (liftedBy(other, k) - liftedBy(curve, k)) ** 2, 0) /
    Math.max(1, curves.length)
  const near = ({ from, to }: { from: number; to: number }) => sum(curve.smooth.slice(from, to)) / sum(curve.smooth)
  const errors = curve.bunches.map(
    (of, k) => (away(others, k) + away(again, k)) / sum(pooled) ** 2 + (missed * near(of)) ** 2,
  )
  const variance = sum(counts) ** 2 * sum(errors) + 1.3 * own.reduce((all, of) => all + of.variance, 0)
  expect(found.high - found.papers).toBeCloseTo(1.959964 * Math.sqrt(variance), 6)
}

describe('papers lifted over the cut-offs', () => {
  // Schools 0 to 5 lift, 6 to 9 do not; school 1 has two sittings like the one of school 0, school 2 four; 10 has none.
  const held: Held[] = [
    ...[0, 1, 1, 2, 2, 2, 2, 3, 4, 5].map((at) => ({ school: at, counts: lifting })),
    ...[6, 7, 8, 9].map((at) => ({ school: at, counts: plain })),
    { school: 6, counts: null },
  ]
  const found = liftedPapers(regionOf(held, TESTS, 11), 1)
  const truth = movedBy(lifting, plain)
  const [all, ...schools] = [found.region.at(-1)!, ...found.schools]

  it('are as many as were lifted, in the region and in every school that does', () => {
    expect(all.papers / (10 * truth)).toBeCloseTo(1, 1)
    expect(all.of).toBe(10 * sum(lifting) + 4 * sum(plain))
    for (const [at, times] of [1, 2, 4, 1, 1, 1].entries()) {
      expect(schools[at]!.papers / (times * truth)).toBeCloseTo(1, 0)
      expect(schools[at]!.of).toBe(times * sum(lifting))
      expect(schools[at]!.mark).toBeNull()
    }
    for (const at of [6, 7, 8, 9]) {
      expect(schools[at]!.papers).toBeLessThan(0.25 * truth)
      expect(schools[at]!.low).toBe(0)
    }
    expect(schools[10]).toBeNull()
  })

  it('come by mark: of each cut-off its own, and all together', () => {
    expect(found.region.map(({ mark }) => mark)).toEqual(['3', '4', '5', null])
    const [three, four, five] = found.region
    const own = (cut: number, share: number): number => movedBy(lift(plain, cut, share), plain)
    expect(three!.papers / (10 * own(12, 0.6))).toBeCloseTo(1, 0)
    expect(four!.papers / (10 * own(22, 0.4))).toBeCloseTo(1, 0)
    expect(five!.papers).toBeLessThan(0.1 * four!.papers)
    for (const { of } of found.region) expect(of).toBe(all.of)
    expect(found.tests).toEqual([{ assessment: '2021/4/Math', counts: found.region }])
  })

  it('have an interval of chance, which adds up between sittings, and of the curve, which adds up inside a test', () => {
    const half = (at: number): number => (schools[at]!.high - schools[at]!.papers) ** 2
    // V + E^2, 2 V + 4 E^2, 4 V + 16 E^2 of one, two and four equal sittings.
    const curve = (half(1) - 2 * half(0)) / 2
    const chance = half(0) - curve
    expect(curve).toBeGreaterThan(0)
    expect(chance).toBeGreaterThan(0)
    expect((4 * chance + 16 * curve) / half(2)).toBeCloseTo(1, 6)
    expect(schools[3]).toEqual(schools[0])
    expect(schools[0]!.papers - schools[0]!.low).toBeCloseTo(schools[0]!.high - schools[0]!.papers, 9)
  })

  it('are what their definition says: of each cut-off, at the mean that the sitting would have, with all that can err', () => {
    // The curve misses by less than .015 of a share elsewhere: so much is taken.
    const of = definition(held)
    expect(missedElsewhere(of)).toBeLessThan(0.015)
    expectByDefinition(schools[0]!, lifting, of, 0.015)
  })

  it('are less sure by what the curve misses at scores away from the cut-offs that have 30 papers near them', () => {
    // Too few at 16 and at either end of the scale; the three uppermost have 30 papers just.
    const dented = held.map(({ counts, ...of }, i): Held => {
      const moved = counts?.map((count, t) => (t === 17 ? 2 * count : t === 16 || t < 2 || t > 36 ? 0 : count)) ?? null
      if (i === 0) for (const [t, papers] of Object.entries({ 38: 24, 39: 6 })) moved![Number(t)] = papers
      return { ...of, counts: moved }
    })
    const of = definition(dented)
    const missed = missedElsewhere(of)!
    expect(missed).toBeGreaterThan(0.03)
    expectByDefinition(liftedPapers(regionOf(dented, TESTS, 11), 1).schools[0]!, dented[0]!.counts!, of, missed)
  })

  it('are none, and not less, where there is a dent; scores that nobody reached need not be written', () => {
    const dent = plain.map((count, t) => (CUTS.includes(t) ? 0 : count))
    const short = (counts: readonly number[]) => counts.slice(0, 1 + counts.findLastIndex((count) => count > 0))
    const low = bell(300).map((count, t) => (t > 33 ? 0 : count))
    const region = (of: (counts: readonly number[]) => readonly number[]) =>
      liftedPapers(
        regionOf(
          [lifting, lifting, low, low, dent].map(
            (counts, at): Held => ({ school: at, counts: of(counts.map((c, t) => (t > 33 ? 0 : c))) }),
          ),
          TESTS,
          11,
        ),
        1,
      )
    const whole = region((counts) => counts)
    expect(whole.schools[4]).toMatchObject({ papers: 0, low: 0 })
    expect(region(short)).toEqual(whole)
  })

  it('have an interval also where no region drawn anew shows its curve, and no other scores show what it misses', () => {
    // Of eleven scores with papers, as many as a curve of degree 4 with three cut-offs needs, chance leaves one empty.
    const counts = [1, 1, 1, 2, 20, 60, 110, 80, 30, 2, 1]
    const cuts = [3, 5, 8]
    const of = definition([{ school: 0, counts }], cuts)
    expect(of.again).toEqual([])
    expect(missedElsewhere(of)).toBeNull()
    const tests = [assessment('Math', { maxScore: 10, cuts })]
    const [found] = liftedPapers(regionOf([{ school: 0, counts }], tests, 1), 1).schools
    expectByDefinition(found!, counts, of, 0.015)
  })

  it('are surely none where there is a dent beyond chance', () => {
    const dent = plain.map((count, t) => (CUTS.includes(t) || CUTS.includes(t - 1) ? 0 : count))
    const among = [
      ...Array.from({ length: 30 }, (): Held => ({ school: 0, counts: lifting })),
      { school: 1, counts: dent },
    ]
    const { schools } = liftedPapers(regionOf(among, TESTS, 2), 1)
    expect(schools[1]).toEqual({ mark: null, papers: 0, low: 0, high: 0, of: sum(dent) })
  })

  it('are less sure where the curve misses scores at which nobody has a reason to lift', () => {
    const dented = held.map((of) => ({
      ...of,
      counts: of.counts?.map((count, t) => (t === 17 ? 2 * count : t === 16 ? 0 : count)) ?? null,
    }))
    const again = liftedPapers(regionOf(dented, TESTS, 11), 1).region.at(-1)!
    expect(again.high - again.papers).toBeGreaterThan(1.5 * (all.high - all.papers))
  })

  it('are counted test by test, each with marks of its own', () => {
    const both = [...held, ...held.map((of): Held => ({ ...of, subject: 'Russian' }))]
    const two = liftedPapers(regionOf(both, TESTS, 11), 1)
    expect(two.tests.map((of) => of.assessment)).toEqual(['2021/4/Math', '2021/4/Russian'])
    expect(two.tests[0]).toEqual(found.tests[0])
    expect(two.tests[1]!.counts.map(({ mark }) => mark)).toEqual(['basic', 'good', 'high', null])
    expect(two.region.map(({ mark }) => mark)).toEqual(['3', '4', '5', 'basic', 'good', 'high', null])
    expect(two.region.at(-1)!.papers).toBeCloseTo(2 * all.papers, 0)
    expect(two.region.at(-1)!.of).toBe(2 * all.of)
    expect(two.schools[0]!.of).toBe(2 * sum(lifting))
    // The curves of two tests err apart from each other: of two tests together by less than twice as much.
    const width = (of: typeof all): number => of.high - of.papers
    expect(width(two.region.at(-1)!)).toBeGreaterThan(1.2 * width(all))
    expect(width(two.region.at(-1)!)).toBeLessThan(1.7 * width(all))
  })

  it('are not told of tests without a scale or cut-offs, nor of fewer than 300 papers', () => {
    const nothing = { region: [], tests: [], schools: Array(11).fill(null) }
    expect(liftedPapers(regionOf(held, [assessment('Math', { cuts: null })], 11), 1)).toEqual(nothing)
    expect(liftedPapers(regionOf(held, [assessment('Math', { maxScore: null })], 11), 1)).toEqual(nothing)
    const exactly = (papers: number) => {
      const counts = bell(300)
      counts[20]! += papers - sum(counts)
      return liftedPapers(regionOf([{ school: 0, counts }], [assessment('Math')], 11), 1).tests
    }
    // Six scores show no curve, however many papers there are.
    const short: Held = { school: 0, counts: [20, 60, 120, 100, 60, 20] }
    expect(liftedPapers(regionOf([short], [assessment('Math', { maxScore: 5, cuts: [2, 4] })], 11), 1)).toEqual(nothing)
    expect(exactly(299)).toEqual([])
    expect(exactly(300)).toHaveLength(1)
  })
})

describe('schools that lift most', () => {
  const count = (low: number, of: number) => ({ mark: null, papers: low, low, high: 2 * low, of })

  it('are ordered by the share lifted at least; those that surely lifted none are not named', () => {
    expect(mostLifting([count(20, 100), null, count(0, 100), count(15, 50), count(0.01, 100), count(10, 50)])).toEqual([
      3, 0, 5, 4,
    ])
    expect(mostLifting([])).toEqual([])
  })
})
