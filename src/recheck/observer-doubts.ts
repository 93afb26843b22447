/** What of the table of observers was not understood, where it decides who is listed for decision 2.3. */

import type { MonitorInput, Warning } from '../model'
import { fixed } from '../setting'
import type { Observation } from '../sittings/observers'
import { unreadRows } from './unread-rows'

const SHOWN = fixed(5, { reason: 'Words and names shown of those that were met.', origin: 'ours' })

/**
 * The warnings that stand before all others: sittings that count as unobserved because a cell was not understood or a
 * school was not found.
 *
 * @param observed aligned with `input.sittings`
 * @example
 * observerDoubts({ input, observed })
 * // [{ code: 'observersNotUnderstood', details: { sittings: 12, schools: 5, words: '«по графику» (5)' } }]
 */
export function observerDoubts({
  input,
  observed,
}: {
  readonly input: Pick<MonitorInput, 'sittings' | 'sources' | 'problems' | 'hasObservers'>
  readonly observed: readonly Observation[]
}): Warning[] {
  if (!input.hasObservers) return []
  const tables = input.sources.filter(({ table }) => table === 'observers')
  const unobserved = input.sittings.flatMap(({ schoolId }, i) =>
    observed[i]!.observed ? [] : [{ schoolId, ...observed[i]! }],
  )
  const riddles = unobserved.filter(({ notUnderstood }) => notUnderstood.length > 0)
  const unnamed = unobserved.filter(({ mentioned }) => !mentioned)
  const strangers = tables.flatMap(({ names }) => [
    ...(names?.notFound ?? []).map(({ name, nearest }) => ({ name, like: nearest })),
    ...(names?.ambiguous ?? []).map(({ name, schoolIds }) => ({ name, like: schoolIds.join(' / ') })),
  ])
  const warnings: Warning[] = []
  if (riddles.length > 0)
    warnings.push({
      code: 'observersNotUnderstood',
      details: { ...sizeOf(riddles), words: commonest(riddles.flatMap(({ notUnderstood }) => notUnderstood)) },
    })
  if (strangers.length > 0 && unnamed.length > 0)
    warnings.push({
      code: 'observersNotMatched',
      details: {
        ...sizeOf(unnamed),
        names: strangers.length,
        words: list(strangers.map(({ name, like }) => (like === null ? `«${name}»` : `«${name}» (${like}?)`))),
      },
    })
  const unread = unreadRows(input.problems, 'observers')
  if (unread > 0 && unnamed.length > 0)
    warnings.push({ code: 'observersSetAside', details: { ...sizeOf(unnamed), rows: unread } })
  const elsewhere = input.problems.filter(({ code }) => code === 'observersWithoutSitting')
  if (elsewhere.length > 0 && unnamed.length > 0) {
    const rows = elsewhere.reduce((sum, { count = 1 }) => sum + count, 0)
    warnings.push({ code: 'observersElsewhere', details: { ...sizeOf(unnamed), rows, first: elsewhere[0]!.found } })
  }
  const nothingFilled = (words: readonly { readonly found: string }[] = []) =>
    words.length > 0 && words.every(({ found }) => found === '')
  if (tables.length > 0 && tables.every(({ observers }) => nothingFilled(observers?.words)))
    warnings.push({ code: 'observersEmpty' })
  return warnings
}

const sizeOf = (sittings: readonly { readonly schoolId: string }[]) => ({
  sittings: sittings.length,
  schools: new Set(sittings.map(({ schoolId }) => schoolId)).size,
})

function commonest(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return list(sorted.map(([word]) => `«${word}»`))
}

const list = (parts: readonly string[]): string =>
  parts.slice(0, SHOWN).join(', ') + (parts.length > SHOWN ? `, … (+ ${parts.length - SHOWN})` : '')
