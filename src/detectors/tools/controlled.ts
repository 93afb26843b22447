import { positionsBy } from '../../group-by'
import type { Details, Outcome } from '../../model'
import { fixed } from '../../setting'
import { meanOf } from '../../sittings/sitting'
import type { DetectorView } from '../runner/detector'
import { outcomeOf } from './measuring'
import { type Control, chanceShare, controlOf, type Standing, standings } from './standing'
import { expectedBy, toldByAll } from './told'

export const controlReasons = {
  tooFewOwnSittings: {
    en: 'the school has fewer than two other results of the year to compare with',
    ru: 'у школы меньше двух других результатов за год: сравнить не с чем',
  },
}

/** What is compared with the school's other sittings. Aligned with the view's sittings. */
export interface Compared {
  readonly standing: readonly (Standing | null)[]
  /** Pupils behind a standing. */
  readonly pupils: (i: number) => number
  /** What the finding tells of a sitting, with its effect in points. */
  readonly tell: (i: number, effect: number) => Details
}

/** Mean scores, against what the peers lead to expect. */
export const levels = (view: DetectorView, id: string): Compared => ({
  standing: standings(view, id),
  pupils: (i) => view.sittings[i]!.participants!,
  tell: (i, effect) => ({ mean: meanOf(view.sittings[i]!)!, expected: meanOf(view.sittings[i]!)! - effect }),
})

const HONEST_FREEDOM = fixed(40, {
  reason:
    'A school differs from itself with heavier tails than the normal: with those classes of 13 to 25 pupils have p < .01 in 1.6 to 1.8 %.',
  origin: 'ours',
})

/**
 * Compares the standing of each sitting with the mean standing of others of the same school. How far honest differences
 * go, and whether a group of schools differs in this respect honestly, is judged by the peers as ever.
 *
 * @param id of the detector
 * @param othersOf positions of the sittings that serve as control, or the reason why there are none
 */
export function againstControl(
  view: DetectorView,
  id: string,
  { standing, pupils, tell }: Compared,
  othersOf: (i: number) => readonly number[] | string,
): Outcome[] {
  const pairs = standing.map((own, i) => pairOf(own, standing, othersOf(i)))
  const differences = pairs.flatMap((pair) => (typeof pair === 'string' ? [] : [pair]))
  const share = toldByAll(view, `${id}.share`, () => [chanceShare(differences)])[0]!
  const expected = expectedBy(view, `${id}.expected`, {
    y: pairs.map((pair) => (typeof pair === 'string' ? Number.NaN : pair.y)),
    variance: pairs.map((pair) => (typeof pair === 'string' ? 0 : share * pair.variance)),
    freedom: pairs.map(() => HONEST_FREEDOM),
  })
  return pairs.map((pair, i): Outcome => {
    if (typeof pair === 'string') return { outcome: 'undecided', reason: pair }
    const e = expected[i]!
    const effect = (pair.y - (e?.expected ?? 0)) * pair.own.points
    return outcomeOf(
      e,
      { value: pair.y, n: pupils(i), effect },
      { ...tell(i, effect), controls: pair.control.sittings },
    )
  })
}

interface Pair {
  readonly own: Standing
  readonly control: Control
  readonly y: number
  readonly variance: number
}

function pairOf(
  own: Standing | null,
  standing: readonly (Standing | null)[],
  others: readonly number[] | string,
): Pair | string {
  if (typeof others === 'string') return others
  if (own === null) return 'tooFewPeers'
  const control = controlOf(others.map((j) => standing[j]!))
  if (control === null) return 'tooFewPeers'
  return { own, control, y: own.above - control.above, variance: own.variance + control.variance }
}

const LEAST_CONTROLS = fixed(2, {
  reason: 'A single other sitting is no control: two results always differ.',
  origin: 'ours',
})

/** The school's other sittings of the year; of an unobserved sitting the observed ones alone, where there are enough. */
export function controlsOf(view: DetectorView): (i: number) => readonly number[] | string {
  const bySchool = positionsBy(view.sittings, ({ schoolId, year }) => `${schoolId}\t${year}`)
  return (i) => {
    const { schoolId, year } = view.sittings[i]!
    const others = bySchool.get(`${schoolId}\t${year}`)!.filter((j) => j !== i)
    if (others.length < LEAST_CONTROLS) return 'tooFewOwnSittings'
    if (view.observerOf[i] === 'present') return others
    const observed = others.filter((j) => view.observerOf[j] === 'present')
    return observed.length >= LEAST_CONTROLS ? observed : others
  }
}
