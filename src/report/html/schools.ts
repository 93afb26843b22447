/** The pages of schools, of which a browser draws those that the file does not hold; and the table of all schools. */
import { type SchoolResult, TIERS } from '../../model'
import { ABSENT, fill } from '../../words/format'
import { markersText } from '../sentences'
import { municipalitiesOf } from './answer'
import { type Pool, poolOf } from './charts/pool'
import { type Html, html, jsonInPage, name } from './escape'
import { pack } from './packed'
import { groundList, tableOf, tierMark, type View } from './parts'
import { schoolFold, schoolOf, schoolPage } from './school-page'

/** So many pages are written out for readers without a script; with it, each is drawn when it is opened. */
const MOST_PAGES = 10
/** The table of all schools is left to the search and to `schools.csv` above this. */
const MOST_ROWS = 3000

export function schoolsSection(view: View): Html {
  const { result, words, locale } = view
  const { report } = words
  const pool = poolOf(result)
  const shown = result.recheck.slice(0, MOST_PAGES)
  const more = result.recheck.length - shown.length
  return html`<section aria-labelledby="details"><h2 id="details">${report.details}</h2>
<div id="drawn"></div>
${shown.map((entry) => written(schoolOf(entry, view), entry.rank, pool, view))}
${more > 0 && html`<noscript><p>${result.recheck.slice(MOST_PAGES).map((e) => html`<span id="school-${e.rank}"></span>`)}${fill(report.morePages, { shown: shown.length, count: more }, locale)}</p></noscript>`}
<p class="paper">${report.pagesOnPaper}</p>
<script type="application/json" id="pages">${pack(view)}</script>
<script type="application/json" id="words">${jsonInPage(words)}</script></section>`
}

/** Where scripts run, a browser builds the page when it is opened. */
const written = (school: SchoolResult, number: number, pool: Pool, view: View): Html =>
  schoolFold(school, number, html`<noscript>${schoolPage(school, number, pool, view)}</noscript>`, view)

/** Every school, so that one can be looked up that is not on the list. */
export function allSchoolsSection(view: View): Html {
  const { result, words } = view
  const { term, report, tier } = words
  const heading = html`<h2 id="all-schools">${report.allSchools}</h2>`
  if (result.schools.length > MOST_ROWS)
    return html`<section aria-labelledby="all-schools">${heading}<p>${report.allSchoolsElsewhere}</p></section>`
  const tiers = TIERS.filter((t) => result.schools.some((school) => school.tier === t))
  const municipalities = municipalitiesOf(result.schools)
  return html`<section aria-labelledby="all-schools">${heading}<details class="long"><summary>${report.show}</summary>
${tableOf<SchoolResult>(
  report.allSchools,
  [
    { title: term.school, heading: true, cell: view.linked, sortBy: (s) => s.name ?? s.schoolId },
    { title: term.municipality, cell: (s) => (s.municipality === null ? ABSENT : name(s.municipality)) },
    { title: term.peerGroup, cell: (s) => name(s.peerGroup ?? term.wholeRegion) },
    { title: term.tier, cell: (s) => tierMark(s.tier, words), sortBy: (s) => s.p },
    {
      title: term.officialMarkers,
      cell: (s) => (s.officialMarkers.length === 0 ? ABSENT : name(markersText(s, words))),
    },
    { title: report.onList, cell: (s) => (s.recheck ? groundList(s.grounds, words) : ABSENT) },
  ],
  result.schools,
  {
    id: 'schools-table',
    address: 'all-schools',
    words,
    filters: [
      { name: 'tier', label: term.tier, options: tiers.map((t) => [t, tier[t]]) },
      { name: 'municipality', label: term.municipality, options: municipalities.map((m) => [m, m]) },
    ],
    valuesOf: { tier: (s) => [s.tier], municipality: (s) => [s.municipality ?? ''] },
  },
)}</details></section>`
}
