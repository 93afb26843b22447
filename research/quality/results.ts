/** The figures of `research/quality` as tables. */
import type { Study } from '../study'

export interface Ours {
  readonly averagePrecision: number
  readonly listed: number
  /** Share of honest schools among those of tiers strong and moderate; 0 where none is listed. */
  readonly falseShare: number
  /** Share of the manipulated schools that these tiers hold. */
  readonly found: number
  readonly manipulated: number
}

/** One region of one seed under one condition. */
export interface Line {
  readonly seed: number
  readonly condition: string
  readonly ours: Ours
  /** method -> way of setting it up -> average precision */
  readonly simple: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly versions: string
}

/** How each method is usually set up, chosen before anything was measured. */
const USUAL: Readonly<Record<string, string>> = {
  'robust z of the mean in clusters': 'plain; worst sitting',
  'Tukey fences in clusters': 'mean, beyond the fence; worst sitting',
  'isolation forest': 'z plain; worst sitting',
  'INVALSI 2009 fuzzy index': '8 clusters; worst sitting',
  'official markers': 'as issued; all sittings',
  'sum of eight robust z': 'plain; worst sitting',
}
/** The requirement names the others; this one is the strongest that a good analyst would think of. */
const BEYOND = 'sum of eight robust z'

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length
function standardError(values: readonly number[]): number {
  const centre = mean(values)
  const squares = values.reduce((sum, x) => sum + (x - centre) * (x - centre), 0)
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length)
}
/** One seed has no standard error. */
const both = (values: readonly number[]): string =>
  `${mean(values).toFixed(3)}${values.length > 1 ? ` ± ${standardError(values).toFixed(3)}` : ''}`

/** What was asked of the figures, and whether they give it. */
function requirement(lines: readonly Line[]): string[][] {
  const check = (condition: string, least: number): string[][] => {
    const own = lines.filter((line) => line.condition === condition)
    if (own.length === 0) return []
    const ours = mean(own.map((line) => line.ours.averagePrecision))
    const { usual, tuned } = timesOf(own)
    const wrong = mean(own.map((line) => line.ours.falseShare))
    const say = (met: boolean): string => (met ? 'met' : '**not met**')
    return [
      [condition, `average precision at least ${least}`, ours.toFixed(3), say(ours >= least)],
      [condition, '1.5 times the best simple method in usual settings', usual.toFixed(2), say(usual >= 1.5)],
      [condition, '1.5 times the best tuned with the truth', tuned.toFixed(2), say(tuned >= 1.5)],
      [condition, 'false share at most .12', wrong.toFixed(3), say(wrong <= 0.12)],
    ]
  }
  return [...check('as it is', 0.75), ...check('no items', 0.6)]
}

/** The way with the highest mean over the seeds: nobody without the truth could choose it. */
function bestWay(lines: readonly Line[], method: string): string {
  const ways = Object.keys(lines[0]!.simple[method]!)
  const meanOf = (way: string): number => mean(lines.map((line) => line.simple[method]![way]!))
  return ways.reduce((best, way) => (meanOf(way) > meanOf(best) ? way : best))
}

const apOf = (lines: readonly Line[], method: string, way: string): number[] =>
  lines.map((line) => line.simple[method]![way]!)
const best = (columns: readonly (readonly number[])[]): number => Math.max(...columns.map(mean))

/** How many times the best of the five named methods. */
function timesOf(lines: readonly Line[]): { usual: number; tuned: number } {
  const others = Object.keys(lines[0]!.simple).filter((method) => method !== BEYOND)
  const ours = mean(lines.map((line) => line.ours.averagePrecision))
  return {
    usual: ours / best(others.map((method) => apOf(lines, method, USUAL[method]!))),
    tuned: ours / best(others.map((method) => apOf(lines, method, bestWay(lines, method)))),
  }
}

/** Ours, and how many times the best of the five named methods it is: as usual, and tuned with the truth. */
export function timesBest(lines: readonly Line[]): string[] {
  const { usual, tuned } = timesOf(lines)
  return [both(lines.map((line) => line.ours.averagePrecision)), usual.toFixed(2), tuned.toFixed(2)]
}

/** Every method: average precision as usual and at its best, and which way that is. */
export const methodRows = (lines: readonly Line[]): string[][] =>
  Object.keys(lines[0]!.simple).map((method) => {
    const way = bestWay(lines, method)
    return [method, both(apOf(lines, method, USUAL[method]!)), both(apOf(lines, method, way)), way]
  })

export function figuresOf(lines: readonly Line[]): Study['figures'] {
  const conditions = [...new Set(lines.map(({ condition }) => condition))]
  const methods = Object.keys(lines[0]!.simple)
  const named = methods.filter((method) => method !== BEYOND)
  const of = (condition: string): Line[] => lines.filter((line) => line.condition === condition)
  const regions = conditions.map((condition) => {
    const own = of(condition)
    const ours = own.map((line) => line.ours.averagePrecision)
    const usual = best(named.map((method) => apOf(own, method, USUAL[method]!)))
    const tuned = best(named.map((method) => apOf(own, method, bestWay(own, method))))
    const strongest = best([apOf(own, BEYOND, bestWay(own, BEYOND))])
    const ratio = (other: number): string => `${other.toFixed(3)} (${(mean(ours) / other).toFixed(2)} x)`
    return [
      condition,
      String(own.length),
      both(ours),
      ratio(usual),
      ratio(tuned),
      ratio(strongest),
      both(own.map((l) => l.ours.falseShare)),
      both(own.map((l) => l.ours.found)),
      mean(own.map((l) => l.ours.listed)).toFixed(1),
    ]
  })
  const detail = conditions.flatMap((condition) => methodRows(of(condition)).map((row) => [condition, ...row]))
  return {
    regions: {
      head: ['region', 'seeds', 'monitor', 'usual', 'tuned', 'sum', 'false', 'found', 'listed'],
      rows: regions,
    },
    requirement: { head: ['region', 'asked', 'found', ''], rows: requirement(lines) },
    methods: { head: ['region', 'method', 'usual setting', 'best setting', 'which'], rows: detail },
  }
}
