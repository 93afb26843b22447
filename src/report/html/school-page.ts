/** A page per school: why it is listed, what to recheck with what was found there, its other sittings, and its data faults. */
import type { DataFault, RecheckEntry, SchoolResult, Signal, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatP, formatPercent, formatSigned } from '../../words/format'
import { faultText } from '../faults'
import { tellingSignals, tierOfSitting } from '../reasons'
import { capitalised, findingText, markersText, notMeasuredText, shortSittingName, sittingName } from '../sentences'
import { type Chart, figure } from './charts/axes'
import { compareChart } from './charts/compare'
import { distributionChart } from './charts/distribution'
import { itemProfileChart } from './charts/item-profile'
import type { Pool } from './charts/pool'
import { type Html, html, name } from './escape'
import { facts, familyWord, groundList, groupLabel, schoolName, tierMark, type View } from './parts'
import { classesPart, schoolItemsPart } from './school-items'
import { schoolSheet } from './school-sheet'

/** The school of an entry; a result made by hand may list one that its schools do not hold. */
export const schoolOf = (entry: RecheckEntry, { schoolById }: View): SchoolResult =>
  schoolById.get(entry.schoolId) ?? {
    ...entry,
    families: {},
    recheck: true,
    officialMarkers: [],
    lifted: null,
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

/** Where sittings stand in the funnels of their peer groups: drawn on demand only, as a drawing holds the whole group; so are tables of items. */
export type Place = (sitting: SittingResult) => Chart | null
const NOWHERE: Place = () => null

export function schoolPage(school: SchoolResult, number: number, pool: Pool, view: View, place: Place = NOWHERE): Html {
  const { words, sittingsOf } = view
  const { listing, school: say } = words
  const sittings = sittingsOf.get(school.schoolId) ?? []
  const listed = sittings.filter(({ recheck }) => recheck).toSorted((a, b) => surprise(a) - surprise(b))
  const others = sittings.filter(({ recheck }) => !recheck)
  const told = new Set<string>()
  const letter = `documents/letter-${school.schoolId}.docx`
  const back = school.recheck ? `#row-${number}` : '#all-schools'
  const reason = school.recheck ? capitalised(mainReason(school, listed, view)) : null
  return html`<div class="school" id="school-${number}">
${place !== NOWHERE && schoolSheet(school, sittings, reason, pool, view)}
${leadPart(school, listed, view)}
<p class="actions"><a href="${back}">← ${listing.back}</a>${view.files.includes(letter) && html` <a href="${letter}">${say.letter}</a>`} <button type="button" data-print="${number}" hidden>${say.print}</button></p>
${faultsPart(school, view)}
${classesPart(sittings, view)}
${listed.length > 0 && html`<h3>${say.listed}</h3>${listed.map((sitting) => sittingPart(sitting, pool, view, place, told))}`}
${others.length > 0 && html`<h3>${listed.length > 0 ? say.others : say.all}</h3>${others.map((sitting) => sittingFold(sitting, pool, view, place, told))}`}
${earlierPart(school, view)}
<details class="statistics"><summary>${say.details}</summary>${figuresPart(school, view)}</details></div>`
}

/** The smallest p of what is told of a sitting: the most unusual ones come first. */
const surprise = (sitting: SittingResult): number => tellingSignals(sitting)[0]?.p ?? 1

/** In two lines: how many papers of what, and the weightiest reason. */
function leadPart(school: SchoolResult, listed: readonly SittingResult[], view: View): Html {
  const { locale, words } = view
  const { school: say } = words
  if (!school.recheck) return html`<p>${school.tier === 'notAssessable' ? say.notListedUnknown : say.notListed}</p>`
  const papers = listed.reduce((sum, sitting) => sum + sitting.papersToRecheck, 0)
  const each = listed.map((s) => `${shortSittingName(s, false)} — ${formatNumber(s.papersToRecheck, locale)}`)
  return html`<p class="lead"><strong>${fill(say.listedFor, { papers }, locale)}</strong>${each.length > 0 && html` (${name(each.join('; '))})`}</p>
<p>${tierMark(school.tier, words)}. ${name(capitalised(mainReason(school, listed, view)))}.</p>`
}

/** The finding of its most unusual sitting, and where nobody observed. */
function mainReason({ grounds }: SchoolResult, listed: readonly SittingResult[], view: View): string {
  const { locale, words, detectorById } = view
  const findings = listed
    .filter((sitting) => sitting.grounds.includes('signs'))
    .flatMap((sitting) => tellingSignals(sitting).map((signal) => ({ sitting, signal })))
    .toSorted((a, b) => a.signal.p! - b.signal.p!)
  const [first] = findings
  const finding =
    first === undefined
      ? []
      : [
          `${sittingName({ ...first.sitting, year: null }, locale)}: ${findingText(first.signal, detectorById.get(first.signal.detector), locale).split(';')[0]}`,
        ]
  const shown = finding.length > 0 ? grounds.filter((ground) => ground !== 'signs') : grounds
  return [...finding, ...shown.map((ground) => words.ground[ground])].join('; ')
}

function earlierPart({ earlier }: SchoolResult, { locale, words: { school } }: View): Html | null {
  if (earlier === undefined || earlier.length === 0) return null
  const years = earlier.map(({ year, listed }) =>
    fill(listed ? school.earlierListed : school.earlierNot, { year: String(year) }, locale),
  )
  return html`<p>${school.earlier}: ${years.join('; ')}.</p>`
}

/** What places the school among others, and the figures behind its tier. */
function figuresPart(school: SchoolResult, view: View): Html {
  const { locale, words } = view
  const { term, report } = words
  const families = Object.entries(school.families)
  return html`${facts([
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
    [term.officialMarkers, school.officialMarkers.length === 0 ? ABSENT : name(markersText(school, words))],
  ])}<p class="quiet">${report.pNote}</p>`
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

function sittingPart(sitting: SittingResult, pool: Pool, view: View, place: Place, told: Set<string>): Html {
  const { locale, words } = view
  return html`<article class="sitting listed"><h4>${name(sittingName(sitting, locale))} — ${tierMark(tierOfSitting(sitting), words)}</h4>
${sittingContent(sitting, pool, view, place, told)}</article>
`
}

/** A sitting that is not to be rechecked: its figures in a line, the rest unfolds. */
function sittingFold(sitting: SittingResult, pool: Pool, view: View, place: Place, told: Set<string>): Html {
  const { locale, words, result } = view
  const { school } = words
  const highest = result.assessments.find(({ id }) => id === sitting.assessment)?.maxScore ?? null
  const share = (mean: number | undefined | null): string =>
    mean === undefined || mean === null || highest === null ? ABSENT : formatPercent(mean / highest, locale)
  const { group, region } = pool.means(sitting)
  const others = group.length > 0 ? group : region
  const findings = tellingSignals(sitting).length
  const found = findings === 0 ? school.nothing : fill(words.listing.cell, { count: findings }, locale)
  return html`<details class="sitting row"><summary><span>${name(sittingName(sitting, locale))}</span> <span>${share(sitting.mean)} <small>${school.barGroup}: ${share(others[Math.floor(others.length / 2)])}</small></span> <span>${tierMark(tierOfSitting(sitting), words)} <small>${found}</small></span></summary>
${sittingContent(sitting, pool, view, place, told)}</details>
`
}

/** @param told causes that the page has named already */
function sittingContent(sitting: SittingResult, pool: Pool, view: View, place: Place, told: Set<string>): Html {
  const { locale, words } = view
  const { term } = words
  const { participants, mean } = sitting
  const number = (value: number | null) => (value === null ? ABSENT : formatNumber(value, locale))
  const observer =
    sitting.unobservedClasses.length > 0
      ? fill(words.reason.partlyObserved!, { classes: sitting.unobservedClasses.join(', ') }, locale)
      : words.observer[sitting.observer]
  const charts = [
    compareChart(sitting, pool, view),
    distributionChart(sitting, pool.counts(sitting), view),
    itemProfileChart(sitting, pool.items(sitting), view),
    place(sitting),
  ]
  const pairs: readonly (readonly [string, Html | string])[] = [
    ...(sitting.recheck ? [[term.papers, papersText(sitting, view)] as const] : []),
    [term.observer, name(sitting.conflictOfInterest ? `${observer}; ${words.reason.conflictOfInterest}` : observer)],
    [term.participants, number(participants)],
    [term.mean, number(mean)],
  ]
  return html`${findingsPart(sitting, view, told)}
${facts(pairs)}
<div class="charts">${charts.map((chart) => chart !== null && figure(chart))}</div>
${place !== NOWHERE && schoolItemsPart(sitting, pool, view)}
${checksPart(sitting, view)}`
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

/** What was found, on what it rests, what else may explain it, and what to look at in the papers. */
function findingsPart(sitting: SittingResult, { locale, detectorById, words }: View, told: Set<string>): Html | null {
  const telling = tellingSignals(sitting)
  if (telling.length === 0) return null
  const { school, look } = words
  const line = (signal: Signal): Html => {
    const detector = detectorById.get(signal.detector)
    const causes = (detector?.innocent ?? []).map((text) => text[locale]).filter((text) => !told.has(text))
    for (const cause of causes) told.add(cause)
    const lookAt = Object.hasOwn(look, signal.detector) && !told.has(signal.detector) ? look[signal.detector]! : null
    if (lookAt !== null) told.add(signal.detector)
    const rests = typeof signal.n !== 'number' ? '' : ` — ${fill(school.rests, { n: signal.n }, locale)}`
    return html`<li>${name(capitalised(findingText(signal, detector, locale)))}<span class="quiet">${rests}</span>${causes.length > 0 && html`<small>${school.causes}: ${name(causes.join(' '))}</small>`}${lookAt !== null && html`<small><strong>${school.lookAt}</strong>: ${lookAt}.</small>`}</li>`
  }
  return html`<ul class="findings">${telling.map(line)}</ul>`
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
  return html`<details class="statistics"><summary>${fill(report.checks, counts, locale)}</summary>${
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
