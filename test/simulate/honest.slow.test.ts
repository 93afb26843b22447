/** The honest region: what it looks like against the real one of 2021 (24 000 pupils, 630 schools a test). */
import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import type { Sitting } from '../../src/model'
import { type RegionInput, simulateInput } from '../../src/simulate'
import { fillOptions } from '../../src/simulate/options'
import { totalOf } from '../../src/simulate/papers'
import { planRegion, type SimulatedSitting, simulateSittings } from '../../src/simulate/region'
import { addCounts, momentsOfCounts } from '../../src/sittings/counts'
import { meanOf, varianceOf } from '../../src/sittings/sitting'

/** One test, no nuisance: what is asked for shows directly. */
const PLAIN: RegionInput = {
  subjects: ['Русский язык'],
  grades: [4],
  manipulation: null,
  observers: null,
  regionLift: 0,
  itemVariation: 0,
  classShare: 0,
  spreadVariation: 0,
  selectiveShare: 0,
}
/** Mean of journal mark - test mark over the pupils of a sitting. */
const meanGap = ({ journalByMark }: Sitting): number => {
  let [sum, pupils] = [0, 0]
  journalByMark!.forEach((counts, journal) => {
    counts.forEach((count, mark) => {
      sum += count * (journal - mark)
      pupils += count
    })
  })
  return sum / pupils
}
const papersOf = (input: RegionInput): SimulatedSitting[] => [...simulateSittings(planRegion(fillOptions(input)))]
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!
const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
function sdOf(values: readonly number[]): number {
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1))
}

/** Share of the variance that lies between groups, from the analysis of variance (unequal sizes: Donner 1986). */
function intraclass(groups: readonly (readonly number[])[]): number {
  const all = groups.flat()
  const mean = average(all)
  let between = 0
  let within = 0
  let squares = 0
  for (const group of groups) {
    const here = average(group)
    between += group.length * (here - mean) ** 2
    within += group.reduce((sum, value) => sum + (value - here) ** 2, 0)
    squares += group.length ** 2
  }
  const msb = between / (groups.length - 1)
  const msw = within / (all.length - groups.length)
  const size = (all.length - squares / all.length) / (groups.length - 1)
  return (msb - msw) / (msb - msw + size * msw)
}

