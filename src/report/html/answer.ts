/** What an official reads first, in sentences: the answer, how it divides, the warnings. */
import type { Ground, Locale, MonitorResult, Warning } from '../../model'
import { wordsOf } from '../../words'
import { fill } from '../../words/format'
import { warningText } from '../sentences'
import { type Html, html, name } from './escape'
import type { View } from './parts'

/** The whole result in one sentence. */
export function answerSentence(result: MonitorResult, locale: Locale): string {
  const { report } = wordsOf(locale)
  const schools = result.schools.length
  const listed = result.recheck.length
  if (listed === 0) return fill(report.answerNobody, { schools }, locale)
  const papers = result.recheck.reduce((sum, entry) => sum + entry.papersToRecheck, 0)
  return fill(report.answer, { papers, listed, schools, share: schools === 0 ? 0 : listed / schools }, locale)
}

/** How many schools are listed for each ground, how many could not be assessed, how many sittings it is, what fits the budget. */
export function groundSentences(result: MonitorResult, locale: Locale): readonly string[] {
  const { report } = wordsOf(locale)
  const sentences: readonly [Ground, string][] = [
    ['signs', report.answerSigns],
    ['noObserver', report.answerNoObserver],
    ['control', report.answerControl],
  ]
  const counted = sentences
    .map(([ground, sentence]) => ({ sentence, count: result.recheck.filter((e) => e.grounds.includes(ground)).length }))
    .concat([
      { sentence: report.notAssessedAnswer, count: result.schools.filter((s) => s.tier === 'notAssessable').length },
    ])
    .filter(({ count }) => count > 0)
    .map(({ sentence, count }) => fill(sentence, { count }, locale))
  const sittings = result.recheck.reduce((sum, entry) => sum + entry.sittings.length, 0)
  if (sittings > 0) counted.push(fill(report.answerSittings, { sittings }, locale))
  const { budget, papersWithinBudget, yieldWithinBudget } = result.plan
  if (budget !== null)
    counted.push(fill(report.budgetAnswer, { budget, papersWithinBudget, yieldWithinBudget }, locale))
  return counted
}

/** Warnings that change nothing in how the list is read: they stand beside what was read. */
const NOTES: ReadonlySet<string> = new Set([
  'imputedContext',
  'littleContext',
  'givenGroupsUsed',
  'withoutGivenGroup',
  'contextNotNumbers',
  'contextNearlyEmpty',
  'contextConstant',
  'contextTooManyCategories',
  'contextDuplicated',
  'contextNearlyConstant',
  'specialSchools',
])

const sentencesOf = (warnings: readonly Warning[], { detectors }: MonitorResult, locale: Locale): readonly string[] => [
  ...new Set(warnings.map((warning) => warningText(warning, detectors, locale))),
]

const warningsOf = ({ warnings, region }: MonitorResult): readonly Warning[] => [...warnings, ...region.warnings]

export function notesPart({ result, locale, words }: View): Html | null {
  const notes = warningsOf(result).filter(({ code }) => NOTES.has(code))
  const sentences = sentencesOf(notes, result, locale)
  if (sentences.length === 0) return null
  return html`<details><summary>${words.report.notes}: ${sentences.length}</summary><ul>${sentences.map((sentence) => html`<li>${name(sentence)}</li>`)}</ul></details>`
}

/** What must be read before the list, in the order of `compare`. */
export const warningSentences = (
  result: MonitorResult,
  locale: Locale,
  compare: (a: string, b: string) => number,
): readonly string[] => {
  const warnings = warningsOf(result).filter(({ code }) => !NOTES.has(code))
  return sentencesOf(
    warnings.toSorted((a, b) => compare(a.code, b.code)),
    result,
    locale,
  )
}

/** Names of the municipalities in a list, sorted; unnamed ones cannot be chosen. */
export const municipalitiesOf = (rows: readonly { readonly municipality: string | null }[]): readonly string[] =>
  [...new Set(rows.map((row) => row.municipality ?? ''))].filter((m) => m !== '').toSorted()
