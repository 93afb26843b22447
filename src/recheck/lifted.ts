/**
 * How many papers were lifted over the cut-offs: counts with intervals by school, test and region, against the smooth
 * distribution of the region itself and not against peers. Where everybody lifts, peers see nothing; this does. Shown, and
 * nobody is listed by it.
 */
import { groupBy } from '../group-by'
import type { Assessment, LiftedCount, LiftedPapers, Sitting } from '../model'
import { fixed } from '../setting'
import { poolCounts } from '../sittings/counts'
import type { IndexedRegion } from '../sittings/region'
import { meanOf } from '../sittings/sitting'
import { type Bunch, type Bunching, bunching, liftedIn, redrawn } from '../statistics/bunching'
import { tilt } from '../statistics/exponential-tilting'
import { createRandom } from '../statistics/random'

const FEWEST_PAPERS = fixed(300, {
  reason: 'Of fewer papers of a test the curve without lifting cannot be told.',
  origin: 'ours',
  unit: 'papers',
})
const FEWEST_NEAR = fixed(30, {
  reason: 'Of fewer papers near a score the misfit of a curve is chance alone.',
  origin: 'ours',
  unit: 'papers',
})
const LONGEST_REACH = fixed(0.3, {
  reason: 'Lifting reaches so far below a cut-off at most; real regions reach .16 to .31 of the scale.',
  origin: 'ours',
  unit: 'share of the maximum score',
})
const REDRAWS = fixed(12, {
  reason: 'Regions drawn anew from the fitted distribution: how far chance moves the curve.',
  origin: 'computing',
})
const MISFIT = fixed(0.015, {
  reason:
    'Misfit of the curve in its share above a score, at least: where no other scores are left to measure it at, so much.',
  origin: 'ours',
})
const SHAPES = fixed(1.3, {
  reason:
    'Distributions of schools differ in shape beyond chance: so much more variance than a binomial, for 95 % of simulated schools to be held.',
  origin: 'ours',
})
const DEGREE = fixed(4, {
  reason: 'Degree of the polynomial; one lower and one higher show how much depends on it.',
  origin: 'ours',
})
const LEAST = fixed(1e-12, { reason: 'Divides in the place of 0.', origin: 'computing' })
const Z = fixed(1.959964, { reason: 'Intervals hold 95 %.', origin: 'computing' })

type Region = Pick<IndexedRegion, 'schools' | 'sittings' | 'assessments' | 'byAssessment' | 'schoolOf' | 'bySchool'>

/** A test whose curve could be fitted, with how far its shares can be wrong. */
interface Fitted {
  readonly assessment: Assessment
  readonly pooled: readonly number[]
  readonly main: Bunching
  /** Standard error of the papers lifted over each cut-off, as a share of all, but for the misfit that all tests share. */
  readonly error: readonly number[]
}

/** Excess of one sitting at one cut-off. */
interface Excess {
  readonly school: number
  readonly test: number
  readonly cut: number
  readonly mark: string
  /** Papers at or right above the cut-off beyond the curve, and their variance by chance. */
  readonly papers: number
  readonly variance: number
  /** Papers of the sitting. */
  readonly of: number
}

/**
 * @returns counts of the region by mark and in all, of every test, and of every school; empty where no test shows its curve
 * @example
 * liftedPapers(region, 1).region[0] // { mark: '3', papers: 4210, low: 3905, high: 4515, of: 31000 }
 */
