/** What schools do to their results. Each mechanism has three strengths; all of them change papers in place. */
import { NOT_ATTEMPTED } from '../model'
import type { Random } from '../statistics/random'
import type { ItemModel } from './items'
import type { Mechanism, Strength } from './options'
import { markOf, type Papers, raise, totalOf } from './papers'
import { highestScore, type Scale } from './scales'

type ByStrength<T> = Readonly<Record<Strength, T>>

/** Share of the papers that a manipulation reaches: class after class, since it is teachers who do it. */
const REACH: ByStrength<number> = { weak: 0.5, medium: 0.75, strong: 1 }
/** Lifting: how far below a cut (share of the highest score) and how many of those papers. */
const LIFTING = {
  weak: { width: 0.1, chance: 0.6 },
  medium: { width: 0.18, chance: 0.8 },
  strong: { width: 0.3, chance: 0.95 },
}
/** Leniency: chance that an open item not fully solved gets a point more. */
const LENIENCY: ByStrength<number> = { weak: 0.3, medium: 0.5, strong: 0.75 }
/** Dictation: share of the items, one block of them; each is then solved with this chance. */
const DICTATED: ByStrength<number> = { weak: 0.25, medium: 0.4, strong: 0.6 }
const DICTATED_SOLVED = 0.9
/** Leak: share of the items, the hardest; chance that a pupil makes use of it. */
const LEAK = {
  weak: { items: 0.2, chance: 0.6 },
  medium: { items: 0.3, chance: 0.75 },
  strong: { items: 0.4, chance: 0.9 },
}
/** Filling: share of the papers, the weakest; the teacher solves an item, and a paper copies it, with these chances. */
const FILLED: ByStrength<number> = { weak: 0.2, medium: 0.4, strong: 0.7 }
const TEACHER_SOLVES = 0.85
const COPIED = 0.95
/** Absence: share of the pupils, the weakest; chance that one of them is kept away. */
const KEPT_AWAY: ByStrength<number> = { weak: 0.1, medium: 0.2, strong: 0.35 }
const KEPT_AWAY_CHANCE = 0.85
/** Top: share of the papers raised, of those that reach half of the highest score; at least two. And where the top begins. */
const TOPPED: ByStrength<number> = { weak: 0.1, medium: 0.2, strong: 0.35 }
const FROM_HALF = 0.5
const TOP = 0.92
/** Journal: chance that a journal mark is written to match the test. */
const MATCHED: ByStrength<number> = { weak: 0.4, medium: 0.7, strong: 1 }

export interface Manipulation {
  readonly mechanism: Mechanism
  readonly strength: Strength
}

interface Scene {
  readonly papers: Papers
  readonly scale: Scale
  readonly model: ItemModel
  readonly strength: Strength
  readonly random: Random
  /** Papers within reach. */
  readonly reached: readonly number[]
}

/** Mechanisms at work before the papers are marked; the others work on marked papers. */
const BEFORE_MARKING: readonly Mechanism[] = ['dictation', 'leak', 'filling', 'absence']

/**
 * Carries a manipulation out, around the ordinary marking of the papers.
 *
 * @param mark marks the papers as the region does
 */
export function manipulate(
  manipulation: Manipulation,
  papers: Papers,
  scale: Scale,
  model: ItemModel,
  random: Random,
  mark: () => void,
): void {
  const { mechanism, strength } = manipulation
  const scene = { papers, scale, model, strength, random, reached: reach(papers, REACH[strength], random) }
  if (BEFORE_MARKING.includes(mechanism)) {
    ACTS[mechanism](scene)
    mark()
  } else {
    mark()
    ACTS[mechanism](scene)
  }
}

