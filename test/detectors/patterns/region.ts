/**
 * A small graded-response region with known truth: schools of many sizes, items with maxima 1..3, two variants, a
 * curriculum of its own in every school (school x item variance), blanks, and manipulations of a given strength.
 */

import type { DetectorView } from '../../../src/detectors/runner/detector'
import { type Assessment, NOT_ATTEMPTED, NOT_GIVEN, type School, type Sitting } from '../../../src/model'
import { createRandom, type Random } from '../../../src/statistics/random'

export type Mechanism = 'leak' | 'dictated' | 'filled' | 'copied'
export interface RegionPlan {
  readonly seed: number
  readonly sizes: readonly number[]
  readonly itemMax?: readonly number[]
  readonly variants?: number
  /** SD over schools of what a school's pupils know more or less of one item, logits. */
  readonly curriculum?: number
  readonly schoolSd?: number
  readonly discriminationSd?: number
  /** Share of items missing from every second booklet. */
  readonly missing?: number
  /** Manipulated sittings: positions, mechanism and strength 0..1. */
  readonly manipulated?: {
    readonly schools: readonly number[]
    readonly mechanism: Mechanism
    readonly strength: number
  }
}

export const ITEM_MAX = [1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 2, 1, 1, 3] as const

export function region(plan: RegionPlan): { sittings: Sitting[]; assessment: Assessment } {
  const random = createRandom(plan.seed, 'patterns')
  const itemMax = plan.itemMax ?? ITEM_MAX
  const variants = plan.variants ?? 2
  const items = itemMax.map((_, j) => ({
    a: 1.2 * Math.exp((plan.discriminationSd ?? 0.3) * random.normal()),
    b: -1.6 + (3.2 * ((j * 7) % itemMax.length)) / Math.max(1, itemMax.length - 1),
    steps: random.uniform() * 0.6 + 0.5,
    shift: Array.from({ length: variants + 1 }, () => 0.25 * random.normal()),
  }))
  const byDifficulty = itemMax.map((_, j) => j).sort((x, y) => items[y]!.b - items[x]!.b)
  const sittings = plan.sizes.map((n, i) => {
    const level = (plan.schoolSd ?? 0.5) * random.normal()
    const taught = itemMax.map(() => (plan.curriculum ?? 0.3) * random.normal())
    const scores = new Uint8Array(n * itemMax.length)
    const written = new Uint8Array(n)
    for (let p = 0; p < n; p++) {
      const variant = 1 + random.integer(variants)
      written[p] = variant
      const theta = level + 0.9 * random.normal()
      for (let j = 0; j < itemMax.length; j++) {
        const item = items[j]!
        const x = graded(random, item.a, theta - item.b - item.shift[variant]! + taught[j]!, item.steps, itemMax[j]!)
        const omitted = plan.missing !== undefined && p % 2 === 1 && j < plan.missing * itemMax.length
        const blank = x === 0 && random.uniform() < 0.25
        scores[p * itemMax.length + j] = omitted ? NOT_GIVEN : blank ? NOT_ATTEMPTED : x
      }
    }
    const made = plan.manipulated
    if (made?.schools.includes(i)) manipulate(random, made.mechanism, made.strength, scores, itemMax, byDifficulty)
    return sittingOf(i, scores, written, itemMax)
  })
  return { sittings, assessment: assessmentOf(itemMax) }
}

function graded(random: Random, a: number, ability: number, step: number, max: number): number {
  const u = random.uniform()
  let x = 0
  while (x < max && u < 1 / (1 + Math.exp(-a * (ability - x * step)))) x++
  return x
}

