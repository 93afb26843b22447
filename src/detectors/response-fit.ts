import { exp, power } from '../elementary'
import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import type { Expectation } from '../statistics/expectation'
import { defineDetector } from './runner/define'
import { leanings } from './tools/patterns/lean'
import { onRegionScale } from './tools/patterns/region-scale'
import { shuffledSums, skewedUpper, standardised } from './tools/patterns/scalar'
import { exactTerm, type Papers, paperReasons, stratify } from './tools/patterns/strata'
import { surprises } from './tools/patterns/surprise'
import { expectedBy } from './tools/told'

const IMPROBABLE = fixed(1.645, {
  reason: 'Papers whose surprise lies this many standard deviations above that of equal totals are named.',
  origin: 'ours',
})

export const responseFit = defineDetector({
  meta: {
    id: 'response-fit',
    family: 'pattern',
    scope: 'assessment',
    question: {
      en: 'Are the answers of the papers improbable for pupils of these total scores?',
      ru: 'Не слишком ли необычны наборы ответов для учеников с такими общими баллами?',
    },
    needs: ['vectors'],
    unit: { en: 'z', ru: 'z' },
    effectUnit: { en: 'papers', ru: 'работ' },
    sources: [
      'Drasgow F., Levine M., Williams E. (1985) Appropriateness measurement with polychotomous item response models and standardized indices. British Journal of Mathematical and Statistical Psychology 38, 67-86',
      'van der Flier H. (1982) Deviant response patterns and comparability of test scores. Journal of Cross-Cultural Psychology 13, 267-298',
      'Meijer R., Sijtsma K. (2001) Methodology review: evaluating person fit. Applied Psychological Measurement 25, 107-135',
      'Permutation moments inside equal totals: docs/method-patterns.md',
    ],
    innocent: [
      {
        en: 'Pupils taught by another programme, or who skip long items and solve the hard ones.',
        ru: 'Дети, которые учатся по другой программе или пропускают объёмные задания, но решают трудные.',
      },
      {
        en: 'Answers entered into the wrong columns, or two variants mixed up when the results were typed in.',
        ru: 'При вводе результатов перепутаны столбцы или варианты.',
      },
    ],
    finding: {
      en: '{improbable|paper|papers} of {pupils} with answers that are improbable for their total scores ({expected} expected)',
      ru: '{improbable|работа|работы|работ} из {pupils} с наборами ответов, необычными для таких общих баллов (ожидалось {expected})',
    },
    papers: {
      en: 'numbers in the order of the file: {papers}',
      ru: 'номера по порядку в файле: {papers}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 2, {
      reason:
        'Its null distribution is exact for any number of papers; measured to hold from two pupils on (docs/validation.md).',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: paperReasons,
  measure: (view) => {
    const papers = stratify(view.sittings)
    if (papers === null) return view.sittings.map(() => ({ outcome: 'undecided', reason: 'otherItems' }))
    const surprise = standardised(papers, surprises(papers))
    const usual = surprise.filter((z) => z > IMPROBABLE).length / surprise.length
    const misfits = misfitsOf(papers, surprise)
    const leaning = leanings(papers)
    const expected = expectedBy(
      view,
      'response-fit.expected',
      {
        y: misfits.map((misfit) => misfit.y),
        variance: misfits.map((misfit) => misfit.variance),
        covariates: misfits.map(({ n }, i) => [n === 0 ? 0 : leaning[i]! / n]),
      },
      'region',
    )
    return onRegionScale(
      view,
      'response-fit',
      misfits.map((misfit, i) => fitOutcome(misfit, expected[i]!, improbablePapers(papers, i, surprise), usual)),
    )
  },
})

/** Misfit of a sitting: mean weight of its papers relative to the region's, on a scale that is symmetric among honest schools. */
interface Misfit {
  readonly n: number
  readonly y: number
  /** Sampling variance and skewness of `y` under shuffling. */
  readonly variance: number
  readonly third: number
}

/**
 * Weight of a paper by its surprise in standard deviations. Convex: a few very odd papers count more than a mild
 * oddness of all, which is how an honest curriculum shows. (1 - 1 / ratio^2) / 2 of the mean weight keeps honest differences
 * between schools symmetric, which the honest spread, read off the lower side, relies on. How convex and why:
 * docs/method-patterns.md, section 6.
 */
const weightOf = (z: number): number => exp(CONVEXITY * Math.min(z, FARTHEST))
const CONVEXITY = fixed(0.15, {
  reason: 'How much more a very odd paper counts than a mildly odd one; docs/method-patterns.md, section 6.',
  origin: 'ours',
})
const FARTHEST = fixed(5, { reason: 'One paper alone must not decide over a sitting.', origin: 'ours' })

function misfitsOf(papers: Papers, surprise: Float64Array): Misfit[] {
  const weights = surprise.map(weightOf)
  const mean = weights.reduce((sum, w) => sum + exactTerm(w), 0) / weights.length
  return shuffledSums(papers, weights).map(({ excess, variance, third }, i) => {
    const n = papers.start[i + 1]! - papers.start[i]!
    // A sitting whose papers have nobody to change places with says nothing, neither of itself nor of its peers.
    if (n === 0 || variance <= 0) return { n, y: Number.NaN, variance: 0, third: 0 }
    const ratio = 1 + excess / (n * mean)
    const relative = variance / (n * mean) ** 2
    return {
      n,
      // Second-order bias and third moment of the transformed ratio (delta method).
      y: (1 - 1 / (ratio * ratio)) / 2 + 1.5 * relative,
      variance: relative,
      third: third / power(n * mean, 3) - 9 * relative * relative,
    }
  })
}

/** @param usual share of improbable papers in the region */
function fitOutcome(
  misfit: Misfit,
  expected: Expectation | null,
  improbable: readonly number[],
  usual: number,
): Outcome {
  const { n, variance, third } = misfit
  if (n === 0) return { outcome: 'undecided', reason: 'otherItems' }
  if (variance <= 0) return { outcome: 'undecided', reason: 'nothingToCompare' }
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  const total = Math.sqrt(variance + expected.tau2 + expected.se * expected.se)
  return {
    outcome: 'measured',
    value: expected.z,
    effect: improbable.length - usual * n,
    p: skewedUpper(expected.z, third / power(total, 3), expected.df),
    n,
    details: {
      improbable: improbable.length,
      pupils: n,
      expected: usual * n,
      papers: improbable.length > 0 ? improbable.join(', ') : '\u2014',
      peers: expected.peers,
      reference: expected.reference,
    },
  }
}

/** Running numbers, from 1, of the papers of sitting `i` that are improbable. */
function improbablePapers({ start }: Papers, i: number, surprise: Float64Array): number[] {
  const numbers: number[] = []
  for (let p = start[i]!; p < start[i + 1]!; p++) if (surprise[p]! > IMPROBABLE) numbers.push(p - start[i]! + 1)
  return numbers
}
