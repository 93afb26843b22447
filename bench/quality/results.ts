/** The figures of `bench/quality` as tables. */

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
function verdicts(lines: readonly Line[]): string[] {
  const check = (condition: string, least: number): string[] => {
    const own = lines.filter((line) => line.condition === condition)
    if (own.length === 0) return []
    const ours = mean(own.map((line) => line.ours.averagePrecision))
    const others = Object.keys(own[0]!.simple).filter((method) => method !== BEYOND)
    const usual = ours / best(others.map((method) => apOf(own, method, USUAL[method]!)))
    const tuned = ours / best(others.map((method) => apOf(own, method, bestWay(own, method))))
    const wrong = mean(own.map((line) => line.ours.falseShare))
    const say = (met: boolean): string => (met ? 'met' : '**not met**')
    return [
      `- ${condition}: average precision at least ${least}: ${say(ours >= least)} (${ours.toFixed(3)}); 1.5 times the best simple method: ` +
        `${say(usual >= 1.5)} in usual settings (${usual.toFixed(2)}), ${say(tuned >= 1.5)} where they are tuned with the truth (${tuned.toFixed(2)}); ` +
        `false share at most .12: ${say(wrong <= 0.12)} (${wrong.toFixed(3)}).`,
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

export function tables(lines: readonly Line[], about: { version: string; machine: string; date: string }): string {
  const conditions = [...new Set(lines.map(({ condition }) => condition))]
  const methods = Object.keys(lines[0]!.simple)
  const named = methods.filter((method) => method !== BEYOND)
  const of = (condition: string): Line[] => lines.filter((line) => line.condition === condition)
  const summary = conditions.map((condition) => {
    const own = of(condition)
    const ours = own.map((line) => line.ours.averagePrecision)
    const usual = best(named.map((method) => apOf(own, method, USUAL[method]!)))
    const tuned = best(named.map((method) => apOf(own, method, bestWay(own, method))))
    const strongest = best([apOf(own, BEYOND, bestWay(own, BEYOND))])
    const ratio = (other: number): string => `${other.toFixed(3)} (${(mean(ours) / other).toFixed(2)} x)`
    return [
      condition,
      own.length,
      both(ours),
      ratio(usual),
      ratio(tuned),
      ratio(strongest),
      both(own.map((l) => l.ours.falseShare)),
      both(own.map((l) => l.ours.found)),
      mean(own.map((l) => l.ours.listed)).toFixed(1),
    ]
  })
  const detail = conditions.flatMap((condition) => {
    const own = of(condition)
    const rows = methods.map((method) => {
      const way = bestWay(own, method)
      return [method, both(apOf(own, method, USUAL[method]!)), both(apOf(own, method, way)), way]
    })
    return [`\n### ${condition}\n`, ...table(['method', 'usual setting', 'best setting', 'which'], rows)]
  })
  return `# Quality: the monitor and the simple methods on the same tables

${about.date}, objectivity-monitor ${about.version}, ${about.machine}.
Made by \`npm run bench:quality\` (more seeds: \`npx tsx bench/quality/index.ts --seeds 20 --write\`).

Simulated regions, 240 schools unless said, 3 subjects x 3 grades, 8 % of the schools manipulate (all mechanisms mixed).
Seeds ${[...new Set(lines.map(({ seed }) => seed))].sort((a, b) => a - b).join(', ')}; the second column says how many of them a region was judged with.
Average precision over schools, mean over seeds ± standard error; in brackets how many times better the monitor is.

- *usual*: the best of robust z of the mean in clusters, Tukey fences in clusters, isolation forest, fuzzy index of INVALSI
  2009 and official markers, each set up as is usual (fixed beforehand).
- *tuned*: the best of the same when each may choose, **with the truth in hand**, among 6 to 12 settings.
- *sum*: the sum of eight robust z-scores in clusters, likewise tuned: the best that a good analyst would try.
- A school in which nothing could be measured stands in the middle of the monitor's order: neither innocent nor guilty.
- *false* is the share of honest schools among those of tiers strong and moderate (q = .10), *found* the share of the
  manipulated schools that these tiers hold, *listed* their number.

${table(['region', 'seeds', 'monitor', 'usual', 'tuned', 'sum', 'false', 'found', 'listed'], summary).join('\n')}

## Against the requirement

${verdicts(lines).join('\n')}

## Each method
${detail.join('\n')}
`
}

function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)]
}
