/** What a group of schools has in common: its profile in the user's units, and a label in words. */
import type { PeerGroup } from '../model'
import type { ContextVariable } from './context'
import { type Encoder, transform } from './features'
import { AVERAGE, levelWords, numberWords, placeInLabel, type Words } from './words'

/** Differences from the region under this (in standard deviations) are not worth a word. */
const NOTEWORTHY = 0.4
/** A category is named when it holds for most of the group and for this much more of it than of the region. */
const MOST_OF_GROUP = 0.6
const NOTEWORTHY_SHARE = 0.2
const WORDS_IN_LABEL = 3

/** Mean (numbers) or most frequent category of each variable among the schools at `members`; `null` if none is known. */
export function profileOf(variables: readonly ContextVariable[], members: readonly number[]): PeerGroup['profile'] {
  return Object.fromEntries(variables.map((variable) => [variable.name, typicalValue(variable, members)]))
}

function typicalValue(variable: ContextVariable, members: readonly number[]): number | string | null {
  const values = known(variable, members)
  if (values.length === 0) return null
  if (variable.levels.length > 0) return variable.levels[mostFrequent(values, variable.levels.length)]!
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

interface Trait {
  readonly words: Words
  readonly strength: number
  readonly place: number
}

/** The up to three traits that set the schools at `members` most apart from those at `region`, in words. */
export function labelOf(
  variables: readonly ContextVariable[],
  encoders: readonly Encoder[],
  members: readonly number[],
  region: readonly number[],
): Words {
  const traits = variables
    .map((variable, index) => traitOf(variable, encoders[index]!, members, region))
    .filter((trait): trait is Trait => trait !== null)
    .sort((a, b) => b.strength - a.strength || a.place - b.place)
    .slice(0, WORDS_IN_LABEL)
    .sort((a, b) => a.place - b.place || b.strength - a.strength)
  if (traits.length === 0) return AVERAGE
  return { en: traits.map((t) => t.words.en).join(', '), ru: traits.map((t) => t.words.ru).join(', ') }
}

function traitOf(
  variable: ContextVariable,
  encoder: Encoder,
  members: readonly number[],
  region: readonly number[],
): Trait | null {
  const inGroup = known(variable, members)
  const inRegion = known(variable, region)
  if (inGroup.length === 0) return null
  const place = placeInLabel(encoder)
  if (variable.kind === 'category' || variable.kind === 'yesNo') {
    const level = mostFrequent(inGroup, variable.levels.length)
    const share = inGroup.filter((value) => value === level).length / inGroup.length
    const more = share - inRegion.filter((value) => value === level).length / inRegion.length
    if (share < MOST_OF_GROUP || more < NOTEWORTHY_SHARE) return null
    return { words: levelWords(encoder, variable.levels[level]!), strength: more * 2, place }
  }
  const z = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + transform(variable.kind, variable.unit, value), 0) /
    values.length /
    encoder.scale
  const difference = z(inGroup) - z(inRegion)
  if (Math.abs(difference) < NOTEWORTHY) return null
  const words =
    variable.kind === 'ordered'
      ? levelWords(encoder, variable.levels[mostFrequent(inGroup, variable.levels.length)]!)
      : numberWords(variable.name, difference > 0)
  return { words, strength: Math.abs(difference), place }
}

const known = (variable: ContextVariable, rows: readonly number[]): number[] =>
  rows.map((row) => variable.values[row]!).filter((value) => !Number.isNaN(value))

function mostFrequent(positions: readonly number[], levels: number): number {
  const counts = new Array<number>(levels).fill(0)
  for (const position of positions) counts[position]!++
  return counts.indexOf(Math.max(...counts))
}
