/** Words for what sets a group of schools apart, in both languages; written to stand before "schools" / «школы». */
import { leadingNumber } from './cells'
import { CONCEPTS, type Concept, conceptOf, type Words } from './concepts/dictionary'
import { settlementWords } from './concepts/settlement'
import type { Encoder } from './features'

export type { Words } from './concepts/dictionary'

export const AVERAGE: Words = { en: 'close to the average of the region', ru: 'близкие к среднему по региону' }

const LONGEST_HEADER = 40
const short = (header: string): string =>
  header.length <= LONGEST_HEADER ? header : `${header.slice(0, LONGEST_HEADER - 1).trimEnd()}…`

/** What a variable is called: the concept, or the header of a column that no rule knows. */
export function labelOf(variable: string): Words {
  return conceptOf(variable)?.label ?? { en: short(variable), ru: short(variable) }
}

/** A number that is clearly above or below the region's. */
export function numberWords(variable: string, high: boolean): Words {
  const concept = conceptOf(variable)
  if (concept !== undefined && concept.high.ru !== '') return high ? concept.high : concept.low
  const { en, ru } = labelOf(variable)
  return high
    ? { en: `${en}: above average`, ru: `${ru}: выше среднего` }
    : { en: `${en}: below average`, ru: `${ru}: ниже среднего` }
}

/** An answer without the number that the questionnaire puts before it. */
const bare = (level: string): string => (leadingNumber(level) === null ? level : level.replace(/^\d{1,2}[.)]\s*/, ''))

/** A category that is much more frequent than in the region, or the usual step of an order; `high` = above the region. */
export function levelWords(
  { variable, kind }: Pick<Encoder, 'variable' | 'kind'>,
  level: string,
  high: boolean,
): Words {
  const concept = conceptOf(variable)
  if (concept?.id === 'settlement') return settlementWords(level) ?? numberWords(variable, high)
  if (concept !== undefined && concept.high.ru !== '' && kind !== 'category')
    return numberWords(variable, kind === 'yesNo' ? level === 'yes' : high)
  const { en, ru } = labelOf(variable)
  if (kind === 'yesNo') return { en: `${en}: ${level}`, ru: `${ru}: ${level === 'yes' ? 'да' : 'нет'}` }
  return { en: `${en}: ${bare(level)}`, ru: `${ru}: ${bare(level)}` }
}

/** Whether a high value of the variable is known to go with better (1) or worse (-1) results; 0 where not known. */
export const favours = (variable: string): -1 | 0 | 1 => conceptOf(variable)?.favours ?? 0

/** Whether a variable speaks of families and pupils. */
export const isSocial = (variable: string): boolean => conceptOf(variable)?.social ?? false

export const kinOf = (variable: string): Concept['kin'] => conceptOf(variable)?.kin

/** Place of a variable in a label: the dictionary's order, then the rest. */
export function placeInLabel(variable: string): number {
  const index = CONCEPTS.findIndex(({ id }) => id === variable)
  return index < 0 ? CONCEPTS.length : index
}
