/** Where observers go next time: certainly where there is a reason, and by chance among the rest. */
import type { MonitorResult, SchoolResult } from '../model'
import { fixed } from '../setting'
import { createRandom } from '../statistics/random'
import { localPivotal } from './pivotal'

const BY_CHANCE = fixed(0.3, {
  reason:
    'At least this share of the places is drawn by chance: with all observers at the suspects nothing shows how honest sittings look.',
  origin: 'ours',
  unit: 'share of the places',
})

/** Why a school is observed for certain. The first that holds is told. */
export type CertainReason = 'notConfirmed' | 'signs' | 'repeated' | 'toCorrect'

export interface PlannedSchool {
  readonly schoolId: string
  readonly name: string | null
  readonly municipality: string | null
  readonly peerGroup: string | null
  /** `certain`: for a reason; `drawn` or `notDrawn`: by chance; `noPlace`: there is a reason, but no place is left. */
  readonly place: 'certain' | 'drawn' | 'notDrawn' | 'noPlace'
  readonly reason: CertainReason | null
  /** Chance 0..1 with which the plan sends an observer: 1 where it is certain. Known for every school. */
  readonly inclusionProbability: number
}

export interface ObserverPlan {
  readonly places: number
  readonly certain: number
  readonly drawn: number
  /** Schools with a reason for whom no place was left; they took part in the draw. */
  readonly noPlace: number
  /** All schools, those with a place first. */
  readonly schools: readonly PlannedSchool[]
}

/** What the plan takes from a result; `clusterSchools` gives as much of schools alone. */
export interface ObserverPlanInput {
  readonly schools: readonly (Pick<SchoolResult, 'schoolId' | 'name' | 'municipality' | 'peerGroup' | 'context'> &
    Partial<Pick<SchoolResult, 'tier' | 'grounds' | 'earlier'>>)[]
  readonly recheck?: MonitorResult['recheck']
  readonly sittings?: MonitorResult['sittings']
  readonly toCorrect?: MonitorResult['toCorrect']
}

/**
 * Where so many observers should go next time. Certain: schools whose papers a recheck did not confirm, schools with
 * signs, schools listed in several years, and schools whose data could not be judged, in this order as far as seven places
 * in ten reach. The rest of the places is drawn among all other schools with known chances, spread over what schools are
 * compared by, so that next year's observed sittings are a yardstick of honest ones.
 *
 * @param places schools that can be observed, at least 1
 * @returns every school with its chance; weigh what is observed by 1 / chance to speak of all schools
 * @throws RangeError where there is no place
 * @example
 * planObservers(result, 40, 1).schools[0] // { schoolId: '...', place: 'certain', reason: 'signs', inclusionProbability: 1 }
 */
export function planObservers(input: ObserverPlanInput, places: number, seed: number): ObserverPlan {
  if (!Number.isInteger(places) || places < 1) throw new RangeError('At least one place is needed')
  const { schools } = input
  const reasons = reasonsOf(input)
  const ranks = new Map((input.recheck ?? []).map(({ schoolId, rank }) => [schoolId, rank]))
  const wanting = [...schools.keys()]
    .filter((i) => reasons[i] !== null)
    .sort(
      (a, b) =>
        ORDER.indexOf(reasons[a]!) - ORDER.indexOf(reasons[b]!) ||
        (ranks.get(schools[a]!.schoolId) ?? Number.POSITIVE_INFINITY) -
          (ranks.get(schools[b]!.schoolId) ?? Number.POSITIVE_INFINITY) ||
        a - b,
    )
  const enough = places >= schools.length
  const room = enough ? schools.length : Math.floor(places * (1 - BY_CHANCE))
  const certain = new Set(enough ? schools.keys() : wanting.slice(0, room))
  const frame = [...schools.keys()].filter((i) => !certain.has(i))
  const toDraw = Math.min(frame.length, Math.max(0, places - certain.size))
  const chances = chancesOf(
    frame.map((i) => sizeOf(schools[i]!.schoolId, input)),
    toDraw,
  )
  const points = pointsOf(frame.map((i) => schools[i]!.context))
  const drawn = new Set(localPivotal(chances, points, createRandom(seed, 'observer-plan')).map((k) => frame[k]!))
  const chanceOf = new Map(frame.map((i, k) => [i, chances[k]!]))
  const planned = schools.map(({ schoolId, name, municipality, peerGroup }, i): PlannedSchool => {
    const reason = reasons[i]!
    const place = certain.has(i) ? 'certain' : drawn.has(i) ? 'drawn' : reason === null ? 'notDrawn' : 'noPlace'
    return { schoolId, name, municipality, peerGroup, place, reason, inclusionProbability: chanceOf.get(i) ?? 1 }
  })
  const count = (place: PlannedSchool['place']): number => planned.filter((one) => one.place === place).length
  return {
    places,
    certain: count('certain'),
    drawn: count('drawn'),
    noPlace: count('noPlace'),
    schools: PLACES.flatMap((place) => planned.filter((one) => one.place === place)),
  }
}

