/** Whether the totals of a sitting are the sums of its items, and if not, what they are. */
import { pointsOf } from './form'
import { EMPTY, type PaperStore } from './papers'

export interface Totals {
  /**
   * `sums`: but for single papers they are; `zero`: 0 though items are filled; `leaveOut`: one or two items are left out;
   * `differ`: beyond chance, without a pattern.
   */
  readonly kind: 'sums' | 'zero' | 'leaveOut' | 'differ'
  /** Papers whose total is not the sum, of the sound papers with any item filled. */
  readonly differing: number
  /** Their positions. */
  readonly differingAt: readonly number[]
  readonly sound: number
  /** Columns that the total leaves out. */
  readonly leftOut: readonly number[]
}

/** A pattern holds for this share of the papers, and shows in three of them. [ours] */
const NEARLY_ALL = 0.9
const FEWEST = 3
/** Single wrong totals are chance; more than a tenth of a sitting, and three, are not. [ours] */
const MOST_BY_CHANCE = 0.1

/**
 * @param papers positions of the sound papers
 * @param sums sum of the items, per paper of the store
 * @param columns the items of the test
 */
export function totalsOf(
  store: PaperStore,
  papers: readonly number[],
  sums: Float64Array,
  columns: readonly number[],
): Totals {
  const filled = papers.filter((i) => columns.some((j) => store.answer(i, j) !== EMPTY))
  const differing = filled.filter((i) => store.score(i) !== sums[i])
  const told = { differing: differing.length, differingAt: differing, sound: filled.length, leftOut: [] as number[] }
  if (differing.length === 0) return { kind: 'sums', ...told }
  const solved = filled.filter((i) => sums[i]! > 0)
  const zero = solved.filter((i) => store.score(i) === 0)
  if (zero.length >= FEWEST && zero.length >= NEARLY_ALL * solved.length)
    return { kind: 'zero', ...told, differing: filled.filter((i) => store.score(i) === 0).length }
  const leftOut = leftOutOf(store, filled, sums, columns)
  if (leftOut !== null) return { kind: 'leaveOut', ...told, leftOut }
  const byChance = differing.length < FEWEST || differing.length <= MOST_BY_CHANCE * filled.length
  return { kind: byChance ? 'sums' : 'differ', ...told }
}

/** The one or two items whose points are exactly what nearly all totals lack; `null` where there are none. */
function leftOutOf(
  store: PaperStore,
  papers: readonly number[],
  sums: Float64Array,
  columns: readonly number[],
): number[] | null {
  const explains = (items: readonly number[]): boolean => {
    let right = 0
    let shown = 0
    for (const i of papers) {
      const points = items.reduce((sum, j) => sum + pointsOf(store.answer(i, j)), 0)
      if (sums[i]! - store.score(i) !== points) continue
      right++
      if (points > 0) shown++
    }
    return shown >= FEWEST && right >= NEARLY_ALL * papers.length
  }
  for (const j of columns) if (explains([j])) return [j]
  for (const [k, j] of columns.entries()) for (const l of columns.slice(k + 1)) if (explains([j, l])) return [j, l]
  return null
}
