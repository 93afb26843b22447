import type { Assessment, Counts, School, Sitting } from '../model'
import { fixed } from '../setting'
import type { IndexedRegion } from '../sittings/region'
import { mergeSittings } from '../sittings/sitting'

/** A marker of a test: `HIGH_MEAN RU4 2021`. */
export interface OfficialMarkers {
  /** Markers of each school, aligned with `schools`. */
  readonly ofSchool: readonly (readonly string[])[]
  /** True for schools of which at least one sign could be computed. */
  readonly assessed: readonly boolean[]
  /** 100 - percentage of the assessed schools with at least one marker; `null` where none could be assessed. */
  readonly index: number | null
}

/** The tests of the paper that are known by their results table: subject and grade, with the name the paper uses. */
const TESTS = [
  { name: 'RU4', subject: 'Русский язык', grade: 4 },
  { name: 'MA4', subject: 'Математика', grade: 4 },
  { name: 'RU5', subject: 'Русский язык', grade: 5 },
  { name: 'MA5', subject: 'Математика', grade: 5 },
] as const
const STEPS = [
  { name: 'RU', from: 'RU4', to: 'RU5' },
  { name: 'MA', from: 'MA4', to: 'MA5' },
] as const

const Z = fixed(1.96, {
  reason: 'Two-sided 5 % of the normal distribution, as printed in the method.',
  origin: 'official',
})
const FENCE = fixed(3, {
  reason: 'Fences lie this many interquartile ranges outside the quartiles.',
  origin: 'official',
})

/**
 * The markers of the ministry-side method of 2019 («Методика расчета показателя "Уровень объективности оценки
 * образовательных результатов в субъекте Российской Федерации"»), computed to the letter: HIGH_MEAN, JOURNAL, GROWTH and
 * DROP for Russian and mathematics in grades 4 and 5. Shown beside the project's own signs, never mixed into them: on a
 * real region the literal rule marks 38.7 % of schools.
 *
 * Schools with an advanced programme whose results were confirmed by state exams are exempt from HIGH_MEAN (paper of
 * 2018). Nobody outside can reproduce the federal lists, which also rest on the state exams themselves.
 *
 * @example
 * officialMarkers(region).ofSchool[0] // ['HIGH_MEAN MA4 2021']
 */
export function officialMarkers(region: Region): OfficialMarkers {
  const found = region.schools.map(() => new Set<string>())
  const assessed = region.schools.map(() => false)
  const tests = testsOf(region)
  const mark = (school: number, verdict: boolean | null, marker: string): void => {
    if (verdict === null) return
    assessed[school] = true
    if (verdict) found[school]!.add(marker)
  }
  for (const test of tests) {
    const high = highMeans(test.sittings)
    for (const [school, sitting] of test.sittings) {
      const suffix = `${test.name} ${test.year}`
      if (!isExempt(region.schools[school]!)) mark(school, high(sitting), `HIGH_MEAN ${suffix}`)
      const r = sitting.journalByScore === null ? null : journalCorrelation(sitting.journalByScore)
      mark(school, r === null ? null : r < 0, `JOURNAL ${suffix}`)
    }
  }
  for (const step of STEPS)
    for (const from of tests.filter(({ name }) => name === step.from)) {
      const to = tests.find(({ name, year }) => name === step.to && year === from.year + 1)
      if (to === undefined) continue
      for (const [school, verdict] of changes(from, to)) {
        mark(school, verdict === 'growth', `GROWTH ${step.name} ${to.year}`)
        mark(school, verdict === 'drop', `DROP ${step.name} ${to.year}`)
      }
    }
  const all = assessed.filter(Boolean).length
  const marked = found.filter((markers) => markers.size > 0).length
  return {
    ofSchool: found.map((markers) => [...markers].sort()),
    assessed,
    index: all === 0 ? null : 100 - (100 * marked) / all,
  }
}

const isExempt = (school: School): boolean => school.advancedProgram === true && school.confirmedByExam === true

interface Test {
  readonly name: string
  readonly year: number
  readonly maxScore: number | null
  /** One sitting per school (classes added up), by position of the school. */
  readonly sittings: ReadonlyMap<number, Sitting>
}

type Region = Pick<IndexedRegion, 'schools' | 'assessments' | 'sittings' | 'schoolOf' | 'byAssessment'>

function testsOf({ assessments, sittings, schoolOf, byAssessment }: Region): Test[] {
  return assessments.flatMap((assessment: Assessment): Test[] => {
    const test = TESTS.find(({ subject, grade }) => subject === assessment.subject && grade === assessment.grade)
    if (test === undefined || assessment.year === null) return []
    const bySchool = new Map<number, Sitting>()
    for (const i of byAssessment.get(assessment.id) ?? []) {
      const [school, sitting] = [schoolOf[i]!, sittings[i]!]
      const other = bySchool.get(school)
      bySchool.set(school, other === undefined ? sitting : mergeSittings(other, sitting))
    }
    return [{ name: test.name, year: assessment.year, maxScore: assessment.maxScore, sittings: bySchool }]
  })
}

