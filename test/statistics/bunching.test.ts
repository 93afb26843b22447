import { describe, expect, it } from 'vitest'
import { bunching, liftedIn } from '../../src/statistics/bunching'
import { createRandom } from '../../src/statistics/random'

const CUTS = [12, 22, 32]
/** A bell over 0..40, in papers. */
const bell = (papers: number): number[] => {
  const density = Array.from({ length: 41 }, (_, t) => Math.exp(-((t - 20) ** 2) / 128))
  const sum = density.reduce((a, b) => a + b, 0)
  return density.map((d) => Math.round((papers * d) / sum))
}
/** Moves a share of the papers at each of the `reach` points below a cut-off to it. */
const lift = (counts: readonly number[], cut: number, share: number, reach: number): number[] => {
  const after = [...counts]
  for (let d = 1; d <= reach; d++) {
    const moved = Math.round(counts[cut - d]! * share * (1 - (d - 1) / reach))
    after[cut - d]! -= moved
    after[cut]! += moved
  }
  return after
}
const over = (after: readonly number[], before: readonly number[], cut: number): number =>
  after.slice(cut).reduce((a, b) => a + b, 0) - before.slice(cut).reduce((a, b) => a + b, 0)

describe('bunching', () => {
  it('counts what was moved to each cut-off', () => {
    const before = bell(20_000)
    const after = lift(lift(before, 12, 0.6, 3), 22, 0.2, 3)
    const fit = bunching(after, CUTS, { degree: 4, reach: 3 })!
    const truth = CUTS.map((cut) => over(after, before, cut))
    fit.bunches.forEach(({ lifted }, k) => expect(Math.abs(lifted - truth[k]!)).toBeLessThan(0.1 * truth[0]!))
    const found = liftedIn(after, fit.smooth, fit)!
    found.forEach(({ papers }, k) => expect(Math.abs(papers - truth[k]!)).toBeLessThan(0.1 * truth[0]!))
  })

  it('finds nothing in a smooth distribution', () => {
    const counts = bell(20_000)
    const fit = bunching(counts, CUTS, { degree: 4, reach: 3 })!
    for (const { lifted } of fit.bunches) expect(lifted).toBeLessThan(60)
    for (const { papers } of liftedIn(counts, fit.smooth, fit)!) expect(Math.abs(papers)).toBeLessThan(60)
  })

  it('says of parts what adds up to the whole, and less than nothing where there is a dent', () => {
    const random = createRandom(1, 'parts')
    const before = bell(20_000)
    const after = lift(before, 12, 0.6, 3)
    const fit = bunching(after, CUTS, { degree: 4, reach: 3 })!
    const part = after.map((count) => Math.round(count * (0.2 + 0.3 * random.uniform())))
    const rest = after.map((count, t) => count - part[t]!)
    const papers = (counts: readonly number[]) => liftedIn(counts, fit.smooth, fit)!.map((own) => own.papers)
    papers(after).forEach((all, k) => expect(papers(part)[k]! + papers(rest)[k]!).toBeCloseTo(all, 6))
    const dented = bell(2000).map((count, t) => (t === 12 ? 0 : count))
    expect(papers(dented)[0]).toBeLessThan(0)
  })

  it('is not asked of scales too short to tell a heap from a curve', () => {
    expect(bunching([3, 5, 8, 5, 2], [2], { degree: 4, reach: 1 })).toBeNull()
    expect(liftedIn(new Array(41).fill(0), bell(100), bunching(bell(20_000), CUTS, { degree: 4, reach: 3 })!)).toEqual(
      CUTS.map(() => ({ papers: 0, variance: 0 })),
    )
  })
})
