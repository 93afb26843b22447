/**
 * One class, one test, one sitting per school: does one strong detector drown among the silent ones? Average precision of the
 * schools' p against that of the best single detector, where one school in eight was manipulated in one way. The best
 * detector is chosen with the truth in hand; what any order can reach that does not know which way it was is told by a
 * learner: for every way of manipulating, mean and spread of each detector, fitted on the other seeds, all ways mixed.
 *
 * And by strength: of each way as the simulator has it (weak, medium, strong), and planted: in one honest school in eight one
 * detector, each of them in turn, is given z-scores of a normal distribution about 2 to 7, all others left as they are. From
 * where on is the loss below .05?
 *
 *   npx tsx research/lone.ts [--seeds 3] [--first 1] [--schools 160] [--preset realistic] [--write]
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { measure } from '../scripts/validate/regions'
import { builtInDetectors } from '../src/detectors'
import { weighEvidence } from '../src/evidence'
import { groupBy } from '../src/group-by'
import type { Outcome } from '../src/model'
import { monitor } from '../src/monitor'
import { parseSettings } from '../src/settings'
import { PAPER_MECHANISMS, simulateInput } from '../src/simulate'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'
import { createRandom } from '../src/statistics/random'
import { normalScore, normalUpper } from '../src/statistics/tails'
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
/** What one strong detector may lose among the silent ones. */
const MOST_LOST = 0.05

interface Judged {
  readonly isTrue: readonly boolean[]
  /** Of each school what ranks it; larger = more suspicious. */
  readonly together: readonly number[]
  /** z-scores by detector, one per school; NaN where nothing was measured. */
  readonly z: ReadonlyMap<string, readonly number[]>
}

const GUILTY = 0.125
const STRENGTHS = ['weak', 'medium', 'strong'] as const
const scene = (seed: number) =>
  ({ preset, seed, schools: Number(values.schools), subjects: ['Математика'], grades: [5] }) as const

function judged(
  mechanism: (typeof PAPER_MECHANISMS)[number],
  seed: number,
  strength: (typeof STRENGTHS)[number] = 'strong',
): Judged {
  const manipulation = { schools: GUILTY, strength, mechanisms: [mechanism], prevented: false } as const
  const { input, truth } = simulateInput({ ...scene(seed), manipulation })
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

/** Log likelihood ratio of any of the ways against none, fitted without the regions of this seed (its position). */
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
/** Of one way of manipulating: what the schools' p reach together, and the detector that does best alone. */
function compared(own: readonly Judged[]) {
  const ap = (scores: (region: Judged, k: number) => readonly number[]): number =>
    mean(own.map((region, k) => averagePrecision(scores(region, k), region.isTrue)))
  const ids = [...new Set(own.flatMap(({ z }) => [...z.keys()]))]
  const alone = ids.map((id) => ({ id, ap: ap(({ z, isTrue }) => known(z.get(id) ?? isTrue.map(() => 0))) }))
  const best = alone.sort((a, b) => b.ap - a.ap)[0]!
  const reached = own.flatMap(({ z, isTrue }) =>
    (z.get(best.id) ?? []).filter((one, s) => isTrue[s] && !Number.isNaN(one)),
  )
  return { ap, together: ap(({ together }) => together), best, reached: mean(reached) }
}

const rows = PAPER_MECHANISMS.map((mechanism) => {
  const { ap, together, best } = compared(regions.get(mechanism)!)
  const largest = ap(({ z, isTrue }) => isTrue.map((_, s) => Math.max(...known([...z.values()].map((of) => of[s]!)))))
  const learned = seeds.length > 1 ? ap((region, k) => withTruth(region, k)) : Number.NaN
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

const byStrength = PAPER_MECHANISMS.flatMap((mechanism) =>
  STRENGTHS.map((strength) => {
    const own = strength === 'strong' ? regions.get(mechanism)! : seeds.map((seed) => judged(mechanism, seed, strength))
    const { together, best, reached } = compared(own)
    const difference = (together - best.ap).toFixed(3)
    return [
      mechanism,
      strength,
      `\`${best.id}\``,
      reached.toFixed(1),
      best.ap.toFixed(3),
      together.toFixed(3),
      difference,
    ]
  }),
)

// ---------------------------------------------------------------- planted

const HEIGHTS = [2, 3, 4, 5, 6, 7]
const settings = parseSettings({ seed: 1 })

/** An honest region, and what it shows where one detector of some schools is given other z-scores. */
function honestRegion(seed: number) {
  const { input } = simulateInput({ ...scene(seed), manipulation: null })
  const detectors = builtInDetectors.filter(({ meta }) => !meta.needs.includes('earlier'))
  const outcomes = measure(input, detectors)
  const region = indexRegion(input, observations(input, settings))
  return detectors.flatMap(({ meta }, d) => {
    const measured = outcomes[d]!.flatMap(({ outcome }, i) => (outcome === 'measured' ? [i] : []))
    if (measured.length < FEWEST) return []
    const of = (height: number) => {
      const random = createRandom(seed, 'planted', meta.id)
      const planted = new Set(random.sample(measured, Math.round(GUILTY * input.schools.length)))
      const own = outcomes[d]!.map((outcome, i): Outcome => {
        if (!planted.has(i) || outcome.outcome !== 'measured') return outcome
        return { ...outcome, p: normalUpper(height + random.normal()) }
      })
      const all = outcomes.map((other, k) => (k === d ? own : other))
      const { schools } = weighEvidence(detectors, all, region, settings)
      const isTrue = region.bySchool.map((positions) => positions.some((i) => planted.has(i)))
      const ofSchool = (positions: readonly number[]): number[] =>
        positions.flatMap((i) => (own[i]!.outcome === 'measured' ? [normalScore((own[i] as { p: number }).p)] : []))
      const alone = region.bySchool.map((positions) => Math.max(0, ...ofSchool(positions)))
      const together = schools.map(({ p }) => (p === null ? -1 : -p))
      return { alone: averagePrecision(alone, isTrue), together: averagePrecision(together, isTrue) }
    }
    return [{ id: meta.id, of }]
  })
}
/** A detector that measures fewer schools is not planted. */
const FEWEST = 80

const honest = seeds.map(honestRegion)
const planted = HEIGHTS.map((height) => {
  const found = honest.flatMap((region) => region.map(({ id, of }) => ({ id, ...of(height) })))
  const lost = [...groupBy(found, ({ id }) => id)].map(([id, all]) => ({
    id,
    lost: mean(all.map(({ alone, together }) => alone - together)),
  }))
  const [most] = lost.sort((a, b) => b.lost - a.lost)
  return [
    String(height),
    mean(found.map(({ alone }) => alone)).toFixed(3),
    mean(found.map(({ together }) => together)).toFixed(3),
    mean(found.map(({ alone, together }) => together - alone)).toFixed(3),
    `\`${most!.id}\` ${(-most!.lost).toFixed(3)}`,
    `${lost.filter(({ lost }) => lost <= MOST_LOST).length} of ${lost.length}`,
  ]
})

publish('lone', {
  sittings: {
    head: ['mechanism', 'together', 'best detector', 'alone', 'difference', 'largest z', 'a learner with the truth'],
    rows,
  },
  strengths: {
    head: ['mechanism', 'strength', 'best detector', 'its mean z', 'alone', 'together', 'difference'],
    rows: byStrength,
  },
  planted: {
    head: ['z planted', 'alone', 'together', 'difference', 'largest loss', 'detectors that lose at most .05'],
    rows: planted,
  },
})
