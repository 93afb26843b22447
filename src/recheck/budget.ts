/** What fits a budget: the largest expected yield for the papers there are, municipal minima first. */
import { fixed } from '../setting'

/** One sitting that asks for papers. */
export interface Request {
  /** Papers to recheck, a whole number. */
  readonly papers: number
  /** Expected changed papers among them. */
  readonly yield: number
  readonly municipality: string | null
}

const CORE = fixed(60, {
  reason: 'So many requests around the last one that fits are weighed against each other exactly.',
  origin: 'ours',
})

/**
 * Chooses requests for a budget. Every municipality gets its `minimum` best ones first; the rest goes by yield per
 * paper. Papers come in whole sittings, so near the end of the budget the best by ratio need not be the best choice: the
 * 60 requests around it are chosen exactly (0/1 knapsack by dynamic programming), which makes the choice optimal for
 * up to 60 requests and leaves at most the yield of a part of one sitting in larger lists.
 *
 * Source: Dantzig (1957) for the order by ratio; Balas & Zemel (1980) for solving a core exactly.
 *
 * @param requests equal ratios keep the order of the list
 * @param budget papers
 * @returns whether each request fits, aligned with `requests`
 * @example
 * chooseWithin([{ papers: 13, yield: 1, municipality: 'A' }, { papers: 9, yield: .1, municipality: 'A' }], 13, 0)
 * // [true, false]
 */
export function chooseWithin(requests: readonly Request[], budget: number, minimum: number): boolean[] {
  const chosen = requests.map(() => false)
  let left = budget
  const take = (i: number): void => {
    chosen[i] = true
    left -= requests[i]!.papers
  }
  const order = requests.map((_, i) => i).sort((a, b) => ratio(requests[b]!) - ratio(requests[a]!))

  const taken = new Map<string | null, number>()
  for (const i of order) {
    const { municipality, papers } = requests[i]!
    const already = taken.get(municipality) ?? 0
    if (papers === 0 || already >= minimum || papers > left) continue
    taken.set(municipality, already + 1)
    take(i)
  }

  const rest = order.filter((i) => !chosen[i])
  const start = Math.max(0, Math.min(firstThatDoesNotFit(rest, requests, left) - CORE / 2, rest.length - CORE))
  for (const i of rest.slice(0, start)) take(i)
  for (const i of bestSubset(rest.slice(start, start + CORE), requests, left)) take(i)
  for (const i of rest.slice(start + CORE)) if (requests[i]!.papers <= left) take(i)
  return chosen
}

const ratio = ({ papers, yield: expected }: Request): number => (papers === 0 ? Infinity : expected / papers)

function firstThatDoesNotFit(order: readonly number[], requests: readonly Request[], budget: number): number {
  let left = budget
  const at = order.findIndex((i) => {
    left -= requests[i]!.papers
    return left < 0
  })
  return at === -1 ? order.length : at
}

/** 0/1 knapsack: the subset with the largest yield within the budget; of equal ones that with the earlier requests. */
function bestSubset(candidates: readonly number[], requests: readonly Request[], budget: number): number[] {
  const size = Math.min(
    budget,
    candidates.reduce((sum, i) => sum + requests[i]!.papers, 0),
  )
  const best = new Float64Array(size + 1)
  // From the last candidate to the first, so that reading the choices back starts with the first.
  const takes = candidates.map(() => new Uint8Array(size + 1))
  for (let k = candidates.length - 1; k >= 0; k--) {
    const { papers, yield: expected } = requests[candidates[k]!]!
    for (let room = size; room >= papers; room--) {
      const withIt = best[room - papers]! + expected
      if (withIt < best[room]!) continue
      best[room] = withIt
      takes[k]![room] = 1
    }
  }
  let room = size
  return candidates.filter((i, k) => {
    if (takes[k]![room] === 0) return false
    room -= requests[i]!.papers
    return true
  })
}
