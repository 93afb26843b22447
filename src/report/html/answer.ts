/** What an official reads first: the answer, its limits, the warnings, the list. */
import type { Ground, MonitorResult, RecheckEntry } from '../../model'
import { fill, formatP, type Locale } from '../format'
import { spansYears } from '../tables'
import { reasonTexts, shortSittingName, warningText, wordsOf } from '../words'
import { type Html, html, name } from './escape'
import { groundList, schoolName, tableOf, tierMark, type View } from './parts'

/** The whole result in one sentence. */
export function answerSentence(result: MonitorResult, locale: Locale): string {
  const { report } = wordsOf(locale)
  const schools = result.schools.length
  const listed = result.recheck.length
  if (listed === 0) return fill(report.answerNobody, { schools }, locale)
  const papers = result.recheck.reduce((sum, entry) => sum + entry.papersToRecheck, 0)
  const sittings = result.recheck.reduce((sum, entry) => sum + entry.sittings.length, 0)
  return fill(report.answer, { papers, listed, schools, sittings, share: schools === 0 ? 0 : listed / schools }, locale)
}

/** How many schools are listed for each ground, and how many could not be assessed, as sentences. */
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
  return counted.filter(({ count }) => count > 0).map(({ sentence, count }) => fill(sentence, { count }, locale))
}

export const answerSection = ({ result, locale, words }: View): Html => html`
<p class="answer">${answerSentence(result, locale)}</p>
<ul class="grounds">${groundSentences(result, locale).map((sentence) => html`<li>${sentence}</li>`)}</ul>
<p class="quiet">${words.report.notGuilty}</p>`

export function warningsSection({ result, locale, words }: View): Html | null {
  const sentences = [...new Set([...result.warnings, ...result.region.warnings].map((w) => warningText(w, locale)))]
  if (sentences.length === 0) return null
  return html`<section class="loud" aria-labelledby="warnings"><h2 id="warnings">${words.report.warnings}</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`
}

export function listSection(view: View): Html | null {
  const { result, locale, words } = view
  const { term, report } = words
  if (result.recheck.length === 0) return null
  const withYear = spansYears(result)
  return html`<section aria-labelledby="list"><h2 id="list">${report.list}</h2>
${tableOf<RecheckEntry>(
  report.list,
  [
    { title: term.rank, number: true, cell: (e) => e.rank },
    { title: term.school, heading: true, cell: (e) => schoolCell(e, view) },
    { title: term.grounds, cell: (e) => groundsCell(e, view) },
    { title: term.what, cell: (e) => whatCell(e, withYear, view) },
    {
      title: term.reasons,
      wide: true,
      cell: (e) =>
        html`<ul class="plain">${reasonTexts(e.reasons, result, locale).map((text) => html`<li>${name(text)}</li>`)}</ul>`,
    },
  ],
  result.recheck,
)}
<p class="quiet">${report.pNote}</p></section>`
}

const schoolCell = (
  entry: RecheckEntry,
  { words }: View,
): Html => html`<a href="#school-${entry.rank}">${schoolName(entry)}</a>
${entry.municipality !== null && html`<br><span class="quiet">${name(entry.municipality)}</span>`}
${entry.peerGroup !== null && html`<br><span class="quiet">${words.term.peerGroup} ${name(entry.peerGroup)}</span>`}`

const groundsCell = (entry: RecheckEntry, { words, locale }: View): Html =>
  html`${groundList(entry.grounds, words)}<span class="tag">${tierMark(entry.tier, words)}</span><br>
<span class="quiet">q ${formatP(entry.q, locale)}</span>`

const whatCell = (entry: RecheckEntry, withYear: boolean, { result, words, locale }: View): Html =>
  html`<ul class="plain">${entry.sittings.map((i) => html`<li>${name(shortSittingName(result.sittings[i]!, withYear))}</li>`)}</ul>
<span class="quiet">${fill(words.report.papersCount, { papers: entry.papersToRecheck }, locale)}${entry.withinBudget === false && html` (${words.term.beyondBudget})`}</span>`
