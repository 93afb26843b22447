/** One school in words: the sections of `explain`, ready to be printed or embedded. */
import type { Details, Locale, MonitorResult, PapersToTake, Reason, SchoolExplanation } from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import { detectorsById } from './reasons'
import { capitalised, familyWords, placeText, reasonTexts, sittingName, wordFor } from './sentences'
import { spansYears } from './tables'

export interface Section {
  readonly heading: string
  /** One sentence each. */
  readonly lines: readonly string[]
}

/**
 * Why a school is listed or not, what would change that, which innocent explanations to rule out, and which papers to
 * take: one section each, without the empty ones.
 *
 * @example
 * explanationSections(explainSchool(result, '001234')!, result, 'ru')[0]?.heading // 'Почему школа в списке'
 */
export function explanationSections(
  { entry, why, change, innocent, papers }: SchoolExplanation,
  result: MonitorResult,
  locale: Locale,
): Section[] {
  const { explain } = wordsOf(locale)
  const byId = detectorsById(result)
  const sections: Section[] = [
    entry === null
      ? { heading: explain.whyNot, lines: sentences(why, byId, locale) }
      : { heading: explain.why, lines: reasonTexts(why, result, locale) },
    { heading: explain.change, lines: sentences(change, byId, locale) },
    { heading: explain.innocent, lines: innocentLines(innocent, byId, locale) },
    { heading: explain.papers, lines: papers.map((of) => papersText(of, result, locale)) },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

type Detectors = ReturnType<typeof detectorsById>

/** The explanations of each finding beside its question; what an earlier finding has said already is not repeated. */
function innocentLines(ids: readonly string[], byId: Detectors, locale: Locale): string[] {
  const told = new Set<string>()
  return ids.flatMap((id) => {
    const detector = byId.get(id)
    const texts = detector?.innocent.map((text) => text[locale]).filter((text) => !told.has(text)) ?? []
    for (const text of texts) told.add(text)
    return detector === undefined || texts.length === 0 ? [] : [`${detector.question[locale]} ${texts.join('; ')}`]
  })
}

/** Reasons that read the same for several sittings share a sentence, which names them at its end. */
function sentences(reasons: readonly Reason[], byId: Detectors, locale: Locale): string[] {
  const places = new Map<string, string[]>()
  for (const { code, details } of reasons) {
    const text = capitalised(
      fill(wordFor(wordsOf(locale).explain.sentence, code), inWords(details, byId, locale), locale),
    )
    const place = placeText(details, locale)
    const known = places.get(text) ?? []
    places.set(text, place === '' ? known : [...known, place])
  }
  return [...places].map(([text, of]) => (of.length === 0 ? text : `${text}: ${of.join('; ')}`))
}

/** Codes inside the details as words. */
function inWords(details: Details, byId: Detectors, locale: Locale): Details {
  const words = wordsOf(locale)
  const { needs, family, detector } = details
  return {
    ...details,
    ...(typeof needs === 'string' ? { needs: listOfNeeds(needs, words.need) } : {}),
    ...(typeof family === 'string' ? { family: familyOf(family, byId, locale) } : {}),
    ...(typeof detector === 'string' ? { detector: byId.get(detector)?.question[locale] ?? detector } : {}),
  }
}

const familyOf = (family: string, byId: Detectors, locale: Locale): string =>
  wordFor(familyWords([...byId.values()], locale), family)

const listOfNeeds = (needs: string, words: Readonly<Record<string, string>>): string =>
  needs
    .split(',')
    .map((need) => wordFor(words, need))
    .join('; ')

function papersText(
  { sitting, papers, numbers, acceptanceNumber }: PapersToTake,
  result: MonitorResult,
  locale: Locale,
): string {
  const { explain } = wordsOf(locale)
  const of = result.sittings[sitting]!
  const details = { papers, of: of.participants, numbers: numbers?.join(', ') ?? null, accept: acceptanceNumber }
  const all = numbers !== null && numbers.length === of.participants
  const which = all ? explain.allPapers : numbers === null ? explain.papersOfUnknown : explain.somePapers
  const strict = acceptanceNumber === 0
  const ofAll = strict ? explain.acceptNoneOfAll : explain.acceptAll
  const ofSome = strict ? explain.acceptNoneOfSome : explain.acceptSome
  const rule = acceptanceNumber === null ? [] : [fill(all ? ofAll : ofSome, details, locale)]
  const name = sittingName(spansYears(result) ? of : { ...of, year: null }, locale)
  return `${name}: ${[fill(which, details, locale), ...rule].join(' ')}`
}
