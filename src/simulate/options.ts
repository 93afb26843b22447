import type { Scale } from './scales'

/** How hard a manipulation bears on the papers; numbers in `manipulations.ts`. */
export type Strength = 'weak' | 'medium' | 'strong'

/**
 * What a school may do to its results.
 *
 * - `lifting`: papers a little below a mark are raised to it
 * - `leniency`: open items are marked too kindly
 * - `dictation`: the answers to a block of items are dictated
 * - `leak`: the hardest items are known beforehand
 * - `filling`: a teacher fills in papers of weak pupils, all much alike
 * - `absence`: weak pupils are kept away
 * - `top`: a few good papers are raised to the very top
 * - `journal`: journal marks are written to match the test; no paper changes, so a recheck of papers finds nothing
 */
export type Mechanism = 'lifting' | 'leniency' | 'dictation' | 'leak' | 'filling' | 'absence' | 'top' | 'journal'

/** All mechanisms that change who sits the test or what stands in the papers. */
export const PAPER_MECHANISMS: readonly Mechanism[] = [
  'lifting',
  'leniency',
  'dictation',
  'leak',
  'filling',
  'absence',
  'top',
]

export interface ManipulationOptions {
  /** Share of schools that manipulate, 0..1. */
  readonly schools: number
  /** Share of a manipulating school's sittings that are manipulated, 0..1; always at least one. */
  readonly sittings: number
  readonly strength: Strength | 'mixed'
  /** Drawn with equal chances: one for the school; three in ten of its sittings draw anew. */
  readonly mechanisms: readonly Mechanism[]
  /** Whether an independent observer prevents manipulation. */
  readonly prevented: boolean
}

export interface ObserverOptions {
  /** Share of schools with observers, 0..1. */
  readonly schools: number
  /** Share of those where only about half of the sittings were observed, 0..1. */
  readonly partial: number
  /** Share of schools whose cell is empty, 0..1. */
  readonly unknown: number
  /** Share of observed schools whose observer has a conflict of interest (and prevents nothing), 0..1. */
  readonly conflict: number
}

export interface RegionOptions {
  readonly seed: number
  readonly schools: number
  /** Default: one for every 20 schools. */
  readonly municipalities: number | null
  readonly subjects: readonly string[]
  readonly grades: readonly number[]
  readonly years: readonly number[]
  /** Scales of one's own, before the built-in ones of ВПР 2021. */
  readonly scales: readonly Scale[]
  /** Which of the three kinds of results table is returned. */
  readonly grain: 'pupils' | 'distributions' | 'summaries'
  /** Median pupils per sitting, and standard deviation of its logarithm (0 = all schools equal). */
  readonly medianPupils: number
  readonly sizeSpread: number
  /** Share of the variance of ability that lies between schools, 0..1 (before selective schools' smaller spread). */
  readonly intraclass: number
  /** Share of the between-school variance that the context explains, 0..0.6. */
  readonly contextShare: number
  /** Share of context cells left empty, 0..1. */
  readonly contextMissing: number
  /** `official`: «1. Столица субъекта РФ» ...; `plain`: `capital`, `city`, `town`, `village`. */
  readonly settlementNames: 'official' | 'plain'
  /** Share of selective schools: high and homogeneous, honestly so. */
  readonly selectiveShare: number
  /** Standard deviation of the logarithm of schools' within-school spread. */
  readonly spreadVariation: number
  /** Standard deviation of school x item difficulty (a topic taught or not), in logits. */
  readonly itemVariation: number
  /** The same by class x item (another teacher, another exercise book), in logits. */
  readonly classItemVariation: number
  /** The same by school x form x item, shared by the classes: what stands under one variant differs, in logits. */
  readonly formItemVariation: number
  /** Standard deviation of the logarithm of a school's scale: some schools' habits with items are larger than others'. */
  readonly habitSpread: number
  /** The same over items: a few items take most of the differences, everywhere alike. */
  readonly itemHabitSpread: number
  /** Standard deviation of sitting x point of an item of several points: how markers read a criterion, in logits. */
  readonly criterionVariation: number
  /** Standard deviation of the difference in difficulty between the two forms of an item, everywhere alike, in logits. */
  readonly formDifference: number
  /** Share of school-grades that write every missed item as 0 and never as a blank, 0..1. */
  readonly zerosForBlanks: number
  /** Standard deviation between the others in how readily a missed item is written as a blank, in logits. */
  readonly blankVariation: number
  /** Mean chance that what a pupil misses is taken from the neighbour with the same form; classes differ, 0..1. */
  readonly neighbourHelp: number
  /** Share of the within-school variance that lies between classes, 0..1. */
  readonly classShare: number
  /** Lifting at the cuts everywhere in the region: 0 = none, 1 = as in the region the scales were fitted to. */
  readonly regionLift: number
  /** Standard deviation between schools in how readily they lift, in logits: unequal strength of `regionLift`. */
  readonly liftVariation: number
  /** Mean share of pupils absent, 0..1. */
  readonly absenceRate: number
  /** Standard deviation between the sittings of a school in how many are absent, in logits. */
  readonly absenceVariation: number
  /** How much more often weak pupils are absent, in logits per standard deviation of ability. */
  readonly weakAbsence: number
  /** Chance that nearly all of a class are away on the day (an illness, an outing), 0..1. */
  readonly classAway: number
  /** Standard deviation between classes in how kind their journal marks are, in standard deviations of ability. */
  readonly journalVariation: number
  /** Standard deviation of kindness by school x subject, skewed: few are very kind; same unit. */
  readonly journalKindness: number
  /** Standard deviation of the logarithm of how far subjects and occasions of a school may lie apart: heavier tails. */
  readonly levelTail: number
  /** Weight of the skewed, heavy part of what a sitting honestly has above others (log-normal), 0..1. */
  readonly levelSkew: number
  /** Chance that the papers of a class are entered under the number of the other form, 0..1. */
  readonly wrongForms: number
  readonly observers: ObserverOptions | null
  readonly manipulation: ManipulationOptions | null
  /** Every unobserved sitting of the region is marked too kindly, with this strength. */
  readonly inflation: Strength | null
}

