import type { Outcome, Sitting } from '../model'
import { expectations } from '../statistics/expectation'
import { binomialPoint, binomialUpper, normalQuantile } from '../statistics/tails'
import type { Detector, DetectorView } from './detector'
import { outcomeOf } from './measuring'

export const absence: Detector = {
  meta: {
    id: 'absence',
    family: 'marking',
    scope: 'assessment',
    question: {
      en: 'Were more pupils absent than in comparable schools?',
      ru: 'Не больше ли отсутствовавших, чем в сопоставимых школах?',
    },
    needs: ['enrolled'],
    unit: 'share of absent pupils',
    effectUnit: 'pupils',
    sources: [
      'Figlio D. N. (2006) Testing, crime and punishment. Journal of Public Economics 90, 837-851: weak pupils kept away on test days',
      'Method of the project, section 6',
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
    ],
    finding: {
      en: '{absent} of {enrolled} pupils were absent; comparable schools would have {expected}',
      ru: 'отсутствовали {absent} из {enrolled} учеников; у сопоставимых школ было бы {expected}',
    },
  },
  minimumPupils: (settings) => settings.detectors.absence.minimumPupils,
  measure: (view) => {
    const missing = view.sittings.map((sitting) => sitting.enrolled! - sitting.participants!)
    const usual = usualShares(view, missing)
    const y = view.sittings.map((sitting, i) => standing(sitting, missing[i]!, usual[i]!))
    const expected = expectations({
      y,
      variance: view.sittings.map(({ enrolled }) => 1 / Math.max(1, enrolled!)),
      peersOf: view.peersOf,
      regionOf: view.regionOf,
    })
    return view.sittings.map((sitting, i): Outcome => {
      const enrolled = sitting.enrolled!
      const absent = missing[i]!
      if (absent < 0) return { outcome: 'notApplicable', reason: 'moreThanEnrolled', details: { enrolled } }
      const measured = { value: absent / enrolled, n: enrolled, effect: absent - enrolled * usual[i]! }
      return outcomeOf(expected[i]!, measured, { absent, enrolled, expected: enrolled * usual[i]! })
    })
  },
}

/** Share of absent pupils among the peers (or the region, where they are few), without the sitting itself. */
function usualShares(view: DetectorView, missing: readonly number[]): number[] {
  const sums = new Map<readonly number[], { absent: number; enrolled: number }>()
  const sumOf = (members: readonly number[]) => {
    let sum = sums.get(members)
    if (sum === undefined) {
      const valid = members.filter((i) => missing[i]! >= 0)
      const total = (of: (i: number) => number): number => valid.reduce((all, i) => all + of(i), 0)
      sum = { absent: total((i) => missing[i]!), enrolled: total((i) => view.sittings[i]!.enrolled!) }
      sums.set(members, sum)
    }
    return sum
  }
  return view.sittings.map((sitting, i) => {
    const members = view.peersOf[i]!.length > LEAST_PEERS ? view.peersOf[i]! : view.regionOf[i]!
    const inside = missing[i]! >= 0 && members.includes(i)
    const { absent, enrolled } = sumOf(members)
    const others = {
      absent: absent - (inside ? missing[i]! : 0),
      enrolled: enrolled - (inside ? sitting.enrolled! : 0),
    }
    // Half a pupil more, so that one absent pupil in a region without any is not impossible.
    return (others.absent + 0.5) / (others.enrolled + 1)
  })
}

const LEAST_PEERS = 8

/**
 * Normal score of the exact binomial mid-p, per root of pupils: larger = more absent. Not a number where more took part
 * than are enrolled.
 */
function standing({ enrolled }: Sitting, absent: number, usual: number): number {
  if (absent < 0 || enrolled! < 1) return Number.NaN
  const point = binomialPoint(absent, enrolled!, usual)
  const upper = Math.max(0, binomialUpper(absent, enrolled!, usual) - point) + point / 2
  const lower = 1 - upper
  const z = upper < 0.5 ? -normalQuantile(Math.max(1e-300, upper)) : normalQuantile(Math.max(1e-300, lower))
  return z / Math.sqrt(enrolled!)
}
