/**
 * What the forms (variants) of a school share in their item profiles. Honest schools differ item by item, and much of
 * that is the school's habit with one form only; a manipulation of the sitting - a leak, a dictation - shows in all forms
 * alike. So the profile of every school x form is whitened, its honest covariance is split into what the forms of a
 * school share and what is the form's own, and a sitting is judged by the shared part. Derivation and measurements:
 * docs/method-patterns.md, section 7.
 */
import { groupBy } from '../../../group-by'
import { fixed } from '../../../setting'
import { composed, type Eigen, eigen, rotated } from '../../../statistics/eigen'
import { linearSystem, solveLinear } from '../../../statistics/linear-system'
import { chiSquaredUpper } from '../../../statistics/tails'
import type { DetectorView } from '../../runner/detector'
import { keepForMembers, toldElsewhere } from '../told'
import { leaningsByForm } from './lean'
import { eachPaper, type PooledItems, pairAt } from './pooled'
import { Composition, type Papers, pointsOf } from './strata'

const LEAST_SHARE = fixed(1e-4, {
  reason:
    'Directions with less variance than this share of the largest are none: equal totals leave one of them empty.',
  origin: 'computing',
})
const LEAST_INFORMATION = fixed(0.5, {
  reason: 'A profile of less is that of a single answer.',
  origin: 'ours',
  unit: "papers' worth of information",
})
const ROUNDS = fixed(12, {
  reason: 'Rounds after which the covariances no longer move in the digits that matter.',
  origin: 'computing',
})
const LEAST_EIGENVALUE = fixed(1e-4, {
  reason: 'Eigenvalues of an honest covariance are at least this, so that it can be inverted.',
  origin: 'computing',
  unit: 'logits squared',
})
const FARTHEST = fixed(1.5, {
  reason: 'Profiles farther out than a chi-squared reaches count less in the honest covariances.',
  origin: 'ours',
  unit: 'standard deviations of the chi-squared',
})
const START = fixed(
  { all: 0.03, shared: 0.01 },
  {
    reason: 'Where the search for the honest covariances begins; it ends in the same place from elsewhere.',
    origin: 'computing',
    unit: 'logits squared',
  },
)

/** The profile of one school on one form. */
interface FormProfile {
  readonly sitting: number
  /** Papers' worth of information: the inverse of the chance variance of each direction. */
  readonly information: number
  /** Whitened deviation per paper's worth, one entry per direction. */
  readonly deviation: Float64Array
  /** Leaning on the level of the school, on the same scale. */
  readonly leaning: number
}

/** How far the shared profile of a sitting lies out. */
export interface SharedProfile {
  /** Squared distance from what honest schools of the region show; its mean among them is `directions`. */
  readonly distance: number
  readonly directions: number
  /** Tail of the chi-squared distribution. */
  readonly p: number
}

/** @returns one entry per sitting; `null` where it has no profile, or the region is too small to tell what is honest */
export function sharedProfiles(view: DetectorView, papers: Papers, pooled: PooledItems): (SharedProfile | null)[] {
  const whole = view.regionOf[0] ?? []
  const elsewhere = toldElsewhere(view, whole, HONEST)
  const known = elsewhere === null ? null : honestFrom(elsewhere, papers.items)
  const { profiles, whitening } = formProfiles(papers, pooled, known?.whitening ?? null)
  const { directions } = whitening
  const sittings = papers.start.length - 1
  const found = new Array<SharedProfile | null>(sittings).fill(null)
  if (directions === 0 || (known === null && profiles.length <= directions)) return found
  const schools = bySitting(profiles)
  const honest = known?.honest ?? honestCovariances(profiles, schools, directions)
  if (known === null) keepForMembers(view, whole, HONEST, numbersOf(whitening, honest))
  const judge = judgeOf(honest, directions)
  for (const school of schools) {
    const distance = judge(school)
    if (distance === null) continue
    found[school[0]!.sitting] = { distance, directions, p: chiSquaredUpper(distance, directions) }
  }
  return found
}

const HONEST = 'item-profile.honest'

/** Directions, whitening matrix, slope, shared covariance, eigenvalues and eigenvectors of the own one, one after the other. */
const numbersOf = ({ directions, matrix }: Whitening, { slope, shared, own }: Honest): number[] => [
  directions,
  ...[matrix, slope, shared, own.values, own.vectors].flatMap((list) => [...list]),
]

