/** Sentences about peers: by what schools are compared, what was left out, how far groups can be trusted. */
import type { ContextWeights, Locale, MonitorResult, PeerGroup } from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import { wordFor } from './sentences'

/** From which stability and silhouette on which verdict holds. [ours] after Hennig 2007 and Rousseeuw 1987 */
const STABILITY = [
  [0.85, 'steady'],
  [0.6, 'fairlySteady'],
  [-1, 'unsteady'],
] as const
const SEPARATION = [
  [0.5, 'clearlyApart'],
  [0.25, 'apart'],
  [-1, 'gradual'],
] as const

/** The concepts by which schools are compared, as a sentence; `null` where they are compared by none. */
export function comparedByText({ peers }: Pick<MonitorResult, 'peers'>, locale: Locale): string | null {
  if (peers.comparedBy.length === 0 || peers.method === 'none') return null
  const words = wordsOf(locale).peers
  const concepts = peers.comparedBy
    .map(({ label, known }) => (known ? label[locale] : fill(words.unknownColumn, { label: label[locale] }, locale)))
    .join(', ')
  return fill(words.comparedBy, { concepts }, locale)
}

/** One line per reason with the columns that were left out for it. */
export function leftOutLines({ peers }: Pick<MonitorResult, 'peers'>, locale: Locale): string[] {
  const byReason = new Map<string, string[]>()
  for (const { column, reason } of peers.leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), column])
  return [...byReason].map(
    ([reason, columns]) =>
      `${wordFor(wordsOf(locale).peers.leftOut, reason)}: ${columns.map((column) => `«${column}»`).join(', ')}`,
  )
}

/** The schools that fit no group, by kind; `null` where there are none. */
export function specialText({ peers }: Pick<MonitorResult, 'peers'>, locale: Locale): string | null {
  if (peers.special.length === 0) return null
  const words = wordsOf(locale).peers
  const counts = new Map<string, number>()
  for (const { kind } of peers.special) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const kinds = [...counts].map(([kind, n]) => fill(wordFor(words.specialKind, kind), { n }, locale)).join(', ')
  return fill(words.special, { kinds }, locale)
}

/** How steady a group is and how far from the others, in words; `null` where neither was computed. */
export function verdictText({ stability, silhouette }: PeerGroup, locale: Locale): string | null {
  const words = wordsOf(locale).peers
  const parts = [
    ...(stability === null ? [] : [words[STABILITY.find(([from]) => stability >= from)![1]]]),
    ...(silhouette === null ? [] : [words[SEPARATION.find(([from]) => silhouette >= from)![1]]]),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

/** From this share on the index is one of social conditions; below it is called by the concepts that carry it. [ours] */
const SOCIAL = 0.5
const CARRIERS = 2

/** What the context index is called: social only where social concepts carry it. */
export function contextIndexTitle(
  { peers }: Pick<MonitorResult, 'peers'>,
  { social, loadings }: ContextWeights,
  locale: Locale,
): string {
  const words = wordsOf(locale).peers
  if (social >= SOCIAL) return words.socialIndex
  const labels = new Map(peers.comparedBy.map(({ id, label }) => [id, label[locale]]))
  const carriers = [...new Set(loadings.map(({ column }) => labels.get(column) ?? column))].slice(0, CARRIERS)
  return fill(words.otherIndex, { carriers: carriers.join(', ') }, locale)
}
