import { median } from 'simple-statistics'
import { log } from '../../elementary'
import type { Counts, Details, Outcome, School, Sitting } from '../../model'
import { fixed } from '../../setting'
import { poolCounts } from '../../sittings/counts'
import { COVARIATE_LIMIT, type Expectation, type ExpectationInput, SLOPE_PRIOR } from '../../statistics/expectation'
import { robustRegression } from '../../statistics/robust'
import type { DetectorView } from '../runner/detector'
import { robustVariance } from './bins'
import { expectedBy, told } from './told'

export const NORMAL = fixed(1e9, {
  reason: 'Degrees of freedom from which on t is the normal distribution.',
  origin: 'computing',
})

/** The outcome of a comparison with peers; `undecided` where there were too few of them. */
export function outcomeOf(
  expected: Expectation | null,
  measured: { readonly value: number; readonly n: number; readonly effect: number },
  details: Details,
): Outcome {
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  const { y: judged, variance, se, tau2, df } = expected
  return {
    outcome: 'measured',
    value: measured.value,
    n: measured.n,
    effect: measured.effect,
    p: expected.p,
    details: {
      ...details,
      effect: measured.effect,
      z: expected.z,
      peers: expected.peers,
      reference: expected.reference,
    },
    basis: { judged, variance, expected: expected.expected, se, tau2, df: Math.min(df, NORMAL) },
  }
}

/** A declared advanced programme is compared with others of its kind, as far as there are any. NaN = not known. */
export const advancedOf = ({ advancedProgram }: School): number =>
  advancedProgram === null ? Number.NaN : Number(advancedProgram)

/**
 * What the peers lead to expect, with what the cluster leaves of context and size removed.
 *
 * Context and size are many numbers for one cluster. So they become one: what a robust ridge regression over the whole
 * region makes of them. The slope on that number is then fitted inside the cluster, without the sitting itself.
 *
 * @param name `detector.what`, one for each use
 */
export function expectedInContext(
  view: DetectorView,
  name: string,
  y: readonly number[],
  variance: readonly number[],
  options: Pick<ExpectationInput, 'freedom' | 'reference'> = {},
): (Expectation | null)[] {
  const { regionOf } = view
  const index = y.map(() => Number.NaN)
  for (const region of new Set(regionOf)) {
    const known = region.filter((i) => Number.isFinite(y[i]!))
    regionIndex(view, name, known, y, variance).forEach((value, k) => (index[known[k]!] = value))
  }
  return expectedBy(view, name, {
    y,
    variance,
    covariates: index.map((value) => [value]),
    ...options,
  })
}

/**
 * Fitted part of `y` that context and size explain over the region, per sitting of `members`. All sittings at once: if
 * each were left out, its own index would fall where its `y` rises, and the slope would then explain everything.
 */
function regionIndex(
  view: DetectorView,
  name: string,
  members: readonly number[],
  y: readonly number[],
  variance: readonly number[],
): number[] {
  const rows = members.map((i) => covariatesOf(view, i))
  const numbers = told(view, members, `${name}.index`, () => indexLine(members, rows, y, variance))
  const { columns, slopes } = lineFrom(numbers)
  return rows.map((row) => standardised(row, columns).reduce((sum, x, c) => sum + x * slopes[c]!, 0))
}

/** Mean, standard deviation and slope of each covariate, one list after the other; empty where nothing can be told. */
function indexLine(
  members: readonly number[],
  raw: readonly (readonly number[])[],
  y: readonly number[],
  variance: readonly number[],
): number[] {
  if (members.length < 2) return []
  const columns = columnsOf(raw)
  const rows = raw.map((row) => standardised(row, columns))
  const typical = median(members.map((i) => variance[i]!))
  const tau2 = Math.max(0, robustVariance(members.map((i) => y[i]!)) - typical)
  const scales = members.map((i) => Math.sqrt(variance[i]! + tau2))
  if (!scales.every((scale) => scale > 0)) return []
  const information = scales.reduce((sum, scale) => sum + 1 / (scale * scale), 0)
  const [, ...slopes] = robustRegression(
    members.map((i) => y[i]!),
    rows,
    scales,
    (SLOPE_PRIOR * information) / members.length,
  )
  return [...columns.map(({ mean }) => mean), ...columns.map(({ sd }) => sd), ...slopes]
}

function lineFrom(numbers: readonly number[]): { columns: Column[]; slopes: readonly number[] } {
  const width = numbers.length / 3
  const columns = Array.from({ length: width }, (_, c) => ({ mean: numbers[c]!, sd: numbers[width + c]! }))
  return { columns, slopes: numbers.slice(2 * width) }
}

/** Size (of those enrolled, where known: who took part may be a result of what is looked for), programme, context. */
function covariatesOf(view: DetectorView, i: number): number[] {
  const { enrolled, participants } = view.sittings[i]!
  return [
    log(Math.max(1, enrolled ?? participants ?? Number.NaN)),
    advancedOf(view.schoolOf[i]!),
    ...(view.contextOf?.[i] ?? []),
  ]
}

interface Column {
  readonly mean: number
  readonly sd: number
}

/** Mean and standard deviation of each covariate; 0 and 0 for one of which nothing is known. */
function columnsOf(rows: readonly (readonly number[])[]): Column[] {
  const width = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, c) => {
    const values = new Float64Array(rows.map((row) => row[c]!)).filter(Number.isFinite).sort()
    if (values.length === 0) return { mean: 0, sd: 0 }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
    return { mean, sd: Math.sqrt(squares / values.length) }
  })
}

const VARIES = fixed(1e-9, {
  reason: 'A standard deviation below this share of the mean is rounding.',
  origin: 'computing',
})

/** A row in standard deviations, clipped; 0 for what is not known or does not vary. */
const standardised = (row: readonly number[], columns: readonly Column[]): number[] =>
  columns.map(({ mean, sd }, c) => {
    const z = sd > VARIES * Math.abs(mean) ? (row[c]! - mean) / sd : 0
    return Number.isFinite(z) ? Math.max(-COVARIATE_LIMIT, Math.min(COVARIATE_LIMIT, z)) : 0
  })

/**
 * Pupils of all sittings of a view of one assessment: by primary score, and by level where scores are not counted. Told under
 * one name whoever asks: tables of nearly the same schools could be subtracted.
 */
export function pooledDistributions(view: DetectorView): { scores: Counts; levels: Counts } {
  const all = view.regionOf[0] ?? []
  const pool = (name: string, of: (sitting: Sitting) => Counts | null): Counts =>
    told(view, all, name, () => poolCounts(view.sittings.map(of)))
  return {
    scores: pool('scores', (s) => s.scoreCounts),
    levels: pool('levels', (s) => (s.scoreCounts === null ? s.levelCounts : null)),
  }
}

/** Primary scores where they are counted, else marks or levels: the finest distribution that a sitting holds. */
export const distributionOf = (sitting: Sitting): Counts | null => sitting.scoreCounts ?? sitting.levelCounts