/** `null` where the numbers are of other items. */
function honestFrom(numbers: readonly number[], items: number): { whitening: Whitening; honest: Honest } | null {
  const [size = 0] = numbers
  if (numbers.length !== 1 + items * size + size + size * size + size + size * size) return null
  let from = 1
  const list = (length: number): Float64Array => {
    const own = Float64Array.from(numbers.slice(from, from + length))
    from += length
    return own
  }
  const matrix = list(items * size)
  const [slope, shared, values, vectors] = [list(size), list(size * size), list(size), list(size * size)]
  return { whitening: { directions: size, matrix }, honest: { slope, shared, own: { values, vectors } } }
}

// ---------------------------------------------------------------- profiles of school x form

function formProfiles(
  papers: Papers,
  pooled: PooledItems,
  known: Whitening | null,
): { profiles: FormProfile[]; whitening: Whitening } {
  const { items, forms, form, start } = papers
  const sittings = start.length - 1
  const units = sittings * forms
  const deviation = new Float64Array(units * items)
  const drawn = new Map<number, Map<number, number>>()
  const inBlocks = new Float64Array(pooled.covariance.length / pooled.pairs)
  const composition = new Composition(papers)
  for (let i = 0; i < sittings; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) {
      const s = met[k]!
      const unit = i * forms + form[s]!
      const h = composition.papersIn(k)
      for (let j = 0; j < items; j++) deviation[unit * items + j]! -= h * pooled.mean[s * items + j]!
      const weight = composition.drawn(k)
      const block = pooled.blockOf[s]!
      const own = drawn.get(unit) ?? new Map<number, number>()
      drawn.set(unit, own.set(block, (own.get(block) ?? 0) + weight))
    }
  }
  let sitting = 0
  eachPaper(papers, (s, scores, at, paper) => {
    while (paper >= start[sitting + 1]!) sitting++
    const to = (sitting * forms + form[s]!) * items
    for (let j = 0; j < items; j++) deviation[to + j]! += pointsOf(scores[at + j]!)
  })
  for (const blocks of inDrawnOrder(drawn)) for (const [block, weight] of blocks) inBlocks[block]! += weight
  const whitening = known ?? whiteningOf(averageCovariance(pooled, inBlocks), items)
  const { directions } = whitening
  if (directions === 0) return { profiles: [], whitening }
  const informationOf = blockInformation(pooled, whitening)
  const leaning = leaningsByForm(papers)
  const profiles: FormProfile[] = []
  for (const [unit, blocks] of drawn) {
    let information = 0
    for (const [block, weight] of blocks) information += weight * informationOf[block]!
    if (information < LEAST_INFORMATION) continue
    const whitened = new Float64Array(directions)
    for (let d = 0; d < directions; d++) {
      for (let j = 0; j < items; j++)
        whitened[d]! += whitening.matrix[j * directions + d]! * deviation[unit * items + j]!
      whitened[d]! /= information
    }
    const own = { sitting: Math.floor(unit / forms), information, deviation: whitened }
    profiles.push({ ...own, leaning: leaning[unit]! / information })
  }
  return { profiles: inOrderOfNumbers(profiles), whitening }
}

/** In an order that names of schools do not change, so that the sums do not either. */
const inDrawnOrder = (drawn: ReadonlyMap<number, ReadonlyMap<number, number>>): ReadonlyMap<number, number>[] =>
  [...drawn.values()]
    .map((blocks) => ({ blocks, total: [...blocks.values()].reduce((sum, w) => sum + w, 0) }))
    .sort((a, b) => a.total - b.total || a.blocks.size - b.blocks.size)
    .map(({ blocks }) => blocks)

const inOrderOfNumbers = (profiles: FormProfile[]): FormProfile[] =>
  profiles.sort(
    (a, b) =>
      b.information - a.information ||
      a.deviation[0]! - b.deviation[0]! ||
      a.deviation.at(-1)! - b.deviation.at(-1)! ||
      a.leaning - b.leaning,
  )

/** Chance covariance of a paper's answers, averaged over the region: upper triangle filled to a square. */
function averageCovariance({ items, pairs, covariance }: PooledItems, inBlocks: Float64Array): Float64Array {
  const average = new Float64Array(items * items)
  const all = inBlocks.reduce((sum, weight) => sum + weight, 0)
  if (all === 0) return average
  for (let block = 0; block < inBlocks.length; block++)
    for (let j = 0; j < items; j++)
      for (let k = j; k < items; k++) {
        const value = (inBlocks[block]! / all) * covariance[block * pairs + pairAt(items, j, k)]!
        average[j * items + k]! += value
        if (k > j) average[k * items + j]! += value
      }
  return average
}

