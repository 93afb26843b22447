import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/bunching.json'
import { bunching, liftedIn, redrawn } from '../../src/statistics/bunching'
import { createRandom, type Random } from '../../src/statistics/random'

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
  it('finds what NumPy finds by the same steps, at both ends of the scale and where nobody stands', () => {
    const equal = (found: readonly number[], wanted: readonly number[]): void => {
      expect(found).toHaveLength(wanted.length)
      const scale = Math.max(...wanted.map(Math.abs))
      wanted.forEach((value, t) => expect(Math.abs(found[t]! - value)).toBeLessThan(1e-8 * scale))
    }
    for (const { counts, cuts, degree, reach, ...wanted } of reference) {
      const { smooth, fitted, bunches, logLikelihood } = bunching(counts, cuts, { degree, reach })!
      equal(smooth, wanted.smooth)
      equal(fitted, wanted.fitted)
      expect(logLikelihood / wanted.logLikelihood).toBeCloseTo(1, 9)
      bunches.forEach(({ lifted, moves }, k) => {
        expect(Math.abs(lifted - wanted.bunches[k]!.lifted)).toBeLessThan(1e-6)
        equal(moves, wanted.bunches[k]!.moves)
      })
    }
  })

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

  it('of a part is worked out by hand: what stands at the cut-offs beyond the curve, by what one lifted paper does', () => {
    const smooth = [1, 2, 3, 4, 5, 6, 7, 8]
    // Of two lifted over 3 one comes from 1 and one from 2; of those over 6 half land on 7.
    const bunches = [
      { cut: 3, from: 1, to: 6, lifted: 0, moves: [0, -0.5, -0.5, 1, 0, 0, 0, 0] },
      { cut: 6, from: 4, to: 8, lifted: 0, moves: [0, 0, 0, 0, 0, -1, 0.5, 0.5] },
    ]
    const fit = { smooth, fitted: smooth, bunches, logLikelihood: 0 }
    // Near 3 stand 1 to 3: 4 of 9; near 6 stand 4 to 6: 7 of 18. The second moves 1 paper out of these: .5 + .5 x 7 / 18.
    const [first, second] = liftedIn([9, 3, 3, 21, 4, 4, 10, 0], smooth, fit)!
    expect(first!.papers).toBeCloseTo(21 - (27 * 4) / 9, 12)
    expect(first!.variance).toBeCloseTo(27 * (4 / 9) * (5 / 9), 12)
    const effect = 0.5 + (0.5 * 7) / 18
    expect(second!.papers).toBeCloseTo((10 - (18 * 7) / 18) / effect, 12)
    expect(second!.variance).toBeCloseTo((18 * (7 / 18) * (11 / 18)) / effect ** 2, 12)
    // Where the curve has nobody, a third stands at each score.
    const [nowhere] = liftedIn([9, 3, 3, 21, 4, 4, 10, 0], [1, 0, 0, 0, 5, 6, 7, 8], fit)!
    expect(nowhere!.papers).toBeCloseTo(21 - 27 / 3, 12)
    // Curves of less than one paper: in all .4 near 2, from the lowest score on.
    const low = { ...fit, bunches: [{ ...bunches[0]!, cut: 2, moves: [0, -1, 1, 0, 0, 0, 0, 0] }] }
    expect(liftedIn([6, 4, 5, 9, 9, 9, 9, 9], [0.1, 0.2, 0.1, 1, 1, 1, 1, 1], low)).toEqual([
      { papers: expect.closeTo(5 - 15 / 4, 12), variance: expect.closeTo((15 * 1 * 3) / 16, 12) },
    ])
    // Near 6 stand 5 and 6 alone where the cut-off before is 4; half of a flat curve at each.
    const narrow = [4, 6].map((cut) => ({
      ...bunches[0]!,
      cut,
      moves: Array.from({ length: 8 }, (_, t) => Number(t === cut) - Number(t === cut - 1)),
    }))
    expect(
      liftedIn([9, 9, 3, 6, 12, 2, 8, 7], [1, 1, 1, 1, 1, 1, 1, 1], { ...fit, bunches: narrow })!.map(
        ({ papers, variance }) => [papers, variance],
      ),
    ).toEqual([
      [expect.closeTo(12 - 21 / 3, 12), expect.closeTo((21 * 2) / 9, 12)],
      [expect.closeTo(8 - 10 / 2, 12), expect.closeTo(10 / 4, 12)],
    ])
    const nothing = { ...fit, bunches: [{ ...bunches[0]!, moves: [0, 0, 0, 0, 0, 0, 0, 0] }] }
    expect(liftedIn([9, 3, 3, 21, 4, 4, 10, 0], smooth, nothing)).toBeNull()
  })

  it('needs four scores with papers beyond the degree and the cut-offs, and room below each of them', () => {
    const flat = (scores: number): number[] => Array(scores).fill(50)
    const model = { degree: 3, reach: 2 }
    expect(bunching(flat(8), [4], model)).not.toBeNull()
    expect(bunching(flat(7), [4], model)).toBeNull()
    expect(bunching([...flat(7), 0, 0], [4], model)).toBeNull()
    // Counts of which no polynomial has a finite solution.
    expect(bunching([...flat(5), 1e300, ...flat(6)], [4], model)).toBeNull()
    for (const cuts of [[0], [12], [4, 5]]) expect(bunching(flat(12), cuts, model), `${cuts}`).toBeNull()
    expect(bunching(flat(12), [1], model)!.bunches[0]).toMatchObject({ cut: 1, from: 0, to: 4 })
    expect(bunching(flat(12), [4, 6], model)!.bunches).toMatchObject([
      { cut: 4, from: 2, to: 7 },
      { cut: 6, from: 5, to: 9 },
    ])
    expect(bunching(flat(12), [11], model)!.bunches[0]).toMatchObject({ from: 9, to: 12 })
  })

  it('fits the mixture of which it speaks: a curve, and papers moved the nearer the more', () => {
    const after = lift(bell(20_000), 22, 0.5, 3)
    const { smooth, fitted, bunches, logLikelihood } = bunching(after, [22], { degree: 4, reach: 3 })!
    const [{ moves, lifted }] = bunches as [(typeof bunches)[number]]
    expect(moves.reduce((sum, part) => sum + part, 0)).toBeCloseTo(0, 12)
    expect(moves.slice(22, 25).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12)
    expect(moves[22]).toBeGreaterThan(0.95)
    smooth.forEach((papers, t) => expect(fitted[t]).toBeCloseTo(papers + lifted * moves[t]!, 8))
    // Of those 1, 2 and 3 points below 3, 2 and 1 parts.
    const share = (d: number): number => (-lifted * moves[22 - d]!) / smooth[22 - d]!
    expect(share(2) / share(1)).toBeCloseTo(2 / 3, 9)
    expect(share(3) / share(1)).toBeCloseTo(1 / 3, 9)
    expect(Math.abs(share(1) - 0.5)).toBeLessThan(0.03)
    // The logarithm of the curve is a polynomial of degree 4: its fifth differences vanish.
    const fifth = (t: number): number =>
      [1, -5, 10, -10, 5, -1].reduce((sum, by, k) => sum + by * Math.log(smooth[t + k]!), 0)
    for (let t = 0; t + 5 <= 40; t++) expect(fifth(t)).toBeCloseTo(0, 7)
    const poisson = after.reduce((sum, n, t) => (n > 0 ? sum + n * Math.log(fitted[t]!) - fitted[t]! : sum), 0)
    expect(logLikelihood).toBeCloseTo(poisson, 6)
  })

  it('has regions drawn anew that scatter as counts do', () => {
    const random = createRandom(3, 'redrawn')
    const drawn = Array.from({ length: 4000 }, () => redrawn([100, 0, 1], random))
    const mean = (t: number) => drawn.reduce((sum, counts) => sum + counts[t]!, 0) / 4000
    const variance = drawn.reduce((sum, counts) => sum + (counts[0]! - 100) ** 2, 0) / 4000
    expect(Math.abs(mean(0) - 100)).toBeLessThan(0.8)
    expect(Math.abs(variance / 100 - 1)).toBeLessThan(0.12)
    expect(mean(1)).toBe(0)
    const above: Random = { ...random, normal: () => 1.5 }
    expect(redrawn([100, 4, 0, 1.2], above)).toEqual([115, 7, 0, 3])
    expect(redrawn([100, 4, 0, 1.2], { ...random, normal: () => -3 })).toEqual([70, 0, 0, 0])
    expect(drawn.every((counts) => counts.every((count) => Number.isInteger(count) && count >= 0))).toBe(true)
  })

  it('is not asked of scales too short to tell a heap from a curve', () => {
    expect(bunching([3, 5, 8, 5, 2], [2], { degree: 4, reach: 1 })).toBeNull()
    expect(liftedIn(new Array(41).fill(0), bell(100), bunching(bell(20_000), CUTS, { degree: 4, reach: 3 })!)).toEqual(
      CUTS.map(() => ({ papers: 0, variance: 0 })),
    )
  })
})
