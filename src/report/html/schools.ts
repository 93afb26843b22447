/** A page per listed school: every sitting, what each detector said of it, the innocent explanations to rule out. */
import type { RecheckEntry, SchoolResult, Signal, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatP } from '../format'
import { tellingSignals } from '../reasons'
import { findingText, notMeasuredText, sittingName } from '../words'
import { municipalitiesOf } from './answer'
import { distributionChart, type Pool, poolOf } from './charts/distribution'
import { type Html, html, name } from './escape'
import { facts, familyWord, groundList, groupLabel, schoolName, tableOf, tierMark, type View } from './parts'

/** More pages than this make a file that no browser likes; the others are found with `explain`. */
const MOST_PAGES = 100
/** The table of all schools is left to `schools.csv` above this. */
const MOST_ROWS = 3000

export function schoolsSection(view: View): Html | null {
  const { result, words, locale } = view
  if (result.recheck.length === 0) return null
  const pool = poolOf(result)
  const shown = result.recheck.slice(0, MOST_PAGES)
  const more = result.recheck.length - shown.length
  return html`<section aria-labelledby="details"><h2 id="details">${words.report.details}</h2>
${shown.map((entry) => schoolPage(entry, pool, view))}
${more > 0 && html`<p>${result.recheck.slice(MOST_PAGES).map((e) => html`<span id="school-${e.rank}"></span>`)}${fill(words.report.morePages, { count: more }, locale)}</p>`}</section>`
}

function schoolPage(entry: RecheckEntry, pool: Pool, view: View): Html {
  const { locale, words, schoolById, sittingsOf } = view
  const { term, report } = words
  const school = schoolById.get(entry.schoolId)
  const families = Object.entries(school?.families ?? {})
  const markers = school?.officialMarkers ?? []
  const sittings = sittingsOf.get(entry.schoolId) ?? []
  return html`<details><summary>${entry.rank}. ${schoolName(entry)} — ${words.tier[entry.tier]}</summary>
<div class="school" id="school-${entry.rank}">
${facts([
  [term.grounds, groundList(entry.grounds, words)],
  [term.peerGroup, groupLabel(entry.peerGroup, view)],
  [term.tier, html`${tierMark(entry.tier, words)}: ${words.tierMeaning[entry.tier]}`],
  ['p; q', `${formatP(entry.p, locale)}; ${formatP(entry.q, locale)}`],
  [
    report.byFamily,
    families.length === 0
      ? ABSENT
      : html`<ul class="plain">${families.map(([f, p]) => html`<li>${name(familyWord(f, words))}: p ${formatP(p, locale)}</li>`)}</ul>`,
  ],
  [term.officialMarkers, markers.length === 0 ? ABSENT : name(markers.join(', '))],
])}
${sittings.map((sitting) => sittingPart(sitting, pool, view))}
${innocentList(sittings, view)}</div></details>
`
}

function sittingPart(sitting: SittingResult, pool: Pool, view: View): Html {
  const { locale, words } = view
  const { term } = words
  const { participants, mean } = sitting
  const number = (value: number | null) => (value === null ? ABSENT : formatNumber(value, locale))
  const observer =
    sitting.unobservedClasses.length > 0
      ? fill(words.reason.partlyObserved!, { classes: sitting.unobservedClasses.join(', ') }, locale)
      : words.observer[sitting.observer]
  return html`<article class="sitting${sitting.recheck ? ' listed' : ''}"><h3>${name(sittingName(sitting, locale))} — ${tierMark(sitting.tier, words)}</h3>
${facts([
  [term.participants, number(participants)],
  [term.mean, number(mean)],
  [term.observer, name(sitting.conflictOfInterest ? `${observer}; ${words.reason.conflictOfInterest}` : observer)],
  [term.papers, sitting.recheck ? papersText(sitting, view) : ABSENT],
])}
${distributionChart(sitting, pool(sitting), view)}
${signalsPart(sitting, view)}</article>
`
}

/** How many papers to recheck, and what to do if some of them change. */
function papersText({ participants, papersToRecheck: papers, acceptanceNumber }: SittingResult, view: View): string {
  const { report } = view.words
  const { locale } = view
  if (participants !== null && papers >= participants) return fill(report.allPapers, { papers }, locale)
  const count = fill(report.papersCount, { papers }, locale)
  if (acceptanceNumber === null) return count
  const rest = acceptanceNumber === 0 ? report.acceptanceNone : report.acceptance
  return `${count}; ${fill(rest, { count: acceptanceNumber }, locale)}`
}

