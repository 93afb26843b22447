/**
 * Honest habits of schools, classes and markers: what makes the papers of one school alike without anybody's doing wrong.
 * Each is drawn from a stream of random numbers of its own, so that switching one off leaves the others of a school as they were.
 */
import { exp, log } from '../elementary'
import { NOT_ATTEMPTED } from '../model'
import { createRandom, type Random } from '../statistics/random'
import { normalQuantile } from '../statistics/tails'
import type { RegionOptions } from './options'
import type { Papers, SittingPlace } from './papers'

/** What bears on how the papers of a sitting are written and marked. */
export interface Habits {
  /** Shift of every item in logits, by class and form. */
  readonly items: (classIndex: number, form: number) => Float64Array
  /** Shift of every point of every item, in logits: how this marker reads the criteria. Aligned with `ItemModel.steps`. */
  readonly points: Float64Array
  /** Shift of the chance that a missed item is left blank, in logits; -Infinity = zeros only. */
  readonly blanks: number
}

/** Part of the habit of writing blanks that a school keeps over its grades (variance). */
const LASTING_BLANKS = 0.67

/** @param ofSchool shift of every item in the whole sitting, in logits, before the scales of school and item */
export function habitsOf(place: SittingPlace, ofSchool: Float64Array): Habits {
  const { options, school, scale, model, year } = place
  const stream = (name: string, ...of: (string | number)[]) =>
    createRandom(options.seed, name, ...of, scale.subject, scale.grade, year)
  const drawn = new Map<number, Float64Array>()
  const scales = habitScales(place)
  const normals = (size: number, sd: number, name: string, ...of: (string | number)[]): Float64Array =>
    sd === 0 ? new Float64Array(size) : normalsOf(size, sd, stream(name, ...of))
  const items = (classIndex: number, form: number): Float64Array => {
    const key = 2 * classIndex + form
    const known = drawn.get(key)
    if (known !== undefined) return known
    const ofClass = normals(model.items, options.classItemVariation, 'class items', school.id, classIndex)
    const ofForm = normals(model.items, options.formItemVariation, 'form items', school.id, form)
    const everywhere = normals(model.items, options.formDifference / 2, 'forms')
    const sum = ofSchool.map(
      (shift, j) => scales[j]! * (shift + ofClass[j]! + ofForm[j]!) + (form === 0 ? 1 : -1) * everywhere[j]!,
    )
    drawn.set(key, sum)
    return sum
  }
  const points = normals(model.steps.length, options.criterionVariation, 'criteria', school.id)
  // An item of one point has no criterion to read.
  model.max.forEach((max, j) => {
    if (max < 2) points[model.first[j]!] = 0
  })
  return { items, points, blanks: blanksOf(place) }
}

const normalsOf = (size: number, sd: number, random: Random): Float64Array =>
  Float64Array.from({ length: size }, () => sd * random.normal())

/** How large the habits of this school are with each item: by school, and by item everywhere alike; mean square 1 over items. */
export function habitScales({ options, school, scale, model, year }: SittingPlace): Float64Array {
  const { habitSpread, itemHabitSpread } = options
  const ofSchool = exp(habitSpread * createRandom(options.seed, 'habits', school.id).normal())
  const random = createRandom(options.seed, 'item habits', scale.subject, scale.grade, year)
  const scales = Float64Array.from({ length: model.items }, () => exp(itemHabitSpread * random.normal()))
  const size = Math.sqrt(scales.reduce((sum, one) => sum + one * one, 0) / scales.length)
  return scales.map((one) => (ofSchool * one) / size)
}

function blanksOf({ options, school, scale, year }: SittingPlace): number {
  if (options.zerosForBlanks === 0 && options.blankVariation === 0) return 0
  const lasting = createRandom(options.seed, 'blanks', school.id).normal()
  const ofGrade = createRandom(options.seed, 'blanks', school.id, scale.grade, year).normal()
  const readiness = Math.sqrt(LASTING_BLANKS) * lasting + Math.sqrt(1 - LASTING_BLANKS) * ofGrade
  if (options.zerosForBlanks > 0 && readiness < normalQuantile(options.zerosForBlanks)) return Number.NEGATIVE_INFINITY
  return options.blankVariation * readiness
}

