/**
 * The concepts by which schools are compared, as data: what each is called in both languages, how it is computed from the
 * columns of a table (`columns.ts` says which column plays which part), and the words for much and little of it.
 */
import type { Text } from '../../model'
import { CONTEXT } from '../../words/terms'
import type { Part } from './columns'

/** How a concept comes from columns; the first formula whose columns are there is taken. */
export type Formula =
  /** The column says it itself; of several, the mean. */
  | { readonly as: 'value'; readonly of: Part }
  /** A share; where the column counts, divided by the first whole that the table has. */
  | { readonly as: 'portion'; readonly of: Part; readonly whole: readonly Part[] }
  /** What is left of a share: full families where single-parent ones are asked for. */
  | { readonly as: 'rest'; readonly of: Part; readonly whole: readonly Part[] }
  /** Sums over all columns of both parts. */
  | { readonly as: 'ratio'; readonly part: Part; readonly whole: Part; readonly share: boolean }
  /** Ordered answers («1. ...», «2. ...») to one question or to several about the same thing: their mean position. */
  | { readonly as: 'answers'; readonly of: Part; readonly reversed: boolean; readonly notAskedInTowns?: boolean }
  /** Kinds of settlement, however they are written, from the village up. */
  | { readonly as: 'settlement'; readonly of: Part }
  /** The highest grade that is taught, by the levels of education offered. */
  | { readonly as: 'levels'; readonly parts: readonly [Part, Part, Part] }
  /** Yes where any column says so, names a subject or holds a number above 0. */
  | { readonly as: 'any'; readonly of: readonly Part[] }

export interface Concept {
  /** Also the canonical name of its column. */
  readonly id: string
  /** After «Школы сравниваются по:» and in tables. */
  readonly label: Text
  /** For much and for little of it; stands before "schools" / «школы» or after them with a comma. `null` = no amount. */
  readonly high: Text | null
  readonly low: Text | null
  /** Whether much of it is known to go with better results (1), worse ones (-1), or neither (0). */
  readonly favours: -1 | 0 | 1
  /** Families and pupils, not the building or the staff. */
  readonly social: boolean
  /** Concepts that say nearly the same; a group's name takes one of them. */
  readonly kin?: 'place' | 'size'
  readonly kind: 'share' | 'count' | 'number' | 'ordered' | 'category' | 'yesNo'
  readonly formulas: readonly Formula[]
}

const portion = (of: Part, ...whole: Part[]): Formula => ({ as: 'portion', of, whole })
const answers = (of: Part, reversed = false): Formula => ({ as: 'answers', of, reversed })

