/** Items of a sitting against comparable schools: what a school may need help with. */
import { groupBy } from '../group-by'
import type { WeakItems } from '../model'
import { fixed } from '../setting'

const FEWEST = fixed(10, {
  reason: 'Shares of an item among fewer pupils are one or two pupils.',
  origin: 'ours',
  unit: 'pupils',
})
const BELOW = fixed(0.1, {
  reason: 'An item solved worse by this much than in comparable schools needs help.',
  origin: 'ours',
  unit: 'share of the maximum',
})
const ITEMS = fixed(5, {
  reason: 'At most this many items of a sitting or class are named, the weakest first.',
  origin: 'ours',
})

/** What is asked of a sitting. */
export interface SittingItems {
  readonly assessment: string
  readonly peerGroup: string | null
  readonly participants: number | null
  /** `null` where items are not known. */
  readonly itemShares: readonly (number | null)[] | null
}

/** An item against comparable schools, in shares of the maximum; items count from 0. */
export interface ItemGap {
  readonly item: number
  readonly own: number
  readonly others: number
}

const groupOf = ({ assessment, peerGroup }: SittingItems): string => JSON.stringify([assessment, peerGroup])

/**
 * Compares with the mean of each item in the same test and peer group, weighed by pupils.
 *
 * @param all sittings of the region, the ones that are asked for among them
 * @returns gaps of a sitting or of a class of it; none of fewer than ten pupils
 * @example
 * const gapsOf = itemGaps(sittings)
 * gapsOf(sittings[3]!)[0] // { item: 0, own: 0.4, others: 0.73 }
 */
export function itemGaps(all: readonly SittingItems[]): (of: SittingItems) => readonly ItemGap[] {
  const known = all.filter(({ itemShares }) => itemShares !== null)
  const means = new Map(
    [...groupBy(known, groupOf)].map(([group, of]) => {
      const items = of.reduce((most, { itemShares }) => Math.max(most, itemShares!.length), 0)
      return [group, Array.from({ length: items }, (_, j) => meanShare(of, j))] as const
    }),
  )
  return (of) => {
    if (of.itemShares === null || (of.participants ?? 0) < FEWEST) return []
    const others = means.get(groupOf(of)) ?? []
    return of.itemShares.flatMap((own, item) => {
      const mean = others[item] ?? null
      return own === null || mean === null ? [] : [{ item, own, others: mean }]
    })
  }
}

/** Over the sittings that know the item, weighed by pupils; `null` where fewer than two do. */
function meanShare(of: readonly SittingItems[], item: number): number | null {
  const known = of.flatMap(({ itemShares, participants }) => {
    const share = itemShares?.[item] ?? null
    return share === null ? [] : [{ share, pupils: participants ?? 0 }]
  })
  const pupils = known.reduce((sum, one) => sum + one.pupils, 0)
  if (known.length < 2 || pupils === 0) return null
  return known.reduce((sum, one) => sum + one.share * one.pupils, 0) / pupils
}

/** The items that lie far below, the weakest first. */
export const weakest = (gaps: readonly ItemGap[]): readonly ItemGap[] =>
  gaps
    .filter(({ own, others }) => others - own >= BELOW)
    .toSorted((a, b) => b.others - b.own - (a.others - a.own))
    .slice(0, ITEMS)

/** A sitting with its classes, where they are known. */
export interface ClassedItems extends SittingItems {
  readonly className: string | null
  readonly classes: readonly {
    readonly className: string
    readonly participants: number
    readonly itemShares: SittingItems['itemShares']
  }[]
}

/**
 * What a sitting is weak in: class by class where at least two classes have pupils enough, else as a whole.
 *
 * @param at position of the sitting in the result
 */
export function weakItems(
  at: number,
  sitting: ClassedItems,
  gapsOf: ReturnType<typeof itemGaps>,
): readonly WeakItems[] {
  const classes = sitting.classes.filter(({ participants }) => participants >= FEWEST)
  const parts = classes.length < 2 ? [sitting] : classes.map((own) => ({ ...sitting, ...own }))
  return parts.flatMap((part) => {
    const weak = weakest(gapsOf(part)).map(({ item, own, others }) => ({ item, share: own, others }))
    return weak.length === 0 ? [] : [{ sitting: at, class: part.className, participants: part.participants!, weak }]
  })
}
