/**
 * What is gained where observers go by the plan, and not all to the suspects or by pure chance? Two years of one region: the first
 * is looked at as it is, and its result decides where observers go in the second; an observer prevents what the school would
 * have done. What everybody would have done, and what honest papers would have been, is known sitting by sitting.
 *
 *   npx tsx research/observers.ts [--seeds 30] [--schools 120] [--places 24] [--write]
 */
import { parseArgs } from 'node:util'
import type { MonitorInput, MonitorResult, Sitting } from '../src/model'
import { monitor } from '../src/monitor'
import { planObservers } from '../src/observer-plan'
import { type RegionInput, simulateInput } from '../src/simulate'
import { CONFIDENCE_TAIL, tQuantileUpper } from '../src/statistics/intervals'
import { createRandom } from '../src/statistics/random'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '30' },
    schools: { type: 'string', default: '120' },
    places: { type: 'string', default: '24' },
    write: { type: 'boolean', default: false },
  },
})
const SEEDS = Number(values.seeds)
const PLACES = Number(values.places)
const [FIRST, SECOND] = [2021, 2022]

/** Schools that are observed, with the chance by which each was; `null` = nobody knows a chance. */
type Sent = ReadonlyMap<string, number | null>

const WAYS: Readonly<Record<string, (first: MonitorResult, seed: number) => Sent>> = {
  nowhere: () => new Map(),
  'by the plan': (first, seed) =>
    new Map(
      planObservers(first, PLACES, seed)
        .schools.filter(({ place }) => place === 'certain' || place === 'drawn')
        .map(({ schoolId, inclusionProbability }) => [schoolId, inclusionProbability]),
    ),
  'all to the suspects': ({ schools }) =>
    new Map(
      schools
        .toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1))
        .slice(0, PLACES)
        .map(({ schoolId }) => [schoolId, null]),
    ),
  'by pure chance': ({ schools }, seed) =>
    new Map(
      createRandom(seed, 'pure-chance')
        .sample(schools, PLACES)
        .map(({ schoolId }) => [schoolId, PLACES / schools.length]),
    ),
}

/** What became of one way of sending observers, over all regions. */
class Tally {
  attempts = 0
  prevented = 0
  listed = 0
  honestSchools = 0
  /** Share of the attempts of each region that were prevented or listed. */
  readonly met: number[] = []
  /** Of the mean of a test, in percent of the maximum: what is said minus the truth, and whether the interval holds it. */
  readonly corrected: Told[] = []
  readonly weighed: Told[] = []
}
interface Told {
  readonly error: number
  readonly width: number
  readonly holds: boolean
}

const told = (mean: number, low: number, high: number, truth: number): Told => ({
  error: mean - truth,
  width: high - low,
  holds: low <= truth && truth <= high,
})

const ofYear = (input: MonitorInput, year: number): MonitorInput => ({
  ...input,
  assessments: input.assessments.filter((assessment) => assessment.year === year),
  sittings: input.sittings.filter((sitting) => sitting.year === year),
})

/** Means of tests in percent of the maximum, by assessment. */
function meansOf({ assessments, sittings }: MonitorInput): ReadonlyMap<string, number> {
  return new Map(
    assessments.map(({ id, maxScore }) => {
      const own = sittings.filter(({ assessmentId }) => assessmentId === id)
      const [sum, papers] = own.reduce(([s, n], { scores }) => [s + scores!.sum, n + scores!.n], [0, 0])
      return [id, (100 * sum) / papers / maxScore!]
    }),
  )
}

/**
 * Mean of the observed papers, each weighed by 1 / chance, with the interval of a ratio over schools (drawn with replacement,
 * which is rather too wide for a sample that is spread).
 */
function weighedMean(sittings: readonly Sitting[], sent: Sent, maxScore: number): readonly [number, number, number] {
  const units = sittings.map(({ schoolId, scores }) => {
    const weight = 1 / sent.get(schoolId)!
    return { weight, papers: weight * scores!.n, points: (weight * 100 * scores!.sum) / maxScore }
  })
  const papers = units.reduce((sum, unit) => sum + unit.papers, 0)
  const mean = units.reduce((sum, unit) => sum + unit.points, 0) / papers
  // Who was certain to be sent adds no chance.
  const drawn = units.filter(({ weight }) => weight > 1)
  const rest = drawn.map((unit) => (unit.points - mean * unit.papers) / papers)
  const middle = rest.reduce((sum, one) => sum + one, 0) / rest.length
  const squares = rest.reduce((sum, one) => sum + (one - middle) * (one - middle), 0)
  const half = tQuantileUpper(CONFIDENCE_TAIL, rest.length - 1) * Math.sqrt((rest.length / (rest.length - 1)) * squares)
  return [mean, mean - half, mean + half]
}

