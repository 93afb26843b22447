import { pupils, setting } from '../setting'
import { momentsOfCounts } from '../sittings/counts'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { againstControl, type Compared, controlReasons, controlsOf } from './tools/controlled'
import { expectedInContext } from './tools/measuring'
import { told, toldElsewhere } from './tools/told'

export const ownMarkGap = defineDetector({
  meta: {
    id: 'own-mark-gap',
    family: 'marking',
    scope: 'region',
    question: {
      en: "Do results exceed the journal marks here by more than in the school's other tests of the same year?",
      ru: 'Не больше ли здесь превышение результатов над журнальными отметками, чем в других работах школы за тот же год?',
    },
    needs: ['journal', 'scoreCounts'],
    unit: {
      en: 'SD between pupils with the same journal mark',
      ru: 'стандартных отклонений между учениками с той же отметкой в журнале',
    },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Ministry reports on the VPR: marks lowered, confirmed and raised against the journal',
      'Bertoni M., Brunello G., Rocco L. (2013) When the cat is near, the mice won’t play. Journal of Public Economics 104, 65-77: own sittings as control',
      'Ours: the two together',
    ],
    innocent: [
      {
        en: 'The teacher of this subject marks the journal more strictly than colleagues.',
        ru: 'Учитель этого предмета ставит в журнал более строгие отметки, чем его коллеги.',
      },
      {
        en: 'Pupils prepared for this test in particular.',
        ru: 'Именно к этой работе ученики готовились отдельно.',
      },
      {
        en: 'The journal marks are of an earlier term, and the class has improved since.',
        ru: 'Журнальные отметки — за прошлый период, с тех пор класс стал учиться лучше.',
      },
    ],
    finding: {
      en: 'for the same journal marks, scores are {effect} points higher than in the school’s {controls} other results of the year',
      ru: 'при тех же журнальных отметках баллы на {effect} выше, чем в других работах школы за тот же год (работ для сравнения: {controls})',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 3, {
      reason: 'As mark-gap: measured to hold from three pupils with a journal mark on (docs/validation.md).',
      origin: 'ours',
      unit: 'pupils with a journal mark',
    }),
  },
  reasons: controlReasons,
  measure: (view, { minimumPupils: minimum }) => {
    const surpluses = surplusesOf(view)
    const controls = controlsOf(view)
    return againstControl(view, 'own-mark-gap', standingsOf(view, surpluses, minimum), (i) =>
      surpluses[i]!.n < minimum ? 'tooFewPupils' : controls(i),
    )
  },
})

/** Scores of one sitting above what pupils with the same journal marks reach in the other sittings of the assessment. */
export interface Surplus {
  /** Pupils with a journal mark that others have too. */
  readonly n: number
  /** In points. */
  readonly mean: number
  /** Sum of squared distances from `mean`, in points squared. */
  readonly squares: number
}

/** Sums over the pupils with one journal mark. */
interface MarkSums {
  readonly n: number
  readonly sum: number
  readonly sumOfSquares: number
}

/**
 * Surplus of a sitting from its sums and those of the whole assessment, by journal mark.
 *
 * @example
 * surplusOf([{ n: 2, sum: 20, sumOfSquares: 202 }], [{ n: 12, sum: 100, sumOfSquares: 900 }]) // n 2, mean 2, squares 2
 */
export function surplusOf(own: readonly MarkSums[], all: readonly MarkSums[]): Surplus {
  let n = 0
  let sum = 0
  let sumOfSquares = 0
  own.forEach((mine, mark) => {
    const others = all[mark]!.n - mine.n
    if (others === 0) return
    const usual = (all[mark]!.sum - mine.sum) / others
    n += mine.n
    sum += mine.sum - mine.n * usual
    sumOfSquares += mine.sumOfSquares - 2 * usual * mine.sum + mine.n * usual * usual
  })
  return { n, mean: n === 0 ? 0 : sum / n, squares: n === 0 ? 0 : Math.max(0, sumOfSquares - (sum * sum) / n) }
}