/** In the order in which a group's name puts its words and the list of concepts its entries. */
export const CONCEPTS: readonly Concept[] = [
  {
    id: 'settlement',
    label: CONTEXT.settlement,
    high: { en: 'in larger settlements', ru: 'в крупных населённых пунктах' },
    low: { en: 'in smaller settlements', ru: 'в малых населённых пунктах' },
    favours: 1,
    social: false,
    kin: 'place',
    kind: 'ordered',
    formulas: [{ as: 'settlement', of: 'settlement' }],
  },
  {
    id: 'settlement_size',
    label: CONTEXT.settlement_size,
    high: { en: 'in populous places', ru: 'в крупных населённых пунктах' },
    low: { en: 'in small places', ru: 'в малых населённых пунктах' },
    favours: 1,
    social: false,
    kin: 'place',
    kind: 'ordered',
    formulas: [answers('settlement.size')],
  },
  {
    id: 'remoteness',
    label: CONTEXT.remoteness,
    high: { en: 'remote', ru: 'удалённые' },
    low: { en: 'near a large city', ru: 'рядом с крупным городом' },
    favours: -1,
    social: false,
    kin: 'place',
    kind: 'number',
    formulas: [{ as: 'answers', of: 'remoteness', reversed: false, notAskedInTowns: true }],
  },
  {
    id: 'school_type',
    label: CONTEXT.school_type,
    high: null,
    low: null,
    favours: 0,
    social: false,
    kind: 'category',
    formulas: [{ as: 'value', of: 'school.type' }],
  },
  {
    id: 'ownership',
    label: CONTEXT.ownership,
    high: null,
    low: null,
    favours: 0,
    social: false,
    kind: 'category',
    formulas: [{ as: 'value', of: 'ownership' }],
  },
  {
    id: 'education_levels',
    label: CONTEXT.education_levels,
    high: { en: 'up to grade 11', ru: 'с 10–11 классами' },
    low: { en: 'without grades 10-11', ru: 'без 10–11 классов' },
    favours: 0,
    social: false,
    kind: 'number',
    formulas: [{ as: 'levels', parts: ['levels.primary', 'levels.basic', 'levels.full'] }],
  },
  {
    id: 'pupils',
    label: CONTEXT.pupils,
    high: { en: 'large', ru: 'многочисленные' },
    low: { en: 'small', ru: 'малочисленные' },
    favours: 0,
    social: false,
    kin: 'size',
    kind: 'count',
    formulas: [
      { as: 'value', of: 'pupils' },
      { as: 'ratio', part: 'grade.pupils', whole: 'one', share: false },
    ],
  },
  {
    id: 'pupils_per_class',
    label: CONTEXT.pupils_per_class,
    high: { en: 'full classes', ru: 'большие классы' },
    low: { en: 'small classes', ru: 'маленькие классы' },
    favours: 0,
    social: false,
    kin: 'size',
    kind: 'count',
    formulas: [
      { as: 'value', of: 'pupils.perClass' },
      { as: 'ratio', part: 'grade.pupils', whole: 'grade.classes', share: false },
      { as: 'ratio', part: 'pupils', whole: 'classes', share: false },
    ],
  },
  {
    id: 'pupils_per_teacher',
    label: CONTEXT.pupils_per_teacher,
    high: { en: 'many pupils per teacher', ru: 'много детей на учителя' },
    low: { en: 'few pupils per teacher', ru: 'мало детей на учителя' },
    favours: 0,
    social: false,
    kin: 'size',
    kind: 'count',
    formulas: [
      { as: 'value', of: 'pupils.perTeacher' },
      { as: 'ratio', part: 'pupils', whole: 'teachers', share: false },
    ],
  },
  {
    id: 'low_income_share',
    label: CONTEXT.low_income_share,
    high: { en: 'low income', ru: 'низкий доход' },
    low: { en: 'few low-income families', ru: 'мало семей с низким доходом' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('families.lowIncome', 'families', 'pupils')],
  },
  {
    id: 'higher_education_share',
    label: CONTEXT.higher_education_share,
    high: { en: 'parents with higher education', ru: 'родители с высшим образованием' },
    low: { en: 'few parents with higher education', ru: 'мало родителей с высшим образованием' },
    favours: 1,
    social: true,
    kind: 'share',
    formulas: [portion('parents.higherEducation', 'parents', 'families', 'pupils')],
  },
  {
    id: 'working_parents_share',
    label: CONTEXT.working_parents_share,
    high: { en: 'both parents work', ru: 'оба родителя работают' },
    low: { en: 'seldom both parents work', ru: 'реже работают оба родителя' },
    favours: 1,
    social: true,
    kind: 'share',
    formulas: [portion('parents.working', 'families', 'pupils')],
  },
  {
    id: 'unemployed_parents_share',
    label: CONTEXT.unemployed_parents_share,
    high: { en: 'many parents without work', ru: 'много неработающих родителей' },
    low: { en: 'few parents without work', ru: 'мало неработающих родителей' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('parents.unemployed', 'parents', 'families', 'pupils')],
  },
  {
    id: 'single_parent_share',
    label: CONTEXT.single_parent_share,
    high: { en: 'many single-parent families', ru: 'много неполных семей' },
    low: { en: 'few single-parent families', ru: 'мало неполных семей' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [
      portion('families.singleParent', 'families', 'pupils'),
      { as: 'rest', of: 'families.full', whole: ['families', 'pupils'] },
    ],
  },
  {
    id: 'large_family_share',
    label: CONTEXT.large_family_share,
    high: { en: 'many large families', ru: 'много многодетных семей' },
    low: { en: 'few large families', ru: 'мало многодетных семей' },
    favours: 0,
    social: true,
    kind: 'share',
    formulas: [portion('families.large', 'families', 'pupils')],
  },
  {
    id: 'at_risk_share',
    label: CONTEXT.at_risk_share,
    high: { en: 'many families at risk', ru: 'много семей группы риска' },
    low: { en: 'few families at risk', ru: 'мало семей группы риска' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('families.atRisk', 'families', 'pupils')],
  },
  {
    id: 'foster_share',
    label: CONTEXT.foster_share,
    high: { en: 'many children in care', ru: 'много детей под опекой' },
    low: { en: 'few children in care', ru: 'мало детей под опекой' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('pupils.foster', 'pupils', 'families')],
  },
  {
    id: 'poor_housing_share',
    label: CONTEXT.poor_housing_share,
    high: { en: 'many families in poor housing', ru: 'много семей с плохим жильём' },
    low: { en: 'few families in poor housing', ru: 'мало семей с плохим жильём' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('families.poorHousing', 'families', 'pupils')],
  },
  {
    id: 'non_native_share',
    label: CONTEXT.non_native_share,
    high: { en: 'many non-native speakers', ru: 'много детей, для которых русский язык не родной' },
    low: { en: 'few non-native speakers', ru: 'мало детей, для которых русский язык не родной' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [portion('pupils.nonNative', 'pupils')],
  },
  {
    id: 'other_language',
    label: CONTEXT.other_language,
    high: { en: 'teaching in another language too', ru: 'с обучением и на другом языке' },
    low: { en: 'teaching in Russian only', ru: 'с обучением только на русском' },
    favours: 0,
    social: true,
    kind: 'ordered',
    formulas: [answers('language')],
  },
  {
    id: 'special_needs_share',
    label: CONTEXT.special_needs_share,
    high: { en: 'many pupils with special needs', ru: 'много детей с ОВЗ' },
    low: { en: 'few pupils with special needs', ru: 'мало детей с ОВЗ' },
    favours: -1,
    social: true,
    kind: 'share',
    formulas: [
      portion('pupils.specialNeeds', 'pupils'),
      { as: 'ratio', part: 'cohort.adapted', whole: 'cohort', share: true },
    ],
  },
  {
    id: 'adapted_programmes',
    label: CONTEXT.adapted_programmes,
    high: { en: 'with adapted programmes', ru: 'с адаптированными программами' },
    low: { en: 'without adapted programmes', ru: 'без адаптированных программ' },
    favours: 0,
    social: false,
    kind: 'yesNo',
    formulas: [{ as: 'any', of: ['adapted.offered'] }],
  },
  {
    id: 'parents_involvement',
    label: CONTEXT.parents_involvement,
    high: { en: 'active parents', ru: 'активные родители' },
    low: { en: 'hardly involved parents', ru: 'мало активных родителей' },
    favours: 1,
    social: true,
    kind: 'number',
    formulas: [answers('parents.involvement', true)],
  },
  {
    id: 'teachers_top_category_share',
    label: CONTEXT.teachers_top_category_share,
    high: { en: 'many top-category teachers', ru: 'много учителей высшей категории' },
    low: { en: 'few top-category teachers', ru: 'мало учителей высшей категории' },
    favours: 1,
    social: false,
    kind: 'share',
    formulas: [portion('teachers.topCategory', 'teachers')],
  },
  {
    id: 'teachers_young_share',
    label: CONTEXT.teachers_young_share,
    high: { en: 'many young teachers', ru: 'много молодых учителей' },
    low: { en: 'few young teachers', ru: 'мало молодых учителей' },
    favours: 0,
    social: false,
    kind: 'share',
    formulas: [portion('teachers.young', 'teachers')],
  },
  {
    id: 'teachers_pension_age_share',
    label: CONTEXT.teachers_pension_age_share,
    high: { en: 'many teachers of pension age', ru: 'много учителей пенсионного возраста' },
    low: { en: 'few teachers of pension age', ru: 'мало учителей пенсионного возраста' },
    favours: 0,
    social: false,
    kind: 'share',
    formulas: [portion('teachers.pensionAge', 'teachers')],
  },
  {
    id: 'in_depth',
    label: CONTEXT.in_depth,
    high: { en: 'with subjects in depth', ru: 'с углублённым изучением предметов' },
    low: { en: 'without subjects in depth', ru: 'без углублённого изучения предметов' },
    favours: 1,
    social: false,
    kind: 'yesNo',
    formulas: [{ as: 'any', of: ['inDepth', 'inDepth.subject'] }],
  },
  {
    id: 'additional_education',
    label: CONTEXT.additional_education,
    high: { en: 'most pupils in clubs', ru: 'много детей в кружках' },
    low: { en: 'few pupils in clubs', ru: 'мало детей в кружках' },
    favours: 1,
    social: false,
    kind: 'ordered',
    formulas: [answers('clubs', true)],
  },
  {
    id: 'computers_per_pupil',
    label: CONTEXT.computers_per_pupil,
    high: { en: 'many computers per pupil', ru: 'много компьютеров на ученика' },
    low: { en: 'few computers per pupil', ru: 'мало компьютеров на ученика' },
    favours: 0,
    social: false,
    kin: 'size',
    kind: 'count',
    formulas: [
      { as: 'value', of: 'computers.perPupil' },
      { as: 'ratio', part: 'computers', whole: 'pupils', share: false },
    ],
  },
  {
    id: 'branch',
    label: CONTEXT.branch,
    high: { en: 'with branches', ru: 'с филиалами' },
    low: { en: 'without branches', ru: 'без филиалов' },
    favours: 0,
    social: false,
    kind: 'yesNo',
    formulas: [{ as: 'any', of: ['branch'] }],
  },
]

const BY_ID = new Map(CONCEPTS.map((concept) => [concept.id, concept]))

export const conceptOf = (id: string): Concept | undefined => BY_ID.get(id)

/** Canonical names of context columns: what a column may be declared to be. */
export const CONTEXT_COLUMNS: readonly string[] = CONCEPTS.map(({ id }) => id)
