import type { Outcome, Warning } from '../model'
import { fixed } from '../setting'
import type { IndexedRegion } from '../sittings/region'
import type { Reference } from './reference'

const ABOVE = fixed(0.3, {
  reason: 'Honest districts lie nearer to what is expected of their schools; less is not worth a warning.',
  origin: 'ours',
  unit: 'standard deviations between pupils',
})
const SURE = fixed(3, {
  reason: 'Standard errors that the schools of a district must lie above together: one in a thousand by chance.',
  origin: 'ours',
})

/**
 * Warns where the schools of a district as a whole lie above what the reference leads to expect of schools like them. Within
 * the district nothing of that can be seen: if all inflate, nobody stands out.
 *
 * @param levels what high-level says, aligned with the sittings; its effect is in points
 */
export function aboveReference(
  reference: Reference,
  { sittings, assessmentOf, byAssessment }: Pick<IndexedRegion, 'sittings' | 'assessmentOf' | 'byAssessment'>,
  levels: readonly Outcome[],
): Warning[] {
  const sdOf = new Map(reference.assessments.map(({ id, sd }) => [id, sd]))
  const above = [...byAssessment].flatMap(([id, members]) => {
    const sd = sdOf.get(id) ?? 0
    let [pupils, points, z, judged] = [0, 0, 0, 0]
    for (const i of members) {
      const level = levels[i]!
      if (level.outcome !== 'measured' || level.details?.reference !== 'reference') continue
      pupils += sittings[i]!.participants ?? 0
      points += (sittings[i]!.participants ?? 0) * level.effect
      z += Number(level.details.z)
      judged++
    }
    if (sd === 0 || pupils === 0 || z / Math.sqrt(judged) < SURE || points / pupils < ABOVE * sd) return []
    const { subject, grade } = assessmentOf[members[0]!]!
    return [{ subject, grade, above: points / pupils / sd }]
  })
  const most = above.toSorted((a, b) => b.above - a.above)[0]
  return most === undefined ? [] : [{ code: 'referenceAbove', details: { ...most, tests: above.length } }]
}