function surplusesOf(view: DetectorView): Surplus[] {
  const sums = view.sittings.map(({ journalByScore }) => (journalByScore ?? []).map(momentsOfCounts))
  const surpluses = new Array<Surplus>(sums.length)
  for (const region of new Set(view.regionOf)) {
    const all: MarkSums[] = []
    for (const i of region)
      sums[i]!.forEach((own, mark) => {
        const { n, sum, sumOfSquares } = all[mark] ?? { n: 0, sum: 0, sumOfSquares: 0 }
        all[mark] = { n: n + own.n, sum: sum + own.sum, sumOfSquares: sumOfSquares + own.sumOfSquares }
      })
    const elsewhere = toldElsewhere(view, region, MARKS)
    const others = elsewhere === null ? null : marksFrom(elsewhere)
    if (others === null)
      told(view, region, MARKS, () => Array.from(all, (of) => [of?.n ?? 0, of?.sum ?? 0, of?.sumOfSquares ?? 0]).flat())
    for (const i of region) surpluses[i] = surplusOf(sums[i]!, others === null ? all : withOwn(others, sums[i]!))
  }
  return surpluses
}

/** Pupils, points and squared points of each journal mark, over the whole assessment. */
const MARKS = 'own-mark-gap.marks'

const marksFrom = (numbers: readonly number[]): MarkSums[] =>
  Array.from({ length: numbers.length / 3 }, (_, mark) => ({
    n: numbers[3 * mark]!,
    sum: numbers[3 * mark + 1]!,
    sumOfSquares: numbers[3 * mark + 2]!,
  }))

/** Sums of other schools with those of a sitting that is not among them. */
const withOwn = (others: readonly MarkSums[], own: readonly MarkSums[]): MarkSums[] =>
  own.map((mine, mark) => {
    const { n, sum, sumOfSquares } = others[mark] ?? { n: 0, sum: 0, sumOfSquares: 0 }
    return { n: n + mine.n, sum: sum + mine.sum, sumOfSquares: sumOfSquares + mine.sumOfSquares }
  })

/** Surpluses against what peers and context lead to expect, in SD between pupils with the same journal mark. */
function standingsOf(view: DetectorView, surpluses: readonly Surplus[], minimum: number): Compared {
  const enough = surpluses.map((surplus) => (surplus.n >= minimum ? surplus : null))
  const ofRegion = (region: readonly number[]): number =>
    told(view, region, 'own-mark-gap.sd', () => [pooledSd(region.map((i) => enough[i]!))])[0]!
  const sdOf = new Map([...new Set(view.regionOf)].map((region) => [region, ofRegion(region)]))
  const sd = view.regionOf.map((region) => sdOf.get(region)!)
  const y = enough.map((own, i) => (own === null || sd[i] === 0 ? Number.NaN : own.mean / sd[i]!))
  const variance = enough.map((own) => (own === null ? 0 : 1 / own.n))
  return {
    standing: expectedInContext(view, 'own-mark-gap.standing', y, variance).map((e, i) =>
      e === null || Number.isNaN(y[i]!)
        ? null
        : { above: y[i]! - e.expected, variance: variance[i]!, tau2: e.tau2, points: sd[i]! },
    ),
    pupils: (i) => surpluses[i]!.n,
    tell: (i) => ({ surplus: surpluses[i]!.mean }),
  }
}

/** SD of scores between pupils of one sitting with the same journal mark, in points; 0 where nothing is known. */
function pooledSd(surpluses: readonly (Surplus | null)[]): number {
  let squares = 0
  let freedom = 0
  for (const own of surpluses) {
    if (own === null) continue
    squares += own.squares
    freedom += own.n - 1
  }
  return freedom > 0 ? Math.sqrt(squares / freedom) : 0
}
