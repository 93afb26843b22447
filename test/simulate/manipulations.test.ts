import { describe, expect, it } from 'vitest'
import { NOT_ATTEMPTED } from '../../src/model'
import { type Mechanism, PAPER_MECHANISMS, type RegionInput, type Strength } from '../../src/simulate'
import { fillOptions } from '../../src/simulate/options'
import { type Papers, totalOf } from '../../src/simulate/papers'
import { planRegion, type SimulatedSitting, simulateSittings } from '../../src/simulate/region'

const STRENGTHS: readonly Strength[] = ['weak', 'medium', 'strong']
const BASE: RegionInput = { seed: 8, schools: 60, subjects: ['Математика'], grades: [4, 5] }

function sittings(input: RegionInput): SimulatedSitting[] {
  return [...simulateSittings(planRegion(fillOptions(input)))]
}
function everyone(mechanism: Mechanism, strength: Strength, more: RegionInput = {}): SimulatedSitting[] {
  const manipulation = { schools: 1, sittings: 1, strength, mechanisms: [mechanism], prevented: false }
  return sittings({ ...BASE, ...more, manipulation })
}
const honest = sittings({ ...BASE, manipulation: null })
/** Without lifting everywhere, the answers differ from the honest ones by the mechanism alone. */
const unlifted = sittings({ ...BASE, manipulation: null, regionLift: 0 })

const answer = (papers: Papers, paper: number, item: number): number => {
  const value = papers.answers[paper * papers.items + item]!
  return value === NOT_ATTEMPTED ? 0 : value
}
const present = (papers: Papers): number[] =>
  Array.from({ length: papers.pupils }, (_, i) => i).filter((i) => papers.present[i] === 1)

/** Calls back for every answer of a present pupil that the mechanism changed. */
function eachChange(
  actual: readonly SimulatedSitting[],
  before: readonly SimulatedSitting[],
  check: (change: { sitting: number; item: number; paper: number; was: number; is: number; max: number }) => void,
): void {
  for (const [sitting, { papers, scale }] of actual.entries())
    for (const paper of present(papers))
      for (let item = 0; item < papers.items; item++) {
        const was = answer(before[sitting]!.papers, paper, item)
        const is = answer(papers, paper, item)
        if (is !== was) check({ sitting, item, paper, was, is, max: scale.itemMax[item]! })
      }
}