interface Whitening {
  readonly directions: number
  /** `[item * directions + direction]`: deviations times this have chance variance 1 per paper in every direction. */
  readonly matrix: Float64Array
}

function whiteningOf(covariance: Float64Array, items: number): Whitening {
  const { values, vectors } = eigen(covariance, items)
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  const kept = [...values.keys()]
    .filter((i) => values[i]! > LEAST_SHARE * largest)
    .sort((a, b) => values[b]! - values[a]!)
  const matrix = new Float64Array(items * kept.length)
  kept.forEach((i, d) => {
    for (let j = 0; j < items; j++) matrix[j * kept.length + d] = vectors[j * items + i]! / Math.sqrt(values[i]!)
  })
  return { directions: kept.length, matrix }
}

/** Mean chance variance over the directions of one paper drawn from each block: trace of W' S W over their number. */
function blockInformation({ items, pairs, covariance }: PooledItems, { directions, matrix }: Whitening): Float64Array {
  const weight = new Float64Array(items * items)
  for (let j = 0; j < items; j++)
    for (let k = 0; k < items; k++)
      for (let d = 0; d < directions; d++)
        weight[j * items + k]! += matrix[j * directions + d]! * matrix[k * directions + d]!
  return Float64Array.from({ length: covariance.length / pairs }, (_, block) => {
    let trace = 0
    for (let j = 0, pair = block * pairs; j < items; j++)
      for (let k = j; k < items; k++, pair++) trace += (j === k ? 1 : 2) * weight[j * items + k]! * covariance[pair]!
    return trace / directions
  })
}

/** Profiles by sitting, sittings in the order of their first profile. */
const bySitting = (profiles: readonly FormProfile[]): FormProfile[][] => [
  ...groupBy(profiles, ({ sitting }) => sitting).values(),
]

// ---------------------------------------------------------------- what is honest

interface Honest {
  /** Leaning of each direction on the level of the school. */
  readonly slope: Float64Array
  /** Covariance that the forms of a school share, and that of one form alone. */
  readonly shared: Float64Array
  readonly own: Eigen
}

/**
 * Covariances of honest profiles, from the region itself: all of a profile from its squares less chance, the shared part
 * from products of the forms of a school. Profiles far out count less, informative ones more.
 */
function honestCovariances(
  profiles: readonly FormProfile[],
  schools: readonly (readonly FormProfile[])[],
  size: number,
): Honest {
  let slope: Float64Array = new Float64Array(size)
  let all = eigen(diagonal(size, START.all), size)
  let shared: Float64Array = diagonal(size, START.shared)
  const reach = size + FARTHEST * Math.sqrt(2 * size)
  const several = schools.some((school) => school.length > 1)
  for (let round = 0; round < ROUNDS; round++) {
    const mean = all.values.reduce((sum, value) => sum + value, 0) / size
    const weighted = new Map<FormProfile, { weight: number; residual: Float64Array }>()
    const squares = new Float64Array(size * size)
    let weights = 0
    let chance = 0
    for (const profile of profiles) {
      const residual = residualOf(profile, slope)
      const distance = distanceOf(all, residual, 1 / profile.information)
      const far = Math.sqrt(Math.min(1, reach / distance))
      const trust = profile.information / (1 + profile.information * mean)
      const weight = trust * trust
      for (let d = 0; d < size; d++) residual[d]! *= far
      addProduct(squares, residual, residual, weight)
      weights += weight
      chance += weight / profile.information
      weighted.set(profile, { weight, residual })
    }
    const total = squares.map((sum, cell) => (sum - (cell % (size + 1) === 0 ? chance : 0)) / weights)
    all = atLeast(shrunken(total, size, profiles.length), size, LEAST_EIGENVALUE)
    if (several) shared = sharedCovariance(schools, weighted, size)
    slope = slopes(profiles, all, size)
  }
  const whole = composed(all, all.values)
  if (!several) return { slope, shared: whole, own: eigen(diagonal(size, 0), size) }
  return {
    slope,
    shared,
    own: atLeast(
      whole.map((value, cell) => value - shared[cell]!),
      size,
      LEAST_EIGENVALUE,
    ),
  }
}

/** A covariance told from few profiles leans toward equal variances without correlation. */
function shrunken(covariance: Float64Array, size: number, profiles: number): Float64Array {
  const weight = profiles / (profiles + size)
  let trace = 0
  for (let d = 0; d < size; d++) trace += covariance[d * (size + 1)]!
  const equal = Math.max(0, trace / size)
  return covariance.map((value, cell) => weight * value + (cell % (size + 1) === 0 ? (1 - weight) * equal : 0))
}

