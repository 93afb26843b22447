/** What an official reads first: the answer, its limits, the warnings, the list. */
import type { Ground, Locale, MonitorResult, RecheckEntry, Tier } from '../../model'
import { wordsOf } from '../../words'
import { fill, formatP } from '../../words/format'
import { placeText, reasonTexts, shortSittingName, warningText, wordFor } from '../sentences'
import { spansYears } from '../tables'
import { type Html, html, name } from './escape'
import { schoolName, type Tools, tableOf, tierMark, type View } from './parts'

/** Reasons of a school that the list tells; the others stand on its page. */
const MOST_REASONS = 3

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

export const answerSection = ({ result, locale, words }: View): Html => html`
<p class="answer">${answerSentence(result, locale)}</p>
<ul class="grounds">${groundSentences(result, locale).map((sentence) => html`<li>${sentence}</li>`)}</ul>
<p class="quiet">${words.report.notGuilty}</p>`

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

const sentencesOf = (result: MonitorResult, locale: Locale, wanted: (code: string) => boolean): readonly string[] => [
  ...new Set(
    [...result.warnings, ...result.region.warnings]
      .filter(({ code }) => wanted(code))
      .map((warning) => warningText(warning, result.detectors, locale)),
  ),
]

export function notesPart({ result, locale, words }: View): Html | null {
  const sentences = sentencesOf(result, locale, (code) => NOTES.has(code))
  if (sentences.length === 0) return null
  return html`<h3>${words.report.notes}</h3><ul>${sentences.map((sentence) => html`<li>${name(sentence)}</li>`)}</ul>`
}

export function warningsSection({ result, locale, words }: View): Html | null {
  const sentences = sentencesOf(result, locale, (code) => !NOTES.has(code))
  if (sentences.length === 0) return null
  return html`<section class="loud" aria-labelledby="warnings"><h2 id="warnings">${words.report.warnings}</h2>
<ul>${sentences.map((sentence) => html`<li>${name(sentence)}</li>`)}</ul></section>`
}

export function listSection(view: View): Html | null {
  const { result, locale, words } = view
  const { term, report } = words
  if (result.recheck.length === 0) return null
  const withYear = spansYears(result)
  return html`<section aria-labelledby="list"><h2 id="list">${report.list}</h2>
<p>${fill(report.howManyPapers, { confidence: result.plan.confidence, affectedShare: result.plan.affectedShare }, locale)}</p>
${tableOf<RecheckEntry>(
  report.list,
  [
    { title: term.rank, number: true, cell: (e) => e.rank, sortBy: (e) => e.rank },
    { title: term.school, heading: true, cell: (e) => schoolCell(e, view), sortBy: (e) => e.name ?? e.schoolId },
    { title: term.what, cell: (e) => whatCell(e, withYear, view), sortBy: (e) => e.papersToRecheck },
    {
      title: term.reasons,
      wide: true,
      cell: (e) => whyCell(e, view),
      sortBy: (e) => e.q,
    },
  ],
  result.recheck,
  listTools(view),
)}
<p class="quiet">${report.pNote}</p></section>`
}

/** Each ground with what it rests on; what is true of every sitting that the row names is not told again. */
function whyCell(entry: RecheckEntry, view: View): Html {
  const { result, locale, words } = view
  const findings = reasonTexts(
    entry.reasons.filter(({ code }) => !(code in GROUND_OF)),
    result,
    locale,
    { brief: true },
  )
  const more = findings.length - MOST_REASONS
  const rests = (ground: Ground): Html | null => {
    if (ground === 'signs')
      return html`: ${tierMark(entry.tier, words)} <span class="quiet">q ${formatP(entry.q, locale)}</span>`
    const detail = restsOn(ground, entry, view)
    return detail === '' ? null : html`: ${name(detail)}`
  }
  return html`<ul class="plain">${entry.grounds.map((ground) => html`<li><strong>${words.ground[ground]}</strong>${rests(ground)}</li>`)}</ul>
${findings.length > 0 && html`<ul class="found">${findings.slice(0, MOST_REASONS).map((text) => html`<li>${name(text)}</li>`)}</ul>`}
${more > 0 && html`<a href="#school-${entry.rank}">${fill(words.report.moreReasons, { count: more }, locale)}</a>`}`
}