const ORDER: readonly CertainReason[] = ['notConfirmed', 'signs', 'repeated', 'toCorrect']
const PLACES: readonly PlannedSchool['place'][] = ['certain', 'drawn', 'noPlace', 'notDrawn']

function reasonsOf({ schools, sittings = [], toCorrect = [] }: ObserverPlanInput): (CertainReason | null)[] {
  const notConfirmed = new Set(
    sittings.filter(({ settled }) => settled?.verdict === 'notConfirmed').map(({ schoolId }) => schoolId),
  )
  const faulty = new Set(toCorrect.filter(({ treatment }) => treatment === 'withheld').map(({ schoolId }) => schoolId))
  return schools.map(({ schoolId, tier, earlier = [] }) => {
    if (notConfirmed.has(schoolId)) return 'notConfirmed'
    if (tier === 'strong' || tier === 'moderate') return 'signs'
    if (earlier.filter(({ listed }) => listed).length >= 2) return 'repeated'
    return faulty.has(schoolId) ? 'toCorrect' : null
  })
}

/**
 * A school is one place to be observed, its pupils are what is learnt: between equal chances and chances in proportion to
 * the papers, the square root. Where nothing is known of papers, all are equal.
 */
function sizeOf(schoolId: string, { sittings }: ObserverPlanInput): number {
  if (sittings === undefined) return 1
  const papers = sittings.reduce((sum, one) => sum + (one.schoolId === schoolId ? (one.participants ?? 0) : 0), 0)
  return Math.sqrt(Math.max(1, papers))
}

/**
 * Chances in proportion to the sizes that sum to the number to be drawn; who would have more than 1 is certain, and the
 * others share the rest.
 */
export function chancesOf(sizes: readonly number[], toDraw: number): number[] {
  const chances = sizes.map(() => 0)
  let open = [...sizes.keys()]
  let left = Math.min(toDraw, sizes.length)
  for (;;) {
    const sum = open.reduce((total, i) => total + sizes[i]!, 0)
    const sure = open.filter((i) => sizes[i]! * left >= sum)
    if (sure.length === 0 || left === 0) {
      for (const i of open) chances[i] = sum === 0 ? 0 : (sizes[i]! * left) / sum
      return chances
    }
    for (const i of sure) chances[i] = 1
    left -= sure.length
    open = open.filter((i) => !sure.includes(i))
    if (open.length === 0) return chances
  }
}

/** Schools of which nothing is known stand in the middle. */
function pointsOf(contexts: readonly (readonly number[] | null)[]): readonly (readonly number[])[] {
  const dimensions = contexts.find((context) => context !== null)?.length ?? 0
  const middle = Array<number>(dimensions).fill(0)
  return contexts.map((context) => context ?? middle)
}