describe('the real region of 2021', () => {
  const { input } = simulateInput({ seed: 3, schools: 630, manipulation: null })
  const schools = new Map(input.schools.map((school) => [school.id, school.context]))
  const of = (subject: string, grade: number) =>
    input.sittings.filter((sitting) => sitting.subject === subject && sitting.grade === grade)
  const pooled = (sittings: readonly Sitting[]) =>
    sittings.reduce<readonly number[]>((sum, sitting) => addCounts(sum, sitting.scoreCounts!), [])

  // Mean, standard deviation, cuts, papers at each cut over papers one point below: from the published distributions.
  it.each([
    ['Русский язык', 4, 24.681, 7.657, [14, 24, 33], [3.87, 1.22, 0.87], 0.0346],
    ['Математика', 4, 12.006, 3.771, [6, 10, 15], [3.54, 1.03, 0.71], 0.0429],
    ['Русский язык', 5, 26.116, 9.664, [18, 29, 39], [7.62, 2.01, 1.23], 0.0602],
    ['Математика', 5, 9.645, 3.91, [7, 11, 15], [8.55, 2.05, 0.99], 0.1692],
  ] as const)('%s %i: mean, spread and heaps at the cuts', (subject, grade, mean, sd, cuts, jumps, atThree) => {
    const counts = pooled(of(subject, grade))
    const { n, sum, sumOfSquares } = momentsOfCounts(counts)
    // Means of such regions differ by about sqrt(icc * sum n^2) / n = .035 sd from seed to seed: four of these.
    expect(Math.abs(sum / n - mean)).toBeLessThan(0.14 * sd)
    expect(Math.abs(Math.sqrt(sumOfSquares / n - (sum / n) ** 2) / sd - 1)).toBeLessThan(0.05)
    expect(Math.abs(counts[cuts[0]]! / n / atThree - 1)).toBeLessThan(0.25)
    for (const [i, cut] of cuts.entries()) {
      const jump = counts[cut]! / counts[cut - 1]!
      expect(Math.abs(Math.log(jump / jumps[i]!))).toBeLessThan(Math.log(1.4))
    }
  })

  it('has schools of the real sizes', () => {
    const sizes = of('Русский язык', 4).map((sitting) => sitting.participants!)
    expect(median(sizes)).toBeGreaterThan(18)
    expect(median(sizes)).toBeLessThan(26)
    const small = sizes.filter((size) => size < 10).length / sizes.length
    expect(Math.abs(small - 0.22)).toBeLessThan(0.06)
  })

  it('has school means that go with the context as they really do', () => {
    const correlation = (value: (context: Readonly<Record<string, number | string | null>>) => number | null) => {
      const pairs = of('Русский язык', 4).flatMap((sitting) => {
        const known = value(schools.get(sitting.schoolId)!)
        return known === null ? [] : [[known, meanOf(sitting)!] as const]
      })
      return sampleRankCorrelation(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      )
    }
    // Standard error of a rank correlation in 630 schools: .04.
    expect(Math.abs(correlation((c) => c.pupils as number) - 0.38)).toBeLessThan(0.12)
    expect(Math.abs(correlation((c) => -Number(String(c.settlement)[0])) - 0.27)).toBeLessThan(0.12)
    expect(Math.abs(correlation((c) => c.teachers_top_category_share as number) - 0.27)).toBeLessThan(0.12)
    expect(correlation((c) => c.low_income_share as number)).toBeLessThan(-0.2)
    expect(correlation((c) => c.higher_education_share as number)).toBeGreaterThan(0.2)
  })

  it.each([
    ['Русский язык', 4],
    ['Математика', 4],
    ['Русский язык', 5],
    ['Математика', 5],
  ] as const)('%s %i: journal marks go with the test as they really do', (subject, grade) => {
    const sittings = of(subject, grade).filter((sitting) => sitting.participants! >= 15)
    const correlations = sittings.map((sitting) => {
      const x: number[] = []
      const y: number[] = []
      for (const [mark, counts] of sitting.journalByScore!.entries())
        for (const [score, pupils] of counts.entries())
          for (let i = 0; i < pupils; i++) {
            x.push(mark)
            y.push(score)
          }
      return sampleRankCorrelation(x, y)
    })
    // No correlation where a school gives all its pupils one mark.
    const known = correlations.filter((r) => !Number.isNaN(r))
    expect(Math.abs(median(known) - 0.75)).toBeLessThan(0.08)
    let [lowered, confirmed, raised] = [0, 0, 0]
    for (const sitting of of(subject, grade))
      for (const [journal, counts] of (sitting.journalByMark ?? []).entries())
        for (const [mark, pupils] of counts.entries())
          if (mark < journal) lowered += pupils
          else if (mark === journal) confirmed += pupils
          else raised += pupils
    const all = lowered + confirmed + raised
    expect(lowered / all).toBeGreaterThan(0.13)
    expect(lowered / all).toBeLessThan(0.35)
    expect(confirmed / all).toBeGreaterThan(0.55)
    expect(confirmed / all).toBeLessThan(0.72)
    expect(raised / all).toBeGreaterThan(0.07)
    expect(raised / all).toBeLessThan(0.24)
  })
})

