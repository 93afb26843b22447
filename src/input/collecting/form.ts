/**
 * The form of a test: its items, their maxima and its highest score. What no scale, title or header says is taken from
 * what nearly all papers show, never from single cells, and from no school alone where there are several.
 */
import { EMPTY, type PaperStore } from './papers'

/** Points of an item end here (see `HIGHEST_POINTS` of the reader). */
const VALUES = 201

/** From so many schools on a value must be seen in a share of them; below, in two. [ours] */
const MANY_SCHOOLS = 60
const SEVERAL_SCHOOLS = 8
/** Share of the schools, and of the papers, that reach the maximum of even the hardest item. [ours] */
const LEAST_SCHOOLS = 0.04
const LEAST_PAPERS = 0.001
/** Fewer papers than this show a maximum with one paper. */
const FEW_PAPERS = 20
/** Share of the schools that fill a column before it is an item; those on another test's form are fewer. [ours] */
const FILLING_SCHOOLS = 0.2
const FILLING_PAPERS = 0.05
/** Nobody skips more than this from one number of points to the next; the first may be the full number. */
const WIDEST_STEP = 2
const WIDEST_FIRST_STEP = 5
/** Papers that alone reach a value are believed if they are among the best: from this quantile on. [ours] */
const GOOD = 2 / 3

/** The papers of one school's sitting. */
export interface StoreOfSchool {
  readonly school: number
  readonly store: PaperStore
}

export interface Form {
  /** Positions, among the columns read, of the items of the test. */
  readonly columns: readonly number[]
  /** Maximum of each of them, in points. */
  readonly maxima: readonly number[]
  /** Papers that show the maxima; `null` where a scale, a table or the header says them. */
  readonly shownBy: number | null
}

/**
 * Items and maxima as nearly all papers show them.
 *
 * - A column is an item if at least a fifth of the schools (of one or two schools: a twentieth of the papers) fill it.
 * - A number of points is possible if at least 4 % of the schools, three or more, and .1 % of the papers reach it (of
 *   8-59 schools: two schools; of fewer: two papers), and no gap of more than two points lies below it.
 * - With fewer than 60 schools also if all papers that reach it are sound and among the best third: the last point of a
 *   hard item is rare in a district.
 *
 * @example
 * formOf(stores).maxima // [1, 1, 2, 1]
 */
export function formOf(stores: readonly StoreOfSchool[]): Form {
  const seen = count(stores)
  const columns = seen.columns.flatMap((column, j) => (isItem(column, seen) ? [j] : []))
  const first = columns.map((j) => reached(seen.columns[j]!, seen))
  const maxima = seen.schools >= MANY_SCHOOLS ? first : withRarePoints(stores, columns, first)
  return { columns, maxima: maxima.map((max) => Math.max(1, max)), shownBy: seen.papers }
}

interface Column {
  filledPapers: number
  filledSchools: number
  /** Papers per number of points; index = points. */
  readonly papers: Uint32Array
  /** Schools per highest number of points. */
  readonly schools: Uint32Array
}

interface Seen {
  readonly papers: number
  readonly schools: number
  readonly columns: readonly Column[]
}

function count(stores: readonly StoreOfSchool[]): Seen {
  const width = stores.reduce((most, { store }) => Math.max(most, store.items), 0)
  const columns: Column[] = Array.from({ length: width }, () => ({
    filledPapers: 0,
    filledSchools: 0,
    papers: new Uint32Array(VALUES),
    schools: new Uint32Array(VALUES),
  }))
  const bySchool = new Map<number, PaperStore[]>()
  for (const { school, store } of stores) bySchool.set(school, [...(bySchool.get(school) ?? []), store])
  let papers = 0
  for (const own of bySchool.values()) {
    for (const store of own) papers += store.count
    columns.forEach((column, j) => countColumn(column, j, own))
  }
  return { papers, schools: bySchool.size, columns }
}

/** Adds what the papers of one school show of a column. */
function countColumn(column: Column, j: number, stores: readonly PaperStore[]): void {
  let filled = 0
  let highest = -1
  for (const store of stores)
    for (let i = 0; i < store.count; i++) {
      const answer = store.answer(i, j)
      if (answer === EMPTY) continue
      filled++
      if (answer >= VALUES) continue
      column.papers[answer]!++
      if (answer > highest) highest = answer
    }
  column.filledPapers += filled
  if (filled > 0) column.filledSchools++
  if (highest >= 0) column.schools[highest]!++
}