/** The reasons that speak of a ground other than signs. */
const GROUND_OF: Readonly<Record<string, Ground>> = {
  noObserver: 'noObserver',
  unknownObserver: 'noObserver',
  partlyObserved: 'noObserver',
  conflictOfInterest: 'noObserver',
  control: 'control',
}

/** The sittings that a ground is about, where it is not all of the entry's, and what else is known. */
function restsOn(ground: Ground, entry: RecheckEntry, { result, locale, words }: View): string {
  const reasons = entry.reasons.filter(({ code }) => GROUND_OF[code] === ground)
  const ofAll = reasons.length === entry.sittings.length && reasons.every(({ code }) => code === reasons[0]!.code)
  const [first] = reasons
  if (ofAll && first !== undefined && first.code !== 'partlyObserved')
    return first.code === ground ? '' : fill(wordFor(words.reason, first.code), first.details, locale)
  const plain = reasons.filter(({ code }) => code === ground).map(({ details }) => placeText(details, locale))
  const others = reasons.filter(({ code }) => code !== ground)
  return [...plain, ...reasonTexts(others, result, locale)].filter((text) => text !== '').join('; ')
}

const TIERS: readonly Tier[] = ['strong', 'moderate', 'watch', 'clear', 'notAssessable']
const GROUNDS: readonly Ground[] = ['signs', 'noObserver', 'control']

function listTools({ result, words }: View): Tools<RecheckEntry> {
  const { report, term, ground, tier } = words
  const tiers = TIERS.filter((t) => result.recheck.some((e) => e.tier === t))
  const grounds = GROUNDS.filter((g) => result.recheck.some((e) => e.grounds.includes(g)))
  const municipalities = municipalitiesOf(result.recheck)
  return {
    id: 'list-table',
    search: report.search,
    showAll: report.showAll,
    all: report.all,
    filters: [
      { name: 'grounds', label: term.grounds, options: grounds.map((g) => [g, ground[g]]), valuesOf: (e) => e.grounds },
      { name: 'tier', label: term.tier, options: tiers.map((t) => [t, tier[t]]), valuesOf: (e) => [e.tier] },
      {
        name: 'municipality',
        label: term.municipality,
        options: municipalities.map((m) => [m, m]),
        valuesOf: (e) => [e.municipality ?? ''],
      },
    ],
  }
}

/** Names of the municipalities in a list, sorted; unnamed ones cannot be chosen. */
export const municipalitiesOf = (rows: readonly { readonly municipality: string | null }[]): readonly string[] =>
  [...new Set(rows.map((row) => row.municipality ?? ''))].filter((m) => m !== '').toSorted()

const schoolCell = (
  entry: RecheckEntry,
  { words }: View,
): Html => html`<a href="#school-${entry.rank}">${schoolName(entry)}</a>
${entry.municipality !== null && html`<br><span class="quiet">${name(entry.municipality)}</span>`}
${entry.peerGroup !== null && html`<br><span class="quiet">${words.term.peerGroup} ${name(entry.peerGroup)}</span>`}`

const whatCell = (entry: RecheckEntry, withYear: boolean, { result, words, locale }: View): Html =>
  html`<ul class="plain">${entry.sittings.map((i) => html`<li>${name(shortSittingName(result.sittings[i]!, withYear))}</li>`)}</ul>
<span class="quiet">${fill(words.report.papersCount, { papers: entry.papersToRecheck }, locale)}${entry.withinBudget === false && html` (${words.term.beyondBudget})`}</span>`