describe('what is asked for', () => {
  it.each([0, 0.1, 0.2, 0.4])('intraclass correlation %f of ability', (asked) => {
    const groups = papersOf({ ...PLAIN, seed: 17, schools: 500, sizeSpread: 0.3, intraclass: asked })
    // The variance between k schools has a relative error of about sqrt(2 / k) = .063: four of these, and the rest of
    // the context's variance (fixed, not random) takes none away from it.
    const tolerance = 0.01 + 4 * 0.063 * asked * (1 - asked)
    const icc = intraclass(groups.map(({ papers }) => [...papers.ability]))
    expect(Math.abs(icc - asked)).toBeLessThan(tolerance)
    expect(Math.abs(sdOf(groups.flatMap(({ papers }) => [...papers.ability])) - 1)).toBeLessThan(0.05)
  })

  it('mean and spread of the scale, before anything is lifted', () => {
    const own = {
      subject: 'Проба',
      grade: 4,
      itemMax: [1, 1, 2, 2, 3, 1, 1, 1],
      itemLevel: Array(8).fill('Б') as string[],
    }
    const scale = { ...own, cuts: [3, 6, 9], mean: 5, sd: 2.6, lift: [0.5, 0.1, 0], liftWidth: 0.2 }
    const all = papersOf({ ...PLAIN, subjects: ['Проба'], scales: [scale], schools: 400, intraclass: 0 })
    const totals = all.flatMap(({ papers }) => Array.from({ length: papers.pupils }, (_, i) => totalOf(papers, i)))
    expect(Math.abs(average(totals) - 5)).toBeLessThan((4 * 2.6) / Math.sqrt(totals.length))
    expect(Math.abs(sdOf(totals) - 2.6)).toBeLessThan((4 * 2.6) / Math.sqrt(2 * totals.length))
    expect(() => papersOf({ ...PLAIN, subjects: ['Проба'], scales: [{ ...scale, sd: 7 }] })).toThrow('sd 7')
  })

  it('median size, the same in every school if sizes do not spread', () => {
    const sizes = papersOf({ ...PLAIN, schools: 30, medianPupils: 40, sizeSpread: 0, absenceRate: 0 })
    expect(sizes.map(({ papers }) => papers.pupils)).toEqual(sizes.map(() => 40))
  })

  it('median participants and overall spread, however many are absent and however unequal the schools', () => {
    const uneven = { absenceRate: 0.4, spreadVariation: 0.4, selectiveShare: 0.3, intraclass: 0 }
    const all = papersOf({ ...PLAIN, ...uneven, schools: 300, medianPupils: 60, sizeSpread: 0 })
    // Absence differs between schools (.4 logits): the median of participants stays near what was asked for.
    expect(Math.abs(median(all.map(({ truth }) => truth.participants)) / 60 - 1)).toBeLessThan(0.1)
    expect(Math.abs(sdOf(all.flatMap(({ papers }) => [...papers.ability])) - 1)).toBeLessThan(0.06)
  })

  it('absence, on average', () => {
    const all = papersOf({ ...PLAIN, schools: 400, absenceRate: 0.12 })
    const pupils = all.reduce((sum, { papers }) => sum + papers.pupils, 0)
    const absent = all.reduce((sum, { papers, truth }) => sum + papers.pupils - truth.participants, 0)
    expect(Math.abs(absent / pupils - 0.12)).toBeLessThan(0.02)
  })

  it('schools mark their journals leniently or strictly, alike in both subjects', () => {
    const { input } = simulateInput({
      ...PLAIN,
      ...{ seed: 3, schools: 200, medianPupils: 80, sizeSpread: 0 },
      subjects: ['Математика', 'Русский язык'],
    })
    const gaps = ['Математика', 'Русский язык'].map((subject) =>
      input.sittings.filter((sitting) => sitting.subject === subject).map(meanGap),
    )
    // By chance a mean of 80 gaps of SD .8 varies by .09 between schools, and independently in two subjects.
    expect(sdOf(gaps[0]!)).toBeGreaterThan(0.12)
    expect(sampleCorrelation(gaps[0]!, gaps[1]!)).toBeGreaterThan(0.4)
  })

  it('missing context cells', () => {
    const { input } = simulateInput({ ...PLAIN, schools: 300, contextMissing: 0.2 })
    const cells = input.schools.flatMap((school) => Object.entries(school.context))
    const rest = cells.filter(([name]) => name !== 'settlement')
    // Four standard errors of a share of 2 100 cells.
    expect(Math.abs(rest.filter(([, value]) => value === null).length / rest.length - 0.2)).toBeLessThan(0.035)
  })
})

