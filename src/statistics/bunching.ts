/**
 * How many papers were lifted over a cut-off: the bunching estimate. Taken as lifted is what stands at a cut-off and right above it
 * beyond a smooth distribution, and what is missing below it.
 *
 * The counts are a mixture: a smooth distribution f (the exponential of a polynomial in the score), of which a share
 * lambda_k w(d) of the papers d points below cut-off k was moved to the cut-off or one or two points above it; w falls linearly
 * to 0 at the reach. Fitted by EM (Dempster, Laird & Rubin 1977): what is lifted is put back, the polynomial fitted
 * to what was put back, and so on.
 *
 * Source of the idea: Chetty et al. (2011), Quarterly J. of Economics 126, 749-804; Kleven (2016), Annual Review of Economics 8,
 * 435-464; for marks: Diamond & Persson (2016), NBER working paper 22207.
 */
import { exp, log } from '../elementary'
import { fixed } from '../setting'
import { linearSystem, solveLinear } from './linear-system'
import type { Random } from './random'

const OVERSHOOT = fixed(2, {
  reason:
    'Papers that are lifted land at the cut-off, or one or two points above it where an item gives more than one.',
  origin: 'ours',
  unit: 'points',
})
const STEPS = fixed(60, {
  reason: 'Steps of EM; later ones change less than half a paper in 10 000.',
  origin: 'computing',
})
const NEWTON = fixed(3, { reason: 'Newton steps for the polynomial in each step of EM.', origin: 'computing' })
const FIRST = fixed(
  { share: 0.3, exactly: 0.9 },
  {
    reason: 'Share lifted, and share of it that lands exactly at the cut-off, from which EM sets out.',
    origin: 'computing',
  },
)
const SPARE = fixed(4, {
  reason: 'Scores with papers that a curve needs beyond its degree and the cut-offs, to be tested by them.',
  origin: 'ours',
  unit: 'scores',
})
const RIDGE = fixed(1e-6, { reason: 'Keeps a power that no score shows at 0.', origin: 'computing' })
const TINY = fixed(1e-12, { reason: 'Divides in the place of 0.', origin: 'computing' })
const LARGEST_EXPONENT = fixed(40, {
  reason: 'A curve on its way goes no higher, so that it stays finite.',
  origin: 'computing',
})
const LEAST = fixed(1e-3, { reason: 'No score is quite impossible: its logarithm must exist.', origin: 'computing' })
const MOST = fixed(0.98, { reason: 'No cut-off is lifted to by everybody.', origin: 'ours' })

export interface BunchingModel {
  /** Degree of the polynomial in the score. */
  readonly degree: number
  /** How far below a cut-off lifting reaches, in points. */
  readonly reach: number
}

/** One cut-off of a fitted distribution. */
export interface Bunch {
  readonly cut: number
  /** Scores between which papers may have been moved: from `from` up to but without `to`. */
  readonly from: number
  readonly to: number
  /** Papers lifted over it. */
  readonly lifted: number
  /** What one lifted paper does to the counts: index = score, sums to 0, 1 in all that is added at the cut-off and above. */
  readonly moves: readonly number[]
}

export interface Bunching {
  /** Expected papers per score had nobody been lifted, index = score. */
  readonly smooth: readonly number[]
  /** Expected papers per score as they are. */
  readonly fitted: readonly number[]
  readonly bunches: readonly Bunch[]
  readonly logLikelihood: number
}

/**
 * @param counts papers per score, index = score
 * @param cuts lowest scores of the higher marks, ascending
 * @returns `null` where the scale is too short to tell a heap from a curve
 * @example
 * bunching([2, 5, 9, 4, 30, 20, 15, 9, 5, 2, 1], [4], { degree: 3, reach: 2 })?.bunches[0]?.lifted // some 20
 */
