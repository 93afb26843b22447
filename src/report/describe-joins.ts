/** How the schools of a table were found by name, joined with other tables, and how its cells on observers were read. */
import type { Locale, SourceSummary } from '../model'
import { fill, formatNumber } from '../words/format'
import { INPUT } from '../words/input'
import { said } from '../words/language'

/** Names and words told one by one. */
const MOST_TOLD = 40
/** Names that differ in form alone: a few show that they were found. */
const EXACT_TOLD = 6

/**
 * @param brief without the lists: what a run says; `validate` tells every name and word
 * @example
 * describeJoins(source, 'en', true) // ['30 schools were found by name']
 */
export function describeJoins(source: SourceSummary, locale: Locale, brief = false): string[] {
  const words = said(INPUT, locale)
  const { joinedSchools = 0 } = source
  return [
    ...(joinedSchools > 0 ? [fill(words.joinedSchools, { count: joinedSchools }, locale)] : []),
    ...namesLines(source, locale, brief),
    ...observerLines(source, locale, brief),
  ]
}

function namesLines({ names }: SourceSummary, locale: Locale, brief: boolean): string[] {
  if (names === undefined || names.found.length === 0) return []
  const words = said(INPUT, locale)
  const pairs = (list: typeof names.found, most = MOST_TOLD) =>
    told(
      list.map(({ name, schoolId }) => `${name} = ${schoolId}`),
      locale,
      most,
    )
  const loose = names.found.filter(({ exact }) => !exact)
  const exact = names.found.filter((pair) => pair.exact)
  return [
    fill(words.foundByName, { count: names.found.length }, locale),
    ...(loose.length > 0 ? [fill(words.loosely, { count: loose.length, pairs: pairs(loose) }, locale)] : []),
    ...(exact.length > 0 && !brief ? [fill(words.exactly, { pairs: pairs(exact, EXACT_TOLD) }, locale)] : []),
  ]
}

function observerLines({ observers }: SourceSummary, locale: Locale, brief: boolean): string[] {
  if (observers === undefined) return []
  const words = said(INPUT, locale)
  const { present, absent, unknown, notUnderstood, emptyMeans } = observers
  const texts = observers.words.map(
    ({ found, count, taken }) =>
      `${found === '' ? words.emptyCell : `«${found}»`} (${formatNumber(count, locale)}) — ${words.taken[taken]}`,
  )
  return [
    fill(words.observerCells, { present, absent, unknown, notUnderstood }, locale),
    ...(brief ? [] : [fill(words.observerWords, { words: told(texts, locale) }, locale)]),
    ...(emptyMeans === 'absent' && observers.words.some(({ found }) => found === '') ? [words.emptyIsAbsent] : []),
  ]
}

const told = (parts: readonly string[], locale: Locale, most = MOST_TOLD): string =>
  parts.slice(0, most).join('; ') + (parts.length > most ? `; … (+ ${formatNumber(parts.length - most, locale)})` : '')