const ACTS: Readonly<Record<Mechanism, (scene: Scene) => void>> = {
  lifting({ papers, scale, strength, random, reached }) {
    const { width, chance } = LIFTING[strength]
    for (const i of reached) {
      const total = totalOf(papers, i)
      const cut = scale.cuts.find((c) => c > total)
      const start = random.integer(papers.items)
      const near = cut !== undefined && cut - total <= Math.max(1, width * highestScore(scale))
      if (random.uniform() < chance && near) raise(papers, i, cut, scale.itemMax, start)
    }
  },

  leniency({ papers, scale, strength, random, reached }) {
    for (const i of reached) markKindly(papers, i, scale, LENIENCY[strength], random)
  },

  dictation({ papers, model, strength, random, reached }) {
    const first = random.integer(model.items)
    const count = Math.max(1, Math.round(DICTATED[strength] * model.items))
    for (const i of reached)
      for (let step = 0; step < count; step++)
        if (random.uniform() < DICTATED_SOLVED) solve(papers, i, (first + step) % model.items, model)
  },

  leak({ papers, model, strength, random, reached }) {
    const { items, chance } = LEAK[strength]
    const leaked = model.hardestFirst.slice(0, Math.max(1, Math.round(items * model.items)))
    for (const i of reached) for (const j of leaked) if (random.uniform() < chance) solve(papers, i, j, model)
  },

  filling({ papers, model, strength, random }) {
    const pattern = model.max.map((max) => (random.uniform() < TEACHER_SOLVES ? max : Math.floor(max / 2)))
    const worth = pattern.reduce((sum, points) => sum + points, 0)
    for (const i of weakest(papers, FILLED[strength], (paper) => totalOf(papers, paper)))
      if (totalOf(papers, i) < worth)
        for (let j = 0; j < papers.items; j++)
          if (random.uniform() < COPIED) papers.answers[i * papers.items + j] = pattern[j]!
  },

  absence({ papers, strength, random }) {
    for (const i of weakest(papers, KEPT_AWAY[strength], (paper) => papers.ability[paper]!))
      if (random.uniform() < KEPT_AWAY_CHANCE) papers.present[i] = 0
  },

  top({ papers, scale, strength, random }) {
    const highest = highestScore(scale)
    const top = Math.ceil(TOP * highest)
    const good = weakest(papers, 1, (paper) => totalOf(papers, paper)).filter((i) => {
      const total = totalOf(papers, i)
      return total >= FROM_HALF * highest && total < top
    })
    const raised = Math.min(good.length, Math.max(2, Math.round(TOPPED[strength] * countPresent(papers))))
    for (const i of random.sample(good, raised))
      raise(papers, i, top + random.integer(highest - top + 1), scale.itemMax, random.integer(papers.items))
  },

  journal({ papers, scale, strength, random, reached }) {
    for (const i of reached)
      if (random.uniform() < MATCHED[strength]) papers.journal[i] = markOf(totalOf(papers, i), scale.cuts)
  },
}

/** The whole region marks too kindly: every paper of the sitting, without reach. */
export function inflate(papers: Papers, scale: Scale, strength: Strength, random: Random): void {
  for (let i = 0; i < papers.pupils; i++)
    if (papers.present[i] === 1) markKindly(papers, i, scale, LENIENCY[strength], random)
}

/** Open items are those worth more than a point or above the basic level. */
function markKindly(papers: Papers, paper: number, scale: Scale, chance: number, random: Random): void {
  for (let j = 0; j < papers.items; j++) {
    const max = scale.itemMax[j]!
    if (max < 2 && scale.itemLevel[j] === 'Б') continue
    const at = paper * papers.items + j
    const answer = papers.answers[at]!
    if (random.uniform() < chance && answer < max) papers.answers[at] = answer + 1
  }
}

function solve(papers: Papers, paper: number, item: number, model: ItemModel): void {
  papers.answers[paper * papers.items + item] = model.max[item]!
}

/** Present pupils, from the first of a random class on, so that some classes are touched whole and others not. */
function reach(papers: Papers, share: number, random: Random): number[] {
  const classes = (papers.classes.at(-1) ?? 0) + 1
  const first = papers.classes.indexOf(random.integer(classes))
  const present = Array.from({ length: papers.pupils }, (_, i) => (first + i) % papers.pupils).filter(
    (i) => papers.present[i] === 1,
  )
  return present.slice(0, Math.ceil(share * present.length))
}

function weakest(papers: Papers, share: number, value: (paper: number) => number): number[] {
  const present = Array.from({ length: papers.pupils }, (_, i) => i).filter((i) => papers.present[i] === 1)
  const values = new Map(present.map((i) => [i, value(i)]))
  present.sort((a, b) => values.get(a)! - values.get(b)! || a - b)
  return present.slice(0, Math.ceil(share * present.length))
}

/** A copy that a manipulation of the original does not change. */
export function copyPapers(papers: Papers): Papers {
  return {
    ...papers,
    answers: papers.answers.slice(),
    present: papers.present.slice(),
    journal: papers.journal.slice(),
  }
}

/** What was done to a sitting, against the honest papers of the same pupils. */
export function compare(honest: Papers, actual: Papers): { changed: number; keptAway: number; meanShift: number } {
  let changed = 0
  for (let i = 0; i < actual.pupils; i++) if (actual.present[i] === 1 && differs(honest, actual, i)) changed++
  const away = countPresent(honest) - countPresent(actual)
  return { changed, keptAway: away, meanShift: meanOf(actual) - meanOf(honest) }
}

function differs(a: Papers, b: Papers, paper: number): boolean {
  if (a.journal[paper] !== b.journal[paper]) return true
  for (let at = paper * a.items, end = at + a.items; at < end; at++) {
    const was = a.answers[at]! === NOT_ATTEMPTED ? 0 : a.answers[at]!
    const is = b.answers[at]! === NOT_ATTEMPTED ? 0 : b.answers[at]!
    if (was !== is) return true
  }
  return false
}

export function countPresent(papers: Papers): number {
  return papers.present.reduce((sum, here) => sum + here, 0)
}

function meanOf(papers: Papers): number {
  let sum = 0
  for (let i = 0; i < papers.pupils; i++) if (papers.present[i] === 1) sum += totalOf(papers, i)
  const present = countPresent(papers)
  return present === 0 ? 0 : sum / present
}