function manipulate(
  random: Random,
  mechanism: Mechanism,
  strength: number,
  scores: Uint8Array,
  itemMax: readonly number[],
  hardest: readonly number[],
): void {
  const J = itemMax.length
  const n = scores.length / J
  const right = (p: number, j: number): void => {
    if (scores[p * J + j] !== NOT_GIVEN) scores[p * J + j] = itemMax[j]!
  }
  if (mechanism === 'leak')
    for (let p = 0; p < n; p++) for (const j of hardest.slice(0, 5)) if (random.uniform() < strength) right(p, j)
  if (mechanism === 'dictated') {
    const chosen = random.sample([...itemMax.keys()], Math.round(J / 2))
    for (let p = 0; p < n; p++) for (const j of chosen) if (random.uniform() < strength) right(p, j)
  }
  if (mechanism === 'filled')
    for (let p = 0; p < n; p++) {
      if (random.uniform() >= strength) continue
      const wrong = [...itemMax.keys()].filter((j) => scores[p * J + j] === 0 || scores[p * J + j] === NOT_ATTEMPTED)
      for (const j of random.sample(wrong, Math.ceil(wrong.length / 2))) right(p, j)
    }
  if (mechanism === 'copied') {
    const source = 0
    for (let p = 1; p < n; p++)
      if (random.uniform() < strength)
        for (let j = 0; j < J; j++) if (random.uniform() < 0.9) scores[p * J + j] = scores[source * J + j]!
  }
}

export function sittingOf(i: number, scores: Uint8Array, variants: Uint8Array, itemMax: readonly number[]): Sitting {
  const J = itemMax.length
  const papers = variants.length
  const most = itemMax.reduce((sum, m) => sum + m, 0)
  const scoreCounts = new Array<number>(most + 1).fill(0)
  const itemCounts = itemMax.map((m) => new Array<number>(m + 1).fill(0))
  const itemBlanks = itemMax.map(() => 0)
  for (let p = 0; p < papers; p++) {
    let total = 0
    for (let j = 0; j < J; j++) {
      const x = scores[p * J + j]!
      if (x === NOT_GIVEN) continue
      if (x === NOT_ATTEMPTED) itemBlanks[j]!++
      itemCounts[j]![x === NOT_ATTEMPTED ? 0 : x]!++
      total += x === NOT_ATTEMPTED ? 0 : x
    }
    scoreCounts[total]!++
  }
  const sum = scoreCounts.reduce((s, c, t) => s + c * t, 0)
  const sumOfSquares = scoreCounts.reduce((s, c, t) => s + c * t * t, 0)
  return {
    key: `s${i}`,
    schoolId: `s${i}`,
    assessmentId: 'a',
    subject: 'MA',
    grade: 4,
    year: 2021,
    className: null,
    participants: papers,
    enrolled: null,
    scores: { n: papers, sum, sumOfSquares },
    scoreCounts,
    levelCounts: null,
    exactLevels: true,
    itemCounts,
    itemBlanks,
    itemShares: null,
    journalByScore: null,
    journalByMark: null,
    vectors: { items: J, papers, scores, variants },
  }
}

export function assessmentOf(itemMax: readonly number[]): Assessment {
  return {
    id: 'a',
    subject: 'MA',
    grade: 4,
    year: 2021,
    maxScore: itemMax.reduce((s, m) => s + m, 0),
    cuts: null,
    itemMax,
    itemLevel: null,
    levels: null,
    scaleSource: 'given',
  }
}

/** All sittings as one peer group. */
export function viewOf(sittings: readonly Sitting[], assessment: Assessment): DetectorView {
  const everyone = sittings.map((_, i) => i)
  const school = (id: string): School => ({
    id,
    name: null,
    municipality: null,
    cluster: null,
    advancedProgram: null,
    confirmedByExam: null,
    context: {},
  })
  return {
    sittings,
    assessmentOf: sittings.map(() => assessment),
    schoolOf: sittings.map((s) => school(s.schoolId)),
    observerOf: sittings.map(() => 'unknown' as const),
    peersOf: sittings.map(() => everyone),
    regionOf: sittings.map(() => everyone),
    contextOf: sittings.map(() => []),
    seed: 1,
  }
}
