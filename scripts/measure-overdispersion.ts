/**
 * Prints the comparison of estimators of tau^2 in docs/method-expectation.md:
 *
 *   npx tsx scripts/measure-overdispersion.ts
 *
 * Units have n pupils, log-uniform in 5..200, y = real difference + chance, s^2 = 1 / n; contaminated units are lifted by
 * one standard deviation of a pupil. Each row: mean and root mean square error of tau^2, and what a new unit meets: the
 * share of honest units with one-sided p < .01, and of units lifted by 1 with p < .01. The last two are averaged over the
 * new unit's own chance exactly, by quadrature over n, so that only the estimate itself is random.
 */
import {
  boundedPauleMandel,
  type Overdispersion,
  overdispersion,
  winsorisedDerSimonianLaird,
} from '../src/statistics/overdispersion'
import { createRandom, type Random } from '../src/statistics/random'
import { normalUpper, tUpper } from '../src/statistics/tails'

const METHODS = { winsorised: winsorisedDerSimonianLaird, bounded: boundedPauleMandel, default: overdispersion }
const SIZES = [5, 8, 13, 21, 34, 55, 88, 141, 200]
const REPETITIONS = { 15: 2000, 30: 1200, 60: 800, 200: 300 } as const

/** Smallest t with P(T > t) <= .01. */
function critical(df: number): number {
  let low = 0
  let high = 40
  while (high - low > 1e-6) {
    const middle = (low + high) / 2
    if (tUpper(middle, df) > 0.01) low = middle
    else high = middle
  }
  return high
}

/** Share of new units, lifted by `lift`, that the estimate flags at 1 %. */
function flagged(estimate: Overdispersion, peers: number, truth: number, lift: number): number {
  let sum = 0
  for (const n of SIZES) {
    const total = 1 / n + estimate.tau2 + estimate.thetaVariance
    const spread = estimate.tau2Variance
    const df = spread === null ? peers - 1 : Math.max(1, (2 * total * total) / spread)
    const threshold = estimate.theta + critical(df) * Math.sqrt(total)
    sum += normalUpper((threshold - lift) / Math.sqrt(1 / n + truth))
  }
  return sum / SIZES.length
}

function draw(random: Random, m: number, tau2: number, contamination: number): [number[], number[]] {
  const variance = Array.from({ length: m }, () => 1 / Math.round(5 * Math.exp(random.uniform() * Math.log(40))))
  const y = variance.map((s2) => {
    const honest = Math.sqrt(tau2) * random.normal() + Math.sqrt(s2) * random.normal()
    return random.uniform() < contamination ? honest + 1 : honest
  })
  return [y, variance]
}

console.log('| contaminated | peers | tau² | method | mean tau² | error | honest, p < .01 | lifted, p < .01 |')
console.log('|---|---|---|---|---|---|---|---|')
for (const contamination of [0, 0.08]) {
  for (const m of [15, 30, 60, 200] as const) {
    for (const tau2 of [0, 0.04, 0.5]) {
      for (const [name, method] of Object.entries(METHODS)) {
        const random = createRandom(1, 'overdispersion', m, tau2, contamination)
        let mean = 0
        let squares = 0
        let honest = 0
        let lifted = 0
        for (let i = 0; i < REPETITIONS[m]; i++) {
          const estimate = method(...draw(random, m, tau2, contamination))
          mean += estimate.tau2 / REPETITIONS[m]
          squares += (estimate.tau2 - tau2) ** 2 / REPETITIONS[m]
          honest += flagged(estimate, m, tau2, 0) / REPETITIONS[m]
          lifted += flagged(estimate, m, tau2, 1) / REPETITIONS[m]
        }
        const cells = [mean.toFixed(4), Math.sqrt(squares).toFixed(4), honest.toFixed(4), lifted.toFixed(3)]
        console.log(`| ${contamination * 100} % | ${m} | ${tau2} | ${name} | ${cells.join(' | ')} |`)
      }
    }
  }
}
