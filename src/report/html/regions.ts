/** The page of a country: the regions side by side, each with the way to its own report. */

import type { Locale } from '../../model'
import { wordsOf } from '../../words'
import { ABSENT, fill, formatNumber, formatPercent } from '../../words/format'
import { countryAnswer, type FailedRegion, type RegionRow } from '../regions'
import { type Html, html, name } from './escape'
import { plainPage, tableOf } from './parts'
import { TABLES_SCRIPT } from './script'

/** Regions with the largest share of schools with signs come first. */
const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const shareWithSigns = ({ signs, schools }: RegionRow): number => shareOf(signs, schools) ?? 0

/** A share as a bar with its figure. */
const bar = (share: number | null, locale: Locale): Html | null =>
  share === null
    ? null
    : html`<span class="share"><span class="filled" style="width:${Math.round(100 * Math.min(1, share))}%"></span></span><small>${formatPercent(share, locale)}</small>`

/** One page with a row per region, each with the way to its own report. */
export function toRegionsHtml(
  rows: readonly RegionRow[],
  failed: readonly FailedRegion[],
  schoolsElsewhere: number,
  locale: Locale,
): string {
  const { country, report } = wordsOf(locale)
  const number = (value: number | null, decimals?: number): string =>
    value === null ? ABSENT : formatNumber(value, locale, decimals)
  const table = tableOf<RegionRow>(
    country.title,
    [
      {
        title: country.region,
        heading: true,
        sortBy: ({ region }) => region,
        cell: ({ region }) => html`<a href="${encodeURIComponent(region)}/report.html">${name(region)}</a>`,
      },
      {
        title: country.schools,
        number: true,
        sortBy: ({ schools }) => schools,
        cell: ({ schools }) => number(schools),
      },
      { title: country.papers, number: true, sortBy: ({ papers }) => papers, cell: ({ papers }) => number(papers) },
      {
        title: country.coverage,
        number: true,
        sortBy: ({ observerCoverage }) => observerCoverage,
        cell: ({ observerCoverage: share }) => (share === null ? ABSENT : html`${bar(share, locale)}`),
      },
      {
        title: country.listed,
        number: true,
        sortBy: ({ listed, schools }) => shareOf(listed, schools),
        cell: ({ listed, schools }) => html`${number(listed)}${bar(shareOf(listed, schools), locale)}`,
      },
      {
        title: country.signs,
        number: true,
        sortBy: ({ signs, schools }) => shareOf(signs, schools),
        cell: ({ signs, schools }) => html`${number(signs)}${bar(shareOf(signs, schools), locale)}`,
      },
      {
        title: country.noObserver,
        number: true,
        sortBy: ({ noObserver }) => noObserver,
        cell: ({ noObserver }) => number(noObserver),
      },
      {
        title: country.toRecheck,
        number: true,
        sortBy: ({ papersToRecheck }) => papersToRecheck,
        cell: ({ papersToRecheck }) => number(papersToRecheck),
      },
      {
        title: country.notAssessable,
        number: true,
        sortBy: ({ notAssessable }) => notAssessable,
        cell: ({ notAssessable }) => number(notAssessable),
      },
    ],
    rows.toSorted((a, b) => shareWithSigns(b) - shareWithSigns(a)),
  )
  const warned = rows.filter(({ warnings }) => warnings.length > 0)
  return plainPage(
    country.title,
    locale,
    html`<p class="answer">${countryAnswer(rows, failed.length, locale)}</p>
<p>${country.alone}</p><p class="quiet">${report.notGuilty}</p>
${schoolsElsewhere > 0 && html`<p>${fill(country.elsewhere, { schools: schoolsElsewhere }, locale)}</p>`}
${failed.length > 0 && html`<section class="loud"><h2>${country.failedTitle}</h2><ul>${failed.map(({ region, problem }) => html`<li>${name(region)}: ${name(problem)}</li>`)}</ul></section>`}
<div data-sortable>${table}</div>
${warned.length > 0 && html`<h2>${report.warnings}</h2><ul>${warned.map(({ region, warnings }) => html`<li>${name(region)}<ul>${warnings.map((warning) => html`<li>${name(warning)}</li>`)}</ul></li>`)}</ul>`}`,
    TABLES_SCRIPT,
  )
}
