/** A page per school: every sitting, what each detector said of it, the innocent explanations to rule out. */
import type { DataFault, RecheckEntry, SchoolResult, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatP, formatSigned } from '../../words/format'
import { faultText } from '../faults'
import { tellingSignals, tierOfSitting } from '../reasons'
import { capitalised, findingText, notMeasuredText, sittingName } from '../sentences'
import { type Chart, figure } from './charts/axes'
import { distributionChart } from './charts/distribution'
import { itemProfileChart } from './charts/item-profile'
import type { Pool } from './charts/pool'
import { type Html, html, name } from './escape'
import { facts, familyWord, groundList, groupLabel, schoolName, tierMark, type View } from './parts'

/** The school of an entry; a result made by hand may list one that its schools do not hold. */
export const schoolOf = (entry: RecheckEntry, { schoolById }: View): SchoolResult =>
  schoolById.get(entry.schoolId) ?? {
    ...entry,
    families: {},
    recheck: true,
    officialMarkers: [],
    context: null,
    contextIndex: null,
  }

/**
 * The fold in which the page of a school stands.
 *
 * @param number of the page; listed schools have their rank
 */
export const schoolFold = (school: SchoolResult, number: number, page: Html, { words }: View): Html =>
  html`<details class="page" data-page="${number}"><summary>${school.recheck && `${number}. `}${schoolName(school)} — ${words.tier[school.tier]}${!school.recheck && `; ${words.report.notListed}`}</summary>
${page}</details>
`

/** Where sittings stand in the funnels of their peer groups: drawn on demand only, as a drawing holds the whole group. */
export type Place = (sitting: SittingResult) => Chart | null

export function schoolPage(
  school: SchoolResult,
  number: number,
  pool: Pool,
  view: View,
  place: Place = () => null,
): Html {
  const { locale, words, sittingsOf } = view
  const { term, report } = words
  const families = Object.entries(school.families)
  const sittings = sittingsOf.get(school.schoolId) ?? []
  return html`<div class="school" id="school-${number}">
${facts([
  [term.grounds, school.grounds.length === 0 ? ABSENT : groundList(school.grounds, words)],
  [term.peerGroup, groupLabel(school.peerGroup, view)],
  [report.contextIndex, contextText(school, view)],
  [term.tier, html`${tierMark(school.tier, words)}: ${words.tierMeaning[school.tier]}`],
  ['p; q', `${formatP(school.p, locale)}; ${formatP(school.q, locale)}`],
  [
    report.byFamily,
    families.length === 0
      ? ABSENT
      : html`<ul class="plain">${families.map(([f, p]) => html`<li>${name(familyWord(f, view))}: p ${formatP(p, locale)}</li>`)}</ul>`,
  ],
  [term.officialMarkers, school.officialMarkers.length === 0 ? ABSENT : name(school.officialMarkers.join(', '))],
])}
${faultsPart(school, view)}
${sittings.map((sitting) => sittingPart(sitting, pool, view, place))}
${innocentPart(sittings, view)}</div>`
}

/** What the school must mend in its data before it is judged. */
function faultsPart({ schoolId }: SchoolResult, { result, locale, words }: View): Html | null {
  const faults = result.toCorrect.filter((fault) => fault.schoolId === schoolId)
  if (faults.length === 0) return null
  const { report } = words
  const line = (fault: DataFault): Html => {
    const { what, mend, meanwhile } = faultText(fault, locale)
    return html`<li>${name(sittingName(fault, locale))}: ${name(what)}. ${name(capitalised(mend))}; ${meanwhile}.</li>`
  }
  return html`<section class="faults"><h3>${report.toCorrect}</h3><ul>${faults.map(line)}</ul><p class="quiet">${report.toCorrectNote}</p></section>`
}

/** Where the school stands in the region by its social context, and where its group does. */
function contextText({ contextIndex: index, peerGroup }: SchoolResult, { result, locale, words }: View): string {
  const { report } = words
  if (index === null) return report.contextUnknown
  const known = result.schools.flatMap(({ contextIndex }) => contextIndex ?? [])
  const below = known.filter((other) => other < index).length / Math.max(1, known.length - 1)
  const own = fill(report.contextOfSchool, { index: formatSigned(index, locale), below }, locale)
  const range = result.peerGroups.find(({ id }) => id === peerGroup)?.contextIndex ?? null
  if (range === null) return own
  const [low, median, high] = [range.low, range.median, range.high].map((value) => formatSigned(value, locale))
  return `${own}; ${fill(report.contextOfGroup, { low: low!, median: median!, high: high! }, locale)}`
}