// ---------------------------------------------------------------- HIGH_MEAN

interface Sample {
  readonly n: number
  readonly mean: number
  /** Divisor n - 1. */
  readonly sd: number
}

function sampleOf(n: number, sum: number, sumOfSquares: number): Sample {
  return { n, mean: sum / n, sd: Math.sqrt(Math.max(0, sumOfSquares - (sum * sum) / n) / (n - 1)) }
}

/**
 * Marked if `x - 1.96 s / sqrt(m) > X + 1.96 S / sqrt(n)`; capitals: all pupils of the region, this school among them.
 * No verdict for one pupil, for pupils who are all equal, or where the spread is not known.
 */
function highMeans(sittings: ReadonlyMap<number, Sitting>): (sitting: Sitting) => boolean | null {
  let n = 0
  let sum = 0
  let squares = 0
  for (const { scores } of sittings.values()) {
    if (scores === null || scores.sumOfSquares === null) continue
    n += scores.n
    sum += scores.sum
    squares += scores.sumOfSquares
  }
  const region = n > 1 ? sampleOf(n, sum, squares) : null
  return ({ scores }) => {
    if (region === null || scores === null || scores.sumOfSquares === null || scores.n < 2) return null
    const school = sampleOf(scores.n, scores.sum, scores.sumOfSquares)
    if (school.sd === 0) return null
    return school.mean - (Z * school.sd) / Math.sqrt(school.n) > region.mean + (Z * region.sd) / Math.sqrt(region.n)
  }
}

// ---------------------------------------------------------------- JOURNAL

/**
 * `r = 1 - 6 sum(d^2) / (n (n^2 - 1))` between journal mark and primary score, with average ranks for ties (which the
 * paper leaves open). Because of ties this is not Spearman's r exactly; the marker is computed to the letter.
 *
 * @param journalByScore pupils `[journal mark][score]`; marks outside 2..5 are no marks
 * @returns `null` for fewer than two pupils with a journal mark
 * @example
 * journalCorrelation([[], [], [1], [0, 1]]) // 1: the pupil with the better mark has the better score
 */
export function journalCorrelation(journalByScore: readonly Counts[]): number | null {
  const rows = [2, 3, 4, 5].map((mark) => journalByScore[mark] ?? [])
  const width = Math.max(...rows.map((row) => row.length))
  const byScore = Array.from({ length: width }, (_, t) => rows.reduce((sum, row) => sum + (row[t] ?? 0), 0))
  const markRanks = averageRanks(rows.map((row) => row.reduce((sum, count) => sum + count, 0)))
  const scoreRanks = averageRanks(byScore)
  const n = byScore.reduce((sum, count) => sum + count, 0)
  if (n < 2) return null
  let squares = 0
  rows.forEach((row, m) => {
    row.forEach((count, t) => {
      const difference = markRanks[m]! - scoreRanks[t]!
      squares += count * difference * difference
    })
  })
  return 1 - (6 * squares) / (n * (n * n - 1))
}

/** Rank of each value (1 = lowest) where `counts` holds how many have it; ties share their mean rank. */
function averageRanks(counts: Counts): number[] {
  let below = 0
  return counts.map((count) => {
    const rank = below + (count + 1) / 2
    below += count
    return rank
  })
}

// ---------------------------------------------------------------- GROWTH and DROP

const QUARTILE = fixed(0.25, { reason: "Tukey's fences are told from the quartiles.", origin: 'official' })

/**
 * K = share of the maximum in grade 4 / share in grade 5 of the next year, by school. DROP above Q3 + 3 IQR over all
 * schools, GROWTH below Q1 - 3 IQR; quantiles of type 7 (the paper does not say which).
 */
function changes(from: Test, to: Test): Map<number, 'growth' | 'drop' | 'neither'> {
  const ratios = new Map<number, number>()
  for (const [school, sitting] of from.sittings) {
    const before = shareOfMaximum(sitting, from.maxScore)
    const after = shareOfMaximum(to.sittings.get(school), to.maxScore)
    if (before !== null && after !== null && after > 0) ratios.set(school, before / after)
  }
  const sorted = [...ratios.values()].sort((a, b) => a - b)
  const lower = quantile7(sorted, QUARTILE)
  const upper = quantile7(sorted, 1 - QUARTILE)
  const reach = FENCE * (upper - lower)
  return new Map(
    [...ratios].map(([school, k]) => [school, k > upper + reach ? 'drop' : k < lower - reach ? 'growth' : 'neither']),
  )
}

function shareOfMaximum(sitting: Sitting | undefined, maximum: number | null): number | null {
  const scores = sitting?.scores ?? null
  return scores === null || maximum === null || scores.n === 0 ? null : scores.sum / scores.n / maximum
}

/** Quantile of type 7 (R's default) of ascending values; NaN for none. */
function quantile7(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? Number.NaN
  return low + (at - below) * ((sorted[below + 1] ?? low) - low)
}
