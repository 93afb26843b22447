/** How odd the answers of a paper are, by what is rare and what is hard in the whole region. */

import { log } from '../../../elementary'
import { NOT_ATTEMPTED, NOT_GIVEN } from '../../../model'
import { fixed } from '../../../setting'
import { eachPaper } from './pooled'
import type { Papers } from './strata'
import { BYTES } from './strata'

const HALF = fixed(0.5, {
  reason: 'Papers that an answer counts at least, so that its logarithm exists.',
  origin: 'ours',
})

/**
 * Surprise of each paper: the sum over its items of -ln P(this answer), a blank being a wrong one, and of
 * the log odds against every point that was won. Inside a stratum, where papers have equal totals, the first part tells
 * rare answers and the second hard points won in the place of easy ones, as Guttman errors and U3 do.
 *
 * P is counted over all papers of a form, whatever their total. Counted inside the totals it is sharper in an honest
 * region, and blunt where it is needed: papers with leaked items meet in a few totals and become the usual thing there.
 *
 * @returns nats, one per paper; only differences inside a stratum mean anything
 */
export function surprises(papers: Papers): Float64Array {
  const { items, stratumOf, form, forms } = papers
  /** Kinds of answers: 0 .. most points, and not given, which does not count. */
  const kinds = papers.most + 2
  const kindOf = Uint8Array.from({ length: BYTES }, (_, answer) => answer)
  kindOf[NOT_ATTEMPTED] = 0
  kindOf[NOT_GIVEN] = kinds - 1
  const count = new Float64Array(forms * items * kinds)
  eachPaper(papers, (s, scores, at) => {
    let cell = form[s]! * items * kinds
    for (let j = 0; j < items; j++, cell += kinds) count[cell + kindOf[scores[at + j]!]!]! += 1
  })
  const cost = costsOf(count, kinds)
  const sums = new Float64Array(stratumOf.length)
  eachPaper(papers, (s, scores, at, paper) => {
    let cell = form[s]! * items * kinds
    let sum = 0
    for (let j = 0; j < items; j++, cell += kinds) sum += cost[cell + kindOf[scores[at + j]!]!]!
    sums[paper] = sum
  })
  return sums
}

/** Per form, item and kind of answer: -ln P, and the log odds against each point on the way to it. */
function costsOf(count: Float64Array, kinds: number): Float64Array {
  const cost = new Float64Array(count.length)
  for (let first = 0; first < count.length; first += kinds) {
    const own = count.subarray(first, first + kinds - 1)
    const papers = own.reduce((sum, c) => sum + c, 0)
    /** Papers that won at least as many points as the kind of answer at hand. */
    let reached = papers - own[0]!
    let steps = 0
    own.forEach((answers, kind) => {
      if (kind > 0) {
        steps += log((papers - reached + HALF) / (reached + HALF))
        reached -= answers
      }
      cost[first + kind] = steps - log((answers + HALF) / (papers + HALF))
    })
  }
  return cost
}
