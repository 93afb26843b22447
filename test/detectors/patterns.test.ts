import { describe, expect, it } from 'vitest'
import { alikeAnswers } from '../../src/detectors/alike-answers'
import { hardItems } from '../../src/detectors/hard-items'
import { itemProfile } from '../../src/detectors/item-profile'
import { responseFit } from '../../src/detectors/response-fit'
import { NOT_GIVEN, type Sitting } from '../../src/model'
import { DETECTORS, measure, p, sizesOf } from './patterns/detectors'
import { ITEM_MAX, region, sittingOf } from './patterns/region'

/** The tables of a sitting without its papers. */
const tablesOnly = (s: Sitting): Sitting => ({ ...s, vectors: null })
/** Item percentages in place of counts. */
const sharesOnly = (s: Sitting): Sitting => ({
  ...s,
  vectors: null,
  itemCounts: null,
  itemShares: s.itemCounts!.map((c, j) => c.reduce((sum, n, x) => sum + n * x, 0) / s.participants! / ITEM_MAX[j]!),
})

describe.each(DETECTORS.map((d) => [d.meta.id, d] as const))('%s', (_, detector) => {
  it('does not depend on the order of the schools or of the papers', () => {
    const { sittings } = region({ seed: 3, sizes: sizesOf(3, 60) })
    const expected = measure(detector, sittings)
    const turned = measure(detector, [...sittings].reverse())
      .slice()
      .reverse()
    expect(turned.map(p)).toEqual(expected.map(p))
    const shuffled = measure(detector, sittings.map(reversePapers))
    expect(shuffled.map(p)).toEqual(expected.map(p))
  })

  it('answers odd data with a reason, not with a number', () => {
    expect(measure(detector, [])).toEqual([])
    const lonely = measure(detector, region({ seed: 1, sizes: [30, 30] }).sittings)
    expect(lonely.map((o) => o.outcome)).toEqual(['undecided', 'undecided'])
    const zeros = sizesOf(1, 12).map((n, i) =>
      sittingOf(i, new Uint8Array(n * ITEM_MAX.length), new Uint8Array(n), ITEM_MAX),
    )
    for (const outcome of measure(detector, zeros)) expect(outcome.outcome).toBe('undecided')
  })

  it('says nothing of a school whose form nobody else wrote', () => {
    const { sittings } = region({ seed: 4, sizes: sizesOf(4, 40) })
    const own = { ...sittings[0]!.vectors!, variants: new Uint8Array(sittings[0]!.participants!).fill(9) }
    expect(measure(detector, [{ ...sittings[0]!, vectors: own }, ...sittings.slice(1)])[0]!.outcome).toBe('undecided')
  })

  it('leaves its input unchanged', () => {
    const { sittings } = region({ seed: 6, sizes: sizesOf(6, 30) })
    const before = JSON.stringify(sittings)
    measure(detector, sittings)
    expect(JSON.stringify(sittings)).toBe(before)
  })

  it('works where a sitting is a class', () => {
    // Every school splits into two classes; what is found stays with the class that did it.
    const plan = {
      seed: 8,
      sizes: sizesOf(8, 120),
      manipulated: { schools: [2], mechanism: 'leak', strength: 0.9 } as const,
    }
    const classes = region(plan).sittings.map((s, i) => ({
      ...s,
      schoolId: `s${i >> 1}`,
      className: i % 2 === 0 ? 'А' : 'Б',
    }))
    const outcomes = measure(detector, classes)
    expect(p(outcomes[2]!)).toBeLessThan(0.01)
    expect(p(outcomes[3]!)).toBeGreaterThan(0.01)
  })
})

/** The same papers in reverse order. */
function reversePapers(s: Sitting): Sitting {
  const { items, papers, scores, variants } = s.vectors!
  const turned = new Uint8Array(scores.length)
  for (let k = 0; k < papers; k++) turned.set(scores.subarray(k * items, (k + 1) * items), (papers - 1 - k) * items)
  return { ...s, vectors: { items, papers, scores: turned, variants: variants.slice().reverse() } }
}

