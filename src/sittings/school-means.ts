import { fixed } from '../setting'
import type { IndexedRegion } from './region'
import { meanOf } from './sitting'

const LEAST_SCHOOLS = fixed(20, {
  reason: 'Of a test that fewer schools took, an order that agrees with a column shows little.',
  origin: 'ours',
  unit: 'schools',
})

/**
 * Mean results by school, `null` where a school has none: of all assessments together (mean of what stands above the
 * average, in standard deviations between schools), then of each.
 *
 * @example
 * schoolMeans(region)[0] // [0.8, null, -0.2, ...], aligned with region.schools
 */
export function schoolMeans({
  schools,
  sittings,
  schoolOf,
  byAssessment,
}: Pick<IndexedRegion, 'schools' | 'sittings' | 'schoolOf' | 'byAssessment'>): (number | null)[][] {
  const each = [...byAssessment.values()].flatMap((members) => {
    const of = schools.map((): number | null => null)
    for (const i of members) of[schoolOf[i]!] = meanOf(sittings[i]!) ?? of[schoolOf[i]!]!
    return of.filter((mean) => mean !== null).length < LEAST_SCHOOLS ? [] : [of]
  })
  const standardised = each.map((of) => {
    const known = of.filter((mean) => mean !== null)
    const centre = known.reduce((sum, mean) => sum + mean, 0) / known.length
    const sd = Math.sqrt(known.reduce((sum, mean) => sum + (mean - centre) * (mean - centre), 0) / known.length)
    return of.map((mean) => (mean === null || sd === 0 ? null : (mean - centre) / sd))
  })
  const together = schools.map((_, school) => {
    const own = standardised.flatMap((of) => of[school] ?? [])
    return own.length === 0 ? null : own.reduce((sum, mean) => sum + mean, 0) / own.length
  })
  return each.length < 2 ? each : [together, ...each]
}
