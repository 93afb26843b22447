import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { type LevelsAtMean, levelReasons, levelsAtMean } from './tools/levels-at-mean'
import { outcomeOf } from './tools/measuring'
import { expectedBy } from './tools/told'

export const lowTail = defineDetector({
  meta: {
    id: 'low-tail',
    family: 'shape',
    scope: 'assessment',
    question: {
      en: 'Are there fewer failing pupils than pupils of such a mean score show elsewhere?',
      ru: 'Не слишком ли мало неуспевающих при таком среднем балле?',
    },
    needs: ['distribution'],
    unit: { en: 'share of failing pupils', ru: 'доля получивших низшую отметку' },
    effectUnit: { en: 'pupils', ru: 'участников' },
    sources: [
      'Ours: failing pupils given the mean',
      'Cornish E. A., Fisher R. A. (1938) Moments and cumulants in the specification of distributions. Review of the International Statistical Institute 5, 307-320',
    ],
    innocent: [
      {
        en: 'Teaching aimed at bringing the weak pupils along.',
        ru: 'Целенаправленная работа со слабыми учениками.',
      },
      {
        en: 'No weak pupils: selection, or they learn elsewhere.',
        ru: 'Слабых учеников в школе нет: отбор при приёме или обучение в других школах.',
      },
      {
        en: 'Weak pupils were ill on the day: see “many absent”.',
        ru: 'Слабые ученики в этот день болели: см. признак «много отсутствующих».',
      },
    ],
    finding: {
      en: '{failing} of {n} pupils failed; at this mean score it is usually {usual}',
      ru: 'неудовлетворительный результат у {failing} из {n|участника|участников|участников}; при таком среднем балле их обычно {usual}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 13, {
      reason: 'Of fewer pupils hardly ever so many are expected to fail that too few of them could be noticed.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    ...levelReasons,
    tooFewFailing: {
      en: 'so few pupils usually fail at this mean score that none failing says nothing',
      ru: 'при таком среднем балле низшую отметку и так получают единицы: её отсутствие ни о чём не говорит',
    },
  },
  measure: (view) => {
    const levels = levelsAtMean(view, 'low-tail')
    const tails = levels.map((l) => (l === null ? null : tailOf(l)))
    // Per root of pupils, so that real differences between honest schools (tau^2) can be taken off by the engine.
    const expected = expectedBy(view, 'low-tail.expected', {
      y: tails.map((tail) => (tail === null || !tail.canStandOut ? Number.NaN : tail.z / Math.sqrt(tail.n))),
      variance: tails.map((tail) => (tail === null ? 0 : 1 / tail.n)),
      freedom: tails.map(() => HONEST_FREEDOM),
    })
    return tails.map((tail, i): Outcome => {
      if (tail === null) return { outcome: 'undecided', reason: 'noLevelsAtThisMean' }
      if (!tail.canStandOut) return { outcome: 'undecided', reason: 'tooFewFailing', details: { usual: tail.usual } }
      const measured = { value: tail.failing / tail.n, n: tail.n, effect: tail.usual - tail.failing }
      return outcomeOf(expected[i]!, measured, { failing: tail.failing, usual: tail.usual })
    })
  },
})

interface Tail {
  readonly n: number
  /** Pupils of the lowest level, and how many the mean lets expect. */
  readonly failing: number
  readonly usual: number
  /** Normal score of "so few": larger = fewer than expected. */
  readonly z: number
  /** False where even no failing pupil at all would not be surprising. */
  readonly canStandOut: boolean
}

const HONEST_FREEDOM = fixed(25, {
  reason: 'What the approximations below leave of skewness: 1.6 % of p < .01 in honest schools under a normal tail.',
  origin: 'ours',
})

const LEAST_Z = fixed(2.576, {
  reason: 'Without failing pupils at all, z must be able to reach this: p = .005.',
  origin: 'ours',
})

const WHOLE_PUPILS = fixed(0.5, {
  reason: 'Whole pupils on a continuous scale: the half of a continuity correction.',
  origin: 'ours',
})

const LEAST_VARIANCE = fixed(1e-9, {
  reason: 'Variance per pupil below which nobody, or everybody, is expected to fail: nothing can be measured.',
  origin: 'computing',
})
const TURN = fixed(3, {
  reason: 'Beyond 3 / skewness the Cornish-Fisher expansion turns back, and many failing pupils would look like few.',
  origin: 'computing',
})

/**
 * Given the mean, the number of failing pupils has mean n p and variance n (p (1 - p) - slope^2): a school of this mean
 * with fewer failing pupils must have fewer excellent ones too. Skewness of the binomial, taken off by Cornish-Fisher.
 */
function tailOf({ n, counts, share, slope }: LevelsAtMean): Tail | null {
  const p = share[0]!
  const perPupil = p * (1 - p) - slope[0]! * slope[0]!
  if (!(n > 0) || !(perPupil > LEAST_VARIANCE)) return null
  const usual = n * p
  const sd = Math.sqrt(n * perPupil)
  const skewness = (1 - 2 * p) / sd
  const scoreOf = (failing: number): number => {
    const x = Math.min((failing - usual) / sd, skewness > 0 ? TURN / skewness : Infinity)
    return -(x - (skewness / 6) * (x * x - 1))
  }
  return {
    n,
    failing: counts[0]!,
    usual,
    z: scoreOf(counts[0]! + WHOLE_PUPILS),
    canStandOut: usual > WHOLE_PUPILS && scoreOf(WHOLE_PUPILS) >= LEAST_Z,
  }
}
