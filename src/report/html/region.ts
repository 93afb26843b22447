/** The region as a whole: its figures, its peer groups, the schools that may need help, what could not be assessed. */
import type { DetectorDescription, PeerGroup, SchoolResult, SupportEntry } from '../../model'
import { ABSENT, formatNumber, formatPercent } from '../format'
import { notMeasuredText, profileValue, reasonTexts, wordFor } from '../words'
import { type Html, html, name } from './escape'
import { facts, schoolName, tableOf, type View } from './parts'

export function regionSection({ result, locale, words }: View): Html {
  const { region } = result
  const number = (value: number | null, decimals?: number) =>
    value === null ? ABSENT : formatNumber(value, locale, decimals)
  return html`<section aria-labelledby="region"><h2 id="region">${words.report.region}</h2>
${facts([
  [words.report.schools, number(region.schools)],
  [words.report.sittings, number(region.sittings)],
  [words.report.papers, number(region.papers)],
  [
    words.report.observerCoverage,
    region.observerCoverage === null ? ABSENT : formatPercent(region.observerCoverage, locale),
  ],
  [words.report.observerEffect, number(region.observerEffect)],
  [words.report.officialIndex, number(region.officialIndex, 1)],
])}</section>`
}

export function peersSection({ result, locale, words }: View): Html | null {
  const { term, report } = words
  if (result.peerGroups.length === 0) return null
  const profile = (group: PeerGroup) =>
    html`<ul class="plain">${Object.entries(group.profile).map(
      ([variable, value]) =>
        html`<li>${name(wordFor(words.context, variable))}: ${name(profileValue(variable, value, locale))}</li>`,
    )}</ul>`
  return html`<section aria-labelledby="peers"><h2 id="peers">${report.peerGroups}</h2><p>${report.peerGroupsNote}</p>
${tableOf<PeerGroup>(
  report.peerGroups,
  [
    { title: term.peerGroup, heading: true, cell: (g) => html`${name(g.id)}. ${name(g.label[locale])}` },
    { title: term.size, number: true, cell: (g) => formatNumber(g.size, locale) },
    { title: term.profile, cell: profile },
    {
      title: term.stability,
      number: true,
      cell: (g) => (g.stability === null ? ABSENT : formatNumber(g.stability, locale, 2)),
    },
    {
      title: term.silhouette,
      number: true,
      cell: (g) => (g.silhouette === null ? ABSENT : formatNumber(g.silhouette, locale, 2)),
    },
  ],
  result.peerGroups,
)}</section>`
}

export function supportSection({ result, locale, words, schoolById }: View): Html | null {
  const { term, report } = words
  if (result.support.length === 0) return null
  const school = (entry: SupportEntry) => schoolById.get(entry.schoolId) ?? { schoolId: entry.schoolId, name: null }
  return html`<section aria-labelledby="support"><h2 id="support">${report.support}</h2><p>${report.supportNote}</p>
${tableOf<SupportEntry>(
  report.support,
  [
    { title: term.school, heading: true, cell: (e) => schoolName(school(e)) },
    {
      title: term.reasons,
      cell: (e) =>
        html`<ul class="plain">${reasonTexts(e.reasons, result, locale).map((text) => html`<li>${name(text)}</li>`)}</ul>`,
    },
  ],
  result.support,
)}</section>`
}

interface Coverage {
  readonly detector: DetectorDescription
  readonly counts: Readonly<Record<string, number>>
  readonly reasons: readonly (readonly [string, number])[]
}

/** In how many sittings each detector measured, could not, and why not. */
function coverageOf({ result, locale }: View): readonly Coverage[] {
  const counts = new Map(result.detectors.map((d) => [d.id, new Map<string, number>()]))
  const reasons = new Map(result.detectors.map((d) => [d.id, new Map<string, number>()]))
  const add = (map: Map<string, number> | undefined, key: string) => map?.set(key, (map.get(key) ?? 0) + 1)
  for (const { signals } of result.sittings)
    for (const signal of signals) {
      add(counts.get(signal.detector), signal.outcome)
      if (signal.outcome !== 'measured')
        add(reasons.get(signal.detector), notMeasuredText({ ...signal, details: null }, locale))
    }
  return result.detectors.map((detector) => ({
    detector,
    counts: Object.fromEntries(counts.get(detector.id)!),
    reasons: [...reasons.get(detector.id)!].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  }))
}

export function notAssessedSection(view: View): Html {
  const { result, locale, words } = view
  const { term, report } = words
  const schools = result.schools.filter((school) => school.tier === 'notAssessable')
  const count = (outcome: 'measured' | 'notApplicable' | 'undecided' | 'failed') => ({
    title: words.outcome[outcome],
    number: true,
    cell: (row: Coverage) => formatNumber(row.counts[outcome] ?? 0, locale),
  })
  return html`<section aria-labelledby="not-assessed"><h2 id="not-assessed">${report.notAssessed}</h2><p>${report.notAssessedNote}</p>
<h3>${report.schoolsNotAssessed}</h3>
${schools.length === 0 ? html`<p>${report.allAssessed}</p>` : html`<ul>${schools.map((school: SchoolResult) => html`<li>${schoolName(school)}</li>`)}</ul>`}
<h3>${report.detectorsCoverage}</h3>
${tableOf<Coverage>(
  report.detectorsCoverage,
  [
    { title: term.detector, heading: true, cell: (row) => html`<code>${row.detector.id}</code>` },
    count('measured'),
    count('notApplicable'),
    count('undecided'),
    count('failed'),
    {
      title: term.reason,
      cell: (row) =>
        html`<ul class="plain">${row.reasons.map(([reason, n]) => html`<li>${reason}: ${formatNumber(n, locale)}</li>`)}</ul>`,
    },
  ],
  coverageOf(view),
)}</section>`
}