describe('manipulations', () => {
  it.each(PAPER_MECHANISMS)('%s raises the mean, the more the stronger', (mechanism) => {
    const shifts = STRENGTHS.map((strength) => {
      const all = everyone(mechanism, strength)
      const pupils = all.reduce((sum, { truth }) => sum + truth.participants, 0)
      return all.reduce((sum, { truth }) => sum + truth.participants * truth.meanShift, 0) / pupils
    })
    expect(shifts[0]).toBeGreaterThan(0.1)
    expect(shifts[1]).toBeGreaterThan(1.3 * shifts[0]!)
    expect(shifts[2]).toBeGreaterThan(1.3 * shifts[1]!)
  })

  it.each(PAPER_MECHANISMS.filter((m) => m !== 'absence'))('%s touches more papers the stronger it is', (mechanism) => {
    const shares = STRENGTHS.map((strength) => {
      const all = everyone(mechanism, strength)
      const changed = all.reduce((sum, { truth }) => sum + truth.changedPapers, 0)
      return changed / all.reduce((sum, { truth }) => sum + truth.participants, 0)
    })
    expect(shares[0]).toBeGreaterThan(0.05)
    expect(shares[1]).toBeGreaterThan(1.1 * shares[0]!)
    expect(shares[2]).toBeGreaterThan(1.1 * shares[1]!)
  })

  it('lifting moves papers from below a cut exactly to it', () => {
    const all = everyone('lifting', 'medium', { regionLift: 0 })
    let lifted = 0
    for (const [s, { papers, scale }] of all.entries())
      for (const i of present(papers)) {
        const [was, is] = [totalOf(unlifted[s]!.papers, i), totalOf(papers, i)]
        if (is === was) continue
        lifted++
        expect(scale.cuts.find((cut) => cut > was)).toBe(is)
        expect(is - was).toBeLessThanOrEqual(4)
      }
    expect(lifted).toBeGreaterThan(200)
  })

  it('leniency gives one point more, on open items only', () => {
    const all = everyone('leniency', 'strong', { regionLift: 0 })
    let changes = 0
    eachChange(all, unlifted, ({ sitting, item, was, is, max }) => {
      changes++
      expect(is).toBe(was + 1)
      expect(max > 1 || all[sitting]!.scale.itemLevel[item] !== 'Б').toBe(true)
    })
    expect(changes).toBeGreaterThan(500)
  })

  it('dictation solves one block of items for the papers it reaches', () => {
    const all = everyone('dictation', 'weak', { regionLift: 0 })
    const items = all.map(() => new Set<number>())
    eachChange(all, unlifted, ({ sitting, item, is, max }) => {
      items[sitting]!.add(item)
      expect(is).toBe(max)
    })
    for (const [s, { papers }] of all.entries()) {
      const touched = items[s]!
      // Seen on a ring, the touched items fit into a block of a quarter of the test.
      const block = Math.round(0.25 * papers.items)
      const starts = Array.from({ length: papers.items }, (_, first) => first)
      expect(starts.some((first) => [...touched].every((j) => (j - first + papers.items) % papers.items < block))).toBe(
        true,
      )
    }
  })

  it('a leak helps with the hardest items only', () => {
    const all = everyone('leak', 'weak', { regionLift: 0 })
    const solved = (sitting: number) => {
      const [sum, most] = [new Map<number, number>(), unlifted[sitting]!.scale.itemMax]
      for (const { papers, scale } of unlifted)
        if (scale === unlifted[sitting]!.scale)
          for (const i of present(papers))
            for (let j = 0; j < papers.items; j++) sum.set(j, (sum.get(j) ?? 0) + answer(papers, i, j) / most[j]!)
      return most.map((_, j) => sum.get(j)!)
    }
    const touched = new Map<number, Set<number>>([
      [4, new Set()],
      [5, new Set()],
    ])
    eachChange(all, unlifted, ({ sitting, item }) => touched.get(all[sitting]!.scale.grade)!.add(item))
    for (const sitting of [0, 1]) {
      const { scale } = all[sitting]!
      const easiness = solved(sitting)
      const leaked = touched.get(scale.grade)!
      expect(leaked.size).toBe(Math.round(0.2 * scale.itemMax.length))
      const mean = (items: number[]) => items.reduce((sum, j) => sum + easiness[j]!, 0) / items.length
      const others = easiness.map((_, j) => j).filter((j) => !leaked.has(j))
      expect(mean([...leaked])).toBeLessThan(0.6 * mean(others))
    }
  })

  it('filling makes papers alike and hardly ever lowers one', () => {
    const pairs = (all: readonly SimulatedSitting[]) => {
      let same = 0
      let count = 0
      for (const { papers } of all) {
        const here = present(papers).slice(0, 12)
        for (const a of here)
          for (const b of here)
            if (a < b) {
              count += papers.items
              for (let j = 0; j < papers.items; j++) if (answer(papers, a, j) === answer(papers, b, j)) same++
            }
      }
      return same / count
    }
    const all = everyone('filling', 'strong', { regionLift: 0 })
    expect(pairs(all)).toBeGreaterThan(pairs(unlifted) + 0.1)
    const raised = all.flatMap(({ papers }, s) =>
      present(papers).map((i) => totalOf(papers, i) - totalOf(unlifted[s]!.papers, i)),
    )
    expect(raised.filter((change) => change < -2).length / raised.length).toBeLessThan(0.01)
  })

  it('absence keeps weak pupils away and changes no paper', () => {
    const all = everyone('absence', 'medium')
    let away = 0
    let gap = 0
    for (const [s, { papers, truth }] of all.entries()) {
      expect(truth.changedPapers).toBe(0)
      away += truth.keptAway
      const ability = (indices: number[]) =>
        indices.reduce((sum, i) => sum + papers.ability[i]!, 0) / Math.max(1, indices.length)
      const gone = present(honest[s]!.papers).filter((i) => papers.present[i] === 0)
      if (gone.length > 0) gap += ability(present(papers)) - ability(gone)
    }
    expect(away).toBeGreaterThan(300)
    expect(gap / all.length).toBeGreaterThan(0.8)
  })

  it('journal marks match the test the more, and the scores stay', () => {
    const agreement = (all: readonly SimulatedSitting[]) => {
      let agree = 0
      let count = 0
      for (const { papers, scale } of all)
        for (const i of present(papers)) {
          if (papers.journal[i] === 0) continue
          count++
          const total = totalOf(papers, i)
          if (papers.journal[i] === 2 + scale.cuts.filter((cut) => total >= cut).length) agree++
        }
      return agree / count
    }
    const shares = STRENGTHS.map((strength) => {
      const all = everyone('journal', strength)
      for (const { truth } of all) expect(truth.meanShift).toBe(0)
      expect(all.reduce((sum, { truth }) => sum + truth.changedPapers, 0)).toBeGreaterThan(100)
      return agreement(all)
    })
    expect(shares[0]).toBeGreaterThan(agreement(honest) + 0.03)
    expect(shares[1]).toBeGreaterThan(shares[0]! + 0.03)
    expect(shares[2]).toBe(1)
  })
})
