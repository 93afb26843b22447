import { exp } from '../elementary'
import { createRandom, type Random } from '../statistics/random'
import { logistic } from './items'
import type { RegionOptions } from './options'

/** A simulated school: what an office would know of it, and what it cannot know. */
export interface SimulatedSchool {
  readonly id: string
  readonly name: string
  readonly municipality: string
  readonly context: Readonly<Record<string, number | string | null>>
  readonly selective: boolean
  /** Pupils in a grade, on average. */
  readonly gradeSize: number
  /** Lasting effect on ability, in standard deviations of the region's pupils. */
  readonly effect: number
  /** Within-school spread relative to other schools. */
  readonly spread: number
  /** How much kinder than others its journal marks are, in standard deviations of ability. */
  readonly leniency: number
  /** How much more than others its markers lift at the cuts, in logits. */
  readonly liftShift: number
  /** How much more often its pupils are absent, in logits. */
  readonly absenceShift: number
}

/** The kinds of settlement, from large to small: mean ln pupils per grade relative to the region, advantage. */
const SETTLEMENTS = [
  { official: '1. Столица субъекта РФ', plain: 'capital', size: 0.95, advantage: 1.2 },
  { official: '2. Город', plain: 'city', size: 0.65, advantage: 0.45 },
  { official: '3. Населенный пункт городского типа', plain: 'town', size: 0.15, advantage: -0.1 },
  { official: '4. Населенный пункт сельского типа', plain: 'village', size: -0.65, advantage: -0.6 },
] as const

/** Chances of the four kinds of settlement in each kind of municipality; `mixed` where the region has only one or two. */
const KINDS = {
  capital: [1, 0, 0, 0],
  city: [0, 0.9, 0, 0.1],
  district: [0, 0.12, 0.15, 0.73],
  mixed: [0.15, 0.26, 0.1, 0.49],
} as const
const DISTRICTS = [
  'Заозёрный',
  'Верхнелуговой',
  'Среднереченский',
  'Белокаменский',
  'Приозёрно-Лесной',
  'Старомельничный',
  'Новополянский',
  'Кленовохолмский',
  'Тихоборский',
  'Дальнелуговой',
  'Ясногорско-Лесной',
  'Светлоборский',
]
const CITIES = ['Камнегорск', 'Белореченск-Северный', 'Лугоград', 'Синеборск', 'Ясеневогорск']
const VILLAGES = [
  'Ключевская',
  'Заречненская',
  'Ольховская',
  'Берёзовская',
  'Каменская',
  'Луговская',
  'Озёрская',
  'Полянская',
  'Родниковская',
  'Сосновская',
  'Троицкая',
  'Ясенская',
]

/** ln pupils per grade varies by this between schools of one kind of settlement, relative to `sizeSpread`. */
const SIZE_WITHIN = 0.76
/** The largest school, in medians. */
const LARGEST = 12
/** Selective schools: their advantage and their spread. */
const SELECTIVE_ADVANTAGE = 4
const SELECTIVE_SPREAD = 0.75

/** Parts of the between-school variance besides the context's: lasting, by cohort, by subject, by subject and year. */
export const BETWEEN = { lasting: 0.6, cohort: 0.1, subject: 0.15, occasion: 0.15 } as const

/** The schools of a region, in municipalities of a few kinds, with context that goes with size and achievement. */
export function simulateSchools(options: RegionOptions): SimulatedSchool[] {
  const count = options.municipalities ?? Math.max(1, Math.round(options.schools / 20))
  const drafts = Array.from({ length: options.schools }, (_, i) => draftSchool(options, i, municipalityOf(i, count)))
  const advantage = standardise(
    drafts.map((draft) => draft.advantage),
    drafts.map((draft) => draft.school.gradeSize),
  )
  const { intraclass, contextShare } = options
  return drafts.map(({ school, rest }, i) => ({
    ...school,
    effect:
      Math.sqrt(intraclass * contextShare) * advantage[i]! +
      Math.sqrt(intraclass * (BETWEEN.lasting - contextShare)) * rest,
  }))
}

interface Draft {
  readonly school: Omit<SimulatedSchool, 'effect'>
  /** What the context does for achievement, before standardisation. */
  readonly advantage: number
  /** What the context does not explain, with mean 0 and variance 1 over schools. */
  readonly rest: number
}

function draftSchool(options: RegionOptions, index: number, municipality: Municipality): Draft {
  const random = createRandom(options.seed, 'school', index)
  const kind = drawSettlement(random, municipality.kind)
  const settlement = SETTLEMENTS[kind]!
  const sizeNoise = SIZE_WITHIN * random.normal()
  const gradeSize = options.medianPupils * Math.min(LARGEST, exp(options.sizeSpread * (settlement.size + sizeNoise)))
  const family = 0.6 * settlement.advantage + 0.8 * random.normal()
  const teachers = 0.3 * settlement.advantage + 0.3 * family + 0.8 * random.normal()
  const selective = random.uniform() < options.selectiveShare
  const context = simulateContext(options, random, { settlement: kind, family, teachers, gradeSize })
  const id = `edu99${String(index + 1).padStart(4, '0')}`
  return {
    school: {
      id,
      name: nameOf(index, kind, selective),
      municipality: municipality.name,
      context,
      selective,
      gradeSize,
      spread: spreadOf(options, random.normal(), selective),
      leniency: 0.1 + 0.3 * random.normal(),
      liftShift: options.liftVariation * random.normal(),
      absenceShift: 0.4 * random.normal(),
    },
    advantage: 0.5 * family + 0.45 * (settlement.size + sizeNoise) + 0.3 * teachers,
    rest: restOf(options, random.normal(), selective),
  }
}

