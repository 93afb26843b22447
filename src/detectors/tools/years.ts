import { positionsBy } from '../../group-by'
import type { Outcome, Sitting } from '../../model'
import { meanOf } from '../../sittings/sitting'
import type { Expectation } from '../../statistics/expectation'
import type { DetectorView } from '../runner/detector'
import { outcomeOf } from './measuring'
import { type Standing, standings } from './standing'
import { expectedBy, toldByAll } from './told'

export const yearReasons = {
  unknownYear: {
    en: 'the year is not known',
    ru: 'год не указан',
  },
  noOtherYear: {
    en: 'no result of the neighbouring year',
    ru: 'нет результата за соседний год',
  },
}

/**
 * Which result of another year a result is compared with.
 *
 * @param step -1 = the year before, 1 = the year after
 * @returns position of that sitting, or the reason why there is none
 */
export function otherYearOf(view: DetectorView, step: -1 | 1): (number | string)[] {
  const keyOf = (s: Sitting, grade: number | null, year: number): string =>
    `${s.schoolId}\t${s.subject}\t${grade}\t${year}\t${s.className ?? ''}`
  const places = positionsBy(view.sittings, (s) => (s.year === null ? '' : keyOf(s, s.grade, s.year)))
  return view.sittings.map((sitting) => {
    if (sitting.year === null) return 'unknownYear'
    const other = sitting.year + step
    // The same pupils, who were or will be one grade away; else the same grade.
    const cohort = sitting.grade === null ? undefined : places.get(keyOf(sitting, sitting.grade + step, other))
    return (cohort ?? places.get(keyOf(sitting, sitting.grade, other)))?.[0] ?? 'noOtherYear'
  })
}

/** A result beside the earlier (or later) one of the same school, and what that one leads to expect. */
interface Change {
  readonly i: number
  readonly j: number
  readonly y: number
  /** The other standing, shrunken by its reliability rho = tau^2 / (tau^2 + sigma^2 / n). */
  readonly shrunken: number
  /** What shrinking leaves unknown of the other standing, and the sampling variance of this one. */
  readonly unknown: number
  readonly variance: number
  readonly points: number
}

/**
 * Standing of each sitting given its standing in the other year: a robust regression on the shrunken other standing.
 * Regression to the mean is thus expected, and no sign.
 *
 * @param id of the detector
 * @param otherOf position of the sitting in the other year, or the reason why there is none
 */
export function againstOtherYear(view: DetectorView, id: string, otherOf: readonly (number | string)[]): Outcome[] {
  // Most files hold one year: then there is nothing to stand against.
  const standing = otherOf.every((other) => typeof other === 'string') ? [] : standings(view, id)
  const changes = otherOf.map((other, i) => (typeof other === 'string' ? other : changeOf(standing, i, other)))
  const known = changes.filter((change) => typeof change !== 'string')
  const slope = toldByAll(view, `${id}.slope`, () => [slopeOf(known)])[0]!
  const expected = expectedBy(view, `${id}.expected`, {
    y: changes.map((c) => (typeof c === 'string' ? Number.NaN : c.y)),
    variance: changes.map((c) => (typeof c === 'string' ? 0 : c.variance + slope * slope * c.unknown)),
    covariates: changes.map((c) => [typeof c === 'string' ? Number.NaN : c.shrunken]),
  })
  return changes.map((change, i) =>
    typeof change === 'string' ? { outcome: 'undecided', reason: change } : answer(view, change, expected[i]!),
  )
}

function changeOf(standing: readonly (Standing | null)[], i: number, j: number): Change | string {
  const own = standing[i]
  const other = standing[j]
  if (!own || !other) return 'tooFewPeers'
  const reliability = other.tau2 + other.variance > 0 ? other.tau2 / (other.tau2 + other.variance) : 0
  return {
    i,
    j,
    y: own.above,
    shrunken: reliability * other.above,
    unknown: other.tau2 * (1 - reliability),
    variance: own.variance,
    points: own.points,
  }
}

/** How much of a standing persists to the other year, 0..1: least squares through the origin. */
function slopeOf(changes: readonly Change[]): number {
  let xy = 0
  let xx = 0
  for (const { y, shrunken } of changes) {
    xy += y * shrunken
    xx += shrunken * shrunken
  }
  return xx > 0 ? Math.min(1, Math.max(0, xy / xx)) : 0
}

function answer(view: DetectorView, { i, j, y, points }: Change, expected: Expectation | null): Outcome {
  const sitting = view.sittings[i]!
  const mean = meanOf(sitting)!
  const effect = (y - (expected?.expected ?? 0)) * points
  const other = view.sittings[j]!
  return outcomeOf(
    expected,
    { value: y, n: sitting.participants!, effect },
    { mean, expected: mean - effect, otherYear: other.year, otherGrade: other.grade, otherMean: meanOf(other)! },
  )
}
