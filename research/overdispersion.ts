/**
 * How far the overdispersion tau^2 can be trusted: estimators compared, and whole regions through `expectations`; the tables
 * of docs/method-expectation.md.
 *
 *   npx tsx research/overdispersion.ts [--write]
 *
 * Units have n pupils, log-uniform in 5..200, y = real difference + chance, s^2 = 1 / n; contaminated units are lifted by
 * one standard deviation of a pupil. Each row: mean and root mean square error of tau^2, and what a new unit meets: the
 * share of honest units with one-sided p < .01, and of units lifted by 1 with p < .01. The last two are averaged over the
 * new unit's own chance exactly, by quadrature over n, so that only the estimate itself is random.
 *
 * The second table asks `expectations` about whole regions of about 800 units in groups of equal size.
 */
import { expectations } from '../src/statistics/expectation'
import { createRandom, type Random } from '../src/statistics/random'
import { normalUpper, tUpper } from '../src/statistics/tails'
import { firstFit, type Overdispersion, overdispersion, winsorisedDerSimonianLaird } from './overdispersion-estimators'
import { publish } from './study'

const METHODS = { winsorised: winsorisedDerSimonianLaird, 'first fit': firstFit, default: overdispersion }
const SIZES = [5, 8, 13, 21, 34, 55, 88, 141, 200]
const REPETITIONS = { 15: 1000, 60: 400, 200: 150 } as const

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

const estimators: string[][] = []
for (const contamination of [0, 0.08, 0.25]) {
  for (const m of [15, 60, 200] as const) {
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
        estimators.push([`${contamination * 100} %`, String(m), String(tau2), name, ...cells])
      }
    }
  }
}

const EFFECTS: Record<string, (random: Random) => number> = {
  normal: (random) => random.normal(),
  't with 5 df': (random) => {
    let squares = 0
    for (let k = 0; k < 5; k++) squares += random.normal() ** 2
    return random.normal() / Math.sqrt(squares / 3)
  },
  'gamma, skewness 1': (random) => {
    let sum = 0
    for (let k = 0; k < 4; k++) sum -= Math.log(1 - random.uniform())
    return (sum - 4) / 2
  },
}

interface Plan {
  readonly effects: string
  readonly size: number
  readonly tau: number
  /** SD of every third group over that of the others. */
  readonly wider?: number
  readonly lifted?: number
}

const PLANS: readonly Plan[] = [
  ...[15, 40, 200].flatMap((size) => [0.3, 1].map((tau) => ({ effects: 'normal', size, tau }))),
  { effects: 'normal', size: 40, tau: 0.4, wider: 1.5 },
  { effects: 'normal', size: 200, tau: 0.4, wider: 1.5 },
  { effects: 't with 5 df', size: 40, tau: 0.4 },
  { effects: 'gamma, skewness 1', size: 40, tau: 0.4 },
  ...[0.08, 0.15, 0.25].map((lifted) => ({ effects: 'normal', size: 40, tau: 0.3, lifted })),
  { effects: 'normal', size: 200, tau: 0.3, lifted: 0.25 },
]

/** Shares with p < .01 and p < .05 by kind of unit, as cells of a table. */
function measureRegions({ effects, size, tau, wider = 1, lifted = 0 }: Plan): string[] {
  const random = createRandom(5, effects, size, tau * 10, wider * 10, lifted * 100)
  const groups = Math.max(2, Math.ceil(800 / size))
  const units = Array.from({ length: groups * size }, (_, i) => i)
  const members = Array.from({ length: groups }, (_, g) => units.filter((i) => i % groups === g))
  const peersOf = units.map((i) => members[i % groups]!)
  const kinds = { honest: [0, 0, 0], wider: [0, 0, 0], lifted: [0, 0, 0] }
  for (let done = 0; done < 16_000; done += units.length) {
    const variance = units.map(() => 1 / Math.round(5 * Math.exp(random.uniform() * Math.log(30))))
    const kindOf = units.map((i) =>
      random.uniform() < lifted ? 'lifted' : wider > 1 && (i % groups) % 3 === 0 ? 'wider' : 'honest',
    )
    const y = units.map((i) => {
      const real = tau * (kindOf[i] === 'wider' ? wider : 1) * EFFECTS[effects]!(random)
      return real + Math.sqrt(variance[i]!) * random.normal() + (kindOf[i] === 'lifted' ? 1 : 0)
    })
    expectations({ y, variance, peersOf, regionOf: units.map(() => units) }).forEach((e, i) => {
      const count = kinds[kindOf[i]!]
      count[0]!++
      if (e!.p < 0.01) count[1]!++
      if (e!.p < 0.05) count[2]!++
    })
  }
  return Object.values(kinds).map(([n, one, five]) =>
    n === 0 ? '' : `${(one! / n!).toFixed(4)} / ${(five! / n!).toFixed(3)}`,
  )
}

publish('overdispersion', {
  regions: {
    head: ['honest effects', 'group', 'tau', 'lifted', 'honest .01 / .05', 'in wider groups', 'lifted units'],
    rows: PLANS.map((plan) => [
      plan.effects,
      String(plan.size),
      String(plan.tau),
      `${(plan.lifted ?? 0) * 100} %`,
      ...measureRegions(plan),
    ]),
  },
  estimators: {
    head: ['contaminated', 'peers', 'tau²', 'method', 'mean tau²', 'error', 'honest, p < .01', 'lifted, p < .01'],
    rows: estimators,
  },
})
