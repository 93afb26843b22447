/** Known manipulations of a chosen size, done to the user's own papers. */
import type { Assessment, PowerMechanism } from '../model'
import type { Random } from '../statistics/random'
import type { Paper } from './papers'

export const POWER_MECHANISMS: readonly PowerMechanism[] = ['lifting', 'leak', 'filling', 'absence']

const LEAKED_ITEMS = 1 / 3
const LEAK_USED = 0.9
/** What a filled-in paper reaches, and how closely it follows the others. */
const FILLED_SHARE = 0.85
const COPIED = 0.95

export interface Scene {
  readonly papers: readonly Paper[]
  /** Papers that the manipulation may touch. */
  readonly wanted: number
  readonly assessment: Pick<Assessment, 'cuts' | 'itemMax' | 'maxScore'>
  /** Items, the hardest first. */
  readonly hardest: readonly number[]
  readonly random: Random
}

/**
 * Changes the papers in place.
 *
 * @returns papers changed; `null` where the data do not hold what the manipulation needs
 */
export function manipulate(mechanism: PowerMechanism, scene: Scene): number | null {
  const done = ACTS[mechanism](scene)
  return done === null ? null : scene.papers.filter((paper) => paper.away || paper.score !== paper.before).length
}

const ACTS: Readonly<Record<PowerMechanism, (scene: Scene) => true | null>> = {
  lifting({ papers, wanted, assessment: { cuts, itemMax }, random }) {
    if (cuts === null || cuts.length === 0) return null
    const nearest = papers
      .flatMap((paper) => {
        const cut = cuts.find((c) => c > paper.score)
        return cut === undefined ? [] : [{ paper, cut, gap: cut - paper.score, order: random.uniform() }]
      })
      .sort((a, b) => a.gap - b.gap || a.order - b.order)
    for (const { paper, cut } of nearest.slice(0, wanted)) raise(paper, cut, itemMax, random)
    return true
  },

  leak({ papers, wanted, assessment: { itemMax }, hardest, random }) {
    if (itemMax === null || papers.some(({ items }) => items === null)) return null
    const leaked = hardest.slice(0, Math.max(1, Math.round(LEAKED_ITEMS * hardest.length)))
    for (const paper of random.sample(papers, wanted)) {
      for (const j of leaked) if (random.uniform() < LEAK_USED) paper.items![j] = itemMax[j]!
      paper.score = totalOf(paper.items!)
    }
    return true
  },

  filling({ papers, wanted, assessment: { itemMax, maxScore }, random }) {
    if (maxScore === null) return null
    const worth = Math.round(FILLED_SHARE * maxScore)
    const pattern = itemMax?.map((max) => (random.uniform() < FILLED_SHARE ? max : Math.floor(max / 2)))
    for (const paper of papers.slice(0, wanted)) {
      if (paper.score >= worth) continue
      if (paper.items === null || pattern === undefined) paper.score = worth
      else {
        for (let j = 0; j < paper.items.length; j++) if (random.uniform() < COPIED) paper.items[j] = pattern[j]!
        paper.score = totalOf(paper.items)
      }
    }
    return true
  },

  absence({ papers, wanted }) {
    for (const paper of papers.slice(0, Math.min(wanted, papers.length - 1))) paper.away = true
    return true
  },
}

const totalOf = (items: Uint8Array): number => items.reduce((sum, points) => sum + points, 0)

/** Points are given where a marker could give them: random items that are not full yet. */
function raise(paper: Paper, cut: number, itemMax: readonly number[] | null, random: Random): void {
  if (paper.items === null || itemMax === null) {
    paper.score = cut
    return
  }
  while (paper.score < cut) {
    const open = itemMax.flatMap((max, j) => (paper.items![j]! < max ? [j] : []))
    if (open.length === 0) return
    paper.items[open[random.integer(open.length)]!]!++
    paper.score++
  }
}
