/** The plan of observers as a table and in words. */
import type { Locale } from '../model'
import { fill } from '../words/format'
import { observerPlanWords } from '../words/observer-plan'
import { forPeople } from './csv'
import { tableOf } from './tables'

/** What the views need of a plan (`planObservers`). */
export interface ObserverPlanView {
  readonly places: number
  readonly certain: number
  readonly drawn: number
  readonly noPlace: number
  readonly schools: readonly {
    readonly schoolId: string
    readonly name: string | null
    readonly municipality: string | null
    readonly peerGroup: string | null
    readonly place: 'certain' | 'drawn' | 'noPlace' | 'notDrawn'
    readonly reason: 'notConfirmed' | 'signs' | 'repeated' | 'toCorrect' | null
    readonly inclusionProbability: number
  }[]
}

/** A row per school of the region, those with a place first: whether an observer goes there, why, and with which chance. */
export function toObserverPlanCsv(
  plan: ObserverPlanView,
  { locale = 'en' }: { readonly locale?: Locale } = {},
): string {
  const words = observerPlanWords(locale)
  return forPeople(
    tableOf<ObserverPlanView['schools'][number]>(
      {
        observe: (s) => s.place === 'certain' || s.place === 'drawn',
        school_id: (s) => s.schoolId,
        name: (s) => s.name,
        municipality: (s) => s.municipality,
        peer_group: (s) => s.peerGroup,
        place: (s) => s.place,
        inclusion_probability: (s) => s.inclusionProbability,
        reason: (s) => (s.reason === null ? words.place[s.place] : words.reason[s.reason]),
      },
      plan.schools,
    ),
    locale,
  )
}

/** The plan in sentences: the answer first, then what to bear in mind. */
export function observerPlanSentences(plan: ObserverPlanView, seed: number, locale: Locale): readonly string[] {
  const words = observerPlanWords(locale)
  const { places, certain, drawn, noPlace } = plan
  return [
    fill(words.answer, { places: Math.min(places, certain + drawn), certain, drawn }, locale),
    ...(noPlace === 0 ? [] : [fill(words.noPlace, { noPlace }, locale)]),
    ...(drawn === 0 ? [] : [words.why, fill(words.spread, { seed }, locale)]),
  ]
}
