/**
 * Measures the detectors on answer patterns on simulated regions; prints the tables of docs/method-patterns.md.
 *
 *   npx tsx research/patterns.ts honest [--seeds 20] [--schools 300] [--curriculum 0.25] [--lift 1]
 *   npx tsx research/patterns.ts power [--seeds 10]
 *   npx tsx research/patterns.ts compare [--seeds 6]     classical indices beside ours, items right or wrong
 *   npx tsx research/patterns.ts tails [--shuffles 1000000]
 *
 * With `--write` each keeps what it found in research/data/patterns-PART.json.
 */
import { parseArgs } from 'node:util'
import { measure, measureRegion } from '../scripts/validate/regions'
import { alikeAnswers } from '../src/detectors/alike-answers'
import { hardItems } from '../src/detectors/hard-items'
import { itemProfile } from '../src/detectors/item-profile'
import { responseFit } from '../src/detectors/response-fit'
import type { Detector } from '../src/detectors/runner/detector'
import { covarianceOf } from '../src/detectors/tools/patterns/deviations'
import { pairAt, poolItems } from '../src/detectors/tools/patterns/pooled'
import { quadraticTail } from '../src/detectors/tools/patterns/quadratic'
import { shuffledSums, standardised } from '../src/detectors/tools/patterns/scalar'
import { Composition, type Papers, pointsOf, stratify } from '../src/detectors/tools/patterns/strata'
import type { MonitorInput, Outcome, Sitting } from '../src/model'
import { type RegionInput, type Strength, simulateInput, type Truth } from '../src/simulate'
import { expectations } from '../src/statistics/expectation'
import { createRandom } from '../src/statistics/random'
import { generalisedBinomialUpper, guttmanErrors, hT, sharesOf, u3 } from './person-fit'
import { publish } from './study'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '10' },
    schools: { type: 'string', default: '300' },
    curriculum: { type: 'string', default: '0.25' },
    lift: { type: 'string', default: '1' },
    shuffles: { type: 'string', default: '1000000' },
    write: { type: 'boolean', default: false },
  },
})
const DETECTORS: readonly Detector[] = [itemProfile, hardItems, responseFit, alikeAnswers]
const BANDS = [
  [5, 12],
  [13, 25],
  [26, 60],
  [61, Number.POSITIVE_INFINITY],
] as const
const bandOf = (pupils: number): number => BANDS.findIndex(([low, high]) => pupils >= low && pupils <= high)
const seeds = Array.from({ length: Number(values.seeds) }, (_, k) => k + 1)
const options: RegionInput = {
  schools: Number(values.schools),
  itemVariation: Number(values.curriculum),
  regionLift: Number(values.lift),
}

/** Outcomes counted: how many were measured, and how many fell below p = .01 and .001. */
class Tally {
  measured = 0
  undecided = 0
  readonly below = [0, 0]
  add(outcome: Outcome): void {
    if (outcome.outcome !== 'measured') {
      this.undecided++
      return
    }
    this.measured++
    if (outcome.p < 0.01) this.below[0]!++
    if (outcome.p < 0.001) this.below[1]!++
  }
  share(k: number): string {
    return this.measured === 0 ? '-' : (this.below[k]! / this.measured).toFixed(4)
  }
}

function honest(): void {
  const tallies = DETECTORS.map(() => BANDS.map(() => new Tally()))
  for (const seed of seeds) {
    const { input, outcomes } = measureRegion({ ...options, seed, manipulation: null }, DETECTORS)
    outcomes.forEach((column, d) => {
      column.forEach((outcome, i) => {
        const band = bandOf(input.sittings[i]!.participants ?? 0)
        if (band >= 0) tallies[d]![band]!.add(outcome)
      })
    })
  }
  const rows = DETECTORS.flatMap(({ meta }, d) =>
    tallies[d]!.map((tally, band) => {
      const [low, high] = BANDS[band]!
      const pupils = high === Number.POSITIVE_INFINITY ? `over ${low - 1}` : `${low}-${high}`
      return [meta.id, pupils, String(tally.measured), tally.share(0), tally.share(1), String(tally.undecided)]
    }),
  )
  publish('patterns-honest', {
    shares: { head: ['detector', 'pupils', 'sittings', 'p < .01', 'p < .001', 'undecided'], rows },
  })
}

