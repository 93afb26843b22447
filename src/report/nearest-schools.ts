/** The schools of the same group that are most like a school in their context. */
import type { SchoolResult } from '../model'

type Placed = Pick<SchoolResult, 'schoolId' | 'peerGroup' | 'context'>

/**
 * Positions of the up to `wanted` nearest schools of each school's own group, nearest first, equal ones by id. Empty for a
 * school without known context.
 *
 * Schools are looked at outwards from their place along one direction; two schools are never nearer than along it.
 */
export function nearestInGroup(schools: readonly Placed[], wanted: number): number[][] {
  const near = schools.map((): number[] => [])
  const byGroup = new Map<string | null, number[]>()
  schools.forEach(({ peerGroup, context }, i) => {
    if (context === null) return
    const members = byGroup.get(peerGroup)
    if (members === undefined) byGroup.set(peerGroup, [i])
    else members.push(i)
  })
  for (const members of byGroup.values()) nearestAmong(schools, members, wanted, near)
  return near
}

function nearestAmong(schools: readonly Placed[], members: readonly number[], wanted: number, near: number[][]): void {
  const columns = schools[members[0]!]!.context!.length
  // The sum of all columns over the root of their number: the projection on a unit vector.
  const along = (i: number): number => schools[i]!.context!.reduce((sum, value) => sum + value, 0) / Math.sqrt(columns)
  const order = members
    .map((i) => ({ i, at: along(i) }))
    .sort((a, b) => a.at - b.at || (schools[a.i]!.schoolId < schools[b.i]!.schoolId ? -1 : 1))
  order.forEach(({ i, at }, place) => {
    const found: { readonly i: number; readonly distance: number }[] = []
    let [down, up] = [place - 1, place + 1]
    while (down >= 0 || up < order.length) {
      const below = down >= 0 ? at - order[down]!.at : Number.POSITIVE_INFINITY
      const above = up < order.length ? order[up]!.at - at : Number.POSITIVE_INFINITY
      const farthest = found.length < wanted ? Number.POSITIVE_INFINITY : found.at(-1)!.distance
      if (Math.min(below, above) ** 2 > farthest) break
      const other = below <= above ? order[down--]!.i : order[up++]!.i
      insert(schools, found, { i: other, distance: squared(schools[i]!.context!, schools[other]!.context!) }, wanted)
    }
    near[i] = found.map((one) => one.i)
  })
}

function insert(
  schools: readonly Placed[],
  found: { readonly i: number; readonly distance: number }[],
  one: { readonly i: number; readonly distance: number },
  wanted: number,
): void {
  let place = found.length
  const before = (other: { readonly i: number; readonly distance: number }): boolean =>
    one.distance < other.distance ||
    (one.distance === other.distance && schools[one.i]!.schoolId < schools[other.i]!.schoolId)
  while (place > 0 && before(found[place - 1]!)) place--
  found.splice(place, 0, one)
  if (found.length > wanted) found.pop()
}

function squared(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let c = 0; c < a.length; c++) sum += (a[c]! - b[c]!) * (a[c]! - b[c]!)
  return sum
}
