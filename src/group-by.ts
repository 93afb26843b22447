/**
 * Positions of entries by key, in order of first appearance.
 *
 * @example
 * positionsBy(['a', 'b', 'a'], (entry) => entry) // Map { 'a' => [0, 2], 'b' => [1] }
 */
export const positionsBy = <T, K>(entries: readonly T[], keyOf: (entry: T) => K): Map<K, number[]> =>
  groupBy([...entries.keys()], (i) => keyOf(entries[i]!))

/** Entries by key, in order of first appearance (`Map.groupBy` needs Node 21). */
export function groupBy<T, K>(entries: readonly T[], keyOf: (entry: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return groups
}
