import { describe, expect, it } from 'vitest'
import { collectTables } from '../../src/input'
import { NOT_ATTEMPTED } from '../../src/model'
import { type RegionInput, simulateInput, simulateRegion } from '../../src/simulate'
import { effectOf } from '../../src/simulate/habits'
import { fillOptions } from '../../src/simulate/options'
import { totalOf } from '../../src/simulate/papers'
import { planRegion, type SimulatedSitting, simulateSittings } from '../../src/simulate/region'
import { createRandom } from '../../src/statistics/random'

const BARE: RegionInput = {
  ...{ seed: 4, schools: 60, subjects: ['Математика'], grades: [5], manipulation: null, observers: null },
  ...{ regionLift: 0, itemVariation: 0, selectiveShare: 0, medianPupils: 60, sizeSpread: 0.3 },
}
const papersOf = (more: RegionInput): SimulatedSitting[] => [
  ...simulateSittings(planRegion(fillOptions({ ...BARE, ...more }))),
]
const average = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length
const spreadOf = (values: readonly number[]): number => {
  const mean = average(values)
  return Math.sqrt(average(values.map((x) => (x - mean) ** 2)))
}

/** Share of points won on every item by the papers of a sitting that are asked for. */
function sharesOf({ papers, scale }: SimulatedSitting, asked: (paper: number) => boolean): number[] {
  const chosen = Array.from({ length: papers.pupils }, (_, i) => i).filter(asked)
  return scale.itemMax.map((max, j) => average(chosen.map((i) => points(papers.answers[i * papers.items + j]!) / max)))
}
const points = (answer: number): number => (answer === NOT_ATTEMPTED ? 0 : answer)

/** Correlation over schools and items of how two halves of a sitting differ from the region, item by item. */
function togetherness(
  sittings: readonly SimulatedSitting[],
  one: (s: SimulatedSitting, paper: number) => boolean,
  other: (s: SimulatedSitting, paper: number) => boolean,
): number {
  const halves = sittings.map((s) => [sharesOf(s, (i) => one(s, i)), sharesOf(s, (i) => other(s, i))] as const)
  const items = halves[0]![0].length
  const centred = (half: 0 | 1) => {
    const bySitting = halves.map((h) => h[half].map((x) => x - average(h[half])))
    const usual = Array.from({ length: items }, (_, j) => average(bySitting.map((row) => row[j]!)))
    return bySitting.flatMap((row) => row.map((x, j) => x - usual[j]!))
  }
  const [a, b] = [centred(0), centred(1)]
  return average(a.map((x, k) => x * b[k]!)) / (spreadOf(a) * spreadOf(b))
}

const firstForm = (_: SimulatedSitting, i: number): boolean => i % 2 === 0
const secondForm = (_: SimulatedSitting, i: number): boolean => i % 2 === 1
const firstClasses = ({ papers }: SimulatedSitting, i: number): boolean => papers.classes[i]! % 2 === 0
const otherClasses = ({ papers }: SimulatedSitting, i: number): boolean => papers.classes[i]! % 2 === 1