describe('honest differences', () => {
  const sittings = (more: RegionInput) =>
    simulateInput({ ...PLAIN, seed: 23, schools: 250, sizeSpread: 0.5, ...more }).input.sittings

  it('selective schools are high and homogeneous', () => {
    const { input } = simulateInput({ ...PLAIN, seed: 9, schools: 400, selectiveShare: 0.2 })
    const big = input.sittings.filter((sitting) => sitting.participants! >= 10)
    const part = (selective: boolean) => {
      const ids = new Set(input.schools.filter((s) => s.advancedProgram === selective).map((s) => s.id))
      const here = big.filter((sitting) => ids.has(sitting.schoolId))
      return { mean: average(here.map((s) => meanOf(s)!)), variance: average(here.map((s) => varianceOf(s)!)) }
    }
    expect(part(true).mean).toBeGreaterThan(part(false).mean + 2)
    expect(part(true).variance).toBeLessThan(0.8 * part(false).variance)
  })

  it('schools spread unequally where asked', () => {
    const spread = (spreadVariation: number) =>
      sdOf(sittings({ spreadVariation, medianPupils: 60 }).map((s) => Math.log(varianceOf(s)!) / 2))
    expect(spread(0.3)).toBeGreaterThan(spread(0) + 0.06)
  })

  it('items differ between schools where asked, and totals hardly do', () => {
    const contrast = (itemVariation: number) =>
      sdOf(
        sittings({ itemVariation, medianPupils: 60 }).map((s) => {
          const share = (j: number) => 1 - s.itemCounts![j]![0]! / s.participants!
          return share(3) - share(6)
        }),
      )
    expect(contrast(0.8)).toBeGreaterThan(1.5 * contrast(0))
    const means = (itemVariation: number) => sdOf(sittings({ itemVariation, medianPupils: 60 }).map((s) => meanOf(s)!))
    expect(means(0.3) / means(0)).toBeLessThan(1.15)
  })

  it('the region lifts at the cut where asked', () => {
    const jump = (regionLift: number) => {
      const counts = sittings({ regionLift }).reduce<readonly number[]>((sum, s) => addCounts(sum, s.scoreCounts!), [])
      return counts[14]! / counts[13]!
    }
    expect(jump(0)).toBeLessThan(1.5)
    expect(jump(1)).toBeGreaterThan(2.5)
    expect(jump(0.5)).toBeGreaterThan(jump(0))
    expect(jump(0.5)).toBeLessThan(jump(1))
  })

  it('classes of a school differ where asked', () => {
    const share = (classShare: number) => {
      const all = papersOf({
        ...PLAIN,
        seed: 5,
        schools: 80,
        medianPupils: 150,
        sizeSpread: 0,
        intraclass: 0,
        classShare,
      })
      return intraclass(
        all.flatMap(({ papers }) => {
          const classes: number[][] = []
          papers.ability.forEach((ability, i) => {
            const own = papers.classes[i]!
            classes[own] = [...(classes[own] ?? []), ability]
          })
          return classes
        }),
      )
    }
    expect(Math.abs(share(0))).toBeLessThan(0.01)
    // 480 classes: relative error of the variance between them .065, four of these.
    expect(Math.abs(share(0.15) - 0.15)).toBeLessThan(0.04)
  })

  it('pupils keep their ability over subjects and years, and the cohort stays together', () => {
    const options: RegionInput = {
      ...PLAIN,
      schools: 60,
      subjects: ['Математика', 'Русский язык'],
      grades: [4, 5],
      years: [2020, 2021],
      intraclass: 0,
    }
    const abilities = (subject: string, grade: number, year: number) =>
      papersOf(options)
        .filter((s) => s.scale.subject === subject && s.scale.grade === grade && s.year === year)
        .flatMap(({ papers }) => [...papers.ability])
    const first = abilities('Математика', 4, 2020)
    // Variance shares: general .68, subject .20, day .12. Standard error over 2 000 pupils under .02.
    expect(sampleCorrelation(first, abilities('Русский язык', 4, 2020))).toBeCloseTo(0.68, 1)
    expect(sampleCorrelation(first, abilities('Математика', 5, 2021))).toBeCloseTo(0.88, 1)
    expect(sampleCorrelation(first, abilities('Русский язык', 5, 2021))).toBeCloseTo(0.68, 1)
    expect(first).not.toEqual(abilities('Математика', 5, 2020).slice(0, first.length))
  })
})
