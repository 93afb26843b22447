/** How improbable a paper's answers are, given its total. */
import { NOT_ATTEMPTED, NOT_GIVEN } from '../../model'
import { blocksOf, eachPaper } from './pooled'
import type { Papers } from './strata'

/** Answers are told apart as points 0..MOST, blank last; more points than that count as MOST. */
const MOST = 14
const KINDS = MOST + 2
/** Papers that a kind of answer counts at least, so that its logarithm exists. */
const HALF = 0.5

/** Kind of an answer: its points, or blank. A blank and a wrong answer are worth the same and mean different things. */
export const kindOf = (answer: number): number =>
  answer === NOT_ATTEMPTED ? MOST + 1 : answer === NOT_GIVEN ? -1 : Math.min(answer, MOST)

/**
 * Surprise of each paper: minus the sum over its items of ln P(this answer | form and total), P from all papers of the
 * same form and total (neighbouring totals together where papers are few).
 *
 * @returns nats, one per paper
 */
export function surprises(papers: Papers): Float64Array {
  const { items, size } = papers
  const blockOf = blocksOf(papers)
  const blocks = blockOf.reduce((most, b) => Math.max(most, b), -1) + 1
  const counts = new Float64Array(blocks * items * KINDS)
  const inBlock = new Float64Array(blocks)
  size.forEach((n, s) => {
    inBlock[blockOf[s]!]! += n
  })
  eachPaper(papers, (s, scores, at) => {
    for (let j = 0; j < items; j++) {
      const kind = kindOf(scores[at + j]!)
      if (kind >= 0) counts[(blockOf[s]! * items + j) * KINDS + kind]! += 1
    }
  })
  const cost = counts.map((c, cell) => {
    const n = inBlock[Math.floor(cell / (items * KINDS))]!
    return -Math.log(Math.max(c, HALF) / n)
  })
  const surprise = new Float64Array(papers.stratumOf.length)
  eachPaper(papers, (s, scores, at, paper) => {
    let sum = 0
    for (let j = 0; j < items; j++) {
      const kind = kindOf(scores[at + j]!)
      if (kind >= 0) sum += cost[(blockOf[s]! * items + j) * KINDS + kind]!
    }
    surprise[paper] = sum
  })
  return surprise
}
