/** A part per listed school: every sitting, what was found in it, and the innocent explanations to rule out. */
import type { DetectorDescription, RecheckEntry, SittingResult } from '../../model'
import { ABSENT, formatNumber, formatP } from '../format'
import { detectorsById, tellingSignals } from '../reasons'
import { findingText, sittingName } from '../words'
import { type Html, html, name } from './escape'
import { facts, familyWord, groundList, groupLabel, schoolName, tableOf, tierMark, type View } from './parts'

export function schoolsSection(view: View): Html | null {
  const { result, words } = view
  if (result.recheck.length === 0) return null
  const sittingsOf = new Map<string, SittingResult[]>()
  for (const sitting of result.sittings) {
    const sittings = sittingsOf.get(sitting.schoolId)
    if (sittings === undefined) sittingsOf.set(sitting.schoolId, [sitting])
    else sittings.push(sitting)
  }
  const byId = detectorsById(result)
  return html`<section aria-labelledby="details"><h2 id="details">${words.report.details}</h2>
${result.recheck.map((entry) => schoolPart(entry, sittingsOf.get(entry.schoolId) ?? [], byId, view))}</section>`
}

function schoolPart(
  entry: RecheckEntry,
  sittings: readonly SittingResult[],
  byId: ReadonlyMap<string, DetectorDescription>,
  view: View,
): Html {
  const { locale, words, schoolById } = view
  const { term } = words
  const families = Object.entries(schoolById.get(entry.schoolId)?.families ?? {})
  return html`<details id="school-${entry.rank}"><summary>${entry.rank}. ${schoolName(entry)} — ${words.tier[entry.tier]}</summary>
${facts([
  [term.grounds, groundList(entry.grounds, words)],
  [term.peerGroup, groupLabel(entry.peerGroup, view)],
  [term.tier, tierMark(entry.tier, words)],
  [`${term.p} / ${term.q}`, `${formatP(entry.p, locale)} / ${formatP(entry.q, locale)}`],
  [
    term.family,
    families.length === 0
      ? ABSENT
      : families.map(([f, p]) => `${familyWord(f, words)}: p ${formatP(p, locale)}`).join('; '),
  ],
])}
${sittingsTable(sittings, byId, view)}
${innocentList(sittings, byId, view)}</details>`
}

function sittingsTable(
  sittings: readonly SittingResult[],
  byId: ReadonlyMap<string, DetectorDescription>,
  { locale, words }: View,
): Html {
  const { term, report, observer } = words
  const findings = (sitting: SittingResult) => {
    const signals = tellingSignals(sitting)
    return signals.length === 0
      ? html`<span class="quiet">${report.nothingFound}</span>`
      : html`<ul class="plain">${signals.map((signal) => html`<li>${name(findingText(signal, byId.get(signal.detector), locale))} <span class="quiet">(p ${formatP(signal.p, locale)})</span></li>`)}</ul>`
  }
  return tableOf<SittingResult>(
    term.sitting,
    [
      { title: term.sitting, heading: true, cell: (s) => name(sittingName(s, locale)) },
      {
        title: term.participants,
        number: true,
        cell: (s) => (s.participants === null ? ABSENT : formatNumber(s.participants, locale)),
      },
      { title: term.mean, number: true, cell: (s) => (s.mean === null ? ABSENT : formatNumber(s.mean, locale)) },
      { title: term.observer, cell: (s) => observer[s.observer] },
      { title: term.tier, cell: (s) => tierMark(s.tier, words) },
      { title: term.p, number: true, cell: (s) => formatP(s.p, locale) },
      { title: term.papers, number: true, cell: (s) => (s.recheck ? formatNumber(s.papersToRecheck, locale) : ABSENT) },
      { title: term.finding, cell: findings },
    ],
    sittings,
  )
}

/** Innocent explanations of the detectors that found something here; each once. */
function innocentList(
  sittings: readonly SittingResult[],
  byId: ReadonlyMap<string, DetectorDescription>,
  { locale, words }: View,
): Html | null {
  const telling = new Set(sittings.flatMap((sitting) => tellingSignals(sitting).map((signal) => signal.detector)))
  const sentences = [...new Set([...telling].flatMap((id) => byId.get(id)?.innocent.map((text) => text[locale]) ?? []))]
  if (sentences.length === 0) return null
  return html`<h3>${words.report.innocentTitle}</h3><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}
