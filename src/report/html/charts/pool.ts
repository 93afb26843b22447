/** What comparable schools reached, to set a sitting against: its peer group's sittings of the same assessment. */
import type { Counts, MonitorResult, SittingResult } from '../../../model'

/** With fewer comparable sittings than this the whole region is the background. */
const FEWEST_PEERS = 5

export interface Pool {
  /** Pupils per score (or per mark) in all comparable sittings but this one; `null` where there are none. */
  readonly counts: (sitting: SittingResult) => Counts | null
  /** Mean share 0..1 of each item's maximum in all comparable sittings but this one; `null` where there are none. */
  readonly items: (sitting: SittingResult) => readonly number[] | null
  /** The same of the peer group and of the region, both, this one included; `null` where there are none. */
  readonly itemsBeside: (sitting: SittingResult) => {
    readonly group: readonly number[] | null
    readonly region: readonly number[] | null
  }
  /** Means of all sittings of its assessment, in ascending order: in the peer group of its school, and in the region. */
  readonly means: (sitting: SittingResult) => { readonly group: readonly number[]; readonly region: readonly number[] }
}

export const countsOf = (sitting: SittingResult): Counts | null => sitting.scoreCounts ?? sitting.levelCounts

/** Of each item the share times the pupils, and at the end the pupils: such sums add up and can be taken away again. */
const itemSums = ({ itemShares, participants }: SittingResult): Counts | null =>
  itemShares === null || participants === null ? null : [...itemShares.map((s) => s * participants), participants]

export function poolOf(result: Pick<MonitorResult, 'schools' | 'sittings'>): Pool {
  const groupOf = new Map(result.schools.map((school) => [school.schoolId, school.peerGroup]))
  const others = (sumsOf: (sitting: SittingResult) => Counts | null) => {
    const pools = new Map<string, { sums: number[]; sittings: number }>()
    const keys = (sitting: SittingResult, length: string): string[] =>
      [groupOf.get(sitting.schoolId) ?? null, null].map((group) => JSON.stringify([sitting.assessment, length, group]))
    const kind = (sitting: SittingResult, sums: Counts): string =>
      sumsOf === itemSums ? String(sums.length) : sitting.scoreCounts === null ? 'levels' : 'scores'
    for (const sitting of result.sittings) {
      const sums = sumsOf(sitting)
      if (sums === null) continue
      for (const key of new Set(keys(sitting, kind(sitting, sums)))) {
        const pool = pools.get(key) ?? { sums: [], sittings: 0 }
        pools.set(key, pool)
        pool.sittings++
        sums.forEach((sum, i) => {
          pool.sums[i] = (pool.sums[i] ?? 0) + sum
        })
      }
    }
    return (sitting: SittingResult): Counts | null => {
      const own = sumsOf(sitting)
      if (own === null) return null
      const pool = keys(sitting, kind(sitting, own))
        .map((key) => pools.get(key))
        .find((known) => known !== undefined && known.sittings > FEWEST_PEERS)
      return pool === undefined ? null : Array.from(pool.sums, (sum, i) => Math.max(0, (sum ?? 0) - (own[i] ?? 0)))
    }
  }
  const items = others(itemSums)
  const beside = itemsBeside(result.sittings, groupOf)
  const means = meansOf(result.sittings, groupOf)
  return {
    means,
    counts: others(countsOf),
    itemsBeside: beside,
    items: (sitting) => {
      const sums = items(sitting)
      const pupils = sums?.at(-1) ?? 0
      return sums === null || pupils === 0 ? null : sums.slice(0, -1).map((sum) => sum / pupils)
    },
  }
}

/** Sums of items by assessment, number of items and group, of which the shares are read off. */
function itemsBeside(
  sittings: readonly SittingResult[],
  groupOf: ReadonlyMap<string, string | null>,
): Pool['itemsBeside'] {
  const sums = new Map<string, number[]>()
  const keyOf = ({ assessment, itemShares }: SittingResult, group: string | null): string =>
    JSON.stringify([assessment, itemShares?.length, group])
  for (const sitting of sittings)
    for (const group of new Set([groupOf.get(sitting.schoolId) ?? null, null])) {
      const key = keyOf(sitting, group)
      const own = sums.get(key) ?? []
      itemSums(sitting)?.forEach((sum, i) => {
        own[i] = (own[i] ?? 0) + sum
      })
      sums.set(key, own)
    }
  return (sitting) => {
    const of = (group: string | null): readonly number[] | null => {
      const own = sums.get(keyOf(sitting, group)) ?? []
      const pupils = own.at(-1) ?? 0
      return pupils === 0 ? null : own.slice(0, -1).map((sum) => sum / pupils)
    }
    const group = groupOf.get(sitting.schoolId) ?? null
    return { group: group === null ? null : of(group), region: of(null) }
  }
}

function meansOf(sittings: readonly SittingResult[], groupOf: ReadonlyMap<string, string | null>): Pool['means'] {
  const known = new Map<string, number[]>()
  const keyOf = ({ assessment }: SittingResult, group: string | null | undefined): string =>
    JSON.stringify([assessment, group ?? null])
  for (const sitting of sittings) {
    if (sitting.mean === null) continue
    const group = groupOf.get(sitting.schoolId) ?? null
    for (const of of group === null ? [null] : [group, null]) {
      const key = keyOf(sitting, of)
      const means = known.get(key)
      if (means === undefined) known.set(key, [sitting.mean])
      else means.push(sitting.mean)
    }
  }
  for (const means of known.values()) means.sort((a, b) => a - b)
  return (sitting) => {
    const group = groupOf.get(sitting.schoolId) ?? null
    const of = (wanted: string | null): readonly number[] => known.get(keyOf(sitting, wanted)) ?? []
    return { group: group === null ? [] : of(group), region: of(null) }
  }
}