function power(): void {
  const rows: string[][] = []
  for (const mechanism of ['leak', 'dictation', 'filling', 'leniency', 'lifting'] as const)
    for (const strength of ['weak', 'medium', 'strong'] as const) {
      const tallies = DETECTORS.map(() => new Tally())
      for (const seed of seeds) {
        const manipulation = { schools: 0.1, strength: strength as Strength, mechanisms: [mechanism] }
        const { outcomes, truth } = measureRegion({ ...options, seed, manipulation, observers: null }, DETECTORS)
        addManipulated(tallies, outcomes, truth)
      }
      const shares = tallies.map((tally) => tally.share(0).slice(0, 4))
      rows.push([mechanism, strength, String(tallies[0]!.measured), ...shares])
    }
  const head = ['mechanism', 'strength', 'sittings', ...DETECTORS.map(({ meta }) => meta.id)]
  publish('patterns-power', { shares: { head, rows } })
}

function addManipulated(tallies: readonly Tally[], outcomes: readonly (readonly Outcome[])[], truth: readonly Truth[]) {
  truth.forEach((sitting, i) => {
    if (sitting.manipulated) tallies.forEach((tally, d) => tally.add(outcomes[d]![i]!))
  })
}

// ---------------------------------------------------------------- classical indices

type Index = (answers: readonly (readonly number[])[], shares: readonly number[], k: number) => number | null
const INDICES: readonly (readonly [string, Index])[] = [
  ['Guttman errors', (answers, shares, k) => guttmanErrors(answers[k]!, shares)],
  ['U3', (answers, shares, k) => u3(answers[k]!, shares)],
  ['-H^T', (answers, _, k) => negative(hT(answers, k))],
]
const negative = (x: number | null): number | null => (x === null ? null : -x)
/** H^T compares every paper with every other one: so many sittings, and one assessment, are enough. */
const COMPARED = 120

function compare(): void {
  const names = [...INDICES.map(([name]) => name), 'response-fit', 'generalised binomial', 'alike-answers']
  const rows: string[][] = []
  for (const mechanism of [null, 'leak', 'dictation', 'filling'] as const) {
    const tallies = names.map(() => new Tally())
    for (const seed of seeds) {
      const manipulation =
        mechanism === null ? null : { schools: 0.15, strength: 'strong' as const, mechanisms: [mechanism] }
      const region = { ...options, schools: COMPARED, subjects: ['Математика'], grades: [4] }
      const { input, truth } = simulateInput({ ...region, seed, manipulation, observers: null })
      const held = truth.filter(({ participants }) => participants > 0)
      const outcomes = comparedOutcomes({ ...input, sittings: input.sittings.map(rightOrWrong) })
      held.forEach((sitting, i) => {
        if (mechanism === null || sitting.manipulated) tallies.forEach((tally, d) => tally.add(outcomes[d]![i]!))
      })
    }
    const shares = tallies.map((tally) => tally.share(0))
    rows.push([mechanism ?? 'honest', String(tallies[0]!.measured), ...shares])
  }
  publish('patterns-compare', { shares: { head: ['mechanism', 'sittings', ...names], rows } })
}

/** Items right (any point) or wrong, blank or not: what the classical indices can read. */
function rightOrWrong(sitting: Sitting): Sitting {
  const vectors = sitting.vectors!
  return { ...sitting, vectors: { ...vectors, scores: vectors.scores.map((x) => (pointsOf(x) > 0 ? 1 : 0)) } }
}

function comparedOutcomes(input: MonitorInput): Outcome[][] {
  const papers = stratify(input.sittings)!
  const answers = papers.vectors.flatMap((v) =>
    Array.from({ length: v!.papers }, (_, k) => [...v!.scores.subarray(k * v!.items, (k + 1) * v!.items)]),
  )
  const shares = sharesOf(answers)
  const fits = INDICES.map(([, index]) =>
    sittingOutcomes(
      papers,
      Float64Array.from(answers, (_, k) => index(answers, shares, k) ?? 0),
    ),
  )
  const [fit, alike] = measure(input, [responseFit, alikeAnswers])
  return [...fits, fit!, binomialOutcomes(papers, answers), alike!]
}

/** An index averaged over the sitting, through the same shuffling and the same engine as response-fit. */
function sittingOutcomes(papers: Papers, index: Float64Array): Outcome[] {
  const sums = shuffledSums(papers, standardised(papers, index))
  const n = sums.map((_, i) => papers.start[i + 1]! - papers.start[i]!)
  const all = sums.map((_, i) => i)
  const expected = expectations({
    y: sums.map(({ excess, variance }, i) => (variance > 0 ? excess / n[i]! : Number.NaN)),
    variance: sums.map(({ variance }, i) => variance / (n[i]! * n[i]!)),
    peersOf: sums.map(() => all),
    regionOf: sums.map(() => all),
  })
  return expected.map((e, i) => outcomeAt(n[i]! >= 5 && e !== null ? e.p : null))
}