describe('habits of real regions', () => {
  it('are off unless asked for: a plain region is what it was without them', () => {
    const none = { classItemVariation: 0, formItemVariation: 0, neighbourHelp: 0, journalVariation: 0, levelTail: 0 }
    expect(simulateInput({ seed: 6, schools: 20, preset: 'plain' }).input.sittings).toEqual(
      simulateInput({ seed: 6, schools: 20, ...none }).input.sittings,
    )
  })

  it('with items, of a class: its forms share them, the other classes do not', () => {
    const sittings = papersOf({ classItemVariation: 0.8 }).filter(({ papers }) => (papers.classes.at(-1) ?? 0) >= 1)
    expect(togetherness(sittings, firstForm, secondForm)).toBeGreaterThan(0.3)
    expect(Math.abs(togetherness(sittings, firstClasses, otherClasses))).toBeLessThan(0.15)
  })

  it('with items, of a school with one form: its classes share them, the other form does not', () => {
    const sittings = papersOf({ formItemVariation: 0.8 }).filter(({ papers }) => (papers.classes.at(-1) ?? 0) >= 1)
    expect(Math.abs(togetherness(sittings, firstForm, secondForm))).toBeLessThan(0.15)
    expect(togetherness(sittings, firstClasses, otherClasses)).toBeGreaterThan(0.2)
  })

  it('of some schools are larger than those of others, and a few items take most of them', () => {
    const differences = (more: RegionInput) =>
      papersOf({ formItemVariation: 0.8, ...more }).map((s) => {
        const [one, other] = [sharesOf(s, (i) => i % 2 === 0), sharesOf(s, (i) => i % 2 === 1)]
        return one.map((x, j) => (x - other[j]!) ** 2)
      })
    const bySchool = (rows: number[][]) => spreadOf(rows.map((row) => Math.log(average(row))))
    expect(bySchool(differences({ habitSpread: 0.6 }))).toBeGreaterThan(1.3 * bySchool(differences({})))
    const byItem = (rows: number[][]) => spreadOf(rows[0]!.map((_, j) => Math.log(average(rows.map((r) => r[j]!)))))
    expect(byItem(differences({ itemHabitSpread: 0.9 }))).toBeGreaterThan(1.5 * byItem(differences({})))
  })

  it('of markers with a criterion leave items of one point alone', () => {
    const spreads = (more: RegionInput) => {
      const sittings = papersOf({ intraclass: 0, classShare: 0, medianPupils: 150, sizeSpread: 0, ...more })
      const shares = sittings.map((s) => sharesOf(s, () => true))
      return sittings[0]!.scale.itemMax.map((max, j) => ({ max, spread: spreadOf(shares.map((row) => row[j]!)) }))
    }
    const [plain, marked] = [spreads({}), spreads({ criterionVariation: 1 })]
    const ratio = (asked: (max: number) => boolean): number =>
      average(marked.flatMap(({ max, spread }, j) => (asked(max) ? [spread / plain[j]!.spread] : [])))
    expect(ratio((max) => max > 1)).toBeGreaterThan(1.5)
    expect(ratio((max) => max === 1)).toBeLessThan(1.2)
  })

  it('with blanks: half of the schools write none, and points do not change', () => {
    const [plain, zeros] = [papersOf({ schools: 200 }), papersOf({ schools: 200, zerosForBlanks: 0.5 })]
    const without = zeros.filter(({ papers }) => !papers.answers.includes(NOT_ATTEMPTED)).length / zeros.length
    expect(Math.abs(without - 0.5)).toBeLessThan(0.12)
    expect(average(zeros.map(({ papers }) => average(totals(papers))))).toBeCloseTo(
      average(plain.map(({ papers }) => average(totals(papers)))),
      0,
    )
  })

  const totals = (papers: SimulatedSitting['papers']): number[] =>
    Array.from({ length: papers.pupils }, (_, i) => totalOf(papers, i))

  it('of neighbours: what changes is what the paper two places before has', () => {
    const [alone, helped] = [papersOf({}), papersOf({ neighbourHelp: 0.1 })]
    let taken = 0
    helped.forEach(({ papers }, s) => {
      papers.answers.forEach((answer, at) => {
        if (answer === alone[s]!.papers.answers[at]) return
        expect(answer).toBe(papers.answers[at - 2 * papers.items])
        taken++
      })
    })
    const missed = alone.reduce(
      (sum, { papers, scale }) =>
        sum + papers.answers.filter((a, at) => points(a) < scale.itemMax[at % papers.items]!).length,
      0,
    )
    expect(taken / missed).toBeGreaterThan(0.02)
    expect(taken / missed).toBeLessThan(0.1)
  })

  it('with the journal: few schools are very kind', () => {
    const gaps = papersOf({ schools: 300, journalKindness: 1.2 }).map(({ papers }) =>
      average([...papers.journal].filter((mark) => mark > 0)),
    )
    const plain = papersOf({ schools: 300 }).map(({ papers }) =>
      average([...papers.journal].filter((mark) => mark > 0)),
    )
    expect(spreadOf(gaps)).toBeGreaterThan(1.3 * spreadOf(plain))
    const skewness = average(gaps.map((x) => ((x - average(gaps)) / spreadOf(gaps)) ** 3))
    expect(skewness).toBeGreaterThan(0.3)
  })

  it('classes that are away, and papers entered under the other form, in the share asked for', () => {
    const classes = papersOf({ schools: 300, classAway: 0.1, absenceRate: 0.02 }).flatMap(({ papers }) =>
      Array.from({ length: papers.classes.at(-1)! + 1 }, (_, c) =>
        average([...papers.present].filter((_, i) => papers.classes[i] === c)),
      ),
    )
    expect(Math.abs(classes.filter((present) => present < 0.5).length / classes.length - 0.1)).toBeLessThan(0.04)
    const swapped = papersOf({ schools: 300, wrongForms: 0.1 }).flatMap(({ papers }) =>
      [...papers.forms].map((form, i) => Number(form !== i % 2)),
    )
    expect(Math.abs(average(swapped) - 0.1)).toBeLessThan(0.04)
  })

  it('weak pupils are absent more often, as far as is asked for', () => {
    const gap = (weakAbsence: number) => {
      const all = papersOf({ schools: 300, weakAbsence }).flatMap(({ papers }) =>
        [...papers.present].map((present, i) => ({ present, ability: papers.ability[i]! })),
      )
      const of = (present: number) => average(all.filter((pupil) => pupil.present === present).map((p) => p.ability))
      return of(1) - of(0)
    }
    expect(Math.abs(gap(0))).toBeLessThan(0.08)
    expect(gap(1)).toBeGreaterThan(0.5)
  })

  it('of levels: heavier tails, and with skew a longer upper one, at the same spread', () => {
    const random = createRandom(1, 'levels')
    const effects = (levelTail: number, levelSkew: number): number[] =>
      Array.from({ length: 20_000 }, () =>
        effectOf(random.normal(), { ...fillOptions({}), levelTail, levelSkew }, random.normal),
      )
    const moment = (values: readonly number[], power: number) => {
      const [mean, spread] = [average(values), spreadOf(values)]
      return average(values.map((x) => ((x - mean) / spread) ** power))
    }
    for (const [tail, skew, kurtosis, skewness] of [
      [0, 0, 3, 0],
      [0.4, 0, 3 * Math.exp(4 * 0.16), 0],
    ] as const) {
      const values = effects(tail, skew)
      expect(spreadOf(values)).toBeCloseTo(1, 1)
      expect(Math.abs(moment(values, 4) / kurtosis - 1)).toBeLessThan(0.15)
      expect(Math.abs(moment(values, 3) - skewness)).toBeLessThan(0.1)
    }
    const skewed = effects(0, 1)
    expect(spreadOf(skewed)).toBeCloseTo(1, 1)
    expect(moment(skewed, 3)).toBeGreaterThan(1.5)
  })

  it('lifting of unequal strength: the same mean, schools far apart', () => {
    const raised = (liftVariation: number): number[] => {
      const [none, lifted] = [papersOf({}), papersOf({ regionLift: 1, liftVariation })]
      return lifted.map(({ papers }, s) =>
        average(totals(papers).map((total, i) => Number(total !== totalOf(none[s]!.papers, i)))),
      )
    }
    expect(spreadOf(raised(1.5))).toBeGreaterThan(1.4 * spreadOf(raised(0.2)))
  })
})

