/** How much a column that no rule knows may say: blocks of columns that go together share one vote, copies have none. */
import { fixed } from '../../setting'
import type { ContextVariable } from '../variables'

const COPY = fixed(0.95, {
  reason: 'Rank correlation from which a column says what another says already.',
  origin: 'ours',
})
const BLOCK = fixed(0.7, {
  reason: 'From here on columns are of one block: size in its many forms is at .8 and more.',
  origin: 'ours',
})
const FEWEST_PAIRS = fixed(10, { reason: 'Fewer schools with both values show no correlation.', origin: 'ours' })

const MOST_COMPARED = fixed(5000, {
  reason:
    'Schools at even distances whose ranks are compared where there are more: r is then known to within .01 of .7.',
  origin: 'computing',
})

export interface Votes {
  /** Weight of each unknown variable, aligned; 0 for a copy. */
  readonly weights: readonly number[]
  /** Name of the variable that a copy repeats; else `null`. */
  readonly twins: readonly (string | null)[]
}

/** Votes of `unknown` variables beside the concepts that are known. */
export function shareVotes(known: readonly ContextVariable[], unknown: readonly ContextVariable[]): Votes {
  if (unknown.length === 0) return { weights: [], twins: [] }
  const all = [...known, ...unknown]
  const ranks = all.map(ranksOf)
  const twins = new Array<string | null>(all.length).fill(null)
  const block = all.map((_, i) => i)
  for (let i = known.length; i < all.length; i++)
    for (let j = 0; j < i; j++) {
      if (twins[j] !== null || twins[i] !== null) continue
      const r = Math.abs(correlation(ranks[i]!, ranks[j]!))
      if (r >= COPY) twins[i] = all[j]!.name
      else if (r >= BLOCK) join(block, i, j)
    }
  const sizes = new Map<number, number>()
  all.forEach((_, i) => {
    if (twins[i] === null) sizes.set(root(block, i), (sizes.get(root(block, i)) ?? 0) + 1)
  })
  return {
    weights: unknown.map((_, u) =>
      twins[known.length + u] === null ? 1 / sizes.get(root(block, known.length + u))! : 0,
    ),
    twins: twins.slice(known.length),
  }
}

function root(block: readonly number[], i: number): number {
  let at = i
  while (block[at] !== at) at = block[at]!
  return at
}

function join(block: number[], i: number, j: number): void {
  const [a, b] = [root(block, i), root(block, j)]
  block[Math.max(a, b)] = Math.min(a, b)
}

/** Middle ranks of the known values, NaN for the others; a category has no order, and so no ranks. */
function ranksOf({ kind, values: everybody }: ContextVariable): Float64Array {
  const step = Math.max(1, Math.ceil(everybody.length / MOST_COMPARED))
  const values = step === 1 ? everybody : everybody.filter((_, school) => school % step === 0)
  const ranks = new Float64Array(values.length).fill(Number.NaN)
  if (kind === 'category') return ranks
  const order = [...values.keys()].filter((i) => !Number.isNaN(values[i]!)).sort((a, b) => values[a]! - values[b]!)
  for (let at = 0; at < order.length; ) {
    let end = at
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[at]!]) end++
    for (let i = at; i <= end; i++) ranks[order[i]!] = (at + end) / 2
    at = end + 1
  }
  return ranks
}

/** Over the schools where both are known; 0 where these are few or do not differ. */
function correlation(a: Float64Array, b: Float64Array): number {
  let [n, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    n++
    sumA += x
    sumB += y
    squaresA += x * x
    squaresB += y * y
    products += x * y
  }
  const spread = (squaresA - (sumA * sumA) / n) * (squaresB - (sumB * sumB) / n)
  return n < FEWEST_PAIRS || !(spread > 0) ? 0 : (products - (sumA * sumB) / n) / Math.sqrt(spread)
}
