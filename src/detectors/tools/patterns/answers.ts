/** Answers as kinds: the points won. A blank is a wrong answer: which of the two is written down is a habit of the school. */

import { NOT_ATTEMPTED, NOT_GIVEN } from '../../../model'
import { fixed } from '../../../setting'
import { blocksOf, eachPaper } from './pooled'
import type { Papers } from './strata'
import { BYTES } from './strata'

export const NO_ANSWER = fixed(255, {
  reason: "Stands for an item that was not in the paper's booklet.",
  origin: 'computing',
})
const HALF = fixed(0.5, {
  reason: 'Papers that a kind of answer counts at least, so that its logarithm exists.',
  origin: 'ours',
})

/** All answers of an assessment as kinds, and how probable each is at a given form and total. */
export interface Answers {
  /** Kinds of answers: 0 .. highest points. */
  readonly kinds: number
  /** `[paper * items + item]`, `NO_ANSWER` where the item was not given. */
  readonly kindOf: Uint8Array
  /** Table of chances that each stratum uses; neighbouring totals of a form share one where papers are few. */
  readonly blockOf: Int32Array
  readonly blocks: number
  /** Share of the papers of a block with this kind of answer: `[(block * items + item) * kinds + kind]`. */
  readonly chance: Float64Array
}

/**
 * @returns kinds of all answers and their chances, from all papers of the same form and (about) the same total
 */
export function answersOf(papers: Papers): Answers {
  const { items, size } = papers
  const kindOf = new Uint8Array(papers.stratumOf.length * items)
  const kinds = papers.most + 1
  const kindFor = Uint8Array.from({ length: BYTES }, (_, answer) => answer)
  kindFor[NOT_ATTEMPTED] = 0
  kindFor[NOT_GIVEN] = NO_ANSWER
  const blockOf = blocksOf(papers)
  const blocks = blockOf.reduce((most, b) => Math.max(most, b), -1) + 1
  const inBlock = new Float64Array(blocks)
  size.forEach((n, s) => {
    inBlock[blockOf[s]!]! += n
  })
  const chance = new Float64Array(blocks * items * kinds)
  eachPaper(papers, (s, scores, at, paper) => {
    const to = paper * items
    let cell = blockOf[s]! * items * kinds
    for (let j = 0; j < items; j++, cell += kinds) {
      const kind = kindFor[scores[at + j]!]!
      kindOf[to + j] = kind
      if (kind !== NO_ANSWER) chance[cell + kind]! += 1
    }
  })
  for (let cell = 0; cell < chance.length; cell++)
    chance[cell]! = Math.max(chance[cell]!, HALF) / inBlock[Math.floor(cell / (items * kinds))]!
  return { kinds, kindOf, blockOf, blocks, chance }
}
