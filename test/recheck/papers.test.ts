import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/recheck.json'
import type { MonitorResult } from '../../src/model'
import { settingsOf } from '../../src/recheck/options'
import { acceptanceNumber, drawPapers, papersFor, papersToFind } from '../../src/recheck/papers'
import { chanceAffected } from '../../src/recheck/yield'
import { parseSettings } from '../../src/settings'

describe('papers to find one affected', () => {
  it('equals the search over SciPy’s hypergeometric distribution', () => {
    for (const { papers, share, confidence, n } of reference.papersToFind)
      expect({ papers, share, confidence, n: papersToFind(papers, share, confidence) }).toEqual({
        papers,
        share,
        confidence,
        n,
      })
  })

  it('tends to ln(1 - confidence) / ln(1 - share) for a sitting of unknown size', () => {
    expect(papersToFind(Infinity, 0.1, 0.95)).toBe(29)
    expect(papersToFind(1_000_000, 0.1, 0.95)).toBe(29)
  })

  it('is nothing for a sitting without papers', () => {
    expect(papersToFind(0, 0.1, 0.95)).toBe(0)
  })
})

describe('acceptance number', () => {
  it('equals the search over SciPy’s hypergeometric distribution', () => {
    for (const { papers, share, rechecked, confidence, accept } of reference.acceptance)
      expect(acceptanceNumber(papers, share, rechecked, confidence)).toBe(accept)
  })

  it('is 0 for the sample that the list asks for, and below the affected number for all papers', () => {
    expect(acceptanceNumber(22, 0.1, papersToFind(22, 0.1, 0.95), 0.95)).toBe(0)
    expect(acceptanceNumber(22, 0.1, 22, 0.95)).toBe(2)
  })
})

describe('on the border, where rounding would decide', () => {
  const choose = (n: number, k: number): bigint => {
    if (k < 0 || k > n) return 0n
    let ways = 1n
    for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1)
    return ways
  }
  const sizes = Array.from({ length: 60 }, (_, i) => i + 1)
  /** Twentieths of the papers, and how many papers that is at least. */
  const shares = [1, 2, 3, 5, 10].map(
    (k) => [k / 20, (papers: number) => Math.max(1, Math.ceil((papers * k) / 20))] as const,
  )

  it('the papers to find one are those of whole numbers, without any rounding', () => {
    for (const [share, affectedOf] of shares)
      for (const papers of sizes) {
        const affected = affectedOf(papers)
        let n = 0
        while (20n * choose(papers - affected, n) > choose(papers, n)) n++
        expect([papers, share, papersToFind(papers, share, 0.95)]).toEqual([papers, share, n])
      }
  })

  it('and so is the acceptance number', () => {
    for (const [share, affectedOf] of shares)
      for (const papers of sizes.filter((size) => size % 5 === 0))
        for (const rechecked of [1, papers >> 1, papers - 1, papers]) {
          const affected = affectedOf(papers)
          let passes = 0n
          let changed = 0
          for (; changed <= Math.min(rechecked, affected); changed++) {
            passes += choose(affected, changed) * choose(papers - affected, rechecked - changed)
            if (20n * passes > choose(papers, rechecked)) break
          }
          const accept = Math.min(changed, affected) - 1
          expect([papers, share, rechecked, acceptanceNumber(papers, share, rechecked, 0.95)]).toEqual([
            ...[papers, share, rechecked],
            accept,
          ])
        }
  })
})

describe('what is no sample', () => {
  it.each<[string, number, number, number]>([
    ['papers', -1, 0.1, 0.95],
    ['papers', Number.NaN, 0.1, 0.95],
    ['share', 22, 0, 0.95],
    ['share', 22, 10, 0.95],
    ['share', 22, 1.01, 0.95],
    ['share', 22, Number.NaN, 0.95],
    ['confidence', 22, 0.1, 1],
    ['confidence', 22, 0.1, 95],
    ['confidence', 22, 0.1, -0.1],
  ])(
    'is refused by its name: %s, of %d papers, a share of %d, a confidence of %d',
    (name, papers, share, confidence) => {
      expect(() => papersToFind(papers, share, confidence)).toThrow(`papersToFind: ${name} = `)
      expect(() => acceptanceNumber(papers, share, 5, confidence)).toThrow(`acceptanceNumber: ${name} = `)
    },
  )

  it('and the ends that are one are taken', () => {
    expect(papersToFind(22, 1, 0.95)).toBe(1)
    expect(papersToFind(22, 0.1, 0)).toBe(0)
    // Nothing need be found: a sitting passes though all of five papers change; but half of 22 affected are 11.
    expect(acceptanceNumber(22, 0.5, 5, 0)).toBe(5)
    expect(acceptanceNumber(22, 0.5, 22, 0)).toBe(10)
  })
})

describe('papers of a sitting', () => {
  it('are a sample, or all where the settings or strong signs ask for them', () => {
    expect(papersFor({ participants: 22 }, false, parseSettings())).toBe(14)
    expect(papersFor({ participants: 22 }, true, parseSettings())).toBe(22)
    expect(papersFor({ participants: 22 }, false, parseSettings({ recheck: { papers: 'all' } }))).toBe(22)
    expect(papersFor({ participants: null }, true, parseSettings())).toBe(29)
  })

  it('are those that an earlier run asked for, where it tells its settings', () => {
    const by = (settings: MonitorResult['settings']) => settingsOf({ seed: 7, settings })
    expect(by({ recheck: { affectedShare: 0.2 } } as never)).toMatchObject({ seed: 7, recheck: { affectedShare: 0.2 } })
    expect(papersFor({ participants: 22 }, false, by({ recheck: { papers: 'all' } } as never))).toBe(22)
    expect(by(undefined as never)).toMatchObject({ seed: 7, recheck: parseSettings().recheck })
  })

  it('are drawn without repetition, the same for equal seeds', () => {
    const drawn = drawPapers(1, 'key', 22, 14)
    expect(new Set(drawn).size).toBe(14)
    expect(drawn.every((n) => n >= 1 && n <= 22)).toBe(true)
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b))
    expect(drawPapers(1, 'key', 22, 14)).toEqual(drawn)
    expect(drawPapers(2, 'key', 22, 14)).not.toEqual(drawn)
  })
})

describe('chance to be affected', () => {
  it('stays at the prior where the evidence says nothing, and grows as p falls', () => {
    expect(chanceAffected(null, 0.05)).toBe(0.05)
    expect(chanceAffected(0.9, 0.05)).toBe(0.05)
    // Odds .05/.95 over the bound -e p ln p = .018777 of Sellke, Bayarri & Berger's table for p = .001.
    expect(chanceAffected(0.001, 0.05)).toBeCloseTo(0.05 / (0.05 + 0.95 * 0.0187774), 5)
    expect(chanceAffected(0, 0.05)).toBeGreaterThan(0.999)
  })
})
