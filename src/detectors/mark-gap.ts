import type { Assessment, Counts, Outcome, Sitting } from '../model'
import { fixed, pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { expectedInContext, outcomeOf } from './tools/measuring'
import { onSuspiciousSide } from './tools/suspicious-spread'
import { told } from './tools/told'

export const markGap = defineDetector({
  meta: {
    id: 'mark-gap',
    family: 'marking',
    scope: 'assessment',
    question: {
      en: 'Do test marks exceed the journal marks of the same pupils more than in comparable schools?',
      ru: 'Не выше ли отметки за работу отметок в журнале у тех же учеников больше, чем в сопоставимых школах?',
    },
    needs: ['journal'],
    unit: { en: 'marks', ru: 'отметок' },
    effectUnit: { en: 'marks', ru: 'отметок' },
    sources: [
      'Ministry reports on the VPR: marks lowered, confirmed and raised against the journal',
      'Ours: compared with peers',
    ],
    innocent: [
      { en: 'A school that marks strictly during the year.', ru: 'В школе строго выставляют текущие отметки.' },
      {
        en: 'Pupils were prepared for the test in particular.',
        ru: 'Учеников целенаправленно готовили к этой работе.',
      },
      {
        en: 'The cut-offs of the test are lower than what the school asks for.',
        ru: 'Границы отметок за работу ниже требований, принятых в школе.',
      },
    ],
    finding: {
      en: 'test marks exceed journal marks by {gap} on average (comparable schools: {expected}); {raised} of {n} pupils got a higher mark than in the journal',
      ru: 'отметки за работу в среднем выше журнальных на {gap} (у сопоставимых школ: {expected}); выше журнальной отметка у {raised} из {n|ученика|учеников|учеников}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 3, {
      reason:
        'Measured to hold from three pupils with a journal mark on; of two it is a little too ready (docs/validation.md).',
      origin: 'ours',
      unit: 'pupils with a journal mark',
    }),
  },
  measure: (view, { minimumPupils: minimum }) => {
    const gaps = view.sittings.map((sitting, i) => gapOf(sitting, view.assessmentOf[i]!))
    const enough = gaps.map((gap) => (gap !== null && gap.n >= minimum ? gap : null))
    const all = view.regionOf[0] ?? []
    const within = told(view, all, 'mark-gap.within', () => [pooledVariance(enough)])[0]!
    const y = enough.map((gap) => gap?.mean ?? Number.NaN)
    const variance = enough.map((gap) => (gap === null ? 0 : within / gap.n))
    const inContext = expectedInContext(view, 'mark-gap.expected', y, variance, {
      freedom: enough.map(() => HONEST_FREEDOM),
    })
    const expected = onSuspiciousSide(view, 'mark-gap.side', y, variance, inContext)
    return gaps.map((gap, i): Outcome => {
      if (gap === null) return { outcome: 'notApplicable', reason: 'no:cuts' }
      if (gap.n < minimum) return { outcome: 'undecided', reason: 'tooFewPupils', details: { pupils: gap.n, minimum } }
      const e = expected[i]!
      return outcomeOf(
        e,
        { value: gap.mean, n: gap.n, effect: gap.mean - (e?.expected ?? 0) },
        { gap: gap.mean, expected: e?.expected ?? null, raised: gap.raised },
      )
    })
  },
})

const HONEST_FREEDOM = fixed(50, {
  reason:
    'Marks end at 2 and at 5, so strict and lenient schools do not stand alike about the usual one: large honest schools reached p < .01 in 1.6 % of cases under a normal tail (docs/validation.md).',
  origin: 'ours',
})

interface Gap {
  /** Pupils with both marks. */
  readonly n: number
  /** Mean of test mark - journal mark. */
  readonly mean: number
  readonly sumOfSquares: number
  readonly raised: number
}

function gapOf(sitting: Sitting, { cuts }: Assessment): Gap | null {
  const table = sitting.journalByMark ?? (cuts === null ? null : marksOf(sitting.journalByScore!, cuts))
  if (table === null) return null
  let n = 0
  let sum = 0
  let sumOfSquares = 0
  let raised = 0
  table.forEach((row, journal) => {
    row.forEach((count, mark) => {
      const gap = mark - journal
      n += count
      sum += count * gap
      sumOfSquares += count * gap * gap
      if (gap > 0) raised += count
    })
  })
  return { n, mean: n > 0 ? sum / n : 0, sumOfSquares, raised }
}

const LOWEST_MARK = fixed(2, { reason: 'The lowest mark is 2, each cut-off reached adds one.', origin: 'ours' })

function marksOf(journalByScore: readonly Counts[], cuts: readonly number[]): number[][] {
  return journalByScore.map((scores) => {
    const marks = new Array<number>(LOWEST_MARK + cuts.length + 1).fill(0)
    scores.forEach((count, t) => (marks[LOWEST_MARK + cuts.filter((cut) => t >= cut).length]! += count))
    return marks
  })
}

/** Variance of the gap between the pupils of one sitting, pooled: a school that copies its journal has none of its own. */
function pooledVariance(gaps: readonly (Gap | null)[]): number {
  let squares = 0
  let freedom = 0
  for (const gap of gaps) {
    if (gap === null) continue
    squares += Math.max(0, gap.sumOfSquares - gap.n * gap.mean * gap.mean)
    freedom += gap.n - 1
  }
  return freedom > 0 ? squares / freedom : 0
}
