import { exp, log } from '../elementary'
import type { Outcome, Sitting } from '../model'
import { fixed, pupils, setting } from '../setting'
import { momentsOfCounts } from '../sittings/counts'
import { varianceOf } from '../sittings/sitting'
import { tilt } from '../statistics/exponential-tilting'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { advancedOf, distributionOf, outcomeOf, pooledDistributions } from './tools/measuring'
import { expectedBy, told } from './tools/told'
import { pooledWithinVariance } from './tools/within-variance'

/** How much less the pupils of a sitting spread than its mean lets expect. */
interface Spread {
  readonly n: number
  /** How far variance / variance at this mean lies below 1, on the scale of `power`, without its bias; 0 = as expected. */
  readonly y: number
  /** Power to which the ratio was raised: a third where chance rules, near 0 (a logarithm) where real differences do. */
  readonly power: number
  readonly variance: number
}

export const lowSpread = defineDetector({
  meta: {
    id: 'low-spread',
    family: 'shape',
    scope: 'assessment',
    question: {
      en: 'Do the pupils differ less from each other than pupils of such a level do elsewhere?',
      ru: 'Отличаются ли результаты учеников друг от друга меньше, чем обычно при таком среднем балле?',
    },
    needs: ['spread'],
    unit: { en: 'ratio of SD to expected SD', ru: 'отношение стандартного отклонения к ожидаемому' },
    effectUnit: { en: 'ratio', ru: 'отношение' },
    sources: [
      'Wilson E. B., Hilferty M. M. (1931) The distribution of chi-square. PNAS 17, 684-688',
      'Ours: variance given the mean, sampling variance by kurtosis',
    ],
    innocent: [
      {
        en: 'A homogeneous school: selection, one class, similar pupils.',
        ru: 'Однородный состав: отбор, один класс, близкие по уровню ученики.',
      },
      { en: 'Few pupils.', ru: 'Мало участников.' },
      {
        en: 'Teaching aimed at bringing the weak pupils along.',
        ru: 'Целенаправленная работа со слабыми учениками.',
      },
    ],
    finding: {
      en: 'results differ less between pupils than usual: the scores are spread only {percent}% as widely as expected',
      ru: 'результаты учеников различаются меньше обычного: разброс — {percent}\u00a0% ожидаемого',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 8, {
      reason: 'The sampling variance of ln SD is unreliable below eight pupils (method, section 6).',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    noSpreadAtThisMean: {
      en: 'at this mean score nothing can be said of the spread',
      ru: 'при таком среднем балле о разбросе судить нельзя',
    },
  },
  measure: (view) => {
    const spreads = spreadsOf(view)
    const expected = expectedBy(view, 'low-spread.expected', {
      y: spreads.map((spread) => spread?.y ?? Number.NaN),
      variance: spreads.map((spread) => spread?.variance ?? 0),
      covariates: view.schoolOf.map((school) => [advancedOf(school)]),
    })
    return spreads.map((spread, i): Outcome => {
      if (spread === null) return { outcome: 'undecided', reason: 'noSpreadAtThisMean' }
      const usual = Math.max(LEAST_RATIO, sdRatio(expected[i]?.expected ?? 0, spread.power))
      const value = sdRatio(spread.y, spread.power) / usual
      return outcomeOf(expected[i]!, { value, n: spread.n, effect: 1 - value }, { percent: 100 * value })
    })
  },
})

const LEAST_RATIO = fixed(0.05, {
  reason: 'SD may not be divided by less than this share of the one at the mean.',
  origin: 'ours',
})

/** Back to the ratio of SD. */
const sdRatio = (y: number, power: number): number => {
  const raised = 1 - power * y
  return raised > 0 ? exp(log(raised) / (2 * power)) : 0
}

function spreadsOf(view: DetectorView): (Spread | null)[] {
  const all = view.regionOf[0] ?? []
  const { scores, levels } = pooledDistributions(view)
  const within = told(view, all, 'low-spread.within', () => [pooledWithinVariance(view.sittings)])[0]!
  return view.sittings.map((sitting) => {
    if (sitting.scoreCounts === null && varianceOf(sitting) !== null) return summarySpread(sitting, within)
    const counts = distributionOf(sitting)
    if (counts === null) return null
    const own = momentsOf(counts)
    const atThisMean = tilt(sitting.scoreCounts === null ? levels : scores, own.mean)
    if (atThisMean === null || atThisMean.variance <= 0) return null
    return spreadOf(own.n, own.variance / atThisMean.variance, atThisMean.kurtosis)
  })
}

const EVEN_FREEDOM = fixed(200, {
  reason: 'Degrees of freedom at which honest differences of spread weigh as much as chance.',
  origin: 'ours',
})

/**
 * A variance by chance is nearly symmetric as its cube root (Wilson-Hilferty), finite at SD 0, and its lower tail does not
 * fire in honest small schools. Real differences of spread are symmetric as a logarithm, and they rule in large schools: so
 * the power falls from a third toward 0. By chance the raised ratio has mean -(1 - power) / freedom and variance
 * 2 / freedom, whatever the power. Degrees of freedom from the kurtosis of the scores.
 */
export function spreadOf(n: number, ratio: number, kurtosis: number): Spread {
  const freedom = Math.max(1, (2 * n) / (kurtosis - (n - 3) / (n - 1)))
  const power = 1 / (3 * (1 + freedom / EVEN_FREEDOM))
  const raised = ratio > 0 ? exp(power * log(ratio)) : 0
  return { n, power, y: (1 - raised) / power - (1 - power) / freedom, variance: 2 / freedom }
}

const NORMAL_KURTOSIS = fixed(3, {
  reason: 'Kurtosis of a normal distribution, where the scores themselves are not known.',
  origin: 'computing',
})

/** With mean and SD alone, the pooled spread of the assessment is the yardstick whatever the mean. */
function summarySpread(sitting: Sitting, within: number): Spread | null {
  const n = sitting.scores!.n
  return within > 0 && n > 1 ? spreadOf(n, varianceOf(sitting)! / within, NORMAL_KURTOSIS) : null
}

function momentsOf(counts: readonly number[]): { n: number; mean: number; variance: number } {
  const { n, sum, sumOfSquares } = momentsOfCounts(counts)
  const mean = sum / n
  return { n, mean, variance: Math.max(0, (sumOfSquares - n * mean * mean) / (n - 1)) }
}
