import type { Counts, Moments, ResponseVectors, Sitting } from '../model'
import { fixed } from '../setting'
import { addCounts, addTables } from './counts'

/** Identity of an assessment: year, grade and subject, `-` where the data do not say. */
export function assessmentId(of: { subject: string; grade: number | null; year: number | null }): string {
  return `${of.year ?? '-'}/${of.grade ?? '-'}/${of.subject}`
}

/** Identity of a sitting. Cells never hold a tab (white space is collapsed on reading), so the parts stay apart. */
export function sittingKey(schoolId: string, assessment: string, className: string | null): string {
  return `${schoolId}\t${assessment}\t${className ?? ''}`
}

/** Mean primary score of a sitting, in points; `null` where it is not known. */
export function meanOf(sitting: Pick<Sitting, 'scores'>): number | null {
  const { scores } = sitting
  return scores === null || scores.n === 0 ? null : scores.sum / scores.n
}

/**
 * Variance of the primary scores inside a sitting, in squared points, with divisor n - 1.
 * `null` where it is not known or where there are fewer than two pupils.
 */
export function varianceOf(sitting: Pick<Sitting, 'scores'>): number | null {
  const { scores } = sitting
  if (scores === null || scores.sumOfSquares === null || scores.n < 2) return null
  return Math.max(0, scores.sumOfSquares - (scores.sum * scores.sum) / scores.n) / (scores.n - 1)
}

/** `null` (not known of a part) makes the whole unknown: associative and commutative. */
function both<T>(a: T | null, b: T | null, add: (a: T, b: T) => T): T | null {
  return a === null || b === null ? null : add(a, b)
}

/** Tables that speak only of some of the pupils (journal marks): an absent one is a table of zeros. */
function either<T>(a: T | null, b: T | null, add: (a: T, b: T) => T): T | null {
  return a === null ? b : b === null ? a : add(a, b)
}

const addMoments = (a: Moments, b: Moments): Moments => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: both(a.sumOfSquares, b.sumOfSquares, (x, y) => x + y),
})

/**
 * Two parts of one sitting (two files, two pieces, two classes) added up table by table. Associative and commutative,
 * so that files can be read in pieces and in any order. What is unknown of one part is unknown of the whole; the
 * journal tables alone, which speak only of pupils with a journal mark, are kept from the part that has them.
 *
 * @throws RangeError if the parts belong to different schools or assessments.
 */
export function mergeSittings(a: Sitting, b: Sitting): Sitting {
  if (a.schoolId !== b.schoolId || a.assessmentId !== b.assessmentId)
    throw new RangeError(`Not the same sitting: ${a.key} and ${b.key}`)
  const className = a.className === b.className ? a.className : null
  // Who stayed away is told of a whole sitting: pairs across the parts are in neither.
  const { away: _, ...first } = a
  return {
    ...first,
    key: sittingKey(a.schoolId, a.assessmentId, className),
    className,
    participants: both(a.participants, b.participants, (x, y) => x + y),
    enrolled: both(a.enrolled, b.enrolled, (x, y) => x + y),
    scores: both(a.scores, b.scores, addMoments),
    scoreCounts: both(a.scoreCounts, b.scoreCounts, addCounts),
    levelCounts: both(a.levelCounts, b.levelCounts, addCounts),
    exactLevels: a.exactLevels && b.exactLevels,
    itemCounts: both<readonly Counts[]>(a.itemCounts, b.itemCounts, addTables),
    itemBlanks: both(a.itemBlanks, b.itemBlanks, addCounts),
    itemShares: both(a.itemShares, b.itemShares, (x, y) =>
      weightedShares(x, a.participants ?? 1, y, b.participants ?? 1),
    ),
    journalByScore: either<readonly Counts[]>(a.journalByScore, b.journalByScore, addTables),
    journalByMark: either<readonly Counts[]>(a.journalByMark, b.journalByMark, addTables),
    vectors: both(a.vectors, b.vectors, addVectors),
  }
}

function weightedShares(a: readonly number[], na: number, b: readonly number[], nb: number): number[] {
  return a.map((share, j) => (share * na + (b[j] ?? 0) * nb) / (na + nb))
}

function addVectors(a: ResponseVectors, b: ResponseVectors): ResponseVectors {
  if (a.items !== b.items) throw new RangeError(`Papers of ${a.items} and of ${b.items} items cannot be added up`)
  const scores = new Uint8Array(a.scores.length + b.scores.length)
  scores.set(a.scores)
  scores.set(b.scores, a.scores.length)
  const variants = new Uint8Array(a.papers + b.papers)
  variants.set(a.variants)
  variants.set(b.variants, a.papers)
  return sortVectors({ items: a.items, papers: a.papers + b.papers, scores, variants })
}

/** Papers in an order of their own (by variant, then answers), so that the order of rows in a file leaves no trace. */
export function sortVectors(vectors: ResponseVectors): ResponseVectors {
  const { items, papers, scores, variants } = vectors
  const order = new Uint32Array(papers)
  for (let i = 0; i < papers; i++) order[i] = i
  order.sort((p, q) => {
    if (variants[p] !== variants[q]) return variants[p]! - variants[q]!
    for (let j = 0; j < items; j++) {
      const difference = scores[p * items + j]! - scores[q * items + j]!
      if (difference !== 0) return difference
    }
    return 0
  })
  const sorted = new Uint8Array(papers * items)
  const sortedVariants = new Uint8Array(papers)
  for (let i = 0; i < papers; i++) {
    const from = order[i]! * items
    for (let j = 0; j < items; j++) sorted[i * items + j] = scores[from + j]!
    sortedVariants[i] = variants[order[i]!]!
  }
  return { items, papers, scores: sorted, variants: sortedVariants }
}

const FINENESS = fixed(10_000, {
  reason: 'Parts in which shares of an item are told: four digits, beyond which no office reads.',
  origin: 'computing',
})

/** Mean share 0..1 of the maximum of each item, in ten-thousandths; `null` where items are not known. */
export function itemSharesOf(
  { itemShares, itemCounts }: Pick<Sitting, 'itemShares' | 'itemCounts'>,
  itemMax: readonly number[] | null,
): readonly number[] | null {
  const shares =
    itemShares ??
    itemCounts?.map((counts, j) => {
      const papers = counts.reduce((sum, count) => sum + count, 0)
      const points = counts.reduce((sum, count, score) => sum + count * score, 0)
      return papers === 0 ? 0 : points / papers / (itemMax?.[j] ?? counts.length - 1)
    })
  return shares?.map((share) => Math.round(share * FINENESS) / FINENESS) ?? null
}