/** Pupils take from the neighbour with the same form what they miss themselves. Classes differ in how much of it they do. */
export function helpNeighbours(papers: Papers, { options, school, scale, year }: SittingPlace): void {
  if (options.neighbourHelp === 0) return
  const random = createRandom(options.seed, 'help', school.id, scale.subject, scale.grade, year)
  let classIndex = -1
  let chance = 0
  for (let i = 0; i < papers.pupils; i++) {
    if (papers.classes[i] !== classIndex) {
      classIndex = papers.classes[i]!
      chance = options.neighbourHelp * exponential(random)
    }
    const neighbour = i - 2
    if (neighbour < 0 || papers.classes[neighbour] !== classIndex) continue
    for (let j = 0; j < papers.items; j++) {
      const at = i * papers.items + j
      const seen = papers.answers[neighbour * papers.items + j]!
      const own = papers.answers[at]!
      const helps = seen !== NOT_ATTEMPTED && (own === NOT_ATTEMPTED || seen > own)
      if (random.uniform() < chance && helps) papers.answers[at] = seen
    }
  }
}

/** Exponential with mean 1. */
const exponential = (random: Random): number => -log(1 - random.uniform())

/** Kindness of journals has a long side: few are very kind. */
const KINDNESS = { levelTail: 0.4, levelSkew: 0.7 }

/** How kind the journal is, by class, beside what the school is: in standard deviations of ability. */
export function journalKindness({ options, school, scale, year }: SittingPlace): (classIndex: number) => number {
  if (options.journalVariation === 0 && options.journalKindness === 0) return () => 0
  const ofSchool = createRandom(options.seed, 'journal', school.id, scale.subject)
  const kind = options.journalKindness * effectOf(ofSchool.normal(), KINDNESS, ofSchool.normal)
  const classes = new Map<number, number>()
  return (classIndex) => {
    const known = classes.get(classIndex)
    if (known !== undefined) return known
    const random = createRandom(options.seed, 'journal', school.id, scale.subject, scale.grade, year, classIndex)
    const sum = kind + options.journalVariation * random.normal()
    classes.set(classIndex, sum)
    return sum
  }
}

/** Share of a class that is away together. */
const AWAY_TOGETHER = 0.95

/** Chance of every pupil's being away on the day, in logits beside what is usual in the school. */
export function absenceOf({ options, school, scale, year }: SittingPlace): (classIndex: number) => number {
  if (options.absenceVariation === 0 && options.classAway === 0) return () => 0
  const random = createRandom(options.seed, 'absence', school.id, scale.subject, scale.grade, year)
  const ofSitting = options.absenceVariation * random.normal()
  const classes = new Map<number, number>()
  const usual = log(options.absenceRate / (1 - options.absenceRate))
  return (classIndex) => {
    const known = classes.get(classIndex)
    if (known !== undefined) return known
    const own = createRandom(options.seed, 'absence', school.id, scale.subject, scale.grade, year, classIndex)
    const away = own.uniform() < options.classAway
    const shift = away ? log(AWAY_TOGETHER / (1 - AWAY_TOGETHER)) - usual : ofSitting
    classes.set(classIndex, shift)
    return shift
  }
}

/**
 * What a school honestly has above others in a subject or on an occasion, with mean 0 and variance 1: normal, but farther apart
 * in some schools than in others (heavier tails), and in part log-normal (a longer upper tail).
 */
export function effectOf(normal: number, { levelTail, levelSkew }: Tails, scale: () => number): number {
  const width = levelTail === 0 ? 1 : exp(levelTail * scale() - levelTail * levelTail)
  return width * skewed(normal, levelSkew)
}

type Tails = Pick<RegionOptions, 'levelTail' | 'levelSkew'>

const LOG_SD = 0.6

function skewed(normal: number, skew: number): number {
  if (skew === 0) return normal
  const variance = exp(LOG_SD * LOG_SD)
  const heavy = (exp(LOG_SD * normal) - Math.sqrt(variance)) / Math.sqrt(variance * (variance - 1))
  const own = 1 - skew
  // The two hang together: their covariance is LOG_SD / sqrt(exp(LOG_SD^2) - 1).
  const covariance = LOG_SD / Math.sqrt(variance - 1)
  return (own * normal + skew * heavy) / Math.sqrt(own * own + skew * skew + 2 * own * skew * covariance)
}

/** Form under which each paper is entered, 0 or 1; pupils sit in rows, every other one has the other booklet. */
export function enteredForms(pupils: number, classes: Uint8Array, place: SittingPlace): Uint8Array {
  const forms = Uint8Array.from({ length: pupils }, (_, i) => i % 2)
  const { options, school, scale, year } = place
  if (options.wrongForms === 0) return forms
  const wrong = new Map<number, boolean>()
  const isWrong = (of: number): boolean =>
    createRandom(options.seed, 'wrong form', school.id, scale.subject, scale.grade, year, of).uniform() <
    options.wrongForms
  for (let i = 0; i < pupils; i++) {
    const here = wrong.get(classes[i]!) ?? isWrong(classes[i]!)
    wrong.set(classes[i]!, here)
    if (here) forms[i] = 1 - forms[i]!
  }
  return forms
}