/** Everything optional; the parts of `observers` and `manipulation` too. `null` switches them off. */
export type RegionInput = Partial<Omit<RegionOptions, 'observers' | 'manipulation'>> & {
  /**
   * What is taken for everything that is not given: `plain` regions differ by level, size and a topic taught or not;
   * `realistic` ones also by the habits of classes, schools and markers, in sizes fitted to a real region. Default `plain`.
   */
  readonly preset?: 'plain' | 'realistic'
  readonly observers?: Partial<ObserverOptions> | null
  readonly manipulation?: Partial<ManipulationOptions> | null
}

const MANIPULATION: ManipulationOptions = {
  schools: 0.1,
  sittings: 0.6,
  strength: 'mixed',
  mechanisms: PAPER_MECHANISMS,
  prevented: true,
}
/** Plain regions are as they always were: nobody raises a few papers to the top. */
const PLAIN_MECHANISMS = PAPER_MECHANISMS.filter((mechanism) => mechanism !== 'top')
const OBSERVERS: ObserverOptions = { schools: 0.6, partial: 0.2, unknown: 0.05, conflict: 0.03 }

const DEFAULTS: Omit<RegionOptions, 'observers' | 'manipulation'> = {
  seed: 1,
  schools: 120,
  municipalities: null,
  subjects: ['Математика', 'Русский язык'],
  grades: [4, 5],
  years: [2021],
  scales: [],
  grain: 'pupils',
  medianPupils: 22,
  sizeSpread: 1,
  intraclass: 0.2,
  contextShare: 0.4,
  contextMissing: 0.03,
  settlementNames: 'official',
  selectiveShare: 0.04,
  spreadVariation: 0.08,
  itemVariation: 0.25,
  classItemVariation: 0,
  formItemVariation: 0,
  habitSpread: 0,
  itemHabitSpread: 0,
  criterionVariation: 0,
  formDifference: 0,
  zerosForBlanks: 0,
  blankVariation: 0,
  neighbourHelp: 0,
  classShare: 0.05,
  regionLift: 1,
  liftVariation: 0.4,
  absenceRate: 0.08,
  absenceVariation: 0,
  weakAbsence: 0.25,
  classAway: 0,
  journalVariation: 0,
  journalKindness: 0,
  levelTail: 0,
  levelSkew: 0,
  wrongForms: 0,
  inflation: null,
}

/**
 * What a real region has (ВПР 2021, grades 4-8), by name of the preset. Variances of items by school, class and form are its
 * own; the rest is set so that the detectors' tails before any scaling by the region are like there. Both are printed side by
 * side in docs/real-region.md (`research/honest-tails.ts`).
 */
const PRESETS = {
  plain: {},
  realistic: {
    itemVariation: 0.47,
    classItemVariation: 0.55,
    formItemVariation: 0.66,
    habitSpread: 0.26,
    itemHabitSpread: 0.45,
    criterionVariation: 0.1,
    formDifference: 0.3,
    zerosForBlanks: 0.5,
    blankVariation: 1,
    neighbourHelp: 0.08,
    spreadVariation: 0.1,
    liftVariation: 1.1,
    absenceVariation: 0.15,
    weakAbsence: 0.3,
    classAway: 0.002,
    journalVariation: 0.25,
    journalKindness: 0.45,
    levelTail: 0.6,
    levelSkew: 0.1,
    wrongForms: 0.005,
  },
} as const satisfies Readonly<Record<NonNullable<RegionInput['preset']>, Partial<RegionOptions>>>

const SHARES = [
  'intraclass',
  'contextMissing',
  'selectiveShare',
  'classShare',
  'absenceRate',
  'zerosForBlanks',
  'neighbourHelp',
  'classAway',
  'wrongForms',
] as const

/**
 * Fills in the defaults.
 *
 * @throws RangeError for a share outside 0..1 or fewer than one school
 */
export function fillOptions(input: RegionInput): RegionOptions {
  const { observers = {}, manipulation = {}, preset = 'plain', ...rest } = input
  const usual = preset === 'plain' ? { ...MANIPULATION, mechanisms: PLAIN_MECHANISMS } : MANIPULATION
  const options: RegionOptions = {
    ...DEFAULTS,
    ...PRESETS[preset],
    ...rest,
    observers: observers === null ? null : { ...OBSERVERS, ...observers },
    manipulation: manipulation === null ? null : { ...usual, ...manipulation },
  }
  for (const name of SHARES)
    if (!(options[name] >= 0 && options[name] < 1)) throw new RangeError(`"${name}" must be at least 0 and below 1.`)
  if (!(options.levelSkew >= 0 && options.levelSkew <= 1)) throw new RangeError('"levelSkew" must be between 0 and 1.')
  if (!(options.contextShare >= 0 && options.contextShare <= 0.6))
    throw new RangeError('"contextShare" must be between 0 and 0.6.')
  if (!(Number.isInteger(options.schools) && options.schools >= 1))
    throw new RangeError('"schools" must be a whole number, at least 1.')
  return options
}
