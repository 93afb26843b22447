/**
 * What all sittings of an assessment tell of honest schools - a spread, a line, a table - is asked for by name. An ordinary
 * run works it out; with a reference the numbers of a bigger run stand in its place; a run that makes a reference hands
 * them on, with how many schools and pupils stand behind them. So a detector is written once.
 */

import {
  type Expectation,
  type ExpectationInput,
  expectations,
  type ToldYardsticks,
} from '../../statistics/expectation'
import type { DetectorView } from '../runner/detector'

/**
 * @param members positions of the sittings of one assessment that tell it
 * @param name `detector.what`
 * @param make works it out from the sittings; finite numbers
 * @example
 * const [within] = told(view, view.regionOf[0]!, 'high-level.within', () => [pooledWithinVariance(view.sittings)])
 */
export function told(
  view: DetectorView,
  members: readonly number[],
  name: string,
  make: () => readonly number[],
): readonly number[] {
  const first = view.assessmentOf[members[0] ?? -1]
  if (first === undefined) return make()
  return askedFor(view, first.id, members, name, make)
}

/**
 * What a bigger run has told under this name; `null` where nothing has. The sittings looked at are no part of it, so that
 * none of them need be left out.
 */
export function toldElsewhere(view: DetectorView, members: readonly number[], name: string): readonly number[] | null {
  const first = view.assessmentOf[members[0] ?? -1]
  return (first === undefined ? undefined : view.told?.assessments[first.id]?.[name]) ?? null
}

/** The same of what all assessments of a view tell together. */
export const toldByAll = (view: DetectorView, name: string, make: () => readonly number[]): readonly number[] =>
  askedFor(view, null, [...view.sittings.keys()], name, make)

function askedFor(
  view: DetectorView,
  assessmentId: string | null,
  members: readonly number[],
  name: string,
  make: () => readonly number[],
): readonly number[] {
  const known = assessmentId === null ? view.told?.region : view.told?.assessments[assessmentId]
  if (known !== undefined && Object.hasOwn(known, name)) return known[name]!
  const made = make()
  keep(view, assessmentId, members, name, made)
  return made
}

/** Hands on what the sittings at `members`, of one assessment, tell. */
export function keepForMembers(
  view: DetectorView,
  members: readonly number[],
  name: string,
  numbers: readonly number[],
): void {
  const first = view.assessmentOf[members[0] ?? -1]
  if (first !== undefined) keep(view, first.id, members, name, numbers)
}

function keep(
  view: DetectorView,
  assessmentId: string | null,
  members: readonly number[],
  name: string,
  numbers: readonly number[],
): void {
  if (view.keep === undefined) return
  const schools = new Set(members.map((i) => view.sittings[i]!.schoolId)).size
  const pupils = members.reduce((sum, i) => sum + (view.sittings[i]!.participants ?? 0), 0)
  view.keep({ assessmentId, name, numbers, schools, pupils })
}

/** With whom sittings are compared: their peers, or all of their assessment. */
export type Comparison = 'peers' | 'region'

/**
 * What is expected of each sitting (`expectations`), by these sittings or by what a bigger run has told under `name`.
 *
 * @param name `detector.what`, one for each use
 */
export function expectedBy(
  view: DetectorView,
  name: string,
  input: Omit<ExpectationInput, 'peersOf' | 'regionOf' | 'told' | 'keep'>,
  comparison: Comparison = 'peers',
): (Expectation | null)[] {
  const { regionOf } = view
  const peersOf = comparison === 'peers' ? view.peersOf : regionOf
  const known = toldYardsticks(view, peersOf, name)
  return expectations({
    ...{ ...input, peersOf, regionOf },
    ...(known.size === 0 ? {} : { told: known }),
    ...(view.keep === undefined ? {} : { keep: (made) => keepYardsticks(view, name, made) }),
  })
}

/** The parts of a yardstick by name. */
const PARTS = { region: 'line', between: 'between', spread: 'spread' } as const
/** Name of what the sittings of a group tell. */
export const groupPart = (name: string, group: string): string => `${name}.group ${group}`

function toldYardsticks(
  view: DetectorView,
  peersOf: DetectorView['peersOf'],
  name: string,
): ReadonlyMap<readonly number[], ToldYardsticks> {
  const known = new Map<readonly number[], ToldYardsticks>()
  if (view.told === undefined) return known
  for (const region of new Set(view.regionOf)) {
    const own = view.told.assessments[view.assessmentOf[region[0]!]!.id]
    const line = own?.[`${name}.${PARTS.region}`]
    if (own === undefined || line === undefined) continue
    const groups = new Map<readonly number[], readonly number[]>()
    for (const unit of region) {
      const group = view.groupOf?.[unit] ?? null
      const numbers = group === null ? undefined : own[groupPart(name, group)]
      if (numbers !== undefined && peersOf[unit] !== region) groups.set(peersOf[unit]!, numbers)
    }
    const between = own[`${name}.${PARTS.between}`]?.[0] ?? null
    known.set(region, { region: line, groups, between, spread: own[`${name}.${PARTS.spread}`] ?? null })
  }
  return known
}

function keepYardsticks(view: DetectorView, name: string, made: ReadonlyMap<readonly number[], ToldYardsticks>): void {
  for (const [region, { region: line, groups, between, spread }] of made) {
    const { id } = view.assessmentOf[region[0]!]!
    keep(view, id, region, `${name}.${PARTS.region}`, line)
    if (between !== null) keep(view, id, region, `${name}.${PARTS.between}`, [between])
    if (spread !== null) keep(view, id, region, `${name}.${PARTS.spread}`, spread)
    for (const [peers, numbers] of groups) {
      const group = view.groupOf?.[peers[0]!] ?? null
      if (group !== null) keep(view, id, peers, groupPart(name, group), numbers)
    }
  }
}
