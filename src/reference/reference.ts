/**
 * What a bigger run knows of honest schools, in one file that a small district's run can use (docs/reference.md). It holds
 * no pupil and no school, and nothing that fewer than `minimum` schools and pupils tell.
 */
import type { Assessment, ToldDependence, ToldNumbers } from '../model'
import type { SavedPeers } from '../peers'

export const FORMAT = 'objectivity-monitor/reference'
/** Counts the changes of what the numbers mean: files of another version are refused. */
export const VERSION = 1

/** Why something is not in a reference, or an assessment not judged by it. */
export type NotFitting =
  | 'fewSchools'
  | 'notThere'
  | 'otherYear'
  | 'otherMaximum'
  | 'otherCuts'
  | 'otherItems'
  | 'otherGrain'
  | 'beyondScale'
  | 'farAway'

/** One assessment as the bigger run saw it. */
export interface ReferenceAssessment extends Assessment {
  readonly schools: number
  readonly pupils: number
  /** Mean of all pupils and standard deviation between the pupils of a school, points; `null` = not known. */
  readonly mean: number | null
  readonly sd: number | null
  /** What its sittings tell, by `detector.what`. */
  readonly told: ToldNumbers
}

/** Groups to which schools can be given, without the schools that made them. */
export type ReferencePeers = Omit<SavedPeers, 'format' | 'version'>

export interface Reference {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** Version of the program that made it. */
  readonly tool: string
  /** Whose it is, in the words of who made it. */
  readonly name: string
  /** Day on which it was made, year-month-day; `null` = not said. */
  readonly date: string | null
  readonly schools: number
  readonly sittings: number
  readonly pupils: number
  /** Fewest schools and pupils behind any number. */
  readonly minimum: { readonly schools: number; readonly pupils: number }
  readonly grain: 'school' | 'class'
  /** `null` where schools were compared with the whole region for want of context. */
  readonly peers: ReferencePeers | null
  /** The options that each detector had: with others its numbers mean something else. */
  readonly detectors: readonly { readonly id: string; readonly options: Readonly<Record<string, unknown>> }[]
  readonly assessments: readonly ReferenceAssessment[]
  /** What all assessments tell together. */
  readonly region: ToldNumbers
  readonly dependence: ToldDependence
  /** What too few schools or pupils would have told: groups, and assessments. */
  readonly leftOut: readonly { readonly what: string; readonly schools: number; readonly pupils: number }[]
  /** Of all the rest: tells damage, no seal against forgery. */
  readonly fingerprint: string
}

/** Whose a reference is. */
export interface ReferenceAbout {
  readonly name: string
  readonly date?: string | null
}
