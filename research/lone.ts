/**
 * One class, one test, one sitting per school: does one strong detector drown among the silent ones? Average precision of the
 * schools' p against that of the best single detector, where one school in eight was manipulated in one way. The best
 * detector is chosen with the truth in hand; what any order can reach that does not know which way it was is told by a
 * learner: for every way of manipulating, mean and spread of each detector, fitted on the other seeds, all ways mixed.
 *
 *   npx tsx research/lone.ts [--seeds 3] [--first 1] [--schools 160] [--preset realistic] [--write]
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { monitor } from '../src/monitor'
import { PAPER_MECHANISMS, simulateInput } from '../src/simulate'
import { normalScore } from '../src/statistics/tails'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    schools: { type: 'string', default: '160' },
    preset: { type: 'string', default: 'realistic' },
    write: { type: 'boolean', default: false },
  },
})
const preset = values.preset as 'plain' | 'realistic'
const seeds = Array.from({ length: Number(values.seeds) }, (_, k) => Number(values.first) + k)
const LARGEST = 8

interface Judged {
  readonly isTrue: readonly boolean[]
  /** Of each school what ranks it; larger = more suspicious. */
  readonly together: readonly number[]
  /** z-scores by detector, one per school; NaN where nothing was measured. */
  readonly z: ReadonlyMap<string, readonly number[]>
}

function judged(mechanism: (typeof PAPER_MECHANISMS)[number], seed: number): Judged {
  const manipulation = { schools: 0.125, strength: 'strong', mechanisms: [mechanism], prevented: false } as const
  const options = { preset, seed, schools: Number(values.schools), subjects: ['Математика'], grades: [5], manipulation }
  const { input, truth } = simulateInput(options)
  const manipulated = new Set(truth.flatMap((sitting) => (sitting.manipulated ? [sitting.schoolId] : [])))
  const { schools, sittings } = monitor(input, { seed: 1 })
  const own = new Map(sittings.map((sitting) => [sitting.schoolId, sitting.signals]))
  const ids = new Set(sittings.flatMap(({ signals }) => signals.map((signal) => signal.detector)))
  const zOf = (p: number | null | undefined): number =>
    p == null ? Number.NaN : Math.max(-LARGEST, Math.min(LARGEST, normalScore(p)))
  return {
    isTrue: schools.map(({ schoolId }) => manipulated.has(schoolId)),
    together: schools.map(({ p }) => (p === null ? -1 : -p)),
    z: new Map(
      [...ids].map((id) => [
        id,
        schools.map(({ schoolId }) => zOf(own.get(schoolId)?.find(({ detector }) => detector === id)?.p)),
      ]),
    ),
  }
}

/** Mean and spread by detector, drawn toward 0 and 1 as if five schools more had shown them. */
type Shape = ReadonlyMap<string, { readonly mean: number; readonly sd: number }>
const AS_IF = 5
const NARROWEST = 0.5

function shapeOf(regions: readonly Judged[], manipulated: boolean): Shape {
  const ids = new Set(regions.flatMap(({ z }) => [...z.keys()]))
  return new Map(
    [...ids].map((id) => {
      const all = regions.flatMap(({ z, isTrue }) =>
        (z.get(id) ?? []).filter((own, s) => isTrue[s] === manipulated && !Number.isNaN(own)),
      )
      const weight = all.length / (all.length + AS_IF)
      const mean = all.reduce((a, b) => a + b, 0) / Math.max(1, all.length)
      const variance = all.reduce((sum, own) => sum + (own - mean) ** 2, 0) / Math.max(1, all.length)
      return [id, { mean: weight * mean, sd: Math.max(NARROWEST, weight * Math.sqrt(variance) + 1 - weight) }]
    }),
  )
}

function logDensity({ z }: Judged, school: number, shape: Shape): number {
  let sum = 0
  for (const [id, own] of z) {
    if (Number.isNaN(own[school]!)) continue
    const { mean, sd } = shape.get(id) ?? { mean: 0, sd: 1 }
    sum -= ((own[school]! - mean) / sd) ** 2 / 2 + Math.log(sd)
  }
  return sum
}

const regions = new Map(PAPER_MECHANISMS.map((mechanism) => [mechanism, seeds.map((seed) => judged(mechanism, seed))]))

/** Log likelihood ratio of any of the ways against none, fitted without the regions of this seed. */
function withTruth(region: Judged, seed: number): number[] {
  const others = [...regions.values()].map((of) => of.filter((_, k) => k !== seed))
  const honest = shapeOf(others.flat(), false)
  const ways = others.map((of) => shapeOf(of, true))
  return region.isTrue.map((_, school) => {
    const usual = logDensity(region, school, honest)
    return Math.log(ways.reduce((sum, way) => sum + Math.exp(logDensity(region, school, way) - usual), 0))
  })
}

const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length
const known = (z: readonly number[]): number[] => z.map((own) => (Number.isNaN(own) ? 0 : own))
const rows = PAPER_MECHANISMS.map((mechanism) => {
  const own = regions.get(mechanism)!
  const ap = (scores: (region: Judged, seed: number) => readonly number[]): number =>
    mean(own.map((region, k) => averagePrecision(scores(region, k), region.isTrue)))
  const together = ap(({ together }) => together)
  const ids = [...new Set(own.flatMap(({ z }) => [...z.keys()]))]
  const alone = ids.map((id) => ({ id, ap: ap(({ z, isTrue }) => known(z.get(id) ?? isTrue.map(() => 0))) }))
  const best = alone.sort((a, b) => b.ap - a.ap)[0]!
  const largest = ap(({ z, isTrue }) => isTrue.map((_, s) => Math.max(...known([...z.values()].map((of) => of[s]!)))))
  const learned = seeds.length > 1 ? ap(withTruth) : Number.NaN
  return [
    mechanism,
    together.toFixed(3),
    `\`${best.id}\``,
    best.ap.toFixed(3),
    (together - best.ap).toFixed(3),
    largest.toFixed(3),
    learned.toFixed(3),
  ]
})
publish('lone', {
  sittings: {
    head: ['mechanism', 'together', 'best detector', 'alone', 'difference', 'largest z', 'a learner with the truth'],
    rows,
  },
})