/** The most alike pair of a sitting by the generalised binomial test, times the number of pairs (Bonferroni). */
function binomialOutcomes(papers: Papers, answers: readonly (readonly number[])[]): Outcome[] {
  const { mean } = poolItems(papers)
  const items = papers.items
  return papers.vectors.map((_, i) => {
    let least = 1
    let pairs = 0
    for (let p = papers.start[i]!; p < papers.start[i + 1]!; p++)
      for (let q = p + 1; q < papers.start[i + 1]!; q++) {
        const [a, b] = [papers.stratumOf[p]! * items, papers.stratumOf[q]! * items]
        const chances = Array.from({ length: items }, (_, j) => {
          const [x, y] = [mean[a + j]!, mean[b + j]!]
          return x * y + (1 - x) * (1 - y)
        })
        const matches = chances.filter((_, j) => answers[p]![j] === answers[q]![j]).length
        least = Math.min(least, generalisedBinomialUpper(chances, matches))
        pairs++
      }
    return outcomeAt(pairs >= 10 ? Math.min(1, least * pairs) : null)
  })
}

function outcomeAt(p: number | null): Outcome {
  return p === null
    ? { outcome: 'undecided', reason: 'tooFewPupils' }
    : { outcome: 'measured', value: 0, effect: 0, p, n: 0 }
}

// ---------------------------------------------------------------- the tail of the quadratic form

const NOMINAL = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]

function tails(): void {
  const region = { ...options, seed: 1, manipulation: null, subjects: ['Математика'], grades: [4] }
  const papers = stratify(simulateInput(region).input.sittings)!
  const rows = [6, 15, 40, 100].map((wanted) => {
    const sizes = papers.vectors.map((v) => Math.abs(v!.papers - wanted))
    const i = sizes.indexOf(Math.min(...sizes))
    const shares = shuffledTail(papers, i).map((share, k) => (share / NOMINAL[k]!).toFixed(2))
    return [String(papers.vectors[i]!.papers), ...shares]
  })
  publish('patterns-tails', { shares: { head: ['pupils', ...NOMINAL.map((p) => p.toFixed(-Math.log10(p)))], rows } })
}

/** Shares of shuffles of sitting `i` whose p by moments falls below each nominal one. */
function shuffledTail(papers: Papers, i: number): number[] {
  const { items } = papers
  const pooled = poolItems(papers)
  const composition = new Composition(papers).of(i)
  const covariance = new Float64Array(pooled.pairs)
  covarianceOf(pooled, composition, covariance)
  const weights = Float64Array.from({ length: items }, (_, j) => {
    const variance = covariance[pairAt(items, j, j)]!
    return variance > 0 ? 1 / variance : 0
  })
  const residuals = residualsOf(papers, pooled.mean)
  const members = membersOf(papers)
  const random = createRandom(1, 'tails', i)
  const below = NOMINAL.map(() => 0)
  const deviation = new Float64Array(items)
  for (let shuffle = 0; shuffle < Number(values.shuffles); shuffle++) {
    deviation.fill(0)
    for (const [at, s] of composition.met.entries()) {
      const list = members[s]!
      for (let k = 0; k < composition.papersIn(at); k++) {
        const drawn = k + random.integer(list.length - k)
        ;[list[k], list[drawn]] = [list[drawn]!, list[k]!]
        for (let j = 0; j < items; j++) deviation[j]! += residuals[list[k]! * items + j]!
      }
    }
    let q = 0
    for (let j = 0; j < items; j++) q += deviation[j]! * deviation[j]! * weights[j]!
    const { p } = quadraticTail(q, weights, covariance)!
    NOMINAL.forEach((nominal, k) => {
      if (p < nominal) below[k]!++
    })
  }
  return below.map((count) => count / Number(values.shuffles))
}

function residualsOf({ vectors, start, stratumOf, items }: Papers, mean: Float64Array): Float64Array {
  const residuals = new Float64Array(stratumOf.length * items)
  vectors.forEach((v, i) => {
    for (let c = 0; c < v!.scores.length; c++) {
      const paper = start[i]! + Math.floor(c / items)
      residuals[start[i]! * items + c] = pointsOf(v!.scores[c]!) - mean[stratumOf[paper]! * items + (c % items)]!
    }
  })
  return residuals
}

function membersOf({ stratumOf, size }: Papers): number[][] {
  const members: number[][] = Array.from(size, () => [])
  stratumOf.forEach((s, p) => {
    members[s]!.push(p)
  })
  return members
}

const parts: Readonly<Record<string, () => void>> = { honest, power, compare, tails }
const part = parts[positionals[0] ?? '']
if (part === undefined) {
  console.error(`Say what to measure: ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 2
} else part()