export function bunching(counts: readonly number[], cuts: readonly number[], model: BunchingModel): Bunching | null {
  const places = cuts.map((cut, k) => placeOf(cut, cuts[k - 1] ?? null, counts.length, model.reach))
  const occupied = counts.filter((count) => count > 0).length
  if (occupied < model.degree + SPARE + cuts.length || places.some((place) => place === null)) return null
  const heaps = places as Heap[]
  const total = counts.reduce((sum, count) => sum + count, 0)
  const curve: Curve = {
    powers: powersOf(counts.length, model.degree),
    coefficients: new Float64Array(model.degree + 1),
    height: new Float64Array(counts.length),
  }
  const state: State = {
    share: heaps.map(() => FIRST.share),
    landing: heaps.map(({ cut, to }) =>
      Array.from({ length: to - cut }, (_, j) => (j === 0 ? FIRST.exactly : (1 - FIRST.exactly) / (to - cut - 1))),
    ),
  }
  curve.coefficients[0] = log(Math.max(1, total) / counts.length)
  draw(curve)
  let restored = counts.map((count) => count + 0.5)
  for (let step = 0; step < STEPS; step++) {
    if (!fitPolynomial(restored, curve)) return null
    restored = putBack(counts, heaps, curve.height, state)
  }
  const smooth = Array.from(curve.height)
  const { fitted, moved } = mixture(smooth, heaps, state)
  let logLikelihood = 0
  counts.forEach((count, t) => {
    if (count > 0) logLikelihood += count * log(Math.max(TINY, fitted[t]!)) - fitted[t]!
  })
  return {
    smooth,
    fitted,
    logLikelihood,
    bunches: heaps.map(({ cut, from, to }, k) => ({
      cut,
      from,
      to,
      lifted: sumOf(moved[k]!),
      moves: movesOf(heaps[k]!, moved[k]!, state.landing[k]!, counts.length),
    })),
  }
}

/** Counts as chance could have had them, were the fitted ones true. */
export const redrawn = (fitted: readonly number[], random: Random): number[] =>
  fitted.map((mean) => Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal())))

interface Heap {
  readonly cut: number
  readonly from: number
  readonly to: number
  /** Share, of those lifted one point below, that is lifted so many points below: index = distance - 1. */
  readonly kernel: readonly number[]
}

/** The exponential of a polynomial in the score. */
interface Curve {
  /** Powers of the score: `[score * coefficients + power]`. */
  readonly powers: Float64Array
  readonly coefficients: Float64Array
  /** Papers per score by these coefficients. */
  readonly height: Float64Array
}

interface State {
  /** Of the papers one point below each cut-off, the share that is lifted. */
  readonly share: number[]
  /** Where lifted papers land: share by points above the cut-off. */
  readonly landing: number[][]
}

/** `null` where there is no room for a heap between the neighbouring cut-offs. */
function placeOf(cut: number, previous: number | null, scores: number, reach: number): Heap | null {
  const room = previous === null ? cut : cut - previous - 1
  const points = Math.min(reach, room)
  if (points < 1 || cut >= scores) return null
  const kernel = Array.from({ length: points }, (_, d) => 1 - d / reach)
  return { cut, from: cut - points, to: Math.min(scores, cut + 1 + OVERSHOOT), kernel }
}

/** Powers of the score on -1..1: `[score * (degree + 1) + power]`. */
function powersOf(scores: number, degree: number): Float64Array {
  const width = degree + 1
  const powers = new Float64Array(scores * width)
  for (let t = 0; t < scores; t++) {
    const x = (2 * t) / Math.max(1, scores - 1) - 1
    powers[t * width] = 1
    for (let power = 1; power <= degree; power++) powers[t * width + power] = powers[t * width + power - 1]! * x
  }
  return powers
}

function draw({ powers, coefficients, height }: Curve): void {
  for (let t = 0, at = 0; t < height.length; t++) {
    let sum = 0
    for (let a = 0; a < coefficients.length; a++) sum += powers[at++]! * coefficients[a]!
    height[t] = exp(Math.min(LARGEST_EXPONENT, sum))
  }
}

function mixture(smooth: ArrayLike<number>, heaps: readonly Heap[], { share, landing }: State) {
  const fitted = Array.from(smooth)
  /** Papers lifted, by cut-off and distance - 1. */
  const moved = heaps.map(({ cut, kernel }, k) => kernel.map((part, d) => share[k]! * part * smooth[cut - 1 - d]!))
  heaps.forEach(({ cut }, k) => {
    const lifted = moved[k]!.reduce((sum, papers) => sum + papers, 0)
    moved[k]!.forEach((papers, d) => (fitted[cut - 1 - d]! -= papers))
    landing[k]!.forEach((part, j) => (fitted[cut + j]! += part * lifted))
  })
  return { fitted, moved }
}

