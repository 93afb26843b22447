/** Schools nearly as similar to another peer group as to their own: there the comparison is the least certain. */
import type { PeersResult, PlacedSchool } from './charts/peer-map'

export interface BorderSchool {
  readonly school: PlacedSchool
  /** The other group. */
  readonly other: string
  /** Distance from the centre of the other group over that from its own: 1 = on the border, less = beyond it. */
  readonly ratio: number
}

/** A school is near the border where the other centre is at most a tenth farther than its own. */
const NEAR = 1.1

/** Schools near a border, the nearest first; none where no context is known or there is a single group. */
export function borderSchools({ peerGroups, schools }: Pick<PeersResult, 'peerGroups' | 'schools'>): BorderSchool[] {
  const centres = peerGroups.flatMap(({ id }) => {
    const members = schools.flatMap((s) => (s.peerGroup === id && s.context !== null ? [s.context] : []))
    const [first] = members
    if (first === undefined) return []
    return [{ id, centre: first.map((_, c) => members.reduce((sum, of) => sum + of[c]!, 0) / members.length) }]
  })
  return schools
    .flatMap((school): BorderSchool[] => {
      const { context, peerGroup } = school
      if (context === null || peerGroup === null) return []
      const distances = centres.map(({ id, centre }) => ({
        id,
        distance: Math.sqrt(centre.reduce((sum, value, c) => sum + (value - context[c]!) ** 2, 0)),
      }))
      const own = distances.find(({ id }) => id === peerGroup)
      const [other] = distances.filter(({ id }) => id !== peerGroup).toSorted((a, b) => a.distance - b.distance)
      if (own === undefined || other === undefined || own.distance === 0) return []
      const ratio = other.distance / own.distance
      return ratio > NEAR ? [] : [{ school, other: other.id, ratio }]
    })
    .toSorted((a, b) => a.ratio - b.ratio)
}
