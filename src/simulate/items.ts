/**
 * Items of a test as a graded-response model (Samejima 1969): item j earns at least k points when
 * `slope_j * (ability - threshold_jk) + logistic noise > 0`. Discriminations differ, thresholds are ordered.
 */
import { exp } from '../elementary'
import { highestScore, type Scale } from './scales'

export interface ItemModel {
  readonly items: number
  readonly max: readonly number[]
  /** Discrimination of each item. */
  readonly slopes: Float64Array
  /** `slope * threshold` of item j and score k at `first[j] + k - 1`. */
  readonly steps: Float64Array
  readonly first: readonly number[]
  /** Items from the hardest to the easiest. */
  readonly hardestFirst: readonly number[]
  /** Ability at which the expected score equals each cut: what a teacher's journal marks go by. */
  readonly cutAbilities: readonly number[]
}

/** Relative discriminations and difficulties, item after item; any uneven pattern would do. */
const DISCRIMINATION = [1.15, 0.8, 1.3, 0.95, 1.05, 0.7, 1.2, 0.9, 1.0, 0.85]
const DIFFICULTY = [-0.3, 0.45, -0.1, -0.5, 0.3, 0, 0.5, -0.4, 0.15, -0.1, 0.35, -0.25]
const LEVEL_DIFFICULTY: Readonly<Record<string, number>> = { П: 0.9, В: 1.2 }
/** Spread of difficulties over the items, and distance between the scores of one item, in ability units. */
const ITEM_SPREAD = 1.2
const STEP = 1

/** Ability grid with normal weights: integrates smooth functions of a normal ability to 1e-9. */
const GRID = Array.from({ length: 61 }, (_, i) => -6 + 0.2 * i)
const WEIGHTS = GRID.map((x) => (0.2 * exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI))

/**
 * Finds the common shift and discrimination at which a standard normal ability gives the mean and the standard
 * deviation that the scale asks for.
 *
 * @throws RangeError if no discrimination reaches them
 */
export function calibrateItems(scale: Scale): ItemModel {
  let shift = 0
  let slope = 1
  for (let round = 0; round < 200; round++) {
    const now = moments(buildItems(scale, slope, shift))
    if (Math.abs(now.mean - scale.mean) < 1e-9 && Math.abs(now.sd - scale.sd) < 1e-9) break
    const gradient = (moments(buildItems(scale, slope, shift + 1e-4)).mean - now.mean) / 1e-4
    shift -= Math.max(-0.5, Math.min(0.5, (now.mean - scale.mean) / gradient))
    const ratio = scale.sd / now.sd
    slope *= Math.max(0.7, Math.min(1.4, ratio * Math.sqrt(ratio)))
    if (!(slope < 50 && slope > 0.01)) {
      throw new RangeError(`${scale.subject} ${scale.grade}: no items give mean ${scale.mean} and sd ${scale.sd}.`)
    }
  }
  const curves = buildItems(scale, slope, shift)
  return { ...curves, cutAbilities: scale.cuts.map((cut) => abilityAt(curves, cut - 0.5)) }
}

type Curves = Omit<ItemModel, 'cutAbilities'>

function buildItems(scale: Scale, slope: number, shift: number): Curves {
  const items = scale.itemMax.length
  const slopes = new Float64Array(items)
  const steps = new Float64Array(highestScore(scale))
  const first: number[] = []
  const location: number[] = []
  let next = 0
  for (let j = 0; j < items; j++) {
    const max = scale.itemMax[j]!
    const relative = 0.7 * ((2 * (j + 0.5)) / items - 1) + DIFFICULTY[j % DIFFICULTY.length]!
    const difficulty = shift + ITEM_SPREAD * (relative + (LEVEL_DIFFICULTY[scale.itemLevel[j]!] ?? 0))
    slopes[j] = slope * DISCRIMINATION[j % DISCRIMINATION.length]!
    first.push(next)
    location.push(difficulty)
    for (let k = 1; k <= max; k++) steps[next++] = slopes[j]! * (difficulty + STEP * (k - (max + 1) / 2))
  }
  const hardestFirst = location.map((_, j) => j).sort((a, b) => location[b]! - location[a]! || a - b)
  return { items, max: scale.itemMax, slopes, steps, first, hardestFirst }
}

/** Mean and variance of the total score at one ability. */
function scoreAt(model: Curves, ability: number): { mean: number; variance: number } {
  let mean = 0
  let variance = 0
  for (let j = 0; j < model.items; j++) {
    let itemMean = 0
    let itemSquare = 0
    for (let k = 1; k <= model.max[j]!; k++) {
      const p = logistic(model.slopes[j]! * ability - model.steps[model.first[j]! + k - 1]!)
      itemMean += p
      itemSquare += (2 * k - 1) * p
    }
    mean += itemMean
    variance += itemSquare - itemMean * itemMean
  }
  return { mean, variance }
}

function moments(model: Curves): { mean: number; sd: number } {
  let mean = 0
  let square = 0
  for (let i = 0; i < GRID.length; i++) {
    const at = scoreAt(model, GRID[i]!)
    mean += WEIGHTS[i]! * at.mean
    square += WEIGHTS[i]! * (at.variance + at.mean * at.mean)
  }
  return { mean, sd: Math.sqrt(square - mean * mean) }
}

function abilityAt(model: Curves, score: number): number {
  let low = -6
  let high = 6
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (scoreAt(model, middle).mean < score) low = middle
    else high = middle
  }
  return (low + high) / 2
}

export function logistic(x: number): number {
  return 1 / (1 + exp(-x))
}