/** What was found, in words; below it, folded, what every detector said. */
function signalsPart(sitting: SittingResult, view: View): Html {
  const { locale, words, detectorById } = view
  const telling = tellingSignals(sitting)
  const measured = sitting.signals.filter((signal) => signal.outcome === 'measured').length
  const counts = { all: sitting.signals.length, measured, telling: telling.length }
  const findings = telling.map(
    (s) =>
      html`<li>${name(findingText(s, detectorById.get(s.detector), locale))} <span class="quiet">(p ${formatP(s.p, locale)})</span></li>`,
  )
  return html`${findings.length > 0 && html`<ul>${findings}</ul>`}
<details><summary>${fill(words.report.checks, counts, locale)}</summary>${signalsTable(sitting, telling, view)}</details>`
}

function signalsTable(sitting: SittingResult, telling: readonly Signal[], { locale, words, detectorById }: View): Html {
  const { term, outcome, report } = words
  const said = (signal: Signal): string => {
    if (telling.includes(signal)) return findingText(signal, detectorById.get(signal.detector), locale)
    return signal.outcome === 'measured' ? report.usual : notMeasuredText(signal, locale)
  }
  return tableOf<Signal>(
    term.detector,
    [
      {
        title: term.question,
        heading: true,
        cell: (s) => name(detectorById.get(s.detector)?.question[locale] ?? s.detector),
      },
      { title: term.outcome, cell: (s) => outcome[s.outcome] },
      { title: term.p, number: true, cell: (s) => formatP(s.p, locale) },
      { title: term.finding, wide: true, cell: (s) => name(said(s)) },
    ],
    sitting.signals,
  )
}

/** Innocent explanations of the detectors that found something here; each once. */
function innocentList(sittings: readonly SittingResult[], { locale, words, detectorById }: View): Html | null {
  const telling = new Set(sittings.flatMap((sitting) => tellingSignals(sitting).map((signal) => signal.detector)))
  const sentences = new Set([...telling].flatMap((id) => detectorById.get(id)?.innocent.map((t) => t[locale]) ?? []))
  if (sentences.size === 0) return null
  return html`<h3>${words.report.innocentTitle}</h3><ul>${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

/** Every school, so that one can be looked up that is not on the list. */
export function allSchoolsSection(view: View): Html {
  const { result, words, locale } = view
  const { term, report, tier } = words
  const rankOf = new Map(result.recheck.map((entry) => [entry.schoolId, entry.rank]))
  const heading = html`<h2 id="all-schools">${report.allSchools}</h2>`
  if (result.schools.length > MOST_ROWS)
    return html`<section aria-labelledby="all-schools">${heading}<p>${report.allSchoolsElsewhere}</p></section>`
  const tiers = (['strong', 'moderate', 'watch', 'clear', 'notAssessable'] as const).filter((t) =>
    result.schools.some((school) => school.tier === t),
  )
  const municipalities = municipalitiesOf(result.schools)
  return html`<section aria-labelledby="all-schools">${heading}<details><summary>${report.show}</summary>
${tableOf<SchoolResult>(
  report.allSchools,
  [
    { title: term.school, heading: true, cell: (s) => linked(s, rankOf), sortBy: (s) => s.name ?? s.schoolId },
    { title: term.municipality, cell: (s) => (s.municipality === null ? ABSENT : name(s.municipality)) },
    { title: term.peerGroup, cell: (s) => name(s.peerGroup ?? term.wholeRegion) },
    { title: term.tier, cell: (s) => tierMark(s.tier, words), sortBy: (s) => s.p },
    { title: term.p, number: true, cell: (s) => formatP(s.p, locale), sortBy: (s) => s.p },
    { title: term.q, number: true, cell: (s) => formatP(s.q, locale), sortBy: (s) => s.q },
    {
      title: term.officialMarkers,
      cell: (s) => (s.officialMarkers.length === 0 ? ABSENT : name(s.officialMarkers.join(', '))),
    },
    { title: report.onList, cell: (s) => (s.recheck ? groundList(s.grounds, words) : ABSENT) },
  ],
  result.schools,
  {
    id: 'schools-table',
    search: report.search,
    showAll: report.showAll,
    all: report.all,
    filters: [
      { name: 'tier', label: term.tier, options: tiers.map((t) => [t, tier[t]]), valuesOf: (s) => [s.tier] },
      {
        name: 'municipality',
        label: term.municipality,
        options: municipalities.map((m) => [m, m]),
        valuesOf: (s) => [s.municipality ?? ''],
      },
    ],
  },
)}</details></section>`
}

function linked(school: SchoolResult, rankOf: ReadonlyMap<string, number>): Html {
  const rank = rankOf.get(school.schoolId)
  return rank === undefined ? schoolName(school) : html`<a href="#school-${rank}">${schoolName(school)}</a>`
}
