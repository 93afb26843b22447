/** What the stages say on the way to the result: who may be compared, what a detector answers, how much it weighs. */ import type { WarningCode } from './codes'
import type { Text } from './text'

/** A group of schools that may be compared with each other. */
export interface PeerGroup {
  readonly id: string
  /** In words, by locale. */
  readonly label: Text
  readonly size: number
  /** Mean (numbers) or most frequent category of each context variable, in the user's own units. */
  readonly profile: Readonly<Record<string, number | string | null>>
  /** Mean bootstrap Jaccard similarity 0..1; `null` if not computed. Under .60 the group is unstable. */
  readonly stability: number | null
  /** Mean silhouette -1..1; `null` for a single group. */
  readonly silhouette: number | null
  /** How far its mean lies from the region's, in standard deviations, by variable; absent = not known. */
  readonly differences?: Readonly<Record<string, number>>
}

/** One thing by which schools are compared: a concept, or a column that no rule knows. */
export interface ComparedBy {
  readonly id: string
  readonly label: Text
  /** Whether the dictionary of concepts knows it, and whether it speaks of families and pupils. */
  readonly known: boolean
  readonly social: boolean
  /** Headers of the columns that it is made of. */
  readonly columns: readonly string[]
  /** 1 = one vote; less where columns that go together share one. */
  readonly weight: number
  /** Share 0..1 of the schools of which it is known. */
  readonly filled: number
  /** Share 0..1 of its variance that lies between the groups; `null` without groups. */
  readonly between: number | null
}

/** By what schools are compared, what was left out and why, and the schools that fit no group. */
export interface PeerBasis {
  readonly comparedBy: readonly ComparedBy[]
  /** `reason` is a code: identifier, contact, date, result, activity, repeats, ... */
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
  /** Positions of schools with their kind: correctional, evening, closed, prison, boarding, special. */
  readonly special: readonly { readonly school: number; readonly kind: string }[]
}

/** One number for the context of schools, for looking and comparing; no school is listed by it. */
export interface ContextWeights {
  /** Share 0..1 of all differences in context that the index holds. */
  readonly explained: number
  /** Share 0..1 of it that concepts of families and pupils carry; it is a social index from a half on only. */
  readonly social: number
  /** What counts in it, the heaviest first; squares sum to 1. `level` is the value of a category, `null` for numbers. */
  readonly loadings: readonly { readonly column: string; readonly level: string | null; readonly loading: number }[]
}

export interface PeerGroupResult extends PeerGroup {
  /** Context index of its schools: a tenth of them lie below `low` and a tenth above `high`. `null` = not known. */
  readonly contextIndex: { readonly low: number; readonly median: number; readonly high: number } | null
}

/** Who may be compared with whom. Indices are positions in `MonitorInput.schools`. */
export interface Peers {
  readonly method: 'clusters' | 'neighbours' | 'given' | 'none'
  readonly groups: readonly PeerGroup[]
  /** Position in `groups` of each school; `null` = compared with the whole region. */
  readonly groupOf: readonly (number | null)[]
  /** With `neighbours`: the nearest schools of each school, most similar first; else `null`. */
  readonly neighboursOf: readonly (readonly number[])[] | null
  /** Standardised context of each school, missing values imputed; empty where too little is known of a school. */
  readonly contextOf?: readonly (readonly number[])[]
  /** Absent where context was not looked at. */
  readonly basis?: PeerBasis
  readonly warnings: readonly Warning[]
}

export type KnownFamily = 'level' | 'shape' | 'pattern' | 'marking' | 'history'
/** A detector of the user's own may found a family. */
export type Family = KnownFamily | (string & {})

/** Parameters of a sentence. */
export type Details = Readonly<Record<string, number | string | null>>

/**
 * What a p-value rests on, where the common engine gave it (docs/method-expectation.md):
 * `z = (judged - expected) / sqrt(variance + tau2 + se^2)`, and p is the upper tail of Student's t with `df` degrees of freedom.
 */
export interface Basis {
  /** The statistic that was judged, in a unit of its own (often the one of `value`), and its sampling variance. */
  readonly judged: number
  readonly variance: number
  /** What the peers lead to expect of it, and the standard error of that. */
  readonly expected: number
  readonly se: number
  /** Variance of real differences between honest sittings. */
  readonly tau2: number
  /** Degrees of freedom; a billion stands for a normal distribution. */
  readonly df: number
  /**
   * Where p was then set on the region's own scale: `p = P(t > (z' - centre) / spread)`, z' the normal score of the p above,
   * with `df` degrees of freedom. Absent where it was not.
   */
  readonly region?: { readonly centre: number; readonly spread: number; readonly df: number }
}

/** What a detector answers about one sitting. */
export type Outcome =
  | {
      readonly outcome: 'measured'
      /** The statistic, in `unit` of the detector's meta. */
      readonly value: number
      /** How far above what is expected, in `effectUnit` (points, pupils, ...); positive = the suspicious direction. */
      readonly effect: number
      /** One-sided p-value in [0, 1]; smaller = more surprising in an honest school. */
      readonly p: number
      /** Pupils the statement rests on. */
      readonly n: number
      readonly details?: Details
      /** Absent where p comes from elsewhere than the common engine. */
      readonly basis?: Basis
    }
  | { readonly outcome: 'notApplicable' | 'undecided' | 'failed'; readonly reason: string; readonly details?: Details }

/** How strong the signs are, the strongest first. */
export const TIERS = ['strong', 'moderate', 'watch', 'clear', 'notAssessable'] as const
export type Tier = (typeof TIERS)[number]
/** Why papers are rechecked, in the order in which it is told. */
export const GROUNDS = ['signs', 'noObserver', 'control'] as const
export type Ground = (typeof GROUNDS)[number]

/** Something the reader of a result must know; its sentence: `words/warnings.ts`. */
export interface Warning {
  readonly code: WarningCode
  readonly details?: Details
}