describe('the realistic preset', () => {
  const OPTIONS: RegionInput = { preset: 'realistic', seed: 5, schools: 25, manipulation: { schools: 0.3 } }

  it('gives rows that are read into the same sittings', () => {
    const read = collectTables(simulateRegion(OPTIONS).tables, { grain: 'school' })
    expect(read.problems).toEqual([])
    expect(read.sittings).toEqual(simulateInput(OPTIONS).input.sittings)
  })

  it('gives way to what is said beside it', () => {
    expect(fillOptions({ preset: 'realistic', neighbourHelp: 0 })).toMatchObject({
      neighbourHelp: 0,
      zerosForBlanks: 0.5,
    })
    expect(fillOptions({ preset: 'realistic' }).manipulation?.mechanisms).toContain('top')
    expect(fillOptions({}).manipulation?.mechanisms).not.toContain('top')
  })

  it('refuses shares that are none', () => {
    expect(() => fillOptions({ levelSkew: 2 })).toThrow(RangeError)
    expect(() => fillOptions({ neighbourHelp: -0.1 })).toThrow(RangeError)
  })
})

describe('a few papers raised to the top', () => {
  it('touches few papers, good ones, and nothing else', () => {
    const manipulation = {
      schools: 1,
      sittings: 1,
      strength: 'weak' as const,
      mechanisms: ['top' as const],
      prevented: false,
    }
    const [before, after] = [papersOf({}), papersOf({ manipulation })]
    after.forEach(({ papers, scale, truth }, s) => {
      const highest = scale.itemMax.reduce((sum, max) => sum + max, 0)
      for (let i = 0; i < papers.pupils; i++) {
        const was = totalOf(before[s]!.papers, i)
        if (totalOf(papers, i) === was) continue
        expect(was).toBeGreaterThanOrEqual(0.5 * highest)
        expect(totalOf(papers, i)).toBeGreaterThanOrEqual(0.92 * highest)
      }
      expect(truth.changedPapers).toBeLessThanOrEqual(Math.max(2, Math.round(0.1 * truth.participants)))
    })
    expect(average(after.map(({ truth }) => truth.changedPapers))).toBeGreaterThan(1.5)
  })
})
