import { exp, log } from '../elementary'
import type { Details, Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import type { Expectation } from '../statistics/expectation'
import { binomialPoint, binomialUpper, normalQuantile } from '../statistics/tails'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { expectedInContext, outcomeOf } from './tools/measuring'
import { onSuspiciousSide } from './tools/suspicious-spread'
import { groupPart, keepForMembers, toldElsewhere } from './tools/told'
import { type WeakerAway, weakerAway, withWeakness } from './tools/weaker-away'

export const absence = defineDetector({
  meta: {
    id: 'absence',
    family: 'marking',
    scope: 'assessment',
    question: {
      en: 'Were more pupils absent than in comparable schools, and weaker ones?',
      ru: 'Не больше ли отсутствовавших, чем в сопоставимых школах, и не слабее ли они?',
    },
    needs: ['enrolled'],
    unit: { en: 'share of absent pupils', ru: 'доля отсутствовавших' },
    effectUnit: { en: 'pupils', ru: 'участников' },
    sources: [
      'Figlio D. N. (2006) Testing, crime and punishment. Journal of Public Economics 90, 837-851: weak pupils kept away on test days',
      'Ours: compared with peers; the absent known by the other tests of their grade',
    ],
    innocent: [
      {
        en: 'An epidemic, a quarantined class, bad weather on the way to school.',
        ru: 'Эпидемия, карантин в классе, непогода.',
      },
      { en: 'A competition or trip on the same day.', ru: 'В тот же день были соревнования или выезд.' },
      {
        en: 'Enrolment counts pupils who need not take part (special needs).',
        ru: 'В списочный состав включены ученики, которые не обязаны участвовать (например, с ОВЗ).',
      },
      {
        en: 'Pupils who miss much school are weaker for it: in an epidemic they stay away first.',
        ru: 'Кто часто болеет и пропускает уроки, тот и учится слабее: при эпидемии такие ученики отсутствуют первыми.',
      },
    ],
    finding: {
      en: '{absent} of {enrolled} pupils were absent; comparable schools would have {expected}',
      ru: 'отсутствовали {absent} из {enrolled|ученика|учеников|учеников}; у сопоставимых школ было бы {expected}',
    },
    papers: {
      en: '{known} of them wrote other tests of the grade: there they did better than {better%} of those who came (usually {usual%})',
      ru: 'из них {known} писали другие работы параллели: там они написали лучше, чем {better%} пришедших (обычно {usual%})',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 5, {
      reason: 'In a smaller class one cold changes the share of absent pupils by a fifth.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    moreThanEnrolled: {
      en: 'more pupils took part than were enrolled',
      ru: 'участников больше, чем учеников по списку',
    },
  },
  measure: (view) => {
    const missing = view.sittings.map((sitting) => sitting.enrolled! - sitting.participants!)
    const usual = usualShares(view, missing)
    const logits = view.sittings.map(({ enrolled }, i) => logitOf(missing[i]!, enrolled!, usual[i]!))
    const y = logits.map(({ above }) => above)
    const variance = logits.map((logit) => logit.variance)
    const inContext = expectedInContext(view, 'absence.expected', y, variance)
    const expected = onSuspiciousSide(view, 'absence.side', y, variance, inContext)
    const who = weakerAway(view)
    return view.sittings.map((sitting, i): Outcome => {
      const enrolled = sitting.enrolled!
      const absent = missing[i]!
      if (absent < 0) return { outcome: 'notApplicable', reason: 'moreThanEnrolled', details: { enrolled } }
      const e = expected[i]!
      const here = enrolled * logistic(log(usual[i]! / (1 - usual[i]!)) + (e?.expected ?? 0))
      const measured = { value: absent / enrolled, n: enrolled, effect: absent - here }
      const p = e === null ? 1 : withWeakness(surprise(absent, enrolled, usual[i]!, e), who[i]!)
      const own = outcomeOf(e === null ? null : { ...e, p, z: -normalQuantile(p) }, measured, {
        absent,
        enrolled,
        expected: enrolled * usual[i]!,
        ...whoIn(who[i]!),
      })
      // p is exact for few pupils, by another way than the common engine's.
      const { basis: _, ...answer } = own as Extract<Outcome, { outcome: 'measured' }>
      return answer
    })
  },
})

/** What is said of who stayed away; nothing of fewer than three. */
const whoIn = (who: WeakerAway | null): Details =>
  who === null ? {} : { known: who.known, better: who.better, usual: who.usual }

/** Share of absent pupils among the peers (or the region, where they are few), without the sitting itself. */
function usualShares(view: DetectorView, missing: readonly number[]): number[] {
  const sums = new Map<readonly number[], readonly [number, number]>()
  /** Pupils absent and pupils enrolled. */
  const sumOf = (members: readonly number[], name: string | null): readonly [number, number] => {
    let sum = sums.get(members)
    if (sum === undefined) {
      const valid = members.filter((i) => missing[i]! >= 0)
      const total = (of: (i: number) => number): number => valid.reduce((all, i) => all + of(i), 0)
      sum = [total((i) => missing[i]!), total((i) => view.sittings[i]!.enrolled!)]
      sums.set(members, sum)
      if (name !== null) keepForMembers(view, members, name, [threeDigits(shareOf(...sum))])
    }
    return sum
  }
  return view.sittings.map((sitting, i) => {
    const [peersOf, regionOf] = [view.peersOf[i]!, view.regionOf[i]!]
    const group = view.groupOf?.[i] ?? null
    const ofGroup = group === null ? null : groupPart(SHARE, group)
    const elsewhere = toldElsewhere(view, regionOf, SHARE)
    if (elsewhere !== null) {
      const own = ofGroup === null ? null : toldElsewhere(view, regionOf, ofGroup)
      return (own ?? elsewhere)[0]!
    }
    const many = peersOf.length > LEAST_PEERS && peersOf !== regionOf
    const members = many ? peersOf : regionOf
    const inside = missing[i]! >= 0 && members.includes(i)
    const [absent, enrolled] = sumOf(members, many ? ofGroup : SHARE)
    if (view.keep !== undefined) sumOf(regionOf, SHARE)
    return shareOf(absent - (inside ? missing[i]! : 0), enrolled - (inside ? sitting.enrolled! : 0))
  })
}

/** Half a pupil more, so that one absent pupil in a region without any is not impossible. */
const shareOf = (absent: number, enrolled: number): number => (absent + 0.5) / (enrolled + 1)

/** Share of absent pupils, over the whole assessment; told with three digits, from which no school can be subtracted. */
const SHARE = 'absence.share'
const threeDigits = (share: number): number => Number(share.toPrecision(3))

const LEAST_PEERS = fixed(8, {
  reason: 'With fewer peers the share of absent pupils in the whole region is the yardstick.',
  origin: 'ours',
})

const logistic = (x: number): number => 1 / (1 + exp(-x))

/**
 * Log odds of being absent above the usual ones, with what chance alone gives: mean and variance of
 * ln((K + 1/2) / (N - K + 1/2)) over the binomial distribution, exact also where hardly anybody is absent.
 */
function logitOf(absent: number, enrolled: number, usual: number): { above: number; variance: number } {
  if (absent < 0 || enrolled < 1) return { above: Number.NaN, variance: 0 }
  const odds = (k: number): number => log((k + 0.5) / (enrolled - k + 0.5))
  let mean = 0
  let squares = 0
  for (let k = 0; k <= enrolled; k++) {
    const point = binomialPoint(k, enrolled, usual)
    const own = odds(k)
    mean += point * own
    squares += point * own * own
  }
  return { above: odds(absent) - mean, variance: Math.max(0, squares - mean * mean) }
}

const HALF_STEPS = fixed(36, {
  reason: 'Nodes on either side of the middle, a third of the spread apart: what lies beyond has a share below 1e-6.',
  origin: 'computing',
})
const HONEST_FREEDOM = fixed(6, {
  reason:
    'Schools differ in absence with heavier tails than the normal: an illness takes a class. z-scores under normal tails have a kurtosis of 2 in simulated and of 9 in real honest sittings; 6 degrees of freedom have 3.',
  origin: 'ours',
})
/** t distribution in steps of a third. */
const NODES = Array.from({ length: 2 * HALF_STEPS + 1 }, (_, k) => (k - HALF_STEPS) / 3)
const WEIGHTS = NODES.map((u) => exp(-((HONEST_FREEDOM + 1) / 2) * log(1 + (u * u) / HONEST_FREEDOM)))
const TOTAL = WEIGHTS.reduce((sum, w) => sum + w, 0)
const LEAST_P = fixed(1e-300, { reason: 'Smallest p that is told apart from 0.', origin: 'computing' })
/**
 * Mid-p of at least so many absent, exact for few pupils: binomial, with a share that differs honestly between schools
 * (logit-t) around the one expected of the school.
 */
function surprise(absent: number, enrolled: number, usual: number, { expected, tau2, se }: Expectation): number {
  const spread = tau2 + se * se
  const middle = log(usual / (1 - usual)) + expected
  let sum = 0
  NODES.forEach((u, k) => {
    const share = logistic(middle + u * Math.sqrt(spread))
    const point = binomialPoint(absent, enrolled, share)
    sum += WEIGHTS[k]! * (Math.max(0, binomialUpper(absent, enrolled, share) - point) + point / 2)
  })
  return Math.min(1, Math.max(LEAST_P, sum / TOTAL))
}