function sittingPart(sitting: SittingResult, pool: Pool, view: View, place: Place): Html {
  const { locale, words } = view
  const { term } = words
  const { participants, mean } = sitting
  const number = (value: number | null) => (value === null ? ABSENT : formatNumber(value, locale))
  const observer =
    sitting.unobservedClasses.length > 0
      ? fill(words.reason.partlyObserved!, { classes: sitting.unobservedClasses.join(', ') }, locale)
      : words.observer[sitting.observer]
  const charts = [
    distributionChart(sitting, pool.counts(sitting), view),
    itemProfileChart(sitting, pool.items(sitting), view),
    place(sitting),
  ]
  return html`<article class="sitting${sitting.recheck ? ' listed' : ''}"><h3>${name(sittingName(sitting, locale))} — ${tierMark(tierOfSitting(sitting), words)}</h3>
${facts([
  [term.participants, number(participants)],
  [term.mean, number(mean)],
  [term.observer, name(sitting.conflictOfInterest ? `${observer}; ${words.reason.conflictOfInterest}` : observer)],
  [term.papers, sitting.recheck ? papersText(sitting, view) : ABSENT],
])}
${findingsPart(sitting, view)}
<div class="charts">${charts.map((chart) => chart !== null && figure(chart))}</div>
${checksPart(sitting, view)}</article>
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

/** What was found, in words. */
function findingsPart(sitting: SittingResult, { locale, detectorById }: View): Html | null {
  const telling = tellingSignals(sitting)
  if (telling.length === 0) return null
  return html`<ul>${telling.map(
    (s) =>
      html`<li>${name(findingText(s, detectorById.get(s.detector), locale))} <span class="quiet">(p ${formatP(s.p, locale)})</span></li>`,
  )}</ul>`
}

/** Folded: which detectors saw nothing unusual, and what could not be measured, told once per reason. */
function checksPart(sitting: SittingResult, view: View): Html {
  const { locale, words } = view
  const { report } = words
  const telling = tellingSignals(sitting)
  const measured = sitting.signals.filter((signal) => signal.outcome === 'measured')
  const usual = measured.filter((signal) => !telling.includes(signal))
  const missing = new Map<string, string[]>()
  for (const signal of sitting.signals) {
    if (signal.outcome === 'measured') continue
    const reason = notMeasuredText(signal, view.detectorById.get(signal.detector), locale)
    missing.set(reason, [...(missing.get(reason) ?? []), questionOf(signal.detector, view)])
  }
  const counts = { all: sitting.signals.length, measured: measured.length, telling: telling.length }
  return html`<details><summary>${fill(report.checks, counts, locale)}</summary>${
    usual.length > 0 &&
    html`<p>${report.usual}</p><ul>${usual.map(
      (s) =>
        html`<li>${name(questionOf(s.detector, view))} <span class="quiet">(p ${formatP(s.p, locale)})</span></li>`,
    )}</ul>`
  }${
    missing.size > 0 &&
    html`<p>${report.notMeasured}</p><ul>${[...missing].map(
      ([reason, questions]) => html`<li>${name(reason)}: <span class="quiet">${name(questions.join(' '))}</span></li>`,
    )}</ul>`
  }</details>`
}

const questionOf = (id: string, { detectorById, locale }: View): string => detectorById.get(id)?.question[locale] ?? id

/** Innocent explanations of what was found here: first those that would explain several findings, then by question. */
function innocentPart(sittings: readonly SittingResult[], view: View): Html | null {
  const { locale, words, detectorById } = view
  const { report } = words
  const telling = new Set(sittings.flatMap((sitting) => tellingSignals(sitting).map((signal) => signal.detector)))
  const explained = new Map<string, string[]>()
  for (const id of telling)
    for (const text of new Set(detectorById.get(id)?.innocent.map((t) => t[locale])))
      explained.set(text, [...(explained.get(text) ?? []), id])
  if (explained.size === 0) return null
  const headings = new Map<string, string[]>()
  for (const [text, ids] of [...explained].toSorted((a, b) => Number(b[1].length > 1) - Number(a[1].length > 1))) {
    const heading = ids.length > 1 ? report.innocentOfSeveral : questionOf(ids[0]!, view)
    headings.set(heading, [...(headings.get(heading) ?? []), text])
  }
  return html`<h3>${report.innocentTitle}</h3><dl class="innocent">${[...headings].map(
    ([heading, texts]) => html`<dt>${name(heading)}</dt>${texts.map((text) => html`<dd>${name(text)}</dd>`)}`,
  )}</dl>`
}
