/** A sample with given chances that is spread over a space: neighbours are seldom drawn together. */
import { fixed } from '../setting'
import type { Random } from '../statistics/random'

const SETTLED = fixed(1e-9, { reason: 'A chance that differs by less from 0 or 1 is decided.', origin: 'computing' })

/**
 * Local pivotal method, second variant: a unit and its nearest neighbour contest their chances until all are 0 or 1. Every
 * unit is drawn with exactly its chance, the size is fixed where the chances sum to a whole number, and the sample is
 * spread, so that it is balanced on everything that varies smoothly over the space.
 *
 * @param chances in [0, 1]
 * @param points of equal length, aligned with the chances; empty ones make every unit a neighbour of every other
 * @returns positions drawn, ascending
 * Source: Grafström, Lundström & Schelin (2012) Biometrics 68, 514-520 (LPM2).
 * @example
 * localPivotal([0.5, 0.5], [[0], [1]], createRandom(1, 'example')).length // 1
 */
export function localPivotal(
  chances: readonly number[],
  points: readonly (readonly number[])[],
  random: Random,
): number[] {
  const left = Float64Array.from(chances)
  const open = [...left.keys()].filter((i) => !isDecided(left[i]!))
  while (open.length > 1) {
    const at = random.integer(open.length)
    const first = open[at]!
    const other = nearest(first, open, points, random)
    const second = open[other]!
    contest(left, first, second, random)
    // The later position goes first: the earlier one stays where it is.
    for (const place of [at, other].sort((a, b) => b - a))
      if (isDecided(left[open[place]!]!)) {
        open[place] = open.at(-1)!
        open.pop()
      }
  }
  // What is left of chances that do not sum to a whole number.
  for (const i of open) left[i] = random.uniform() < left[i]! ? 1 : 0
  return [...left.keys()].filter((i) => left[i]! > 0.5)
}

const isDecided = (chance: number): boolean => chance < SETTLED || chance > 1 - SETTLED

/** Position among the open units of the one nearest to a unit; of several one at random. */
function nearest(
  unit: number,
  open: readonly number[],
  points: readonly (readonly number[])[],
  random: Random,
): number {
  let best = Number.POSITIVE_INFINITY
  let found: number[] = []
  open.forEach((other, place) => {
    if (other === unit) return
    const distance = squaredDistance(points[unit]!, points[other]!)
    if (distance < best) [best, found] = [distance, [place]]
    else if (distance === best) found.push(place)
  })
  return found[random.integer(found.length)]!
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!)
  return sum
}

/** One of the two takes as much as it can of what both have; each keeps its chance on average. */
function contest(left: Float64Array, i: number, j: number, random: Random): void {
  const [a, b] = [left[i]!, left[j]!]
  const sum = a + b
  const firstWins = random.uniform() < (sum < 1 ? a / sum : (1 - b) / (2 - sum))
  const [winner, loser] = firstWins ? [i, j] : [j, i]
  left[winner] = Math.min(1, sum)
  left[loser] = Math.max(0, sum - 1)
}
