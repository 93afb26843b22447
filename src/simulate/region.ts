import { createRandom } from '../statistics/random'
import { calibrateItems, type ItemModel } from './items'
import { compare, copyPapers, countPresent, inflate, type Manipulation, manipulate } from './manipulations'
import type { Mechanism, ObserverOptions, RegionOptions, Strength } from './options'
import { type Cohort, liftAtCuts, type Papers, type SittingPlace, simulateCohort, writePapers } from './papers'
import { chooseScales, type Scale } from './scales'
import { type SimulatedSchool, simulateSchools } from './schools'

/** What really happened in a sitting. Not part of any table: only a simulation knows it. */
export interface Truth {
  readonly schoolId: string
  readonly subject: string
  readonly grade: number
  readonly year: number
  readonly participants: number
  /** Whether anything differs from the honest sitting; an attempt that changed nothing does not count. */
  readonly manipulated: boolean
  /** `inflation` where only the whole region's kindness is at work. */
  readonly mechanism: Mechanism | 'inflation' | null
  readonly strength: Strength | null
  /** Papers whose answers or journal mark differ from the honest ones. */
  readonly changedPapers: number
  /** `changedPapers` as a share of the participants, 0..1. */
  readonly changedShare: number
  /** Pupils kept away who would have been present. */
  readonly keptAway: number
  /** Change of the mean primary score, in points. */
  readonly meanShift: number
}

/** One sitting with its papers, before it is written down as rows or counts. */
export interface SimulatedSitting {
  readonly school: SimulatedSchool
  readonly scale: Scale
  readonly year: number
  readonly papers: Papers
  readonly truth: Truth
}

/** One sitting of a region's calendar. */
export interface Slot {
  readonly scale: Scale
  readonly model: ItemModel
  readonly year: number
}

/** Who observed a school's sittings. */
export interface ObserverPlan {
  /** By slot. */
  readonly observed: readonly boolean[]
  readonly partial: boolean
  readonly unknown: boolean
  readonly conflict: boolean
}

export interface Region {
  readonly options: RegionOptions
  readonly schools: readonly SimulatedSchool[]
  readonly scales: readonly Scale[]
  readonly slots: readonly Slot[]
  /** By school; `null` if the region keeps no record of observers. */
  readonly observers: readonly ObserverPlan[] | null
  /** By school and slot. */
  readonly manipulations: readonly (readonly (Manipulation | null)[])[]
}

const STRENGTHS: readonly Strength[] = ['weak', 'medium', 'strong']
/** Chance that a sitting of a manipulating school is manipulated in another way than the school usually does it. */
const OTHER_MECHANISM = 0.3

/** Everything that is decided before a paper is written. */
export function planRegion(options: RegionOptions): Region {
  const scales = chooseScales(options.subjects, options.grades, options.scales)
  const models = scales.map(calibrateItems)
  const slots = options.years.flatMap((year) => scales.map((scale, s) => ({ scale, model: models[s]!, year })))
  const schools = simulateSchools(options)
  const { observers } = options
  const plans = observers === null ? null : schools.map((_, i) => planObservers(options.seed, observers, i, slots))
  return { options, schools, scales, slots, observers: plans, manipulations: planManipulations(options, slots, plans) }
}

function planObservers(seed: number, options: ObserverOptions, school: number, slots: readonly Slot[]): ObserverPlan {
  const random = createRandom(seed, 'observers', school)
  const here = random.uniform() < options.schools
  const partial = random.uniform() < options.partial && here && slots.length > 1
  const unknown = random.uniform() < options.unknown
  const conflict = random.uniform() < options.conflict && here
  const observed = slots.map(() => here && (random.uniform() < 0.5 || !partial))
  return { observed, partial, unknown, conflict }
}

function planManipulations(
  options: RegionOptions,
  slots: readonly Slot[],
  observers: readonly ObserverPlan[] | null,
): (Manipulation | null)[][] {
  const plan = Array.from({ length: options.schools }, () => slots.map((): Manipulation | null => null))
  const { manipulation } = options
  if (manipulation === null) return plan
  const prevented = (school: number, slot: number): boolean =>
    manipulation.prevented && isProtected(observers?.[school], slot)
  let left = Math.round(manipulation.schools * options.schools)
  const order = createRandom(options.seed, 'manipulating').shuffle(plan.map((_, school) => school))
  for (const school of order) {
    const open = slots.flatMap((_, slot) => (prevented(school, slot) ? [] : [slot]))
    if (open.length === 0 || left-- <= 0) continue
    const random = createRandom(options.seed, 'manipulating', school)
    const usual = pick(manipulation.mechanisms, random.uniform())
    const always = pick(open, random.uniform())
    for (const slot of open) {
      const [chosen, other, which, how] = [random.uniform(), random.uniform(), random.uniform(), random.uniform()]
      if (chosen >= manipulation.sittings && slot !== always) continue
      const mechanism = other < OTHER_MECHANISM ? pick(manipulation.mechanisms, which) : usual
      const strength = manipulation.strength === 'mixed' ? pick(STRENGTHS, how) : manipulation.strength
      plan[school]![slot] = { mechanism, strength }
    }
  }
  return plan
}

/** Whether an independent observer watched. */
function isProtected(plan: ObserverPlan | undefined, slot: number): boolean {
  return plan !== undefined && plan.observed[slot]! && !plan.conflict
}

function pick<T>(list: readonly T[], chance: number): T {
  return list[Math.floor(chance * list.length)]!
}

/** The sittings of a region, school by school. */
export function* simulateSittings(region: Region): Generator<SimulatedSitting> {
  const { options } = region
  for (let s = 0; s < region.schools.length; s++) {
    const school = region.schools[s]!
    const cohorts = new Map<number, Cohort>()
    for (let t = 0; t < region.slots.length; t++) {
      const { scale, model, year } = region.slots[t]!
      const born = year - scale.grade
      const cohort = cohorts.get(born) ?? simulateCohort(options, school, born)
      cohorts.set(born, cohort)
      const place = { options, school, cohort, born, scale, model, year }
      const inflation = isProtected(region.observers?.[s], t) ? null : options.inflation
      yield simulateSitting(place, region.manipulations[s]![t]!, inflation)
    }
  }
}

function simulateSitting(
  place: SittingPlace,
  manipulation: Manipulation | null,
  inflation: Strength | null,
): SimulatedSitting {
  const { options, school, scale, model, year } = place
  const papers = writePapers(place)
  const tampered = manipulation !== null || inflation !== null
  const honest = tampered ? copyPapers(papers) : papers
  liftAtCuts(honest, place)
  const random = (name: string) => createRandom(options.seed, name, school.id, scale.subject, scale.grade, year)
  if (manipulation !== null)
    manipulate(manipulation, papers, scale, model, random('manipulation'), () => liftAtCuts(papers, place))
  else if (tampered) liftAtCuts(papers, place)
  if (inflation !== null) inflate(papers, scale, inflation, random('inflation'))
  const done = compare(honest, papers)
  const participants = countPresent(papers)
  const manipulated = done.changed > 0 || done.keptAway > 0
  const mechanism = manipulation?.mechanism ?? 'inflation'
  const truth: Truth = {
    schoolId: school.id,
    subject: scale.subject,
    grade: scale.grade,
    year,
    participants,
    manipulated,
    mechanism: manipulated ? mechanism : null,
    strength: manipulated ? (manipulation?.strength ?? inflation) : null,
    changedPapers: done.changed,
    changedShare: participants === 0 ? 0 : done.changed / participants,
    keptAway: done.keptAway,
    meanShift: done.meanShift,
  }
  return { school, scale, year, papers, truth }
}