/** The counts with what was probably lifted back where it came from; renews shares and landing on the way. */
function putBack(counts: readonly number[], heaps: readonly Heap[], smooth: Float64Array, state: State): number[] {
  const { fitted, moved } = mixture(smooth, heaps, state)
  const restored = [...counts] as number[]
  heaps.forEach(({ cut, kernel }, k) => {
    const lifted = moved[k]!.reduce((sum, papers) => sum + papers, 0)
    if (lifted <= 0) return
    const landed = state.landing[k]!.map(
      (part, j) => (counts[cut + j]! * part * lifted) / Math.max(TINY, fitted[cut + j]!),
    )
    const all = landed.reduce((sum, papers) => sum + papers, 0)
    landed.forEach((papers, j) => (restored[cut + j]! -= papers))
    moved[k]!.forEach((papers, d) => (restored[cut - 1 - d]! += (all * papers) / lifted))
    const exposed = kernel.reduce((sum, part, d) => sum + part * smooth[cut - 1 - d]!, 0)
    state.share[k] = Math.min(MOST, all / Math.max(TINY, exposed))
    if (all > 0) state.landing[k] = landed.map((papers) => papers / all)
  })
  return restored
}

/** Poisson regression on the powers of the score, some Newton steps from where it stands; false where it has no solution. */
function fitPolynomial(counts: readonly number[], curve: Curve): boolean {
  const { powers, coefficients, height } = curve
  const width = coefficients.length
  const system = linearSystem(width)
  for (let step = 0; step < NEWTON; step++) {
    system.a.fill(0)
    system.b.fill(0)
    for (let t = 0, own = 0; t < height.length; t++, own += width) {
      const weight = Math.max(height[t]!, LEAST)
      const target = log(weight) + (counts[t]! - height[t]!) / weight
      for (let a = 0; a < width; a++) {
        const weighted = weight * powers[own + a]!
        system.b[a]! += weighted * target
        for (let b = 0; b < width; b++) system.a[a * width + b]! += weighted * powers[own + b]!
      }
    }
    for (let a = 0; a < width; a++) system.a[a * width + a]! += RIDGE
    if (!solveLinear(system, width, coefficients) || !coefficients.every(Number.isFinite)) return false
    draw(curve)
  }
  return true
}

function movesOf({ cut }: Heap, moved: readonly number[], landing: readonly number[], scores: number): number[] {
  const moves = new Array<number>(scores).fill(0)
  const lifted = sumOf(moved)
  if (lifted <= 0) {
    moves[cut] = 1
    moves[cut - 1] = -1
    return moves
  }
  landing.forEach((part, j) => (moves[cut + j]! += part))
  moved.forEach((papers, d) => (moves[cut - 1 - d]! -= papers / lifted))
  return moves
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** Papers lifted over each cut-off among these counts, and their variance by chance. */
export interface LiftedAt {
  readonly papers: number
  readonly variance: number
}

/**
 * Papers lifted in a part of what a curve was fitted to (a school's sitting): what stands exactly at a cut-off beyond the curve's
 * share of the papers there and right below, in units of what one lifted paper does to it. Linear in the counts, so that
 * parts add up, and without a prior: a school that lifts nothing has 0 on average, and may have less.
 *
 * @param smooth the curve, tilted to the level of the part
 * @returns `null` where the counts tell nothing of it
 */
export function liftedIn(
  counts: readonly number[],
  smooth: readonly number[],
  { bunches }: Bunching,
): LiftedAt[] | null {
  const size = bunches.length
  const windows = bunches.map(({ cut }, k) => {
    const low = Math.max(bunches[k - 1] === undefined ? 0 : bunches[k - 1]!.cut + 1, cut - NEAR)
    const near = sumBetween(smooth, low, cut + 1)
    return { cut, low, share: near > 0 ? smooth[cut]! / near : 1 / (cut + 1 - low) }
  })
  const contrasts = (of: readonly number[]): number[] =>
    windows.map(({ cut, low, share }) => of[cut]! - share * sumBetween(of, low, cut + 1))
  const effects = bunches.map(({ moves }) => contrasts(moves))
  const solve = (right: readonly number[]): Float64Array | null => {
    const system = linearSystem(size)
    right.forEach((value, k) => (system.b[k] = value))
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) system.a[a * size + b] = effects[b]![a]!
    const solution = new Float64Array(size)
    return solveLinear(system, size, solution) ? solution : null
  }
  const found = solve(contrasts(counts))
  if (found === null) return null
  return bunches.map((_, k) => {
    const { cut, low, share } = windows[k]!
    const chance = sumBetween(counts, low, cut + 1) * share * (1 - share)
    return { papers: found[k]!, variance: chance / (effects[k]![k]! * effects[k]![k]!) }
  })
}

const NEAR = fixed(2, {
  reason: 'Points below a cut-off that a sitting is looked at: near enough for the curve to hold in every school.',
  origin: 'ours',
  unit: 'points',
})

function sumBetween(values: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let t = from; t < to; t++) sum += values[t]!
  return sum
}
