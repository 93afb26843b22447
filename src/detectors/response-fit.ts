import type { Outcome } from '../model'
import { type Expectation, expectations } from '../statistics/expectation'
import { power } from '../statistics/powers'
import type { Detector } from './detector'
import { surprises } from './patterns/answers'
import { leanings } from './patterns/lean'
import { shuffledSums, skewedUpper, standardised } from './patterns/scalar'
import { exactTerm, type Papers, stratify } from './patterns/strata'

/** Papers more surprising than this share of the region's papers of the same total are named. */
const RARE = 0.05

export const responseFit: Detector = {
  meta: {
    id: 'response-fit',
    family: 'pattern',
    scope: 'assessment',
    question: {
      en: 'Are the answers of the papers improbable for pupils of these total scores?',
      ru: 'Не слишком ли необычны наборы ответов для учеников с такими общими баллами?',
    },
    needs: ['vectors'],
    unit: 'z',
    effectUnit: 'papers',
    sources: [
      'Drasgow F., Levine M., Williams E. (1985) Appropriateness measurement with polychotomous item response models and standardized indices. British Journal of Mathematical and Statistical Psychology 38, 67-86',
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
      en: 'answers improbable for the total scores: {improbable|paper|papers} of {pupils} among the most improbable 5% of the region, {expected} expected; numbers in the order of the file: {papers}',
      ru: 'наборы ответов необычны для таких общих баллов: {improbable|работа|работы|работ} из {pupils} среди 5 % самых необычных в регионе при ожидаемых {expected}; номера по порядку в файле: {papers}',
    },
  },
  minimumPupils: (settings) => settings.detectors['response-fit'].minimumPupils,
  measure: (view) => {
    const papers = stratify(view.sittings)
    if (papers === null) return view.sittings.map(() => ({ outcome: 'undecided', reason: 'otherItems' }))
    const surprise = surprises(papers)
    const misfits = misfitsOf(papers, surprise)
    const leaning = leanings(papers)
    const expected = expectations({
      y: misfits.map((misfit) => misfit.y),
      variance: misfits.map((misfit) => misfit.variance),
      covariates: misfits.map(({ n }, i) => [n === 0 ? 0 : leaning[i]! / n]),
      peersOf: view.peersOf,
      regionOf: view.regionOf,
    })
    const limit = rareFrom(papers, surprise)
    return misfits.map((misfit, i) => fitOutcome(misfit, expected[i]!, () => rarePapers(papers, i, surprise, limit)))
  },
}

/** Misfit of a sitting: logarithm of the mean weight of its papers, relative to the region's. */
interface Misfit {
  readonly n: number
  readonly y: number
  /** Sampling variance and skewness of `y` under shuffling. */
  readonly variance: number
  readonly third: number
}

/**
 * Weight of a paper by its surprise in standard deviations. Convex: a few very odd papers count more than a mild
 * oddness of all, which is how an honest curriculum shows. The logarithm of the mean weight keeps honest differences
 * between schools symmetric; without it schools of an odd curriculum fire three times as often as they should.
 */
const weightOf = (z: number): number => Math.exp(0.3 * Math.min(z, FARTHEST))
/** One paper alone must not decide over a sitting. */
const FARTHEST = 5

function misfitsOf(papers: Papers, surprise: Float64Array): Misfit[] {
  const weights = standardised(papers, surprise).map(weightOf)
  const mean = weights.reduce((sum, w) => sum + exactTerm(w), 0) / weights.length
  return shuffledSums(papers, weights).map(({ excess, variance, third }, i) => {
    const n = papers.start[i + 1]! - papers.start[i]!
    // A sitting whose papers have nobody to change places with says nothing, neither of itself nor of its peers.
    if (n === 0 || variance <= 0) return { n, y: Number.NaN, variance: 0, third: 0 }
    const relative = variance / (n * mean) ** 2
    return {
      n,
      // Second-order bias and third moment of a logarithm (delta method).
      y: Math.log1p(excess / (n * mean)) + relative / 2,
      variance: relative,
      third: third / power(n * mean, 3) - 3 * relative * relative,
    }
  })
}

function fitOutcome(misfit: Misfit, expected: Expectation | null, rare: () => readonly number[]): Outcome {
  const { n, variance, third } = misfit
  if (n === 0) return { outcome: 'undecided', reason: 'otherItems' }
  if (variance <= 0) return { outcome: 'undecided', reason: 'nothingToCompare' }
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  const total = Math.sqrt(variance + expected.tau2 + expected.se * expected.se)
  const improbable = rare()
  return {
    outcome: 'measured',
    value: expected.z,
    effect: improbable.length - RARE * n,
    p: skewedUpper(expected.z, third / power(total, 3), expected.df),
    n,
    details: {
      improbable: improbable.length,
      pupils: n,
      expected: RARE * n,
      papers: improbable.length > 0 ? improbable.join(', ') : '\u2014',
      peers: expected.peers,
      reference: expected.reference,
    },
  }
}

/** Running numbers, from 1, of the papers of sitting `i` beyond the limit of their stratum. */
function rarePapers(papers: Papers, i: number, surprise: Float64Array, limit: Float64Array): number[] {
  const numbers: number[] = []
  for (let p = papers.start[i]!; p < papers.start[i + 1]!; p++)
    if (surprise[p]! > limit[papers.stratumOf[p]!]!) numbers.push(p - papers.start[i]! + 1)
  return numbers
}

/** The surprise that the share RARE of the papers of a stratum exceeds. */
function rareFrom({ size, stratumOf }: Papers, surprise: Float64Array): Float64Array {
  const first = new Int32Array(size.length + 1)
  for (let s = 0; s < size.length; s++) first[s + 1] = first[s]! + size[s]!
  const next = first.slice()
  const sorted = new Float64Array(surprise.length)
  surprise.forEach((value, p) => {
    sorted[next[stratumOf[p]!]!++] = value
  })
  return size.map((n, s) => sorted.subarray(first[s]!, first[s + 1]!).sort()[Math.ceil((1 - RARE) * n) - 1]!)
}
