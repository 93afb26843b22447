/** Municipality by municipality: its schools on the list, its observers, and its tests beside the region. */

import { groupBy } from '../../group-by'
import type { Assessment, SchoolResult, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatPercent } from '../../words/format'
import { shortSittingName } from '../sentences'
import { type Html, html, name } from './escape'
import { facts, meanShare, tableOf, tierMark, type View } from './parts'

/** More municipalities than these are folded. */
const MOST_SHOWN = 12
/** Schools of a municipality that are told by name; the list, filtered, has them all. */
const MOST_SCHOOLS = 30

interface Municipality {
  readonly municipality: string | null
  readonly schools: readonly SchoolResult[]
  readonly sittings: readonly SittingResult[]
}

export function municipalitiesSection(view: View): Html | null {
  const { locale, words } = view
  const { area, first } = words
  const all = municipalitiesOf(view)
  if (all.length < 2) return null
  const region = byTest(view.result.sittings)
  const [shown, more] = [all.slice(0, MOST_SHOWN), all.slice(MOST_SHOWN)]
  const folds = (of: readonly Municipality[]): Html[] => of.map((one) => municipalityFold(one, region, view))
  return html`<section aria-labelledby="by-municipality"><h2 id="by-municipality">${area.title}</h2><p>${area.note}</p>
${folds(shown)}${more.length > 0 && html`<details class="long"><summary>${fill(first.moreMunicipalities, { count: more.length }, locale)}</summary>${folds(more)}</details>`}</section>`
}

function municipalitiesOf({ result, sittingsOf }: View): readonly Municipality[] {
  const schoolsOf = new Map<string | null, SchoolResult[]>()
  for (const school of result.schools) {
    const of = schoolsOf.get(school.municipality)
    if (of === undefined) schoolsOf.set(school.municipality, [school])
    else of.push(school)
  }
  return [...schoolsOf]
    .map(([municipality, schools]) => ({
      ...{ municipality, schools },
      sittings: schools.flatMap(({ schoolId }) => sittingsOf.get(schoolId) ?? []),
    }))
    .toSorted((a, b) => ((a.municipality ?? '') < (b.municipality ?? '') ? -1 : 1))
}

function municipalityFold({ municipality, schools, sittings }: Municipality, region: ByTest, view: View): Html {
  const { result, locale, words } = view
  const { area, first, report, term } = words
  const say = (template: string, details: Readonly<Record<string, number>>): string => fill(template, details, locale)
  const share = (part: number, whole: number): string => (whole === 0 ? ABSENT : formatPercent(part / whole, locale))
  const listed = schools
    .filter(({ recheck }) => recheck)
    .toSorted((a, b) => view.pageOf.get(a.schoolId)! - view.pageOf.get(b.schoolId)!)
  const signs = schools.filter(({ grounds }) => grounds.includes('signs')).length
  const tests = byTest(sittings)
  const papers = sittings.reduce((sum, { papersToRecheck }) => sum + papersToRecheck, 0)
  const observed = sittings.filter((s) => s.observer === 'present' && !s.conflictOfInterest).length
  const title = municipality === null ? html`${first.noMunicipality}` : name(municipality)
  const more = listed.length - MOST_SCHOOLS
  return html`<details class="row"><summary><span>${title}</span> <span>${say(words.tests.size, { schools: schools.length, papers: sittings.reduce((sum, s) => sum + (s.participants ?? 0), 0) })}</span> <span>${say(area.listed, { signs, others: listed.length - signs })} <small>${say(area.papers, { papers })}</small></span></summary>
${facts([
  ...(result.region.observers === null ? [] : [[report.observerCoverage, share(observed, sittings.length)] as const]),
  [area.markers, share(schools.filter(({ officialMarkers }) => officialMarkers.length > 0).length, schools.length)],
  [area.notAssessed, formatNumber(schools.filter(({ tier }) => tier === 'notAssessable').length, locale)],
])}
${listed.length > 0 && html`<p>${area.schools}</p><ul>${listed.slice(0, MOST_SCHOOLS).map((school) => html`<li>${view.linked(school)} — ${tierMark(school.tier, words)}</li>`)}</ul>`}
${more > 0 && html`<p>${say(report.moreSupport, { count: more })}</p>`}
${tableOf<Assessment>(
  municipality ?? first.noMunicipality,
  [
    {
      title: report.test,
      heading: true,
      cell: (of) => name(shortSittingName({ ...of, class: null }, view.withYear)),
    },
    { title: term.size, number: true, cell: (of) => formatNumber(tests.get(of.id)!.length, locale) },
    { title: area.mean, number: true, cell: (of) => meanShare(tests.get(of.id)!, of, view) ?? ABSENT },
    { title: area.regionMean, number: true, cell: (of) => meanShare(region.get(of.id)!, of, view) ?? ABSENT },
    {
      title: report.listedForSigns,
      number: true,
      cell: (of) => formatNumber(tests.get(of.id)!.filter(({ grounds }) => grounds.includes('signs')).length, locale),
    },
    {
      title: report.unobserved,
      number: true,
      cell: (of) =>
        formatNumber(tests.get(of.id)!.filter(({ grounds }) => grounds.includes('noObserver')).length, locale),
    },
    {
      title: words.column.papers_to_recheck,
      number: true,
      cell: (of) =>
        formatNumber(
          tests.get(of.id)!.reduce((sum, s) => sum + s.papersToRecheck, 0),
          locale,
        ),
    },
  ],
  result.assessments.filter(({ id }) => tests.has(id)),
)}</details>
`
}

type ByTest = ReadonlyMap<string, readonly SittingResult[]>
const byTest = (sittings: readonly SittingResult[]): ByTest => groupBy(sittings, ({ assessment }) => assessment)