function study(region: RegionInput, ways: readonly string[]): ReadonlyMap<string, Tally> {
  const tallies = new Map(ways.map((way) => [way, new Tally()]))
  for (let seed = 1; seed <= SEEDS; seed++) {
    const years = { schools: Number(values.schools), seed, years: [FIRST, SECOND], observers: null }
    const asDone = simulateInput({ preset: 'realistic', ...years, ...region })
    const honest = simulateInput({
      preset: 'realistic',
      ...years,
      ...region,
      manipulation: null,
      inflation: null,
    }).input
    const first = monitor(ofYear(asDone.input, FIRST), { seed })
    const ofHonest = new Map(honest.sittings.map((sitting) => [sitting.key, sitting]))
    const truth = meansOf(ofYear(honest, SECOND))
    const attempts = asDone.truth.filter(
      ({ year, manipulated, mechanism }) => year === SECOND && manipulated && mechanism !== 'inflation',
    )
    for (const [way, tally] of tallies) {
      const sent = WAYS[way]!(first, seed)
      const base = ofYear(asDone.input, SECOND)
      const input: MonitorInput = {
        ...base,
        sittings: base.sittings.map((one) => (sent.has(one.schoolId) ? ofHonest.get(one.key)! : one)),
        hasObservers: true,
        observers: base.schools.map(({ id }) => ({
          ...{ schoolId: id, grade: null, subject: null, year: SECOND, className: null, conflictOfInterest: false },
          ...(sent.has(id) ? { observer: 'present', controlled: true } : { observer: 'absent' }),
        })),
      }
      const second = monitor(input, { seed })
      const listed = new Set(second.schools.filter(({ grounds }) => grounds.includes('signs')).map((s) => s.schoolId))
      const left = attempts.filter(({ schoolId }) => !sent.has(schoolId))
      const doing = new Set(left.map(({ schoolId }) => schoolId))
      tally.attempts += attempts.length
      tally.prevented += attempts.length - left.length
      tally.listed += left.filter(({ schoolId }) => listed.has(schoolId)).length
      tally.honestSchools += [...listed].filter((schoolId) => !doing.has(schoolId)).length
      if (attempts.length > 0)
        tally.met.push(
          (attempts.length - left.filter(({ schoolId }) => !listed.has(schoolId)).length) / attempts.length,
        )
      for (const { assessment, corrected, low, high } of second.region.observers?.controlled?.means ?? [])
        tally.corrected.push(told(corrected, low, high, truth.get(assessment)!))
      if (sent.size === 0 || [...sent.values()].includes(null)) continue
      for (const { id, maxScore } of input.assessments) {
        const seen = input.sittings.filter(({ schoolId, assessmentId }) => assessmentId === id && sent.has(schoolId))
        tally.weighed.push(told(...weighedMean(seen, sent, maxScore!), truth.get(id)!))
      }
    }
  }
  return tallies
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const two = (x: number): string => x.toFixed(2).replace(/^-(0\.00)$/, '$1')
const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length
const standardError = (of: readonly number[]): number =>
  Math.sqrt(of.reduce((sum, x) => sum + (x - mean(of)) ** 2, 0) / (of.length - 1) / of.length)

const gained = (tallies: ReadonlyMap<string, Tally>): string[][] =>
  [...tallies].map(([way, { attempts, prevented, listed, honestSchools, met }]) => [
    way,
    String(attempts),
    percent(prevented / attempts),
    percent(listed / attempts),
    `${percent(mean(met))} ± ${percent(standardError(met))}`,
    (honestSchools / SEEDS).toFixed(1),
  ])

function yardstick(region: string, tallies: ReadonlyMap<string, Tally>): string[][] {
  return [...tallies].flatMap(([way, { corrected, weighed }]) =>
    (
      [
        ['corrected by the effect', corrected],
        ['observed, weighed by 1 / chance', weighed],
      ] as const
    ).flatMap(([what, of]) =>
      of.length === 0
        ? []
        : [
            [
              region,
              way,
              what,
              two(mean(of.map(({ error }) => error))),
              two(Math.sqrt(mean(of.map(({ error }) => error * error)))),
              two(mean(of.map(({ width }) => width))),
              two(mean(of.map(({ holds }) => Number(holds)))),
            ],
          ],
    ),
  )
}

const [nowhere, ...somewhere] = Object.keys(WAYS)
const few = study({}, [nowhere!, ...somewhere])
const all = study({ inflation: 'medium' }, somewhere)
publish('observers', {
  gained: {
    head: [
      'observers go',
      'attempts in year two',
      'prevented',
      'then in schools listed for signs',
      'prevented or listed, and standard error over regions',
      'honest schools listed, in a region',
    ],
    rows: gained(few),
  },
  yardstick: {
    head: [
      'who manipulates',
      'observers go',
      'mean of the region as told',
      'bias',
      'root mean square error',
      'width of the 95 % interval',
      'intervals that hold the truth',
    ],
    rows: [...yardstick('one school in ten', few), ...yardstick('everybody marks kindly', all)],
  },
})