/** Mean product of the profiles of two forms of one school: half of (square of their sum less the sum of their squares). */
function sharedCovariance(
  schools: readonly (readonly FormProfile[])[],
  weighted: ReadonlyMap<FormProfile, { readonly weight: number; readonly residual: Float64Array }>,
  size: number,
): Float64Array {
  const products = new Float64Array(size * size)
  let weights = 0
  for (const school of schools)
    for (let a = 0; a < school.length; a++)
      for (let b = a + 1; b < school.length; b++) {
        const one = weighted.get(school[a]!)!
        const other = weighted.get(school[b]!)!
        const weight = Math.sqrt(one.weight * other.weight)
        addProduct(products, one.residual, other.residual, weight / 2)
        addProduct(products, other.residual, one.residual, weight / 2)
        weights += weight
      }
  const mean = products.map((sum) => sum / weights)
  const found = atLeast(shrunken(mean, size, schools.length), size, LEAST_EIGENVALUE)
  return composed(found, found.values)
}

function slopes(profiles: readonly FormProfile[], all: Eigen, size: number): Float64Array {
  const top = new Float64Array(size)
  const bottom = new Float64Array(size)
  const turned = new Float64Array(size)
  for (const { deviation, information, leaning } of profiles) {
    rotated(all, deviation, turned)
    for (let d = 0; d < size; d++) {
      const precision = leaning / (all.values[d]! + 1 / information)
      top[d]! += precision * turned[d]!
      bottom[d]! += precision * leaning
    }
  }
  const slope = new Float64Array(size)
  for (let d = 0; d < size; d++) {
    const along = bottom[d]! > 0 ? top[d]! / bottom[d]! : 0
    for (let k = 0; k < size; k++) slope[k]! += along * all.vectors[k * size + d]!
  }
  return slope
}

const residualOf = ({ deviation, leaning }: FormProfile, slope: Float64Array): Float64Array =>
  deviation.map((value, d) => value - leaning * slope[d]!)

/** Squared distance of a profile of this chance variance. */
function distanceOf(covariance: Eigen, residual: Float64Array, chance: number): number {
  const turned = rotated(covariance, residual, new Float64Array(residual.length))
  return turned.reduce((sum, value, d) => sum + (value * value) / (covariance.values[d]! + chance), 0)
}

/** Squared distance of the profile that the forms of a school share, from what honest schools share. */
function judgeOf({ slope, shared, own }: Honest, size: number): (school: readonly FormProfile[]) => number | null {
  const sharedTurned = turnedMatrix(own, shared, size)
  const turned = new Float64Array(size)
  return (school) => {
    const precision = new Float64Array(size)
    const sum = new Float64Array(size)
    for (const profile of school) {
      rotated(own, residualOf(profile, slope), turned)
      for (let d = 0; d < size; d++) {
        const known = 1 / (own.values[d]! + 1 / profile.information)
        precision[d]! += known
        sum[d]! += known * turned[d]!
      }
    }
    const system = linearSystem(size)
    const mean = sum.map((value, d) => value / precision[d]!)
    system.a.set(sharedTurned)
    for (let d = 0; d < size; d++) system.a[d * (size + 1)]! += 1 / precision[d]!
    system.b.set(mean)
    const solution = new Float64Array(size)
    if (!solveLinear(system, size, solution)) return null
    return solution.reduce((total, value, d) => total + value * mean[d]!, 0)
  }
}

/** E' M E: a matrix in the coordinates of the eigenvectors. */
function turnedMatrix({ vectors }: Eigen, matrix: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size)
  const whole = new Float64Array(size * size)
  for (let p = 0; p < size; p++)
    for (let k = 0; k < size; k++)
      for (let d = 0; d < size; d++) half[p * size + d]! += matrix[p * size + k]! * vectors[k * size + d]!
  for (let p = 0; p < size; p++)
    for (let c = 0; c < size; c++)
      for (let d = 0; d < size; d++) whole[c * size + d]! += vectors[p * size + c]! * half[p * size + d]!
  return whole
}

function atLeast(matrix: Float64Array, size: number, least: number): Eigen {
  const found = eigen(matrix, size)
  return { ...found, values: found.values.map((value) => Math.max(least, value)) }
}

const diagonal = (size: number, value: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, cell) => (cell % (size + 1) === 0 ? value : 0))

function addProduct(into: Float64Array, a: Float64Array, b: Float64Array, weight: number): void {
  const size = a.length
  for (let p = 0; p < size; p++) {
    const value = weight * a[p]!
    for (let q = 0; q < size; q++) into[p * size + q]! += value * b[q]!
  }
}
