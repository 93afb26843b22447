import type { Outcome, Sitting } from '../model'
import { varianceOf } from '../sittings/sitting'
import { expectations } from '../statistics/expectation'
import { tilt } from '../statistics/tilt'
import type { Detector, DetectorView } from './detector'
import { addCounts, distributionOf, outcomeOf } from './measuring'
import { pooledWithinVariance } from './within-variance'

/** What a sitting shows of its spread, and what its mean lets expect. */
interface Spread {
  readonly n: number
  /** Variance between pupils, divisor n - 1, and the one that the region's distribution has at this mean. */
  readonly variance: number
  readonly atThisMean: number
  readonly kurtosis: number
}

export const lowSpread: Detector = {
  meta: {
    id: 'low-spread',
    family: 'shape',
    scope: 'assessment',
    question: {
      en: 'Do the pupils differ less from each other than pupils of such a level do elsewhere?',
      ru: 'Отличаются ли результаты учеников друг от друга меньше, чем обычно при таком среднем балле?',
    },
    needs: ['spread'],
    unit: 'ratio of SD to expected SD',
    effectUnit: 'ratio',
    sources: [
      'Wilson E. B., Hilferty M. M. (1931) The distribution of chi-square. PNAS 17, 684-688',
      'Method of the project, section 6: variance given the mean, sampling variance by kurtosis',
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
      en: 'results differ less between pupils than usual: SD is {percent} % of the expected one',
      ru: 'результаты учеников различаются меньше обычного: стандартное отклонение составляет {percent} % от ожидаемого',
    },
  },
  minimumPupils: (settings) => settings.detectors['low-spread'].minimumPupils,
  measure: (view) => {
    const spreads = spreadsOf(view)
    const known = spreads.flatMap((spread, i) => (spread === null ? [] : [i]))
    const position = new Map(known.map((i, k) => [i, k]))
    const among = narrowed(position)
    // Cube root (Wilson-Hilferty) instead of the logarithm: a variance ratio is nearly symmetric on it, finite at SD 0,
    // and its lower tail does not fire in honest small schools. Freedom of the variance from its kurtosis.
    const freedom = known.map((i) => freedomOf(spreads[i]!))
    const expected = expectations({
      y: known.map((i, k) => 1 - 2 / (9 * freedom[k]!) - Math.cbrt(spreads[i]!.variance / spreads[i]!.atThisMean)),
      variance: freedom.map((f) => 2 / (9 * f)),
      peersOf: known.map((i) => among(view.peersOf[i]!)),
      regionOf: known.map((i) => among(view.regionOf[i]!)),
    })
    return spreads.map((spread, i): Outcome => {
      if (spread === null) return { outcome: 'undecided', reason: 'noSpreadAtThisMean' }
      const k = position.get(i)!
      const e = expected[k]!
      // Expected cube root of the variance ratio, back on the scale of SD.
      const root = 1 - 2 / (9 * freedom[k]!) - (e?.expected ?? 0)
      const usual = Math.sqrt(Math.max(0, root * root * root) * spread.atThisMean)
      const value = usual > 0 ? Math.sqrt(spread.variance) / usual : 1
      return outcomeOf(e, { value, n: spread.n, effect: 1 - value }, { percent: 100 * value })
    })
  },
}

const freedomOf = ({ n, kurtosis }: Spread): number => Math.max(1, (2 * n) / (kurtosis - (n - 3) / (n - 1)))

/** Maps lists of positions onto the positions that remain, keeping shared lists shared. */
function narrowed(position: ReadonlyMap<number, number>): (list: readonly number[]) => readonly number[] {
  const done = new Map<readonly number[], readonly number[]>()
  return (list) => {
    let mapped = done.get(list)
    if (mapped === undefined) {
      mapped = list.flatMap((i) => position.get(i) ?? [])
      done.set(list, mapped)
    }
    return mapped
  }
}

function spreadsOf(view: DetectorView): (Spread | null)[] {
  const scores = addCounts(view.sittings.map((s) => s.scoreCounts))
  const levels = addCounts(view.sittings.map((s) => (s.scoreCounts === null ? s.levelCounts : null)))
  const within = pooledWithinVariance(view.sittings)
  return view.sittings.map((sitting) => {
    const counts = distributionOf(sitting)
    if (counts === null) return summarySpread(sitting, within)
    const own = momentsOf(counts)
    const atThisMean = tilt(sitting.scoreCounts === null ? levels : scores, own.mean)
    if (atThisMean === null || atThisMean.variance <= 0) return null
    return { n: own.n, variance: own.variance, atThisMean: atThisMean.variance, kurtosis: atThisMean.kurtosis }
  })
}

/** With mean and SD alone, the pooled spread of the assessment is the yardstick whatever the mean. */
function summarySpread(sitting: Sitting, within: number): Spread | null {
  const variance = varianceOf(sitting)
  if (variance === null || within <= 0) return null
  return { n: sitting.scores!.n, variance, atThisMean: within, kurtosis: 3 }
}

function momentsOf(counts: readonly number[]): { n: number; mean: number; variance: number } {
  let n = 0
  let sum = 0
  let squares = 0
  counts.forEach((count, t) => {
    n += count
    sum += count * t
    squares += count * t * t
  })
  const mean = sum / n
  return { n, mean, variance: Math.max(0, (squares - n * mean * mean) / (n - 1)) }
}
