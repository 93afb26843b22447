/** The papers of one sitting: what honest pupils write, who is absent, and how markers lift at the cuts. */
import { exp, log } from '../elementary'
import { NOT_ATTEMPTED } from '../model'
import { createRandom, type Random } from '../statistics/random'
import { absenceOf, effectOf, enteredForms, type Habits, habitsOf, helpNeighbours, journalKindness } from './habits'
import { type ItemModel, logistic } from './items'
import type { RegionOptions } from './options'
import { highestScore, type Scale } from './scales'
import { BETWEEN, type SimulatedSchool } from './schools'

/** The papers of the pupils on the roll of one sitting; manipulations change them in place. */
export interface Papers {
  readonly pupils: number
  readonly items: number
  /** Item scores, paper after paper; `NOT_ATTEMPTED` for a blank. */
  readonly answers: Uint8Array
  readonly present: Uint8Array
  /** Index of each pupil's class. Pupils stand class by class. */
  readonly classes: Uint8Array
  /** Form under which each paper is entered: 0 or 1. */
  readonly forms: Uint8Array
  /** Journal mark 2..5; 0 = none. */
  readonly journal: Uint8Array
  readonly ability: Float64Array
  /** Three random numbers per paper that decide what its marker does at a cut. */
  readonly marker: Float64Array
}

/** Pupils who stay together over the years: their lasting abilities. */
export interface Cohort {
  readonly pupils: number
  readonly classes: Uint8Array
  /** Within-school ability shared by all subjects, class effect included, in within-school standard deviations. */
  readonly general: Float64Array
  /** Effect of the cohort on all its pupils, standard normal. */
  readonly effect: number
}

/** Within-class variance of ability: shared by all subjects, lasting in a subject, of the day. */
const GENERAL = 0.68
const SUBJECT = 0.2
const OCCASION = 0.12
const CLASS_SIZE = 27
const JOURNAL_NOISE = 0.36
/** Share of pupils without a journal mark. */
const NO_JOURNAL = 0.02
/** Journal marks of 2 are rare: the threshold of 3 lies this far below the ability the test asks for. */
const JOURNAL_KINDNESS = 1.2
/** Chance that a lifted paper gets one point more than the cut needs (and again). */
const OVERSHOOT = 0.35

export function simulateCohort(options: RegionOptions, school: SimulatedSchool, born: number): Cohort {
  const random = createRandom(options.seed, 'cohort', school.id, born)
  const size = (school.gradeSize / (1 - options.absenceRate)) * exp(0.12 * options.sizeSpread * random.normal())
  const pupils = Math.max(1, Math.round(size))
  const count = Math.ceil(pupils / CLASS_SIZE)
  const classEffects = Array.from({ length: count }, () => Math.sqrt(options.classShare) * random.normal())
  const classes = Uint8Array.from({ length: pupils }, (_, i) => Math.floor((i * count) / pupils))
  const spread = Math.sqrt((1 - options.classShare) * GENERAL)
  const general = Float64Array.from({ length: pupils }, (_, i) => classEffects[classes[i]!]! + spread * random.normal())
  return { pupils, classes, general, effect: random.normal() }
}

/** Where a sitting stands: everything that its abilities are made of. */
export interface SittingPlace {
  readonly options: RegionOptions
  readonly school: SimulatedSchool
  readonly cohort: Cohort
  readonly born: number
  readonly scale: Scale
  readonly model: ItemModel
  readonly year: number
}

/** The honest papers of a sitting, before marking. */
export function writePapers(place: SittingPlace): Papers {
  const { options, school, cohort, scale, model, year } = place
  const random = createRandom(options.seed, 'sitting', school.id, scale.subject, scale.grade, year)
  const { pupils, classes } = cohort
  const items = model.items
  const { lasting, ability } = abilities(place, random)
  const shifts = Float64Array.from({ length: items }, () => options.itemVariation * random.normal())
  const habits = habitsOf(place, shifts)
  const papers: Papers = {
    ...{ pupils, items, classes, ability, forms: enteredForms(pupils, classes, place) },
    answers: new Uint8Array(pupils * items),
    present: new Uint8Array(pupils),
    journal: new Uint8Array(pupils),
    marker: new Float64Array(3 * pupils),
  }
  const { answers, present, journal, marker } = papers
  for (let i = 0; i < pupils; i++)
    answerItems(answers, i, ability[i]!, { ...habits, items: habits.items(classes[i]!, i % 2) }, place, random)
  helpNeighbours(papers, place)
  const away = logit(options.absenceRate) + school.absenceShift
  const awayBeside = absenceOf(place)
  for (let i = 0; i < pupils; i++) {
    const chance = logistic(away + awayBeside(classes[i]!) - options.weakAbsence * lasting[i]!)
    present[i] = random.uniform() < chance ? 0 : 1
  }
  const kindness = journalKindness(place)
  for (let i = 0; i < pupils; i++) {
    const known = (lasting[i]! + (totalIn(answers, items, i) - scale.mean) / scale.sd) / 2
    journal[i] = journalMark(known + kindness(classes[i]!), school, model, random)
  }
  for (let i = 0; i < marker.length; i++) marker[i] = random.uniform()
  return papers
}

