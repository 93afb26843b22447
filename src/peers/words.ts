/** Words for what sets a group of schools apart, in every language; written to stand before "schools" / «школы». */

import type { Text } from '../model'
import { fixed } from '../setting'
import { fill } from '../words/format'
import { inEvery } from '../words/language'
import { GROUP_NAME } from '../words/peers'
import { TERM } from '../words/terms'
import { leadingNumber } from './cells'
import { CONCEPTS, type Concept, conceptOf } from './concepts/dictionary'
import { settlementWords } from './concepts/settlement'
import type { Encoder } from './variables'

const LONGEST_HEADER = fixed(40, {
  reason: 'A longer heading of a column is cut in the name of a group.',
  origin: 'ours',
})
const short = (header: string): string =>
  header.length <= LONGEST_HEADER ? header : `${header.slice(0, LONGEST_HEADER - 1).trimEnd()}…`

/** What a variable is called: the concept, or the header of a column that no rule knows. */
export const labelOf = (variable: string): Text => conceptOf(variable)?.label ?? inEvery(() => short(variable))

/** A number that is clearly above or below the region's. */
export function numberWords(variable: string, high: boolean): Text {
  const concept = conceptOf(variable)
  return (high ? concept?.high : concept?.low) ?? named(variable, high ? GROUP_NAME.above : GROUP_NAME.below)
}

/** `... : above average`, with the name of the variable before it. */
const named = (variable: string, rest: Text): Text => {
  const label = labelOf(variable)
  return inEvery((locale) => fill(GROUP_NAME.trait[locale], { label: label[locale], rest: rest[locale] }, locale))
}

/** An answer without the number that the questionnaire puts before it. */
const bare = (level: string): string => (leadingNumber(level) === null ? level : level.replace(/^\d{1,2}[.)]\s*/, ''))

/** A category that is much more frequent than in the region, or the usual step of an order; `high` = above the region. */
export function levelWords({ variable, kind }: Pick<Encoder, 'variable' | 'kind'>, level: string, high: boolean): Text {
  const concept = conceptOf(variable)
  if (concept?.id === 'settlement') return settlementWords(level) ?? numberWords(variable, high)
  if (concept !== undefined && concept.high !== null && kind !== 'category')
    return numberWords(variable, kind === 'yesNo' ? level === 'yes' : high)
  if (kind === 'yesNo') return named(variable, level === 'yes' ? TERM.yes : TERM.no)
  return named(
    variable,
    inEvery(() => bare(level)),
  )
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
