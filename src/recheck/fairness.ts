/** Is one kind of school listed more often than another? A table to read before the list is used. */

import { median } from 'simple-statistics'
import { groupBy } from '../group-by'
import type { FairnessRow, Peers, School, SizeBand } from '../model'
import { fixed } from '../setting'
import type { IndexedRegion } from '../sittings/region'
import { wilson } from '../statistics/intervals'
import type { RecheckList } from './list'

const BANDS = fixed([5, 13, 26, 61] as const, {
  reason: 'Lowest number of pupils per sitting in each band but the first.',
  origin: 'ours',
})
export const SIZE_BANDS: readonly SizeBand[] = ['1-4', '5-12', '13-25', '26-60', '61+']

type Dimension = FairnessRow['dimension']

/**
 * Schools listed for signs, by size (median pupils per sitting), settlement, peer group and municipality, with Wilson
 * intervals. A band whose interval lies above the others' deserves a look at the method before a look at its schools.
 *
 * @returns bands of size in ascending order, the other kinds by name; settlement only where the schools table has it
 * @example
 * tabulateFairness(region, peers, list)[0] // { dimension: 'size', value: '5-12', schools: 40, signs: 3, ... }
 */
export function tabulateFairness(
  { schools, sittings, bySchool }: Pick<IndexedRegion, 'schools' | 'sittings' | 'bySchool'>,
  peers: Peers,
  list: Pick<RecheckList, 'schools'>,
): FairnessRow[] {
  const grounds = new Map(list.schools.map((entry) => [entry.school, entry.grounds]))
  const assessed = schools.flatMap((_, i) => (bySchool[i]!.length > 0 ? [i] : []))
  const rows = (dimension: Dimension, keyOf: (school: number) => string | null): FairnessRow[] =>
    [...groupBy(assessed, keyOf)].map(([value, of]) => {
      const listed = of.flatMap((i) => grounds.get(i) ?? [])
      const signs = listed.filter((ground) => ground === 'signs').length
      return {
        dimension,
        value,
        schools: of.length,
        signs,
        share: signs / of.length,
        ...wilson(signs, of.length),
        listed: of.filter((i) => grounds.has(i)).length,
      }
    })
  const sizeOf = (school: number): string | null =>
    bandOf(bySchool[school]!.flatMap((i) => sittings[i]!.participants ?? []))
  const groupOf = (school: number): string | null => {
    const group = peers.groupOf[school] ?? null
    return group === null ? null : peers.groups[group]!.id
  }
  const settlements = assessed.some((i) => settlementOf(schools[i]!) !== null)
  return [
    ...rows('size', sizeOf).sort((a, b) => bandOrder(a.value) - bandOrder(b.value)),
    ...(settlements ? rows('settlement', (i) => settlementOf(schools[i]!)).sort(byValue) : []),
    ...rows('peerGroup', groupOf).sort(byValue),
    ...rows('municipality', (i) => schools[i]!.municipality).sort(byValue),
  ]
}

/** The size of a school by the pupils of each of its sittings; `null` where none is known. */
export function bandOf(pupils: readonly number[]): SizeBand | null {
  if (pupils.length === 0) return null
  const typical = median([...pupils])
  return SIZE_BANDS[BANDS.filter((lowest) => typical >= lowest).length]!
}

const bandOrder = (value: string | null): number =>
  value === null ? SIZE_BANDS.length : (SIZE_BANDS as readonly string[]).indexOf(value)

const settlementOf = ({ context }: School): string | null =>
  typeof context.settlement === 'string' ? context.settlement : null

const byValue = (a: FairnessRow, b: FairnessRow): number =>
  a.value === b.value ? 0 : a.value !== null && (b.value === null || a.value < b.value) ? -1 : 1