describe('what is found', () => {
  const sizes = new Array<number>(60).fill(30)

  it('names the items that were leaked', () => {
    const { sittings } = region({ seed: 2, sizes, manipulated: { schools: [0], mechanism: 'leak', strength: 0.9 } })
    // The items that went up most against the honest version of the same region.
    const honest = region({ seed: 2, sizes }).sittings
    const gain = (j: number): number => pointsOn(sittings[0]!, j) - pointsOn(honest[0]!, j)
    const leaked = ITEM_MAX.map((_, j) => j)
      .sort((a, b) => gain(b) - gain(a))
      .slice(0, 5)
    const outcome = measure(hardItems, sittings)[0]!
    const block =
      outcome.outcome === 'measured'
        ? String(outcome.details!.block)
            .split(', ')
            .map((t) => Number(t) - 1)
        : []
    expect(block.filter((j) => leaked.includes(j)).length).toBeGreaterThanOrEqual(4)
    const profile = measure(itemProfile, sittings)[0]!
    expect(profile.outcome === 'measured' && profile.details!.items).toMatch(
      new RegExp(`(^|, )(${leaked.map((j) => j + 1).join('|')}) \\(\\+\\d+\\)`),
    )
  })

  it('names the papers that are copies of each other by their running number', () => {
    const { sittings } = region({ seed: 3, sizes })
    const vectors = sittings[0]!.vectors!
    const scores = vectors.scores.slice()
    const variants = vectors.variants.slice()
    // Papers 5, 9 and 14 (from 1) become copies of a paper with the hard half right and the easy half wrong.
    const odd = Uint8Array.from(ITEM_MAX, (max, j) => ((j * 7) % ITEM_MAX.length >= 9 ? max : 0))
    for (const k of [4, 8, 13]) {
      scores.set(odd, k * ITEM_MAX.length)
      variants[k] = 1
    }
    const outcome = measure(alikeAnswers, [sittingOf(0, scores, variants, ITEM_MAX), ...sittings.slice(1)])[0]!
    expect(outcome.outcome === 'measured' && String(outcome.details!.groups).split('; ')).toContain('5-9-14')
    const fit = measure(responseFit, [sittingOf(0, scores, variants, ITEM_MAX), ...sittings.slice(1)])[0]!
    expect(fit.outcome === 'measured' && String(fit.details!.papers).split(', ')).toContain('9')
  })

  it('does not tell a blank from a wrong answer: which of the two is written down is a habit of the school', () => {
    // All wrong answers of one school are left blank: totals and points stay.
    const { sittings } = region({ seed: 5, sizes })
    const vectors = sittings[0]!.vectors!
    const scores = vectors.scores.map((x) => (x === 0 ? 254 : x))
    const blank = [sittingOf(0, scores, vectors.variants, ITEM_MAX), ...sittings.slice(1)]
    expect(p(measure(itemProfile, blank)[0]!)).toBe(p(measure(itemProfile, sittings)[0]!))
    expect(p(measure(responseFit, blank)[0]!)).toBe(p(measure(responseFit, sittings)[0]!))
    // Papers stand in another order, and other papers change places.
    const likeness = [blank, sittings].map((all) => p(measure(alikeAnswers, all)[0]!))
    expect(Math.abs(likeness[0]! - likeness[1]!)).toBeLessThan(0.03)
  })
})

const pointsOn = (s: Sitting, j: number): number => s.itemCounts![j]!.reduce((sum, n, x) => sum + n * x, 0)

describe('tables without papers', () => {
  const sizes = sizesOf(9, 160)
  const plan = {
    seed: 9,
    sizes,
    manipulated: { schools: [2, 6, 10, 14] as readonly number[], mechanism: 'leak' as const, strength: 0.7 },
  }
  const { sittings } = region(plan)

  it.each([
    ['item-profile', itemProfile],
    ['hard-items', hardItems],
  ] as const)('are enough for %s', (_, detector) => {
    for (const strip of [tablesOnly, sharesOnly]) {
      const outcomes = measure(detector, sittings.map(strip))
      for (const i of plan.manipulated.schools) expect(p(outcomes[i]!)).toBeLessThan(0.01)
      const honest = outcomes.filter((_, i) => !plan.manipulated.schools.includes(i) && p(outcomes[i]!) < 0.01)
      // 156 schools at .015: more than six happen once in a hundred regions.
      expect(honest.length).toBeLessThanOrEqual(6)
    }
  })

  it('are too little for few pupils where only percentages are known of items of several points', () => {
    const outcomes = measure(itemProfile, sittings.map(sharesOnly))
    outcomes.forEach((o, i) => {
      if (sizes[i]! >= 26) expect(o.outcome).toBe('measured')
      else expect(o).toEqual({ outcome: 'undecided', reason: 'percentagesOfFewPupils' })
    })
  })

  it('agree with the papers', () => {
    const byPapers = measure(itemProfile, sittings).map(p)
    const byTables = measure(itemProfile, sittings.map(tablesOnly)).map(p)
    const rank = (values: readonly number[]): number[] => values.map((v) => values.filter((w) => w < v).length)
    const [a, b] = [rank(byPapers), rank(byTables)]
    const n = a.length
    const spearman = 1 - (6 * a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0)) / (n * (n * n - 1))
    expect(spearman).toBeGreaterThan(0.85)
  })

  it('may stand beside papers in one region', () => {
    const mixed = measure(
      itemProfile,
      sittings.map((s, i) => (i % 2 === 0 ? tablesOnly(s) : s)),
    )
    expect(mixed.every((o) => o.outcome === 'measured')).toBe(true)
    for (const i of plan.manipulated.schools) expect(p(mixed[i]!)).toBeLessThan(0.01)
  })

  it('are refused with a reason where they cannot be right', () => {
    const bare = sittings.map(tablesOnly)
    const beyond = { ...bare[0]!, scoreCounts: [...bare[0]!.scoreCounts!, 1] }
    const unequal = { ...bare[1]!, itemCounts: bare[1]!.itemCounts!.map((c, j) => (j === 0 ? [0, ...c.slice(1)] : c)) }
    const other = { ...bare[2]!, itemCounts: bare[2]!.itemCounts!.slice(1) }
    const outcomes = measure(itemProfile, [beyond, unequal, other, ...bare.slice(3)])
    expect(outcomes.slice(0, 3).map((o) => (o.outcome === 'measured' ? 'measured' : o.reason))).toEqual([
      'scoresBeyondItems',
      'unequalBooklets',
      'otherItems',
    ])
  })
})

describe('booklets', () => {
  it('are compared only with equal booklets', () => {
    // Half of the schools lost item 1 from all booklets: no reason to suspect them.
    const { sittings } = region({ seed: 12, sizes: sizesOf(12, 80) })
    const cut = sittings.map((s, i) => {
      if (i % 2 === 0) return s
      const scores = s.vectors!.scores.map((x, k) => (k % ITEM_MAX.length === 0 ? NOT_GIVEN : x))
      return sittingOf(i, scores, s.vectors!.variants, ITEM_MAX)
    })
    for (const detector of DETECTORS) {
      const low = measure(detector, cut).filter((o) => p(o) < 0.001)
      expect(low.length).toBeLessThan(3)
    }
  })
})