function isItem({ filledPapers, filledSchools, papers }: Column, seen: Seen): boolean {
  if (filledPapers === 0) return false
  // A column of noughts in many papers is no item that everybody failed.
  if (seen.papers >= 50 && papers[0] === filledPapers) return false
  return seen.schools < 3
    ? filledPapers >= FILLING_PAPERS * seen.papers
    : filledSchools >= Math.max(2, FILLING_SCHOOLS * seen.schools)
}

/** Highest number of points that enough schools and papers reach. */
function reached({ papers, schools }: Column, seen: Seen): number {
  let atLeast = sum(papers, 1)
  let inSchools = sum(schools, 1)
  let highest = 0
  for (let points = 1; points < VALUES; points++) {
    if (papers[points]! > 0) {
      if (points - highest > (highest === 0 ? WIDEST_FIRST_STEP : WIDEST_STEP)) break
      if (!isEnough(atLeast, inSchools, seen)) break
      highest = points
    }
    atLeast -= papers[points]!
    inSchools -= schools[points]!
  }
  return highest
}

function isEnough(papers: number, schools: number, seen: Seen): boolean {
  if (seen.schools >= MANY_SCHOOLS)
    return schools >= Math.max(3, LEAST_SCHOOLS * seen.schools) && papers >= LEAST_PAPERS * seen.papers
  if (seen.schools >= SEVERAL_SCHOOLS) return schools >= 2
  return papers >= (seen.papers < FEW_PAPERS ? 1 : 2)
}

function sum(counts: Uint32Array, from: number): number {
  let total = 0
  for (let value = from; value < counts.length; value++) total += counts[value]!
  return total
}

/** Raises maxima to the next number of points where every paper that reaches it is sound and one of the best. */
function withRarePoints(
  stores: readonly StoreOfSchool[],
  columns: readonly number[],
  maxima: readonly number[],
): readonly number[] {
  const papers = stores.flatMap(({ store }) =>
    Array.from({ length: store.count }, (_, i) => readPaper(store, i, columns)),
  )
  const sums = papers.map(({ sum }) => sum).sort((a, b) => a - b)
  const good = sums[Math.floor(GOOD * sums.length)] ?? 0
  return maxima.map((max, k) => {
    const above = papers.filter(({ points }) => points[k]! > max)
    const next = above.reduce((least, { points }) => Math.min(least, points[k]!), Number.POSITIVE_INFINITY)
    if (next - max > WIDEST_STEP || above.some(({ points }) => points[k]! > next)) return max
    const sound = above.every(
      ({ points, sum, score }) =>
        sum === score && sum - points[k]! + max >= good && points.every((own, i) => i === k || own <= maxima[i]!),
    )
    return sound ? next : max
  })
}

/** Points of a paper per item, blanks as 0, and their sum. */
function readPaper(store: PaperStore, i: number, columns: readonly number[]) {
  const points = columns.map((j) => pointsOf(store.answer(i, j)))
  return { points, sum: points.reduce((total, own) => total + own, 0), score: store.score(i) }
}

/** Points of an answer; blanks and X are 0. */
export const pointsOf = (answer: number): number => (answer < VALUES ? answer : 0)

/**
 * Highest score that is no stray one, from pupils per score of each school: seen in two schools (of fewer than eight: in
 * two papers), or at most a tenth (and two points) above such a score.
 */
export function highestScoreOf(bySchool: ReadonlyMap<number, readonly number[]>): number | null {
  const several = bySchool.size >= SEVERAL_SCHOOLS
  const times = new Map<number, number>()
  for (const counts of bySchool.values())
    counts.forEach((papers, score) => {
      if (papers > 0) times.set(score, (times.get(score) ?? 0) + (several ? 1 : papers))
    })
  const scores = [...times.keys()].sort((a, b) => a - b)
  const shared = scores.findLast((score) => times.get(score)! >= 2)
  if (shared === undefined) return scores.at(-1) ?? null
  let highest = shared
  for (const score of scores)
    if (score > highest && score - highest <= Math.max(2, Math.ceil(highest / 10))) highest = score
  return highest
}
