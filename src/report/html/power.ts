/** The picture of `power`: one self-contained page, a chart per mechanism and the same in words. */
import type { Locale, Power, PowerRow } from '../../model'
import { wordsOf } from '../../words'
import { fill, formatPercent } from '../../words/format'
import { isEnough, powerSections } from '../power'
import { wordFor } from '../sentences'
import { powerCharts } from './charts/power'
import { type Html, html } from './escape'
import type { HtmlOptions } from './index'
import { plainPage } from './parts'

/**
 * @example
 * toPowerHtml(detectableManipulation(input), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toPowerHtml(found: Power, { locale = 'en' }: HtmlOptions = {}): string {
  const { power } = wordsOf(locale)
  return plainPage(
    power.title,
    locale,
    html`<p>${power.about}</p>
<p class="quiet">${power.legend}</p>
${tables(found, locale)}
<div class="charts">${powerCharts(found, locale)}</div>
${sections(found, locale)}`,
  )
}

const sections = (found: Power, locale: Locale): readonly Html[] =>
  powerSections(found, locale).map(
    ({ heading, lines }) =>
      html`<h2>${heading}</h2>${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`,
  )

/** From which share of schools on a manipulation is noticed often, and from which now and then. */
const OFTEN = 0.8
const SOMETIMES = 0.3

/** A table per mechanism: size of schools by share of papers, in words and in shades. */
function tables({ rows }: Power, locale: Locale): readonly Html[] {
  const { power } = wordsOf(locale)
  const shares = [...new Set(rows.map(({ share }) => share))].toSorted((a, b) => a - b)
  const bands = [...new Set(rows.map(({ band }) => band))].toSorted(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
  )
  // What a share is called, every larger one is at least: chance may let a larger one be noticed less often.
  const from = ({ mechanism, band, share }: PowerRow): number =>
    Math.min(
      ...rows
        .filter((row) => row.mechanism === mechanism && row.band === band && row.share >= share && isEnough(row))
        .map(({ rate }) => rate),
    )
  const cell = (row: PowerRow | undefined): Html => {
    if (row === undefined) return html`<td class="cell none"></td>`
    if (!isEnough(row)) return html`<td class="cell"><small>${power.fewSchools} (${row.schools})</small></td>`
    const [look, word] =
      from(row) >= OFTEN
        ? ['strong', power.often]
        : from(row) >= SOMETIMES
          ? ['some', power.sometimes]
          : ['plain', power.rarely]
    return html`<td class="cell ${look!}">${formatPercent(row.rate, locale)}<br>${word!}</td>`
  }
  return [...new Set(rows.map(({ mechanism }) => mechanism))].map((mechanism) => {
    const own = rows.filter((row) => row.mechanism === mechanism)
    const title = wordFor(power.mechanism, mechanism)
    return html`<h2>${title}</h2><div class="wide"><table class="list" aria-label="${title}"><thead><tr><th scope="col">${power.bandColumn}</th>${shares.map((share) => html`<th scope="col">${fill(power.shareColumn, { share }, locale)}</th>`)}</tr></thead>
<tbody>${bands.map((band) => html`<tr><th scope="row">${band}</th>${shares.map((share) => cell(own.find((row) => row.band === band && row.share === share)))}</tr>`)}</tbody></table></div>`
  })
}
