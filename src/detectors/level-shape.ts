import { median } from 'simple-statistics'
import { cbrt, exp, log } from '../elementary'
import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { lineOverBins, numbersOfLine, spreadLine, usualSpread } from './tools/bins'
import { type LevelsAtMean, levelReasons, levelsAtMean } from './tools/levels-at-mean'
import { expectedInContext, outcomeOf } from './tools/measuring'
import { told } from './tools/told'

export const levelShape = defineDetector({
  meta: {
    id: 'level-shape',
    family: 'marking',
    scope: 'assessment',
    question: {
      en: 'Are the marks or levels spread in a way that pupils of such a mean score do not show elsewhere?',
      ru: 'Не складываются ли отметки или уровни так, как при таком среднем балле в других школах не бывает?',
    },
    needs: ['distribution'],
    unit: { en: 'likelihood ratio per pupil', ru: 'отношение правдоподобий на участника' },
    effectUnit: { en: 'pupils', ru: 'участников' },
    sources: [
      'Wilks S. S. (1938) The large-sample distribution of the likelihood ratio. Annals of Mathematical Statistics 9, 60-62',
      'Wilson E. B., Hilferty M. M. (1931) The distribution of chi-square. PNAS 17, 684-688',
    ],
    innocent: [
      { en: 'Two very different classes in one school.', ru: 'В школе два очень разных по уровню класса.' },
      {
        en: 'A homogeneous school: selection, similar pupils.',
        ru: 'Однородный состав: отбор, близкие по уровню ученики.',
      },
      { en: 'Few pupils.', ru: 'Мало участников.' },
    ],
    finding: {
      en: 'the marks do not fit the mean score: about {effect} of {n|pupil|pupils} stand at another level than is usual at such a mean; level {level} has {found} instead of {usual}',
      ru: 'отметки не согласуются со средним баллом: примерно {effect} из {n|участника|участников|участников} получили не тот уровень, который обычен при таком среднем; на уровне «{level}» — {found} вместо {usual}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 8, {
      reason: 'Below eight pupils most distributions over four levels are equally likely.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    ...levelReasons,
    oneLevelAtThisMean: {
      en: 'nearly all pupils reach one level at this mean score',
      ru: 'при таком среднем балле почти у всех один уровень',
    },
  },
  measure: (view) => {
    const levels = levelsAtMean(view, 'level-shape')
    const fits = levels.map((l) => (l === null ? null : misfitOf(l)))
    const all = view.regionOf[0] ?? []
    const usual = usualMisfit(told(view, all, 'level-shape.misfit', () => misfitLine(fits)))
    const standings = fits.map((fit) => (fit === null ? null : standingOf(fit, usual)))
    const places = standings.flatMap((place, i) => (place !== null && fits[i]!.freedom >= LEAST_FREEDOM ? [place] : []))
    const factor = usualSpread(told(view, all, 'level-shape.spread', () => spreadLine(places)))
    const y = standings.map((standing) => standing?.y ?? Number.NaN)
    const variance = standings.map((standing) => (standing === null ? 0 : standing.variance * factor(standing.n)))
    const freedom = standings.map((standing) => (standing === null ? Infinity : freedomOf(standing.n)))
    const expected = expectedInContext(view, 'level-shape.expected', y, variance, { freedom })
    return levels.map((l, i): Outcome => {
      const fit = fits[i]
      if (l === null || !fit) return { outcome: 'undecided', reason: 'noLevelsAtThisMean' }
      if (fit.freedom < LEAST_FREEDOM) return { outcome: 'undecided', reason: 'oneLevelAtThisMean' }
      const away = l.counts.map((count, k) => count - l.n * l.share[k]!)
      const level = away.reduce((most, a, k) => (Math.abs(a) > Math.abs(away[most]!) ? k : most), 0)
      return outcomeOf(
        expected[i]!,
        { value: fit.ratio / l.n, n: l.n, effect: away.reduce((sum, a) => sum + Math.max(0, a), 0) },
        {
          level: view.assessmentOf[i]!.levels?.[level] ?? String(level + 1),
          found: l.counts[level]!,
          usual: l.n * l.share[level]!,
        },
      )
    })
  },
})

const LEAST_FREEDOM = fixed(0.75, {
  reason:
    'With less freedom than this all pupils are expected on one or two levels, and the mean alone fixes their shares.',
  origin: 'ours',
})

interface Misfit {
  readonly n: number
  /** 2 sum count ln(count / expected): 0 = as expected. */
  readonly ratio: number
  /** Its expectation by chance, given the mean: the chi-square degrees of freedom. */
  readonly freedom: number
}

function misfitOf({ n, counts, share, slope }: LevelsAtMean): Misfit | null {
  if (!(n > 0)) return null
  let ratio = 0
  let freedom = 0
  counts.forEach((count, k) => {
    const p = share[k]!
    if (!(p > 0)) return
    if (count > 0) ratio += 2 * count * log(count / (n * p))
    freedom += cellFreedom(n * p) * Math.max(0, 1 - p - (slope[k]! * slope[k]!) / p)
  })
  return { n, ratio: Math.max(0, ratio), freedom }
}

const LARGE_CELL = fixed(20, {
  reason: 'Expected pupils from which what a cell adds by chance is 1 + 1 / (6 m) to four digits.',
  origin: 'computing',
})
const LARGEST_COUNT = fixed(80, {
  reason: 'Poisson counts of small cells are summed up to here; the rest is below rounding.',
  origin: 'computing',
})

/**
 * E 2 (X ln(X / m) - (X - m)), X Poisson with mean m: what a cell adds to the likelihood ratio by chance. Near 1 for
 * m > 4, 2 m ln(1 / m) for rare cells; a small cell must not count as a whole degree of freedom.
 */
function cellFreedom(m: number): number {
  if (m > LARGE_CELL) return 1 + 1 / (6 * m)
  let mass = exp(-m)
  let sum = mass * 2 * m
  for (let x = 1; x < LARGEST_COUNT; x++) {
    mass *= m / x
    sum += mass * 2 * (x * log(x / m) - (x - m))
  }
  return sum
}

const LEAST_PER_BIN = fixed(10, {
  reason: 'Sittings per bin of pupils that show what misfit is usual.',
  origin: 'ours',
})

/**
 * Misfit that honest schools show, as a multiple of what chance gives: curricula and classes differ, and the more pupils,
 * the more it shows. A line on the number of pupils through the median ratio of misfit to its median by chance.
 */
function misfitLine(fits: readonly (Misfit | null)[]): readonly number[] {
  const units = fits.flatMap((fit) =>
    fit === null || fit.freedom < LEAST_FREEDOM ? [] : [{ x: fit.n, y: ratioOf(fit) }],
  )
  return numbersOfLine(lineOverBins(units, (ratios) => median([...ratios]), LEAST_PER_BIN))
}

const usualMisfit =
  ([intercept, slope]: readonly number[]) =>
  (n: number): number =>
    intercept === undefined ? 1 : Math.max(LEAST_USUAL, intercept + Math.max(0, slope!) * n)

const LEAST_USUAL = fixed(0.5, {
  reason: 'No region fits so well that less than this share of chance is usual.',
  origin: 'ours',
})

/** Misfit over its median by chance (Wilson-Hilferty). */
function ratioOf({ ratio, freedom }: Misfit): number {
  const root = 1 - 2 / (9 * freedom)
  return ratio / (freedom * root * root * root)
}

const FREEDOM_OF_LARGE = fixed(28, {
  reason:
    'Degrees of freedom of the tail of large sittings: honest schools spread unequally, and under a normal tail large ones reach p < .01 in 1.6 % of cases.',
  origin: 'ours',
})
const LARGE_SITTING = fixed(35, {
  reason:
    'Pupils at which the degrees of freedom are twice those of large sittings: few pupils leave chance no room beside it.',
  origin: 'ours',
  unit: 'pupils',
})

/** Degrees of freedom of the tail. */
const freedomOf = (pupils: number): number =>
  FREEDOM_OF_LARGE * (1 + (LARGE_SITTING / pupils) * (LARGE_SITTING / pupils))

interface Place {
  readonly n: number
  readonly y: number
  readonly variance: number
}

/** Cube root of the misfit over the usual one (Wilson-Hilferty): nearly normal, with its chance variance. */
function standingOf({ n, ratio, freedom }: Misfit, usual: (n: number) => number): Place {
  const chance = 2 / (9 * freedom)
  return { n, y: cbrt(ratio / (freedom * usual(n))) - (1 - chance), variance: chance }
}
