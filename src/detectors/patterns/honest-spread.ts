/**
 * What honest schools differ in beyond shuffling: one slope on the school's level and one variance (curricula differ),
 * both estimated so that a minority of manipulated schools hardly moves them.
 */
import { normalUpper } from '../../statistics/tails'

export interface HonestSpread {
  /** Slope of D on the leaning. */
  readonly slope: number
  /** Variance per pupil squared of honest differences: Var D = V + n^2 tau2. */
  readonly tau2: number
}

/** Squared residuals count up to this many standard deviations: one school in eight is cut even when all are honest. */
const CUT = 1.5
/** E min(Z^2, CUT^2), so that the estimate is right where all schools are honest. */
const EXPECTED =
  1 -
  2 * normalUpper(CUT) -
  2 * CUT * Math.exp(-0.5 * CUT * CUT) * Math.sqrt(0.5 / Math.PI) +
  2 * CUT * CUT * normalUpper(CUT)
const ROUNDS = 6
const HALVINGS = 40

/**
 * Fits D = slope x leaning + error, Var error = variance + n^2 tau2, over the sittings with variance > 0.
 * The slope by Huber weights, tau2 as the root of sum w (min(r^2 / Var, CUT^2) - EXPECTED) = 0 with w the share of
 * tau2's unit in the variance, so that large schools, which show it, decide.
 */
export function honestSpread(
  sittings: readonly number[],
  deviation: (i: number) => number,
  variance: (i: number) => number,
  leaning: (i: number) => number,
  papers: (i: number) => number,
): HonestSpread {
  const used = sittings.filter((i) => variance(i) > 0)
  let slope = 0
  let tau2 = 0
  for (let round = 0; round < ROUNDS; round++) {
    const total = (i: number): number => variance(i) + papers(i) * papers(i) * tau2
    let top = 0
    let bottom = 0
    for (const i of used) {
      const sd = Math.sqrt(total(i))
      const weight = 1 / Math.max(1, Math.abs(deviation(i) - slope * leaning(i)) / sd / CUT)
      top += (weight * leaning(i) * deviation(i)) / (sd * sd)
      bottom += (weight * leaning(i) * leaning(i)) / (sd * sd)
    }
    slope = bottom > 0 ? top / bottom : 0
    tau2 = rootOfSpread(used, (i) => deviation(i) - slope * leaning(i), variance, papers)
  }
  return { slope, tau2 }
}

function rootOfSpread(
  used: readonly number[],
  residual: (i: number) => number,
  variance: (i: number) => number,
  papers: (i: number) => number,
): number {
  const excess = (tau2: number): number => {
    let sum = 0
    for (const i of used) {
      const n2 = papers(i) * papers(i)
      const total = variance(i) + n2 * tau2
      sum += (n2 / total) * (Math.min((residual(i) * residual(i)) / total, CUT * CUT) - EXPECTED)
    }
    return sum
  }
  if (used.length === 0 || excess(0) <= 0) return 0
  let high = 1e-4
  while (excess(high) > 0) high *= 4
  let low = 0
  for (let h = 0; h < HALVINGS; h++) {
    const middle = (low + high) / 2
    if (excess(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