/** Abilities of the day, and those that teachers know (`lasting`), in standard deviations of the region's pupils. */
function abilities(place: SittingPlace, random: Random): { lasting: Float64Array; ability: Float64Array } {
  const { options, school, cohort, born, scale, year } = place
  const { intraclass, classShare } = options
  const subject = createRandom(options.seed, 'subject', school.id, scale.subject)
  const teaching = createRandom(options.seed, 'teaching', school.id, scale.subject, scale.grade, year)
  const pupil = createRandom(options.seed, 'pupil', school.id, scale.subject, born)
  const base =
    school.effect +
    Math.sqrt(intraclass * BETWEEN.cohort) * cohort.effect +
    Math.sqrt(intraclass * BETWEEN.subject) * effectOf(subject.normal(), options, subject.normal) +
    Math.sqrt(intraclass * BETWEEN.occasion) * effectOf(teaching.normal(), options, teaching.normal)
  const within = school.spread * Math.sqrt(1 - intraclass)
  const lastingSpread = Math.sqrt((1 - classShare) * SUBJECT)
  const daySpread = within * Math.sqrt((1 - classShare) * OCCASION)
  const lasting = cohort.general.map((general) => base + within * (general + lastingSpread * pupil.normal()))
  return { lasting, ability: lasting.map((a) => a + daySpread * random.normal()) }
}

type Shifts = Omit<Habits, 'items'> & { readonly items: Float64Array }

/** One paper under the graded-response model; weak pupils leave more of their missed items blank. */
function answerItems(
  answers: Uint8Array,
  paper: number,
  ability: number,
  shifts: Shifts,
  { model }: SittingPlace,
  random: Random,
): void {
  const blank = 0.4 * logistic(-0.5 - ability + shifts.blanks)
  for (let j = 0; j < model.items; j++) {
    const u = random.uniform()
    const level = model.slopes[j]! * ability + shifts.items[j]! + log(u / (1 - u))
    const max = model.max[j]!
    const first = model.first[j]!
    let points = 0
    while (points < max && level > model.steps[first + points]! + shifts.points[first + points]!) points++
    answers[paper * model.items + j] = points === 0 && random.uniform() < blank ? NOT_ATTEMPTED : points
  }
}

/** Teachers know a pupil's lasting ability, and much of what this very paper shows (`known`: half of each). */
function journalMark(known: number, school: SimulatedSchool, model: ItemModel, random: Random): number {
  const seen = known + school.leniency + JOURNAL_NOISE * random.normal()
  if (random.uniform() < NO_JOURNAL) return 0
  const [three, four, five] = model.cutAbilities
  return seen < three! - JOURNAL_KINDNESS ? 2 : seen < four! ? 3 : seen < five! ? 4 : 5
}

/** Primary score of a paper, in points. */
export function totalOf(papers: Papers, paper: number): number {
  return totalIn(papers.answers, papers.items, paper)
}

function totalIn(answers: Uint8Array, items: number, paper: number): number {
  let total = 0
  for (let at = paper * items, end = at + items; at < end; at++) {
    const answer = answers[at]!
    if (answer < NOT_ATTEMPTED) total += answer
  }
  return total
}

/** Mark 2..5 of a primary score. */
export function markOf(score: number, cuts: readonly number[]): number {
  let mark = 2
  for (const cut of cuts) if (score >= cut) mark++
  return mark
}

/** Adds points until the paper reaches the score: first where something is written, then in blanks. */
export function raise(papers: Papers, paper: number, score: number, max: readonly number[], start: number): void {
  let missing = score - totalOf(papers, paper)
  for (const blanks of [false, true])
    for (let step = 0; step < papers.items && missing > 0; step++) {
      const j = (start + step) % papers.items
      const at = paper * papers.items + j
      const answer = papers.answers[at]!
      if (blanks !== (answer === NOT_ATTEMPTED)) continue
      const gain = Math.min(missing, max[j]! - (blanks ? 0 : answer))
      papers.answers[at] = (blanks ? 0 : answer) + gain
      missing -= gain
    }
}

/** Markers everywhere lift papers a little below a cut, as real score distributions show. */
export function liftAtCuts(papers: Papers, { options, school, scale }: SittingPlace): void {
  if (options.regionLift === 0) return
  const highest = highestScore(scale)
  const reach = scale.liftWidth * highest
  for (let i = 0; i < papers.pupils; i++) {
    const total = totalOf(papers, i)
    const next = scale.cuts.findIndex((cut) => cut > total)
    if (next < 0) continue
    const distance = scale.cuts[next]! - total
    const usual = options.regionLift * scale.lift[next]! * (1 - (distance - 1) / reach)
    if (usual <= 0) continue
    const chance = logistic(logit(Math.min(0.98, usual)) + school.liftShift)
    if (papers.marker[3 * i]! >= chance) continue
    const luck = papers.marker[3 * i + 1]!
    const extra = luck < OVERSHOOT * OVERSHOOT ? 2 : luck < OVERSHOOT ? 1 : 0
    const start = Math.floor(papers.marker[3 * i + 2]! * papers.items)
    raise(papers, i, Math.min(highest, scale.cuts[next]! + extra), scale.itemMax, start)
  }
}

function logit(p: number): number {
  return log(p / (1 - p))
}