export function liftedPapers(region: Region, seed: number): LiftedPapers {
  const tests = region.assessments.flatMap((assessment) => fittedTest(assessment, region, seed) ?? [])
  const misfit = misfitOf(tests)
  const excesses = tests.flatMap((test, t) => excessesOf(test, t, region))
  const errors = tests.map(({ error, main }) =>
    error.map((own, k) => together(own, misfit * shareNear(main, main.bunches[k]!))),
  )
  const papersOf = (tested: readonly number[], school: number | null): number =>
    tested.reduce((sum, t) => {
      const positions = region.byAssessment.get(tests[t]!.assessment.id) ?? []
      return (
        sum +
        papersIn(
          positions.filter((i) => school === null || region.schoolOf[i] === school).map((i) => region.sittings[i]!),
        )
      )
    }, 0)
  const all = [...tests.keys()]
  const marks = [...new Set(excesses.map(({ mark }) => mark))].sort()
  const bySchool = groupBy(excesses, ({ school }) => school)
  const byTest = groupBy(excesses, ({ test }) => test)
  const byMark = (own: readonly Excess[], of: number): LiftedCount[] => [
    ...marks.flatMap((mark) => {
      const some = own.filter((excess) => excess.mark === mark)
      return some.length === 0 ? [] : [countOf(mark, some, errors, of)]
    }),
    countOf(null, own, errors, of),
  ]
  return {
    region: excesses.length === 0 ? [] : byMark(excesses, papersOf(all, null)),
    tests: all.map((t) => ({
      assessment: tests[t]!.assessment.id,
      counts: byMark(byTest.get(t) ?? [], papersOf([t], null)),
    })),
    schools: region.schools.map((_, s) => {
      const own = bySchool.get(s)
      if (own === undefined) return null
      return countOf(null, own, errors, papersOf([...new Set(own.map(({ test }) => test))], s))
    }),
  }
}

/**
 * Schools by the share of their papers that was lifted at least, the largest first; those that surely lifted none are not named.
 *
 * @param schools aligned with the schools
 * @returns positions of schools
 * @example
 * mostLifting([null, { mark: null, papers: 30, low: 20, high: 40, of: 100 }]) // [1]
 */
export const mostLifting = (schools: readonly (LiftedCount | null)[]): number[] =>
  [...schools.keys()]
    .filter((s) => (schools[s]?.low ?? 0) > 0)
    .sort((a, b) => schools[b]!.low / schools[b]!.of - schools[a]!.low / schools[a]!.of || a - b)

const papersIn = (sittings: readonly Sitting[]): number =>
  sittings.reduce((sum, { scoreCounts }) => sum + (scoreCounts?.reduce((a, b) => a + b, 0) ?? 0), 0)

function fittedTest(assessment: Assessment, { sittings, byAssessment }: Region, seed: number): Fitted | null {
  const { id, cuts, maxScore } = assessment
  if (cuts === null || maxScore === null) return null
  const pooled = padded(poolCounts((byAssessment.get(id) ?? []).map((i) => sittings[i]!.scoreCounts)), maxScore + 1)
  if (pooled.reduce((sum, count) => sum + count, 0) < FEWEST_PAPERS) return null
  const fits = Array.from({ length: Math.max(1, Math.round(LONGEST_REACH * maxScore)) }, (_, r) => ({
    reach: r + 1,
    fit: bunching(pooled, cuts, { degree: DEGREE, reach: r + 1 }),
  }))
  const best = fits.reduce((a, b) =>
    (b.fit?.logLikelihood ?? -Infinity) > (a.fit?.logLikelihood ?? -Infinity) ? b : a,
  )
  const main = best.fit
  if (main === null) return null
  const { reach } = best
  const others = [
    bunching(pooled, cuts, { degree: DEGREE - 1, reach }),
    bunching(pooled, cuts, { degree: DEGREE + 1, reach }),
    ...fits.filter((of) => Math.abs(of.reach - reach) === 1).map(({ fit }) => fit),
  ]
  const random = createRandom(seed, 'lifted', id)
  const again = Array.from({ length: REDRAWS }, () =>
    bunching(redrawn(main.fitted, random), cuts, { degree: DEGREE, reach }),
  )
  const papers = pooled.reduce((sum, count) => sum + count, 0)
  const lifted = (fit: Bunching): readonly number[] | null =>
    liftedIn(pooled, fit.smooth, fit)?.map((own) => own.papers) ?? null
  const own = lifted(main)
  if (own === null) return null
  const spread = (fits: readonly (Bunching | null)[], k: number): number => {
    const away = fits.flatMap((fit) => {
      const other = fit === null ? null : lifted(fit)
      return other === null ? [] : [other[k]! - own[k]!]
    })
    return away.length === 0 ? 0 : Math.sqrt(away.reduce((sum, d) => sum + d * d, 0) / away.length) / papers
  }
  const error = main.bunches.map((_, k) => together(spread(others, k), spread(again, k)))
  return { assessment, pooled, main, error }
}

