/** Words for what sets a group of schools apart, in both languages; written to stand before "schools" / «школы». */
import type { Encoder } from './features'

export interface Words {
  readonly en: string
  readonly ru: string
}

interface Vocabulary {
  /** Columns that the words speak of, as `plain` writes their names. */
  readonly column: RegExp
  /** Whether a high value is known to go with better results (1), worse ones (-1), or neither (0). */
  readonly favours: -1 | 0 | 1
  readonly high: Words
  readonly low: Words
}

/** In the order in which a label names things: size first, then families, then pupils and teachers. */
const NUMBERS: readonly Vocabulary[] = [
  {
    column:
      /^(pupils|students|enrolled|enrolment|school size)$|^(число|численность|количество) (обучающихся|учащихся|учеников)/,
    favours: 0,
    high: { en: 'large', ru: 'многочисленные' },
    low: { en: 'small', ru: 'малочисленные' },
  },
  {
    column: /^settlement (size|population)$|численность населения|число жителей/,
    favours: 0,
    high: { en: 'large settlement', ru: 'крупный населённый пункт' },
    low: { en: 'small settlement', ru: 'малый населённый пункт' },
  },
  {
    column: /^low income|малообеспеч|малоимущ|низк\S* доход/,
    favours: -1,
    high: { en: 'low income', ru: 'низкий доход' },
    low: { en: 'few low-income families', ru: 'мало семей с низким доходом' },
  },
  {
    column: /^higher education|высш\S* образован/,
    favours: 1,
    high: { en: 'parents with higher education', ru: 'родители с высшим образованием' },
    low: { en: 'few parents with higher education', ru: 'мало родителей с высшим образованием' },
  },
  {
    column: /^single parent|неполн\S* сем/,
    favours: -1,
    high: { en: 'many single-parent families', ru: 'много неполных семей' },
    low: { en: 'few single-parent families', ru: 'мало неполных семей' },
  },
  {
    column: /^non native|неродн|не родн/,
    favours: -1,
    high: { en: 'many non-native speakers', ru: 'много детей, для которых русский язык не родной' },
    low: { en: 'few non-native speakers', ru: 'мало детей, для которых русский язык не родной' },
  },
  {
    column: /^special needs|овз|ограниченн\S* возможн/,
    favours: -1,
    high: { en: 'many pupils with special needs', ru: 'много детей с ОВЗ' },
    low: { en: 'few pupils with special needs', ru: 'мало детей с ОВЗ' },
  },
  {
    column: /^teachers top category|высш\S* категор/,
    favours: 1,
    high: { en: 'many top-category teachers', ru: 'много учителей высшей категории' },
    low: { en: 'few top-category teachers', ru: 'мало учителей высшей категории' },
  },
]

const SETTLEMENT_COLUMN = /settlement|location|urban|rural|locality|населенн|местност|расположен/
/** Kinds of settlement, however they are written; the first that fits is taken. */
const SETTLEMENTS: readonly { readonly level: RegExp; readonly words: Words }[] = [
  { level: /городского типа|пгт|поселок|township|small town/, words: { en: 'small-town', ru: 'поселковые' } },
  { level: /rural|village|сельск|село|деревн|станица|хутор/, words: { en: 'rural', ru: 'сельские' } },
  { level: /столица|capital|областной центр|regional cent/, words: { en: "in the region's capital", ru: 'столичные' } },
  { level: /^town/, words: { en: 'in towns', ru: 'в малых городах' } },
  { level: /urban|city|город/, words: { en: 'urban', ru: 'городские' } },
]

/** A name as the patterns here expect it: small letters, spaces, «е» for «ё». */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[_\s]+/g, ' ')
const entryOf = (column: string): Vocabulary | undefined => NUMBERS.find((entry) => entry.column.test(plain(column)))

export const AVERAGE: Words = { en: 'close to the average of the region', ru: 'близкие к среднему по региону' }

/** A number that is clearly above or below the region's. Unknown columns are named as they stand. */
export function numberWords(column: string, high: boolean): Words {
  const known = entryOf(column)
  if (known !== undefined) return high ? known.high : known.low
  return high
    ? { en: `${column}: above average`, ru: `${column}: выше среднего` }
    : { en: `${column}: below average`, ru: `${column}: ниже среднего` }
}

/** Whether a high value of the column is known to go with better (1) or worse (-1) results; 0 where not known. */
export const favours = (column: string): -1 | 0 | 1 => entryOf(column)?.favours ?? 0

/** A category that is much more frequent than in the region. */
export function levelWords(encoder: Encoder, level: string): Words {
  if (encoder.kind === 'yesNo') {
    const yes = level === 'yes'
    return { en: `${encoder.variable}: ${level}`, ru: `${encoder.variable}: ${yes ? 'да' : 'нет'}` }
  }
  if (SETTLEMENT_COLUMN.test(plain(encoder.variable))) {
    const settlement = SETTLEMENTS.find((entry) => entry.level.test(plain(level)))
    if (settlement !== undefined) return settlement.words
  }
  return { en: `${encoder.variable}: ${level}`, ru: `${encoder.variable}: ${level}` }
}

/** Place of a variable in a label: settlement, then the vocabulary's order, then the rest. */
export function placeInLabel(encoder: Encoder): number {
  if (SETTLEMENT_COLUMN.test(plain(encoder.variable)) && encoder.levels.length > 0) return -1
  const index = NUMBERS.findIndex((entry) => entry.column.test(plain(encoder.variable)))
  return index < 0 ? NUMBERS.length : index
}
