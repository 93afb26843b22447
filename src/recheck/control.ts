/** The control sample: a random sample of the sittings without grounds, the only honest estimate of what the list misses. */
import { createRandom } from '../statistics/random'

export interface ControlSample {
  /** Positions in the frame, ascending. */
  readonly drawn: readonly number[]
  /** Chance of each sitting of the frame to be drawn: drawn / frame. */
  readonly inclusionProbability: number
}

/**
 * Simple random sample without replacement. Its size depends on the frame alone, never on what is drawn, so that every
 * sitting of the frame has the same known chance: as many sittings as the papers pay for on average, and so few that
 * even the largest ones could be paid from the whole budget.
 *
 * @param costs papers of each sitting of the frame
 * @param papers papers set apart for the control
 * @param budget papers altogether
 * @example
 * drawControl([13, 13, 20, 9], 30, 200, 1) // two of the four, inclusionProbability .5
 */
export function drawControl(costs: readonly number[], papers: number, budget: number, seed: number): ControlSample {
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  const wanted = costs.length === 0 ? 0 : Math.floor(papers / mean)
  const largest = [...costs].sort((a, b) => b - a)
  let size = 0
  for (let spent = 0; size < Math.min(wanted, costs.length); size++) {
    spent += largest[size]!
    if (spent > budget) break
  }
  const drawn = createRandom(seed, 'control')
    .sample([...costs.keys()], size)
    .sort((a, b) => a - b)
  return { drawn, inclusionProbability: costs.length === 0 ? 0 : size / costs.length }
}