/** Standard error of two independent errors together. */
const together = (a: number, b: number): number => Math.sqrt(a * a + b * b)

const padded = (counts: readonly number[], length: number): number[] =>
  Array.from({ length: Math.max(length, counts.length) }, (_, t) => counts[t] ?? 0)

const between = (counts: readonly number[], from: number, to: number): number => {
  let sum = 0
  for (let t = from; t < Math.min(to, counts.length); t++) sum += counts[t]!
  return sum
}

/** Of all papers the share within reach of a cut-off. */
const shareNear = ({ smooth }: Bunching, { from, to }: Bunch): number =>
  between(smooth, from, to) / between(smooth, 0, smooth.length)

/** Of the papers within two points of a score the share from it on. */
const shareFrom = (counts: readonly number[], score: number): number =>
  between(counts, score, score + 2) / Math.max(LEAST, between(counts, score - 2, score + 2))

/** How far the curve's share misses where nobody has a reason to lift: at scores away from the cut-offs, beyond chance. */
function misfitOf(tests: readonly Fitted[]): number {
  let squares = 0
  let places = 0
  for (const { pooled, main } of tests)
    for (let q = 2; q + 2 <= pooled.length; q++) {
      if (main.bunches.some(({ from, to }) => q + 2 > from && q - 2 < to)) continue
      const n = between(pooled, q - 2, q + 2)
      if (n < FEWEST_NEAR) continue
      const expected = shareFrom(main.fitted, q)
      const away = shareFrom(pooled, q) - expected
      squares += away * away - (expected * (1 - expected)) / n
      places++
    }
  return Math.max(MISFIT, places === 0 ? 0 : Math.sqrt(Math.max(0, squares / places)))
}

function excessesOf({ assessment, main }: Fitted, test: number, region: Region): Excess[] {
  const marks = main.bunches.map((_, k) => assessment.levels?.[k + 1] ?? String(k + 3))
  return (region.byAssessment.get(assessment.id) ?? []).flatMap((i) => {
    const sitting = region.sittings[i]!
    const mean = meanOf(sitting)
    if (sitting.scoreCounts === null || mean === null) return []
    const counts = padded(sitting.scoreCounts, main.smooth.length)
    const papers = counts.reduce((sum, count) => sum + count, 0)
    const at = (level: number) => liftedIn(counts, tilt(main.smooth, level)?.probability ?? main.smooth, main)
    const raw = at(mean)
    if (raw === null) return []
    // Lifting has raised the mean, too: once more with the mean as it would have been.
    const gained = raw.reduce((sum, own, k) => sum + Math.max(0, own.papers) * gainOf(main.bunches[k]!), 0)
    return (at(mean - gained / papers) ?? raw).map((own, cut) => ({
      ...{ school: region.schoolOf[i]!, test, cut, mark: marks[cut]!, of: papers },
      ...own,
    }))
  })
}

/** Points that a lifted paper gains on average. */
const gainOf = ({ moves }: Bunch): number => moves.reduce((sum, part, t) => sum + t * part, 0)

/** An error of the curve is the same for all sittings of a test: it adds up inside a test and cut-off, and chance between them. */
function countOf(
  mark: string | null,
  own: readonly Excess[],
  errors: readonly (readonly number[])[],
  of: number,
): LiftedCount {
  const shared = new Map<string, number>()
  let papers = 0
  let variance = 0
  for (const excess of own) {
    papers += excess.papers
    variance += SHAPES * excess.variance
    const key = `${excess.test}|${excess.cut}`
    shared.set(key, (shared.get(key) ?? 0) + excess.of * errors[excess.test]![excess.cut]!)
  }
  for (const error of shared.values()) variance += error * error
  const half = Z * Math.sqrt(variance)
  return {
    mark,
    papers: Math.max(0, papers),
    low: Math.max(0, papers - half),
    high: Math.max(0, papers + half),
    of,
  }
}