function drawSettlement(random: Random, kind: keyof typeof KINDS): number {
  let left = random.uniform()
  const chances = KINDS[kind]
  let settlement = 0
  while (settlement < chances.length - 1 && left >= chances[settlement]!) left -= chances[settlement++]!
  return settlement
}

interface Municipality {
  readonly name: string
  readonly kind: keyof typeof KINDS
}

/** Of 20 schools, 3 stand in the capital, 4 in the other cities and 13 in districts. */
function municipalityOf(school: number, municipalities: number): Municipality {
  const turn = Math.floor(school / 20)
  const place = school % 20
  if (municipalities < 3) {
    const name = nameFrom(DISTRICTS, school % municipalities)
    return { name: `${name} муниципальный округ`, kind: 'mixed' }
  }
  if (place % 7 === 0) return { name: 'г. Верхнеградск', kind: 'capital' }
  const cities = Math.max(1, Math.round((municipalities - 1) / 5))
  if (place % 5 === 1) return { name: `г. ${nameFrom(CITIES, (turn * 4 + (place - 1) / 5) % cities)}`, kind: 'city' }
  return { name: `${nameFrom(DISTRICTS, school % (municipalities - 1 - cities))} район`, kind: 'district' }
}

/** The names in turn; from the second round on with a number. */
function nameFrom(names: readonly string[], place: number): string {
  const round = Math.floor(place / names.length)
  return names[place % names.length]! + (round === 0 ? '' : ` ${round + 1}`)
}

function nameOf(index: number, settlement: number, selective: boolean): string {
  const number = index + 1
  if (selective) return `МБОУ "Гимназия № ${number}"`
  if (settlement < 3) return `МБОУ "Школа № ${number}"`
  return `МБОУ "${VILLAGES[index % VILLAGES.length]!} школа № ${number}"`
}

/** Relative spread with mean square 1 over schools. */
function spreadOf(options: RegionOptions, noise: number, selective: boolean): number {
  const { spreadVariation: v, selectiveShare: p } = options
  const meanSquare = exp(2 * v * v) * (1 - p + p * SELECTIVE_SPREAD * SELECTIVE_SPREAD)
  return (exp(v * noise) * (selective ? SELECTIVE_SPREAD : 1)) / Math.sqrt(meanSquare)
}

function restOf(options: RegionOptions, noise: number, selective: boolean): number {
  const p = options.selectiveShare
  const mean = p * SELECTIVE_ADVANTAGE
  const variance = 1 + p * (1 - p) * SELECTIVE_ADVANTAGE * SELECTIVE_ADVANTAGE
  return (noise + (selective ? SELECTIVE_ADVANTAGE : 0) - mean) / Math.sqrt(variance)
}

interface Latent {
  readonly settlement: number
  readonly family: number
  readonly teachers: number
  readonly gradeSize: number
}

function simulateContext(
  options: RegionOptions,
  random: Random,
  { settlement, family, teachers, gradeSize }: Latent,
): Record<string, number | string | null> {
  const share = (centre: number, noise: number) => Math.round(1000 * logistic(centre + noise * random.normal())) / 1000
  const urban = settlement < 2 ? 1 : 0
  const context: Record<string, number | string | null> = {
    settlement: SETTLEMENTS[settlement]![options.settlementNames],
    pupils: Math.max(8, Math.round(gradeSize * exp(2.35 + 0.06 * random.normal()))),
    low_income_share: share(-1.3 - 0.6 * family, 0.3),
    higher_education_share: share(-0.8 + 0.7 * family, 0.3),
    single_parent_share: share(-1.4 - 0.25 * family + 0.15 * urban, 0.3),
    non_native_share: share(-3.2 + 0.5 * urban, 0.9),
    special_needs_share: share(-3.1 - 0.25 * family, 0.5),
    teachers_top_category_share: share(-0.5 + 0.5 * teachers, 0.3),
  }
  for (const name of Object.keys(context))
    if (random.uniform() < options.contextMissing && name !== 'settlement') context[name] = null
  return context
}

/** To weighted mean 0 and variance 1 over the region's pupils; all zero where nothing varies. */
function standardise(values: readonly number[], weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = values.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total
  const variance = values.reduce((sum, value, i) => sum + weights[i]! * (value - mean) * (value - mean), 0) / total
  const sd = Math.sqrt(variance)
  return values.map((value) => (sd > 0 ? (value - mean) / sd : 0))
}
