/**
 * Benjamini-Hochberg q-values: the smallest false discovery rate at which each entry would be listed.
 * Entries that are `null` were not tested: they stay `null` and do not count.
 *
 * @param p p-values in [0, 1], or `null`.
 * @returns q-values in the order of `p`, monotone in p, at most 1.
 * Source: Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300; equals R's `p.adjust(p, 'BH')`.
 * @throws RangeError if an entry is not in [0, 1].
 * @example
 * benjaminiHochberg([0.01, null, 0.04, 0.03]) // [0.03, null, 0.04, 0.04]
 */
export function benjaminiHochberg(p: readonly (number | null)[]): (number | null)[] {
  const tested: { value: number; at: number }[] = []
  p.forEach((value, at) => {
    if (value === null) return
    if (!(value >= 0 && value <= 1)) throw new RangeError(`benjaminiHochberg: p[${at}] = ${value} is not in [0, 1]`)
    tested.push({ value, at })
  })
  tested.sort((a, b) => a.value - b.value || a.at - b.at)
  const q: (number | null)[] = p.map(() => null)
  let smallest = 1
  for (let rank = tested.length; rank >= 1; rank--) {
    const { value, at } = tested[rank - 1]!
    smallest = Math.min(smallest, (value * tested.length) / rank)
    q[at] = smallest
  }
  return q
}

/**
 * The largest p-value with which one more entry would have a q-value of at most `level` beside these others: what an
 * entry needs to be listed, whatever its own p-value is.
 *
 * @param others p-values of the others in [0, 1], or `null` where nothing was tested
 * @example
 * largestListed([0.01, null, 0.5], 0.1) // 0.0667: with two of three listed, 2/3 of .1
 */
export function largestListed(others: readonly (number | null)[], level: number): number {
  const sorted = Float64Array.from(others.filter((p) => p !== null)).sort()
  const tested = sorted.length + 1
  const limit = (rank: number): number => (rank * level) / tested
  let rank = tested
  while (rank > 1 && sorted[rank - 2]! > limit(rank)) rank--
  return Math.min(1, limit(rank))
}
