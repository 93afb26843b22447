import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseWithin, type Request } from '../../src/recheck/budget'
import { drawControl } from '../../src/recheck/control'

const total = (requests: readonly Request[], chosen: readonly boolean[], field: 'papers' | 'yield'): number =>
  requests.reduce((sum, request, i) => sum + (chosen[i] ? request[field] : 0), 0)

/** Largest yield over all subsets. */
function exhaustive(requests: readonly Request[], budget: number): number {
  let best = 0
  for (let subset = 0; subset < 2 ** requests.length; subset++) {
    const chosen = requests.map((_, i) => (subset & (1 << i)) !== 0)
    if (total(requests, chosen, 'papers') <= budget) best = Math.max(best, total(requests, chosen, 'yield'))
  }
  return best
}

const someRequests = (maxLength: number) =>
  fc.array(
    fc.record({
      papers: fc.integer({ min: 0, max: 40 }),
      yield: fc.double({ min: 0, max: 5, noNaN: true }),
      municipality: fc.constantFrom('A', 'B', 'C', null),
    }),
    { maxLength, size: 'max' },
  )

describe('choice within a budget', () => {
  it('is the best of all subsets', () => {
    fc.assert(
      fc.property(someRequests(10), fc.integer({ min: 0, max: 200 }), (requests, budget) => {
        const chosen = chooseWithin(requests, budget, 0)
        expect(total(requests, chosen, 'papers')).toBeLessThanOrEqual(budget)
        expect(total(requests, chosen, 'yield')).toBeCloseTo(exhaustive(requests, budget), 10)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('never exceeds the budget, nor leaves papers for a sitting that would fit, in long lists', () => {
    fc.assert(
      fc.property(someRequests(300), fc.integer({ min: 0, max: 4000 }), (requests, budget) => {
        const chosen = chooseWithin(requests, budget, 1)
        const left = budget - total(requests, chosen, 'papers')
        expect(left).toBeGreaterThanOrEqual(0)
        expect(requests.filter((r, i) => !chosen[i] && r.papers <= left && r.yield > 0)).toEqual([])
      }),
      { numRuns: 100, seed: 2 },
    )
  })

  it('loses less than one sitting against the bound of divisible papers, in long lists', () => {
    const requests = Array.from({ length: 400 }, (_, i) => ({
      papers: 5 + ((i * 7919) % 31),
      yield: 1 + ((i * 104729) % 97) / 10,
      municipality: null,
    }))
    const byRatio = [...requests].sort((a, b) => b.yield / b.papers - a.yield / a.papers)
    let left = 2000
    let bound = 0
    for (const { papers, yield: expected } of byRatio) {
      bound += expected * Math.min(1, left / papers)
      left -= Math.min(left, papers)
    }
    const reached = total(requests, chooseWithin(requests, 2000, 0), 'yield')
    expect(reached).toBeLessThanOrEqual(bound + 1e-9)
    expect(reached).toBeGreaterThan(bound - 0.5)
  })

  it('gives every municipality its minimum first', () => {
    const requests = [
      { papers: 10, yield: 9, municipality: 'A' },
      { papers: 10, yield: 8, municipality: 'A' },
      { papers: 10, yield: 1, municipality: 'B' },
      { papers: 10, yield: 0.5, municipality: 'B' },
    ]
    expect(chooseWithin(requests, 20, 0)).toEqual([true, true, false, false])
    expect(chooseWithin(requests, 20, 1)).toEqual([true, false, true, false])
    expect(chooseWithin(requests, 40, 1)).toEqual([true, true, true, true])
  })

  it('gives a municipality as many as its minimum says, if they fit', () => {
    const requests = [
      ...Array.from({ length: 4 }, (_, i) => ({ papers: 10, yield: 9 - i, municipality: 'A' })),
      ...Array.from({ length: 4 }, (_, i) => ({ papers: 10, yield: 1 - i / 10, municipality: 'B' })),
    ]
    const ofB = (budget: number, minimum: number) => chooseWithin(requests, budget, minimum).slice(4).filter(Boolean)
    expect([1, 2, 3, 4].map((minimum) => ofB(60, minimum).length)).toEqual([2, 2, 3, 2])
    expect([1, 2, 3].map((minimum) => ofB(50, minimum).length)).toEqual([1, 2, 2])
  })

  it('gives a municipality its minimum also where its only sitting has one paper', () => {
    const requests = [
      { papers: 10, yield: 9, municipality: 'A' },
      { papers: 10, yield: 8, municipality: 'A' },
      { papers: 1, yield: 0.001, municipality: 'B' },
    ]
    expect(chooseWithin(requests, 20, 0)).toEqual([true, true, false])
    expect(chooseWithin(requests, 20, 1)).toEqual([true, false, true])
  })

  it('takes for a minimum the sitting with the largest yield by paper, whatever the others cost', () => {
    const best = { papers: 10, yield: 5, municipality: 'A' }
    const one = { papers: 1, yield: 0.01, municipality: 'A' }
    expect(chooseWithin([one, best], 10, 1)).toEqual([false, true])
    expect(chooseWithin([{ ...best, yield: 1 }, { ...one, papers: 0, yield: 0 }, best], 10, 1)).toEqual([
      ...[false, true, true],
    ])
  })

  it.each([
    [100, 50, 25],
    [70, 65, 20],
  ])('of %i requests of which %i fit, weighs number %i against those that do not', (length, fit, small) => {
    // All of 10 papers but one of 5, which leaves 5 papers over: another request in its place uses them.
    const requests = Array.from({ length }, (_, i) => {
      const papers = i === small ? 5 : 10
      return { papers, yield: papers * (1 - i / 1e4), municipality: null }
    })
    const chosen = chooseWithin(requests, 10 * fit, 0)
    expect(total(requests, chosen, 'papers')).toBe(10 * fit)
    expect(chosen[small]).toBe(false)
    expect(chosen.filter(Boolean)).toHaveLength(fit)
  })

  it('a sitting without papers costs nothing and takes no place of a minimum', () => {
    const requests = [
      { papers: 0, yield: 0, municipality: 'A' },
      { papers: 10, yield: 1, municipality: 'A' },
      { papers: 10, yield: 5, municipality: 'B' },
    ]
    expect(chooseWithin(requests, 20, 1)).toEqual([true, true, true])
    expect(chooseWithin(requests, 0, 1)).toEqual([true, false, false])
  })

  it('uses a budget to its last paper', () => {
    expect(chooseWithin([{ papers: 13, yield: 1, municipality: null }], 13, 0)).toEqual([true])
    expect(chooseWithin([{ papers: 13, yield: 1, municipality: null }], 12, 0)).toEqual([false])
    expect(chooseWithin([{ papers: 13, yield: 1, municipality: 'A' }], 13, 1)).toEqual([true])
    expect(chooseWithin([{ papers: 13, yield: 1, municipality: 'A' }], 12, 1)).toEqual([false])
  })

  it('spends what is left behind the exact choice on what still fits, to the last paper', () => {
    const alike = Array.from({ length: 300 }, () => ({ papers: 10, yield: 10, municipality: null }))
    const small = { papers: 5, yield: 0.001, municipality: null }
    const large = { papers: 6, yield: 0.0011, municipality: null }
    const chosen = chooseWithin([...alike, large, small], 1505, 0)
    expect(chosen.slice(0, 300).filter(Boolean)).toHaveLength(150)
    expect(chosen.slice(300)).toEqual([false, true])
  })

  it('takes of equal choices the earlier ones', () => {
    const equal = Array.from({ length: 4 }, () => ({ papers: 5, yield: 1, municipality: null }))
    expect(chooseWithin(equal, 10, 0)).toEqual([true, true, false, false])
  })
})

describe('control sample', () => {
  it('draws every sitting with the chance that it reports', () => {
    const costs = [13, 13, 20, 9, 30, 9, 9, 15]
    const seeds = 4000
    const times = costs.map(() => 0)
    let promised = 0
    for (let seed = 0; seed < seeds; seed++) {
      const { drawn, inclusionProbability } = drawControl(costs, 50, 400, seed)
      expect(drawn.length / costs.length).toBe(inclusionProbability)
      promised = inclusionProbability
      for (const k of drawn) times[k]!++
    }
    expect(promised).toBe(3 / 8)
    // Five standard errors of a binomial share: 1 chance in 200 000 per sitting.
    const tolerance = 5 * Math.sqrt((promised * (1 - promised)) / seeds)
    for (const drawn of times) expect(Math.abs(drawn / seeds - promised)).toBeLessThan(tolerance)
  })

  it('can always be paid from the budget, whatever is drawn', () => {
    for (let seed = 0; seed < 50; seed++) {
      const costs = [5, 5, 5, 100]
      const { drawn } = drawControl(costs, 60, 60, seed)
      expect(drawn.reduce((sum, k) => sum + costs[k]!, 0)).toBeLessThanOrEqual(60)
    }
  })

  it('is empty without papers or without a frame', () => {
    expect(drawControl([13, 13], 0, 100, 1)).toEqual({ drawn: [], inclusionProbability: 0 })
    expect(drawControl([], 50, 100, 1)).toEqual({ drawn: [], inclusionProbability: 0 })
  })

  it('draws a frame of one where its papers are there, to the last', () => {
    for (let seed = 0; seed < 5; seed++)
      expect(drawControl([10], 10, 10, seed)).toEqual({ drawn: [0], inclusionProbability: 1 })
    expect(drawControl([10], 9, 100, 1)).toEqual({ drawn: [], inclusionProbability: 0 })
    expect(drawControl([10], 100, 9, 1)).toEqual({ drawn: [], inclusionProbability: 0 })
    expect(drawControl([10], 100, 100, 1).drawn).toEqual([0])
  })

  it('depends on the seed alone, and is in the order of the frame', () => {
    const costs = Array.from({ length: 40 }, () => 10)
    const first = drawControl(costs, 150, 400, 7)
    expect(first.drawn).toHaveLength(15)
    expect(first.drawn).toEqual(first.drawn.toSorted((a, b) => a - b))
    expect(drawControl(costs, 150, 400, 7)).toEqual(first)
    expect(drawControl(costs, 150, 400, 8)).not.toEqual(first)
  })
})
