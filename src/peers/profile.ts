/** What a group of schools has in common: its profile in the user's units, and a label in words. */

import type { PeerGroup, Text } from '../model'
import { fixed } from '../setting'
import { inEvery } from '../words/language'
import { GROUP_NAME } from '../words/peers'
import { conceptOf } from './concepts/dictionary'
import { transform } from './features'
import type { ContextVariable, Encoder } from './variables'
import { kinOf, levelWords, numberWords, placeInLabel } from './words'

const NOTEWORTHY = fixed(0.4, {
  reason: 'Differences from the region under this (in standard deviations) are not worth a word.',
  origin: 'ours',
})
const MOST_OF_GROUP = fixed(0.6, {
  reason: 'A category is named when it holds for most of the group and for this much more of it than of the region.',
  origin: 'ours',
})
const NOTEWORTHY_SHARE = fixed(0.2, {
  reason: 'A category is named when it holds for this much more of the group than of the region.',
  origin: 'ours',
})
const WORDS_IN_LABEL = fixed(3, { reason: 'More traits in the name of a group are not read.', origin: 'ours' })

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
  readonly variable: string
  readonly words: Text
  readonly contrast: number
}

/**
 * Names of groups: the up to three traits that set each most apart from the schools at `region`, in words. Columns that no
 * rule knows are named only where no concept sets the group apart. Groups that would have the same name are told apart by
 * what differs most between them.
 */
export function nameGroups(
  variables: readonly ContextVariable[],
  encoders: readonly Encoder[],
  region: readonly number[],
  groups: readonly (readonly number[])[],
): Text[] {
  const everybody = summariesOf(variables, encoders, region)
  const traits = groups.map((members) => traitsOf(variables, encoders, members, everybody))
  const names = traits.map((own) => wordsOf(own.slice(0, WORDS_IN_LABEL)))
  return names.map((name, group) => {
    const alike = groups.filter((_, other) => names[other]!.ru === name.ru).flat()
    if (alike.length === groups[group]!.length) return name
    const [difference] = traitsOf(variables, encoders, groups[group]!, summariesOf(variables, encoders, alike))
    if (difference === undefined) return name
    const kept = traits[group]!.filter(({ variable }) => variable !== difference.variable)
    return wordsOf([...kept.slice(0, WORDS_IN_LABEL - 1), difference])
  })
}

function wordsOf(traits: readonly Trait[]): Text {
  if (traits.length === 0) return GROUP_NAME.average
  const inOrder = traits.toSorted(
    (a, b) => placeInLabel(a.variable) - placeInLabel(b.variable) || b.contrast - a.contrast,
  )
  return inEvery((locale) => inOrder.map(({ words }) => words[locale]).join(', '))
}

/**
 * What sets `members` apart from `others`, the strongest first; of concepts that say nearly the same the strongest.
 *
 * @param others what is known of them, by variable
 */
function traitsOf(
  variables: readonly ContextVariable[],
  encoders: readonly Encoder[],
  members: readonly number[],
  others: readonly Summary[],
): Trait[] {
  const all = variables
    .flatMap((variable, index) => {
      return traitOf(variable, encoders[index]!, members, others[index]!) ?? []
    })
    .sort((a, b) => b.contrast - a.contrast || placeInLabel(a.variable) - placeInLabel(b.variable))
  const concepts = all.filter(({ variable }) => conceptOf(variable) !== undefined)
  const named = concepts.length > 0 ? concepts : all
  return named.filter(({ variable }, at) => {
    const kin = kinOf(variable)
    return kin === undefined || named.findIndex((other) => kinOf(other.variable) === kin) === at
  })
}

/**
 * How far the schools at `members` lie from those of the region, in standard deviations; categories have no such distance.
 *
 * @param region what is known of all of them (`summariesOf`)
 */
export function differencesOf(
  variables: readonly ContextVariable[],
  encoders: readonly Encoder[],
  region: readonly Summary[],
  members: readonly number[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    variables.flatMap((variable, v): [string, number][] => {
      if (variable.kind === 'category') return []
      const [own, all] = [summaryOf(variable, encoders[v]!, members), region[v]!]
      if (own.schools === 0 || all.schools === 0) return []
      const difference = variable.kind === 'yesNo' ? own.shares[1]! - all.shares[1]! : own.mean - all.mean
      return [[variable.name, Math.round(difference * 1000) / 1000]]
    }),
  )
}

/** What is known of a variable among some schools. */
export interface Summary {
  /** Schools of which it is known. */
  readonly schools: number
  /** Share of each level, and the level most have; of a number, nothing. */
  readonly shares: readonly number[]
  readonly level: number
  /** Mean in standard deviations of the region; 0 for a category. */
  readonly mean: number
}

/** What is known of each variable among the schools at `rows`. */
export const summariesOf = (
  variables: readonly ContextVariable[],
  encoders: readonly Encoder[],
  rows: readonly number[],
): Summary[] => variables.map((variable, v) => summaryOf(variable, encoders[v]!, rows))

function summaryOf(variable: ContextVariable, encoder: Encoder, rows: readonly number[]): Summary {
  const counts = new Array<number>(variable.levels.length).fill(0)
  const isNumber = variable.kind !== 'category' && variable.kind !== 'yesNo'
  let schools = 0
  let sum = 0
  for (const row of rows) {
    const value = variable.values[row]!
    if (Number.isNaN(value)) continue
    schools++
    if (isNumber) sum += transform(variable.kind, variable.unit, value)
    if (counts.length > 0) counts[value]!++
  }
  return {
    schools,
    shares: counts.map((count) => count / schools),
    level: counts.indexOf(Math.max(...counts)),
    mean: isNumber ? sum / schools / encoder.scale : 0,
  }
}

function traitOf(
  variable: ContextVariable,
  encoder: Encoder,
  members: readonly number[],
  inRegion: Summary,
): Trait | null {
  const inGroup = summaryOf(variable, encoder, members)
  if (inGroup.schools === 0) return null
  const { name } = variable
  if (variable.kind === 'category' || variable.kind === 'yesNo') {
    const { level } = inGroup
    const more = inGroup.shares[level]! - inRegion.shares[level]!
    if (inGroup.shares[level]! < MOST_OF_GROUP || more < NOTEWORTHY_SHARE) return null
    return { variable: name, words: levelWords(encoder, variable.levels[level]!, true), contrast: more * 2 }
  }
  const difference = inGroup.mean - inRegion.mean
  if (Math.abs(difference) < NOTEWORTHY) return null
  const words =
    variable.kind === 'ordered'
      ? levelWords(encoder, variable.levels[inGroup.level]!, difference > 0)
      : numberWords(name, difference > 0)
  return { variable: name, words, contrast: Math.abs(difference) }
}

const known = (variable: ContextVariable, rows: readonly number[]): number[] =>
  rows.map((row) => variable.values[row]!).filter((value) => !Number.isNaN(value))

function mostFrequent(positions: readonly number[], levels: number): number {
  const counts = new Array<number>(levels).fill(0)
  for (const position of positions) counts[position]!++
  return counts.indexOf(Math.max(...counts))
}
