/** The papers of a sitting, taken out of its count tables to be changed, and put back. */
import { type Assessment, NOT_ATTEMPTED, NOT_GIVEN, type Sitting } from '../model'
import { countItems } from '../sittings/builder'
import { levelsFromScores, momentsOfCounts } from '../sittings/counts'
import { sortVectors } from '../sittings/sitting'
import type { Random } from '../statistics/random'

export interface Paper {
  /** Primary score as the user's data have it. */
  readonly before: number
  score: number
  /** Points per item; `null` where the data hold no answers. A blank is 0 points here. */
  readonly items: Uint8Array | null
  readonly variant: number
  away: boolean
}

/**
 * One entry per paper, in order of the score. Answers come with it only where they add up to the scores.
 *
 * @returns `null` where the sitting has no pupils per score
 */
export function papersOf(sitting: Sitting): Paper[] | null {
  const { scoreCounts, vectors } = sitting
  if (scoreCounts === null || !scoreCounts.every(Number.isInteger)) return null
  const scores = scoreCounts.flatMap((count, score) => new Array<number>(count).fill(score))
  const without = scores.map((score): Paper => ({ before: score, score, items: null, variant: 0, away: false }))
  if (vectors === null || vectors.papers !== scores.length || vectors.scores.includes(NOT_GIVEN)) return without
  const papers = Array.from({ length: vectors.papers }, (_, i): Paper => {
    const answers = vectors.scores.slice(i * vectors.items, (i + 1) * vectors.items)
    const items = answers.map((answer) => (answer === NOT_ATTEMPTED ? 0 : answer))
    const score = items.reduce((sum, points) => sum + points, 0)
    return { before: score, score, items, variant: vectors.variants[i]!, away: false }
  }).sort((a, b) => a.before - b.before)
  return papers.every((paper, i) => paper.before === scores[i]) ? papers : without
}

/** The sitting with its papers as they are now; every table that follows from them is counted again. */
export function sittingOf(
  sitting: Sitting,
  assessment: Pick<Assessment, 'cuts'>,
  papers: readonly Paper[],
  random: Random,
): Sitting {
  const present = papers.filter((paper) => !paper.away)
  const scoreCounts = new Array<number>(Math.max(sitting.scoreCounts!.length, ...present.map((p) => p.score + 1))).fill(
    0,
  )
  for (const { score } of present) scoreCounts[score]!++
  const { cuts } = assessment
  const journalByScore = moveJournal(sitting, papers, scoreCounts.length, random)
  // Whose papers they are is not known: who else would be away is not told.
  const { away, ...rest } = sitting
  return {
    ...rest,
    ...(away !== undefined && present.length === papers.length ? { away } : {}),
    participants: present.length,
    scores: momentsOfCounts(scoreCounts),
    scoreCounts,
    levelCounts: sitting.levelCounts === null || cuts === null ? null : levelsFromScores(scoreCounts, cuts),
    itemShares: null,
    journalByScore,
    journalByMark:
      journalByScore === null || cuts?.length !== 3
        ? null
        : journalByScore.map((row) => [0, 0, ...levelsFromScores(row, cuts)]),
    ...answersOf(sitting, present),
  }
}

function answersOf(
  sitting: Sitting,
  present: readonly Paper[],
): Pick<Sitting, 'vectors' | 'itemCounts' | 'itemBlanks'> {
  const items = sitting.vectors?.items ?? 0
  if (items === 0 || present.some((paper) => paper.items === null))
    return { vectors: null, itemCounts: null, itemBlanks: null }
  const scores = new Uint8Array(present.length * items)
  present.forEach((paper, i) => scores.set(paper.items!, i * items))
  const variants = Uint8Array.from(present, (paper) => paper.variant)
  const vectors = sortVectors({ items, papers: present.length, scores, variants })
  return { vectors, ...countItems(vectors) }
}

/** Journal marks stay with their pupils: a changed paper moves its mark to the new score, one kept away takes it along. */
function moveJournal(
  { journalByScore, scoreCounts }: Sitting,
  papers: readonly Paper[],
  width: number,
  random: Random,
): number[][] | null {
  if (journalByScore === null) return null
  const staying = journalByScore.map((row) => [...row])
  const journal = journalByScore.map((row) => Array.from({ length: width }, (_, score) => row[score] ?? 0))
  const left = [...scoreCounts!]
  for (const { before, score, away } of papers) {
    if (score === before && !away) continue
    // Whose paper it is, the tables do not say: a random one of those with this score.
    const mark = markAt(staying, before, random.integer(left[before]!--))
    if (mark === -1) continue
    staying[mark]![before]!--
    journal[mark]![before]!--
    if (!away) journal[mark]![score]!++
  }
  return journal
}

/** Journal mark of the paper at this place among those of a score; -1 where it has none. */
function markAt(journal: readonly (readonly number[])[], score: number, place: number): number {
  let before = 0
  return journal.findIndex((row) => {
    before += row[score] ?? 0
    return place < before
  })
}
